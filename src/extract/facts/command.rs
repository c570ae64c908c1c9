//! The SMTP command that was answered, and with it the point of the dialogue.

use super::roles::{AFTER, COMMAND, REPLY, THE_WORD_TO};
use super::word::Word;
use crate::extract::Parsed;
use crate::span::Span;
use crate::vocabulary::{Phase, TokenKind};

/// Commands with the phase of their reply. `end` stands for `end of DATA`.
const COMMANDS: &[(&str, Phase)] = &[
    ("ehlo", Phase::Ehlo),
    ("helo", Phase::Ehlo),
    ("lhlo", Phase::Ehlo),
    ("starttls", Phase::Tls),
    ("auth", Phase::Auth),
    ("mail", Phase::Mail),
    ("rcpt", Phase::Rcpt),
    ("data", Phase::Data),
    ("end", Phase::EndOfData),
    ("mail_from", Phase::Mail),
    ("rcpt_to", Phase::Rcpt),
    ("connect", Phase::Connect),
    ("initial", Phase::Greeting),
];

/// Recognises `in reply to RCPT TO command`, `after RCPT TO:<…>`, `[RCPT_TO]`.
#[derive(Default)]
pub(super) struct Commands {
    phase: Option<Phase>,
    /// The last two words, as far as they announce a command.
    announced: Announced,
    /// A command of two words whose second one is still to come.
    open: Option<(Phase, Span, &'static str)>,
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
        if let Some((phase, start, name)) = self.open.take() {
            let second = word.text.split(':').next().unwrap_or_default();
            let goes_on = ["to", "from", "of"].iter().any(|next| next.eq_ignore_ascii_case(second));
            let end = if goes_on { word.start + second.len() } else { start.end as usize };
            let value = match (name, goes_on) {
                ("rcpt", _) => "rcpt to",
                ("mail", _) => "mail from",
                ("end", _) => "end of data",
                _ => name,
            };
            // `after mail …` in lower case is a sentence, unless the command is complete.
            if goes_on || !matches!(name, "mail" | "end") {
                self.found(parsed, phase, value, Span::new(start.start as usize, end));
            }
        }
        let named = |(name, _): &&(&str, Phase)| name.eq_ignore_ascii_case(word.text);
        let known = word.is_any(COMMAND).then(|| COMMANDS.iter().find(named)).flatten();
        if let Some((name, phase)) = known {
            let underscored = name.contains('_');
            if underscored && word.before == '[' {
                self.found(parsed, *phase, &name.replace('_', " "), word.span());
            } else if self.announced == Announced::Yes && !underscored {
                self.open = Some((*phase, word.span(), name));
                self.close_single(parsed);
            }
        }
        self.announced = match () {
            () if word.is_any(AFTER) => Announced::Yes,
            () if word.is_any(REPLY) => Announced::Reply,
            () if word.is_any(THE_WORD_TO) && self.announced == Announced::Reply => Announced::Yes,
            () => Announced::No,
        };
    }

    /// Commands of one word need no look at the next word.
    fn close_single(&mut self, parsed: &mut Parsed) {
        if let Some((phase, span, name)) = self.open
            && !matches!(name, "mail" | "rcpt" | "end")
        {
            self.open = None;
            self.found(parsed, phase, name, span);
        }
    }

    fn found(&mut self, parsed: &mut Parsed, phase: Phase, value: &str, span: Span) {
        parsed.token(TokenKind::Command, value, span);
        self.phase = Some(phase);
    }
}
