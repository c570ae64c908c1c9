//! What the header of a mail tells.

use mail_parser::{Address, HeaderName, HeaderValue, Message};

use super::parts::Headers;
use crate::extract::Delivery;
use crate::span::Span;
use crate::vocabulary::Event;

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
    "mail delivery error",
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
    "fuera de la oficina",
    "fuori sede",
    "fuori ufficio",
    "afwezig",
    "autosvar",
    "automatiskt svar",
    "automatisk svar",
    "autoodpowied",
    "автоответ",
    "자동 회신",
    "自動応答",
    "自动答复",
];

/// What speaks for a bounce and what for an automatic answer.
pub(super) struct Evidence {
    /// It can hardly be anything else than a bounce.
    pub(super) bounces: bool,
    /// The sentences of the text may decide.
    pub(super) may_bounce: bool,
    /// It goes to one reader, and answers nobody.
    pub(super) is_single: bool,
    /// It comes from an office that writes bounces: a refusal in the text decides.
    pub(super) is_office: bool,
    /// A program answered in place of a person.
    pub(super) answers: bool,
    /// The subject says so, or it answers a subject.
    pub(super) answers_subject: bool,
    /// A program wrote it, whatever the subject says.
    pub(super) is_marked: bool,
    /// Who wrote it.
    pub(super) from: Option<String>,
    /// Who got it: the sender of the message, if it is a bounce.
    to: Option<String>,
    /// `X-Failed-Recipients`.
    pub(super) failed: Vec<String>,
    pub(super) failed_field: Option<Span>,
}

impl Evidence {
    pub(super) fn of(message: &Message) -> Evidence {
        let from = message.from().and_then(first_address);
        let local = from.as_deref().and_then(|from| from.split('@').next()).unwrap_or_default();
        let name = message.from().and_then(Address::first).and_then(|from| from.name.as_deref());
        let is_daemon = is_one_of(local, DAEMONS) || name.is_some_and(|name| has(name, DAEMONS));
        let is_office = starts_with_one_of(local, OFFICES)
            || name.is_some_and(|name| has(name, &["mail delivery", "postmaster"]));
        let null_sender = text(message, "Return-Path").is_some_and(|path| path == "<>")
            || matches!(message.return_path(), HeaderValue::Empty)
                && text(message, "Return-Path").is_some();
        let subject = message.subject().unwrap_or_default().to_lowercase();
        let announces = SUBJECTS.iter().any(|known| subject.contains(known));
        let replies = subject.starts_with("re:") || text(message, "In-Reply-To").is_some();
        // What goes to many readers speaks of bounces and is none.
        let has_field = |name: &&str| text(message, name).is_some();
        // Mailman marks what it writes itself: `Request to mailing list Users rejected`.
        let is_mailing = ["List-Unsubscribe", "List-Id"].iter().any(has_field)
            && !has_field(&"X-List-Administrivia");
        let is_single = !replies && !is_mailing;
        let answering = ANSWERS.iter().any(|known| subject.starts_with(known));
        let is_marked = is_marked(message);
        let (failed, failed_field) = failed_recipients(message);
        let bounces = !failed.is_empty() || is_daemon || is_office && (null_sender || announces);
        Evidence {
            bounces: bounces && !(answering && failed.is_empty()),
            may_bounce: announces && is_single || null_sender || is_office,
            is_single,
            is_office,
            answers: answering || is_marked && !announces,
            answers_subject: answering || subject.starts_with("re:"),
            is_marked,
            from,
            to: message.to().and_then(first_address),
            failed,
            failed_field,
        }
    }

    /// Takes the reader's own address for no recipient: it is only greeted, or a person's program
    /// asks who it is: `<ana@example.org> has not been verified.`
    pub(super) fn correct(&self, told: &mut Delivery) {
        let same = |address: &String| {
            self.to.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(address))
        };
        let answered = self.is_marked && !self.bounces && !self.is_office;
        let is_asked = answered && told.event == Some(Event::Delayed);
        match told.recipient.take().filter(|address| !self.greets(address)) {
            Some(own) if is_asked && same(&own) => told.recipient.clone_from(&self.from),
            other => told.recipient = other,
        }
    }

    /// Whether a notice only greets this address, as Google Groups does: `Hola, ana@example.net:`.
    fn greets(&self, address: &str) -> bool {
        let is = |other: &String| other.eq_ignore_ascii_case(address);
        self.to.as_ref().is_some_and(is) && !self.failed.is_empty() && !self.failed.iter().any(is)
    }
}

/// Whether a program says that it wrote the mail.
fn is_marked(message: &Message) -> bool {
    let submitted = text(message, "Auto-Submitted").unwrap_or_default().to_lowercase();
    // RFC 3834 §5 allows comments: `(vacation) auto-replied`.
    let comment = submitted.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let submitted = comment.map_or(submitted.as_str(), |(_, behind)| behind.trim_start());
    let marked = submitted.starts_with("auto-replied") || submitted.starts_with("auto-notified");
    let other_mark = ["X-Autoreply", "X-Autorespond", "X-Auto-Reply"]
        .iter()
        .any(|name| text(message, name).is_some());
    // The program `vacation` of Unix, which is older than all of these fields.
    let vacation = text(message, "X-Mailer").is_some_and(|value| value.starts_with("vacation"));
    marked
        || other_mark
        || vacation
        || text(message, "Precedence").is_some_and(|value| value == "auto_reply")
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

/// What stands behind the last field of that name.
fn text<'m>(message: &'m Message, name: &str) -> Option<&'m str> {
    let mut last_first = message.headers().iter().rev();
    let header = last_first.find(|header| header.name().eq_ignore_ascii_case(name))?;
    let place = header.offset_start() as usize..header.offset_end() as usize;
    std::str::from_utf8(message.raw_message().get(place)?).ok().map(str::trim)
}

fn first_address(address: &Address) -> Option<String> {
    let first = address.first()?.address.as_deref()?;
    (!first.is_empty()).then(|| first.to_owned())
}

fn failed_recipients(message: &Message) -> (Vec<String>, Option<Span>) {
    let mut addresses: Vec<String> = Vec::new();
    let mut place = None;
    let fields = message
        .headers()
        .iter()
        .filter(|header| header.name().eq_ignore_ascii_case("X-Failed-Recipients"));
    for header in fields {
        let from = header.offset_field() as usize;
        place.get_or_insert(Span::new(from, from + header.name().len()));
        let raw =
            message.raw_message().get(header.offset_start() as usize..header.offset_end() as usize);
        let list = String::from_utf8_lossy(raw.unwrap_or_default()).into_owned();
        let words = list.split(|c: char| c.is_whitespace() || ",;<>".contains(c));
        for word in words.filter(|word| word.contains('@')) {
            if !addresses.iter().any(|known| known.eq_ignore_ascii_case(word)) {
                addresses.push(word.to_owned());
            }
        }
    }
    (addresses, place)
}

/// The address in `To:`, where there is no other one.
pub(super) fn only_recipient(headers: Headers) -> Option<String> {
    let to = headers.get(HeaderName::To).and_then(HeaderValue::as_address)?;
    let mut all = to.iter();
    let first = all.next()?.address.as_deref()?;
    (all.next().is_none() && first.contains('@')).then(|| first.to_owned())
}

/// `X-HmXmrOriginalRecipient: a@example.net`, in the header of a reported message.
pub(super) fn complainant(headers: Headers) -> Option<String> {
    let value =
        headers.get(HeaderName::Other("X-HmXmrOriginalRecipient".into()))?.as_text()?.trim();
    let address = value.trim_matches(['<', '>']);
    address.contains('@').then(|| address.to_owned())
}
