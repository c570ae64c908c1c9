//! The name that a server looked up in vain.

use crate::extract::Delivery;

/// What stands before the name: Postfix and Sendmail.
const BEFORE: [&str; 2] = ["error for name=", "(Name server: "];

/// Whether the reply names a host that is not the recipient's domain.
///
/// Then it is one of the domain's mail servers, or the relay that the sending server is
/// told to use, and whoever takes it for the domain stops sending to a good address.
pub fn is_other_host(text: &str, delivery: &Delivery) -> bool {
    let domain = delivery.recipient.as_deref().and_then(|address| address.rsplit_once('@'));
    let (Some(host), Some((_, domain))) = (host(text), domain) else { return false };
    !host.eq_ignore_ascii_case(domain.trim_end_matches('.'))
}

fn host(text: &str) -> Option<&str> {
    let behind = BEFORE.iter().find_map(|before| Some(text.split_once(before)?.1))?;
    let end = |at: char| at.is_whitespace() || matches!(at, ':' | ')' | ',');
    let host = behind.split(end).next()?.trim_end_matches('.');
    host.contains('.').then_some(host)
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
    }

    #[test]
    fn err_the_domain_itself_is_not() {
        assert!(!other("Name service error for name=example.net type=MX: Host not found"));
        assert!(!other("Host unknown (Name server: example.net.: host not found)"));
        assert!(!other("Host unknown (Name server: .: host not found)"));
        assert!(!other("Domain not found"));
    }
}
