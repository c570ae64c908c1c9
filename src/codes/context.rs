//! What stands around a number, and what that makes of it.

use super::behind::{After, MAX_GAP, MAX_WORD, is_one_of, is_separator};
use super::{Mark, Number, Place};
use crate::input::{end_of, is_blank, trim};
use crate::reply::{EnhancedCode, ReplyCode};

/// Words in front of somebody else's reply.
const SAYING: &[&str] = &[
    "said",
    "says",
    "returned",
    "returns",
    "responded",
    "responds",
    "answered",
    "replied",
    "reason",
    "led",
    "diagnostic",
    "lmtp",
    "smtp",
    "esmtp",
];

/// Words in front of a code.
const ANNOUNCING: &[&str] = &[
    "error",
    "errors",
    "code",
    "status",
    "reply",
    "response",
    "failure",
    "failed",
    "error_code",
    "errorcode",
    "statuscode",
    "responsecode",
    "dsn",
    "stat",
    "got",
    "received",
    "with",
    "was",
    "number",
    "rejection",
    "rfc1893",
    "rfc3463",
];

/// Words to which programs hang the answer: `RCPT TO:550 5.1.1 no`, `DATA:554 no`, `msg:550-no`.
const STAGES: &[&str] = &["to", "from", "data", "dot", "msg"];

/// Marks in front of a reply that is passed on.
const ARROWS: &[&str] = &["->", "=>", "<<<"];

/// Words in front of a version or a date.
const VERSIONED: &[&str] =
    &["version", "v", "ver", "release", "exim", "postfix", "sendmail", "build", "port", "since"];

/// Words in front of the exit status of a program.
const EXITING: &[&str] = &["died", "exit", "exited", "terminated"];

/// How far an address in front of a number is looked for.
const MAX_ADDRESS: usize = 128;

/// The longest ornament in front of a reply: `[2026-03-03T09:14:07.120Z] S: `.
const MAX_ORNAMENT: usize = 48;

/// A number with its place. `last` is the end of the code before it in the line.
pub(super) fn placed(
    line: &str,
    start: usize,
    end: usize,
    number: Number,
    last: Option<usize>,
) -> Mark {
    let before = Before::read(line, start);
    let after = After { rest: line.get(end..).unwrap_or_default() };
    let adjacent = last.is_some_and(|last| is_gap(line, last, start));
    let place = match number {
        _ if !adjacent && before.is_glued() || after.is_glued() => Place::Refused,
        Number::Reply(_) if end - start != 3 => Place::Refused,
        Number::Reply(_) if after.is_amount(before.is_head()) => Place::Refused,
        _ if after.ends_value() && before.is_in_dump() => Place::Refused,
        Number::Reply(_) if before.is_status_of_request() => Place::Refused,
        // No server says yes with such a number: it is that of a process or an item.
        Number::Reply(code) if matches!(code.digits(), [2..=3, 6..=9, _]) => Place::Refused,
        _ if adjacent => Place::Adjacent,
        // The status of a request on a line of its own; no server answers so little with such a code.
        Number::Reply(code) if is_of_web(code) && after.is_folded() && before.is_head() => {
            Place::Loose
        }
        _ if before.is_head() || begins_row(&before, &after, number) => Place::Head,
        Number::Reply(code) => before.announces(code, &after),
        Number::Enhanced(code) => before.marks(code),
    };
    let announced = if place == Place::Said { before.announced(start) } else { start };
    Mark { number, place, start, end, announced }
}

/// `2) 550 5.1.1 no`, `ana@example.net 550 5.1.1 no`, `ana@example.net: 550 no`
#[inline(never)]
fn begins_row(before: &Before, after: &After, number: Number) -> bool {
    let fails = matches!(number, Number::Reply(code) if matches!(code.digits(), [4..=5, 0..=5, _]));
    after.is_followed() && (before.is_numbering() || is_row_name(before.text))
        || fails && after.is_spoken() && is_row_name(before.text)
}

/// Whether only somebody's address stands in front of a reply, as in a list.
#[must_use]
#[inline(never)]
pub fn is_row_name(front: &str) -> bool {
    if front.len() > MAX_ADDRESS {
        return false;
    }
    let name = front.trim_matches(|c| is_ornament(c) || matches!(c, '>' | ','));
    name.contains('@') && !name.contains(|c: char| is_blank(c) || "=<>:;,".contains(c))
}

/// Statuses of the web that no mail server answers with.
fn is_of_web(code: ReplyCode) -> bool {
    matches!(code.number(), 400..=417 | 422 | 429)
}

/// Values of a name in JSON that are more often the web's: `{"code": 500, "msg": "…"}`; and the number
/// that FluentSMTP gives to each of its errors.
fn is_of_json(code: ReplyCode) -> bool {
    matches!(code.number(), 423 | 500..=511)
}

fn is_gap(line: &str, from: usize, to: usize) -> bool {
    to >= from
        && to - from <= MAX_GAP
        && line.get(from..to).is_some_and(|gap| !gap.is_empty() && gap.chars().all(is_separator))
}

/// What stands in front of a number.
struct Before<'a> {
    /// All of the line up to the number.
    text: &'a str,
    /// The last word, in front of `marks`.
    word: &'a str,
    word_start: usize,
    /// Punctuation and blanks between the last word and the number.
    marks: &'a str,
}

impl<'a> Before<'a> {
    #[inline(never)]
    fn read(line: &'a str, start: usize) -> Before<'a> {
        let text = line.get(..start).unwrap_or_default();
        let near = end_of(text, MAX_WORD + MAX_GAP);
        let words = near.trim_end_matches(|c: char| !c.is_alphanumeric());
        let word_length = words
            .chars()
            .rev()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '\''))
            .map(char::len_utf8)
            .sum::<usize>();
        let word = words[words.len() - word_length..].trim_start_matches('_');
        let marks = &near[words.len()..];
        Before { text, word, word_start: start - marks.len() - word.len(), marks }
    }

    /// Whether the number is a part of something longer.
    #[inline(never)]
    fn is_glued(&self) -> bool {
        let mut back = self.text.chars().rev();
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        match back.next() {
            None => false,
            Some('.') => !self.text.ends_with("..."),
            Some('/' | '@' | '\\' | '%' | '$' | '&' | '?' | '~' | '\'') if is_word(back.next()) => {
                true
            }
            Some('-' | '*') => is_word(back.next()),
            Some('#') => is_word(back.next()),
            // `dovecot: imap(ann@example.net)<550><abc>`, a part of a name.
            Some('<') => back.next() == Some(')'),
            Some(':' | '=' | ',' | ';') => match back.next() {
                Some(c) if c.is_ascii_alphanumeric() => {
                    !self.is_word_of(&[SAYING, ANNOUNCING, STAGES]) && !self.is_behind_address()
                }
                _ => false,
            },
            // logrus: `msg="502 5.5.2 Bad command\n503 5.5.1 Need RCPT first"`.
            Some('n') => back.next() != Some('\\'),
            Some(c) => c.is_ascii_alphanumeric(),
        }
    }

    /// Whether there is nothing but ornaments: `<<<`, `S:`, `smtp;`, a time in brackets.
    fn is_head(&self) -> bool {
        if self.text.len() > MAX_ORNAMENT {
            return false;
        }
        let mut rest = trim(self.text);
        if let Some((_, behind)) = rest.strip_prefix('[').and_then(|time| time.split_once("] ")) {
            rest = trim(behind);
        }
        for mark in ["S:", "s:", "<<<", "<--", "<-", "<=", "->", "=>", "**"] {
            rest = rest.strip_prefix(mark).map_or(rest, trim);
        }
        let kind = rest.get(..5).filter(|kind| {
            kind.eq_ignore_ascii_case("smtp;") || kind.eq_ignore_ascii_case("lmtp;")
        });
        rest = rest.get(kind.map_or(0, str::len)..).unwrap_or_default();
        // `ana@example.net;550 5.1.1 User unknown`, a row of a table.
        if rest.ends_with([';', ',']) && self.is_behind_address() && !rest.contains(is_blank) {
            return true;
        }
        rest.chars().all(is_ornament)
    }

    /// Whether there is only the number of an item, how often it came, or a date.
    #[inline(never)]
    fn is_numbering(&self) -> bool {
        if self.text.len() > MAX_ORNAMENT || !self.text.ends_with(is_blank) {
            return false;
        }
        let plain = |c: char| c.is_ascii_digit() || is_ornament(c) || matches!(c, '.' | '/' | ')');
        let is_ip = self.text.matches('.').count() > 2;
        !is_ip && self.text.chars().all(plain)
    }

    /// Whether more than a name such as `Lines:` stands in front, or an exception's of Python.
    fn is_sentence(&self) -> bool {
        self.word.starts_with("SMTP") || trim(self.text).split(is_blank).nth(2).is_some()
    }

    /// Whether an address stands right in front: `ana@example.net;550 5.1.1 User unknown`.
    fn is_behind_address(&self) -> bool {
        let word = end_of(self.text, MAX_ADDRESS).rsplit(is_blank).next();
        word.is_some_and(|word| word.contains('@'))
    }

    fn is_word_of(&self, lists: &[&[&str]]) -> bool {
        lists.iter().any(|list| is_one_of(self.word, list))
    }

    /// Whether the word in front is written in other letters than what servers say:
    /// `μου γυρίζει πίσω με 550 No such user here`.
    fn is_of_other_script(&self) -> bool {
        self.marks.trim_matches(is_blank).is_empty()
            && self.word.chars().next().is_some_and(|c| c >= '\u{370}' && c.is_alphabetic())
    }

    /// Whether the number is what a program ended with: `died with status 75`.
    fn is_exit(&self) -> bool {
        let words = self.text.get(..self.word_start).unwrap_or_default();
        // Exim: `Child process of a transport returned 127`.
        let ran = is_one_of(self.word, &["returned"]) && trim(words).ends_with(" transport");
        ran || self.word.eq_ignore_ascii_case("status")
            && words.split_whitespace().rev().take(2).any(|word| is_one_of(word, EXITING))
    }

    /// Whether the number is a value that PHP prints behind a name which speaks of no answer:
    /// `[Version] => 5.2.22`, `[Port] => 587`; `[smtp_code] => 550` does.
    #[inline(never)]
    fn is_in_dump(&self) -> bool {
        const TELLING: &[&str] =
            &["code", "status", "smtp", "error", "reply", "response", "detail"];
        let name = self.word.to_ascii_lowercase();
        self.marks.trim_start_matches(['"', '\'']).starts_with("] => ")
            && !TELLING.iter().any(|part| name.contains(part))
    }

    /// Grafana: `method=POST path=/api/alert-notifications/test status=500 remote_addr=[::1]`.
    #[inline(never)]
    fn is_status_of_request(&self) -> bool {
        self.word == "status"
            && self.marks == "="
            && end_of(self.text, MAX_ADDRESS).split(is_blank).any(|word| word.starts_with("path=/"))
    }

    /// Where the words begin that announce somebody else's reply.
    #[inline(never)]
    fn announced(&self, start: usize) -> usize {
        let arrow = ARROWS.iter().find_map(|arrow| self.marks.rfind(arrow));
        match arrow {
            Some(at) => start - self.marks.len() + at,
            None if self.is_word_of(&[SAYING, ANNOUNCING]) => self.word_start,
            None => start,
        }
    }

    /// The place of a reply code within a line.
    #[inline(never)]
    fn announces(&self, code: ReplyCode, after: &After) -> Place {
        let is_failure = matches!(code.digits(), [4..=5, 0..=5, _]);
        let arrow = ARROWS.iter().any(|arrow| self.marks.contains(arrow));
        let opened = self.marks.ends_with(['\'', '"', '<', '(']);
        // `"id":421` is the value of a name that announces no code.
        let value = self.marks.starts_with("\":");
        let colon = self.marks.contains(':') && !value || self.marks.starts_with(']');
        // Sendmail: `554 <a@example.net>... 550 Host unknown`.
        let arrow = arrow || is_failure && self.marks.contains("...");
        match () {
            () if self.is_word_of(&[VERSIONED]) || self.is_exit() => Place::Refused,
            // `status code: 404` is the web's, `"number":550` anybody's.
            () if is_of_web(code) && !after.is_followed() => Place::Loose,
            // SnappyMail: `Failed to add recipient "ana@example.net": 501 5.1.8 Use Submission`.
            () if value && is_of_json(code) && !after.is_followed() => Place::Loose,
            () if value && self.word == "number" => Place::Loose,
            () if self.is_word_of(&[SAYING]) || arrow => Place::Said,
            () if is_failure && (opened && after.is_spoken() || after.is_quoted()) => Place::Said,
            () if is_failure && self.is_of_other_script() && after.is_latin() => Place::Said,
            () if self.is_word_of(&[ANNOUNCING]) && is_failure => Place::Marked,
            // Symfony: `Expected response code "354" but got code "250", with message "250 2.1.5 Ok"`.
            () if !is_failure && self.word == "message" => Place::Loose,
            () if after.is_followed() => Place::Followed,
            () if is_failure && (colon && after.is_spoken() || after.is_named()) => Place::Marked,
            // Postfix folds `refused to talk to me: 421` where the words begin.
            () if is_failure && colon && after.is_folded() && self.is_sentence() => Place::Marked,
            () => Place::Loose,
        }
    }

    /// The place of an enhanced code within a line.
    #[inline(never)]
    fn marks(&self, code: EnhancedCode) -> Place {
        let opened = self.marks.ends_with(['#', '(', '[', '<']);
        let listed = self.marks.ends_with([',', ';', '=']);
        // `ESMTP 4.2.8` is a version; `smtp; 4.2.8` is none.
        let product = is_one_of(self.word, &["smtp", "esmtp", "lmtp"])
            && trim(self.marks.trim_end_matches(['=', '"'])).is_empty();
        match () {
            // RFC 3463 knows subjects 0 to 7; beyond that it is a date or a version.
            () if code.subject > 7 || product || self.is_word_of(&[VERSIONED]) => Place::Refused,
            () if opened || listed || self.is_word_of(&[SAYING, ANNOUNCING]) => Place::Marked,
            // MailKit: `SmtpCommandException: 5.7.57 Client not authenticated to send mail.`
            () if self.word.ends_with("Exception") => Place::Marked,
            () => Place::Loose,
        }
    }
}

fn is_ornament(c: char) -> bool {
    is_blank(c)
        || matches!(c, '"' | '\'' | '`' | '(' | '[' | '{' | '<' | '#' | '*' | '|' | ':' | ';' | '-')
}
