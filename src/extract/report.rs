//! The machine-readable part of a delivery status notification (RFC 3464).
//!
//! Fields are taken for what their names say wherever they stand: programs put
//! those of the message behind the recipients, forget the empty lines between
//! groups, or print everything into the text for people.

mod fields;

use mail_parser::DateTime;

use super::{Delivery, Parsed, Remote, anatomy, notice, reply, told};
use crate::input::{Input, trim};
use crate::reply::{EnhancedCode, Reply};
use crate::span::Span;
use crate::vocabulary::{Event, Form, TokenKind, WarningKind};
use fields::{Field, Group, Name, groups};

/// The most recipients of one report. Servers send to at most some thousands at a
/// time, and each costs a verdict with all its sentences.
const MAX_RECIPIENTS: usize = 10_000;

/// Reads a report that was handed in as text, with the words around it.
#[inline(never)]
pub(super) fn extract(input: &Input, parsed: &mut Parsed) {
    parsed.form = Form::Dsn;
    let mut deliveries = read(input, parsed);
    let told = notice::read(input, parsed);
    told::complete(&mut deliveries, &told, parsed);
    told::add_others(&mut deliveries, told);
    parsed.deliveries.append(&mut deliveries);
}

/// Reads every group of fields of `input`; gives one delivery a recipient.
pub(super) fn read(input: &Input, parsed: &mut Parsed) -> Vec<Delivery> {
    let mut deliveries = Vec::new();
    for group in groups(input) {
        for field in &group.fields {
            note(input, parsed, field);
        }
        if group.has_recipient_fields() {
            if deliveries.len() >= MAX_RECIPIENTS {
                parsed.warn(WarningKind::Cut, group.fields.first().map(|field| field.name));
                break;
            }
            deliveries.push(delivery(input, parsed, &group));
        }
    }
    deliveries
}

/// Marks a field, and takes what it says about the message.
fn note(input: &Input, parsed: &mut Parsed, field: &Field) {
    parsed.token(TokenKind::Field, field.kind.id(), field.name);
    let Some(value) = field.first_line() else { return };
    match field.kind {
        Name::ReportingMta => {
            let host = typed(input, value);
            parsed.token(TokenKind::Host, input.of(host), host);
            parsed.message.reporting_server.get_or_insert_with(|| input.of(host).to_owned());
        }
        Name::ArrivalDate => {
            let date = instant(input, parsed, value);
            parsed.message.arrival = parsed.message.arrival.take().or(date);
        }
        Name::QueueId => {
            parsed.token(TokenKind::QueueId, input.of(value), value);
            parsed.message.queue_id.get_or_insert_with(|| input.of(value).to_owned());
        }
        Name::Sender => {
            let address = address(input, typed(input, value));
            parsed.token(TokenKind::Sender, input.of(address), address);
            parsed.message.from.get_or_insert_with(|| input.of(address).to_owned());
        }
        _ => (),
    }
}

fn delivery(input: &Input, parsed: &mut Parsed, group: &Group) -> Delivery {
    let [told, actual, original] =
        [Name::FinalRecipient, Name::ActualRecipient, Name::OriginalRecipient]
            .map(|name| recipient_of(input, parsed, group.first(name)));
    let status = group.first(Name::Status).and_then(|field| status(input, parsed, field));
    let event = group.first(Name::Action).and_then(|field| action(input, field));
    let (reply, named) = answer(input, parsed, group, status);
    let remote = group.first(Name::RemoteMta).and_then(|field| remote(input, parsed, field));
    let date = |parsed: &mut Parsed, name: Name| {
        let value = group.first(name).and_then(Field::first_line)?;
        instant(input, parsed, value)
    };
    let is_named = |actual: &String| named.recipient.as_ref() == Some(actual);
    // Sendmail reports on the alias that it was given, though somebody behind it was refused.
    let (recipient, original) = match actual.filter(|actual| told.is_none() || is_named(actual)) {
        Some(actual) => (Some(actual), original.or(told)),
        None => (told, original),
    };
    let recipient = recipient.or(named.recipient).or_else(|| original.clone());
    Delivery {
        original_recipient: original.filter(|original| Some(original) != recipient.as_ref()),
        recipient,
        reply,
        remote: merged(remote, named.remote),
        event: event.or_else(|| status.map(|(status, _)| by_status(status))),
        last_attempt: date(parsed, Name::LastAttemptDate),
        retry_until: date(parsed, Name::WillRetryUntil),
        ..Delivery::default()
    }
}

/// The answer in `Diagnostic-Code`, completed by `Status`.
fn answer(
    input: &Input,
    parsed: &mut Parsed,
    group: &Group,
    status: Option<(EnhancedCode, Span)>,
) -> (Option<usize>, Delivery) {
    let found = group.first(Name::DiagnosticCode).map(|field| diagnostic(input, parsed, field));
    let named = found.flatten().unwrap_or_default();
    let at = match named.reply {
        Some(at) => at,
        None if status.is_none() => return (None, named),
        None => {
            let span = status.map_or_else(Span::default, |(_, span)| span);
            parsed.replies.push(Reply { span, ..Reply::default() });
            parsed.replies.len() - 1
        }
    };
    if let (Some((status, span)), Some(reply)) = (status, parsed.replies.get_mut(at)) {
        told::add_status(reply, Some(status), Some(span));
    }
    (Some(at), named)
}

/// Reads the reply in a `Diagnostic-Code`.
fn diagnostic(input: &Input, parsed: &mut Parsed, field: &Field) -> Option<Delivery> {
    let mut lines = field.value.clone();
    let first = lines.first_mut()?;
    let (kind, words) = split_type(input, *first);
    *first = words;
    lines.retain(|line| !trim(input.of(*line)).is_empty());
    if lines.is_empty() {
        return None;
    }
    let text = input.excerpt(lines);
    let wire = |kind: &str| {
        // `X-Postfix`, `X-Notes`, `X-unix`: words and numbers of programs. Postfix
        // quotes the reply in them, the exit status of a pipe is no code.
        !kind.eq_ignore_ascii_case("x-unix")
    };
    if kind.is_none_or(wire) {
        let mut found = reply::coded(&text, parsed);
        let told = found.iter().position(|delivery| {
            delivery.reply.and_then(|at| parsed.replies.get(at)).is_some_and(|r| r.code.is_some())
        });
        if let Some(at) = told.or((!found.is_empty()).then_some(0)) {
            return Some(found.swap_remove(at));
        }
    }
    reply::spoken(&text, parsed)
}

/// `smtp; 550 …`: the type and what stands behind it.
fn split_type<'i>(input: &'i Input, value: Span) -> (Option<&'i str>, Span) {
    let text = input.of(value);
    let Some((kind, _)) = text.split_once(';') else { return (None, value) };
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_ ".contains(&b);
    let is_type = !kind.is_empty() && kind.len() <= 32 && kind.bytes().all(plain);
    if !is_type || kind.bytes().next().is_some_and(|b| b.is_ascii_digit()) {
        return (None, value);
    }
    let behind = Span { start: value.start + kind.len() as u32 + 1, ..value };
    (Some(trim(kind)), trimmed(input, behind))
}

/// The value behind its type: `dns; mx.example.net (192.0.2.1)` is the name.
fn typed(input: &Input, value: Span) -> Span {
    let (_, behind) = split_type(input, value);
    let text = input.of(behind);
    let end = text.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(text.len());
    Span { end: behind.start + end as u32, ..behind }
}

fn trimmed(input: &Input, span: Span) -> Span {
    let text = input.of(span);
    let kept = trim(text);
    let start = span.start + (kept.as_ptr() as usize - text.as_ptr() as usize) as u32;
    Span { start, end: start + kept.len() as u32, ..span }
}

/// An address without the brackets around it and the comments beside it.
fn address(input: &Input, value: Span) -> Span {
    let text = input.of(value);
    let own = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let text = own.map_or(text, |(_, behind)| behind);
    let text = text.split_once(" (").map_or(text, |(own, _)| own);
    let kept = text.trim_matches(|c: char| "<>'();,".contains(c) || c.is_whitespace());
    // `"ana..b"@example.net` keeps its quotation marks, `"ana@example.net"` does not.
    let inner = kept.strip_prefix('"').and_then(|kept| kept.strip_suffix('"'));
    // `[ana@example.net](mailto:ana@example.net)`, as pages turn addresses into links.
    let linked = || kept.strip_prefix('[').and_then(|kept| kept.split_once("]("));
    let kept = inner.or_else(|| linked().map(|(shown, _)| shown)).unwrap_or(kept);
    let start = value.start + (kept.as_ptr() as usize - input.of(value).as_ptr() as usize) as u32;
    Span { start, end: start + kept.len() as u32, ..value }
}

/// The address of a recipient field, decoded (RFC 3461 §4, RFC 6533 §3).
fn recipient_of(input: &Input, parsed: &mut Parsed, field: Option<&Field>) -> Option<String> {
    let field = field?;
    let (kind, behind) = split_type(input, field.first_line()?);
    let span = address(input, behind);
    // `Final-Recipient: rfc822;rfc822;a@example.net`
    let inner = input.of(span).rfind(';').map_or(0, |at| at + 1);
    let span = address(input, Span { start: span.start + inner as u32, ..span });
    let text = input.of(span);
    if text.is_empty() {
        return None;
    }
    let is_utf8 = kind.is_some_and(|kind| kind.eq_ignore_ascii_case("utf-8"));
    let plain = match (is_utf8, field.kind) {
        (true, _) => fields::from_unitext(text),
        (false, Name::OriginalRecipient) => fields::from_xtext(text),
        _ => text.to_owned(),
    };
    parsed.token(TokenKind::Recipient, plain.clone(), span);
    // A local account may have a bare name; a command or an X.400 address is none.
    let is_name = !plain.contains(|c: char| c.is_whitespace() || "|/=".contains(c));
    (plain.contains('@') || is_name).then_some(plain)
}

/// `5.1.1 (bad destination mailbox address)`, `550 5.1.1`, `4.4.7;`.
fn status(input: &Input, parsed: &mut Parsed, field: &Field) -> Option<(EnhancedCode, Span)> {
    let value = field.first_line()?;
    let text = input.of(value);
    let edges = |c: char| c.is_whitespace() || "();,<>[]#".contains(c);
    let word = text.split(edges).find_map(|word| Some((word, word.parse::<EnhancedCode>().ok()?)));
    let (word, code) = word?;
    let start = value.start as usize + (word.as_ptr() as usize - text.as_ptr() as usize);
    anatomy::enhanced_code(parsed, word, start);
    Some((code, Span::new(start, start + word.len())))
}

/// RFC 3464 §2.3.3, and what programs write in its place: `error`, `expired`,
/// `failed (spam)`, `hard-failed`, `deliverable`.
fn action(input: &Input, field: &Field) -> Option<Event> {
    let value = input.of(field.first_line()?).to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| value.contains(word));
    match () {
        () if has(&["fail", "error", "reject", "expired", "bounce", "undeliver"]) => {
            Some(Event::Failed)
        }
        () if has(&["delay", "defer"]) => Some(Event::Delayed),
        () if has(&["relay"]) => Some(Event::Relayed),
        () if has(&["expand"]) => Some(Event::Expanded),
        () if has(&["deliver"]) => Some(Event::Delivered),
        () => None,
    }
}

/// Without an action the class of the status has to do. A group that is there at
/// all and reports no success reports a failure.
fn by_status(status: EnhancedCode) -> Event {
    if status.class == 2 { Event::Delivered } else { Event::Failed }
}

/// `dns; mx.example.net (192.0.2.1, the server for the domain example.net.)`
fn remote(input: &Input, parsed: &mut Parsed, field: &Field) -> Option<Remote> {
    let value = field.first_line()?;
    let host = typed(input, value);
    let inner = input.of(host).trim_matches(|c: char| "[]<>\"'".contains(c));
    let is_ip = inner.parse::<std::net::IpAddr>().is_ok();
    let behind = Span { start: host.end, ..value };
    let ips = input.of(behind).split(|c: char| !(c.is_ascii_hexdigit() || ".:".contains(c)));
    let ip = ips.clone().find(|word| word.parse::<std::net::IpAddr>().is_ok());
    let name = Some(inner.trim_end_matches('.')).filter(|name| name.contains('.') && !is_ip);
    if !inner.is_empty() {
        parsed.token(if is_ip { TokenKind::Ip } else { TokenKind::Host }, inner, host);
    }
    let ip = if is_ip { Some(inner) } else { ip };
    (name.is_some() || ip.is_some())
        .then(|| Remote { host: name.map(str::to_owned), ip: ip.map(str::to_owned) })
}

/// What the field says, completed by what the reply says.
fn merged(field: Option<Remote>, named: Option<Remote>) -> Option<Remote> {
    match (field, named) {
        (Some(field), Some(named)) => {
            Some(Remote { host: field.host.or(named.host), ip: field.ip.or(named.ip) })
        }
        (field, named) => field.or(named),
    }
}

/// A date, marked and as ISO 8601.
fn instant(input: &Input, parsed: &mut Parsed, value: Span) -> Option<String> {
    let date = iso_date(input.of(value))?;
    parsed.token(TokenKind::Date, date.clone(), value);
    Some(date)
}

/// `Tue, 3 Mar 2026 09:14:02 +0000` as `2026-03-03T09:14:02Z`.
pub(super) fn iso_date(text: &str) -> Option<String> {
    let date = DateTime::parse_rfc822(text).or_else(|| DateTime::parse_rfc3339(text))?;
    date.is_valid().then(|| date.to_rfc3339())
}
