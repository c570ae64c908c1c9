//! What the words of replies name: addresses, hosts, limits, delays, checks.
//!
//! One pass over the words; each kind of fact has its own small reader that
//! sees every word once and remembers only what it needs.

mod address;
mod amount;
mod check;
mod command;
mod network;
mod roles;
mod word;

use super::{Parsed, Remote};
use crate::input::Input;
use crate::reply::EnhancedCode;
use crate::span::Span;
use crate::vocabulary::{Phase, TokenKind};

/// The facts of one delivery: of a reply and of those that quote it.
#[derive(Default)]
pub(super) struct Facts {
    addresses: address::Addresses,
    amounts: amount::Amounts,
    checks: check::Checks,
    commands: command::Commands,
    networks: network::Networks,
}

impl Facts {
    /// Whether the next pieces are words of the server or words around them.
    pub(super) fn within_reply(&mut self, within: bool) {
        self.networks.within_reply(within);
        self.addresses.within_reply(within);
    }

    /// Reads one piece of text.
    pub(super) fn read(&mut self, input: &Input, parsed: &mut Parsed, piece: Span) {
        let base = piece.start as usize;
        self.networks.begin_line(input.of(piece));
        self.amounts.begin_line();
        for word in word::words(input.of(piece), base) {
            let network = self.networks.read(parsed, &word);
            self.addresses.read(&word);
            self.checks.read(parsed, &word, &network);
            self.amounts.read(parsed, &word);
            self.commands.read(parsed, &word);
        }
    }

    /// The point of the dialogue, where the text names it.
    pub(super) fn phase(&self) -> Option<Phase> {
        self.commands.phase()
    }

    /// The recipient and the server at the other end; marks the addresses.
    pub(super) fn finish(
        &mut self,
        parsed: &mut Parsed,
        code: Option<EnhancedCode>,
    ) -> (Option<String>, Option<Remote>) {
        // RFC 3463 §3.2: X.1.7 and X.1.8 are about the sender's address.
        let about = code.and_then(|code| match (code.class, code.subject, code.detail) {
            (_, 1, 7 | 8) => Some(TokenKind::Sender),
            // Exchange: `250 2.6.0 <1.2@example.com> [InternalId=7] Queued mail for delivery`
            (2, 6, _) => Some(TokenKind::MessageId),
            _ => None,
        });
        (self.addresses.finish(parsed, about), self.networks.remote())
    }
}
