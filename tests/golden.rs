//! The whole way on real-looking replies: what was read, and what it was taken for.
//!
//! Each file of `cases` has a snapshot beside it. Line ends and quoting make no
//! difference, which is shown by equality and not by more snapshots.

use std::fs;

use serde_json::{Value, json};
use whybounced::{Input, explain, parse};

/// What must not change without somebody looking at it. Sentences may.
fn summary<'a>(input: impl Into<Input<'a>>) -> Value {
    let explanation = explain(input);
    let verdicts: Vec<Value> = explanation
        .verdicts
        .iter()
        .map(|verdict| {
            json!({
                "recipient": verdict.recipient,
                "code": verdict.reply.as_ref().and_then(|reply| reply.code),
                "enhanced": verdict.reply.as_ref().and_then(|reply| reply.enhanced),
                "cause": verdict.cause, "scope": verdict.scope, "actor": verdict.actor,
                "permanence": verdict.permanence, "action": verdict.action,
                "retryAfterSeconds": verdict.retry_after_seconds,
                "basis": verdict.basis, "certainty": verdict.certainty, "entry": verdict.entry,
                "provider": verdict.provider.as_ref().map(|provider| provider.id),
                "blocklist": verdict.blocklist.as_ref().map(|list| list.id),
            })
        })
        .collect();
    json!({ "outcome": explanation.outcome, "verdicts": verdicts })
}

#[test]
fn replies() {
    let mut seen = 0;
    insta::glob!("cases/replies/*.txt", |path| {
        let text = fs::read_to_string(path).unwrap();
        let text = text.trim_end_matches('\n');
        let parsed = serde_json::to_value(parse(text)).unwrap();
        // The order of keys depends on what else is built in the same run.
        insta::with_settings!({ sort_maps => true }, {
            insta::assert_json_snapshot!(json!({ "parsed": parsed, "explained": summary(text) }));
        });
        for other in [
            text.replace('\n', "\r\n"),
            text.replace('\n', "\r"),
            format!("> {}", text.replace('\n', "\n> ")),
        ] {
            assert_eq!(summary(&other), summary(text), "{other:?}");
        }
        seen += 1;
    });
    assert!(seen > 10, "only {seen} cases");
}

/// Logs and sessions, which are not quoted in mails: a `>` at the start of a line says
/// who speaks.
macro_rules! forms {
    ($($name:ident: $glob:literal,)+) => {$(
        #[test]
        fn $name() {
            let mut seen = 0;
            insta::glob!($glob, |path| {
                let text = fs::read_to_string(path).unwrap();
                let text = text.trim_end_matches('\n');
                let parsed = serde_json::to_value(parse(text)).unwrap();
                assert_eq!(parsed["form"], stringify!($name), "{path:?}");
                insta::with_settings!({ sort_maps => true }, {
                    insta::assert_json_snapshot!(
                        json!({ "parsed": parsed, "explained": summary(text) })
                    );
                });
                for end in ["\r\n", "\r"] {
                    assert_eq!(summary(&text.replace('\n', end)), summary(text), "{end:?}");
                }
                seen += 1;
            });
            assert!(seen > 5, "only {seen} cases");
        }
    )+};
}

forms! {
    log: "cases/log/*.txt",
    notice: "cases/notice/*.txt",
    session: "cases/session/*.txt",
}

/// Mails as bytes, in any charset.
#[test]
fn mails() {
    let mut seen = 0;
    insta::glob!("cases/mail/*.eml", |path| {
        let bytes = fs::read(path).unwrap();
        let parsed = serde_json::to_value(parse(&bytes)).unwrap();
        insta::with_settings!({ sort_maps => true }, {
            insta::assert_json_snapshot!(json!({ "parsed": parsed, "explained": summary(&bytes) }));
        });
        seen += 1;
    });
    assert!(seen > 20, "only {seen} cases");
}

/// Events and errors as JSON; their line ends mean nothing.
fn objects(path: &std::path::Path) -> Value {
    let text = fs::read_to_string(path).unwrap();
    let parsed = serde_json::to_value(parse(&text)).unwrap();
    assert_eq!(summary(&text.replace('\n', "\r\n")), summary(&text), "{path:?}");
    json!({ "parsed": parsed, "explained": summary(&text) })
}

#[test]
fn webhooks() {
    insta::glob!("cases/webhook/*.json", |path| {
        insta::with_settings!({ sort_maps => true }, { insta::assert_json_snapshot!(objects(path)) });
    });
}

#[test]
fn mailers() {
    insta::glob!("cases/mailer/*.json", |path| {
        insta::with_settings!({ sort_maps => true }, { insta::assert_json_snapshot!(objects(path)) });
    });
}
