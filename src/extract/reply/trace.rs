//! The lines of a stack trace below an error. They name functions and files, and say nothing of a
//! reply: `at SMTPConnection._formatError (…/smtp-connection/index.js:798:19)` is about no connection.

use crate::input::trim;

/// Whether the line is a frame, as Node, Java, .NET (in some languages), PHP and Ruby print it.
pub(super) fn is_frame(line: &str) -> bool {
    let line = trim(line);
    // Most lines are those of a reply, which begin with its code.
    !line.starts_with(|c: char| c.is_ascii_digit()) && is_called(line)
}

#[inline(never)]
fn is_called(line: &str) -> bool {
    if let Some(numbered) = line.strip_prefix('#') {
        let Some((number, called)) = numbered.split_once(' ') else { return false };
        let file = called.starts_with(['/', '[']) && called.contains(": ");
        let file = file || called.contains(":\\") || called == "{main}";
        return !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) && file;
    }
    if line.starts_with(['/', 'f']) && line.contains(".rb:") {
        return line.contains(":in ") && !line.contains("': ");
    }
    match line.split_once(' ') {
        Some(("at", call)) => is_method(call) || is_script(call),
        Some(("bei" | "à" | "en" | "em" | "in" | "vid" | "w", call)) => is_method(call),
        _ => false,
    }
}

/// `com.sun.mail.smtp.SMTPTransport.rcptTo(SMTPTransport.java:1873)`,
/// `System.Net.Mail.SmtpClient.Send(MailMessage message)`
fn is_method(call: &str) -> bool {
    let Some((name, values)) = call.split_once('(') else { return false };
    let named = name.matches('.').count() > 1 && !name.contains([' ', '@']);
    let is_address = values.starts_with(|c: char| c.is_ascii_digit() || c == '[');
    named && values.contains(')') && !is_address
}

/// `SMTPConnection._formatError (/app/index.js:798:19)`, `/app/index.js:10:5`, `async Promise.all (index 0)`
fn is_script(call: &str) -> bool {
    const PLACES: &[&str] =
        &["(/", "(node:", "(<anonymous>)", "(file:", "(index ", "(native)", ":\\"];
    let call = call.trim_end_matches([' ', '{']);
    if call.ends_with(')') {
        return PLACES.iter().any(|place| call.contains(place));
    }
    let script = call.starts_with('/') || call.starts_with("node:") || call.starts_with("file:");
    script && !call.contains(' ') && call.ends_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_frames_of_many_languages() {
        for line in [
            "    at SMTPConnection._formatError (/app/node_modules/nodemailer/lib/index.js:798:19)",
            "at SMTPConnection.<anonymous> (C:\\app\\index.js:1:2) {",
            "at process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
            "at async Promise.all (index 0)",
            "at /app/send.js:10:5",
            "\tat com.sun.mail.smtp.SMTPTransport.rcptTo(SMTPTransport.java:1873)",
            "   bei System.Net.Mail.SmtpClient.Send(MailMessage message)",
            "#0 /var/www/Exception.php(12): PHPMailer\\SMTP->connect()",
            "#12 {main}",
            "from /usr/lib/ruby/net/smtp.rb:987:in `check_response'",
        ] {
            assert!(is_frame(line), "{line}");
        }
    }

    #[test]
    fn err_words_of_a_server() {
        for line in [
            "at this time (try again later)",
            "at mx.example.net (192.0.2.1)",
            "at mx1.mail.example.net(192.0.2.1)",
            "at https://example.net/block?ip=192.0.2.1",
            "#5.1.1 no such user",
            "#5 the user (ana): unknown",
            "in reply to RCPT TO (ana@example.net)",
            "/usr/lib/ruby/net/smtp.rb:987:in `check_response': 550 5.1.1 no (Net::SMTPFatalError)",
            "at 10:30",
        ] {
            assert!(!is_frame(line), "{line}");
        }
    }
}
