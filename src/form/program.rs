//! Whether a text names the program or the library that it comes from.

use crate::input::start_of;

/// How far from its beginning a text names the program that it comes from, in bytes.
const MAX_NAME: usize = 2000;

/// What programs and libraries for sending mail, and their errors, are called.
const NAMED: &[&str] = &[
    // AWS, Ruby: their errors come with long traces and often without a code.
    "MessageRejected",
    "Net::OpenTimeout",
    "Net::ReadTimeout",
    "SMTPConnection",
    "SmtpException",
    "SMTPException",
    "MessagingException",
    "SendFailedException",
    "SMTPAddressFailed",
    "smtplib",
    "SMTPRecipientsRefused",
    "SMTPSenderRefused",
    "SMTPDataError",
    "SMTPConnectError",
    "SMTPServerDisconnected",
    "[Errno ",
    "PHPMailer",
    "Mailer Error",
    "SMTP connect() failed",
    "Expected response code",
    "connect to SMTP host",
    "Swift_",
    "stream_socket_client",
    "Net::SMTP",
    "dial tcp",
    "gomail:",
    "notifier.email",
    "MailKit",
    "recipients were rejected",
    "EENVELOPE",
    "connect ECONNREFUSED",
    "connect ETIMEDOUT",
];

/// Whether one of these programs reports an error.
#[must_use]
pub fn names_program(text: &str) -> bool {
    let begins = start_of(text, MAX_NAME);
    NAMED.iter().any(|name| begins.contains(name))
}
