//! Whatever comes in: no panic, no false claim, and an answer that is sound.

use proptest::prelude::*;
use serde_json::Value;
use whybounced::vocabulary::{Action, Basis, Certainty, Permanence, Scope};
use whybounced::{Explanation, Span, explain, explain_all};

/// The text that a span points into.
fn text_of<'t>(text: &'t str, explanation: &'t Explanation, span: Span) -> &'t str {
    match span.piece as usize {
        0 => text,
        piece => explanation.pieces.get(piece - 1).expect("a piece that is there"),
    }
}

/// What holds for every answer to every input.
fn sound(text: &str, explanation: &Explanation) {
    assert!(!explanation.verdicts.is_empty());
    for verdict in &explanation.verdicts {
        assert!(!verdict.title.is_empty() && !verdict.summary.is_empty());
        assert!(!verdict.title.contains('{') || text.contains('{'), "{}", verdict.title);
        if verdict.action == Action::Suppress {
            assert!(matches!(verdict.scope, Scope::Address | Scope::Domain), "{:?}", verdict.cause);
            assert_ne!(verdict.certainty, Certainty::Guess);
            assert_ne!(verdict.permanence, Permanence::Temporary);
            assert!(verdict.basis <= Basis::EnhancedCode);
        }
        for evidence in &verdict.evidence {
            let piece = text_of(text, explanation, evidence.span);
            assert_eq!(evidence.span.of(piece), evidence.says);
        }
        for url in verdict.steps.iter().filter_map(|step| step.url.as_ref()) {
            assert!(
                url.starts_with("https://")
                    || url.starts_with("http://")
                    || url.starts_with("mailto:"),
                "{url}"
            );
            assert!(!url.contains(['"', '<', '>', ' ', '\n']), "{url}");
        }
    }
    let mut open: Vec<Span> = Vec::new();
    for token in &explanation.tokens {
        let piece = text_of(text, explanation, token.span);
        assert!(piece.get(token.span.range()).is_some_and(|part| !part.is_empty()), "{token:?}");
        open.retain(|outer| outer.piece == token.span.piece && outer.end > token.span.start);
        assert!(open.iter().all(|outer| outer.contains(token.span)), "{token:?} crosses {open:?}");
        open.push(token.span);
    }
}

/// Absent, never null; and the spans of JavaScript fit the text of JavaScript.
fn sound_in_javascript(text: &str, explanation: Explanation) {
    let pieces = explanation.pieces.iter().map(String::as_str);
    let units = pieces.chain([text]).map(|piece| piece.encode_utf16().count() as u64).max();
    let explanation = explanation.into_utf16();
    let json = serde_json::to_value(&explanation).unwrap();
    let written = serde_json::to_string(&explanation).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), json, "written as text");
    let mut left = vec![&json];
    while let Some(value) = left.pop() {
        match value {
            Value::Null => panic!("null in {json}"),
            Value::Array(items) => left.extend(items),
            Value::Object(fields) => {
                if let (Some(start), Some(end)) = (fields.get("start"), fields.get("end")) {
                    assert!(start.as_u64() <= end.as_u64() && end.as_u64() <= units, "{value}");
                }
                left.extend(fields.values());
            }
            _ => {}
        }
    }
}

#[track_caller]
fn check(text: &str) -> Explanation {
    let explanation = explain(text);
    sound(text, &explanation);
    sound_in_javascript(text, explanation.clone());
    explanation
}

/// Nothing may be claimed of these.
const SAYS_NOTHING: &[&str] = &[
    "",
    " ",
    "\n\n",
    "\0",
    "\0\0\0",
    "\u{FEFF}",
    "\u{202E}\u{202D}",
    "\x1b[31m",
    "5",
    "55",
    "....",
    "---",
    "@",
    "<>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "smtp.example.com:587",
    "port 465",
    "192.0.2.1",
    "version 5.7.26.1",
    "Exim 4.96",
    "15.1.1466.3",
    "(554.30)",
    "in 2026",
    "2026-11-24 05:50:21",
    "+44 550 511 000",
    "12345678901234567890",
    "5.7.1.2.3.4.5",
    "550MB free",
    "see page 421",
];

#[test]
fn what_says_nothing_is_told_so() {
    for text in SAYS_NOTHING {
        let explanation = check(text);
        let verdict = &explanation.verdicts[0];
        assert_eq!(verdict.cause.as_str(), "unknown", "{text:?}");
        assert_eq!(explanation.outcome.as_str(), "unknown", "{text:?}");
        assert_eq!(verdict.permanence, Permanence::Unknown, "{text:?}");
        assert_eq!(verdict.action, Action::Review, "{text:?}");
        assert!(
            verdict
                .reply
                .as_ref()
                .is_none_or(|reply| reply.code.is_none() && reply.enhanced.is_none()),
            "{text:?}"
        );
    }
}

#[test]
fn large_inputs_are_answered() {
    let noise = "lorem ipsum 12 dolor\n".repeat(500_000);
    let line = "x".repeat(1_000_000);
    let codes = "550-".repeat(250_000);
    let enhanced = "5.7.1 ".repeat(200_000);
    let open = "<@[(".repeat(250_000);
    // What stands in front of each code is looked at, and must not be looked at from the beginning.
    let pairs = "550 5.7.1 no ".repeat(20_000);
    let brackets = format!("{}{}", "(".repeat(120_000), "550 no ".repeat(20_000));
    for text in [noise, line, codes, enhanced, open, pairs, brackets] {
        let explanation = explain(text.as_str());
        assert!(!explanation.verdicts.is_empty());
        assert_ne!(explanation.verdicts[0].action, Action::Suppress, "{:?}", text.get(..8));
    }
}

#[test]
fn bytes_that_are_no_text_are_answered() {
    let explanation = explain(&b"550 5.1.1 \xFF\xFE user unknown \xC3"[..]);
    assert_eq!(explanation.verdicts[0].cause.as_str(), "user-unknown");
    assert!(
        explanation.warnings.iter().any(|warning| warning.warning.kind.as_str() == "bad-encoding")
    );
    assert!(!explain(&b"\xFF\xFF\xFF"[..]).verdicts.is_empty());
}

#[test]
fn inputs_are_answered_in_their_order() {
    let answers = explain_all(["550 5.1.1 User unknown", "", "452 4.2.2 Mailbox full"]);
    let causes: Vec<&str> =
        answers.iter().map(|answer| answer.verdicts[0].cause.as_str()).collect();
    assert_eq!(causes, ["user-unknown", "unknown", "mailbox-full"]);
}

/// What replies are made of.
const COMMON: &[&str] = &[
    "550",
    "550-",
    "421 ",
    "5.1.1",
    "4.7.0 ",
    "5.7.26",
    " ",
    "\n",
    "\r\n",
    "> ",
    "user unknown",
    "User Unknown",
    "<",
    ">",
    "@",
    "ana@example.net",
    "[192.0.2.1]",
    "2001:db8::1",
    "zen.spamhaus.org",
    "said: ",
    "-> ",
    "(#5.1.1)",
    "try again in 5 minutes",
    "35 MB",
    "DKIM = did not pass",
    "SPF",
    "\u{202E}",
    "é",
    "字",
    "😀",
    "mailbox full",
    "{ip}",
    "%7B",
    "RCPT TO:",
    "code:550 msg:",
    "with message \"",
    "Final-Recipient: rfc822;[",
    "](mailto:",
    "{\"event\":\"bounce\",\"email\":\"",
    "\"=>",
    "event=bounce&rcpt=",
    "&message=550+",
    "*** ",
    "<** ",
    "“",
    "» ",
    "?",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![4 => prop::sample::select(COMMON).prop_map(str::to_owned), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_gets_a_sound_answer(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn anything_like_a_reply_gets_a_sound_answer(pieces in prop::collection::vec(piece(), 0..24)) {
        check(&pieces.concat());
    }

    #[test]
    fn any_bytes_get_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(!explain(bytes.as_slice()).verdicts.is_empty());
        prop_assert_eq!(explain(bytes.as_slice()), explain(bytes.as_slice()));
    }

    #[test]
    fn any_question_is_looked_up(text in any::<String>()) {
        let _ = whybounced::lookup(&text);
    }
}
