//! The words of a text, as phrases are looked for in them.

use super::vocabulary::Vocabulary;
use crate::span::Span;
use crate::words::{Few, hash, telling_words};

/// A word of the text and its ids in the vocabulary.
#[derive(Clone, Copy, Debug)]
pub struct TextWord {
    pub whole: Option<u16>,
    pub beginning: Option<u16>,
    /// Whether another word stands before it on its line.
    pub goes_on: bool,
    /// Where an address or a host begins that only names what the word before it speaks of, the
    /// word behind it: `User <ana@example.net> is disabled` says `user disabled`.
    behind_address: u16,
    /// The number of the address whose part in front of the `@` it is of; 0 for none.
    local_of: u16,
    /// Whether it begins an item of a list: no sentence goes on there.
    pub begins_item: bool,
    /// How many words behind it it turns.
    pub turns: u8,
    is_preposition: bool,
    pub span: Span,
}

impl TextWord {
    pub fn is(&self, id: u16) -> bool {
        self.whole == Some(id) || self.beginning == Some(id)
    }

    /// Whether it only is a part of somebody's name: `user@example.net` says nothing of a user.
    pub fn is_of_name(&self) -> bool {
        self.local_of > 0
    }

    /// Whether all words from this one to `last` are parts of one name.
    pub fn is_of_name_to(&self, last: &TextWord) -> bool {
        self.is_of_name() && self.local_of == last.local_of
    }

    pub fn behind_address(&self) -> Option<usize> {
        Some(usize::from(self.behind_address)).filter(|word| *word > 0)
    }
}

/// No server's reply has as many words. Behind them nothing is looked for, so that what a
/// hostile text can cost stays small.
const MOST_WORDS: usize = 1 << 14;

/// The words in `spans`, which lie in `pieces`.
#[inline(never)]
pub fn text_words(known: &Vocabulary, pieces: &[String], spans: &[Span]) -> Vec<TextWord> {
    // Few words of replies are shorter than that, with the blank behind.
    let length: usize = spans.iter().map(|span| span.range().len()).sum();
    let mut found = Vec::with_capacity((length / 5 + 1).min(MOST_WORDS));
    for span in spans {
        let text = pieces.get(span.piece as usize).map_or("", |piece| span.of(piece));
        let (first, mut goes_on) = (found.len(), false);
        let item = pieces.get(span.piece as usize).is_some_and(|piece| is_item(piece, *span));
        for word in telling_words(text).take(MOST_WORDS - found.len()) {
            let start = span.start as usize + word.start;
            found.push(TextWord {
                whole: known.word(word.hash),
                beginning: known.beginning(&text[word.start..word.end]),
                goes_on,
                behind_address: 0,
                local_of: 0,
                begins_item: item && !goes_on,
                turns: turned_by(word.hash),
                is_preposition: LEADING.may_have(word.hash) && PREPOSITIONS.contains(&word.hash),
                span: Span::new(start, start + word.end - word.start).in_piece(span.piece),
            });
            goes_on = true;
        }
        if text.contains('@') {
            mark_addresses(text, span.start, &mut found, first);
        }
        if text.contains('_') {
            mark_settings(text, span.start, &mut found[first..]);
        }
        mark_hosts(text, span.start, &mut found, first);
        mark_prepositions(&mut found[first..]);
    }
    found
}

/// How many words behind it a word turns: `nicht voll`, `non è piena`. 0 for all others.
fn turned_by(word: u32) -> u8 {
    if !TURNING.may_have(word) {
        return 0;
    }
    u8::from(TURN_ONE.contains(&word)) + 2 * u8::from(TURN_TWO.contains(&word))
}

const TURN_ONE: [u32; 8] = [
    hash("not"),
    hash("nicht"),
    hash("pas"),
    hash("niet"),
    hash("не"),
    hash("inte"),
    hash("ikke"),
    hash("není"),
];

const TURN_TWO: [u32; 6] =
    [hash("no"), hash("non"), hash("não"), hash("nie"), hash("ei"), hash("nu")];

static TURNING: Few = {
    let (mut few, mut at) = (Few::new(&TURN_ONE), 0);
    while at < TURN_TWO.len() {
        few = few.with(TURN_TWO[at]);
        at += 1;
    }
    few
};

/// Whether `span` is an item of a list, `- unknown sender allowed`.
fn is_item(piece: &str, span: Span) -> bool {
    let before = piece.get(..span.start as usize).unwrap_or_default();
    let mark = before.trim_end_matches(' ');
    let Some(line) = mark.strip_suffix(['-', '*', '•']) else { return false };
    mark.len() < before.len() && line.trim_end_matches([' ', '\t']).ends_with(['\n', '\r'])
}

/// Marks the words of Postfix's settings as those of one name each: `reject_unknown_recipient`
/// says nothing of an unknown recipient.
#[inline(never)]
fn mark_settings(text: &str, offset: u32, words: &mut [TextWord]) {
    const FIRST: [&str; 4] = ["reject_", "permit_", "smtpd_", "unverified_"];
    let (mut at, mut behind) = (0, 0);
    for (underscore, _) in text.match_indices('_') {
        let front = text.get(behind..=underscore).unwrap_or_default();
        let Some(first) = FIRST.iter().find(|first| front.ends_with(**first)) else { continue };
        let start = underscore + 1 - first.len();
        let length = text[start..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let end = length.map_or(text.len(), |length| start + length);
        behind = end;
        let place = |word: &TextWord| (word.span.start - offset) as usize;
        let begun = words.partition_point(|word| place(word) < start);
        let own = words[begun..].iter_mut().take_while(|word| place(word) < end);
        own.for_each(|word| word.local_of = u16::MAX - at);
        at = (at + 1) % 1000;
    }
}

/// Marks the addresses in `text`, whose words are those from `at` on.
fn mark_addresses(text: &str, offset: u32, words: &mut [TextWord], mut at: usize) {
    let mut end_of_last = 0;
    for (number, (sign, _)) in text.match_indices('@').enumerate() {
        let (before, after) = (&text[end_of_last.min(sign)..sign], &text[sign + 1..]);
        let local = before.len() - before.trim_end_matches(is_of_address).len();
        let domain = after.len() - after.trim_start_matches(is_of_address).len();
        let (start, end) = (sign - local, sign + 1 + domain);
        let reaches = |word: &TextWord, place: usize| ((word.span.start - offset) as usize) < place;
        at += words[at..].iter().take_while(|word| reaches(word, start)).count();
        let first = at;
        at += words[at..].iter().take_while(|word| reaches(word, sign)).count();
        // Exchange writes addresses of its own kind into the names of others.
        if !text[start..].starts_with("IMCEA") {
            let number = u16::try_from(number + 1).unwrap_or(u16::MAX);
            words[first..at].iter_mut().for_each(|word| word.local_of = number);
        }
        at += words[at..].iter().take_while(|word| reaches(word, end)).count();
        let named = first < at && start > end_of_last && stands_alone(&text[..start], &text[end..]);
        if named && let Ok(behind) = u16::try_from(at) {
            words[first].behind_address = behind;
        }
        end_of_last = end;
    }
}

/// Marks the host names and IP addresses in `text`, whose words are those from `at` on: `the domain
/// example.net does not exist` says `domain does not exist`.
fn mark_hosts(text: &str, offset: u32, words: &mut [TextWord], mut at: usize) {
    let bytes = text.as_bytes();
    while let Some(word) = words.get(at) {
        let first = at;
        let place = (word.span.start - offset) as usize;
        if !goes_on(&bytes[(word.span.end - offset) as usize..]) {
            at += 1;
            continue;
        }
        let start = text[..place].trim_end_matches(is_of_host).len();
        let rest = &text[start..];
        let name = rest.split(|c| !is_of_host(c)).next().unwrap_or_default().trim_matches('.');
        let end = start + name.len();
        let reaches = |word: &&TextWord| ((word.span.start - offset) as usize) < end;
        at += words[at..].iter().take_while(reaches).count().max(1);
        if name.contains('.')
            && words[first].behind_address == 0
            && stands_alone(&text[..start], &text[end..])
            && let Ok(behind) = u16::try_from(at)
        {
            words[first].behind_address = behind;
        }
    }
}

/// Whether a name goes on behind a word of it; behind most words there is a blank.
fn goes_on(behind: &[u8]) -> bool {
    matches!(behind, [b'.' | b'-' | b'_', next, ..] if next.is_ascii_alphanumeric())
}

fn is_of_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

/// In front of what only names something: `the mailbox for ana@example.net is full`.
const PREPOSITIONS: [u32; 10] = [
    hash("for"),
    hash("of"),
    hash("to"),
    hash("für"),
    hash("von"),
    hash("an"),
    hash("de"),
    hash("di"),
    hash("para"),
    hash("pour"),
];

static LEADING: Few = Few::new(&PREPOSITIONS);

fn mark_prepositions(words: &mut [TextWord]) {
    for at in 1..words.len() {
        let behind = words[at].behind_address;
        if behind > 0 && words[at].goes_on && words[at - 1].is_preposition {
            words[at - 1].behind_address = behind;
        }
    }
}

fn is_of_address(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '=')
}

/// Whether the sentence goes on behind an address: `Relay <ana@example.net>: no such user`
/// says nothing of a `relay user`.
fn stands_alone(before: &str, after: &str) -> bool {
    let marks = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\'' | '(' | ')');
    let word = |c: Option<char>| c.is_none_or(char::is_alphanumeric);
    word(before.trim_end_matches(marks).chars().next_back())
        && word(after.trim_start_matches(marks).chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::index::Index;

    /// The words of a text, each with the word behind the address that it begins.
    fn marked(text: &str) -> Vec<(&str, usize)> {
        let span = Span::new(0, text.len());
        let words = text_words(&Index::get().vocabulary, &[text.to_owned()], &[span]);
        let begin = |word: &TextWord| Some((word.span.of(text), word.behind_address()?));
        words.iter().filter_map(begin).collect()
    }

    #[test]
    fn ok_an_address_only_names_what_stands_before_it() {
        for (text, begin) in [
            ("User <ana@example.net> is disabled", ("ana", 4)),
            ("mailbox ana.bo@example.net full", ("ana", 5)),
            ("the user \"ana@example.net\" was suspended", ("ana", 4)),
            ("account\n (ana@example.net)\n closed", ("ana", 4)),
        ] {
            assert_eq!(marked(text), [begin], "{text}");
        }
    }

    #[test]
    fn ok_so_does_a_host_and_what_leads_to_a_name() {
        for (text, begin) in [
            ("the domain example.net does not exist", vec![("example", 3)]),
            ("relaying to mx1.example-a.net not allowed", vec![("to", 5), ("mx1", 5)]),
            ("mailbox for ana@example.net full", vec![("for", 5), ("ana", 5)]),
            ("client [192.0.2.1] blocked", vec![]),
            ("user unknown. Please ask", vec![]),
            ("see https://example.net/help for more", vec![]),
        ] {
            assert_eq!(marked(text), begin, "{text}");
        }
    }

    #[test]
    fn ok_names_are_the_words_in_front_of_the_sign() {
        let text = "user <the.user@user.example> user";
        let span = Span::new(0, text.len());
        let words = text_words(&Index::get().vocabulary, &[text.to_owned()], &[span]);
        let names = words.iter().filter(|word| word.is_of_name()).map(|word| word.span.start);
        assert_eq!(names.collect::<Vec<_>>(), [10]);
    }

    #[test]
    fn ok_an_address_may_end_a_clause() {
        for text in [
            "Rejected user <ana@example.net>: unknown client",
            "user <ana@example.net>... Relaying denied",
            "sent by: ana@example.net user",
            "@ @@ user @",
        ] {
            assert_eq!(marked(text), [], "{text}");
        }
    }
}
