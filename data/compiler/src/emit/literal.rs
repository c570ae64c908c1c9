//! Rust literals.

use std::fmt::Write;

use crate::check::cause_id;
use crate::schema::{Misreading, Source, Step, Text};

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

/// `Some(Cause::UserUnknown)` or `None`
pub fn optional_cause(id: Option<&Text>) -> String {
    id.map_or("None".into(), |id| format!("Some({})", cause(id.get_ref())))
}

/// `Scope::Address`
pub fn word(list: &str, word: &Text) -> String {
    format!("{list}::{}", variant(word.get_ref()))
}

/// `Some(Scope::Address)` or `None`
pub fn optional_word(list: &str, text: Option<&Text>) -> String {
    text.map_or("None".into(), |text| format!("Some({})", word(list, text)))
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

/// `&["…", "…"]`
pub fn texts(list: &[Text]) -> String {
    slice(list.iter().map(text))
}

/// `&[…]`
pub fn slice(items: impl Iterator<Item = String>) -> String {
    let mut out = String::from("&[");
    for item in items {
        let _ = write!(out, "{item}, ");
    }
    out + "]"
}

/// `&[StepRecord { … }]`
pub fn steps(steps: &[Step]) -> String {
    slice(steps.iter().map(|step| {
        format!(
            "StepRecord {{ audience: {}, text: {}, url: {}, fallback_url: {} }}",
            word("Audience", &step.audience),
            text(&step.text),
            optional_text(step.url.as_ref()),
            optional_text(step.fallback_url.as_ref()),
        )
    }))
}

/// `&[Source { … }]`
pub fn sources(sources: &[Source]) -> String {
    slice(sources.iter().map(|s| {
        format!("Source {{ title: {}, url: {} }}", text(&s.title), optional_text(s.url.as_ref()))
    }))
}

/// `&[Misreading { … }]`
pub fn misreadings(misreadings: &[Misreading]) -> String {
    slice(misreadings.iter().map(|m| {
        format!(
            "Misreading {{ claim: {}, answer: {}, url: {} }}",
            text(&m.claim),
            text(&m.answer),
            optional_text(m.url.as_ref())
        )
    }))
}
