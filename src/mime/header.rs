//! The fields of a header (RFC 5322 §2.2).

use std::borrow::Cow;
use std::ops::Range;

use super::encoding;

/// The longest value that is looked at.
const MAX_VALUE: usize = 64 << 10;

/// The places of all fields.
#[derive(Clone, Default)]
pub struct Header {
    fields: Vec<Field>,
}

#[derive(Clone)]
struct Field {
    name: Range<usize>,
    /// Without the line end, with the folding.
    value: Range<usize>,
}

impl Header {
    /// Reads the fields from a place on; gives the place behind the empty line.
    ///
    /// What does not begin like a field goes on with the one before, as programs
    /// forget to indent. Without any field there is no header.
    pub fn read(source: &[u8], from: usize, of_mail: bool) -> (Header, usize) {
        let to = source.len();
        let mut header = Header::default();
        let mut at = from;
        while at < to {
            let (end, next) = line(source, at, to);
            let text = source.get(at..end).unwrap_or_default();
            let is_empty = text.trim_ascii().is_empty();
            // In front of a mail, not of a part, empty lines mean nothing.
            if is_empty && !(of_mail && header.fields.is_empty()) {
                return (header, next);
            }
            if text.starts_with(b"--") {
                // A boundary: the empty line is missing.
                return (header, at);
            }
            match (field(text, at), header.fields.last_mut()) {
                (Some(found), _) => header.fields.push(found),
                (None, Some(last)) => last.value.end = end,
                // An mbox line, or empty lines, in front of a mail.
                (None, None) if is_empty || of_mail && text.starts_with(b"From ") => (),
                (None, None) => return (header, from),
            }
            at = next;
        }
        (header, to)
    }
}

/// The end of the line that begins at a place, and where the next one begins.
pub(super) fn line(source: &[u8], at: usize, to: usize) -> (usize, usize) {
    let rest = source.get(at..to).unwrap_or_default();
    match rest.iter().position(|b| *b == b'\n') {
        Some(length) => {
            let end = at + length;
            let end = if length > 0 && source[end - 1] == b'\r' { end - 1 } else { end };
            (end, at + length + 1)
        }
        None => (to, to),
    }
}

/// `Name: value`; blanks in front of the colon are the old syntax (RFC 5322 §4.5.8).
fn field(text: &[u8], at: usize) -> Option<Field> {
    let colon = text.iter().position(|b| !(b.is_ascii_alphanumeric() || b"-_.".contains(b)))?;
    let rest = text.get(colon..)?;
    let blanks = rest.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
    if colon == 0 || rest.get(blanks) != Some(&b':') {
        return None;
    }
    Some(Field { name: at..at + colon, value: at + colon + blanks + 1..at + text.len() })
}

/// The fields of a header with the bytes that they stand in.
pub struct Fields<'a> {
    source: &'a [u8],
    header: Cow<'a, Header>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(source: &'a [u8], header: Cow<'a, Header>) -> Fields<'a> {
        Fields { source, header }
    }

    /// The fields that some bytes begin with.
    #[must_use]
    pub fn of(source: &'a [u8]) -> Fields<'a> {
        Fields { source, header: Cow::Owned(Header::read(source, 0, true).0) }
    }

    /// Every field of a name: the place of the name, and the value as it is written.
    pub fn all<'f>(
        &'f self,
        name: &'f str,
    ) -> impl DoubleEndedIterator<Item = (Range<usize>, &'f [u8])> {
        let of = |range: &Range<usize>| self.source.get(range.clone()).unwrap_or_default();
        let fields = self.header.fields.iter();
        let same = move |field: &&Field| {
            field.name.len() == name.len() && of(&field.name).eq_ignore_ascii_case(name.as_bytes())
        };
        fields.filter(same).map(move |field| (field.name.clone(), of(&field.value)))
    }

    /// Whether there is a field of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// The value of the last field of a name, unfolded. It is the one that the author
    /// of the mail wrote; servers add theirs above.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<String> {
        let raw = self.all(name).next_back()?.1;
        Some(unfolded(&String::from_utf8_lossy(raw.get(..MAX_VALUE).unwrap_or(raw))))
    }

    /// The same with its encoded words decoded; nothing if there are no words.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        let value = self.value(name)?;
        let text = encoding::words(&value);
        (!text.is_empty()).then_some(text)
    }
}

/// The lines of a value in one.
pub(super) fn unfolded(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for line in value.lines() {
        let line = line.trim_matches([' ', '\t', '\r']);
        if !out.is_empty() && !line.is_empty() {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_fields_are_found_by_their_names() {
        let mail = b"From x\nSubject: a\r\n  b\r\nsubject :c\r\nboundary=x\r\n\r\nSubject: d";
        let fields = Fields::of(mail);
        assert_eq!(fields.value("SUBJECT").as_deref(), Some("c boundary=x"));
        assert_eq!(fields.all("subject").count(), 2);
        assert!(!fields.has("sub"));
        let (_, body) = Header::read(mail, 0, true);
        assert_eq!(&mail[body..], b"Subject: d");
    }

    #[test]
    fn err_no_header_at_all() {
        let (header, body) = Header::read(b"Hello\nSubject: a", 0, true);
        assert!(header.fields.is_empty());
        assert_eq!(body, 0);
        assert_eq!(Header::read(b"", 0, true).1, 0);
    }
}
