//! Chooses the entry that fits a reply best.

use std::collections::BTreeSet;

use super::matching::Hit;
use super::matching::Owner;
use super::tables::{EntryRecord, records};
use crate::reply::{EnhancedCode, Reply, ReplyCode};
use crate::span::Span;
use crate::vocabulary::Permanence;

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

/// An entry that fits.
#[derive(Clone, Debug)]
pub struct Found {
    pub entry: &'static EntryRecord,
    pub fit: Fit,
    /// How much the phrase tells.
    pub weight: u16,
    /// Whether it lists the reply code itself, not only its class.
    pub names_code: bool,
    /// The place of those words.
    pub spans: Vec<Span>,
}

/// The best entry for a reply whose phrases are `hits`.
pub fn best(reply: &Reply, hits: &[Hit], provider: Option<u16>) -> Option<Found> {
    let earlier = |found: &Found| std::cmp::Reverse(found.entry.id);
    let mut best =
        fitting(reply, hits, provider).max_by_key(|found| (found.rank(), earlier(found)))?;
    let same = fitting(reply, hits, provider).filter(|found| found.entry.id == best.entry.id);
    best.spans = widest(same.flat_map(|found| found.spans).collect());
    Some(best)
}

/// The spans in their order, without those that lie within another one.
fn widest(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| (span.piece, span.start, std::cmp::Reverse(span.end)));
    let mut kept: Vec<Span> = Vec::new();
    for span in spans {
        if !kept.last().is_some_and(|last| last.contains(span)) {
            kept.push(span);
        }
    }
    kept
}

/// The ids of all entries that fit as well as the best one.
pub fn rivals(reply: &Reply, hits: &[Hit], provider: Option<u16>) -> BTreeSet<&'static str> {
    let Some(best) = best(reply, hits, provider) else { return BTreeSet::new() };
    let as_good = |found: &Found| found.rank() == best.rank();
    fitting(reply, hits, provider).filter(as_good).map(|found| found.entry.id).collect()
}

impl Found {
    /// How well the entry fits: how it came to fit, then the phrase that tells more,
    /// then an entry for this very reply code, then one that says whose words these are.
    fn rank(&self) -> (Fit, u16, bool, bool) {
        (self.fit, self.weight, self.names_code, self.entry.provider.is_some())
    }
}

fn fitting<'a>(
    reply: &'a Reply,
    hits: &'a [Hit],
    provider: Option<u16>,
) -> impl Iterator<Item = Found> + 'a {
    let by_phrase = hits.iter().filter_map(move |hit| match hit.owner {
        Owner::Entry(at) => found(at, Some(hit), reply, hits, provider),
        _ => None,
    });
    let by_code = records()
        .entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.phrases.is_empty())
        .filter_map(move |(at, _)| found(at as u16, None, reply, hits, provider));
    by_phrase.chain(by_code)
}

fn found(
    at: u16,
    hit: Option<&Hit>,
    reply: &Reply,
    hits: &[Hit],
    provider: Option<u16>,
) -> Option<Found> {
    let entry = &records().entries[at as usize];
    let spoken_against =
        hits.iter().any(|other| matches!(other.owner, Owner::Unless(entry) if entry == at));
    let from_provider = entry.provider.is_some() && entry.provider == provider;
    if spoken_against || (entry.from_provider && !from_provider) {
        return None;
    }
    // "554 Access denied" is not Exchange's 5.4.1 unless Exchange is known to speak:
    // a reply with a code has to bear out an entry that is about one provider.
    let words_only = reply.code.is_none() && reply.enhanced.is_none();
    let lenient = words_only || from_provider || entry.provider.is_none();
    let code =
        agrees(entry.codes.is_empty(), true, reply.code.map(|code| lists_code(entry, code)))?;
    let listed = reply.enhanced.map(|code| lists_enhanced(entry, code));
    let enhanced = agrees(entry.enhanced.is_empty(), lenient, listed)?;
    if !code && reply.permanence() == Permanence::Success && !speaks_of_success(entry) {
        return None;
    }
    let fit = match (hit.is_some(), enhanced, from_provider) {
        (true, true, true) => Fit::ProviderPhraseWithCode,
        (true, false, true) => Fit::ProviderPhrase,
        (true, true, false) => Fit::PhraseWithCode,
        (true, false, false) => Fit::Phrase,
        (false, true, true) => Fit::ProviderCode,
        (false, true, false) => Fit::EnhancedCode,
        (false, false, _) if code => Fit::ReplyCode,
        _ => return None,
    };
    let (weight, spans) = hit.map_or((0, Vec::new()), |hit| (hit.weight, hit.spans.clone()));
    let names_code = reply.code.is_some_and(|code| entry.codes.contains(&code.number()));
    Some(Found { entry, fit, weight, names_code, spans })
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
