//! The texts that stay the same, which cross to JavaScript once.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A text's place in memory and its length.
type Place = (usize, usize);

/// The ids that were asked for last, each in the slot that its key leads to.
pub struct Recent<K, const SLOTS: usize>([(K, u32); SLOTS]);

impl<K: Copy + Default, const SLOTS: usize> Default for Recent<K, SLOTS> {
    fn default() -> Self {
        Recent([(K::default(), 0); SLOTS])
    }
}

impl<K, const SLOTS: usize> Recent<K, SLOTS> {
    #[inline]
    pub fn slot(&mut self, hash: u32) -> &mut (K, u32) {
        &mut self.0[(hash >> 16) as usize % SLOTS]
    }
}

/// Texts by their place in memory.
#[derive(Default)]
pub struct Texts {
    ids: HashMap<Place, u32, BuildHasherDefault<Places>>,
    /// An answer has about a hundred: with fewer slots some of them would share one each time.
    recent: Recent<Place, 4096>,
    /// The lengths of the new ones in UTF-16 code units, and the new ones themselves.
    new: (Vec<u32>, String),
}

impl Texts {
    /// The id of a text; it crosses now if it has not crossed before.
    pub fn id(&mut self, text: &str) -> u32 {
        let place = (text.as_ptr() as usize, text.len());
        // Most texts of an answer were in the one before it.
        let recent = self.recent.slot((place.0 ^ place.1 << 4).wrapping_mul(0x9e37_79b1) as u32);
        if recent.0 == place {
            return recent.1;
        }
        let next = self.ids.len() as u32;
        let id = *self.ids.entry(place).or_insert_with(|| {
            self.new.0.push(units(text));
            self.new.1.push_str(text);
            next
        });
        *recent = (place, id);
        id
    }

    /// The lengths of the texts that have to cross, and the texts.
    pub fn new_ones(&self) -> (&[u32], &str) {
        (&self.new.0, &self.new.1)
    }

    /// They have crossed.
    pub fn forget_new(&mut self) {
        self.new.0.clear();
        self.new.1.clear();
    }
}

/// The length of a text in UTF-16 code units.
#[inline]
pub fn units(text: &str) -> u32 {
    if text.is_ascii() { text.len() as u32 } else { text.encode_utf16().count() as u32 }
}

/// A hash of places in memory. Nobody from outside chooses them, so it need not be a strong one; it has
/// 32 bits, because plain JavaScript has no larger integers.
#[derive(Default)]
pub struct Places(u32);

impl Hasher for Places {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32((*byte).into()));
    }

    #[inline]
    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b1);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u32(number as u32);
    }

    fn finish(&self) -> u64 {
        u64::from(self.0) << 32 | u64::from(self.0)
    }
}
