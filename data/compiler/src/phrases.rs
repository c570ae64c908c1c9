//! Compiles phrases into tables for one pass over the words of a text.
//!
//! A phrase is cut at `*` into segments of words that stand next to each other.
//! Each segment is found by its rarest word, its *anchor*; the words around the
//! anchor are compared only where the anchor occurs. So a text costs one look-up
//! a word, and a phrase costs two bytes a word.

use std::collections::{BTreeMap, BTreeSet};

use crate::words::{hash_of, words};

/// The most words a segment may have; the anchor's place in it is one byte.
pub const LONGEST_SEGMENT: usize = 40;

/// A phrase cut into segments; a word that ends in `*` stands for its beginning.
pub type Segments = Vec<Vec<String>>;

/// Cuts a phrase.
///
/// # Errors
///
/// A sentence for the author about what is wrong.
pub fn parse(phrase: &str) -> Result<Segments, String> {
    if phrase.chars().any(char::is_uppercase) {
        return Err("phrases are written in lower case".into());
    }
    let mut segments = vec![Vec::new()];
    for item in phrase.split_whitespace() {
        let item = item.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '*');
        let found: Vec<String> =
            words(item).map(|word| item[word.start..word.end].to_owned()).collect();
        if found.is_empty() && item.contains('*') {
            segments.push(Vec::new());
            continue;
        }
        if item.trim_end_matches('*').contains('*') {
            return Err(format!("`{item}`: `*` stands alone or at the end of a word"));
        }
        let segment = segments.last_mut().expect("starts with one segment");
        segment.extend(found);
        if item.ends_with('*') {
            match segment.last_mut() {
                Some(last) => last.push('*'),
                None => return Err("`*` at the end of a word needs a word before it".into()),
            }
        }
    }
    verify(segments)
}

fn verify(segments: Segments) -> Result<Segments, String> {
    if segments.iter().any(Vec::is_empty) {
        return Err("`*` stands between words, not at the beginning or end of a phrase".into());
    }
    if segments.iter().any(|segment| segment.len() > LONGEST_SEGMENT) {
        return Err(format!("at most {LONGEST_SEGMENT} words between two `*`"));
    }
    if let Some(short) =
        segments.iter().flatten().find(|word| word.ends_with('*') && word.len() < 4)
    {
        return Err(format!("`{short}` is too short: at least three letters before `*`"));
    }
    if segments.iter().any(|segment| segment.iter().all(|word| word.ends_with('*'))) {
        return Err("each part of a phrase needs at least one whole word".into());
    }
    Ok(segments)
}

/// The tables.
#[derive(Debug, Default)]
pub struct Tables {
    /// All whole words, sorted; the id of a word is its index.
    pub vocabulary: Vec<String>,
    /// All beginnings of words, sorted; their ids follow those of the words.
    pub prefixes: Vec<String>,
    /// The word ids of all segments, one after the other.
    pub words: Vec<u16>,
    /// Where each segment ends in `words`. Segments are sorted by their anchor.
    pub ends: Vec<u32>,
    /// Which word of each segment is the anchor.
    pub anchors: Vec<u8>,
    /// The segments of each phrase.
    pub phrases: Vec<Vec<u16>>,
}

impl Tables {
    /// Compiles `phrases`; the id of a phrase is its index.
    pub fn new(phrases: &[Segments]) -> Tables {
        let distinct: BTreeSet<&Vec<String>> = phrases.iter().flatten().collect();
        let mut counts = BTreeMap::<&str, usize>::new();
        for word in distinct.iter().flat_map(|segment| segment.iter()) {
            *counts.entry(word).or_default() += 1;
        }
        let (prefixes, vocabulary): (Vec<&str>, Vec<&str>) =
            counts.keys().partition(|word| word.ends_with('*'));
        let id = |word: &str| match vocabulary.binary_search(&word) {
            Ok(at) => at,
            Err(_) => {
                vocabulary.len() + prefixes.binary_search(&word).expect("every word was counted")
            }
        };
        let mut ordered: Vec<(usize, usize, &Vec<String>)> = distinct
            .into_iter()
            .map(|segment| {
                let anchor = anchor(segment, &counts);
                (id(&segment[anchor]), anchor, segment)
            })
            .collect();
        ordered.sort();
        let mut tables = Tables {
            vocabulary: vocabulary.iter().map(ToString::to_string).collect(),
            prefixes: prefixes.iter().map(|word| word.trim_end_matches('*').to_owned()).collect(),
            ..Tables::default()
        };
        let mut index = BTreeMap::new();
        for (_, anchor, segment) in &ordered {
            index.insert(*segment, index.len() as u16);
            tables.words.extend(segment.iter().map(|word| id(word) as u16));
            tables.ends.push(tables.words.len() as u32);
            tables.anchors.push(*anchor as u8);
        }
        tables.phrases = phrases
            .iter()
            .map(|phrase| phrase.iter().map(|segment| index[segment]).collect())
            .collect();
        tables
    }

    /// Words that share a hash, which the matcher could not tell apart.
    pub fn collisions(&self) -> Vec<(String, String)> {
        let mut seen = BTreeMap::new();
        let mut found = Vec::new();
        for word in &self.vocabulary {
            if let Some(other) = seen.insert(hash_of(word), word) {
                found.push((other.clone(), word.clone()));
            }
        }
        found
    }
}

/// The rarest whole word of a segment; the longer one of two.
fn anchor(segment: &[String], counts: &BTreeMap<&str, usize>) -> usize {
    (0..segment.len())
        .filter(|at| !segment[*at].ends_with('*'))
        .min_by_key(|at| (counts[segment[*at].as_str()], usize::MAX - segment[*at].len()))
        .expect("each segment has a whole word")
}
