//! Errors of Python's smtplib as it prints them: `{'a@example.net': (550, b'5.1.1 No such user')}`
//! has one reply for each recipient, `(553, b'5.7.1 Not owned by user', 'ann@example.com')` that
//! for the sender.

use std::ops::Range;

use super::noted::Noted;
use super::{Parsed, reply};
use crate::input::Input;
use crate::span::Span;
use crate::vocabulary::TokenKind;

/// The most recipients of one error.
const MAX_RECIPIENTS: usize = 10_000;

/// Reads every tuple of a code and words, each once; whether there is one.
pub(super) fn extract(input: &Input, parsed: &mut Parsed) -> bool {
    // Most replies begin with their code, and they are many.
    !input.text().starts_with(|c: char| c.is_ascii_digit()) && tuples(input, parsed)
}

#[inline(never)]
fn tuples(input: &Input, parsed: &mut Parsed) -> bool {
    let mut seen = Noted::default();
    for line in input.lines() {
        let content = input.of(*line);
        let mut from = 0;
        while let Some(found) = next(content, from) {
            from = found.words.end;
            let told = content.get(found.start()..from).unwrap_or_default();
            if parsed.deliveries.len() < MAX_RECIPIENTS && seen.note(told, 0) {
                add(input, parsed, line.start as usize, &found);
            }
        }
    }
    !seen.is_empty()
}

/// A tuple, by its places in the line.
struct Found {
    address: Option<Range<usize>>,
    code: Range<usize>,
    words: Range<usize>,
    sender: Option<Range<usize>>,
}

impl Found {
    fn start(&self) -> usize {
        self.address.as_ref().map_or(self.code.start, |address| address.start)
    }
}

/// The first tuple behind a place.
fn next(content: &str, from: usize) -> Option<Found> {
    let mut from = from;
    loop {
        let open = from + content.get(from..)?.find('(')?;
        from = open + 1;
        let code = from..from + 3;
        let digits = content.get(code.clone()).unwrap_or_default().as_bytes();
        let Some(rest) = content.get(code.end..).and_then(|rest| rest.strip_prefix(", ")) else {
            continue;
        };
        let rest = rest.strip_prefix(['b', 'u']).unwrap_or(rest);
        let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'));
        let (Some(quote), [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9']) = (quote, digits) else {
            continue;
        };
        let start = content.len() - rest.len() + 1;
        let words = start..start + end(&rest[1..], quote);
        let sender = sender(content, words.end + 1);
        return Some(Found { address: address(&content[..open]), code, words, sender });
    }
}

/// Where the quotation ends.
fn end(words: &str, quote: char) -> usize {
    let closes = |at: &usize| words[at + 1..].starts_with([')', ',']);
    words.match_indices(quote).map(|(at, _)| at).find(closes).unwrap_or(words.len())
}

/// `…'a@example.net': `
fn address(before: &str) -> Option<Range<usize>> {
    let before = before.strip_suffix(": ")?.strip_suffix(['\'', '"'])?;
    let start = before.rfind(['\'', '"'])? + 1;
    before.get(start..)?.contains('@').then_some(start..before.len())
}

/// `…, 'ann@example.com')`, by the place behind the words.
fn sender(content: &str, at: usize) -> Option<Range<usize>> {
    let rest = content.get(at..)?.strip_prefix(", ")?;
    let rest = rest.strip_prefix(['\'', '"'])?;
    let start = content.len() - rest.len();
    let end = start + rest.find(['\'', '"'])?;
    content[start..end].contains('@').then_some(start..end)
}

fn add(input: &Input, parsed: &mut Parsed, base: usize, found: &Found) {
    let mut lines = vec![Span::new(base + found.code.start, base + found.code.end)];
    let mut at = base + found.words.start;
    let words = input.text().get(at..base + found.words.end).unwrap_or_default();
    for line in words.split("\\n") {
        lines.push(Span::new(at, at + line.trim_end_matches("\\r").len()));
        at += line.len() + 2;
    }
    let code = lines[0];
    let mut told = reply::coded(&input.excerpt(lines.clone()), parsed);
    // `(422, b'try again in 15 seconds')`: on a line of its own such a number is the web's.
    let own = told.drain(..).next();
    let own = own.or_else(|| reply::spoken(&input.excerpt(lines.split_off(1)), parsed));
    let mut delivery = own.unwrap_or_default();
    let reply = delivery.reply.and_then(|at| parsed.replies.get_mut(at));
    if let Some(reply) = reply.filter(|reply| reply.code.is_none()) {
        (reply.code, reply.code_span) = (input.of(code).parse().ok(), Some(code));
    }
    if let Some(address) = &found.address {
        let span = Span::new(base + address.start, base + address.end);
        let address = input.of(span);
        parsed.token(TokenKind::Recipient, address, span);
        delivery.recipient = Some(address.to_owned());
    }
    if let Some(sender) = &found.sender {
        let span = Span::new(base + sender.start, base + sender.end);
        let sender = input.of(span);
        parsed.token(TokenKind::Sender, sender, span);
        parsed.message.from.get_or_insert_with(|| sender.to_owned());
    }
    parsed.deliveries.push(delivery);
}
