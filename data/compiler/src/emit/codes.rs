//! Reply codes, enhanced codes and the meaning of their parts.

use std::cmp::Reverse;

use super::stream::Stream;
use crate::check::enhanced_pattern;
use crate::load::Base;
use crate::schema::{EnhancedCode, Meaning, Misreading, ReplyCode, Text};
use crate::vocabulary::{CodeStatus, Outcome};

/// One section for each kind of record, in the order of the core crate's `tables`.
pub fn emit(base: &Base) -> [Stream; 4] {
    let mut replies: Vec<&ReplyCode> =
        base.reply_codes.iter().flat_map(|file| &file.value.codes).collect();
    replies.sort_by_key(|code| *code.code.get_ref());
    let digits: Vec<_> = base.reply_codes.iter().flat_map(|file| &file.value.digits).collect();
    let mut codes: Vec<_> = base.enhanced_codes.iter().flat_map(|file| &file.value.codes).collect();
    // The core crate looks a code up among those of its subject, from its own detail downwards:
    // 4.7.650 stands before the 4.7.500-699 around it.
    codes.sort_by_key(|code| {
        let (_, subject, from, _) = enhanced_pattern(code.code.get_ref()).unwrap_or_default();
        (subject, Reverse(from))
    });
    let parts: Vec<_> = base.enhanced_codes.iter().flat_map(|file| &file.value.parts).collect();
    [
        Stream::of(&replies, |out, code| reply(out, code, base)),
        Stream::of(&digits, |out, digit| {
            let number = digit.digit.map(u16::from);
            part(out, *digit.position.get_ref(), number, &digit.title, &digit.note);
            misreadings(out, &digit.misreadings);
        }),
        Stream::of(&codes, |out, code| enhanced(out, code, base)),
        Stream::of(&parts, |out, of| {
            part(out, *of.position.get_ref(), Some(of.number), &of.title, &of.note);
            misreadings(out, &of.misreadings);
        }),
    ]
}

fn reply(out: &mut Stream, code: &ReplyCode, base: &Base) {
    out.number((*code.code.get_ref()).into());
    out.line(code.title.get_ref());
    out.line(code.summary.get_ref());
    out.optional_cause(base, code.cause.as_ref());
    out.list(&code.alternatives, |out, id| out.cause(base, id));
    out.optional_word(Outcome::ALL, Outcome::as_str, code.outcome.as_ref());
    out.list(&code.meanings, |out, of| meaning(out, of, base));
    misreadings(out, &code.misreadings);
}

fn enhanced(out: &mut Stream, code: &EnhancedCode, base: &Base) {
    pattern(out, &code.code);
    out.line(code.title.get_ref());
    out.line(code.summary.get_ref());
    out.optional_cause(base, code.cause.as_ref());
    out.optional_cause(base, code.temporary_cause.as_ref());
    out.list(&code.alternatives, |out, id| out.cause(base, id));
    out.list(&code.meanings, |out, of| meaning(out, of, base));
    misreadings(out, &code.misreadings);
}

/// Class, subject, first and last detail.
pub fn pattern(out: &mut Stream, text: &Text) {
    let (class, subject, from, to) = enhanced_pattern(text.get_ref()).unwrap_or_default();
    out.number(class.into());
    out.number(subject.into());
    out.number(from.into());
    out.number(to.into());
}

fn part(out: &mut Stream, position: u8, number: Option<u16>, title: &Text, note: &Text) {
    out.number(position.into());
    out.optional(number.map(usize::from));
    out.line(title.get_ref());
    out.line(note.get_ref());
}

fn meaning(out: &mut Stream, meaning: &Meaning, base: &Base) {
    out.line(meaning.text.get_ref());
    out.optional_line(meaning.note.as_ref());
    out.word(CodeStatus::ALL, CodeStatus::as_str, &meaning.status);
    out.line(meaning.source.get_ref());
    out.optional_line(meaning.url.as_ref());
    out.optional_line(meaning.commands.as_ref());
    out.optional_provider(base, meaning.provider.as_ref());
    out.optional_cause(base, meaning.cause.as_ref());
}

pub fn misreadings(out: &mut Stream, misreadings: &[Misreading]) {
    out.list(misreadings, |out, misreading| {
        out.line(misreading.claim.get_ref());
        out.line(misreading.answer.get_ref());
        out.optional_line(misreading.url.as_ref());
    });
}
