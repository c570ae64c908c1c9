//! Sendmail: `QUEUEID: to=<…>, delay=…, mailer=…, relay=…, dsn=…, stat=…`.

use super::record::{Record, Said};
use super::scan;
use crate::vocabulary::{Event, Phase};

const FIELDS: &[(&str, &str)] = &[
    ("to=", "sendmail/to"),
    ("ctladdr=", "sendmail/ctladdr"),
    ("delay=", "sendmail/delay"),
    ("xdelay=", "sendmail/xdelay"),
    ("mailer=", "sendmail/mailer"),
    ("pri=", "sendmail/pri"),
    ("relay=", "sendmail/relay"),
    ("dsn=", "sendmail/dsn"),
    ("reply=", "sendmail/reply"),
    ("stat=", "sendmail/stat"),
    ("ruleset=", "sendmail/ruleset"),
    ("reject=", "sendmail/reject"),
];

/// The most addresses of one line.
const MAX_ADDRESSES: usize = 100;

/// Reads a line, with or without the prefix of syslog.
pub fn read(line: &str) -> Option<Record<'_>> {
    let (front, rest) = match scan::find(line, ": to=").or_else(|| scan::find(line, ": ruleset=")) {
        Some(at) => (line.get(..at)?, line.get(at + 2..)?),
        None => return None,
    };
    let mut record = delivery(rest).or_else(|| refusal(rest))?;
    let id = front.rsplit(' ').next().unwrap_or_default();
    record.queue_id = Some(id).filter(|id| id.bytes().all(|b| b.is_ascii_alphanumeric()));
    record.source = "sendmail";
    record.date = scan::date(line);
    Some(record)
}

fn delivery(rest: &str) -> Option<Record<'_>> {
    let (fields, said) = rest.split_once(", stat=")?;
    let fits = |name| scan::value(fields, name).is_some();
    if !(fits("delay=") || fits("mailer=") || fits("dsn=")) {
        return None;
    }
    let last = matches!(scan::value(fields, "mailer="), Some("local" | "lmtp" | "prog" | "*file*"));
    let event = match said {
        _ if said.starts_with("Sent") && last => Event::Delivered,
        _ if said.starts_with("Sent") => Event::Accepted,
        _ if said.starts_with("Deferred") || said.starts_with("queued") => Event::Delayed,
        _ => Event::Failed,
    };
    let mut record = Record {
        recipients: addresses(fields.get(3..)?),
        sender: scan::value(fields, "ctladdr=").filter(|sender| sender.contains('@')),
        event: Some(event),
        status: scan::value(fields, "dsn="),
        said: words(fields, said),
        fields: scan::names(rest.get(..rest.len() - said.len())?, FIELDS),
        ..Record::default()
    };
    record.set_remote(relay(fields));
    Some(record)
}

/// What was said: `stat=`, or `reply=` where that is a reply and `stat=` a summary of it.
fn words<'i>(fields: &'i str, said: &'i str) -> Said<'i> {
    let reply = scan::behind(fields, ", reply=").filter(|reply| {
        reply.as_bytes().first_chunk::<3>().is_some_and(|code| code.iter().all(u8::is_ascii_digit))
    });
    match (reply, said.split_once('(')) {
        (Some(reply), _) => Said::Plain(reply),
        // `Sent (2.0.0 Ok: queued as 4F1Q)`
        (_, Some(("Sent ", inner))) => Said::Plain(inner.strip_suffix(')').unwrap_or(inner)),
        _ => Said::Plain(said),
    }
}

/// `<a@example.net>,<b@example.net>, delay=…`
fn addresses(mut text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    while found.len() < MAX_ADDRESSES {
        let address = match text.starts_with('<') {
            true => scan::address(text),
            false => text.split([',', ' ']).next().unwrap_or_default(),
        };
        found.push(address);
        let end = address.len() + if text.starts_with('<') { 2 } else { 0 };
        match text.get(end..).and_then(|rest| rest.strip_prefix(',')) {
            Some(rest) if !rest.starts_with(' ') && !rest.is_empty() => text = rest,
            _ => break,
        }
    }
    found
}

/// `relay=mx.example.net. [192.0.2.1]`
fn relay(fields: &str) -> &str {
    let Some(rest) = scan::behind(fields, ", relay=") else { return "" };
    rest.split(',').next().unwrap_or_default()
}

/// `ruleset=check_rcpt, arg1=<…>, relay=name [ip], reject=550 5.7.1 …`
fn refusal(rest: &str) -> Option<Record<'_>> {
    let (fields, said) = rest.split_once(", reject=")?;
    let ruleset = scan::value(fields, "ruleset=")?;
    let about_recipient = ruleset == "check_rcpt";
    let address = scan::value(fields, "arg1=").filter(|address| address.contains('@'));
    let phase = match ruleset {
        "check_rcpt" => Some(Phase::Rcpt),
        "check_mail" => Some(Phase::Mail),
        "check_relay" => Some(Phase::Greeting),
        _ => None,
    };
    Some(Record {
        recipients: address.filter(|_| about_recipient).into_iter().collect(),
        sender: address.filter(|_| !about_recipient),
        client: scan::host_and_ip(relay(fields)).1,
        said: Said::Plain(said),
        phase,
        fields: scan::names(rest.get(..rest.len() - said.len())?, FIELDS),
        ..Record::default()
    })
}
