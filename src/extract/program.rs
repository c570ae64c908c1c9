//! Whether a program tells that it could not hand a message in.

use super::Parsed;
use crate::form::names_program;
use crate::vocabulary::Form;

/// What PHPMailer prints, which looks like a notice or like a dialogue.
const PRINTED: &[&str] = &["SMTP Error: ", "SMTP ERROR: ", "CLIENT -> SERVER: "];

/// Whether no server has the message yet: the one that answered is that of the program.
pub(super) fn hands_in(parsed: &Parsed) -> bool {
    let text = parsed.pieces.first().map_or("", String::as_str);
    // Most texts begin with the code of a server's answer, and no program's error does.
    if matches!(text.as_bytes(), [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9', b' ' | b'-', ..]) {
        return false;
    }
    let prints = || PRINTED.iter().any(|words| text.contains(words));
    match parsed.form {
        Form::MailerError => true,
        Form::Reply => names_program(text) || prints(),
        Form::Notice | Form::Session => prints(),
        _ => false,
    }
}
