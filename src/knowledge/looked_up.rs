//! The name that a server looked up in vain.

use std::net::IpAddr;

use crate::extract::Delivery;

/// What stands before the name: Postfix and Sendmail.
const BEFORE: [&str; 2] = ["error for name=", "(name server: "];

/// What stands before the address of a server whose name is not known.
const NAMELESS: &str = "unknown host";

/// Whether the reply names a host that is not the recipient's domain.
///
/// Then it is one of the domain's mail servers, the relay that the sending server is told
/// to use, or that server itself, of which the receiver knows only the address. Whoever
/// takes it for the domain stops sending to a good address.
#[inline(never)]
pub fn is_other_host(text: &str, delivery: &Delivery) -> bool {
    if host(text, NAMELESS).is_some_and(|host| host.parse::<IpAddr>().is_ok()) {
        return true;
    }
    let domain = delivery.recipient.as_deref().and_then(|address| address.rsplit_once('@'));
    let host = BEFORE.iter().find_map(|before| host(text, before));
    let (Some(host), Some((_, domain))) = (host, domain) else { return false };
    host.contains('.') && !host.eq_ignore_ascii_case(domain.trim_end_matches('.'))
}

/// The host behind these words, whatever their case.
fn host<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let same = |part: &[u8]| part.eq_ignore_ascii_case(words.as_bytes());
    let at = text.as_bytes().windows(words.len()).position(same)?;
    let behind = text.get(at + words.len()..)?.trim_start_matches([' ', ':', '[', '(', '<']);
    let end = |c: char| c.is_whitespace() || matches!(c, ')' | ']' | '>' | ',' | ';');
    // `relay.example.org: host not found`
    Some(behind.split(end).next()?.trim_end_matches(['.', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn other(text: &str) -> bool {
        let recipient = Some("bob@Example.net".to_owned());
        is_other_host(text, &Delivery { recipient, ..Delivery::default() })
    }

    #[test]
    fn ok_another_name_is_another_host() {
        assert!(other("Name service error for name=relay.example.org type=A: Host not found"));
        assert!(other("Host unknown (Name server: mx1.example.net: host not found)"));
        assert!(other("550 Unknown host: [192.0.2.1]"));
        assert!(other("554 unknown host 2001:db8::1, sorry"));
    }

    #[test]
    fn err_the_domain_itself_is_not() {
        assert!(!other("Name service error for name=example.net type=MX: Host not found"));
        assert!(!other("Host unknown (Name server: example.net.: host not found)"));
        assert!(!other("Host unknown (Name server: .: host not found)"));
        assert!(!other("550 unknown host example.net"));
        assert!(!other("Domain not found"));
    }
}
