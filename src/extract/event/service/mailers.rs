//! Libraries that hand mail in, by their errors and results.

use super::{NONE, Service};
use crate::vocabulary::Event::{Accepted, Failed};
use crate::vocabulary::Form;

/// The most telling signs first.
pub(super) const MAILERS: &[Service] = &[
    Service {
        id: "aws-sdk",
        form: Form::MailerError,
        signs: &[
            &["$metadata", "message"],
            &["$fault", "message"],
            &["name", "$fault"],
            // Version 2.
            &["requestId", "retryable", "message"],
            // As Python gives it.
            &["Error.Code", "Error.Message", "ResponseMetadata"],
            // CloudTrail
            &["eventSource", "errorCode", "errorMessage"],
        ],
        event: &["$fault"],
        events: &[("", Failed)],
        reply: &["message", "Error.Message", "errorMessage"],
        class: &["name", "code", "Error.Code", "errorCode"],
        ..NONE
    },
    // As it came over the wire, from whichever service of Amazon's.
    Service {
        form: Form::MailerError,
        anybodys: true,
        signs: &[&["__type", "message"]],
        events: &[("", Failed)],
        reply: &["message"],
        class: &["__type"],
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
    // Postmark's answer also to what it took over: `"ErrorCode": 0`.
    Service {
        id: "postmark",
        form: Form::MailerError,
        signs: &[&["ErrorCode", "Message", "SubmittedAt"]],
        event: &["ErrorCode"],
        events: &[("0", Accepted), ("", Failed)],
        recipient: &["To"],
        reply: &["Message"],
        ..NONE
    },
    Service {
        id: "mailjet",
        form: Form::MailerError,
        signs: &[
            &["Status", "Errors.ErrorMessage"],
            &["Status", "To.MessageUUID"],
            &["StatusCode", "ErrorMessage"],
        ],
        event: &["Status"],
        events: &[("success", Accepted), ("", Failed)],
        each: &["To"],
        recipient: &[".Email"],
        reply: &["Errors.ErrorMessage", "ErrorMessage"],
        class: &["Errors.ErrorCode"],
        ..NONE
    },
    // `{"succeeded": 0, "failed": 1, "failures": ["…"]}`
    Service {
        id: "smtp2go",
        form: Form::MailerError,
        signs: &[&["data.succeeded", "data.failures"]],
        event: &["data.failed"],
        events: &[("0", Accepted), ("", Failed)],
        each: &["data.failures"],
        reply: &["."],
        ..NONE
    },
    // Cloudflare
    Service {
        form: Form::MailerError,
        signs: &[&["result.delivered", "result.permanent_bounces"]],
        events: &[("", Failed)],
        each: &["result.permanent_bounces"],
        accepted: "result.delivered",
        recipient: &["."],
        ..NONE
    },
    // FluentSMTP tried twice; the first message says nothing of the reason.
    Service {
        form: Form::MailerError,
        signs: &[&["fallback_response.message"]],
        events: &[("", Failed)],
        reply: &["fallback_response.message"],
        ..NONE
    },
    // The errors that axios and mailgun.js make of the answer of a service.
    Service {
        form: Form::MailerError,
        anybodys: true,
        signs: &[
            &["response.data.errors.message"],
            &["response.data.Message"],
            &["status", "message", "details"],
        ],
        events: &[("", Failed)],
        reply: &["response.data.errors.message", "response.data.Message", "details"],
        class: &["name"],
        ..NONE
    },
    // Those of Brevo's client, whose codes tell as much as the words: `unauthorized`, `Key not found`.
    Service {
        form: Form::MailerError,
        anybodys: true,
        signs: &[&["statusCode", "body.message"]],
        events: &[("", Failed)],
        class: &["body.code", "body.message"],
        ..NONE
    },
    // Answers of the interfaces of services: several have the same fields.
    Service {
        form: Form::MailerError,
        signs: &[
            &["errors.message"],
            &["errors.reason", "message"],
            // Postal
            &["flags", "data.code", "data.message"],
            &["ErrorCode", "Message"],
            &["statusCode", "message"],
            &["error", "error_description"],
            &["config", "message"],
            &["innerError", "message"],
            &["status", "code", "name", "message"],
            &["response.body.errors"],
        ],
        events: &[("", Failed)],
        recipient: &["To"],
        reply: &[
            "response.body.errors.message",
            "response.data.message",
            // Ghost: the message says only that there was an error.
            "errors.context",
            // SparkPost: the message is `Invalid domain`.
            "errors.description",
            "errors.message",
            "Message",
            "message",
            "data.message",
            "error_description",
        ],
        class: &["name", "code", "data.code", "error", "errors.reason"],
        ..NONE
    },
    // An error around the mailer's own, as `new Error("…", { cause })` makes it: the inner one
    // has the reply.
    Service {
        form: Form::MailerError,
        signs: &[&[
            "cause.message",
            "message",
            "!response",
            "!responseCode",
            "!command",
            "!syscall",
        ]],
        event: &["name"],
        events: &[("", Failed)],
        each: &["cause.rejectedErrors", "cause.rejected"],
        accepted: "cause.accepted",
        recipient: &[".recipient", ".", "cause.recipient"],
        reply: &[".response", "cause.response", ".message", "cause.message"],
        code: &[".responseCode", "cause.responseCode"],
        class: &[".code", "cause.code", "cause.command"],
        host: &["cause.hostname", "cause.host"],
        ip: &["cause.address"],
        ..NONE
    },
    Service {
        id: "nodemailer",
        form: Form::MailerError,
        anybodys: true,
        signs: &[
            &["envelope", "messageId"],
            &["accepted", "rejected"],
            &["responseCode"],
            &["rejectedErrors"],
            &["command", "code"],
            &["syscall", "code"],
            &["message", "code"],
            // A form on a page has a name and a message, too.
            &["message", "name", "!email"],
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
