//! What the words of replies name.

use whybounced::{Parsed, parse};

/// The tokens of the kinds that are no part of a code, as `kind value`.
fn facts(parsed: &Parsed) -> Vec<String> {
    let plain = parsed.tokens.iter().filter(|token| {
        let kind = token.kind.as_str();
        !kind.starts_with("reply-") && !kind.starts_with("enhanced-")
    });
    plain.map(|token| format!("{} {}", token.kind, token.value)).collect()
}

fn check(input: &str, expected: &[&str]) {
    assert_eq!(facts(&parse(input)), expected, "{input}");
}

#[test]
fn ok_the_anatomy_of_codes_has_places() {
    let input = "550-5.7.26 a\n550 5.7.26 b";
    let found: Vec<_> =
        parse(input).tokens.iter().map(|token| token.span.of(input)).map(str::to_owned).collect();
    assert_eq!(
        found,
        [
            "550", "5", "5", "0", "5.7.26", "5", "7", "26", "550", "5", "5", "0", "5.7.26", "5",
            "7", "26"
        ]
    );
}

#[test]
fn ok_recipients() {
    for input in [
        "550 5.1.1 <olga@example.net>: Recipient address rejected: User unknown",
        "550 olga@example.net... No such user",
        "550 No such user (olga@example.net)",
        "550 Unknown user olga@example.net",
        "550 5.1.1 recipient no longer here: olga@example.net",
        "554 5.7.1 Unable to relay for olga@example.net",
        "550 Address rejected olga@example.net",
        "Error sending Email to: <olga@example.net>",
        "El destinatario \"olga@example.net\" ha sido rechazado por el servidor.",
    ] {
        check(input, &["recipient olga@example.net"]);
        assert_eq!(
            parse(input).deliveries[0].recipient.as_deref(),
            Some("olga@example.net"),
            "{input}"
        );
    }
}

/// Nobody stops sending to the people whom one can ask for help.
#[test]
fn err_a_desk_is_no_recipient() {
    for desk in ["abuse_rbl", "unblock.requests", "postmaster"] {
        let input = format!("553 5.3.0 is blocked. Forward this error to {desk}@example.net");
        assert_eq!(parse(input.as_str()).deliveries[0].recipient, None, "{input}");
    }
}

/// Outlook names the recipient, and so does the server's answer beside it.
#[test]
fn ok_an_address_that_is_named_twice() {
    let told = parse("The rejected address was 'olga@example.net'. 451 <olga@example.net>: no");
    assert_eq!(told.deliveries[0].recipient.as_deref(), Some("olga@example.net"));
}

/// Nobody stops sending to the address that a reply asks to use.
#[test]
fn err_a_new_address_is_no_recipient() {
    for input in [
        "551 User not local; please try <olga@example.org>",
        "550 5.1.6 Her new e-mail address is olga@example.org",
        "550 The mailbox moved to olga@example.org",
        "550 5.1.6 Nouvelle adresse : olga@example.org",
    ] {
        check(input, &["address olga@example.org"]);
    }
}

/// Nor to an address of the sender's own that did not stand a test.
#[test]
fn err_an_address_that_was_tested_is_the_senders() {
    for input in [
        "550 Sender verify failed: mailbox unavailable for <bob@example.com>",
        "550-Verification failed for <bob@example.com>\n550 Sender verify failed",
        "553 5.7.1 Sender address rejected: not owned by user bob@example.com",
        "535 Failed to authenticate with username \"bob@example.com\"",
        "553 Relaying disallowed as \"Bob\" <bob@example.com>",
        "RecipientError: all recipients were rejected\n550-Verification failed for <bob@example.com>\n550 unable to verify sender address",
        "Email From: \"Bob\" <bob@example.com>\n550 5.7.60 Client does not have permissions to send as this sender",
    ] {
        check(input, &["sender bob@example.com"]);
    }
    check(
        "451 Could not complete recipient verify callout for <olga@example.net>",
        &["recipient olga@example.net"],
    );
}

#[test]
fn ok_an_address_may_hold_another() {
    for (input, recipient) in [
        (
            "550 <SRS0=ab=XY=example.com=olga@example.net>: User unknown",
            "SRS0=ab=XY=example.com=olga@example.net",
        ),
        (
            "550 RCPT TO:<list-1-olga=example.com@example.net> User unknown",
            "list-1-olga=example.com@example.net",
        ),
        ("550 User unknown to=olga@example.net,x=y", "olga@example.net"),
        ("550 User unknown; to=<olga@example.net>", "olga@example.net"),
    ] {
        check(input, &[&format!("recipient {recipient}")]);
    }
}

#[test]
fn ok_senders_and_others_are_no_recipients() {
    check(
        "553 5.1.8 <ann@example.com>: Sender address rejected: Domain not found",
        &["sender ann@example.com"],
    );
    check("553 5.1.8 <ann@example.com>... Domain does not exist", &["sender ann@example.com"]);
    check(
        "msmtp: server message: 501 <root>: recipient address must contain a domain\n\
            msmtp: could not send mail (account ann@example.com from /etc/msmtprc)",
        &["sender ann@example.com"],
    );
    check(
        "Task 'ann@example.com - Sending' reported error (0x800CCC92) : 'The server responded: 535 no'",
        &["sender ann@example.com", "wrapper responded"],
    );
    check("550 Spam. Report to abuse@example.net", &["address abuse@example.net"]);
    check("550 Spam, please contact olga@example.net", &["address olga@example.net"]);
    let rejected =
        "554 5.7.1 <x@example.net>: Relay access denied; from=<a@example.com> to=<x@example.net>";
    check(
        rejected,
        &["recipient x@example.net", "sender a@example.com", "recipient x@example.net"],
    );
}

#[test]
fn ok_the_net() {
    check("550 blocked [192.0.2.1]", &["ip 192.0.2.1"]);
    check("550 blocked [IPv6:2001:db8::1]", &["ip 2001:db8::1"]);
    check("550 blocked 2001:db8:0:0:0:0:0:1.", &["ip 2001:db8:0:0:0:0:0:1"]);
    check("550 see https://example.com/help?a=1,2.", &["url https://example.com/help?a=1,2"]);
    check("550 mx.example.com refuses example.org", &["host mx.example.com", "domain example.org"]);
    check("550 The MAIL FROM domain [news.example.com] has no MX", &["domain news.example.com"]);
    check("550 无法发送到ana@example.net的邮箱", &["recipient ana@example.net"]);
    check("550 rejected.Please call, e.g. at 12:30:45", &[]);
    check("550 256.0.2.1 and 1.2.3.4.5", &[]);
    check("550 no, queued as 4F1Qkz0mTbz9sW", &["queue-id 4F1Qkz0mTbz9sW"]);
    check("550 no 1tpAbC-0004Xy-2Z", &["queue-id 1tpAbC-0004Xy-2Z"]);
    check(
        "550 5.1.1 no a1-20020a05600c000000b0000000000000si0000000wmb.1 - gsmtp",
        &["queue-id a1-20020a05600c000000b0000000000000si0000000wmb.1"],
    );
}

#[test]
fn ok_limits() {
    check("552 5.3.4 limit is 35 MB", &["limit bytes:36700160"]);
    check("552 limit is 35MB.", &["limit bytes:36700160"]);
    check("552 limit is 36700160 bytes", &["limit bytes:36700160"]);
    check("552 exceeds fixed maximum message size (10240000)", &["limit bytes:10240000"]);
    check("552 size limit of 10240000", &["limit bytes:10240000"]);
    check("452 at most 100 recipients", &["limit recipients:100"]);
    check("450 more than 500 messages per hour", &["limit messages:500"]);
}

#[test]
fn ok_delays() {
    for (text, seconds) in [
        ("try again in 5 minutes", 300),
        ("try again in 1 hour(s) 25 minute(s)", 5_100),
        ("try again in 1 hour and 30 minutes", 5_400),
        ("Greylisted, try again in 300 seconds", 300),
        ("retry after 1 hour", 3_600),
        ("please come back in 00:05:00", 300),
        ("retry after 15 minutes", 900),
        ("greylisted for 300 seconds", 300),
        ("please wait 10 min", 600),
        ("try again in an hour", 3_600),
        ("retry in 30s", 30),
    ] {
        let input = format!("451 4.7.1 {text}");
        check(&input, &[&format!("delay {seconds}")]);
    }
}

#[test]
fn err_times_that_are_no_delay() {
    for text in [
        "has been in the queue for 5 days",
        "not polled for 24 hours",
        "unable to deliver in 840 minutes",
        "will be retried for 2 more day(s)",
        "retry timeout exceeded after 4 days",
        "limit per 1 hour",
        "try again later. Blocked for 5 days",
    ] {
        check(&format!("451 4.4.1 {text}"), &[]);
    }
}

#[test]
fn ok_checks_of_gmail() {
    let parsed = parse(
        "550-5.7.26 Your email has been blocked because the sender is unauthenticated.\n\
         550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.\n\
         550-5.7.26\n\
         550-5.7.26  Authentication results:\n\
         550-5.7.26  DKIM = did not pass\n\
         550-5.7.26  SPF [example.com] with ip: [192.0.2.1] = did not pass\n\
         550-5.7.26\n\
         550-5.7.26  For instructions on setting up authentication, go to\n\
         550 5.7.26  https://support.google.com/mail/answer/81126 - gsmtp",
    );
    let checks: Vec<_> = parsed
        .checks
        .iter()
        .map(|check| (check.name, check.result, check.domain.as_deref(), check.ip.as_deref()))
        .collect();
    assert_eq!(
        checks,
        [("dkim", "fail", None, None), ("spf", "fail", Some("example.com"), Some("192.0.2.1"))]
    );
    assert_eq!(parsed.replies.len(), 1);
}

#[test]
fn ok_checks_in_other_words() {
    for (text, expected) in [
        ("SPF check failed", vec!["check spf=fail"]),
        ("SPF validation failed", vec!["check spf=fail"]),
        (
            "spf=fail dkim=none dmarc=pass",
            vec!["check spf=fail", "check dkim=none", "check dmarc=pass"],
        ),
        ("DMARC: fail", vec!["check dmarc=fail"]),
        ("both SPF and DKIM failed", vec!["check spf=fail", "check dkim=fail"]),
        ("Email failed DMARC evaluation", vec!["check dmarc=fail"]),
        ("The sending domain does not pass DMARC verification", vec!["check dmarc=fail"]),
        ("no PTR record", vec!["check ptr=none"]),
        ("no DKIM signature found", vec!["check dkim=none"]),
        ("spf=temperror", vec!["check spf=error"]),
        ("rejected because of the DMARC policy", vec![]),
        ("authenticate with SPF or DKIM", vec![]),
        ("no DMARC alignment", vec![]),
    ] {
        check(&format!("550 5.7.1 {text}"), &expected);
    }
}

#[test]
fn ok_wrappers_name_server_phase_and_recipient() {
    let parsed = parse(
        "<olga@example.net>: host mx.example.net[192.0.2.25] said: 550 5.1.1 no such user (in reply to RCPT TO command)",
    );
    assert_eq!(parsed.replies[0].phase, Some(whybounced::vocabulary::Phase::Rcpt));
    let delivery = &parsed.deliveries[0];
    let remote = delivery.remote.as_ref().unwrap();
    assert_eq!(delivery.recipient.as_deref(), Some("olga@example.net"));
    assert_eq!(
        (remote.host.as_deref(), remote.ip.as_deref()),
        (Some("mx.example.net"), Some("192.0.2.25"))
    );
    let exim = parse(
        "SMTP error from remote mail server after RCPT TO:<olga@example.net>: host mx.example.net [192.0.2.25]: 550 no",
    );
    assert_eq!(exim.deliveries, parsed.deliveries);
    assert_eq!(exim.replies[0].phase, parsed.replies[0].phase);
}

#[test]
fn ok_one_delivery_for_each_deciding_reply() {
    let parsed =
        parse("550 5.1.1 <a@example.net>: no\n\n450 4.2.0 <b@example.net>: said: 451 4.7.1 later");
    let found: Vec<_> = parsed
        .deliveries
        .iter()
        .map(|delivery| (delivery.recipient.as_deref(), delivery.reply))
        .collect();
    assert_eq!(found, [(Some("a@example.net"), Some(0)), (Some("b@example.net"), Some(2))]);
}

#[test]
fn ok_a_check_named_at_the_end_of_a_sentence_has_no_result() {
    let parsed = parse("550 5.7.26 Authenticate with either SPF or DKIM. DKIM = did not pass");
    let found: Vec<_> = parsed.checks.iter().map(|check| (check.name, check.result)).collect();
    assert_eq!(found, [("dkim", "fail")]);
}

/// PHPMailer begins its lines with the time.
#[test]
fn err_a_time_of_day_is_no_time_to_wait() {
    let delays = |input: &str| {
        facts(&parse(input)).into_iter().filter(|fact| fact.starts_with("delay")).count()
    };
    assert_eq!(delays("451 please try later\n2014-07-09 12:52:22 CLIENT -> SERVER: QUIT"), 0);
    assert_eq!(delays("451 please try later\n12:52:22 QUIT"), 0);
    assert_eq!(delays("451 4.7.1 Greylisted, try again in 00:05:00"), 1);
}
