//! What a report itself says of a delivery, besides the reply in it.

use crate::extract::{Delivery, Parsed};
use crate::knowledge::{Cause, Diagnosis, unknown};
use crate::reply::Reply;
use crate::vocabulary::{Action, Basis, Certainty, Event, Form, Outcome, Permanence, TokenKind};

use super::supposed::is_supposed;

/// How many times longer than the words that decide a text is whose sentences are a person's own.
const MUCH_LONGER: usize = 8;

/// What has become of the message, and why; where the report says that nothing has failed,
/// that is the cause.
#[inline(never)]
pub fn diagnose(parsed: &Parsed, delivery: &Delivery) -> (Option<Event>, Diagnosis) {
    let mut diagnosis = crate::knowledge::diagnose(parsed, delivery);
    let bare = is_bare(parsed, delivery);
    diagnosis.in_passing = delivery.hearsay && is_in_passing(parsed, &diagnosis)
        || bare && is_supposed(text_of(parsed, &diagnosis), &diagnosis.evidence);
    if delivery.hearsay && diagnosis.suppresses() || diagnosis.in_passing {
        diagnosis.certainty = Certainty::Guess;
    }
    if bare {
        diagnosis.certainty = diagnosis.certainty.max(Certainty::Likely);
    }
    let event = match delivery.event {
        // OpenSMTPD announces what it gave up with the sentence for what it delivered.
        Some(Event::Delivered) if diagnosis.cause == Cause::DeliveryExpired => Some(Event::Failed),
        event => event,
    };
    let mut diagnosis = match event {
        Some(event) => settled(event, diagnosis),
        None => diagnosis,
    };
    if delivery.hearsay && event == Some(Event::Complaint) {
        diagnosis.certainty = Certainty::Guess;
    }
    if parsed.form == Form::NotABounce {
        (diagnosis.basis, diagnosis.certainty) = (Basis::None, Certainty::Likely);
    }
    (event, diagnosis)
}

/// Whether there are only words, which anybody may have written: no code, no address, no report.
fn is_bare(parsed: &Parsed, delivery: &Delivery) -> bool {
    let reply = delivery.reply.and_then(|at| parsed.replies.get(at));
    let coded =
        |reply: &Reply| reply.code.is_some() || reply.enhanced.is_some() || reply.phase.is_some();
    parsed.form == Form::Reply
        && delivery.event.is_none()
        && delivery.recipient.is_none()
        && delivery.remote.is_none()
        && !reply.is_some_and(coded)
}

/// Whether a few words of a long text name the cause, and nothing in it is of a mail server or is
/// somebody's address: `How do I switch greylisting off …?` tells of no failure.
#[inline(never)]
fn is_in_passing(parsed: &Parsed, diagnosis: &Diagnosis) -> bool {
    const OF_A_SERVER: &[TokenKind] = &[
        TokenKind::Address,
        TokenKind::Recipient,
        TokenKind::Sender,
        TokenKind::Ip,
        TokenKind::Url,
        TokenKind::Wrapper,
    ];
    let decided: usize =
        diagnosis.evidence.iter().map(|span| (span.end - span.start) as usize).sum();
    let text = text_of(parsed, diagnosis);
    let quoted =
        || diagnosis.evidence.first().is_some_and(|span| is_quoted(text, span.start as usize));
    parsed.form == Form::Reply
        && diagnosis.basis <= Basis::Phrase
        && decided * MUCH_LONGER <= text.len()
        && !parsed.tokens.iter().any(|token| OF_A_SERVER.contains(&token.kind))
        && !quoted()
        && !complains(text)
        && !is_of_program(text)
}

/// The text in which the words stand that decide.
fn text_of<'p>(parsed: &'p Parsed, diagnosis: &Diagnosis) -> &'p str {
    let piece = diagnosis.evidence.first().map_or(0, |span| span.piece as usize);
    parsed.pieces.get(piece).map_or("", String::as_str)
}

/// Whether only a program writes so: `Unable to connect to ssl://smtp.example.net:465`.
#[inline(never)]
fn is_of_program(text: &str) -> bool {
    let names_host =
        |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).matches('.').count() > 1;
    text.contains("://")
        || text.contains(['<', '[', '='])
        || text.split_whitespace().any(names_host)
}

/// Whether somebody tells what became of their own mail: `my letters to her come back, it says …`.
#[inline(never)]
fn complains(text: &str) -> bool {
    const OWN: &[&str] = &["i", "my", "we", "our"];
    const HAPPENED: &[&str] =
        &["says", "said", "came", "comes", "bounces", "bounced", "bouncing", "returned"];
    let has = |wanted: &[&str]| {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|word| wanted.iter().any(|known| word.eq_ignore_ascii_case(known)))
    };
    has(OWN) && has(HAPPENED)
}

/// Whether what stands at `at` is somebody else's words: `they say "the mailbox is over quota"`.
#[inline(never)]
fn is_quoted(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.matches('"').count() % 2 == 1 || before.rfind('“') > before.rfind('”')
}

#[inline(never)]
fn settled(event: Event, mut diagnosis: Diagnosis) -> Diagnosis {
    // "Action: delayed, Status: 4.4.7" of Outlook.com: the report itself says that it is still tried.
    let fails = !matches!(diagnosis.cause, Cause::Unknown | Cause::DeliveryExpired);
    let cause = match event {
        Event::Complaint => Cause::Complaint,
        Event::AutoReply => Cause::AutoReply,
        Event::Delivered => Cause::Delivered,
        Event::Relayed | Event::Expanded | Event::Accepted => Cause::Accepted,
        Event::Delayed if !fails => Cause::Delayed,
        // Oracle Cloud: `"action": "bounce", "smtpStatus": "254 Recipient suppressed"`.
        Event::Failed if diagnosis.cause == Cause::Accepted => {
            return Diagnosis { provider: diagnosis.provider, ..unknown() };
        }
        // "I get too many emails", in an event that somebody unsubscribed: no server's words.
        Event::Unsubscribed | Event::Other if diagnosis.basis != Basis::ProviderPhrase => {
            let provider = diagnosis.provider;
            diagnosis = Diagnosis { provider, ..unknown() };
            if event == Event::Other { Cause::Unknown } else { Cause::Suppressed }
        }
        _ => return diagnosis,
    };
    diagnosis.cause = cause;
    diagnosis.basis = Basis::Report;
    diagnosis.certainty = match cause {
        // A word for what happened that nobody has listed yet.
        Cause::Unknown => Certainty::Likely,
        _ => Certainty::Sure,
    };
    diagnosis.entry = None;
    diagnosis.alternatives = &[];
    diagnosis
}

/// What is reported, where the reply in the report is not the last word.
pub fn outcome(form: Form, event: Option<Event>, diagnosis: &Diagnosis) -> Option<Outcome> {
    let told = || {
        let own = diagnosis.basis == Basis::ProviderPhrase;
        let outcome = diagnosis.entry.and_then(|entry| entry.outcome);
        outcome.filter(|outcome| own || *outcome == Outcome::Delayed)
    };
    match event {
        // Services call some things a bounce that are none: "duplicate in campaign" of Mailjet,
        // "Message delayed" of Postmark.
        Some(Event::Failed) if form == Form::Webhook => told().or(Some(Outcome::Failed)),
        Some(Event::Failed) => Some(Outcome::Failed),
        Some(Event::Delayed) => Some(Outcome::Delayed),
        Some(Event::Delivered) => Some(Outcome::Delivered),
        Some(Event::Relayed | Event::Expanded | Event::Accepted) => Some(Outcome::Accepted),
        Some(Event::Complaint) => Some(Outcome::Complaint),
        Some(Event::AutoReply) => Some(Outcome::AutoReply),
        Some(Event::Unsubscribed | Event::Other) => Some(Outcome::NotABounce),
        None if form == Form::NotABounce => Some(Outcome::NotABounce),
        None => None,
    }
}

/// Whether the report comes from a server that has stopped trying. A mailer's error is the end
/// of one try; of a try that they repeat services tell as of a delay.
pub fn gave_up(form: Form, event: Option<Event>) -> bool {
    event == Some(Event::Failed)
        && matches!(form, Form::Dsn | Form::Notice | Form::Log | Form::Webhook)
}

/// RFC 3464 §2.3.3: with `delayed` the reporter goes on trying, so nobody else should. What has failed
/// for good is not waited for, even if an earlier delay is all that it tells.
pub fn action(outcome: Outcome, action: Action) -> Action {
    match (outcome, action) {
        (Outcome::Delayed, Action::Retry | Action::SlowDown) => Action::Wait,
        (Outcome::Failed, Action::Wait) => Action::Retry,
        _ => action,
    }
}

/// What a report tells about trying again when no code does.
pub fn permanence(event: Event) -> Permanence {
    match event {
        Event::Failed => Permanence::Unknown,
        Event::Delayed => Permanence::Temporary,
        _ => Permanence::Success,
    }
}
