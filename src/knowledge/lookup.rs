//! Looks up the meaning of a code or of a guide topic.

use serde::Serialize;

use super::codes::{all_enhanced, enhanced_code, part_of_enhanced, reply_code, reply_digit};
use super::records::{PROVIDERS, TOPICS};
use super::tables::{Cause, MeaningRecord, Misreading, PartRecord, Source, TopicRecord};
use crate::reply::{EnhancedCode, ReplyCode};
use crate::vocabulary::CodeStatus;

/// What [`lookup`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LookupKind {
    /// A reply code such as `550`.
    ReplyCode,
    /// An enhanced code such as `5.7.26`.
    EnhancedCode,
    /// All codes with the same first digit: `5xx`, `5.x.x`.
    Class,
    /// All codes with the same second digit or subject: `x5x`, `5.7.x`.
    Category,
    /// A guide topic such as `port-465`.
    Topic,
}

/// The meaning of a code or of a guide topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CodeMeaning {
    /// What was found.
    pub kind: LookupKind,
    /// The code in its plain form, or the id of the topic.
    pub id: String,
    /// What it means, in one line.
    pub title: &'static str,
    /// What it means, in one to three sentences.
    pub summary: &'static str,
    /// Further paragraphs of a topic.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub body: &'static [&'static str],
    /// The cause that the code alone makes likely.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// Causes that the code leaves open, likeliest first.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub alternatives: &'static [Cause],
    /// The parts of the code, first to last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// Official and observed uses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub meanings: Vec<Meaning>,
    /// What people often read elsewhere, and what is right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub misreadings: Vec<Misreading>,
    /// Where this is written.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub sources: &'static [Source],
}

/// One digit of a reply code, or one part of an enhanced code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Part {
    /// The digit or number.
    pub value: String,
    /// What it means, in a few words.
    pub title: &'static str,
    /// What it means, in a sentence.
    pub note: &'static str,
}

/// One official or observed use of a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Meaning {
    /// The usual words.
    pub text: &'static str,
    /// What they mean, where the code's own summary does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'static str>,
    /// Who stands behind it.
    pub status: CodeStatus,
    /// Where it is written.
    pub source: &'static str,
    /// The address of that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'static str>,
    /// The commands that it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commands: Option<&'static str>,
    /// The provider whose meaning it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<&'static str>,
}

/// The meaning of a code or of a guide topic; see [`crate::lookup`].
#[must_use]
pub fn lookup(text: &str) -> Option<CodeMeaning> {
    // No code and no name of a topic is longer; a pasted mail need not be folded first.
    const LONGEST: usize = 120;
    if text.len() > LONGEST {
        return None;
    }
    let asked = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let asked = asked.trim_end_matches(['.', '?', '!']);
    topic(asked)
        .or_else(|| asked.parse().ok().and_then(of_reply_code))
        .or_else(|| asked.parse().ok().and_then(of_enhanced_code))
        .or_else(|| of_pattern(asked))
}

fn topic(asked: &str) -> Option<CodeMeaning> {
    let known = |topic: &&TopicRecord| topic.id == asked || topic.names.contains(&asked);
    let topic = TOPICS.all().iter().find(known)?;
    Some(CodeMeaning {
        body: topic.body,
        misreadings: topic.misreadings.to_vec(),
        sources: topic.sources,
        ..empty(LookupKind::Topic, topic.id.into(), topic.title, topic.summary)
    })
}

fn of_reply_code(code: ReplyCode) -> Option<CodeMeaning> {
    let digits = code.digits();
    let parts = parts_of(
        digits
            .map(u16::from)
            .into_iter()
            .enumerate()
            .map(|(at, digit)| (digit, reply_digit(at as u8 + 1, digit))),
    );
    let class = reply_digit(1, digits[0].into());
    let Some(record) = reply_code(code) else {
        // Nobody defined it: the first digit decides (RFC 5321 §4.3.2).
        let class = class?;
        return Some(CodeMeaning {
            parts,
            ..empty(LookupKind::ReplyCode, code.to_string(), class.title, class.note)
        });
    };
    Some(CodeMeaning {
        cause: record.cause,
        alternatives: record.alternatives,
        parts,
        meanings: record.meanings.iter().map(Meaning::of).collect(),
        misreadings: record
            .misreadings
            .iter()
            .chain(class.into_iter().flat_map(|part| part.misreadings))
            .copied()
            .collect(),
        ..empty(LookupKind::ReplyCode, code.to_string(), record.title, record.summary)
    })
}

fn of_enhanced_code(code: EnhancedCode) -> Option<CodeMeaning> {
    let class = part_of_enhanced(1, code.class.into());
    let subject = part_of_enhanced(2, code.subject);
    let record = enhanced_code(code);
    let mut parts = parts_of([(code.class.into(), class), (code.subject, subject)].into_iter());
    if let Some(record) = record {
        parts.push(Part {
            value: code.detail.to_string(),
            title: record.title,
            note: record.summary,
        });
    }
    let id = code.to_string();
    let Some(record) = record else {
        // RFC 3463 §2: an unknown detail is read by class and subject.
        let known = subject.or(class)?;
        return Some(CodeMeaning {
            parts,
            ..empty(LookupKind::EnhancedCode, id, known.title, known.note)
        });
    };
    Some(CodeMeaning {
        cause: record.cause,
        alternatives: record.alternatives,
        parts,
        meanings: all_enhanced(code).flat_map(|record| record.meanings).map(Meaning::of).collect(),
        misreadings: record.misreadings.to_vec(),
        ..empty(LookupKind::EnhancedCode, id, record.title, record.summary)
    })
}

/// `5xx`, `x5x`, `5.x.x`, `5.7.x`, `x.7.x`, also as the registry writes them (`X.7.YYY`).
fn of_pattern(asked: &str) -> Option<CodeMeaning> {
    if let [first, second, b'x'] = asked.as_bytes() {
        return match (first, second) {
            (b'1'..=b'6', b'x') => {
                part_meaning(LookupKind::Class, asked, reply_digit(1, (first - b'0').into())?)
            }
            (b'x', b'0'..=b'9') => {
                part_meaning(LookupKind::Category, asked, reply_digit(2, (second - b'0').into())?)
            }
            _ => None,
        };
    }
    let parts: Vec<&str> = asked.split('.').collect();
    let open = |part: &str| !part.is_empty() && part.bytes().all(|b| matches!(b, b'x' | b'y'));
    match parts.as_slice() {
        [class, subject, detail] if open(subject) && open(detail) => {
            part_meaning(LookupKind::Class, asked, part_of_enhanced(1, class.parse().ok()?)?)
        }
        [_, subject, detail] if open(detail) => {
            part_meaning(LookupKind::Category, asked, part_of_enhanced(2, subject.parse().ok()?)?)
        }
        // `x.7.26`: the same reason in every class.
        ["x", subject, detail] => of_enhanced_code(format!("5.{subject}.{detail}").parse().ok()?),
        // `7.7.1` stands on a provider's page although no code begins with 7.
        [class @ ("6" | "7"), subject, detail] => {
            let (class, subject, detail) =
                (class.parse().ok()?, subject.parse().ok()?, detail.parse().ok()?);
            of_enhanced_code(EnhancedCode { class, subject, detail })
        }
        _ => None,
    }
}

fn part_meaning(kind: LookupKind, asked: &str, part: &'static PartRecord) -> Option<CodeMeaning> {
    Some(CodeMeaning {
        misreadings: part.misreadings.to_vec(),
        ..empty(kind, asked.into(), part.title, part.note)
    })
}

fn parts_of(parts: impl Iterator<Item = (u16, Option<&'static PartRecord>)>) -> Vec<Part> {
    let named = |(value, part): (u16, Option<&'static PartRecord>)| {
        part.map(|part| Part { value: value.to_string(), title: part.title, note: part.note })
    };
    parts.filter_map(named).collect()
}

fn empty(kind: LookupKind, id: String, title: &'static str, summary: &'static str) -> CodeMeaning {
    CodeMeaning {
        kind,
        id,
        title,
        summary,
        body: &[],
        cause: None,
        alternatives: &[],
        parts: Vec::new(),
        meanings: Vec::new(),
        misreadings: Vec::new(),
        sources: &[],
    }
}

impl Meaning {
    fn of(record: &MeaningRecord) -> Meaning {
        Meaning {
            text: record.text,
            note: record.note,
            status: record.status,
            source: record.source,
            url: record.url,
            commands: record.commands,
            provider: record.provider.map(|at| PROVIDERS.get(at).name),
        }
    }
}
