//! Sentences by which the notices of mail systems are recognised.
//!
//! They stand in `data/notices`, in every language that a system writes in. Only
//! their words count: blanks, line ends, quoting and punctuation make no difference.

use std::sync::OnceLock;

use crate::input::Input;
use crate::vocabulary::Says;
use crate::words::words;

include!(concat!(env!("OUT_DIR"), "/anchors.rs"));

/// A sentence of the tables.
struct Sentence {
    /// What it says.
    says: Says,
    /// The program or service that writes so, when only one does.
    source: Option<&'static str>,
    /// The hashes of its words.
    words: Vec<u32>,
}

/// All sentences, sorted by their first words.
fn sentences() -> &'static [Sentence] {
    static ALL: OnceLock<Vec<Sentence>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all = Vec::new();
        for (says, source, lines) in SENTENCES {
            all.extend(lines.lines().map(|line| Sentence {
                says: *says,
                source: *source,
                words: words(line).map(|word| word.hash).collect(),
            }));
        }
        all.sort_unstable_by_key(|sentence: &Sentence| sentence.words.first().copied());
        all
    })
}

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

fn longest_at(text: &[(u32, usize, usize, usize)]) -> Option<&'static Sentence> {
    let first = text.first()?.0;
    let all = sentences();
    let start = all.partition_point(|sentence| sentence.words.first() < Some(&first));
    let same = all[start..].iter().take_while(|sentence| sentence.words.first() == Some(&first));
    let fits = |sentence: &&Sentence| {
        sentence.words.len() <= text.len()
            && sentence.words.iter().zip(text).all(|(wanted, word)| *wanted == word.0)
    };
    same.filter(fits).max_by_key(|sentence| sentence.words.len())
}
