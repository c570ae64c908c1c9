//! What the command line tool of the npm package prints.

use whybounced::commands::{ndjson, terminal as page};

use crate::input;
use crate::memory::{self, NOTHING, Place, json, text};

/// What the bytes of a file mean, for people at a terminal of so many columns; 0 if it is none. Bold and
/// colours are in it.
///
/// # Safety
///
/// See [`crate::explain`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn terminal(place: Place, length: usize, columns: usize) -> Place {
    let explanation = whybounced::explain(unsafe { input(place, length) });
    // Writing into memory does not fail.
    let columns = Some(columns).filter(|columns| *columns > 0);
    memory::answer(|out| drop(page::print(out, columns, &explanation)))
}

/// The name of a file above its explanation.
///
/// # Safety
///
/// See [`crate::explain`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn heading(place: Place, length: usize) -> Place {
    let name = String::from_utf8_lossy(unsafe { input(place, length) });
    memory::answer(|out| drop(page::heading(out, &name)))
}

/// The file that a line of NDJSON names; none if it names none.
///
/// # Safety
///
/// See [`crate::explain`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn file_of(place: Place, length: usize) -> Place {
    ndjson::file_of(unsafe { input(place, length) }).map_or(NOTHING, |file| text(file.as_bytes()))
}

/// The answer to a line of NDJSON. If it names a file, the second place has what is in the file
/// or, where `readable` is 0, the words that say why it cannot be read.
///
/// # Safety
///
/// See [`crate::explain`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn answer(
    place: Place,
    length: usize,
    file: Place,
    file_length: usize,
    readable: u32,
) -> Place {
    let content = unsafe { memory::input(file, file_length) };
    json(&ndjson::answer(unsafe { input(place, length) }, |_| match readable {
        0 => Err(String::from_utf8_lossy(content).into_owned()),
        _ => Ok(content.to_vec()),
    }))
}
