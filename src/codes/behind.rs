//! What stands behind a number in a line.

use crate::input::{is_blank, start_of};
use crate::reply::EnhancedCode;

/// The longest run of marks and blanks that still counts as nothing between two codes.
pub(super) const MAX_GAP: usize = 8;

/// The longest word that is looked at beside a number.
pub(super) const MAX_WORD: usize = 16;

/// Words behind a code in a sentence: `a 550 error`.
const NAMING: &[&str] = &["error", "errors", "reply", "response", "bounce", "rejection"];

/// Units that make an amount of a number wherever it stands.
const UNITS: &[&str] = &[
    "b", "kb", "mb", "gb", "tb", "kib", "mib", "gib", "bit", "bits", "byte", "bytes", "octets",
    "msgs", "msg", "second", "seconds", "sec", "secs", "minute", "minutes", "min", "mins", "hour",
    "hours", "day", "days", "times", "percent", "eur", "usd", "euro", "euros", "dollars", "people",
];

/// Units that also begin sentences of servers: `550 Messages from … are refused`.
const COUNTED: &[&str] =
    &["messages", "recipients", "emails", "e-mails", "mails", "connections", "users", "addresses"];

/// Words that make an amount per time of one of [`COUNTED`].
const PER: &[&str] = &["", "per", "a", "an", "each", "every", "maximum", "max"];

/// Whether a character can stand between a code and what follows it.
#[must_use]
pub fn is_separator(c: char) -> bool {
    is_blank(c)
        || matches!(c, '-' | '_' | '+' | ':' | ',' | ';' | '#' | '(' | '<' | '[' | ')' | '>' | ']')
}

/// What stands behind a number.
pub(super) struct After<'a> {
    pub(super) rest: &'a str,
}

impl After<'_> {
    /// Whether the number is a part of something longer.
    pub(super) fn is_glued(&self) -> bool {
        let mut next = self.rest.chars();
        match (next.next(), next.next()) {
            (Some('.' | ':' | '/' | ','), Some(c)) if c.is_ascii_digit() => true,
            (Some('-'), Some(c)) if c.is_ascii_digit() => {
                let digits = self.rest[1..].bytes().take_while(u8::is_ascii_digit).count();
                let behind = self.rest[1..].get(digits..).unwrap_or_default();
                digits > 3
                    || behind.starts_with('-')
                        && behind[1..].starts_with(|c: char| c.is_ascii_digit())
            }
            (Some('/' | '@' | '%' | '\\' | '*' | '='), _) => true,
            // The name of a value, `"550": "No such user"`, is that of a table.
            (Some('"'), Some(':')) => true,
            // The first field of a table: `550,Ann,421.00`.
            (Some(','), Some(c)) => c.is_alphabetic(),
            (Some(c), _) => c.is_ascii_alphanumeric(),
            _ => false,
        }
    }

    /// Whether several words in Latin letters stand behind.
    pub(super) fn is_latin(&self) -> bool {
        let is_latin = |word: &str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_alphabetic());
        is_latin(self.word(0)) && is_latin(self.word(1))
    }

    /// The `n`th word behind, in case that it is near.
    fn word(&self, n: usize) -> &str {
        let near = start_of(self.rest, 3 * MAX_WORD);
        let word = near.split(is_blank).filter(|word| !word.is_empty()).nth(n).unwrap_or_default();
        word.trim_end_matches(['.', ',', ';', ':', ')', '!'])
    }

    /// `550 MB`, `500 messages per hour`. At the head of a line a plural noun
    /// may also begin a sentence, so it needs a `per` or the end behind it; with a capital it does
    /// anywhere: `rejected: 550 Connections from your country are not allowed`.
    pub(super) fn is_amount(&self, head: bool) -> bool {
        if !self.rest.starts_with(is_blank) {
            return false;
        }
        let word = self.word(0);
        let unit = word.split('/').next().unwrap_or_default();
        let begins = head || word.starts_with(|c: char| c.is_uppercase());
        is_one_of(unit, UNITS)
            || is_one_of(word, COUNTED) && (!begins || is_one_of(self.word(1), PER))
    }

    /// Whether words follow, as behind a code.
    pub(super) fn is_spoken(&self) -> bool {
        let behind = self.rest.trim_start_matches(|c| is_separator(c) || matches!(c, '"' | '\''));
        behind.len() < self.rest.len() && behind.starts_with(|c: char| c.is_alphabetic())
            || self.is_followed()
    }

    /// Whether an enhanced code follows.
    pub(super) fn is_followed(&self) -> bool {
        let near = start_of(self.rest, 2 * MAX_GAP + 3);
        let behind = near.trim_start_matches(is_separator);
        let length =
            behind.bytes().position(|b| !(b.is_ascii_digit() || b == b'.')).unwrap_or(behind.len());
        let code = behind.get(..length).unwrap_or_default().trim_end_matches('.');
        behind.len() < near.len() && code.parse::<EnhancedCode>().is_ok()
    }

    /// Whether the line ends here.
    pub(super) fn is_folded(&self) -> bool {
        self.rest.chars().all(is_separator)
    }

    /// Whether a value of a dump ends here: at the end of the line, or in front of the next name.
    pub(super) fn ends_value(&self) -> bool {
        let behind = self.rest.trim_start_matches(is_blank);
        behind.is_empty() || behind.starts_with(['[', ')'])
    }

    /// Whether a quotation follows, as in `problem 550-"no such user"`.
    pub(super) fn is_quoted(&self) -> bool {
        let quotes = ["-\"", "-'", " \""].into_iter();
        let behind = quotes.filter_map(|quote| self.rest.strip_prefix(quote)).next();
        behind.is_some_and(|words| words.starts_with(char::is_alphanumeric))
    }

    pub(super) fn is_named(&self) -> bool {
        self.rest.starts_with(is_blank) && is_one_of(self.word(0), NAMING)
    }
}

/// Whether a word is in a list, in whatever case.
pub(super) fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}
