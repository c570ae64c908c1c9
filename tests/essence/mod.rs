//! What an explanation comes down to, whatever the input was wrapped in.

use serde_json::{Value, json};
use whybounced::Explanation;
use whybounced::explanation::Verdict;

/// What line ends, encodings, quoting and the like must not change.
pub fn essence(explanation: &Explanation) -> Value {
    let verdict = |verdict: &Verdict| {
        let reply = verdict.reply.as_ref();
        json!({
            "recipient": verdict.recipient,
            "code": reply.and_then(|reply| reply.code),
            "enhanced": reply.and_then(|reply| reply.enhanced),
            "cause": verdict.cause,
            "action": verdict.action,
            "permanence": verdict.permanence,
        })
    };
    let verdicts: Vec<Value> = explanation.verdicts.iter().map(verdict).collect();
    json!({ "outcome": explanation.outcome, "verdicts": verdicts })
}
