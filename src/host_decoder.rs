//! Texts that the host decodes, for a module that cannot call its host.
//!
//! What is to be decoded is noted. The host takes the notes, decodes each, and has
//! the same input read again; a host that does not gets U+FFFD for what is no UTF-8.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::mem;

/// Bytes and their charset, as the input names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The label of the charset.
    pub charset: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

#[derive(Default)]
struct Texts {
    /// What nobody has been asked for.
    open: Vec<Note>,
    /// What is decoded; `None` where the host does not know the charset.
    known: BTreeMap<Note, Option<String>>,
}

thread_local! {
    static TEXTS: RefCell<Texts> = RefCell::default();
}

/// The text of `bytes`, if the host has decoded it.
pub(crate) fn decode(bytes: &[u8], charset: &str) -> Option<String> {
    let note = Note { charset: charset.to_owned(), bytes: bytes.to_owned() };
    TEXTS.with_borrow_mut(|texts| match texts.known.get(&note) {
        Some(text) => text.clone(),
        None => {
            texts.open.push(note);
            None
        }
    })
}

/// What the reading of the last input had to leave undecoded; each is given once.
#[must_use]
pub fn take_notes() -> Vec<Note> {
    TEXTS.with_borrow_mut(|texts| mem::take(&mut texts.open))
}

/// Takes the text of a note; `None` when the charset is unknown.
pub fn decoded(note: Note, text: Option<String>) {
    TEXTS.with_borrow_mut(|texts| texts.known.insert(note, text));
}

/// Forgets all texts and notes: the next input is another one.
pub fn forget() {
    TEXTS.with_borrow_mut(|texts| *texts = Texts::default());
}
