//! Events of services that nobody has seen before: what their fields are called tells enough.
//!
//! Each string is read by itself, never the text of the whole object: in that, the sender's
//! address is as near to a reply as the recipient's.

use super::json::Value;
use super::recipient::{is_address, is_name};
use super::service::is_success;
use super::{Delivery, Reader, reply};
use crate::codes::marks;
use crate::extract::log;
use crate::extract::told::add_status;
use crate::input::Input;
use crate::log::is_log;
use crate::reply::{EnhancedCode, Reply, ReplyCode};
use crate::vocabulary::{Event, Form};
use crate::words::{hash, words};

/// How deep fields are looked for.
const MAX_DEPTH: usize = 8;

/// The most strings of one event that are read for reasons.
const MAX_TOLD: usize = 16;

/// Names of fields that say what happened, and of those that say why; as [`plain`] gives them.
const EVENTS: &[&str] = &[
    "event",
    "eventtype",
    "eventname",
    "eventcategorytype",
    "lastevent",
    "metricname",
    "type",
    "status",
    "state",
    "action",
    "errortype",
    "metric",
    "groupname",
];
const REASONS: &[&str] = &[
    "reason", "message", "msg", "respon", "descr", "diag", "detail", "error", "output", "reply",
    "category", "classif",
];

/// Names of fields in which journald, Docker and collectors of logs keep a line.
const LINES: &[&str] = &["log", "message", "msg", "line", "textpayload"];

/// Parts of the words for what happened, the more telling ones first.
const HAPPENED: &[(&str, Event)] = &[
    ("complain", Event::Complaint),
    ("spamreport", Event::Complaint),
    ("spammed", Event::Complaint),
    // `MarkAsSpam`, `Marked Email as Spam`
    ("asspam", Event::Complaint),
    ("feedbackloop", Event::Complaint),
    ("defer", Event::Delayed),
    ("delayed", Event::Delayed),
    ("bounce", Event::Failed),
    ("fail", Event::Failed),
    ("reject", Event::Failed),
    ("drop", Event::Failed),
    ("undeliver", Event::Failed),
    ("invalid", Event::Failed),
    ("suppress", Event::Failed),
    ("error", Event::Failed),
    // Scaleway: `email_mailbox_not_found`, `email_blocklisted`
    ("notfound", Event::Failed),
    ("mailboxfull", Event::Failed),
    ("blocked", Event::Failed),
    ("blocklist", Event::Failed),
    // Mailchimp: `{"type": "cleaned", "data": {"reason": "hard", …}}`
    ("cleaned", Event::Failed),
    ("unsub", Event::Unsubscribed),
    ("opened", Event::Other),
    ("clicked", Event::Other),
    ("processed", Event::Other),
    ("queued", Event::Other),
    ("resubscribe", Event::Other),
];

/// Words for what happened that are said of mail alone; a job, an order or a login may fail, too.
const OF_MAIL: &[&str] = &["bounce", "complain", "spamreport", "asspam", "cleaned", "scomp"];

/// Parts of names of fields, and of words for a reason, by which the other words are about mail.
const MAIL: &[&str] = &[
    "bounce",
    "deliver",
    "diag",
    "enhanced",
    "mailbox",
    "messageid",
    "rcpt",
    "recipient",
    "sender",
    "smtp",
];

/// How programs name a fault in their logs, and parts of the names of PHP's mailers.
const FAULTS: &[&str] = &["error", "ERROR", "err", "warn", "warning", "fatal", "critical"];
const MAILERS: &[&str] = &["Swift_", "Mailer"];

/// What sending services say, and nobody else, in answers that have nothing but a message: Mailgun,
/// MailerSend, Mailtrap.
const REFUSALS: &[&str] = &[
    "is not allowed to send: ",
    "#MS4",
    "Demo domains can only",
    "parameter is not a valid address",
];

/// Words of people about themselves.
const PERSONS: [u32; 8] = [
    hash("i"),
    hash("we"),
    hash("my"),
    hash("ich"),
    hash("wir"),
    hash("je"),
    hash("nous"),
    hash("ik"),
];

/// What the fields of one event tell.
#[derive(Default)]
struct Seen<'v> {
    recipient: Option<&'v str>,
    /// Whether it is called one: the `email` beside `recipients` is the sender's.
    called: bool,
    several: bool,
    event: Option<Event>,
    /// Whether the words for what happened are said of mail alone.
    of_mail: bool,
    /// Whether something else is.
    mail: bool,
    /// Sentences, the one with a code first.
    told: Vec<&'v str>,
    coded: bool,
    /// Whether a person speaks in front of the code: `{"message": "Hi, I get 550 5.1.1 …"}`.
    personal: bool,
    /// Words such as `NoMailbox`.
    words: Vec<&'v str>,
    code: Option<ReplyCode>,
    enhanced: Option<EnhancedCode>,
    /// Whether a fault is reported, and whether a sentence or the name of the fault speaks of SMTP.
    fault: bool,
    of_smtp: bool,
    /// Whether goods are delivered: `{"event": "delivery", "status": "failed", "order_id": 5}`.
    goods: bool,
    /// Whether a sending service says that it does not send.
    refused: bool,
    /// Whether something is counted, as in statistics.
    counts: bool,
}

/// Without what separates the words of a name: `event_type` and `EventType` are `eventtype`.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

impl<'v> Seen<'v> {
    fn walk(&mut self, name: &str, named: bool, value: &'v Value, depth: usize) {
        match value {
            _ if depth > MAX_DEPTH => (),
            Value::Text(text) => self.text(name, named, text),
            Value::Number(_) => {
                self.counts |= matches!(name, "count" | "total");
                value.number().into_iter().for_each(|code| self.code(name, code));
            }
            Value::List(items) => {
                items.iter().for_each(|item| self.walk(name, named, item, depth + 1));
            }
            Value::Object(fields) => {
                for (key, value) in fields {
                    let name = plain(key);
                    self.speaks(&name);
                    let senders = matches!(name.as_str(), "from" | "sender" | "replyto");
                    let named = is_name(key) || named && name.contains("address");
                    if senders && !matches!(value, Value::Text(_)) {
                        continue;
                    }
                    self.walk(&name, named, value, depth + 1);
                }
            }
            Value::Other => (),
        }
    }

    fn text(&mut self, name: &str, named: bool, text: &'v str) {
        let word = if EVENTS.contains(&name) { plain(text) } else { String::new() };
        let event = happened(name, &word);
        self.fault |= matches!(name, "exception" | "errormessage")
            || name == "level" && FAULTS.contains(&text);
        self.of_smtp |= name == "exception" && MAILERS.iter().any(|part| text.contains(part));
        if named && is_address(text) {
            self.address(name, text);
            return;
        }
        if self.told.len() + self.words.len() >= MAX_TOLD || name == "subject" {
            return;
        }
        if event.is_some() {
            self.of_mail |= OF_MAIL.iter().any(|part| word.contains(part));
            self.event = self.event.filter(|known| tells_of_failure(*known)).or(event);
            self.words.push(text);
        } else if let Ok(code) = text.trim().parse()
            && ["enh", "ench", "extended", "dsn", "status", "code"]
                .iter()
                .any(|part| name.contains(part))
        {
            self.enhanced = Some(code);
        } else if let Ok(code) = text.trim().parse() {
            self.code(name, code);
        } else if text.contains(' ') {
            self.sentence(name, text);
        } else if is_word(text) && (tells_why(name) || !word.is_empty() && is_of_mail(&word)) {
            self.speaks(&plain(text));
            self.words.push(text);
        }
    }

    fn address(&mut self, name: &str, text: &'v str) {
        let called = name.contains("recip") || name.contains("rcpt");
        let other = self.recipient.is_some_and(|known| !known.eq_ignore_ascii_case(text));
        if called && !self.called {
            self.several = false;
            self.recipient = self.recipient.filter(|_| !other);
        } else if called == self.called {
            self.several |= other;
        }
        if called >= self.called {
            self.recipient.get_or_insert(text);
            self.called = called;
        }
    }

    fn speaks(&mut self, name: &str) {
        self.goods |= ["orderid", "shipment", "parcel"].iter().any(|part| name.contains(part));
        self.mail |=
            matches!(name, "from" | "emailfrom" | "mailfrom" | "fromaddress") || is_of_mail(name);
    }

    /// What happened to a message: `{"job": "backup", "status": "failed"}` tells of none.
    fn event(&self) -> Option<Event> {
        // Programs unsubscribe from topics, too: `{"event": "unsubscribe", "topic": "news"}`.
        let mail = self.mail || self.event == Some(Event::Unsubscribed);
        let about_mail = self.of_mail || self.coded || mail && self.recipient.is_some();
        // What is counted happened to many; a message that waits may have been refused before.
        let one = !self.counts || self.recipient.is_some();
        let open = !self.coded || self.event != Some(Event::Other);
        let goods = self.goods && !self.coded && !self.of_mail;
        self.event.filter(|_| about_mail && one && open && !goods)
    }

    fn sentence(&mut self, name: &str, text: &'v str) {
        let mut lines = text.lines();
        let code = |line| Some((line, marks(line).find(|mark| mark.begins_a_reply())?.start));
        let first = lines.find_map(code);
        let coded = first.is_some();
        if let Some((line, start)) = first.filter(|_| !self.coded) {
            self.coded = true;
            // A program that says `we` ends with a colon.
            let front = line[..start].trim_end();
            self.personal =
                !front.ends_with(':') && words(front).any(|word| PERSONS.contains(&word.hash));
            self.told.insert(0, text);
        } else if coded || tells_why(name) {
            self.of_smtp |= ["SMTP", "MessageRejected"].iter().any(|part| text.contains(part));
            self.refused |= REFUSALS.iter().any(|part| text.contains(part));
            self.told.push(text);
        }
    }

    /// A reply code by itself. The codes of the web are others: 400 to 429 and 500 to 511.
    fn code(&mut self, name: &str, code: u32) {
        let is_code = matches!(code, 421 | 450..=459 | 521..=559);
        if is_code && (name.ends_with("code") || name.contains("smtp")) {
            self.code = ReplyCode::new(code as u16);
        }
    }
}

fn happened(name: &str, word: &str) -> Option<Event> {
    let known = HAPPENED.iter().find(|(part, _)| word.contains(part)).map(|(_, event)| *event);
    known.or(match word {
        "delivered" | "sent" => Some(Event::Accepted),
        "spam" if name == "event" => Some(Event::Complaint),
        // GreenArrow's complaints; Azure's `Expanded` is a list's message that went to everyone.
        "scomp" => Some(Event::Complaint),
        "expanded" => Some(Event::Accepted),
        "open" | "click" => Some(Event::Other),
        _ => None,
    })
}

fn tells_of_failure(event: Event) -> bool {
    !is_success(event) && !matches!(event, Event::Unsubscribed | Event::Other)
}

fn tells_why(name: &str) -> bool {
    REASONS.iter().any(|part| name.contains(part))
}

fn is_of_mail(word: &str) -> bool {
    MAIL.iter().any(|part| word.contains(part))
}

fn is_word(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphabetic() || b"-_".contains(&b))
}

impl Reader<'_, '_> {
    /// Reads what tells of one recipient as one event; what tells of several, part by part.
    pub(super) fn unseen(&mut self, value: &Value, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        if let Value::List(items) = value {
            return items.iter().for_each(|item| self.unseen(item, depth + 1));
        }
        if self.logged(value) {
            return;
        }
        let mut seen = Seen::default();
        seen.walk("", false, value, 0);
        if let (true, Value::Object(fields)) = (seen.several, value) {
            let known = self.parsed.deliveries.len();
            fields.iter().for_each(|(_, part)| self.unseen(part, depth + 1));
            if self.parsed.deliveries.len() > known {
                return;
            }
            seen.recipient = None;
        }
        seen.event = seen.event();
        // `{"code": 550, "type": "no_such_recipient"}`
        let named = seen.code.is_some() && !seen.words.is_empty();
        let refused = seen.refused || seen.fault && seen.of_smtp;
        if seen.event.is_some() || seen.coded || named || refused {
            self.tell(&seen);
        }
    }

    /// Reads the line of a mail server's log that an object holds; whether there is one.
    fn logged(&mut self, value: &Value) -> bool {
        let Value::Object(fields) = value else { return false };
        let mut lines = fields.iter().filter(|(name, _)| LINES.contains(&plain(name).as_str()));
        let line = lines.find_map(|(_, value)| value.text());
        let Some(line) = line.filter(|line| is_log(&Input::from(*line))) else { return false };
        self.parsed.form = Form::Log;
        let piece = self.parsed.add_piece(line.to_owned());
        self.parsed.within(piece, |parsed| log::extract(&Input::from(line), parsed));
        true
    }

    fn tell(&mut self, seen: &Seen) {
        let success = seen.event.is_some_and(is_success);
        let mut delivery = match seen.told.first() {
            Some(text) if seen.coded || !success => self.reply(text),
            _ => Delivery::default(),
        };
        let others = seen.words.iter().chain(seen.told.iter().skip(1));
        let context: Vec<_> = others.filter_map(|text| self.place(text)).collect();
        if delivery.reply.is_none() && !context.is_empty() && !success {
            let text = self.input.excerpt(context.clone());
            delivery = reply::spoken(&text, self.parsed).unwrap_or_default();
        }
        if seen.code.is_some() || seen.enhanced.is_some() {
            let at = delivery.reply.unwrap_or_else(|| {
                self.parsed.replies.push(Reply::default());
                self.parsed.replies.len() - 1
            });
            delivery.reply = Some(at);
            if let Some(reply) = self.parsed.replies.get_mut(at) {
                reply.code = reply.code.or(seen.code);
                add_status(reply, seen.enhanced, None);
            }
        }
        delivery.context = context.iter().map(|span| span.in_piece(self.piece)).collect();
        // The address is that of whoever tells.
        delivery.hearsay = seen.event.is_none() && seen.personal;
        if let Some(address) = seen.recipient.filter(|_| !delivery.hearsay) {
            delivery.recipient = Some(self.mark(crate::vocabulary::TokenKind::Recipient, address));
        }
        if seen.event.is_some() {
            self.parsed.form = Form::Webhook;
            delivery.event = seen.event;
        }
        self.push(delivery);
    }
}
