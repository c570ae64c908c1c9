//! The parts of a mail that matter, and their texts.

use std::borrow::Cow;

use mail_parser::{
    Encoding, Header, HeaderName, Message, MessagePart, MimeHeaders, PartType,
    decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode},
};

use super::charset;
use crate::extract::{Delivery, Parsed, parser};
use crate::html;
use crate::input::{Input, is_blank};
use crate::mail_header::is_mbox_line;
use crate::vocabulary::WarningKind;

/// The most parts that are looked at. Bounces have three; digests some hundred.
const MAX_PARTS: usize = 10_000;

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

/// A part, with the mail that it stands in.
pub(super) struct Part<'m> {
    pub(super) kind: Kind,
    part: &'m MessagePart<'m>,
    raw: &'m [u8],
    /// Where `raw` begins in the input.
    base: usize,
    /// Whether places in `raw` are places in the input.
    in_input: bool,
    nested: Option<&'m Message<'m>>,
    /// How many mails it is wrapped in.
    pub(super) level: usize,
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

/// The mail with line ends that a MIME parser takes, without `> ` in front of each line, and whether
/// every byte is still in its place.
pub(super) fn prepared<'i>(input: &'i Input) -> (Cow<'i, [u8]>, bool) {
    if input.text().trim_start_matches(is_blank).starts_with('>') {
        let lines: Vec<&str> = input.lines().iter().map(|line| input.of(*line)).collect();
        return (Cow::Owned(lines.join("\n").into_bytes()), false);
    }
    let bytes = input.bytes();
    if !bytes.contains(&b'\n') {
        let feeds = bytes.iter().map(|b| if *b == b'\r' { b'\n' } else { *b });
        return (Cow::Owned(feeds.collect()), true);
    }
    let doubled = |at: usize| bytes[at..].starts_with(b"\r\r\n");
    if !memchr::memchr_iter(b'\r', bytes).any(doubled) {
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
    // Far fewer lines have an F than end.
    for start in memchr::memchr_iter(b'F', raw).filter(|at| raw[*at..].starts_with(b"From ")) {
        let Some((b'\n', before)) = raw[..start].split_last() else { continue };
        let above = &before[memchr::memrchr(b'\n', before).map_or(0, |feed| feed + 1)..];
        let empty = above.len() < MAX_EMPTY && above.trim_ascii().is_empty();
        if empty && is_mbox_line(&first_line(&raw[start..])) {
            starts.push(start);
        }
        if starts.len() > MAX_MAILS {
            break;
        }
    }
    let ends = starts.iter().skip(1).copied().chain([raw.len()]);
    starts.iter().zip(ends).map(|(start, end)| *start..end).collect()
}

/// A mail that is attached as a file with a name such as `bounce.eml`.
pub(super) fn attached_mail(raw: &[u8]) -> Option<Vec<u8>> {
    memchr::memmem::find(raw, b".eml")?;
    let message = parser::parser().parse(raw)?;
    let file = |part: &&MessagePart| {
        let binary = matches!(part.body, PartType::Binary(_));
        binary && part.attachment_name().is_some_and(|name| name.ends_with(".eml"))
    };
    match &message.parts.iter().find(file)?.body {
        PartType::Binary(bytes) => Some(bytes.to_vec()),
        _ => None,
    }
}

fn first_line(bytes: &[u8]) -> Cow<'_, str> {
    let end = memchr::memchr(b'\n', bytes).unwrap_or(bytes.len());
    String::from_utf8_lossy(bytes[..end].trim_ascii_end())
}

/// How many mails within mails the header fields name: `Content-Type: message/rfc822`, also folded.
/// A sender who hides the type hides it from this count too, which is no harm: see `dismantle`.
pub(super) fn levels(raw: &[u8]) -> usize {
    const TYPE: &[u8] = b"message/";
    let is_type = |slash: &usize| {
        let start = (slash + 1).saturating_sub(TYPE.len());
        raw[start..=*slash].eq_ignore_ascii_case(TYPE)
            && raw[..start].trim_ascii_end().ends_with(b":")
    };
    memchr::memchr_iter(b'/', raw).filter(is_type).count()
}

/// All parts of all levels, outermost first, and whether there are more than are looked at.
pub(super) fn parts<'m>(
    message: &'m Message<'m>,
    base: usize,
    in_input: bool,
) -> (Vec<Part<'m>>, bool) {
    let mut found = Vec::new();
    let mut open = std::collections::VecDeque::from([(message, in_input, 0)]);
    while let Some((message, in_input, level)) = open.pop_front() {
        for part in &message.parts {
            if found.len() >= MAX_PARTS {
                return (found, true);
            }
            let nested = match &part.body {
                PartType::Message(nested) => Some(nested),
                _ => None,
            };
            if let Some(kind) = kind(part) {
                let raw = message.raw_message.as_ref();
                found.push(Part { kind, part, raw, base, in_input, nested, level });
            }
            if let Some(nested) = nested {
                // A mail that was decoded first has places of its own.
                open.push_back((nested, in_input && part.encoding == Encoding::None, level + 1));
            }
        }
    }
    (found, false)
}

fn kind(part: &MessagePart) -> Option<Kind> {
    let (main, sub) = part
        .content_type()
        .map(|kind| {
            (kind.ctype().to_ascii_lowercase(), kind.subtype().map(str::to_ascii_lowercase))
        })
        .unwrap_or_default();
    let sub = sub.unwrap_or_default();
    match (main.as_str(), sub.as_str()) {
        ("message", "delivery-status" | "global-delivery-status") => Some(Kind::Status),
        ("message", "feedback-report") => Some(Kind::Feedback),
        ("message", "disposition-notification" | "global-disposition-notification") => {
            Some(Kind::Disposition)
        }
        ("text", "rfc822-headers" | "rfc822") | ("message", "global-headers") => {
            Some(Kind::Headers)
        }
        _ => match &part.body {
            PartType::Message(_) => Some(Kind::Mail),
            PartType::Html(_) => Some(Kind::Html),
            PartType::Text(_) => Some(Kind::Text),
            // Programs label a report or a notice `application/octet-stream`.
            // A multipart whose boundary is not named, because its field was folded wrongly.
            PartType::Binary(_) if main == "multipart" => Some(Kind::Text),
            PartType::Binary(bytes) if bytes.starts_with(b"Reporting-MTA:") => Some(Kind::Status),
            _ => None,
        },
    }
}

impl<'m> Part<'m> {
    /// The text, from the input itself wherever nothing had to be decoded.
    pub(super) fn text<'i>(&self, input: &'i Input, parsed: &mut Parsed) -> PartText<'i> {
        let (from, to) = (self.part.offset_body as usize, self.part.offset_end as usize);
        let raw = self.raw.get(from..to).unwrap_or_default();
        let named = self.part.content_type().and_then(|kind| kind.attribute("charset"));
        let charset = charset::of(named, raw);
        let plain = self.part.encoding == Encoding::None && self.kind != Kind::Html;
        let as_is = plain && self.in_input && charset::is_utf8(charset);
        if as_is {
            let lines = input.lines_within(self.base + from, self.base + to);
            return PartText::InInput(input.excerpt(lines.to_vec()));
        }
        let raw = match raw.get(..MAX_DECODED) {
            Some(start) => {
                parsed.warn(WarningKind::Cut, None);
                start
            }
            None => raw,
        };
        let bytes = match self.part.encoding {
            Encoding::None => Cow::Borrowed(raw),
            Encoding::Base64 => base64_decode(raw).map_or(Cow::Borrowed(raw), Cow::Owned),
            Encoding::QuotedPrintable => {
                quoted_printable_decode(raw).map_or(Cow::Borrowed(raw), Cow::Owned)
            }
        };
        let text = charset::decode(&bytes, charset);
        let text = if self.kind == Kind::Html { html::text(&text) } else { text };
        PartText::Piece(parsed.add_piece(text))
    }

    /// The header of the message that came back, where this part has it.
    pub(super) fn headers(&self) -> Option<Headers<'m>> {
        let list = match (self.kind, self.nested) {
            (Kind::Mail, Some(nested)) => Cow::Borrowed(nested.headers()),
            (Kind::Headers, _) => {
                let (from, to) = (self.part.offset_body as usize, self.part.offset_end as usize);
                let raw = self.raw.get(from..to)?;
                let message = parser::parser().parse_headers(raw)?;
                Cow::Owned(message.parts.into_iter().next()?.headers)
            }
            _ => return None,
        };
        Some(Headers(list))
    }
}

/// The fields of one mail's header.
pub(super) struct Headers<'m>(pub(super) Cow<'m, [Header<'m>]>);

impl Headers<'_> {
    /// The last field of that name: the one that the author wrote.
    pub(super) fn get(&self, name: HeaderName) -> Option<&mail_parser::HeaderValue<'_>> {
        self.0.iter().rev().find(|header| header.name == name).map(|header| &header.value)
    }
}
