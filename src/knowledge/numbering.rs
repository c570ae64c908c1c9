//! Numbers for keys, in the order in which the keys come.

/// Keys with their numbers, with open addressing. The lower bits of keys must be well mixed.
pub struct Numbering {
    /// Each key, by its number.
    keys: Vec<u32>,
    /// Numbers plus one; 0 is free.
    slots: Vec<u16>,
}

impl Numbering {
    /// Room for half as many keys as `slots`, a power of two; it grows when more come.
    pub fn new(slots: usize) -> Numbering {
        Numbering { keys: Vec::new(), slots: vec![0; slots] }
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// The number of a key.
    #[inline]
    pub fn get(&self, key: u32) -> Option<u16> {
        self.slots[self.slot(key)].checked_sub(1)
    }

    /// The number of a key, which is a new one if the key has none.
    #[inline]
    pub fn add(&mut self, key: u32) -> u16 {
        let mut slot = self.slot(key);
        if let Some(number) = self.slots[slot].checked_sub(1) {
            return number;
        }
        if self.keys.len() * 2 >= self.slots.len() {
            self.grow();
            slot = self.slot(key);
        }
        self.keys.push(key);
        self.slots[slot] = self.keys.len() as u16;
        (self.keys.len() - 1) as u16
    }

    /// A number that no key leads to.
    pub fn without_key(&mut self) -> u16 {
        self.keys.push(0);
        (self.keys.len() - 1) as u16
    }

    #[inline]
    fn slot(&self, key: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        while let Some(number) = self.slots[at].checked_sub(1) {
            if self.keys[number as usize] == key {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }

    #[cold]
    fn grow(&mut self) {
        let known = std::mem::take(&mut self.slots);
        self.slots = vec![0; known.len() * 2];
        for number in known.into_iter().filter(|number| *number > 0) {
            let slot = self.slot(self.keys[number as usize - 1]);
            self.slots[slot] = number;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_keys_keep_their_numbers_when_there_are_many() {
        let mut known = Numbering::new(8);
        let key = |at: u32| at.wrapping_mul(0x9e37_79b1);
        let numbers: Vec<u16> = (0..20_000).map(|at| known.add(key(at))).collect();
        let found: Vec<u16> = (0..20_000).filter_map(|at| known.get(key(at))).collect();
        assert_eq!(found, numbers);
        assert_eq!(known.add(key(5)), 5);
        assert_eq!(known.get(key(20_000)), None);
    }
}
