//! The SMTP command that was answered, and with it the point of the dialogue.

use super::roles::{AFTER, COMMAND, REPLY, THE_WORD_TO};
use super::word::Word;
use crate::extract::Parsed;
use crate::smtp::{COMMANDS, Command};
use crate::span::Span;
use crate::vocabulary::{Phase, TokenKind};

/// Points of the dialogue that are named like commands.
const POINTS: &[Command] = &[
    Command { verb: "end", name: "end of data", phase: Some(Phase::EndOfData) },
    Command::single("connect", Some(Phase::Connect)),
    Command::single("initial", Some(Phase::Greeting)),
];

/// Recognises `in reply to RCPT TO command`, `after RCPT TO:<…>`, `[RCPT_TO]`.
#[derive(Default)]
pub(super) struct Commands {
    phase: Option<Phase>,
    /// The last two words, as far as they announce a command.
    announced: Announced,
    /// A command of several words whose second one is still to come.
    open: Option<(&'static Command, Span)>,
}

#[derive(Default, PartialEq, Clone, Copy)]
enum Announced {
    #[default]
    No,
    Reply,
    Yes,
}

impl Commands {
    pub(super) fn phase(&self) -> Option<Phase> {
        self.phase
    }

    #[inline(never)]
    pub(super) fn read(&mut self, parsed: &mut Parsed, word: &Word) {
        if let Some((command, verb)) = self.open.take() {
            self.close(parsed, command, verb, word);
        }
        if word.is_any(COMMAND)
            && let Some(command) = command(word.text)
        {
            self.named(parsed, command, word);
        }
        self.announced = match () {
            () if word.is_any(AFTER) => Announced::Yes,
            () if word.is_any(REPLY) => Announced::Reply,
            () if word.is_any(THE_WORD_TO) && self.announced == Announced::Reply => Announced::Yes,
            () => Announced::No,
        };
    }

    /// A word that names a command: `[RCPT_TO]` does so by itself, any other must be announced.
    #[inline(never)]
    fn named(&mut self, parsed: &mut Parsed, command: &'static Command, word: &Word) {
        let whole = word.text.contains('_');
        let announced = self.announced == Announced::Yes && !whole;
        if whole && word.before == '[' || announced && command.name == command.verb {
            self.found(parsed, command, word.span());
        } else if announced {
            self.open = Some((command, word.span()));
        }
    }

    /// Looks whether the next word belongs to the command.
    #[inline(never)]
    fn close(&mut self, parsed: &mut Parsed, command: &Command, verb: Span, next: &Word) {
        let second = next.text.split(':').next().unwrap_or_default();
        let goes_on = ["to", "from", "of"].iter().any(|word| word.eq_ignore_ascii_case(second));
        let end = if goes_on { next.start + second.len() } else { verb.end as usize };
        // `after mail …` in lower case is a sentence, unless the command is complete.
        if goes_on || !matches!(command.verb, "mail" | "end") {
            self.found(parsed, command, Span::new(verb.start as usize, end));
        }
    }

    fn found(&mut self, parsed: &mut Parsed, command: &Command, span: Span) {
        parsed.token(TokenKind::Command, command.name, span);
        self.phase = command.phase;
    }
}

/// The command that a word names: by its verb, or as a whole like `RCPT_TO`.
fn command(word: &str) -> Option<&'static Command> {
    let mut known = COMMANDS.iter().chain(POINTS);
    if word.contains('_') {
        let name = word.replace('_', " ");
        return known.find(|command| command.name.eq_ignore_ascii_case(&name));
    }
    known.find(|command| command.verb.eq_ignore_ascii_case(word))
}
