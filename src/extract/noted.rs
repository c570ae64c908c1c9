//! Finds what was told before by its name, an address mostly, however many there are.

use std::collections::BTreeMap;

/// Names, whose letters' case does not count, with a number for each.
#[derive(Default)]
pub(super) struct Noted(BTreeMap<String, usize>);

impl Noted {
    /// Notes the number of a name, unless it has one. Whether it was new.
    pub(super) fn note(&mut self, name: &str, number: usize) -> bool {
        let known = self.0.len();
        self.0.entry(name.to_ascii_lowercase()).or_insert(number);
        self.0.len() > known
    }

    pub(super) fn find(&self, name: &str) -> Option<usize> {
        match self.0.is_empty() {
            true => None,
            false => self.0.get(&name.to_ascii_lowercase()).copied(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
