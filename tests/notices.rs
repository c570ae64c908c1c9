//! Notices of mail systems as people paste them: quoted, wrapped, passed on, as HTML,
//! with the lines of a mail client above. The verdicts are the same.

mod essence;

use std::fs;
use std::path::PathBuf;

use essence::essence;
use whybounced::{explain, parse};

/// The name and the text of every notice.
fn notices() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/notice");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let name = |path: &PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The lines of a text, each changed.
fn each_line(text: &str, change: impl Fn(&str) -> String) -> String {
    text.lines().map(change).collect::<Vec<_>>().join("\n")
}

/// As a mail client breaks lines: at the last blank within 76 characters.
fn wrapped(line: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in line.split(' ') {
        let breaks = length > 0 && length + word.chars().count() > 76;
        out.push_str(if breaks {
            "\n"
        } else if out.is_empty() {
            ""
        } else {
            " "
        });
        length = if breaks { 0 } else { length } + word.chars().count() + 1;
        out.push_str(word);
    }
    out
}

fn escaped(line: &str) -> String {
    line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The text with each address changed.
fn each_address(text: &str, change: impl Fn(&str) -> String) -> String {
    let is_part = |c: char| c.is_alphanumeric() || "@._+-=".contains(c);
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let (before, from) = rest.split_at(start);
        let (word, behind) = from.split_at(from.find(|c| !is_part(c)).unwrap_or(from.len()));
        let address = word.trim_end_matches(['.', '-']);
        let named = address.split('@').filter(|part| !part.is_empty()).count() == 2;
        out.push_str(before);
        match named {
            true => out.push_str(&(change(address) + &word[address.len()..])),
            false => out.push_str(word),
        }
        rest = behind;
    }
    out + rest
}

/// A text changed in one way, with the name of the way.
type Variant = (&'static str, fn(&str) -> String);

const VARIANTS: &[Variant] = &[
    ("CRLF", |text| text.replace('\n', "\r\n")),
    ("CR", |text| text.replace('\n', "\r")),
    ("quoted", |text| each_line(text, |line| format!("> {line}"))),
    ("quoted twice", |text| each_line(text, |line| format!(">> {line}"))),
    ("byte order mark", |text| format!("\u{feff}{text}")),
    ("trailing blanks", |text| each_line(text, |line| format!("{line} \u{a0}"))),
    ("wrapped", |text| each_line(text, wrapped)),
    ("passed on by Outlook", |text| {
        format!(
            "Hello,\n\nwhat does this mean?\n\n-----Original Message-----\n\
             From: Mail Delivery System <MAILER-DAEMON@out.example.com>\n\
             Sent: Tuesday, 3 March 2026 10:14\nTo: Ann Example <ann@example.com>\n\
             Subject: Undelivered Mail Returned to Sender\n\n{text}"
        )
    }),
    ("passed on by Gmail", |text| {
        format!(
            "What does this mean?\n\n---------- Forwarded message ---------\n\
             From: Mail Delivery Subsystem <mailer-daemon@out.example.com>\n\
             Date: Tue, Mar 3, 2026 at 10:14 AM\nSubject: Delivery Status Notification\n\
             To: <ann@example.com>\n\n\n{text}"
        )
    }),
    ("lines of the client", |text| {
        format!(
            "From: Mail Delivery System <MAILER-DAEMON@out.example.com>\n\
             Date: Tuesday, 3 March 2026 at 10:14\nTo: Ann Example <ann@example.com>\n\
             Subject: Undelivered Mail Returned to Sender\n\n{text}"
        )
    }),
    ("HTML with line ends", |text| {
        format!("<html><body>{}</body></html>", each_line(text, |line| escaped(line) + "<br>"))
    }),
    ("HTML of paragraphs", |text| {
        each_line(text, |line| match line {
            "" => "<p>&nbsp;</p>".to_owned(),
            _ => format!("<p class=\"MsoNormal\"><span>{}</span></p>", escaped(line)),
        })
    }),
    ("HTML of a preformatted text", |text| {
        format!("<div><pre style=\"white-space: pre\">{}</pre></div>", escaped(text))
    }),
    ("with a signature", |text| {
        format!("{text}\n-- \nAnn Example\nann@sender.example.com\nTel. +49 30 5550 1234\n")
    }),
    ("with what Mailman adds", |text| {
        format!("{text}\n{}\nlist mailing list\nlist@lists.example.com\n", "_".repeat(47))
    }),
    ("links of Markdown", |text| {
        each_address(text, |address| format!("[{address}](mailto:{address})"))
    }),
    ("links of Outlook", |text| {
        each_address(text, |address| format!("{address}<mailto:{address}>"))
    }),
    ("entities", |text| escaped(text)),
    ("bars", |text| each_line(text, |line| format!("| {line}"))),
];

#[test]
fn ok_every_notice_tells_the_same_however_it_is_pasted() {
    let mut wrong = Vec::new();
    for (name, text) in notices() {
        let expected = essence(&explain(&text));
        for (how, change) in VARIANTS {
            let got = essence(&explain(&change(&text)));
            if got != expected {
                wrong.push(format!("{name}, {how}:\n  expected {expected}\n  got      {got}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn ok_every_notice_is_one_and_tells_of_somebody() {
    let notices = notices();
    assert!(notices.len() > 40, "only {}", notices.len());
    for (name, text) in notices {
        let parsed = parse(text.as_str());
        assert_eq!(serde_json::to_value(parsed.form).unwrap(), "notice", "{name}");
        for delivery in &parsed.deliveries {
            let recipient = delivery.recipient.as_deref().unwrap_or("nobody");
            assert!(
                recipient.ends_with("@example.net") || recipient.contains("@example."),
                "{name}: {recipient}"
            );
        }
    }
}

/// Where the links that a mail client added make no difference, the text stays as it came, and so do
/// the places in it.
#[test]
fn ok_places_stay_in_the_text_as_it_came() {
    let linked = "Delivery has failed to these recipients or groups:\n\n\
        ana@example.net<mailto:ana@example.net>\n\n\
        Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found'\n";
    let explanation = explain(linked);
    assert_eq!(explanation.verdicts[0].recipient.as_deref(), Some("ana@example.net"));
    assert!(explanation.pieces.is_empty(), "{:?}", explanation.pieces);
    let escaped = "This is the mail system at host mx.example.com.\n\n\
        \\<ana@example.net\\>: host mx.example.net\\[192.0.2.1\\] said: 550 5.1.1 User unknown\n";
    let explanation = explain(escaped);
    assert_eq!(explanation.verdicts[0].recipient.as_deref(), Some("ana@example.net"));
    assert_eq!(explanation.pieces.len(), 1);
}

/// A ticket or a chat takes the line ends away. What is told of one recipient is not told of another.
#[test]
fn ok_a_notice_in_one_line_tells_of_each_recipient() {
    let told = |text: &str| -> Vec<(Option<String>, &'static str)> {
        let verdicts = explain(text).verdicts;
        verdicts.iter().map(|told| (told.recipient.clone(), told.cause.as_str())).collect()
    };
    let several =
        ["postfix-several", "postfix-shortened", "qmail", "qmail-double", "smartermail-several"];
    for (name, text) in notices() {
        let (expected, flat) = (told(&text), text.split_whitespace().collect::<Vec<_>>().join(" "));
        let got = told(&flat);
        let dead = |verdict: &&(Option<String>, &str)| verdict.1 == "user-unknown";
        for (recipient, cause) in got.iter().filter(dead).filter(|told| told.0.is_some()) {
            let own = expected.iter().find(|known| known.0 == *recipient);
            assert_eq!(own.map(|known| known.1), Some(*cause), "{name}: {recipient:?}");
        }
        if several.contains(&name.as_str()) {
            assert_eq!(got, expected, "{name}");
        }
    }
}

/// Mailman's answer to a posting names the list's owner, whom nobody wrote to.
#[test]
fn ok_a_moderator_is_no_recipient() {
    let words = "Your request to the Users mailing list\n\n    Posting of your message titled \"Hello\"\n\n\
        has been rejected by the list moderator.  The moderator gave the\nfollowing reason for \
        rejecting your request:\n\n\"Non-members are not allowed to post messages to this list.\"\n\n\
        Any questions or comments should be directed to the list administrator\nat:\n\n    \
        users-owner@lists.example.org\n";
    let header = "From: users-owner@lists.example.org\nTo: ana@example.net\n\
        Subject: Request to mailing list Users rejected\nMessage-ID: <mailman.1.users@example.org>\n\
        List-Id: Users <users.lists.example.org>\nX-List-Administrivia: yes\n\n";
    for text in [words, &format!("{header}{words}")] {
        let told = explain(text);
        assert_eq!(told.verdicts[0].cause.as_str(), "recipient-restricted", "{text}");
        assert_eq!(told.verdicts[0].recipient, None, "{text}");
    }
}

#[test]
fn ok_lists_in_one_line() {
    let lists = [
        "A message that you sent could not be delivered to one or more of its recipients. The \
         following address(es) failed: ana@example.org host mx.example.org [192.0.2.1] SMTP error \
         from remote mail server after RCPT TO:<ana@example.org>: 550 5.1.1 User unknown \
         ivo@example.net host mx.example.net [192.0.2.2] SMTP error from remote mail server after \
         RCPT TO:<ivo@example.net>: 552 5.2.2 Mailbox full",
        "Delivery has failed to these recipients or groups: Ana and Ivo. Diagnostic information for \
         administrators: Generating server: mx.example.com \
         ana@example.org Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; not \
         found' ivo@example.net Remote Server returned '554 5.2.2 mailbox full'",
        "----- The following addresses had permanent fatal errors ----- <ana@example.org> (reason: \
         550 5.1.1 User unknown) <ivo@example.net> (reason: 552 5.2.2 Mailbox full) ----- \
         Transcript of session follows ----- ... while talking to mx.example.net.: >>> RCPT \
         To:<ivo@example.net> <<< 552 5.2.2 Mailbox full",
    ];
    for list in lists {
        let told = explain(list);
        let verdicts: Vec<_> = told
            .verdicts
            .iter()
            .map(|told| (told.recipient.as_deref().unwrap_or_default(), told.cause.as_str()))
            .collect();
        let expected = [("ana@example.org", "user-unknown"), ("ivo@example.net", "mailbox-full")];
        assert_eq!(verdicts, expected, "{list}");
    }
}

/// `Access denied` says nothing of the mailbox; sendmail's line below it is a translation of the code.
#[test]
fn ok_sendmail_repeats_a_refusal_in_its_own_words() {
    let told = explain(
        "   ----- Transcript of session follows -----\n... while talking to mx.example.net.:\n\
         >>> RCPT To:<ana@example.net>\n<<< 550 Access denied\n\
         550 5.1.1 <ana@example.net>... User unknown\n",
    );
    let [verdict] = told.verdicts.as_slice() else { panic!("{:?}", told.verdicts.len()) };
    assert_ne!(verdict.action.as_str(), "suppress");
    assert_eq!(verdict.recipient.as_deref(), Some("ana@example.net"));
}

/// Several programs write the sentences of another one; what only one of them writes tells which.
#[test]
fn ok_borrowed_sentences() {
    let exchange = "Your message did not reach some or all of the intended recipients.\n\
        The following recipient(s) could not be reached:\n\n  ana@example.org\n";
    let qmail = "I'm afraid I wasn't able to deliver your message to the following addresses.\n";
    for (text, source) in [
        (exchange.to_owned(), "exchange"),
        (
            format!("{exchange}   Remote server issued an error.\n   hMailServer sent: ."),
            "hmailserver",
        ),
        (format!("{qmail}ana@example.org\n550 no"), "qmail"),
        (
            format!("Hi. This is the James mail server at a.example.\n{qmail}ana@example.org"),
            "james",
        ),
    ] {
        let told = explain(text.as_str());
        assert_eq!(told.source, Some(source), "{text}");
    }
}

/// The label in front of the reply is the mail program's: the server has told of no fault of its own.
#[test]
fn ok_labels_are_no_words_of_a_server() {
    let told = explain(
        "The following recipient(s) cannot be reached:\n\n      'ana@example.org' on 8/3/2026\n\
        \x20           Server error: '550 see the manual'\n",
    );
    assert_eq!(told.verdicts[0].cause.as_str(), "unknown");
}
