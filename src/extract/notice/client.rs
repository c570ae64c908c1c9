//! The lines that a mail client puts above a mail which is passed on or copied.

use crate::anchors::Anchor;
use crate::codes::marks;
use crate::input::{Input, is_blank, trim};
use crate::span::Span;
use crate::vocabulary::Says;

/// The fewest lines of such a header: from, sent and subject.
const FEWEST: usize = 3;

/// The longest name of a line, in bytes: `Onderwerp`, `送信日時`, `Date d'envoi`.
const MAX_NAME: usize = 24;

/// Index of the first line behind headers that stand above the notice, such as
///
/// ```text
/// From: Mail Delivery System <mailer-daemon@example.com>
/// Sent: Tuesday, 3 March 2026 10:14
/// Subject: Undelivered Mail Returned to Sender
/// ```
///
/// Clients write in every language, so it is the layout that counts.
pub(super) fn behind(input: &Input, anchors: &[Anchor]) -> usize {
    let (mut end, mut at) = (0, 0);
    while let Some(run) = next_run(input, at) {
        // `----- Original Message -----` stands above such a header.
        let spoken = anchors
            .iter()
            .any(|anchor| anchor.says != Says::Copy && (end..run.start).contains(&anchor.line));
        let above = input.lines().get(end..run.start).unwrap_or_default();
        let replied = |line: &Span| marks(input.of(*line)).any(|mark| mark.begins_a_reply());
        if spoken || above.iter().any(replied) {
            break;
        }
        (end, at) = (run.end, run.end);
    }
    end
}

/// The next lines in a row that have a name and a colon, one of them with a time.
fn next_run(input: &Input, from: usize) -> Option<std::ops::Range<usize>> {
    let lines = input.lines();
    let (mut start, mut timed) = (from, false);
    for at in from..=lines.len() {
        let line = lines.get(at).map(|line| trim(input.of(*line)));
        match line.and_then(value) {
            Some(value) => timed |= has_time(value),
            None if timed && at - start >= FEWEST => return Some(start..at),
            None => (start, timed) = (at + 1, false),
        }
    }
    None
}

/// What stands behind the name of the line.
fn value(line: &str) -> Option<&str> {
    let (name, value) = line.split_once([':', '：'])?;
    let name = trim(name.trim_matches('*'));
    let plain = |c: char| c.is_alphabetic() || is_blank(c) || c == '\'' || c == '’';
    let fits = !name.is_empty() && name.len() <= MAX_NAME && name.chars().all(plain);
    fits.then_some(value)
}

/// `10:14`
fn has_time(value: &str) -> bool {
    value.as_bytes().windows(4).any(|part| {
        part[0].is_ascii_digit()
            && part[1] == b':'
            && part[2].is_ascii_digit()
            && part[3].is_ascii_digit()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest(text: &str) -> String {
        let input = Input::from(text);
        let lines = &input.lines()[behind(&input, &crate::anchors::anchors(&input))..];
        lines.iter().map(|line| input.of(*line)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn ok_headers_of_clients_in_any_language() {
        for header in [
            "From: MAILER-DAEMON@example.com\nSent: Tuesday, 3 March 2026 10:14\nSubject: no",
            "Hello,\n\nVon: Postmaster\nGesendet: Dienstag, 3. März 2026 10:14\nAn: Ann\nBetreff: x",
            "*De :* Postmaster\n*Date d'envoi :* mardi 3 mars 2026 10:14\n*Objet :* x",
            "差出人: Postmaster\n送信日時: 2026年3月3日 10:14\n件名: x",
            "发件人：Postmaster\n发送时间：2026年3月3日 10:14\n主题：x",
        ] {
            assert_eq!(rest(&format!("{header}\n\n550 no")), "|550 no", "{header}");
        }
    }

    #[test]
    fn err_other_lines_with_colons() {
        for text in [
            "550 5.1.1: no\n550 5.1.1: no 10:14\n550 5.1.1: no",
            "Final-Recipient: a\nArrival-Date: 10:14:00\nAction: failed",
            "Delivery has failed to these recipients or groups:\nA: b\nC: 10:14\nD: e",
            "From: a\nSubject: b",
            "550 no such user\n\nSubject: a\nSent: 10:14\nRecipient: b",
        ] {
            assert_eq!(rest(text), text.replace('\n', "|"));
        }
    }
}
