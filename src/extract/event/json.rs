//! JSON with the place of every string.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A JSON value; strings without escapes are parts of the text that was read.
#[derive(Debug)]
pub(super) enum Value<'t> {
    /// `null`, `true`, `false`.
    Other,
    Number(f64),
    Text(Cow<'t, str>),
    List(Vec<Value<'t>>),
    Object(Vec<(Cow<'t, str>, Value<'t>)>),
}

/// The values of a text, one after the other, and whether it ends well.
///
/// A value that is cut off, or nested deeper than `serde_json` goes (128 levels), is
/// left out with all that follows.
pub(super) fn values(text: &str) -> (Vec<Value<'_>>, bool) {
    let mut found = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        match value {
            Ok(value) => found.push(value),
            Err(_) => return (found, false),
        }
    }
    (found, true)
}

impl<'t> Value<'t> {
    /// The value below a path such as `bounce.bouncedRecipients`.
    pub(super) fn at(&self, path: &str) -> Option<&Value<'t>> {
        path.split('.').try_fold(self, |value, name| value.get(name))
    }

    fn get(&self, name: &str) -> Option<&Value<'t>> {
        match self {
            Value::Object(fields) => {
                fields.iter().find(|(key, _)| key == name).map(|(_, value)| value)
            }
            // `commonHeaders.to`: the first of several.
            Value::List(items) => items.first()?.get(name),
            _ => None,
        }
    }

    /// The key at the end of a path, as it stands in the text.
    pub(super) fn key(&self, path: &str) -> Option<&str> {
        let (above, name) = path.rsplit_once('.').map_or((None, path), |(a, n)| (Some(a), n));
        match above.map_or(Some(self), |above| self.at(above))? {
            Value::Object(fields) => {
                fields.iter().find(|(key, _)| key == name).map(|(key, _)| key.as_ref())
            }
            _ => None,
        }
    }

    /// A text that is not empty; of a list the first one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Value::Text(text) if !text.trim().is_empty() => Some(text),
            Value::List(items) => items.first()?.text(),
            _ => None,
        }
    }

    /// A whole number, also when it is written as a text.
    pub(super) fn number(&self) -> Option<u32> {
        match self {
            Value::Number(number) if (0.0..1e9).contains(number) => Some(*number as u32),
            Value::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub(super) fn list(&self) -> &[Value<'t>] {
        match self {
            Value::List(items) => items,
            _ => &[],
        }
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value<'de>, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value<'de>, E> {
        Ok(Value::Other)
    }

    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Other)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value<'de>, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value<'de>, E> {
        Ok(Value::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value<'de>, E> {
        Ok(Value::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value<'de>, A::Error> {
        let mut object = Vec::new();
        while let Some((Key(key), value)) = fields.next_entry()? {
            object.push((key, value));
        }
        Ok(Value::Object(object))
    }
}

/// A name in an object, borrowed where it has no escapes.
struct Key<'t>(Cow<'t, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Key<'de>, D::Error> {
        match deserializer.deserialize_any(Reader)? {
            Value::Text(text) => Ok(Key(text)),
            _ => Ok(Key(Cow::Borrowed(""))),
        }
    }
}
