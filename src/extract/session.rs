//! A dialogue of a client and a server: who said what, and what became of each recipient.

use super::{Delivery, Parsed, reply};
use crate::input::{Input, is_blank, trim};
use crate::session::{Command, Dialogue, Step};
use crate::span::Span;
use crate::vocabulary::{Event, Phase, TokenKind, WarningKind};

/// The most recipients of one dialogue. A server is asked for a hundred at a time.
const MAX_RECIPIENTS: usize = 1_000;

/// The most steps that are no recipient's. A connection has about ten.
const MAX_STEPS: usize = 5_000;

/// Reads the dialogue.
#[inline(never)]
pub(super) fn extract(input: &Input, parsed: &mut Parsed) {
    let mut fate = Fate::default();
    let mut others = 0;
    let mut cut = None;
    for step in Dialogue::read(input).steps {
        let is_recipient = step.phase == Some(Phase::Rcpt);
        others += usize::from(!is_recipient);
        if is_recipient && fate.known.len() >= MAX_RECIPIENTS || others > MAX_STEPS {
            cut = cut.or(Some(step.command.map(|command| command.name)));
            continue;
        }
        mark(input, parsed, &step);
        fate.take(input, parsed, &step);
    }
    if let Some(place) = cut {
        parsed.warn(WarningKind::Cut, place);
    }
    if let Some(told) = broken_off(input).filter(|_| !fate.taken && fate.refused.is_none())
        && let Some(delivery) = reply::spoken(&input.excerpt(vec![told]), parsed)
    {
        fate.refuse(delivery);
    }
    fate.finish(input, parsed);
}

/// The recipient in words about the dialogue, of which the commands are not shown: Exim's debugging
/// output has `SMTP error from remote mail server after RCPT TO:<ana@example.net>`.
fn named(input: &Input) -> Option<String> {
    let (_, behind) = input.text().split_once("RCPT TO:<")?;
    let (address, _) = behind.split_once('>')?;
    (address.contains('@') && !address.contains(is_blank)).then(|| address.to_owned())
}

/// What swaks itself says in the last line: `*** Remote host closed connection unexpectedly.`
fn broken_off(input: &Input) -> Option<Span> {
    let line = input.lines().iter().rev().find(|line| !trim(input.of(**line)).is_empty())?;
    input.of(*line).starts_with("*** ").then_some(Span { start: line.start + 4, ..*line })
}

/// Marks the command, and the addresses in it.
fn mark(input: &Input, parsed: &mut Parsed, step: &Step) {
    let Some(command) = &step.command else { return };
    let name = input.of(command.name);
    parsed.token(TokenKind::Command, name.to_lowercase(), command.name);
    let kind = match command.phase {
        Some(Phase::Mail) => TokenKind::Sender,
        _ => TokenKind::Recipient,
    };
    if let Some(span) = command.address {
        let address = input.of(span);
        parsed.token(kind, address, span);
        if kind == TokenKind::Sender && address.contains('@') {
            parsed.message.from.get_or_insert_with(|| address.to_owned());
        }
    }
}

/// What is known so far of the recipients.
#[derive(Default)]
struct Fate {
    /// In the input's order.
    known: Vec<Known>,
    /// The last refusal that is no recipient's.
    refused: Option<Delivery>,
    /// The last reply that was no refusal.
    last: Option<Delivery>,
    taken: bool,
}

/// A recipient, and whether the server has taken it but not yet the message.
struct Known {
    delivery: Delivery,
    open: bool,
}

impl Fate {
    fn take(&mut self, input: &Input, parsed: &mut Parsed, step: &Step) {
        let recipient = recipient(input, step.command.as_ref());
        let Some(mut delivery) = answer(input, parsed, &step.reply, step.phase) else {
            // A recipient whose command has no answer gets that of what follows.
            if recipient.is_some() {
                self.add(Delivery { recipient, ..Delivery::default() }, true);
            }
            return;
        };
        delivery.recipient = recipient;
        let code = delivery.reply.and_then(|at| parsed.replies.get(at)).and_then(|r| r.code);
        let fails = code.is_some_and(|code| matches!(code.class(), 4 | 5));
        match (fails, step.phase) {
            (true, _) if delivery.recipient.is_some() => {
                // Behind a refused sender every recipient is out of sequence.
                let follows = code.is_some_and(|code| code.digits() == [5, 0, 3]);
                let before = self.refused.as_ref().filter(|_| follows).and_then(|d| d.reply);
                delivery.reply = before.or(delivery.reply);
                self.add(delivery, false);
            }
            (false, _) if delivery.recipient.is_some() => self.add(delivery, true),
            (true, _) => self.refuse(delivery),
            (false, Some(Phase::EndOfData)) => self.accept(delivery),
            (false, phase) => self.go_on(delivery, phase),
        }
    }

    fn add(&mut self, delivery: Delivery, open: bool) {
        self.known.push(Known { delivery, open });
    }

    /// Ends what is open.
    fn settle(&mut self, reply: Option<usize>, event: Option<Event>) {
        for known in self.known.iter_mut().filter(|known| known.open) {
            known.open = false;
            known.delivery.reply = reply.or(known.delivery.reply);
            known.delivery.event = event;
        }
    }

    /// The server took the message for all recipients that it took.
    fn accept(&mut self, delivery: Delivery) {
        self.taken = true;
        self.settle(delivery.reply, Some(Event::Accepted));
        self.last = Some(delivery);
    }

    /// A refusal of the message or of the connection is one for each open recipient.
    fn refuse(&mut self, delivery: Delivery) {
        self.settle(delivery.reply, None);
        self.refused = Some(delivery);
    }

    /// A step on the way: what was refused before went well at the second try.
    fn go_on(&mut self, delivery: Delivery, phase: Option<Phase>) {
        if matches!(phase, Some(Phase::Ehlo | Phase::Tls | Phase::Auth | Phase::Mail)) {
            self.refused = None;
        }
        if !self.taken {
            self.last = Some(delivery);
        }
    }

    fn finish(mut self, input: &Input, parsed: &mut Parsed) {
        self.settle(None, Some(Event::Accepted));
        if !self.known.is_empty() {
            parsed.deliveries.extend(self.known.into_iter().map(|known| known.delivery));
            return;
        }
        let mut refused = self.refused.take().filter(|_| !self.taken);
        if let Some(refused) = refused.as_mut().filter(|refused| refused.recipient.is_none()) {
            refused.recipient = named(input);
        }
        let accepted =
            || Delivery { event: Some(Event::Accepted), ..self.last.take().unwrap_or_default() };
        parsed.deliveries.push(refused.unwrap_or_else(accepted));
    }
}

fn recipient(input: &Input, command: Option<&Command>) -> Option<String> {
    let command = command.filter(|command| command.phase == Some(Phase::Rcpt))?;
    Some(input.of(command.address?).to_owned()).filter(|address| !address.is_empty())
}

/// The reply of one step; only its own lines are read.
fn answer(
    input: &Input,
    parsed: &mut Parsed,
    lines: &[Span],
    phase: Option<Phase>,
) -> Option<Delivery> {
    if lines.is_empty() {
        return None;
    }
    let found = reply::coded(&input.excerpt(lines.to_vec()), parsed);
    let delivery = found.into_iter().next()?;
    if let Some(reply) = delivery.reply.and_then(|at| parsed.replies.get_mut(at)) {
        reply.phase = phase.or(reply.phase);
    }
    Some(delivery)
}
