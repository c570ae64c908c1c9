//! Rules for sentences and links.

use super::Checker;
use crate::schema::Text;
use crate::vocabulary::Parameter;

/// The longest text of a kind, in characters, and whether it may end in a full stop.
#[derive(Clone, Copy)]
pub struct Length {
    longest: usize,
    full_stop: bool,
}

/// A title: short, no full stop.
pub const TITLE: Length = Length { longest: 90, full_stop: false };
/// A summary: one to three sentences.
pub const SUMMARY: Length = Length { longest: 480, full_stop: true };
/// A step: one thing to do.
pub const STEP: Length = Length { longest: 240, full_stop: true };
/// A paragraph or an answer to a misreading.
pub const PARAGRAPH: Length = Length { longest: 700, full_stop: true };
/// What people say elsewhere.
pub const CLAIM: Length = Length { longest: 240, full_stop: true };
/// The name of a source.
pub const SOURCE: Length = Length { longest: 160, full_stop: true };

/// Whether a sentence holds only as long as a server keeps the message.
pub fn tells_to_wait(text: &Text) -> bool {
    ["tried again", "tries again by itself", "try again by themselves"]
        .iter()
        .any(|words| text.get_ref().contains(words))
}

impl<T> Checker<'_, T> {
    /// A sentence for people.
    pub fn prose(&mut self, text: &Text, length: Length) {
        let content = text.get_ref().trim();
        if content.is_empty() {
            self.tell(text, "this text is empty");
        }
        let long = content.chars().count();
        if long > length.longest {
            self.tell(text, format!("{long} characters; at most {} here", length.longest));
        }
        if !length.full_stop && content.ends_with('.') {
            self.tell(text, "no full stop at the end of a title");
        }
        self.parameters(text);
    }

    /// A link of the knowledge base.
    pub fn url(&mut self, url: &Text) {
        let content = url.get_ref();
        let scheme = content.starts_with("https://")
            || content.starts_with("mailto:")
            || content.starts_with("http://");
        if !scheme || content.contains(char::is_whitespace) {
            self.tell(url, "a link starts with https://, http:// or mailto: and has no blanks");
        }
        self.parameters(url);
    }

    fn parameters(&mut self, text: &Text) {
        for part in text.get_ref().split('{').skip(1) {
            let name = part.split('}').next().unwrap_or_default();
            let known = Parameter::ALL.iter().map(|parameter| parameter.as_str());
            if !part.contains('}') || !known.clone().any(|known| known == name) {
                let known: Vec<&str> = known.collect();
                self.tell(text, format!("`{{{name}` is not one of: {{{}}}", known.join("}, {")));
            }
        }
    }

    /// Examples are invented: their addresses are at example.com and the like.
    pub fn invented(&mut self, text: &Text) {
        for domain in text.get_ref().split('@').skip(1) {
            let end = domain
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '.' && c != '-')
                .unwrap_or(domain.len());
            let domain = domain[..end].trim_end_matches('.').to_ascii_lowercase();
            let free = [
                "example.com",
                "example.net",
                "example.org",
                "example.edu",
                "example",
                "invalid",
                "test",
            ];
            let invented =
                free.iter().any(|root| domain == *root || domain.ends_with(&format!(".{root}")));
            if domain.contains('.') && !invented {
                self.tell(
                    text,
                    format!("`@{domain}`: addresses in examples are at example.com, .net or .org"),
                );
            }
        }
    }
}
