//! Cuts phrases into words.
//!
//! A phrase is cut at `*` into segments of words that stand next to each other.

use std::collections::BTreeSet;

use crate::words::{Word, hash, telling_words};

/// The most words a segment may have; the matcher keeps a place in it in one byte.
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
    for item in phrase.split_whitespace().map(without_punctuation) {
        if item.trim_end_matches('*').contains('*') {
            return Err(format!("`{item}`: `*` stands alone or at the end of a word"));
        }
    }
    verify(cut(phrase))
}

fn without_punctuation(item: &str) -> &str {
    item.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '*')
}

/// The words of a phrase, cut at each `*` that stands alone.
pub fn cut(phrase: &str) -> Segments {
    let mut segments = vec![Vec::new()];
    for item in phrase.split_whitespace() {
        let item = without_punctuation(item);
        let found: Vec<String> =
            telling_words(item).map(|word| spelled(item, word).to_owned()).collect();
        if found.is_empty() && item.contains('*') {
            segments.push(Vec::new());
            continue;
        }
        let segment = segments.last_mut().expect("starts with one segment");
        segment.extend(found);
        if let Some(last) = segment.last_mut().filter(|_| item.ends_with('*')) {
            last.push('*');
        }
    }
    segments
}

/// A word as it is stored: what stands for `isn't` is `not`.
fn spelled(item: &str, word: Word) -> &str {
    let own = &item[word.start..word.end];
    ["not", "cannot"].into_iter().find(|known| hash(known) == word.hash).unwrap_or(own)
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

/// The plain form of a phrase: its words with one blank in between, ` * ` for a gap.
pub fn plain(phrase: &Segments) -> String {
    let segments: Vec<String> = phrase.iter().map(|segment| segment.join(" ")).collect();
    segments.join(" * ")
}

/// How many different words there are.
pub fn vocabulary<'a>(phrases: impl Iterator<Item = &'a Segments>) -> usize {
    phrases.flatten().flatten().collect::<BTreeSet<_>>().len()
}
