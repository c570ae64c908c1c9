//! E-mail addresses, and whose they are.

use super::roles::{
    ACCOUNT, ASKED, DELIVERING, FROM, KEEPS_PARTY, MOVED, NOUN, OF_RECIPIENT, SENDER, TESTED,
    THE_WORD_TO, TO,
};
use super::word::{AT, Word, is_web};
use crate::extract::Parsed;
use crate::extract::glued::parted;
use crate::span::Span;
use crate::vocabulary::TokenKind;

/// Names of mailboxes that are asked, not written to.
const OFFICES: &[&str] = &[
    "postmaster",
    "abuse",
    "support",
    "noc",
    "security",
    "helpdesk",
    "hostmaster",
    "delist",
    "unblock",
];

/// How many words behind an address may tell whose it is.
const LOOK_AHEAD: usize = 3;

/// Addresses of one delivery.
#[derive(Default)]
pub(super) struct Addresses {
    found: Vec<Found>,
    previous: Previous,
    /// Words since the last address.
    distance: usize,
    /// Whether the word in front of it was `account`.
    account: bool,
    /// Whether it was `sending`.
    delivering: bool,
    /// Whether the text speaks of a recipient.
    receiving: bool,
    /// Whether the server's own words do. Nodemailer says in front of all: `recipients were rejected`.
    receiving_here: bool,
    /// Whether it speaks of a sender.
    sending: bool,
    /// Whether it speaks of a test of the sender.
    tested: bool,
}

struct Found {
    value: String,
    span: Span,
    role: TokenKind,
    settled: bool,
    leading: bool,
}

#[derive(Default, Clone, Copy, PartialEq)]
enum Previous {
    #[default]
    Nothing,
    To,
    From,
    Asked,
    Moved,
    Other,
}

impl Addresses {
    /// Whether the next words are the server's.
    pub(super) fn within_reply(&mut self, within: bool) {
        self.receiving_here &= !within;
    }

    #[inline(never)]
    pub(super) fn read(&mut self, word: &Word) {
        if word.has(AT)
            && let Some(address) = address(word.text)
        {
            let start = word.start + (address.as_ptr() as usize - word.text.as_ptr() as usize);
            self.found.push(self.judged(address, start, word.before));
            self.distance = 0;
            self.previous = Previous::Other;
            return;
        }
        // `RecipientAddress : a@example.net`
        if word.text.is_empty() {
            return;
        }
        self.distance += 1;
        if self.account && self.distance == 1 && word.is_any(FROM) {
            self.account_sends();
        }
        self.account = word.is_any(ACCOUNT);
        self.receiving |= word.is_any(NOUN);
        self.receiving_here |= word.is_any(NOUN);
        self.sending |= word.is_any(SENDER);
        self.tested |= word.is_any(TESTED);
        if self.distance <= LOOK_AHEAD {
            self.look_back(word);
        }
        self.previous = self.announced_by(word);
        self.delivering = word.is_any(DELIVERING);
    }

    /// What the word announces.
    fn announced_by(&self, word: &Word) -> Previous {
        let asked = self.previous == Previous::Asked && word.is_any(THE_WORD_TO);
        // `their new e-mail address is a@example.org`
        let moved =
            self.previous == Previous::Moved && word.is_any(THE_WORD_TO | KEEPS_PARTY | ASKED);
        match () {
            () if moved || word.is_any(MOVED) => Previous::Moved,
            // Domoticz: `Error sending Email to: <a@example.net>`
            () if self.delivering && word.is_any(ASKED) => Previous::Other,
            () if asked || word.is_any(ASKED) => Previous::Asked,
            // `Email From: "Ana" <a@example.net>`
            () if word.before == '"' && self.previous == Previous::From => self.previous,
            // `Sender Address: a@example.net`
            () if word.is_any(KEEPS_PARTY) && self.previous == Previous::From => self.previous,
            () if word.is_any(TO) => Previous::To,
            () if word.is_any(FROM) => Previous::From,
            // `the address of`, `user: `, `sender address` keep what was said.
            () if word.is_any(KEEPS_PARTY) && self.previous != Previous::Nothing => self.previous,
            () => Previous::Other,
        }
    }

    fn judged(&self, address: &str, start: usize, before: char) -> Found {
        let local = address.split('@').next().unwrap_or_default();
        // `forward this error to abuse_rbl@abuse-att.net`
        let desk = local.split(['_', '-', '.']).next().unwrap_or_default();
        // Mailman: `questions or comments should be directed to the list administrator at: users-owner@…`
        let office = OFFICES.iter().any(|office| office.eq_ignore_ascii_case(desk))
            || local.ends_with("-owner");
        // It wrote the notice: `Mail Delivery Subsystem <mailer-daemon@example.com>`.
        let daemon = local.eq_ignore_ascii_case("mailer-daemon");
        // `Sender verify failed: mailbox unavailable for <a@example.net>`
        let tested = self.tested && (self.sending || !self.receiving_here);
        let role = match self.previous {
            Previous::Nothing | Previous::Other if daemon => TokenKind::Sender,
            Previous::To if tested => TokenKind::Sender,
            Previous::To if before == '<' || before == '=' || !office => TokenKind::Recipient,
            Previous::From => TokenKind::Sender,
            _ => TokenKind::Address,
        };
        Found {
            value: address.to_owned(),
            span: Span::new(start, start + address.len()),
            role,
            settled: role != TokenKind::Address
                || matches!(self.previous, Previous::Asked | Previous::Moved)
                || office && before != '<',
            leading: before == '<' || self.previous == Previous::Nothing,
        }
    }

    /// msmtp: `could not send mail (account a@example.net from /etc/msmtprc)`.
    #[inline(never)]
    fn account_sends(&mut self) {
        if let Some(last) = self.found.last_mut() {
            last.role = TokenKind::Sender;
            last.settled = true;
        }
    }

    /// `<a@example.net>: Sender address rejected`.
    fn look_back(&mut self, word: &Word) {
        let Some(last) = self.found.last_mut().filter(|last| !last.settled) else { return };
        if word.is_any(SENDER) {
            last.role = TokenKind::Sender;
            last.settled = true;
        } else if word.is_any(OF_RECIPIENT) {
            last.role = TokenKind::Recipient;
            last.settled = true;
        }
    }

    /// Marks every address; gives the recipient.
    ///
    /// `about` is what the code itself speaks of, where that is not the recipient.
    pub(super) fn finish(
        &mut self,
        parsed: &mut Parsed,
        about: Option<TokenKind>,
    ) -> Option<String> {
        let spoken_of = self.receiving && !self.sending;
        let open: Vec<_> = self.found.iter_mut().filter(|found| !found.settled).collect();
        // Outlook: `The rejected e-mail address was 'a@example.net'.` and `451 <a@example.net>: no`.
        if open.windows(2).all(|pair| pair[0].value == pair[1].value) {
            let leads = spoken_of || open.iter().any(|found| found.leading);
            let other = if leads { TokenKind::Recipient } else { TokenKind::Address };
            open.into_iter().for_each(|only| only.role = about.unwrap_or(other));
        }
        let recipient = self.found.iter().find(|found| found.role == TokenKind::Recipient);
        let recipient = recipient.map(|found| found.value.clone());
        for found in self.found.drain(..) {
            parsed.token(found.role, found.value, found.span);
        }
        recipient
    }
}

/// The address in a word: `a@example.net`, `mailto:a@example.net`, `TO:a@example.net`.
fn address(word: &str) -> Option<&str> {
    let at = word.find('@')?;
    if is_web(word) {
        return None;
    }
    let local_start = word[..at]
        .rfind(begins_address)
        .map_or(0, |before| before + word[before..].chars().next().map_or(0, char::len_utf8));
    let domain = &word[at + 1..];
    let end = domain.find(|c: char| !is_domain_char(c)).unwrap_or(domain.len());
    let domain = domain[..end].trim_end_matches(['.', '-']);
    // `**a@example.net**`, as Markdown writes it in bold; `’a@example.net’`, but `o’a@example.net`.
    let local_start = at - word[local_start..at].trim_start_matches(MARKS).len();
    let local = &word[local_start..at];
    let fits = !local.is_empty() && local.len() <= 128 && domain.len() <= 255;
    let named = domain.starts_with(|c: char| c.is_alphanumeric())
        && domain.contains(char::is_alphabetic)
        && !domain.contains("..");
    (fits && named).then(|| parted(&word[local_start..at + 1 + domain.len()]))
}

/// What may stand right in front of an address, and within one too.
const MARKS: [char; 7] = ['*', '‘', '’', '‚', '”', '»', '›'];

/// `mailto:a@example.net`, `（a@example.net）`, `„a@example.net“`
fn begins_address(c: char) -> bool {
    ":/（：，、。；「『【《〈＜“„«‹".contains(c)
}

fn is_domain_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_addresses() {
        for (word, found) in [
            ("a@example.net", "a@example.net"),
            ("mailto:a.b+c@example.net", "a.b+c@example.net"),
            ("a@example.net/x", "a@example.net"),
            ("**a@example.net**", "a@example.net"),
            ("收件人邮件地址（a@example.net）不存在", "a@example.net"),
            ("无法发送到a@example.net的邮箱", "a@example.net"),
            ("ü@bücher.example", "ü@bücher.example"),
            ("被拒绝的地址是“a@example.net”。", "a@example.net"),
            ("„a@example.net“", "a@example.net"),
            ("”a@example.net”", "a@example.net"),
            ("‘a@example.net’", "a@example.net"),
            ("«a@example.net»", "a@example.net"),
            ("»a@example.net«", "a@example.net"),
            ("o’hara@example.net", "o’hara@example.net"),
        ] {
            assert_eq!(address(word), Some(found), "{word}");
        }
    }

    #[test]
    fn err_no_addresses() {
        for word in
            ["", "@", "a@", "@example.net", "a@@b", "https://a@example.net/", "a@..net", "1@00"]
        {
            assert_eq!(address(word), None, "{word}");
        }
    }
}
