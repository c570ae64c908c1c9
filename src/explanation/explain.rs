//! Puts the verdicts of all deliveries together.

use std::borrow::Cow;

use crate::extract::{Delivery, Parsed};
use crate::knowledge::words;
use crate::knowledge::{entry_count, lookup};
use crate::reply::Reply;
use crate::vocabulary::{Form, Outcome, TokenKind, WarningKind};

use super::tokens::explain_tokens;
use super::verdict::{Judged, judge};
use super::{ExplainedWarning, Explanation, KnowledgeVersion};

/// Says what `parsed` means.
pub(crate) fn explain(parsed: Parsed) -> Explanation {
    let nothing = [Delivery::default()];
    let deliveries = if parsed.deliveries.is_empty() { &nothing[..] } else { &parsed.deliveries };
    let mut judged: Vec<Judged> =
        deliveries.iter().map(|delivery| judge(&parsed, delivery)).collect();
    if parsed.replies.is_empty() {
        judged.iter_mut().for_each(|judged| name_pattern(&parsed, judged));
    }
    if parsed.warnings.iter().any(|warning| warning.kind == WarningKind::Empty) {
        judged.iter_mut().for_each(|judged| {
            judged.verdict.title = Cow::Borrowed(words().empty[0]);
            judged.verdict.summary = Cow::Borrowed(words().empty[1]);
        });
    }
    let tokens = explain_tokens(parsed.tokens, &judged);
    hand_over(parsed.deliveries, parsed.replies, &mut judged);
    Explanation {
        schema: 1,
        form: parsed.form,
        source: parsed.source,
        outcome: together(&judged),
        tokens,
        verdicts: judged.into_iter().map(|judged| judged.verdict).collect(),
        message: parsed.message,
        warnings: parsed.warnings.into_iter().map(explain_warning).collect(),
        pieces: parsed.pieces.iter().skip(1).cloned().collect(),
        knowledge: KnowledgeVersion { version: env!("CARGO_PKG_VERSION"), entries: entry_count() },
        texts: parsed.pieces,
    }
}

/// Gives each verdict what the input says of its delivery.
fn hand_over(deliveries: Vec<Delivery>, mut replies: Vec<Reply>, judged: &mut [Judged]) {
    // Several recipients may have one reply.
    let shared = deliveries.len() > 1;
    for (judged, delivery) in judged.iter_mut().zip(deliveries) {
        let reply = delivery.reply.and_then(|at| replies.get_mut(at));
        let reply = reply.map(|reply| if shared { reply.clone() } else { std::mem::take(reply) });
        judged.verdict.take_over(delivery, reply);
    }
}

fn explain_warning(warning: crate::extract::Warning) -> ExplainedWarning {
    ExplainedWarning { note: words().warning[warning.kind as usize], warning }
}

/// A pattern such as `5xx` or `x.7.x` is no reply, but it has a meaning.
#[inline(never)]
fn name_pattern(parsed: &Parsed, judged: &mut Judged) {
    let codes = parsed
        .tokens
        .iter()
        .filter(|token| matches!(token.kind, TokenKind::ReplyCode | TokenKind::EnhancedCode));
    if let Some(meaning) = codes.filter_map(|token| lookup(&token.value)).next() {
        judged.verdict.title = Cow::Borrowed(meaning.title);
        judged.verdict.summary = Cow::Borrowed(meaning.summary);
        judged.verdict.misreadings = meaning.misreadings;
        let [outcome, certainty] = words().code_group else { return };
        judged.verdict.wording.outcome = outcome;
        judged.verdict.wording.certainty = (*certainty).to_owned();
    }
}

/// Title and summary when nothing is known.
pub(super) fn unknown_words(form: Form) -> (&'static str, &'static str) {
    let unknown = words().unknown;
    if form == Form::Webhook { (unknown[3], unknown[4]) } else { (unknown[0], unknown[1]) }
}

/// The outcome of the whole: that of all recipients, or what a sender must know most.
fn together(judged: &[Judged]) -> Outcome {
    let has = |outcome: Outcome| judged.iter().any(|judged| judged.outcome == outcome);
    let reached = has(Outcome::Accepted) || has(Outcome::Delivered);
    if has(Outcome::Failed) && reached {
        return Outcome::Partial;
    }
    let order = [
        Outcome::Failed,
        Outcome::Delayed,
        Outcome::Complaint,
        Outcome::AutoReply,
        Outcome::Accepted,
        Outcome::Delivered,
        Outcome::Unknown,
    ];
    order.into_iter().find(|outcome| has(*outcome)).unwrap_or(Outcome::NotABounce)
}
