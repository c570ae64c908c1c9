//! What copying has added to a text, and how it read before.
//!
//! Forums and mail clients turn addresses into links, escape brackets, write characters as
//! entities, put a bar in front of each line or an empty line behind it. One pass each,
//! whatever the input.

use crate::html;
use crate::input::{is_blank, trim};

/// The longest words of a link, and the longest address behind them, in bytes.
const MAX_LINK: usize = 400;

/// Characters that Markdown escapes.
const ESCAPED: &str = "<>[]()*_-.!#@~|`\\";

/// What stands in front of lines that a terminal or a forum quotes.
const BARS: [char; 3] = ['|', '│', '┃'];

/// The fewest lines by which a mark in front of each, or an empty line behind each, is known.
const FEWEST_LINES: usize = 4;

/// The text as it was written, if it shows that something was added.
#[must_use]
pub fn undressed(text: &str) -> Option<String> {
    let mut traces = Traces::of(text);
    let digits = if traces.spelled { with_digits(text) } else { None };
    let text = digits.as_deref().unwrap_or(text);
    if digits.is_some() {
        traces = Traces::of(text);
    }
    let plain = traces.any().then(|| without_markup(text, &traces));
    let own = plain.as_deref().unwrap_or(text);
    let barless = without_bars(own);
    let own = barless.as_deref().unwrap_or(own);
    without_spacing(own).or(barless).or(plain).or(digits)
}

/// In front of a code in an error of lettre, for Rust: `Permanent(Code { severity:
/// PermanentNegativeCompletion, category: MailSystem, detail: Zero }), source: "5.1.1 …" }`.
const SPELLED: &str = "Code { severity: ";

/// What stands there for each digit; the first one is at least a 2.
const SEVERITIES: [&str; 4] = [
    "PositiveCompletion",
    "PositiveIntermediate",
    "TransientNegativeCompletion",
    "PermanentNegativeCompletion",
];
const CATEGORIES: [&str; 6] =
    ["Syntax", "Information", "Connections", "Unspecified3", "Unspecified4", "MailSystem"];
const DETAILS: [&str; 10] =
    ["Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];

/// The text with digits in place of codes that a program has spelled out, if there are any.
#[inline(never)]
fn with_digits(text: &str) -> Option<String> {
    let (first, _) = text.split_once(SPELLED)?;
    let mut out = first.to_owned();
    for part in text[first.len()..].split(SPELLED).skip(1) {
        let (spelled, behind) = part.split_once(" }").unwrap_or((part, ""));
        let mut words = spelled.split(", ").filter_map(|field| field.rsplit(": ").next());
        let mut digit = |names: &[&str]| {
            let word = words.next()?;
            names.iter().position(|name| *name == word)
        };
        let [a, b, c] = [digit(&SEVERITIES)? + 2, digit(&CATEGORIES)?, digit(&DETAILS)?];
        out.push_str(&format!("code {a}{b}{c}"));
        let words = behind.strip_prefix("), source: \"");
        out.push_str(if words.is_some() { " " } else { "" });
        out.push_str(words.unwrap_or(behind));
    }
    Some(out)
}

/// By what a text is known to have been a page or Markdown, or to have digits in words.
#[derive(Default)]
struct Traces {
    spelled: bool,
    entities: bool,
    escapes: bool,
    links: bool,
}

impl Traces {
    /// One look at each byte: nearly every text has none of them, and this is asked of every text.
    fn of(text: &str) -> Traces {
        const ENTITIES: [&[u8]; 3] = [b"&lt;", b"&gt;", b"&#8203;"];
        const LINKS: [&[u8]; 2] = [b"](mailto:", b"<mailto:"];
        let (bytes, mut traces) = (text.as_bytes(), Traces::default());
        for (at, byte) in bytes.iter().enumerate() {
            let begins = |word: &&[u8]| bytes[at..].starts_with(word);
            match byte {
                b'&' => traces.entities |= ENTITIES.iter().any(begins),
                b'\\' => traces.escapes |= begins(&&b"\\<"[..]),
                b'C' => traces.spelled |= begins(&SPELLED.as_bytes()),
                b'<' | b']' => traces.links |= LINKS.iter().any(begins),
                _ => (),
            }
        }
        traces
    }

    fn any(&self) -> bool {
        self.entities || self.escapes || self.links
    }
}

#[inline(never)]
fn without_markup(text: &str, traces: &Traces) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['[', '<', '&', '\\']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let behind = match rest.as_bytes()[0] {
            b'\\' if traces.escapes => unescaped(rest, &mut out),
            b'&' if traces.entities => entity(rest, &mut out),
            b'[' => link(rest, &mut out),
            b'<' => mailto(rest, &mut out).or_else(|| tag(rest, &mut out, traces)),
            _ => None,
        };
        rest = behind.unwrap_or_else(|| {
            out.push_str(&rest[..1]);
            &rest[1..]
        });
    }
    out.push_str(rest);
    out
}

/// `\<ana@example.net\>`
fn unescaped<'t>(text: &'t str, out: &mut String) -> Option<&'t str> {
    let next = text[1..].chars().next().filter(|c| ESCAPED.contains(*c))?;
    out.push(next);
    Some(&text[2..])
}

/// `&lt;`; characters of no width are left out.
fn entity<'t>(text: &'t str, out: &mut String) -> Option<&'t str> {
    let (c, behind) = html::entity(text)?;
    if c == '\u{a0}' || !is_blank(c) {
        out.push(c);
    }
    Some(behind)
}

/// `[ana@example.net](mailto:ana@example.net)`
fn link<'t>(text: &'t str, out: &mut String) -> Option<&'t str> {
    let ends = |text: &str, end: char| {
        let end = text.char_indices().take(MAX_LINK).find(|(_, c)| *c == end || *c == '\n')?;
        text[end.0..].starts_with(|c| c != '\n').then_some(end.0)
    };
    let words = &text[1..];
    let end = ends(words, ']')?;
    let target = words[end + 1..].strip_prefix('(')?;
    if !target.starts_with("mailto:") && !target.starts_with("http") {
        return None;
    }
    let close = ends(target, ')')?;
    out.push_str(&words[..end]);
    Some(&target[close + 1..])
}

/// `ana@example.net<mailto:ana@example.net>`
fn mailto<'t>(text: &'t str, out: &mut String) -> Option<&'t str> {
    let address = text.strip_prefix("<mailto:")?;
    let end = address.char_indices().take(MAX_LINK).find(|(_, c)| *c == '>' || is_blank(*c))?.0;
    let behind = address[end..].strip_prefix('>')?;
    let address = &address[..end];
    if !out.ends_with(address) {
        out.push('<');
        out.push_str(address);
        out.push('>');
    }
    Some(behind)
}

/// `<a href="…">`, `<br>`: a tag among text whose own brackets are entities.
fn tag<'t>(text: &'t str, out: &mut String, traces: &Traces) -> Option<&'t str> {
    if !traces.entities {
        return None;
    }
    let end = text.char_indices().take(MAX_LINK).find(|(_, c)| *c == '>')?.0;
    if !html::is_tag(&text[1..end]) {
        return None;
    }
    if text[1..].starts_with("br") {
        out.push('\n');
    }
    Some(&text[end + 1..])
}

/// The lines behind `| `, in case that each one has it and none is a row of a table.
fn without_bars(text: &str) -> Option<String> {
    text.starts_with(BARS).then(|| barless(text)).flatten()
}

#[inline(never)]
fn barless(text: &str) -> Option<String> {
    let mut spoken = text.lines().filter(|line| !trim(line).is_empty());
    let enough = spoken.clone().nth(FEWEST_LINES - 1).is_some();
    let quoted = spoken.all(|line| {
        line.strip_prefix(BARS)
            .is_some_and(|own| !trim(own).ends_with(BARS) && !own.contains(" | "))
    });
    let own = |line: &str| {
        let own = line.strip_prefix(BARS).unwrap_or(line);
        own.strip_prefix(' ').unwrap_or(own).to_owned()
    };
    (enough && quoted).then(|| text.lines().map(own).collect::<Vec<_>>().join("\n"))
}

/// The lines without the empty one behind each: no two stand together, and more than one empty
/// line stands between paragraphs.
fn without_spacing(text: &str) -> Option<String> {
    let (mut spoken, mut empty, mut parted) = (0, 1, false);
    for line in text.lines() {
        if trim(line.trim_start_matches('>')).is_empty() {
            empty += 1;
            continue;
        }
        if empty == 0 {
            return None;
        }
        parted |= spoken > 0 && empty > 1;
        (spoken, empty) = (spoken + 1, 0);
    }
    (spoken >= FEWEST_LINES && parted).then(|| dense(text))
}

#[inline(never)]
fn dense(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after = false;
    for line in text.lines() {
        let is_empty = trim(line.trim_start_matches('>')).is_empty();
        if !(is_empty && after) {
            out.push_str(line);
            out.push('\n');
        }
        after = !is_empty;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_what_copying_added_is_taken_away() {
        for (pasted, plain) in [
            ("[a@example.net](mailto:a@example.net): no", "a@example.net: no"),
            ("[<a@example.net>](mailto:a@example.net): no", "<a@example.net>: no"),
            ("a@example.net<mailto:a@example.net> no", "a@example.net no"),
            ("<mailto:a@example.net> [x](http://example.net) [1]", "<a@example.net> x [1]"),
            ("\\<a\\_b@example.net\\>: \\d", "<a_b@example.net>: \\d"),
            (
                "&lt;<a href=\"x\">a@example.net</a>&gt;<br>550 <none>",
                "<a@example.net>\n550 <none>",
            ),
            ("From&#8203;:\u{a0}a", "From:\u{a0}a"),
            ("| a\n| b\n|\n| c\n| d", "a\nb\n\nc\nd"),
            ("a\n\nb\n\n\n\nc\n\nd", "a\nb\n\n\nc\nd\n"),
        ] {
            assert_eq!(undressed(pasted).as_deref(), Some(plain), "{pasted}");
        }
    }

    #[test]
    fn err_what_was_written_so() {
        for text in [
            "550 5.1.1 <a@example.net>: no",
            "a <b@example.net> [c](d) \\e &f;",
            "| a | b |\n| - | - |\n| c | d |\n| e | f |",
            "a\n\nb\n\nc\n\nd\n\ne",
            "a\nb\n\n\nc\n\nd\n\ne",
            "",
        ] {
            assert_eq!(undressed(text), None, "{text}");
        }
    }
}
