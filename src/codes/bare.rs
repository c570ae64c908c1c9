//! A code with nothing to explain beside it: `550`, `SMTP error 421`, `5.7.x`.

use crate::input::is_blank;
use crate::reply::{EnhancedCode, ReplyCode};
use crate::span::{Span, sort_by_place};

/// What people write around a code that they look up.
const LABELS: &[&str] = &[
    "smtp",
    "esmtp",
    "error",
    "errors",
    "code",
    "codes",
    "status",
    "reply",
    "response",
    "email",
    "e-mail",
    "mail",
    "bounce",
    "bounced",
    "enhanced",
    "server",
    "dsn",
    "message",
    "the",
    "a",
    "nr",
    "number",
    "what",
    "is",
    "means",
    "mean",
    "does",
    "and",
    "fehler",
    "fehlercode",
    "erreur",
    "codigo",
    "código",
];

/// The longest text that is looked at as a bare code.
const MAX_LENGTH: usize = 80;

/// A code or a pattern of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bare {
    /// `550`.
    Reply(ReplyCode),
    /// `5.7.26`.
    Enhanced(EnhancedCode),
    /// `5xx`, `x5x`: any digit at each `x`.
    ReplyPattern,
    /// `5.x.x`, `5.7.x`: any number at each `x`.
    EnhancedPattern,
}

/// The codes of a text that holds codes and labels only: at most one of each
/// kind. `None` when there is anything else, or no code.
#[must_use]
pub fn bare_codes(text: &str, base: usize) -> Option<Vec<(Bare, Span)>> {
    if text.len() > MAX_LENGTH { None } else { codes_and_labels(text, base) }
}

#[inline(never)]
fn codes_and_labels(text: &str, base: usize) -> Option<Vec<(Bare, Span)>> {
    let mut found: Vec<(Bare, Span)> = Vec::new();
    for (start, word) in words(text) {
        let Some(bare) = read(word) else {
            let label = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            match label.is_empty() || LABELS.contains(&label.as_str()) {
                true => continue,
                false => return None,
            }
        };
        let same_kind = |(other, _): &(Bare, Span)| is_enhanced(*other) == is_enhanced(bare);
        if found.iter().any(same_kind) {
            return None;
        }
        found.push((bare, Span::new(base + start, base + start + word.len())));
    }
    sort_by_place(&mut found, |(_, span)| *span);
    (!found.is_empty()).then_some(found)
}

fn is_enhanced(bare: Bare) -> bool {
    matches!(bare, Bare::Enhanced(_) | Bare::EnhancedPattern)
}

/// The words with their places; a hyphen separates only behind a reply code (`550-5.7.1`).
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_edge = |c: char| {
        is_blank(c)
            || matches!(c, '"' | '\''..=')' | '[' | ']' | '`' | '{' | '}' | '#' | ':'..='?' | ',' | '!')
    };
    let hyphen = move |piece: &str| piece.find('-').filter(|at| read(&piece[..*at]).is_some());
    let offset = move |piece: &str| piece.as_ptr() as usize - text.as_ptr() as usize;
    text.split(is_edge)
        .flat_map(move |piece| {
            let (head, tail) = piece.split_at(hyphen(piece).unwrap_or(piece.len()));
            [head, tail.trim_start_matches('-')]
        })
        .map(|word| word.strip_suffix('.').unwrap_or(word))
        .filter(|word| !word.is_empty())
        .map(move |word| (offset(word), word))
}

fn read(word: &str) -> Option<Bare> {
    let is_wild = |b: u8| matches!(b, b'x' | b'X');
    let wild = word.bytes().any(is_wild);
    if !wild {
        let reply = word.parse().map(Bare::Reply);
        return reply.or_else(|_| word.parse().map(Bare::Enhanced)).ok();
    }
    // With each `x` as a digit that is allowed everywhere, a pattern is a code.
    let filled: String =
        word.chars().map(|c| if matches!(c, 'x' | 'X') { '5' } else { c }).collect();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    match (filled.parse::<ReplyCode>(), filled.parse::<EnhancedCode>()) {
        (Ok(_), _) if digits > 0 => Some(Bare::ReplyPattern),
        (_, Ok(_)) => Some(Bare::EnhancedPattern),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<Vec<&str>> {
        let codes = bare_codes(text, 0)?;
        Some(codes.iter().map(|(_, span)| span.of(text)).collect())
    }

    #[test]
    fn ok_codes_and_labels() {
        for (text, codes) in [
            ("550", vec!["550"]),
            (" 550. ", vec!["550"]),
            ("5.7.26", vec!["5.7.26"]),
            ("550 5.7.26", vec!["550", "5.7.26"]),
            ("550-5.7.26", vec!["550", "5.7.26"]),
            ("#5.1.1", vec!["5.1.1"]),
            ("SMTP error 421", vec!["421"]),
            ("error code: 550", vec!["550"]),
            ("5xx", vec!["5xx"]),
            ("x5X", vec!["x5X"]),
            ("5.7.x", vec!["5.7.x"]),
            ("X.7.26", vec!["X.7.26"]),
            ("605", vec!["605"]),
        ] {
            assert_eq!(found(text), Some(codes), "{text}");
        }
    }

    #[test]
    fn err_anything_else() {
        for text in [
            "",
            "xxx",
            "2026",
            "554.30",
            "5.7.26.1",
            "550 no",
            "550 551",
            "port 587",
            "550 550 5.1.1",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
