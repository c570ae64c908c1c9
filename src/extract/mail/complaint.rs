//! The machine-readable part of a complaint (ARF, RFC 5965).

use crate::extract::{Delivery, Parsed, report::iso_date};
use crate::input::{Input, trim};
use crate::mail_header::field_name;
use crate::span::Span;
use crate::vocabulary::{Event, Form, TokenKind};

/// Fields with their ids in the knowledge base.
const FIELDS: &[(&str, &str)] = &[
    ("feedback-type", "dsn/feedback-type"),
    ("user-agent", "dsn/user-agent"),
    ("original-mail-from", "dsn/original-mail-from"),
    ("original-rcpt-to", "dsn/original-rcpt-to"),
    ("removal-recipient", "dsn/original-rcpt-to"),
    ("arrival-date", "dsn/arrival-date"),
    ("received-date", "dsn/arrival-date"),
    ("source-ip", "dsn/source-ip"),
    ("reporting-mta", "dsn/reporting-mta"),
    ("original-envelope-id", "dsn/original-envelope-id"),
];

/// The most recipients of one complaint.
const MAX_RECIPIENTS: usize = 100;

/// Reads the fields. The recipient is often hidden, and there may be several (RFC 5965 §3.2).
pub(super) fn read(input: &Input, parsed: &mut Parsed) -> Vec<Delivery> {
    let mut recipients = Vec::new();
    let (mut event, mut hearsay) = (Event::Complaint, false);
    for line in input.lines() {
        let text = input.of(*line);
        let Some(name) = field_name(text) else { continue };
        let known = FIELDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        let Some((known, id)) = known else { continue };
        let start = line.start as usize;
        parsed.token(TokenKind::Field, *id, Span::new(start, start + name.len()));
        let behind = text.split_once(':').map_or("", |(_, behind)| behind);
        let value = trim(behind).trim_matches(['<', '>']);
        let from = start + (value.as_ptr() as usize - text.as_ptr() as usize);
        if *known == "feedback-type" && value.eq_ignore_ascii_case("not-spam") {
            // RFC 6430: the recipient took it out of the spam folder.
            event = Event::Other;
        }
        // RFC 6591: a check failed, and nobody has complained.
        hearsay |= *known == "feedback-type" && value.eq_ignore_ascii_case("auth-failure");
        note(parsed, &mut recipients, known, value, Span::new(from, from + value.len()));
    }
    let complaint =
        |recipient| Delivery { recipient, event: Some(event), hearsay, ..Delivery::default() };
    parsed.form = if event == Event::Other { Form::NotABounce } else { Form::Complaint };
    match recipients.is_empty() {
        true => vec![complaint(None)],
        false => recipients.into_iter().map(|recipient| complaint(Some(recipient))).collect(),
    }
}

fn note(parsed: &mut Parsed, recipients: &mut Vec<String>, name: &str, value: &str, span: Span) {
    if value.is_empty() {
        return;
    }
    match name {
        "original-rcpt-to" | "removal-recipient" if value.contains('@') => {
            parsed.token(TokenKind::Recipient, value, span);
            let new = recipients.iter().all(|known| !known.eq_ignore_ascii_case(value));
            let counts = name == "original-rcpt-to" || recipients.is_empty();
            if new && counts && recipients.len() < MAX_RECIPIENTS {
                recipients.push(value.to_owned());
            }
        }
        "original-mail-from" if value.contains('@') => {
            parsed.token(TokenKind::Sender, value, span);
            parsed.message.from.get_or_insert_with(|| value.to_owned());
        }
        "source-ip" => parsed.token(TokenKind::Ip, value, span),
        "arrival-date" | "received-date" => {
            if let Some(date) = iso_date(value) {
                parsed.token(TokenKind::Date, date.clone(), span);
                parsed.message.arrival.get_or_insert(date);
            }
        }
        "reporting-mta" => {
            let host = value.rsplit(';').next().unwrap_or(value).trim();
            parsed.message.reporting_server.get_or_insert_with(|| host.to_owned());
        }
        _ => (),
    }
}
