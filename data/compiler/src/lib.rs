//! Checks the knowledge base (`data/`) and compiles it into Rust statics.
//!
//! ```text
//! files ─► load ─► check ─► phrases ─► emit ─► knowledge.rs, for `include!`
//!                    └─► report, for people
//! ```
//!
//! Nothing stops at the first mistake: all mistakes of all files are told in one
//! run, each with its file and line.

mod alternatives;
mod check;
mod emit;
mod load;
mod phrases;
pub mod report;
mod schema;

/// The closed lists of words, the same files that the core crate uses.
#[path = "../../../src/vocabulary/mod.rs"]
pub mod vocabulary;
/// How text is cut into words, the same file that the core crate uses.
#[path = "../../../src/words.rs"]
mod words;

use std::fmt;
use std::path::{Path, PathBuf};

pub use load::{Base, Example};

/// A mistake in the knowledge base.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file.
    pub file: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what is expected.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file.display(), self.line, self.message)
    }
}

/// Reads and checks all files below `data`.
///
/// # Errors
///
/// All mistakes, sorted by file and line.
pub fn read(data: &Path) -> Result<Base, Vec<Problem>> {
    let (base, mut problems) = load::load(data);
    check::check(&base, &mut problems);
    problems.sort();
    problems.dedup();
    if problems.is_empty() { Ok(base) } else { Err(problems) }
}

/// The words that only the npm package uses: table, key and text.
#[must_use]
pub fn package_words(base: &Base) -> Vec<(&'static str, &'static str, &str)> {
    let Some(file) = &base.words else { return Vec::new() };
    let text = |table, key| check::words::text(&file.value, table, key).unwrap_or_default();
    check::words::package_tables()
        .into_iter()
        .flat_map(|(table, keys)| keys.into_iter().map(move |key| (table, key)))
        .map(|(table, key)| (table, key, text(table, key)))
        .collect()
}

/// The knowledge base in the form that the core crate includes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiled {
    /// Rust source: the causes and the short words, for `knowledge::tables`.
    pub source: String,
    /// Rust source: the sentences of notices, for `anchors`.
    pub anchors: String,
    /// The texts of all records, for `knowledge::stream`.
    pub texts: String,
    /// The numbers of all records.
    pub numbers: Vec<u8>,
}

/// Compiles a checked knowledge base.
#[must_use]
pub fn compile(base: &Base) -> Compiled {
    emit::emit(base)
}
