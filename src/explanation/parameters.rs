//! Fills the reply's own values into sentences and links.

use std::borrow::Cow;
use std::fmt::Write;

use crate::extract::{Delivery, Parsed, Token};
use crate::knowledge::Diagnosis;
use crate::knowledge::tables::{StepRecord, WORDS_PARAMETER};
use crate::reply::Reply;
use crate::span::Span;
use crate::vocabulary::TokenKind;

use super::Step;

/// The names, in the order of [`WORDS_PARAMETER`].
const NAMES: [&str; WORDS_PARAMETER.len()] = [
    "blocklist",
    "code",
    "delay",
    "domain",
    "enhanced",
    "host",
    "ip",
    "limit",
    "provider",
    "recipient",
    "recipient_domain",
    "sender",
];

/// What the reply says for each name.
#[derive(Debug, Default)]
pub struct Parameters {
    values: [Option<String>; NAMES.len()],
}

impl Parameters {
    /// Collects the values that belong to one delivery.
    pub fn new(parsed: &Parsed, delivery: &Delivery, diagnosis: &Diagnosis) -> Parameters {
        let reply = delivery.reply.and_then(|at| parsed.replies.get(at));
        let found = Found { parsed, delivery, reply };
        let mut parameters = Parameters::default();
        let recipient = delivery.recipient.clone();
        parameters.set("recipient_domain", recipient.as_deref().and_then(domain_of));
        parameters.set("recipient", recipient);
        parameters
            .set("blocklist", diagnosis.blocklist.as_ref().map(|(list, _)| list.name.to_owned()));
        parameters.set("provider", diagnosis.provider.map(|provider| provider.name.to_owned()));
        parameters.set("code", reply.and_then(|reply| reply.code).map(|code| code.to_string()));
        parameters
            .set("enhanced", reply.and_then(|reply| reply.enhanced).map(|code| code.to_string()));
        parameters.set("host", delivery.remote.as_ref().and_then(|remote| remote.host.clone()));
        parameters.set("ip", found.sender_ip());
        parameters.set("domain", found.sender_domain());
        parameters.set("sender", found.value(TokenKind::Sender));
        parameters.set("limit", found.as_written(TokenKind::Limit));
        parameters.set("delay", found.as_written(TokenKind::Delay));
        parameters
    }

    fn set(&mut self, name: &str, value: Option<String>) {
        if let Some(at) = position(name) {
            self.values[at] = value.filter(|value| !value.is_empty());
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.values[position(name)?].as_deref()
    }

    /// The sentence with every value filled in, or with the words that stand for it.
    pub fn fill<'t>(&self, sentence: &'t str) -> Cow<'t, str> {
        if !sentence.contains('{') {
            return Cow::Borrowed(sentence);
        }
        let stand_in = |name: &str| position(name).map_or("", |at| WORDS_PARAMETER[at]);
        Cow::Owned(replace(sentence, |name, out| match self.get(name) {
            Some(value) => out.push_str(value),
            None => push_words(stand_in(name), out),
        }))
    }

    /// The link with every value filled in; `None` when the reply does not say one.
    pub fn fill_url(&self, url: &'static str) -> Option<Cow<'static, str>> {
        if !url.contains('{') {
            return Some(Cow::Borrowed(url));
        }
        let mut complete = true;
        let filled = replace(url, |name, out| match self.get(name) {
            Some(value) => percent_encode(value, out),
            None => complete = false,
        });
        complete.then_some(Cow::Owned(filled))
    }

    /// A step with everything filled in.
    pub fn fill_step(&self, step: &StepRecord) -> Step {
        let url = step.url.and_then(|url| self.fill_url(url));
        Step {
            audience: step.audience,
            text: self.fill(step.text),
            url: url.or_else(|| step.fallback_url.map(Cow::Borrowed)),
        }
    }
}

fn position(name: &str) -> Option<usize> {
    NAMES.iter().position(|known| *known == name)
}

/// Replaces each `{name}`; the build has checked that they are closed and known.
fn replace(text: &str, mut value: impl FnMut(&str, &mut String)) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        value(name, &mut out);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Words that begin a sentence begin with a capital letter.
fn push_words(words: &str, out: &mut String) {
    let at = out.len();
    let begins = out.is_empty() || out.ends_with(". ");
    out.push_str(words);
    if begins && let Some(first) = out.get_mut(at..=at) {
        first.make_ascii_uppercase();
    }
}

/// The value comes from the input: nothing in it may end or change the link.
fn percent_encode(value: &str, out: &mut String) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_:@".contains(&byte) {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

fn domain_of(address: &str) -> Option<String> {
    address.rsplit_once('@').map(|(_, domain)| domain.to_owned())
}

/// The tokens of one delivery.
struct Found<'a> {
    parsed: &'a Parsed,
    delivery: &'a Delivery,
    reply: Option<&'a Reply>,
}

impl Found<'_> {
    fn tokens(&self, kind: TokenKind) -> impl Iterator<Item = &Token> {
        let span = self.reply.map(|reply| reply.span);
        let inside = move |token: &&Token| {
            token.kind == kind && span.is_none_or(|span: Span| span.contains(token.span))
        };
        self.parsed.tokens.iter().filter(inside)
    }

    fn value(&self, kind: TokenKind) -> Option<String> {
        self.tokens(kind).next().map(|token| token.value.clone())
    }

    fn as_written(&self, kind: TokenKind) -> Option<String> {
        let token = self.tokens(kind).next()?;
        Some(token.span.of(self.parsed.pieces.get(token.span.piece as usize)?).to_owned())
    }

    /// An address that a reply names is the client's, unless it is the server's own.
    fn sender_ip(&self) -> Option<String> {
        let checked = self.checks().find_map(|check| check.ip.clone());
        let remote = self.delivery.remote.as_ref().and_then(|remote| remote.ip.as_deref());
        let named =
            || self.tokens(TokenKind::Ip).find(|token| Some(token.value.as_str()) != remote);
        checked.or_else(|| named().map(|token| token.value.clone()))
    }

    fn sender_domain(&self) -> Option<String> {
        let checked = self.checks().find_map(|check| check.domain.clone());
        let of_sender = || self.value(TokenKind::Sender).as_deref().and_then(domain_of);
        let of_recipient = self.delivery.recipient.as_deref().and_then(domain_of);
        let named = || {
            self.tokens(TokenKind::Domain).find(|token| Some(&token.value) != of_recipient.as_ref())
        };
        checked.or_else(of_sender).or_else(|| named().map(|token| token.value.clone()))
    }

    fn checks(&self) -> impl Iterator<Item = &crate::extract::Check> {
        let span = self.reply.map(|reply| reply.span);
        self.parsed
            .checks
            .iter()
            .filter(move |check| span.is_none_or(|span| span.contains(check.span)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_names_stand_in_the_order_of_the_words() {
        let mut sorted = NAMES;
        sorted.sort_unstable();
        assert_eq!(sorted, NAMES);
    }

    #[test]
    fn ok_hostile_values_cannot_change_a_link() {
        let mut parameters = Parameters::default();
        parameters.set("domain", Some("x\"><a href=//evil?&#".into()));
        let url = parameters.fill_url("https://example.org/?q={domain}").unwrap();
        assert_eq!(url, "https://example.org/?q=x%22%3E%3Ca%20href%3D%2F%2Fevil%3F%26%23");
    }

    #[test]
    fn ok_a_link_without_its_value_is_left_out() {
        assert_eq!(Parameters::default().fill_url("https://example.org/?q={ip}"), None);
        assert_eq!(Parameters::default().fill("at {ip}"), format!("at {}", WORDS_PARAMETER[6]));
    }

    #[test]
    fn ok_words_that_begin_a_sentence_begin_with_a_capital() {
        let mut parameters = Parameters::default();
        assert_eq!(
            parameters.fill("{host} is busy. {host} said so to {sender}."),
            "The receiving server is busy. The receiving server said so to your address."
        );
        parameters.set("host", Some("mx.example.net".into()));
        assert_eq!(parameters.fill("{host} is busy."), "mx.example.net is busy.");
    }
}
