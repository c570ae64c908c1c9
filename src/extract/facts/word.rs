//! The words of a text, with what stands around each.

use super::roles::{Roles, roles};
use crate::input::is_blank;
use crate::span::Span;

/// A run of characters between blanks and brackets.
pub(super) struct Word<'t> {
    /// Without punctuation at its end.
    pub(super) text: &'t str,
    /// First byte in the input.
    pub(super) start: usize,
    /// The character in front, blank at the start.
    pub(super) before: char,
    /// What follows up to the end of the piece.
    pub(super) rest: &'t str,
    /// Whether a sentence ends with it.
    pub(super) ends_sentence: bool,
    /// What the readers wait for.
    roles: Roles,
    /// The kinds of characters in it.
    kinds: u8,
}

impl Word<'_> {
    pub(super) fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }

    /// Whether the word has one of these roles.
    pub(super) fn is_any(&self, roles: Roles) -> bool {
        self.roles & roles != 0
    }

    /// Whether a character of this kind is in it.
    pub(super) fn has(&self, kinds: u8) -> bool {
        self.kinds & kinds != 0
    }

    /// Whether the word is only an amount of digits, maybe with `.` or `,`.
    pub(super) fn is_number(&self) -> bool {
        let mut bytes = self.text.bytes();
        bytes.next().is_some_and(|b| b.is_ascii_digit())
            && bytes.all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
    }
}

/// Every word of a piece of text that begins at `base`.
pub(super) fn words(piece: &str, base: usize) -> impl Iterator<Item = Word<'_>> {
    let bytes = piece.as_bytes();
    let (mut at, mut before, mut cut) = (0, ' ', 0);
    std::iter::from_fn(move || {
        let (start, _) = run(piece, at, EDGE | WEB_EDGE | EQUALS, true);
        if start > at {
            before = char::from(bytes[start - 1]);
        }
        let rest = piece.get(start..).filter(|rest| !rest.is_empty())?;
        let edges = if is_web(rest) { WEB_EDGE } else { EDGE | WEB_EDGE | EQUALS };
        let (mut end, mut kinds) = run(piece, start, edges, false);
        if start >= cut && bytes.get(end) == Some(&b'=') {
            let (far, all) = run(piece, start, EDGE | WEB_EDGE, false);
            cut = far;
            if all & AT != 0 && keeps_equals(&rest[..far - start], before, bytes.get(far)) {
                (end, kinds) = (far, all);
            }
        }
        at = end;
        let (text, ends_sentence) = without_points(&piece[start..end]);
        let roles = roles(text);
        Some(Word {
            text,
            start: base + start,
            before,
            rest: &piece[end..],
            ends_sentence,
            roles,
            kinds,
        })
    })
}

/// Whether `=` is a part of an address: `<a=example.net@lists.example.com>`, in which a list
/// or a forwarder writes down another address. Else it stands before a value: `to=a@example.net`.
fn keeps_equals(word: &str, before: char, after: Option<&u8>) -> bool {
    let tagged = |tag: &&str| word.get(..tag.len()).is_some_and(|it| it.eq_ignore_ascii_case(tag));
    before == '<' && after == Some(&b'>') || ["srs0=", "srs1=", "prvs="].iter().any(tagged)
}

/// A word without punctuation at its end, and whether that ends a sentence.
fn without_points(raw: &str) -> (&str, bool) {
    let points = raw.bytes().rev().take_while(|b| matches!(b, b'.' | b':' | b'!' | b'?' | b'*'));
    let (mut length, mut ends) = (raw.len(), false);
    for point in points {
        length -= 1;
        ends |= matches!(point, b'.' | b'!' | b'?');
    }
    (&raw[..length], ends)
}

/// Ends a word, but not a web address.
const EDGE: u8 = 1;
/// Ends a web address too.
const WEB_EDGE: u8 = 1 << 1;
pub(super) const DIGIT: u8 = 1 << 2;
pub(super) const POINT: u8 = 1 << 3;
pub(super) const COLON: u8 = 1 << 4;
pub(super) const HYPHEN: u8 = 1 << 5;
pub(super) const AT: u8 = 1 << 6;
/// Ends a word that is no address.
const EQUALS: u8 = 1 << 7;

/// The kind of each character of ASCII.
static KINDS: [u8; 128] = kinds();

const fn kinds() -> [u8; 128] {
    const LISTED: &[(u8, &[u8])] = &[
        (EDGE, b",;"),
        (EQUALS, b"="),
        (WEB_EDGE, b" \t\n\x0b\x0c\r<>()[]{}\"'`|"),
        (DIGIT, b"0123456789"),
        (POINT, b"."),
        (COLON, b":"),
        (HYPHEN, b"-"),
        (AT, b"@"),
    ];
    let mut kinds = [0; 128];
    let mut list = 0;
    while list < LISTED.len() {
        let (kind, bytes) = LISTED[list];
        let mut at = 0;
        while at < bytes.len() {
            kinds[bytes[at] as usize] = kind;
            at += 1;
        }
        list += 1;
    }
    kinds
}

/// Where the run of characters that are of these kinds, or are of none of them, ends,
/// and the kinds in it.
fn run(text: &str, from: usize, kinds: u8, wanted: bool) -> (usize, u8) {
    let (mut at, mut seen) = (from, 0);
    while let Some(byte) = text.as_bytes().get(at) {
        let (kind, length) = match KINDS.get(usize::from(*byte)) {
            Some(kind) => (*kind, 1),
            None => beyond_ascii(text, at),
        };
        if (kind & kinds != 0) != wanted {
            break;
        }
        seen |= kind;
        at += length;
    }
    (at, seen)
}

/// The kind of a character and its length. Blanks are the only edges among them.
#[cold]
fn beyond_ascii(text: &str, at: usize) -> (u8, usize) {
    let c = text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or_default();
    (if is_blank(c) { WEB_EDGE } else { 0 }, c.len_utf8())
}

/// Whether a text begins with a web address.
pub(super) fn is_web(text: &str) -> bool {
    text.starts_with(['h', 'H'])
        && ["http://", "https://"].iter().any(|scheme| {
            text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        })
}
