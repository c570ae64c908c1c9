//! Finding reply codes and enhanced codes among other numbers.
//!
//! Ports, years, addresses, versions and amounts look like codes. A number
//! counts by where it stands: [`Place`] says that, and the readers of forms
//! decide which places they trust.

pub mod bare;
mod behind;
mod context;

use crate::input::is_blank;
use crate::reply::{EnhancedCode, ReplyCode};

pub use behind::is_separator;
pub use context::is_row_name;

/// The number that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// Three digits.
    Reply(ReplyCode),
    /// Three numbers with dots.
    Enhanced(EnhancedCode),
}

/// Where it stands, which tells how far it can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At the start of its line, ornaments aside.
    Head,
    /// Right behind another code.
    Adjacent,
    /// Behind words that announce somebody else's reply: `said:`, `returned`, `->`.
    Said,
    /// Behind words or marks that announce a code: `error:`, `#`, `(`.
    Marked,
    /// With an enhanced code right behind it, or a word such as `error`.
    Followed,
    /// Somewhere in the text.
    Loose,
    /// It looks like a code, but its surroundings say that it is none.
    Refused,
}

/// A number with its place in the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub number: Number,
    /// Where it stands.
    pub place: Place,
    /// First byte in the line.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// First byte of the words that announce it; `start` if there are none.
    pub announced: usize,
}

impl Mark {
    /// Whether the number is a code even when no reply has begun before it.
    #[must_use]
    pub fn begins_a_reply(&self) -> bool {
        match self.number {
            Number::Reply(_) => {
                matches!(self.place, Place::Head | Place::Said | Place::Marked | Place::Followed)
            }
            Number::Enhanced(_) => matches!(self.place, Place::Head | Place::Said | Place::Marked),
        }
    }

    /// The same number in a text whose first `base` bytes stand in front of the line.
    #[must_use]
    pub fn behind(self, base: usize) -> Mark {
        let (start, end, announced) = (self.start + base, self.end + base, self.announced + base);
        Mark { start, end, announced, ..self }
    }
}

/// Every number of a line that could be a code, in one pass.
pub fn marks(line: &str) -> impl Iterator<Item = Mark> + '_ {
    let bytes = line.as_bytes();
    let mut at = 0;
    let mut last: Option<usize> = None;
    let mut web = Web::default();
    std::iter::from_fn(move || {
        loop {
            at += bytes.get(at..)?.iter().position(u8::is_ascii_digit)?;
            let chain = Chain::read(bytes, at);
            let start = std::mem::replace(&mut at, chain.end);
            let Some(number) = chain.number(line, start) else { continue };
            let mut mark = context::placed(line, start, chain.end, number, last);
            if web.reaches(line, start) {
                mark.place = Place::Refused;
            }
            if !matches!(mark.place, Place::Refused | Place::Loose) {
                last = Some(mark.end);
            }
            return Some(mark);
        }
    })
}

/// Tells whether a place is inside a web address; asked in rising order.
#[derive(Default)]
struct Web {
    read: usize,
    inside: bool,
}

impl Web {
    fn reaches(&mut self, line: &str, at: usize) -> bool {
        let piece = line.get(self.read..at).unwrap_or_default();
        self.read = at;
        if !self.inside && !has_scheme(piece) {
            return false;
        }
        let behind = match piece.rfind(|c: char| is_blank(c) || matches!(c, '<' | '>' | '"' | '\''))
        {
            Some(end) => {
                self.inside = false;
                &piece[end..]
            }
            None => piece,
        };
        self.inside |= has_scheme(behind);
        self.inside
    }
}

/// Whether `://` stands in a text; faster than `contains`, which prepares for long texts.
fn has_scheme(text: &str) -> bool {
    text.as_bytes().windows(3).any(|three| three == b"://")
}

/// Digits with single dots between: `550`, `5.7.26`, `192.0.2.1`, `554.30`.
struct Chain {
    parts: usize,
    end: usize,
}

impl Chain {
    fn read(bytes: &[u8], start: usize) -> Chain {
        let mut chain = Chain { parts: 0, end: start };
        loop {
            let rest = &bytes[chain.end..];
            chain.end += rest.iter().position(|b| !b.is_ascii_digit()).unwrap_or(rest.len());
            chain.parts += 1;
            match bytes[chain.end..] {
                [b'.', b'0'..=b'9', ..] => chain.end += 1,
                _ => return chain,
            }
        }
    }

    /// What the chain could be; a code with a fraction (`554.30`) is given as a
    /// reply code, whose surroundings then refuse it.
    fn number(&self, line: &str, start: usize) -> Option<Number> {
        let text = line.get(start..self.end)?;
        match self.parts {
            1 => text.parse().ok().map(Number::Reply),
            2 => text.get(..3)?.parse().ok().map(Number::Reply),
            3 => text.parse().ok().map(Number::Enhanced),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(line: &str) -> Vec<(&str, Place)> {
        marks(line).map(|mark| (&line[mark.start..mark.end], mark.place)).collect()
    }

    fn begins(line: &str) -> bool {
        marks(line).any(|mark| mark.begins_a_reply())
    }

    #[test]
    fn ok_codes_at_the_start() {
        use Place::{Adjacent, Head};
        assert_eq!(places("550 5.1.1 no"), [("550", Head), ("5.1.1", Adjacent)]);
        assert_eq!(places("550-5.7.26 no"), [("550", Head), ("5.7.26", Adjacent)]);
        assert_eq!(places("#550 (#5.1.1) no"), [("550", Head), ("5.1.1", Adjacent)]);
        assert_eq!(places("<<< 550_5.1.1_no"), [("550", Head), ("5.1.1", Adjacent)]);
        assert_eq!(places("smtp;550 no"), [("550", Head)]);
        assert_eq!(places("[09:14:07.120] S: 550 no"), [("550", Head)]);
    }

    #[test]
    fn ok_codes_that_words_announce() {
        for line in [
            "host mx.example.net[192.0.2.1] said: 550 no",
            "Remote Server returned '550 no'",
            "(reason: 550 no)",
            "Message failed: 554 no",
            "ERROR_CODE :550, no",
            "the server gave a 550 error",
            "we got 550 5.1.1 back",
            "expired.<421 4.4.2 timed out>",
            "permanent failure 5.3.0 - other",
            "sorry, no mailbox here by that name. (#5.1.1)",
        ] {
            assert!(begins(line), "{line}");
        }
    }

    #[test]
    fn err_numbers_that_look_like_codes() {
        for line in [
            "smtp.example.com:587 is closed",
            "use port 587",
            "in 2026 we moved",
            "192.0.2.55 550 msgs/h",
            "550.5.1.1 and 5.7.26.1",
            "15.1.1466.3",
            "Exim 4.96 and Exim 4.96.2",
            "this is (554.30)",
            "limit of 500 messages per hour",
            "550 MB",
            "421 recipients",
            "key too short (512 bits)",
            "Total: 550 MB",
            "Invoice 550 for order 5.1.1 is attached.",
            "We moved to 421 Main Street, suite 4.",
            "Upgraded libfoo to 5.1.1 and restarted.",
            "call 555-0100 or 550-123-4567",
            "at 5:50 or 12:550",
            "user550 and 550user",
            "https://example.com/help#550 and DOC-1369#550",
            "released on 5.12.2025",
        ] {
            assert!(!begins(line), "{line}: {:?}", places(line));
        }
    }
}
