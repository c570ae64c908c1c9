//! Events that sending services post, and errors of mailer libraries, as JSON.

mod form_body;
mod json;
mod prefixed;
mod recipient;
mod rewritten;
mod service;
mod shape;
mod step;
mod unseen;

use super::told::add_status;
use super::{Delivery, Parsed, Remote, Reply, reply};
use crate::input::Input;
use crate::reply::{EnhancedCode, ReplyCode};
use crate::span::Span;
use crate::vocabulary::{Event, Form, TokenKind, WarningKind};
pub(super) use form_body::posted;
use json::Value;
pub(super) use prefixed::prefixed;
use recipient::one;
use service::{Service, is_success};
use shape::{MAX_WRAPPERS, WRAPPERS, text_of, with_values};
pub(super) use shape::{holds_event, is_json};

/// The most deliveries of one input.
const MAX_DELIVERIES: usize = 10_000;

/// Reads every event of the input, and settles what it is.
#[inline(never)]
pub(super) fn extract(input: &Input, parsed: &mut Parsed) {
    parsed.form = Form::Unknown;
    read_text(input, 0, parsed, 0);
    if parsed.deliveries.is_empty() {
        parsed.warn(WarningKind::NotUnderstood, None);
    }
}

/// Reads the JSON of one piece of text.
fn read_text(input: &Input, piece: u32, parsed: &mut Parsed, depth: usize) {
    with_values(input, |input, values, complete| {
        read_values(input, piece, parsed, depth, values, complete);
    });
}

fn read_values(
    input: &Input,
    piece: u32,
    parsed: &mut Parsed,
    depth: usize,
    values: &[Value],
    complete: bool,
) {
    let known = parsed.deliveries.len();
    let mut reader = Reader { input, piece, parsed };
    for value in values {
        reader.read(value, depth);
    }
    if reader.parsed.deliveries.len() == known && complete && depth == 0 {
        values.iter().for_each(|value| reader.unseen(value, 0));
    }
    if !complete {
        parsed.warn(WarningKind::Damaged, None);
    }
    if parsed.deliveries.len() == known && (!complete || depth == 0) {
        // Cut off in the middle, or without words: its replies tell.
        let mut found = reply::coded(input, parsed);
        parsed.deliveries.append(&mut found);
    }
}

struct Reader<'r, 't> {
    input: &'r Input<'t>,
    piece: u32,
    parsed: &'r mut Parsed,
}

impl Reader<'_, '_> {
    fn read(&mut self, value: &Value, depth: usize) {
        if depth > MAX_WRAPPERS {
            return;
        }
        if let Some(service) = Service::of(value) {
            self.event(service, value);
            return;
        }
        if let Value::List(items) = value {
            return items.iter().for_each(|item| self.read(item, depth + 1));
        }
        // PHP: `{"message": "{\n \"error\": {…}}", "exception": "Google\\Service\\Exception"}`
        if let Some(Value::Text(text)) = value.at("message")
            && text.trim_start().starts_with('{')
        {
            self.text_within(text, depth);
        }
        for name in WRAPPERS {
            match value.at(name) {
                Some(Value::Text(text)) if text.trim_start().starts_with(['{', '[']) => {
                    self.text_within(text, depth);
                }
                Some(inner @ (Value::Object(_) | Value::List(_))) => self.read(inner, depth + 1),
                _ => (),
            }
        }
    }

    /// JSON in a string of JSON.
    fn text_within(&mut self, text: &str, depth: usize) {
        let piece = self.parsed.add_piece(text.to_owned());
        self.parsed.within(piece, |parsed| {
            read_text(&Input::from(text), piece, parsed, depth + 1);
        });
    }

    fn event(&mut self, service: &'static Service, event: &Value) {
        self.parsed.form = service.form;
        if !service.id.is_empty() {
            self.parsed.source.get_or_insert(service.id);
        }
        let words: Vec<String> = service
            .event
            .iter()
            .filter_map(|path| event.at(path))
            .filter_map(|value| {
                value
                    .text()
                    .map(str::to_lowercase)
                    .or_else(|| Some((value.number()? as i64).to_string()))
            })
            .collect();
        let happened = service.event_of(&words.join("/"));
        self.message(service, event);
        self.mark_keys(service, event);
        for item in event.at(service.accepted).map(Value::list).unwrap_or_default() {
            self.taken(item);
        }
        let items = service.each.iter().filter_map(|path| event.at(path)).map(Value::list);
        let items = items.filter(|items| !items.is_empty()).map(<[Value]>::iter).next();
        match items {
            Some(items) => {
                items.for_each(|item| self.delivery(service, event, Some(item), happened))
            }
            // Everyone was taken over: nothing is left to tell.
            None if event.at(service.accepted).is_some_and(|list| !list.list().is_empty()) => (),
            None => self.delivery(service, event, None, happened),
        }
    }

    /// A recipient whom the next server took over.
    fn taken(&mut self, item: &Value) {
        if let Some(recipient) = item.text().or_else(|| item.at("address")?.text()) {
            let recipient = Some(self.mark(TokenKind::Recipient, recipient));
            let event = Some(Event::Accepted);
            self.push(Delivery { recipient, event, ..Delivery::default() });
        }
    }

    fn push(&mut self, delivery: Delivery) {
        if self.parsed.deliveries.len() < MAX_DELIVERIES {
            self.parsed.deliveries.push(delivery);
        } else if !self.parsed.warnings.iter().any(|warning| warning.kind == WarningKind::Cut) {
            self.parsed.warn(WarningKind::Cut, None);
        }
    }

    fn delivery(
        &mut self,
        service: &Service,
        event: &Value,
        item: Option<&Value>,
        happened: Event,
    ) {
        let recipient = find_text(service.recipient, event, item).map(address);
        let recipient = recipient.and_then(one).map(|text| self.mark(TokenKind::Recipient, text));
        let mut delivery = match find_text(service.reply, event, item) {
            Some(text) if !is_success(happened) || text.contains("250") => self.reply(text),
            _ => Delivery::default(),
        };
        let class: Vec<&str> =
            service.class.iter().filter_map(|path| find_text(&[path], event, item)).collect();
        let context: Vec<Span> = class.iter().filter_map(|text| self.place(text)).collect();
        if delivery.reply.is_none() && !context.is_empty() && !is_success(happened) {
            let text = self.input.excerpt(context.clone());
            delivery = reply::spoken(&text, self.parsed).unwrap_or_default();
        }
        self.complete(service, event, item, &mut delivery);
        delivery.soft = happened == Event::Failed && service.calls_soft(event);
        if service.form == Form::MailerError
            && let Some(reply) = delivery.reply.and_then(|at| self.parsed.replies.get_mut(at))
        {
            reply.phase = reply.phase.or_else(|| step::phase(event, item));
        }
        delivery.context.extend(context.iter().map(|span| span.in_piece(self.piece)));
        self.remote(service, event, item, &mut delivery);
        if service.form == Form::MailerError && !self.is_coded(&delivery) {
            let text = find_text(service.reply, event, item).unwrap_or_default();
            delivery.recipient = delivery.recipient.filter(|_| !names_others(text));
        }
        delivery.recipient = recipient.or(delivery.recipient);
        let of_mail = delivery.recipient.is_some() || self.is_of_mail(&delivery, &class);
        delivery.event = Some(happened).filter(|_| !service.anybodys || of_mail);
        // `{"errors": [{"message": "User not found"}]}` may be anybody's.
        delivery.hearsay = service.form == Form::MailerError && !of_mail;
        self.push(delivery);
    }

    /// Whether an error has a reply with a code, or one of the names of Node's and nodemailer's
    /// errors, `EAUTH`. Any other program's may be about anything; its words tell.
    fn is_of_mail(&self, delivery: &Delivery, class: &[&str]) -> bool {
        self.is_coded(delivery) || class.iter().any(|name| name.starts_with('E'))
    }

    fn is_coded(&self, delivery: &Delivery) -> bool {
        let reply = delivery.reply.and_then(|at| self.parsed.replies.get(at));
        reply.is_some_and(|reply| reply.code.is_some() || reply.enhanced.is_some())
    }

    /// Adds the other server, as far as the event names it beside the text.
    fn remote(
        &mut self,
        service: &Service,
        event: &Value,
        item: Option<&Value>,
        delivery: &mut Delivery,
    ) {
        let host = find_text(service.host, event, item);
        let ip =
            find_text(service.ip, event, item).filter(|ip| ip.parse::<std::net::IpAddr>().is_ok());
        if host.is_some() || ip.is_some() {
            let known = delivery.remote.take().unwrap_or_default();
            delivery.remote = Some(Remote {
                host: host.map(|host| self.mark(TokenKind::Host, host)).or(known.host),
                ip: ip.map(|ip| self.mark(TokenKind::Ip, ip)).or(known.ip),
            });
        }
    }

    /// The reply in a string, which is a piece of its own where it has escapes.
    fn reply(&mut self, text: &str) -> Delivery {
        let mut own = self.piece;
        let found = match self.place(text) {
            Some(span) => reply::deliveries(&self.input.excerpt(vec![span]), self.parsed),
            None => {
                own = self.parsed.add_piece(text.to_owned());
                let mut found = Vec::new();
                self.parsed.within(own, |parsed| {
                    found = reply::deliveries(&Input::from(text), parsed);
                });
                found
            }
        };
        let mut delivery = found.into_iter().next().unwrap_or_default();
        delivery.context.iter_mut().for_each(|span| *span = span.in_piece(own));
        delivery
    }

    /// Adds codes that stand beside the text.
    fn complete(
        &mut self,
        service: &Service,
        event: &Value,
        item: Option<&Value>,
        delivery: &mut Delivery,
    ) {
        let find = |paths: &[&'static str]| paths.iter().find_map(|path| at(path, event, item));
        let status = find(service.status).and_then(Value::text);
        let enhanced = status.and_then(|text| text.split_whitespace().next()?.parse().ok());
        let code = find(service.code)
            .and_then(Value::number)
            .or_else(|| status?.trim().parse().ok())
            // Mailgun's 605 and the like are its own (users know them from no server).
            .filter(|code| (200..=599).contains(code))
            .and_then(|code| ReplyCode::new(code as u16));
        let nested = find(&["response.enhanced_code"]).and_then(nested_code);
        let enhanced: Option<EnhancedCode> = enhanced.or(nested);
        if code.is_none() && enhanced.is_none() {
            return;
        }
        let at = delivery.reply.unwrap_or_else(|| {
            self.parsed.replies.push(Reply::default());
            self.parsed.replies.len() - 1
        });
        delivery.reply = Some(at);
        let span = status.and_then(|text| self.place(text));
        if let Some(reply) = self.parsed.replies.get_mut(at) {
            reply.code = reply.code.or(code);
            add_status(reply, enhanced, span.map(|span| span.in_piece(self.piece)));
        }
        if let (Some(span), Some(_)) = (span, enhanced) {
            super::anatomy::enhanced_code(self.parsed, self.input.of(span), span.start as usize);
        }
    }

    fn message(&mut self, service: &Service, event: &Value) {
        let text = |paths: &[&'static str]| find_text(paths, event, None);
        let (id, subject, from) =
            (text(service.message_id), text(service.subject), text(service.from));
        let id = id.map(|id| self.mark(TokenKind::MessageId, id.trim_matches(['<', '>'])));
        let from = from.map(|from| self.mark(TokenKind::Sender, address(from)));
        let message = &mut self.parsed.message;
        message.message_id = message.message_id.take().or(id);
        message.subject = message.subject.take().or_else(|| subject.map(str::to_owned));
        message.from = message.from.take().or(from);
    }

    /// Marks the names of the fields that were read.
    fn mark_keys(&mut self, service: &Service, event: &Value) {
        let known = [
            ("event/recipient", service.recipient),
            ("event/reply", service.reply),
            ("event/code", service.code),
            ("event/status", service.status),
            // Of a field that says both, what happened is the first thing to know.
            ("event/what", service.event),
            ("event/reason", service.class),
        ];
        for (id, paths) in known {
            for path in paths.iter().filter(|path| !path.starts_with('.')) {
                if let Some(span) = event.key(path).and_then(|key| self.place(key)) {
                    self.parsed.token(TokenKind::Field, id, span);
                }
            }
        }
    }

    /// Where a string stands; `None` for one that had escapes.
    fn place(&self, text: &str) -> Option<Span> {
        let whole = self.input.text();
        let start = (text.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
        let end = start.checked_add(text.len())?;
        (end <= whole.len()).then(|| Span::new(start, end))
    }

    fn mark(&mut self, kind: TokenKind, text: &str) -> String {
        if let Some(span) = self.place(text) {
            self.parsed.token(kind, text, span);
        }
        text.to_owned()
    }
}

fn at<'v, 't>(
    path: &str,
    event: &'v Value<'t>,
    item: Option<&'v Value<'t>>,
) -> Option<&'v Value<'t>> {
    match path.strip_prefix('.') {
        Some("") => item,
        Some(path) => item?.at(path),
        None => event.at(path),
    }
}

fn find_text<'v>(
    paths: &[&'static str],
    event: &'v Value,
    item: Option<&'v Value>,
) -> Option<&'v str> {
    paths.iter().find_map(|path| at(path, event, item)?.text())
}

/// Whether a service's own words name whoever sends, whom to ask, or how an address looks: `"a@…" is
/// not an authorized sender`, `Delegation denied for a@…`, `the Name <email@example.com> format`.
fn names_others(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["sender", "contact us", "delegation", "format"].iter().any(|part| text.contains(part))
}

/// `Ana <a@example.net>` is `a@example.net`.
fn address(text: &str) -> &str {
    let inner = text.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map_or(text, |(address, _)| address).trim()
}

/// KumoMTA: `{"class": 5, "subject": 1, "detail": 1}`
fn nested_code(value: &Value) -> Option<EnhancedCode> {
    let part = |name: &str| value.at(name)?.number();
    format!("{}.{}.{}", part("class")?, part("subject")?, part("detail")?).parse().ok()
}
