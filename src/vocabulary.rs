//! The closed lists of words that a result is made of.
//!
//! One word per idea, the same in Rust, in the data files, in TypeScript and on
//! the page. Every list is `#[non_exhaustive]`: a later version may know more.

use serde::Serialize;

/// Declares an enum whose variants are written in kebab-case outside Rust.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every word of this list, in the order of its declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The word as it stands in JSON, in the data files and on the page.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                // As a variant, its word is known to live as long as the program.
                serializer.serialize_unit_variant(stringify!($name), 0, self.as_str())
            }
        }
    };
}

words! {
    /// The kind of thing that was handed in.
    Form {
        /// A bare code: `550`, `5.7.26`, `SMTP error 421`, `5xx`.
        Code = "code",
        /// One or more SMTP replies, also folded, joined or quoted in a sentence.
        Reply = "reply",
        /// A dialogue of a client and a server.
        Session = "session",
        /// Lines of a mail server's log.
        Log = "log",
        /// A delivery status notification (RFC 3464) or a mail that holds one.
        Dsn = "dsn",
        /// The text of a bounce for people, without a machine-readable part.
        Notice = "notice",
        /// An event that a sending service posts.
        Webhook = "webhook",
        /// An error or result object of a mailer library.
        MailerError = "mailer-error",
        /// A complaint report (ARF, RFC 5965).
        Complaint = "complaint",
        /// An out-of-office note and the like (RFC 3834).
        AutoReply = "auto-reply",
        /// Mail or text that reports no failure.
        NotABounce = "not-a-bounce",
        /// Nothing was recognised.
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
    /// What a report, a log or a service says has become of a message.
    Event {
        /// It was given up (RFC 3464 §2.3.3 `failed`).
        Failed = "failed",
        /// It was not taken yet, and the reporter goes on trying.
        Delayed = "delayed",
        /// It reached the mailbox.
        Delivered = "delivered",
        /// The next server took it over and will report no further.
        Relayed = "relayed",
        /// It was passed on to the members of a list.
        Expanded = "expanded",
        /// The next server took it over.
        Accepted = "accepted",
        /// The recipient reported it as unwanted.
        Complaint = "complaint",
        /// A program answered for the recipient.
        AutoReply = "auto-reply",
        /// Something that is no fate of a message: opened, clicked, processed.
        Other = "other",
    }
}

words! {
    /// What a sentence that a mail system puts into its notices says.
    Says {
        /// The message was not delivered.
        Bounce = "bounce",
        /// The message is late, and the system goes on trying.
        Delay = "delay",
        /// The message was delivered or passed on.
        Success = "success",
        /// Behind it stands a copy of the message.
        Copy = "copy",
        /// Behind it stands what servers said, for administrators.
        Details = "details",
        /// Right behind it stands the address of the recipient.
        Recipient = "recipient",
        /// Behind it stand words for everyone, which name no reason.
        General = "general",
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
    /// Whom a step is written for.
    Audience {
        /// A person who got a bounce.
        Person = "person",
        /// Whoever runs the mail server or the domain.
        Admin = "admin",
        /// A developer of a program that sends mail.
        Mailer = "mailer",
    }
}

words! {
    /// The point of the SMTP dialogue at which the reply came.
    Phase {
        /// Looking up the domain.
        Dns = "dns",
        /// Opening the connection.
        Connect = "connect",
        /// The server's first line.
        Greeting = "greeting",
        /// `HELO` or `EHLO`.
        Ehlo = "ehlo",
        /// `STARTTLS` and the handshake.
        Tls = "tls",
        /// `AUTH`.
        Auth = "auth",
        /// `MAIL FROM`.
        Mail = "mail",
        /// `RCPT TO`.
        Rcpt = "rcpt",
        /// `DATA`, before the message.
        Data = "data",
        /// The end of the message.
        EndOfData = "end-of-data",
        /// After a server had accepted the message.
        AfterAcceptance = "after-acceptance",
    }
}

words! {
    /// What a marked part of the input is.
    TokenKind {
        /// A reply code such as `550`; its digits are tokens inside it.
        ReplyCode = "reply-code",
        /// One digit of a reply code.
        ReplyDigit = "reply-digit",
        /// An enhanced status code such as `5.7.26`; its parts are tokens inside it.
        EnhancedCode = "enhanced-code",
        /// One part of an enhanced status code.
        EnhancedPart = "enhanced-part",
        /// An e-mail address of a recipient.
        Recipient = "recipient",
        /// An e-mail address of a sender.
        Sender = "sender",
        /// An e-mail address whose role the text does not tell.
        Address = "address",
        /// An IPv4 or IPv6 address.
        Ip = "ip",
        /// The name of a host.
        Host = "host",
        /// A domain.
        Domain = "domain",
        /// A web address. It is shown as text, never as a link.
        Url = "url",
        /// The id under which a server queued or logged the message.
        QueueId = "queue-id",
        /// A public block list.
        Blocklist = "blocklist",
        /// A limit, such as `35 MB` or `100 recipients`.
        Limit = "limit",
        /// A time to wait, such as `try again in 5 minutes`.
        Delay = "delay",
        /// The result of an authentication check (SPF, DKIM, DMARC).
        Check = "check",
        /// The words that mark where a server quotes another one.
        Wrapper = "wrapper",
        /// The SMTP command that was answered.
        Command = "command",
        /// The words that decided about the cause.
        Phrase = "phrase",
        /// A field of a report, a log line or an event, with its name.
        Field = "field",
        /// A date and time.
        Date = "date",
        /// The id of a message.
        MessageId = "message-id",
    }
}

words! {
    /// What to know about a reading that did not go smoothly.
    WarningKind {
        /// The lines of one reply carry different codes (RFC 5321 §4.2.1).
        MixedCodes = "mixed-codes",
        /// The first digits of reply code and enhanced code differ (RFC 3463 §2).
        ClassMismatch = "class-mismatch",
        /// The first digit of a code is not 2, 3, 4 or 5.
        OutOfRange = "out-of-range",
        /// The second digit of a code is not 0 to 5.
        UnusualSecondDigit = "unusual-second-digit",
        /// The last line of a reply is missing.
        Incomplete = "incomplete",
        /// A continuation line has no code of its own.
        MissingCode = "missing-code",
        /// A number of the input was not taken for a code, and why.
        NotACode = "not-a-code",
        /// A part is damaged or not built as its standard says; the rest was read.
        Damaged = "damaged",
        /// The input was cut to a limit.
        Cut = "cut",
        /// Bytes that are no text were replaced.
        BadEncoding = "bad-encoding",
        /// The input has nothing in it.
        Empty = "empty",
        /// Nothing of the input was understood.
        NotUnderstood = "not-understood",
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

words! {
    /// Who stands behind a meaning of a code.
    CodeStatus {
        /// An RFC on the standards track defines it.
        Standard = "standard",
        /// The IANA registry lists it.
        Registered = "registered",
        /// One provider documents or uses it.
        Provider = "provider",
        /// It was defined once and is out of use.
        Historic = "historic",
        /// Programs and lists use it without a definition.
        Nonstandard = "nonstandard",
    }
}

words! {
    /// What sort of mail system a provider is.
    ProviderKind {
        /// It keeps people's mailboxes.
        MailboxProvider = "mailbox provider",
        /// It filters mail for others.
        Filter = "filter",
        /// A mail server program, whoever runs it.
        MailServer = "mail server",
        /// It sends mail for others.
        SendingService = "sending service",
        /// It publishes a block list.
        BlockList = "block list",
        /// A program or library that hands mail in.
        Mailer = "mailer",
    }
}
