//! What happened, why, and what to do.

words! {
    /// What the input as a whole reports.
    Outcome {
        /// At least one recipient was not reached, none was.
        Failed = "failed",
        /// Another server still tries; nothing has failed yet.
        Delayed = "delayed",
        /// The next server took the message over, which is no proof of delivery.
        Accepted = "accepted",
        /// The message reached the mailbox, as far as the reporting server knows.
        Delivered = "delivered",
        /// Some recipients were reached and others were not.
        Partial = "partial",
        /// A recipient reported the message as unwanted.
        Complaint = "complaint",
        /// A program answered for the recipient; the message did arrive.
        AutoReply = "auto-reply",
        /// No failure is reported.
        NotABounce = "not-a-bounce",
        /// The input does not tell.
        Unknown = "unknown",
    }
}

words! {
    /// What the server said about trying again. It is not the same as what to do.
    Permanence {
        /// The same message will be refused again (RFC 5321 §4.2.1, 5yz).
        Permanent = "permanent",
        /// The same message may pass later (4yz).
        Temporary = "temporary",
        /// No failure (2yz), or a normal step on the way (3yz).
        Success = "success",
        /// The input does not tell.
        Unknown = "unknown",
    }
}

words! {
    /// What causes have in common.
    Family {
        /// The recipient or their mailbox.
        Recipient = "recipient",
        /// The recipient's domain, or the way there.
        Routing = "routing",
        /// The connection between the servers.
        Connection = "connection",
        /// The receiving server.
        Server = "server",
        /// Too much or too fast.
        Volume = "volume",
        /// Trust in the sender.
        Reputation = "reputation",
        /// Proof of who the sender is.
        Identity = "identity",
        /// The message itself.
        Message = "message",
        /// What is no failure, and what is not known.
        Outcome = "outcome",
    }
}

words! {
    /// What the fault sticks to. It decides what is safe to stop sending to.
    Scope {
        /// This recipient's address.
        Address = "address",
        /// The recipient's whole domain.
        Domain = "domain",
        /// This message only.
        Message = "message",
        /// The IP address that sends.
        SenderIp = "sender-ip",
        /// The domain that sends.
        SenderDomain = "sender-domain",
        /// The account, login or tenant that sends.
        SenderAccount = "sender-account",
        /// The server that answered.
        Server = "server",
        /// This one connection.
        Connection = "connection",
        /// Nothing: there is no fault.
        None = "none",
        /// The input does not tell.
        Unknown = "unknown",
    }
}

words! {
    /// Who has to act.
    Actor {
        /// Nobody: waiting is enough.
        Nobody = "nobody",
        /// The person or program that sent the message.
        Sender = "sender",
        /// Whoever runs the sending mail server or domain.
        SenderAdmin = "sender-admin",
        /// The person that should have got the message.
        Recipient = "recipient",
        /// Whoever runs the receiving mail server or domain.
        RecipientAdmin = "recipient-admin",
    }
}

words! {
    /// What a mailer does next.
    Action {
        /// Nothing is to be done.
        None = "none",
        /// Another server is still trying; do not send again.
        Wait = "wait",
        /// Send the same message again later.
        Retry = "retry",
        /// Send again, but more slowly.
        SlowDown = "slow-down",
        /// Change something, then send again.
        Fix = "fix",
        /// Stop all sending of this IP address, domain or account.
        Pause = "pause",
        /// Stop sending to this address.
        Suppress = "suppress",
        /// A person has to look at it.
        Review = "review",
    }
}

words! {
    /// What a cause rests on, strongest first.
    Basis {
        /// What the report itself says that it is: a complaint, an automatic answer.
        Report = "report",
        /// Words that this provider is known to use, from that provider.
        ProviderPhrase = "provider-phrase",
        /// Words of the reply.
        Phrase = "phrase",
        /// The enhanced status code alone.
        EnhancedCode = "enhanced-code",
        /// The reply code alone.
        ReplyCode = "reply-code",
        /// The first digit of a code alone.
        Class = "class",
        /// Nothing that is known.
        None = "none",
    }
}

words! {
    /// How sure the cause is. In words, because a made-up percentage is a lie.
    Certainty {
        /// The text says so.
        Sure = "sure",
        /// Other readings are possible but rare.
        Likely = "likely",
        /// One of several readings.
        Guess = "guess",
    }
}

words! {
    /// Between which two statements of the input there is a disagreement.
    ConflictKind {
        /// The text says something else than the enhanced code.
        TextAgainstEnhancedCode = "text-against-enhanced-code",
        /// The text says something else than the reply code.
        TextAgainstReplyCode = "text-against-reply-code",
        /// The enhanced code and the reply code differ in their class.
        EnhancedCodeAgainstReplyCode = "enhanced-code-against-reply-code",
    }
}
