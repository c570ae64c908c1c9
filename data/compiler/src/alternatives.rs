//! Phrases with alternatives: `user|mailbox not found` is two phrases.
//!
//! Servers say one thing about "the user", "the mailbox" or "the account" as their
//! authors like; written once for all of them, no combination is forgotten.

use std::collections::BTreeSet;

use serde::{Deserialize, Deserializer};

use crate::phrases::{cut, plain};
use crate::schema::Text;

/// The phrases of an entry.
#[derive(Debug, Default)]
pub struct Phrases {
    /// As they are written.
    written: Vec<Text>,
    /// Each with all of its alternatives, and none twice.
    pub all: Vec<Text>,
}

impl<'de> Deserialize<'de> for Phrases {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Phrases, D::Error> {
        let written = Vec::<Text>::deserialize(from)?;
        let mut seen = BTreeSet::new();
        let mut all = Vec::new();
        for phrase in &written {
            let new = spelled_out(phrase.get_ref()).into_iter();
            let new = new.filter(|phrase| seen.insert(phrase.clone()));
            all.extend(new.map(|spelled| Text::new(phrase.span(), spelled)));
        }
        Ok(Phrases { written, all })
    }
}

impl Phrases {
    /// The plain form of each phrase, one a line, with `|` between alternatives: the core crate's
    /// matcher spells them out itself. A download has them once.
    pub fn lines(&self) -> String {
        let texts = self.written.iter().map(|text| text.get_ref());
        let lines: Vec<String> = texts.flat_map(|phrase| folded(phrase)).collect();
        lines.join("\n")
    }
}

fn spelled_out(phrase: &str) -> Vec<String> {
    combined(phrase, |item| item.split('|').map(str::to_owned).collect())
}

/// The plain forms of a phrase; alternatives of one word stay together.
fn folded(phrase: &str) -> Vec<String> {
    combined(phrase, |item| {
        let plain = |word: &str| if word == "*" { word.to_owned() } else { plain(&cut(word)) };
        let words = item.split('|').map(plain);
        let is_one = |word: &String| !word.is_empty() && !word.contains(' ');
        let (mut one, mut all): (Vec<_>, Vec<_>) = words.partition(is_one);
        // The same lists of words again and again take little room in a download.
        one.sort_unstable();
        one.dedup();
        if !one.is_empty() {
            all.push(one.join("|"));
        }
        all
    })
}

/// Every way to choose one of the alternatives at each place of a phrase.
fn combined(phrase: &str, alternatives: impl Fn(&str) -> Vec<String>) -> Vec<String> {
    let mut all = vec![String::new()];
    for item in phrase.split_whitespace() {
        let words = alternatives(item);
        let add = |phrase: &String| {
            let add = |word| format!("{phrase} {word}").trim().to_owned();
            words.iter().map(add).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(add).collect();
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{folded, spelled_out};

    #[test]
    fn ok_each_combination_is_a_phrase() {
        assert_eq!(spelled_out("no such user"), ["no such user"]);
        assert_eq!(
            spelled_out("user|e-mail-box * not|never found"),
            [
                "user * not found",
                "user * never found",
                "e-mail-box * not found",
                "e-mail-box * never found",
            ]
        );
    }

    #[test]
    fn ok_alternatives_of_one_word_stay_together() {
        assert_eq!(folded("the user|account is gone|lost"), ["account|user gone|lost"]);
        assert_eq!(folded("user|e-mail|box gone"), ["e mail gone", "box|user gone"]);
        assert_eq!(folded("no such * recipi*|user here"), ["no such * recipi*|user here"]);
        assert_eq!(folded("not a|your user"), ["not user", "not your user"]);
        assert_eq!(folded("no such e-mail"), ["no such e mail"]);
    }
}
