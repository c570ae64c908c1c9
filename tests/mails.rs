//! Mails in all their forms: the same mail with other line ends, other encodings or
//! other labels says the same, and one that is cut off anywhere says no more than it.

mod essence;

use std::fs;
use std::path::{Path, PathBuf};

use essence::essence;
use serde_json::{Value, json};
use whybounced::{explain, parse};

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn cases() -> Vec<PathBuf> {
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/mail"))
}

/// Real mails beside the project, where there are some.
fn corpus() -> Vec<PathBuf> {
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/sisimai-dev/eml"))
}

/// What must not depend on the line ends.
fn verdicts(bytes: &[u8]) -> Value {
    let explanation = explain(bytes);
    json!({ "form": explanation.form, "essence": essence(&explanation) })
}

/// The mail with these line ends.
fn with_ends(mail: &[u8], end: &[u8]) -> Vec<u8> {
    let bytes: Vec<u8> = mail.iter().copied().filter(|b| *b != b'\r').collect();
    bytes.split(|b| *b == b'\n').collect::<Vec<_>>().join(end)
}

const ENDS: &[&[u8]] = &[b"\r\n", b"\r", b"\r\r\n"];

#[test]
fn ok_line_ends_make_no_difference() {
    let mut wrong = Vec::new();
    let own = cases().into_iter().map(|path| (path, ENDS));
    // With CRCRLF mail-parser leaves a blank line behind each line, which parts some of these.
    let labelled = corpus().into_iter().map(|path| (path, &ENDS[..2]));
    for (path, ends) in own.chain(labelled) {
        let mail = with_ends(&fs::read(&path).unwrap(), b"\n");
        let expected = verdicts(&mail);
        for end in ends {
            let got = verdicts(&with_ends(&mail, end));
            if got != expected {
                let end = String::from_utf8_lossy(end);
                wrong.push(format!("{path:?} {end:?}\n  expected {expected}\n  got      {got}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The text that a person sees, quoted in an answer to it.
#[test]
fn ok_quoting_makes_no_difference() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for path in cases().into_iter().chain(corpus()) {
        let mail = fs::read(&path).unwrap();
        let Some(text) = text_of(&mail) else { continue };
        seen += 1;
        let quoted: Vec<String> = text.lines().map(|line| format!("> {line}")).collect();
        let (expected, got) = (verdicts(text.as_bytes()), verdicts(quoted.join("\n").as_bytes()));
        if got != expected {
            wrong.push(format!("{path:?}\n  expected {expected}\n  got      {got}"));
        }
    }
    assert!(seen > 15, "only {seen} mails have a text");
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The first text part of a mail that needs no decoding. (An event that came by mail is
/// no text that a person would quote.)
fn text_of(mail: &[u8]) -> Option<String> {
    let text = String::from_utf8(with_ends(mail, b"\n")).ok()?;
    let (_, body) = text.split_once("\n\n")?;
    let body = match body.split_once("text/plain") {
        Some((before, rest)) if before.contains("\n--") || before.starts_with("--") => {
            let (header, part) = rest.split_once("\n\n")?;
            (!header.contains("base64")).then(|| part.split("\n--").next().unwrap_or(part))?
        }
        _ if text.contains("multipart/") || text.contains("text/html") => return None,
        _ => body,
    };
    let told = !body.trim().is_empty() && !body.trim_start().starts_with('{');
    told.then(|| body.to_owned())
}

/// A whole mail with its header, quoted or attached as a file to a mail that is no bounce.
#[test]
fn ok_mails_that_were_quoted_or_attached_say_the_same() {
    let mail = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/mail/postfix.eml"),
    )
    .unwrap();
    let quoted: Vec<String> = mail.lines().map(|line| format!("> {line}")).collect();
    let attached = format!(
        "From: ana@example.com\nSubject: look\nContent-Type: multipart/mixed; boundary=\"AT\"\n\n\
         --AT\nContent-Type: text/plain\n\nwhy?\n--AT\nContent-Type: application/octet-stream\n\
         Content-Disposition: attachment; filename=\"bounce.eml\"\n\n{mail}\n--AT--\n"
    );
    let expected = verdicts(mail.as_bytes());
    for text in [quoted.join("\n"), attached] {
        assert_eq!(verdicts(text.as_bytes()), expected, "{text}");
    }
}

/// The notice is a page and the message that came back plain text, which is not read in its place.
#[test]
fn ok_the_page_of_a_notice_is_read_before_the_message_that_came_back() {
    let mail = "From: mailer-daemon@example.com\nTo: ann@example.com\nMIME-Version: 1.0\n\
        Content-Type: multipart/report; boundary=\"B\"\n\n--B\nContent-Type: text/html\n\n\
        <p>Your mail could not be delivered to <b>olga@example.net</b>.</p>\n\
        <p>Reason: 552 5.2.2 Mailbox full</p>\n--B\n\
        Content-Type: message/delivery-status\n\nReporting-MTA: dns; a.example.com\n\n\
        Final-Recipient: rfc822; olga@example.net\nAction: failed\nStatus: 5.0.0\n\n--B\n\
        Content-Type: message/rfc822\n\nSubject: hi\n\n<olga@example.net>: 550 5.1.1 no such user\n\
        --B--\n";
    let explanation = explain(mail.as_bytes());
    let verdict = &explanation.verdicts[0];
    assert_eq!(explanation.verdicts.len(), 1);
    assert_eq!(verdict.recipient.as_deref(), Some("olga@example.net"));
    assert_eq!(verdict.cause.as_str(), "mailbox-full");
}

/// A bounce of a mail that passed on another bounce is about the one recipient only.
#[test]
fn ok_a_bounce_within_the_message_that_came_back_is_not_read() {
    let report = |address: &str, returned: &str| {
        format!(
            "From: mailer-daemon@example.com\nTo: ann@example.com\nMIME-Version: 1.0\n\
             Content-Type: multipart/report; boundary=\"{address}\"\n\n--{address}\n\
             Content-Type: message/delivery-status\n\nReporting-MTA: dns; a.example.com\n\n\
             Final-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\n\n--{address}\n\
             Content-Type: message/rfc822\n\n{returned}\n--{address}--\n"
        )
    };
    let inner = report("ivo@example.org", "Subject: hi\n\nhi");
    let parsed = parse(report("olga@example.net", &inner).as_bytes());
    let recipients: Vec<_> = parsed.deliveries.iter().map(|found| &found.recipient).collect();
    assert_eq!(recipients, [&Some("olga@example.net".to_owned())]);
}

#[test]
fn ok_labels_and_encodings_make_no_difference() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/mail");
    let of = |name: &str| verdicts(&fs::read(folder.join(name).with_extension("eml")).unwrap());
    for name in [
        "base64",
        "quoted-printable",
        "mislabelled",
        "named-details",
        "without-report-type",
        "not-closed",
        "truncated",
        "forwarded",
    ] {
        assert_eq!(of(name), of("postfix"), "{name}");
    }
}

#[test]
fn ok_a_delay_is_told_with_its_end() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/mail");
    let parsed = parse(&fs::read(folder.join("delayed.eml")).unwrap());
    let delivery = &parsed.deliveries[0];
    assert_eq!(delivery.retry_until.as_deref(), Some("2026-03-08T09:14:02Z"));
    assert_eq!(delivery.last_attempt.as_deref(), Some("2026-03-03T13:14:02Z"));
}

/// Ten mails, cut at every byte: an answer, and never an address that is not in it.
#[test]
fn err_mails_cut_off_anywhere_are_answered() {
    let mut seen = 0;
    for path in cases().into_iter().step_by(2).take(10) {
        let mail = fs::read(&path).unwrap();
        let whole: Vec<Option<String>> =
            parse(&mail).deliveries.into_iter().map(|delivery| delivery.recipient).collect();
        for end in 0..mail.len() {
            let cut = parse(&mail[..end]);
            assert!(cut.deliveries.len() <= whole.len().max(1) + 1, "{path:?} {end}");
            if end % 16 == 0 {
                assert!(!explain(&mail[..end]).verdicts.is_empty(), "{path:?} {end}");
            }
        }
        seen += 1;
    }
    assert!(seen >= 10, "only {seen} mails");
}

/// RFC 8098: a receipt is no answer of somebody who is away.
#[test]
fn ok_a_receipt_says_what_it_is() {
    let receipt = "From: bob@example.net\nTo: ana@example.com\nSubject: Read: Offer\nMIME-Version: 1.0\n\
        Content-Type: multipart/report; report-type=disposition-notification; boundary=M\n\n\
        --M\nContent-Type: text/plain\n\nYour message was read on Monday.\n\n\
        --M\nContent-Type: message/disposition-notification\n\n\
        Final-Recipient: rfc822;bob@example.net\nDisposition: manual-action/MDN-sent-manually; displayed\n\n--M--\n";
    let explanation = explain(receipt);
    let verdict = &explanation.verdicts[0];
    assert_eq!((verdict.cause.as_str(), verdict.action.as_str()), ("auto-reply", "none"));
    assert_eq!(verdict.title, "This is a receipt for a message");
    assert_eq!(verdict.wording.outcome, "A receipt, no bounce");
}

/// A program that asks the sender for something does not try again by itself.
#[test]
fn ok_a_message_that_waits_for_a_confirmation_is_not_tried_again() {
    let notice = "From: bob@example.net\nTo: ana@example.com\nSubject: Please confirm your message\n\
        Auto-Submitted: auto-replied\n\nThis message was created automatically by mail delivery software (TMDA).\n\n\
        Your message attached below is being held because the address\n<ana@example.com> has not been verified.\n";
    let explanation = explain(notice);
    let verdict = &explanation.verdicts[0];
    assert_eq!((verdict.cause.as_str(), verdict.action.as_str()), ("challenge-response", "review"));
    assert!(!verdict.wording.resend.contains("still trying"));
}
