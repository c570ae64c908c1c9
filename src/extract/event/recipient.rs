//! The recipient of an event that nobody has seen before.

/// Beginnings of names that recipients have, in lower case.
const NAMES: &[&str] = &[
    "recipient",
    "bounced_recipient",
    "bouncerecipient",
    "bouncedrecipient",
    "rcpt",
    "email",
    "to",
    "address",
];

/// What stands in front of `email` where it is the recipient's; a `from_email` is not.
const WHOSE: &[&str] = &["contact_", "to_", "subscriber_", "envelope_bounce_"];

/// `to`, `email`, `rcpt_to`, `recipientAddress`, Klaviyo's `Recipient Email Address`; `email_info`
/// and `total` are others.
pub(super) fn is_name(name: &str) -> bool {
    let inner = WHOSE.iter().find_map(|whose| name.strip_prefix(whose));
    let name = inner.filter(|inner| inner.starts_with("email")).unwrap_or(name);
    NAMES.iter().any(|known| {
        let start = name.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known));
        let rest = name.get(known.len()..).unwrap_or_default().to_ascii_lowercase();
        let rest = rest.replace(['_', ' '], "");
        start && ["", "s", "to", "address", "emailaddress"].contains(&rest.as_str())
    })
}

/// Postmark gives all recipients of a message in one text, with commas between them.
pub(super) fn one(address: &str) -> Option<&str> {
    (!address.contains(',')).then_some(address)
}

pub(super) fn is_address(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
        && !text.contains(char::is_whitespace)
}
