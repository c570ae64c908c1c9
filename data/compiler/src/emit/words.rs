//! `words.toml` as one array a table, in the order of the enum's words.

use std::fmt::Write;

use super::literal;
use crate::check::words::{tables, text, token_kinds};
use crate::load::Base;

pub fn emit(base: &Base, out: &mut String) {
    let Some(file) = &base.words else { return };
    for (table, keys) in tables() {
        let name = table.replace('-', "_").to_uppercase();
        let texts = keys.iter().map(|key| {
            format!("{:?}", one_line(text(&file.value, table, key).unwrap_or_default()))
        });
        let _ = writeln!(
            out,
            "pub static WORDS_{name}: [&str; {}] = *{};",
            keys.len(),
            literal::slice(texts)
        );
    }
    for key in ["title", "note"] {
        let kinds = token_kinds();
        let texts = kinds.iter().map(|kind| {
            let found = file.value.get("token").and_then(|t| t.get(kind)).and_then(|t| t.get(key));
            format!("{:?}", one_line(found.and_then(toml::Value::as_str).unwrap_or_default()))
        });
        let name = key.to_uppercase();
        let _ = writeln!(
            out,
            "pub static TOKEN_{name}: [&str; {}] = *{};",
            kinds.len(),
            literal::slice(texts)
        );
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
