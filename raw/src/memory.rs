//! The memory that module and host share.

use std::cell::RefCell;
use std::mem::ManuallyDrop;

/// A place in the memory. 0 is none.
pub type Place = usize;

/// The place of what there is not.
pub const NOTHING: Place = 0;

thread_local! {
    /// The answer to the last call; its memory is used again for the next one.
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Gives memory for an input of `length` bytes.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(length: usize) -> Place {
    let mut memory = ManuallyDrop::new(Vec::<u8>::with_capacity(length.max(1)));
    memory.as_mut_ptr() as Place
}

/// Takes back the memory that `alloc` gave for this length.
///
/// # Safety
///
/// `place` came from [`alloc`] with the same length, and is given back once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn release(place: Place, length: usize) {
    if place != NOTHING {
        drop(unsafe { Vec::from_raw_parts(place as *mut u8, 0, length.max(1)) });
    }
}

/// What the host has written.
///
/// # Safety
///
/// There are `length` bytes at `place`, and nobody changes them during the call.
pub unsafe fn input<'a>(place: Place, length: usize) -> &'a [u8] {
    match place {
        NOTHING => &[],
        _ => unsafe { std::slice::from_raw_parts(place as *const u8, length) },
    }
}

/// Makes an answer of what `write` writes.
pub fn answer(write: impl FnOnce(&mut Vec<u8>)) -> Place {
    ANSWER.with_borrow_mut(|answer| {
        answer.clear();
        answer.extend([0; 4]);
        write(answer);
        let length = u32::try_from(answer.len() - 4).unwrap_or(0);
        answer[..4].copy_from_slice(&length.to_le_bytes());
        answer.as_ptr() as Place
    })
}

/// Makes an answer of a text.
pub fn text(text: &[u8]) -> Place {
    answer(|out| out.extend_from_slice(text))
}

/// Makes an answer of a value as JSON.
pub fn json(value: &impl serde::Serialize) -> Place {
    // Writing into memory does not fail, and the names of all fields are texts.
    answer(|out| drop(serde_json::to_writer(out, value)))
}
