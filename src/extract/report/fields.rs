//! Fields of a report and the groups that they make.

use crate::input::{Input, is_blank, trim};
use crate::mail_header::field_name;
use crate::span::Span;

/// The fields that matter here, with the name and the id of their meaning.
macro_rules! names {
    ($($(#[$doc:meta])* $variant:ident: $id:literal = $($name:literal)|+,)+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Name { $($(#[$doc])* $variant,)+ }

        impl Name {
            fn of(name: &str) -> Option<Name> {
                const ALL: &[(&str, Name)] = &[$($(($name, Name::$variant),)+)+];
                let same = |(known, _): &&(&str, Name)| known.eq_ignore_ascii_case(name);
                ALL.iter().find(same).map(|(_, name)| *name)
            }

            /// The id of the field in the knowledge base.
            pub(super) fn id(self) -> &'static str {
                match self { $(Name::$variant => $id,)+ }
            }
        }
    };
}

names! {
    ReportingMta: "dsn/reporting-mta" = "reporting-mta",
    ReceivedFromMta: "dsn/received-from-mta" = "received-from-mta",
    Gateway: "dsn/dsn-gateway" = "dsn-gateway",
    EnvelopeId: "dsn/original-envelope-id" = "original-envelope-id",
    ArrivalDate: "dsn/arrival-date" = "arrival-date",
    QueueId: "dsn/queue-id" = "x-postfix-queue-id",
    Sender: "dsn/sender" = "x-postfix-sender" | "x-exim-sender",
    OriginalRecipient: "dsn/original-recipient" = "original-recipient",
    FinalRecipient: "dsn/final-recipient" = "final-recipient",
    ActualRecipient: "dsn/actual-recipient" = "x-actual-recipient",
    Action: "dsn/action" = "action",
    Status: "dsn/status" = "status",
    RemoteMta: "dsn/remote-mta" = "remote-mta",
    DiagnosticCode: "dsn/diagnostic-code" = "diagnostic-code",
    LastAttemptDate: "dsn/last-attempt-date" = "last-attempt-date",
    FinalLogId: "dsn/final-log-id" = "final-log-id",
    WillRetryUntil: "dsn/will-retry-until" = "will-retry-until",
}

impl Name {
    /// Whether the field is about one recipient (RFC 3464 §2.3).
    fn is_of_recipient(self) -> bool {
        use Name::*;
        matches!(
            self,
            OriginalRecipient
                | FinalRecipient
                | ActualRecipient
                | Action
                | Status
                | RemoteMta
                | DiagnosticCode
                | LastAttemptDate
                | FinalLogId
                | WillRetryUntil
        )
    }
}

/// A field with its value, one span a line.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) kind: Name,
    /// The place of its name.
    pub(super) name: Span,
    pub(super) value: Vec<Span>,
}

impl Field {
    /// The first line of the value that is not empty.
    pub(super) fn first_line(&self) -> Option<Span> {
        self.value.iter().copied().find(|line| line.start < line.end)
    }
}

/// Fields that belong together.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) fields: Vec<Field>,
    /// One bit for each name that there is, so that asking takes no longer in a
    /// group of very many fields.
    names: u32,
}

impl Group {
    pub(super) fn first(&self, name: Name) -> Option<&Field> {
        self.has(name).then(|| self.fields.iter().find(|field| field.kind == name))?
    }

    fn has(&self, name: Name) -> bool {
        self.names & 1 << name as u32 != 0
    }

    fn push(&mut self, field: Field) {
        self.names |= 1 << field.kind as u32;
        self.fields.push(field);
    }

    /// Whether the group is about a recipient; a lone `Status:` is not.
    pub(super) fn has_recipient_fields(&self) -> bool {
        let named = [Name::FinalRecipient, Name::OriginalRecipient, Name::DiagnosticCode];
        named.iter().any(|name| self.has(*name)) || self.has(Name::Action) && self.has(Name::Status)
    }
}

/// Every group of fields.
///
/// A group ends at an empty line, or where a field comes again: some reports have
/// all recipients in a row.
pub(super) fn groups(input: &Input) -> Vec<Group> {
    let mut groups = vec![Group::default()];
    let mut open = false;
    for line in input.lines() {
        let text = input.of(*line);
        if trim(text).is_empty() {
            open = false;
            if groups.last().is_some_and(|group| !group.fields.is_empty()) {
                groups.push(Group::default());
            }
            continue;
        }
        let name = field_name(trim(text));
        let folded = text.starts_with(is_blank);
        match name.and_then(Name::of) {
            // "Status: …" inside a folded diagnostic text is no field of its own.
            Some(kind) if !(folded && open) => {
                add(&mut groups, field(input, *line, kind));
                open = true;
            }
            // An unknown field ends the known one; a line without a name goes on with it.
            _ if open && (folded || name.is_none()) => {
                let last = groups.last_mut().and_then(|group| group.fields.last_mut());
                if let Some(field) = last {
                    field.value.push(*line);
                }
            }
            _ => open = false,
        }
    }
    joined(groups)
}

fn add(groups: &mut Vec<Group>, field: Field) {
    let Some(group) = groups.last_mut() else { return };
    let again = field.kind.is_of_recipient() && group.has(field.kind);
    let starts = matches!(field.kind, Name::FinalRecipient | Name::OriginalRecipient);
    match again && (starts || field.kind != Name::Status) {
        true => {
            let mut next = Group::default();
            next.push(field);
            groups.push(next);
        }
        false => group.push(field),
    }
}

/// Groups whose recipient and status were torn apart by an empty line.
fn joined(groups: Vec<Group>) -> Vec<Group> {
    let mut whole: Vec<Group> = Vec::new();
    for mut group in groups {
        let names =
            |group: &Group| group.has(Name::FinalRecipient) || group.has(Name::OriginalRecipient);
        // An empty line behind each field parts even the two recipients of a group.
        let bare = |last: &Group| !last.has(Name::Action) && !last.has(Name::Status);
        let of_recipient = group.fields.iter().any(|field| field.kind.is_of_recipient());
        match whole.last_mut() {
            Some(last)
                if (!names(&group) || bare(last))
                    && of_recipient
                    && last.has_recipient_fields()
                    && group.names & last.names == 0 =>
            {
                last.names |= group.names;
                last.fields.append(&mut group.fields);
            }
            _ if group.fields.is_empty() => (),
            _ => whole.push(group),
        }
    }
    whole
}

fn field(input: &Input, line: Span, kind: Name) -> Field {
    let text = input.of(line);
    let start = line.start as usize + text.len() - text.trim_start_matches(is_blank).len();
    let colon = line.start as usize + text.find(':').unwrap_or(text.len());
    let name_end = start + input.of(Span::new(start, colon)).trim_end_matches(is_blank).len();
    let value = input.text().get(colon + 1..line.end as usize).unwrap_or_default();
    let value_start = line.end as usize - value.trim_start_matches(is_blank).len();
    Field {
        kind,
        name: Span { piece: line.piece, ..Span::new(start, name_end) },
        value: vec![Span { piece: line.piece, ..Span::new(value_start, line.end as usize) }],
    }
}

/// `a+2Bb@example.net` is `a+b@example.net` (RFC 3461 §4 xtext).
pub(super) fn from_xtext(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('+') {
        out.push_str(before);
        let hex = after
            .get(..2)
            .filter(|hex| hex.bytes().all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b)));
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(u8::is_ascii_graphic) {
            Some(byte) => {
                out.push(char::from(byte));
                rest = &after[2..];
            }
            None => {
                out.push('+');
                rest = after;
            }
        }
    }
    out + rest
}

/// `j\x{FC}rgen@example.net` is `jürgen@example.net` (RFC 6533 §3).
pub(super) fn from_unitext(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x{") {
        out.push_str(before);
        let decoded = after.split_once('}').and_then(|(hex, behind)| {
            let point =
                (2..=6).contains(&hex.len()).then(|| u32::from_str_radix(hex, 16).ok())??;
            Some((char::from_u32(point)?, behind))
        });
        match decoded {
            Some((c, behind)) => {
                out.push(c);
                rest = behind;
            }
            None => {
                out.push_str("\\x{");
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_encoded_addresses() {
        assert_eq!(from_xtext("ana+2Bnews@example.net"), "ana+news@example.net");
        assert_eq!(from_xtext("ana+news@example.net"), "ana+news@example.net");
        assert_eq!(from_unitext("j\\x{FC}rgen@b\\x{FC}cher.example"), "jürgen@bücher.example");
        assert_eq!(from_unitext("a\\x{110000}\\x{2"), "a\\x{110000}\\x{2");
    }
}
