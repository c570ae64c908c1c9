//! Texts that name codes or failures and report no bounce, and bounces that look like them.

use whybounced::vocabulary::{Action, Certainty, Outcome};
use whybounced::{Cause, explain};

/// Each as its own paragraph of `cases/no-bounce/*.txt`.
const SEPARATOR: &str = "\n----\n";

fn texts(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.split(SEPARATOR).map(str::trim)
}

#[track_caller]
fn claims_nothing(text: &str) {
    let explanation = explain(text);
    assert!(
        matches!(explanation.outcome, Outcome::Unknown | Outcome::NotABounce | Outcome::AutoReply),
        "{:?}: {text}",
        explanation.outcome
    );
    for verdict in &explanation.verdicts {
        assert!(
            matches!(verdict.cause, Cause::Unknown | Cause::AutoReply),
            "{:?}: {text}",
            verdict.cause
        );
    }
}

/// What is touched on in passing may be named as a guess, but nothing has failed.
#[track_caller]
fn guesses_at_most(text: &str) {
    let explanation = explain(text);
    assert_eq!(explanation.outcome, Outcome::Unknown, "{text}");
    for verdict in &explanation.verdicts {
        assert_eq!(verdict.certainty, Certainty::Guess, "{text}");
        assert_eq!(verdict.action, Action::Review, "{text}");
    }
}

#[track_caller]
fn fails(text: &str) {
    let explanation = explain(text);
    assert!(
        matches!(explanation.outcome, Outcome::Failed | Outcome::Delayed),
        "{:?}: {text}",
        explanation.outcome
    );
}

macro_rules! files {
    ($($name:ident: $check:ident,)+) => {$(
        #[test]
        fn $name() {
            let mut seen = 0;
            for text in texts(include_str!(concat!("cases/no-bounce/", stringify!($name), ".txt"))) {
                $check(text);
                $check(&text.replace('\n', "\r\n"));
                seen += 1;
            }
            assert!(seen > 4, "only {seen} texts");
        }
    )+};
}

files! {
    summaries: claims_nothing,
    parcels: claims_nothing,
    lessons: claims_nothing,
    programs: claims_nothing,
    pages: claims_nothing,
    asides: guesses_at_most,
    objects: claims_nothing,
    mails: claims_nothing,
    bounces: fails,
}

/// A trace prints its error again.
#[test]
fn ok_one_verdict_of_one_trace() {
    let error = "Swift_TransportException: Expected response code 250 but got code \"550\", with \
        message \"550 5.1.1 User unknown\" in /srv/vendor/AbstractSmtpTransport.php:457";
    let trace =
        format!("{error}\nStack trace:\n#0 /srv/send.php(12): send()\n#1 {{main}}\n\nNext {error}");
    let explanation = explain(trace.as_str());
    assert_eq!(explanation.verdicts.len(), 1);
    assert_eq!(explanation.verdicts[0].cause, Cause::UserUnknown);
}

#[test]
fn ok_rows_of_addresses_and_replies() {
    for between in [";", " ", "\t", ": ", " | ", " - "] {
        let rows = format!(
            "ana@example.net{between}550 5.1.1 User unknown\nbob@example.com{between}552 5.2.2 Full"
        );
        let explanation = explain(rows.as_str());
        let found: Vec<_> = explanation
            .verdicts
            .iter()
            .map(|verdict| (verdict.recipient.as_deref(), verdict.cause))
            .collect();
        assert_eq!(
            found,
            [
                (Some("ana@example.net"), Cause::UserUnknown),
                (Some("bob@example.com"), Cause::MailboxFull),
            ],
            "{rows}"
        );
    }
}

/// What a person tells in a form on a page is no event, and the address is the teller's own.
#[test]
fn ok_hearsay_removes_no_address() {
    for text in [
        r#"{"name":"Ann","email":"ann@example.org","message":"Hi, I get 550 5.1.1 User unknown."}"#,
        "Feedback-Type: auth-failure\nUser-Agent: OpenDMARC-Filter/1.4\nVersion: 1\n\
         Original-Mail-From: <bounce@example.com>\nReported-Domain: example.org",
        r#"{"errors":[{"message":"User not found","path":["user"]}]}"#,
        "Sometimes the user is unknown because he has left the company, and then mail comes back to \
         you. Sometimes it is you who wrote the name in another way. In both cases a call helps.",
    ] {
        let explanation = explain(text);
        let verdict = &explanation.verdicts[0];
        assert_eq!(verdict.action.as_str(), "review", "{text}");
        assert_eq!(verdict.recipient, None, "{text}");
    }
}

#[test]
fn ok_numbered_replies_are_several() {
    for text in [
        "1) 550 5.1.1 User unknown\n2) 552 5.2.2 Mailbox full",
        "04.03. 550 5.1.1 User unknown\n05.03. 552 5.2.2 Mailbox full",
        "  12 550 5.1.1 User unknown\n   3 552 5.2.2 Mailbox full",
    ] {
        let causes: Vec<_> = explain(text).verdicts.iter().map(|verdict| verdict.cause).collect();
        assert_eq!(causes, [Cause::UserUnknown, Cause::MailboxFull], "{text}");
    }
}

/// Who asks or sets something has got no answer from anybody.
#[test]
fn ok_a_condition_or_a_setting_is_no_failure() {
    for text in [
        "Que se passe-t-il si ma boîte aux lettres est pleine ?",
        "Was passiert, wenn mein Postfach voll ist?",
        "If the user does not exist, the server should answer with an error.",
        "mailbox_size_limit = 0",
    ] {
        assert_eq!(explain(text).outcome, Outcome::NotABounce, "{text}");
    }
}

#[test]
fn ok_a_warning_of_a_server_to_the_owner_of_a_mailbox_is_none() {
    claims_nothing(
        "From: postmaster@example.com\nTo: ann@example.com\nSubject: Quota warning\n\n\
         Your mailbox is now 95% full. When it is full, mails will be rejected with 552 5.2.2 Quota \
         exceeded.\n",
    );
    claims_nothing(
        "From: notifications@example.com\nTo: ann@example.com\nSubject: Run failed\n\n\
         [acme/mailer] tests\n\nFAIL: expected \"550 5.1.1 User unknown\", got \"452 4.2.2 Mailbox full\"\n",
    );
}
