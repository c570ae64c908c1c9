//! An explanation for people at a terminal.

use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::RangeInclusive;

use crate::Explanation;
use crate::explanation::Verdict;
use crate::vocabulary::{Action, Audience, ConflictKind, Outcome, Permanence, WarningKind};
use anstyle::{AnsiColor, Style};

/// Longer lines are hard to read, and shorter ones leave no room for the labels.
const WIDTHS: RangeInclusive<usize> = 40..=88;

/// How many characters fit into a line where nobody says it: in a pipe, in a file.
const USUAL_WIDTH: usize = 80;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// The name of a file above its explanation.
pub fn heading(out: &mut impl Write, name: &str) -> io::Result<()> {
    writeln!(out, "{BOLD}{}{BOLD:#}\n", plain(name))
}

/// Where the lines go, and how long they may be.
struct Page<W> {
    out: W,
    width: usize,
}

impl<W: Write> Write for Page<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Prints every verdict; alike ones, as a log has them by the hundred, once. The lines fit into as many
/// columns as the terminal has, if it is one.
pub fn print(
    out: &mut impl Write,
    columns: Option<usize>,
    explanation: &Explanation,
) -> io::Result<()> {
    let fitting = |columns: usize| columns.clamp(*WIDTHS.start(), *WIDTHS.end());
    let out = &mut Page { out, width: columns.map_or(USUAL_WIDTH, fitting) };
    for group in alike(&explanation.verdicts) {
        print_verdict(out, outcome(group[0], explanation), &group)?;
    }
    let mut told: Vec<&str> = Vec::new();
    let conflict = |verdict: &Verdict| {
        verdict.conflicts.iter().any(|of| of.kind == ConflictKind::EnhancedCodeAgainstReplyCode)
    };
    let in_conflict = explanation.verdicts.iter().any(conflict);
    for warning in &explanation.warnings {
        // Said once is enough, and the conflict has said this one with the codes.
        let said = warning.warning.kind == WarningKind::ClassMismatch && in_conflict;
        if !said && !told.contains(&warning.note) {
            told.push(warning.note);
            paragraph(out, "Note: ", "      ", warning.note, DIM)?;
        }
    }
    Ok(())
}

/// The verdicts that say the same of several recipients, in the order of the first of each.
fn alike(verdicts: &[Verdict]) -> Vec<Vec<&Verdict>> {
    let mut groups: Vec<Vec<&Verdict>> = Vec::new();
    let mut places = HashMap::new();
    for verdict in verdicts {
        let wording = &verdict.wording;
        let key = (&verdict.title, wording.outcome, wording.resend, verdict.cause.as_str());
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(verdict),
            None => groups.push(vec![verdict]),
        }
    }
    groups
}

/// One of several recipients may have fared better than the whole.
fn outcome(verdict: &Verdict, explanation: &Explanation) -> Outcome {
    match (explanation.verdicts.len(), verdict.action, verdict.permanence) {
        (1, ..) => explanation.outcome,
        (_, Action::Wait, _) => Outcome::Delayed,
        (.., Permanence::Success) => Outcome::Accepted,
        _ => Outcome::Failed,
    }
}

/// Prints the first one in full, and of the others whom they are about.
fn print_verdict(
    out: &mut Page<impl Write>,
    outcome: Outcome,
    group: &[&Verdict],
) -> io::Result<()> {
    let verdict = group[0];
    let colour = colour(outcome).bold();
    let whom = verdict
        .recipient
        .as_ref()
        .map(|address| format!(" · {}", plain(address)))
        .unwrap_or_default();
    writeln!(out, "{colour}{}{colour:#}{DIM}{whom}{DIM:#}", verdict.wording.outcome)?;
    print_others(out, &group[1..])?;
    paragraph(out, "", "", &verdict.title, BOLD)?;
    paragraph(out, "", "", &verdict.summary, Style::new())?;
    writeln!(out)?;
    let facts = [
        ("Whose side", verdict.wording.actor),
        ("Send again?", verdict.wording.resend),
        ("How sure", verdict.wording.certainty.as_str()),
    ];
    for (label, text) in facts {
        paragraph(out, &format!("{label:<12} "), "             ", text, Style::new())?;
    }
    print_checks(out, verdict)?;
    for (audience, label) in [
        (Audience::Person, "You"),
        (Audience::Admin, "Mail admin"),
        (Audience::Mailer, "Developer"),
    ] {
        print_steps(out, verdict, audience, label)?;
    }
    writeln!(out)?;
    print_notes(out, verdict)
}

fn print_others(out: &mut Page<impl Write>, others: &[&Verdict]) -> io::Result<()> {
    if others.is_empty() {
        return Ok(());
    }
    let mut names: Vec<&str> =
        others.iter().filter_map(|verdict| verdict.recipient.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    let colon = if names.is_empty() { "" } else { ": " };
    paragraph(out, &format!("and {} more{colon}", others.len()), "  ", &names.join(" "), DIM)
}

fn print_checks(out: &mut Page<impl Write>, verdict: &Verdict) -> io::Result<()> {
    for check in &verdict.checks {
        let about: Vec<&str> =
            [&check.domain, &check.ip].into_iter().flatten().map(String::as_str).collect();
        let (name, about) = (check.name.to_uppercase(), plain(&about.join(" ")));
        writeln!(out, "{:<12} {name}: {} {about}", "Check", check.result)?;
    }
    Ok(())
}

fn print_steps(
    out: &mut Page<impl Write>,
    verdict: &Verdict,
    audience: Audience,
    label: &str,
) -> io::Result<()> {
    let steps: Vec<_> = verdict.steps.iter().filter(|step| step.audience == audience).collect();
    if steps.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{BOLD}{label}{BOLD:#}")?;
    for (at, step) in steps.iter().enumerate() {
        paragraph(out, &format!(" {}. ", at + 1), "    ", &step.text, Style::new())?;
        if let Some(url) = &step.url {
            writeln!(out, "    {DIM}{url}{DIM:#}")?;
        }
    }
    Ok(())
}

fn print_notes(out: &mut Page<impl Write>, verdict: &Verdict) -> io::Result<()> {
    for conflict in &verdict.conflicts {
        paragraph(out, "Note: ", "      ", &conflict.note, DIM)?;
    }
    if !verdict.alternatives.is_empty() {
        let titles: Vec<&str> = verdict.alternatives.iter().map(|other| other.title).collect();
        paragraph(out, "It may also be: ", "  ", &titles.join("; "), DIM)?;
    }
    for misreading in &verdict.misreadings {
        let text = format!("“{}” {}", misreading.claim, misreading.answer);
        paragraph(out, "Often read, but wrong: ", "  ", &text, DIM)?;
    }
    let sources: Vec<&str> =
        verdict.sources.iter().map(|source| source.url.unwrap_or(source.title)).collect();
    let from: Vec<&str> = verdict.entry.into_iter().chain([verdict.cause.as_str()]).collect();
    paragraph(out, "", "", &format!("{} · {}", from.join(" · "), sources.join(" ")), DIM)?;
    writeln!(out)
}

fn colour(outcome: Outcome) -> Style {
    let colour = match outcome {
        Outcome::Failed | Outcome::Complaint => AnsiColor::Red,
        Outcome::Delayed | Outcome::Partial => AnsiColor::Yellow,
        Outcome::Accepted | Outcome::Delivered => AnsiColor::Green,
        _ => AnsiColor::Cyan,
    };
    colour.on_default()
}

/// Wraps at words; the first line starts with `first`, the others with `other`.
fn paragraph(
    out: &mut Page<impl Write>,
    first: &str,
    other: &str,
    text: &str,
    style: Style,
) -> io::Result<()> {
    let mut line = String::from(first);
    let mut empty = true;
    for word in plain(text).split_whitespace() {
        if !empty && line.chars().count() + 1 + word.chars().count() > out.width {
            writeln!(out, "{style}{line}{style:#}")?;
            line = String::from(other);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    writeln!(out, "{style}{line}{style:#}")
}

/// The text without what could steer a terminal: it may come from the input.
fn plain(text: &str) -> String {
    let steers = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if steers(c) { '\u{FFFD}' } else { c }).collect()
}
