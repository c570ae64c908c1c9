//! Log lines of mail servers: a line, or a whole file of them.

use super::noted::Noted;
use super::report::iso_date;
use super::{Delivery, Parsed, Remote, anatomy, reply, told};
use crate::input::Input;
use crate::log::{Memory, Record, Said, record};
use crate::reply::{EnhancedCode, Reply};
use crate::span::Span;
use crate::vocabulary::{Event, TokenKind, WarningKind};

/// The most deliveries that are taken from one file. A verdict with all its
/// sentences is large; whoever wants more hands the lines in one by one.
const MAX_DELIVERIES: usize = 2_000;

/// Reads every line; those that tell no fate of a message are skipped.
#[inline(never)]
pub(super) fn extract(input: &Input, parsed: &mut Parsed) {
    let mut memory = Memory::default();
    let mut hops = Hops::default();
    for line in input.lines() {
        let Some(record) = record(input.of(*line), &mut memory) else { continue };
        if parsed.deliveries.len() >= MAX_DELIVERIES {
            parsed.warn(WarningKind::Cut, Some(*line));
            break;
        }
        hops.note(&record, parsed.deliveries.len());
        add(input, parsed, record);
    }
    hops.leave_out(parsed);
}

/// Where a message goes on under another id: through a filter (`250 2.0.0 Ok: queued as
/// 1A60113BF2D`) or to the server of the same machine (`093DecOR009469 Message accepted`).
#[derive(Default)]
struct Hops<'i> {
    /// For each delivery that handed the message over, the id that it got.
    handed: Vec<(usize, &'i str)>,
    /// The ids of lines that tell of a recipient, each with the address.
    told: Noted,
    /// What happened on the way, `connect to mx.example.net[192.0.2.1]:25: Connection timed
    /// out`, and the process that tried.
    tries: Vec<(usize, &'i str)>,
    /// The processes that tell the fate of a message.
    settled: Noted,
}

impl<'i> Hops<'i> {
    fn note(&mut self, record: &Record<'i>, at: usize) {
        if let Some(id) = record.queue_id {
            for address in record.recipients.iter().chain(&record.original) {
                self.told.note(&named(id, address), at);
            }
        }
        if let Some(process) = record.process {
            if record.event.is_some() || record.client.is_some() {
                self.settled.note(process, at);
            } else {
                self.tries.push((at, process));
            }
        }
        let Said::Plain(said) = record.said else { return };
        let taken = record.event == Some(Event::Accepted) && record.recipients.len() == 1;
        if let Some(id) = next_id(said).filter(|id| taken && record.queue_id != Some(id)) {
            self.handed.push((at, id));
        }
    }

    /// Leaves out the deliveries whose next step the log tells as well.
    fn leave_out(self, parsed: &mut Parsed) {
        let mut passed = vec![false; parsed.deliveries.len()];
        for (at, id) in self.handed {
            let recipient = parsed.deliveries.get(at).and_then(|d| d.recipient.as_deref());
            let told = recipient.and_then(|address| self.told.find(&named(id, address)));
            passed[at] = told.is_some();
        }
        for (at, process) in self.tries {
            passed[at] |= self.settled.find(process).is_some();
        }
        let mut passed = passed.into_iter();
        parsed.deliveries.retain(|_| !passed.next().unwrap_or_default());
    }
}

fn named(id: &str, address: &str) -> String {
    [id, " ", address].concat()
}

/// The id under which the next server has the message.
fn next_id(said: &str) -> Option<&str> {
    let rest = match said.rsplit_once("queued as ") {
        Some((_, rest)) => rest,
        None => said.split_once(" Message accepted for delivery")?.0.rsplit(' ').next()?,
    };
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    rest.get(..end).filter(|id| id.len() >= 6)
}

/// Adds the deliveries of a record.
fn add(input: &Input, parsed: &mut Parsed, record: Record) {
    if !record.source.is_empty() {
        parsed.source.get_or_insert(record.source);
    }
    mark(input, parsed, &record);
    let named = answer(input, parsed, &record);
    let at = completed(input, parsed, &record, named.reply);
    if let (Some(phase), Some(reply)) = (record.phase, at.and_then(|at| parsed.replies.get_mut(at)))
    {
        reply.phase = Some(phase);
    }
    let remote = Remote { host: owned(record.host), ip: owned(record.ip) };
    let is_known = remote != Remote::default();
    let base = Delivery {
        own: record.client.is_some(),
        recipient: None,
        original_recipient: owned(record.original),
        reply: at,
        // Where this server refuses, no other one is at fault.
        remote: if is_known {
            Some(remote)
        } else {
            named.remote.filter(|_| record.client.is_none())
        },
        event: record.event,
        last_attempt: record.date.and_then(iso_date),
        ..Delivery::default()
    };
    if record.recipients.is_empty() {
        parsed.deliveries.push(Delivery { recipient: named.recipient, ..base });
        return;
    }
    for recipient in &record.recipients {
        let recipient = Some((*recipient).to_owned());
        parsed.deliveries.push(Delivery { recipient, ..base.clone() });
    }
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(|text| text.trim_end_matches('.')).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The place of a slice of the input.
fn place(input: &Input, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(input.text().as_ptr() as usize);
    Span::new(start, start + part.len())
}

/// Marks the parts of the line that are no words.
fn mark(input: &Input, parsed: &mut Parsed, record: &Record) {
    for (id, name) in &record.fields {
        parsed.token(TokenKind::Field, *id, place(input, name));
    }
    let parts = [
        (TokenKind::QueueId, record.queue_id),
        (TokenKind::Sender, record.sender),
        (TokenKind::Recipient, record.original),
        (TokenKind::Host, record.host),
        (TokenKind::Ip, record.ip),
        (TokenKind::Ip, record.client),
    ];
    let recipients = record.recipients.iter().map(|address| (TokenKind::Recipient, Some(*address)));
    let said = match record.said {
        Said::Plain(said) => place(input, said),
        _ => Span::default(),
    };
    for (kind, part) in parts.into_iter().chain(recipients) {
        let Some(part) = part.filter(|part| !part.is_empty()) else { continue };
        let span = place(input, part);
        // The words mark their own parts.
        if !said.contains(span) {
            parsed.token(kind, part, span);
        }
    }
    if let Some(date) = record.date
        && let Some(value) = iso_date(date)
    {
        parsed.token(TokenKind::Date, value, place(input, date));
    }
    if let Some(id) = record.queue_id {
        parsed.message.queue_id.get_or_insert_with(|| id.to_owned());
    }
    if let Some(sender) = record.sender.filter(|sender| sender.contains('@')) {
        parsed.message.from.get_or_insert_with(|| sender.to_owned());
    }
}

/// The reply in the words.
fn answer(input: &Input, parsed: &mut Parsed, record: &Record) -> Delivery {
    let found = match &record.said {
        Said::Nothing => Vec::new(),
        Said::Plain(said) => reply::deliveries(&input.excerpt(vec![place(input, said)]), parsed),
        Said::Decoded(said) => {
            let piece = parsed.add_piece(said.clone());
            let mut found = Vec::new();
            parsed.within(piece, |parsed| found = reply::deliveries(&Input::from(said), parsed));
            found
        }
    };
    let has_code = |delivery: &Delivery| {
        delivery.reply.and_then(|at| parsed.replies.get(at)).is_some_and(|r| r.code.is_some())
    };
    let told = found.iter().position(has_code).unwrap_or(0);
    found.into_iter().nth(told).unwrap_or_default()
}

/// Completes the reply by the enhanced code that has a field of its own.
fn completed(
    input: &Input,
    parsed: &mut Parsed,
    record: &Record,
    at: Option<usize>,
) -> Option<usize> {
    let status = record.status.and_then(|text| Some((text, text.parse::<EnhancedCode>().ok()?)));
    let Some((text, status)) = status else { return at };
    let span = place(input, text);
    anatomy::enhanced_code(parsed, text, span.start as usize);
    let at = at.unwrap_or_else(|| {
        parsed.replies.push(Reply { span, ..Reply::default() });
        parsed.replies.len() - 1
    });
    if let Some(reply) = parsed.replies.get_mut(at) {
        told::add_status(reply, Some(status), Some(span));
    }
    Some(at)
}
