//! Addresses in header fields (RFC 5322 §3.4).

use super::encoding;

/// A name and an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailbox {
    pub name: String,
    pub address: String,
}

/// The mailboxes of a field: `Ana <ana@example.net>, "B, C" <b@example.net>`.
#[must_use]
pub fn mailboxes(value: &str) -> Vec<Mailbox> {
    let mut found = Vec::new();
    let (mut from, mut quoted, mut bracket) = (0, false, false);
    for (at, c) in value.char_indices() {
        match c {
            '"' if !value[..at].ends_with('\\') => quoted = !quoted,
            '<' if !quoted => bracket = true,
            '>' if !quoted => bracket = false,
            // A colon ends the name of a group, a semicolon the group.
            ',' | ';' if !quoted && !bracket => {
                found.extend(mailbox(&value[from..at]));
                from = at + 1;
            }
            ':' if !quoted && !bracket => from = at + 1,
            _ => (),
        }
    }
    found.extend(mailbox(value.get(from..).unwrap_or_default()));
    found
}

/// One mailbox; `None` for an empty one.
fn mailbox(text: &str) -> Option<Mailbox> {
    let plain = |name: &str| encoding::words(name.trim().trim_matches('"'));
    if let Some((name, behind)) = text.rsplit_once('<') {
        let address = behind.split('>').next().unwrap_or_default().trim().to_owned();
        return Some(Mailbox { name: plain(name), address });
    }
    // `ana@example.net (Ana)`
    let (address, name) = text.split_once('(').unwrap_or((text, ""));
    let address = address.trim().trim_matches('"').to_owned();
    let name = plain(name.trim_end().trim_end_matches(')'));
    match address.contains('@') {
        true => Some(Mailbox { name, address }),
        false if address.is_empty() => None,
        false => Some(Mailbox { name: address, address: String::new() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Vec<(String, String)> {
        mailboxes(value).into_iter().map(|found| (found.name, found.address)).collect()
    }

    fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn ok_every_spelling() {
        for (value, pairs) in [
            ("ana@example.net", &[("", "ana@example.net")][..]),
            ("Ana <ana@example.net>", &[("Ana", "ana@example.net")]),
            ("\"A, B\" <a@b>, c@d (C)", &[("A, B", "a@b"), ("C", "c@d")]),
            ("=?utf-8?q?=C3=BC?= <a@b>", &[("ü", "a@b")]),
            ("undisclosed-recipients:;", &[]),
            ("Friends: a@b, c@d;", &[("", "a@b"), ("", "c@d")]),
            ("Mail Delivery System", &[("Mail Delivery System", "")]),
            ("<>", &[("", "")]),
            ("", &[]),
        ] {
            assert_eq!(read(value), owned(pairs), "{value}");
        }
    }
}
