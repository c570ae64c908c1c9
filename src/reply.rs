//! What a server answered: the code, the enhanced code and the text.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::span::{Placed, Span};
use crate::vocabulary::{Permanence, Phase};

/// A reply code of three digits, such as `550` ([RFC 5321 §4.2.1]).
///
/// Any three digits are accepted here, because servers and programs use codes
/// that the standard does not allow (`571`, `605`); [`ReplyCode::is_in_range`]
/// tells.
///
/// # Examples
///
/// ```
/// use whybounced::ReplyCode;
///
/// let code: ReplyCode = "550".parse()?;
/// assert_eq!(code.digits(), [5, 5, 0]);
/// assert!("55".parse::<ReplyCode>().is_err());
/// # Ok::<(), whybounced::NotACode>(())
/// ```
///
/// [RFC 5321 §4.2.1]: https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReplyCode(u16);

impl ReplyCode {
    /// A code from its number; `None` when that has not three digits.
    #[must_use]
    pub const fn new(number: u16) -> Option<ReplyCode> {
        match number {
            100..=999 => Some(ReplyCode(number)),
            _ => None,
        }
    }

    /// The code as a number.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }

    /// The three digits, first to last.
    #[must_use]
    pub const fn digits(self) -> [u8; 3] {
        [(self.0 / 100) as u8, (self.0 / 10 % 10) as u8, (self.0 % 10) as u8]
    }

    /// The first digit, which decides (RFC 5321 §4.2).
    #[must_use]
    pub const fn class(self) -> u8 {
        self.digits()[0]
    }

    /// Whether the standard allows the code at all (first digit 2 to 5, second 0 to 5).
    #[must_use]
    pub const fn is_in_range(self) -> bool {
        matches!(self.digits(), [2..=5, 0..=5, _])
    }

    /// What the first digit says about trying again.
    #[must_use]
    pub const fn permanence(self) -> Permanence {
        match self.class() {
            2 | 3 => Permanence::Success,
            4 => Permanence::Temporary,
            5 => Permanence::Permanent,
            _ => Permanence::Unknown,
        }
    }
}

impl fmt::Display for ReplyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for ReplyCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<ReplyCode, NotACode> {
        match text.as_bytes() {
            [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9'] => text.parse().ok().and_then(ReplyCode::new),
            _ => None,
        }
        .ok_or(NotACode)
    }
}

/// An enhanced status code, such as `5.7.26` ([RFC 3463 §2]).
///
/// The standard allows up to three digits in the last two parts, and Microsoft
/// uses them (`5.7.606`), so each is a `u16`. Leading zeros are refused, as the
/// same section demands; in practice they belong to versions and dates.
///
/// # Examples
///
/// ```
/// use whybounced::EnhancedCode;
///
/// let code: EnhancedCode = "5.7.606".parse()?;
/// assert_eq!(code.detail, 606);
/// assert!("5.7".parse::<EnhancedCode>().is_err());
/// assert!("3.0.0".parse::<EnhancedCode>().is_err());
/// # Ok::<(), whybounced::NotACode>(())
/// ```
///
/// [RFC 3463 §2]: https://www.rfc-editor.org/rfc/rfc3463#section-2
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnhancedCode {
    /// 2 success, 4 temporary, 5 permanent.
    pub class: u8,
    /// What the code is about: 1 address, 2 mailbox, … 7 security and policy.
    pub subject: u16,
    /// The finer reason.
    pub detail: u16,
}

impl EnhancedCode {
    /// What the first part says about trying again.
    #[must_use]
    pub const fn permanence(self) -> Permanence {
        match self.class {
            2 => Permanence::Success,
            4 => Permanence::Temporary,
            5 => Permanence::Permanent,
            _ => Permanence::Unknown,
        }
    }

    /// How much the code tells: 0 for `x.0.0`, 1 for `x.1.0` and `x.0.1`, 2 for a reason.
    #[must_use]
    pub const fn precision(self) -> u8 {
        (self.subject != 0) as u8 + (self.detail != 0) as u8
    }

    /// Whether the code names no reason of its own: `x.0.0`, or a detail of 0.
    #[must_use]
    pub const fn is_vague(self) -> bool {
        self.subject == 0 || self.detail == 0
    }
}

impl fmt::Display for EnhancedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

impl FromStr for EnhancedCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<EnhancedCode, NotACode> {
        let (mut parts, mut at, mut digits) = ([0_u16; 3], 0, 0);
        for byte in text.bytes() {
            let is_padded = digits > 0 && parts[at] == 0;
            match byte {
                b'0'..=b'9' if digits < 3 && !is_padded => {
                    parts[at] = parts[at] * 10 + u16::from(byte - b'0');
                    digits += 1;
                }
                b'.' if digits > 0 && at < 2 => (at, digits) = (at + 1, 0),
                _ => return Err(NotACode),
            }
        }
        match parts {
            [class @ (2 | 4 | 5), subject, detail] if at == 2 && digits > 0 => {
                Ok(EnhancedCode { class: class as u8, subject, detail })
            }
            _ => Err(NotACode),
        }
    }
}

/// The text is no reply code or enhanced code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACode;

impl fmt::Display for NotACode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "not a code: expected three digits (`550`) or three numbers with dots (`5.7.26`)",
        )
    }
}

impl std::error::Error for NotACode {}

impl Serialize for ReplyCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.0)
    }
}

impl Serialize for EnhancedCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Not `collect_str`: what formats numbers takes longer than all else in a reply.
        let mut text = String::with_capacity("5.999.999".len());
        push_number(&mut text, self.class.into());
        for part in [self.subject, self.detail] {
            text.push('.');
            push_number(&mut text, part);
        }
        serializer.serialize_str(&text)
    }
}

fn push_number(text: &mut String, number: u16) {
    if number >= 10 {
        push_number(text, number / 10);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

/// A reply that was found in the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reply {
    /// The reply code. The one of the last line, if the lines differ.
    pub code: Option<ReplyCode>,
    /// The enhanced code.
    pub enhanced: Option<EnhancedCode>,
    /// The words of the reply without its codes; its lines are joined by `\n`.
    pub text: String,
    /// The point of the dialogue at which it came, where the input says so.
    pub phase: Option<Phase>,
    /// Index, in the same list, of the reply that quotes this one.
    ///
    /// `550 5.7.350 Remote server returned … -> 554 5.7.1 spam` is two replies,
    /// and the second one is the cause of the first.
    pub quoted_in: Option<usize>,
    /// Everything that belongs to the reply, codes included.
    pub span: Span,
    /// Where the words are: one span for each line of `text`.
    pub lines: Vec<Span>,
    /// Where the reply code stands.
    pub code_span: Option<Span>,
    /// Where the enhanced code stands.
    pub enhanced_span: Option<Span>,
}

impl Serialize for Reply {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Placed::new(serializer, "Reply")?
            .optional("code", &self.code)?
            .optional("enhanced", &self.enhanced)?
            .field("text", &self.text)?
            .optional("phase", &self.phase)?
            .optional("quotedIn", &self.quoted_in)?
            .at(self.span)
    }
}

impl Reply {
    /// Every place that the reply names.
    pub(crate) fn spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        let codes = self.code_span.iter_mut().chain(&mut self.enhanced_span);
        self.lines.iter_mut().chain(codes).chain([&mut self.span])
    }

    /// What the reply says about trying again: the reply code decides on the
    /// wire, whatever the enhanced code says (RFC 2034 §4, RFC 5321 §4.2).
    #[must_use]
    pub fn permanence(&self) -> Permanence {
        let by_code = self.code.map_or(Permanence::Unknown, ReplyCode::permanence);
        match (by_code, self.enhanced) {
            (Permanence::Unknown, Some(enhanced)) => enhanced.permanence(),
            // `352 5.2.2 mailbox is stuffed`: a 3yz that reports a failure is none.
            (Permanence::Success, Some(enhanced)) if self.code.is_some_and(|c| c.class() == 3) => {
                enhanced.permanence()
            }
            _ => by_code,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn err_numbers_that_are_no_codes() {
        for text in ["", "5.7", "5.7.1.2", "5.7.1234", "5.07.1", "1.2.3", "5.x.1", "5..1", "+5.1.1"]
        {
            assert_eq!(text.parse::<EnhancedCode>(), Err(NotACode), "{text}");
        }
        for text in ["", "55", "5500", "050", "5x0", "+55"] {
            assert_eq!(text.parse::<ReplyCode>(), Err(NotACode), "{text}");
        }
    }

    #[test]
    fn ok_codes_outside_the_standard_are_told_apart() {
        assert!(ReplyCode(550).is_in_range());
        assert!(!ReplyCode(571).is_in_range());
        assert!(!ReplyCode(605).is_in_range());
    }
}
