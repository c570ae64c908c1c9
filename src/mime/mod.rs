//! Mails as bytes: header fields, parts, encodings, charsets.
//!
//! One pass over the lines. What is damaged is read as far as it goes: a boundary
//! that is never closed, a multipart without its boundary, a field folded wrongly.
//! Nothing is decoded before somebody asks for it, and every part knows its place,
//! so that what is found in it can be shown where it stands.

mod address;
mod charset;
mod content_type;
mod date;
mod encoding;
mod header;
mod walk;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

pub use address::{Mailbox, mailboxes};
pub use charset::is_utf8;
pub use content_type::ContentType;
pub use date::iso_date;
pub use encoding::Encoding;
pub use header::{Fields, Header};

/// A mail with all its parts, and those of mails within it.
#[derive(Default)]
pub struct Mime<'m> {
    /// The mail itself, and what had to be decoded to look into it.
    sources: Vec<Cow<'m, [u8]>>,
    parts: Vec<Part>,
    cut: bool,
    /// Decoded mails that are not read yet, with their levels.
    waiting: VecDeque<(Vec<u8>, usize)>,
}

/// A part that holds no other parts; or a mail, in front of its own parts.
pub struct Part {
    source: usize,
    /// Its fields; of a mail, the fields of that mail.
    header: Header,
    body: Range<usize>,
    /// How many mails it is in.
    level: usize,
    /// What the part is said to be.
    pub content_type: ContentType,
    /// How it is encoded.
    pub encoding: Encoding,
    /// Whether it is a mail.
    pub is_mail: bool,
}

impl<'m> Mime<'m> {
    /// Reads a mail. The first part is the mail itself.
    #[must_use]
    pub fn parse(mail: &'m [u8]) -> Mime<'m> {
        walk::walk(mail)
    }

    /// All parts, the outermost ones first.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Whether there are more parts, or deeper ones, than are looked at.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// The fields of a part; of a mail, those of that mail.
    #[must_use]
    pub fn fields<'a>(&'a self, part: &'a Part) -> Fields<'a> {
        Fields::new(self.source(part), Cow::Borrowed(&part.header))
    }

    fn source(&self, part: &Part) -> &[u8] {
        self.sources.get(part.source).map_or(&[], |source| source)
    }

    /// Where the content is, in case that nothing was decoded to get there.
    #[must_use]
    pub fn place(&self, part: &Part) -> Option<Range<usize>> {
        (part.source == 0).then(|| part.body.clone())
    }

    /// The content as it stands there.
    #[must_use]
    pub fn raw(&self, part: &Part) -> &[u8] {
        self.source(part).get(part.body.clone()).unwrap_or_default()
    }
}

impl Part {
    /// The text of its content, or of the first bytes of that.
    #[must_use]
    pub fn text(&self, raw: &[u8]) -> String {
        let bytes = encoding::decode(raw, self.encoding);
        charset::decode(&bytes, self.content_type.charset.as_deref())
    }
}
