//! A notice that is one line: a page, a ticket or a chat took its line ends away.

use crate::input::Input;
use crate::span::Span;

/// What stands behind an address that begins an entry of a list: of sendmail, Postfix, Exim and
/// Exchange.
const BEHIND: &[&str] = &[
    "(reason: ",
    "(expanded from <",
    "host ",
    "SMTP error from ",
    "Remote Server returned '",
    "#5",
    "#4",
];

/// What begins a line: of sendmail's dialogue, of SmarterMail's list.
const BEGINNINGS: &[&str] = &[
    "----- Transcript of ",
    "... while talking to ",
    ">>> ",
    "<<< ",
    "Failed Recipient: ",
    "Reason: ",
];

/// The lines that the notice had: one for each recipient of its list, an empty one above, and what
/// stands in front of all. `None` where there is no such list, or more than one line.
#[must_use]
pub fn unflattened(input: &Input) -> Option<Vec<Span>> {
    let mut spoken = input.lines().iter().filter(|line| !input.of(**line).trim().is_empty());
    let (Some(line), None) = (spoken.next(), spoken.next()) else { return None };
    let base = line.start as usize;
    let (mut lines, mut from, mut listed) = (Vec::new(), base, false);
    for (at, is_entry) in beginnings(input.of(*line)) {
        lines.push(Span::new(from, base + at));
        from = base + at;
        lines.extend(is_entry.then_some(Span::new(from, from)));
        listed |= is_entry;
    }
    lines.push(Span { start: Span::new(from, from).start, ..*line });
    listed.then_some(lines)
}

/// Where lines began, and whether each is the entry of a recipient.
fn beginnings(text: &str) -> impl Iterator<Item = (usize, bool)> {
    let words = text.split(' ').scan(0, |next, word| {
        let at = *next;
        *next += word.len() + 1;
        Some((at, word))
    });
    let mut before = "";
    words.filter_map(move |(at, word)| {
        let begins = |known: &[&str], at: usize| {
            let rest = text.get(at..).unwrap_or_default();
            known.iter().any(|cue| rest.starts_with(cue))
        };
        let last = std::mem::replace(&mut before, word);
        let entry = word.contains('@')
            && (is_listed(word, &text[..at], last) || begins(BEHIND, at + word.len() + 1));
        let listed = entry || word == "Failed";
        (entry || begins(BEGINNINGS, at)).then_some((at, listed))
    })
}

/// `<a@example.net>:` behind the end of a sentence: in `550 5.1.1 <a@example.net>: no` it is a part
/// of the reply. Postfix's list stands below `The mail system`, Exim's below `address(es) failed:`.
fn is_listed(word: &str, front: &str, last: &str) -> bool {
    let front = front.trim_end();
    let ended = front.ends_with(['.', ')']) || front.ends_with("The mail system");
    word.starts_with('<') && word.ends_with(">:") && ended
        || matches!(last, "failed:" | "deferred:") && !word.ends_with([':', ',', '.'])
}
