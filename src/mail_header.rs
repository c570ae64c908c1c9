//! Names of the fields in a mail's header.

use crate::input::{Input, is_blank, trim};

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

/// The longest name of a field.
const MAX_NAME: usize = 64;

/// The name of the field that a line begins.
#[must_use]
pub fn field_name(line: &str) -> Option<&str> {
    let fits = |b: &u8| b.is_ascii_alphanumeric() || *b == b'-';
    let length = line.bytes().take(MAX_NAME + 1).take_while(fits).count();
    // Blanks in front of the colon are the old syntax (RFC 5322 §4.5.8).
    let behind = line.get(length..)?.trim_start_matches(is_blank);
    let is_name = (1..=MAX_NAME).contains(&length) && behind.starts_with(':');
    line.get(..length).filter(|_| is_name)
}

/// Whether mails usually have a field of this name.
#[must_use]
pub fn is_known_field(name: &str) -> bool {
    name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("x-"))
        || FIELDS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// `From a@example.net Mon May  2 16:07:05 2026`, in front of each mail of an mbox file.
#[must_use]
pub fn is_mbox_line(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("From ") else { return false };
    let is_time = |word: &str| {
        word.len() >= 7
            && word.bytes().filter(|b| *b == b':').count() == 2
            && word.bytes().all(|b| b.is_ascii_digit() || b == b':')
    };
    rest.split(is_blank).any(is_time)
}

/// Fields that servers write and people do not: they tell a copied header from
/// the `To:` and `Subject:` that some notices repeat.
const TRACES: &[&str] = &[
    "received",
    "return-path",
    "mime-version",
    "dkim-signature",
    "authentication-results",
    "received-spf",
    "delivered-to",
];

/// Index of the first line of a mail's header within a text: several fields in a
/// row, one of them a trace.
#[must_use]
pub fn copied_header(input: &Input) -> Option<usize> {
    let mut run = Run::default();
    for (at, line) in input.lines().iter().enumerate() {
        let text = input.of(*line);
        match field_name(trim(text)) {
            Some(name) if is_known_field(name) => {
                run.start.get_or_insert(at);
                run.known += 1;
                run.traced |= TRACES.iter().any(|trace| trace.eq_ignore_ascii_case(name));
            }
            Some(_) if run.start.is_some() => (),
            _ if text.starts_with(is_blank) && !trim(text).is_empty() && run.start.is_some() => (),
            _ => run = Run::default(),
        }
        if run.known >= 3 && run.traced {
            return run.start;
        }
    }
    None
}

#[derive(Default)]
struct Run {
    start: Option<usize>,
    known: usize,
    traced: bool,
}
