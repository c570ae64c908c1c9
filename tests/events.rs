//! What an answer may conclude from an event of a service or from an error of a program.

use whybounced::explain;
use whybounced::explanation::Verdict;
use whybounced::vocabulary::{Action, Audience, Outcome, Permanence};

fn verdict(input: &str) -> Verdict {
    explain(input).verdicts.swap_remove(0)
}

#[test]
fn err_what_a_service_calls_soft_suppresses_only_on_a_servers_word() {
    let event = |reason: &str| {
        format!(
            r#"{{"event":"soft_bounce","email":"ana@example.net","ts_epoch":1,"reason":"{reason}"}}"#
        )
    };
    let unsure = verdict(&event("Unable to find MX of domain example.net"));
    assert_eq!((unsure.permanence, unsure.action), (Permanence::Temporary, Action::Review));
    let certain = verdict(&event("550 5.1.1 User unknown"));
    assert_eq!((certain.permanence, certain.action), (Permanence::Permanent, Action::Suppress));
}

/// A sending service tells of a block that another server has, and a program takes no mail.
#[test]
fn ok_only_who_takes_the_mail_is_called_the_receiver() {
    let steps = |input: &str| {
        let verdict = verdict(input);
        let texts = verdict.steps.iter().map(|step| step.text.as_ref()).collect::<Vec<_>>();
        texts.join(" ")
    };
    let told = r#"{"event":"hard_bounce","email":"ana@example.net","ts_epoch":1,"reason":"550 5.7.1 IP 192.0.2.9 blocked"}"#;
    assert!(steps(told).contains("the receiving provider blocks 192.0.2.9"), "{}", steps(told));
    let program = steps("421 4.7.0 Connection rate limit exceeded");
    assert!(program.contains("connections to the receiving provider"), "{program}");
    let gmail =
        steps("421-4.7.0 [192.0.2.9] Too many connections. https://support.google.com - gsmtp");
    assert!(gmail.contains("Gmail") || gmail.contains("Google"), "{gmail}");
}

#[test]
fn ok_json_that_was_wrapped_in_its_strings_is_read() {
    let event = r#"{"notificationType":"Bounce","mail":{"subject":"A long\n subject"},"bounce":
        {"bouncedRecipients":[{"emailAddress":"ana@example.net","diagnosticCode":"smtp; 550 5.1.1
        user unknown"}]}}"#;
    for ends in ["\n", "\r\n"] {
        let explanation = explain(&event.replace('\n', ends));
        let verdict = &explanation.verdicts[0];
        assert_eq!(verdict.recipient.as_deref(), Some("ana@example.net"));
        assert_eq!(verdict.cause.as_str(), "user-unknown");
        assert_eq!(explanation.source, Some("ses"));
    }
}

/// Amazon reports a bounce, even a transient one, when it has stopped trying; before, it reports a delay.
#[test]
fn ok_a_service_that_reports_a_bounce_has_stopped_trying() {
    let event = |kind: &str, part: &str, code: &str| {
        format!(
            r#"{{"notificationType":"{kind}","mail":{{}},"{part}":{{"bounceType":"Transient","{}":[
            {{"emailAddress":"ana@example.net","diagnosticCode":"smtp; {code}"}}]}}}}"#,
            if kind == "Bounce" { "bouncedRecipients" } else { "delayedRecipients" }
        )
    };
    let bounce = verdict(&event("Bounce", "bounce", "452 4.2.2 Mailbox full"));
    assert_eq!((bounce.action, bounce.wording.outcome), (Action::Retry, "Not delivered"));
    assert!(bounce.wording.resend.contains("stopped trying"), "{}", bounce.wording.resend);
    let gone = verdict(&event("Bounce", "bounce", "450 4.1.1 User unknown"));
    assert_eq!(gone.action, Action::Review);
    let delay = verdict(&event("DeliveryDelay", "deliveryDelay", "452 4.2.2 Mailbox full"));
    assert_eq!(delay.action, Action::Wait);
}

/// A program that could not hand the message in still has it: no server tries again.
#[test]
fn ok_nobody_waits_for_servers_where_a_program_failed() {
    for error in [
        r#"{"code":"ESOCKET","command":"CONN","message":"connect ECONNREFUSED 127.0.0.1:587"}"#,
        "Mailer Error: SMTP connect() failed.",
        r#"Expected response code "354" but got code "250", with message "250 2.1.5 Ok"."#,
        "javax.mail.MessagingException: Could not connect to SMTP host: smtp.example.com, port: 465",
        "smtplib.SMTPRecipientsRefused: {'ana@example.net': (450, b'4.2.0 Greylisted')}",
    ] {
        let verdict = verdict(error);
        assert_eq!(verdict.action, Action::Retry, "{error}");
        assert!(verdict.wording.resend.contains("program"), "{}", verdict.wording.resend);
        let person = verdict.steps.iter().find(|step| step.audience == Audience::Person);
        assert!(person.is_some_and(|step| !step.text.starts_with("Wait")), "{error}");
    }
    let served = verdict("450 4.2.0 <ana@example.net>: Greylisted");
    assert!(served.wording.resend.contains("by themselves"), "{}", served.wording.resend);
}

/// What a person writes on leaving a list is no reply of a server, and leaving is no failure.
#[test]
fn ok_who_leaves_a_list_is_not_written_to_again() {
    let known = r#"{"type":"activity.unsubscribed","data":{"email":{"recipient":{"email":"ana@example.net"}},"morph":{"readable_reason":"I get too many emails"}}}"#;
    let unseen = r#"{"event":"unsubscribed","email":"ana@example.net","list_id":3}"#;
    for event in [known, unseen] {
        let verdict = verdict(event);
        assert_eq!((verdict.cause.as_str(), verdict.basis.as_str()), ("suppressed", "report"));
        assert_eq!((verdict.action.as_str(), verdict.permanence.as_str()), ("suppress", "success"));
        assert_eq!(verdict.title, "The recipient does not want mail from you any more");
        let mailer = verdict.steps.iter().find(|step| step.audience.as_str() == "mailer").unwrap();
        assert!(mailer.text.starts_with("Stop sending to ana@example.net"), "{}", mailer.text);
    }
}

/// Programs leave channels and topics, too.
#[test]
fn err_an_unsubscription_without_an_address_is_nobodys() {
    for event in
        [r#"{"event":"unsubscribe","topic":"news"}"#, r#"{"action":"unsubscribed","channel":3}"#]
    {
        assert_eq!(verdict(event).cause.as_str(), "unknown", "{event}");
    }
}

/// A mailer that asks about every event must not be sent to look at each opened message.
#[test]
fn ok_what_is_no_failure_asks_nothing_of_anybody() {
    let opened =
        r#"{"event":"open","email":"ana@example.net","sg_event_id":"x","sg_message_id":"y"}"#;
    let of_a_new_service = r#"{"event_type":"email.opened","recipient":"ana@example.net"}"#;
    let newsletter =
        "From: news@example.com\nTo: ana@example.net\nSubject: News\n\nGood morning.\n";
    for input in [opened, of_a_new_service, newsletter] {
        let verdict = verdict(input);
        assert_eq!(
            (verdict.action.as_str(), verdict.actor.as_str()),
            ("none", "nobody"),
            "{input}"
        );
        assert_eq!(verdict.title, "This is not a bounce", "{input}");
    }
}

/// Logs of programs are JSON, too; that they speak of a mailer's fault is told by their fields.
#[test]
fn ok_a_fault_of_a_mailer_in_a_log_of_json() {
    for (log, cause) in [
        (
            r#"{"level":3,"message":{"Exception":"Swift_TransportException","Message":"Connection could not be established with host mx.example.net"}}"#,
            "connection-failed",
        ),
        (
            r#"{"level":"error","msg":"SendMail: Failed to close connection to SMTP server, 553 Relaying disallowed as ann@example.com"}"#,
            "sender-not-permitted",
        ),
        (
            r#"{"ErrorCode"=>406, "Message"=>"Inactive recipients are ones that have generated a hard bounce."}"#,
            "suppressed",
        ),
        (
            r#"{"errors":[{"message":"Error sending email!","context":"Reason: Invalid login: 535 Authentication failed.","type":"EmailError","code":"EAUTH"}]}"#,
            "smtp-auth-failed",
        ),
        (
            r#"{"errorMessage":"MessageRejected: Email address is not verified."}"#,
            "sender-not-permitted",
        ),
        (r#"{"level":"error","msg":"Connection refused","path":"/api/v4/jobs"}"#, "unknown"),
        (r#"{"level":"info","msg":"SMTP server: connection failed over"}"#, "unknown"),
    ] {
        assert_eq!(verdict(log).cause.as_str(), cause, "{log}");
    }
}

/// Postmark answers in the same fields when it takes a message over.
#[test]
fn ok_postmark_took_the_message_over() {
    let taken = r#"{"To":"ana@example.net","SubmittedAt":"2026-03-03T09:14:07Z","MessageID":"0a12","ErrorCode":0,"Message":"OK"}"#;
    assert_eq!(explain(taken).outcome, Outcome::Accepted);
    assert_eq!(verdict(taken).recipient.as_deref(), Some("ana@example.net"));
    let part = r#"{"To":"ana@example.net,bob@example.com","SubmittedAt":"2026-03-03T09:14:07Z","ErrorCode":0,"Message":"Message OK, but will not deliver to these inactive addresses: bob@example.com"}"#;
    assert_eq!(explain(part).outcome, Outcome::Accepted);
    assert_eq!(verdict(part).recipient, None);
}

/// Services post events as web forms, too.
#[test]
fn ok_an_event_in_a_web_form_is_an_event() {
    let form = "event=bounce&rcpt=ana%40example.net&sender=me%40example.com&\
        message=550+5.1.1+User+unknown&bounce=hard";
    let told = explain(form);
    assert_eq!((told.form.as_str(), told.outcome.as_str()), ("webhook", "failed"));
    assert_eq!(told.verdicts[0].recipient.as_deref(), Some("ana@example.net"));
    assert_eq!(told.verdicts[0].cause.as_str(), "user-unknown");
    let elastic = "transaction=1&to=ana%40example.net&status=Error&channel=app&category=NoMailbox";
    assert_eq!(verdict(elastic).cause.as_str(), "user-unknown");
    let within = "mandrill_events=%5B%7B%22event%22%3A%22hard_bounce%22%2C%22msg%22%3A%7B%22email%22%3A%22ana%40example.net%22%2C%22diag%22%3A%22smtp%3B550+5.1.1+User+unknown%22%7D%2C%22ts%22%3A1%7D%5D";
    assert_eq!(explain(within).verdicts[0].recipient.as_deref(), Some("ana@example.net"));
    for other in ["a=1&b=2&c=3", "email=ana%40example.net&page=2", "q=a&to=ana%40example.net&x=1%"]
    {
        assert_ne!(explain(other).outcome.as_str(), "failed", "{other}");
    }
}

#[test]
fn ok_what_an_unseen_service_calls_its_fields() {
    for (event, cause) in [
        (r#"{"event_type":"scomp","email":"ana@example.net","listid":"t1"}"#, "complaint"),
        (r#"{"code":550,"type":"no_such_recipient","date":"2026-08-14"}"#, "user-unknown"),
        (
            r#"{"type":"email_mailbox_not_found","email_from":"me@example.com","email_to":"ana@example.net"}"#,
            "user-unknown",
        ),
        (
            r#"{"bounce_code":"452","bounce_extended_code":"4.2.2","bounce_reason":"mailbox full","contact_email":"ana@example.net"}"#,
            "mailbox-full",
        ),
    ] {
        assert_eq!(verdict(event).cause.as_str(), cause, "{event}");
    }
    let counted =
        r#"{"Bounces":[{"Type":"HardBounce","Count":195},{"Type":"Transient","Count":1}]}"#;
    assert_eq!(explain(counted).outcome.as_str(), "unknown");
}

/// A program talks to its own server. What that one refuses, the recipient's provider has not said.
#[test]
fn ok_whose_server_refused_a_program() {
    for input in [
        "SMTP Error: The following recipients failed: olga@gmail.com: Relaying denied",
        "smtplib.SMTPRecipientsRefused: {'olga@gmail.com': (550, b'relay access denied')}",
        "2025-04-05 17:38:02 CLIENT -> SERVER: RCPT TO:<olga@gmail.com>\n\
         2025-04-05 17:38:02 SERVER -> CLIENT: 550 Relaying denied",
    ] {
        let verdict = verdict(input);
        assert_eq!(verdict.cause.as_str(), "relay-denied", "{input}");
        assert!(verdict.provider.is_none_or(|provider| provider.id != "google"), "{input}");
    }
    let google = "SMTPRecipientsRefused: {'olga@example.net': (550, b'5.1.1 The email account that \
        you tried to reach does not exist. - gsmtp')}";
    assert_eq!(verdict(google).provider.map(|provider| provider.id), Some("google"));
    // Nobody has the message, so nobody has stopped trying.
    let again = verdict(
        "SMTP ERROR: RCPT TO command failed: 451 Temporary local problem - please try later\n\
         SMTP Error: The following recipients failed: olga@example.net",
    );
    let text = again.steps.iter().map(|step| step.text.as_ref()).collect::<Vec<_>>().join(" ");
    assert!(!text.contains("has stopped trying"), "{text}");
}

#[test]
fn ok_phpmailer_lists_recipients_in_a_line() {
    let told = explain("SMTP Error: The following recipients failed: a@example.net, b@example.net");
    let recipients: Vec<_> = told.verdicts.iter().filter_map(|v| v.recipient.as_deref()).collect();
    assert_eq!(recipients, ["a@example.net", "b@example.net"]);
}

#[test]
fn ok_what_programs_print_around_the_words_hides_nothing() {
    let long =
        format!("MessageRejected: Email address is not verified.\n{}", "at x.js:1\n".repeat(90));
    for (input, cause) in [
        ("SMTP 5xx error: permanent error (535)", "smtp-auth-failed"),
        (long.as_str(), "sender-not-permitted"),
        (
            "MAIL FROM command failed Detail: Sender address rejected: not owned by auth user. \
             SMTP code: 553 Additional SMTP info: 5.7.1",
            "sender-not-permitted",
        ),
        (
            r#"{"code":423,"message":"SMTP Error: data not accepted.","fallback_response":{"code":423,
            "message":"Sender address rejected: not owned by auth user. SMTP code: 553"}}"#,
            "sender-not-permitted",
        ),
        (
            r#"{"message":"{\"error\":{\"code\":401,\"errors\":[{\"message\":\"Invalid Credentials\"}]}}"}"#,
            "smtp-auth-failed",
        ),
    ] {
        assert_eq!(verdict(input).cause.as_str(), cause, "{input}");
    }
}

/// Programs wrap the error of their mailer in one of their own.
#[test]
fn err_the_error_within_an_error_has_the_reply() {
    let wrapped = |cause: &str| {
        verdict(&format!(r#"{{"name":"Error","message":"The newsletter failed","cause":{cause}}}"#))
    };
    let refused = wrapped(
        r#"{"name":"Error","message":"Can't send mail - all recipients were rejected","code":"EENVELOPE","response":"550 5.1.1 User unknown","responseCode":550,"command":"RCPT TO","rejected":["ana@example.net"]}"#,
    );
    assert_eq!((refused.cause.as_str(), refused.action), ("user-unknown", Action::Suppress));
    assert_eq!(refused.recipient.as_deref(), Some("ana@example.net"));
    let said = wrapped(r#"{"name":"Error","message":"452 4.2.2 Mailbox full"}"#);
    assert_eq!(said.cause.as_str(), "mailbox-full");
    let missing = wrapped(
        r#"{"name":"Error","message":"getaddrinfo ENOTFOUND mail.example.com","code":"ENOTFOUND","syscall":"getaddrinfo"}"#,
    );
    assert_eq!(missing.cause.as_str(), "dns-failure");
    // What the outer one has itself is not lost.
    let own = verdict(
        r#"{"name":"Error","message":"refused","responseCode":552,"response":"552 5.2.2 Mailbox full","cause":{"message":"socket hang up"}}"#,
    );
    assert_eq!(own.cause.as_str(), "mailbox-full");
}
