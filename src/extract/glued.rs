//! Addresses in sentences of languages that write no blanks in between.

use crate::words::stands_alone;

/// The address without the words on both sides: `无法发送到ana@example.net的邮件`, `ana@example.net様`.
///
/// A name or a label of a domain may be written in any script (RFC 6531), but hardly in two.
pub(super) fn parted(word: &str) -> &str {
    let Some(at) = word.find('@') else { return word };
    let behind = word[at..].char_indices().zip(word[at..].chars().skip(1));
    let mut behind = behind.skip_while(|((_, c), _)| *c != '.');
    let end = behind.find(|((_, c), next)| c.is_ascii_alphanumeric() && stands_alone(*next));
    let end = end.map_or(word.len(), |((place, _), _)| at + place + 1);
    let local = &word[..at];
    let front = local.char_indices().rev().find(|(_, c)| stands_alone(*c));
    let start = front.map_or(0, |(place, c)| place + c.len_utf8());
    let plain = word[at..end].is_ascii() && local[start..].starts_with(|c: char| c.is_ascii());
    &word[if plain { start } else { 0 }..end]
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn ok_words_are_parted_from_an_address() {
        for (word, found) in [
            ("ana@example.net", "ana@example.net"),
            ("无法发送到ana@example.net的邮箱", "ana@example.net"),
            ("ana@example.jp様", "ana@example.jp"),
            ("ana@example.co.kr으로", "ana@example.co.kr"),
            ("用户@example.net", "用户@example.net"),
            ("用户@例子.example", "用户@例子.example"),
            ("a@mail.例え.example", "a@mail.例え.example"),
            ("用户@example.公司", "用户@example.公司"),
            ("ü@bücher.example", "ü@bücher.example"),
            ("例", "例"),
            ("的@", "的@"),
        ] {
            assert_eq!(parted(word), found, "{word}");
        }
    }
}
