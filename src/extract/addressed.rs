//! Finds by address what belongs to a recipient, however many there are.

use std::collections::BTreeMap;

/// Addresses, whose letters' case does not count, with a number for each.
#[derive(Default)]
pub(super) struct Addressed(BTreeMap<String, usize>);

impl Addressed {
    /// Notes the number of an address, unless it has one. Whether it was new.
    pub(super) fn note(&mut self, address: &str, number: usize) -> bool {
        let known = self.0.len();
        self.0.entry(address.to_ascii_lowercase()).or_insert(number);
        self.0.len() > known
    }

    pub(super) fn find(&self, address: &str) -> Option<usize> {
        match self.0.is_empty() {
            true => None,
            false => self.0.get(&address.to_ascii_lowercase()).copied(),
        }
    }
}
