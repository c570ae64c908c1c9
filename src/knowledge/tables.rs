//! The types of the compiled knowledge base, which the build script writes from the files
//! below `data/`.

use serde::Serialize;

use crate::vocabulary::{
    Action, Actor, Audience, Certainty, CodeStatus, Family, Outcome, Permanence, ProviderKind,
    Scope,
};

/// A reason for a bounce.
#[derive(Debug)]
pub struct CauseRecord {
    pub title: &'static str,
    pub summary: &'static str,
    pub family: Family,
    pub permanence: Permanence,
    pub scope: Scope,
    pub actor: Actor,
    pub action: Action,
    pub retry_after_seconds: Option<u32>,
    pub steps: &'static [StepRecord],
    pub misreadings: &'static [Misreading],
    pub topics: &'static [&'static str],
    pub sources: &'static [Source],
}

/// One thing that a certain server says.
#[derive(Debug)]
pub struct EntryRecord {
    /// Its place among the entries.
    pub(super) at: u16,
    pub id: &'static str,
    pub cause: Cause,
    pub provider: Option<u16>,
    pub codes: &'static [u16],
    pub enhanced: &'static [EnhancedPattern],
    /// Bit 0: only from its provider. Bit 1: only where the reply names a host that is
    /// not the recipient's domain.
    pub flags: u32,
    pub scope: Option<Scope>,
    pub actor: Option<Actor>,
    pub action: Option<Action>,
    pub permanence: Option<Permanence>,
    pub certainty: Option<Certainty>,
    pub outcome: Option<Outcome>,
    pub retry_after_seconds: Option<u32>,
    pub standard_code: Option<u16>,
}

/// What an entry says to people.
#[derive(Debug)]
pub struct EntryWords {
    pub title: Option<&'static str>,
    pub summary: Option<&'static str>,
    pub steps: &'static [StepRecord],
    pub topics: &'static [&'static str],
    pub sources: &'static [Source],
}

impl EntryRecord {
    /// Whether the entry fits only what its provider says.
    pub fn needs_provider(&self) -> bool {
        self.flags & 1 != 0
    }

    /// Whether it fits only where the reply names a host that is not the recipient's domain.
    pub fn needs_other_host(&self) -> bool {
        self.flags & 2 != 0
    }
}

/// The short words of every answer: for each word of a list of `vocabulary` what it is in plain
/// words, in the order of that list.
#[derive(Debug)]
pub struct Words {
    pub parameter: &'static [&'static str],
    pub outcome: &'static [&'static str],
    pub failed: &'static [&'static str],
    pub actor: &'static [&'static str],
    pub resend: &'static [&'static str],
    pub given_up: &'static [&'static str],
    pub handed_in: &'static [&'static str],
    pub mailer: &'static [&'static str],
    pub certainty: &'static [&'static str],
    pub basis: &'static [&'static str],
    pub guess: &'static [&'static str],
    pub conflict: &'static [&'static str],
    pub warning: &'static [&'static str],
    pub phase: &'static [&'static str],
    pub unknown: &'static [&'static str],
    pub no_bounce: &'static [&'static str],
    pub in_passing: &'static [&'static str],
    pub failed_check: &'static [&'static str],
    pub receipt: &'static [&'static str],
    pub unsubscribed: &'static [&'static str],
    pub empty: &'static [&'static str],
    pub code_only: &'static [&'static str],
    pub code_group: &'static [&'static str],
    pub token_title: &'static [&'static str],
    pub token_note: &'static [&'static str],
}

/// A step whose `{…}` are not yet filled in.
#[derive(Debug)]
pub struct StepRecord {
    pub audience: Audience,
    pub text: &'static str,
    pub url: Option<&'static str>,
    pub fallback_url: Option<&'static str>,
    /// Whether it is right only as long as a server keeps trying.
    pub waits: bool,
    /// Whether there is a `{…}` in the text or in the link.
    pub has_places: bool,
}

/// What people often read elsewhere, and what is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Misreading {
    /// What is said elsewhere.
    pub claim: &'static str,
    /// What is right.
    pub answer: &'static str,
    /// Where that is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'static str>,
}

/// Where something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Source {
    /// What to call it: "RFC 5321 §4.2.1".
    pub title: &'static str,
    /// Its address; absent for what was seen in real replies only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'static str>,
}

/// Enhanced codes of one subject: one detail or a range of them.
#[derive(Clone, Copy, Debug)]
pub struct EnhancedPattern {
    /// 0 stands for every class.
    pub class: u8,
    pub subject: u16,
    pub from: u16,
    pub to: u16,
}

/// A reply code.
#[derive(Debug)]
pub struct ReplyCodeRecord {
    pub code: u16,
    pub title: &'static str,
    pub summary: &'static str,
    pub cause: Option<Cause>,
    pub alternatives: &'static [Cause],
    pub outcome: Option<Outcome>,
    pub meanings: &'static [MeaningRecord],
    pub misreadings: &'static [Misreading],
}

/// An enhanced code.
#[derive(Debug)]
pub struct EnhancedCodeRecord {
    pub pattern: EnhancedPattern,
    pub title: &'static str,
    pub summary: &'static str,
    pub cause: Option<Cause>,
    pub temporary_cause: Option<Cause>,
    pub alternatives: &'static [Cause],
    pub meanings: &'static [MeaningRecord],
    pub misreadings: &'static [Misreading],
}

/// One official or observed use of a code.
#[derive(Debug)]
pub struct MeaningRecord {
    pub text: &'static str,
    pub note: Option<&'static str>,
    pub status: CodeStatus,
    pub source: &'static str,
    pub url: Option<&'static str>,
    pub commands: Option<&'static str>,
    pub provider: Option<u16>,
    pub cause: Option<Cause>,
}

/// A digit of a reply code, or a part of an enhanced code.
#[derive(Debug)]
pub struct PartRecord {
    pub position: u8,
    /// `None` stands for every number.
    pub number: Option<u16>,
    pub title: &'static str,
    pub note: &'static str,
    pub misreadings: &'static [Misreading],
}

/// A provider and how to recognise it.
#[derive(Debug)]
pub struct ProviderRecord {
    pub id: &'static str,
    pub name: &'static str,
    pub kind: ProviderKind,
    pub url: Option<&'static str>,
    pub help_url: Option<&'static str>,
    pub hosts: &'static [&'static str],
    pub domains: &'static [&'static str],
}

/// A block list.
#[derive(Debug)]
pub struct BlocklistRecord {
    pub id: &'static str,
    pub name: &'static str,
    pub url: Option<&'static str>,
    pub fallback_url: Option<&'static str>,
    pub closed: bool,
    pub note: &'static str,
}

/// A field of a report, a log line or an event.
#[derive(Debug)]
pub struct FieldRecord {
    /// `<group>/<name>`, such as `dsn/final-recipient`.
    pub id: &'static str,
    pub title: &'static str,
    pub note: &'static str,
}

/// A guide topic.
#[derive(Debug)]
pub struct TopicRecord {
    pub id: &'static str,
    pub title: &'static str,
    pub names: &'static [&'static str],
    pub summary: &'static str,
    pub body: &'static [&'static str],
    pub misreadings: &'static [Misreading],
    pub sources: &'static [Source],
}

include!(concat!(env!("OUT_DIR"), "/knowledge.rs"));
