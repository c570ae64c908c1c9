//! Sentences by which the notices of mail systems are recognised.
//!
//! They stand in `data/notices`, in every language that a system writes in. Only
//! their words count: blanks, line ends, quoting and punctuation make no difference.

use std::ops::Range;
use std::sync::OnceLock;

use crate::input::{Input, end_of, start_of, trim};
use crate::span::sort_by_numbers;
use crate::vocabulary::Says;
use crate::words::words;

include!(concat!(env!("OUT_DIR"), "/anchors.rs"));

/// A sentence of the tables.
struct Sentence {
    /// What it says.
    says: Says,
    /// The program or service that writes so, when only one does.
    source: Option<&'static str>,
    /// Whether parcels, orders and trains are spoken of like that too.
    wide: bool,
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
        for (says, source, wide, lines) in SENTENCES {
            all.extend(lines.lines().map(|line| Sentence {
                says: *says,
                source: *source,
                wide: *wide,
                words: words(line).map(|word| word.hash).collect(),
            }));
        }
        sort_by_numbers(&mut all, |sentence: &Sentence| {
            [sentence.words.first().copied().unwrap_or_default(), 0, 0]
        });
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
    /// Whether parcels, orders and trains are spoken of like that too.
    pub(crate) wide: bool,
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
    let mut found = Found { few: text.len() <= FEW_WORDS, ..Found::default() };
    for (at, first) in text.iter().enumerate() {
        if !known.may_begin(first.hash) {
            continue;
        }
        let Some(record) = longest_at(&known.all, &text[at..]) else { continue };
        let Some(last) = text.get(at + record.words.len() - 1) else { continue };
        let anchor = Anchor {
            says: record.says,
            source: record.source,
            wide: record.wide,
            line: first.line as usize,
            start: first.start as usize,
            end: last.end as usize,
        };
        found.add(anchor);
    }
    found.settled(input)
}

/// A text of so few words is the sentence alone, and whoever hands it in asks about mail.
const FEW_WORDS: usize = 8;

/// How far a sentence is followed to either side, in bytes.
const MAX_SENTENCE: usize = 160;

#[derive(Default)]
struct Found {
    all: Vec<Anchor>,
    /// Places in `all` of what may be said of parcels too.
    wide: Vec<usize>,
    /// Where mail is spoken of, and whether it is that of whoever reads.
    mail: Vec<(usize, bool)>,
    /// Whether only mail systems write one of the others.
    certain: bool,
    few: bool,
}

impl Found {
    fn add(&mut self, anchor: Anchor) {
        match anchor.says {
            Says::Mail => return self.mail.push((anchor.start, anchor.wide)),
            _ if anchor.wide => self.wide.push(self.all.len()),
            Says::Copy | Says::Other | Says::Elsewhere | Says::Program | Says::Lesson => (),
            _ => self.certain = true,
        }
        self.all.push(anchor);
    }

    fn settled(mut self, input: &Input) -> Vec<Anchor> {
        if !(self.certain || self.few || self.wide.is_empty() || begins_with_address(input)) {
            self.settle_wide(input);
        }
        let (certain, of_mail) = (self.certain, self.certain || !self.mail.is_empty());
        self.all.retain(|anchor| match anchor.says {
            Says::Elsewhere => !certain,
            Says::Program => !of_mail,
            _ => true,
        });
        self.all
    }

    /// `Your order could not be delivered to you`: such a sentence counts where it speaks of
    /// mail, or another one does, or addresses are listed.
    fn settle_wide(&mut self, input: &Input) {
        for at in &self.wide {
            let (sentence, near) = sentence(input, self.all[*at]);
            let first = self.mail.partition_point(|(mail, _)| *mail < sentence.start);
            // `Delivery is delayed. The server does not answer; your message will be …`
            let mut mail = self.mail[first..].iter().take_while(|(mail, _)| *mail < near);
            let names_mail = mail.any(|(mail, yours)| *mail < sentence.end || *yours);
            let text = input.text().get(sentence.clone()).unwrap_or_default();
            if !names_mail && !text.contains('@') {
                self.all[*at].says = Says::Other;
            }
        }
    }
}

/// The sentence in which an anchor stands, and how far what stands behind it is near. The input
/// may be a part of a longer text.
fn sentence(input: &Input, anchor: Anchor) -> (Range<usize>, usize) {
    let lines = input.lines();
    let first = lines.first().map_or(0, |line| line.start as usize);
    let last = lines.last().map_or(0, |line| line.end as usize);
    let before = end_of(input.text().get(first..anchor.start).unwrap_or_default(), MAX_SENTENCE);
    let behind = start_of(input.text().get(anchor.end..last).unwrap_or_default(), MAX_SENTENCE);
    let start = sentence_ends(before).next_back().unwrap_or(0);
    let end = sentence_ends(behind).next().unwrap_or(behind.len());
    let near = anchor.end + behind.len();
    (anchor.start - before.len() + start..anchor.end + end, near)
}

/// The places behind the ends of sentences.
fn sentence_ends(text: &str) -> impl DoubleEndedIterator<Item = usize> + '_ {
    let ends = text.match_indices(['.', '!', '?']).map(|(at, _)| at + 1);
    ends.filter(|end| text[*end..].chars().next().is_none_or(char::is_whitespace))
}

/// Whether a line begins with an address, as in the list of a notice.
fn begins_with_address(input: &Input) -> bool {
    let lines = input.lines().iter().map(|line| trim(input.of(*line)));
    let mut words = lines.filter_map(|line| line.split_whitespace().next());
    words.any(|word| word.find('@').is_some_and(|at| word[..at].contains(char::is_alphanumeric)))
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
