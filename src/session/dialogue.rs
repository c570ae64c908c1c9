//! Commands with their replies.

use super::line::{Line, Side, line};
use crate::input::{Input, is_blank};
use crate::smtp::{self, COMMANDS};
use crate::span::Span;
use crate::vocabulary::Phase;

/// The most lines in which a dialogue has to begin.
const MAX_PROLOGUE: usize = 200;

/// A command.
pub struct Command {
    pub name: Span,
    pub phase: Option<Phase>,
    pub address: Option<Span>,
}

/// A command and its reply; the greeting has no command.
#[derive(Default)]
pub struct Step {
    pub command: Option<Command>,
    /// The point of the dialogue; without a command of its own, that of the last one.
    pub phase: Option<Phase>,
    pub reply: Vec<Span>,
}

/// All steps.
#[derive(Default)]
pub struct Dialogue {
    pub steps: Vec<Step>,
    /// Replies that may still have to come, first one first: clients may send
    /// several commands at once (RFC 2920).
    waiting: usize,
    /// Whether the client sends the message.
    in_message: bool,
    /// Whether the message and the point at its end are left out.
    no_message: bool,
    /// Whether marks tell which lines are the server's: no other one begins a reply.
    marked: bool,
    /// Whether the next line of the client is an answer to `334`.
    secret: bool,
    /// Whether the reply goes on in the next line.
    more: bool,
}

/// A command and a reply, one of them marked or all of them bare.
pub fn is_session(input: &Input) -> bool {
    let (mut commands, mut replies, mut marked) = (0, 0, 0);
    for (at, span) in input.lines().iter().take(MAX_PROLOGUE).enumerate() {
        let line = line(input.of(*span));
        let says_command = line.side != Some(Side::Server) && command(line.text).is_some();
        let says_reply = line.side != Some(Side::Client) && is_reply(line.text);
        commands += usize::from(says_command);
        replies += usize::from(says_reply);
        marked += usize::from(line.side.is_some() && (says_command || says_reply));
        if commands > 1 && replies > 1 || marked > 1 && commands > 0 && replies > 0 {
            return !is_told(input, at);
        }
    }
    false
}

/// Whether sendmail tells the dialogue in a notice: `... while talking to mx.example.net.:`
fn is_told(input: &Input, until: usize) -> bool {
    let lines = input.lines().get(..=until).unwrap_or_default();
    lines.iter().any(|line| input.of(*line).contains("while talking to "))
}

impl Dialogue {
    pub fn read(input: &Input) -> Dialogue {
        let mut dialogue = Dialogue::default();
        let is_end = |span: &Span| line(input.of(*span)).text == ".";
        dialogue.no_message = !input.lines().iter().any(is_end);
        dialogue.marked = input.lines().iter().any(|span| {
            let line = line(input.of(*span));
            line.side == Some(Side::Server) && is_reply(line.text)
        });
        for span in input.lines() {
            let line = line(input.of(*span));
            if !line.text.is_empty() {
                dialogue.take(input, line);
            }
        }
        dialogue
    }

    fn take(&mut self, input: &Input, line: Line) {
        if line.side == Some(Side::Client) || line.side.is_none() && !self.expects(line.text) {
            self.said(input, line);
            return;
        }
        if is_reply(line.text) || line.side == Some(Side::Server) && self.more {
            self.answered(input, line.text);
        }
    }

    /// Whether a line without a mark is one of a reply here: within a message
    /// only what comes behind its end is.
    fn expects(&self, text: &str) -> bool {
        (!self.in_message || self.no_message) && (!self.marked || self.more) && is_reply(text)
    }

    fn said(&mut self, input: &Input, line: Line) {
        if std::mem::take(&mut self.secret) {
            return;
        }
        if self.in_message {
            self.in_message = line.text != ".";
            if !self.in_message {
                self.end_of_data(place(input, line.text));
            }
            return;
        }
        if line.text == "." && self.last_phase() == Some(Phase::Data) {
            self.end_of_data(place(input, line.text));
            return;
        }
        let Some(&smtp::Command { name, phase, .. }) = command(line.text) else { return };
        let length = name.len();
        let name = line.text.get(..length).unwrap_or_default();
        let addressed = matches!(phase, Some(Phase::Mail | Phase::Rcpt));
        let address = addressed.then(|| address(line.text, length)).flatten();
        let address = address.map(|address| place(input, address));
        self.push(Command { name: place(input, name), phase, address });
    }

    fn push(&mut self, command: Command) {
        let phase = command.phase;
        self.steps.push(Step { command: Some(command), phase, reply: Vec::new() });
        self.waiting += 1;
        self.more = false;
    }

    fn end_of_data(&mut self, name: Span) {
        self.push(Command { name, phase: Some(Phase::EndOfData), address: None });
    }

    fn last_phase(&self) -> Option<Phase> {
        self.steps.last()?.command.as_ref()?.phase
    }

    /// A line of a reply: of the first command that waits for one, else of the last.
    fn answered(&mut self, input: &Input, text: &str) {
        let goes_on = self.more;
        self.more = text.as_bytes().get(3) == Some(&b'-') || goes_on && !is_reply(text);
        if !goes_on {
            self.begin_reply();
        }
        let at = self.steps.len().saturating_sub(self.waiting + 1);
        let Some(step) = self.steps.get_mut(at) else { return };
        step.reply.push(place(input, text));
        let code = text.get(..3).unwrap_or_default();
        self.secret = code == "334";
        self.in_message = code == "354" && !self.more;
        // The answer to `334` is answered in its turn, and that counts.
        if self.secret {
            step.reply.clear();
            self.waiting += 1;
        }
    }

    /// Finds the step that a reply belongs to.
    fn begin_reply(&mut self) {
        if self.waiting > 0 {
            self.waiting -= 1;
            return;
        }
        let phase = match self.steps.last() {
            None => Some(Phase::Greeting),
            Some(_) if self.in_message => Some(Phase::EndOfData),
            Some(step) => step.phase,
        };
        self.steps.push(Step { phase, ..Step::default() });
    }
}

/// The command that a text is.
fn command(text: &str) -> Option<&'static smtp::Command> {
    let begins = |known: &&smtp::Command| {
        let start = text.get(..known.name.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(known.name))
    };
    let known = COMMANDS.iter().find(begins)?;
    let rest = text.get(known.name.len()..).unwrap_or_default();
    let fits = match known.phase {
        Some(Phase::Mail | Phase::Rcpt) => rest.trim_start_matches(is_blank).starts_with(':'),
        Some(Phase::Ehlo | Phase::Auth) => {
            rest.starts_with(' ') && rest.split_whitespace().count() <= 3
        }
        Some(Phase::EndOfData) => true,
        _ => rest.is_empty() || known.name == "vrfy",
    };
    fits.then_some(known)
}

/// `RCPT TO:<a@example.net> NOTIFY=NEVER`
fn address(text: &str, from: usize) -> Option<&str> {
    let rest = text.get(from..)?.split_once(':')?.1.trim_start_matches(is_blank);
    let inner = rest.strip_prefix('<').and_then(|rest| rest.rsplit_once('>'));
    let address = match inner {
        Some((address, _)) => address,
        None => rest.split(is_blank).next()?,
    };
    (!address.is_empty()).then_some(address)
}

/// `250 …`, `250-…`, `250`
fn is_reply(text: &str) -> bool {
    let bytes = text.as_bytes();
    let code = matches!(bytes, [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9', ..]);
    code && matches!(bytes.get(3), None | Some(b' ' | b'-'))
}

/// The place of a slice of the input.
fn place(input: &Input, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(input.text().as_ptr() as usize);
    Span::new(start, start + part.len())
}
