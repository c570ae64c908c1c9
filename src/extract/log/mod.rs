//! Log lines of mail servers: a line, or a whole file of them.
//!
//! Each family of servers has a reader of its own, which turns a line into a
//! [`Record`]. Lines that tell no fate of a message are skipped.

mod columns;
mod exim;
mod pairs;
mod postfix;
mod qmail;
mod record;
mod scan;
mod sendmail;

use crate::input::{Input, trim};
use crate::vocabulary::WarningKind;

use super::Parsed;
use record::Record;

/// The most deliveries that are taken from one file. A verdict with all its
/// sentences is large; whoever wants more hands the lines in one by one.
const MAX_DELIVERIES: usize = 2_000;

/// Longer lines are no log lines.
const MAX_LINE: usize = 64 << 10;

/// What earlier lines tell about later ones.
#[derive(Default)]
pub(crate) struct Memory<'i> {
    qmail: qmail::Started<'i>,
    columns: columns::Header<'i>,
}

/// Reads every line.
pub(super) fn extract(input: &Input, parsed: &mut Parsed) {
    let mut memory = Memory::default();
    let mut kept = 0;
    for line in input.lines() {
        let Some(record) = record(trim(input.of(*line)), &mut memory) else { continue };
        if kept >= MAX_DELIVERIES {
            parsed.warn(WarningKind::Cut, Some(*line));
            break;
        }
        kept += record.recipients.len().max(1);
        record::add(input, parsed, record);
    }
}

/// Whether a line is a server's record of what became of a message.
pub(crate) fn tells<'i>(line: &'i str, memory: &mut Memory<'i>) -> bool {
    record(trim(line), memory).is_some()
}

fn record<'i>(line: &'i str, memory: &mut Memory<'i>) -> Option<Record<'i>> {
    if line.is_empty() || line.len() > MAX_LINE {
        return None;
    }
    columns::read(line, &mut memory.columns)
        .or_else(|| postfix::read(line))
        .or_else(|| exim::read(line))
        .or_else(|| sendmail::read(line))
        .or_else(|| qmail::read(line, &mut memory.qmail))
        .or_else(|| pairs::read(line))
}
