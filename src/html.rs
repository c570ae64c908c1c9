//! HTML as the text that a reader sees, for notices that come as nothing else.
//!
//! Not a browser: tags are left out, those of blocks end a line, and what styles
//! and scripts hold is skipped. One pass, whatever the input.

use crate::input::is_blank;

/// Tags behind and in front of which a line ends.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "tr",
    "li",
    "ul",
    "ol",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "hr",
    "blockquote",
    "title",
    "dt",
    "dd",
    "section",
];

/// Elements whose content nobody reads.
const HIDDEN: &[&str] = &["style", "script", "head"];

/// Names of the characters of Latin-1 from U+00A0 on (HTML 4 §24.2).
const LATIN1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg \
    macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 \
    iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave \
    Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc \
    Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc \
    euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave \
    uacute ucirc uuml yacute thorn yuml";

/// Whether a text is the source of a page or of a part of one, as it stands on a
/// clipboard. `<ana@example.net>: no` is none.
#[must_use]
pub fn is_html(text: &str) -> bool {
    const FIRST: &[&str] = &[
        "<!doctype html",
        "<html",
        "<body",
        "<meta",
        "<div",
        "<p>",
        "<p ",
        "<table",
        "<span",
        "<!--",
    ];
    let text = text.trim_start_matches(is_blank);
    let begins =
        |start: &&str| text.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
    text.starts_with('<') && FIRST.iter().any(begins) && text.contains("</")
}

/// The text of a piece of HTML.
#[must_use]
pub fn text(html: &str) -> String {
    let mut page = Page { seen: String::with_capacity(html.len() / 2), as_written: false };
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        page.push(&rest[..at]);
        rest = &rest[at..];
        rest = if rest.starts_with('<') {
            after_tag(rest, &mut page)
        } else {
            after_entity(rest, &mut page.seen)
        };
    }
    page.push(rest);
    page.seen
}

/// The text that a reader sees, as far as it is read.
struct Page {
    seen: String,
    /// Whether blanks and line ends count, as they do within `<pre>`.
    as_written: bool,
}

impl Page {
    /// Text between tags, where line ends are blanks.
    fn push(&mut self, text: &str) {
        if self.as_written {
            return self.seen.push_str(text);
        }
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n')) {
            self.seen.push_str(&rest[..at]);
            if !self.seen.is_empty() && !self.seen.ends_with([' ', '\n']) {
                self.seen.push(' ');
            }
            rest = &rest[at + 1..];
        }
        self.seen.push_str(rest);
    }

    /// A block begins or ends.
    fn end_line(&mut self) {
        self.trim();
        if !self.seen.is_empty() && !self.seen.ends_with('\n') {
            self.seen.push('\n');
        }
    }

    fn trim(&mut self) {
        while self.seen.ends_with(' ') {
            self.seen.pop();
        }
    }
}

/// What stands behind a tag, a comment or the end of a hidden element.
fn after_tag<'h>(html: &'h str, page: &mut Page) -> &'h str {
    if let Some(comment) = html.strip_prefix("<!--") {
        return comment.split_once("-->").map_or("", |(_, rest)| rest);
    }
    let Some((tag, rest)) = html[1..].split_once('>') else {
        // No tag ends any more, so what follows is text.
        page.push(html);
        return "";
    };
    let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
    let is =
        |names: &[&str]| names.iter().any(|n| name.is_some_and(|own| own.eq_ignore_ascii_case(n)));
    if tag.contains('@') && !tag.contains('=') {
        // `<ana@example.net>`, which a program forgot to escape.
        page.seen.push_str(&html[..tag.len() + 2]);
    } else if is(&["br"]) {
        page.trim();
        page.seen.push('\n');
    } else if is(BLOCKS) {
        page.end_line();
        if is(&["pre"]) {
            page.as_written = !tag.starts_with('/');
        }
    } else if is(&["td", "th"]) {
        page.push(" ");
    } else if is(HIDDEN) && !tag.starts_with('/') {
        return after_hidden(rest, name.unwrap_or_default());
    }
    rest
}

/// What stands behind `</style>`; all of it when that is missing.
fn after_hidden<'h>(html: &'h str, name: &str) -> &'h str {
    let ends = html.match_indices("</").filter(|(at, _)| {
        html.get(at + 2..at + 2 + name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name))
    });
    ends.map(|(at, _)| &html[at..]).next().unwrap_or("")
}

/// The character of an entity such as `&uuml;`, `&#252;` or `&#xFC;`, and what stands behind it.
#[must_use]
pub fn entity(html: &str) -> Option<(char, &str)> {
    let end = html.bytes().take(12).position(|b| b == b';')?;
    Some((character(html.get(1..end)?)?, &html[end + 1..]))
}

/// Whether a text between `<` and `>` is a tag, and no address or name.
#[must_use]
pub fn is_tag(inner: &str) -> bool {
    const INLINE: &[&str] =
        &["a", "b", "br", "code", "dl", "em", "font", "i", "span", "strong", "td", "tt", "u"];
    let name = inner.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
    let known = |n: &&str| name.is_some_and(|own| own.eq_ignore_ascii_case(n));
    let plain = !inner.contains('@') || inner.contains('=');
    plain && (INLINE.iter().any(known) || BLOCKS.iter().any(known))
}

fn after_entity<'h>(html: &'h str, out: &mut String) -> &'h str {
    match entity(html) {
        Some((c, rest)) => {
            out.push(c);
            rest
        }
        None => {
            out.push('&');
            &html[1..]
        }
    }
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let point = hex.map_or_else(|| number.parse(), |hex| u32::from_str_radix(hex, 16)).ok()?;
        return char::from_u32(point).filter(|c| *c != '\0');
    }
    let at = || LATIN1.split_ascii_whitespace().position(|known| known == name);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" | "rsquo" | "lsquo" => Some('\''),
        "ldquo" | "rdquo" => Some('"'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "hellip" => Some('…'),
        "zwnj" => Some('\u{200c}'),
        _ => at().and_then(|at| char::from_u32(0xa0 + at as u32)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_what_a_reader_sees() {
        for (html, seen) in [
            ("<p>Delivery has\nfailed</p><p>to <b>ana</b></p>", "Delivery has failed\nto ana\n"),
            ("<style>p { color: red }</style>no", "no"),
            (
                "F&#252;r &Auml;rger &amp; M&uuml;he &lt;a@example.net&gt;",
                "Für Ärger & Mühe <a@example.net>",
            ),
            ("a<br>b<!-- c -->d<td>e", "a\nbd e"),
            ("<p>a</p>\n<p>b<br>\n<br>c</p>", "a\nb\n\nc\n"),
            ("x<pre>a  b\n\n c</pre> d  e", "x\na  b\n\n c\nd e"),
            ("<ana@example.net>: no", "<ana@example.net>: no"),
            ("1 < 2 &unknown; &", "1 < 2 &unknown; &"),
            ("<<<<", "<<<<"),
            ("<script>no", ""),
            ("", ""),
        ] {
            assert_eq!(text(html), seen, "{html}");
        }
    }
}
