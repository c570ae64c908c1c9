//! The phrases of the knowledge base, prepared for finding them.
//!
//! Built at the first call from the phrases as text: a millisecond or two, and a
//! third of what tables would add to a download.

use std::sync::OnceLock;

use super::tables::records;
use crate::words::hash_of;

/// Whose phrase it is, by index into the records of that name.
#[derive(Clone, Copy, Debug)]
pub enum Owner {
    /// The phrase speaks for the entry.
    Entry(u16),
    /// The phrase speaks against the entry.
    Unless(u16),
    /// The phrase gives the provider away.
    Provider(u16),
    /// The phrase names the block list.
    Blocklist(u16),
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

struct Phrase {
    owner: Owner,
    segments: u8,
    weight: u16,
}

/// All phrases: a tree whose branches are words, so that a text is read once,
/// however many phrases there are.
pub struct Index {
    vocabulary: Vocabulary,
    /// Beginnings of words, sorted, with their ids.
    prefixes: Vec<(&'static str, u16)>,
    /// Leads from a place in the tree and a word to the next place.
    branches: Branches,
    /// For each place in the tree the segment that ends there, plus one.
    ends: Vec<u16>,
    segments: Vec<Segment>,
    phrases: Vec<Phrase>,
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
            prefixes: Vec::new(),
            branches: Branches::new(),
            ends: vec![0],
            segments: Vec::new(),
            phrases: Vec::new(),
        };
        let base = records();
        let mut uses = Vec::new();
        for (at, entry) in (0..).zip(base.entries) {
            index.add(entry.phrases, Owner::Entry(at), &mut uses);
            index.add(entry.unless, Owner::Unless(at), &mut uses);
        }
        for (at, provider) in (0..).zip(base.providers) {
            index.add(provider.phrases, Owner::Provider(at), &mut uses);
        }
        for (at, list) in (0..).zip(base.blocklists) {
            index.add(list.phrases, Owner::Blocklist(at), &mut uses);
        }
        index.weigh(&uses);
        index
    }

    /// Adds phrases, one a line: words with one blank in between, ` * ` for a gap.
    /// `uses` gets the words of all phrases: how many, then their ids.
    fn add(&mut self, phrases: &'static str, owner: Owner, uses: &mut Vec<u16>) {
        for phrase in phrases.split('\n').filter(|phrase| !phrase.is_empty()) {
            let (id, length) = (self.phrases.len() as u16, uses.len());
            uses.push(0);
            let (mut at, mut place) = (0, 0);
            for word in phrase.split(' ') {
                if word == "*" {
                    self.end_segment(at, id, place);
                    (at, place) = (0, place + 1);
                } else {
                    let word = self.id(word);
                    uses.push(word);
                    at = self.branch(at, word);
                }
            }
            self.end_segment(at, id, place);
            uses[length] = (uses.len() - length - 1) as u16;
            self.phrases.push(Phrase { owner, segments: place + 1, weight: 0 });
        }
    }

    fn end_segment(&mut self, at: u16, phrase: u16, place: u8) {
        let this = self.segments.len() as u16 + 1;
        let next = std::mem::replace(&mut self.ends[at as usize], this);
        self.segments.push(Segment { phrase, place, next });
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

    /// The id of a word of a phrase; `beginning*` has one of its own.
    fn id(&mut self, word: &'static str) -> u16 {
        let Some(prefix) = word.strip_suffix('*') else {
            return self.vocabulary.add(hash_of(word));
        };
        let at = self.prefixes.partition_point(|(known, _)| *known < prefix);
        match self.prefixes.get(at) {
            Some((known, id)) if *known == prefix => *id,
            _ => {
                let id = self.vocabulary.add_nameless();
                self.prefixes.insert(at, (prefix, id));
                id
            }
        }
    }

    /// A phrase tells more with each word, and a rare word tells more than a frequent
    /// one: `spamcop net` more than `blocked using`, though both have two words.
    fn weigh(&mut self, mut uses: &[u16]) {
        let mut counts = vec![0u32; self.vocabulary.len()];
        let mut rest = uses;
        while let Some((words, others)) = first_phrase(rest) {
            words.iter().for_each(|word| counts[*word as usize] += 1);
            rest = others;
        }
        for phrase in &mut self.phrases {
            let Some((words, others)) = first_phrase(uses) else { break };
            phrase.weight = words.iter().map(|word| weight(counts[*word as usize])).sum();
            uses = others;
        }
    }

    /// The id of a whole word.
    pub fn word(&self, hash: u32) -> Option<u16> {
        self.vocabulary.get(hash)
    }

    /// The id of the longest beginning that `word` has.
    pub fn prefix(&self, word: &str) -> Option<u16> {
        let lower = || word.bytes().map(|byte| byte.to_ascii_lowercase());
        let after = self.prefixes.partition_point(|(prefix, _)| prefix.bytes().le(lower()));
        let begins = |prefix: &str| {
            word.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        // All that may fit stand before it, behind those of another first letter.
        let first = word.bytes().next()?.to_ascii_lowercase();
        self.prefixes[..after]
            .iter()
            .rev()
            .take_while(|(prefix, _)| prefix.as_bytes().first() == Some(&first))
            .find(|(prefix, _)| begins(prefix))
            .map(|(_, id)| *id)
    }

    /// Where a word leads to from a place in the tree; 0 is the root.
    pub fn step(&self, at: u16, word: u16) -> Option<u16> {
        self.branches.get(at, word)
    }

    /// The segments that end at a place of the tree, with their ids.
    pub fn ending_at(&self, place: u16) -> impl Iterator<Item = Segment> + '_ {
        let mut next = self.ends[place as usize];
        std::iter::from_fn(move || {
            let segment = self.segments[next.checked_sub(1)? as usize];
            next = segment.next;
            Some(segment)
        })
    }

    /// How many segments a phrase has.
    pub fn segments_of(&self, phrase: u16) -> usize {
        self.phrases[phrase as usize].segments.into()
    }

    /// How much a phrase tells.
    pub fn weight_of(&self, phrase: u16) -> u16 {
        self.phrases[phrase as usize].weight
    }

    /// Whose phrase it is.
    pub fn owner(&self, phrase: u16) -> Owner {
        self.phrases[phrase as usize].owner
    }
}

fn first_phrase(uses: &[u16]) -> Option<(&[u16], &[u16])> {
    let (length, rest) = uses.split_first()?;
    rest.split_at_checked((*length).into())
}

/// What a word of a phrase counts: 20 when no other phrase has it, 2 less each time
/// that twice as many do.
fn weight(uses: u32) -> u16 {
    20 - 2 * uses.max(1).ilog2().min(8) as u16
}

/// The branches of the tree, with open addressing.
struct Branches {
    /// From which place, by which word, to which place; 0 is free.
    slots: Vec<(u16, u16, u16)>,
    used: usize,
}

impl Branches {
    fn new() -> Branches {
        Branches { slots: vec![(0, 0, 0); 1 << 12], used: 0 }
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

/// Words by their hashes, with open addressing. The build has checked that no two
/// words of phrases have the same hash.
struct Vocabulary {
    /// The hash of each word, by its id.
    hashes: Vec<u32>,
    /// Word ids plus one; 0 is free.
    slots: Vec<u16>,
}

impl Vocabulary {
    fn new() -> Vocabulary {
        Vocabulary { hashes: Vec::new(), slots: vec![0; 1 << 10] }
    }

    fn len(&self) -> usize {
        self.hashes.len()
    }

    fn slot(&self, hash: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(id) = self.slots[at].checked_sub(1) {
            if self.hashes[id as usize] == hash {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }

    fn get(&self, hash: u32) -> Option<u16> {
        self.slots[self.slot(hash)].checked_sub(1)
    }

    fn add(&mut self, hash: u32) -> u16 {
        if let Some(id) = self.get(hash) {
            return id;
        }
        if self.hashes.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let slot = self.slot(hash);
        self.hashes.push(hash);
        self.slots[slot] = self.hashes.len() as u16;
        (self.hashes.len() - 1) as u16
    }

    /// An id that no word has.
    fn add_nameless(&mut self) -> u16 {
        self.hashes.push(0);
        (self.hashes.len() - 1) as u16
    }

    fn grow(&mut self) {
        let known = std::mem::take(&mut self.slots);
        self.slots = vec![0; known.len() * 2];
        for id in known.into_iter().filter(|id| *id > 0) {
            let slot = self.slot(self.hashes[id as usize - 1]);
            self.slots[slot] = id;
        }
    }
}
