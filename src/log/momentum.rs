//! Momentum: `1064870847@10/00-25593@00/00-03736@00/00-04532@P@example.net@31@…@552 No such account`.
//!
//! The kind of the line is the fifth part. The bounce log has two parts for each address, which are
//! an address as they stand there.

use super::record::{Record, Said};
use crate::vocabulary::Event;

/// The parts of a line of the bounce log, the longest one.
const MOST_PARTS: usize = 16;

pub fn read(line: &str) -> Option<Record<'_>> {
    let end = line.find('@').filter(|end| matches!(end, 10 | 16))?;
    if !is_number(line.get(..end)?) {
        return None;
    }
    let parts: Vec<&str> = line.splitn(MOST_PARTS, '@').collect();
    let part = |at: usize| parts.get(at).copied();
    let event = match part(4)? {
        "P" | "B" => Event::Failed,
        "T" => Event::Delayed,
        "D" => Event::Accepted,
        _ => return None,
    };
    if !part(1)?.contains('/') {
        return None;
    }
    let between = |first: usize, last: usize| {
        let place = |text: &str| (text.as_ptr() as usize).checked_sub(line.as_ptr() as usize);
        line.get(place(part(first)?)?..place(part(last)?)? + part(last)?.len())
    };
    let base = Record { source: "sparkpost", event: Some(event), ..Record::default() };
    if is_number(part(6)?) {
        let said = between(13, parts.len() - 1).filter(|_| parts.len() > 13);
        let ip = part(if event == Event::Accepted { 11 } else { 12 });
        return Some(Record { ip, said: plain(said), ..base });
    }
    Some(Record {
        recipients: between(5, 6).into_iter().collect(),
        sender: between(7, 8),
        ip: part(14),
        said: plain(part(15)),
        ..base
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn plain(said: Option<&str>) -> Said<'_> {
    said.map_or(Said::Nothing, Said::Plain)
}
