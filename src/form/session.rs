//! Whether a text is a dialogue of a client and a server.

use crate::form::is_notice;
use crate::input::{Input, trim};
use crate::log::is_log;
use crate::session;

/// Commands and replies in turn, and not within a notice or a log.
#[must_use]
pub fn is_session(input: &Input) -> bool {
    session::is_session(input) && (is_transcript(input) || !is_notice(input)) && !is_log(input)
}

/// The words of a server may be those of a notice: `<** 554 delivery error: dd Sorry, your message to
/// ana@example.com cannot be delivered` of Yahoo, as swaks prints it.
fn swaks(line: &str) -> bool {
    line.starts_with("<- ") || line.starts_with("<** ")
}

/// The transcript that Postfix sends to its postmaster is all that the notice tells;
/// PHPMailer's ends in `The following recipients failed`, and swaks prints nothing else.
fn is_transcript(input: &Input) -> bool {
    let lines = || input.lines().iter().map(|line| trim(input.of(*line)));
    let begins = |mark: &str| lines().any(|line| line.starts_with(mark));
    let has = |mark: &str| lines().any(|line| line.contains(mark));
    let told = || lines().filter(|line| swaks(line)).count() > 1;
    begins("Out: ") && begins("In: ")
        || begins("-> ") && told()
        || has("SERVER -> CLIENT: ") && has("CLIENT -> SERVER: ")
}
