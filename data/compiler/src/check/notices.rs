//! Checks the sentences by which notices are recognised.

use std::collections::BTreeMap;

use super::{Checker, Names};
use crate::Problem;
use crate::load::Base;
use crate::vocabulary::Says;
use crate::words::words;

/// The fewest words that tell a notice from other texts.
const SHORTEST_ANCHOR: usize = 3;

/// What announces a copy may be shorter, because it has to fill its line, and so may what
/// announces an address, because one has to follow; and mail and programs have names of one word.
fn shortest(says: &str) -> usize {
    match says {
        "copy" | "recipient" | "lesson" => 2,
        "mail" | "elsewhere" | "program" => 1,
        _ => SHORTEST_ANCHOR,
    }
}

pub fn check(base: &Base, names: &Names, problems: &mut Vec<Problem>) {
    let mut seen = BTreeMap::<Vec<u32>, String>::new();
    for file in &base.notices {
        let mut checker = Checker { file, problems };
        let says: Vec<&str> = Says::ALL.iter().map(|says| says.as_str()).collect();
        if let Some(source) = &file.value.source {
            checker.reference(source, "provider", &names.providers);
        }
        for anchor in &file.value.anchors {
            checker.word(&anchor.says, "thing that an anchor says", &says);
            for phrase in &anchor.phrases {
                let hashes: Vec<u32> = words(phrase.get_ref()).map(|word| word.hash).collect();
                let shortest = shortest(anchor.says.get_ref());
                if hashes.len() < shortest {
                    checker.tell(phrase, format!("this anchor needs at least {shortest} words"));
                }
                if let Some(other) = seen.insert(hashes, file.id.clone()) {
                    checker.tell(phrase, format!("this anchor stands in `{other}` too"));
                }
            }
        }
    }
}
