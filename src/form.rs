//! Which kind of thing was handed in.

mod flattened;
mod other;
mod program;
mod session;
mod settings;

pub use flattened::unflattened;
pub(crate) use other::{is_told_of, names_somebody};
pub use program::names_program;
pub use session::is_session;

use crate::anchors::{Anchor, anchors};
use crate::codes::bare::bare_codes;
use crate::codes::{Mark, Number, Place, marks};
use crate::html::is_html;
use crate::input::{Input, is_blank, trim};
use crate::log::is_log;
use crate::mail_header::{copied_header, field_name, is_known_field, is_mbox_line};
use crate::vocabulary::{Form, Says};
use other::{is_calendar, is_elsewhere, is_for_machines, is_quoted_in_source, is_table, teaches};

/// The longest text without any code that is still taken for a server's answer.
const MAX_SPOKEN: usize = 600;

/// The longest text in which a lone number at the start of a line, without an
/// enhanced code, is trusted. In longer ones such a number is rather a list's.
const MAX_TRUSTED: usize = 4_000;

/// A question to an input.
type Test = fn(&Input) -> bool;

/// Known kinds, most telling first. The first one that says yes is it.
const RECOGNISERS: &[(Test, Form)] = &[
    (|input| input.is_empty(), Form::Unknown),
    (is_one_line_of_reply, Form::Reply),
    (is_mail, Form::Dsn),
    (is_object, Form::Webhook),
    (|input| is_html(input.text()), Form::Notice),
    (is_report, Form::Dsn),
    (is_complaint, Form::Complaint),
    (is_code, Form::Code),
    (is_session, Form::Session),
    (is_log, Form::Log),
];

/// The form of an input; [`Form::Unknown`] when nothing fits.
#[must_use]
pub fn recognise(input: &Input) -> Form {
    let known = RECOGNISERS.iter().find(|(fits, _)| fits(input)).map(|(_, form)| *form);
    known.or_else(|| told(input)).unwrap_or(match is_spoken(input) {
        true => Form::Reply,
        false => Form::Unknown,
    })
}

/// What a text for people, or a part of a page, tells: a notice, replies, or that it is
/// neither, whatever numbers stand in it. `None` where it has neither sentences nor codes.
#[must_use]
pub fn told(input: &Input) -> Option<Form> {
    let anchors = anchors(input);
    match () {
        () if is_told_of(input, &anchors) || is_calendar(input) || teaches(input) => {
            Some(Form::NotABounce)
        }
        () if is_elsewhere(input, &anchors, holds_reply) => Some(Form::NotABounce),
        () if is_quoted_in_source(input, &anchors) => Some(Form::NotABounce),
        () if tells_of_mail(input, &anchors) => Some(Form::Notice),
        () if is_for_machines(input) || is_table(input) => Some(Form::NotABounce),
        () if holds_reply(input) => Some(Form::Reply),
        () => None,
    }
}

/// A code and nothing else.
fn is_code(input: &Input) -> bool {
    let mut lines = input.lines().iter().map(|line| input.of(*line));
    let mut spoken = lines.by_ref().filter(|line| !trim(line).is_empty());
    match (spoken.next(), spoken.next()) {
        (Some(line), None) => bare_codes(line, 0).is_some(),
        _ => false,
    }
}

/// One line that begins with a reply code, maybe behind the `smtp;` of a diagnostic code: no mail,
/// dialogue, log or notice does, and to find that out takes longer than to read the reply.
fn is_one_line_of_reply(input: &Input) -> bool {
    let mut lines = input.lines().iter().map(|line| trim(input.of(*line)));
    let mut spoken = lines.by_ref().filter(|line| !line.is_empty());
    let (Some(line), None) = (spoken.next(), spoken.next()) else { return false };
    let bare = line.strip_prefix("smtp;").map_or(line, str::trim_start);
    let [first @ b'2'..=b'5', second @ b'0'..=b'9', b'0'..=b'9', b' ' | b'-', ..] = bare.as_bytes()
    else {
        return false;
    };
    // `277   == ana@example.net …` begins with the number of a process.
    let spoken = (*first > b'3' || *second < b'6') && line.split(is_blank).any(is_word);
    spoken && bare_codes(line, 0).is_none()
}

/// The fields of a delivery status notification, without the mail around them.
#[must_use]
pub fn is_report(input: &Input) -> bool {
    const TELLING: &[&str] = &["action", "status", "diagnostic-code"];
    let (mut recipient, mut told) = (false, false);
    input.lines().iter().any(|line| {
        if let Some(name) = field_name(trim(input.of(*line))) {
            recipient |= name.eq_ignore_ascii_case("final-recipient");
            told |= is_one_of(name, TELLING);
        }
        recipient && told
    })
}

/// The fields of a complaint (RFC 5965), without the mail around them.
fn is_complaint(input: &Input) -> bool {
    let mut names = input.lines().iter().filter_map(|line| field_name(trim(input.of(*line))));
    names.by_ref().any(|name| name.eq_ignore_ascii_case("feedback-type"))
        && names.any(|name| is_one_of(name, &["version", "user-agent"]))
}

/// Fields that begin a report and no mail (RFC 3464 §2.2).
const REPORT_FIELDS: &[&str] =
    &["reporting-mta", "original-envelope-id", "final-recipient", "original-recipient"];

/// Names of what Exchange's shell prints of a message, beside `Received`, `Subject` and `Status`.
const TRACED_FIELDS: &[&str] = &["RecipientAddress", "SenderAddress", "MessageTraceId"];

/// A whole mail, which its reader tells more of: it begins with header fields,
/// maybe behind an mbox line.
#[must_use]
pub fn is_mail(input: &Input) -> bool {
    let mut lines = input.lines().iter().map(|line| input.of(*line));
    let mut lines = lines.by_ref().skip_while(|line| trim(line).is_empty()).peekable();
    let mbox = lines.next_if(|line| is_mbox_line(line)).is_some();
    let mut known = usize::from(mbox);
    for line in lines {
        match field_name(line) {
            Some(name) if known == 0 && is_one_of(name, REPORT_FIELDS) => return false,
            Some(name) if is_one_of(trim(name), TRACED_FIELDS) => return false,
            _ if line.starts_with(is_blank) => continue,
            Some(name) => known += usize::from(is_known_field(name)),
            None => return known > 1 && (mbox || line.is_empty()) || known == 1 && line.is_empty(),
        }
    }
    known > 1
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// JSON or XML, whose replies need unpacking first.
fn is_object(input: &Input) -> bool {
    let text = input.text().trim_start_matches(is_blank);
    let next = |open: &str| text.strip_prefix(open).map(|rest| rest.trim_start_matches(is_blank));
    next("{").is_some_and(|rest| rest.starts_with(['"', '\'', '}']))
        || next("[")
            .and_then(|rest| rest.strip_prefix('{'))
            .is_some_and(|rest| rest.trim_start_matches(is_blank).starts_with(['"', '\'', '}']))
        || text.starts_with("<?xml")
}

/// Sentences that only mail systems write, or a message that is sent back.
fn is_notice(input: &Input) -> bool {
    tells_of_mail(input, &anchors(input))
}

fn tells_of_mail(input: &Input, anchors: &[Anchor]) -> bool {
    let says = |wanted: &[Says]| anchors.iter().any(|anchor| wanted.contains(&anchor.says));
    let several = input.lines().iter().filter(|line| !trim(input.of(**line)).is_empty()).nth(1);
    let tells = says(&[Says::Bounce, Says::Delay, Says::Success]);
    tells && (several.is_some() || !holds_reply(input) || unflattened(input).is_some())
        || says(&[Says::Copy]) && copied_header(input).is_some()
        || says(&[Says::General]) && lists_somebody(input)
        || quotes_dialogue(input)
}

/// The dialogue of sendmail with another server: the line below each reply, in its own words, is
/// about the same refusal. `<<< 550 Access denied` becomes `550 5.1.1 <a@example.net>... User unknown`.
fn quotes_dialogue(input: &Input) -> bool {
    let mut lines = input.lines().iter().map(|line| trim(input.of(*line)));
    lines.any(|line| line.starts_with("... while talking to "))
        && lines.any(|line| line.starts_with("<<< "))
}

/// Somebody's address at the head of a line: people leave out what stands between the
/// name of the mail system and `<a@example.net>: unknown user`.
fn lists_somebody(input: &Input) -> bool {
    let lines = input.lines().iter().map(|line| trim(input.of(*line)));
    lines
        .filter_map(|line| line.strip_prefix('<')?.split_once('>'))
        .any(|(address, _)| address.contains('@'))
}

/// At least one reply, alone or quoted in a sentence.
fn holds_reply(input: &Input) -> bool {
    let long = input.text().len() > MAX_TRUSTED;
    input.lines().iter().any(|line| {
        let mut lone = None;
        marks(input.of(*line)).any(|mark| {
            let bare_number = long && is_lone_number(&mark);
            let completed = mark.place == Place::Adjacent && lone.is_some();
            lone = lone.or(bare_number.then_some(mark));
            completed || mark.begins_a_reply() && !bare_number
        })
    })
}

fn is_lone_number(mark: &Mark) -> bool {
    mark.place == Place::Head && matches!(mark.number, Number::Reply(_))
}

/// A short text in words: `User unknown`, `Connection refused`.
fn is_spoken(input: &Input) -> bool {
    let text = input.text();
    (text.len() <= MAX_SPOKEN || names_program(text)) && text.split(is_blank).any(is_word)
}

fn is_word(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).take(2).count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Form {
        recognise(&Input::from(text))
    }

    #[test]
    fn ok_codes() {
        for text in
            ["550", " 550\n", "5.7.26", "SMTP error 421", "5xx", "x5x", "550 5.7.26", "> 550"]
        {
            assert_eq!(form(text), Form::Code, "{text}");
        }
    }

    #[test]
    fn ok_replies() {
        for text in [
            "550 5.1.1 User unknown",
            "550-5.7.26 blocked\n550 5.7.26 see below",
            "The response was:\n\n550 5.1.1 no such user",
            "Diagnostic-Code: smtp; 550 5.1.1 no such user",
            "User unknown",
            "Connection refused",
            "<a@example.net>: 550 no",
        ] {
            assert_eq!(form(text), Form::Reply, "{text}");
        }
    }

    #[test]
    fn ok_mails() {
        for text in [
            "From: a@example.com\nSubject: 550 5.1.1 no\n\n550 5.1.1 no",
            "Subject: hello\n\n550 reasons to write",
            "From a@example.com Mon May  2 16:07:05 2026\nFrom: a@example.com\n\n550 no",
            "Reporting-MTA: dns; a.example.com\n\nFinal-Recipient: rfc822; a@example.net\nAction: failed",
        ] {
            assert_eq!(form(text), Form::Dsn, "{text}");
        }
    }

    #[test]
    fn ok_objects_and_pages() {
        assert_eq!(form("{\"code\": 550}"), Form::Webhook);
        assert_eq!(form("[{\"event\": \"bounce\"}]"), Form::Webhook);
        assert_eq!(form("<html><body>no</body></html>"), Form::Notice);
    }

    #[test]
    fn err_what_is_neither() {
        let essay = "Once there was a person who wrote long letters.\n".repeat(20);
        let list = format!("550 sheep\n{}", essay.repeat(5));
        for text in ["", " \u{feff}", "2026", "....", &essay, &list] {
            assert_eq!(form(text), Form::Unknown, "{text}");
        }
    }
}
