//! Who sends again: a server by itself, or somebody who has to.

use crate::extract::Parsed;
use crate::knowledge::words;
use crate::vocabulary::Action;

/// Why nobody tries again by himself, although sending again may help.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The server that had the message tries no more.
    GivenUp,
    /// No server has taken the message, so that its program has to try again.
    NotTaken,
}

impl Ended {
    pub fn of(parsed: &Parsed, action: Action, given_up: bool, refused: bool) -> Option<Ended> {
        match action {
            Action::Retry | Action::SlowDown if parsed.handed_in => Some(Ended::NotTaken),
            Action::Retry | Action::SlowDown | Action::Review if given_up || refused => {
                Some(Ended::GivenUp)
            }
            _ => None,
        }
    }

    /// What a person does where the steps would have them wait for a server.
    pub fn person(self, action: Action) -> &'static str {
        match self {
            Ended::GivenUp if action == Action::SlowDown => words().given_up[3],
            Ended::GivenUp => words().given_up[1],
            Ended::NotTaken => words().handed_in[1],
        }
    }
}

/// Whether sending again will help. `Action: failed` with 4.2.2: later mail may arrive, but nobody sends
/// this one by himself.
pub fn resend(action: Action, ended: Option<Ended>) -> &'static str {
    match ended.filter(|_| action == Action::Retry) {
        Some(Ended::GivenUp) => words().given_up[0],
        Some(Ended::NotTaken) => words().handed_in[0],
        None => words().resend[action as usize],
    }
}
