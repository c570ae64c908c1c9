//! Rust literals.

use crate::check::cause_id;
use crate::schema::Text;

/// `user-unknown` is `UserUnknown`.
pub fn variant(word: &str) -> String {
    word.split(['-', ' ', '_'])
        .map(|part| {
            part.chars()
                .take(1)
                .map(|c| c.to_ascii_uppercase())
                .chain(part.chars().skip(1))
                .collect::<String>()
        })
        .collect()
}

/// `Cause::UserUnknown`
pub fn cause(id: &str) -> String {
    format!("Cause::{}", variant(cause_id(id)))
}

/// `Scope::Address`
pub fn word(list: &str, word: &Text) -> String {
    format!("{list}::{}", variant(word.get_ref()))
}

/// A text on one line, as written.
pub fn text(text: &Text) -> String {
    let joined: Vec<&str> = text.get_ref().split_whitespace().collect();
    format!("{:?}", joined.join(" "))
}

/// `Some("…")` or `None`
pub fn optional_text(content: Option<&Text>) -> String {
    content.map_or("None".into(), |content| format!("Some({})", text(content)))
}
