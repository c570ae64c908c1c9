//! Chooses the entry that fits a reply best.

use std::collections::BTreeSet;

use super::index::Index;
use super::looked_up::is_other_host;
use super::matching::{Hit, Hits, Owner};
use super::records::PROVIDERS;
use super::tables::{Cause, EntryRecord};
use crate::extract::Delivery;
use crate::reply::{EnhancedCode, Reply, ReplyCode};
use crate::span::{Span, sort_by_place};
use crate::vocabulary::{Certainty, Family, Permanence, ProviderKind};

/// How an entry came to fit, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Its reply codes.
    ReplyCode,
    /// Its enhanced codes.
    EnhancedCode,
    /// Its enhanced codes, from its provider.
    ProviderCode,
    /// A phrase of it.
    Phrase,
    /// A phrase and its enhanced codes.
    PhraseWithCode,
    /// A phrase of it, from its provider.
    ProviderPhrase,
    /// A phrase and its enhanced codes, from its provider.
    ProviderPhraseWithCode,
}

impl Fit {
    /// How an entry fits of which there is a phrase.
    fn of_phrase(from_provider: bool, with_code: bool) -> Fit {
        match (from_provider, with_code) {
            (true, true) => Fit::ProviderPhraseWithCode,
            (true, false) => Fit::ProviderPhrase,
            (false, true) => Fit::PhraseWithCode,
            (false, false) => Fit::Phrase,
        }
    }
}

/// An entry that fits.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    pub entry: &'static EntryRecord,
    pub fit: Fit,
    /// How much the phrase tells.
    weight: u16,
    /// Whether it asks for more: for this very reply code, or for a host of another name.
    asks_more: bool,
    /// Whether the words say besides that nobody tries any more.
    pub gave_up: bool,
    hit: Option<&'a Hit>,
}

/// What entries are compared with.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    pub reply: &'a Reply,
    pub delivery: &'a Delivery,
    pub hits: &'a Hits,
    /// Whose server gave the reply.
    pub provider: Option<u16>,
    /// The sending service or mailer that reports it.
    pub reporter: Option<u16>,
    /// Whether the report itself says that the message is late.
    pub late: bool,
}

impl<'a> Given<'a> {
    /// The entry that fits best, and the places of the words that speak for it. A phrase tells more
    /// than any code.
    pub fn best(self) -> Option<(Found<'a>, Vec<Span>)> {
        self.best_of(self.by_phrases()).or_else(|| self.best_of(self.by_codes()))
    }

    fn best_of(self, mut fitting: Vec<Found<'a>>) -> Option<(Found<'a>, Vec<Span>)> {
        let mut best = self.first_of(&mut fitting, |_| true)?;
        if best.entry.cause == Cause::DeliveryExpired {
            best = self.first_of(&mut fitting, tells_why_at_last).unwrap_or(best);
            best.gave_up = true;
        }
        let same = fitting.iter().filter(|found| std::ptr::eq(found.entry, best.entry));
        let hits = same.filter_map(|found| found.hit);
        Some((best, widest(hits.flat_map(|hit| self.hits.spans(hit)).collect())))
    }

    /// The best of those that are `wanted`. Those that the text speaks against are taken out.
    #[inline(never)]
    fn first_of(
        self,
        fitting: &mut Vec<Found<'a>>,
        wanted: fn(&Found) -> bool,
    ) -> Option<Found<'a>> {
        let earlier = |found: &Found| std::cmp::Reverse(found.entry.id);
        loop {
            let best = *fitting.iter().filter(|found| wanted(found)).max_by(|one, other| {
                one.rank().cmp(&other.rank()).then_with(|| earlier(one).cmp(&earlier(other)))
            })?;
            if !self.hits.speak_against(best.entry) {
                return Some(best);
            }
            fitting.retain(|found| !std::ptr::eq(found.entry, best.entry));
        }
    }

    /// The ids of all entries that fit as well as the best one.
    pub fn rivals(self) -> BTreeSet<&'static str> {
        let mut fitting = [self.by_phrases(), self.by_codes()].concat();
        fitting.retain(|found| !self.hits.speak_against(found.entry));
        let best = fitting.iter().map(Found::rank).max();
        let as_good = |found: &&Found| Some(found.rank()) == best;
        fitting.iter().filter(as_good).map(|found| found.entry.id).collect()
    }

    /// What phrases lead to, also where others speak against it.
    fn by_phrases(self) -> Vec<Found<'a>> {
        let named = self.hits.iter().filter_map(|hit| match hit.owner {
            Owner::Entry(entry) => self.found(entry, Some(hit)),
            _ => None,
        });
        named.collect()
    }

    /// What codes alone lead to.
    #[inline(never)]
    fn by_codes(self) -> Vec<Found<'a>> {
        Index::get().wordless_entries().filter_map(|entry| self.found(entry, None)).collect()
    }

    /// "Hi Bob, the attachment is below": one word is enough for a guess only where it is known
    /// that a server speaks.
    fn only_guesses(self, entry: &EntryRecord, hit: Option<&Hit>) -> bool {
        hit.is_some_and(|hit| self.hits.is_one_word(hit))
            && entry.certainty == Some(Certainty::Guess)
            && entry.provider.is_none()
            && self.delivery.event.is_none()
    }

    /// `"event": "reject"` is a word of Mailtrap's; in the server's reply beside it, `we reject mail
    /// from …`, it is anybody's. A longer phrase of a service tells by itself.
    fn may_be_own_word(self, entry: &EntryRecord, hit: Option<&Hit>) -> bool {
        let reports = self.delivery.event.is_some() && self.reporter == entry.provider;
        let service = |at: u16| PROVIDERS.get(at).kind == ProviderKind::SendingService;
        let own = entry.provider.is_some_and(service) && reports;
        hit.filter(|hit| own && self.hits.is_one_word(hit))
            .is_none_or(|hit| self.hits.stands_within(hit, &self.delivery.context))
    }

    fn found(self, at: u16, hit: Option<&'a Hit>) -> Option<Found<'a>> {
        let Given { reply, provider, reporter, .. } = self;
        let entry = EntryRecord::at(at);
        let from_provider =
            entry.provider.is_some() && [provider, reporter].contains(&entry.provider);
        if entry.needs_provider() && !(from_provider && self.may_be_own_word(entry, hit)) {
            return None;
        }
        // "554 Access denied" is not Exchange's 5.4.1 unless Exchange is known to speak:
        // a reply with a code has to bear out an entry that is about one provider.
        let words_only = reply.code.is_none() && reply.enhanced.is_none();
        if words_only && self.only_guesses(entry, hit) {
            return None;
        }
        let lenient = words_only || from_provider || entry.provider.is_none();
        let code =
            agrees(entry.codes.is_empty(), true, reply.code.map(|code| lists_code(entry, code)))?;
        let listed = reply.enhanced.map(|code| lists_enhanced(entry, code));
        let enhanced = agrees(entry.enhanced.is_empty(), lenient, listed)?;
        let borne_out = enhanced && reply.enhanced.is_some_and(names_a_reason);
        if !code && reply.permanence() == Permanence::Success && !speaks_of_success(entry) {
            return None;
        }
        // The name of a mailer's error stands around the server's words, and those tell more.
        let fit = match (hit.is_some(), from_provider && !is_of_mailer(entry)) {
            (true, by_provider) => Fit::of_phrase(by_provider, borne_out),
            (false, true) if enhanced => Fit::ProviderCode,
            (false, false) if enhanced => Fit::EnhancedCode,
            _ if code => Fit::ReplyCode,
            _ => return None,
        };
        if entry.needs_other_host() && !is_other_host(&reply.text, self.delivery) {
            return None;
        }
        let names_code = reply.code.is_some_and(|code| entry.codes.contains(&code.number()));
        let asks_more = names_code || entry.needs_other_host();
        let weight = self.weight(entry, hit);
        Some(Found { entry, fit, weight, asks_more, gave_up: false, hit })
    }

    /// How much the words tell. Where it is known that the message is late, any words that tell
    /// why are worth more.
    fn weight(self, entry: &EntryRecord, hit: Option<&Hit>) -> u16 {
        let vague = matches!(entry.cause, Cause::Delayed | Cause::DeliveryExpired);
        let says_why = !(self.late && vague);
        hit.filter(|_| says_why).map_or(0, |hit| hit.weight)
    }
}

/// Whether an entry is about a program that sends, not about a server that answered.
pub(super) fn is_of_mailer(entry: &EntryRecord) -> bool {
    let kind = |at: u16| PROVIDERS.get(at).kind;
    entry.provider.is_some_and(|at| kind(at) == ProviderKind::Mailer)
}

/// Whether an entry says what was wrong at the last try, when a server gave up: "Unable to contact
/// LDAP server. I'm not going to try again; this message has been in the queue too long." That the
/// other server was out of reach for days is what giving up means.
#[inline(never)]
fn tells_why_at_last(found: &Found) -> bool {
    let entry = found.entry;
    let out_of_reach = matches!(entry.cause, Cause::ConnectionFailed | Cause::DeliveryExpired);
    let fails = entry.cause.record().family != Family::Outcome;
    fails && !out_of_reach && entry.certainty != Some(Certainty::Guess)
}

impl Found<'_> {
    /// How well the entry fits: how it came to fit, then the phrase that tells more,
    /// then an entry for this very reply code, then one that says whose words these are.
    fn rank(&self) -> (Fit, u16, bool, bool) {
        (self.fit, self.weight, self.asks_more, self.entry.provider.is_some())
    }
}

/// Whether a code bears out a phrase: `message rejected` with 5.7.1 or 5.0.0 tells
/// no more than without, and must not outrank words that name the reason.
fn names_a_reason(code: EnhancedCode) -> bool {
    !code.is_vague() && (code.subject, code.detail) != (7, 1)
}

/// The spans in their order, without those that lie within another one.
fn widest(mut spans: Vec<Span>) -> Vec<Span> {
    sort_by_place(&mut spans, |span| *span);
    let mut kept: Vec<Span> = Vec::new();
    for span in spans {
        if !kept.last().is_some_and(|last| last.contains(span)) {
            kept.push(span);
        }
    }
    kept
}

/// Whether a condition holds; `None` is a contradiction. `absent` says whether a
/// reply without such a code may pass.
fn agrees(empty: bool, absent: bool, listed: Option<bool>) -> Option<bool> {
    match listed {
        _ if empty => Some(false),
        None => absent.then_some(false),
        Some(true) => Some(true),
        Some(false) => None,
    }
}

fn lists_code(entry: &EntryRecord, code: ReplyCode) -> bool {
    entry.codes.iter().any(|listed| *listed == code.number() || *listed == u16::from(code.class()))
}

fn lists_enhanced(entry: &EntryRecord, code: EnhancedCode) -> bool {
    entry.enhanced.iter().any(|pattern| pattern.covers(code))
}

/// Words of a failure in a reply with a success code are no failure
/// (`250 OK, user unknown here, forwarding`).
fn speaks_of_success(entry: &EntryRecord) -> bool {
    entry.permanence.unwrap_or(entry.cause.record().permanence) == Permanence::Success
}
