//! Replies in a transcript, put together by the recipient that they are about.

use crate::extract::noted::Noted;
use crate::extract::{Delivery, Parsed};
use crate::input::Input;

use super::recipients::MAX_RECIPIENTS;

/// Words with which sendmail begins the dialogue with another server.
const TALKING: &str = "while talking to";

/// One group for each recipient that replies name; one for all others.
///
/// Within a dialogue a reply that names nobody belongs to the next one that does:
/// `<<< 550 No such user` stands above `550 <a@example.net>... User unknown`.
pub(super) fn groups(text: &Input, found: Vec<Delivery>, parsed: &Parsed) -> Vec<Vec<Delivery>> {
    let dialogues = dialogues(text);
    let dialogue = |delivery: &Delivery| {
        let reply = delivery.reply.and_then(|at| parsed.replies.get(at));
        let start = reply.map_or(0, |reply| reply.span.start);
        dialogues.partition_point(|begin| *begin <= start)
    };
    let mut names = Noted::default();
    let mut groups: Vec<Vec<Delivery>> = Vec::new();
    // Since the last reply that names somebody; those of dialogues that have ended.
    let (mut waiting, mut nameless) = (Vec::new(), Vec::new());
    for delivery in found {
        let Some(name) = delivery.recipient.clone() else {
            waiting.push(delivery);
            continue;
        };
        let own = dialogue(&delivery);
        let same = |other: &Delivery| own > 0 && dialogue(other) == own;
        let (mut of_own, others): (Vec<_>, Vec<_>) = waiting.drain(..).partition(same);
        nameless.extend(others);
        of_own.push(delivery);
        match names.find(&name) {
            Some(at) => groups[at].append(&mut of_own),
            None if groups.len() < MAX_RECIPIENTS => {
                names.note(&name, groups.len());
                groups.push(of_own);
            }
            None => (),
        }
    }
    nameless.append(&mut waiting);
    match groups.as_mut_slice() {
        [] => groups.push(nameless),
        [only] => only.append(&mut nameless),
        _ => (),
    }
    groups
}

/// Where each dialogue begins.
fn dialogues(text: &Input) -> Vec<u32> {
    let begins = |line: &str| {
        let at = line.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
        line.get(at..at + TALKING.len()).is_some_and(|start| start.eq_ignore_ascii_case(TALKING))
    };
    let lines = text.lines().iter();
    lines.filter(|line| begins(text.of(**line))).map(|line| line.start).collect()
}
