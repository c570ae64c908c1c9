//! `words.toml` as one record: a list of texts for each table, in the order of the enum's words.

use super::stream::Stream;
use crate::check::words::{tables, text, token_kinds};
use crate::load::Base;

pub fn emit(base: &Base) -> Stream {
    let file = base.words.as_slice();
    Stream::of(file, |out, file| {
        for (table, keys) in tables() {
            out.list(&keys, |out, key| out.line(text(&file.value, table, key).unwrap_or_default()));
        }
        for key in ["title", "note"] {
            out.list(&token_kinds(), |out, kind| {
                let kinds = file.value.get("token");
                let found = kinds.and_then(|kinds| kinds.get(kind)).and_then(|kind| kind.get(key));
                out.line(found.and_then(toml::Value::as_str).unwrap_or_default());
            });
        }
    })
}
