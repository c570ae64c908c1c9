//! The parts of a mail that matter, and their texts.

use std::borrow::Cow;

use crate::extract::{Delivery, Parsed};
use crate::html;
use crate::input::Input;
use crate::mail_header::is_mbox_line;
use crate::mime::{self, Encoding, Fields, Mime, is_utf8};
use crate::vocabulary::WarningKind;

/// The most mails of one mbox file that are read in one go; the command line
/// reads longer files mail by mail.
const MAX_MAILS: usize = 1_000;

/// The longest line that counts as empty, of blanks alone.
const MAX_EMPTY: usize = 80;

/// The longest text of a part that had to be decoded.
const MAX_DECODED: usize = 8 << 20;

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text for people.
    Text,
    /// The same as HTML.
    Html,
    /// `message/delivery-status` and `message/global-delivery-status`.
    Status,
    /// `message/feedback-report`.
    Feedback,
    /// `message/disposition-notification`.
    Disposition,
    /// The header of the message, without its body.
    Headers,
    /// A whole mail.
    Mail,
}

/// A part that matters.
pub(super) struct Part<'m> {
    pub(super) kind: Kind,
    part: &'m mime::Part,
    mime: &'m Mime<'m>,
    /// Where the mail begins in the input, if it stands there byte by byte.
    base: Option<usize>,
}

/// The text of a part: a range of the input, or a piece of its own.
pub(super) enum PartText<'i> {
    InInput(Input<'i>),
    Piece(u32),
}

impl PartText<'_> {
    /// Lets `read` see the text; gives what it found.
    pub(super) fn read(
        &self,
        parsed: &mut Parsed,
        read: impl FnOnce(&Input, &mut Parsed) -> Vec<Delivery>,
    ) -> Vec<Delivery> {
        let piece = match self {
            PartText::InInput(text) => return read(text, parsed),
            PartText::Piece(piece) => *piece,
        };
        let text = std::mem::take(&mut parsed.pieces[piece as usize]);
        let mut found = Vec::new();
        parsed.within(piece, |parsed| found = read(&Input::from(text.as_str()), parsed));
        parsed.pieces[piece as usize] = text;
        for span in found.iter_mut().flat_map(|delivery| &mut delivery.context) {
            span.piece = piece;
        }
        found
    }
}

/// The mail with line ends that a MIME parser takes, and whether every byte is still
/// in its place.
pub(super) fn prepared(bytes: &[u8]) -> (Cow<'_, [u8]>, bool) {
    if !bytes.contains(&b'\n') {
        let feeds = bytes.iter().map(|b| if *b == b'\r' { b'\n' } else { *b });
        return (Cow::Owned(feeds.collect()), true);
    }
    // Most mails have no CR at all, and looking for one byte is quick.
    if !bytes.contains(&b'\r') || !bytes.windows(3).any(|three| three == b"\r\r\n") {
        return (Cow::Borrowed(bytes), true);
    }
    // Programs that convert line ends twice write a CR too much.
    let mut single = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(at + 1) != Some(&b'\r') {
            single.push(*byte);
        }
    }
    (Cow::Owned(single), false)
}

/// The mails of an mbox file, as ranges; a mail alone is one range.
///
/// In a file with CR as line ends this sees the lines too, because it looks at
/// what [`prepared`] made of them.
pub(super) fn mails(raw: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    let mut empty = false;
    for line in raw.split_inclusive(|b| *b == b'\n') {
        let is_start = empty && line.starts_with(b"From ");
        if is_start && std::str::from_utf8(line).is_ok_and(|line| is_mbox_line(line.trim_end())) {
            starts.push(at);
        }
        empty = line.len() < MAX_EMPTY && line.trim_ascii().is_empty();
        at += line.len();
        if starts.len() > MAX_MAILS {
            break;
        }
    }
    let ends = starts.iter().skip(1).copied().chain([raw.len()]);
    starts.iter().zip(ends).map(|(start, end)| *start..end).collect()
}

/// All parts that matter, outermost first. The mail itself is none of them.
pub(super) fn parts<'m>(mime: &'m Mime<'m>, base: Option<usize>) -> Vec<Part<'m>> {
    let all = mime.parts().iter().skip(1);
    all.filter_map(|part| Some(Part { kind: kind(mime, part)?, part, mime, base })).collect()
}

fn kind(mime: &Mime, part: &mime::Part) -> Option<Kind> {
    if part.is_mail {
        return Some(Kind::Mail);
    }
    match (part.content_type.main.as_str(), part.content_type.sub.as_str()) {
        ("message", "delivery-status" | "global-delivery-status") => Some(Kind::Status),
        ("message", "feedback-report") => Some(Kind::Feedback),
        ("message", "disposition-notification" | "global-disposition-notification") => {
            Some(Kind::Disposition)
        }
        ("text", "rfc822-headers" | "rfc822") | ("message", "global-headers") => {
            Some(Kind::Headers)
        }
        ("text", "html") => Some(Kind::Html),
        // A multipart comes as a part if its boundary is missing.
        ("text" | "multipart" | "", _) => Some(Kind::Text),
        // Programs label a report `application/octet-stream`.
        _ => {
            const FIRST: &str = "Reporting-MTA:";
            let raw = mime.raw(part);
            let start = part.text(raw.get(..2 * FIRST.len()).unwrap_or(raw));
            start.starts_with(FIRST).then_some(Kind::Status)
        }
    }
}

impl<'m> Part<'m> {
    /// The text, from the input itself wherever nothing had to be decoded.
    pub(super) fn text<'i>(&self, input: &'i Input, parsed: &mut Parsed) -> PartText<'i> {
        let plain = self.part.encoding == Encoding::Plain && self.kind != Kind::Html;
        let as_is = plain && is_utf8(self.part.content_type.charset.as_deref());
        if let (true, Some(base), Some(place)) = (as_is, self.base, self.mime.place(self.part)) {
            let lines = input.lines_within(base + place.start, base + place.end);
            return PartText::InInput(input.excerpt(lines.to_vec()));
        }
        let raw = self.mime.raw(self.part);
        let raw = match raw.get(..MAX_DECODED) {
            Some(start) => {
                parsed.warn(WarningKind::Cut, None);
                start
            }
            None => raw,
        };
        let text = self.part.text(raw);
        let text = if self.kind == Kind::Html { html::text(&text) } else { text };
        PartText::Piece(parsed.add_piece(text))
    }

    /// The header of the message that came back, where this part has it.
    pub(super) fn headers(&self) -> Option<Fields<'m>> {
        match self.kind {
            Kind::Mail => Some(self.mime.fields(self.part)),
            Kind::Headers => Some(Fields::of(self.mime.raw(self.part))),
            _ => None,
        }
    }
}
