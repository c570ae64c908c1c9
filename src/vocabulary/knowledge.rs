//! What the knowledge base says of itself.

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
        /// The text reports on something else: a summary, a newsletter, the rules of a list.
        Other = "other",
        /// The text is of another trade: banks, parcels.
        Elsewhere = "elsewhere",
        /// The text is of a program that may have nothing to do with mail.
        Program = "program",
        /// The text teaches about mail that comes back.
        Lesson = "lesson",
        /// Mail is spoken of.
        Mail = "mail",
    }
}

words! {
    /// What stands in a sentence, as `{ip}`, for what the reply itself says.
    Parameter {
        /// The name of the block list.
        Blocklist = "blocklist",
        /// The reply code.
        Code = "code",
        /// A time to wait.
        Delay = "delay",
        /// The sender's domain.
        Domain = "domain",
        /// The enhanced code.
        Enhanced = "enhanced",
        /// The server that answered.
        Host = "host",
        /// The IP address that sends.
        Ip = "ip",
        /// A limit.
        Limit = "limit",
        /// The name of the provider.
        Provider = "provider",
        /// The recipient's address.
        Recipient = "recipient",
        /// The domain of the recipient's address.
        RecipientDomain = "recipient_domain",
        /// The sender's address.
        Sender = "sender",
    }
}
