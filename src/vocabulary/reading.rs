//! What an input is and says.

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
        /// The recipient does not want such mail any more.
        Unsubscribed = "unsubscribed",
        /// Something that is no fate of a message: opened, clicked, processed.
        Other = "other",
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
