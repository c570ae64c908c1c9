//! The words of phrases, each with an id.

/// Words by their hashes, with open addressing. The build has checked that no two
/// words of phrases have the same hash.
pub struct Vocabulary {
    /// The hash of each word, by its id.
    hashes: Vec<u32>,
    /// Word ids plus one; 0 is free.
    slots: Vec<u16>,
    beginnings: Beginnings,
}

/// Beginnings of words, `blacklist*`.
struct Beginnings {
    /// Sorted, with their ids, each behind the start that it has.
    all: Vec<(u32, &'static str, u16)>,
    /// One bit for the start of each, which most words share with none.
    starts: [u64; 16],
}

/// As many slots as the words of the knowledge base need, or a few less.
const SLOTS: usize = 1 << 13;

impl Vocabulary {
    pub fn new() -> Vocabulary {
        let beginnings = Beginnings { all: Vec::new(), starts: [0; 16] };
        Vocabulary { hashes: Vec::new(), slots: vec![0; SLOTS], beginnings }
    }

    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// The id of a whole word.
    pub fn word(&self, hash: u32) -> Option<u16> {
        self.slots[self.slot(hash)].checked_sub(1)
    }

    /// The id of the longest beginning that `word` has.
    pub fn beginning(&self, word: &str) -> Option<u16> {
        let Beginnings { all, starts } = &self.beginnings;
        let start = start_of(word)?;
        let bit = bit(start);
        if starts[bit / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        let begins = |beginning: &str| {
            word.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
        };
        // A longer one stands behind a shorter one with which it begins.
        let end = all.partition_point(|(other, ..)| *other <= start);
        let same = all[..end].iter().rev().take_while(|(other, ..)| *other == start);
        same.clone().find(|(_, known, _)| begins(known)).map(|(.., id)| *id)
    }

    /// The ids of all beginnings.
    pub fn beginnings(&self) -> impl Iterator<Item = u16> + '_ {
        self.beginnings.all.iter().map(|(.., id)| *id)
    }

    pub fn add_word(&mut self, hash: u32) -> u16 {
        let mut slot = self.slot(hash);
        if let Some(id) = self.slots[slot].checked_sub(1) {
            return id;
        }
        if self.hashes.len() * 2 >= self.slots.len() {
            self.grow();
            slot = self.slot(hash);
        }
        self.hashes.push(hash);
        self.slots[slot] = self.hashes.len() as u16;
        (self.hashes.len() - 1) as u16
    }

    pub fn add_beginning(&mut self, beginning: &'static str) -> u16 {
        let known = &mut self.beginnings;
        // The build refuses a beginning of less than three letters.
        let start = start_of(beginning).unwrap_or_default();
        let at = known.all.partition_point(|(s, b, _)| (*s, *b) < (start, beginning));
        if let Some((.., id)) = known.all.get(at).filter(|(_, other, _)| *other == beginning) {
            return *id;
        }
        // An id that no whole word has.
        let id = self.hashes.len() as u16;
        self.hashes.push(0);
        known.all.insert(at, (start, beginning, id));
        let bit = bit(start);
        known.starts[bit / 64] |= 1 << (bit % 64);
        id
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

    fn grow(&mut self) {
        let known = std::mem::take(&mut self.slots);
        self.slots = vec![0; known.len() * 2];
        for id in known.into_iter().filter(|id| *id > 0) {
            let slot = self.slot(self.hashes[id as usize - 1]);
            self.slots[slot] = id;
        }
    }
}

/// The first three letters of a word as a number, the same for both cases of a letter;
/// no beginning has fewer.
fn start_of(word: &str) -> Option<u32> {
    let [first, second, third, ..] = word.as_bytes() else { return None };
    Some(u32::from_be_bytes([0, *first, *second, *third]) | 0x20_2020)
}

/// The bit of a start.
fn bit(start: u32) -> usize {
    (start.wrapping_mul(0x9e37_79b1) >> 22) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_the_longest_beginning_is_found_in_any_case() {
        let mut known = Vocabulary::new();
        let list = known.add_beginning("list");
        let listed = known.add_beginning("listed");
        assert_eq!(known.add_beginning("list"), list);
        assert_eq!(known.beginning("Listing"), Some(list));
        assert_eq!(known.beginning("LISTEDHERE"), Some(listed));
        assert_eq!(known.beginning("li"), None);
        assert_eq!(known.beginning("lisp"), None);
        assert_eq!(known.beginning("enlisted"), None);
    }

    #[test]
    fn ok_words_keep_their_ids_when_there_are_many() {
        let mut known = Vocabulary::new();
        let hash = |at: u32| at.wrapping_mul(0x9e37_79b1);
        let ids: Vec<u16> = (0..20_000).map(|at| known.add_word(hash(at))).collect();
        let found: Vec<u16> = (0..20_000).filter_map(|at| known.word(hash(at))).collect();
        assert_eq!(found, ids);
    }
}
