//! Logs of `name=value` pairs: OpenSMTPD, Haraka, Halon, msmtp, Kerio, maddy, Stalwart and ZoneMTA.

use super::record::{Record, Said};
use super::scan;
use crate::vocabulary::{Event, Phase};

const OPENSMTPD: &[(&str, &str)] = &[
    ("evpid=", "opensmtpd/evpid"),
    ("from=", "opensmtpd/from"),
    ("to=", "opensmtpd/to"),
    ("rcpt=", "opensmtpd/rcpt"),
    ("source=", "opensmtpd/source"),
    ("relay=", "opensmtpd/relay"),
    ("delay=", "opensmtpd/delay"),
    ("result=", "opensmtpd/result"),
    ("stat=", "opensmtpd/stat"),
];

const HARAKA: &[(&str, &str)] = &[
    ("file=", "haraka/file"),
    ("domain=", "haraka/domain"),
    ("rcpt=", "haraka/rcpt"),
    ("host=", "haraka/host"),
    ("ip=", "haraka/ip"),
    ("reason=", "haraka/reason"),
    ("response=", "haraka/response"),
    ("err=", "haraka/err"),
];

pub fn read(line: &str) -> Option<Record<'_>> {
    opensmtpd(line)
        .or_else(|| haraka(line))
        .or_else(|| halon(line))
        .or_else(|| msmtp(line))
        .or_else(|| kerio(line))
        .or_else(|| maddy(line))
        .or_else(|| stalwart(line))
        .or_else(|| zonemta(line))
}

/// A value that may be quoted; quotation marks within it stand behind a backslash.
fn said<'i>(line: &'i str, name: &str) -> Said<'i> {
    match scan::value(line, name) {
        None | Some("") => Said::Nothing,
        Some(value) if value.contains("\\\"") => Said::Decoded(value.replace("\\\"", "\"")),
        Some(value) => Said::Plain(value),
    }
}

/// `3f1c9a6b2d5e7710 mta delivery evpid=… to=<…> relay="ip (name)" result="…" stat="…"`
fn opensmtpd(line: &str) -> Option<Record<'_>> {
    let stat = scan::value(line, "stat=")?;
    let mda = line.contains(" mda ") || line.contains("delivery: mda");
    let told = scan::value(line, "result=");
    let older = || {
        ["Ok", "TempFail", "PermFail"].into_iter().find(|word| {
            line.contains("evpid=") && line.contains("session=")
                || line.contains(&format!(": {word} for "))
        })
    };
    let is_delivery = line.contains("evpid=") && told.is_some();
    let event = match told.or_else(|| if is_delivery { None } else { older() })? {
        "Ok" if mda => Event::Delivered,
        "Ok" => Event::Accepted,
        "TempFail" => Event::Delayed,
        "PermFail" => Event::Failed,
        _ => return None,
    };
    let mut record = Record {
        source: "opensmtpd",
        recipients: scan::value(line, "to=").into_iter().collect(),
        original: scan::value(line, "rcpt=").filter(|address| address.contains('@')),
        sender: scan::value(line, "from=").filter(|address| address.contains('@')),
        event: Some(event),
        said: match scan::behind(line, "stat=") {
            _ if stat.is_empty() => Said::Nothing,
            // Before version 6.4 it had no quotation marks: `delay=0s, stat=550 Invalid recipient`.
            Some(words) if !words.starts_with('"') => Said::Plain(words),
            _ => said(line, "stat="),
        },
        queue_id: scan::value(line, "evpid="),
        date: scan::date(line),
        fields: scan::names(line, OPENSMTPD),
        ..Record::default()
    };
    record.original = record.original.filter(|original| !record.recipients.contains(original));
    record.set_remote(scan::value(line, "relay=").unwrap_or_default());
    Some(record)
}

/// `[NOTICE] [uuid] [outbound] bounced file="…" rcpt="<…>" reason="550 …"`
fn haraka(line: &str) -> Option<Record<'_>> {
    let (front, rest) = scan::split(line, " [outbound] ")?;
    let id = front.rsplit_once('[').map(|(_, id)| id.trim_end_matches(']'));
    let id = id.filter(|id| id.len() > 8);
    if let Some(answer) = rest.strip_prefix("recipient <") {
        return haraka_answer(line, answer).map(|record| Record { queue_id: id, ..record });
    }
    let (word, event) = [
        ("bounced ", Event::Failed),
        ("delivered ", Event::Accepted),
        ("deferred ", Event::Delayed),
        ("temp_fail ", Event::Delayed),
        ("temp fail ", Event::Delayed),
    ]
    .into_iter()
    .find(|(word, _)| rest.starts_with(word))?;
    let rest = rest.get(word.len()..)?;
    let words =
        ["reason=", "response=", "err="].into_iter().find(|n| scan::value(rest, n).is_some());
    Some(Record {
        source: "haraka",
        recipients: scan::value(rest, "rcpt=").map(scan::address).into_iter().collect(),
        host: scan::value(rest, "host="),
        ip: scan::value(rest, "ip="),
        event: Some(event),
        said: words.map_or(Said::Nothing, |name| said(rest, name)),
        queue_id: id,
        date: scan::date(line),
        fields: scan::names(rest, HARAKA),
        ..Record::default()
    })
}

/// `recipient <a@example.net> rejected: 550 5.1.1 …`
fn haraka_answer<'i>(line: &'i str, answer: &'i str) -> Option<Record<'i>> {
    let (address, rest) = answer.split_once("> ")?;
    let (word, words) = rest.split_once(": ")?;
    let event = match word {
        "rejected" => Event::Failed,
        "deferred" => Event::Delayed,
        _ => return None,
    };
    Some(Record {
        source: "haraka",
        recipients: vec![address],
        event: Some(event),
        said: Said::Plain(words),
        phase: Some(Phase::Rcpt),
        date: scan::date(line),
        ..Record::default()
    })
}

/// What Halon's scripts usually write: `event=bounce recipient=<…> code=550 reply="…"`.
fn halon(line: &str) -> Option<Record<'_>> {
    let address = scan::value(line, "recipient=").map(scan::address)?;
    let told =
        ["reply=", "reason=", "response="].into_iter().find(|n| scan::value(line, n).is_some())?;
    let code = scan::value(line, "code=").filter(|code| code.len() == 3);
    let words = scan::value(line, told)?;
    let event = match scan::value(line, "event=").or_else(|| scan::value(line, "action="))? {
        "bounce" | "bounced" | "failed" | "reject" => Event::Failed,
        "deferred" | "defer" | "delayed" | "retry" | "tempfail" => Event::Delayed,
        "delivered" | "delivery" | "sent" | "success" => Event::Accepted,
        _ => return None,
    };
    let said = match code {
        Some(code) if !words.starts_with(code) => Said::Decoded(format!("{code} {words}")),
        _ => said(line, told),
    };
    Some(Record {
        source: "halon",
        recipients: vec![address],
        event: Some(event),
        said,
        status: scan::value(line, "enhanced="),
        date: scan::date(line),
        ..Record::default()
    })
}

/// `from=ann@example.com recipients=a@example.net,b@example.org smtpmsg='550 …' errormsg='…' exitcode=EX_…`
fn msmtp(line: &str) -> Option<Record<'_>> {
    let exit = scan::behind(line, " exitcode=")?;
    let recipients = scan::behind(line, " recipients=")?.split(' ').next()?;
    let quoted = |name| {
        let rest = scan::behind(line, name)?;
        rest.split_once("' ").map(|(words, _)| words)
    };
    let error = quoted(" errormsg='");
    // `recipient address a@example.net not accepted by the server`: the others are not at fault.
    let refused =
        error.and_then(|error| scan::behind(error, "recipient address ")?.split(' ').next());
    let recipients = refused.unwrap_or(recipients);
    let said = quoted(" smtpmsg='").or(error);
    Some(Record {
        source: "msmtp",
        recipients: recipients.split(',').filter(|address| address.contains('@')).collect(),
        sender: scan::value(line, "from=").filter(|address| address.contains('@')),
        event: Some(if exit.starts_with("EX_OK") { Event::Accepted } else { Event::Failed }),
        said: said.map_or(Said::Nothing, Said::Plain),
        date: scan::date(line),
        ..Record::default()
    })
}

/// `Sent: Queue-ID: …, Recipient: <…>, Result: delayed, Status: 4.4.1 words, Remote-Host: …`
fn kerio(line: &str) -> Option<Record<'_>> {
    let (front, rest) = scan::split(line, ", Result: ")?;
    let (word, words) = rest.split_once(", Status: ")?;
    let event = match word {
        "delivered" => Event::Accepted,
        "delayed" => Event::Delayed,
        "failed" => Event::Failed,
        _ => return None,
    };
    let (words, behind) = scan::split(words, ", Remote-Host: ").unwrap_or((words, ""));
    let mut record = Record {
        source: "kerio",
        recipients: vec![scan::behind(front, "Recipient: ").map(scan::address)?],
        event: Some(event),
        said: Said::Plain(words),
        queue_id: scan::behind(front, "Queue-ID: ").and_then(|id| id.split(',').next()),
        ..Record::default()
    };
    record.set_remote(behind);
    Some(record)
}

/// `queue: not delivered, permanent error {"msg_id":"…","rcpt":"…","smtp_code":550,"smtp_enchcode":"5.1.1","smtp_msg":"…"}`
fn maddy(line: &str) -> Option<Record<'_>> {
    let (front, fields) = line.split_at(scan::find(line, "{\"")?);
    let text = |name| scan::behind(fields, name).map(scan::quoted);
    let words = text("\"smtp_msg\":\"").or_else(|| text("\"reason\":\""));
    let code = ["\"smtp_code\":", "\"code\":"].into_iter();
    let code = code.filter_map(|name| scan::behind(fields, name)?.get(..3)).next();
    let told = code.is_some().then_some(words).flatten();
    let event = match front.trim_end().rsplit_once(": ")?.1 {
        "delivered" => Some(Event::Accepted),
        "delivery attempt failed" => Some(Event::Delayed),
        "not delivered, permanent error" => Some(Event::Failed),
        "RCPT error" if told.is_some() => None,
        _ => return None,
    };
    Some(Record {
        source: "maddy",
        recipients: vec![text("\"rcpt\":\"").filter(|address| address.contains('@'))?],
        host: text("\"remote_server\":\""),
        event,
        said: told.zip(code).map_or(Said::Nothing, |(words, code)| {
            Said::Decoded([code, " ", &words.replace("\\\"", "\"").replace("\\n", "\n")].concat())
        }),
        status: text("\"smtp_enchcode\":\"").or_else(|| text("\"enchcode\":\"")),
        date: scan::date(line),
        ..Record::default()
    })
}

/// `Sender/default/867[1] 19001ba5ad80001cdc.001 DEFERRED[other] from=… to=… mx=name[ip] id=<…> (550 …)`
fn zonemta(line: &str) -> Option<Record<'_>> {
    let (front, fields) = scan::split(scan::behind(line, "Sender/")?, " from=")?;
    let (front, word) = front.rsplit_once(' ')?;
    let event = match word.split('[').next()? {
        "ACCEPTED" => Event::Accepted,
        "DEFERRED" => Event::Delayed,
        "REJECTED" => Event::Failed,
        _ => return None,
    };
    let mut record = Record {
        source: "zonemta",
        recipients: vec![scan::value(fields, "to=")?],
        sender: fields.split(['[', ' ']).next().filter(|address| address.contains('@')),
        event: Some(event),
        said: scan::behind(fields, " (")
            .map_or(Said::Nothing, |words| Said::Plain(words.strip_suffix(')').unwrap_or(words))),
        queue_id: front.rsplit(' ').next(),
        ..Record::default()
    };
    record.set_remote(scan::value(fields, "mx=").unwrap_or_default());
    Some(record)
}

/// `INFO Message rescheduled for delivery (queue.rescheduled) queueId = 2198, from = "…", to = ["…"], …`
///
/// What servers answered stands in lines of its own.
fn stalwart(line: &str) -> Option<Record<'_>> {
    let fields = scan::behind(line, " (queue.rescheduled) ")?;
    let to = scan::behind(fields, "to = [")?.split(']').next()?;
    let recipients = to.split(", ").map(|part| part.trim_matches(|c| "\"<>".contains(c)));
    Some(Record {
        source: "stalwart",
        recipients: recipients.filter(|address| address.contains('@')).take(100).collect(),
        event: Some(Event::Delayed),
        queue_id: scan::behind(fields, "queueId = ").and_then(|id| id.split(',').next()),
        date: scan::date(line),
        ..Record::default()
    })
}
