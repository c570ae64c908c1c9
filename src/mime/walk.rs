//! The way through a mail, line by line (RFC 2046 §5.1).

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

use super::header::{Header, line};
use super::{ContentType, Encoding, Fields, Mime, Part, encoding};

/// The most parts that are looked at. Bounces have three; digests some hundred.
const MAX_PARTS: usize = 10_000;

/// The most multiparts within multiparts, and the most mails within mails.
/// Forwarding makes a handful.
const MAX_LEVELS: usize = 100;

/// The most mails within mails that are encoded, each of which is one more copy.
const MAX_DECODED: usize = 3;

/// A multipart that has begun and has not ended.
struct Open {
    boundary: Vec<u8>,
    /// Whether its parts are mails where nothing else is said (RFC 2046 §5.1.5).
    digest: bool,
    level: usize,
}

/// What a line is.
enum Line {
    Text,
    /// The boundary of the multipart of that number, and whether it ends there.
    Boundary(usize, bool),
}

/// Reads all parts of a mail.
pub(super) fn walk(mail: &[u8]) -> Mime<'_> {
    let mut mime = Mime { sources: vec![Cow::Borrowed(mail)], ..Mime::default() };
    let mut next_level = Some(0);
    // Mails that have to be decoded are read when the ones around them are done.
    while let Some(level) = next_level.take() {
        let number = mime.sources.len() - 1;
        let mut walker = Walker {
            source: &mime.sources[number],
            number,
            open: Vec::new(),
            parts: std::mem::take(&mut mime.parts),
            cut: mime.cut,
            decoded: std::mem::take(&mut mime.waiting),
        };
        walker.mail(level);
        let Walker { parts, cut, mut decoded, .. } = walker;
        (mime.parts, mime.cut) = (parts, cut);
        if let Some((bytes, level)) = decoded.pop_front() {
            mime.sources.push(Cow::Owned(bytes));
            next_level = Some(level);
        }
        mime.waiting = decoded;
    }
    mime.parts.sort_by_key(|part| part.level);
    mime
}

struct Walker<'w> {
    source: &'w [u8],
    number: usize,
    open: Vec<Open>,
    parts: Vec<Part>,
    cut: bool,
    /// Mails that were encoded, with their levels.
    decoded: VecDeque<(Vec<u8>, usize)>,
}

impl Walker<'_> {
    fn mail(&mut self, level: usize) {
        let mut at = self.part(0, level, true);
        while at < self.source.len() {
            let next = line(self.source, at, self.source.len()).1;
            at = match self.line(at) {
                Line::Boundary(open, false) if self.parts.len() < MAX_PARTS => {
                    self.open.truncate(open + 1);
                    let level = self.open.last().map_or(level, |open| open.level);
                    self.part(next, level, false)
                }
                Line::Boundary(_, false) => {
                    self.cut = true;
                    return;
                }
                Line::Boundary(open, true) => {
                    self.open.truncate(open);
                    next
                }
                Line::Text => next,
            };
        }
    }

    /// Reads the header of a part or of a mail, and the content up to the next
    /// boundary; gives the place of that.
    fn part(&mut self, from: usize, level: usize, is_mail: bool) -> usize {
        let (mut from, mut level, mut is_mail) = (from, level, is_mail);
        loop {
            let (header, body) = Header::read(self.source, from, is_mail);
            let fields = Fields::new(self.source, Cow::Borrowed(&header));
            let said = fields.value("content-type");
            let mut kind = ContentType::read(said.as_deref().unwrap_or_default());
            let encoding = fields.value("content-transfer-encoding");
            let encoding = Encoding::read(encoding.as_deref().unwrap_or_default());
            if said.is_none() && !is_mail && self.open.last().is_some_and(|open| open.digest) {
                (kind.main, kind.sub) = ("message".to_owned(), "rfc822".to_owned());
            }
            if is_mail {
                let body = body..self.source.len();
                self.push(header, body, level, kind.clone(), encoding, true);
            }
            if !kind.is_mail() || encoding != Encoding::Plain {
                return self.content(body, level, kind, encoding);
            }
            if level >= MAX_LEVELS {
                self.cut = true;
                return self.end_of_text(body).1;
            }
            (from, level, is_mail) = (body, level + 1, true);
        }
    }

    /// The content of a part that is no mail: text up to the next boundary, or the
    /// text in front of the first part of a multipart.
    fn content(
        &mut self,
        body: usize,
        level: usize,
        kind: ContentType,
        encoding: Encoding,
    ) -> usize {
        let boundary = kind.boundary.as_ref().filter(|_| kind.main == "multipart");
        let opens = boundary.is_some() && self.open.len() < MAX_LEVELS;
        self.cut |= boundary.is_some() && !opens;
        if let (Some(boundary), true) = (boundary, opens) {
            let boundary = boundary.trim_end().as_bytes().to_vec();
            self.open.push(Open { boundary, digest: kind.sub == "digest", level });
        }
        let (end, next) = self.end_of_text(body);
        if opens {
            match self.line(next) {
                Line::Boundary(open, false) if open + 1 == self.open.len() => return next,
                // Its boundary does not come: it is the text that it holds.
                _ => drop(self.open.pop()),
            }
        }
        if kind.is_mail() && self.decoded.len() + self.number < MAX_DECODED {
            let raw = self.source.get(body..end).unwrap_or_default();
            self.decoded.push_back((encoding::decode(raw, encoding).into_owned(), level + 1));
        }
        self.push(Header::default(), body..end, level, kind, encoding, false);
        next
    }

    fn push(
        &mut self,
        header: Header,
        body: Range<usize>,
        level: usize,
        content_type: ContentType,
        encoding: Encoding,
        is_mail: bool,
    ) {
        let source = self.number;
        self.parts.push(Part { source, header, body, level, content_type, encoding, is_mail });
    }

    /// The end of a text, and the boundary or the end of the mail behind it.
    fn end_of_text(&self, from: usize) -> (usize, usize) {
        let mut at = from;
        while at < self.source.len() {
            if let Line::Boundary(..) = self.line(at) {
                // The line end in front of a boundary belongs to it.
                let text = self.source.get(from..at).unwrap_or_default();
                let text = text.strip_suffix(b"\n").unwrap_or(text);
                let text = text.strip_suffix(b"\r").unwrap_or(text);
                return (from + text.len(), at);
            }
            at = line(self.source, at, self.source.len()).1;
        }
        (self.source.len(), self.source.len())
    }

    fn line(&self, at: usize) -> Line {
        let rest = self.source.get(at..).unwrap_or_default();
        if !rest.starts_with(b"--") || self.open.is_empty() {
            return Line::Text;
        }
        let (end, _) = line(self.source, at, self.source.len());
        let text = self.source.get(at + 2..end).unwrap_or_default().trim_ascii_end();
        for (number, open) in self.open.iter().enumerate().rev() {
            match text.strip_prefix(open.boundary.as_slice()) {
                Some(b"") => return Line::Boundary(number, false),
                Some(b"--") => return Line::Boundary(number, true),
                _ => (),
            }
        }
        Line::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Level, type and content of every part.
    fn parts(mail: &str) -> Vec<(usize, String, String)> {
        let mime = walk(mail.as_bytes());
        let of = |part: &Part| {
            let kind = format!("{}/{}", part.content_type.main, part.content_type.sub);
            (part.level, kind, part.text(mime.raw(part)))
        };
        mime.parts().iter().filter(|part| !part.is_mail).map(of).collect()
    }

    fn leaf(level: usize, kind: &str, text: &str) -> (usize, String, String) {
        (level, kind.to_owned(), text.to_owned())
    }

    #[test]
    fn ok_parts_within_parts() {
        let inner = "Content-Type: multipart/mixed; boundary=bb\n\n--bb\n\none\n--bb--\n";
        let mail = format!(
            "Content-Type: multipart/mixed; boundary=b\n\nno part\n--b\n{inner}--b \r\n\
             Content-Type: text/x\n\ntwo\r\n\r\n--b--\nno part\n--b\n"
        );
        assert_eq!(parts(&mail), [leaf(0, "/", "one"), leaf(0, "text/x", "two\r\n")]);
    }

    #[test]
    fn ok_mails_within_mails() {
        let mail = "Subject: a\nContent-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: b\n\n\
            one\n--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n\
            U3ViamVjdDogYwoKdHdv\n--b--";
        let mime = walk(mail.as_bytes());
        let subjects: Vec<Option<String>> = mime
            .parts()
            .iter()
            .filter(|part| part.is_mail)
            .map(|part| mime.fields(part).text("subject"))
            .collect();
        assert_eq!(subjects, ["a", "b", "c"].map(|text| Some(text.to_owned())));
        let texts: Vec<String> = parts(mail).into_iter().map(|(_, _, text)| text).collect();
        assert!(texts.contains(&"one".to_owned()) && texts.contains(&"two".to_owned()));
    }

    #[test]
    fn err_boundaries_that_do_not_come() {
        let header = "Content-Type: multipart/mixed; boundary=b\n\n";
        for body in ["", "text", "--c\n\ntext", "--b--\ntext"] {
            let text = if body.starts_with("--b") { "" } else { body };
            assert_eq!(
                parts(&format!("{header}{body}")),
                [leaf(0, "multipart/mixed", text)],
                "{body}"
            );
        }
        assert_eq!(parts(&format!("{header}--b\n\none")), [leaf(0, "/", "one")]);
        assert_eq!(
            parts("Content-Type: multipart/mixed\n\none"),
            [leaf(0, "multipart/mixed", "one")]
        );
        assert_eq!(parts(""), [leaf(0, "/", "")]);
    }
}
