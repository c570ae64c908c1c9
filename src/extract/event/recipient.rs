//! The recipient of an event that nobody has seen before.

use super::json::Value;

/// Beginnings of names that recipients have, in lower case.
const NAMES: &[&str] = &["recipient", "bounced_recipient", "rcpt", "email", "to"];

/// How deep names are looked for.
const MAX_DEPTH: usize = 8;

/// The address that stands under the name of a recipient, if there is only one.
pub(super) fn only_one<'v>(values: &'v [Value]) -> Option<&'v str> {
    let mut found = Vec::new();
    values.iter().for_each(|value| collect(value, false, 0, &mut found));
    let first = *found.first()?;
    found.iter().all(|other| first.eq_ignore_ascii_case(other)).then_some(first)
}

fn collect<'v>(value: &'v Value, named: bool, depth: usize, found: &mut Vec<&'v str>) {
    match value {
        _ if depth > MAX_DEPTH => (),
        Value::Text(text) if named && is_address(text) => found.push(text),
        Value::List(items) => {
            items.iter().for_each(|item| collect(item, named, depth + 1, found));
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                let named = is_name(name) || named && name.to_ascii_lowercase().contains("address");
                collect(value, named, depth + 1, found);
            }
        }
        _ => (),
    }
}

/// `to`, `email`, `rcpt_to`, `recipientAddress`; `email_info` and `total` are others.
fn is_name(name: &str) -> bool {
    NAMES.iter().any(|known| {
        let start = name.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known));
        let rest = name.get(known.len()..).unwrap_or_default().to_ascii_lowercase();
        start && ["", "s", "_to", "_address", "address"].contains(&rest.as_str())
    })
}

fn is_address(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'))
        && !text.contains(char::is_whitespace)
}
