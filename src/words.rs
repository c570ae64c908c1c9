//! Cuts text into words, the way phrases of the knowledge base are written.
//!
//! Blanks, line ends and punctuation only separate words, so `User  unknown`,
//! `user-unknown` and `User_unknown` are the same two words. The compiler of the
//! knowledge base includes this file too: both must cut alike.

/// One word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its first byte.
    pub start: usize,
    /// The byte after it.
    pub end: usize,
    /// The hash of its lower-case letters and digits.
    pub hash: u32,
}

/// The words of `text`, first to last.
pub fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let word = next_word(text, at)?;
        at = word.end;
        Some(word)
    })
}

/// The words of `text` without those that only fill a sentence:
/// `the mailbox has been full` and `this mailbox is full` are both `mailbox full`; and
/// `does not exist` and `doesn't exist` both `not exist`.
pub fn telling_words(text: &str) -> impl Iterator<Item = Word> + '_ {
    words(text).filter_map(move |word| match () {
        () if word.end - word.start > LONGEST_FILLER || !SHORT.may_have(word.hash) => Some(word),
        () if is_filler(word) => None,
        () if is_negation(word) => Some(negated(text, word)),
        () if is_end_of_negation(text, word) => None,
        () => Some(word),
    })
}

/// Articles and auxiliary verbs. `not`, `your` and `our` are none of them: they tell.
const FILLERS: [u32; 20] = [
    hash("a"),
    hash("an"),
    hash("and"),
    hash("are"),
    hash("be"),
    hash("been"),
    hash("being"),
    hash("did"),
    hash("do"),
    hash("does"),
    hash("had"),
    hash("has"),
    hash("have"),
    hash("is"),
    hash("its"),
    hash("that"),
    hash("the"),
    hash("this"),
    hash("was"),
    hash("were"),
];

const LONGEST_FILLER: usize = "being".len();

fn is_filler(word: Word) -> bool {
    FILLERS.contains(&word.hash)
}

/// The words that are not told as they stand: most words are none, and are asked about no further.
static SHORT: Few = {
    let mut few = Few::new(&FILLERS).with(hash("t"));
    let mut at = 0;
    while at < NEGATIONS.len() {
        few = few.with(NEGATIONS[at].0);
        at += 1;
    }
    few
};

/// A few words, by one bit for each; other words may share it.
pub struct Few([u32; 8]);

impl Few {
    pub const fn new(hashes: &[u32]) -> Few {
        let (mut few, mut at) = (Few([0; 8]), 0);
        while at < hashes.len() {
            few = few.with(hashes[at]);
            at += 1;
        }
        few
    }

    pub const fn with(mut self, hash: u32) -> Few {
        self.0[(hash >> 5 & 7) as usize] |= 1 << (hash & 31);
        self
    }

    /// Whether a word may be one of them.
    #[inline]
    pub fn may_have(&self, hash: u32) -> bool {
        self.0[(hash >> 5 & 7) as usize] >> (hash & 31) & 1 == 1
    }
}

const NOT: u32 = hash("not");

/// Auxiliary verbs in front of `n't`, with the word that both stand for.
const NEGATIONS: [(u32, u32); 10] = [
    (hash("aren"), NOT),
    (hash("can"), hash("cannot")),
    (hash("didn"), NOT),
    (hash("doesn"), NOT),
    (hash("don"), NOT),
    (hash("hasn"), NOT),
    (hash("haven"), NOT),
    (hash("isn"), NOT),
    (hash("wasn"), NOT),
    (hash("weren"), NOT),
];

fn is_negation(word: Word) -> bool {
    NEGATIONS.iter().any(|(verb, _)| *verb == word.hash)
}

/// The word that an auxiliary verb and the `'t` behind it stand for; the verb alone if there is none.
fn negated(text: &str, word: Word) -> Word {
    let rest = text.get(word.end..).unwrap_or_default();
    let Some(end) = ["'t", "’t"].iter().find(|end| rest.starts_with(**end)) else { return word };
    let meant = NEGATIONS.iter().find(|(verb, _)| *verb == word.hash);
    Word { end: word.end + end.len(), hash: meant.map_or(word.hash, |(_, hash)| *hash), ..word }
}

/// The `t` of `isn't`.
fn is_end_of_negation(text: &str, word: Word) -> bool {
    let before = || text.get(..word.start).unwrap_or_default();
    word.end - word.start == 1
        && word.hash == const { hash("t") }
        && before().strip_suffix(['\'', '’']).is_some_and(|front| front.ends_with(['n', 'N']))
}

/// The hash of a word in lower case that holds nothing else.
pub const fn hash(word: &str) -> u32 {
    let (bytes, mut at, mut hash) = (word.as_bytes(), 0, SEED);
    while at < bytes.len() {
        hash = mix(hash, bytes[at]);
        at += 1;
    }
    hash
}

const SEED: u32 = 0x811c_9dc5;

/// One step of FNV-1a.
const fn mix(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// Stands for a byte of a character beyond ASCII.
const BEYOND: u8 = 0x80;

/// Each letter and digit of ASCII in lower case; 0 for what separates words.
static LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let letter = byte as u8;
        letters[byte] = match letter.is_ascii() {
            true if letter.is_ascii_alphanumeric() => letter.to_ascii_lowercase(),
            true => 0,
            false => BEYOND,
        };
        byte += 1;
    }
    letters
};

fn next_word(text: &str, from: usize) -> Option<Word> {
    let bytes = text.as_bytes();
    let letter = |at: usize| bytes.get(at).map(|byte| LETTERS[usize::from(*byte)]);
    let mut at = from;
    while letter(at) == Some(0) {
        at += 1;
    }
    let start = at;
    let mut hash = SEED;
    while let Some(letter @ 1..=b'z') = letter(at) {
        hash = mix(hash, letter);
        at += 1;
    }
    match bytes.get(at) {
        // The text may go on with letters beyond ASCII.
        Some(byte) if !byte.is_ascii() => unicode_word(text, start, at, hash),
        None if at == start => None,
        _ => Some(Word { start, end: at, hash }),
    }
}

/// A word that holds, or is followed by, characters beyond ASCII.
#[cold]
fn unicode_word(text: &str, start: usize, from: usize, ascii_hash: u32) -> Option<Word> {
    let (mut start, mut end, mut hash) = (start, from, ascii_hash);
    for (offset, c) in text.get(from..)?.char_indices() {
        let (at, next) = (from + offset, from + offset + c.len_utf8());
        let empty = start == end;
        if is_ignored(c) {
            if empty {
                (start, end) = (next, next);
            }
        } else if !c.is_alphanumeric() {
            if !empty {
                break;
            }
            (start, end) = (next, next);
        } else if stands_alone(c) {
            if empty {
                return Some(Word { start: at, end: next, hash: mix_char(SEED, c) });
            }
            break;
        } else {
            hash = c.to_lowercase().fold(hash, mix_char);
            end = next;
        }
    }
    (start != end).then_some(Word { start, end, hash })
}

fn mix_char(hash: u32, c: char) -> u32 {
    c.encode_utf8(&mut [0; 4]).bytes().fold(hash, mix)
}

/// Scripts that are written without blanks: each character is a word.
pub fn stands_alone(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1100}'..='\u{11FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3130}'..='\u{318F}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
}

/// Characters that show nothing: soft hyphen, zero-width blanks, bidi controls.
pub fn is_ignored(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text).map(|word| &text[word.start..word.end]).collect()
    }

    fn hash_of(word: &str) -> u32 {
        words(word).next().map_or(SEED, |found| found.hash)
    }

    #[test]
    fn ok_punctuation_only_separates() {
        assert_eq!(cut("User_unknown (#5.1.1)"), ["User", "unknown", "5", "1", "1"]);
        assert_eq!(
            cut("support.google.com/mail/?p=NoSuchUser"),
            ["support", "google", "com", "mail", "p", "NoSuchUser"]
        );
        assert_eq!(cut(""), [""; 0]);
        assert_eq!(cut(" .-"), [""; 0]);
    }

    #[test]
    fn ok_words_that_only_fill_are_stepped_over() {
        let telling = |text: &str| telling_words(text).map(|word| word.hash).collect::<Vec<_>>();
        assert_eq!(telling("The mailbox has been full"), telling("mailbox full"));
        assert_eq!(telling("is NOT a mailbox"), telling("not mailbox"));
        assert!(telling("the").is_empty());
    }

    #[test]
    fn ok_all_ways_to_say_not_are_one() {
        let telling = |text: &str| telling_words(text).map(|word| word.hash).collect::<Vec<_>>();
        for text in ["was not found", "isn't found", "wasn’t found", "does not found"] {
            assert_eq!(telling(text), telling("not found"), "{text}");
        }
        assert_eq!(telling("can't find"), telling("cannot find"));
        assert_ne!(telling("can find"), telling("cannot find"));
        assert_eq!(telling("T. Don, l't"), [hash("t"), hash("don"), hash("l"), hash("t")]);
        let isnt = telling_words("it isn't").last().unwrap();
        assert_eq!((isnt.start, isnt.end), (3, 8));
    }

    #[test]
    fn ok_case_does_not_count() {
        assert_eq!(hash_of("UNKNOWN"), hash_of("unknown"));
        assert_eq!(hash_of("GRÖSSE"), hash_of("größse".replace('ß', "s").as_str()));
        assert_ne!(hash_of("known"), hash_of("unknown"));
    }

    #[test]
    fn ok_letters_beyond_ascii_belong_to_words() {
        assert_eq!(cut("boîte aux lettres"), ["boîte", "aux", "lettres"]);
        assert_eq!(cut("ab\u{200B}cd"), ["ab\u{200B}cd"]);
        assert_eq!(hash_of("ab\u{200B}cd"), hash_of("abcd"));
        assert_eq!(cut("a\u{202E}\u{200B}"), ["a"]);
        assert_eq!(cut("«été» — x"), ["été", "x"]);
    }

    #[test]
    fn ok_chinese_characters_stand_alone() {
        assert_eq!(cut("邮箱full满"), ["邮", "箱", "full", "满"]);
    }
}
