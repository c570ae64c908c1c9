//! A tree whose branches are words, so that a text is read once, however many
//! phrases there are.

use super::index::{GAP, Index};

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
    /// Leads from a place in the tree and a word to the next place.
    branches: Branches,
    /// For each place in the tree the segment that ends there, plus one.
    ends: Vec<u16>,
    segments: Vec<Segment>,
}

impl Default for Tree {
    /// The root alone.
    fn default() -> Tree {
        Tree { known: Vec::new(), branches: Branches::new(), ends: vec![0], segments: Vec::new() }
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
        for (id, phrase) in index.phrases_of(word) {
            for (place, words) in (0..).zip(index.words_of(phrase).split(|word| *word == GAP)) {
                let at = words.iter().fold(0, |at, word| self.branch(at, *word));
                let this = self.segments.len() as u16 + 1;
                let next = std::mem::replace(&mut self.ends[at as usize], this);
                self.segments.push(Segment { phrase: id, place, next });
            }
        }
    }

    /// The place that `word` leads to; a new one where there is none.
    fn branch(&mut self, at: u16, word: u16) -> u16 {
        let next = self.ends.len() as u16;
        let place = self.branches.add(at, word, next);
        if place == next {
            self.ends.push(0);
        }
        place
    }

    /// Where a word leads to from a place in the tree; 0 is the root.
    pub fn step(&self, at: u16, word: u16) -> Option<u16> {
        self.branches.get(at, word)
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

/// The branches of the tree, with open addressing.
struct Branches {
    /// From which place, by which word, to which place; 0 is free.
    slots: Vec<(u16, u16, u16)>,
    used: usize,
}

/// Enough for the words of a few replies.
const SLOTS: usize = 1 << 10;

impl Branches {
    fn new() -> Branches {
        Branches { slots: vec![(0, 0, 0); SLOTS], used: 0 }
    }

    fn slot(&self, at: u16, word: u16) -> usize {
        let mask = self.slots.len() - 1;
        let key = u32::from(at) << 16 | u32::from(word);
        let mut slot = (key.wrapping_mul(0x9e37_79b1) >> 8) as usize & mask;
        while let (from, by, 1..) = self.slots[slot]
            && (from, by) != (at, word)
        {
            slot = (slot + 1) & mask;
        }
        slot
    }

    #[inline]
    fn get(&self, at: u16, word: u16) -> Option<u16> {
        Some(self.slots[self.slot(at, word)].2).filter(|to| *to != 0)
    }

    /// The place that the word leads to, which is `new` when it led nowhere before.
    fn add(&mut self, at: u16, word: u16, new: u16) -> u16 {
        if let Some(to) = self.get(at, word) {
            return to;
        }
        self.used += 1;
        if self.used * 2 > self.slots.len() {
            let twice = vec![(0, 0, 0); self.slots.len() * 2];
            for old in std::mem::replace(&mut self.slots, twice) {
                if old.2 != 0 {
                    let slot = self.slot(old.0, old.1);
                    self.slots[slot] = old;
                }
            }
        }
        let slot = self.slot(at, word);
        self.slots[slot] = (at, word, new);
        new
    }
}
