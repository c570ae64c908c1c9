//! Finds the phrases of the knowledge base in a text, in one pass over its words.
//!
//! A phrase is one segment of words that stand next to each other, or several
//! with anything in between. A segment is looked for only where its *anchor*,
//! its rarest word, occurs.

use super::index::{Index, Part};
use crate::span::Span;
use crate::words::telling_words;

pub use super::index::Owner;

/// A phrase that occurs in the text.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Whose phrase it is.
    pub owner: Owner,
    /// How much it tells: more with each word, and most with rare ones.
    pub weight: u16,
    /// Where its words stand.
    pub spans: Vec<Span>,
}

/// A word of the text and its ids in the vocabulary.
#[derive(Clone, Copy, Debug)]
pub struct TextWord {
    whole: Option<u16>,
    prefix: Option<u16>,
    /// Whether another word stands before it on its line.
    goes_on: bool,
    span: Span,
}

/// The words of `spans`, which lie in `pieces`.
pub fn text_words(pieces: &[String], spans: &[Span]) -> Vec<TextWord> {
    let index = Index::get();
    let mut found = Vec::new();
    for span in spans {
        let text = pieces.get(span.piece as usize).map_or("", |piece| span.of(piece));
        found.extend(telling_words(text).enumerate().map(|(place, word)| {
            let start = span.start as usize + word.start;
            TextWord {
                whole: index.word(word.hash),
                prefix: index.prefix(&text[word.start..word.end]),
                goes_on: place > 0,
                span: Span::new(start, start + word.end - word.start).in_piece(span.piece),
            }
        }));
    }
    found
}

/// All phrases in `text`.
pub fn hits(text: &[TextWord]) -> Vec<Hit> {
    let index = Index::get();
    let mut found: Vec<Found> = Vec::new();
    for at in 0..text.len() {
        let Some(word) = text[at].whole else { continue };
        let segments = index.anchored_at(word);
        found.extend(segments.iter().filter_map(|segment| segment_at(index, text, at, *segment)));
    }
    found.sort_unstable();
    phrases(index, text, &found)
}

/// A segment that occurs: its first word, the word after its last one, its id.
type Found = (usize, usize, u16);

/// Whether `segment`, whose anchor is the word `at`, stands around it.
fn segment_at(index: &Index, text: &[TextWord], at: usize, segment: u16) -> Option<Found> {
    let (wanted, anchor) = index.segment(segment);
    let start = at.checked_sub(anchor)?;
    let there = text.get(start..start + wanted.len())?;
    let fits = |(word, id): (&TextWord, &u16)| word.whole == Some(*id) || word.prefix == Some(*id);
    there.iter().zip(wanted).all(fits).then_some((start, start + wanted.len(), segment))
}

/// A phrase of several segments of which some were found.
struct Begun {
    phrase: u16,
    parts: Vec<(usize, usize)>,
}

/// Puts segments, sorted by place, together to phrases.
fn phrases(index: &Index, text: &[TextWord], found: &[Found]) -> Vec<Hit> {
    let mut complete = Vec::new();
    let mut begun: Vec<Begun> = Vec::new();
    for &(start, end, segment) in found {
        let Part { phrase, place } = index.part(segment);
        let wanted = index.segments_of(phrase);
        if wanted == 1 {
            complete.push(hit(index, text, phrase, &[(start, end)]));
            continue;
        }
        let at = begun.iter().position(|begun| begun.phrase == phrase).unwrap_or_else(|| {
            begun.push(Begun { phrase, parts: Vec::with_capacity(wanted) });
            begun.len() - 1
        });
        let parts = &mut begun[at].parts;
        let free = parts.last().is_none_or(|(_, last)| *last <= start);
        if parts.len() == place as usize && free {
            parts.push((start, end));
            if parts.len() == wanted {
                complete.push(hit(index, text, phrase, parts));
            }
        }
    }
    complete
}

fn hit(index: &Index, text: &[TextWord], phrase: u16, parts: &[(usize, usize)]) -> Hit {
    let mut spans: Vec<Span> = Vec::new();
    for (start, end) in parts {
        for (place, word) in text[*start..*end].iter().enumerate() {
            match spans.last_mut() {
                // Words of one line are one place; a line break or a gap starts another.
                Some(last) if place > 0 && word.goes_on => last.end = word.span.end,
                _ => spans.push(word.span),
            }
        }
    }
    Hit { owner: index.owner(phrase), weight: index.weight_of(phrase), spans }
}
