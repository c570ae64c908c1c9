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

/// Where a segment belongs.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Its phrase.
    pub phrase: u16,
    /// Which segment of the phrase it is.
    pub place: u8,
}

/// All phrases.
pub struct Index {
    vocabulary: Vocabulary,
    /// Beginnings of words, sorted, with their ids.
    prefixes: Vec<(&'static str, u16)>,
    /// The word ids of all segments, one after the other.
    words: Vec<u16>,
    segments: Vec<Segment>,
    owners: Vec<Owner>,
    /// How many segments each phrase has.
    counts: Vec<u8>,
    /// The ids of all segments, sorted by their anchor.
    by_anchor: Vec<u16>,
    /// For each word where its segments begin in `by_anchor`.
    first: Vec<u32>,
    /// How much each phrase tells.
    weights: Vec<u16>,
}

/// What a word of a phrase counts: 20 when no other phrase has it, 2 less each time
/// that twice as many do.
fn weight(uses: u32) -> u32 {
    (20 - 2 * uses.max(1).ilog2().min(8)).max(4)
}

struct Segment {
    start: u32,
    length: u8,
    anchor: u8,
    part: Part,
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
            words: Vec::new(),
            segments: Vec::new(),
            owners: Vec::new(),
            counts: Vec::new(),
            by_anchor: Vec::new(),
            first: Vec::new(),
            weights: Vec::new(),
        };
        let base = records();
        for (at, entry) in (0..).zip(base.entries) {
            index.add(entry.phrases, Owner::Entry(at));
            index.add(entry.unless, Owner::Unless(at));
        }
        for (at, provider) in (0..).zip(base.providers) {
            index.add(provider.phrases, Owner::Provider(at));
        }
        for (at, list) in (0..).zip(base.blocklists) {
            index.add(list.phrases, Owner::Blocklist(at));
        }
        let uses = index.uses();
        index.weigh(&uses);
        index.choose_anchors(uses);
        index.prefixes.sort_unstable();
        index
    }

    /// Adds phrases, one a line: words with one blank in between, ` * ` for a gap.
    fn add(&mut self, phrases: &'static str, owner: Owner) {
        for phrase in phrases.split('\n').filter(|phrase| !phrase.is_empty()) {
            let id = self.owners.len() as u16;
            let mut place = 0;
            for segment in phrase.split(" * ") {
                let start = self.words.len();
                for word in segment.split(' ') {
                    let word = self.id(word);
                    self.words.push(word);
                }
                self.segments.push(Segment {
                    start: start as u32,
                    length: (self.words.len() - start) as u8,
                    anchor: 0,
                    part: Part { phrase: id, place },
                });
                place += 1;
            }
            self.owners.push(owner);
            self.counts.push(place);
        }
    }

    /// The id of a word of a phrase; `beginning*` has one of its own.
    fn id(&mut self, word: &'static str) -> u16 {
        let Some(prefix) = word.strip_suffix('*') else {
            return self.vocabulary.add(hash_of(word));
        };
        if let Some((_, id)) = self.prefixes.iter().find(|(known, _)| *known == prefix) {
            return *id;
        }
        let id = self.vocabulary.add_nameless();
        self.prefixes.push((prefix, id));
        id
    }

    /// How many phrases use each word.
    fn uses(&self) -> Vec<u32> {
        let mut uses = vec![0u32; self.vocabulary.len()];
        self.words.iter().for_each(|word| uses[*word as usize] += 1);
        uses
    }

    /// A phrase tells more with each word, and a rare word tells more than a frequent
    /// one: `spamcop net` more than `blocked using`, though both have two words.
    fn weigh(&mut self, uses: &[u32]) {
        self.weights = vec![0; self.owners.len()];
        for segment in &self.segments {
            let words = &self.words[segment.start as usize..][..segment.length as usize];
            let weight: u32 = words.iter().map(|word| weight(uses[*word as usize])).sum();
            self.weights[segment.part.phrase as usize] += weight as u16;
        }
    }

    /// The anchor of a segment is its rarest whole word.
    fn choose_anchors(&mut self, mut uses: Vec<u32>) {
        self.prefixes.iter().for_each(|(_, id)| uses[*id as usize] = u32::MAX);
        let mut first = vec![0u32; self.vocabulary.len() + 1];
        for segment in &mut self.segments {
            let words = &self.words[segment.start as usize..][..segment.length as usize];
            let rarest = (0..words.len()).min_by_key(|at| uses[words[*at] as usize]);
            segment.anchor = rarest.unwrap_or(0) as u8;
            first[words[segment.anchor as usize] as usize + 1] += 1;
        }
        for word in 1..first.len() {
            first[word] += first[word - 1];
        }
        let mut next = first.clone();
        self.by_anchor = vec![0; self.segments.len()];
        for (id, segment) in self.segments.iter().enumerate() {
            let anchor = self.words[segment.start as usize + segment.anchor as usize] as usize;
            self.by_anchor[next[anchor] as usize] = id as u16;
            next[anchor] += 1;
        }
        self.first = first;
    }

    /// The id of a whole word.
    pub fn word(&self, hash: u32) -> Option<u16> {
        self.vocabulary.get(hash)
    }

    /// The id of the longest beginning that `word` has.
    pub fn prefix(&self, word: &str) -> Option<u16> {
        let fits = |(prefix, _): &&(&str, u16)| {
            word.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        self.prefixes.iter().rfind(fits).map(|(_, id)| *id)
    }

    /// The segments whose anchor is `word`.
    pub fn anchored_at(&self, word: u16) -> &[u16] {
        let bounds = &self.first[word as usize..][..2];
        &self.by_anchor[bounds[0] as usize..bounds[1] as usize]
    }

    /// The words of a segment, and which of them is the anchor.
    pub fn segment(&self, segment: u16) -> (&[u16], usize) {
        let segment = &self.segments[segment as usize];
        let words = &self.words[segment.start as usize..][..segment.length as usize];
        (words, segment.anchor as usize)
    }

    /// Where a segment belongs.
    pub fn part(&self, segment: u16) -> Part {
        self.segments[segment as usize].part
    }

    /// How many segments a phrase has.
    pub fn segments_of(&self, phrase: u16) -> usize {
        self.counts[phrase as usize] as usize
    }

    /// How much a phrase tells.
    pub fn weight_of(&self, phrase: u16) -> u16 {
        self.weights[phrase as usize]
    }

    /// Whose phrase it is.
    pub fn owner(&self, phrase: u16) -> Owner {
        self.owners[phrase as usize]
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
