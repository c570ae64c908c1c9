//! Logs of columns: Exchange message tracking, IIS `SMTPSVC`, PowerMTA accounting.

use super::record::{Record, Said};
use super::scan;
use crate::vocabulary::Event;

/// The columns that a header line names, or the usual ones.
#[derive(Default)]
pub struct Header<'i> {
    names: Vec<&'i str>,
}

/// Columns of Exchange message tracking (Microsoft, "Message tracking").
const TRACKING: &[&str] = &[
    "date-time",
    "client-ip",
    "client-hostname",
    "server-ip",
    "server-hostname",
    "source-context",
    "connector-id",
    "source",
    "event-id",
    "internal-message-id",
    "message-id",
    "network-message-id",
    "recipient-address",
    "recipient-status",
];

/// Columns of PowerMTA's accounting file.
const ACCOUNTING: &[&str] = &[
    "type",
    "timeLogged",
    "timeQueued",
    "orig",
    "rcpt",
    "orcpt",
    "dsnAction",
    "dsnStatus",
    "dsnDiag",
    "dsnMta",
    "bounceCat",
];

/// The most columns of a line.
const MAX_COLUMNS: usize = 100;

pub fn read<'i>(line: &'i str, header: &mut Header<'i>) -> Option<Record<'i>> {
    if scan::find(line, "SMTPSVC").is_some() {
        return iis(line);
    }
    if line.starts_with("type,") {
        header.names = line.split(',').collect();
        return None;
    }
    let is_accounting = header.names.first() == Some(&"type");
    if !is_accounting && line.bytes().filter(|b| *b == b',').take(7).count() < 7 {
        return None;
    }
    if let Some(names) = line.strip_prefix("#Fields:") {
        header.names = names.split(',').map(str::trim).collect();
        return None;
    }
    let starts_with_date = line.as_bytes().get(4) == Some(&b'-');
    let short = line.find(',').is_some_and(|at| at <= 3);
    match (starts_with_date, short) {
        (true, _) => tracking(&Row::new(line, header, TRACKING, "recipient-status")),
        (_, true) => accounting(&Row::new(line, header, ACCOUNTING, "rcpt")),
        _ => None,
    }
}

struct Row<'i, 'h> {
    names: &'h [&'h str],
    cells: Vec<&'i str>,
}

impl<'i, 'h> Row<'i, 'h> {
    fn new(line: &'i str, header: &'h Header, usual: &'h [&'h str], telling: &str) -> Row<'i, 'h> {
        let fits = header.names.contains(&telling);
        Row { names: if fits { &header.names } else { usual }, cells: cells(line, b',') }
    }

    fn get(&self, name: &str) -> Option<&'i str> {
        let at = self.names.iter().position(|known| *known == name)?;
        self.cells.get(at).copied().filter(|cell| !cell.is_empty())
    }
}

/// The cells of a line of CSV, without the quotation marks around them.
pub fn cells(line: &str, between: u8) -> Vec<&str> {
    let mut cells = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, b) in line.bytes().enumerate() {
        quoted ^= b == b'"';
        if b == between && !quoted {
            cells.push(bare(line.get(start..at).unwrap_or_default()));
            start = at + 1;
        }
        if cells.len() >= MAX_COLUMNS {
            return cells;
        }
    }
    cells.push(bare(line.get(start..).unwrap_or_default()));
    cells
}

fn bare(cell: &str) -> &str {
    let inner = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
    inner.unwrap_or(cell).trim()
}

fn said(cell: Option<&str>) -> Said<'_> {
    match cell {
        None => Said::Nothing,
        Some(cell) if cell.contains("\"\"") => Said::Decoded(cell.replace("\"\"", "\"")),
        Some(cell) => Said::Plain(cell),
    }
}

fn tracking<'i>(row: &Row<'i, '_>) -> Option<Record<'i>> {
    let event = match row.get("event-id")? {
        "FAIL" | "BADMAIL" | "POISONMESSAGE" => Event::Failed,
        "DEFER" => Event::Delayed,
        "DELIVER" => Event::Delivered,
        "SEND" | "SENDEXTERNAL" => Event::Accepted,
        _ => return None,
    };
    let recipients = row.get("recipient-address")?.split(';').filter(|a| a.contains('@'));
    let status = row.get("recipient-status").map(inner_error);
    let mut record = Record {
        source: "exchange",
        recipients: recipients.take(MAX_COLUMNS).collect(),
        sender: row.get("sender-address"),
        event: Some(event),
        said: said(status.filter(|status| status.contains([' ', '.']))),
        date: row.get("date-time"),
        fields: vec![("exchange/event-id", row.get("event-id")?)],
        ..Record::default()
    };
    if event != Event::Delivered {
        record.host = row.get("server-hostname");
        record.ip = row.get("server-ip");
    }
    (!record.recipients.is_empty()).then_some(record)
}

/// `{LRT=…};{LED=550 5.1.1 …};{FQDN=…};{IP=…}`: the last error is the reason.
fn inner_error(status: &str) -> &str {
    let Some(rest) = scan::behind(status, "LED=") else { return status };
    let rest = rest.find("};").and_then(|end| rest.get(..end)).unwrap_or(rest);
    rest.trim_end_matches('}')
}

/// `b,…,ann@example.com,olga@example.net,,failed,5.1.1 (bad…),"smtp;550 …","mx (ip)",…`
fn accounting<'i>(row: &Row<'i, '_>) -> Option<Record<'i>> {
    let kind = row.cells.first().copied()?;
    let event = match kind {
        "b" | "rb" => Event::Failed,
        "t" | "tq" => Event::Delayed,
        "d" => Event::Accepted,
        _ => return None,
    };
    let words = row.get("dsnDiag").map(|cell| cell.strip_prefix("smtp;").unwrap_or(cell));
    let words = words.or(row.get("bounceCat"));
    let status = row.get("dsnStatus").and_then(|status| status.split(' ').next());
    let mut record = Record {
        source: "powermta",
        recipients: vec![row.get("rcpt").filter(|address| address.contains('@'))?],
        sender: row.get("orig").filter(|address| address.contains('@')),
        event: Some(event),
        said: said(words),
        status,
        fields: vec![("powermta/type", kind)],
        ..Record::default()
    };
    if let Some(category) = row.get("bounceCat") {
        record.fields.push(("powermta/bounce-cat", category));
    }
    record.set_remote(row.get("dsnMta").unwrap_or_default());
    Some(record)
}

/// `… 192.0.2.1 OutboundConnectionResponse SMTPSVC1 EX00 - 0 - - 550+5.1.1+User+unknown 0 …`
fn iis(line: &str) -> Option<Record<'_>> {
    if !line.contains("OutboundConnectionResponse") {
        return None;
    }
    let words = line.split_whitespace();
    let said = words.skip(6).find(|word| {
        word.len() > 3
            && word.as_bytes().get(3) == Some(&b'+')
            && word.bytes().take(3).all(|b| b.is_ascii_digit())
    })?;
    if !said.starts_with(['4', '5']) {
        return None;
    }
    let mut record = Record {
        source: "exchange",
        said: Said::Decoded(said.replace('+', " ")),
        fields: vec![(
            "exchange/outbound-connection-response",
            line.split_whitespace().find(|word| *word == "OutboundConnectionResponse")?,
        )],
        ..Record::default()
    };
    let server = line.split_whitespace().find(|word| word.parse::<std::net::IpAddr>().is_ok());
    record.ip = server;
    Some(record)
}
