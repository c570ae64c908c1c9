//! The words that the readers of facts wait for, and what each means to them.
//!
//! A reader asks for a role, not for words: each word of a reply is looked up once here,
//! in place of being compared with the lists of all readers.

/// A set of roles, one bit each.
pub(super) type Roles = u32;

/// In front of the server that gave the reply.
pub(super) const SERVER: Roles = 1;
/// Makes a server the one that reports: "Generating server: ex01.example.com".
pub(super) const REPORTING: Roles = 1 << 1;
/// In front of an id.
pub(super) const ID: Roles = 1 << 2;
/// Behind an id, after a hyphen: Google's servers end replies so.
pub(super) const GSMTP: Roles = 1 << 3;
/// In front of a recipient. `to` also stands in `RCPT TO:<…>` and `to=<…>`.
pub(super) const TO: Roles = 1 << 4;
/// Speaks of a recipient, wherever it stands.
pub(super) const NOUN: Roles = 1 << 5;
/// Behind an address that is the recipient's.
pub(super) const OF_RECIPIENT: Roles = 1 << 6;
/// In front of a sender.
pub(super) const FROM: Roles = 1 << 7;
/// Speaks of a sender, wherever it stands.
pub(super) const SENDER: Roles = 1 << 8;
/// In front of somebody who can be asked.
pub(super) const ASKED: Roles = 1 << 9;
/// `the address of`, `user: `, `sender address`: keeps what was said.
pub(super) const KEEPS_PARTY: Roles = 1 << 10;
/// The word `to`, or `by`.
pub(super) const THE_WORD_TO: Roles = 1 << 11;
/// Stands for the number one.
pub(super) const ONE: Roles = 1 << 12;
/// In front of a size.
pub(super) const SIZE: Roles = 1 << 13;
/// Asks to wait.
pub(super) const WAITING: Roles = 1 << 14;
/// Behind it a time is no time to wait any more.
pub(super) const OVER: Roles = 1 << 15;
/// The name of a check.
pub(super) const CHECK: Roles = 1 << 16;
/// The result of a check.
pub(super) const RESULT: Roles = 1 << 17;
/// What a check looks for.
pub(super) const RECORD: Roles = 1 << 18;
/// Turns the result that follows.
pub(super) const NEGATES: Roles = 1 << 19;
/// Stands between the word that turns and what it turns.
pub(super) const KEEPS_NEGATION: Roles = 1 << 20;
/// Stands between a result and its check: `failed for both SPF and DKIM`.
pub(super) const KEEPS_RESULT: Roles = 1 << 21;
/// The word `missing`.
pub(super) const MISSING: Roles = 1 << 22;
/// A command of SMTP.
pub(super) const COMMAND: Roles = 1 << 23;
/// In front of a command that was answered.
pub(super) const AFTER: Roles = 1 << 24;
/// In front of `to` and a command.
pub(super) const REPLY: Roles = 1 << 25;
/// In front of a domain, however many labels it has.
pub(super) const DOMAIN: Roles = 1 << 28;
/// In front of somebody's new address.
pub(super) const MOVED: Roles = 1 << 26;
/// Speaks of a test of the sender: an address that is named behind it is the sender's.
pub(super) const TESTED: Roles = 1 << 27;
/// In front of a recipient, or of the account that sends.
pub(super) const ACCOUNT: Roles = 1 << 29;

/// In front of a mail whose recipient follows.
pub(super) const DELIVERING: Roles = 1 << 30;

const WORDS: &[(Roles, &[&str])] = &[
    (SERVER, &["host", "h", "relay", "server", "to", "mx", "mta", "remote-mta", "dns"]),
    (REPORTING, &["generating", "generierender"]),
    (ID, &["id", "as", "queue-id", "queueid", "qid"]),
    (GSMTP, &["gsmtp"]),
    (
        TO,
        &["to", "rcpt", "recipient", "recipients", "user", "mailbox", "account", "for", "username"],
    ),
    // `lmtp(ana@example.net)<4321>`: Dovecot's log.
    (
        TO,
        &["final-recipient", "original-recipient", "rfc822", "address", "lmtp", "recipientaddress"],
    ),
    (TO, &["destinataire", "destinatario", "ontvanger"]),
    (ACCOUNT, &["account"]),
    (NOUN, &["recipient", "user", "mailbox", "account", "addressee", "rejected"]),
    (OF_RECIPIENT, &["recipient", "user", "mailbox", "unknown", "addressee", "no", "unroutable"]),
    // `<a@example.net>: Relay access denied`, several times in one error of JavaMail.
    (OF_RECIPIENT, &["relay", "relaying"]),
    (FROM, &["from", "sender", "ctladdr", "senderaddress"]),
    // `Relaying disallowed as "Ana" <a@example.net>`
    (FROM, &["disallowed"]),
    // Outlook names the account that sends: `Task 'ana@example.org - Sending' reported error`.
    (FROM, &["task", "aufgabe", "taak", "tarea"]),
    (SENDER, &["sender"]),
    (ASKED, &["contact", "report", "reports", "details", "mail", "email", "e-mail", "write"]),
    // `Unsupported option: <a@example.net>`
    (ASKED, &["option"]),
    (KEEPS_PARTY, &["address", "is", "of", "as"]),
    (THE_WORD_TO, &["to", "by"]),
    (DELIVERING, &["sending"]),
    (ONE, &["a", "an", "one"]),
    (SIZE, &["size"]),
    (WAITING, &["again", "retry", "retrying", "wait", "waiting", "back", "try", "later", "resend"]),
    (WAITING, &["delay", "delayed", "deferred", "retry-after", "resubmit"]),
    (WAITING, &["greylisted", "greylisting", "graylisted", "graylisting", "greylist"]),
    (OVER, &["queue", "queued", "timeout", "exceeded", "expired", "unable", "polled", "since"]),
    (OVER, &["tried", "trying", "failed", "last", "per"]),
    (CHECK, &["spf", "dkim", "dmarc", "arc", "ptr", "rdns"]),
    (CHECK, &["spf-check", "dkim-check", "dmarc-check"]),
    (RESULT, &["pass", "passed", "fail", "fails", "failed", "failure", "failing", "softfail"]),
    (RESULT, &["hardfail", "soft-fail", "none", "missing", "temperror", "permerror"]),
    (RECORD, &["record", "signature"]),
    (NEGATES, &["not", "no", "neither", "nor", "without", "missing", "didn't", "doesn't"]),
    (KEEPS_NEGATION, &["have", "a", "any", "valid", "the", "or", "and"]),
    (KEEPS_RESULT, &["its", "both", "for"]),
    (MISSING, &["missing"]),
    (COMMAND, &["ehlo", "helo", "lhlo", "starttls", "auth", "mail", "rcpt", "data", "end"]),
    (COMMAND, &["mail_from", "rcpt_to", "connect", "initial"]),
    (AFTER, &["after"]),
    (REPLY, &["reply", "response"]),
    (DOMAIN, &["domain"]),
    (
        MOVED,
        &["try", "use", "new", "now", "moved", "changed", "nouvelle", "neue", "nueva", "nuevo"],
    ),
    (MOVED, &["nuova", "nuovo", "nova", "novo", "nieuwe", "nowy", "replaced"]),
    (TESTED, &["verify", "verification", "callout", "callback", "owned", "authenticate"]),
];

/// More than three times as many places as words, so that a word is found at once.
const PLACES: usize = 512;

/// Each word at the place that [`place`] gives it, or the next free one. It is a table of its own
/// kind because the compiler fills it: nothing is left to do when the first reply comes.
static TABLE: [(&str, Roles); PLACES] = table();

/// What a word means; its case does not matter.
pub(super) fn roles(word: &str) -> Roles {
    let mut at = place(word.as_bytes());
    loop {
        let (known, roles) = TABLE[at];
        if known.is_empty() || known.eq_ignore_ascii_case(word) {
            return roles;
        }
        at = (at + 1) % PLACES;
    }
}

/// Letters differ from capitals in one bit, which does not count here.
const fn place(word: &[u8]) -> usize {
    let [first, .., last] = word else { return word.len() };
    let (first, last) = ((*first & 31) as usize, (*last & 31) as usize);
    let middle = (word[word.len() / 2] & 31) as usize;
    (first * 37 + middle * 11 + last * 5 + word.len() * 71) % PLACES
}

const fn table() -> [(&'static str, Roles); PLACES] {
    let mut table = [("", 0); PLACES];
    let mut list = 0;
    while list < WORDS.len() {
        let (role, words) = WORDS[list];
        let mut next = 0;
        while next < words.len() {
            let at = place_of(&table, words[next]);
            table[at] = (words[next], table[at].1 | role);
            next += 1;
        }
        list += 1;
    }
    table
}

/// Where a word is, or is to be put.
const fn place_of(table: &[(&str, Roles); PLACES], word: &str) -> usize {
    let mut at = place(word.as_bytes());
    while !table[at].0.is_empty() && !same(table[at].0.as_bytes(), word.as_bytes()) {
        at = (at + 1) % PLACES;
    }
    at
}

/// `==` is not for constants yet.
const fn same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_every_word_has_its_roles() {
        for (role, words) in WORDS {
            for word in *words {
                assert_ne!(roles(&word.to_uppercase()) & role, 0, "{word}");
            }
        }
        assert_eq!(roles("To"), SERVER | TO | THE_WORD_TO);
    }

    #[test]
    fn err_other_words() {
        for word in ["", "t", "tö", "recipientless", "№", "mxx"] {
            assert_eq!(roles(word), 0, "{word}");
        }
    }
}
