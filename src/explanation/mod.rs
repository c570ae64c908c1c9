//! The answer: what happened, whose job it is to fix it, and what to do next.

mod background;
mod explain;
mod parameters;
mod peaceful;
mod reported;
mod resend;
mod supposed;
mod tokens;
mod utf16;
mod verdict;
mod wording;

pub(crate) use explain::explain;
use explain::unknown_words;

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::extract::{Check, MessageFacts, Remote, Warning};
use crate::knowledge::{Cause, Misreading, Source};
use crate::reply::{Reply, ReplyCode};
use crate::span::{Placed, Span};
use crate::vocabulary::{
    Action, Actor, Audience, Basis, Certainty, ConflictKind, Family, Form, Outcome, Permanence,
    Phase, ProviderKind, Scope, TokenKind,
};

/// What an input means.
///
/// Serialised, its names are in camelCase and absent things are left out; it is
/// plain JSON. Spans count bytes here and UTF-16 code units in JavaScript.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Explanation {
    /// The version of this shape; it changes only with what would break a reader.
    pub schema: u32,
    /// The kind of thing that was handed in.
    pub form: Form,
    /// The program or service that wrote it, such as `postfix` or `ses`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'static str>,
    /// What the input as a whole reports.
    pub outcome: Outcome,
    /// One for each recipient, in the input's order, and at least one.
    pub verdicts: Vec<Verdict>,
    /// Every part of the input that has a meaning, sorted by place; tokens
    /// overlap only by lying within one another.
    pub tokens: Vec<ExplainedToken>,
    /// What is known of the message that was not delivered.
    #[serde(skip_serializing_if = "MessageFacts::is_empty")]
    pub message: MessageFacts,
    /// What did not go smoothly.
    pub warnings: Vec<ExplainedWarning>,
    /// The texts that `piece` of a span counts, when there are others than the input.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<String>,
    /// The knowledge that the answer comes from.
    pub knowledge: KnowledgeVersion,
    /// All texts, to count in; the first one is the input.
    #[serde(skip)]
    texts: Vec<String>,
}

/// Which knowledge an answer comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct KnowledgeVersion {
    /// The version of this package.
    pub version: &'static str,
    /// How many entries it has.
    pub entries: usize,
}

/// What happened to one recipient.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Verdict {
    /// The address that the message went to in the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// The address that the sender wrote to, where it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_recipient: Option<String>,
    /// The reply that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
    /// The point of the dialogue at which it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    /// The server that gave the reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote: Option<Remote>,
    /// When the last attempt was made, as ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_attempt: Option<String>,
    /// Until when another server goes on trying, as ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_until: Option<String>,
    /// What the server said about trying again.
    pub permanence: Permanence,
    /// Why.
    pub cause: Cause,
    /// The family of the cause.
    pub family: Family,
    /// What the fault sticks to.
    pub scope: Scope,
    /// Who has to act.
    pub actor: Actor,
    /// What a mailer does next.
    pub action: Action,
    /// How long a mailer waits before it tries again, where it should.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<u32>,
    /// What the cause rests on.
    pub basis: Basis,
    /// How sure the cause is.
    pub certainty: Certainty,
    /// The entry of the knowledge base, such as `google/unauthenticated-sender`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<&'static str>,
    /// The reply code whose usual words these are, where the input has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_code: Option<ReplyCode>,
    /// Whose server or filter answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<Provider>,
    /// The public block list that the reply names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocklist: Option<Blocklist>,
    /// What happened, in one line.
    pub title: Cow<'static, str>,
    /// What happened, in one to three sentences.
    pub summary: Cow<'static, str>,
    /// The answers to the questions that everyone asks first.
    pub wording: Wording,
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// Results of SPF, DKIM, DMARC and other checks that the reply names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
    /// The words of the input that decided.
    pub evidence: Vec<Evidence>,
    /// Where the input disagrees with itself.
    pub conflicts: Vec<Conflict>,
    /// Other causes that the input leaves open, likeliest first.
    pub alternatives: Vec<Alternative>,
    /// What people often read elsewhere, and what is right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub misreadings: Vec<Misreading>,
    /// Ids of guide topics that help here, for [`crate::lookup`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<&'static str>,
    /// Where this is written.
    pub sources: Vec<Source>,
}

/// Answers to the questions that everyone asks first, as sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Wording {
    /// The outcome in a few words: "Not delivered".
    pub outcome: &'static str,
    /// Whose side it is: "Whoever runs your e-mail".
    pub actor: &'static str,
    /// Whether sending again helps.
    pub resend: &'static str,
    /// How sure the answer is, and why.
    pub certainty: String,
    /// At which point the reply came: "while naming the recipient (RCPT TO)".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<&'static str>,
}

/// Whose server or filter answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Provider {
    /// Its id, such as `google`.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub kind: ProviderKind,
    /// Its page for people who send mail to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'static str>,
    /// Its form for help or for being taken off a block.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help_url: Option<&'static str>,
}

/// A public block list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Blocklist {
    /// Its id, such as `spamhaus-zen`.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Where to look the address or domain up, already filled in where possible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Cow<'static, str>>,
    /// Whether the list is closed, so that a listing is the receiver's mistake.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub closed: bool,
    /// What it lists and how one gets off it.
    pub note: &'static str,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Step {
    /// Whom it is written for.
    #[serde(rename = "for")]
    pub audience: Audience,
    /// What to do, with the reply's own values filled in.
    pub text: Cow<'static, str>,
    /// A page that helps. It comes from the knowledge base, never from the input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Cow<'static, str>>,
}

/// Words of the input that decided.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Evidence {
    /// What they say.
    pub says: String,
    /// Where they stand.
    pub span: Span,
}

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Placed::new(serializer, "Evidence")?.field("says", &self.says)?.at(self.span)
    }
}

/// A disagreement within the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Conflict {
    /// Between what.
    pub kind: ConflictKind,
    /// What it means, in one sentence.
    pub note: Cow<'static, str>,
}

/// Another cause that the input leaves open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Alternative {
    /// The cause.
    pub cause: Cause,
    /// Its title.
    pub title: &'static str,
    /// How well it fits.
    pub certainty: Certainty,
}

/// A part of the input, with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExplainedToken {
    /// What it is.
    pub kind: TokenKind,
    /// The part in its plain form.
    pub value: Cow<'static, str>,
    /// What it is, in a few words.
    pub title: Cow<'static, str>,
    /// What it means, in a sentence.
    pub note: Option<Cow<'static, str>>,
    /// Where it stands.
    pub span: Span,
}

impl Serialize for ExplainedToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Placed::new(serializer, "ExplainedToken")?
            .field("kind", &self.kind)?
            .field("value", &self.value)?
            .field("title", &self.title)?
            .optional("note", &self.note)?
            .at(self.span)
    }
}

/// A [`Warning`], with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExplainedWarning {
    /// What it is and where.
    pub warning: Warning,
    /// What it means, in a sentence.
    pub note: &'static str,
}

impl Serialize for ExplainedWarning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Placed::new(serializer, "ExplainedWarning")?
            .field("kind", &self.warning.kind)?
            .maybe_at(self.warning.span)?
            .field("note", self.note)?
            .end()
    }
}
