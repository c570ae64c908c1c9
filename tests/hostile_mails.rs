//! Mails and objects that somebody has built to do harm: each is answered, and what
//! was not read is told. Their sizes are such that a test needs seconds; that time
//! grows with the size only is measured in `benches`.

use whybounced::extract::Parsed;
use whybounced::vocabulary::Action;
use whybounced::{Explanation, explain, parse};

const HEADER: &str = "From: MAILER-DAEMON@out1.example.com\nTo: ann@example.com\n\
    Subject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n";

const REPORT: &str = "Content-Type: message/delivery-status\n\n\
    Reporting-MTA: dns; out1.example.com\n\nFinal-Recipient: rfc822; olga@example.net\n\
    Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 No such user here\n\n";

fn multipart(boundary: &str, body: &str) -> String {
    format!("{HEADER}Content-Type: multipart/report; boundary=\"{boundary}\"\n\n{body}")
}

#[track_caller]
fn warns(warnings: &[&str], wanted: &str) {
    assert!(warnings.contains(&wanted), "{warnings:?}");
}

fn parsed_warnings(parsed: &Parsed) -> Vec<&'static str> {
    parsed.warnings.iter().map(|warning| warning.kind.as_str()).collect()
}

fn causes(explanation: &Explanation) -> Vec<&'static str> {
    explanation.verdicts.iter().map(|verdict| verdict.cause.as_str()).collect()
}

#[test]
fn err_mails_within_mails_a_thousand_levels_deep() {
    let level = "Content-Type: message/rfc822\n\n";
    let deep = format!("{HEADER}{}{HEADER}\n550 5.1.1 no such user\n", level.repeat(1_000));
    let explanation = explain(deep.as_str());
    assert_ne!(explanation.verdicts[0].action, Action::Suppress);
    warns(&parsed_warnings(&parse(deep.as_str())), "cut");
}

/// Quotes and comments hide the type from whoever counts it, and each level needs stack to drop.
#[test]
fn err_mails_within_mails_whose_type_is_hidden() {
    for kind in ["\"message/rfc822\"", "(a) message/rfc822", "\n message/rfc822"] {
        let level = format!("Content-Type: {kind}\n\n");
        let deep = format!("{HEADER}{}{HEADER}\n550 5.1.1 no such user\n", level.repeat(20_000));
        let small = std::thread::Builder::new().stack_size(512 << 10);
        let read = small.spawn(move || explain(deep.as_str()).verdicts.len()).unwrap();
        assert!(read.join().unwrap() > 0, "{kind}");
    }
}

#[test]
fn err_parts_within_parts_a_thousand_levels_deep() {
    let mut deep = String::from(HEADER);
    for level in 0..1_000 {
        deep += &format!("Content-Type: multipart/mixed; boundary=\"b{level}\"\n\n--b{level}\n");
    }
    deep += REPORT;
    let parsed = parse(deep.as_str());
    assert!(!parsed.deliveries.is_empty());
    let recipient = parsed.deliveries[0].recipient.as_deref();
    assert!(recipient == Some("olga@example.net") || parsed_warnings(&parsed).contains(&"cut"));
}

#[test]
fn err_a_hundred_thousand_parts() {
    let parts = "--b\nContent-Type: text/plain\n\nhello\n".repeat(100_000);
    let mail = multipart("b", &format!("--b\n{REPORT}{parts}--b--\n"));
    let parsed = parse(mail.as_str());
    assert_eq!(parsed.deliveries[0].recipient.as_deref(), Some("olga@example.net"));
    warns(&parsed_warnings(&parsed), "cut");
}

#[test]
fn err_a_header_of_ten_megabytes() {
    let folded = format!("X-Long: {}\n", "x ".repeat(1_000_000));
    let many = format!("{}\n", "X-Many: y\n".repeat(400_000));
    let lines = format!("X-Folded: a\n{}", " folded\n".repeat(400_000));
    for field in [folded, many.trim_end().to_owned() + "\n", lines] {
        let mail = format!("{field}{}", multipart("b", &format!("--b\n{REPORT}--b--\n")));
        let parsed = parse(mail.as_str());
        assert_eq!(parsed.deliveries[0].recipient.as_deref(), Some("olga@example.net"));
    }
}

#[test]
fn err_a_boundary_that_is_everywhere() {
    for boundary in ["", "-", "a"] {
        let lines = format!("--{boundary}\n").repeat(100_000);
        for body in [lines.clone(), format!("--{boundary}\n{REPORT}{lines}"), "-".repeat(500_000)] {
            assert!(!parse(multipart(boundary, &body).as_str()).deliveries.is_empty());
        }
    }
    // Each line begins like the boundary.
    let boundary = "a".repeat(60);
    let lines = format!("--{}b\n", "a".repeat(59)).repeat(20_000);
    assert!(!parse(multipart(&boundary, &lines).as_str()).deliveries.is_empty());
}

#[test]
fn err_megabytes_of_base64() {
    let line = "aGVsbG8gaGVsbG8gaGVsbG8gaGVsbG8gaGVsbG8gaGVsbG8gaGVsbG8gaGVsbG8g\n".repeat(130_000);
    let part = format!("Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{line}");
    let mail = multipart("b", &format!("--b\n{part}--b\n{REPORT}--b--\n"));
    let parsed = parse(mail.as_str());
    assert_eq!(parsed.deliveries[0].recipient.as_deref(), Some("olga@example.net"));
    warns(&parsed_warnings(&parsed), "cut");
}

#[test]
fn err_a_report_with_a_hundred_thousand_recipients() {
    let group = |at: usize| {
        format!("Final-Recipient: rfc822; a{at}@example.net\nAction: failed\nStatus: 5.1.1\n\n")
    };
    let groups: String = (0..100_000).map(group).collect();
    let head = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; a.example.com\n\n";
    let mail = multipart("b", &format!("--b\n{head}{groups}--b--\n"));
    let parsed = parse(mail.as_str());
    assert_eq!(parsed.deliveries.len(), 10_000);
    assert_eq!(parsed.deliveries[9_999].recipient.as_deref(), Some("a9999@example.net"));
    warns(&parsed_warnings(&parsed), "cut");
}

#[test]
fn err_a_notice_with_twenty_thousand_recipients() {
    let groups: String =
        (0..20_000).map(|at| format!("<a{at}@example.net>:\n550 5.1.1 no\n\n")).collect();
    let text = format!(
        "Hi. This is the qmail-send program at out.example.org.\n\
        I'm afraid I wasn't able to deliver your message to the following addresses.\n\n{groups}"
    );
    let parsed = parse(text.as_str());
    assert_eq!(parsed.deliveries.len(), 10_000);
    warns(&parsed_warnings(&parsed), "cut");
}

#[test]
fn err_fields_of_a_report_without_end() {
    for field in
        ["Status: 5.1.1\n", "Action: failed\n", "Reporting-MTA: dns; a\n", "Final-Recipient: a\n"]
    {
        let text = format!(
            "Final-Recipient: rfc822; olga@example.net\nAction: failed\n{}",
            field.repeat(20_000)
        );
        let parsed = parse(text.as_str());
        assert_eq!(parsed.deliveries[0].recipient.as_deref(), Some("olga@example.net"), "{field}");
    }
    let mixed = format!(
        "Final-Recipient: rfc822; olga@example.net\nAction: failed\n{}{}",
        "Reporting-MTA: dns; a\n".repeat(30_000),
        "Status: 5.1.1\n".repeat(30_000),
    );
    assert!(!parse(mixed.as_str()).deliveries.is_empty());
}

#[test]
fn err_json_ten_thousand_levels_deep() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let inner =
            "{\"event\":\"bounce\",\"email\":\"olga@example.net\",\"reason\":\"550 5.1.1 no\"}";
        let deep = format!("{{\"b\":{}{inner}{}}}", open.repeat(10_000), close.repeat(10_000));
        let explanation = explain(deep.as_str());
        assert_eq!(explanation.verdicts.len(), 1, "{open}");
        warns(&parsed_warnings(&parse(deep.as_str())), "damaged");
        assert!(!parse(format!("[{}", open.repeat(100_000)).as_str()).warnings.is_empty());
    }
    // An object within a string within an object, as queues wrap notifications.
    let mut wrapped = String::from("{\"event\":\"bounce\",\"email\":\"olga@example.net\"}");
    for _ in 0..12 {
        wrapped = serde_json::json!({ "Type": "Notification", "Message": wrapped }).to_string();
    }
    assert!(!causes(&explain(wrapped.as_str())).is_empty());
}

#[test]
fn err_a_hundred_thousand_events() {
    let event = "{\"event\":\"bounce\",\"email\":\"olga@example.net\",\"status\":\"5.1.1\",\"reason\":\"550 5.1.1 no such user\"}";
    let all = format!("[{}{event}]", format!("{event},").repeat(20_000));
    let parsed = parse(all.as_str());
    assert!(parsed.deliveries.len() <= 10_000 && !parsed.deliveries.is_empty());
    warns(&parsed_warnings(&parsed), "cut");
}

#[test]
fn err_html_without_end() {
    for unit in ["<", "<p", "<!--", "<script>", "&amp", "&#", "<a@b>", "<p>", "<td>", "</", "<pre>"]
    {
        let text = format!("<html></p>{}", unit.repeat(100_000));
        assert!(
            !parse(text.as_str()).deliveries.is_empty()
                || !parse(text.as_str()).warnings.is_empty()
        );
    }
}

#[test]
fn err_addresses_encoded_wrongly() {
    for address in [
        "rfc822; +",
        "rfc822; +4",
        "rfc822; +ZZ@example.net",
        "utf-8; \\x{}",
        "utf-8; \\x{110000}@a",
        "utf-8; \\x{",
        ";;;;",
        "rfc822;rfc822;rfc822;",
        "\u{202e}; \u{202e}",
        "x400; /c=us/a= /",
    ] {
        let text = format!(
            "Final-Recipient: {address}\nOriginal-Recipient: {address}\nAction: failed\nStatus: 5.1.1\n"
        );
        assert_eq!(parse(text.as_str()).deliveries.len(), 1, "{address}");
    }
}
