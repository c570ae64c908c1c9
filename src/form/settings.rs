//! Lines of the files in which administrators and translators write what a server will say.

use crate::input::is_blank;

/// `myhostname = mx.example.net`, `deny message = no`, `$REJECTMSG = "550 …";`
pub(super) fn is_setting(line: &str) -> bool {
    let Some((name, _)) = line.split_once(" = ") else { return false };
    let signs = |b: u8| matches!(b, b' ' | b'_' | b'-' | b'.' | b'0'..=b'9');
    match name.strip_prefix('$') {
        Some(name) => name.bytes().all(|b| b.is_ascii_uppercase() || signs(b)),
        None => name.bytes().all(|b| b.is_ascii_lowercase() || signs(b)),
    }
}

/// What a table of rules has done with mail: Postfix's access(5) and header_checks(5), sendmail's
/// access database, policy daemons.
const VERBS: &[&str] =
    &["REJECT", "DISCARD", "DUNNO", "RELAY", "PREPEND", "REDIRECT", "DEFER_IF_PERMIT"];

/// `192.0.2.7   REJECT You are not me`, `/^X-Mailer: .*bulk/  REJECT Confirmed spam`,
/// `'reject_quota': 'REJECT Quota exceeded',`, `From:example.com  ERROR:"550 No"`; and qmail's
/// `|/usr/bin/ezmlm-issubn … || { echo "Sorry, only subscribers may post"; exit 100 ; }`
pub(super) fn is_rule(line: &str) -> bool {
    let mut words = line.split(is_blank).filter(|word| !word.is_empty()).skip(1).map(bare);
    let is_verb = |word: &str| VERBS.contains(&word) || word.starts_with("ERROR:\"");
    match line.starts_with('/') {
        true => words.any(is_verb),
        false => words.next().is_some_and(is_verb) || line.starts_with("|/") && line.ends_with('}'),
    }
}

fn bare(word: &str) -> &str {
    word.trim_start_matches(['\'', '"']).trim_end_matches(['\'', '"', ','])
}

/// `bl.example.com  554 $rbl_class [$rbl_what] blocked`, `too_big: "Allowed are %{size} KB."`: words
/// whose gaps nobody has filled in.
pub(super) fn is_template(line: &str) -> bool {
    line.contains("%{") || line.split('$').skip(1).any(is_variable)
}

/// `sender_host_address is …`, `{reason}`, and no `5.00` or `(date)`
fn is_variable(behind: &str) -> bool {
    let inner = behind.strip_prefix('{').unwrap_or(behind);
    let name = inner.split(|c: char| !c.is_ascii_lowercase() && c != '_').next();
    name.is_some_and(|name| name.contains('_') && name.len() > 2)
}
