//! Answers as rows of numbers, from which JavaScript makes objects.
//!
//! An answer has some hundred and fifty fields. Making each of them by a call from
//! WebAssembly takes many times as long as finding the answer; one row of numbers
//! is read in place. Texts that stay the same cross once in the life of an instance.
//!
//! ```text
//! head   the places of: news, new texts, values, passing texts; then the bytes of both kinds of texts
//! news   number of new texts,  then for each its length in UTF-16 code units,
//!        number of new shapes, then for each the number of its keys, and the text that is each key
//! values the answer
//! texts  as UTF-8, in the order of their use
//! ```
//!
//! The place of the news is 0 where there are none. Each value is a number whose last
//! three bits say what it is: see [`Tag`]. `pkg-config/engine/unpack.js` reads it.

mod texts;

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::{self, Display};
use std::hash::{BuildHasherDefault, Hasher};

use serde::ser::{self, Impossible, Serialize};

use crate::knowledge::records::is_stored;
use texts::{Places, Recent, Texts, units};

/// What the last three bits of a number say of the others.
#[repr(u32)]
enum Tag {
    /// They are the value itself.
    Number = 0,
    /// The id of a text that crossed before.
    Known = 1,
    /// The length of a text of this answer, in UTF-16 code units.
    Passing = 2,
    /// How many items follow.
    List = 3,
    /// The id of a shape, whose fields follow.
    Object = 4,
    /// 0 is false, 1 is true.
    Truth = 5,
    /// A number too large for the first kind follows.
    Large = 6,
}

/// A row of more numbers, or texts of more bytes, does not keep its memory for the next answer.
const KEPT: usize = 1 << 16;

/// What JavaScript knows already, and the answer that is being written.
#[derive(Default)]
struct Packer {
    texts: Texts,
    /// Shapes by the places of their keys.
    shapes: HashMap<u32, u32, BuildHasherDefault<Places>>,
    recent: Recent<u32, 256>,
    /// The keys of the objects that are being written, the outer ones first.
    keys: Vec<&'static str>,
    values: Vec<u32>,
    new_shapes: Vec<u32>,
    shape_count: u32,
    passing: String,
    news: Vec<u32>,
    head: [u32; 6],
}

thread_local! {
    static PACKER: RefCell<Packer> = RefCell::default();
}

/// Where the head of the answer is; null if a part of it is no plain JSON, which is a mistake of
/// ours. The answer stays there until the next one is packed.
pub fn pack(value: &impl Serialize) -> *const u32 {
    PACKER.with_borrow_mut(|packer| {
        packer.clear();
        match value.serialize(&mut *packer) {
            Ok(()) => packer.finish(),
            Err(Unpackable) => std::ptr::null(),
        }
    })
}

impl Packer {
    fn clear(&mut self) {
        self.values.clear();
        self.values.shrink_to(KEPT);
        self.passing.clear();
        self.passing.shrink_to(KEPT);
        self.keys.clear();
        self.texts.forget_new();
    }

    #[inline]
    fn push(&mut self, tag: Tag, value: usize) {
        self.values.push((value as u32) << 3 | tag as u32);
    }

    #[inline]
    fn number(&mut self, number: u32) {
        if number >> 29 == 0 {
            return self.push(Tag::Number, number as usize);
        }
        self.push(Tag::Large, 0);
        self.values.push(number);
    }

    /// The shape whose keys are those from `first` on; `places` is the hash of theirs.
    #[inline]
    fn shape(&mut self, first: usize, places: u32) -> u32 {
        let slot = self.recent.slot(places);
        if slot.0 == places {
            self.keys.truncate(first);
            return slot.1;
        }
        let shape = self.shapes.get(&places).copied();
        let shape = shape.unwrap_or_else(|| self.new_shape(first, places));
        self.keys.truncate(first);
        *self.recent.slot(places) = (places, shape);
        shape
    }

    fn new_shape(&mut self, first: usize, places: u32) -> u32 {
        let keys = &self.keys[first..];
        self.new_shapes.push(keys.len() as u32);
        self.new_shapes.extend(keys.iter().map(|key| self.texts.id(key)));
        self.shape_count += 1;
        let new = self.shapes.len() as u32;
        self.shapes.insert(places, new);
        new
    }

    fn finish(&mut self) -> *const u32 {
        self.news.clear();
        let (lengths, new_texts) = self.texts.new_ones();
        if !lengths.is_empty() || self.shape_count > 0 {
            self.news.push(lengths.len() as u32);
            self.news.extend_from_slice(lengths);
            self.news.push(std::mem::take(&mut self.shape_count));
            self.news.append(&mut self.new_shapes);
        }
        let news = if self.news.is_empty() { 0 } else { place(self.news.as_ptr()) };
        self.head = [
            news,
            place(new_texts.as_ptr()),
            place(self.values.as_ptr()),
            place(self.passing.as_ptr()),
            new_texts.len() as u32,
            self.passing.len() as u32,
        ];
        self.head.as_ptr()
    }
}

/// The memory of WebAssembly has 32-bit addresses.
fn place<T>(pointer: *const T) -> u32 {
    pointer as usize as u32
}

/// An answer has a part that is no plain JSON: a mistake of ours, which tests would show.
#[derive(Debug)]
pub struct Unpackable;

impl Display for Unpackable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer is not plain JSON")
    }
}

impl std::error::Error for Unpackable {}

impl ser::Error for Unpackable {
    fn custom<T: Display>(_: T) -> Unpackable {
        Unpackable
    }
}

/// Answers that need no more than one call of another method.
macro_rules! as_number {
    ($($method:ident $type:ty),*) => {
        $(fn $method(self, value: $type) -> Result<(), Unpackable> {
            let number = u32::try_from(value).map_err(|_| Unpackable)?;
            self.number(number);
            Ok(())
        })*
    };
}

impl<'a> ser::Serializer for &'a mut Packer {
    type Ok = ();
    type Error = Unpackable;
    type SerializeSeq = &'a mut Packer;
    type SerializeStruct = Struct<'a>;
    type SerializeTuple = Impossible<(), Unpackable>;
    type SerializeTupleStruct = Impossible<(), Unpackable>;
    type SerializeTupleVariant = Impossible<(), Unpackable>;
    type SerializeMap = Impossible<(), Unpackable>;
    type SerializeStructVariant = Impossible<(), Unpackable>;

    as_number!(
        serialize_u8 u8, serialize_u16 u16, serialize_u32 u32, serialize_u64 u64,
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64
    );

    fn serialize_bool(self, value: bool) -> Result<(), Unpackable> {
        self.push(Tag::Truth, value.into());
        Ok(())
    }

    #[inline]
    fn serialize_str(self, text: &str) -> Result<(), Unpackable> {
        if is_stored(text) {
            let id = self.texts.id(text);
            self.push(Tag::Known, id as usize);
        } else {
            self.push(Tag::Passing, units(text) as usize);
            self.passing.push_str(text);
        }
        Ok(())
    }

    #[inline]
    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Unpackable> {
        let id = self.texts.id(variant);
        self.push(Tag::Known, id as usize);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unpackable> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unpackable> {
        value.serialize(self)
    }

    #[inline]
    fn serialize_seq(self, length: Option<usize>) -> Result<&'a mut Packer, Unpackable> {
        self.push(Tag::List, length.ok_or(Unpackable)?);
        Ok(self)
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Struct<'a>, Unpackable> {
        let (at, first_key) = (self.values.len(), self.keys.len());
        self.values.push(0);
        let mut places = Places::default();
        // An object without keys is not the empty slot of `Recent`.
        places.write_u32(1);
        Ok(Struct { packer: self, at, first_key, places })
    }

    fn serialize_none(self) -> Result<(), Unpackable> {
        Err(Unpackable)
    }

    fn serialize_unit(self) -> Result<(), Unpackable> {
        Err(Unpackable)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unpackable> {
        Err(Unpackable)
    }

    fn serialize_f32(self, _: f32) -> Result<(), Unpackable> {
        Err(Unpackable)
    }

    fn serialize_f64(self, _: f64) -> Result<(), Unpackable> {
        Err(Unpackable)
    }

    fn serialize_char(self, _: char) -> Result<(), Unpackable> {
        Err(Unpackable)
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Unpackable> {
        Err(Unpackable)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Unpackable> {
        Err(Unpackable)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unpackable> {
        Err(Unpackable)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unpackable> {
        Err(Unpackable)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unpackable> {
        Err(Unpackable)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Unpackable> {
        Err(Unpackable)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unpackable> {
        Err(Unpackable)
    }
}

impl ser::SerializeSeq for &mut Packer {
    type Ok = ();
    type Error = Unpackable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unpackable> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Unpackable> {
        Ok(())
    }
}

/// An object whose shape is known at its end.
struct Struct<'a> {
    packer: &'a mut Packer,
    at: usize,
    first_key: usize,
    /// The places of the keys so far.
    places: Places,
}

impl ser::SerializeStruct for Struct<'_> {
    type Ok = ();
    type Error = Unpackable;

    #[inline]
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Unpackable> {
        self.packer.keys.push(key);
        self.places.write_u32((place(key.as_ptr()) << 6) ^ key.len() as u32);
        value.serialize(&mut *self.packer)
    }

    #[inline]
    fn end(self) -> Result<(), Unpackable> {
        let shape = self.packer.shape(self.first_key, self.places.finish() as u32);
        self.packer.values[self.at] = shape << 3 | Tag::Object as u32;
        Ok(())
    }
}
