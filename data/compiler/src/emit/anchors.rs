//! The sentences by which notices are recognised, as hashes of their words.

use std::fmt::Write;

use super::literal;
use crate::load::Base;
use crate::words::words;

/// `ANCHORS`, sorted by the hash of the first word.
pub fn emit(base: &Base) -> String {
    let mut records: Vec<(Vec<u32>, String)> = Vec::new();
    for file in &base.notices {
        let source = literal::optional_text(file.value.source.as_ref());
        for anchor in &file.value.anchors {
            let says = literal::word("Says", &anchor.says);
            for phrase in &anchor.phrases {
                let hashes: Vec<u32> = words(phrase.get_ref()).map(|word| word.hash).collect();
                let record = format!(
                    "AnchorRecord {{ says: {says}, source: {source}, words: &{hashes:?} }}"
                );
                records.push((hashes, record));
            }
        }
    }
    records.sort();
    let mut out = String::from("static ANCHORS: &[AnchorRecord] = &[\n");
    for (_, record) in records {
        let _ = writeln!(out, "    {record},");
    }
    out + "];\n"
}
