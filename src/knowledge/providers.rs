//! Recognises whose server or filter answered.

use std::sync::OnceLock;

use super::matching::{Hits, Owner};
use super::records::PROVIDERS;
use super::tables::ProviderRecord;
use crate::vocabulary::ProviderKind;

/// What is known about the other side besides the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hosts<'a> {
    /// The server that answered.
    pub remote: Option<&'a str>,
    /// The recipient's address.
    pub recipient: Option<&'a str>,
    /// The program or service that reports, by its id.
    pub source: Option<&'a str>,
    /// Whether the reply is a code without words: then the reporter has chosen it.
    pub bare: bool,
}

/// The provider, by index; `None` when nothing gives it away.
///
/// The name of the server is stronger than the words, the words are stronger
/// than the recipient's domain, and whoever runs the mailbox or the filter is
/// told rather than the program that they use.
#[inline(never)]
pub fn recognise(hits: &Hits, hosts: Hosts<'_>) -> Option<u16> {
    let remote = hosts.remote.and_then(|host| self::hosts().find(host));
    let domain =
        hosts.recipient.and_then(|address| address.rsplit_once('@')).map(|(_, domain)| domain);
    let words = by_words(hits, |kind| kind != ProviderKind::Mailer);
    let by_domain = || domain.and_then(|domain| domains().find(domain));
    let of_reporter = |kind| match kind {
        ProviderKind::SendingService => true,
        kind => hosts.bare && kind == ProviderKind::MailboxProvider,
    };
    let service = || by_id(hosts.source?, of_reporter);
    let told = remote.or_else(|| words.filter(|id| is_strong(*id)));
    told.or_else(by_domain).or(words).or_else(service)
}

/// The sending service or mailer that reports, by index.
///
/// What it notes in its own events is its own, whoever runs the mailbox: `MailboxFull`
/// in an event of SES is a word of SES's, and `EAUTH` is the name of a mailer's error.
pub fn reporter(hits: &Hits, source: Option<&str>) -> Option<u16> {
    let reports = |kind| matches!(kind, ProviderKind::SendingService | ProviderKind::Mailer);
    let named = source.and_then(|source| by_id(source, reports));
    named.or_else(|| by_words(hits, |kind| kind == ProviderKind::Mailer))
}

fn kind_of(at: u16) -> ProviderKind {
    PROVIDERS.get(at).kind
}

/// Whether a provider runs mailboxes or a filter: more than a program or a list.
fn is_strong(at: u16) -> bool {
    let kind = kind_of(at);
    !matches!(kind, ProviderKind::MailServer | ProviderKind::BlockList | ProviderKind::Mailer)
}

#[inline(never)]
fn by_id(id: &str, fits: impl Fn(ProviderKind) -> bool) -> Option<u16> {
    let is_it = |provider: &ProviderRecord| provider.id == id && fits(provider.kind);
    PROVIDERS.all().iter().position(is_it).map(|at| at as u16)
}

/// The provider with the most telling phrase in the text; a program or block list only
/// when there is no other.
fn by_words(hits: &Hits, fits: fn(ProviderKind) -> bool) -> Option<u16> {
    hits.iter()
        .filter_map(|hit| match hit.owner {
            Owner::Provider(id) if fits(kind_of(id)) => Some((id, hit.weight)),
            _ => None,
        })
        .max_by_key(|(id, weight)| (is_strong(*id), *weight, std::cmp::Reverse(*id)))
        .map(|(id, _)| id)
}

/// Names with the providers that they belong to, sorted by name.
struct Names(Vec<(&'static str, u16)>);

impl Names {
    fn new(names: fn(&ProviderRecord) -> &'static [&'static str]) -> Names {
        let mut sorted: Vec<(&str, u16)> = Vec::new();
        for (at, provider) in (0..).zip(PROVIDERS.all()) {
            for name in names(provider) {
                let place = sorted.partition_point(|(other, _)| other <= name);
                sorted.insert(place, (name, at));
            }
        }
        Names(sorted)
    }

    /// The provider with the longest name that `host` is or ends with.
    fn find(&self, host: &str) -> Option<u16> {
        let mut rest = host.trim_end_matches('.');
        loop {
            let first = self.0.partition_point(|(name, _)| order(name, rest).is_lt());
            match self.0.get(first) {
                Some((name, at)) if order(name, rest).is_eq() => return Some(*at),
                _ => rest = rest.split_once('.')?.1,
            }
        }
    }
}

/// How a name, which is in lower case, compares with one that may not be.
fn order(name: &str, other: &str) -> std::cmp::Ordering {
    name.bytes().cmp(other.bytes().map(|byte| byte.to_ascii_lowercase()))
}

fn hosts() -> &'static Names {
    static HOSTS: OnceLock<Names> = OnceLock::new();
    HOSTS.get_or_init(|| Names::new(|provider| provider.hosts))
}

fn domains() -> &'static Names {
    static DOMAINS: OnceLock<Names> = OnceLock::new();
    DOMAINS.get_or_init(|| Names::new(|provider| provider.domains))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_a_host_is_below_its_domain_only_at_a_dot() {
        let names = Names(vec![("example.net", 1), ("mail.example.net", 2)]);
        assert_eq!(names.find("mx.Example.NET."), Some(1));
        assert_eq!(names.find("example.net"), Some(1));
        assert_eq!(names.find("mx.mail.example.net"), Some(2));
        assert_eq!(names.find("notexample.net"), None);
        assert_eq!(names.find("net"), None);
    }

    #[test]
    fn ok_names_are_in_lower_case() {
        let names = hosts().0.iter().chain(&domains().0);
        let wrong: Vec<_> = names.filter(|(name, _)| **name != name.to_lowercase()).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
