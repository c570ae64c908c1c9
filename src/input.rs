//! The text that was handed in, and where its lines are.
//!
//! The text stays whole. Byte order marks, quoting and line ends are stepped
//! over by the spans of the lines, so that everything that is found later can
//! point back into what was pasted.

use std::borrow::Cow;

use crate::span::Span;

/// The most bytes that are read; the rest is cut off and a warning says so.
///
/// Far above any bounce, log excerpt or session, and far below the 4 GiB that a
/// [`Span`] can count.
pub const MAX_BYTES: usize = 64 << 20;

/// What is handed in, as a text with its lines. It is made of text or of the bytes of a file.
///
/// Nothing is refused: of more than 64 MiB the rest is cut off, bytes that are no UTF-8 are replaced
/// (a mail's own charsets are decoded), and a warning says so.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    text: Cow<'a, str>,
    /// The bytes that `text` was read from, where they are not its own.
    raw: Option<&'a [u8]>,
    lines: Vec<Span>,
    cut: bool,
    bad_encoding: Option<Span>,
}

impl<'a> Input<'a> {
    fn new(text: Cow<'a, str>, cut: bool) -> Input<'a> {
        let lines = lines(&text);
        Input { text, raw: None, lines, cut, bad_encoding: None }
    }

    /// The bytes as they were handed in, up to `MAX_BYTES`.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.raw.unwrap_or(self.text.as_bytes())
    }

    /// Whether places in the text are places in [`Input::bytes`] too.
    #[must_use]
    pub fn is_faithful(&self) -> bool {
        self.bad_encoding.is_none()
    }

    /// The same text, of which only these lines are read.
    #[must_use]
    pub fn excerpt(&self, lines: Vec<Span>) -> Input<'_> {
        Input { text: Cow::Borrowed(self.text()), raw: None, lines, cut: false, bad_encoding: None }
    }

    /// The lines between two places of the text.
    #[must_use]
    pub fn lines_within(&self, from: usize, to: usize) -> &[Span] {
        let first = self.lines.partition_point(|line| (line.start as usize) < from);
        let last = self.lines.partition_point(|line| (line.start as usize) < to);
        self.lines.get(first..last).unwrap_or_default()
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The content of each line: without its end, without `> ` quoting, without
    /// blanks at its end. Leading blanks stay, because they can mean folding.
    #[must_use]
    pub fn lines(&self) -> &[Span] {
        &self.lines
    }

    /// The text of a span of this input.
    #[must_use]
    #[inline]
    pub fn of(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Whether there is nothing but blanks.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| trim(self.of(*line)).is_empty())
    }

    /// Whether the end was cut off at `MAX_BYTES`.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// The first place where bytes that are no UTF-8 were replaced by U+FFFD.
    #[must_use]
    pub fn bad_encoding(&self) -> Option<Span> {
        self.bad_encoding
    }
}

impl<'a> From<&'a str> for Input<'a> {
    fn from(text: &'a str) -> Input<'a> {
        match text.len() <= MAX_BYTES {
            true => Input::new(Cow::Borrowed(text), false),
            false => Input::new(Cow::Borrowed(start_of(text, MAX_BYTES)), true),
        }
    }
}

impl<'a> From<&'a [u8]> for Input<'a> {
    fn from(bytes: &'a [u8]) -> Input<'a> {
        let kept = bytes.get(..MAX_BYTES).unwrap_or(bytes);
        let (text, first_bad) = match std::str::from_utf8(kept) {
            Ok(text) => (Cow::Borrowed(text), None),
            Err(error) => (String::from_utf8_lossy(kept), Some(error.valid_up_to())),
        };
        let mut input = Input::new(text, kept.len() < bytes.len());
        input.raw = Some(kept);
        input.bad_encoding = first_bad.map(|at| Span::new(at, at + '\u{fffd}'.len_utf8()));
        input
    }
}

impl<'a> From<&'a String> for Input<'a> {
    fn from(text: &'a String) -> Input<'a> {
        Input::from(text.as_str())
    }
}

impl<'a> From<&'a Vec<u8>> for Input<'a> {
    fn from(bytes: &'a Vec<u8>) -> Input<'a> {
        Input::from(bytes.as_slice())
    }
}

/// Whether a character only makes distance: Unicode blanks, and the marks of
/// zero width and of writing direction that copying from web pages leaves.
#[must_use]
#[inline]
pub fn is_blank(c: char) -> bool {
    match c {
        ' ' | '\t'..='\r' => true,
        _ if c.is_ascii() => false,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => true,
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => true,
        _ => c.is_whitespace(),
    }
}

/// The text without blanks at both ends.
#[must_use]
#[inline]
pub fn trim(text: &str) -> &str {
    match text.as_bytes() {
        // Most texts have none, and two bytes tell it.
        [] | [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim_matches(is_blank),
    }
}

/// The first bytes of a text, at most `length`, without cutting a character.
#[must_use]
pub fn start_of(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The last bytes of a text, at most `length`, without cutting a character.
#[must_use]
pub fn end_of(text: &str, length: usize) -> &str {
    let mut start = text.len().saturating_sub(length);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    &text[start..]
}

fn lines(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(4);
    let mut start = 0;
    while start < bytes.len() {
        let rest = &bytes[start..];
        let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        lines.push(content(text, start, start + length));
        start += length + line_end(&rest[length..]);
    }
    lines
}

/// The length of one line end: `\n`, `\r`, `\r\n` or the `\r\r\n` of programs
/// that convert twice.
fn line_end(rest: &[u8]) -> usize {
    match rest {
        [b'\r', b'\r', b'\n', ..] => 3,
        [b'\r', b'\n', ..] => 2,
        [] => 0,
        _ => 1,
    }
}

fn content(text: &str, start: usize, end: usize) -> Span {
    let line = trim_end(text.get(start..end).unwrap_or_default());
    if stands_alone(line) {
        return Span::new(start, start + line.len());
    }
    let quoted = line.len() - unquoted(line).len();
    Span::new(start + quoted, start + line.len())
}

/// The text without blanks at its end. Nearly every line ends in a character that a
/// byte tells.
fn trim_end(text: &str) -> &str {
    match text.as_bytes().last() {
        Some(b'!'..=b'~') => text,
        _ => text.trim_end_matches(is_blank),
    }
}

/// Whether the first byte tells that nothing stands in front of the content.
fn stands_alone(line: &str) -> bool {
    matches!(line.as_bytes().first(), None | Some(b'!'..=b'=' | b'?'..=b'~'))
}

/// A line without the `>` marks of a mail that quotes another one.
///
/// `>>> RCPT TO:` is no quoting: so does sendmail show what it said.
fn unquoted(line: &str) -> &str {
    let mut rest = line;
    while let Some(inner) = rest.trim_start_matches(is_blank).strip_prefix('>') {
        if is_command_echo(rest) {
            return rest.trim_start_matches(is_blank);
        }
        rest = inner;
    }
    match rest.len() == line.len() {
        true => line.trim_start_matches('\u{feff}'),
        false => rest.strip_prefix(' ').unwrap_or(rest),
    }
}

fn is_command_echo(line: &str) -> bool {
    const VERBS: [&str; 8] = ["ehlo", "helo", "mail", "rcpt", "data", "quit", "auth", "star"];
    let verb = trim(line).strip_prefix(">>>").and_then(|said| trim(said).get(..4));
    verb.is_some_and(|verb| VERBS.iter().any(|known| verb.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(text: &str) -> Vec<&str> {
        lines(text).iter().map(|line| line.of(text)).collect()
    }

    #[test]
    fn ok_every_line_end_gives_the_same_lines() {
        for end in ["\n", "\r\n", "\r", "\r\r\n"] {
            let text = ["one  ", "", " two\u{a0}"].join(end);
            assert_eq!(contents(&text), ["one", "", " two"], "{end:?}");
        }
    }

    #[test]
    fn ok_quoting_and_byte_order_mark_are_stepped_over() {
        assert_eq!(contents("\u{feff}550 no"), ["550 no"]);
        assert_eq!(contents("> 550 no\n>> 550 no\n> > 550 no"), ["550 no"; 3]);
        assert_eq!(contents(">>> RCPT To:<a@example.net>"), [">>> RCPT To:<a@example.net>"]);
    }

    #[test]
    fn err_bytes_that_are_no_text_are_marked() {
        let input = Input::from(b"550 \xff no".as_slice());
        assert_eq!(input.bad_encoding().map(|span| input.of(span)), Some("\u{fffd}"));
        assert!(!input.is_cut());
    }

    #[test]
    fn ok_parts_of_a_text_end_between_characters() {
        assert_eq!((start_of("aé", 2), start_of("aé", 9), start_of("é", 0)), ("a", "aé", ""));
        assert_eq!((end_of("éa", 2), end_of("éa", 9), end_of("é", 0)), ("a", "éa", ""));
    }

    #[test]
    fn err_only_blanks_are_empty() {
        for text in ["", " ", "\u{feff}\u{200b}", ">\r\n> \r\n"] {
            assert!(Input::from(text).is_empty(), "{text:?}");
        }
    }
}
