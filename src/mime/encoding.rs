//! Bytes that were written as letters (RFC 2045 §6, RFC 2047).

use std::borrow::Cow;

use super::charset;

/// How the content of a part is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    #[default]
    Plain,
    Base64,
    QuotedPrintable,
}

impl Encoding {
    /// Reads the value of the field.
    #[must_use]
    pub fn read(value: &str) -> Encoding {
        match value.trim() {
            value if value.eq_ignore_ascii_case("base64") => Encoding::Base64,
            value if value.eq_ignore_ascii_case("quoted-printable") => Encoding::QuotedPrintable,
            _ => Encoding::Plain,
        }
    }
}

/// The bytes that are meant. What is no base64 at all is given as it is.
pub(super) fn decode(raw: &[u8], encoding: Encoding) -> Cow<'_, [u8]> {
    match encoding {
        Encoding::Plain => Cow::Borrowed(raw),
        Encoding::Base64 => base64(raw).map_or(Cow::Borrowed(raw), Cow::Owned),
        Encoding::QuotedPrintable => Cow::Owned(quoted_printable(raw, false)),
    }
}

fn base64(raw: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(raw.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for byte in raw {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' | b'\r' | b'\n' | b' ' | b'\t' => continue,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        count += 1;
        if count == 4 {
            out.extend_from_slice(&bits.to_be_bytes()[1..]);
            (bits, count) = (0, 0);
        }
    }
    match count {
        2 => out.push((bits >> 4) as u8),
        3 => out.extend_from_slice(&((bits >> 2) as u16).to_be_bytes()),
        _ => (),
    }
    Some(out)
}

/// `=3D` is `=`, `=` at the end of a line joins it with the next one; in header
/// fields `_` is a blank.
fn quoted_printable(raw: &[u8], is_word: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(byte) = raw.get(at) {
        at += 1;
        match byte {
            b'=' => {
                let rest = raw.get(at..).unwrap_or_default();
                let blanks = rest.iter().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
                match (rest.get(blanks), hex(rest)) {
                    (Some(b'\n'), _) => at += blanks + 1,
                    (_, Some(byte)) => {
                        out.push(byte);
                        at += 2;
                    }
                    (None, _) => at += blanks,
                    _ => out.push(b'='),
                }
            }
            b'_' if is_word => out.push(b' '),
            _ => out.push(*byte),
        }
    }
    out
}

fn hex(rest: &[u8]) -> Option<u8> {
    let digit = |b: &u8| char::from(*b).to_digit(16);
    Some((digit(rest.first()?)? << 4 | digit(rest.get(1)?)?) as u8)
}

/// The words of a field, `=?charset?B|Q?…?=` decoded. Blanks between two encoded
/// words only separate them.
pub(super) fn words(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    let mut encoded = false;
    while let Some(at) = rest.find("=?") {
        let (before, from) = rest.split_at(at);
        let Some((word, behind)) = word(from) else {
            out.push_str(before);
            out.push_str("=?");
            (rest, encoded) = (&from[2..], false);
            continue;
        };
        if !(encoded && before.trim().is_empty()) {
            out.push_str(before);
        }
        out.push_str(&word);
        (rest, encoded) = (behind, true);
    }
    out.push_str(rest);
    out
}

/// The longest encoded word that is looked at. RFC 2047 allows 75 bytes, programs
/// write whole subjects.
const MAX_WORD: usize = 4_000;

/// An encoded word and what stands behind it.
fn word(text: &str) -> Option<(String, &str)> {
    let mut parts = crate::input::start_of(text, MAX_WORD).get(2..)?.splitn(3, '?');
    let (charset, kind, inner) = (parts.next()?, parts.next()?, parts.next()?);
    let end = inner.find("?=")?;
    let content = inner.get(..end)?.as_bytes();
    let bytes = match kind {
        "B" | "b" => base64(content)?,
        "Q" | "q" => quoted_printable(content, true),
        _ => return None,
    };
    // RFC 2231 §5: `utf-8*en`.
    let charset = charset.split('*').next();
    let length = 2 + charset_length(text)? + 1 + kind.len() + 1 + end + 2;
    Some((charset::decode(&bytes, charset), text.get(length..)?))
}

fn charset_length(text: &str) -> Option<usize> {
    text.get(2..)?.find('?')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_base64_and_quoted_printable() {
        for (text, plain) in [("aGk=", "hi"), ("aGkh\r\naGk", "hi!hi"), ("", "")] {
            assert_eq!(base64(text.as_bytes()).as_deref(), Some(plain.as_bytes()), "{text}");
        }
        assert_eq!(base64(b"a.b"), None);
        for (text, plain) in
            [("a=3Db=\r\nc", "a=bc"), ("a= \nb", "ab"), ("a=", "a"), ("a=zz=4", "a=zz=4")]
        {
            assert_eq!(quoted_printable(text.as_bytes(), false), plain.as_bytes(), "{text}");
        }
    }

    #[test]
    fn ok_encoded_words() {
        for (text, plain) in [
            ("=?utf-8?q?M=C3=BCller_x?=", "Müller x"),
            ("a =?UTF-8?B?w7w=?= =?UTF-8?B?w7w=?= b", "a üü b"),
            ("=?iso-8859-1*de?Q?=FC?=", "ü"),
            ("=?utf-8?x?a?= =?utf-8?q?", "=?utf-8?x?a?= =?utf-8?q?"),
            ("=?", "=?"),
        ] {
            assert_eq!(words(text), plain, "{text}");
        }
    }
}
