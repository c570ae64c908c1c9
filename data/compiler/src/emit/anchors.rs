//! The sentences by which notices are recognised.

use std::fmt::Write;

use super::literal;
use crate::load::Base;
use crate::words::words;

/// `SENTENCES`: what they say, whose they are, whether other things than mail are spoken
/// of like that, and the sentences in plain words, one a line.
pub fn emit(base: &Base) -> String {
    let mut out = String::from("static SENTENCES: &[(Says, Option<&str>, bool, &str)] = &[\n");
    for file in &base.notices {
        let source = literal::optional_text(file.value.source.as_ref());
        for anchor in &file.value.anchors {
            let says = literal::word("Says", &anchor.says);
            let plain = anchor.phrases.iter().map(|phrase| plain(phrase.get_ref()));
            let lines: Vec<String> = plain.collect();
            let _ =
                writeln!(out, "    ({says}, {source}, {}, {:?}),", anchor.wide, lines.join("\n"));
        }
    }
    out + "];\n"
}

/// The words with one blank in between.
fn plain(phrase: &str) -> String {
    let found: Vec<&str> = words(phrase).map(|word| &phrase[word.start..word.end]).collect();
    found.join(" ")
}
