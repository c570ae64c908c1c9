//! Where the copy of the undelivered message begins.

use crate::anchors::Anchor;
use crate::codes::marks;
use crate::input::{Input, trim};
use crate::mail_header::{copied_header, field_name};
use crate::span::Span;
use crate::vocabulary::Says;
use crate::words::words;

/// The most words that may follow in the line of a sentence that announces a copy.
const MOST_WORDS_BEHIND: usize = 4;

/// The lines of the notice itself.
pub(super) fn without(input: &Input, anchors: &[Anchor]) -> Vec<Span> {
    let lines = input.lines();
    let announced = anchors.iter().position(|anchor| anchor.says != Says::Copy);
    let announced = announced.and_then(|first| {
        let copy = anchors[first..].iter().find(|anchor| is_announcement(input, anchor))?;
        Some(copy.line)
    });
    let header = copied_header(input);
    let report = lines.iter().position(|line| is_report_field(input.of(*line)));
    let ends = [announced, header, report, signature(input, anchors)];
    let end = ends.into_iter().flatten().min().unwrap_or(lines.len());
    lines[..end].to_vec()
}

/// The most lines of a signature, or of what a mailing list adds.
const MAX_SIGNATURE: usize = 12;

/// The fewest underscores of the line above what Mailman adds.
const FEWEST_UNDERSCORES: usize = 40;

/// The line `-- ` above the signature of whoever passed the notice on (RFC 3676 §4.3): a notice
/// or an address stands above it, and behind it stands neither a reply nor a sentence of a notice.
fn signature(input: &Input, anchors: &[Anchor]) -> Option<usize> {
    let lines = input.lines();
    let content = |line: &Span| trim(input.of(*line));
    let ruled = |line: &str| line.len() >= FEWEST_UNDERSCORES && line.bytes().all(|b| b == b'_');
    let last = lines.len().saturating_sub(MAX_SIGNATURE);
    let begins = |line: &Span| content(line) == "--" || ruled(content(line));
    let at = last + lines.get(last..)?.iter().rposition(begins)?;
    let speaks =
        |says: Says| !matches!(says, Says::Copy | Says::Mail | Says::Other | Says::Program);
    let mut spoken = anchors.iter().filter(|anchor| speaks(anchor.says));
    let above = spoken.clone().any(|anchor| anchor.line < at);
    let behind = spoken.any(|anchor| anchor.line > at);
    let replied = |line: &Span| marks(input.of(*line)).any(|mark| mark.begins_a_reply());
    let named = |line: &Span| input.of(*line).contains('@');
    let told = above || lines[..at].iter().any(named);
    (told && !behind && !lines[at..].iter().any(replied)).then_some(at)
}

/// The first field of a report (RFC 3464) that stands in the same text.
fn is_report_field(line: &str) -> bool {
    const FIRST: &[&str] = &["reporting-mta", "final-recipient", "original-recipient"];
    let line = trim(line);
    if !line.starts_with(['r', 'R', 'f', 'F', 'o', 'O']) {
        return false;
    }
    field_name(line).is_some_and(|name| FIRST.iter().any(|f| f.eq_ignore_ascii_case(name)))
}

/// Whether a sentence stands alone in its line: `----- Original message -----`.
fn is_announcement(input: &Input, anchor: &&Anchor) -> bool {
    if anchor.says != Says::Copy {
        return false;
    }
    let Some(line) = input.lines().get(anchor.line) else { return false };
    let (line, base) = (input.of(*line), line.start as usize);
    let before = line.get(..anchor.start.saturating_sub(base)).unwrap_or_default();
    let behind = line.get(anchor.end.saturating_sub(base)..).unwrap_or_default();
    let own = input.text().get(anchor.start..anchor.end).unwrap_or_default();
    let most = if words(own).take(3).count() < 3 { 0 } else { MOST_WORDS_BEHIND };
    words(before).next().is_none() && words(behind).take(most + 1).count() <= most
}
