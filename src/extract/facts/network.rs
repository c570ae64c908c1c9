//! IP addresses, hosts, domains, web addresses and queue ids.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::roles::{DOMAIN, GSMTP, ID, REPORTING, SERVER};
use super::word::{COLON, DIGIT, HYPHEN, POINT, Word, is_web};
use crate::extract::{Parsed, Remote};
use crate::input::{is_blank, start_of, trim};
use crate::span::Span;
use crate::vocabulary::TokenKind;

/// Last labels of names that are common enough to tell a name from a missing
/// blank between two sentences. Two letters are a country.
const LAST_LABELS: &[&str] = &[
    "com",
    "net",
    "org",
    "edu",
    "gov",
    "mil",
    "int",
    "info",
    "biz",
    "name",
    "mobi",
    "app",
    "dev",
    "cloud",
    "online",
    "email",
    "mail",
    "site",
    "shop",
    "tech",
    "xyz",
    "host",
    "world",
    "agency",
    "local",
    "lan",
    "internal",
    "localdomain",
    "arpa",
    "example",
    "test",
    "invalid",
];

/// What stands behind the address of a server that Postfix quotes or could not reach.
const QUOTED: &[&str] = &["] said", "] refused", "] while", "] timed", "]:25:", "]:587:", "]:24:"];

/// Readings of names and numbers of the net.
#[derive(Default)]
pub(super) struct Networks {
    within: bool,
    remote: Remote,
    /// The last word, where it may announce a server or an id.
    announces_server: bool,
    announces_reporter: bool,
    announces_id: bool,
    announces_domain: bool,
    /// Whether the word before was the host of `remote`.
    after_host: bool,
    /// The last word, in case that `- gsmtp` follows.
    last: Option<(String, Span)>,
    hyphen: bool,
}

/// What a word is.
pub(super) enum Network<'t> {
    Nothing,
    Ip(&'t str),
    Name(&'t str),
}

impl Networks {
    pub(super) fn within_reply(&mut self, within: bool) {
        self.within = within;
        self.announces_server = false;
        self.after_host = false;
    }

    /// Exchange names the server in a line of its own above what it returned.
    pub(super) fn begin_line(&mut self, line: &str) {
        self.announces_server = !self.within && !trim(line).contains(is_blank);
    }

    /// The server that the words around a reply name.
    pub(super) fn remote(&self) -> Option<Remote> {
        (self.remote != Remote::default()).then(|| self.remote.clone())
    }

    #[inline(never)]
    pub(super) fn read<'t>(&mut self, parsed: &mut Parsed, word: &Word<'t>) -> Network<'t> {
        let network = self.classify(parsed, word);
        self.note_remote(&network, word);
        self.note_google_id(parsed, word);
        self.announces_server = word.is_any(SERVER) && !self.announces_reporter;
        self.announces_reporter = word.is_any(REPORTING);
        self.announces_id = word.is_any(ID);
        self.announces_domain = word.is_any(DOMAIN);
        network
    }

    fn classify<'t>(&mut self, parsed: &mut Parsed, word: &Word<'t>) -> Network<'t> {
        let text = word.text;
        if is_web(text) {
            let url = text.trim_end_matches([',', ';']);
            parsed.token(TokenKind::Url, url, Span::new(word.start, word.start + url.len()));
            if let Some((offset, ip)) = looked_up(url) {
                let start = word.start + offset;
                parsed.token(TokenKind::Ip, ip, Span::new(start, start + ip.len()));
            }
            return Network::Nothing;
        }
        if word.has(HYPHEN) && is_exim_id(text) || self.announces_id && is_id(text) {
            parsed.token(TokenKind::QueueId, text, word.span());
            return Network::Nothing;
        }
        if !word.has(POINT | COLON) {
            return Network::Nothing;
        }
        if let Some((offset, ip)) = ip(text) {
            let start = word.start + offset;
            parsed.token(TokenKind::Ip, ip, Span::new(start, start + ip.len()));
            return Network::Ip(ip);
        }
        match name(text) {
            Some(name) => {
                // Gmail: `The MAIL FROM domain [news.example.com] has an SPF record`.
                let host = !self.announces_domain && name.matches('.').count() > 1
                    || self.announces_server
                    || word.rest.starts_with('[');
                let kind = if host { TokenKind::Host } else { TokenKind::Domain };
                parsed.token(kind, name, Span::new(word.start, word.start + name.len()));
                Network::Name(name)
            }
            None => Network::Nothing,
        }
    }

    /// `host mx.example.net[192.0.2.1] said:` outside the words of the server.
    fn note_remote(&mut self, network: &Network, word: &Word) {
        let linked = self.announces_server && !self.within || word.rest.starts_with('[');
        match network {
            Network::Name(name)
                if linked
                    && self.remote.host.is_none()
                    && is_quoted_next(word.rest, self.within) =>
            {
                self.remote.host = Some((*name).to_owned());
                self.after_host = true;
            }
            Network::Ip(ip) if self.after_host || self.announces_server && !self.within => {
                self.remote.ip.get_or_insert_with(|| (*ip).to_owned());
                self.after_host = false;
            }
            _ => self.after_host = false,
        }
    }

    /// Google ends replies with the id of the message and `- gsmtp`.
    fn note_google_id(&mut self, parsed: &mut Parsed, word: &Word) {
        if self.hyphen
            && word.is_any(GSMTP)
            && let Some((id, span)) = self.last.take()
        {
            parsed.token(TokenKind::QueueId, id, span);
        }
        self.hyphen = word.text == "-";
        if !self.hyphen {
            let id = word.text;
            let may_be_id = word.has(DIGIT) && word.has(POINT | HYPHEN) && is_id(id);
            self.last = may_be_id.then(|| (id.to_owned(), word.span()));
        }
    }
}

/// Within the words of a server, a host with an IP address is the remote one
/// only if it is quoted or was not reached: `host mx[192.0.2.1] said:`.
fn is_quoted_next(rest: &str, within: bool) -> bool {
    let near = start_of(rest, 64);
    !within || QUOTED.iter().any(|behind| near.contains(behind))
}

/// An IP address, maybe with `IPv6:` in front or a port behind.
fn ip(text: &str) -> Option<(usize, &str)> {
    let offset = match text.get(..5) {
        Some(tag) if tag.eq_ignore_ascii_case("ipv6:") => 5,
        _ => 0,
    };
    let bare = text.get(offset..)?;
    if bare.starts_with(|c: char| c.is_ascii_digit()) {
        let v4 = bare.split_once(':').map_or(bare, |(ip, _)| ip);
        if v4.parse::<Ipv4Addr>().is_ok() {
            return Some((offset, v4));
        }
    }
    let colons = bare.bytes().filter(|b| *b == b':').count();
    let short = colons > 1 && matches!(bare.len(), 4..46) && bare.contains("::");
    let v6 = short || colons == 7;
    (v6 && bare.parse::<Ipv6Addr>().is_ok()).then_some((offset, bare))
}

/// The address that a link leads to the record of: `https://example.org/?ip=192.0.2.1`.
#[inline(never)]
fn looked_up(url: &str) -> Option<(usize, &str)> {
    let host = url.find("://")? + 3;
    let mut offset = host + url[host..].find(['/', '?'])? + 1;
    for part in url[offset..].split(['/', '?', '&', '=', ';', '#']) {
        // Of `ip()`, only what is an address as a whole: no port, no prefix.
        if let Some((0, ip)) = ip(part).filter(|(_, ip)| ip.len() == part.len()) {
            return Some((offset, ip));
        }
        offset += part.len() + 1;
    }
    None
}

/// A name of at least two labels, maybe with a port behind.
fn name(text: &str) -> Option<&str> {
    let bare = text.split_once(':').map_or(text, |(name, _)| name);
    // `x.xx.xx.xx` is an address that somebody has made unreadable.
    let hidden = bare.bytes().all(|b| matches!(b, b'x' | b'X' | b'.'));
    if hidden || bare.len() > 253 || !bare.contains('.') || bare.contains('@') {
        return None;
    }
    let last = bare.rsplit('.').next()?;
    let country = last.len() == 2
        && last.bytes().all(|b| b.is_ascii_alphabetic())
        && (last.bytes().all(|b| b.is_ascii_lowercase())
            || !bare.bytes().any(|b| b.is_ascii_lowercase()));
    let known = country
        || last.starts_with("xn--")
        || LAST_LABELS.iter().any(|label| label.eq_ignore_ascii_case(last));
    (known && bare.split('.').all(is_label)).then_some(bare)
}

fn is_label(label: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && label.chars().all(fits)
}

/// Letters, digits and `.-_`, with a digit among them.
fn is_id(text: &str) -> bool {
    text.len() >= 6
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        && ip(text).is_none()
}

/// Exim's ids: `1tpAbC-0004Xy-2Z`, and the longer ones since 4.97.
#[inline(never)]
fn is_exim_id(text: &str) -> bool {
    let mut parts = text.split('-').map(str::len);
    let lengths = (parts.next(), parts.next(), parts.next(), parts.next());
    matches!(lengths, (Some(6), Some(6), Some(2), None) | (Some(6), Some(11), Some(4), None))
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && text.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_addresses_of_the_net() {
        assert_eq!(ip("192.0.2.1"), Some((0, "192.0.2.1")));
        assert_eq!(ip("192.0.2.1:25"), Some((0, "192.0.2.1")));
        assert_eq!(ip("IPv6:2001:db8::1"), Some((5, "2001:db8::1")));
        assert_eq!(name("mx.example.net:25"), Some("mx.example.net"));
        assert!(is_exim_id("1tpAbC-0004Xy-2Z"));
    }

    #[test]
    fn ok_the_address_that_a_link_looks_up() {
        let found = |url| looked_up(url).map(|(_, ip)| ip);
        assert_eq!(found("https://example.org/?ip=192.0.2.1"), Some("192.0.2.1"));
        assert_eq!(found("http://example.org/help.htm?a=1&ip=192.0.2.1&n=2"), Some("192.0.2.1"));
        assert_eq!(found("https://example.org/query/ip/192.0.2.1"), Some("192.0.2.1"));
        assert_eq!(looked_up("https://a.org/?2001:db8::1"), Some((15, "2001:db8::1")));
        assert_eq!(found("https://192.0.2.1/help"), None);
        assert_eq!(found("https://example.org/v/1.2.3"), None);
        assert_eq!(found("https://example.org"), None);
    }

    #[test]
    fn err_numbers_and_sentences() {
        for text in ["5.7.26", "256.0.2.1", "12:30:45", "1.2.3.4.5", "::", "a::b:c:z"] {
            assert_eq!(ip(text), None, "{text}");
        }
        for text in
            ["rejected.Please", "RESOLVER.RST.AuthRequired", "e.g", "-a.com", "a..com", "4.96"]
        {
            assert_eq!(name(text), None, "{text}");
        }
    }
}
