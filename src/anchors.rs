//! Sentences by which the notices of mail systems are recognised.
//!
//! They stand in `data/notices`, in every language that a system writes in, and
//! are compiled into hashes of their words: blanks, line ends, quoting and
//! punctuation make no difference.

use crate::input::Input;
use crate::vocabulary::Says;
use crate::words::words;

/// A sentence of the tables.
pub(crate) struct AnchorRecord {
    /// What it says.
    says: Says,
    /// The program or service that writes so, when only one does.
    source: Option<&'static str>,
    /// The hashes of its words.
    words: &'static [u32],
}

include!(concat!(env!("OUT_DIR"), "/anchors.rs"));

/// A sentence that was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Anchor {
    /// What it says.
    pub(crate) says: Says,
    /// The program or service that writes so, when only one does.
    pub(crate) source: Option<&'static str>,
    /// Index of the line in which it begins.
    pub(crate) line: usize,
    /// Its first byte.
    pub(crate) start: usize,
    /// The byte after its last word.
    pub(crate) end: usize,
}

/// All sentences of the tables in `input`, by place; of several that begin at
/// the same word the longest one.
pub(crate) fn anchors(input: &Input) -> Vec<Anchor> {
    let mut text: Vec<(u32, usize, usize, usize)> = Vec::new();
    for (line, span) in input.lines().iter().enumerate() {
        let base = span.start as usize;
        text.extend(
            words(input.of(*span))
                .map(|word| (word.hash, base + word.start, base + word.end, line)),
        );
    }
    let found = (0..text.len()).filter_map(|at| {
        let record = longest_at(&text[at..])?;
        let end = text.get(at + record.words.len() - 1)?.2;
        let (_, start, _, line) = text[at];
        Some(Anchor { says: record.says, source: record.source, line, start, end })
    });
    found.collect()
}

fn longest_at(text: &[(u32, usize, usize, usize)]) -> Option<&'static AnchorRecord> {
    let first = text.first()?.0;
    let start = ANCHORS.partition_point(|record| record.words.first() < Some(&first));
    let same = ANCHORS[start..].iter().take_while(|record| record.words.first() == Some(&first));
    let fits = |record: &&AnchorRecord| {
        record.words.len() <= text.len()
            && record.words.iter().zip(text).all(|(wanted, word)| *wanted == word.0)
    };
    same.filter(fits).max_by_key(|record| record.words.len())
}
