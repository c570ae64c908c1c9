//! Title, summary and the short sentences of a verdict.

use std::borrow::Cow;

use crate::knowledge::{Cause, Diagnosis, part_of_enhanced, reply_digit, words};
use crate::reply::Reply;
use crate::vocabulary::{Basis, Certainty, Form, Outcome, Permanence};

use super::parameters::Parameters;
use super::peaceful::Peaceful;
use super::unknown_words;

/// Title and summary: the entry's, else the code's where only the code speaks, else the cause's.
#[inline(never)]
pub fn title_and_summary(
    form: Form,
    diagnosis: &Diagnosis,
    reply: Option<&Reply>,
) -> (&'static str, Cow<'static, str>) {
    let cause = diagnosis.cause.record();
    let entry = |text: fn(&crate::knowledge::tables::EntryRecord) -> Option<&'static str>| {
        diagnosis.entry.and_then(text)
    };
    // `550 5.1.1` in answer to `MAIL FROM` is not about a mailbox of the recipient, and `554 5.5.7` of
    // Hornetsecurity not about the protocol.
    let other_cause = match diagnosis.by_enhanced {
        Some(cause) => cause != diagnosis.cause,
        None => diagnosis.entry.is_some(),
    };
    let (title, summary) = match diagnosis.basis {
        Basis::EnhancedCode | Basis::ReplyCode | Basis::Class if !other_cause => {
            of_code(diagnosis, reply).unwrap_or((cause.title, cause.summary))
        }
        Basis::None => unknown_words(form),
        _ => (cause.title, cause.summary),
    };
    let title = entry(|entry| entry.words().title).unwrap_or(title);
    let summary = entry(|entry| entry.words().summary).unwrap_or(summary);
    let fails = reply.is_some_and(|reply| reply.permanence() != Permanence::Success);
    let code_only = diagnosis.basis > Basis::Phrase && diagnosis.basis != Basis::None;
    if code_only && fails && diagnosis.certainty == Certainty::Guess {
        return (title, Cow::Owned([summary, " ", words().code_only[0]].concat()));
    }
    if let Some(last) = diagnosis.last_try {
        let last = [summary, " ", words().given_up[2], " ", last, "."].concat();
        return (title, Cow::Owned(last));
    }
    (title, Cow::Borrowed(summary))
}

/// What the codes alone say, the more specific one first.
fn of_code(diagnosis: &Diagnosis, reply: Option<&Reply>) -> Option<(&'static str, &'static str)> {
    let enhanced = diagnosis.enhanced.map(|record| (record.title, record.summary));
    let code = diagnosis.code.map(|record| (record.title, record.summary));
    let vague = reply.and_then(|reply| reply.enhanced).is_none_or(|enhanced| enhanced.is_vague());
    // `450 4.7.0`: where the enhanced code gives the cause, it gives the words as well.
    let told = diagnosis.basis == Basis::EnhancedCode && diagnosis.cause != Cause::Unknown;
    let vague = vague && !told;
    let part = || {
        let reply = reply?;
        let subject = reply
            .enhanced
            .filter(|code| code.subject != 0)
            .and_then(|code| part_of_enhanced(2, code.subject));
        let class = reply.code.map(|code| u16::from(code.class()));
        let class = class.and_then(|class| reply_digit(1, class));
        let of_enhanced = reply.enhanced.and_then(|code| part_of_enhanced(1, code.class.into()));
        let part = subject.or(class).or(of_enhanced)?;
        Some((part.title, part.note))
    };
    if vague { code.or(enhanced).or_else(part) } else { enhanced.or_else(part).or(code) }
}

pub fn outcome_words(outcome: Outcome, permanence: Permanence, given_up: bool) -> &'static str {
    match outcome {
        Outcome::Failed if !given_up => words().failed[permanence as usize],
        _ => words().outcome[outcome as usize],
    }
}

pub fn certainty_words(
    diagnosis: &Diagnosis,
    peaceful: Option<Peaceful>,
    parameters: &Parameters,
) -> String {
    let certainty = words().certainty[diagnosis.certainty as usize];
    let basis = match (diagnosis.basis, diagnosis.certainty) {
        (Basis::Phrase, Certainty::Guess) => words().guess[0],
        (basis, _) => words().basis[basis as usize],
    };
    let basis = peaceful.and_then(|peaceful| peaceful.reason(diagnosis.basis)).unwrap_or(basis);
    // Words are known from a mail server too, which is no receiver to name elsewhere.
    let basis = match diagnosis.provider {
        Some(provider) if diagnosis.basis == Basis::ProviderPhrase => {
            Cow::Owned(basis.replace("{provider}", provider.name))
        }
        _ => Cow::Borrowed(basis),
    };
    [certainty, ". ", &parameters.fill(&basis)].concat()
}
