//! Every deviation from RFC 5321 §4.2 and RFC 2034 §4 that is seen in real replies.

use whybounced::Parsed;
use whybounced::parse;

/// Code, enhanced code and text of each reply, in one line: `550 5.1.1 text`.
/// A reply that is quoted in another one starts with `>`.
fn replies(parsed: &Parsed) -> Vec<String> {
    let word = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    let line = |reply: &whybounced::Reply| {
        let code = word(reply.code.map(|code| code.to_string()));
        let enhanced = word(reply.enhanced.map(|code| code.to_string()));
        let quoted = if reply.quoted_in.is_some() { "> " } else { "" };
        format!("{quoted}{code} {enhanced} {}", reply.text.replace('\n', " / "))
    };
    parsed.replies.iter().map(line).collect()
}

fn warnings(parsed: &Parsed) -> Vec<&'static str> {
    parsed.warnings.iter().map(|warning| warning.kind.as_str()).collect()
}

fn check(input: &str, expected: &[&str], expected_warnings: &[&str]) {
    let parsed = parse(input);
    assert_eq!(replies(&parsed), expected, "replies of {input:?}");
    assert_eq!(warnings(&parsed), expected_warnings, "warnings of {input:?}");
}

#[test]
fn ok_answers_hung_to_a_command() {
    let hung = ["SMTP error, RCPT TO:550 5.1.1 no", "Error at MAIL FROM:550 5.1.1 no"];
    for input in hung {
        check(input, &["550 5.1.1 no"], &[]);
    }
    check("SMTP error, DOT:554 no", &["554 - no"], &[]);
}

#[test]
fn ok_replies_as_the_standard_has_them() {
    check("550 5.1.1 User unknown", &["550 5.1.1 User unknown"], &[]);
    check("550 User unknown", &["550 - User unknown"], &[]);
    check("550-5.7.26 First\r\n550 5.7.26 Last\r\n", &["550 5.7.26 First / Last"], &[]);
    check("550-First\n550-\n550 Last", &["550 - First / Last"], &[]);
    check("220 mx.example.com ESMTP ready", &["220 - mx.example.com ESMTP ready"], &[]);
    check("354 Start mail input", &["354 - Start mail input"], &[]);
    check(
        "250-mx.example.com\n250-SIZE 35882577\n250 HELP",
        &["250 - mx.example.com / SIZE 35882577 / HELP"],
        &[],
    );
    check(
        "251 User not local; will forward to <b@example.org>",
        &["251 - User not local; will forward to <b@example.org>"],
        &[],
    );
}

#[test]
fn ok_a_code_alone() {
    for input in [
        "550",
        " 550 ",
        "550.",
        "550\r\n",
        "SMTP error 550",
        "error code: 550",
        "SMTP 550",
        "\u{feff}550",
    ] {
        check(input, &["550 - "], &[]);
    }
    check("5.7.26", &["- 5.7.26 "], &[]);
    check("#5.1.1", &["- 5.1.1 "], &[]);
    check("550 5.7.26", &["550 5.7.26 "], &[]);
    check("571", &["571 - "], &["unusual-second-digit"]);
    check("605", &["605 - "], &["out-of-range"]);
}

#[test]
fn ok_a_pattern_is_a_token_and_no_reply() {
    for (input, kind, value) in [
        ("5xx", "reply-code", "5xx"),
        ("4XX", "reply-code", "4xx"),
        ("x5x", "reply-code", "x5x"),
        ("5.x.x", "enhanced-code", "5.x.x"),
        ("X.7.26", "enhanced-code", "x.7.26"),
    ] {
        let parsed = parse(input);
        assert!(parsed.replies.is_empty() && parsed.deliveries.is_empty(), "{input}");
        assert_eq!((parsed.tokens[0].kind.as_str(), &*parsed.tokens[0].value), (kind, value));
        assert_eq!(parsed.tokens.len(), 4, "{input}");
    }
}

#[test]
fn ok_blanks_and_line_ends() {
    for input in [
        "550 5.1.1 no   ",
        "550  5.1.1 no\t",
        "550\t5.1.1 no",
        "550\u{a0}5.1.1\u{a0}no",
        "\u{feff}550 5.1.1 no",
        "\u{200b}550\u{200b} 5.1.1 no",
        "\u{202e}550 5.1.1 no\u{202c}",
        "> 550 5.1.1 no",
        "> > 550 5.1.1 no\r\r\n",
        "<<< 550 5.1.1 no",
        "S: 550 5.1.1 no",
        "[09:14:07] <- 550 5.1.1 no",
    ] {
        check(input, &["550 5.1.1 no"], &[]);
    }
    for end in ["\n", "\r", "\r\n", "\r\r\n"] {
        check(&["550-5.1.1 one", "550 5.1.1 two"].join(end), &["550 5.1.1 one / two"], &[]);
    }
}

#[test]
fn ok_other_separators() {
    for input in [
        "550: no such user",
        "550, no such user",
        "550; no such user",
        "#550 no such user",
        "smtp;550 no such user",
        "smtp; 550 no such user",
        "Diagnostic-Code: smtp; 550 no such user",
        "\"550 no such user\"",
    ] {
        check(input, &["550 - no such user"], &[]);
    }
    check("550; 5.7.515 no", &["550 5.7.515 no"], &[]);
    check("550_5.1.1_no_such_user", &["550 5.1.1 no_such_user"], &[]);
    check("550+5.1.1+no+such+user", &["550 5.1.1 no+such+user"], &[]);
    check("550 (5.1.1) no", &["550 5.1.1 no"], &[]);
}

#[test]
fn ok_doubled_codes() {
    check("550 550 5.1.1 no", &["550 5.1.1 no"], &[]);
    check("550 550-5.1.1 no", &["550 5.1.1 no"], &["incomplete"]);
    check("550-550 5.1.1 no", &["550 5.1.1 no"], &[]);
    check("550 550 550 no", &["550 - no"], &[]);
}

#[test]
fn ok_joined_lines() {
    let joined =
        "550-5.7.26 This mail has been blocked. 550-5.7.26 See the page. 550 5.7.26 id - gsmtp";
    check(joined, &["550 5.7.26 This mail has been blocked. / See the page. / id - gsmtp"], &[]);
    check("550-first 550-second 550 last", &["550 - first / second / last"], &[]);
    check(
        "smtp;550-5.1.1 no such user. 550 5.1.1 Try again",
        &["550 5.1.1 no such user. / Try again"],
        &[],
    );
}

#[test]
fn ok_lines_that_break_the_rules() {
    check("550-first\nsecond\n550 last", &["550 - first / second / last"], &["missing-code"]);
    check("550-5.1.1 gone", &["550 5.1.1 gone"], &["incomplete"]);
    check("452-4.5.3 too many\n550 5.1.1 no", &["550 5.1.1 too many / no"], &["mixed-codes"]);
    check("550 5.1.1 wrapped\nby a mail program", &["550 5.1.1 wrapped / by a mail program"], &[]);
    check("550 5.1.1 one\n\nKind regards", &["550 5.1.1 one"], &[]);
    check("550 5.1.1 one\n451 4.7.1 two", &["550 5.1.1 one", "451 4.7.1 two"], &[]);
}

#[test]
fn ok_codes_beyond_the_standard() {
    check("571 5.7.1 refused", &["571 5.7.1 refused"], &["unusual-second-digit"]);
    check("605 Not delivering", &["605 - Not delivering"], &["out-of-range"]);
    check("199 odd", &["199 - odd"], &["out-of-range"]);
    check("421 5.7.32 no", &["421 5.7.32 no"], &["class-mismatch"]);
    check("550 4.4.7 expired", &["550 4.4.7 expired"], &["class-mismatch"]);
    check("550 5.4.310 DNS", &["550 5.4.310 DNS"], &[]);
    check("451 4.7.500 busy", &["451 4.7.500 busy"], &[]);
}

/// Mail libraries put a label between the code and the server's own lines.
#[test]
fn ok_labels_between_two_codes_of_one_reply() {
    check(
        "Error: SMTP code:550 msg:550-5.7.1 Not authorized to\n550 5.7.1 send mail",
        &["550 5.7.1 Not authorized to / send mail"],
        &[],
    );
    check(
        "Expected response code \"250\" but got code \"550\", with message\n\"\n550-5.1.1 No such\n550 5.1.1 user",
        &["550 5.1.1 No such / user"],
        &[],
    );
    check("SMTPDataError: 554\n5.2.0 Cannot submit", &["554 5.2.0 Cannot submit"], &[]);
}

/// What programs make of a reply: spelled out, in a list of fields, as a value of a tuple.
#[test]
fn ok_codes_as_programs_print_them() {
    let code = "Code { severity: PermanentNegativeCompletion, category: MailSystem, detail: Zero }";
    check(
        &format!("Error {{ kind: Permanent({code}), source: \"5.1.1 no\" }}"),
        &["550 5.1.1 no\" }"],
        &[],
    );
    let listed = "Server Response: '451 4.3.0 no', Port: 25, Server Error: 451, Error Number: 0x8";
    check(listed, &["451 4.3.0 no"], &[]);
    check("Failed to add \"a@example.net\": 501 5.1.8 no", &["501 5.1.8 no"], &[]);
    check("msg=\"no\\n503 5.5.1 Error: need MAIL", &["503 5.5.1 Error: need MAIL"], &[]);
    check("(422, b'try again')", &["422 - try again"], &[]);
}

/// A yes that a mailer did not wait for, and the number of a process.
#[test]
fn err_numbers_of_success_that_are_no_answer() {
    for input in [
        "Expected response code \"354\" but got code \"250\", with message \"250 2.1.5 Ok\".",
        "  277   == ana@example.net R=dnslookup defer (-1): host lookup did not complete",
    ] {
        assert!(parse(input).replies.iter().all(|reply| reply.code.is_none()), "{input}");
    }
}

#[test]
fn ok_nested_replies() {
    check("558-550-user unknown", &["558 - ", "> 550 - user unknown"], &[]);
    check(
        "550 5.7.350 Remote server returned message detected as spam -> 554 5.7.1 rejected",
        &["550 5.7.350 Remote server returned message detected as spam", "> 554 5.7.1 rejected"],
        &[],
    );
    check(
        "450 4.1.1 <a@example.net>: unverified: host mx.example.net[192.0.2.1] said: 550 5.1.1 no",
        &[
            "450 4.1.1 <a@example.net>: unverified: host mx.example.net[192.0.2.1] said",
            "> 550 5.1.1 no",
        ],
        &[],
    );
    check(
        "5.1.0 - Unknown address error 550-'no such user'",
        &["- 5.1.0 Unknown address error", "> 550 5.1.0 no such user"],
        &[],
    );
    check(
        "554 4.4.7 Message expired.<421 4.4.2 Connection timed out>",
        &["554 4.4.7 Message expired.", "> 421 4.4.2 Connection timed out"],
        &["class-mismatch"],
    );
}

#[test]
fn ok_replies_quoted_in_sentences() {
    for input in [
        "host mx.example.net[192.0.2.1] said: 550 5.1.1 no (in reply to RCPT TO command)",
        "host mx.example.net[192.0.2.1] said: 550 5.1.1 no (in reply\n    to RCPT TO command)",
        "host mx.example.net[192.0.2.1] said: 550 5.1.1 no (in\n    reply to RCPT TO command)",
        "Remote Server returned '550 5.1.1 no'",
        "SMTP error from remote mail server after RCPT TO:<a@example.net>: host mx.example.net [192.0.2.1]: 550 5.1.1 no",
        "(reason: 550 5.1.1 no)",
        "Message failed: 550 5.1.1 no",
        "Can't send mail - all recipients were rejected: 550 5.1.1 no",
        "Remote host said: 550 5.1.1 no [RCPT_TO]",
        "  olga@example.net\n    host mx1.example.net [192.0.2.25]\n    SMTP error after end of data:\n    550 5.1.1 no",
    ] {
        check(input, &["550 5.1.1 no"], &[]);
    }
}

#[test]
fn ok_enhanced_codes_anywhere() {
    check("5.1.1 bad address", &["- 5.1.1 bad address"], &[]);
    check("sorry, no mailbox (#5.1.1)", &["- 5.1.1 sorry, no mailbox"], &[]);
    check("550 sorry, no mailbox (#5.1.1)", &["550 5.1.1 sorry, no mailbox"], &[]);
    check("550 #5.1.1 no", &["550 5.1.1 no"], &[]);
    check("550 <5.1.1> no", &["550 5.1.1 no"], &[]);
    check("550 [5.7.1] no", &["550 5.7.1 no"], &[]);
    check("550 5.1.1: no", &["550 5.1.1 no"], &[]);
    check("550 mx.example.net 5.1.1 no", &["550 5.1.1 mx.example.net 5.1.1 no"], &[]);
    check("550-5.1.1 first\n550 last", &["550 5.1.1 first / last"], &[]);
    check("550-first\n550 5.1.1 last", &["550 5.1.1 first / last"], &[]);
    check("550 5.0.0 no (#5.1.1)", &["550 5.1.1 no"], &[]);
    check("550 5.1.1 <a@example.net>: 5.2.1 off", &["550 5.1.1 <a@example.net>: 5.2.1 off"], &[]);
}

#[test]
fn err_numbers_that_are_no_enhanced_codes() {
    for text in [
        "4.96 of Exim",
        "5.7.26.1 is an address",
        "id 15.1.1466.3",
        "refused by version 5.1.1",
        "on 5.12.2025",
        "(554.30)",
        "5.01.001 padded",
        "7.7.1 odd",
        "(#id-5.9.0)",
    ] {
        let input = format!("550 {text}");
        let parsed = parse(&input);
        assert_eq!(parsed.replies[0].enhanced, None, "{input}");
        assert_eq!(parsed.replies.len(), 1, "{input}");
    }
}

#[test]
fn err_numbers_that_are_no_codes() {
    for input in [
        "cannot connect to smtp.example.com:587",
        "use port 465 or 587",
        "since 2026",
        "192.0.2.55 550 msgs/h",
        "a limit of 500 messages per hour",
        "550 MB",
        "(554.30)",
        "call 555-0100",
        "Invoice 550 for order 5.1.1 is attached.",
        "We moved to 421 Main Street, suite 4.",
        "Upgraded to 5.1.1 and restarted.",
        "See https://example.com/help?code=550",
        "Exim 4.96.2 on host 10.5.5.0",
    ] {
        let parsed = parse(input);
        let coded =
            parsed.replies.iter().any(|reply| reply.code.is_some() || reply.enhanced.is_some());
        assert!(!coded, "{input}: {:?}", replies(&parsed));
    }
    assert_eq!(warnings(&parse("(554.30)")), ["not-a-code", "not-understood"]);
}

#[test]
fn err_hostile_input() {
    check("", &[], &["empty"]);
    check(" ", &[], &["empty"]);
    check("\0", &[], &["not-understood"]);
    let long = "a".repeat(1 << 20);
    assert!(parse(&long).replies.is_empty());
    for input in [
        "\u{7}\u{1b}[31m\u{8}",
        "<script>alert(550)</script>",
        "\u{202e}055\u{202c}",
        "{\"size\":550}",
    ] {
        let parsed = parse(input);
        assert!(parsed.replies.iter().all(|reply| reply.code.is_none()), "{input:?}");
    }
    let parsed = parse(b"550 5.1.1 \xff\xfe no".as_slice());
    assert_eq!(replies(&parsed), ["550 5.1.1 \u{fffd}\u{fffd} no"]);
    assert_eq!(warnings(&parsed), ["bad-encoding"]);
}

#[test]
fn err_a_whole_mail_is_no_reply() {
    let mail =
        "From: a@example.com\r\nTo: b@example.net\r\nSubject: 550\r\n\r\n550 5.1.1 is a code.\r\n";
    check(mail, &[], &[]);
}

#[test]
fn err_more_replies_than_anyone_reads_are_cut() {
    let parsed = parse(&"550 5.1.1 no\n".repeat(10_001));
    assert_eq!(parsed.replies.len(), 10_000);
    assert_eq!(warnings(&parsed), ["cut"]);
    assert!(parse(&"550 said: ".repeat(20_000)).replies.len() <= 10_000);
}

/// Swift Mailer adds the whole dialogue, whose steps went well until then.
#[test]
fn ok_the_dialogue_behind_an_error_is_no_answer() {
    check(
        "Expected response code 250 but got code \"550\", with message \"550 5.7.60 SMTP; Client does \
         not have permissions to send as this sender \" Log data: ++ Starting << 220 mx.example.net \
         ESMTP >> EHLO a << 250 CHUNKING >> STARTTLS << 220 2.0.0 SMTP server ready",
        &["550 5.7.60 SMTP; Client does not have permissions to send as this sender"],
        &[],
    );
}

#[test]
fn err_values_of_a_dump_and_statuses_of_the_web_are_no_codes() {
    for input in [
        "    [Version] => 5.2.22\n    [ErrorInfo] => SMTP Error: Could not authenticate.\n    [Port] => 587\n    [Timeout] => 300",
        "lvl=eror error=\"connection refused\"\nmethod=POST path=/api/test status=500 time_ms=2",
        "422\nFound inactive addresses: ana@example.net.\n406",
        "SMTP Error: data not accepted.\n\n{\n  \"code\": 423,\n  \"message\": \"x\"\n}",
    ] {
        let parsed = parse(input);
        assert!(parsed.replies.iter().all(|reply| reply.code.is_none()), "{input}");
        assert!(parsed.replies.iter().all(|reply| reply.enhanced.is_none()), "{input}");
    }
    check("[smtp_code] => 550", &["550 - "], &[]);
}
