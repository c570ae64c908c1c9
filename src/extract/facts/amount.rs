//! Limits (`35 MB`, `100 recipients`) and times to wait (`try again in 5 minutes`).

use super::roles::{ONE, OVER, SIZE, WAITING};
use super::word::{HYPHEN, Word};
use crate::extract::Parsed;
use crate::input::is_blank;
use crate::span::Span;
use crate::vocabulary::TokenKind;

/// Units of size in bytes. Mail servers count in powers of two.
const SIZES: &[(&str, u64)] = &[
    ("byte", 1),
    ("bytes", 1),
    ("octets", 1),
    ("kb", 1 << 10),
    ("kib", 1 << 10),
    ("k", 1 << 10),
    ("mb", 1 << 20),
    ("mib", 1 << 20),
    ("m", 1 << 20),
    ("megabytes", 1 << 20),
    ("gb", 1 << 30),
    ("gib", 1 << 30),
];

/// Units of time in seconds.
const TIMES: &[(&str, u64)] = &[
    ("s", 1),
    ("sec", 1),
    ("secs", 1),
    ("second", 1),
    ("seconds", 1),
    ("min", 60),
    ("mins", 60),
    ("minute", 60),
    ("minutes", 60),
    ("h", 3_600),
    ("hr", 3_600),
    ("hrs", 3_600),
    ("hour", 3_600),
    ("hours", 3_600),
    ("day", 86_400),
    ("days", 86_400),
];

/// Things that are counted, by what the limit is called.
const COUNTED: &[(&str, &str)] = &[
    ("recipients", "recipients"),
    ("messages", "messages"),
    ("emails", "messages"),
    ("mails", "messages"),
    ("connections", "connections"),
];

/// How many words may stand between the word that asks to wait and the time.
const REACH: usize = 6;

/// How many words may stand between the units of one time: `1 hour(s) and 25 minutes`.
const WITHIN_TIME: usize = 3;

/// The smallest number that is a size without a unit behind `size`.
const MIN_PLAIN_SIZE: u64 = 10_000;

/// A number with up to three places behind the point, such as `1.5`.
#[derive(Clone, Copy)]
struct Amount {
    thousandths: u64,
}

impl Amount {
    /// More places behind the point than three do not count.
    fn read(digits: &str) -> Option<Amount> {
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        if places.contains('.') || whole.is_empty() {
            return None;
        }
        let places = places.bytes().chain(*b"000").take(3);
        let places = places.fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
        let thousandths = whole.parse::<u64>().ok()?.checked_mul(1_000)?.checked_add(places)?;
        Some(Amount { thousandths })
    }

    fn whole(self) -> u64 {
        self.thousandths / 1_000
    }

    fn times(self, factor: u64) -> u64 {
        self.thousandths.saturating_mul(factor).saturating_add(500) / 1_000
    }
}

/// Numbers that wait for their unit.
#[derive(Default)]
pub(super) struct Amounts {
    number: Option<(Amount, Span)>,
    /// Words since the last one that asks to wait.
    waiting: Option<usize>,
    /// Words since the last `size`.
    sized: Option<usize>,
    /// The unit of the last time to wait, in seconds, and the words since.
    waited: Option<(u64, usize)>,
    /// Whether a time of day comes next: at the head of a line, or behind a date. PHPMailer:
    /// `please try later` and below it `2014-07-09 12:52:22 CLIENT -> SERVER: QUIT`.
    dated: bool,
}

impl Amounts {
    pub(super) fn begin_line(&mut self) {
        self.dated = true;
    }

    #[inline(never)]
    pub(super) fn read(&mut self, parsed: &mut Parsed, word: &Word) {
        let number = self.number.take();
        if let Some((value, start)) = number {
            let span = Span { end: word.span().end, ..start };
            if self.unit(parsed, value, word.text, span) {
                return;
            }
        }
        if word.text.starts_with(|c: char| c.is_ascii_digit()) {
            self.digits(parsed, word);
        } else if word.is_any(ONE) {
            self.number = Some((Amount { thousandths: 1_000 }, word.span()));
        }
        self.note(word);
    }

    fn note(&mut self, word: &Word) {
        self.dated = word.text.starts_with(|c: char| c.is_ascii_digit())
            && (word.has(HYPHEN) || word.text.contains('/'));
        let aged = |age: Option<usize>| age.map(|age| age + 1).filter(|age| *age <= REACH);
        let over = word.is_any(OVER) || word.ends_sentence;
        self.waited = self.waited.map(|(unit, age)| (unit, age + 1)).filter(|_| !over);
        self.waiting = if word.is_any(WAITING) && !word.ends_sentence {
            Some(0)
        } else {
            aged(self.waiting).filter(|_| !over)
        };
        self.sized = if word.is_any(SIZE) { Some(0) } else { aged(self.sized) };
    }

    #[inline(never)]
    fn digits(&mut self, parsed: &mut Parsed, word: &Word) {
        if self.waiting.is_some()
            && let Some(seconds) = clock(word.text).filter(|_| !self.dated)
        {
            parsed.token(TokenKind::Delay, seconds.to_string(), word.span());
            return;
        }
        let length = word.text.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
        let (digits, unit) = word.text.split_at(length);
        let Some(value) = Amount::read(digits) else { return };
        if !unit.is_empty() {
            self.unit(parsed, value, unit, word.span());
        } else if word.is_number() && word.text.len() <= 15 {
            let whole = value.whole();
            if self.sized.is_some()
                && whole >= MIN_PLAIN_SIZE
                && !word.rest.trim_start().starts_with('b')
            {
                parsed.token(TokenKind::Limit, format!("bytes:{whole}"), word.span());
            } else if word.rest.starts_with(is_blank) {
                self.number = Some((value, word.span()));
            }
        }
    }

    /// A number with its unit; whether they made an amount.
    #[inline(never)]
    fn unit(&mut self, parsed: &mut Parsed, value: Amount, unit: &str, span: Span) -> bool {
        let of = |list: &[(&str, u64)]| {
            let found = list.iter().find(|(name, _)| unit.eq_ignore_ascii_case(name));
            found.map(|(_, factor)| *factor)
        };
        let counted = COUNTED.iter().find(|(name, _)| unit.eq_ignore_ascii_case(name));
        if let Some(factor) = of(SIZES) {
            parsed.token(TokenKind::Limit, format!("bytes:{}", value.times(factor)), span);
        } else if let Some((_, name)) = counted {
            parsed.token(TokenKind::Limit, format!("{name}:{}", value.whole()), span);
        } else if let Some(factor) = of(TIMES).filter(|_| self.waiting.is_some()) {
            self.wait(parsed, factor, value.times(factor), span);
        } else {
            return false;
        }
        true
    }

    /// A time to wait; minutes behind hours belong to them (GMX: `1 hour(s) 25 minute(s)`).
    fn wait(&mut self, parsed: &mut Parsed, unit: u64, seconds: u64, span: Span) {
        let goes_on = self.waited.is_some_and(|(last, age)| unit < last && age <= WITHIN_TIME);
        self.waited = Some((unit, 0));
        if let Some(last) = parsed.tokens.last_mut().filter(|_| goes_on)
            && last.kind == TokenKind::Delay
            && let Ok(so_far) = last.value.parse::<u64>()
        {
            last.value = so_far.saturating_add(seconds).to_string().into();
            last.span.end = span.end;
        } else {
            parsed.token(TokenKind::Delay, seconds.to_string(), span);
        }
    }
}

/// `00:05:00` in seconds.
#[inline(never)]
fn clock(text: &str) -> Option<u64> {
    let mut parts = text.split(':').map(|part| match part.len() {
        1..=2 => part.parse::<u64>().ok(),
        _ => None,
    });
    match (parts.next()??, parts.next()??, parts.next()??, parts.next()) {
        (hours, minutes @ 0..=59, seconds @ 0..=59, None) => {
            Some(hours * 3_600 + minutes * 60 + seconds)
        }
        _ => None,
    }
}
