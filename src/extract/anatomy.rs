//! The parts of a code, each with its place.

use super::Parsed;
use crate::span::Span;
use crate::vocabulary::TokenKind;

/// Marks a reply code and its three digits.
pub(super) fn reply_code(parsed: &mut Parsed, text: &str, at: usize) {
    parsed.token(TokenKind::ReplyCode, text.to_ascii_lowercase(), Span::new(at, at + text.len()));
    for (offset, digit) in text.char_indices() {
        let span = Span::new(at + offset, at + offset + digit.len_utf8());
        parsed.token(TokenKind::ReplyDigit, digit.to_ascii_lowercase(), span);
    }
}

/// Marks an enhanced code and its three parts.
pub(super) fn enhanced_code(parsed: &mut Parsed, text: &str, at: usize) {
    let span = Span::new(at, at + text.len());
    parsed.token(TokenKind::EnhancedCode, text.to_ascii_lowercase(), span);
    let mut start = at;
    for part in text.split('.') {
        let span = Span::new(start, start + part.len());
        parsed.token(TokenKind::EnhancedPart, part.to_ascii_lowercase(), span);
        start += part.len() + 1;
    }
}
