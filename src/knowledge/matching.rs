//! Finds the phrases of the knowledge base in a text, in one pass over its words.
//!
//! A phrase is one segment of words that stand next to each other, or several
//! with anything in between. A segment is looked for only where its *anchor*,
//! its rarest word, occurs; the tables are sorted by anchor.

use std::sync::OnceLock;

use super::tables::{
    OWNERS, Owner, PHRASE_ENDS, PHRASE_SEGMENTS, PREFIXES, SEGMENT_ANCHORS, SEGMENT_ENDS,
    SEGMENT_WORDS, VOCABULARY,
};
use crate::span::Span;
use crate::words::{hash_of, words};

/// A phrase that occurs in the text.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Whose phrase it is.
    pub owner: Owner,
    /// How many words of it matched.
    pub length: usize,
    /// Where its words stand.
    pub spans: Vec<Span>,
}

/// A word of the text and its ids in the vocabulary.
#[derive(Clone, Copy, Debug)]
pub struct TextWord {
    whole: Option<u16>,
    prefix: Option<u16>,
    span: Span,
}

/// The words of `spans`, which lie in `pieces`.
pub fn text_words(pieces: &[String], spans: &[Span]) -> Vec<TextWord> {
    let index = Index::get();
    let mut found = Vec::new();
    for span in spans {
        let text = pieces.get(span.piece as usize).map_or("", |piece| span.of(piece));
        found.extend(words(text).map(|word| {
            let start = span.start as usize + word.start;
            TextWord {
                whole: index.id(word.hash),
                prefix: prefix_id(index, &text[word.start..word.end]),
                span: Span::new(start, start + word.end - word.start).in_piece(span.piece),
            }
        }));
    }
    found
}

/// All phrases in `text`.
pub fn hits(text: &[TextWord]) -> Vec<Hit> {
    let index = Index::get();
    let mut segments = Vec::new();
    for at in 0..text.len() {
        let Some(word) = text[at].whole else { continue };
        let range = index.by_anchor[word as usize]..index.by_anchor[word as usize + 1];
        segments.extend(range.filter_map(|segment| segment_at(text, at, segment)));
    }
    segments.sort_unstable();
    phrases(index, text, &segments)
}

/// A segment that occurs: its first word, the word after its last one, its id.
type Found = (usize, usize, u16);

/// Whether `segment`, whose anchor is the word `at`, stands around it.
fn segment_at(text: &[TextWord], at: usize, segment: u16) -> Option<Found> {
    let wanted = segment_words(segment);
    let start = at.checked_sub(SEGMENT_ANCHORS[segment as usize] as usize)?;
    let there = text.get(start..start + wanted.len())?;
    let fits = |(word, id): (&TextWord, &u16)| word.whole == Some(*id) || word.prefix == Some(*id);
    there.iter().zip(wanted).all(fits).then_some((start, start + wanted.len(), segment))
}

fn segment_words(segment: u16) -> &'static [u16] {
    let segment = segment as usize;
    let start = segment.checked_sub(1).map_or(0, |before| SEGMENT_ENDS[before]) as usize;
    &SEGMENT_WORDS[start..SEGMENT_ENDS[segment] as usize]
}

fn phrase_segments(phrase: u16) -> &'static [u16] {
    let phrase = phrase as usize;
    let start = phrase.checked_sub(1).map_or(0, |before| PHRASE_ENDS[before]) as usize;
    &PHRASE_SEGMENTS[start..PHRASE_ENDS[phrase] as usize]
}

/// Puts segments, sorted by place, together to phrases.
fn phrases(index: &Index, text: &[TextWord], segments: &[Found]) -> Vec<Hit> {
    let mut complete = Vec::new();
    let mut begun: Vec<(u16, Vec<(usize, usize)>)> = Vec::new();
    for &(start, end, segment) in segments {
        for &phrase in index.phrases_with(segment) {
            let wanted = phrase_segments(phrase);
            let at = begun.iter().position(|(id, _)| *id == phrase).unwrap_or_else(|| {
                begun.push((phrase, Vec::with_capacity(wanted.len())));
                begun.len() - 1
            });
            let parts = &mut begun[at].1;
            let free = parts.last().is_none_or(|(_, last)| *last <= start);
            if wanted.get(parts.len()) == Some(&segment) && free {
                parts.push((start, end));
                if parts.len() == wanted.len() {
                    complete.push(hit(text, phrase, parts));
                }
            }
        }
    }
    complete
}

fn hit(text: &[TextWord], phrase: u16, parts: &[(usize, usize)]) -> Hit {
    let mut spans: Vec<Span> = Vec::new();
    for word in parts.iter().flat_map(|(start, end)| &text[*start..*end]) {
        match spans.last_mut() {
            // Words of one line are one place; a line break or a gap starts another.
            Some(last)
                if last.piece == word.span.piece
                    && word.span.start.saturating_sub(last.end) <= 3 =>
            {
                last.end = word.span.end;
            }
            _ => spans.push(word.span),
        }
    }
    Hit {
        owner: OWNERS[phrase as usize],
        length: parts.iter().map(|(start, end)| end - start).sum(),
        spans,
    }
}

/// Tables that are cheaper to build once than to store.
struct Index {
    /// The hash of each word of the vocabulary.
    hashes: Vec<u32>,
    /// Word ids plus one, by hash, with open addressing; 0 is free.
    slots: Vec<u16>,
    /// For each word the first segment that has it as its anchor.
    by_anchor: Vec<u16>,
    /// For each segment the end of its phrases in `uses`.
    use_ends: Vec<u32>,
    /// The phrases of all segments, one after the other.
    uses: Vec<u16>,
}

impl Index {
    fn get() -> &'static Index {
        static INDEX: OnceLock<Index> = OnceLock::new();
        INDEX.get_or_init(Index::new)
    }

    fn new() -> Index {
        let hashes: Vec<u32> = VOCABULARY.split('\n').map(hash_of).collect();
        let mut slots = vec![0; (hashes.len() * 2).next_power_of_two()];
        for (id, hash) in hashes.iter().enumerate() {
            let mut at = *hash as usize & (slots.len() - 1);
            while slots[at] != 0 {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = id as u16 + 1;
        }
        let by_anchor = anchors(hashes.len());
        let (use_ends, uses) = uses();
        Index { hashes, slots, by_anchor, use_ends, uses }
    }

    fn id(&self, hash: u32) -> Option<u16> {
        let mut at = hash as usize & (self.slots.len() - 1);
        loop {
            let id = self.slots[at].checked_sub(1)?;
            if self.hashes[id as usize] == hash {
                return Some(id);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    fn phrases_with(&self, segment: u16) -> &[u16] {
        let segment = segment as usize;
        let start = segment.checked_sub(1).map_or(0, |before| self.use_ends[before]) as usize;
        &self.uses[start..self.use_ends[segment] as usize]
    }
}

/// For each word, and one past the last, the first segment anchored at it.
fn anchors(vocabulary: usize) -> Vec<u16> {
    let mut first = Vec::with_capacity(vocabulary + 1);
    let mut segment = 0;
    for word in 0..=vocabulary {
        first.push(segment);
        while (segment as usize) < SEGMENT_ANCHORS.len() && anchor_word(segment) as usize == word {
            segment += 1;
        }
    }
    first
}

fn anchor_word(segment: u16) -> u16 {
    segment_words(segment)[SEGMENT_ANCHORS[segment as usize] as usize]
}

fn uses() -> (Vec<u32>, Vec<u16>) {
    let mut pairs: Vec<(u16, u16)> = (0..PHRASE_ENDS.len() as u16)
        .flat_map(|phrase| phrase_segments(phrase).iter().map(move |segment| (*segment, phrase)))
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let ends = (0..SEGMENT_ENDS.len() as u16)
        .map(|segment| pairs.partition_point(|(s, _)| *s <= segment) as u32);
    (ends.collect(), pairs.iter().map(|(_, phrase)| *phrase).collect())
}

/// The id of the beginning of a word that phrases know as `beginning*`.
fn prefix_id(index: &Index, word: &str) -> Option<u16> {
    let fits = |prefix: &str| {
        word.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    // The longest one; the list is sorted and short.
    let at = PREFIXES.iter().rposition(|prefix| fits(prefix))?;
    Some((index.hashes.len() + at) as u16)
}
