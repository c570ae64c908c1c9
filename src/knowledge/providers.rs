//! Recognises whose server or filter answered.

use super::matching::{Hits, Owner};
use super::tables::{ProviderRecord, records};
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
pub fn recognise(hits: &Hits, hosts: Hosts<'_>) -> Option<u16> {
    let remote = hosts.remote.and_then(|host| by_name(host, |provider| provider.hosts));
    let domain =
        hosts.recipient.and_then(|address| address.rsplit_once('@')).map(|(_, domain)| domain);
    let words = by_words(hits, |kind| kind != ProviderKind::Mailer);
    let by_domain = || domain.and_then(|domain| by_name(domain, |provider| provider.domains));
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
    records().providers[at as usize].kind
}

/// Whether a provider runs mailboxes or a filter: more than a program or a list.
fn is_strong(at: u16) -> bool {
    let kind = kind_of(at);
    !matches!(kind, ProviderKind::MailServer | ProviderKind::BlockList | ProviderKind::Mailer)
}

fn by_id(id: &str, fits: impl Fn(ProviderKind) -> bool) -> Option<u16> {
    let is_it = |provider: &ProviderRecord| provider.id == id && fits(provider.kind);
    records().providers.iter().position(is_it).map(|at| at as u16)
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

/// The provider with the longest name that `host` is or ends with.
fn by_name(host: &str, names: fn(&ProviderRecord) -> &'static [&'static str]) -> Option<u16> {
    let host = host.trim_end_matches('.');
    let mut best: Option<(usize, u16)> = None;
    for (at, provider) in records().providers.iter().enumerate() {
        for name in names(provider).iter().filter(|name| is_below(host, name)) {
            if best.is_none_or(|(longest, _)| name.len() > longest) {
                best = Some((name.len(), at as u16));
            }
        }
    }
    best.map(|(_, at)| at)
}

/// Whether `host` is `name` or a name below it.
fn is_below(host: &str, name: &str) -> bool {
    let Some(start) = host.len().checked_sub(name.len()) else { return false };
    let (head, tail) = host.as_bytes().split_at(start);
    tail.eq_ignore_ascii_case(name.as_bytes()) && (head.is_empty() || head.ends_with(b"."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_a_host_is_below_its_domain_only_at_a_dot() {
        assert!(is_below("mx.Example.NET", "example.net"));
        assert!(is_below("example.net", "example.net"));
        assert!(!is_below("notexample.net", "example.net"));
        assert!(!is_below("net", "example.net"));
    }
}
