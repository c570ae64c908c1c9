//! The services and libraries whose events are known, as tables of paths.

use super::json::Value;
use crate::vocabulary::{Event, Form};

/// Where an event of one service has what.
///
/// A path that begins with a dot is looked up in the item of `each`, any other in
/// the event itself. Of several paths the first one that leads to something counts.
pub(super) struct Service {
    /// The id of the provider.
    pub(super) id: &'static str,
    pub(super) form: Form,
    /// Sets of paths; an event that has all of one set is this service's.
    signs: &'static [&'static [&'static str]],
    /// Paths of the words that say what happened; they are joined by `/`.
    pub(super) event: &'static [&'static str],
    /// Beginnings of those joined words in lower case, the longer ones first.
    pub(super) events: &'static [(&'static str, Event)],
    /// Lists of which each item is one delivery.
    pub(super) each: &'static [&'static str],
    /// Lists of recipients who were taken over all the same.
    pub(super) accepted: &'static str,
    pub(super) recipient: &'static [&'static str],
    /// What the other server said.
    pub(super) reply: &'static [&'static str],
    pub(super) code: &'static [&'static str],
    pub(super) status: &'static [&'static str],
    /// The service's own words for the reason.
    pub(super) class: &'static [&'static str],
    pub(super) message_id: &'static [&'static str],
    pub(super) subject: &'static [&'static str],
    pub(super) from: &'static [&'static str],
    pub(super) host: &'static [&'static str],
    pub(super) ip: &'static [&'static str],
}

const NONE: Service = Service {
    id: "",
    form: Form::Webhook,
    signs: &[],
    event: &[],
    events: &[],
    each: &[],
    accepted: "",
    recipient: &[],
    reply: &[],
    code: &[],
    status: &[],
    class: &[],
    message_id: &[],
    subject: &[],
    from: &[],
    host: &[],
    ip: &[],
};

use Event::{Accepted, AutoReply, Complaint, Delayed, Delivered, Failed, Other};

/// Words that many services share.
const COMMON: &[(&str, Event)] = &[
    ("hard_bounce", Failed),
    ("soft_bounce", Failed),
    ("bounce", Failed),
    ("block", Failed),
    ("drop", Failed),
    ("reject", Failed),
    ("fail", Failed),
    ("error", Failed),
    ("invalid", Failed),
    ("suspen", Failed),
    ("defer", Delayed),
    ("delay", Delayed),
    ("deliver", Accepted),
    ("sent", Accepted),
    ("send", Accepted),
    ("spam", Complaint),
    ("complain", Complaint),
];

/// The most telling signs first.
pub(super) const SERVICES: &[Service] = &[
    Service {
        id: "ses",
        signs: &[&["notificationType", "mail"], &["eventType", "mail"]],
        event: &["notificationType", "eventType", "bounce.bounceType"],
        events: &[("deliverydelay", Delayed), ("rendering failure", Failed)],
        each: &[
            "bounce.bouncedRecipients",
            "complaint.complainedRecipients",
            "deliveryDelay.delayedRecipients",
            "delivery.recipients",
            "mail.destination",
        ],
        recipient: &[".emailAddress", "."],
        reply: &[
            ".diagnosticCode",
            "delivery.smtpResponse",
            "reject.reason",
            "failure.errorMessage",
        ],
        status: &[".status"],
        class: &[
            "bounce.bounceType",
            "bounce.bounceSubType",
            "deliveryDelay.delayType",
            "complaint.complaintFeedbackType",
        ],
        message_id: &["mail.commonHeaders.messageId", "mail.messageId"],
        subject: &["mail.commonHeaders.subject"],
        from: &["mail.source"],
        ip: &["bounce.remoteMtaIp", "delivery.remoteMtaIp"],
        ..NONE
    },
    Service {
        id: "sparkpost",
        signs: &[
            &["type", "rcpt_to"],
            &["type", "bounce_class"],
            &["type", "transmission_id"],
            &["type", "raw_rcpt_to"],
        ],
        event: &["type", "bounce_class"],
        events: &[
            ("bounce/60", AutoReply),
            ("bounce/100", AutoReply),
            ("out_of_band/60", AutoReply),
            ("out_of_band", Failed),
            ("policy_rejection", Failed),
            ("generation", Failed),
        ],
        recipient: &["raw_rcpt_to", "rcpt_to"],
        reply: &["raw_reason", "reason"],
        code: &["error_code"],
        class: &["type", "bounce_class"],
        message_id: &["message_id"],
        subject: &["subject"],
        from: &["friendly_from", "msg_from"],
        ip: &["ip_address"],
        ..NONE
    },
    Service {
        id: "postmark",
        signs: &[&["RecordType"]],
        event: &["RecordType", "Type", "SuppressionReason"],
        events: &[
            ("bounce/spamcomplaint", Complaint),
            ("bounce/autoresponder", AutoReply),
            ("bounce/subscribe", Other),
            ("bounce/unsubscribe", Other),
            ("subscriptionchange/hardbounce", Failed),
            ("subscriptionchange/spamcomplaint", Complaint),
        ],
        recipient: &["Email", "Recipient"],
        reply: &["Details"],
        class: &["Type", "Description", "SuppressionReason"],
        message_id: &["MessageID"],
        subject: &["Subject"],
        from: &["From"],
        ..NONE
    },
    Service {
        id: "sendgrid",
        signs: &[
            &["sg_event_id"],
            &["sg_message_id"],
            &["email", "reason", "created"],
            &["email", "event", "smtp-id"],
        ],
        event: &["event", "type"],
        events: &[("processed", Other)],
        recipient: &["email"],
        reply: &["reason", "response"],
        status: &["status"],
        class: &["event", "reason", "type", "bounce_classification"],
        message_id: &["smtp-id"],
        ..NONE
    },
    Service {
        id: "mandrill",
        signs: &[&["event", "msg"], &["type", "reject.email"]],
        event: &["event", "type"],
        events: &[("blacklist", Other), ("whitelist", Other)],
        recipient: &["msg.email", "reject.email"],
        reply: &["msg.diag"],
        class: &["event", "msg.bounce_description", "msg.reject.reason", "msg.reject"],
        message_id: &["msg._id"],
        subject: &["msg.subject"],
        from: &["msg.sender"],
        ..NONE
    },
    Service {
        id: "mailjet",
        signs: &[&["event", "MessageID"], &["event", "mj_message_id"], &["event", "mj_contact_id"]],
        event: &["event"],
        recipient: &["email"],
        reply: &["smtp_reply", "comment"],
        class: &["error_related_to", "error"],
        message_id: &["Message_GUID"],
        ..NONE
    },
    Service {
        id: "mailtrap",
        signs: &[&["event", "sending_stream"], &["event", "event_id", "email"]],
        event: &["event"],
        events: &[("soft bounce", Delayed)],
        recipient: &["email"],
        reply: &["response", "reason"],
        code: &["response_code"],
        class: &["event", "bounce_category"],
        message_id: &["message_id"],
        ..NONE
    },
    Service {
        id: "resend",
        signs: &[&["type", "data.email_id"]],
        event: &["type"],
        events: &[
            ("email.bounced", Failed),
            ("email.suppressed", Failed),
            ("email.failed", Failed),
            ("email.delivery_delayed", Delayed),
            ("email.delivered", Accepted),
            ("email.sent", Accepted),
            ("email.complained", Complaint),
        ],
        each: &["data.to"],
        recipient: &["."],
        reply: &["data.bounce.message", "data.failed.reason", "data.suppressed.message"],
        class: &["data.bounce.type", "data.bounce.subType", "data.suppressed.type"],
        message_id: &["data.message_id"],
        subject: &["data.subject"],
        from: &["data.from"],
        ..NONE
    },
    Service {
        id: "mailersend",
        signs: &[&["type", "data.email.recipient"], &["type", "data.morph"]],
        event: &["type"],
        events: &[
            ("activity.hard_bounced", Failed),
            ("activity.soft_bounced", Failed),
            ("activity.deferred", Delayed),
            ("activity.delivered", Accepted),
            ("activity.sent", Accepted),
            ("activity.spam_complaint", Complaint),
        ],
        recipient: &["data.email.recipient.email"],
        reply: &["data.morph.readable_reason", "data.morph.reason"],
        class: &["data.morph.reason"],
        subject: &["data.email.subject"],
        from: &["data.email.from"],
        ..NONE
    },
    Service {
        id: "unisendergo",
        signs: &[&["event_name", "status", "email"], &["delivery_info"]],
        event: &["status"],
        events: &[("soft_bounced", Delayed)],
        recipient: &["email"],
        reply: &["delivery_info.destination_response"],
        class: &["delivery_info.delivery_status"],
        message_id: &["job_id"],
        ..NONE
    },
    Service {
        id: "postal",
        signs: &[&["event", "payload"]],
        event: &["event", "payload.status"],
        events: &[
            ("messagedelayed", Delayed),
            ("messagedeliveryfailed", Failed),
            ("messagebounced", Failed),
            ("messagesent", Accepted),
        ],
        recipient: &["payload.original_message.to", "payload.message.to"],
        reply: &["payload.output"],
        class: &["payload.details"],
        message_id: &["payload.original_message.message_id", "payload.message.message_id"],
        subject: &["payload.original_message.subject", "payload.message.subject"],
        from: &["payload.original_message.from", "payload.message.from"],
        ..NONE
    },
    Service {
        id: "kumomta",
        signs: &[&["type", "response.content"], &["type", "queue", "recipient"]],
        event: &["type"],
        events: &[
            ("transientfailure", Delayed),
            ("expiration", Failed),
            ("adminbounce", Failed),
            ("oob", Failed),
            ("feedback", Complaint),
            ("reception", Other),
        ],
        recipient: &["recipient"],
        reply: &["response.content"],
        code: &["response.code"],
        class: &["bounce_classification"],
        from: &["sender"],
        host: &["peer_address.name"],
        ip: &["peer_address.addr"],
        ..NONE
    },
    Service {
        id: "brevo",
        signs: &[
            &["event", "email", "ts_epoch"],
            &["event", "email", "message-id"],
            &["event", "email", "ts_event"],
        ],
        event: &["event"],
        events: &[("request", Other), ("unsub", Other)],
        recipient: &["email"],
        reply: &["reason"],
        class: &["event"],
        message_id: &["message-id"],
        subject: &["subject"],
        from: &["sender_email"],
        ip: &["sending_ip"],
        ..NONE
    },
    Service {
        id: "mailgun",
        signs: &[&["event", "recipient"], &["event", "message.headers"]],
        event: &["event", "severity"],
        events: &[("failed/temporary", Delayed), ("unsub", Other)],
        recipient: &["recipient", "message.headers.to"],
        reply: &[
            "delivery-status.message",
            "delivery-status.description",
            "error",
            "description",
            "reject.reason",
        ],
        code: &["delivery-status.code", "code"],
        status: &["delivery-status.enhanced-code"],
        class: &["severity", "reason", "delivery-status.bounce-type"],
        message_id: &["message.headers.message-id", "Message-Id"],
        subject: &["message.headers.subject"],
        from: &["envelope.sender", "message.headers.from"],
        host: &["delivery-status.mx-host"],
        ..NONE
    },
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

impl Service {
    /// The service whose event this is.
    pub(super) fn of(event: &Value) -> Option<&'static Service> {
        let has = |path: &&str| event.at(path).is_some();
        let known = |service: &&Service| service.signs.iter().any(|set| set.iter().all(has));
        SERVICES.iter().find(known).filter(|_| matches!(event, Value::Object(_)))
    }

    /// What the joined words of an event say.
    pub(super) fn event_of(&self, words: &str) -> Event {
        let begins = |list: &[(&str, Event)]| {
            list.iter().find(|(start, _)| words.starts_with(start)).map(|(_, event)| *event)
        };
        // SendGrid's lists of bounces name no event: everything in them is one.
        let default = if words.is_empty() { Failed } else { Other };
        begins(self.events).or_else(|| begins(COMMON)).unwrap_or(default)
    }
}

/// Whether an event says that the message reached somebody.
pub(super) fn is_success(event: Event) -> bool {
    matches!(event, Accepted | Delivered)
}
