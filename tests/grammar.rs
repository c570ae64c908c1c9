//! The traps of the grammar of replies, reports and logs, each by its name.

use serde_json::Value;
use whybounced::explanation::Verdict;
use whybounced::vocabulary::{Action, WarningKind};
use whybounced::{Explanation, explain, parse};

fn first(text: &str) -> (Option<String>, Option<String>, String) {
    let parsed = parse(text);
    let reply = parsed.deliveries.first().and_then(|delivery| delivery.reply);
    let Some(reply) = reply.and_then(|at| parsed.replies.get(at)) else {
        return (None, None, String::new());
    };
    let code = reply.code.map(|code| code.to_string());
    (code, reply.enhanced.map(|code| code.to_string()), reply.text.clone())
}

/// The name of a trap, a text, its reply code, its enhanced code, its words.
type Reading = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// What real servers and programs make of the rule in RFC 5321 §4.2.
const DEVIATIONS: &[Reading] = &[
    ("no text, no space", "550", "550", "", ""),
    ("blanks at the end", "550 No such user   \t", "550", "", "No such user"),
    ("several spaces", "550  5.1.1   No such user", "550", "5.1.1", "No such user"),
    ("a tab behind the code", "550\t5.1.1\tNo such user", "550", "5.1.1", "No such user"),
    ("a colon", "550: No such user", "550", "", "No such user"),
    ("a comma", "550, No such user", "550", "", "No such user"),
    ("a semicolon", "550; 5.7.515 Access denied", "550", "5.7.515", "Access denied"),
    ("underscores", "550_5.1.1_no_such_user", "550", "5.1.1", "no_such_user"),
    ("plus signs", "550+5.1.1+no+such+user", "550", "5.1.1", "no+such+user"),
    ("the code twice", "550 550 5.1.1 No such user", "550", "5.1.1", "No such user"),
    ("a type in front", "smtp; 550 5.1.1 No such user", "550", "5.1.1", "No such user"),
    ("code missing on a middle line", "550-one\ntwo\n550 three", "550", "", "one\ntwo\nthree"),
    ("only a hyphen", "550-No such user", "550", "", "No such user"),
    (
        "two codes, the last one counts",
        "452-4.5.3 Later\n550 5.1.1 No",
        "550",
        "5.1.1",
        "Later\nNo",
    ),
    (
        "joined lines",
        "550-5.7.26 Blocked. 550-5.7.26 Sign your mail.  550 5.7.26 See the page.",
        "550",
        "5.7.26",
        "Blocked.\nSign your mail.\nSee the page.",
    ),
    ("second digit beyond 5", "571 5.7.1 Not allowed here", "571", "5.7.1", "Not allowed here"),
    ("Courier's nested reply", "558-550-user unknown", "550", "", "user unknown"),
    (
        "Exchange's nested reply",
        "550 5.7.350 Remote server returned message detected as spam -> 554 5.7.1 Spam",
        "554",
        "5.7.1",
        "Spam",
    ),
    (
        "Postfix's nested reply",
        "host mx.example.net[192.0.2.1] said: 550 5.1.1 No such user",
        "550",
        "5.1.1",
        "No such user",
    ),
    ("a mark of a transcript", "<<< 550 5.1.1 No such user", "550", "5.1.1", "No such user"),
    ("S:", "S: 550 5.1.1 No such user", "550", "5.1.1", "No such user"),
    ("<-", "<- 550 5.1.1 No such user", "550", "5.1.1", "No such user"),
    ("a time in brackets", "[09:14:07] 550 5.1.1 No such user", "550", "5.1.1", "No such user"),
    ("enhanced code on the first line only", "550-5.1.1 one\n550 two", "550", "5.1.1", "one\ntwo"),
    ("enhanced code on the last line only", "550-one\n550 5.1.1 two", "550", "5.1.1", "one\ntwo"),
    ("qmail's brackets", "550 No such user (#5.1.1)", "550", "5.1.1", "No such user"),
    ("pointed brackets", "550 <5.1.1> No such user", "550", "5.1.1", "No such user"),
    ("square brackets", "550 [5.1.1] No such user", "550", "5.1.1", "No such user"),
    ("a colon behind the enhanced code", "550 5.1.1: No such user", "550", "5.1.1", "No such user"),
    ("three digits of detail", "550 5.4.310 No route", "550", "5.4.310", "No route"),
    ("an enhanced code that warns", "421 4.7.28 Slow down", "421", "4.7.28", "Slow down"),
    ("classes that differ", "421 5.7.32 Later", "421", "5.7.32", "Later"),
    ("a success class in a failure", "550 2.1.0 Odd", "550", "2.1.0", "Odd"),
];

#[test]
fn ok_replies_as_they_arrive() {
    let mut wrong = Vec::new();
    for (name, text, code, enhanced, words) in DEVIATIONS {
        let wanted = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let expected = (wanted(code), wanted(enhanced), (*words).to_owned());
        for text in [(*text).to_owned(), text.replace('\n', "\r\n"), text.replace('\n', "\r\r\n")] {
            let got = first(&text);
            if got != expected {
                wrong
                    .push(format!("{name}: {text:?}\n  expected {expected:?}\n  got      {got:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ok_what_is_odd_about_codes_is_told() {
    for (text, kind) in [
        ("452-4.5.3 Later\n550 5.1.1 No", WarningKind::MixedCodes),
        ("550-one\ntwo\n550 three", WarningKind::MissingCode),
        ("550-No such user", WarningKind::Incomplete),
        ("571 5.7.1 Not allowed", WarningKind::UnusualSecondDigit),
        ("650 5.7.1 Not allowed", WarningKind::OutOfRange),
        ("421 5.7.32 Later", WarningKind::ClassMismatch),
        ("550 4.4.7 Expired", WarningKind::ClassMismatch),
    ] {
        let parsed = parse(text);
        assert!(parsed.warnings.iter().any(|w| w.kind == kind), "{text}: {:?}", parsed.warnings);
    }
}

#[test]
fn err_numbers_that_are_no_codes() {
    for text in [
        "smtp.example.com:587 did not answer",
        "It was in 2026 that the mail was refused",
        "Message refused (554.30) by the filter",
        "Server version 5.7.26.1 refused the message",
        "Sent with Exim 4.96 and refused",
        "id 15.1.1466.3 was refused",
        "address 4.7.20.12 was refused",
    ] {
        let (code, enhanced, _) = first(text);
        assert_eq!((code, enhanced), (None, None), "{text}");
    }
}

fn only(text: &str) -> Verdict {
    explain(text).verdicts.into_iter().next().unwrap()
}

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

fn report(fields: &str) -> Value {
    serde_json::to_value(parse(fields)).unwrap()
}

#[test]
fn ok_every_spelling_of_a_recipient() {
    for (field, address) in [
        ("rfc822; olga@example.net", "olga@example.net"),
        ("RFC822;olga@example.net", "olga@example.net"),
        ("rfc822; <olga@example.net>", "olga@example.net"),
        ("rfc822;rfc822;olga@example.net", "olga@example.net"),
        ("olga@example.net", "olga@example.net"),
        ("<olga@example.net>", "olga@example.net"),
        ("LOCAL; olga@example.net", "olga@example.net"),
        ("unknown; olga@example.net", "olga@example.net"),
        ("x-local-user; olga", "olga"),
        ("system; olga@example.net", "olga@example.net"),
        ("utf-8; jürgen@bücher.example", "jürgen@bücher.example"),
        ("utf-8; j\\x{FC}rgen@b\\x{FC}cher.example", "jürgen@bücher.example"),
        ("utf-8; j\\x{ZZ}rgen@example.net", "j\\x{ZZ}rgen@example.net"),
        ("rfc822; (Olga) olga@example.net", "olga@example.net"),
        ("rfc822;\n olga@example.net", "olga@example.net"),
    ] {
        let parsed = report(&format!("Final-Recipient: {field}\nAction: failed\nStatus: 5.1.1\n"));
        assert_eq!(parsed["deliveries"][0]["recipient"], address, "{field}");
        assert_eq!(parsed["deliveries"].as_array().map(Vec::len), Some(1), "{field}");
    }
    let parsed = report(
        "Original-Recipient: rfc822;ana+2Bnews@example.org\n\
         Final-Recipient: rfc822; ana@example.net\nAction: failed\nStatus: 5.1.1\n",
    );
    assert_eq!(parsed["deliveries"][0]["originalRecipient"], "ana+news@example.org");
}

#[test]
fn ok_every_spelling_of_an_action() {
    for (action, event) in [
        ("failed", "failed"),
        ("Failed", "failed"),
        ("failure", "failed"),
        ("failed (spam)", "failed"),
        ("error", "failed"),
        ("expired", "failed"),
        ("hard-failed", "failed"),
        ("reject", "failed"),
        ("delayed", "delayed"),
        ("DELAYED", "delayed"),
        ("delivered", "delivered"),
        ("deliverable", "delivered"),
        ("delivered; rfc822", "delivered"),
        ("relayed", "relayed"),
        ("expanded", "expanded"),
    ] {
        let fields =
            format!("Final-Recipient: rfc822; olga@example.net\nAction: {action}\nStatus: 5.0.0\n");
        assert_eq!(report(&fields)["deliveries"][0]["event"], event, "{action}");
    }
}

#[test]
fn ok_every_spelling_of_a_status() {
    for (status, enhanced) in [
        ("5.1.1", "5.1.1"),
        ("5.1.1 (bad destination mailbox address)", "5.1.1"),
        ("5.0.0 (unrecognized command)", "5.0.0"),
        ("4.4.7;delivery time expired", "4.4.7"),
        ("550 5.1.1", "5.1.1"),
        ("(expired) 4.4.7", "4.4.7"),
    ] {
        let fields = format!(
            "Final-Recipient: rfc822; olga@example.net\nAction: failed\nStatus: {status}\n"
        );
        assert_eq!(report(&fields)["replies"][0]["enhanced"], enhanced, "{status}");
    }
    for status in ["5.1", "5", "", "unknown"] {
        let fields = format!(
            "Final-Recipient: rfc822; olga@example.net\nAction: failed\nStatus: {status}\n"
        );
        let parsed = report(&fields);
        assert_eq!(parsed["deliveries"][0]["recipient"], "olga@example.net", "{status}");
        assert_eq!(parsed["deliveries"][0]["event"], "failed", "{status}");
    }
}

#[test]
fn ok_every_spelling_of_the_other_server() {
    for (field, host, ip) in [
        ("dns; mx.example.net", "mx.example.net", ""),
        ("smtp; mx.example.net", "mx.example.net", ""),
        ("DNS;mx.example.net.", "mx.example.net", ""),
        ("mx.example.net", "mx.example.net", ""),
        (
            "dns; mx.example.net (192.0.2.1, the server for the domain example.net.)",
            "mx.example.net",
            "192.0.2.1",
        ),
        ("dns; mx.example.net [192.0.2.1]", "mx.example.net", "192.0.2.1"),
        ("dns; 192.0.2.1", "", "192.0.2.1"),
        ("dns; [192.0.2.1]", "", "192.0.2.1"),
        ("dns; 2001:db8::1", "", "2001:db8::1"),
    ] {
        let parsed = report(&format!(
            "Final-Recipient: rfc822; olga@example.net\nAction: failed\nRemote-MTA: {field}\n"
        ));
        let remote = &parsed["deliveries"][0]["remote"];
        let text = |key: &str| remote[key].as_str().unwrap_or_default().to_owned();
        assert_eq!((text("host"), text("ip")), (host.to_owned(), ip.to_owned()), "{field}");
    }
}

#[test]
fn ok_every_spelling_of_a_diagnostic() {
    for (field, code, enhanced) in [
        ("smtp; 550 5.1.1 No such user", "550", "5.1.1"),
        ("SMTP;550 5.1.1 No such user", "550", "5.1.1"),
        ("550 5.1.1 No such user", "550", "5.1.1"),
        ("smtp; 550-5.1.1 No\n 550 5.1.1 such user", "550", "5.1.1"),
        ("smtp;550-5.1.1 No 550 5.1.1 such user", "550", "5.1.1"),
        ("lmtp; 550 5.1.1 No such user", "550", "5.1.1"),
        ("x-postfix; host mx.example.net[192.0.2.1] said: 550 5.1.1 No such user", "550", "5.1.1"),
        ("smtp; 550 (#5.1.1) No such user", "550", "5.1.1"),
        ("x-local; 5.1.1 No such user", "", "5.1.1"),
        ("X-Notes; Invalid/unknown recipient", "", "5.1.1"),
        ("expired; given up", "", "5.1.1"),
        ("", "", "5.1.1"),
    ] {
        let fields = format!(
            "Final-Recipient: rfc822; olga@example.net\nAction: failed\nStatus: 5.1.1\n\
             Diagnostic-Code: {field}\n"
        );
        let got = first(&fields);
        let wanted = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        assert_eq!((got.0, got.1), (wanted(code), wanted(enhanced)), "{field}");
    }
}

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

/// Automatic answers, by each field that marks one (RFC 3834).
#[test]
fn ok_automatic_answers_are_no_bounces() {
    for field in [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-replied; owner-email=\"olga@example.net\"",
        "Auto-Submitted: (vacation) auto-replied",
        "X-Autoreply: yes",
        "X-Autorespond: away",
        "Precedence: auto_reply",
        "Subject: Automatic reply: Offer",
        "Subject: Out of Office: Offer",
        "Subject: Auto: Offer",
    ] {
        let subject = if field.starts_with("Subject") { "" } else { "Subject: Re: Offer\n" };
        let text = format!(
            "From: olga@example.net\nTo: ann@example.com\n{subject}{field}\n\n\
             I am away. 550 5.1.1 is the number of my room.\n"
        );
        let explanation: Explanation = explain(text.as_str());
        assert_eq!(explanation.outcome.as_str(), "auto-reply", "{field}");
        assert_ne!(explanation.verdicts[0].action, Action::Suppress, "{field}");
    }
}
