//! What real servers and programs make of the rule in RFC 5321 §4.2.

use super::first;
use whybounced::parse;
use whybounced::vocabulary::WarningKind;

/// The name of a trap, a text, its reply code, its enhanced code, its words.
type Reading = (&'static str, &'static str, &'static str, &'static str, &'static str);

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
