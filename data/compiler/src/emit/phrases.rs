//! The phrases that the matcher looks for: all of their words once, the most used ones first,
//! and each phrase as the numbers of its words.
//!
//! With texts in place of numbers the first answer would take twice as long: the matcher would have to
//! cut each phrase into words, and to find each word among the others.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::stream::Stream;
use crate::load::Base;
use crate::phrases;
use crate::schema::Text;
use crate::words::{is_ignored, words};

/// What stands between words; the numbers of words follow.
const END_OF_LIST: usize = 0;
const END_OF_PHRASE: usize = 1;
const GAP: usize = 2;
const OR: usize = 3;
const WORDS: usize = 4;

/// Words that are used 2^8 times or more count alike, and so do those below, for each power of two.
const CLASSES: u32 = 9;

enum Token<'a> {
    EndOfPhrase,
    Gap,
    /// The next word is another one for the same place.
    Or,
    /// A word; with `*` behind it, the beginning of one.
    Word(&'a str),
}

/// One section: the numbers of entries, providers and block lists, the words, and the phrases of
/// each: for an entry first those that speak for it, then those that speak against it.
pub fn emit(base: &Base) -> Stream {
    let conditions = base.entries.iter().map(|file| &file.value.conditions);
    let of_entries = conditions.flat_map(|of| [of.phrases.lines(), of.unless.lines()]);
    let of_providers = base.providers.iter().map(|file| plain(&file.value.recognise.phrases));
    let lists = base.blocklists.iter().flat_map(|file| &file.value.lists);
    let of_lists = lists.clone().map(|list| plain(&list.phrases));
    let all: Vec<String> = of_entries.chain(of_providers).chain(of_lists).collect();

    let mut out = Stream::default();
    out.number(base.entries.len());
    out.number(base.providers.len());
    out.number(lists.count());
    let numbers = vocabulary(&mut out, &all);
    for list in &all {
        for token in tokens(list) {
            out.number(match token {
                Token::EndOfPhrase => END_OF_PHRASE,
                Token::Gap => GAP,
                Token::Or => OR,
                Token::Word(word) => WORDS + numbers[word],
            });
        }
        out.number(END_OF_LIST);
    }
    out
}

/// Writes the words, whole ones before beginnings, and for both how many there are of each class.
/// Gives the number of each.
fn vocabulary<'a>(out: &mut Stream, lists: &'a [String]) -> BTreeMap<&'a str, usize> {
    let mut uses: BTreeMap<&str, u32> = BTreeMap::new();
    for token in lists.iter().flat_map(|list| tokens(list)) {
        if let Token::Word(word) = token {
            *uses.entry(word).or_default() += 1;
        }
    }
    let mut all: Vec<(&str, u32)> = uses.into_iter().collect();
    all.sort_by_key(|(word, uses)| (word.ends_with('*'), Reverse(*uses)));
    let texts: Vec<&str> = all.iter().map(|(word, _)| *word).collect();
    out.raw(&texts.join("\n").replace(is_ignored, ""));
    for begins in [false, true] {
        let of_kind = all.iter().filter(|(word, _)| word.ends_with('*') == begins);
        for class in (0..CLASSES).rev() {
            let of_class = |uses: u32| uses.ilog2().min(CLASSES - 1) == class;
            out.number(of_kind.clone().filter(|(_, uses)| of_class(*uses)).count());
        }
    }
    texts.into_iter().zip(0..).collect()
}

/// Phrases in their plain form, one a line.
fn plain(texts: &[Text]) -> String {
    let parsed = texts.iter().filter_map(|text| phrases::parse(text.get_ref()).ok());
    let lines: Vec<String> = parsed.map(|phrase| phrases::plain(&phrase)).collect();
    lines.join("\n")
}

/// The words of some phrases in their plain form, and what stands between them.
fn tokens(lines: &str) -> Vec<Token<'_>> {
    let bytes = lines.as_bytes();
    let mut all = Vec::new();
    let mut end = 0;
    for word in words(lines) {
        all.extend(bytes[end..word.start].iter().filter_map(|between| match between {
            b'\n' => Some(Token::EndOfPhrase),
            b'*' => Some(Token::Gap),
            b'|' => Some(Token::Or),
            _ => None,
        }));
        let begins = bytes.get(word.end) == Some(&b'*');
        end = word.end + usize::from(begins);
        all.push(Token::Word(&lines[word.start..end]));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(list: &str) -> (String, Vec<u8>) {
        let lists = [list.to_owned()];
        let mut out = Stream::default();
        let numbers = vocabulary(&mut out, &lists);
        let place = |token| match token {
            Token::EndOfPhrase => b'.',
            Token::Gap => b'*',
            Token::Or => b'|',
            Token::Word(word) => b'0' + numbers[word] as u8,
        };
        (out.texts, tokens(list).into_iter().map(place).collect())
    }

    #[test]
    fn ok_words_stand_once_and_the_most_used_ones_first() {
        let (texts, tokens) = written("no such user\nuser * gone\nuser|box gon* away");
        assert_eq!(texts, "user\naway\nbox\ngone\nno\nsuch\ngon*\0");
        assert_eq!(tokens, b"450.0*3.0|261");
    }
}
