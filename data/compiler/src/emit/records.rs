//! Causes, entries, providers, block lists and topics.

use std::fmt::Write;

use super::{Places, literal as lit};
use crate::check::{cause_id, family};
use crate::load::{Base, Loaded};
use crate::schema;

pub fn emit(base: &Base, places: &Places, out: &mut String) {
    list(out, "CAUSES", "CauseRecord", base.causes.iter().map(cause));
    list(out, "ENTRIES", "EntryRecord", base.entries.iter().map(|file| entry(file, places)));
    list(out, "PROVIDERS", "ProviderRecord", base.providers.iter().map(provider));
    let lists = base.blocklists.iter().flat_map(|file| &file.value.lists);
    list(out, "BLOCKLISTS", "BlocklistRecord", lists.map(blocklist));
    let mut fields: Vec<(String, String)> = base.fields.iter().flat_map(fields).collect();
    fields.sort();
    list(out, "FIELDS", "FieldRecord", fields.into_iter().map(|(_, field)| field));
    list(out, "TOPICS", "TopicRecord", base.topics.iter().map(topic));
}

/// `pub static NAME: &[Type] = &[…];`
pub fn list(out: &mut String, name: &str, of: &str, items: impl Iterator<Item = String>) {
    let _ = writeln!(out, "pub static {name}: &[{of}] = &[");
    for item in items {
        let _ = writeln!(out, "    {of} {{ {item} }},");
    }
    out.push_str("];\n");
}

fn cause(file: &Loaded<schema::Cause>) -> String {
    let c = &file.value;
    let family = family(&file.id).map_or("Outcome", |family| family.as_str());
    format!(
        "title: {}, summary: {}, family: Family::{}, permanence: {}, scope: {}, actor: {}, action: {}, \
         retry_after_seconds: {:?}, steps: {}, misreadings: {}, topics: {}, sources: {}",
        lit::text(&c.title),
        lit::text(&c.summary),
        lit::variant(family),
        lit::word("Permanence", &c.permanence),
        lit::word("Scope", &c.scope),
        lit::word("Actor", &c.actor),
        lit::word("Action", &c.action),
        c.retry_after_seconds,
        lit::steps(&c.steps),
        lit::misreadings(&c.misreadings),
        lit::texts(&c.topics),
        lit::sources(&c.sources),
    )
}

fn entry(file: &Loaded<schema::Entry>, places: &Places) -> String {
    let e = &file.value;
    let codes =
        e.conditions.codes.iter().filter_map(|code| crate::check::reply_pattern(code.get_ref()));
    let provider = e.provider.as_ref().and_then(|id| places.providers.get(id.get_ref().as_str()));
    format!(
        "id: {:?}, cause: {}, provider: {provider:?}, codes: {}, enhanced: {}, has_phrases: {}, from_provider: {}, \
         title: {}, summary: {}, {}, retry_after_seconds: {:?}, standard_code: {:?}, steps: {}, topics: {}, sources: {}",
        file.id,
        lit::cause(cause_id(e.cause.get_ref())),
        lit::slice(codes.map(|code| code.to_string())),
        lit::slice(e.conditions.enhanced.iter().map(super::codes::pattern)),
        !e.conditions.phrases.is_empty(),
        e.conditions.from_provider,
        lit::optional_text(e.title.as_ref()),
        lit::optional_text(e.summary.as_ref()),
        overrides(e),
        e.retry_after_seconds,
        e.standard_code,
        lit::steps(&e.steps),
        lit::texts(&e.topics),
        lit::sources(&e.sources),
    )
}

fn overrides(e: &schema::Entry) -> String {
    format!(
        "scope: {}, actor: {}, action: {}, permanence: {}, certainty: {}, outcome: {}",
        lit::optional_word("Scope", e.scope.as_ref()),
        lit::optional_word("Actor", e.actor.as_ref()),
        lit::optional_word("Action", e.action.as_ref()),
        lit::optional_word("Permanence", e.permanence.as_ref()),
        lit::optional_word("Certainty", e.certainty.as_ref()),
        lit::optional_word("Outcome", e.outcome.as_ref()),
    )
}

fn provider(file: &Loaded<schema::Provider>) -> String {
    let p = &file.value;
    format!(
        "id: {:?}, name: {}, kind: {}, url: {}, help_url: {}, hosts: {}, domains: {}",
        file.id,
        lit::text(&p.name),
        lit::word("ProviderKind", &p.kind),
        lit::optional_text(p.url.as_ref()),
        lit::optional_text(p.help_url.as_ref()),
        lit::texts(&p.recognise.hosts),
        lit::texts(&p.recognise.domains),
    )
}

fn blocklist(list: &schema::Blocklist) -> String {
    format!(
        "id: {}, name: {}, url: {}, fallback_url: {}, closed: {}, note: {}",
        lit::text(&list.id),
        lit::text(&list.name),
        lit::optional_text(list.url.as_ref()),
        lit::optional_text(list.fallback_url.as_ref()),
        list.closed,
        lit::text(&list.note),
    )
}

fn topic(file: &Loaded<schema::Topic>) -> String {
    let t = &file.value;
    format!(
        "id: {:?}, title: {}, names: {}, summary: {}, body: {}, misreadings: {}, sources: {}",
        file.id,
        lit::text(&t.title),
        lit::texts(&t.names),
        lit::text(&t.summary),
        lit::texts(&t.body),
        lit::misreadings(&t.misreadings),
        lit::sources(&t.sources),
    )
}

/// Each field with its id, `<group>/<name>`, to sort by.
fn fields(file: &Loaded<crate::load::Fields>) -> impl Iterator<Item = (String, String)> + '_ {
    file.value.iter().map(|(name, field)| {
        let id = format!("{}/{name}", file.id);
        let (title, note) = (lit::text(&field.title), lit::text(&field.note));
        let record = format!("id: {id:?}, title: {title}, note: {note}");
        (id, record)
    })
}
