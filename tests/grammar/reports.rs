//! Reports as a whole: groups in a strange order, dates, which of several statements counts.

use super::{only, report};
use whybounced::parse;

#[test]
fn ok_reports_of_bad_structure() {
    let recipients = |text: &str| -> Vec<String> {
        let found = parse(text).deliveries.into_iter();
        found.map(|delivery| delivery.recipient.unwrap_or_default()).collect()
    };
    let olga = "Final-Recipient: rfc822; olga@example.net\nAction: failed\nStatus: 5.1.1\n";
    let ivo = "Final-Recipient: rfc822; ivo@example.org\nAction: failed\nStatus: 5.2.2\n";
    let head =
        "Reporting-MTA: dns; out1.example.com\nArrival-Date: Tue, 3 Mar 2026 09:14:02 +0000\n";
    let both = ["olga@example.net", "ivo@example.org"];
    for (name, text) in [
        ("as it should be", format!("{head}\n{olga}\n{ivo}")),
        ("no empty line behind the message's fields", format!("{head}{olga}\n{ivo}")),
        ("the message's fields at the end", format!("{olga}\n{ivo}\n{head}")),
        ("all recipients in one group", format!("{head}\n{olga}{ivo}")),
        ("line ends twice", format!("{head}\n{olga}\n{ivo}").replace('\n', "\r\n\r\n")),
        (
            "other cases of letters",
            format!("{head}\n{olga}\n{ivo}").replace("Recipient", "RECIPIENT"),
        ),
        ("an empty line behind each field", format!("{head}\n{olga}\n{ivo}").replace('\n', "\n\n")),
        (
            "an empty line between both recipients",
            format!(
                "{head}\nOriginal-Recipient: rfc822; olga@example.net\n\n{olga}\n\
                 Original-Recipient: rfc822; ivo@example.org\n\n{ivo}"
            ),
        ),
        ("two statuses", format!("{head}\n{olga}Status: 5.0.0\n\n{ivo}")),
        ("unknown fields", format!("{head}X-Own: 1\n\n{olga}X-Own: 550 4.2.2\n\n{ivo}")),
    ] {
        assert_eq!(recipients(&text), both, "{name}");
    }
    let parsed = report(&format!("{head}\n{olga}"));
    assert_eq!(parsed["message"]["reportingServer"], "out1.example.com");
    assert_eq!(parsed["message"]["arrival"], "2026-03-03T09:14:02Z");
}

#[test]
fn ok_dates_with_bad_zones_or_without_seconds() {
    for (date, instant) in [
        ("Tue, 3 Mar 2026 09:14:02 +0000", "2026-03-03T09:14:02Z"),
        ("3 Mar 2026 09:14 +0100", "2026-03-03T09:14:00+01:00"),
        ("Tue, 03 Mar 2026 09:14:02 GMT", "2026-03-03T09:14:02Z"),
        ("Tue, 3 Mar 2026 09:14:02 +0000 (GMT)", "2026-03-03T09:14:02Z"),
    ] {
        let parsed = report(&format!(
            "Reporting-MTA: dns; a.example.com\nArrival-Date: {date}\n\n\
             Final-Recipient: rfc822; olga@example.net\nAction: failed\nStatus: 5.1.1\n"
        ));
        assert_eq!(parsed["message"]["arrival"], instant, "{date}");
    }
    let parsed =
        report("Arrival-Date: yesterday\n\nFinal-Recipient: a@example.net\nAction: failed\n");
    assert!(parsed["message"]["arrival"].is_null());
}

#[test]
fn ok_the_cause_is_in_the_inner_reply_before_the_status() {
    let cause = |diagnostic: &str, status: &str| {
        only(&format!(
            "Final-Recipient: rfc822; olga@example.net\nAction: failed\nStatus: {status}\n\
             Diagnostic-Code: {diagnostic}\n"
        ))
        .cause
    };
    assert_eq!(cause("smtp; 552 5.2.2 Mailbox full", "5.0.0").as_str(), "mailbox-full");
    assert_eq!(cause("smtp; 550 5.1.1 User unknown", "4.4.7").as_str(), "user-unknown");
    assert_eq!(cause("smtp; 550 Requested action not taken", "5.2.2").as_str(), "mailbox-full");
}

#[test]
fn ok_sendmail_names_an_alias_and_the_reply_whoever_is_behind_it() {
    let group = |diagnostic: &str| {
        parse(&format!(
            "Final-Recipient: RFC822; team@example.com\n\
             X-Actual-Recipient: RFC822; olga@example.net\nAction: failed\nStatus: 5.1.1\n\
             Diagnostic-Code: SMTP; {diagnostic}\n"
        ))
        .deliveries
        .remove(0)
    };
    let named = group("550 5.1.1 <olga@example.net>... User unknown");
    assert_eq!(named.recipient.as_deref(), Some("olga@example.net"));
    assert_eq!(named.original_recipient.as_deref(), Some("team@example.com"));
    let unnamed = group("550 5.7.1 no");
    assert_eq!(unnamed.recipient.as_deref(), Some("team@example.com"));
}

#[test]
fn ok_a_late_last_try_and_the_end_of_all_tries_are_not_mixed() {
    let verdict = only(
        "Final-Recipient: rfc822; olga@example.net\nAction: failed\n\
         Status: 5.4.7 (delivery time expired)\nDiagnostic-Code: smtp; 421 4.7.0 try later\n",
    );
    assert_eq!(verdict.reply.unwrap().enhanced.unwrap().to_string(), "4.7.0");
}
