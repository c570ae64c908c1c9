//! Checks `words.toml`: each list of words has its text, and nothing else does.

use crate::Problem;
use crate::load::{Base, Loaded, Words};
use crate::vocabulary::{
    Action, Actor, Basis, Certainty, ConflictKind, Outcome, Parameter, Permanence, Phase,
    TokenKind, WarningKind,
};

/// The tables with one text a word.
pub fn tables() -> Vec<(&'static str, Vec<&'static str>)> {
    fn list<T: Copy>(all: &[T], as_str: fn(T) -> &'static str) -> Vec<&'static str> {
        all.iter().map(|word| as_str(*word)).collect()
    }
    vec![
        ("parameter", list(Parameter::ALL, Parameter::as_str)),
        ("outcome", list(Outcome::ALL, Outcome::as_str)),
        ("failed", list(Permanence::ALL, Permanence::as_str)),
        ("actor", list(Actor::ALL, Actor::as_str)),
        ("resend", list(Action::ALL, Action::as_str)),
        ("given-up", vec!["retry", "person", "last-try", "slow-down"]),
        ("handed-in", vec!["retry", "person"]),
        ("mailer", list(Action::ALL, Action::as_str)),
        ("certainty", list(Certainty::ALL, Certainty::as_str)),
        ("basis", list(Basis::ALL, Basis::as_str)),
        ("guess", vec!["phrase"]),
        ("conflict", list(ConflictKind::ALL, ConflictKind::as_str)),
        ("warning", list(WarningKind::ALL, WarningKind::as_str)),
        ("phase", list(Phase::ALL, Phase::as_str)),
        ("unknown", vec!["title", "summary", "actor", "event_title", "event_summary"]),
        ("no-bounce", vec!["title", "summary", "person", "admin", "mailer", "certainty"]),
        ("in-passing", vec!["title", "summary", "person", "admin", "mailer"]),
        (
            "failed-check",
            vec!["title", "summary", "person", "admin", "mailer", "certainty", "outcome"],
        ),
        ("receipt", vec!["title", "summary", "person", "admin", "mailer", "certainty", "outcome"]),
        ("unsubscribed", vec!["title", "summary", "person", "admin", "mailer"]),
        ("empty", vec!["title", "summary"]),
        ("code-only", vec!["summary_suffix"]),
        ("code-group", vec!["outcome", "certainty"]),
    ]
}

/// The tables that only the npm package uses; the core does not carry them.
pub fn package_tables() -> [(&'static str, Vec<&'static str>); 3] {
    [
        ("ticket", TICKET.to_vec()),
        ("suppression", SUPPRESSION.to_vec()),
        ("guard", vec!["allowed", "refused"]),
    ]
}

const TICKET: &[&str] = &[
    "cause",
    "side",
    "resend",
    "certainty",
    "recipient",
    "original",
    "sender",
    "subject",
    "sent",
    "tried",
    "until",
    "reporter",
    "server",
    "codes",
    "reply",
    "message",
    "queue",
    "person",
    "admin",
    "mailer",
    "needed",
    "by",
];

const SUPPRESSION: &[&str] =
    &["dead", "complaint", "suppressed", "repeated", "watch", "unsure", "elsewhere"];

/// The kinds of tokens, each with a `title` and a `note`.
pub fn token_kinds() -> Vec<&'static str> {
    TokenKind::ALL.iter().map(|kind| kind.as_str()).collect()
}

/// The text at `[table] key`.
pub fn text<'a>(words: &'a Words, table: &str, key: &str) -> Option<&'a str> {
    words.get(table)?.get(key)?.as_str()
}

pub fn check(base: &Base, problems: &mut Vec<Problem>) {
    let Some(file) = &base.words else { return };
    for (table, keys) in tables().into_iter().chain(package_tables()) {
        expect(file, table, &keys, problems);
    }
    for kind in token_kinds() {
        for key in ["title", "note"] {
            let found = file.value.get("token").and_then(|t| t.get(kind)).and_then(|t| t.get(key));
            if found.and_then(toml::Value::as_str).is_none() {
                problems.push(file.problem(0, format!("[token.{kind}] {key} is missing")));
            }
        }
    }
    for table in file.value.keys() {
        let known = |tables: &[(&str, Vec<&str>)]| tables.iter().any(|(name, _)| name == table);
        if table != "token" && !known(&tables()) && !known(&package_tables()) {
            problems.push(file.problem(line_of(file, table), format!("unknown table [{table}]")));
        }
    }
}

fn expect(file: &Loaded<Words>, table: &str, keys: &[&str], problems: &mut Vec<Problem>) {
    for key in keys {
        if text(&file.value, table, key).is_none() {
            problems
                .push(file.problem(line_of(file, table), format!("[{table}] {key} is missing")));
        }
    }
    let known = file.value.get(table).and_then(toml::Value::as_table);
    for key in known.into_iter().flat_map(toml::Table::keys) {
        if !keys.contains(&key.as_str()) {
            problems
                .push(file.problem(line_of(file, table), format!("[{table}] {key} is not used")));
        }
    }
}

fn line_of(file: &Loaded<Words>, table: &str) -> usize {
    file.text.find(&format!("[{table}]")).unwrap_or(0)
}
