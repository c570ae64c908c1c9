//! Finds the cause of a reply.

use super::codes::{enhanced_code, reply_code};
use super::entries::{Fit, Found, Given, is_of_mailer};
use super::matching::{Hits, Owner};
use super::moment::meant;
use super::providers::{Hosts, recognise, reporter};
use super::records::{BLOCKLISTS, PROVIDERS};
use super::tables::{
    BlocklistRecord, Cause, EnhancedCodeRecord, EntryRecord, MeaningRecord, ProviderRecord,
    ReplyCodeRecord,
};
use crate::extract::{Delivery, Parsed};
use crate::reply::{EnhancedCode, Reply};
use crate::span::Span;
use crate::vocabulary::{Action, Basis, Certainty, Event, Family, Form, Permanence, Scope};

/// Why, and what that rests on.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    pub cause: Cause,
    pub basis: Basis,
    pub certainty: Certainty,
    pub entry: Option<&'static EntryRecord>,
    pub provider: Option<&'static ProviderRecord>,
    pub blocklist: Option<(&'static BlocklistRecord, Vec<Span>)>,
    /// Whether the words say that nobody tries any more.
    pub gave_up: bool,
    /// What stopped the last try of a message that was given up, as a title.
    pub last_try: Option<&'static str>,
    /// Whether a long text of other things only touches on the cause.
    pub in_passing: bool,
    /// The words that decided.
    pub evidence: Vec<Span>,
    /// What is known of the reply code.
    pub code: Option<&'static ReplyCodeRecord>,
    /// What is known of the enhanced code.
    pub enhanced: Option<&'static EnhancedCodeRecord>,
    /// What the enhanced code means at this provider.
    pub meaning: Option<&'static MeaningRecord>,
    /// The cause that the enhanced code alone would give.
    pub by_enhanced: Option<Cause>,
    /// Other causes that the codes leave open.
    pub alternatives: &'static [Cause],
}

/// A diagnosis that says nothing.
pub fn unknown() -> Diagnosis {
    Diagnosis {
        cause: Cause::Unknown,
        basis: Basis::None,
        certainty: Certainty::Guess,
        entry: None,
        provider: None,
        blocklist: None,
        gave_up: false,
        last_try: None,
        in_passing: false,
        evidence: Vec::new(),
        code: None,
        enhanced: None,
        meaning: None,
        by_enhanced: None,
        alternatives: &[],
    }
}

impl Diagnosis {
    /// Whether the cause alone would stop an address.
    pub fn suppresses(&self) -> bool {
        self.cause.record().action == Action::Suppress
    }
}

/// The cause of one delivery, from its reply and from the replies that quote it.
#[inline(never)]
pub fn diagnose(parsed: &Parsed, delivery: &Delivery) -> Diagnosis {
    let permanence = delivery
        .reply
        .and_then(|at| parsed.replies.get(at))
        .map_or(Permanence::Unknown, Reply::permanence);
    lean(by_text(parsed, delivery), permanence)
}

/// The likeliest of the causes that a code leaves open, as a guess, if it asks for care
/// and says nothing about the address: `554 5.7.1` is a refusal by some rule at least.
fn lean(mut diagnosis: Diagnosis, permanence: Permanence) -> Diagnosis {
    let fits = |cause: &Cause| {
        permanence != Permanence::Temporary || cause.record().permanence == permanence
    };
    let harmless = |cause: &Cause| {
        let record = cause.record();
        !matches!(record.scope, Scope::Address | Scope::Domain)
            && matches!(record.action, Action::Review | Action::Fix | Action::SlowDown)
    };
    let open = diagnosis.cause == Cause::Unknown && diagnosis.entry.is_none();
    let likeliest = diagnosis.alternatives.iter().copied().find(fits);
    if let Some(cause) = likeliest.filter(|cause| open && harmless(cause)) {
        diagnosis.cause = cause;
        diagnosis.certainty = Certainty::Guess;
    }
    diagnosis
}

fn by_text(parsed: &Parsed, delivery: &Delivery) -> Diagnosis {
    let nothing = Reply::default();
    let reply = delivery.reply.and_then(|at| parsed.replies.get(at)).unwrap_or(&nothing);
    let mut inner = diagnose_reply(parsed, delivery, reply);
    let outer = reply
        .quoted_in
        .and_then(|at| parsed.replies.get(at))
        .map(|outer| diagnose_reply(parsed, delivery, outer));
    let outer = match outer {
        Some(outer) if overrules(&outer, &inner, reply) => return above(outer, &inner),
        outer => outer,
    };
    inner.gave_up |= outer.as_ref().is_some_and(|outer| outer.cause == Cause::DeliveryExpired);
    let guessed = inner.certainty == Certainty::Guess;
    if inner.entry.is_some() && !guessed {
        return inner;
    }
    // "550 5.7.350 Remote server returned message detected as spam -> 554 5.7.1 rejected":
    // the inner reply is vague, and the words around it tell more.
    let surer =
        |outer: &Diagnosis| outer.basis <= Basis::Phrase && outer.certainty < Certainty::Guess;
    let better = |outer: &Diagnosis| outer.basis < inner.basis || guessed && surer(outer);
    let inner = match outer {
        Some(outer) if outer.cause != Cause::Unknown && better(&outer) => outer,
        _ => inner,
    };
    // A code that names a reason is a better witness than words around the reply:
    // `452 4.2.2 full` in nodemailer's error with the code EENVELOPE. In a notice that quotes no
    // reply, it may be that of a page: `Fix issues for error code 5.1.10 in Office 365`.
    let linked = reply.code.is_none() && parsed.form == Form::Notice;
    let told = inner.basis == Basis::EnhancedCode && inner.cause != Cause::Unknown && !linked;
    let guessed = inner.certainty == Certainty::Guess && parsed.form == Form::Webhook;
    if told || inner.basis <= Basis::Phrase && !guessed || delivery.context.is_empty() {
        return inner;
    }
    by_context(parsed, delivery, reply, inner)
}

/// What a reply is quoted in, which counts; of a message that was given up the reply says why.
#[inline(never)]
fn above(mut outer: Diagnosis, inner: &Diagnosis) -> Diagnosis {
    let known = inner.cause != Cause::DeliveryExpired && inner.certainty != Certainty::Guess;
    let title = inner.entry.and_then(|entry| entry.words().title);
    let title = title.unwrap_or(inner.cause.record().title);
    outer.last_try = (outer.cause == Cause::DeliveryExpired && known).then_some(title);
    outer
}

/// Whether what a reply is quoted in counts, however much the reply itself tells.
#[inline(never)]
fn overrules(outer: &Diagnosis, inner: &Diagnosis, reply: &Reply) -> bool {
    // "550 Sender address rejected: … said: 550 5.1.1 User unknown": the server tried
    // the sender's address, and quotes what that one's server said of it.
    let of_sender = outer.entry.is_some() && outer.cause.is_about_sender();
    // "550 5.4.300 Message expired -> 421 4.4.2 Connection dropped": the last try failed for
    // now, but there will be no other one. "-> 452 4.2.2 mailbox full" tells why.
    let told =
        !matches!(inner.cause.family(), Family::Connection | Family::Server | Family::Outcome)
            && inner.certainty != Certainty::Guess;
    let gave_up = outer.cause == Cause::DeliveryExpired && !told;
    inner.suppresses() && of_sender || gave_up && reply.permanence() == Permanence::Temporary
}

/// The words around a reply, where its own words tell nothing:
/// `The e-mail account does not exist` above `554 5.0.0 Permanent failure`.
#[inline(never)]
fn by_context(parsed: &Parsed, delivery: &Delivery, reply: &Reply, inner: Diagnosis) -> Diagnosis {
    let around = Reply { lines: delivery.context.clone(), ..reply.clone() };
    let mut outer = diagnose_reply(parsed, delivery, &around);
    let surer = inner.basis == Basis::Phrase && outer.certainty < Certainty::Guess;
    if outer.basis > Basis::Phrase || outer.basis >= inner.basis && !surer {
        return inner;
    }
    // lettre: `permanent error (535)`. The code tells more than words that only call it an error.
    if outer.certainty == Certainty::Guess && inner.cause != Cause::Unknown {
        return inner;
    }
    // Amazon SES: "Permanent, General" beside the code 5.7.1.
    if outer.cause == Cause::Unknown && inner.basis != Basis::None {
        return inner;
    }
    // Words around the replies of several recipients may be about another one of them.
    let others = parsed.deliveries.len() > 1 && delivery.reply.is_some();
    if others && outer.suppresses() {
        return inner;
    }
    outer.certainty = outer.certainty.max(Certainty::Likely);
    outer
}

/// The ids of the entries that fit an input equally well.
///
/// More than one is a mistake in the knowledge base, which its tests look for.
#[must_use]
pub fn rivals(parsed: &Parsed) -> Vec<&'static str> {
    let Some(delivery) = parsed.deliveries.first() else { return Vec::new() };
    let inner = delivery.reply.and_then(|at| parsed.replies.get(at));
    let outer = inner.and_then(|reply| reply.quoted_in).and_then(|at| parsed.replies.get(at));
    let around = Reply { lines: delivery.context.clone(), ..inner.cloned().unwrap_or_default() };
    let of = |reply: &Reply| {
        let (hits, provider) = read(parsed, delivery, reply);
        let reporter = reporter(&hits, parsed.source);
        Given { reply, delivery, hits: &hits, provider, reporter, late: false }.rivals()
    };
    let replies = [inner, outer, Some(&around)].into_iter().flatten();
    let found = replies.map(of).find(|found| !found.is_empty());
    found.unwrap_or_default().into_iter().collect()
}

/// The phrases of a reply, and whose server gave it.
fn read(parsed: &Parsed, delivery: &Delivery, reply: &Reply) -> (Hits, Option<u16>) {
    let hits = Hits::read(&parsed.pieces, &reply.lines);
    let hosts = Hosts {
        remote: delivery.remote.as_ref().and_then(|remote| remote.host.as_deref()),
        recipient: delivery.recipient.as_deref().filter(|_| !delivery.own && !parsed.handed_in),
        source: parsed.source,
        bare: reply.code.is_some() && reply.text.trim().is_empty(),
    };
    let provider = recognise(&hits, hosts);
    (hits, provider)
}

fn diagnose_reply(parsed: &Parsed, delivery: &Delivery, reply: &Reply) -> Diagnosis {
    let (hits, provider) = read(parsed, delivery, reply);
    let mut diagnosis = by_codes(reply, provider);
    let reporter = reporter(&hits, parsed.source);
    let late = delivery.event == Some(Event::Delayed);
    let given = Given { reply, delivery, hits: &hits, provider, reporter, late };
    if let Some((found, spans)) = given.best() {
        by_entry(&mut diagnosis, found, spans);
    }
    diagnosis.blocklist = blocklist(&hits);
    let by_entry = || diagnosis.entry.filter(|entry| !is_of_mailer(entry))?.provider;
    let told = provider.or_else(by_entry);
    diagnosis.provider = told.map(|at| PROVIDERS.get(at));
    by_moment(&mut diagnosis, reply);
    // "5.1.8 … user unknown": the code means the sender, so it may be the sender's address.
    let means_sender = diagnosis.by_enhanced.is_some_and(Cause::is_about_sender);
    if means_sender && diagnosis.suppresses() {
        diagnosis.certainty = Certainty::Guess;
    }
    diagnosis
}

/// The words of an entry about a mailbox do not fit where the sender is meant.
fn by_moment(diagnosis: &mut Diagnosis, reply: &Reply) {
    let meant = meant(diagnosis.cause, reply);
    if meant != diagnosis.cause {
        diagnosis.cause = meant;
        diagnosis.entry = None;
        diagnosis.certainty = diagnosis.certainty.max(Certainty::Likely);
    }
}

/// What the codes say, without the text.
#[inline(never)]
fn by_codes(reply: &Reply, provider: Option<u16>) -> Diagnosis {
    let mut diagnosis = unknown();
    diagnosis.code = reply.code.and_then(reply_code);
    diagnosis.enhanced = reply.enhanced.and_then(enhanced_code);
    let of_provider = |meaning: &&MeaningRecord| meaning.provider == provider;
    let enhanced = reply.enhanced.filter(|_| provider.is_some());
    let records = enhanced.into_iter().flat_map(super::codes::all_enhanced);
    diagnosis.meaning = records.flat_map(|record| record.meanings).find(of_provider);
    diagnosis.by_enhanced = diagnosis
        .meaning
        .and_then(|meaning| meaning.cause)
        .or_else(|| by_enhanced(reply, &diagnosis));
    (diagnosis.cause, diagnosis.basis, diagnosis.certainty) = named_by_codes(reply, &diagnosis);
    // `300`: a 3yz that nobody defined asks for more, and takes nothing over.
    let undefined = diagnosis.code.is_none() && reply.code.is_some_and(|code| code.class() == 3);
    if diagnosis.cause == Cause::Unknown && reply.permanence() == Permanence::Success && !undefined
    {
        diagnosis.cause = Cause::Accepted;
    }
    diagnosis.alternatives = match (diagnosis.enhanced, diagnosis.code) {
        (Some(record), _) if !record.alternatives.is_empty() || diagnosis.by_enhanced.is_some() => {
            record.alternatives
        }
        (_, Some(record)) => record.alternatives,
        _ => &[],
    };
    diagnosis
}

/// The cause that the codes name, and what it rests on.
fn named_by_codes(reply: &Reply, diagnosis: &Diagnosis) -> (Cause, Basis, Certainty) {
    // `556 remote ip check error`: beside words that nobody knows, the number alone is no reason
    // to give a domain up.
    let wordless = reply.text.trim().is_empty();
    let safe = |cause: &Cause| wordless || cause.record().scope != Scope::Domain;
    let by_code = diagnosis.code.and_then(|code| code.cause).filter(safe);
    match (diagnosis.by_enhanced, by_code) {
        (Some(cause), _) => (cause, Basis::EnhancedCode, Certainty::Likely),
        // "530 5.7.0": the enhanced code is vague, and the reply code is not.
        (None, Some(cause)) if reply.enhanced.is_some_and(says_little) => {
            (cause, Basis::ReplyCode, Certainty::Guess)
        }
        (None, _) if diagnosis.enhanced.is_some() => {
            (Cause::Unknown, Basis::EnhancedCode, Certainty::Guess)
        }
        (None, Some(cause)) => (cause, Basis::ReplyCode, Certainty::Guess),
        (None, None) if diagnosis.code.is_some() => {
            (Cause::Unknown, Basis::ReplyCode, Certainty::Guess)
        }
        _ if reply.permanence() != Permanence::Unknown => {
            (Cause::Unknown, Basis::Class, Certainty::Guess)
        }
        _ => (Cause::Unknown, Basis::None, Certainty::Guess),
    }
}

/// A code without a reason of its own. 4.7.0 is vague too, but it speaks of policy,
/// which 421 and 451 alone do not.
fn says_little(code: EnhancedCode) -> bool {
    code.is_vague() && !(code.class == 4 && code.subject == 7)
}

fn by_enhanced(reply: &Reply, diagnosis: &Diagnosis) -> Option<Cause> {
    let record = diagnosis.enhanced?;
    let cause = match reply.permanence() {
        // `250 2.1.5` speaks of the recipient too, but nothing is wrong with them.
        Permanence::Success => None,
        Permanence::Temporary => record.temporary_cause.or(record.cause),
        _ => record.cause,
    };
    let Some(code) = reply.code else { return cause };
    // `550 5.6.4`: a server that refuses has delivered nothing, whatever its second code says.
    // `550 5.4.1 Empfängeradresse abgelehnt`: and it has answered.
    let answered = code.class() == 5 && reply.enhanced.is_some_and(is_no_answer);
    cause.filter(|cause| cause.record().permanence != Permanence::Success && !answered)
}

/// Whether the code is that of a server which could not be reached (RFC 3463 §3.5).
fn is_no_answer(code: EnhancedCode) -> bool {
    (code.subject, code.detail) == (4, 1)
}

/// The text wins over the codes.
fn by_entry(diagnosis: &mut Diagnosis, found: Found, spans: Vec<Span>) {
    let (basis, certainty) = match found.fit {
        Fit::ProviderPhrase | Fit::ProviderPhraseWithCode => {
            (Basis::ProviderPhrase, Certainty::Sure)
        }
        Fit::Phrase | Fit::PhraseWithCode => (Basis::Phrase, Certainty::Sure),
        Fit::ProviderCode | Fit::EnhancedCode => (Basis::EnhancedCode, Certainty::Likely),
        Fit::ReplyCode => (Basis::ReplyCode, Certainty::Guess),
    };
    if basis > diagnosis.basis {
        return;
    }
    diagnosis.cause = found.entry.cause;
    diagnosis.basis = basis;
    diagnosis.certainty = found.entry.certainty.unwrap_or(certainty);
    diagnosis.entry = Some(found.entry);
    diagnosis.gave_up = found.gave_up;
    diagnosis.evidence = spans;
    diagnosis.alternatives = &[];
}

/// The block list that the text names; the one whose name tells most.
fn blocklist(hits: &Hits) -> Option<(&'static BlocklistRecord, Vec<Span>)> {
    let named = hits.iter().filter_map(|hit| match hit.owner {
        Owner::Blocklist(at) => Some((hit.weight, at, hit)),
        _ => None,
    });
    let (_, at, hit) = named.max_by_key(|(weight, at, _)| (*weight, std::cmp::Reverse(*at)))?;
    Some((BLOCKLISTS.get(at), hits.spans(hit)))
}
