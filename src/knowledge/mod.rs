//! What is known: causes, entries, codes, providers, block lists, topics.
//!
//! The records of `tables` are compiled from `data/` at build time. This module
//! answers questions about them and knows nothing of sentences for people beyond
//! handing them on.

mod codes;
mod diagnosis;
mod entries;
mod index;
mod looked_up;
mod lookup;
mod matching;
mod moment;
mod numbering;
mod providers;
mod reading;
pub(crate) mod records;
mod stream;
#[allow(missing_docs)] // the fields are described where people write them, in data/README.md
pub(crate) mod tables;
mod text_words;
mod tree;
mod vocabulary;

use std::fmt;

use serde::{Serialize, Serializer};

pub(crate) use codes::{enhanced_code, part_of_enhanced, reply_code, reply_digit};
pub use diagnosis::rivals;
pub(crate) use diagnosis::{Diagnosis, diagnose, unknown};
pub use lookup::{CodeMeaning, LookupKind, Meaning, Part, lookup};
pub(crate) use records::words;
pub use tables::{Cause, Misreading, Source};

use records::{CAUSES, FIELDS};
use tables::CauseRecord;

use crate::vocabulary::{Family, Scope};

impl Cause {
    /// What is known of the cause.
    pub(crate) fn record(self) -> &'static CauseRecord {
        CAUSES.get(self as u16)
    }

    /// Whether the fault sticks to the sender: their address, server or account.
    pub(crate) fn is_about_sender(self) -> bool {
        matches!(self.record().scope, Scope::SenderIp | Scope::SenderDomain | Scope::SenderAccount)
    }

    /// The family of the cause.
    #[must_use]
    pub fn family(self) -> Family {
        self.record().family
    }

    /// What it means, in one line.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.record().title
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Cause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit_variant("Cause", 0, self.as_str())
    }
}

/// How many entries there are.
#[must_use]
pub fn entry_count() -> usize {
    records::phrases().number() as usize
}

/// The title and the meaning of a field such as `dsn/final-recipient`.
pub(crate) fn field(id: &str) -> Option<(&'static str, &'static str)> {
    let fields = FIELDS.all();
    let at = fields.binary_search_by_key(&id, |record| record.id).ok()?;
    fields.get(at).map(|record| (record.title, record.note))
}
