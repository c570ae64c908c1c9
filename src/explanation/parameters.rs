//! Fills the reply's own values into sentences and links.

use std::borrow::Cow;
use std::fmt::Write;

use crate::extract::{Delivery, Parsed, Token};
use crate::knowledge::Diagnosis;
use crate::knowledge::tables::{ProviderRecord, StepRecord};
use crate::knowledge::words;
use crate::reply::Reply;
use crate::span::Span;
use crate::vocabulary::{Basis, Parameter, ProviderKind, TokenKind};

use super::Step;

/// Words in front of the name of a block list.
const LISTED: &[&str] = &["using", "listed at", "listed by", "listed in", "listed on"];

/// What one delivery says for each name. A value is looked up when a sentence asks for it.
pub struct Parameters<'a> {
    parsed: &'a Parsed,
    delivery: &'a Delivery,
    reply: Option<&'a Reply>,
    diagnosis: &'a Diagnosis,
}

impl<'a> Parameters<'a> {
    /// The values that belong to one delivery.
    pub fn new(
        parsed: &'a Parsed,
        delivery: &'a Delivery,
        diagnosis: &'a Diagnosis,
    ) -> Parameters<'a> {
        let reply = delivery.reply.and_then(|at| parsed.replies.get(at));
        Parameters { parsed, delivery, reply, diagnosis }
    }

    fn get(&self, parameter: Parameter) -> Option<Cow<'a, str>> {
        let recipient = self.delivery.recipient.as_deref();
        let value: Cow<str> = match parameter {
            Parameter::Recipient => recipient?.into(),
            Parameter::RecipientDomain => domain_of(recipient?)?.into(),
            Parameter::Blocklist => match &self.diagnosis.blocklist {
                Some((list, _)) => list.name.into(),
                None => self.unknown_list()?.into(),
            },
            Parameter::Provider => self.receiver()?.name.into(),
            Parameter::Code => self.reply?.code?.to_string().into(),
            Parameter::Enhanced => self.reply?.enhanced?.to_string().into(),
            Parameter::Host => self.delivery.remote.as_ref()?.host.as_deref()?.into(),
            Parameter::Ip => self.sender_ip()?.into(),
            Parameter::Domain => self.sender_domain()?.into(),
            Parameter::Sender => self.value(TokenKind::Sender)?.into(),
            Parameter::Limit => self.as_written(TokenKind::Limit)?.into(),
            Parameter::Delay => self.as_written(TokenKind::Delay)?.into(),
        };
        Some(value).filter(|value| !value.is_empty())
    }

    /// The provider that takes the mail. "Brevo blocks 192.0.2.9" would be wrong where Brevo only
    /// tells of it, and nobody sends "to Postfix".
    fn receiver(&self) -> Option<&'static ProviderRecord> {
        self.diagnosis.provider.filter(|provider| match provider.kind {
            ProviderKind::MailboxProvider | ProviderKind::Filter => true,
            ProviderKind::SendingService => self.diagnosis.basis == Basis::ProviderPhrase,
            _ => false,
        })
    }

    /// The sentence with every value filled in, or with the words that stand for it.
    pub fn fill<'t>(&self, sentence: &'t str) -> Cow<'t, str> {
        if !sentence.contains('{') {
            return Cow::Borrowed(sentence);
        }
        Cow::Owned(replace(sentence, |parameter, out| match self.get(parameter) {
            Some(value) => out.push_str(&value),
            None => push_words(words().parameter[parameter as usize], out),
        }))
    }

    /// The link with every value filled in; `None` when the reply does not say one.
    pub fn fill_url(&self, url: &'static str) -> Option<Cow<'static, str>> {
        if !url.contains('{') {
            return Some(Cow::Borrowed(url));
        }
        let mut complete = true;
        let filled = replace(url, |parameter, out| match self.get(parameter) {
            Some(value) => percent_encode(&value, out),
            None => complete = false,
        });
        complete.then_some(Cow::Owned(filled))
    }

    /// A step with everything filled in.
    pub fn fill_step(&self, step: &StepRecord) -> Step {
        if !step.has_places {
            let url = step.url.map(Cow::Borrowed);
            return Step { audience: step.audience, text: Cow::Borrowed(step.text), url };
        }
        let url = step.url.and_then(|url| self.fill_url(url));
        Step {
            audience: step.audience,
            text: self.fill(step.text),
            url: url.or_else(|| step.fallback_url.map(Cow::Borrowed)),
        }
    }
}

/// Replaces each `{name}`; the build has checked that they are closed and known.
fn replace(text: &str, mut value: impl FnMut(Parameter, &mut String)) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let named = Parameter::ALL.iter().find(|parameter| parameter.as_str() == name);
        if let Some(parameter) = named {
            value(*parameter, &mut out);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Words that begin a sentence begin with a capital letter.
#[inline(never)]
fn push_words(words: &str, out: &mut String) {
    // `_dmarc.[your domain]`, in the middle of a name.
    if out.ends_with('.') {
        return out.extend(["[", words, "]"]);
    }
    let at = out.len();
    let begins = out.is_empty() || out.ends_with(". ");
    out.push_str(words);
    if begins && let Some(first) = out.get_mut(at..=at) {
        first.make_ascii_uppercase();
    }
}

/// The value comes from the input: nothing in it may end or change the link.
#[inline(never)]
fn percent_encode(value: &str, out: &mut String) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_:@".contains(&byte) {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

fn domain_of(address: &str) -> Option<&str> {
    address.rsplit_once('@').map(|(_, domain)| domain)
}

/// What the tokens of the delivery say.
impl<'a> Parameters<'a> {
    fn tokens(&self, kind: TokenKind) -> impl Iterator<Item = &'a Token> + use<'a> {
        let span = self.reply.map(|reply| reply.span);
        let inside = move |token: &&Token| {
            token.kind == kind && span.is_none_or(|span: Span| span.contains(token.span))
        };
        self.parsed.tokens.iter().filter(inside)
    }

    fn value(&self, kind: TokenKind) -> Option<&'a str> {
        self.tokens(kind).next().map(|token| &*token.value)
    }

    fn as_written(&self, kind: TokenKind) -> Option<&'a str> {
        let token = self.tokens(kind).next()?;
        Some(token.span.of(self.parsed.pieces.get(token.span.piece as usize)?))
    }

    /// A list that only the reply names: `blocked using bl.example.org`.
    #[inline(never)]
    fn unknown_list(&self) -> Option<&'a str> {
        let before = |token: &Token| {
            let piece = self.parsed.pieces.get(token.span.piece as usize)?;
            Some(piece.get(..token.span.start as usize)?.trim_end())
        };
        let is_list = |text: &str| LISTED.iter().any(|words| text.ends_with(words));
        let mut hosts = self.tokens(TokenKind::Host);
        hosts.find(|host| before(host).is_some_and(is_list)).map(|host| &*host.value)
    }

    /// An address that a reply names is the client's, unless it is the server's own, or the answer of a
    /// block list: `127.255.255.254 returned by the block list`.
    #[inline(never)]
    fn sender_ip(&self) -> Option<&'a str> {
        let checked = self.checks().find_map(|check| check.ip.as_deref());
        let remote = self.delivery.remote.as_ref().and_then(|remote| remote.ip.as_deref());
        let mut named = self.tokens(TokenKind::Ip).map(|token| &*token.value);
        checked.or_else(|| named.find(|ip| Some(*ip) != remote && !ip.starts_with("127.")))
    }

    #[inline(never)]
    fn sender_domain(&self) -> Option<&'a str> {
        let checked = self.checks().find_map(|check| check.domain.as_deref());
        let of_sender = || self.value(TokenKind::Sender).and_then(domain_of);
        let of_recipient = self.delivery.recipient.as_deref().and_then(domain_of);
        let mut named = self.tokens(TokenKind::Domain).map(|token| &*token.value);
        let other = |domain: &&str| Some(*domain) != of_recipient;
        checked.or_else(of_sender).or_else(|| named.find(other))
    }

    fn checks(&self) -> impl Iterator<Item = &'a crate::extract::Check> + use<'a> {
        let span = self.reply.map(|reply| reply.span);
        let inside =
            move |check: &&crate::extract::Check| span.is_none_or(|span| span.contains(check.span));
        self.parsed.checks.iter().filter(inside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_hostile_values_cannot_change_a_link() {
        let mut url = String::new();
        percent_encode("x\"><a href=//evil?&#", &mut url);
        assert_eq!(url, "x%22%3E%3Ca%20href%3D%2F%2Fevil%3F%26%23");
    }

    #[test]
    fn ok_a_link_without_its_value_is_left_out() {
        let parsed = crate::parse("550 no");
        let diagnosis = crate::knowledge::diagnose(&parsed, &parsed.deliveries[0]);
        let parameters = Parameters::new(&parsed, &parsed.deliveries[0], &diagnosis);
        assert_eq!(parameters.fill_url("https://example.org/?q={ip}"), None);
        assert_eq!(
            parameters.fill("at {ip}"),
            format!("at {}", words().parameter[Parameter::Ip as usize])
        );
    }

    #[test]
    fn ok_words_that_begin_a_sentence_begin_with_a_capital() {
        let fill = |text: &str, sentence: &str| {
            let parsed = crate::parse(text);
            let diagnosis = crate::knowledge::diagnose(&parsed, &parsed.deliveries[0]);
            let parameters = Parameters::new(&parsed, &parsed.deliveries[0], &diagnosis);
            parameters.fill(sentence).into_owned()
        };
        assert_eq!(
            fill("450 no", "{host} is busy. {host} said so to {sender}."),
            "The receiving server is busy. The receiving server said so to your address."
        );
        let quoted = "host mx.example.net[192.0.2.1] said: 450 no";
        assert_eq!(fill(quoted, "{host} is busy."), "mx.example.net is busy.");
    }
}
