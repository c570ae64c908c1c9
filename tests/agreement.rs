//! The parts of an answer agree with each other: outcome, side, advice and steps, for every
//! example of the knowledge base, alone and in the reports that servers and programs make of it.

use std::path::Path;

use whybounced::explain;
use whybounced::explanation::Verdict;
use whybounced::vocabulary::{Action, Audience, Certainty, Outcome, Permanence};

/// What people read only while a server keeps trying.
const WAITS: [&str; 3] =
    ["tried again by itself", "try again by themselves", "tries again by itself"];

fn examples() -> Vec<String> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let base = whybounced_data::read(&data).unwrap_or_else(|_| panic!("the data has faults"));
    base.examples().into_iter().map(|example| example.text).collect()
}

fn steps(verdict: &Verdict, audience: Audience) -> String {
    let of = verdict.steps.iter().filter(|step| step.audience == audience);
    of.map(|step| step.text.as_ref()).collect::<Vec<&str>>().join(" ")
}

/// What all of it says, if it does not fit together.
fn contradiction(verdict: &Verdict, outcome: Outcome) -> Option<String> {
    let (person, mailer) = (steps(verdict, Audience::Person), steps(verdict, Audience::Mailer));
    let resend = verdict.wording.resend;
    let waits = |text: &str| WAITS.iter().any(|words| text.contains(words));
    let ended = outcome == Outcome::Failed && verdict.permanence == Permanence::Permanent;
    let told = |what: &str| Some(format!("{what}: {:?} {resend} {person} {mailer}", verdict.entry));
    match verdict.action {
        _ if ended && (waits(resend) || waits(&person) || person.starts_with("Wait. ")) => {
            told("nobody tries any more")
        }
        Action::Suppress if verdict.permanence == Permanence::Temporary => told("not for good"),
        Action::Suppress if verdict.certainty == Certainty::Guess => told("a guess"),
        Action::Suppress
            if !mailer.contains("suppressed") && mailer.contains("Keep the address") =>
        {
            told("removed and kept")
        }
        Action::Retry if mailer.contains("Do not retry") => told("retried or not"),
        Action::Wait if outcome == Outcome::Failed => told("nothing to wait for"),
        _ => None,
    }
}

fn agree(input: &str) {
    let explanation = explain(input);
    for verdict in &explanation.verdicts {
        let found = contradiction(verdict, explanation.outcome);
        assert_eq!(found, None, "{input}");
    }
}

#[test]
fn ok_alone() {
    let examples = examples();
    assert!(examples.len() > 2000);
    examples.iter().for_each(|text| agree(text));
}

#[test]
fn ok_in_a_final_notice() {
    for text in examples() {
        agree(&format!(
            "The original message was received at Mon, 2 Mar 2026 09:00:00 +0100\n\n   \
             ----- The following addresses had permanent fatal errors -----\n<ana@example.net>\n    \
             (reason: {})\n",
            text.trim().replace('\n', "\n    ")
        ));
    }
}

#[test]
fn ok_in_the_error_of_a_program() {
    for text in examples() {
        agree(&format!("Error: Can't send mail - all recipients were rejected: {text}"));
    }
}
