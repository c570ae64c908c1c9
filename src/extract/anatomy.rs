//! The parts of a code, each with its place.

use std::borrow::Cow;

use super::{Parsed, Token};
use crate::span::Span;
use crate::vocabulary::TokenKind;

/// Marks a reply code and its three digits.
pub(super) fn reply_code(parsed: &mut Parsed, text: &str, at: usize) {
    parsed.token(TokenKind::ReplyCode, text.to_ascii_lowercase(), Span::new(at, at + text.len()));
    for (offset, digit) in text.char_indices() {
        let span = Span::new(at + offset, at + offset + digit.len_utf8());
        part(parsed, TokenKind::ReplyDigit, &text[offset..][..digit.len_utf8()], span);
    }
}

/// Marks an enhanced code and its three parts.
pub(super) fn enhanced_code(parsed: &mut Parsed, text: &str, at: usize) {
    let span = Span::new(at, at + text.len());
    parsed.token(TokenKind::EnhancedCode, text.to_ascii_lowercase(), span);
    let mut start = at;
    for digits in text.split('.') {
        let span = Span::new(start, start + digits.len());
        part(parsed, TokenKind::EnhancedPart, digits, span);
        start += digits.len() + 1;
    }
}

/// Marks a part. Most are one digit, for which no text has to be made.
fn part(parsed: &mut Parsed, kind: TokenKind, text: &str, span: Span) {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let value = match text.as_bytes() {
        [digit @ b'0'..=b'9'] => Cow::Borrowed(DIGITS[usize::from(digit - b'0')]),
        _ => Cow::Owned(text.to_ascii_lowercase()),
    };
    parsed.tokens.push(Token { kind, value, span });
}
