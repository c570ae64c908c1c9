//! Bytes of any charset as text.
//!
//! Natively `encoding_rs` does it, in WebAssembly the host's `TextDecoder`: both
//! follow the WHATWG Encoding Standard, so both give the same text. A module that
//! must not call its host notes what is to be decoded, and is asked again.

/// Whether text of this charset needs no decoding. Mails without a charset, and
/// those that are labelled ASCII, are read as UTF-8, which costs nothing.
pub(super) fn is_utf8(charset: Option<&str>) -> bool {
    charset.is_none_or(|name| {
        ["utf-8", "utf8", "us-ascii", "ascii", "unknown-8bit", "x-unknown", "unknown"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// The charset of a text. A report has no place for its name, and Domino writes Japanese in it all the
/// same; its escapes (RFC 1468) stand for nothing else.
pub(super) fn of<'c>(named: Option<&'c str>, bytes: &[u8]) -> Option<&'c str> {
    let shifts = || memchr::memmem::find(bytes, b"\x1b$B").is_some();
    if is_utf8(named) && shifts() { Some("iso-2022-jp") } else { named }
}

/// The text of `bytes`; what is no text becomes U+FFFD.
///
/// A mail that was converted on its way keeps its old label: what is UTF-8 and
/// makes no sense as the charset that it names is read as UTF-8.
pub(super) fn decode(bytes: &[u8], charset: Option<&str>) -> String {
    let named = charset.filter(|_| !is_utf8(charset)).and_then(|name| match is_western(name) {
        true => Some(bytes.iter().map(|byte| western(*byte)).collect()),
        false => decode_as(bytes, name),
    });
    match (named, std::str::from_utf8(bytes)) {
        (Some(text), Ok(plain)) if text.contains('\u{fffd}') => plain.to_owned(),
        (Some(text), _) => text,
        (None, Ok(plain)) => plain.to_owned(),
        (None, Err(_)) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Whether the label stands for windows-1252 (WHATWG Encoding §4.2), which is decoded
/// here: Node 20 reads `iso-8859-1` as what it says, and browsers do not.
fn is_western(charset: &str) -> bool {
    ["iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "l1", "windows-1252", "cp1252", "x-cp1252"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(charset.trim()))
}

/// The characters of windows-1252 from 0x80 to 0x9F; the rest is as in Unicode.
const WESTERN: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn western(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WESTERN[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(not(target_family = "wasm"))]
fn decode_as(bytes: &[u8], charset: &str) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label(charset.as_bytes())?;
    Some(encoding.decode(bytes).0.into_owned())
}

#[cfg(all(target_family = "wasm", feature = "web"))]
use crate::text_decoder::decode as decode_as;

#[cfg(all(target_family = "wasm", not(feature = "web")))]
use crate::host_decoder::decode as decode_as;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_charsets_of_old_mails() {
        for (charset, bytes, text) in [
            ("iso-2022-jp", &b"\x1b$B%a!<%k\x1b(B"[..], "メール"),
            ("Shift_JIS", b"\x83\x81\x81[\x83\x8b", "メール"),
            ("gb2312", b"\xd3\xca\xcf\xe4", "邮箱"),
            ("big5", b"\xabH\xbdc", "信箱"),
            ("euc-kr", b"\xb8\xde\xc0\xcf", "메일"),
            ("ISO-8859-1", b"was\x92nt \xe9", "was\u{2019}nt é"),
            ("windows-1252", b"\x93no\x94", "\u{201c}no\u{201d}"),
            ("koi8-r", b"\xd0\xcf\xde\xd4\xc1", "почта"),
            ("no-such-charset", b"no", "no"),
            ("iso-2022-jp", "メール".as_bytes(), "メール"),
        ] {
            assert_eq!(decode(bytes, Some(charset)), text, "{charset}");
        }
    }
}
