//! Places in the input.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// A range of bytes in one piece of text.
///
/// Piece 0 is the input itself. A form that has to be decoded first (base64,
/// a JSON string) adds further pieces, and its spans name the piece they
/// belong to.
///
/// Serialised as `start`, `end` and, where it is not the input, `piece`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Which piece of text; 0 is the input.
    pub piece: u32,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// A span of the input itself.
    ///
    /// Offsets beyond 4 GiB are cut to that; the input is capped far below it.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Span {
        let cut = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { piece: 0, start: cut(start), end: cut(end) }
    }

    /// The same range of another piece of text.
    #[must_use]
    pub fn in_piece(self, piece: u32) -> Span {
        Span { piece, ..self }
    }

    /// The range as indices, for slicing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text of this span; empty when the span does not fit `text`.
    #[must_use]
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Whether `other` lies within this span.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.piece == other.piece && self.start <= other.start && other.end <= self.end
    }
}

/// Sorts by place, what begins at the same place the longer one first. Equal places
/// keep their order.
pub(crate) fn sort_by_place<T>(items: &mut Vec<T>, span_of: fn(&T) -> Span) {
    sort_by_numbers(items, |item| {
        let span = span_of(item);
        [span.piece, span.start, u32::MAX - span.end]
    });
}

/// Sorts by three numbers. Items of equal numbers keep their order.
///
/// The one sorting for all kinds of items: each kind of its own would add five
/// kilobytes to what a page downloads.
pub(crate) fn sort_by_numbers<T>(items: &mut Vec<T>, numbers: impl Fn(&T) -> [u32; 3]) {
    if items.is_sorted_by_key(&numbers) {
        return;
    }
    // One number each: comparing four takes three times the code.
    let whole = |(at, [a, b, c]): (u128, [u32; 3])| {
        u128::from(a) << 96 | u128::from(b) << 64 | u128::from(c) << 32 | at
    };
    let mut places: Vec<u128> = (0..).zip(items.iter().map(numbers)).map(whole).collect();
    places.sort_unstable();
    let mut unsorted: Vec<Option<T>> = items.drain(..).map(Some).collect();
    let next = |place: &u128| unsorted.get_mut(*place as u32 as usize)?.take();
    items.extend(places.iter().filter_map(next));
}

/// Writes a struct that ends with the fields of its span.
pub(crate) struct Placed<S>(S);

impl<S: SerializeStruct> Placed<S> {
    /// Begins the struct.
    pub(crate) fn new<Z>(serializer: Z, name: &'static str) -> Result<Placed<S>, S::Error>
    where
        Z: Serializer<SerializeStruct = S, Ok = S::Ok, Error = S::Error>,
    {
        // With a length of 0 a JSON writer would close the object at once.
        serializer.serialize_struct(name, 1).map(Placed)
    }

    /// Writes a field.
    #[inline]
    pub(crate) fn field<T: Serialize + ?Sized>(
        mut self,
        key: &'static str,
        value: &T,
    ) -> Result<Placed<S>, S::Error> {
        self.0.serialize_field(key, value)?;
        Ok(self)
    }

    /// Writes a field, if there is something to write.
    pub(crate) fn optional<T: Serialize>(
        self,
        key: &'static str,
        value: &Option<T>,
    ) -> Result<Placed<S>, S::Error> {
        match value {
            Some(value) => self.field(key, value),
            None => Ok(self),
        }
    }

    /// Writes the fields of a span, if there is one.
    #[inline]
    pub(crate) fn maybe_at(self, span: Option<Span>) -> Result<Placed<S>, S::Error> {
        let Some(span) = span else { return Ok(self) };
        self.optional("piece", &(span.piece != 0).then_some(span.piece))?
            .field("start", &span.start)?
            .field("end", &span.end)
    }

    /// Writes the fields of a span and ends the struct.
    #[inline]
    pub(crate) fn at(self, span: Span) -> Result<S::Ok, S::Error> {
        self.maybe_at(Some(span))?.end()
    }

    /// Ends the struct.
    pub(crate) fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

/// Turns byte offsets of one text into UTF-16 code units, as JavaScript counts.
///
/// Built in one pass; each question after that is a binary search.
#[derive(Debug)]
pub struct Utf16Offsets {
    /// At each byte offset (first of a pair) that ends a character longer than
    /// one byte: how many units less than bytes there were up to it.
    steps: Vec<(u32, u32)>,
}

impl Utf16Offsets {
    /// Reads `text` once.
    #[must_use]
    pub fn new(text: &str) -> Utf16Offsets {
        let mut steps = Vec::new();
        let mut surplus = 0;
        if !text.is_ascii() {
            for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
                surplus += (c.len_utf8() - c.len_utf16()) as u32;
                steps.push(((at + c.len_utf8()) as u32, surplus));
            }
        }
        Utf16Offsets { steps }
    }

    /// The offset in UTF-16 code units of the character at byte `offset`.
    #[must_use]
    #[inline]
    pub fn unit(&self, offset: u32) -> u32 {
        let passed = self.steps.partition_point(|(end, _)| *end <= offset);
        offset - passed.checked_sub(1).map_or(0, |last| self.steps[last].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_utf16_offsets_follow_javascript() {
        // "é" is 2 bytes and 1 unit, "字" 3 and 1, "😀" 4 and 2.
        let text = "aé字😀b";
        let offsets = Utf16Offsets::new(text);
        let units: Vec<u32> = text.char_indices().map(|(at, _)| offsets.unit(at as u32)).collect();
        assert_eq!(units, [0, 1, 2, 3, 5]);
        assert_eq!(offsets.unit(text.len() as u32), 6);
    }

    #[test]
    fn ok_a_span_that_does_not_fit_is_empty() {
        assert_eq!(Span::new(1, 3).of("a字"), "");
        assert_eq!(Span::new(1, 4).of("a字"), "字");
    }
}
