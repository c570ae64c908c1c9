//! Exim: `QUEUEID ** a@example.net R=… T=… H=name [ip]: words` and the refusals of its own server.

use super::record::{Record, Said};
use super::scan;
use crate::vocabulary::Event;

const FIELDS: &[(&str, &str)] = &[
    ("F=", "exim/f"),
    ("R=", "exim/r"),
    ("T=", "exim/t"),
    ("H=", "exim/h"),
    ("X=", "exim/x"),
    ("C=", "exim/c"),
    ("QT=", "exim/qt"),
    ("DT=", "exim/dt"),
];

/// The words in which the queue id is looked for: date, time, zone, process, maybe
/// behind those of syslog.
const MAX_PREFIX: usize = 10;

/// Reads a line of the main log or of the reject log.
pub fn read(line: &str) -> Option<Record<'_>> {
    let (id, rest) = split_id(line);
    let mut record = match id {
        Some(_) => delivery(rest).or_else(|| refusal(rest))?,
        None => refusal(line).or_else(|| delivery(shown(line)?))?,
    };
    record.source = "exim";
    record.queue_id = id;
    Some(record)
}

/// What `exim -v` shows of a delivery, without a queue id, maybe behind the number of its process:
/// `  277   == ana@example.net R=dnslookup defer (-1): host lookup did not complete`.
fn shown(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let flagged = rest.starts_with("== ") || rest.starts_with("** ");
    (flagged && rest.contains('@') && rest.contains(" R=")).then_some(rest)
}

/// The queue id and what stands behind it.
fn split_id(line: &str) -> (Option<&str>, &str) {
    let mut rest = line;
    for _ in 0..MAX_PREFIX {
        let Some((word, behind)) = rest.split_once(' ') else { break };
        if is_id(word) {
            return (Some(word), behind);
        }
        rest = behind.trim_start();
    }
    (None, line)
}

/// `1tpAbC-0004Xy-2Z`, since Exim 4.97 `1tpAbC-00000004Xyz-2ZAb`.
fn is_id(word: &str) -> bool {
    let hyphens = match word.len() {
        16 => [6, 13],
        23 => [6, 18],
        _ => return false,
    };
    let fits = |(at, b): (usize, u8)| match hyphens.contains(&at) {
        true => b == b'-',
        false => b.is_ascii_alphanumeric(),
    };
    word.bytes().enumerate().all(fits)
}

fn delivery(rest: &str) -> Option<Record<'_>> {
    let (flag, rest) = rest.split_once(' ')?;
    let (fields, words) = match rest.split_once(": ") {
        Some((fields, words)) => (fields, words),
        None => (rest, ""),
    };
    let event = match flag {
        "**" => Event::Failed,
        "==" => Event::Delayed,
        "*>" => Event::Other,
        "=>" | "->" | ">>" if is_local(fields) => Event::Delivered,
        "=>" | "->" | ">>" => Event::Accepted,
        _ => return None,
    };
    let sent = !matches!(event, Event::Failed | Event::Delayed);
    let mut record = Record {
        event: Some(event),
        sender: scan::value(fields, "F=").filter(|sender| !sender.is_empty()),
        fields: scan::names(fields, FIELDS),
        ..Record::default()
    };
    set_recipient(&mut record, fields);
    record.set_remote(server(fields));
    record.said = match sent {
        true => scan::value(rest, "C=").map_or(Said::Nothing, Said::Plain),
        false => said(words, fields),
    };
    Some(record)
}

/// A delivery to another server names it; `lmtp` is the last step in any case.
fn is_local(fields: &str) -> bool {
    let transport = scan::value(fields, "T=").unwrap_or_default();
    transport.contains("lmtp") || scan::value(fields, "H=").is_none()
}

/// `ana <ana@example.net> R=…`: the address as it was delivered, and the one before.
fn set_recipient<'i>(record: &mut Record<'i>, fields: &'i str) {
    let first = scan::address(fields.split(' ').next().unwrap_or_default());
    let first = first.trim_end_matches(':');
    let end = fields.find('=').unwrap_or(fields.len());
    let before = fields.get(..end).and_then(|front| front.split_once(" <"));
    let original = before.map(|(_, rest)| scan::address(rest)).filter(|a| a.contains('@'));
    match (first.contains('@'), original) {
        (false, Some(original)) => record.recipients.push(original),
        (_, original) => {
            record.original = original.filter(|original| *original != first);
            record.recipients.push(first);
        }
    }
}

/// `H=mx.example.net [192.0.2.1]:25`
fn server(fields: &str) -> &str {
    let Some(rest) = scan::behind(fields, " H=") else { return "" };
    rest.find(']').and_then(|end| rest.get(..=end)).unwrap_or(rest)
}

/// The words; several lines of a reply stand in one line, with `\n` between them.
fn said<'i>(words: &'i str, fields: &'i str) -> Said<'i> {
    match words {
        // `== a@example.net R=dnslookup T=remote_smtp defer (-53) words`
        "" => scan::behind(fields, " defer (").map_or(Said::Nothing, Said::Plain),
        _ if words.contains("\\n") => Said::Decoded(words.replace("\\n", "\n")),
        _ => Said::Plain(words),
    }
}

/// `H=name [ip] F=<…> rejected RCPT <…>: words`
fn refusal(rest: &str) -> Option<Record<'_>> {
    let (front, behind) = scan::split(rest, "rejected ")?;
    let command = ["RCPT", "MAIL", "after DATA", "EHLO", "HELO", "VRFY"];
    if !front.contains("H=") || !command.iter().any(|name| behind.starts_with(name)) {
        return None;
    }
    let (target, words) = behind.split_once(": ")?;
    let recipient = scan::behind(target, "RCPT ").map(scan::address).filter(|a| a.contains('@'));
    let temporary = front.ends_with("temporarily ");
    Some(Record {
        recipients: recipient.into_iter().collect(),
        sender: scan::value(front, "F=").filter(|sender| !sender.is_empty()),
        client: scan::behind(front, "H=").and_then(|client| scan::host_and_ip(client).1),
        event: Some(if temporary { Event::Delayed } else { Event::Failed }),
        said: said(words, ""),
        phase: scan::phase(target),
        fields: scan::names(front, FIELDS),
        ..Record::default()
    })
}
