//! The meaning of codes and of their parts.

use super::records::{ENHANCED_CODES, ENHANCED_PARTS, REPLY_CODES, REPLY_DIGITS};
use super::tables::{EnhancedCodeRecord, EnhancedPattern, PartRecord, ReplyCodeRecord};
use crate::reply::{EnhancedCode, ReplyCode};

/// What is known of a reply code; `None` for a code that nobody defined.
pub(crate) fn reply_code(code: ReplyCode) -> Option<&'static ReplyCodeRecord> {
    let codes = REPLY_CODES.all();
    let at = codes.binary_search_by_key(&code.number(), |record| record.code).ok()?;
    codes.get(at)
}

/// What is known of an enhanced code: the code itself, then the same code of every class.
pub(crate) fn enhanced_code(code: EnhancedCode) -> Option<&'static EnhancedCodeRecord> {
    all_enhanced(code).next()
}

/// Every record that speaks of the code, the most specific first.
pub(super) fn all_enhanced(
    code: EnhancedCode,
) -> impl Iterator<Item = &'static EnhancedCodeRecord> {
    // They are sorted by subject, and those of a subject by their first detail, the last one first.
    let codes = ENHANCED_CODES.all();
    let first = codes.partition_point(|record| {
        let EnhancedPattern { subject, from, .. } = record.pattern;
        subject < code.subject || subject == code.subject && from > code.detail
    });
    let of_subject = codes.get(first..).unwrap_or_default().iter();
    let of_subject = of_subject.take_while(move |record| record.pattern.subject == code.subject);
    let with = move |class: u8| {
        let fits = move |pattern: EnhancedPattern| pattern.class == class && pattern.covers(code);
        of_subject.clone().filter(move |record| fits(record.pattern))
    };
    with(code.class).chain(with(0))
}

impl EnhancedPattern {
    /// Whether the pattern speaks of `code`.
    pub(super) fn covers(self, code: EnhancedCode) -> bool {
        (self.class == 0 || self.class == code.class)
            && self.subject == code.subject
            && (self.from..=self.to).contains(&code.detail)
    }
}

/// The meaning of a digit at a position (1 to 3) of a reply code.
pub(crate) fn reply_digit(position: u8, digit: u16) -> Option<&'static PartRecord> {
    part(REPLY_DIGITS.all(), position, digit)
}

/// The meaning of the class (1) or subject (2) of an enhanced code.
pub(crate) fn part_of_enhanced(position: u8, number: u16) -> Option<&'static PartRecord> {
    part(ENHANCED_PARTS.all(), position, number)
}

fn part(parts: &'static [PartRecord], position: u8, number: u16) -> Option<&'static PartRecord> {
    parts.iter().find(|part| part.position == position && part.number.is_none_or(|n| n == number))
}
