//! The patterns of the knowledge base: phrases of which some places have several words to choose from.
//!
//! The build stores them as the numbers of their words. Each is spelled out into phrases, which go
//! into the tree, when the rarest of its words is first heard: a text has few of the words.

use std::sync::{OnceLock, PoisonError, RwLock, RwLockReadGuard};

use super::records;
use super::stream::Stream;
use super::tree::Tree;
use super::vocabulary::Vocabulary;
use crate::words::hash;

/// Whose phrase it is, by index into the records of that name.
#[derive(Clone, Copy, Debug)]
pub enum Owner {
    /// The phrase speaks for the entry.
    Entry(u16),
    /// The phrase gives the provider away.
    Provider(u16),
    /// The phrase names the block list.
    Blocklist(u16),
}

/// What stands between the numbers of words in the stored phrases.
const END_OF_LIST: u32 = 0;
const END_OF_PHRASE: u32 = 1;
const STORED_GAP: u32 = 2;
const STORED_OR: u32 = 3;
const STORED_WORDS: u32 = 4;

/// Stands between two segments in place of a word.
pub const GAP: u16 = OR - 1;

/// The bit of a word that may stand in place of the one before it.
const OR: u16 = 1 << 15;

/// Phrases that differ in single words.
pub struct Pattern {
    pub owner: Owner,
    /// Where its words begin and end in [`Index::words`].
    words: (u32, u32),
}

/// A pattern of which a word is the rarest.
struct Link {
    pattern: u16,
    /// Another one of the same word, plus one; 0 when there is none.
    next: u16,
}

/// All patterns, and the tree of those phrases that were needed so far.
pub struct Index {
    pub vocabulary: Vocabulary,
    /// The words of Postfix's `Recipient address rejected:`.
    pub frame: [Option<u16>; 3],
    patterns: Vec<Pattern>,
    /// For each entry where its own patterns begin, where they end, and where those end that speak
    /// against it.
    entries: Vec<(u16, u16, u16)>,
    /// The words of all patterns.
    words: Vec<u16>,
    links: Vec<Link>,
    /// For each word a link to a pattern of which it is the rarest, plus one; 0 when there is none.
    of_rarest: Vec<u16>,
    tree: RwLock<Tree>,
}

impl Index {
    /// The one index.
    pub fn get() -> &'static Index {
        static INDEX: OnceLock<Index> = OnceLock::new();
        INDEX.get_or_init(Index::new)
    }

    fn new() -> Index {
        let mut from = records::phrases();
        let [entries, providers, lists] = [(); 3].map(|()| from.number() as u16);
        let vocabulary = Vocabulary::read(&mut from);
        let of_rarest = vec![0; vocabulary.len()];
        let frame = ["recipient", "address", "rejected"];
        let mut index = Index {
            frame: frame.map(|word| vocabulary.word(hash(word))),
            vocabulary,
            patterns: Vec::new(),
            entries: Vec::with_capacity(entries.into()),
            words: Vec::new(),
            links: Vec::new(),
            of_rarest,
            tree: RwLock::default(),
        };
        for at in 0..entries {
            let first = index.patterns.len();
            index.read(&mut from, Owner::Entry(at), true);
            let end = index.patterns.len();
            index.read(&mut from, Owner::Entry(at), false);
            let against = index.patterns.len();
            index.entries.push((first as u16, end as u16, against as u16));
        }
        (0..providers).for_each(|at| index.read(&mut from, Owner::Provider(at), true));
        (0..lists).for_each(|at| index.read(&mut from, Owner::Blocklist(at), true));
        index
    }

    /// Reads a list of patterns. Those that only speak against their owner are not looked for.
    fn read(&mut self, from: &mut Stream, owner: Owner, wanted: bool) {
        let mut first = self.words.len();
        let mut or = 0;
        loop {
            match from.number() {
                STORED_GAP => self.words.push(GAP),
                STORED_OR => or = OR,
                end @ (END_OF_LIST | END_OF_PHRASE) => {
                    if self.words.len() > first {
                        self.end(first, owner, wanted);
                    }
                    first = self.words.len();
                    if end == END_OF_LIST {
                        return;
                    }
                }
                word => {
                    self.words.push((word - STORED_WORDS) as u16 | or);
                    or = 0;
                }
            }
        }
    }

    /// The words from `first` on are a pattern.
    fn end(&mut self, first: usize, owner: Owner, wanted: bool) {
        let pattern = self.patterns.len() as u16;
        self.patterns.push(Pattern { owner, words: (first as u32, self.words.len() as u32) });
        let words = &self.words[first..];
        let Some(rarest) = rarest(&self.vocabulary, words).filter(|_| wanted) else { return };
        let (first, others) = words[rarest.start..].split_first().unwrap_or((&GAP, &[]));
        let others = others.iter().take_while(|word| **word & OR != 0);
        for word in std::iter::once(first).chain(others) {
            let link = self.links.len() as u16 + 1;
            let next = std::mem::replace(&mut self.of_rarest[number(*word) as usize], link);
            self.links.push(Link { pattern, next });
        }
    }

    /// The tree with every phrase that may stand in a text of these words.
    pub fn tree(&self, words: impl Iterator<Item = u16> + Clone) -> RwLockReadGuard<'_, Tree> {
        let tree = self.tree.read().unwrap_or_else(PoisonError::into_inner);
        if words.clone().all(|word| tree.has(word)) {
            return tree;
        }
        drop(tree);
        let mut tree = self.tree.write().unwrap_or_else(PoisonError::into_inner);
        for word in words {
            tree.add(self, word);
        }
        drop(tree);
        self.tree.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The entries without phrases of their own.
    pub fn wordless_entries(&self) -> impl Iterator<Item = u16> + '_ {
        let all = (0..).zip(&self.entries);
        all.filter(|(_, (first, end, _))| first == end).map(|(entry, _)| entry)
    }

    /// The patterns that speak against the entry at a place.
    pub fn patterns_against(&self, entry: u16) -> &[Pattern] {
        let (_, first, end) = self.entries[usize::from(entry)];
        &self.patterns[first as usize..end as usize]
    }

    /// The phrases of which `word` is the rarest word.
    pub fn for_each_of(&self, word: u16, mut visit: impl FnMut(Owner, &[u16])) {
        let mut next = self.of_rarest[word as usize];
        while let Some(at) = next.checked_sub(1) {
            let link = &self.links[at as usize];
            next = link.next;
            let pattern = &self.patterns[link.pattern as usize];
            let words = self.words_of(pattern);
            let mut places: Vec<&[u16]> = places(words).collect();
            if let Some(rarest) = rarest(&self.vocabulary, words) {
                places[rarest.nth] = std::slice::from_ref(&word);
            }
            spell_out(&places, &mut Vec::new(), &mut |words| visit(pattern.owner, words));
        }
    }

    /// The words of a pattern; see [`places`].
    pub fn words_of(&self, pattern: &Pattern) -> &[u16] {
        &self.words[pattern.words.0 as usize..pattern.words.1 as usize]
    }
}

/// The words of each place of a pattern: one, several of which one stands there, or [`GAP`].
pub fn places(words: &[u16]) -> impl Iterator<Item = &[u16]> {
    words.chunk_by(|_, next| next & OR != 0)
}

/// The number of a word in a place.
pub fn number(word: u16) -> u16 {
    word & !OR
}

/// Visits each phrase of a pattern, with [`GAP`] between its segments.
pub fn spell_out(places: &[&[u16]], chosen: &mut Vec<u16>, visit: &mut impl FnMut(&[u16])) {
    let Some((first, rest)) = places.split_first() else { return visit(chosen) };
    for word in *first {
        chosen.push(number(*word));
        spell_out(rest, chosen, visit);
        chosen.pop();
    }
}

/// The place of a pattern that is the rarest one.
struct Rarest {
    /// Which one it is.
    nth: usize,
    /// Where its words begin.
    start: usize,
}

/// Which place is the rarest one: without one of its words the pattern is not there. Words are numbered
/// by how often they are used. A place for a beginning may be filled by words that have no number.
fn rarest(vocabulary: &Vocabulary, words: &[u16]) -> Option<Rarest> {
    let whole = vocabulary.whole();
    // The commonest word of a place counts: its number plus one, or 0 for a place with a beginning.
    let rank = |word: u16| if number(word) < whole { number(word) + 1 } else { 0 };
    let (mut best, mut best_rank) = (Rarest { nth: 0, start: 0 }, 0);
    let (mut nth, mut start, mut lowest) = (0, 0, u16::MAX);
    for (at, word) in words.iter().enumerate() {
        if word & OR == 0 && at > 0 {
            if lowest >= best_rank {
                (best, best_rank) = (Rarest { nth, start }, lowest);
            }
            (nth, start, lowest) = (nth + 1, at, u16::MAX);
        }
        lowest = lowest.min(rank(*word));
    }
    if lowest >= best_rank {
        (best, best_rank) = (Rarest { nth, start }, lowest);
    }
    (best_rank > 0 && !words.is_empty()).then_some(best)
}
