//! Whether a text is a mail server's log.

use crate::extract::log;
use crate::input::Input;

/// At least one line tells what became of a message.
#[must_use]
pub fn is_log(input: &Input) -> bool {
    let mut memory = log::Memory::default();
    input.lines().iter().any(|line| log::tells(input.of(*line), &mut memory))
}
