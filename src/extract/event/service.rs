//! The services and libraries whose events are known, as tables of paths.

mod mailers;
mod sending;

use super::json::Value;
use crate::vocabulary::Event::{
    Accepted, Complaint, Delayed, Delivered, Failed, Other, Unsubscribed,
};
use crate::vocabulary::{Event, Form};
use mailers::MAILERS;
use sending::SENDING;

/// Where an event of one service has what.
///
/// A path that begins with a dot is looked up in the item of `each`, any other in
/// the event itself. Of several paths the first one that leads to something counts.
pub(super) struct Service {
    /// The id of the provider.
    pub(super) id: &'static str,
    pub(super) form: Form,
    /// Whether errors of any program have its signs, whatever they are about.
    pub(super) anybodys: bool,
    /// Sets of paths; an event that has all of one set is this service's. It has none of those
    /// behind a `!`.
    signs: &'static [&'static [&'static str]],
    /// Paths of the words that say what happened; they are joined by `/`.
    pub(super) event: &'static [&'static str],
    /// Beginnings of those joined words in lower case, the longer ones first.
    pub(super) events: &'static [(&'static str, Event)],
    /// Lists of which each item is one delivery.
    pub(super) each: &'static [&'static str],
    /// Lists of recipients who were taken over all the same.
    pub(super) accepted: &'static str,
    pub(super) recipient: &'static [&'static str],
    /// What the other server said.
    pub(super) reply: &'static [&'static str],
    pub(super) code: &'static [&'static str],
    pub(super) status: &'static [&'static str],
    /// The service's own words for the reason.
    pub(super) class: &'static [&'static str],
    pub(super) message_id: &'static [&'static str],
    pub(super) subject: &'static [&'static str],
    pub(super) from: &'static [&'static str],
    pub(super) host: &'static [&'static str],
    pub(super) ip: &'static [&'static str],
}

const NONE: Service = Service {
    id: "",
    form: Form::Webhook,
    anybodys: false,
    signs: &[],
    event: &[],
    events: &[],
    each: &[],
    accepted: "",
    recipient: &[],
    reply: &[],
    code: &[],
    status: &[],
    class: &[],
    message_id: &[],
    subject: &[],
    from: &[],
    host: &[],
    ip: &[],
};

/// Words that many services share.
const COMMON: &[(&str, Event)] = &[
    ("hard_bounce", Failed),
    ("soft_bounce", Failed),
    ("bounce", Failed),
    ("block", Failed),
    ("drop", Failed),
    ("reject", Failed),
    ("fail", Failed),
    ("error", Failed),
    ("invalid", Failed),
    ("suspen", Failed),
    ("defer", Delayed),
    ("delay", Delayed),
    ("deliver", Accepted),
    ("sent", Accepted),
    ("send", Accepted),
    ("spam", Complaint),
    ("complain", Complaint),
];

impl Service {
    /// The service whose event this is.
    pub(super) fn of(event: &Value) -> Option<&'static Service> {
        let has = |path: &&str| match path.strip_prefix('!') {
            Some(path) => event.at(path).is_none(),
            None => event.at(path).is_some(),
        };
        let known = |service: &&Service| service.signs.iter().any(|set| set.iter().all(has));
        // An event is more telling than an error, which may have hardly more than a message.
        let mut services = SENDING.iter().chain(MAILERS);
        services.find(known).filter(|_| matches!(event, Value::Object(_)))
    }

    /// Whether an event tells all by itself. nodemailer's words may stand in front of its fields:
    /// `Greeting never received { code: 'ETIMEDOUT', command: 'CONN' }`.
    pub(super) fn tells(&self, event: &Value) -> bool {
        self.form == Form::Webhook || self.reply.iter().any(|path| event.at(path).is_some())
    }

    /// What the joined words of an event say.
    pub(super) fn event_of(&self, words: &str) -> Event {
        let begins = |list: &[(&str, Event)]| {
            list.iter().find(|(start, _)| words.starts_with(start)).map(|(_, event)| *event)
        };
        let default = match words {
            // SendGrid's lists of bounces name no event: everything in them is one.
            "" => Failed,
            _ if words.contains("unsub") => Unsubscribed,
            _ => Other,
        };
        begins(self.events).or_else(|| begins(COMMON)).unwrap_or(default)
    }

    /// Whether the service's own words for a failure say that it may pass: Brevo's `soft_bounce`,
    /// Amazon's `Transient`.
    pub(super) fn calls_soft(&self, event: &Value) -> bool {
        const SOFT: &[&str] = &["soft", "transient", "temporary"];
        let words = self.event.iter().chain(self.class).filter_map(|path| event.at(path)?.text());
        words
            .map(str::to_ascii_lowercase)
            .any(|text| SOFT.iter().any(|soft| text.starts_with(soft)))
    }
}

/// Whether an event says that the message reached somebody.
pub(super) fn is_success(event: Event) -> bool {
    matches!(event, Accepted | Delivered)
}
