//! What the input says, without an opinion.
//!
//! One module a form. Each reads the lines of the [`Input`] and adds what it
//! finds to a [`Parsed`]: replies, deliveries, tokens and warnings, all tied to
//! their place in the input.

mod anatomy;
mod code;
mod event;
mod facts;
mod glued;
mod log;
mod mail;
mod nesting;
mod noted;
mod notice;
mod original;
mod parser;
mod plain;
mod program;
mod raised;
mod reply;
mod report;
mod session;
mod told;

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use crate::form::is_mail;
use crate::input::Input;
use crate::reply::Reply;
use crate::span::{Placed, Span};
use crate::vocabulary::{Event, Form, TokenKind, WarningKind};

/// Reads an input of a known form.
///
/// The reader of each form is a function apart (`#[inline(never)]`), and so are the parts of what every
/// reply goes through: engines of JavaScript compile a function when it is first called, and
/// optimise it only up to a size. Laid into each other, all is in one that they never optimise.
#[must_use]
pub fn extract(input: &Input, form: Form) -> Parsed {
    let mut parsed = Parsed::new(input, form);
    match form {
        Form::Code => code::extract(input, &mut parsed),
        Form::Dsn if is_mail(input) => mail::extract(input, &mut parsed),
        Form::Webhook => event::extract(input, &mut parsed),
        _ if plain::extract(input, form, &mut parsed) => (),
        form => text(input, form, &mut parsed),
    }
    nesting::sort(&mut parsed.tokens);
    if !parsed.deliveries.is_empty() {
        parsed.handed_in = program::hands_in(&parsed);
    }
    parsed
}

/// Reads a text of a known form that is no mail, object or code.
fn text(input: &Input, form: Form, parsed: &mut Parsed) {
    match form {
        Form::Dsn => report::extract(input, parsed),
        Form::Complaint => mail::complaint(input, parsed),
        Form::Notice => notice::extract(input, parsed),
        Form::Log => log::extract(input, parsed),
        Form::Reply | Form::Unknown if event::posted(input, parsed) => (),
        Form::Reply | Form::Unknown if event::prefixed(input, parsed) => (),
        Form::Reply if raised::extract(input, parsed) => (),
        Form::Reply => reply::extract(input, parsed),
        Form::Session => session::extract(input, parsed),
        _ => reply::refuse(input, parsed),
    }
}

/// What was found in the input.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Parsed {
    /// The kind of thing that was handed in.
    pub form: Form,
    /// The program or service that wrote it, such as `postfix` or `ses`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'static str>,
    /// Every reply, in the input's order.
    pub replies: Vec<Reply>,
    /// What happened to each recipient, in the input's order. An input without
    /// a recipient but with a reply has one delivery without a recipient.
    pub deliveries: Vec<Delivery>,
    /// What is known of the message that was not delivered.
    #[serde(skip_serializing_if = "MessageFacts::is_empty")]
    pub message: MessageFacts,
    /// Results of SPF, DKIM, DMARC and other checks that the input names.
    pub checks: Vec<Check>,
    /// Every part of the input that has a meaning, sorted by place; tokens
    /// overlap only by lying within one another.
    pub tokens: Vec<Token>,
    /// What did not go smoothly.
    pub warnings: Vec<Warning>,
    /// Whether a program tells that it could not hand a message in. What its own server refused,
    /// no server of the recipient's has said: PHPMailer's `ana@gmail.com: Relaying denied`.
    #[serde(skip)]
    pub handed_in: bool,
    /// The texts that spans point into; the first one is the input, which is not
    /// repeated in JSON.
    #[serde(skip_serializing_if = "is_input_alone", serialize_with = "without_input")]
    pub pieces: Vec<String>,
}

fn is_input_alone(pieces: &[String]) -> bool {
    pieces.len() < 2
}

fn without_input<S: serde::Serializer>(
    pieces: &[String],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    pieces.get(1..).unwrap_or_default().serialize(serializer)
}

/// What is known of the message that was not delivered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MessageFacts {
    /// Its Message-ID, without the angle brackets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// Its subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The address that it was sent from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// When the reporting server got it, as ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrival: Option<String>,
    /// The server or service that reports.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reporting_server: Option<String>,
    /// The id under which the reporting server queued or logged it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue_id: Option<String>,
}

impl MessageFacts {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == MessageFacts::default()
    }
}

/// What is known of the delivery to one recipient.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Delivery {
    /// The address that the message went to in the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// The address that the sender wrote to, where it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_recipient: Option<String>,
    /// Index of the reply that decided, in [`Parsed::replies`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply: Option<usize>,
    /// The server that gave the reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote: Option<Remote>,
    /// What is reported to have become of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<Event>,
    /// When the last attempt was made, as ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_attempt: Option<String>,
    /// Until when the reporter goes on trying, as ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_until: Option<String>,
    /// Whether a person tells of it in words of their own, or somebody tells of such things in
    /// general: nothing is sure then.
    #[serde(skip)]
    pub hearsay: bool,
    /// Whether it is the receipt of a mail program (RFC 8098).
    #[serde(skip)]
    pub receipt: bool,
    /// Whether a sending service calls the failure soft: the address may work another time.
    #[serde(skip)]
    pub soft: bool,
    /// Whether the reporting server itself refused: it is not the recipient's.
    #[serde(skip)]
    pub own: bool,
    /// Further words about this delivery, for when those of the reply tell nothing.
    #[serde(skip)]
    pub context: Vec<Span>,
}

/// The server at the other end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Remote {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// Its IP address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
}

/// A part of the input that has a meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// The part in its plain form: an address without `<>`, a limit in bytes or
    /// recipients (`bytes:36700160`), a delay in seconds (`300`).
    pub value: Cow<'static, str>,
    /// Where it stands.
    pub span: Span,
}

impl Serialize for Token {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Placed::new(serializer, "Token")?
            .field("kind", &self.kind)?
            .field("value", &self.value)?
            .at(self.span)
    }
}

/// The result of an authentication check, as the input states it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Check {
    /// `spf`, `dkim`, `dmarc`, `arc`, `ptr` or `tls`.
    pub name: &'static str,
    /// `pass`, `fail`, `none` (nothing there to check) or `error`.
    pub result: &'static str,
    /// The domain that was checked.
    pub domain: Option<String>,
    /// The IP address that was checked.
    pub ip: Option<String>,
    /// Where it stands.
    pub span: Span,
}

impl Serialize for Check {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Placed::new(serializer, "Check")?
            .field("name", self.name)?
            .field("result", self.result)?
            .optional("domain", &self.domain)?
            .optional("ip", &self.ip)?
            .at(self.span)
    }
}

/// Something that did not go smoothly.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Warning {
    /// What it is.
    pub kind: WarningKind,
    /// Where, if it has one place.
    pub span: Option<Span>,
}

impl Serialize for Warning {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Placed::new(serializer, "Warning")?.field("kind", &self.kind)?.maybe_at(self.span)?.end()
    }
}

impl Parsed {
    /// Nothing yet but what the input itself tells.
    fn new(input: &Input, form: Form) -> Parsed {
        let mut parsed = Parsed {
            form,
            source: None,
            replies: Vec::new(),
            deliveries: Vec::new(),
            message: MessageFacts::default(),
            checks: Vec::new(),
            // A reply of one line has about this many, most of them parts of its codes.
            tokens: Vec::with_capacity(24),
            warnings: Vec::new(),
            handed_in: false,
            pieces: vec![input.text().to_owned()],
        };
        if input.is_cut() {
            parsed.warn(WarningKind::Cut, None);
        }
        if let Some(span) = input.bad_encoding() {
            parsed.warn(WarningKind::BadEncoding, Some(span));
        }
        parsed
    }

    fn warn(&mut self, kind: WarningKind, span: Option<Span>) {
        self.warnings.push(Warning { kind, span });
    }

    /// Adds a text that had to be decoded first; gives its number.
    fn add_piece(&mut self, text: String) -> u32 {
        self.pieces.push(text);
        (self.pieces.len() - 1) as u32
    }

    /// Lets `read` add what it finds in the piece of that number.
    fn within(&mut self, piece: u32, read: impl FnOnce(&mut Parsed)) {
        let (replies, tokens) = (self.replies.len(), self.tokens.len());
        let (checks, warnings) = (self.checks.len(), self.warnings.len());
        let deliveries = self.deliveries.len();
        read(self);
        let replies = self.replies[replies..].iter_mut().flat_map(Reply::spans_mut);
        let tokens = self.tokens[tokens..].iter_mut().map(|token| &mut token.span);
        let checks = self.checks[checks..].iter_mut().map(|check| &mut check.span);
        let warnings = self.warnings[warnings..].iter_mut().filter_map(|w| w.span.as_mut());
        let contexts = self.deliveries[deliveries..].iter_mut().flat_map(|d| &mut d.context);
        let spans = replies.chain(tokens).chain(checks).chain(warnings).chain(contexts);
        spans.filter(|span| span.piece == 0).for_each(|span| span.piece = piece);
    }

    fn token(&mut self, kind: TokenKind, value: impl Into<String>, span: Span) {
        self.tokens.push(Token { kind, value: Cow::Owned(value.into()), span });
    }
}
