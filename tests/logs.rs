//! Traps of log lines and of transcripts, and what hostile ones must not do.

use std::time::{Duration, Instant};

use whybounced::extract::Parsed;
use whybounced::{explain, parse};

const LINE: &str = "Mar  3 09:14:07 out1 postfix/smtp[4411]: 4F1Qkz0mTbz9sW: to=<olga@example.net>, \
    relay=mx1.example.net[192.0.2.25]:25, delay=1.8, delays=0.05/0.01/0.9/0.84, dsn=5.1.1, \
    status=bounced (host mx1.example.net[192.0.2.25] said: 550 5.1.1 <olga@example.net>: \
    User unknown (in reply to RCPT TO command))";

fn json(text: &str) -> serde_json::Value {
    serde_json::to_value(parse(text)).unwrap()
}

fn recipients(parsed: &Parsed) -> Vec<&str> {
    parsed.deliveries.iter().filter_map(|delivery| delivery.recipient.as_deref()).collect()
}

fn causes(text: &str) -> Vec<&'static str> {
    explain(text).verdicts.iter().map(|verdict| verdict.cause.as_str()).collect()
}

#[test]
fn ok_the_prefix_of_syslog_makes_no_difference() {
    let (_, bare) = LINE.split_once("]: ").unwrap();
    let iso = format!("2026-03-03T09:14:07Z out1 postfix/smtp[1]: {bare}");
    for text in [LINE, bare, &iso] {
        let parsed = json(text);
        let delivery = &parsed["deliveries"][0];
        assert_eq!((&parsed["form"], &parsed["source"]), (&"log".into(), &"postfix".into()));
        assert_eq!(delivery["recipient"], "olga@example.net");
        assert_eq!(delivery["remote"]["host"], "mx1.example.net");
        assert_eq!(parsed["message"]["queueId"], "4F1Qkz0mTbz9sW");
        assert_eq!(causes(text), ["user-unknown"]);
    }
}

/// As journald and Docker print it.
#[test]
fn ok_a_line_within_json_is_a_line() {
    let line = "4F1Qm20c3Qz9sX: to=<ivo@example.org>, relay=none, delay=30, dsn=4.4.1, \
        status=deferred (connect to mx.example.net[192.0.2.1]:25: Connection timed out)";
    for field in ["MESSAGE", "log", "message"] {
        let object = serde_json::json!({ field: format!("{line}\n"), "PRIORITY": "6" }).to_string();
        let told = explain(object.as_str());
        assert_eq!((told.form.as_str(), told.outcome.as_str()), ("log", "delayed"), "{field}");
        assert_eq!(told.verdicts[0].recipient.as_deref(), Some("ivo@example.org"));
        assert_eq!(told.verdicts[0].action.as_str(), "wait");
    }
    let other = serde_json::json!({ "MESSAGE": "connect from mail.example.com[192.0.2.7]" });
    assert_eq!(explain(other.to_string().as_str()).form.as_str(), "unknown");
}

#[test]
fn ok_a_delivery_as_exim_shows_it() {
    let shown = "  277   == ana@example.net R=dnslookup defer (-1): host lookup did not complete";
    assert_eq!(recipients(&parse(shown)), ["ana@example.net"]);
    assert_eq!(causes(shown), ["dns-failure"]);
}

#[test]
fn ok_a_failed_connection_names_the_server() {
    let line = "4F1Qm20c3Qz9sX: to=<ivo@example.org>, relay=none, delay=30, dsn=4.4.1, \
        status=deferred (connect to mx.example.net[192.0.2.1]:25: Connection timed out)";
    let remote = &json(line)["deliveries"][0]["remote"];
    assert_eq!((&remote["host"], &remote["ip"]), (&"mx.example.net".into(), &"192.0.2.1".into()));
}

#[test]
fn ok_the_fields_behind_a_refusal_are_no_words_of_it() {
    let line = "NOQUEUE: reject: RCPT from mail.example.com[203.0.113.7]: 450 4.7.1 \
        <x@example.net>: Service unavailable; from=<user-unknown@example.com> \
        to=<mailbox-full@example.net> proto=ESMTP helo=<greylisted.example.com>";
    let parsed = parse(line);
    let reply = &parsed.replies[0];
    assert!(!reply.text.contains("proto="), "{}", reply.text);
    assert_eq!(recipients(&parsed), ["mailbox-full@example.net"]);
    assert_eq!(parsed.message.from.as_deref(), Some("user-unknown@example.com"));
}

#[test]
fn ok_addresses_may_hold_the_marks_of_the_line() {
    let line = "4F1Qm20c3Qz9sX: to=<\"a> b, status=x\"@example.org>, relay=none, delay=30, \
        dsn=5.1.1, status=bounced (unknown user)";
    let parsed = parse(line);
    assert_eq!(parsed.deliveries.len(), 1);
}

#[test]
fn ok_other_lines_are_skipped() {
    let text =
        format!("Mar  3 09:14:01 out1 kernel: 550 things\n{LINE}\nMar  3 out1 cron[1]: 5.1.1");
    assert_eq!(parse(text.as_str()).deliveries.len(), 1);
}

#[test]
fn err_what_only_looks_like_a_log() {
    for text in [
        "The status=bounced flag is set by a relay= setting",
        "Please ring me: to=you, at 5",
        "Hello ** world => done == so",
        "1 delivery 7: failure to communicate",
    ] {
        assert_ne!(json(text)["form"], "log", "{text}");
    }
}

#[test]
fn err_a_long_log_is_cut_with_a_warning_in_time() {
    let text = format!("{LINE}\n").repeat(30_000);
    let begun = Instant::now();
    let parsed = json(&text);
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert_eq!(parsed["deliveries"].as_array().map(Vec::len), Some(2_000));
    assert!(parsed["warnings"].as_array().unwrap().iter().any(|w| w["kind"] == "cut"));
}

#[test]
fn err_damaged_lines_do_no_harm() {
    for line in fs_cases() {
        for (at, _) in line.char_indices().step_by(3) {
            for text in [&line[..at], &line[at..]] {
                explain(text);
                explain(format!("{text}\u{0}é\u{202e}{line}").as_str());
            }
        }
    }
}

fn fs_cases() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/log");
    let files = std::fs::read_dir(folder).unwrap();
    let texts = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    texts.flat_map(|text| text.lines().take(2).map(str::to_owned).collect::<Vec<_>>()).collect()
}

const DIALOGUE: &str = "S: 220 mx.example.net ESMTP\nC: EHLO client.example.com\n\
    S: 250-mx.example.net\nS: 250 AUTH LOGIN\n";

#[test]
fn ok_what_the_client_answers_to_auth_is_secret() {
    let text = format!(
        "{DIALOGUE}C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: ann@example.com\n\
         S: 334 UGFzc3dvcmQ6\nC: QUIT\nS: 535 5.7.8 Authentication failed\nC: QUIT\nS: 221 Bye"
    );
    let parsed = parse(text.as_str());
    assert!(parsed.tokens.iter().all(|token| token.value != "ann@example.com"));
    let quits = parsed.tokens.iter().filter(|token| token.value == "quit").count();
    assert_eq!((quits, causes(&text)), (1, vec!["smtp-auth-failed"]));
}

#[test]
fn ok_recipients_behind_a_refused_sender_get_its_reply() {
    let text = format!(
        "{DIALOGUE}C: MAIL FROM:<ann@example.com>\nS: 550 5.7.1 Sender address rejected\n\
         C: RCPT TO:<olga@example.net>\nS: 503 5.5.1 Need MAIL command\nC: QUIT\nS: 221 Bye"
    );
    let parsed = parse(text.as_str());
    let reply = &parsed.replies[parsed.deliveries[0].reply.unwrap()];
    assert_eq!(recipients(&parsed), ["olga@example.net"]);
    assert_eq!(reply.code.map(|code| code.to_string()).as_deref(), Some("550"));
}

#[test]
fn ok_a_session_without_failure_is_accepted() {
    let text = format!("{DIALOGUE}C: STARTTLS\nS: 220 2.0.0 Ready\nC: QUIT\nS: 221 2.0.0 Bye");
    assert_eq!(explain(text.as_str()).outcome.as_str(), "accepted");
    assert_eq!(json(&text)["form"], "session");
}

#[test]
fn err_a_client_that_never_stops() {
    let text = format!("{DIALOGUE}{}", "C: RCPT TO:<a@example.net>\nS: 550 no\n".repeat(5_000));
    let parsed = parse(text.as_str());
    assert_eq!(parsed.deliveries.len(), 1_000);
    assert_eq!(parsed.warnings.iter().filter(|w| w.kind.as_str() == "cut").count(), 1);
}

#[test]
fn ok_momentum() {
    let ids = "@10/00-25593-393A87F3@00/00-03736-F4101B54@00/00-04532-A3456B54@";
    let lines = [
        format!("1064870847{ids}P@example.net@31@a@b@5@1@3.89@192.0.2.1@552 No such account"),
        format!("1064869327{ids}T@example.net@0@a@b@15@0@18.53@192.0.2.1@421 try again later"),
        format!("1064871280{ids}D@example.net@266@a@b@0@0.393@192.0.2.1"),
        format!("1064868656{ids}R@ana@example.net@me@example.com@192.0.2.7@201@esmtp@a@b"),
        format!(
            "1064868656{ids}B@ana@example.net@me@example.com@a@b@21@24@1223@192.0.2.1@554 5.4.7 \
             [internal] exceeded max time without delivery"
        ),
        "1251470342@@@@M".to_owned(),
    ];
    let told = explain(lines.join("\n").as_str());
    let causes: Vec<_> = told.verdicts.iter().map(|verdict| verdict.cause.as_str()).collect();
    assert_eq!(causes.len(), 4);
    assert_eq!((causes[0], causes[2], causes[3]), ("user-unknown", "accepted", "delivery-expired"));
    assert_eq!(told.verdicts[1].action.as_str(), "wait");
    assert_eq!(told.verdicts[3].recipient.as_deref(), Some("ana@example.net"));
}

/// PowerMTA writes only those columns that it is told to.
#[test]
fn ok_a_short_accounting_file() {
    let file = "type,timeLogged,orig,rcpt,bounceCat\nd,1178807903,a@example.com,ana@example.net,\n\
        b,1178807915,a@example.com,ivo@example.net,policy-related";
    let told = explain(file);
    assert_eq!(told.outcome.as_str(), "partial");
    assert_eq!(told.verdicts[1].recipient.as_deref(), Some("ivo@example.net"));
    assert_eq!(causes(file), ["accepted", "policy-rejected"]);
}
