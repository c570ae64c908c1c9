//! The addresses that a notice lists, and the words below each.

use crate::anchors::Anchor;
use crate::input::{Input, is_blank, trim};
use crate::span::Span;
use crate::vocabulary::Says;

use super::is_empty;
use crate::extract::glued::parted;
use crate::extract::noted::Noted;

/// The most recipients of one notice; a mail to more of them is sent in parts.
pub(super) const MAX_RECIPIENTS: usize = 10_000;

/// The most lines of words that are taken as a reason.
const MAX_REASON: usize = 12;

/// The most words of a name in front of an address: `Olga Example (olga@example.net)`.
const MAX_NAME: usize = 4;

/// A recipient that stands at the beginning of a line.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) address: String,
    pub(super) span: Span,
    /// Index of its line.
    pub(super) line: usize,
    /// How far its line is indented.
    indent: usize,
    /// What stands behind the address in its line.
    pub(super) rest: Span,
}

/// Every recipient that is listed, each once.
pub(super) fn listed(text: &Input) -> Vec<Listed> {
    let mut all: Vec<Listed> = Vec::new();
    let mut seen = Noted::default();
    let mut before = "";
    for (at, line) in text.lines().iter().enumerate() {
        let content = text.of(*line);
        for found in in_a_row(text, *line, at) {
            if all.len() < MAX_RECIPIENTS && seen.note(&found.address, all.len()) {
                all.push(found);
            }
        }
        let found = match labelled(text, *line, at) {
            Some(found) => Some(found),
            None => leading(text, *line, at).filter(|found| {
                may_begin(text, at, before)
                    || all.last().is_some_and(|last| is_next(text, last, found))
            }),
        };
        if let Some(found) = found
            && all.len() < MAX_RECIPIENTS
            && seen.note(&found.address, all.len())
        {
            all.push(found);
        }
        if !trim(content).is_empty() {
            before = trim(content);
        }
    }
    all
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(is_blank).len()
}

/// A list begins behind an empty line or behind a sentence, not inside one; and
/// not behind "A message sent by".
fn may_begin(text: &Input, at: usize, before: &str) -> bool {
    let last_word = before.rsplit(is_blank).next().unwrap_or_default();
    if ["by", "from", "contact", "to:", "from:", "at:"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(last_word))
    {
        return false;
    }
    let above = at.checked_sub(1).and_then(|above| text.lines().get(above));
    above.is_none_or(|above| {
        let above = trim(text.of(*above));
        above.is_empty() || above.ends_with([':', '.', '-', '=', '*', ')', '|'])
    })
}

/// Words behind which a line goes on.
const CONNECTING: &[&str] =
    &["to", "at", "by", "from", "of", "for", "contact", "address", "and", "or", "mail", "write"];

/// Whether an address goes on with the list: as far indented as the entry before
/// and with the same mark behind it, or with only deeper lines in between.
fn is_next(text: &Input, last: &Listed, found: &Listed) -> bool {
    let between = text.lines().get(last.line + 1..found.line).unwrap_or_default();
    if found.indent != last.indent || between.len() >= MAX_REASON {
        return false;
    }
    let deeper = |line: &Span| indent(text.of(*line)) > found.indent;
    let mark =
        |listed: &Listed| text.of(listed.rest).trim_start_matches(['"', '\'', '’', '>']).get(..1);
    // Exchange 5.5: `ana@example.net on Thu, 30 Apr 2026 16:51:51 -0500`
    let dated = |listed: &Listed| text.of(listed.rest).starts_with(" on ");
    between.iter().all(deeper)
        || mark(last) == Some(":") && mark(found) == Some(":")
        || dated(last) && dated(found)
        || is_next_bare(text, last, found, between)
}

/// Whether both addresses are all of their lines: Exim's list whose indents a page or a mail
/// client took away.
fn is_next_bare(text: &Input, last: &Listed, found: &Listed, between: &[Span]) -> bool {
    let line = |at: usize| text.lines().get(at).map_or("", |line| trim(text.of(*line)));
    let bare = |listed: &Listed| line(listed.line) == listed.address;
    let before = line(found.line - 1).rsplit(is_blank).next().unwrap_or_default();
    let goes_on = CONNECTING.iter().any(|known| known.eq_ignore_ascii_case(before));
    let spoken = between.iter().all(|line| !is_empty(text, *line));
    bare(last) && bare(found) && spoken && !goes_on
}

/// `Failed Recipient: a@example.net` (SmarterMail), `Recipient: <a@example.net>` (Openwave),
/// `Recipient address: a@example.net` (Oracle, iCloud), `Unable to send to a@example.net`: the
/// next line tells the reason.
fn labelled(text: &Input, line: Span, at: usize) -> Option<Listed> {
    let content = text.of(line);
    let label = content.split_once('@').map(|(front, _)| front)?;
    let label = label.trim_end_matches(|c| !is_edge(c) || c == '<');
    let behind = content.get(label.len()..)?;
    let has = |words: &str, known: &str| {
        words.split(is_edge).filter(|word| !word.is_empty()).take(MAX_NAME).any(|word| {
            word.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known))
        })
    };
    let next = text.lines().get(at + 1).map_or("", |next| text.of(*next));
    let (reason, _) = next.split_once(':')?;
    let named = trim(label).ends_with(':') && has(label, "recipient") || label.ends_with(" to ");
    if !named || !has(reason, "reason") {
        return None;
    }
    let from = content.len() - behind.trim_start_matches(|c| is_blank(c) || c == '<').len();
    let word = content[from..].split(|c: char| is_blank(c) || "<>(),;'\"".contains(c)).next()?;
    let word = word.trim_end_matches(['.', ':']);
    let span = Span::new(line.start as usize + from, line.start as usize + from + word.len());
    is_address(word).then(|| Listed {
        address: word.to_owned(),
        span,
        line: at,
        indent: indent(content),
        rest: Span { start: span.end, ..line },
    })
}

/// PHPMailer: `SMTP Error: The following recipients failed: a@example.net, b@example.net`.
fn in_a_row(text: &Input, line: Span, at: usize) -> Vec<Listed> {
    const LABEL: &str = "recipients failed: ";
    let content = text.of(line);
    let Some(label) = content.find(LABEL) else { return Vec::new() };
    let words = content[label + LABEL.len()..].split(", ").map(trim);
    let listed = |address: &str| {
        let start = line.start as usize + (address.as_ptr() as usize - content.as_ptr() as usize);
        let span = Span::new(start, start + address.len());
        let rest = Span { start: span.end, ..span };
        Listed { address: address.to_owned(), span, line: at, indent: indent(content), rest }
    };
    words.take_while(|word| is_address(word)).map(listed).collect()
}

/// `<a@example.net>: …`, `* a@example.net`, `-> a@example.net`, `Ana (a@example.net)`.
fn leading(text: &Input, line: Span, at: usize) -> Option<Listed> {
    let content = text.of(line);
    if !content.contains('@') {
        return None;
    }
    let skipped = |c: char| is_blank(c) || "*•·-–>|<('\"[‘’“„«".contains(c);
    let start = content.len() - content.trim_start_matches(skipped).len();
    let first = content[start..]
        .split(|c: char| is_edge(c) && !matches!(c, '{' | '}' | ':' | '|'))
        .next()?;
    let first = first.trim_end_matches([':', '.']);
    // TMDA: whoever writes to `ana-confirm-1785744662.12345@example.net` lets the message through.
    if first.contains("-confirm-") {
        return None;
    }
    // `ana@example.net您好` greets the sender.
    let (address, from) = match is_address(first) && parted(first) == first {
        true => (first, start),
        false => named(content)?,
    };
    let end = from + address.len();
    let base = line.start as usize;
    Some(Listed {
        address: address.strip_prefix("mailto:").unwrap_or(address).to_owned(),
        span: Span::new(base + from, base + end),
        line: at,
        indent: indent(content),
        rest: Span::new(base + end, line.end as usize),
    })
}

/// The address behind a name, where the line holds nothing else.
fn named(content: &str) -> Option<(&str, usize)> {
    let open = content.find(['(', '<'])?;
    let name = trim(&content[..open]);
    let inner = &content[open + 1..];
    let close = inner.find([')', '>'])?;
    let address = inner[..close].trim_start_matches("mailto:");
    let behind = inner[close + 1..].trim_start_matches(|c| is_blank(c) || c == '<');
    let nothing = behind.is_empty() || behind.starts_with("mailto:") || behind.starts_with('(');
    let proper = |word: &str| !word.starts_with(|c: char| c.is_ascii_lowercase());
    let short = name.split(is_blank).take(MAX_NAME + 1).count() <= MAX_NAME;
    // `Mail Delivery System <mailer-daemon@example.com>` wrote the notice.
    let daemon = |text: &str| text.to_ascii_lowercase().contains("mailer-daemon");
    let is_name = short && !name.is_empty() && !name.contains([':', '@', '=']);
    let is_name = is_name && !daemon(&content[..open + 1 + close]);
    let fits = nothing && is_name && name.split(is_blank).all(proper) && is_address(address);
    fits.then(|| (address, open + 1 + inner[..close].len() - address.len()))
}

fn is_address(word: &str) -> bool {
    let word = word.strip_prefix("mailto:").unwrap_or(word);
    let Some((local, domain)) = word.rsplit_once('@') else { return false };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    !local.is_empty()
        && local.len() <= 128
        && !local.contains(['@', ':', '/', '='])
        && domain.starts_with(char::is_alphanumeric)
        && domain.chars().all(plain)
}

/// Words in front of somebody who is not the recipient.
const NOT_TO: &[&str] =
    &["from", "by", "sender", "contact", "von", "de", "da", "van", "hello", "hi", "dear", "hallo"];

/// Names of mailboxes that are asked for help.
const OFFICES: &[&str] = &["postmaster", "mailer-daemon", "abuse", "support", "helpdesk", "noc"];

/// The recipient whom a sentence names: `Your message to ana@example.net`; else the
/// only address of the notice.
pub(super) fn named_in_words(text: &Input, anchors: &[Anchor]) -> Option<(String, Span)> {
    let announced = anchors.iter().filter(|anchor| {
        matches!(anchor.says, Says::Recipient | Says::Bounce | Says::Delay | Says::Success)
    });
    let next = announced.filter_map(|anchor| word_behind(text, anchor.end)).map(|(word, at)| {
        let own = parted(word);
        (own, at + (own.as_ptr() as usize - word.as_ptr() as usize))
    });
    let mut found = next.into_iter().find(|(word, _)| is_address(word));
    found = found.or_else(|| only_address(text));
    found.map(|(address, at)| (address.to_owned(), Span::new(at, at + address.len())))
}

/// The word behind a place, with its own place.
fn word_behind<'i>(text: &'i Input, from: usize) -> Option<(&'i str, usize)> {
    let behind = text.text().get(from..)?;
    let start = behind.find(|c: char| !is_edge(c))?;
    let rest = &behind[start..];
    let end = rest.find(is_edge).unwrap_or(rest.len());
    Some((rest[..end].trim_end_matches(['.', ':']), from + start))
}

fn is_edge(c: char) -> bool {
    is_blank(c) || "<>()[]{}\"',;:*|（）：，。；、「」『』《》【】“”„‘’«»‹›".contains(c)
}

/// The address, in case that all others are those of somebody else.
fn only_address<'i>(text: &'i Input) -> Option<(&'i str, usize)> {
    let mut only: Option<(&str, usize)> = None;
    let mut before = "";
    for line in text.lines().iter().filter(|line| !is_greeting(text.of(**line))) {
        let base = line.start as usize;
        let content = text.of(*line);
        let mut all = words(content).peekable();
        while let Some(word) = all.next() {
            let address = parted(word.trim_end_matches('.'));
            let is_other = |names: &[&str], word: &str| {
                names.iter().any(|name| name.eq_ignore_ascii_case(word))
            };
            let office = address
                .split('@')
                .next()
                .is_some_and(|name| is_other(OFFICES, name) || name.ends_with("-owner"));
            // Cox: `550 … - <ann@example.com> sender rejected`.
            let sender = all.peek().is_some_and(|next| is_other(&["sender"], next));
            if is_address(address) && !office && !sender && !is_other(NOT_TO, before) {
                let at = base + (address.as_ptr() as usize - content.as_ptr() as usize);
                match only {
                    Some((known, _)) if !known.eq_ignore_ascii_case(address) => return None,
                    _ => only = only.or(Some((address, at))),
                }
            }
            before = word;
        }
    }
    only
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(is_edge).filter(|word| !word.is_empty())
}

/// `Olá ana@example.net,` and `ana@example.net您好，` greet the sender, as Google Groups does.
fn is_greeting(line: &str) -> bool {
    trim(line).ends_with([',', '!', '，', '！']) && words(line).take(MAX_NAME).count() < MAX_NAME
}

/// Whether nothing but the address stands in its line, maybe twice.
pub(super) fn is_alone(text: &Input, listed: &Listed) -> bool {
    let mut words = words(text.of(listed.rest));
    let own = |word: &str| word == "mailto" || word.eq_ignore_ascii_case(&listed.address);
    words.all(|word| own(word.trim_end_matches('.')))
}

/// The words that tell why the recipient `at` was not reached.
pub(super) fn reason(text: &Input, listed: &[Listed], at: usize, anchors: &[Anchor]) -> Vec<Span> {
    let Some(own) = listed.get(at) else { return Vec::new() };
    let next = listed[at + 1..].iter().find(|other| other.line > own.line);
    let end = next.map_or(text.lines().len(), |next| next.line);
    // Gmail: "Technical details of permanent failure:" and the reason below.
    let details = anchors
        .iter()
        .find(|anchor| anchor.says == Says::Details && (own.line..end).contains(&anchor.line));
    let mut lines = Vec::new();
    if !is_alone(text, own) {
        lines.push(own.rest);
    }
    let start = match details {
        Some(details) => {
            lines.clear();
            details.line + 1
        }
        None => own.line + 1,
    };
    for line in text.lines().get(start..end).unwrap_or_default() {
        match is_empty(text, *line) {
            true if lines.is_empty() => (),
            true => break,
            false => lines.push(*line),
        }
        if lines.len() >= MAX_REASON {
            break;
        }
    }
    lines
}
