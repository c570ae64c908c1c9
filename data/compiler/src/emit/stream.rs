//! The form in which records are stored: all texts in one string, each with NUL at its
//! end, and all numbers and choices in one row of bytes.
//!
//! A web page has to download this. Records of pointers are three times as long,
//! and pointers do not compress. The core crate's `knowledge::stream` reads it.

use crate::check::cause_id;
use crate::load::Base;
use crate::schema::Text;

/// Texts and numbers, in the order in which they are read again.
#[derive(Debug, Default)]
pub struct Stream {
    /// All texts, each with NUL at its end.
    pub texts: String,
    /// Numbers as LEB128: seven bits a byte, the lowest first.
    pub numbers: Vec<u8>,
}

impl Stream {
    /// A list of records.
    pub fn of<T>(items: &[T], write: impl FnMut(&mut Stream, &T)) -> Stream {
        let mut stream = Stream::default();
        stream.list(items, write);
        stream
    }

    pub fn number(&mut self, number: usize) {
        let mut rest = number;
        while rest > 0x7f {
            self.numbers.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        self.numbers.push(rest as u8);
    }

    /// A number that may be absent; 0 says so.
    pub fn optional(&mut self, number: Option<usize>) {
        self.number(number.map_or(0, |number| number + 1));
    }

    /// A text on one line, as written.
    pub fn line(&mut self, text: &str) {
        let joined: Vec<&str> = text.split_whitespace().collect();
        self.raw(&joined.join(" "));
    }

    /// A text that may be absent; an empty one says so.
    pub fn optional_line(&mut self, text: Option<&Text>) {
        self.line(text.map_or("", |text| text.get_ref()));
    }

    /// A text with its line ends.
    pub fn raw(&mut self, text: &str) {
        self.texts.push_str(text);
        self.texts.push('\0');
    }

    pub fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Stream, &T)) {
        self.number(items.len());
        items.iter().for_each(|item| write(self, item));
    }

    pub fn lines(&mut self, texts: &[Text]) {
        self.list(texts, |stream, text| stream.line(text.get_ref()));
    }

    /// A word of a list, by its place in the list.
    pub fn word<W: Copy>(&mut self, all: &[W], as_str: fn(W) -> &'static str, text: &Text) {
        self.number(place(all, as_str, text));
    }

    pub fn optional_word<W: Copy>(
        &mut self,
        all: &[W],
        as_str: fn(W) -> &'static str,
        text: Option<&Text>,
    ) {
        self.optional(text.map(|text| place(all, as_str, text)));
    }

    /// A cause, by its place among the causes.
    pub fn cause(&mut self, base: &Base, id: &Text) {
        self.number(cause_place(base, id).unwrap_or_default());
    }

    pub fn optional_cause(&mut self, base: &Base, id: Option<&Text>) {
        self.optional(id.and_then(|id| cause_place(base, id)));
    }

    /// A provider, by its place among the providers.
    pub fn optional_provider(&mut self, base: &Base, id: Option<&Text>) {
        let place = |id: &Text| base.providers.iter().position(|other| other.id == *id.get_ref());
        self.optional(id.and_then(place));
    }
}

/// The check has found that the word is one of the list.
fn place<W: Copy>(all: &[W], as_str: fn(W) -> &'static str, text: &Text) -> usize {
    all.iter().position(|word| as_str(*word) == text.get_ref()).unwrap_or_default()
}

fn cause_place(base: &Base, id: &Text) -> Option<usize> {
    base.causes.iter().position(|cause| cause_id(&cause.id) == cause_id(id.get_ref()))
}
