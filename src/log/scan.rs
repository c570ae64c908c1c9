//! Small readers of the parts of a line.

use std::net::IpAddr;

use crate::input::trim;
use crate::smtp::COMMANDS;
use crate::vocabulary::Phase;

/// Where `wanted` begins. Every line is asked for many short words, and the search of the standard
/// library prepares itself for longer than the line takes.
pub fn find(text: &str, wanted: &str) -> Option<usize> {
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    let begins = |at: &usize| text.get(*at..).is_some_and(|rest| rest.starts_with(wanted));
    memchr::memchr_iter(*wanted.first()?, text).find(begins)
}

/// The words behind the first `start`.
pub fn behind<'i>(text: &'i str, start: &str) -> Option<&'i str> {
    find(text, start).and_then(|at| text.get(at + start.len()..))
}

/// What stands before and behind the first `between`.
pub fn split<'i>(text: &'i str, between: &str) -> Option<(&'i str, &'i str)> {
    let at = find(text, between)?;
    Some((text.get(..at)?, text.get(at + between.len()..)?))
}

/// The value behind the first `name`, as in `to=<a@example.net>,`, with the place
/// of the name itself.
pub fn value<'i>(text: &'i str, name: &str) -> Option<&'i str> {
    let mut from = 0;
    loop {
        let at = from + find(text.get(from..)?, name)?;
        let before = text.get(..at)?.chars().next_back();
        if before.is_none_or(|c| " ,;\t".contains(c)) {
            return text.get(at + name.len()..).map(closed);
        }
        from = at + name.len();
    }
}

/// The first value of a text: what is in quotation marks or brackets, or all up to a blank.
fn closed(text: &str) -> &str {
    match text.as_bytes().first() {
        Some(b'"') => quoted(text.get(1..).unwrap_or_default()),
        Some(b'<') => address(text),
        _ => text.split([' ', ',', ';']).next().unwrap_or_default(),
    }
}

/// Up to the closing quotation mark, which is not behind a backslash.
pub fn quoted(text: &str) -> &str {
    let mut escaped = false;
    let end = text.bytes().position(|b| {
        let closes = b == b'"' && !escaped;
        escaped = b == b'\\' && !escaped;
        closes
    });
    text.get(..end.unwrap_or(text.len())).unwrap_or(text)
}

/// `<a@example.net>` without its brackets. A quoted local part may hold a `>`.
pub fn address(text: &str) -> &str {
    let text = text.strip_prefix('<').unwrap_or(text);
    let mut quoted = false;
    let end = text.bytes().position(|b| {
        quoted ^= b == b'"';
        b == b'>' && !quoted
    });
    let end = end.or_else(|| text.find(['>', ',', ' '])).unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// The name of a field, as a slice of the line: `to` of `to=`.
pub fn name<'i>(text: &'i str, name: &str) -> Option<&'i str> {
    let value = value(text, name)?;
    let start = (value.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let at = text.get(..start)?.rfind(name)?;
    text.get(at..at + name.len()).map(|name| name.trim_end_matches('='))
}

/// The names of those known fields that a line has, each with its id.
pub fn names<'i>(text: &'i str, known: &[(&str, &'static str)]) -> Vec<(&'static str, &'i str)> {
    known.iter().filter_map(|(field, id)| Some((*id, name(text, field)?))).collect()
}

/// `mx.example.net[192.0.2.1]:25`, `mx.example.net. [192.0.2.1]`,
/// `192.0.2.1 (mx.example.net)`, `[2001:db8::1]`.
pub fn host_and_ip(text: &str) -> (Option<&str>, Option<&str>) {
    let words = text.split(|c: char| c.is_whitespace() || "[](),<>\";".contains(c));
    let (mut host, mut ip) = (None, None);
    for word in words.filter(|word| !word.is_empty()).take(4) {
        let bare = word.strip_prefix("IPv6:").unwrap_or(word);
        if bare.parse::<IpAddr>().is_ok() {
            ip = ip.or(Some(bare));
        } else if host.is_none() && is_host(word) {
            host = Some(word.trim_end_matches(['.', ':']));
        }
    }
    (host, ip)
}

fn is_host(word: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._:".contains(&b) || b >= 0x80;
    word.contains('.')
        && !word.starts_with([':', '.'])
        && word.bytes().all(plain)
        && word.bytes().any(|b| b.is_ascii_alphabetic())
}

/// The ISO date at the start of a line.
pub fn date(line: &str) -> Option<&str> {
    let word = line.split([' ', ',']).next()?;
    (word.len() >= 19 && word.as_bytes().get(10) == Some(&b'T')).then_some(word)
}

/// The point of the dialogue that a command stands for.
pub fn phase(command: &str) -> Option<Phase> {
    let command = trim(command).to_ascii_lowercase();
    let is = |name: &str| command.starts_with(name);
    match () {
        // Servers judge the recipient of a VRFY as they do that of a RCPT.
        () if is("vrfy") => Some(Phase::Rcpt),
        () if is("end-of-message") || is("after data") => Some(Phase::EndOfData),
        () if is("connect") => Some(Phase::Greeting),
        () => COMMANDS.iter().find(|known| is(known.verb))?.phase,
    }
}
