//! Finds the phrases of the knowledge base in a text, in one pass over its words.
//!
//! A phrase is one segment of words that stand next to each other, or several
//! with anything in between.

use super::index::{GAP, Index, number, places, spell_out};
use super::tables::EntryRecord;
use super::text_words::{TextWord, text_words};
use super::tree::{Phrase, Segment, Tree};
use crate::span::Span;

pub use super::index::Owner;

/// A phrase that occurs in the text.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    /// Whose phrase it is.
    pub owner: Owner,
    /// How much it tells: more with each word, and most with rare ones.
    pub weight: u16,
    /// Where its places stand in [`Hits::places`].
    first: u32,
    count: u32,
}

/// All phrases that occur in a text.
#[derive(Debug)]
pub struct Hits {
    words: Vec<TextWord>,
    hits: Vec<Hit>,
    heard: Heard,
    /// Words that only say what a server looked at, and stand nowhere else.
    in_frame: Vec<u16>,
    /// For each segment of each hit its first word and the word after its last one.
    places: Vec<(u32, u32)>,
}

impl Hits {
    /// The phrases in `spans`, which lie in `pieces`.
    #[inline(never)]
    pub fn read(pieces: &[String], spans: &[Span]) -> Hits {
        let index = Index::get();
        let words = text_words(&index.vocabulary, pieces, spans);
        let tree = &*index.tree(words.iter().filter_map(|word| word.whole));
        let mut walk = Walk {
            tree,
            heard: Heard::new(index, &words),
            hits: Vec::with_capacity(words.len()),
            places: Vec::with_capacity(words.len()),
            begun: AllBegun::default(),
        };
        for start in 0..words.len() {
            if words[start].begins_item {
                walk.begun = AllBegun::default();
            }
            walk.follow(&words, (start, start), 0);
        }
        let Walk { hits, heard, places, .. } = walk;
        let in_frame = only_in_frame(index, pieces, &words);
        Hits { words, hits, heard, in_frame, places }
    }

    /// Whether a phrase of the text speaks against an entry. Asked for the few entries that
    /// fit: nearly all phrases that occur speak against some entry (`sender`, `temporarily`).
    pub fn speak_against(&self, entry: &EntryRecord) -> bool {
        let index = Index::get();
        let patterns = index.patterns_against(entry.at).iter();
        patterns.map(|pattern| index.words_of(pattern)).any(|words| self.hold(words))
    }

    /// Whether a phrase of a pattern stands in the text.
    fn hold(&self, pattern: &[u16]) -> bool {
        let heard = |word: &u16| number(*word) == GAP || self.heard.has(number(*word));
        if !places(pattern).all(|place| place.iter().any(heard)) {
            return false;
        }
        if let [word] = pattern {
            return !self.in_frame.contains(&number(*word));
        }
        let mut found = false;
        let places: Vec<&[u16]> = places(pattern).collect();
        let mut look = |phrase: &[u16]| found |= stand_in(&self.words, phrase);
        spell_out(&places, &mut Vec::new(), &mut look);
        found
    }

    /// The phrases that speak for something, in the order of their ends.
    pub fn iter(&self) -> impl Iterator<Item = &Hit> {
        self.hits.iter()
    }

    /// Whether a phrase is a single word, or characters of a script without blanks in a row: `垃圾邮件`.
    pub fn is_one_word(&self, hit: &Hit) -> bool {
        let place = self.places.get(hit.first as usize);
        let words = place.and_then(|(at, end)| self.words.get(*at as usize..*end as usize));
        let touch = |pair: &[TextWord]| pair[0].span.end == pair[1].span.start;
        hit.count == 1 && words.is_some_and(|words| words.windows(2).all(touch))
    }

    /// Whether all words of a phrase stand in one of the `places`.
    pub fn stands_within(&self, hit: &Hit, places: &[Span]) -> bool {
        self.spans(hit).iter().all(|span| places.iter().any(|place| place.contains(*span)))
    }

    /// Where the words of a phrase stand.
    pub fn spans(&self, hit: &Hit) -> Vec<Span> {
        let places = self.places.get(hit.first as usize..).unwrap_or_default();
        let mut spans: Vec<Span> = Vec::new();
        for (start, end) in places.iter().take(hit.count as usize) {
            let words = self.words.get(*start as usize..*end as usize).unwrap_or_default();
            for (place, word) in words.iter().enumerate() {
                match spans.last_mut() {
                    // Words of one line are one place; a line break or a gap starts another.
                    Some(last) if place > 0 && word.goes_on => last.end = word.span.end,
                    _ => spans.push(word.span),
                }
            }
        }
        spans
    }
}

/// The words of Postfix's `Recipient address rejected:` in front of a reason, as far as they stand
/// nowhere else: they say at which command it refused, and do not speak against any reason.
fn only_in_frame(index: &Index, pieces: &[String], words: &[TextWord]) -> Vec<u16> {
    let frame = index.frame;
    let begins = |at: usize| {
        let text = words.get(at..at + frame.len() + 1)?;
        let same = text.iter().zip(frame).all(|(word, id)| word.whole == id);
        let [.., last, reason] = text else { return None };
        let piece = pieces.get(last.span.piece as usize)?;
        let behind = piece.get(last.span.end as usize..)?;
        (same && reason.goes_on && behind.starts_with(':')).then_some(at)
    };
    let first = |at: &usize| words[*at].whole == frame[0] && frame[0].is_some();
    let start = (0..words.len()).filter(first).find_map(begins);
    start.map_or_else(Vec::new, |start| nowhere_else(frame, words, start))
}

#[inline(never)]
fn nowhere_else(frame: [Option<u16>; 3], words: &[TextWord], start: usize) -> Vec<u16> {
    let elsewhere = |id: u16| {
        let mut others = words[..start].iter().chain(&words[start + frame.len()..]);
        others.any(|word| word.is(id) && !word.is_of_name())
    };
    frame.into_iter().flatten().filter(|id| !elsewhere(*id)).collect()
}

/// Whether the segments of a phrase stand in a text in their order.
fn stand_in(text: &[TextWord], phrase: &[u16]) -> bool {
    let mut rest = 0;
    phrase.split(|word| *word == GAP).all(|segment| {
        let found = (rest..text.len()).find_map(|start| behind_segment(text, start, segment));
        rest = found.unwrap_or(text.len());
        found.is_some()
    })
}

/// The place behind a segment that stands at `start`, whatever address interrupts it.
fn behind_segment(text: &[TextWord], start: usize, segment: &[u16]) -> Option<usize> {
    let mut at = start;
    for id in segment {
        let mut word = text.get(at)?;
        if at > start
            && !word.is(*id)
            && let Some(behind) = word.behind_address()
        {
            at = behind;
            word = text.get(at)?;
        }
        if !word.is(*id) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// The words of a text, without those of people's names, one bit for each word of the knowledge base.
#[derive(Debug)]
struct Heard(Vec<u32>);

impl Heard {
    fn new(index: &Index, words: &[TextWord]) -> Heard {
        let mut bits = vec![0; index.vocabulary.len() / 32 + 1];
        for word in words.iter().filter(|word| !word.is_of_name()) {
            for id in [word.whole, word.beginning].into_iter().flatten() {
                bits[usize::from(id / 32)] |= 1 << (id % 32);
            }
        }
        Heard(bits)
    }

    fn has(&self, word: u16) -> bool {
        self.0[usize::from(word / 32)] >> (word % 32) & 1 == 1
    }
}

/// What is known of a text while its words are read.
struct Walk<'a> {
    tree: &'a Tree,
    heard: Heard,
    hits: Vec<Hit>,
    places: Vec<(u32, u32)>,
    begun: AllBegun,
}

impl Walk<'_> {
    /// Follows the tree from `place` with the words from `at` on; each segment that
    /// ends on the way began at `start`.
    #[inline]
    fn follow(&mut self, words: &[TextWord], (start, at): (usize, usize), place: u16) {
        let Some(word) = words.get(at) else { return };
        self.step(words, (start, at), place);
        if at > start
            && let Some(behind) = word.behind_address()
        {
            self.step(words, (start, behind), place);
        }
    }

    fn step(&mut self, words: &[TextWord], (start, at): (usize, usize), place: u16) {
        let Some(word) = words.get(at).filter(|word| at == start || !word.begins_item) else {
            return;
        };
        for id in [word.whole, word.beginning].into_iter().flatten() {
            if let Some(next) = self.tree.step(place, id) {
                if !words[start].is_of_name_to(word) {
                    for segment in self.tree.ending_at(next) {
                        self.found(words, segment, (start as u32, at as u32 + 1));
                    }
                }
                self.follow(words, (start, at + 1), next);
            }
        }
    }

    /// A segment occurs: a whole phrase, or the next part of one that has begun.
    fn found(&mut self, words: &[TextWord], segment: Segment, place: (u32, u32)) {
        let phrase = self.tree.phrase(segment.phrase);
        let wanted = usize::from(phrase.segments);
        if wanted == 1 {
            self.hits.push(complete(phrase, &mut self.places, &[place]));
        } else if self.heard.has(phrase.rarest)
            && let Some(places) =
                self.begun.add(words, segment.phrase, (segment.place, wanted), place)
        {
            self.hits.push(complete(phrase, &mut self.places, places));
        }
    }
}

/// A whole phrase occurs at `own`.
fn complete(phrase: &Phrase, places: &mut Vec<(u32, u32)>, own: &[(u32, u32)]) -> Hit {
    let first = places.len() as u32;
    places.extend_from_slice(own);
    Hit { owner: phrase.owner, weight: phrase.weight, first, count: own.len() as u32 }
}

/// A phrase of several segments of which some were found.
struct Begun {
    phrase: u16,
    /// Where its places begin in [`AllBegun::places`], and how many are known.
    first: usize,
    count: u8,
}

/// Whether a gap ends with a word that turns what follows: `Sein Postfach ist nicht voll`,
/// `la casella non è piena`.
fn is_turned(words: &[TextWord], from: u32, to: u32) -> bool {
    let gap = words.get(from as usize..to as usize).unwrap_or_default();
    gap.iter().rev().zip(1..=2).any(|(word, near)| word.turns >= near)
}

/// All phrases of several segments of which some were found.
#[derive(Default)]
struct AllBegun {
    begun: Vec<Begun>,
    places: Vec<(u32, u32)>,
}

impl AllBegun {
    /// Adds the segment `nth` of `wanted`; gives the places of all of them with the last one.
    fn add(
        &mut self,
        words: &[TextWord],
        phrase: u16,
        (nth, wanted): (u8, usize),
        place: (u32, u32),
    ) -> Option<&[(u32, u32)]> {
        let known = self.begun.iter().position(|begun| begun.phrase == phrase);
        if known.is_none() && nth > 0 {
            return None;
        }
        let at = known.unwrap_or_else(|| {
            self.begun.push(Begun { phrase, first: self.places.len(), count: 0 });
            self.places.resize(self.places.len() + wanted, (0, 0));
            self.begun.len() - 1
        });
        let begun = &mut self.begun[at];
        let places = &mut self.places[begun.first..][..wanted];
        let before = begun.count.checked_sub(1).map_or(0, |last| places[usize::from(last)].1);
        if begun.count != nth || place.0 < before || nth > 0 && is_turned(words, before, place.0) {
            return None;
        }
        places[usize::from(nth)] = place;
        begun.count += 1;
        if usize::from(begun.count) < wanted {
            return None;
        }
        begun.count = 0;
        Some(places)
    }
}
