//! The words for what is no failure and has no cause of its own.

use crate::extract::Delivery;
use crate::knowledge::{Cause, Diagnosis, words};
use crate::vocabulary::{Audience, Basis, Certainty, Outcome};

use super::Step;
use super::parameters::Parameters;

/// The readers of the steps, in the order of the texts.
const READERS: [Audience; 3] = [Audience::Person, Audience::Admin, Audience::Mailer];

/// What is said in place of the cause's words: title, summary, a step for each reader, how sure.
#[derive(Clone, Copy)]
pub struct Peaceful(&'static [&'static str]);

impl Peaceful {
    pub fn of(outcome: Outcome, delivery: &Delivery, diagnosis: &Diagnosis) -> Option<Peaceful> {
        // `354` is no failure either, and its words are the code's.
        let told =
            diagnosis.entry.is_some() || !matches!(diagnosis.basis, Basis::Report | Basis::None);
        match diagnosis.cause {
            _ if diagnosis.in_passing => Some(Peaceful(words().in_passing)),
            // RFC 6591: a report of a failed check comes in the form of a complaint.
            Cause::Complaint if diagnosis.certainty == Certainty::Guess => {
                Some(Peaceful(words().failed_check))
            }
            Cause::AutoReply if delivery.receipt => Some(Peaceful(words().receipt)),
            _ if outcome != Outcome::NotABounce => None,
            // An entry that knows of no failure has words of its own.
            _ if diagnosis.entry.is_some_and(|entry| entry.outcome.is_some()) => None,
            Cause::Suppressed => Some(Peaceful(words().unsubscribed)),
            Cause::Unknown if !told => Some(Peaceful(words().no_bounce)),
            _ => None,
        }
    }

    pub fn title(self) -> &'static str {
        self.0[0]
    }

    pub fn summary(self) -> &'static str {
        self.0[1]
    }

    /// What it is, if the outcome has no word for it.
    pub fn outcome(self) -> Option<&'static str> {
        self.0.get(6).copied()
    }

    #[inline(never)]
    pub fn steps(self, parameters: &Parameters) -> Vec<Step> {
        let texts = READERS.into_iter().zip(&self.0[2..]);
        let step = |(audience, text): (Audience, &&'static str)| Step {
            audience,
            text: parameters.fill(text),
            url: None,
        };
        texts.map(step).collect()
    }

    /// Why it is taken for no failure, where nothing says so; or what a report leaves open.
    pub fn reason(self, basis: Basis) -> Option<&'static str> {
        self.0.get(5).copied().filter(|_| basis == Basis::None || self.outcome().is_some())
    }
}

/// Whether nothing has failed and nobody has to do anything.
pub fn asks_nothing(peaceful: Option<Peaceful>, diagnosis: &Diagnosis) -> bool {
    peaceful.is_some() && diagnosis.cause == Cause::Unknown
}
