//! Tables that services export, and of which people copy rows: a line of names of columns, and below
//! it one recipient a line. SendGrid: `status,reason,email,created`; Salesforce Marketing Cloud:
//! `…,EmailAddress,…,BounceCategory,SMTPCode,BounceReason,…`; Google's log: `Recipient address`,
//! `Event status`, `Event SMTP reply code`, `Event description`.

use super::columns::cells;
use super::record::{Record, Said};
use crate::reply::EnhancedCode;
use crate::vocabulary::Event;

/// The fewest columns of a table.
const FEWEST: usize = 3;

/// The longest line of names; one that names every column of Google's log has 400 bytes.
const MAX_HEADER: usize = 1_000;

/// The longest name of a column.
const MAX_NAME: usize = 40;

/// What a column holds, by its name.
#[derive(Clone, Copy, PartialEq)]
enum Column {
    Recipient,
    /// A recipient if no other column holds one.
    Address,
    Sender,
    Reason,
    Code,
    Happened,
    /// Exchange Online: `ana@example.net##Receive, Fail;bob@example.net##Receive, Deliver`.
    Fates,
    Other,
}

/// The columns of the table that the lines belong to.
#[derive(Default)]
pub struct Header {
    columns: Vec<Column>,
    between: u8,
    /// Whether a name is that of something only mail has. An order may fail, too.
    of_mail: bool,
}

/// Parts of names and of words that speak of mail.
const OF_MAIL: &[&str] =
    &["bounce", "smtp", "diag", "deliver", "rcpt", "recipient", "suppress", "defer"];

fn is_of_mail(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    OF_MAIL.iter().any(|part| word.contains(part))
}

/// Reads a line of names, or a row below one.
pub fn read<'i>(line: &'i str, header: &mut Header) -> Option<Record<'i>> {
    if let Some(found) = Header::of(line) {
        *header = found;
        return None;
    }
    if header.columns.is_empty() {
        return None;
    }
    let row = Row { header, cells: cells(line, header.between) };
    // The last cells may be missing, others may not.
    let fits = row.cells.len() <= header.columns.len() && row.cells.len() >= FEWEST;
    fits.then(|| row.fates().or_else(|| row.record())).flatten()
}

impl Header {
    fn of(line: &str) -> Option<Header> {
        // PowerMTA's table has a reader of its own.
        let begins = line.starts_with(|c: char| c.is_alphabetic() || c == '"');
        if !begins || line.starts_with("type,") || line.len() > MAX_HEADER || line.contains('@') {
            return None;
        }
        let between = *b"\t;,".iter().find(|b| line.as_bytes().contains(b))?;
        let cells = cells(line, between);
        let named = |cell: &&str| cell.len() <= MAX_NAME && !cell.contains(['.', ':', '=']);
        if cells.len() < FEWEST || !cells.iter().all(named) {
            return None;
        }
        let columns: Vec<Column> = cells.iter().map(|cell| Column::of(cell)).collect();
        let has = |wanted: &[Column]| columns.iter().any(|column| wanted.contains(column));
        let told = has(&[Column::Reason, Column::Code, Column::Happened]);
        let fits = told && has(&[Column::Recipient, Column::Address]) || has(&[Column::Fates]);
        let of_mail = cells.iter().any(|cell| is_of_mail(cell));
        fits.then_some(Header { columns, between, of_mail })
    }
}

impl Column {
    fn of(name: &str) -> Column {
        let name: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
        let name = name.to_ascii_lowercase();
        let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
        let is = |names: &[&str]| names.contains(&name.as_str());
        match () {
            () if is(&["recipientstatus"]) => Column::Fates,
            () if has(&["domain", "date", "time", "name", "subject", "mailbox"]) => Column::Other,
            () if name.ends_with("id")
                || name.ends_with("key")
                || has(&["ip"]) && !has(&["recip", "descrip"]) =>
            {
                Column::Other
            }
            () if has(&["code"]) => Column::Code,
            () if has(&[
                "reason", "descr", "diag", "detail", "respon", "reply", "error", "message",
            ]) && !has(&["messagefrom", "messageto", "size"]) =>
            {
                Column::Reason
            }
            () if has(&["status", "event", "type", "result", "state", "category", "classif"]) => {
                Column::Happened
            }
            () if has(&["recip", "rcpt"]) || is(&["toaddress", "messageto", "toemail"]) => {
                Column::Recipient
            }
            () if is(&["email", "emailaddress", "address", "to", "contact", "contactemail"]) => {
                Column::Address
            }
            () if has(&["sender"]) || is(&["from", "fromaddress", "messagefrom"]) => Column::Sender,
            () => Column::Other,
        }
    }
}

/// One line, whose cells belong to the columns in their order.
struct Row<'i, 'h> {
    header: &'h Header,
    cells: Vec<&'i str>,
}

impl<'i> Row<'i, '_> {
    fn all(&self, wanted: Column) -> impl Iterator<Item = &'i str> {
        let cells = self.header.columns.iter().zip(&self.cells);
        cells.filter(move |(column, _)| **column == wanted).map(|(_, cell)| *cell)
    }

    fn address(&self, wanted: Column) -> Option<&'i str> {
        let is_one = |cell: &&str| cell.contains('@') && !cell.contains(char::is_whitespace);
        self.all(wanted).find(is_one).map(super::scan::address)
    }

    fn record(&self) -> Option<Record<'i>> {
        let recipient =
            self.address(Column::Recipient).or_else(|| self.address(Column::Address))?;
        let words = || self.all(Column::Happened).filter(|cell| !cell.is_empty());
        let told = words().map(str::to_ascii_lowercase).find_map(|word| event(&word));
        // A list of bounces says of none that it is one.
        let event = told.unwrap_or(Some(Event::Failed))?;
        let reason = self.all(Column::Reason).find(|cell| !cell.is_empty());
        let codes = || self.all(Column::Code).chain(words());
        let code = codes().find(|cell| is_code(cell));
        let status = codes().find(|cell| cell.parse::<EnhancedCode>().is_ok());
        let coded = || code.or(status).or(reason.filter(|words| begins_with_code(words)));
        if !self.header.of_mail && !words().any(is_of_mail) && coded().is_none() {
            return None;
        }
        // `Hard bounce` and behind it `User Unknown`: the last word tells the most.
        let reason = reason.or_else(|| words().filter(|word| !is_number(word)).last());
        Some(Record {
            recipients: vec![recipient],
            sender: self.address(Column::Sender),
            event: Some(event),
            said: said(code, reason),
            status,
            ..Record::default()
        })
    }

    /// The recipients whom the message did not reach, or else all.
    fn fates(&self) -> Option<Record<'i>> {
        let fates = self.all(Column::Fates).next()?;
        let fate = |part: &'i str| part.split_once("##");
        let of = |wanted: &[&str]| -> Vec<&'i str> {
            let last = |steps: &str| wanted.iter().any(|step| steps.trim_end().ends_with(step));
            let parts = fates.split(';').filter_map(fate);
            parts.filter(|(_, steps)| last(steps)).map(|(address, _)| address.trim()).collect()
        };
        let (recipients, event) = match of(&["Fail", "Failed"]) {
            failed if failed.is_empty() => (of(&["Deliver", "Send"]), Event::Accepted),
            failed => (failed, Event::Failed),
        };
        let sender = self.address(Column::Sender);
        let record = Record { recipients, sender, event: Some(event), ..Record::default() };
        (!record.recipients.is_empty()).then_some(record)
    }
}

/// What a word for what happened says; `Some(None)` where it tells of no delivery.
fn event(word: &str) -> Option<Option<Event>> {
    const WORDS: &[(&str, Option<Event>)] = &[
        ("undeliver", Some(Event::Failed)),
        ("not delivered", Some(Event::Failed)),
        ("bounce", Some(Event::Failed)),
        ("fail", Some(Event::Failed)),
        ("drop", Some(Event::Failed)),
        ("reject", Some(Event::Failed)),
        ("suppress", Some(Event::Failed)),
        ("blocked", Some(Event::Failed)),
        ("invalid", Some(Event::Failed)),
        ("error", Some(Event::Failed)),
        ("defer", Some(Event::Delayed)),
        ("delay", Some(Event::Delayed)),
        ("pending", Some(Event::Delayed)),
        ("complain", Some(Event::Complaint)),
        ("spam report", Some(Event::Complaint)),
        ("unsub", None),
        ("open", None),
        ("click", None),
        ("deliver", Some(Event::Accepted)),
        ("sent", Some(Event::Accepted)),
        ("success", Some(Event::Accepted)),
    ];
    WORDS.iter().find(|(part, _)| word.contains(part)).map(|(_, event)| *event)
}

fn is_number(cell: &str) -> bool {
    cell.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

fn begins_with_code(words: &str) -> bool {
    words.get(..3).is_some_and(is_code) && words.get(3..4).is_none_or(|next| " -".contains(next))
}

fn is_code(cell: &str) -> bool {
    matches!(cell.as_bytes(), [b'4' | b'5', b'0'..=b'9', b'0'..=b'9'])
}

/// The words of the other server, behind their code if that has a column of its own.
fn said<'i>(code: Option<&'i str>, reason: Option<&'i str>) -> Said<'i> {
    let plain = |words: &str| words.replace("\"\"", "\"");
    match (code, reason) {
        (None, None) => Said::Nothing,
        (Some(code), None) => Said::Plain(code),
        (Some(code), Some(words)) if !words.contains(code) => {
            Said::Decoded([code, " ", &plain(words)].concat())
        }
        (_, Some(words)) if words.contains("\"\"") => Said::Decoded(plain(words)),
        (_, Some(words)) => Said::Plain(words),
    }
}
