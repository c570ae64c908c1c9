//! Answers as rows of numbers, from which JavaScript makes objects in half the time that JSON takes.
//!
//! What is in a row is between this version of the module and the JavaScript that comes with it: other hosts
//! read JSON.

use whybounced::{Explanation, row};

use crate::input;
use crate::memory::Place;

/// What the bytes of a file mean, as the place of a row.
///
/// # Safety
///
/// See [`crate::explain`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn explain_row(place: Place, length: usize) -> Place {
    packed(whybounced::explain(unsafe { input(place, length) }))
}

/// What a text in UTF-8 means, as the place of a row.
///
/// # Safety
///
/// See [`crate::explain`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn explain_text_row(place: Place, length: usize) -> Place {
    let text = String::from_utf8_lossy(unsafe { input(place, length) });
    packed(whybounced::explain(&*text))
}

fn packed(explanation: Explanation) -> Place {
    row::pack(&explanation.into_utf16()) as Place
}
