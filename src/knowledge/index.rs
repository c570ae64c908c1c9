//! The phrases of the knowledge base, prepared for finding them.
//!
//! Built at the first call from the phrases as text, which is a third of what tables
//! would add to a download. Only the words are read then; a phrase goes into the tree
//! when the rarest of its words is first heard.

use std::sync::{OnceLock, PoisonError, RwLock, RwLockReadGuard};

use super::records::{BLOCKLISTS, PHRASES, PROVIDERS};
use super::tree::Tree;
use super::vocabulary::Vocabulary;
use crate::words::words;

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

/// A phrase: segments of words that stand next to each other.
pub struct Phrase {
    pub owner: Owner,
    /// How many segments it has.
    pub segments: u8,
    /// Whether it speaks against its owner.
    against: bool,
    /// How much it tells.
    pub weight: u16,
    /// The rarest of its whole words: without it the phrase is not there.
    pub rarest: u16,
    /// Another phrase with the same rarest word, plus one; 0 when there is none.
    next: u16,
    /// Where its words begin and end in [`Index::words`].
    words: (u32, u32),
}

/// Stands between two segments in place of a word.
pub const GAP: u16 = u16::MAX;

/// All phrases, and the tree of those that were needed so far.
pub struct Index {
    pub vocabulary: Vocabulary,
    phrases: Vec<Phrase>,
    /// For each entry where the phrases that speak against it begin and end.
    against: Vec<(u16, u16)>,
    /// The words of all phrases.
    words: Vec<u16>,
    /// How often each word is written in a phrase; as one of several alternatives too it is
    /// written once, however many phrases they make.
    uses: Vec<u32>,
    /// For each word a phrase of which it is the rarest, plus one; 0 when there is none.
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
        let mut index = Index {
            vocabulary: Vocabulary::new(),
            phrases: Vec::new(),
            against: Vec::new(),
            words: Vec::new(),
            uses: Vec::new(),
            of_rarest: Vec::new(),
            tree: RwLock::default(),
        };
        for (at, entry) in (0..).zip(PHRASES.all()) {
            index.add(entry.phrases, Owner::Entry(at));
            let first = index.phrases.len();
            index.add(entry.unless, Owner::Entry(at));
            index.phrases[first..].iter_mut().for_each(|phrase| phrase.against = true);
            index.against.push((first as u16, index.phrases.len() as u16));
        }
        for (at, provider) in (0..).zip(PROVIDERS.all()) {
            index.add(provider.phrases, Owner::Provider(at));
        }
        for (at, list) in (0..).zip(BLOCKLISTS.all()) {
            index.add(list.phrases, Owner::Blocklist(at));
        }
        index.weigh();
        index
    }

    /// Adds phrases, one a line: words with one blank in between, ` * ` for a gap,
    /// `*` right behind a word that is only a beginning, `|` between words of which
    /// one stands there.
    fn add(&mut self, lines: &'static str, owner: Owner) {
        let bytes = lines.as_bytes();
        let mut end = 0;
        let mut pattern = Pattern::default();
        for word in words(lines) {
            let mut or = false;
            for between in &bytes[end..word.start] {
                match between {
                    b'\n' => self.add_pattern(owner, &mut pattern),
                    b'*' => pattern.add(GAP, false),
                    b'|' => or = true,
                    _ => {}
                }
            }
            let begins = bytes.get(word.end) == Some(&b'*');
            end = word.end + usize::from(begins);
            let id = if begins {
                self.vocabulary.add_beginning(&lines[word.start..word.end])
            } else {
                self.vocabulary.add_word(word.hash)
            };
            pattern.add(id, or);
        }
        self.add_pattern(owner, &mut pattern);
    }

    /// Adds a phrase for each combination of the pattern's words, and clears the pattern.
    fn add_pattern(&mut self, owner: Owner, pattern: &mut Pattern) {
        let gaps = pattern.words.iter().filter(|word| **word == GAP).count();
        while !pattern.places.is_empty() {
            let before = self.words.len() as u32;
            self.words.extend(pattern.chosen());
            let words = (before, self.words.len() as u32);
            let segments = gaps as u8 + 1;
            let (weight, rarest, next) = (0, 0, 0);
            self.phrases.push(Phrase {
                owner,
                segments,
                against: false,
                weight,
                rarest,
                next,
                words,
            });
            pattern.next_combination();
        }
        for word in pattern.words.drain(..).filter(|word| *word != GAP) {
            let at = usize::from(word);
            self.uses.resize(self.uses.len().max(at + 1), 0);
            self.uses[at] += 1;
        }
    }

    /// A phrase tells more with each word, and a rare word tells more than a frequent
    /// one: `spamcop net` more than `blocked using`, though both have two words.
    fn weigh(&mut self) {
        let mut counts = std::mem::take(&mut self.uses);
        counts.resize(self.vocabulary.len(), 0);
        let weights: Vec<u16> = counts.iter().map(|uses| weight(*uses)).collect();
        for beginning in self.vocabulary.beginnings() {
            counts[beginning as usize] = u32::MAX;
        }
        self.of_rarest = vec![0; counts.len()];
        for (id, phrase) in (1..).zip(&mut self.phrases) {
            let words = &self.words[phrase.words.0 as usize..phrase.words.1 as usize];
            let words = words.iter().copied().filter(|word| *word != GAP);
            phrase.weight = words.clone().map(|word| weights[word as usize]).sum();
            phrase.rarest = words.min_by_key(|word| counts[*word as usize]).unwrap_or_default();
            if phrase.against {
                continue;
            }
            phrase.next = std::mem::replace(&mut self.of_rarest[phrase.rarest as usize], id);
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

    /// The phrases that speak against the entry at a place.
    pub fn phrases_against(&self, entry: u16) -> &[Phrase] {
        let (first, end) = self.against[usize::from(entry)];
        &self.phrases[first as usize..end as usize]
    }

    /// The phrases of which `word` is the rarest word, with their ids; those that speak against
    /// their owner are not among them.
    pub fn phrases_of(&self, word: u16) -> impl Iterator<Item = (u16, &Phrase)> {
        let mut next = self.of_rarest[word as usize];
        std::iter::from_fn(move || {
            let id = next.checked_sub(1)?;
            let phrase = self.phrase(id);
            next = phrase.next;
            Some((id, phrase))
        })
    }

    pub fn phrase(&self, id: u16) -> &Phrase {
        &self.phrases[id as usize]
    }

    /// The words of a phrase, with [`GAP`] between its segments.
    pub fn words_of(&self, phrase: &Phrase) -> &[u16] {
        &self.words[phrase.words.0 as usize..phrase.words.1 as usize]
    }
}

/// A phrase in which some places have several words to choose from.
#[derive(Default)]
struct Pattern {
    words: Vec<u16>,
    /// For each place where its words begin and end, and which one of them is chosen.
    places: Vec<(usize, usize, usize)>,
}

impl Pattern {
    /// Adds a word: to the last place, `or` else to a new one.
    fn add(&mut self, word: u16, or: bool) {
        let at = self.words.len();
        self.words.push(word);
        match self.places.last_mut() {
            Some((_, end, _)) if or => *end = at + 1,
            _ => self.places.push((at, at + 1, at)),
        }
    }

    fn chosen(&self) -> impl Iterator<Item = u16> + '_ {
        self.places.iter().map(|(.., chosen)| self.words[*chosen])
    }

    /// Chooses other words; no place is left when all combinations were chosen.
    fn next_combination(&mut self) {
        let more = self.places.iter().rposition(|(_, end, chosen)| chosen + 1 < *end);
        let Some(at) = more else { return self.places.clear() };
        self.places[at].2 += 1;
        for (first, _, chosen) in &mut self.places[at + 1..] {
            *chosen = *first;
        }
    }
}

/// What a word of a phrase counts: 20 when no other phrase has it, 2 less each time
/// that twice as many do.
fn weight(uses: u32) -> u16 {
    20 - 2 * uses.max(1).ilog2().min(8) as u16
}
