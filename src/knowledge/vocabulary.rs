//! The words of phrases, each with an id.

use super::numbering::Numbering;
use super::stream::Stream;
use crate::words::hash;

/// Words by their hashes. The build has checked that no two words of phrases have the same hash.
///
/// They are numbered by how often phrases use them, the most used one first; beginnings of words
/// have the numbers behind.
pub struct Vocabulary {
    words: Numbering,
    beginnings: Beginnings,
    /// What each of them counts in a phrase.
    weights: Vec<u16>,
    /// How many whole words there are.
    whole: u16,
}

/// Beginnings of words, `blacklist*`.
struct Beginnings {
    /// Sorted, with their ids, each behind the start that it has.
    all: Vec<(u32, &'static str, u16)>,
    /// One bit for the start of each, which most words share with none.
    starts: [u32; 32],
}

/// What the words of each class of use count: those that stand in 256 places or more, in 128 or more,
/// and so on, down to those that stand in one.
const WEIGHTS: [u16; 9] = [4, 6, 8, 10, 12, 14, 16, 18, 20];

/// As many slots as the words of the knowledge base need, so that the table does not grow while they are read.
const SLOTS: usize = 1 << 14;

impl Vocabulary {
    fn new() -> Vocabulary {
        let beginnings = Beginnings { all: Vec::new(), starts: [0; 32] };
        Vocabulary { words: Numbering::new(SLOTS), beginnings, weights: Vec::new(), whole: 0 }
    }

    /// Reads the stored words, and how many there are of each class of use.
    pub fn read(from: &mut Stream) -> Vocabulary {
        let mut vocabulary = Vocabulary::new();
        let lines = from.text();
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', lines.as_bytes()).chain([lines.len()]) {
            let word = lines.get(start..end).unwrap_or_default();
            start = end + 1;
            match word.strip_suffix('*') {
                Some(beginning) => {
                    vocabulary.add_beginning(beginning);
                }
                None => {
                    vocabulary.words.add(hash(word));
                    vocabulary.whole += 1;
                }
            }
        }
        for _ in ["whole words", "beginnings"] {
            for weight in WEIGHTS {
                let end = vocabulary.weights.len() + from.number() as usize;
                vocabulary.weights.resize(end, weight);
            }
        }
        vocabulary
    }

    /// Whether a number is that of a whole word.
    pub fn is_whole(&self, word: u16) -> bool {
        word < self.whole
    }

    /// How many words are whole; they have the lower numbers.
    pub fn whole(&self) -> u16 {
        self.whole
    }

    /// What a word counts: a rare one tells more than a frequent one, `spamcop net` more than `blocked
    /// using`, though both have two words.
    pub fn weight(&self, word: u16) -> u16 {
        self.weights.get(usize::from(word)).copied().unwrap_or_default()
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The id of a whole word.
    pub fn word(&self, hash: u32) -> Option<u16> {
        self.words.get(hash)
    }

    /// The id of the longest beginning that `word` has.
    pub fn beginning(&self, word: &str) -> Option<u16> {
        let Beginnings { all, starts } = &self.beginnings;
        let start = start_of(word)?;
        let bit = bit(start);
        if starts[bit / 32] >> (bit % 32) & 1 == 0 {
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

    fn add_beginning(&mut self, beginning: &'static str) -> u16 {
        let known = &mut self.beginnings;
        // The build refuses a beginning of less than three letters.
        let start = start_of(beginning).unwrap_or_default();
        let at = known.all.partition_point(|(s, b, _)| (*s, *b) < (start, beginning));
        if let Some((.., id)) = known.all.get(at).filter(|(_, other, _)| *other == beginning) {
            return *id;
        }
        // An id that no whole word has.
        let id = self.words.without_key();
        known.all.insert(at, (start, beginning, id));
        let bit = bit(start);
        known.starts[bit / 32] |= 1 << (bit % 32);
        id
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
}
