//! What the header of a mail tells.

use crate::mime::{Fields, Mailbox, mailboxes};
use crate::span::Span;

/// Names of mailboxes from which bounces come, and no other mail.
const DAEMONS: &[&str] = &["mailer-daemon", "mailer_daemon", "mailerdaemon", "mail-daemon"];

/// Names of mailboxes from which bounces come among other mail.
const OFFICES: &[&str] =
    &["postmaster", "post_master", "microsoftexchange", "bounce", "bounces", "nobody", "root"];

/// Subjects of bounces, in the languages of the big systems.
const SUBJECTS: &[&str] = &[
    "undeliverable",
    "undelivered mail",
    "returned mail",
    "delivery status notification",
    "delivery failure",
    "mail delivery failed",
    "mail delivery failure",
    "mail delivery system",
    "failure notice",
    "delivery has failed",
    "delivery notification",
    "mail could not be delivered",
    "message delivery failure",
    "warning: could not send message",
    "could not send message",
    "mail system error",
    "nondeliverable mail",
    "non-delivery",
    "undelivered",
    "unzustellbar",
    "non remis",
    "no se puede entregar",
    "no se pudo entregar",
    "non recapitabile",
    "onbestelbaar",
    "não entregue",
    "配信不能",
    "无法投递",
    "系统退信",
    "退信",
];

/// Subjects of automatic answers.
const ANSWERS: &[&str] = &[
    "automatic reply",
    "auto reply",
    "auto-reply",
    "autoreply",
    "out of office",
    "out of the office",
    "auto:",
    "auto response",
    "vacation reply",
    "automatische antwort",
    "abwesenheitsnotiz",
    "réponse automatique",
    "respuesta automática",
    "risposta automatica",
    "automatisch antwoord",
    "resposta automática",
    "自動応答",
    "自动答复",
];

/// The most addresses of the field `X-Failed-Recipients`.
const MAX_FAILED: usize = 1_000;

/// What speaks for a bounce and what for an automatic answer.
pub(super) struct Evidence {
    /// It can hardly be anything else than a bounce.
    pub(super) bounces: bool,
    /// The sentences of the text may decide.
    pub(super) may_bounce: bool,
    /// It comes from an office that writes bounces: a refusal in the text decides.
    pub(super) is_office: bool,
    /// A program answered in place of a person.
    pub(super) answers: bool,
    /// Who wrote it.
    pub(super) from: Option<String>,
    /// `X-Failed-Recipients`.
    pub(super) failed: Vec<String>,
    pub(super) failed_field: Option<Span>,
}

impl Evidence {
    pub(super) fn of(fields: &Fields) -> Evidence {
        let from = fields.value("from").and_then(|from| mailboxes(&from).into_iter().next());
        let Mailbox { name, address } = from.unwrap_or_default();
        let local = address.split('@').next().unwrap_or_default();
        let is_daemon = is_one_of(local, DAEMONS) || has(&name, DAEMONS);
        let is_office =
            starts_with_one_of(local, OFFICES) || has(&name, &["mail delivery", "postmaster"]);
        let value = |name: &str| fields.value(name).unwrap_or_default();
        let null_sender =
            fields.value("return-path").is_some_and(|path| ["", "<>"].contains(&path.as_str()));
        let subject = fields.text("subject").unwrap_or_default().to_lowercase();
        let announces = SUBJECTS.iter().any(|known| subject.contains(known));
        let replies = subject.starts_with("re:") || fields.has("in-reply-to");
        let answering = ANSWERS.iter().any(|known| subject.starts_with(known));
        let submitted = value("auto-submitted").to_lowercase();
        // RFC 3834 §5 allows comments: `(vacation) auto-replied`.
        let comment = submitted.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let submitted = comment.map_or(submitted.as_str(), |(_, behind)| behind.trim_start());
        let marked =
            submitted.starts_with("auto-replied") || submitted.starts_with("auto-notified");
        let other_mark =
            ["X-Autoreply", "X-Autorespond", "X-Auto-Reply"].iter().any(|name| fields.has(name));
        let vacation = value("precedence") == "auto_reply";
        let (failed, failed_field) = failed_recipients(fields);
        let bounces = !failed.is_empty() || is_daemon || is_office && (null_sender || announces);
        Evidence {
            bounces: bounces && !(answering && failed.is_empty()),
            may_bounce: announces && !replies || null_sender || is_office,
            is_office,
            answers: answering || (marked || other_mark || vacation) && !announces,
            from: (!address.is_empty()).then_some(address),
            failed,
            failed_field,
        }
    }
}

fn has(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word))
}

fn is_one_of(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(text))
}

fn starts_with_one_of(text: &str, words: &[&str]) -> bool {
    words
        .iter()
        .any(|word| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
}

fn failed_recipients(fields: &Fields) -> (Vec<String>, Option<Span>) {
    let mut addresses: Vec<String> = Vec::new();
    let mut place = None;
    for (name, raw) in fields.all("x-failed-recipients") {
        place.get_or_insert(Span::new(name.start, name.end));
        let list = String::from_utf8_lossy(raw);
        let words = list.split(|c: char| c.is_whitespace() || ",;<>".contains(c));
        for word in words.filter(|word| word.contains('@')).take(MAX_FAILED) {
            if !addresses.iter().any(|known| known.eq_ignore_ascii_case(word)) {
                addresses.push(word.to_owned());
            }
        }
    }
    (addresses, place)
}

/// The address in `To:`, where there is no other one.
pub(super) fn only_recipient(fields: &Fields) -> Option<String> {
    match mailboxes(&fields.value("to")?).as_slice() {
        [only] if only.address.contains('@') => Some(only.address.clone()),
        _ => None,
    }
}

/// `X-HmXmrOriginalRecipient: a@example.net`, in the header of a reported message.
pub(super) fn complainant(fields: &Fields) -> Option<String> {
    let value = fields.value("x-hmxmroriginalrecipient")?;
    let address = value.trim_matches(['<', '>', ' ']);
    address.contains('@').then(|| address.to_owned())
}
