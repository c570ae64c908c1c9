//! What the header of the undelivered message says about it.

use super::Parsed;
use crate::input::Input;
use crate::mime::{Fields, mailboxes};
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
    note(&Fields::of(header.as_bytes()), parsed);
}

/// Takes what is not known yet.
pub(super) fn note(fields: &Fields, parsed: &mut Parsed) {
    let message = &mut parsed.message;
    let id = fields.value("message-id").map(|id| id.trim_matches(['<', '>', ' ']).to_owned());
    message.message_id = message.message_id.take().or(id).filter(|id| !id.is_empty());
    message.subject = message.subject.take().or_else(|| fields.text("subject"));
    let from = fields.value("from").and_then(|from| mailboxes(&from).into_iter().next());
    let from = from.map(|from| from.address).filter(|address| !address.is_empty());
    message.from = message.from.take().or(from);
}
