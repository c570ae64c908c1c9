//! A whole mail: a bounce, a complaint, an automatic answer, or none of them.
//!
//! MIME is the job of `mail-parser`; this module decides which parts matter.

mod charset;
mod complaint;
mod headers;
mod parts;
mod sentences;

use mail_parser::{Message, PartType};

use super::{Delivery, Parsed, event, notice, original, parser, report, session, told};
use crate::anchors::anchors;
use crate::form::{is_report, is_session, is_told_of};
use crate::input::Input;
use crate::vocabulary::{Event, Form, TokenKind, WarningKind};
use headers::Evidence;
use parts::{Kind, Part, PartText, parts};
use sentences::{names_somebody, opens_with_failure, speaks};

/// The most levels of mails within mails. Forwarding makes a handful; beyond that
/// somebody tries what the parser's stack can bear.
const MAX_LEVELS: usize = 100;

/// The most parts of a mail that are read as text for people: an alternative in two
/// forms, and one of a mail that was passed on.
const MAX_TEXTS: usize = 4;

/// The most parts that are read as reports.
const MAX_REPORTS: usize = 64;

/// Reads a mail, or all mails of an mbox file, and settles what they are.
#[inline(never)]
pub(super) fn extract(input: &Input, parsed: &mut Parsed) {
    let (raw, in_place) = parts::prepared(input);
    let in_input = in_place && input.is_faithful();
    let mails = parts::mails(&raw);
    let mut form = Form::NotABounce;
    let several = mails.len() > 1;
    // The parts name their charsets, and are decoded with them.
    parsed.warnings.retain(|warning| warning.kind != WarningKind::BadEncoding);
    for range in mails {
        let base = range.start;
        let known = parsed.deliveries.len();
        let mail = raw.get(range).unwrap_or_default();
        one(input, mail, in_input.then_some(base), parsed);
        attached(mail, known, parsed);
        if form == Form::NotABounce {
            form = parsed.form;
        }
        if several && parsed.form == Form::NotABounce {
            // Mail that is no bounce needs no verdict among those of bounces.
            parsed.deliveries.truncate(known);
        }
    }
    parsed.form = form;
    let told = parsed.deliveries.iter().any(|delivery| !delivery.context.is_empty());
    if parsed.tokens.is_empty() && parsed.replies.is_empty() && !told {
        // Nothing points into the texts that were decoded.
        parsed.pieces.truncate(1);
    }
    if parsed.deliveries.is_empty() {
        parsed.deliveries.push(Delivery { event: Some(Event::Other), ..Delivery::default() });
    }
}

/// The fields of a complaint, without the mail around them.
#[inline(never)]
pub(super) fn complaint(input: &Input, parsed: &mut Parsed) {
    let mut found = complaint::read(input, parsed);
    parsed.deliveries.append(&mut found);
}

/// Reads a mail, which begins at `base` of the input if it stands there byte by byte.
fn one(input: &Input, raw: &[u8], base: Option<usize>, parsed: &mut Parsed) {
    if parts::levels(raw) > MAX_LEVELS {
        parsed.warn(WarningKind::Cut, None);
        return read_text(input, parsed);
    }
    match parser::parser().parse(raw) {
        // What cannot be taken apart is read as the text that it is.
        None => read_text(input, parsed),
        Some(message) => {
            let (parts, cut) = parts(&message, base.unwrap_or(0), base.is_some());
            if cut {
                parsed.warn(WarningKind::Cut, None);
            }
            Mail::new(input, &message, &parts, base.is_some(), parsed).read(parsed);
            drop(parts);
            dismantle(message);
        }
    }
}

/// Reads the bounce that somebody attached as a file, in case that the mail itself is none:
/// `Content-Type: application/octet-stream; name="bounce.eml"`, where no mail is looked for.
fn attached(raw: &[u8], known: usize, parsed: &mut Parsed) {
    if parsed.form != Form::NotABounce {
        return;
    }
    let Some(mail) = parts::attached_mail(raw) else { return };
    parsed.deliveries.truncate(known);
    one(&Input::from(mail.as_slice()), &mail, None, parsed);
}

/// Drops mails within mails one after the other. Each dropping the next one would need a
/// stack as deep as they are, and a sender can hide their number: `"message/rfc822"`.
fn dismantle(message: Message) {
    let mut open = vec![message];
    while let Some(mut message) = open.pop() {
        for part in message.parts.drain(..) {
            if let PartType::Message(inner) = part.body {
                open.push(inner);
            }
        }
    }
}

/// A mail that cannot be taken apart: fields of a report in plain text, or nothing.
fn read_text(input: &Input, parsed: &mut Parsed) {
    match is_report(input) {
        true => report::extract(input, parsed),
        false => parsed.form = Form::NotABounce,
    }
}

struct Mail<'m> {
    message: &'m Message<'m>,
    parts: &'m [Part<'m>],
    /// The parts that hold text, with it.
    texts: Vec<(Kind, PartText<'m>)>,
    /// Whether places in the header are places in the input.
    faithful: bool,
}

impl<'m> Mail<'m> {
    fn new(
        input: &'m Input<'m>,
        message: &'m Message<'m>,
        parts: &'m [Part<'m>],
        faithful: bool,
        parsed: &mut Parsed,
    ) -> Mail<'m> {
        let of = |kind: Kind| parts.iter().filter(move |part| part.kind == kind);
        // The outer parts come first, so the levels rise.
        let plain: Vec<usize> = of(Kind::Text).map(|part| part.level).collect();
        let mut texts = Vec::new();
        let mut readable = 0;
        // The message that came back may be a bounce itself, which is about another message.
        let outermost = of(Kind::Status).map(|part| part.level).min();
        for part in parts {
            match part.kind {
                _ if outermost.is_some_and(|level| part.level > level) => continue,
                Kind::Text if readable < MAX_TEXTS => readable += 1,
                Kind::Html if readable < MAX_TEXTS && plain.binary_search(&part.level).is_err() => {
                    readable += 1;
                }
                Kind::Status | Kind::Feedback if texts.len() < MAX_REPORTS => (),
                _ => continue,
            }
            texts.push((part.kind, part.text(input, parsed)));
        }
        Mail { message, parts, texts, faithful }
    }

    fn read(&self, parsed: &mut Parsed) {
        let mut evidence = Evidence::of(self.message);
        if evidence.is_marked && !evidence.answers_subject && self.says(parsed, opens_with_failure)
        {
            // TMDA and Sympa mark as an answer of a program that they hold or refuse a message.
            (evidence.answers, evidence.may_bounce) = (false, true);
        }
        let read = self.complaint(parsed)
            || self.report(parsed)
            || self.event(parsed)
            || self.answer(evidence.answers && !evidence.bounces, &evidence, parsed)
            || self.session(&evidence, parsed)
            || self.notice(&evidence, parsed)
            || self.answer(evidence.is_marked, &evidence, parsed);
        if !read {
            parsed.form = Form::NotABounce;
            parsed.deliveries.push(Delivery { event: Some(Event::Other), ..Delivery::default() });
        }
        self.original(parsed);
    }

    fn texts(&self, kinds: &'static [Kind]) -> impl Iterator<Item = &PartText<'m>> {
        self.texts.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, text)| text)
    }

    /// ARF (RFC 5965).
    fn complaint(&self, parsed: &mut Parsed) -> bool {
        let Some(text) = self.texts(&[Kind::Feedback]).next() else {
            return self.bare_complaint(parsed);
        };
        let mut found = text.read(parsed, complaint::read);
        for delivery in &mut found {
            delivery.recipient = delivery.recipient.take().or_else(|| self.original_recipient());
        }
        parsed.deliveries.append(&mut found);
        true
    }

    /// Microsoft's complaints have no report part, but name the recipient in a field
    /// of the message that they return.
    fn bare_complaint(&self, parsed: &mut Parsed) -> bool {
        let named = self.parts.iter().filter_map(Part::headers);
        let Some(recipient) = named.filter_map(headers::complainant).next() else { return false };
        parsed.form = Form::Complaint;
        let event = Some(Event::Complaint);
        let recipient = Some(recipient);
        parsed.deliveries.push(Delivery { recipient, event, ..Delivery::default() });
        true
    }

    /// RFC 3464, also without its label and within the text for people.
    fn report(&self, parsed: &mut Parsed) -> bool {
        let mut deliveries: Vec<Delivery> = Vec::new();
        for text in self.texts(&[Kind::Status]) {
            deliveries.append(&mut text.read(parsed, report::read));
        }
        if deliveries.is_empty() {
            let in_text = |text: &Input, parsed: &mut Parsed| match is_report(text) {
                true => report::read(text, parsed),
                false => Vec::new(),
            };
            for text in self.texts(&[Kind::Text, Kind::Html]) {
                deliveries.append(&mut text.read(parsed, in_text));
            }
        }
        if deliveries.is_empty() {
            return false;
        }
        parsed.form = Form::Dsn;
        for text in self.texts(&[Kind::Text, Kind::Html]) {
            let told = text.read(parsed, notice::read);
            told::complete(&mut deliveries, &told, parsed);
            if told.iter().any(names_somebody) {
                break;
            }
        }
        parsed.deliveries.append(&mut deliveries);
        true
    }

    /// An event that a service sends by mail in place of a request.
    fn event(&self, parsed: &mut Parsed) -> bool {
        let known = parsed.deliveries.len();
        for text in self.texts(&[Kind::Text]) {
            text.read(parsed, |text, parsed| {
                if event::holds_event(text) || event::is_json(text) && notice::refuses(text) {
                    event::extract(text, parsed);
                }
                Vec::new()
            });
        }
        parsed.deliveries.len() > known
    }

    /// RFC 3834: an answer of a program, which is no bounce; and RFC 8098: a receipt.
    fn answer(&self, answers: bool, evidence: &Evidence, parsed: &mut Parsed) -> bool {
        let receipt = self.parts.iter().any(|part| part.kind == Kind::Disposition);
        if !answers && (!receipt || self.refuses(evidence, parsed)) {
            return false;
        }
        parsed.form = Form::AutoReply;
        let recipient = evidence.from.clone();
        let event = Some(Event::AutoReply);
        parsed.deliveries.push(Delivery { recipient, event, receipt, ..Delivery::default() });
        true
    }

    /// RFC 5429: a recipient's filter refuses a message by a receipt, whose text says so.
    fn refuses(&self, evidence: &Evidence, parsed: &mut Parsed) -> bool {
        self.says(parsed, |text| speaks(text, evidence, false))
    }

    /// Whether one of the texts for people says this.
    fn says(&self, parsed: &mut Parsed, says: impl Fn(&Input) -> bool) -> bool {
        let mut said = false;
        for text in self.texts(&[Kind::Text]) {
            text.read(parsed, |text, _| {
                said |= says(text);
                Vec::new()
            });
        }
        said
    }

    /// A dialogue that a server sends to its postmaster, with what it refused.
    fn session(&self, evidence: &Evidence, parsed: &mut Parsed) -> bool {
        let known = parsed.deliveries.len();
        for text in self.texts(&[Kind::Text]).filter(|_| evidence.bounces || evidence.may_bounce) {
            text.read(parsed, |text, parsed| {
                if is_session(text) {
                    parsed.form = Form::Session;
                    session::extract(text, parsed);
                }
                Vec::new()
            });
        }
        parsed.deliveries.len() > known
    }

    /// A bounce without a machine-readable part.
    fn notice(&self, evidence: &Evidence, parsed: &mut Parsed) -> bool {
        // What sends the message back with a sentence of failure is a bounce.
        let returned = self.parts.iter().any(|part| part.headers().is_some());
        let read = |text: &Input, parsed: &mut Parsed| {
            let speaks = evidence.bounces || speaks(text, evidence, returned);
            // Dovecot warns the owner of a mailbox: `Your mailbox is now 95% full.`
            let refuses = || notice::refuses(text) && !is_told_of(text, &anchors(text));
            match speaks || evidence.is_office && refuses() {
                true => notice::read(text, parsed),
                false => Vec::new(),
            }
        };
        let mut told: Vec<Delivery> = Vec::new();
        for text in self.texts(&[Kind::Text, Kind::Html]) {
            let found = text.read(parsed, read);
            if found.iter().any(names_somebody) {
                told = found;
                break;
            }
            if told.is_empty() {
                told = found;
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
        if let (Some(span), true) = (evidence.failed_field, self.faithful) {
            parsed.token(TokenKind::Field, "dsn/x-failed-recipients", span);
        }
        told.iter_mut().for_each(|told| evidence.correct(told));
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
        if !bounce {
            return;
        }
        // In front of the report a mail is the bounce itself, which was passed on.
        let report = self.parts.iter().position(|part| part.kind == Kind::Status);
        let behind = self.parts.get(report.unwrap_or(0)..).unwrap_or_default();
        if let Some(headers) = behind.iter().find_map(Part::headers) {
            original::note(&headers.0, parsed);
        }
    }
}
