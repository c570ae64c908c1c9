//! Checks that a phrase means one thing.
//!
//! `recipient has rejected` and `recipient rejected` are the same words once the
//! fillers are gone; of two entries that have them, the reply could not tell which
//! one is right, and the examples may miss it.

use std::collections::BTreeMap;

use super::{Checker, reply_pattern};
use crate::Problem;
use crate::load::{Base, Loaded};
use crate::phrases::{parse, plain};
use crate::schema::{Conditions, Entry};

pub fn check(base: &Base, problems: &mut Vec<Problem>) {
    let mut seen = BTreeMap::<String, Vec<&Loaded<Entry>>>::new();
    for file in &base.entries {
        for phrase in &file.value.conditions.phrases.all {
            let Ok(segments) = parse(phrase.get_ref()) else { continue };
            let others = seen.entry(plain(&segments)).or_default();
            if let Some(other) = others.iter().find(|other| compete(&other.value, &file.value)) {
                let message = format!("`{}` has this phrase too, with another cause", other.id);
                Checker { file, problems: &mut *problems }.tell(phrase, message);
            }
            others.push(file);
        }
    }
}

/// Whether only the order of the ids decides between two entries with the same phrase.
fn compete(one: &Entry, two: &Entry) -> bool {
    let (here, there) = (&one.conditions, &two.conditions);
    one.cause.get_ref() != two.cause.get_ref()
        && one.provider.is_some() == two.provider.is_some()
        && !here.from_provider
        && !there.from_provider
        && here.other_host == there.other_host
        && meet_in_codes(here, there)
        && meet_in_enhanced(here, there)
}

/// Whether both take the same reply, neither by naming its very code.
fn meet_in_codes(one: &Conditions, two: &Conditions) -> bool {
    let (one, two) = (reply_codes(one), reply_codes(two));
    let class = |code: &u16| *code < 10;
    if one.is_empty() != two.is_empty() {
        return one.iter().chain(&two).any(class);
    }
    let same = |code: &u16, other: &u16| code == other || code / 100 == *other;
    let meet = |code: &u16| two.iter().any(|other| same(code, other) || same(other, code));
    one.is_empty() || one.iter().any(meet)
}

fn reply_codes(conditions: &Conditions) -> Vec<u16> {
    conditions.codes.iter().filter_map(|code| reply_pattern(code.get_ref())).collect()
}

/// Whether both take the same reply; an entry that names its enhanced code is the nearer one.
fn meet_in_enhanced(one: &Conditions, two: &Conditions) -> bool {
    let mut codes = one.enhanced.iter().map(|code| code.get_ref());
    let common = codes.any(|code| two.enhanced.iter().any(|other| other.get_ref() == code));
    common || (one.enhanced.is_empty() && two.enhanced.is_empty())
}
