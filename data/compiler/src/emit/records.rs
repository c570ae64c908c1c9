//! Causes, entries, providers, block lists, topics and fields.

use super::codes::{misreadings, pattern};
use super::phrases;
use super::sources::Sources;
use super::stream::Stream;
use crate::check::{family, reply_pattern};
use crate::load::{Base, Fields, Loaded};
use crate::schema::{self, Step};
use crate::vocabulary::{
    Action, Actor, Audience, Certainty, Family, Outcome, Permanence, ProviderKind, Scope,
};

/// How many entries share a section of their records and one of their words: one that is asked for is read with
/// its neighbours.
pub const ENTRIES_A_SECTION: usize = 16;

/// One section for each kind of record, in the order of the core crate's `tables`.
pub fn emit(base: &Base, sources: &Sources) -> Vec<Stream> {
    let lists: Vec<&schema::Blocklist> =
        base.blocklists.iter().flat_map(|file| &file.value.lists).collect();
    let mut all: Vec<(String, &schema::Field)> = base.fields.iter().flat_map(fields).collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    vec![
        Stream::of(&base.causes, |out, file| cause(out, file, sources)),
        phrases::emit(base),
        Stream::of(&base.providers, provider),
        Stream::of(&lists, |out, list| blocklist(out, list)),
        Stream::of(&base.topics, |out, file| topic(out, file, sources)),
        Stream::of(&all, |out, (id, field)| {
            out.raw(id);
            out.line(field.title.get_ref());
            out.line(field.note.get_ref());
        }),
    ]
}

/// The entries, a few at a time: one section with their records, which are read when a phrase of
/// one of them occurs, and one with their words, which are read only for the entry that fits.
pub fn emit_entries(base: &Base, sources: &Sources) -> Vec<Stream> {
    let sections = |some: &[Loaded<schema::Entry>]| {
        let records = Stream::of(some, |out, file| entry(out, file, base));
        [records, Stream::of(some, |out, file| entry_words(out, file, sources))]
    };
    base.entries.chunks(ENTRIES_A_SECTION).flat_map(sections).collect()
}

fn cause(out: &mut Stream, file: &Loaded<schema::Cause>, places: &Sources) {
    let cause = &file.value;
    out.line(cause.title.get_ref());
    out.line(cause.summary.get_ref());
    let family = family(&file.id).and_then(|own| Family::ALL.iter().position(|f| *f == own));
    out.number(family.unwrap_or_default());
    out.word(Permanence::ALL, Permanence::as_str, &cause.permanence);
    out.word(Scope::ALL, Scope::as_str, &cause.scope);
    out.word(Actor::ALL, Actor::as_str, &cause.actor);
    out.word(Action::ALL, Action::as_str, &cause.action);
    out.optional(cause.retry_after_seconds.map(|seconds| seconds as usize));
    steps(out, &cause.steps);
    misreadings(out, &cause.misreadings);
    out.lines(&cause.topics);
    places.list(out, &cause.sources);
}

fn entry(out: &mut Stream, file: &Loaded<schema::Entry>, base: &Base) {
    let entry = &file.value;
    out.raw(&file.id);
    out.cause(base, &entry.cause);
    out.optional_provider(base, entry.provider.as_ref());
    let conditions = &entry.conditions;
    let codes: Vec<u16> =
        conditions.codes.iter().filter_map(|code| reply_pattern(code.get_ref())).collect();
    out.list(&codes, |out, code| out.number((*code).into()));
    out.list(&conditions.enhanced, pattern);
    let flags = usize::from(conditions.from_provider) | usize::from(conditions.other_host) << 1;
    out.number(flags);
    out.optional_word(Scope::ALL, Scope::as_str, entry.scope.as_ref());
    out.optional_word(Actor::ALL, Actor::as_str, entry.actor.as_ref());
    out.optional_word(Action::ALL, Action::as_str, entry.action.as_ref());
    out.optional_word(Permanence::ALL, Permanence::as_str, entry.permanence.as_ref());
    out.optional_word(Certainty::ALL, Certainty::as_str, entry.certainty.as_ref());
    out.optional_word(Outcome::ALL, Outcome::as_str, entry.outcome.as_ref());
    out.optional(entry.retry_after_seconds.map(|seconds| seconds as usize));
    out.optional(entry.standard_code.map(usize::from));
}

fn entry_words(out: &mut Stream, file: &Loaded<schema::Entry>, places: &Sources) {
    let entry = &file.value;
    out.optional_line(entry.title.as_ref());
    out.optional_line(entry.summary.as_ref());
    steps(out, &entry.steps);
    out.lines(&entry.topics);
    places.list(out, &entry.sources);
}

fn steps(out: &mut Stream, steps: &[Step]) {
    out.list(steps, |out, step| {
        out.word(Audience::ALL, Audience::as_str, &step.audience);
        out.line(step.text.get_ref());
        out.optional_line(step.url.as_ref());
        out.optional_line(step.fallback_url.as_ref());
        out.number(step.waits.into());
    });
}

fn provider(out: &mut Stream, file: &Loaded<schema::Provider>) {
    let provider = &file.value;
    out.raw(&file.id);
    out.line(provider.name.get_ref());
    out.word(ProviderKind::ALL, ProviderKind::as_str, &provider.kind);
    out.optional_line(provider.url.as_ref());
    out.optional_line(provider.help_url.as_ref());
    out.lines(&provider.recognise.hosts);
    out.lines(&provider.recognise.domains);
}

fn blocklist(out: &mut Stream, list: &schema::Blocklist) {
    out.line(list.id.get_ref());
    out.line(list.name.get_ref());
    out.optional_line(list.url.as_ref());
    out.optional_line(list.fallback_url.as_ref());
    out.number(list.closed.into());
    out.line(list.note.get_ref());
}

fn topic(out: &mut Stream, file: &Loaded<schema::Topic>, places: &Sources) {
    let topic = &file.value;
    out.raw(&file.id);
    out.line(topic.title.get_ref());
    out.lines(&topic.names);
    out.line(topic.summary.get_ref());
    out.lines(&topic.body);
    misreadings(out, &topic.misreadings);
    places.list(out, &topic.sources);
}

/// Each field with its id, `<group>/<name>`.
fn fields(file: &Loaded<Fields>) -> impl Iterator<Item = (String, &schema::Field)> {
    file.value.iter().map(|(name, field)| (format!("{}/{name}", file.id), field))
}
