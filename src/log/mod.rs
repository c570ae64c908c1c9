//! Log lines of mail servers.
//!
//! Each family of servers has a reader of its own, which turns a line into a
//! [`Record`]. Lines that tell no fate of a message are none.

mod columns;
mod dragonfly;
mod exim;
mod filters;
mod momentum;
mod pairs;
mod postfix;
mod qmail;
mod record;
mod scan;
mod sendmail;
mod table;

use crate::input::{Input, trim};

pub use record::{Record, Said};

/// Longer lines are no log lines.
const MAX_LINE: usize = 64 << 10;

/// What earlier lines tell about later ones.
#[derive(Default)]
pub struct Memory<'i> {
    qmail: qmail::Started<'i>,
    dragonfly: dragonfly::Started<'i>,
    columns: columns::Header<'i>,
    table: table::Header,
}

/// Whether at least one line tells what became of a message.
#[must_use]
pub fn is_log(input: &Input) -> bool {
    let mut memory = Memory::default();
    input.lines().iter().any(|line| record(input.of(*line), &mut memory).is_some())
}

/// Reads one line.
pub fn record<'i>(line: &'i str, memory: &mut Memory<'i>) -> Option<Record<'i>> {
    let line = trim(line);
    if line.is_empty() || line.len() > MAX_LINE {
        return None;
    }
    table::read(line, &mut memory.table)
        .or_else(|| columns::read(line, &mut memory.columns))
        .or_else(|| postfix::read(line))
        .or_else(|| exim::read(line))
        .or_else(|| sendmail::read(line))
        .or_else(|| qmail::read(line, &mut memory.qmail))
        .or_else(|| momentum::read(line))
        .or_else(|| pairs::read(line))
        .or_else(|| filters::read(line))
        .or_else(|| dragonfly::read(line, &mut memory.dragonfly))
}
