//! Postfix: `QUEUEID: to=<…>, relay=…, dsn=…, status=… (…)` and the refusals of its own server.

use super::record::{Record, Said};
use super::scan;
use crate::vocabulary::{Event, Phase};

/// The fields that are explained.
const FIELDS: &[(&str, &str)] = &[
    ("to=", "postfix/to"),
    ("orig_to=", "postfix/orig-to"),
    ("from=", "postfix/from"),
    ("relay=", "postfix/relay"),
    ("delay=", "postfix/delay"),
    ("delays=", "postfix/delays"),
    ("tls=", "postfix/tls"),
    ("dsn=", "postfix/dsn"),
    ("status=", "postfix/status"),
    ("proto=", "postfix/proto"),
    ("helo=", "postfix/helo"),
];

/// What the servers call a refusal.
const REFUSALS: &[&str] = &[
    "reject: ",
    "milter-reject: ",
    "reject_warning: ",
    "proxy-reject: ",
    "proxy-accept: ",
    "milter-discard: ",
    "discard: ",
];

/// Words in front of the server at the other end.
const SERVERS: &[&str] =
    &["host ", "connect to ", "conversation with ", "lost connection with ", "server "];

/// Reads a line, with or without the prefix of syslog.
pub fn read(line: &str) -> Option<Record<'_>> {
    let (daemon, body) = body(line)?;
    let (id, rest) = match scan::split(body, ": ") {
        Some((id, rest)) if is_queue_id(id) => (Some(id), rest),
        _ if daemon.is_some() => (None, body),
        _ => return None,
    };
    let mut record = delivery(daemon, rest)
        .or_else(|| refusal(rest))
        .or_else(|| expired(rest))
        .or_else(|| talk(rest))?;
    record.source = "postfix";
    record.queue_id = id.filter(|id| *id != "NOQUEUE");
    record.process = line.split_once("]: ").and_then(|(front, _)| front.rsplit(' ').next());
    record.date = scan::date(line);
    Some(record)
}

/// The program, where the line names it, and what it says.
fn body(line: &str) -> Option<(Option<&str>, &str)> {
    let Some((front, rest)) =
        scan::split(line, "]: ").filter(|(front, _)| front.contains("postfix"))
    else {
        return Some((None, line));
    };
    let tag = front.rsplit(' ').next()?;
    let tag = tag.split('[').next()?;
    Some((tag.rsplit('/').next(), rest))
}

/// `4F1Qkz0mTbz9sW`, `25F2E5E061`, `NOQUEUE`.
fn is_queue_id(text: &str) -> bool {
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric());
    text == "NOQUEUE"
        || (5..=20).contains(&text.len()) && plain && text.bytes().any(|b| b.is_ascii_digit())
}

/// `to=<…>, relay=…, status=deferred (…)`
fn delivery<'i>(daemon: Option<&str>, rest: &'i str) -> Option<Record<'i>> {
    if !rest.starts_with("to=") {
        return None;
    }
    let (fields, status) = rest.split_once(", status=")?;
    let (word, said) = status.split_once(" (").unwrap_or((status, ""));
    let said = said.strip_suffix(')').unwrap_or(said);
    let mut record = Record {
        recipients: vec![scan::address(rest.get(3..)?)],
        original: scan::value(fields, "orig_to="),
        status: scan::value(fields, "dsn="),
        event: Some(event(word, daemon, fields, said)),
        fields: scan::names(rest.get(..rest.len() - said.len())?, FIELDS),
        ..Record::default()
    };
    if !said.is_empty() {
        record.said = Said::Plain(said);
    }
    record.set_remote(scan::value(fields, "relay=").unwrap_or_default());
    if record.host.is_none() && record.ip.is_none() {
        set_server(&mut record, said);
    }
    Some(record)
}

/// What `status=` says. `deliverable` is the result of a probe.
fn event(word: &str, daemon: Option<&str>, fields: &str, said: &str) -> Event {
    let relay = scan::value(fields, "relay=").unwrap_or_default();
    let is_last = daemon.is_some_and(|name| matches!(name, "local" | "virtual" | "lmtp" | "pipe"))
        || matches!(relay, "local" | "virtual")
        || relay.contains("lmtp")
        || said.starts_with("delivered ");
    match word {
        _ if word.starts_with("deferred") || word.starts_with("SOFTBOUNCE") => Event::Delayed,
        "sent" if is_last => Event::Delivered,
        "sent" | "deliverable" => Event::Accepted,
        _ => Event::Failed,
    }
}

/// The first `host mx.example.net[192.0.2.1]` of the words.
fn set_server<'i>(record: &mut Record<'i>, said: &'i str) {
    let found = SERVERS.iter().filter_map(|start| scan::behind(said, start));
    let mut found = found.filter_map(|rest| rest.split(' ').next()).filter(|w| w.contains('['));
    if let Some(server) = found.next() {
        record.set_remote(server);
    }
}

/// `reject: RCPT from name[ip]: 550 5.1.1 …; from=<> to=<> proto=ESMTP helo=<…>`
fn refusal(rest: &str) -> Option<Record<'_>> {
    let behind = REFUSALS.iter().find_map(|start| rest.strip_prefix(start))?;
    let (words, tail) = ends(behind);
    let (front, said) = match tail.split_once(">: ") {
        // `reject: header Subject: … from name[ip]; from=<> … helo=<…>: 5.7.1 …`
        Some((_, said)) if is_content(words) => (words, said),
        _ => split_client(words)?,
    };
    let client = scan::behind(front, " from ").and_then(|client| scan::host_and_ip(client).1);
    Some(Record {
        recipients: scan::value(tail, "to=").into_iter().collect(),
        sender: scan::value(tail, "from=").filter(|sender| !sender.is_empty()),
        client,
        said: Said::Plain(said),
        phase: if is_content(words) { Some(Phase::EndOfData) } else { scan::phase(front) },
        fields: scan::names(tail, FIELDS),
        ..Record::default()
    })
}

fn is_content(words: &str) -> bool {
    words.starts_with("header ") || words.starts_with("body ") || words.starts_with("mime ")
}

/// The words, and the fields at the end of the line.
fn ends(text: &str) -> (&str, &str) {
    let tails = ["; from=<", "; to=<", "; proto="];
    let at = tails.iter().filter_map(|tail| text.find(tail)).min().unwrap_or(text.len());
    (text.get(..at).unwrap_or(text), text.get(at..).unwrap_or_default())
}

/// `RCPT from name[ip]: 550 …`: IPv6 addresses and ports have colons without a blank.
fn split_client(words: &str) -> Option<(&str, &str)> {
    words.split_once(": ").filter(|(_, said)| !said.is_empty())
}

/// `from=<…>, status=expired, returned to sender`
fn expired(rest: &str) -> Option<Record<'_>> {
    let (fields, said) = rest.split_once(", status=")?;
    let expired = said.starts_with("expired") || said.starts_with("force-expired");
    if !rest.starts_with("from=") || !expired {
        return None;
    }
    Some(Record {
        sender: scan::value(fields, "from=").filter(|sender| !sender.is_empty()),
        event: Some(Event::Failed),
        said: Said::Plain(said),
        fields: scan::names(rest.get(..rest.len() - said.len())?, FIELDS),
        ..Record::default()
    })
}

/// What happened on the way to one of several servers: `host mx[ip] said: 450 …`.
fn talk(rest: &str) -> Option<Record<'_>> {
    let tells = SERVERS.iter().any(|start| rest.starts_with(start))
        || rest.starts_with("SASL authentication failed");
    if !tells {
        return None;
    }
    let mut record = Record { said: Said::Plain(rest), ..Record::default() };
    set_server(&mut record, rest);
    let named = record.host.is_some() || record.ip.is_some();
    named.then_some(record)
}
