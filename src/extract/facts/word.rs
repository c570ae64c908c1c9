//! The words of a text, with what stands around each.

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
}

/// A list of words, with what tells at a glance that a word is none of them: every
/// word of a reply is compared with a dozen such lists.
pub(super) struct List {
    words: &'static [&'static str],
    /// A bit for each letter that a word begins with.
    letters: u32,
    /// A bit for each length of a word.
    lengths: u32,
}

impl List {
    pub(super) const fn new(words: &'static [&'static str]) -> List {
        let mut list = List { words, letters: 0, lengths: 0 };
        let mut at = 0;
        while at < words.len() {
            list.letters |= letter(words[at].as_bytes()[0]);
            list.lengths |= length(words[at].len());
            at += 1;
        }
        list
    }
}

/// The five low bits tell letters apart, whatever their case.
const fn letter(byte: u8) -> u32 {
    1 << (byte & 31)
}

const fn length(length: usize) -> u32 {
    1 << (length & 31)
}

impl Word<'_> {
    pub(super) fn span(&self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }

    #[inline]
    pub(super) fn is(&self, other: &str) -> bool {
        self.text.len() == other.len() && self.text.eq_ignore_ascii_case(other)
    }

    /// Whether the word is one of a list.
    #[inline]
    pub(super) fn is_any(&self, list: &List) -> bool {
        let first = self.text.as_bytes().first().map_or(0, |byte| letter(*byte));
        list.letters & first != 0
            && list.lengths & length(self.text.len()) != 0
            && list.words.iter().any(|other| self.is(other))
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
    let mut at = 0;
    let mut before = ' ';
    std::iter::from_fn(move || {
        let gap = piece.get(at..)?;
        let start = at + gap.find(|c| !is_edge(c))?;
        if start > at {
            before = piece[at..start].chars().next_back().unwrap_or(' ');
        }
        let rest = &piece[start..];
        let length = rest.find(if is_web(rest) { is_web_edge } else { is_edge });
        let raw = &rest[..length.unwrap_or(rest.len())];
        at = start + raw.len();
        let text = raw.trim_end_matches(['.', ':', '!', '?', '*']);
        let ends_sentence = raw[text.len()..].contains(['.', '!', '?']);
        Some(Word { text, start: base + start, before, rest: &piece[at..], ends_sentence })
    })
}

fn is_edge(c: char) -> bool {
    is_web_edge(c) || matches!(c, ',' | ';' | '=')
}

fn is_web_edge(c: char) -> bool {
    is_blank(c)
        || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | '\'' | '`' | '|')
}

/// Whether a text begins with a web address.
pub(super) fn is_web(text: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}
