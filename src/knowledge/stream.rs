//! Reads the stored records: all texts in one string, each with NUL at its end, and all
//! numbers and choices in one row of bytes.
//!
//! The build script writes both, so nothing in them can be wrong; what is missing
//! all the same is read as nothing.

use super::tables::Cause;

/// What has not been read yet.
#[derive(Debug)]
pub struct Stream {
    pub texts: &'static str,
    pub numbers: &'static [u8],
}

impl Stream {
    /// A number in LEB128: seven bits a byte, the lowest first.
    #[inline]
    pub fn number(&mut self) -> u32 {
        // Nearly all numbers have one byte or two.
        match self.numbers {
            [byte @ 0..=0x7f, rest @ ..] => {
                self.numbers = rest;
                u32::from(*byte)
            }
            [low, high @ 0..=0x7f, rest @ ..] => {
                self.numbers = rest;
                u32::from(low & 0x7f) | u32::from(*high) << 7
            }
            _ => self.large_number(),
        }
    }

    fn large_number(&mut self) -> u32 {
        let (mut number, mut shift) = (0, 0);
        while let Some((byte, rest)) = self.numbers.split_first() {
            self.numbers = rest;
            number |= u32::from(byte & 0x7f) << shift;
            shift = (shift + 7) & 31;
            if byte & 0x80 == 0 {
                break;
            }
        }
        number
    }

    /// A number that may be absent; 0 says so.
    pub fn optional(&mut self) -> Option<u32> {
        self.number().checked_sub(1)
    }

    pub fn flag(&mut self) -> bool {
        self.number() != 0
    }

    pub fn text(&mut self) -> &'static str {
        let end = memchr::memchr(0, self.texts.as_bytes()).unwrap_or(self.texts.len());
        let (text, rest) = self.texts.split_at_checked(end).unwrap_or_default();
        self.texts = rest.get(1..).unwrap_or_default();
        text
    }

    pub fn optional_text(&mut self) -> Option<&'static str> {
        Some(self.text()).filter(|text| !text.is_empty())
    }

    /// Items that stay for as long as the program runs, as the texts do.
    pub fn list<T>(&mut self, read: fn(&mut Stream) -> T) -> &'static [T] {
        let length = self.number() as usize;
        if length == 0 {
            return &[];
        }
        let items: Vec<T> = (0..length).map(|_| read(self)).collect();
        items.leak()
    }

    pub fn texts(&mut self) -> &'static [&'static str] {
        self.list(Stream::text)
    }

    /// A word of a list, by its place in the list.
    pub fn word<W: Copy>(&mut self, all: &'static [W]) -> W {
        let at = self.number() as usize;
        all.get(at).copied().unwrap_or(all[0])
    }

    pub fn optional_word<W: Copy>(&mut self, all: &'static [W]) -> Option<W> {
        all.get(self.optional()? as usize).copied()
    }

    pub fn cause(&mut self) -> Cause {
        self.word(Cause::ALL)
    }

    /// An index into the providers.
    pub fn provider(&mut self) -> Option<u16> {
        self.optional().map(|at| at as u16)
    }
}
