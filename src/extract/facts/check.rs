//! Results of SPF, DKIM, DMARC and other checks.

use super::network::Network;
use super::roles::{CHECK, KEEPS_NEGATION, KEEPS_RESULT, MISSING, NEGATES, RECORD, RESULT};
use super::word::Word;
use crate::extract::{Check, Parsed};
use crate::span::Span;
use crate::vocabulary::TokenKind;

/// Names of checks as they are written, and as they are called here.
const NAMES: &[(&str, &str)] = &[
    ("spf", "spf"),
    ("dkim", "dkim"),
    ("dmarc", "dmarc"),
    ("arc", "arc"),
    ("ptr", "ptr"),
    ("rdns", "ptr"),
    ("spf-check", "spf"),
    ("dkim-check", "dkim"),
    ("dmarc-check", "dmarc"),
];

/// Words for a result.
const RESULTS: &[(&str, &str)] = &[
    ("pass", "pass"),
    ("passed", "pass"),
    ("fail", "fail"),
    ("fails", "fail"),
    ("failed", "fail"),
    ("failure", "fail"),
    ("failing", "fail"),
    ("softfail", "fail"),
    ("hardfail", "fail"),
    ("soft-fail", "fail"),
    ("none", "none"),
    ("missing", "none"),
    ("temperror", "error"),
    ("permerror", "error"),
];

/// How many words behind the name of a check a result may stand.
const REACH: usize = 9;

/// The most checks that one result can speak of: `SPF, DKIM and DMARC failed`.
const MAX_OPEN: usize = 4;

/// How many checks are looked at to see whether one is said twice.
const MAX_COMPARED: usize = 16;

/// Checks whose result is still to come.
#[derive(Default)]
pub(super) struct Checks {
    open: Vec<Check>,
    /// Words since the last name of a check, or since a result in front of one.
    distance: usize,
    /// `not`, `no`, `neither`: turns what follows.
    negated: bool,
    /// A result in front of the name, as in `failed SPF`.
    result: Option<(&'static str, Span)>,
}

impl Checks {
    #[inline(never)]
    pub(super) fn read(&mut self, parsed: &mut Parsed, word: &Word, network: &Network) {
        if let Some(name) = word.is_any(CHECK).then(|| known(NAMES, word)).flatten() {
            self.named(parsed, name, word);
            self.end_sentence(word);
            return;
        }
        self.distance += 1;
        if self.distance > REACH {
            self.open.clear();
        }
        match network {
            Network::Ip(ip) => self.open.iter_mut().for_each(|check| {
                check.ip.get_or_insert_with(|| (*ip).to_owned());
            }),
            Network::Name(name) => self.open.iter_mut().for_each(|check| {
                check.domain.get_or_insert_with(|| (*name).to_owned());
            }),
            Network::Nothing => self.result(parsed, word),
        }
        self.end_sentence(word);
    }

    /// `… with either SPF or DKIM. DKIM = did not pass`: the first sentence has no result.
    fn end_sentence(&mut self, word: &Word) {
        if word.ends_sentence {
            self.open.clear();
            self.result = None;
        }
    }

    #[inline(never)]
    fn named(&mut self, parsed: &mut Parsed, name: &'static str, word: &Word) {
        let check = Check { name, result: "none", domain: None, ip: None, span: word.span() };
        if let Some((result, start)) = self.result.filter(|_| self.distance <= 2) {
            let span = Span { end: word.span().end, ..start };
            publish(parsed, Check { result, span, ..check });
            self.distance = 0;
            return;
        }
        // `SPF and DKIM failed` speaks of both; anything longer between is another statement.
        if self.distance > 1 || self.open.len() == MAX_OPEN {
            self.open.clear();
        }
        self.distance = 0;
        self.open.push(check);
    }

    fn result(&mut self, parsed: &mut Parsed, word: &Word) {
        let known = word.is_any(RESULT).then(|| known(RESULTS, word)).flatten();
        let absent = self.negated && self.distance <= 1 && word.is_any(RECORD);
        let result = match known {
            Some("pass") if self.negated => Some("fail"),
            None if absent => Some("none"),
            known => known,
        };
        let Some(result) = result else {
            let keeps = word.is_any(KEEPS_NEGATION);
            self.negated = word.is_any(NEGATES) || self.negated && keeps;
            self.result = self.result.filter(|_| keeps || word.is_any(KEEPS_RESULT));
            return;
        };
        let span = word.span();
        if self.open.is_empty() {
            self.result = (result != "none" || self.negated).then_some((result, span));
            self.distance = 0;
        }
        for check in self.open.drain(..) {
            publish(parsed, Check { result, span: Span { end: span.end, ..check.span }, ..check });
        }
        self.negated = word.is_any(MISSING);
    }
}

/// What a word is called here.
fn known(list: &[(&str, &'static str)], word: &Word) -> Option<&'static str> {
    let found = list.iter().find(|(written, _)| written.eq_ignore_ascii_case(word.text));
    found.map(|(_, name)| *name)
}

#[inline(never)]
fn publish(parsed: &mut Parsed, check: Check) {
    let same = |known: &Check| {
        known.name == check.name && known.result == check.result && known.domain == check.domain
    };
    parsed.token(TokenKind::Check, format!("{}={}", check.name, check.result), check.span);
    if !parsed.checks.iter().rev().take(MAX_COMPARED).any(same) {
        parsed.checks.push(check);
    }
}
