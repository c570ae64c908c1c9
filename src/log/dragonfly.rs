//! The DragonFly Mail Agent: `dma[837e45.1e13660]: remote delivery to mx.example.net [192.0.2.1]
//! failed after RCPT TO: 550 5.1.1 No such user`.
//!
//! The recipient stands in an earlier line: `dma[837e45.1e13660]: <a@example.net> trying delivery`.

use std::collections::HashMap;

use super::record::{Record, Said};
use super::scan;
use crate::vocabulary::Event;

/// The recipients of deliveries that have begun, by their ids.
pub type Started<'i> = HashMap<&'i str, &'i str>;

/// The most deliveries that are begun and have no end.
const MAX_STARTED: usize = 10_000;

pub fn read<'i>(line: &'i str, started: &mut Started<'i>) -> Option<Record<'i>> {
    let (id, rest) = scan::behind(line, "dma[")?.split_once("]: ")?;
    // FreeBSD adds the process: `dma[5697f.801c48000][72412]: …`
    let id = id.split("][").next().unwrap_or(id);
    if let Some((address, "trying delivery")) = rest.trim_end().rsplit_once("> ")
        && started.len() < MAX_STARTED
    {
        started.insert(id, scan::address(address));
        return None;
    }
    let (event, remote, said) = told(rest)?;
    let recipient = started.remove(id);
    let mut record = Record {
        source: "dragonfly",
        recipients: recipient.into_iter().collect(),
        event: Some(event),
        said: said.map_or(Said::Nothing, Said::Plain),
        phase: remote.rsplit_once(" after ").and_then(|(_, command)| scan::phase(command)),
        queue_id: Some(id).filter(|id| !id.is_empty()),
        date: scan::date(line),
        ..Record::default()
    };
    record.set_remote(remote.strip_prefix("to ").unwrap_or_default());
    Some(record)
}

/// What became of it, the words in front of the reason, and the reason.
fn told(rest: &str) -> Option<(Event, &str, Option<&str>)> {
    if rest.starts_with("delivery successful") {
        return Some((Event::Accepted, "", None));
    }
    let (front, said) = rest.strip_prefix("remote delivery ")?.split_once(": ")?;
    let event = match front.split(" after ").next()?.rsplit(' ').next()? {
        "failed" => Event::Failed,
        "deferred" => Event::Delayed,
        _ => return None,
    };
    // `remote delivery failed: DNS lookup failure: host … not found`, of which host it does not tell.
    let said = if said.starts_with("DNS lookup failure") { rest } else { said };
    Some((event, front, Some(said)))
}
