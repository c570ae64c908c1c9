//! What a part is said to be (RFC 2045 §5).

/// Type, subtype and the parameters that matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContentType {
    /// `text`; empty where nothing is said.
    pub main: String,
    /// `plain`.
    pub sub: String,
    pub charset: Option<String>,
    pub boundary: Option<String>,
}

impl ContentType {
    /// Whether the content is a mail.
    #[must_use]
    pub fn is_mail(&self) -> bool {
        self.main == "message" && ["rfc822", "global", "news"].contains(&self.sub.as_str())
    }

    /// Reads the value of the field.
    #[must_use]
    pub fn read(value: &str) -> ContentType {
        let mut read = ContentType::default();
        let (kind, mut rest) = value.split_once(';').unwrap_or((value, ""));
        let (main, sub) = kind.split_once('/').unwrap_or((kind, ""));
        read.main = main.trim().to_ascii_lowercase();
        read.sub = sub.trim().to_ascii_lowercase();
        while let Some((name, behind)) = rest.split_once('=') {
            let (value, next) = parameter(behind.trim_start());
            let name = name.trim_matches([' ', '\t', ';']);
            if name.eq_ignore_ascii_case("charset") {
                read.charset.get_or_insert(value);
            } else if name.eq_ignore_ascii_case("boundary") {
                read.boundary.get_or_insert(value);
            }
            rest = next;
        }
        read
    }
}

/// The value of a parameter, and what stands behind it.
fn parameter(text: &str) -> (String, &str) {
    let Some(inner) = text.strip_prefix('"') else {
        let (value, rest) = text.split_once(';').unwrap_or((text, ""));
        return (value.trim().to_owned(), rest);
    };
    let mut value = String::new();
    let mut escaped = false;
    for (at, c) in inner.char_indices() {
        match c {
            '"' if !escaped => return (value, &inner[at + 1..]),
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            _ => value.push(c),
        }
        escaped = false;
    }
    // The quotation mark at the end is missing.
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_types_with_parameters() {
        let read =
            ContentType::read("Multipart/Report; report-type=a; Boundary=\"a;\\\"b\" ; charset=X");
        assert_eq!((read.main.as_str(), read.sub.as_str()), ("multipart", "report"));
        assert_eq!(read.boundary.as_deref(), Some("a;\"b"));
        assert_eq!(read.charset.as_deref(), Some("X"));
    }

    #[test]
    fn err_types_that_are_damaged() {
        for value in ["", ";", "text", "/", "a/b; =", "a/b; boundary", "a/b; x=\""] {
            assert_eq!(ContentType::read(value).boundary, None, "{value}");
        }
        assert_eq!(ContentType::read("a/b; boundary=\"x").boundary.as_deref(), Some("x"));
    }
}
