//! One reply while its lines are read.

use crate::codes::is_separator;
use crate::input::{Input, trim};
use crate::reply::Reply;
use crate::span::Span;

/// Words of the program that reports a reply, behind the words of the server.
const REPORTED: &[&str] = &["(in reply to", "[rcpt_to]", "[mail_from]", "[data]"];

/// A reply with what stands around it.
pub(super) struct Draft {
    pub(super) reply: Reply,
    /// Pieces of text that introduce it.
    pub(super) before: Vec<Span>,
    /// Pieces of text behind it that are not its own words.
    pub(super) after: Vec<Span>,
    /// The character in front of it, maybe a quotation mark.
    pub(super) opener: Option<char>,
    /// Whether the program that reports has begun to speak: its words may be
    /// folded, `(in reply to` and `RCPT TO command)`.
    reported: bool,
    /// Whether the last line had a hyphen: more lines must follow.
    pub(super) expects_more: bool,
}

impl Draft {
    pub(super) fn new(reply: Reply) -> Draft {
        Draft {
            reply,
            before: Vec::new(),
            after: Vec::new(),
            opener: None,
            reported: false,
            expects_more: false,
        }
    }

    /// Lets the reply reach to `end`.
    pub(super) fn extend(&mut self, end: usize) {
        self.reply.span.end = self.reply.span.end.max(Span::new(end, end).end);
    }

    /// Adds the words between two places as one more line.
    pub(super) fn add_text(&mut self, input: &Input, from: usize, to: usize) {
        let Some(piece) = input.text().get(from..to) else { return };
        let own = match reported(piece) {
            _ if self.reported => {
                self.after.push(Span::new(from, to));
                return;
            }
            Some(at) => {
                self.reported = true;
                self.after.push(Span::new(from + at, to));
                &piece[..at]
            }
            None => piece,
        };
        let words = self.words(own);
        if words.is_empty() {
            return;
        }
        let start = words.as_ptr() as usize - piece.as_ptr() as usize + from;
        if !self.reply.text.is_empty() {
            self.reply.text.push('\n');
        }
        self.reply.text.push_str(words);
        self.reply.lines.push(Span::new(start, start + words.len()));
        self.extend(start + words.len());
    }

    /// Adds words that stand in front of the code.
    pub(super) fn add_text_before_code(&mut self, input: &Input, piece: Span) {
        let words = input.of(piece).trim_end_matches(super::is_edge);
        let start = piece.start as usize;
        self.add_text(input, start, start + words.len());
        if let Some(first) = self.reply.lines.first() {
            self.reply.span.start = self.reply.span.start.min(first.start);
        }
    }

    /// The words without what separates them from codes, without an enhanced
    /// code at their end, without the end of a quotation.
    fn words<'t>(&self, own: &'t str) -> &'t str {
        let mut words = trim(without_code(trim(own)));
        let stripped =
            words.trim_start_matches(|c| is_separator(c) && !matches!(c, '<' | '(' | '['));
        // A bracket that was opened around the code is closed behind it.
        words = match self.reply.lines.is_empty() || stripped.len() < words.len() {
            true => stripped,
            false => words,
        };
        trim(unclosed(self.unquoted(words)))
    }

    /// The words without the quotation marks around them, or the one that ends
    /// a quotation which began in front of the code.
    fn unquoted<'t>(&self, words: &'t str) -> &'t str {
        let Some(quote) = words.chars().next_back().filter(|c| matches!(c, '\'' | '"')) else {
            return words;
        };
        let inner = &words[..words.len() - 1];
        match inner.strip_prefix(quote) {
            Some(both) if self.reply.lines.is_empty() && !both.contains(quote) => both,
            None if self.opener == Some(quote) && !inner.contains(quote) => inner,
            _ => words,
        }
    }
}

/// The words without a last bracket that nothing in them opens: `(reason: 550 no)`.
fn unclosed(words: &str) -> &str {
    for (open, close) in [('(', ')'), ('[', ']'), ('<', '>')] {
        if let Some(inner) = words.strip_suffix(close) {
            let balance = |c: char| inner.chars().filter(|other| *other == c).count();
            return if balance(open) == balance(close) { inner } else { words };
        }
    }
    words
}

/// Where the words of the reporting program begin.
fn reported(piece: &str) -> Option<usize> {
    let open = |at: &usize| {
        REPORTED.iter().any(|known| {
            let words = piece.get(*at..*at + known.len());
            words.is_some_and(|words| words.eq_ignore_ascii_case(known))
        })
    };
    piece.bytes().enumerate().filter(|(_, b)| matches!(b, b'(' | b'[')).map(|(at, _)| at).find(open)
}

/// The words without an enhanced code at their end, such as `(#5.1.1)`.
fn without_code(words: &str) -> &str {
    let Some(inner) = words.trim_end_matches('.').strip_suffix([')', ']', '>']) else {
        return words;
    };
    let open = inner.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let code = &inner[open.len()..];
    match code.parse::<crate::reply::EnhancedCode>() {
        Ok(code) if code.subject <= 7 => match open.trim_end_matches('#') {
            start if start.ends_with(['(', '[', '<']) => &start[..start.len() - 1],
            _ => words,
        },
        _ => words,
    }
}
