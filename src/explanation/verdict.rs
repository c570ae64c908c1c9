//! The verdict on one delivery.

use std::borrow::Cow;

use crate::extract::{Delivery, Parsed};
use crate::knowledge::tables::{BlocklistRecord, CauseRecord, ProviderRecord, StepRecord};
use crate::knowledge::{Cause, Diagnosis, words};
use crate::reply::{Reply, ReplyCode};
use crate::vocabulary::{
    Action, Actor, Audience, Basis, Certainty, ConflictKind, Event, Outcome, Permanence, Scope,
};

use super::background::{alternatives, misreadings, sources};
use super::parameters::Parameters;
use super::peaceful::{Peaceful, asks_nothing};
use super::reported;
use super::resend::{Ended, resend};
use super::wording::{certainty_words, outcome_words, title_and_summary};
use super::{Blocklist, Conflict, Evidence, Provider, Step, Verdict, Wording};

/// How long a mailer waits after a temporary failure that names no cause.
///
/// RFC 5321 §4.5.4.1: "the retry interval SHOULD be at least 30 minutes".
const DEFAULT_RETRY_SECONDS: u32 = 1800;

/// What happened, and what it comes from.
pub struct Judged {
    pub verdict: Verdict,
    pub outcome: Outcome,
    pub diagnosis: Diagnosis,
}

/// Judges one delivery.
#[inline(never)]
pub fn judge(parsed: &Parsed, delivery: &Delivery) -> Judged {
    let (event, diagnosis) = reported::diagnose(parsed, delivery);
    let reply = delivery.reply.and_then(|at| parsed.replies.get(at));
    let cause = diagnosis.cause.record();
    let permanence = permanence(reply, event, delivery.soft, &diagnosis, cause);
    let given_up = diagnosis.gave_up || reported::gave_up(parsed.form, event);
    let outcome = reported::outcome(parsed.form, event, &diagnosis)
        .unwrap_or_else(|| outcome(&diagnosis, permanence));
    let action = action(&diagnosis, cause, permanence, given_up);
    let action = reported::action(outcome, action);
    let peaceful = Peaceful::of(outcome, delivery, &diagnosis);
    let action = if asks_nothing(peaceful, &diagnosis) { Action::None } else { action };
    let parameters = Parameters::new(parsed, delivery, &diagnosis);
    // RFC 5321 §4.2.1: after a 5yz "the SMTP client SHOULD NOT repeat the exact request".
    let refused = permanence == Permanence::Permanent && outcome == Outcome::Failed;
    let ended = Ended::of(parsed, action, given_up, refused);
    let case = Case {
        parsed,
        reply,
        diagnosis: &diagnosis,
        cause,
        permanence,
        outcome,
        given_up,
        ended,
        action,
        peaceful,
        parameters,
    };
    Judged { verdict: case.verdict(), outcome, diagnosis }
}

/// What has been found out of one delivery.
struct Case<'a> {
    parsed: &'a Parsed,
    reply: Option<&'a Reply>,
    diagnosis: &'a Diagnosis,
    cause: &'static CauseRecord,
    permanence: Permanence,
    outcome: Outcome,
    /// Whether the notice tells that a server has stopped trying.
    given_up: bool,
    ended: Option<Ended>,
    action: Action,
    peaceful: Option<Peaceful>,
    parameters: Parameters<'a>,
}

impl Case<'_> {
    /// The verdict, without what the input itself says of the delivery.
    #[inline(never)]
    fn verdict(&self) -> Verdict {
        let Case { parsed, reply, diagnosis, cause, parameters, .. } = self;
        let (title, summary) = self.title_and_summary();
        let standard_code = diagnosis.entry.and_then(|entry| entry.standard_code);
        let topics = diagnosis.entry.map(|entry| entry.words().topics);
        Verdict {
            recipient: None,
            original_recipient: None,
            reply: None,
            phase: reply.and_then(|reply| reply.phase),
            remote: None,
            last_attempt: None,
            retry_until: None,
            permanence: self.permanence,
            cause: diagnosis.cause,
            family: cause.family,
            scope: self.scope(),
            actor: self.actor(),
            action: self.action,
            retry_after_seconds: self.retry_after(),
            basis: diagnosis.basis,
            certainty: diagnosis.certainty,
            entry: diagnosis.entry.map(|entry| entry.id),
            standard_code: standard_code.and_then(ReplyCode::new),
            provider: diagnosis.provider.map(provider),
            blocklist: diagnosis.blocklist.as_ref().map(|(list, _)| blocklist(list, parameters)),
            title,
            summary,
            wording: self.wording(),
            steps: self.steps(),
            checks: checks(parsed, *reply),
            evidence: evidence(parsed, diagnosis),
            conflicts: conflicts(*reply, diagnosis, parameters),
            alternatives: alternatives(diagnosis),
            misreadings: misreadings(parsed.form, *reply, diagnosis, cause),
            topics: topics.filter(|topics| !topics.is_empty()).unwrap_or(cause.topics).to_vec(),
            sources: sources(diagnosis, cause),
        }
    }

    fn actor(&self) -> Actor {
        if asks_nothing(self.peaceful, self.diagnosis) {
            return Actor::Nobody;
        }
        match self.diagnosis.entry.and_then(|entry| entry.actor).unwrap_or(self.cause.actor) {
            Actor::Nobody if self.ended.is_some() => Actor::Sender,
            _ if self.diagnosis.in_passing => Actor::Sender,
            actor => actor,
        }
    }

    fn scope(&self) -> Scope {
        match (self.permanence, self.cause.scope) {
            (Permanence::Success, Scope::Unknown) => Scope::None,
            _ if asks_nothing(self.peaceful, self.diagnosis) => Scope::None,
            (_, scope) => self.diagnosis.entry.and_then(|entry| entry.scope).unwrap_or(scope),
        }
    }

    fn retry_after(&self) -> Option<u32> {
        match self.action {
            Action::Retry | Action::SlowDown | Action::Pause => self.time_to_wait(),
            _ => None,
        }
    }

    #[inline(never)]
    fn time_to_wait(&self) -> Option<u32> {
        let known = self
            .diagnosis
            .entry
            .and_then(|entry| entry.retry_after_seconds)
            .or(self.cause.retry_after_seconds);
        let stated = super::tokens::delay_of(self.parsed, self.reply);
        let default = (self.action == Action::Retry).then_some(DEFAULT_RETRY_SECONDS);
        stated.or(known).or(default)
    }

    #[inline(never)]
    fn wording(&self) -> Wording {
        let phase = self.reply.and_then(|reply| reply.phase);
        Wording {
            outcome: self
                .peaceful
                .and_then(Peaceful::outcome)
                .unwrap_or_else(|| outcome_words(self.outcome, self.permanence, self.given_up)),
            actor: match self.actor() {
                Actor::Sender if self.diagnosis.cause == Cause::Unknown => words().unknown[2],
                actor => words().actor[actor as usize],
            },
            resend: resend(self.action, self.ended),
            certainty: certainty_words(self.diagnosis, self.peaceful, &self.parameters),
            phase: phase.map(|phase| words().phase[phase as usize]),
        }
    }

    /// The entry's steps for the readers that it has steps for, the cause's for the others.
    #[inline(never)]
    fn steps(&self) -> Vec<Step> {
        if let Some(peaceful) = self.peaceful {
            return peaceful.steps(&self.parameters);
        }
        let entry = self.diagnosis.entry;
        let own: &[StepRecord] = entry.map_or(&[], |entry| entry.words().steps);
        let of = |steps: &'static [StepRecord], audience: Audience| {
            steps.iter().filter(move |step| step.audience == audience)
        };
        let mut steps = Vec::with_capacity(own.len() + self.cause.steps.len());
        for audience in [Audience::Person, Audience::Admin, Audience::Mailer] {
            let is_own = own.iter().any(|step| step.audience == audience);
            let source = if is_own { own } else { self.cause.steps };
            let written_for = entry.and_then(|entry| entry.action.filter(|_| is_own));
            let written_for = written_for.unwrap_or(self.cause.action);
            let other = match audience {
                // "450 4.1.1 User unknown": not "stop sending", as for a user that is unknown for good.
                Audience::Mailer if self.action != written_for => {
                    Some(words().mailer[self.action as usize])
                }
                Audience::Person if of(source, audience).any(|step| step.waits) => {
                    self.ended.map(|ended| ended.person(self.action))
                }
                _ => None,
            };
            if let Some(text) = other {
                let text = self.parameters.fill(text);
                steps.push(Step { audience, text, url: None });
                continue;
            }
            steps.extend(of(source, audience).map(|step| self.parameters.fill_step(step)));
        }
        steps
    }

    fn title_and_summary(&self) -> (Cow<'static, str>, Cow<'static, str>) {
        let own = self.diagnosis.entry.is_some() && !self.diagnosis.in_passing;
        let (title, summary) = match self.peaceful.filter(|_| !own) {
            Some(peaceful) => (peaceful.title(), Cow::Borrowed(peaceful.summary())),
            None => title_and_summary(self.parsed.form, self.diagnosis, self.reply),
        };
        let summary = match summary {
            Cow::Borrowed(summary) => self.parameters.fill(summary),
            Cow::Owned(summary) => Cow::Owned(self.parameters.fill(&summary).into_owned()),
        };
        (self.parameters.fill(title), summary)
    }
}

impl Verdict {
    /// Takes over what the input itself says of the delivery.
    pub(super) fn take_over(&mut self, delivery: Delivery, reply: Option<Reply>) {
        self.recipient = delivery.recipient;
        self.original_recipient = delivery.original_recipient;
        self.reply = reply;
        self.remote = delivery.remote;
        self.last_attempt = delivery.last_attempt;
        self.retry_until = delivery.retry_until;
    }
}

fn permanence(
    reply: Option<&Reply>,
    event: Option<Event>,
    soft: bool,
    diagnosis: &Diagnosis,
    cause: &CauseRecord,
) -> Permanence {
    let told = match reply.map_or(Permanence::Unknown, Reply::permanence) {
        Permanence::Unknown if soft => Permanence::Temporary,
        Permanence::Unknown => event.map_or(Permanence::Unknown, reported::permanence),
        told => told,
    };
    let known = diagnosis.entry.and_then(|entry| entry.permanence);
    match (told, known) {
        (Permanence::Unknown, Some(known)) => known,
        (Permanence::Unknown, None) => cause.permanence,
        _ => told,
    }
}

fn outcome(diagnosis: &Diagnosis, permanence: Permanence) -> Outcome {
    let of_code =
        || diagnosis.code.and_then(|code| code.outcome).filter(|_| diagnosis.entry.is_none());
    if let Some(outcome) = diagnosis.entry.and_then(|entry| entry.outcome).or_else(of_code) {
        return outcome;
    }
    if diagnosis.in_passing {
        return Outcome::Unknown;
    }
    match (diagnosis.cause, permanence) {
        (Cause::Delivered, _) => Outcome::Delivered,
        (Cause::Accepted, _) => Outcome::Accepted,
        (Cause::Delayed, _) => Outcome::Delayed,
        (Cause::AutoReply, _) => Outcome::AutoReply,
        (Cause::Complaint, _) => Outcome::Complaint,
        (Cause::Unknown, Permanence::Unknown | Permanence::Success) => Outcome::Unknown,
        (_, Permanence::Success) => Outcome::Accepted,
        _ => Outcome::Failed,
    }
}

/// What is safe to do. A wrong "stop sending to this address" is the worst
/// answer, so it needs a refusal for good and more than a bare reply code.
fn action(
    diagnosis: &Diagnosis,
    cause: &CauseRecord,
    permanence: Permanence,
    given_up: bool,
) -> Action {
    let action = diagnosis.entry.and_then(|entry| entry.action).unwrap_or(cause.action);
    match (action, permanence) {
        _ if diagnosis.in_passing => Action::Review,
        // "4.4.7 Message expired": the code of the last try, but there will be no other one.
        (Action::Review, _) if diagnosis.cause == Cause::DeliveryExpired => action,
        // A program asks the sender for something, and nobody tries again.
        (Action::Review, _) if diagnosis.cause == Cause::ChallengeResponse => action,
        // "450 4.1.1 user unknown": the server itself asks to try again. It was tried for days where
        // another one has given up since.
        (Action::Suppress | Action::Review, Permanence::Temporary) if given_up => Action::Review,
        (Action::Suppress | Action::Review, Permanence::Temporary) => Action::Retry,
        (Action::Suppress, _) if diagnosis.certainty == Certainty::Guess => Action::Review,
        _ => action,
    }
}

#[inline(never)]
fn checks(parsed: &Parsed, reply: Option<&Reply>) -> Vec<crate::extract::Check> {
    let Some(reply) = reply else { return Vec::new() };
    parsed.checks.iter().filter(|check| reply.span.contains(check.span)).cloned().collect()
}

#[inline(never)]
fn evidence(parsed: &Parsed, diagnosis: &Diagnosis) -> Vec<Evidence> {
    let says = |span: &crate::span::Span| {
        parsed.pieces.get(span.piece as usize).map_or("", |piece| span.of(piece)).to_owned()
    };
    diagnosis.evidence.iter().map(|span| Evidence { says: says(span), span: *span }).collect()
}

/// Where the text, the enhanced code and the reply code do not say the same.
#[inline(never)]
fn conflicts(
    reply: Option<&Reply>,
    diagnosis: &Diagnosis,
    parameters: &Parameters,
) -> Vec<Conflict> {
    let mut kinds = Vec::new();
    let by_text = matches!(diagnosis.basis, Basis::ProviderPhrase | Basis::Phrase);
    let family = diagnosis.cause.family();
    // Gmail's own 5.2.1 is a rate limit; a closed mailbox is what the registry has it for.
    let registered = diagnosis.enhanced.and_then(|code| code.cause) == Some(diagnosis.cause);
    let other = |cause: Cause| cause != diagnosis.cause && cause.family() != family;
    if by_text && !registered && diagnosis.by_enhanced.is_some_and(other) {
        kinds.push(ConflictKind::TextAgainstEnhancedCode);
    }
    if let Some((code, enhanced)) = reply.and_then(|reply| Some((reply.code?, reply.enhanced?)))
        && code.class() != enhanced.class
    {
        kinds.push(ConflictKind::EnhancedCodeAgainstReplyCode);
    }
    // 421 and 451 are used for so much that no words are against them.
    let one_meaning = diagnosis.code.filter(|code| code.alternatives.is_empty());
    let no_enhanced = reply.is_some_and(|reply| reply.enhanced.is_none());
    let by_code = one_meaning.and_then(|code| code.cause);
    if by_text && no_enhanced && by_code.is_some_and(other) {
        kinds.push(ConflictKind::TextAgainstReplyCode);
    }
    let conflict = |kind: ConflictKind| Conflict {
        kind,
        note: parameters.fill(words().conflict[kind as usize]),
    };
    kinds.into_iter().map(conflict).collect()
}

fn provider(record: &'static ProviderRecord) -> Provider {
    Provider {
        id: record.id,
        name: record.name,
        kind: record.kind,
        url: record.url,
        help_url: record.help_url,
    }
}

#[inline(never)]
fn blocklist(record: &'static BlocklistRecord, parameters: &Parameters) -> Blocklist {
    let url = record.url.and_then(|url| parameters.fill_url(url));
    Blocklist {
        id: record.id,
        name: record.name,
        url: url.or_else(|| record.fallback_url.map(Cow::Borrowed)),
        closed: record.closed,
        note: record.note,
    }
}
