//! The files of the knowledge base as they are written; see `data/README.md`.

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use crate::alternatives::Phrases;

/// Text together with its place in the file.
pub type Text = Spanned<String>;

/// `entries/<who>/<what>.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub cause: Text,
    pub provider: Option<Text>,
    pub title: Option<Text>,
    pub summary: Option<Text>,
    pub reviewed: Datetime,
    pub scope: Option<Text>,
    pub actor: Option<Text>,
    pub action: Option<Text>,
    pub permanence: Option<Text>,
    pub certainty: Option<Text>,
    pub outcome: Option<Text>,
    pub retry_after_seconds: Option<u32>,
    pub standard_code: Option<u16>,
    #[serde(default)]
    pub topics: Vec<Text>,
    #[serde(rename = "match")]
    pub conditions: Conditions,
    #[serde(default, rename = "step")]
    pub steps: Vec<Step>,
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
    #[serde(default, rename = "example")]
    pub examples: Vec<Example>,
    #[serde(default, rename = "not")]
    pub counter_examples: Vec<CounterExample>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conditions {
    #[serde(default)]
    pub codes: Vec<Spanned<CodePattern>>,
    #[serde(default)]
    pub enhanced: Vec<Text>,
    #[serde(default)]
    pub phrases: Phrases,
    #[serde(default)]
    pub unless: Phrases,
    #[serde(default)]
    pub from_provider: bool,
    #[serde(default)]
    pub other_host: bool,
}

/// `550` or `"5xx"`.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum CodePattern {
    Number(u16),
    Class(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    #[serde(rename = "for")]
    pub audience: Text,
    pub text: Text,
    pub url: Option<Text>,
    pub fallback_url: Option<Text>,
    #[serde(default)]
    pub waits: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub title: Text,
    pub url: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub text: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CounterExample {
    pub text: Text,
    pub because: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Misreading {
    pub claim: Text,
    pub answer: Text,
    pub url: Option<Text>,
}

/// `causes/<family>/<cause>.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    pub title: Text,
    pub summary: Text,
    pub permanence: Text,
    pub scope: Text,
    pub actor: Text,
    pub action: Text,
    pub retry_after_seconds: Option<u32>,
    pub reviewed: Datetime,
    #[serde(default)]
    pub topics: Vec<Text>,
    #[serde(default, rename = "step")]
    pub steps: Vec<Step>,
    #[serde(default, rename = "misreading")]
    pub misreadings: Vec<Misreading>,
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
}

/// `codes/reply/*.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyCodes {
    #[serde(default, rename = "digit")]
    pub digits: Vec<Digit>,
    #[serde(default, rename = "code")]
    pub codes: Vec<ReplyCode>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Digit {
    pub position: Spanned<u8>,
    pub digit: Option<u8>,
    pub title: Text,
    pub note: Text,
    #[serde(default, rename = "misreading")]
    pub misreadings: Vec<Misreading>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyCode {
    pub code: Spanned<u16>,
    pub title: Text,
    pub summary: Text,
    pub cause: Option<Text>,
    #[serde(default)]
    pub alternatives: Vec<Text>,
    pub outcome: Option<Text>,
    #[serde(default, rename = "meaning")]
    pub meanings: Vec<Meaning>,
    #[serde(default, rename = "misreading")]
    pub misreadings: Vec<Misreading>,
}

/// `codes/enhanced/*.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnhancedCodes {
    #[serde(default, rename = "part")]
    pub parts: Vec<Part>,
    #[serde(default, rename = "code")]
    pub codes: Vec<EnhancedCode>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub position: Spanned<u8>,
    pub number: u16,
    pub title: Text,
    pub note: Text,
    #[serde(default, rename = "misreading")]
    pub misreadings: Vec<Misreading>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnhancedCode {
    pub code: Text,
    pub title: Text,
    pub summary: Text,
    pub cause: Option<Text>,
    pub temporary_cause: Option<Text>,
    #[serde(default)]
    pub alternatives: Vec<Text>,
    #[serde(default, rename = "meaning")]
    pub meanings: Vec<Meaning>,
    #[serde(default, rename = "misreading")]
    pub misreadings: Vec<Misreading>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meaning {
    pub text: Text,
    pub note: Option<Text>,
    pub status: Text,
    pub source: Text,
    pub url: Option<Text>,
    pub commands: Option<Text>,
    pub provider: Option<Text>,
    pub cause: Option<Text>,
}

/// `providers/<who>.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    pub name: Text,
    pub kind: Text,
    pub url: Option<Text>,
    pub help_url: Option<Text>,
    pub reviewed: Datetime,
    #[serde(default)]
    pub recognise: Recognise,
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recognise {
    #[serde(default)]
    pub hosts: Vec<Text>,
    #[serde(default)]
    pub domains: Vec<Text>,
    #[serde(default)]
    pub phrases: Vec<Text>,
}

/// `blocklists/*.toml`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blocklists {
    #[serde(default, rename = "blocklist")]
    pub lists: Vec<Blocklist>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blocklist {
    pub id: Text,
    pub name: Text,
    pub lists: Vec<Text>,
    pub phrases: Vec<Text>,
    pub url: Option<Text>,
    pub fallback_url: Option<Text>,
    #[serde(default)]
    pub closed: bool,
    pub note: Text,
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
}

/// `topics/<what>.toml`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    pub title: Text,
    pub names: Vec<Text>,
    pub summary: Text,
    #[serde(default)]
    pub body: Vec<Text>,
    pub reviewed: Datetime,
    #[serde(default, rename = "misreading")]
    pub misreadings: Vec<Misreading>,
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
}

/// A field of a report, a log line or an event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    pub title: Text,
    pub note: Text,
}

/// The sentences by which the notices of one mail system are recognised.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// The provider whose program writes so; absent when several do.
    pub source: Option<Text>,
    #[serde(default, rename = "anchor")]
    pub anchors: Vec<Anchor>,
}

/// Sentences that say the same.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    pub says: Text,
    #[serde(default)]
    pub wide: bool,
    pub phrases: Vec<Text>,
}
