//! One line of a transcript: who speaks, and what is said.

use crate::input::{is_blank, trim};

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Client,
    Server,
}

/// Marks in front of a line, the longer ones first.
const MARKS: &[(&str, Side)] = &[
    ("<** ", Side::Server),
    ("<~* ", Side::Server),
    ("<<< ", Side::Server),
    (">>> ", Side::Client),
    ("<-- ", Side::Server),
    ("--> ", Side::Client),
    ("<~  ", Side::Server),
    (" ~> ", Side::Client),
    ("~> ", Side::Client),
    ("<~ ", Side::Server),
    ("<- ", Side::Server),
    ("-> ", Side::Client),
    ("<= ", Side::Server),
    ("=> ", Side::Client),
    ("<< ", Side::Server),
    (">> ", Side::Client),
    ("SERVER -> CLIENT: ", Side::Server),
    ("CLIENT -> SERVER: ", Side::Client),
    ("S: ", Side::Server),
    ("C: ", Side::Client),
    ("Server: ", Side::Server),
    ("Client: ", Side::Client),
    ("SERVER: ", Side::Server),
    ("CLIENT: ", Side::Client),
    ("server: ", Side::Server),
    ("client: ", Side::Client),
    ("SMTP<< ", Side::Server),
    ("SMTP>> ", Side::Client),
    ("reply: b'", Side::Server),
    ("reply: '", Side::Server),
    ("send: b'", Side::Client),
    ("send: u'", Side::Client),
    ("send: '", Side::Client),
    ("RECV: ", Side::Server),
    ("SEND: ", Side::Client),
    // The log of a batch (BSMTP) has each command with a number that is no reply code.
    ("050 ", Side::Client),
    ("< ", Side::Server),
    ("> ", Side::Client),
];

/// What Postfix writes in its notices, from the side of the server.
const NOTICE: &[(&str, Side)] = &[("Out: ", Side::Server), ("In: ", Side::Client)];

/// Words that stand in front of marks: dates, times, levels, ids.
const MAX_PREFIX: usize = 6;

/// A line without what stands in front of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'i> {
    /// Who speaks, where a mark tells.
    pub(super) side: Option<Side>,
    pub(super) text: &'i str,
}

/// Takes the mark and the time off a line.
pub(super) fn line(text: &str) -> Line<'_> {
    if let Some(found) = columns(text) {
        return found;
    }
    let mut rest = text.trim_start_matches(is_blank);
    for _ in 0..=MAX_PREFIX {
        if let Some((side, text)) = marked(rest) {
            return Line { side: Some(side), text };
        }
        if !rest.starts_with(may_begin_prefix) {
            break;
        }
        let Some((word, behind)) = rest.split_once(is_blank) else { break };
        let behind = behind.trim_start_matches(is_blank);
        // `308   SMTP<< 451 …`: Exim's debugging output begins with the process.
        let process = behind.starts_with("SMTP") && word.bytes().all(|b| b.is_ascii_digit());
        if !process && !is_prefix(word) {
            break;
        }
        rest = behind;
    }
    let text = trim(text);
    // Times in front of bare commands and replies.
    Line {
        side: None,
        text: if rest.len() < text.len() && begins_with_time(text) { rest } else { text },
    }
}

fn marked<'t>(text: &'t str) -> Option<(Side, &'t str)> {
    // Most lines are words of a notice, and their first letter tells it.
    if !text.starts_with(|c| "<>~-= SCscrROI0".contains(c)) {
        return None;
    }
    let marks = MARKS.iter().chain(NOTICE);
    let found = marks.into_iter().find_map(|(mark, side)| Some((*side, text.strip_prefix(mark)?)));
    // Python's smtplib shows what is at the end of a line: `reply: b'250 2.1.0 Ok\r\n'`.
    let end = |text: &'t str| text.strip_suffix("\\r\\n'").unwrap_or(text);
    found.map(|(side, text)| (side, trim(end(text))))
}

/// Whether a word that [`is_prefix`] takes can begin so.
fn may_begin_prefix(c: char) -> bool {
    c.is_ascii_digit() || "[:-.,TZ+/DIdim".contains(c)
}

/// `2026-03-03T09:14:07Z`, `09:14:07.120`, `[1]`, `DEBUG`, `[K3xq1]`, `***`; of OpenSMTPD
/// `mta: 0xea6710:`.
fn is_prefix(word: &str) -> bool {
    let place = word == "mta:" || word.starts_with("0x") && word.ends_with(':');
    let bracketed = word.starts_with('[') && word.ends_with([']', ':']);
    let level = matches!(word.trim_end_matches(':'), "DEBUG" | "INFO" | "TRACE" | "debug" | "info");
    bracketed || level || place || is_time(word)
}

fn begins_with_time(text: &str) -> bool {
    text.split(is_blank)
        .next()
        .is_some_and(|word| is_time(word.trim_matches(|c| c == '[' || c == ']')))
}

/// Digits with colons, hyphens or points between them. A reply code has none:
/// `550` and `550-5.1.1` are no times.
fn is_time(word: &str) -> bool {
    let plain = |b: u8| b.is_ascii_digit() || b":-.,TZ+/".contains(&b);
    let word = word.trim_matches(|c| c == '[' || c == ']');
    let clock = word.bytes().filter(|b| *b == b':').count() >= 2;
    let date = word.len() == 10 && matches!(word.as_bytes().get(4), Some(b'-' | b'/'));
    word.bytes().all(plain) && (clock || date)
}

/// The protocol log of Exchange: the event is the seventh of nine columns.
fn columns(text: &str) -> Option<Line<'_>> {
    if text.as_bytes().get(4) != Some(&b'-') {
        return None;
    }
    let mut cells = text.splitn(8, ',');
    let side = match cells.nth(6)? {
        "<" => Side::Server,
        ">" => Side::Client,
        _ => return None,
    };
    let rest = cells.next()?;
    let said = match rest.strip_prefix('"') {
        Some(inner) => inner.split("\",").next().unwrap_or(inner).trim_end_matches('"'),
        None => rest.rsplit_once(',').map_or(rest, |(said, _)| said),
    };
    Some(Line { side: Some(side), text: said })
}
