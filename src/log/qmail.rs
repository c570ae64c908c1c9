//! qmail: `delivery 7: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550_no/`.
//!
//! The recipient stands in an earlier line. Blanks are written as `_` and line
//! ends as `/`; which of them were there before cannot be told any more.

use std::collections::HashMap;

use super::record::{Record, Said};
use super::scan;
use crate::vocabulary::Event;

/// The recipients of deliveries that have begun, by their number.
pub type Started<'i> = HashMap<&'i str, &'i str>;

/// The most deliveries that are begun and have no end. qmail runs 500 at most.
const MAX_STARTED: usize = 10_000;

pub fn read<'i>(line: &'i str, started: &mut Started<'i>) -> Option<Record<'i>> {
    if let Some(rest) = scan::behind(line, "starting delivery ") {
        start(rest, started);
        return None;
    }
    let rest = match line.strip_prefix("delivery ") {
        Some(rest) => rest,
        None => scan::behind(line, " delivery ")?,
    };
    let (number, rest) = rest.split_once(": ")?;
    let (word, said) = rest.split_once(": ")?;
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let begun = started.remove(number);
    let is_local = begun.is_some_and(|begun| begun.starts_with("local "));
    let is_local = is_local || said.starts_with("did_");
    let event = match word {
        "success" if is_local => Event::Delivered,
        "success" => Event::Accepted,
        "deferral" => Event::Delayed,
        "failure" => Event::Failed,
        _ => return None,
    };
    let recipient = begun.and_then(|begun| begun.split_once(' ')).map(|(_, address)| address);
    let (host, ip) = scan::host_and_ip(said.split('_').next().unwrap_or_default());
    Some(Record {
        source: "qmail",
        recipients: recipient.into_iter().collect(),
        host,
        ip,
        event: Some(event),
        said: Said::Decoded(decode(words(said))),
        ..Record::default()
    })
}

/// `7: msg 812 to remote a@example.net`
fn start<'i>(rest: &'i str, started: &mut Started<'i>) {
    let parts = rest.split_once(": msg ").and_then(|(number, rest)| {
        let (_, target) = rest.split_once(" to ")?;
        Some((number, target))
    });
    if let Some((number, target)) = parts
        && started.len() < MAX_STARTED
    {
        started.insert(number, target);
    }
}

/// qmail gives up on a server after every answer, not only when the time is over.
fn words(said: &str) -> &str {
    let answered = said.contains("Remote_host_said:");
    said.split("/Giving_up_on_").next().filter(|_| answered).unwrap_or(said)
}

/// Web addresses keep their slashes: a line does not end in front of another `/`.
fn decode(said: &str) -> String {
    let bytes = said.as_bytes();
    let mut web = false;
    let decoded = said.char_indices().map(|(at, c)| {
        let rest = said.get(at..).unwrap_or_default();
        web |= rest.starts_with("http://") || rest.starts_with("https://");
        match c {
            '_' => {
                web = false;
                ' '
            }
            '/' if web && bytes.get(at + 1).is_some() => '/',
            '/' => '\n',
            _ => c,
        }
    });
    decoded.collect()
}
