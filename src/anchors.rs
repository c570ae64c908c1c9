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
struct Sentences {
    all: Vec<Sentence>,
    /// One bit for the low bits of each first word. Few words of a text begin a
    /// sentence, and the others need no search.
    first: [u64; 64],
}

impl Sentences {
    fn may_begin(&self, hash: u32) -> bool {
        self.first[hash as usize / 64 % 64] >> (hash % 64) & 1 == 1
    }
}

fn sentences() -> &'static Sentences {
    static ALL: OnceLock<Sentences> = OnceLock::new();
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
        let mut first = [0; 64];
        for hash in all.iter().filter_map(|sentence| sentence.words.first()) {
            first[*hash as usize / 64 % 64] |= 1 << (hash % 64);
        }
        Sentences { all, first }
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

/// A word of a text, with its line.
struct Heard {
    hash: u32,
    start: u32,
    end: u32,
    line: u32,
}

/// About how long a word is, with what stands behind it.
const BYTES_A_WORD: usize = 6;

/// All sentences of the tables in `input`, by place; of several that begin at
/// the same word the longest one.
pub(crate) fn anchors(input: &Input) -> Vec<Anchor> {
    let bytes: usize = input.lines().iter().map(|line| line.range().len()).sum();
    let mut text: Vec<Heard> = Vec::with_capacity(bytes / BYTES_A_WORD);
    for (line, span) in input.lines().iter().enumerate() {
        for word in words(input.of(*span)) {
            let (start, end) = (span.start + word.start as u32, span.start + word.end as u32);
            text.push(Heard { hash: word.hash, start, end, line: line as u32 });
        }
    }
    let known = sentences();
    let mut found = Vec::new();
    for (at, first) in text.iter().enumerate() {
        if !known.may_begin(first.hash) {
            continue;
        }
        let Some(record) = longest_at(&known.all, &text[at..]) else { continue };
        let Some(last) = text.get(at + record.words.len() - 1) else { continue };
        found.push(Anchor {
            says: record.says,
            source: record.source,
            line: first.line as usize,
            start: first.start as usize,
            end: last.end as usize,
        });
    }
    found
}

fn longest_at<'s>(all: &'s [Sentence], text: &[Heard]) -> Option<&'s Sentence> {
    let first = text.first()?.hash;
    let start = all.partition_point(|sentence| sentence.words.first() < Some(&first));
    let same = all[start..].iter().take_while(|sentence| sentence.words.first() == Some(&first));
    let fits = |sentence: &&Sentence| {
        sentence.words.len() <= text.len()
            && sentence.words.iter().zip(text).all(|(wanted, word)| *wanted == word.hash)
    };
    same.filter(fits).max_by_key(|sentence| sentence.words.len())
}
