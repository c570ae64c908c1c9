//! Reply codes, enhanced codes and the meaning of their parts.

use super::{Places, literal as lit, records::list};
use crate::check::enhanced_pattern;
use crate::load::Base;
use crate::schema::{EnhancedCode, Meaning, Misreading, ReplyCode, Text};

pub fn emit(base: &Base, places: &Places, out: &mut String) {
    let mut codes: Vec<&ReplyCode> =
        base.reply_codes.iter().flat_map(|file| &file.value.codes).collect();
    codes.sort_by_key(|code| *code.code.get_ref());
    list(out, "REPLY_CODES", "ReplyCodeRecord", codes.into_iter().map(|code| reply(code, places)));
    let digits = base.reply_codes.iter().flat_map(|file| &file.value.digits);
    list(
        out,
        "REPLY_DIGITS",
        "PartRecord",
        digits.map(|d| {
            part(*d.position.get_ref(), d.digit.map(u16::from), &d.title, &d.note, &d.misreadings)
        }),
    );
    let enhanced = base.enhanced_codes.iter().flat_map(|file| &file.value.codes);
    list(
        out,
        "ENHANCED_CODES",
        "EnhancedCodeRecord",
        enhanced.map(|code| enhanced_code(code, places)),
    );
    let parts = base.enhanced_codes.iter().flat_map(|file| &file.value.parts);
    list(
        out,
        "ENHANCED_PARTS",
        "PartRecord",
        parts.map(|p| {
            part(*p.position.get_ref(), Some(p.number), &p.title, &p.note, &p.misreadings)
        }),
    );
}

fn reply(code: &ReplyCode, places: &Places) -> String {
    format!(
        "code: {}, title: {}, summary: {}, cause: {}, alternatives: {}, outcome: {}, meanings: {}, misreadings: {}",
        code.code.get_ref(),
        lit::text(&code.title),
        lit::text(&code.summary),
        lit::optional_cause(code.cause.as_ref()),
        causes(&code.alternatives),
        lit::optional_word("Outcome", code.outcome.as_ref()),
        meanings(&code.meanings, places),
        lit::misreadings(&code.misreadings),
    )
}

fn enhanced_code(code: &EnhancedCode, places: &Places) -> String {
    format!(
        "pattern: {}, title: {}, summary: {}, cause: {}, temporary_cause: {}, alternatives: {}, meanings: {}, misreadings: {}",
        pattern(&code.code),
        lit::text(&code.title),
        lit::text(&code.summary),
        lit::optional_cause(code.cause.as_ref()),
        lit::optional_cause(code.temporary_cause.as_ref()),
        causes(&code.alternatives),
        meanings(&code.meanings, places),
        lit::misreadings(&code.misreadings),
    )
}

/// `EnhancedPattern { … }`
pub fn pattern(text: &Text) -> String {
    let (class, subject, from, to) = enhanced_pattern(text.get_ref()).unwrap_or_default();
    format!("EnhancedPattern {{ class: {class}, subject: {subject}, from: {from}, to: {to} }}")
}

fn part(
    position: u8,
    number: Option<u16>,
    title: &Text,
    note: &Text,
    misreadings: &[Misreading],
) -> String {
    format!(
        "position: {position}, number: {number:?}, title: {}, note: {}, misreadings: {}",
        lit::text(title),
        lit::text(note),
        lit::misreadings(misreadings),
    )
}

fn causes(ids: &[Text]) -> String {
    lit::slice(ids.iter().map(|id| lit::cause(id.get_ref())))
}

fn meanings(meanings: &[Meaning], places: &Places) -> String {
    lit::slice(meanings.iter().map(|m| {
        let provider = m.provider.as_ref().and_then(|id| places.providers.get(id.get_ref().as_str()));
        format!(
            "MeaningRecord {{ text: {}, note: {}, status: {}, source: {}, url: {}, commands: {}, provider: {provider:?}, cause: {} }}",
            lit::text(&m.text),
            lit::text(&m.note),
            lit::word("CodeStatus", &m.status),
            lit::text(&m.source),
            lit::optional_text(m.url.as_ref()),
            lit::optional_text(m.commands.as_ref()),
            lit::optional_cause(m.cause.as_ref()),
        )
    }))
}
