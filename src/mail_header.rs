//! Names of the fields in a mail's header.

use crate::input::is_blank;

/// Fields that begin a mail (RFC 5322 §3.6, and what servers add).
const FIELDS: &[&str] = &[
    "return-path",
    "received",
    "received-spf",
    "delivered-to",
    "from",
    "to",
    "cc",
    "bcc",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "reply-to",
    "sender",
    "references",
    "in-reply-to",
    "dkim-signature",
    "authentication-results",
    "arc-seal",
    "envelope-to",
    "status",
    "user-agent",
    "list-id",
    "importance",
    "organization",
    "auto-submitted",
    "precedence",
];

/// The name of the field that a line begins.
#[must_use]
pub fn field_name(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(':')?;
    // Blanks in front of the colon are the old syntax (RFC 5322 §4.5.8).
    let name = name.trim_end_matches(is_blank);
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    (!name.is_empty() && name.len() <= 64 && name.bytes().all(fits)).then_some(name)
}

/// Whether mails usually have a field of this name.
#[must_use]
pub fn is_known_field(name: &str) -> bool {
    name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("x-"))
        || FIELDS.iter().any(|known| known.eq_ignore_ascii_case(name))
}
