//! Checks what the matcher of the core crate can hold.
//!
//! It knows words by their hashes, and numbers phrases and places of its tree with 16 bits.

use std::collections::{BTreeMap, BTreeSet};

use super::Checker;
use crate::Problem;
use crate::load::{Base, Loaded};
use crate::phrases::parse;
use crate::schema::Text;
use crate::words::words;

/// A number less is a place for "none".
const MOST: usize = u16::MAX as usize - 1;

#[derive(Default)]
struct Matcher {
    words: BTreeMap<u32, String>,
    phrases: usize,
    /// The beginnings of all segments: the places of the tree.
    places: BTreeSet<String>,
}

pub fn check(base: &Base, problems: &mut Vec<Problem>) {
    let mut matcher = Matcher::default();
    for file in &base.entries {
        let conditions = &file.value.conditions;
        matcher.add(file, &conditions.phrases.all, problems);
        matcher.add(file, &conditions.unless.all, problems);
    }
    for file in &base.providers {
        matcher.add(file, &file.value.recognise.phrases, problems);
    }
    for file in &base.blocklists {
        for list in &file.value.lists {
            matcher.add(file, &list.phrases, problems);
        }
    }
}

impl Matcher {
    fn add<T>(&mut self, file: &Loaded<T>, phrases: &[Text], problems: &mut Vec<Problem>) {
        for phrase in phrases {
            let mut checker = Checker { file, problems: &mut *problems };
            for segment in parse(phrase.get_ref()).unwrap_or_default() {
                for word in segment.iter().filter(|word| !word.ends_with('*')) {
                    if let Some(other) = self.other_word(word) {
                        let message = "cannot be told apart: reword one phrase";
                        checker.tell(phrase, format!("the words `{other}` and `{word}` {message}"));
                    }
                }
                let places = (1..=segment.len()).map(|end| segment[..end].join(" "));
                self.places.extend(places);
            }
            self.phrases += 1;
            if self.phrases == MOST || self.places.len() >= MOST {
                checker.tell(phrase, format!("the matcher cannot hold more than {MOST} phrases"));
                return;
            }
        }
    }

    /// Another word with the same hash.
    fn other_word(&mut self, word: &str) -> Option<&String> {
        let hash = words(word).next()?.hash;
        let known = self.words.entry(hash).or_insert_with(|| word.to_owned());
        Some(known).filter(|known| *known != word).map(|known| &*known)
    }
}
