//! Texts in which codes stand that nobody was answered with.

use crate::anchors::Anchor;
use crate::codes::{Mark, Number, Place, marks};
use crate::input::{Input, end_of, start_of, trim};
use crate::span::Span;
use crate::vocabulary::Says;

use super::settings::{is_rule, is_setting, is_template};

/// The fewest reply codes of failures that make a list of codes, one a line.
const FEWEST_CODES: usize = 4;

/// The fewest numbers such as 5.1.1 that make a list of sections, one a line.
const FEWEST_SECTIONS: usize = 3;

/// How far in front of a code and behind it the words stand that explain it, in bytes.
const MAX_CUE: usize = 80;

/// The fewest lines by which source code is known.
const FEWEST_STATEMENTS: usize = 2;

/// How many lines below the heading of a version its changes are looked for.
const MOST_HEADING: usize = 3;

/// The fewest lines `name = value` of a file of settings.
const FEWEST_SETTINGS: usize = 3;

/// Whether a sentence tells that the text reports on something else. Above it stands nobody's
/// address and no reply: a copy of a newsletter may be part of a bounce.
pub(crate) fn is_told_of(input: &Input, anchors: &[Anchor]) -> bool {
    let Some(told) = anchors.iter().find(|anchor| anchor.says == Says::Other) else { return false };
    let above = input.lines().get(..told.line).unwrap_or_default();
    let replied = |mark: Mark| mark.place == Place::Head && mark.begins_a_reply();
    // The text may be a part of a mail, whose header names people.
    let begins = input.lines().first().map_or(0, |first| first.start as usize);
    !input.text().get(begins..told.start).unwrap_or_default().contains('@')
        && !above.iter().any(|line| marks(input.of(*line)).any(replied))
}

/// Whether the text is of another trade, or of another program and has no word of mail in it,
/// or teaches about bounces before it tells of one; and no mail server has answered.
pub(super) fn is_elsewhere(input: &Input, anchors: &[Anchor], replied: fn(&Input) -> bool) -> bool {
    let first = |wanted: &[Says]| anchors.iter().position(|anchor| wanted.contains(&anchor.says));
    let nobody = || !input.text().contains('@');
    let told = first(&[Says::Bounce, Says::Delay, Says::Success]).unwrap_or(anchors.len());
    (first(&[Says::Program]).is_some() || first(&[Says::Elsewhere]).is_some() && nobody())
        && !has_pair(input)
        && !begins_with_failure(input)
        || first(&[Says::Lesson]).is_some_and(|at| at < told) && nobody() && !replied(input)
}

/// Whether a reply code stands somewhere with an enhanced code, as only mail servers write.
fn has_pair(input: &Input) -> bool {
    let paired =
        |mark: Mark| mark.place == Place::Adjacent && matches!(mark.number, Number::Enhanced(_));
    input.lines().iter().any(|line| marks(input.of(*line)).any(paired))
}

/// Whether a line begins with a reply code and an enhanced code: below their settings people
/// show what the server answers.
fn shows_answer(input: &Input) -> bool {
    input.lines().iter().any(|line| {
        let mut marks = marks(trim(input.of(*line)));
        marks.next().is_some_and(|first| first.start == 0 && first.begins_a_reply())
            && marks.next().is_some_and(|next| next.place == Place::Adjacent)
    })
}

/// Whether the code of a failure begins the text.
fn begins_with_failure(input: &Input) -> bool {
    let first = input.lines().first().and_then(|line| marks(input.of(*line)).next());
    first.is_some_and(|mark| match mark.number {
        Number::Reply(code) => mark.start == 0 && code.class() > 3,
        Number::Enhanced(_) => false,
    })
}

/// A calendar or a business card (RFC 5545, RFC 6350), whatever they are about.
pub(super) fn is_calendar(input: &Input) -> bool {
    trim(input.text()).starts_with("BEGIN:VC")
}

/// Whether a sentence tells what a code means: `"452 4.2.2 mailbox full" means that …`,
/// `if you see "550 5.7.1 …"`. Where somebody has an address, it is about a message.
pub(super) fn teaches(input: &Input) -> bool {
    const IN_FRONT: &[&str] = &["if you see", "for example", "e.g."];
    const BEHIND: &[&str] = &[" means that ", " means the ", " mean that "];
    let is_taught = |text: &str, mark: Mark| {
        let front = text[..mark.start].trim_end_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let front = end_of(front, MAX_CUE).to_ascii_lowercase();
        let behind = start_of(&text[mark.end..], MAX_CUE).split(". ").next().unwrap_or_default();
        IN_FRONT.iter().any(|cue| front.ends_with(cue))
            || BEHIND.iter().any(|cue| behind.contains(cue))
    };
    let quoted = |mark: &Mark| mark.place != Place::Head && mark.begins_a_reply();
    let lines = || input.lines().iter().map(|line| input.of(*line));
    !input.text().contains('@')
        && lines().any(|line| marks(line).any(|mark| quoted(&mark) && is_taught(line, mark)))
}

/// Whether the text is no prose and no answer of a server, but something for machines.
pub(super) fn is_for_machines(input: &Input) -> bool {
    let is_source = is_source(input.lines(), input) && !shows_answer(input);
    is_of_the_web(input) || is_source || is_history(input)
}

/// Whether it is source code in whose strings a sentence stands: `header :contains "subject" "Mail
/// delivery failed" {`. Above a notice stands none.
pub(super) fn is_quoted_in_source(input: &Input, anchors: &[Anchor]) -> bool {
    let told = anchors.iter().find(|anchor| !matches!(anchor.says, Says::Mail | Says::Program));
    let lines = told.and_then(|told| input.lines().get(..=told.line));
    lines.is_some_and(|lines| is_source(lines, input))
}

/// What was changed in a program: a commit of Git, or notes on versions.
fn is_history(input: &Input) -> bool {
    let lines = input.lines().iter().map(|line| trim(input.of(*line)));
    let mut lines = lines.filter(|line| !line.is_empty());
    let is_id = |id: &str| id.len() >= 7 && id.bytes().all(|b| b.is_ascii_hexdigit());
    let Some(first) = lines.next() else { return false };
    let mut rest = lines.take(MOST_HEADING);
    let commit = first.strip_prefix("commit ").and_then(|id| id.split_whitespace().next());
    commit.is_some_and(is_id) && rest.clone().any(|line| line.starts_with("Author: "))
        || is_version_heading(first) && rest.any(is_change)
}

/// `## [5.1.1] - 2026-07-30`
fn is_version_heading(line: &str) -> bool {
    let name = line.trim_start_matches('#');
    name.len() < line.len()
        && name.trim_start_matches([' ', '[', 'v']).starts_with(|c: char| c.is_ascii_digit())
}

/// `- fix: mailbox full is retried (#550)`, or a heading such as `### Fixed`
fn is_change(line: &str) -> bool {
    line.starts_with(['-', '*', '#'])
}

/// What web servers and their clients write. Where somebody has an address, or a mail server
/// has answered, mail may be sent by a request.
fn is_of_the_web(input: &Input) -> bool {
    const WEB: &[&str] = &["HTTP/1.", "HTTP/2", "404 Not Found", "Bad Gateway"];
    let has = |sign: &&str| input.text().contains(*sign);
    !input.text().contains('@') && WEB.iter().any(has) && !has_pair(input)
}

/// Source code, settings or sentences to be filled in, and not below somebody's address, where it
/// is a part of the message. A trace of Python shows the statement below each `File "…"`.
fn is_source(lines: &[Span], input: &Input) -> bool {
    let (mut statements, mut settings, mut shown) = (0, 0, false);
    for line in lines {
        let line = trim(input.of(*line));
        // A patch; the translations of a program's sentences (gettext).
        if line.starts_with("diff --git ") || line.starts_with("msgid \"") {
            return true;
        }
        let was_shown = std::mem::replace(&mut shown, line.starts_with("File \""));
        let is_code = is_statement(line) || is_rule(line) || is_template(line);
        statements += usize::from(!was_shown && is_code);
        settings += usize::from(is_setting(line) && !names_somebody(line));
        if statements >= FEWEST_STATEMENTS || settings >= FEWEST_SETTINGS {
            return true;
        }
        if names_somebody(line) && !is_code {
            return false;
        }
    }
    settings == 1 && is_lone_setting(input)
}

/// `mailbox_size_limit = 0` alone
fn is_lone_setting(input: &Input) -> bool {
    let mut lines = input.lines().iter().map(|line| input.of(*line));
    let mut spoken = lines.by_ref().filter(|line| !trim(line).is_empty());
    let (Some(line), None) = (spoken.next(), spoken.next()) else { return false };
    let name = line.split(" = ").next().unwrap_or_default();
    name.contains('_') && marks(line).next().is_none()
}

fn is_statement(line: &str) -> bool {
    const FIRST: &[&str] = &[
        "#define ",
        "#include ",
        "assert",
        "await ",
        "const ",
        "def ",
        "expect(",
        "export ",
        "fn ",
        "func ",
        "function ",
        "if ",
        "if(",
        "it(",
        "let ",
        "private ",
        "public ",
        "raise ",
        "require ",
        "return ",
        "static ",
        "switch ",
        "throw ",
        "var ",
        "while ",
        "} else",
    ];
    let ends = line.starts_with('#') || line.ends_with(['{', ';', ':', ')', '}']);
    ends && line.contains(['#', '(', '=', '{', '['])
        && FIRST.iter().any(|word| line.starts_with(word))
        || is_call(line)
        || is_code_key(line)
}

/// `550: "User unknown",`, a line of a table in a program: no server sets its words in quotes.
fn is_code_key(line: &str) -> bool {
    let words = line.trim_end_matches(',').get(3..).and_then(|rest| rest.strip_prefix(": "));
    let quoted = |words: &str| {
        let ends =
            |quote: char| words.len() > 1 && words.starts_with(quote) && words.ends_with(quote);
        ends('"') || ends('\'')
    };
    line.bytes().take(3).all(|b| b.is_ascii_digit()) && words.is_some_and(quoted)
}

/// `smtp.respond('RCPT', '450 4.2.1 Mailbox disabled');`, `task:set_pre_result('reject', 'No')`
fn is_call(line: &str) -> bool {
    let ends = line.ends_with(");") || line.ends_with("')") || line.ends_with("({");
    let Some((name, _)) = line.split_once('(').filter(|_| ends) else { return false };
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b':' | b'_');
    name.contains(['.', ':']) && name.bytes().all(plain)
}

/// Whether an address stands there; `[@%!]` is a pattern, and `det som står före @ är okänd` a lesson.
pub(crate) fn names_somebody(line: &str) -> bool {
    let ends = |part: &str, last: bool| {
        let mut letters = part.chars();
        let c = if last { letters.next_back() } else { letters.next() };
        c.is_some_and(char::is_alphanumeric)
    };
    line.match_indices('@').any(|(at, _)| ends(&line[..at], true) && ends(&line[at + 1..], false))
}

/// A table of codes, or of sections, in rising order: replies come in any order, and repeat.
/// Four replies of one day may rise by chance; a table has codes of success too, or columns, or a
/// heading.
pub(super) fn is_table(input: &Input) -> bool {
    let (mut codes, mut sections, mut framed) = (Rise::default(), Rise::default(), false);
    for line in input.lines() {
        let content = input.of(*line);
        framed |= content.contains('|') || heads_codes(content);
        let mut marks = marks(content);
        let Some(first) = marks.next().filter(|first| first.place == Place::Head) else { continue };
        if content.contains('@') || marks.next().is_some_and(|next| next.place == Place::Adjacent) {
            return false;
        }
        match first.number {
            Number::Reply(code) => {
                framed |= code.class() < 4;
                codes.note(code.number().into(), code.class() > 3);
            }
            Number::Enhanced(code) => {
                let number = u64::from(code.class) << 32 | u64::from(code.subject) << 16;
                sections.note(number | u64::from(code.detail), true);
            }
        }
    }
    framed && codes.is_list(FEWEST_CODES) || sections.is_list(FEWEST_SECTIONS) || is_glossary(input)
}

/// Lines in quotes, with others below them that tell what each means.
fn is_glossary(input: &Input) -> bool {
    let lines = input.lines().iter().map(|line| trim(input.of(*line)));
    let quoted: Vec<bool> = lines
        .filter(|line| !line.is_empty())
        .map(|line| line.starts_with(['"', '“', '„', '«']))
        .collect();
    let explained = quoted.windows(2).filter(|pair| matches!(pair, [true, false])).count();
    let several = quoted.iter().filter(|quoted| **quoted).count() >= FEWEST_SECTIONS;
    several && explained > 1 && !names_somebody(input.text())
}

/// `SMTP reply codes`
fn heads_codes(line: &str) -> bool {
    let mut words = line.split(|c: char| !c.is_alphabetic());
    words.any(|word| {
        ["code", "codes", "meaning"].iter().any(|known| word.eq_ignore_ascii_case(known))
    })
}

/// Numbers at the heads of lines.
#[derive(Default)]
struct Rise {
    last: u64,
    counted: usize,
    fell: bool,
}

impl Rise {
    fn note(&mut self, number: u64, counts: bool) {
        self.fell |= number <= self.last;
        self.last = number;
        self.counted += usize::from(counts);
    }

    fn is_list(&self, fewest: usize) -> bool {
        !self.fell && self.counted >= fewest
    }
}
