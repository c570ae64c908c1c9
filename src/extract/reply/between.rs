//! What stands between a reply and the next number: whether that goes on with it.

use super::{Mark, Place, Reader, ReplyCode, Rest, trim};
use crate::span::Span;

/// In front of the words of a server in an error of PHPMailer.
const DETAIL: &str = "Detail: ";

/// The longest label between two codes of one reply, marks and blanks around it included.
const MAX_LABEL: usize = 24;

impl Reader<'_, '_> {
    /// Whether it is the reply of an error of its own, as JavaMail lists them for several
    /// recipients: `com.sun.mail.smtp.SMTPAddressFailedException: 550 …`.
    #[inline(never)]
    pub(super) fn is_raised(&self, mark: Mark, rest: &Rest) -> bool {
        let before = self.input.text().get(rest.at..mark.start).unwrap_or_default();
        trim(before).ends_with("Exception:")
    }

    /// Whether the code tells that all went well, within the words of a refusal.
    pub(super) fn is_step(&self, code: ReplyCode) -> bool {
        let refused = self.current.and_then(|at| self.drafts[at].reply.code);
        code.class() < 4 && refused.is_some_and(|code| code.class() > 3)
    }

    /// Takes the code for a word, which no code of the same reply stands beside.
    #[inline(never)]
    pub(super) fn leave(&mut self, mark: Mark, rest: &mut Rest) {
        let Some(at) = self.current else { return };
        self.drafts[at].add_text(self.input, rest.at, mark.start);
        (rest.at, rest.coded) = (mark.start, false);
    }

    /// Whether nothing but the name of what follows stands between the two codes. node-sendmail:
    /// `SMTP code:550 msg:550-5.7.1 …`; Symfony: `code "550", with message "550 …`, maybe a line above.
    #[inline(never)]
    pub(super) fn is_label(&self, mark: Mark, rest: &Rest) -> bool {
        let told = self.current.map_or("", |index| &self.drafts[index].reply.text);
        let between = self.input.text().get(rest.at..mark.start).unwrap_or_default();
        let between = if rest.coded && told.is_empty() { between } else { told };
        between.len() <= MAX_LABEL
            && matches!(
                between.trim_matches(|c: char| !c.is_alphanumeric()),
                "msg" | "with message"
            )
    }

    /// Leaves the name out of the words.
    #[inline(never)]
    pub(super) fn leave_label(&mut self, mark: Mark, rest: &mut Rest) {
        let Some(at) = self.current else { return };
        let reply = &mut self.drafts[at].reply;
        reply.text.clear();
        reply.lines.clear();
        rest.at = mark.start;
    }

    /// Whether the number is the value of a field of its own.
    #[inline(never)]
    pub(super) fn is_field(&self, mark: Mark) -> bool {
        let text = self.input.text();
        // Outlook: `Server Response: '451 4.3.0 …', Port: 25, Server Error: 451, Error Number: 0x…`.
        let listed = mark.place == Place::Marked && text[mark.end..].starts_with(", ");
        listed || text[..mark.start].ends_with("Code: ")
    }

    /// The words that PHPMailer puts in front of their code, taken away from those of its own:
    /// `SMTP server error: DATA END command failed Detail: Message rejected as spam SMTP code: 554`.
    pub(super) fn take_detail(&mut self) -> Vec<Span> {
        let input = self.input;
        let Some(last) = self.before.last() else { return Vec::new() };
        let Some(words) = trim(input.of(*last)).strip_suffix("SMTP code:") else {
            return Vec::new();
        };
        let end = words.as_ptr() as usize - input.text().as_ptr() as usize + trim(words).len();
        let Some(first) = self.before.iter().rposition(|line| input.of(*line).contains(DETAIL))
        else {
            return Vec::new();
        };
        let mut detail = self.before.split_off(first);
        let label = input.of(detail[0]).find(DETAIL).unwrap_or(0) + DETAIL.len();
        let start = detail[0].start as usize + label;
        self.before.push(Span::new(detail[0].start as usize, start));
        detail[0] = Span { start: Span::new(start, start).start, ..detail[0] };
        if let Some(last) = detail.last_mut() {
            last.end = Span::new(end, end).end.max(last.start);
        }
        detail
    }
}
