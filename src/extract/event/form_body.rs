//! Events that are posted as a web form: `event=bounce&rcpt=ana%40example.net&bounce=hard`.

use std::borrow::Cow;
use std::ops::Range;

use super::json::Value;
use super::recipient::{is_address, is_name};
use super::{Parsed, Reader, text_of};
use crate::input::Input;

/// The most fields of an event.
const MAX_FIELDS: usize = 200;

/// The least fields by which a text is taken for an event: a link may end with two.
const MIN_FIELDS: usize = 3;

/// The longest text that is decoded.
const MAX_TEXT: usize = 1 << 20;

/// A form in plain text, one field a line, and where each name and value stands.
#[derive(Default)]
struct Decoded {
    text: String,
    fields: Vec<(Range<usize>, Range<usize>)>,
}

/// Reads the event of a text that is a form: one line without blanks, whose fields name a
/// recipient. Whether it is one.
pub(in crate::extract) fn posted(input: &Input, parsed: &mut Parsed) -> bool {
    let text = text_of(input).trim_end();
    !text.contains(char::is_whitespace) && read(text, parsed)
}

#[inline(never)]
fn read(text: &str, parsed: &mut Parsed) -> bool {
    let Some(decoded) = decoded(text) else { return false };
    let value = decoded.value();
    if !names_recipient(&value) {
        return false;
    }
    let known = parsed.deliveries.len();
    let piece = parsed.add_piece(decoded.text.clone());
    parsed.within(piece, |parsed| {
        let input = Input::from(decoded.text.as_str());
        let mut reader = Reader { input: &input, piece, parsed };
        reader.read(&value, 0);
        if reader.parsed.deliveries.len() == known {
            reader.unseen(&value, 0);
        }
    });
    parsed.deliveries.len() > known
}

fn decoded(text: &str) -> Option<Decoded> {
    if text.len() > MAX_TEXT {
        return None;
    }
    let mut found = Decoded::default();
    for pair in text.split('&') {
        let (name, value) = pair.split_once('=')?;
        let name = unescaped(name);
        let name = innermost(&name);
        if !is_plain(name) {
            return None;
        }
        if found.fields.len() < MAX_FIELDS {
            let name = found.add(name, ": ");
            let value = found.add(&unescaped(value), "\n");
            found.fields.push((name, value));
        }
    }
    let wrapped = text.starts_with("mandrill_events=");
    (found.fields.len() >= MIN_FIELDS || wrapped).then_some(found)
}

impl Decoded {
    fn add(&mut self, part: &str, end: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(part);
        self.text.push_str(end);
        start..start + part.len()
    }

    fn value(&self) -> Value<'_> {
        let part = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or_default();
        let field = |(name, value): &(Range<usize>, Range<usize>)| {
            (Cow::Borrowed(part(name)), Value::Text(Cow::Borrowed(part(value))))
        };
        Value::Object(self.fields.iter().map(field).collect())
    }
}

/// `email` of `data[email]`, `codes` of `bounce[codes][0]`, `to` of `to[]`.
fn innermost(mut name: &str) -> &str {
    while let Some((outer, inner)) = name.strip_suffix(']').and_then(|name| name.rsplit_once('[')) {
        if !inner.bytes().all(|b| b.is_ascii_digit()) {
            return inner;
        }
        name = outer;
    }
    name
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b))
}

fn names_recipient(form: &Value) -> bool {
    let Value::Object(fields) = form else { return false };
    let names = |name: &str, value: &str| {
        is_name(name) && is_address(value) || name == "mandrill_events" && value.starts_with('[')
    };
    fields.iter().any(|(name, value)| value.text().is_some_and(|value| names(name, value)))
}

/// `+` is a blank, and `%40` an `@`.
fn unescaped(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((&b, behind)) = rest.split_first() {
        let hex = behind.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let escaped = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| b == b'%');
        bytes.push(escaped.unwrap_or(if b == b'+' { b' ' } else { b }));
        rest = behind.get(if escaped.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
