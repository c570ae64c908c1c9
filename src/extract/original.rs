//! What the header of the undelivered message says about it.

use mail_parser::{Header, HeaderName, HeaderValue};

use super::{Parsed, parser};
use crate::input::Input;
use crate::span::Span;

/// The most lines of a header that is copied into a notice.
const MAX_LINES: usize = 200;

/// Reads the lines of a header that a notice has copied.
pub(super) fn note_copied(input: &Input, lines: &[Span], parsed: &mut Parsed) {
    let mut header = String::new();
    for line in lines.iter().take(MAX_LINES) {
        header.push_str(input.of(*line));
        header.push('\n');
    }
    let message = parser::parser().parse_headers(header.as_bytes());
    if let Some(message) = message {
        note(message.headers(), parsed);
    }
}

/// Takes what is not known yet.
pub(super) fn note(headers: &[Header], parsed: &mut Parsed) {
    // The last field of a name is the one that the author wrote.
    let value = |name: HeaderName| {
        headers.iter().rev().find(|header| header.name == name).map(|header| &header.value)
    };
    let text = |name: HeaderName| {
        let text = value(name).and_then(HeaderValue::as_text)?;
        (!text.is_empty()).then(|| text.to_owned())
    };
    let from = value(HeaderName::From).and_then(HeaderValue::as_address);
    let from = from.and_then(|from| from.first()?.address.as_deref());
    let message = &mut parsed.message;
    message.message_id = message.message_id.take().or_else(|| text(HeaderName::MessageId));
    message.subject = message.subject.take().or_else(|| text(HeaderName::Subject));
    let from = from.filter(|from| !from.is_empty()).map(str::to_owned);
    message.from = message.from.take().or(from);
}
