//! The commands of SMTP.

use crate::vocabulary::Phase;

/// A command, and the point of the dialogue of its reply.
pub struct Command {
    /// Its first word, in lower case.
    pub verb: &'static str,
    /// All its words: `mail from`.
    pub name: &'static str,
    /// None for those that no message needs.
    pub phase: Option<Phase>,
}

impl Command {
    /// A command of one word.
    pub const fn single(verb: &'static str, phase: Option<Phase>) -> Command {
        Command { verb, name: verb, phase }
    }
}

/// Commands of RFC 5321 and its extensions, and of LMTP (RFC 2033).
pub const COMMANDS: &[Command] = &[
    Command::single("ehlo", Some(Phase::Ehlo)),
    Command::single("helo", Some(Phase::Ehlo)),
    Command::single("lhlo", Some(Phase::Ehlo)),
    Command::single("starttls", Some(Phase::Tls)),
    Command::single("auth", Some(Phase::Auth)),
    Command { verb: "mail", name: "mail from", phase: Some(Phase::Mail) },
    Command { verb: "rcpt", name: "rcpt to", phase: Some(Phase::Rcpt) },
    Command::single("data", Some(Phase::Data)),
    Command::single("bdat", Some(Phase::EndOfData)),
    Command::single("vrfy", None),
    Command::single("expn", None),
    Command::single("rset", None),
    Command::single("noop", None),
    Command::single("quit", None),
    Command::single("help", None),
];
