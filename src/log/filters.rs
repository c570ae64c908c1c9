//! Filters that a mail server asks about the messages that it gets: amavis and Rspamd.

use super::record::{Record, Said};
use super::scan;
use crate::vocabulary::Event;

/// The most recipients of one line.
const MAX_RECIPIENTS: usize = 100;

pub fn read(line: &str) -> Option<Record<'_>> {
    amavis(line).or_else(|| rspamd(line))
}

/// `amavis[27]: (27-06) Blocked INFECTED (Eicar), [192.0.2.1]:25 [192.0.2.1] <ann@example.com> ->
/// <a@example.net>,<b@example.net>, quarantine: …, Queue-ID: 4F1Q, …`
fn amavis(line: &str) -> Option<Record<'_>> {
    let rest = scan::behind(line, "amavis[").and_then(|rest| scan::behind(rest, ") "))?;
    let event = match rest.split(' ').next()? {
        "Blocked" => Event::Failed,
        "Passed" => Event::Accepted,
        _ => return None,
    };
    let (front, behind) = scan::split(rest, " -> ")?;
    let words = front.split([',', '{']).next().unwrap_or_default().trim_end();
    let sender = front.rsplit('<').next().and_then(|sender| sender.strip_suffix('>'));
    Some(Record {
        source: "amavis",
        recipients: addresses(behind),
        sender: sender.filter(|sender| sender.contains('@')),
        client: client(front, event),
        event: Some(event),
        said: if event == Event::Failed { Said::Plain(words) } else { Said::Nothing },
        queue_id: scan::behind(behind, "Queue-ID: ").and_then(|id| id.split(',').next()),
        date: scan::date(line),
        ..Record::default()
    })
}

/// `rspamd_task_write_log: id: <…>, qid: <4F1Q>, ip: 192.0.2.1, from: <ann@example.com>, (default: T
/// (reject): [18.40/15.00] [BAYES_SPAM(5.10){…}]), len: 2021, …, rcpts: <a@example.net>`
///
/// The symbols name block lists, files and domains that were only counted.
fn rspamd(line: &str) -> Option<Record<'_>> {
    let rest = scan::behind(line, "rspamd_task_write_log: ")?;
    let words = scan::behind(rest, ", (").filter(|words| words.starts_with("default: "))?;
    let words = words.split(": [").next()?;
    let event = match words.rsplit_once('(')?.1.trim_end_matches(')') {
        "reject" | "discard" => Event::Failed,
        "soft reject" | "greylist" => Event::Delayed,
        _ => Event::Accepted,
    };
    Some(Record {
        source: "rspamd",
        recipients: scan::behind(rest, "rcpts: ").map(addresses).unwrap_or_default(),
        sender: scan::behind(rest, " from: ").map(scan::address).filter(|a| a.contains('@')),
        client: scan::behind(rest, " ip: ")
            .and_then(|ip| ip.split(',').next())
            .filter(|_| event != Event::Accepted),
        event: Some(event),
        said: if event == Event::Accepted { Said::Nothing } else { Said::Plain(words) },
        queue_id: scan::behind(rest, "qid: <").map(scan::address),
        ..Record::default()
    })
}

/// The client that is refused.
fn client(front: &str, event: Event) -> Option<&str> {
    let (_, rest) = front.split_once('[').filter(|_| event == Event::Failed)?;
    rest.split(']').next().filter(|ip| ip.parse::<std::net::IpAddr>().is_ok())
}

/// `<a@example.net>,<b@example.net>`
fn addresses(text: &str) -> Vec<&str> {
    let all = text.split(',').map_while(|part| part.strip_prefix('<')?.split_once('>'));
    all.map(|(address, _)| address).filter(|a| a.contains('@')).take(MAX_RECIPIENTS).collect()
}
