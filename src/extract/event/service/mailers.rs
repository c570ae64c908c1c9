//! Libraries that hand mail in, by their errors and results.

use super::{NONE, Service};
use crate::vocabulary::Event::Failed;
use crate::vocabulary::Form;

/// The most telling signs first.
pub(super) const MAILERS: &[Service] = &[
    Service {
        id: "aws-sdk",
        form: Form::MailerError,
        signs: &[&["$metadata", "message"], &["$fault", "message"], &["name", "$fault"]],
        event: &["$fault"],
        events: &[("", Failed)],
        reply: &["message"],
        class: &["name", "code"],
        ..NONE
    },
    Service {
        id: "emailjs",
        form: Form::MailerError,
        signs: &[&["smtp", "previous"], &["smtp", "code"]],
        event: &["name"],
        events: &[("", Failed)],
        reply: &["smtp", "message"],
        class: &["message"],
        code: &["smtp"],
        ..NONE
    },
    Service {
        id: "nodemailer",
        form: Form::MailerError,
        signs: &[
            &["envelope", "messageId"],
            &["accepted", "rejected"],
            &["responseCode"],
            &["rejectedErrors"],
            &["command", "code"],
            &["syscall", "code"],
            &["message", "code"],
            &["message", "name"],
            &["message", "stack"],
        ],
        event: &["name"],
        events: &[("", Failed)],
        each: &["rejectedErrors", "rejected"],
        accepted: "accepted",
        recipient: &[".recipient", ".", "recipient"],
        reply: &[".response", "response", ".message", "message"],
        code: &[".responseCode", "responseCode"],
        class: &[".code", "code", "originalCode", "command"],
        message_id: &["messageId"],
        from: &["envelope.from"],
        host: &["hostname", "host"],
        ip: &["address"],
        ..NONE
    },
];
