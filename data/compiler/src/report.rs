//! What is in the knowledge base, for the people who write it.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::check::family;
use crate::load::Base;
use crate::phrases::{Segments, parse, vocabulary};

/// A few lines: how much there is of what, and what is oldest.
#[must_use]
pub fn report(base: &Base) -> String {
    let mut out = String::new();
    let codes: usize = base.reply_codes.iter().map(|file| file.value.codes.len()).sum();
    let enhanced: usize = base.enhanced_codes.iter().map(|file| file.value.codes.len()).sum();
    let lists: usize = base.blocklists.iter().map(|file| file.value.lists.len()).sum();
    let _ = writeln!(
        out,
        "{} entries, {} causes, {} providers, {lists} block lists, {codes} reply codes, {enhanced} enhanced codes, {} topics",
        base.entries.len(),
        base.causes.len(),
        base.providers.len(),
        base.topics.len(),
    );
    phrases(base, &mut out);
    counts(
        &mut out,
        "entries by folder",
        base.entries.iter().map(|e| e.id.split('/').next().unwrap_or_default()),
    );
    counts(
        &mut out,
        "entries by cause",
        base.entries.iter().map(|e| e.value.cause.get_ref().as_str()),
    );
    let certainty = |e: &crate::schema::Entry| {
        e.certainty.as_ref().map_or("by rank", |c| c.get_ref().as_str()).to_owned()
    };
    let words: Vec<String> = base.entries.iter().map(|e| certainty(&e.value)).collect();
    counts(&mut out, "entries by certainty", words.iter().map(String::as_str));
    counts(
        &mut out,
        "causes by family",
        base.causes.iter().filter_map(|c| Some(family(&c.id)?.as_str())),
    );
    oldest(base, &mut out);
    out
}

fn counts<'a>(out: &mut String, title: &str, keys: impl Iterator<Item = &'a str>) {
    let mut counts = BTreeMap::<&str, usize>::new();
    for key in keys {
        *counts.entry(key).or_default() += 1;
    }
    let list: Vec<String> = counts.iter().map(|(key, count)| format!("{key} {count}")).collect();
    let _ = writeln!(out, "{title}: {}", list.join(", "));
}

fn oldest(base: &Base, out: &mut String) {
    let entries =
        base.entries.iter().map(|file| (file.value.reviewed.to_string(), file.id.as_str()));
    let causes = base.causes.iter().map(|file| (file.value.reviewed.to_string(), file.id.as_str()));
    let providers =
        base.providers.iter().map(|file| (file.value.reviewed.to_string(), file.id.as_str()));
    let topics = base.topics.iter().map(|file| (file.value.reviewed.to_string(), file.id.as_str()));
    let mut reviewed: Vec<(String, &str)> =
        entries.chain(causes).chain(providers).chain(topics).collect();
    reviewed.sort();
    let list: Vec<String> =
        reviewed.iter().take(5).map(|(date, id)| format!("{id} {date}")).collect();
    let _ = writeln!(out, "longest not reviewed: {}", list.join(", "));
}

/// How many phrases there are, and which ones begin like a shorter one.
fn phrases(base: &Base, out: &mut String) {
    let mut all: Vec<(Segments, &str)> = Vec::new();
    for entry in &base.entries {
        all.extend(
            entry
                .value
                .conditions
                .phrases
                .all
                .iter()
                .filter_map(|p| Some((parse(p.get_ref()).ok()?, entry.id.as_str()))),
        );
    }
    let texts = || all.iter().map(|(segments, _)| segments);
    let words = vocabulary(texts());
    let _ = writeln!(out, "{} phrases with {words} different words", all.len());
    all.sort();
    let prefixes: Vec<String> = all
        .windows(2)
        .filter(|pair| {
            pair[0].1 != pair[1].1
                && pair[0].0.len() == 1
                && pair[1].0[0].starts_with(&pair[0].0[0])
        })
        .map(|pair| format!("`{}` ({}) of ({})", pair[0].0[0].join(" "), pair[0].1, pair[1].1))
        .collect();
    let _ = writeln!(out, "phrases that begin another entry's phrase: {}", prefixes.len());
    for line in prefixes.iter().take(20) {
        let _ = writeln!(out, "  {line}");
    }
}
