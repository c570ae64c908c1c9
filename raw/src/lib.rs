//! The core as a WebAssembly module without imports, for hosts that know numbers and
//! memory only: databases, brokers, other languages, and the plain-JavaScript twin.
//!
//! The host writes its input into memory that [`alloc`] gives, calls a function with place and length, and gives the
//! memory back with [`release`]. An answer is the place of four bytes, its length as a little-endian number, and behind
//! them the answer itself. It stays there until the next call. No answer is the place 0.

mod command;
#[cfg(target_family = "wasm")]
mod decode;
#[cfg(not(target_family = "wasm"))]
mod decode {
    //! Natively the core knows all charsets.
    pub fn start() {}
}
mod memory;
#[cfg(target_family = "wasm")]
mod rows;

pub use command::{answer, file_of, heading, terminal};
#[cfg(target_family = "wasm")]
pub use decode::{decoded, forget, undecodable, undecoded};
pub use memory::{alloc, release};
#[cfg(target_family = "wasm")]
pub use rows::{explain_row, explain_text_row};

use memory::{Place, json, text};

/// The bytes that are to be read now.
///
/// # Safety
///
/// See [`explain`].
unsafe fn input<'a>(place: Place, length: usize) -> &'a [u8] {
    decode::start();
    unsafe { memory::input(place, length) }
}

/// What the bytes of a file mean, as JSON.
///
/// # Safety
///
/// `place` and `length` are those of memory that the host has filled; so with all functions here.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn explain(place: Place, length: usize) -> Place {
    let bytes = unsafe { input(place, length) };
    json(&whybounced::explain(bytes).into_utf16())
}

/// What a text in UTF-8 means, as JSON.
///
/// # Safety
///
/// See [`explain`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn explain_text(place: Place, length: usize) -> Place {
    let text = String::from_utf8_lossy(unsafe { input(place, length) });
    json(&whybounced::explain(&*text).into_utf16())
}

/// What the bytes of a file say, as JSON.
///
/// # Safety
///
/// See [`explain`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn parse(place: Place, length: usize) -> Place {
    let bytes = unsafe { input(place, length) };
    json(&whybounced::parse(bytes).into_utf16())
}

/// What a text in UTF-8 says, as JSON.
///
/// # Safety
///
/// See [`explain`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn parse_text(place: Place, length: usize) -> Place {
    let text = String::from_utf8_lossy(unsafe { input(place, length) });
    json(&whybounced::parse(&*text).into_utf16())
}

/// The meaning of a code or of a guide topic, as JSON; none when there is none.
///
/// # Safety
///
/// See [`explain`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lookup(place: Place, length: usize) -> Place {
    let name = String::from_utf8_lossy(unsafe { input(place, length) });
    whybounced::lookup(&name).map_or(memory::NOTHING, |meaning| json(&meaning))
}

/// The version, as text.
#[unsafe(no_mangle)]
pub extern "C" fn version() -> Place {
    text(env!("CARGO_PKG_VERSION").as_bytes())
}
