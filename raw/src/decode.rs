//! Charsets that this module has no tables for.
//!
//! After each call the host may ask for what could not be decoded, decode it, hand the
//! texts in, and make the same call again. Before the next input it says `forget`.

use std::cell::RefCell;

use whybounced::host_decoder::{self, Note, take_notes};

use crate::memory::{NOTHING, Place, answer, input};

thread_local! {
    static OPEN: RefCell<Vec<Note>> = const { RefCell::new(Vec::new()) };
}

/// What the last call could not decode: the label of its charset, a line feed, and the bytes. None when
/// there is nothing left.
#[unsafe(no_mangle)]
pub extern "C" fn undecoded() -> Place {
    OPEN.with_borrow_mut(|open| {
        open.extend(take_notes());
        open.last().map_or(NOTHING, |note| {
            answer(|out| {
                out.extend(note.charset.bytes().filter(|byte| *byte != b'\n'));
                out.push(b'\n');
                out.extend_from_slice(&note.bytes);
            })
        })
    })
}

/// Takes the text of what `undecoded` gave last, in UTF-8.
///
/// # Safety
///
/// See [`crate::explain`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn decoded(place: Place, length: usize) {
    settle(Some(String::from_utf8_lossy(unsafe { input(place, length) }).into_owned()));
}

/// Drops what the host did not ask for: another input is read.
pub fn start() {
    OPEN.with_borrow_mut(Vec::clear);
    drop(take_notes());
}

/// Says that the host does not know the charset of what `undecoded` gave last.
#[unsafe(no_mangle)]
pub extern "C" fn undecodable() {
    settle(None);
}

/// Forgets all texts that were handed in.
#[unsafe(no_mangle)]
pub extern "C" fn forget() {
    start();
    host_decoder::forget();
}

fn settle(text: Option<String>) {
    if let Some(note) = OPEN.with_borrow_mut(Vec::pop) {
        host_decoder::decoded(note, text);
    }
}
