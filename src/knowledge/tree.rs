//! A tree whose branches are words, so that a text is read once, however many
//! phrases there are.

use super::index::{GAP, Index, Owner};
use super::numbering::Numbering;

/// A phrase: segments of words that stand next to each other.
#[derive(Clone, Copy)]
pub struct Phrase {
    pub owner: Owner,
    /// How many segments it has.
    pub segments: u8,
    /// How much it tells: more with each word, and most with rare ones.
    pub weight: u16,
    /// The rarest of its whole words: without it the phrase is not there.
    pub rarest: u16,
}

/// A segment of a phrase: words that stand next to each other.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    /// Its phrase.
    pub phrase: u16,
    /// Which segment of the phrase it is.
    pub place: u8,
    /// Another segment of the same words, plus one; 0 when there is none.
    next: u16,
}

/// The phrases that were needed so far.
pub struct Tree {
    /// The words whose phrases are in the tree.
    known: Vec<bool>,
    /// The branches, each from a place of the tree by a word. It leads to the place that has the
    /// number after its own; the root has none.
    branches: Numbering,
    /// For each place in the tree the segment that ends there, plus one.
    ends: Vec<u16>,
    segments: Vec<Segment>,
    phrases: Vec<Phrase>,
}

impl Default for Tree {
    /// The root alone.
    fn default() -> Tree {
        Tree {
            known: Vec::new(),
            branches: Numbering::new(SLOTS),
            ends: vec![0],
            segments: Vec::new(),
            phrases: Vec::new(),
        }
    }
}

impl Tree {
    /// Whether the phrases of which `word` is the rarest word are in the tree.
    pub fn has(&self, word: u16) -> bool {
        self.known.get(word as usize).copied().unwrap_or_default()
    }

    /// Adds the phrases of which `word` is the rarest word.
    pub fn add(&mut self, index: &Index, word: u16) {
        if self.has(word) {
            return;
        }
        self.known.resize(self.known.len().max(word as usize + 1), false);
        self.known[word as usize] = true;
        index.for_each_of(word, |owner, words| self.add_phrase(index, owner, words));
    }

    fn add_phrase(&mut self, index: &Index, owner: Owner, words: &[u16]) {
        let phrase = self.phrases.len() as u16;
        let mut segments = 0;
        for segment in words.split(|word| *word == GAP) {
            let at = segment.iter().fold(0, |at, word| self.branch(at, *word));
            let this = self.segments.len() as u16 + 1;
            let next = std::mem::replace(&mut self.ends[at as usize], this);
            self.segments.push(Segment { phrase, place: segments, next });
            segments += 1;
        }
        let known = &index.vocabulary;
        let weight = words.iter().map(|word| known.weight(*word)).sum();
        let whole = words.iter().copied().filter(|word| known.is_whole(*word));
        let rarest = whole.max().unwrap_or_default();
        self.phrases.push(Phrase { owner, segments, weight, rarest });
    }

    pub fn phrase(&self, id: u16) -> &Phrase {
        &self.phrases[id as usize]
    }

    /// The place that `word` leads to; a new one where there is none.
    fn branch(&mut self, at: u16, word: u16) -> u16 {
        let place = self.branches.add(key(at, word)) + 1;
        self.ends.resize(self.branches.len() + 1, 0);
        place
    }

    /// Where a word leads to from a place in the tree; 0 is the root.
    pub fn step(&self, at: u16, word: u16) -> Option<u16> {
        Some(self.branches.get(key(at, word))? + 1)
    }

    /// The segments that end at a place of the tree.
    pub fn ending_at(&self, place: u16) -> impl Iterator<Item = Segment> + '_ {
        let mut next = self.ends[place as usize];
        std::iter::from_fn(move || {
            let segment = self.segments[next.checked_sub(1)? as usize];
            next = segment.next;
            Some(segment)
        })
    }
}

/// Enough for the words of a few replies.
const SLOTS: usize = 1 << 10;

/// A number of its own for each place and word; its lower bits depend on all of both.
fn key(at: u16, word: u16) -> u32 {
    let both = u32::from(at) << 16 | u32::from(word);
    both.wrapping_mul(0x9e37_79b1).rotate_left(16)
}
