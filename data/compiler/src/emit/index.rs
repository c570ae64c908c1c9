//! The phrases of entries, providers and block lists as tables for the matcher.

use std::fmt::Write;

use crate::load::Base;
use crate::phrases::{Segments, Tables, parse};
use crate::schema::Text;

pub fn emit(base: &Base, out: &mut String) {
    let (owners, phrases): (Vec<String>, Vec<Segments>) = collect(base).into_iter().unzip();
    let tables = Tables::new(&phrases);
    let _ = writeln!(out, "pub static VOCABULARY: &str = {:?};", tables.vocabulary.join("\n"));
    let _ = writeln!(out, "pub static PREFIXES: &[&str] = &{:?};", tables.prefixes);
    let _ = writeln!(out, "pub static SEGMENT_WORDS: &[u16] = &{:?};", tables.words);
    let _ = writeln!(out, "pub static SEGMENT_ENDS: &[u32] = &{:?};", tables.ends);
    let _ = writeln!(out, "pub static SEGMENT_ANCHORS: &[u8] = &{:?};", tables.anchors);
    let segments: Vec<u16> = tables.phrases.iter().flatten().copied().collect();
    let ends: Vec<usize> = tables
        .phrases
        .iter()
        .scan(0, |end, phrase| {
            *end += phrase.len();
            Some(*end)
        })
        .collect();
    let _ = writeln!(out, "pub static PHRASE_SEGMENTS: &[u16] = &{segments:?};");
    let _ = writeln!(out, "pub static PHRASE_ENDS: &[u16] = &{ends:?};");
    let _ = writeln!(out, "pub static OWNERS: &[Owner] = &[{}];", owners.join(", "));
}

/// Every phrase with the literal of its owner.
pub fn collect(base: &Base) -> Vec<(String, Segments)> {
    let mut all = Vec::new();
    let mut add = |owner: String, texts: &[Text]| {
        all.extend(
            texts.iter().filter_map(|text| Some((owner.clone(), parse(text.get_ref()).ok()?))),
        );
    };
    for (at, entry) in base.entries.iter().enumerate() {
        add(format!("Owner::Entry({at})"), &entry.value.conditions.phrases);
        add(format!("Owner::Unless({at})"), &entry.value.conditions.unless);
    }
    for (at, provider) in base.providers.iter().enumerate() {
        add(format!("Owner::Provider({at})"), &provider.value.recognise.phrases);
    }
    for (at, list) in base.blocklists.iter().flat_map(|file| &file.value.lists).enumerate() {
        add(format!("Owner::Blocklist({at})"), &list.phrases);
    }
    all
}
