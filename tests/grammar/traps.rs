//! The traps that the standards themselves lay.

use super::{first, only};
use whybounced::explain;
use whybounced::vocabulary::Action;

#[test]
fn trap_1_the_exit_status_of_a_program_is_no_reply_code() {
    for diagnostic in [
        "x-unix; /usr/bin/sort-mail: exit status 550",
        "x-unix; 550",
        "X-Unix; 75",
        "x-unix; died with status 550 5.1.1",
    ] {
        let text = format!(
            "Final-Recipient: rfc822; olga@example.net\nAction: failed\nStatus: 5.3.0\n\
             Diagnostic-Code: {diagnostic}"
        );
        assert_eq!(first(&text).0, None, "{diagnostic}");
        assert_ne!(only(&text).action, Action::Suppress, "{diagnostic}");
    }
}

#[test]
fn trap_2_too_many_recipients_can_be_sent_later() {
    let verdict = only("552 5.5.3 Too many recipients");
    assert_eq!(verdict.cause.as_str(), "too-many-recipients");
    assert_ne!(verdict.action, Action::Suppress);
    assert_ne!(only("552 Too many recipients").action, Action::Suppress);
}

#[test]
fn trap_3_the_same_code_means_different_things() {
    for code in [
        "432", "523", "534", "535", "541", "456", "556", "252", "5.1.10", "5.4.1", "5.7.13",
        "5.7.27", "5.7.28", "5.7.29", "5.7.30",
    ] {
        let meaning = whybounced::lookup(code).unwrap_or_else(|| panic!("{code} is not known"));
        let text = serde_json::to_value(&meaning).unwrap();
        let meanings = text["meanings"].as_array().map_or(0, Vec::len);
        assert!(meanings > 1, "{code}: {meanings} meanings");
    }
}

#[test]
fn trap_4_a_421_may_come_at_any_point() {
    for command in ["MAIL FROM", "RCPT TO", "end of DATA"] {
        let text = format!(
            "host mx.example.net[192.0.2.1] said: 421 4.7.0 Try again later (in reply to {command} command)"
        );
        let verdict = only(&text);
        assert_eq!(verdict.permanence.as_str(), "temporary", "{command}");
        assert!(verdict.phase.is_some() || verdict.reply.unwrap().phase.is_some(), "{command}");
    }
}

#[test]
fn trap_5_a_550_behind_the_message_is_no_unknown_user() {
    let text =
        "host mx.example.net[192.0.2.1] said: 550 Rejected (in reply to end of DATA command)";
    let verdict = only(text);
    assert_ne!(verdict.cause.as_str(), "user-unknown");
    assert_ne!(verdict.action, Action::Suppress);
}

#[test]
fn trap_6_and_7_floods_are_7_28_and_addresses_may_be_refused_with_553() {
    let meaning = serde_json::to_string(&whybounced::lookup("4.7.28")).unwrap();
    assert!(meaning.to_lowercase().contains("flood"), "{meaning}");
    let registered = serde_json::to_string(&whybounced::lookup("5.7.38")).unwrap_or_default();
    assert!(!registered.to_lowercase().contains("flood"), "{registered}");
    assert_eq!(first("553 5.1.2 We cannot find the domain").1.as_deref(), Some("5.1.2"));
    assert_eq!(only("553 5.1.2 Bad destination system address").cause.as_str(), "domain-not-found");
}

#[test]
fn trap_8_internationalised_mail_is_refused_with_550_or_554() {
    for code in ["550", "554"] {
        let verdict = only(&format!("{code} 5.6.9 UTF-8 header message cannot be transferred"));
        assert_eq!(verdict.permanence.as_str(), "permanent");
        assert_ne!(verdict.action, Action::Suppress);
    }
}

#[test]
fn trap_9_enhanced_codes_where_none_should_be() {
    for text in
        ["220 2.0.0 mx.example.net ESMTP", "250 2.0.0 mx.example.net Hello", "354 3.0.0 Go on"]
    {
        let explanation = explain(text);
        assert_ne!(explanation.outcome.as_str(), "failed", "{text}");
        assert_ne!(explanation.verdicts[0].action, Action::Suppress, "{text}");
    }
}

#[test]
fn trap_10_success_and_delay_are_no_bounces() {
    let report = |action: &str, status: &str| {
        format!(
            "Final-Recipient: rfc822; olga@example.net\nAction: {action}\nStatus: {status}\n\
             Will-Retry-Until: Sun, 8 Mar 2026 09:14:02 +0000\n"
        )
    };
    let outcome = |action, status| explain(report(action, status).as_str()).outcome;
    assert_eq!(outcome("delivered", "2.1.5").as_str(), "delivered");
    assert_eq!(outcome("relayed", "2.0.0").as_str(), "accepted");
    assert_eq!(outcome("expanded", "2.0.0").as_str(), "accepted");
    assert_eq!(outcome("delayed", "4.4.1").as_str(), "delayed");
    assert_eq!(only(&report("delayed", "4.4.1")).action, Action::Wait);
    // What was given up is final, although its status is one of class 4.
    assert_eq!(outcome("failed", "4.4.7").as_str(), "failed");
}
