//! The traps of the grammar of replies and reports, each by its name.

mod automatic;
mod fields;
mod replies;
mod reports;
mod traps;

use serde_json::Value;
use whybounced::explanation::Verdict;
use whybounced::{explain, parse};

/// Reply code, enhanced code and words of the reply that decided.
fn first(text: &str) -> (Option<String>, Option<String>, String) {
    let parsed = parse(text);
    let reply = parsed.deliveries.first().and_then(|delivery| delivery.reply);
    let Some(reply) = reply.and_then(|at| parsed.replies.get(at)) else {
        return (None, None, String::new());
    };
    let code = reply.code.map(|code| code.to_string());
    (code, reply.enhanced.map(|code| code.to_string()), reply.text.clone())
}

/// The first verdict.
fn only(text: &str) -> Verdict {
    explain(text).verdicts.into_iter().next().unwrap()
}

/// What is read of the fields of a report, as JSON.
fn report(fields: &str) -> Value {
    serde_json::to_value(parse(fields)).unwrap()
}
