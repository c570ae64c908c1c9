//! From drafts to replies and deliveries, with what their words name.

use super::trace::is_frame;
use super::{Draft, Parsed};
use crate::codes::{Place, marks};
use crate::extract::Delivery;
use crate::extract::facts::Facts;
use crate::extract::noted::Noted;
use crate::form::names_somebody;
use crate::input::{Input, trim};
use crate::reply::{Reply, ReplyCode};
use crate::span::Span;
use crate::vocabulary::WarningKind;

/// The most lines of a text in which numbers that are no codes are worth a word.
const MAX_LINES: usize = 3;

/// The longest text without a code that is surely what a server answered, in bytes.
const MAX_ANSWER: usize = 150;

/// The same, where something is asked.
const MAX_ASKED: usize = 100;

/// The most numbers of which it is said that they are no codes.
const MAX_REFUSED: usize = 8;

/// Moves the drafts into `parsed`.
pub(super) fn finish(input: &Input, parsed: &mut Parsed, mut drafts: Vec<Draft>) {
    inherit_enhanced_codes(&mut drafts);
    // Other readers may have found replies before.
    let base = parsed.replies.len();
    let quoting = quoting(&drafts);
    let mut facts = Facts::default();
    for (index, mut draft) in drafts.into_iter().enumerate() {
        if draft.reply.quoted_in.is_none() {
            facts = Facts::default();
        }
        let pieces = [&draft.before, &draft.reply.lines, &draft.after];
        for (at, spans) in pieces.into_iter().enumerate() {
            facts.within_reply(at == 1);
            spans.iter().for_each(|span| facts.read(input, parsed, *span));
        }
        draft.reply.phase = facts.phase();
        warn_about_codes(parsed, &draft.reply);
        if draft.expects_more && draft.reply.quoted_in.is_none() && !quoting[index] {
            parsed.warn(WarningKind::Incomplete, Some(draft.reply.span));
        }
        let enhanced = draft.reply.enhanced;
        let wordless = draft.reply.text.is_empty();
        draft.reply.quoted_in = draft.reply.quoted_in.map(|outer| base + outer);
        parsed.replies.push(draft.reply);
        if !quoting[index] {
            let (recipient, remote) = facts.finish(parsed, enhanced);
            let reply = Some(base + index);
            // FluentSMTP: `Sender address rejected: not owned by auth user. SMTP code: 553`.
            let context = if wordless { draft.before } else { Vec::new() };
            let delivery = Delivery { recipient, remote, reply, context, ..Delivery::default() };
            parsed.deliveries.push(delivery);
        }
    }
}

/// Which of the replies quote another one.
fn quoting(drafts: &[Draft]) -> Vec<bool> {
    let mut quoting = vec![false; drafts.len()];
    for outer in drafts.iter().filter_map(|draft| draft.reply.quoted_in) {
        if let Some(mark) = quoting.get_mut(outer) {
            *mark = true;
        }
    }
    quoting
}

/// Leaves out what was told before of the same recipient, or in the same trace of an error: an
/// error and below it the same one as `Caused by: …`.
pub(super) fn leave_out_repeated(input: &Input, parsed: &mut Parsed, known: usize) {
    if parsed.deliveries.len() > known + 1 {
        retain_first(input, parsed, known);
    }
}

#[inline(never)]
fn retain_first(input: &Input, parsed: &mut Parsed, known: usize) {
    let traced = input.lines().iter().any(|line| is_frame(input.of(*line)));
    let Parsed { deliveries, replies, .. } = parsed;
    let mut told = Noted::default();
    let mut at = 0;
    deliveries.retain(|delivery| {
        at += 1;
        let nobody = traced.then(String::new);
        let recipient = delivery.recipient.as_ref().or(nobody.as_ref());
        let (Some(recipient), Some(number), true) = (recipient, delivery.reply, at > known) else {
            return true;
        };
        let code = replies.get(number).and_then(|reply| reply.code).map_or(0, ReplyCode::number);
        let name = format!("{code} {recipient}");
        let first = told.find(&name);
        told.note(&name, number);
        let words = |at: usize| replies.get(at).map_or("", |reply| without_stop(&reply.text));
        first.is_none_or(|first| {
            let (first, words) = (words(first), words(number));
            !(first.starts_with(words) || words.starts_with(first))
        })
    });
}

fn without_stop(words: &str) -> &str {
    words.trim_end_matches(|c: char| !c.is_alphanumeric())
}

/// An input that was not understood.
pub(in crate::extract) fn refuse(input: &Input, parsed: &mut Parsed) {
    match input.is_empty() {
        true => parsed.warn(WarningKind::Empty, None),
        false => {
            warn_about_numbers(input, parsed);
            parsed.warn(WarningKind::NotUnderstood, None);
        }
    }
}

/// Whether so many words, without a code and without anybody's address, are about such things
/// in general: `A mailbox that does not exist …`.
#[inline(never)]
pub(super) fn is_general(input: &Input) -> bool {
    let longest = if input.text().contains('?') { MAX_ASKED } else { MAX_ANSWER };
    input.text().len() > longest && !names_somebody(input.text())
}

/// What is unusual about the codes of a reply.
pub(in crate::extract) fn warn_about_codes(parsed: &mut Parsed, reply: &Reply) {
    let Some(code) = reply.code else { return };
    match code.digits() {
        [2..=5, 0..=5, _] => (),
        [2..=5, ..] => parsed.warn(WarningKind::UnusualSecondDigit, reply.code_span),
        _ => parsed.warn(WarningKind::OutOfRange, reply.code_span),
    }
    if reply.enhanced.is_some_and(|enhanced| enhanced.class != code.class()) {
        parsed.warn(WarningKind::ClassMismatch, reply.enhanced_span);
    }
}

/// A short text without any code.
#[inline(never)]
pub(super) fn spoken(input: &Input) -> Draft {
    let mut draft = Draft::new(Reply::default());
    let says = |text: &str| !trim(text).is_empty() && !is_frame(text);
    for line in input.lines().iter().filter(|line| says(input.of(**line))) {
        if draft.reply.lines.is_empty() {
            draft.reply.span = *line;
        }
        let (start, end) = (line.start as usize, line.end as usize);
        draft.add_text(input, start + own_words(input.of(*line)), end);
    }
    if let Some(first) = draft.reply.lines.first() {
        draft.reply.span.start = first.start;
    }
    draft
}

/// Where the words of the server begin. .NET puts its own in front, which are the same for any reply of
/// one code: `Mailbox unavailable. The server response was: Spam is not welcome here`.
fn own_words(line: &str) -> usize {
    const LABELS: [&str; 4] = [
        "The server response was: ",
        "Die Serverantwort war: ",
        "La réponse du serveur était : ",
        "La respuesta del servidor fue: ",
    ];
    let behind = |label: &&str| line.find(*label).map(|at| at + label.len());
    let behind = LABELS.iter().find_map(behind).unwrap_or(0);
    if trim(&line[behind..]).is_empty() { 0 } else { behind }
}

/// `5.1.1 (bad destination),smtp;553 no`: the code in front is that of the reply behind.
#[inline(never)]
fn inherit_enhanced_codes(drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let Some(outer) = drafts[index].reply.quoted_in.and_then(|outer| drafts.get(outer)) else {
            continue;
        };
        let outer = (outer.reply.code, outer.reply.enhanced, outer.reply.enhanced_span);
        let reply = &mut drafts[index].reply;
        if let (None, Some(enhanced), span) = outer
            && reply.enhanced.is_none()
            && reply.code.is_some_and(|code| code.class() == enhanced.class)
        {
            (reply.enhanced, reply.enhanced_span) = (Some(enhanced), span);
        }
    }
}

#[inline(never)]
pub(super) fn warn_about_numbers(input: &Input, parsed: &mut Parsed) {
    if input.lines().len() > MAX_LINES {
        return;
    }
    let numbers = input.lines().iter().flat_map(|line| {
        let base = line.start as usize;
        marks(input.of(*line))
            .map(move |mark| (mark, Span::new(base + mark.start, base + mark.end)))
    });
    let refused = numbers.filter(|(mark, _)| matches!(mark.place, Place::Refused | Place::Loose));
    for (_, span) in refused.take(MAX_REFUSED) {
        parsed.warn(WarningKind::NotACode, Some(span));
    }
}
