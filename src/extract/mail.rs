//! A whole mail: a bounce, a complaint, an automatic answer, or none of them.
//!
//! MIME is the job of `mail-parser`; this module decides which parts matter.

mod charset;
mod complaint;
mod headers;
mod parts;

use mail_parser::{Message, MessageParser};

use super::{Delivery, Parsed, notice, report};
use crate::anchors::anchors;
use crate::input::Input;
use crate::vocabulary::{Event, Form, Says, TokenKind, WarningKind};
use headers::Evidence;
use parts::{Kind, Part, PartText, parts};

/// The most levels of mails within mails. Forwarding makes a handful; beyond that
/// somebody tries what the parser's stack can bear.
const MAX_LEVELS: usize = 100;

/// Reads a mail and settles what it is.
pub(super) fn extract(input: &Input, parsed: &mut Parsed) {
    let raw = parts::prepared(input.bytes());
    let levels = parts::levels(&raw);
    let parser = MessageParser::default();
    let message = match levels > MAX_LEVELS {
        true => {
            parsed.warn(WarningKind::Cut, None);
            None
        }
        false => parser.parse(raw.as_ref()),
    };
    let Some(message) = message else {
        // What cannot be taken apart is read as the text that it is.
        return read_text(input, parsed);
    };
    Mail { input, message: &message, parts: parts(&message) }.read(parsed);
}

/// A mail that is no mail any more: fields of a report or a notice in plain text.
fn read_text(input: &Input, parsed: &mut Parsed) {
    parsed.form = Form::NotABounce;
    if report::holds_report(input) {
        parsed.form = Form::Dsn;
        let mut deliveries = report::read(input, parsed);
        parsed.deliveries.append(&mut deliveries);
    }
}

struct Mail<'m> {
    input: &'m Input<'m>,
    message: &'m Message<'m>,
    parts: Vec<Part<'m>>,
}

impl Mail<'_> {
    fn read(&self, parsed: &mut Parsed) {
        let evidence = Evidence::of(self.message);
        let read = self.complaint(parsed)
            || self.report(parsed)
            || self.answer(&evidence, parsed)
            || self.notice(&evidence, parsed);
        if !read {
            parsed.form = Form::NotABounce;
            parsed.deliveries.push(Delivery { event: Some(Event::Other), ..Delivery::default() });
        }
        self.original(parsed);
    }

    /// ARF (RFC 5965).
    fn complaint(&self, parsed: &mut Parsed) -> bool {
        let Some(part) = self.parts.iter().find(|part| part.kind == Kind::Feedback) else {
            return false;
        };
        parsed.form = Form::Complaint;
        let text = part.text(self.input, parsed);
        let mut delivery = Delivery::default();
        text.read(parsed, |text, parsed| delivery = complaint::read(text, parsed));
        if delivery.recipient.is_none() {
            delivery.recipient = self.original_recipient();
        }
        parsed.deliveries.push(delivery);
        true
    }

    /// RFC 3464, also without its label and within the text for people.
    fn report(&self, parsed: &mut Parsed) -> bool {
        let mut deliveries = Vec::new();
        let mut texts: Vec<PartText> = Vec::new();
        for part in &self.parts {
            match part.kind {
                Kind::Status => {
                    let text = part.text(self.input, parsed);
                    text.read(parsed, |text, parsed| {
                        deliveries.append(&mut report::read(text, parsed));
                    });
                }
                Kind::Text | Kind::Html if deliveries.is_empty() && texts.len() < 4 => {
                    texts.push(part.text(self.input, parsed));
                }
                _ => (),
            }
        }
        if deliveries.is_empty() {
            for text in &texts {
                text.read(parsed, |text, parsed| {
                    if report::holds_report(text) {
                        deliveries.append(&mut report::read(text, parsed));
                    }
                });
            }
        }
        if deliveries.is_empty() {
            return false;
        }
        parsed.form = Form::Dsn;
        self.complete(&texts, &mut deliveries, parsed);
        parsed.deliveries.append(&mut deliveries);
        true
    }

    /// Adds what only the text for people says.
    fn complete(&self, texts: &[PartText], deliveries: &mut [Delivery], parsed: &mut Parsed) {
        let Some(text) = texts.first() else { return };
        let mut told = Vec::new();
        text.read(parsed, |text, parsed| told = notice::read(text, parsed));
        for delivery in deliveries.iter_mut() {
            let of_same = |other: &&Delivery| {
                let same = |address: &String| {
                    [&delivery.recipient, &delivery.original_recipient]
                        .into_iter()
                        .flatten()
                        .any(|known| known.eq_ignore_ascii_case(address))
                };
                other.recipient.as_ref().is_some_and(same)
            };
            let only = told.first().filter(|_| told.len() == 1);
            let Some(other) = told.iter().find(of_same).or(only) else { continue };
            delivery.context.clone_from(&other.context);
            delivery.recipient = delivery.recipient.take().or_else(|| other.recipient.clone());
            if delivery.remote.is_none() {
                delivery.remote.clone_from(&other.remote);
            }
            prefer_told(delivery, other, parsed);
        }
    }

    /// RFC 3834: an answer of a program, which is no bounce; and RFC 8098: a receipt.
    fn answer(&self, evidence: &Evidence, parsed: &mut Parsed) -> bool {
        let receipt = self.parts.iter().any(|part| part.kind == Kind::Disposition);
        if !receipt && !(evidence.answers && !evidence.bounces) {
            return false;
        }
        parsed.form = Form::AutoReply;
        let recipient = evidence.from.clone();
        parsed.deliveries.push(Delivery {
            recipient,
            event: Some(Event::AutoReply),
            ..Delivery::default()
        });
        true
    }

    /// A bounce without a machine-readable part.
    fn notice(&self, evidence: &Evidence, parsed: &mut Parsed) -> bool {
        let readable = self.parts.iter().filter(|part| matches!(part.kind, Kind::Text | Kind::Html));
        let mut told = Vec::new();
        for part in readable.take(4) {
            let text = part.text(self.input, parsed);
            text.read(parsed, |text, parsed| {
                let says = |anchor: &crate::anchors::Anchor| {
                    matches!(anchor.says, Says::Bounce | Says::Delay | Says::Success)
                };
                let speaks = evidence.bounces || evidence.may_bounce && anchors(text).iter().any(says);
                if speaks {
                    told = notice::read(text, parsed);
                }
            });
            if told.iter().any(|delivery| delivery.reply.is_some() || delivery.recipient.is_some()) {
                break;
            }
        }
        if told.is_empty() && !evidence.bounces {
            return false;
        }
        parsed.form = Form::Notice;
        self.add_failed_recipients(evidence, &mut told, parsed);
        parsed.deliveries.append(&mut told);
        true
    }

    /// `X-Failed-Recipients: a@example.net, b@example.net`
    fn add_failed_recipients(
        &self,
        evidence: &Evidence,
        told: &mut Vec<Delivery>,
        parsed: &mut Parsed,
    ) {
        if let (Some(span), true) = (evidence.failed_field, self.input.is_faithful()) {
            parsed.token(TokenKind::Field, "dsn/x-failed-recipients", span);
        }
        for address in &evidence.failed {
            let known = |delivery: &Delivery| {
                delivery.recipient.as_ref().is_some_and(|known| known.eq_ignore_ascii_case(address))
            };
            if told.iter().any(known) {
                continue;
            }
            match told.iter_mut().find(|delivery| delivery.recipient.is_none()) {
                Some(nameless) => nameless.recipient = Some(address.clone()),
                None => told.push(Delivery {
                    recipient: Some(address.clone()),
                    event: Some(Event::Failed),
                    ..Delivery::default()
                }),
            }
        }
        if told.is_empty() {
            told.push(Delivery { event: Some(Event::Failed), ..Delivery::default() });
        }
        if let [only] = told.as_mut_slice()
            && only.recipient.is_none()
        {
            only.recipient = self.original_recipient();
        }
    }

    /// The address that the undelivered message was sent to, where it was sent to one.
    fn original_recipient(&self) -> Option<String> {
        self.parts.iter().filter_map(Part::headers).find_map(headers::only_recipient)
    }

    /// What is known of the message that came back.
    fn original(&self, parsed: &mut Parsed) {
        let bounce = !matches!(parsed.form, Form::NotABounce | Form::AutoReply);
        let Some(headers) = self.parts.iter().find_map(Part::headers).filter(|_| bounce) else {
            return;
        };
        headers::note_message(headers, parsed);
    }
}

/// The reply in the text for people is taken where the report itself has none that
/// tells as much.
fn prefer_told(delivery: &mut Delivery, other: &Delivery, parsed: &mut Parsed) {
    let Some(told) = other.reply.and_then(|at| parsed.replies.get(at)).cloned() else { return };
    let own = delivery.reply.and_then(|at| parsed.replies.get(at)).cloned();
    let Some(own) = own else {
        delivery.reply = other.reply;
        return;
    };
    let weak = |code: Option<crate::reply::EnhancedCode>| code.is_none_or(|code| code.is_vague());
    let agrees = told.enhanced.is_none_or(|code| own.enhanced.is_none_or(|own| own == code || own.is_vague()));
    if own.code.is_none() && (told.code.is_some() && agrees || own.text.is_empty()) {
        let status = (own.enhanced, own.enhanced_span);
        delivery.reply = other.reply;
        if let Some(reply) = other.reply.and_then(|at| parsed.replies.get_mut(at))
            && weak(reply.enhanced)
            && status.0.is_some_and(|status| {
                reply.code.is_none_or(|code| code.class() == status.class)
                    && (reply.enhanced.is_none() || !status.is_vague())
            })
        {
            (reply.enhanced, reply.enhanced_span) = status;
        }
    }
}
