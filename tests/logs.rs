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
fn ok_lines_of_zonemta() {
    let line = "zone-mta[1]: info Sender/default/12[3] 19001ba5.001 DEFERRED[dns] \
        from=bounce@example.com[bounce@example.com] to=ivo@example.org mx=mx.example.org[192.0.2.1] \
        id=<1@example.com> (450 4.2.0 Greylisted)";
    let told = explain(line);
    assert_eq!((told.form.as_str(), told.outcome.as_str()), ("log", "delayed"));
    assert_eq!(told.verdicts[0].recipient.as_deref(), Some("ivo@example.org"));
    assert_eq!(causes(line), ["greylisted"]);
    assert_eq!(explain(&*line.replace("DEFERRED[dns]", "ACCEPTED")).outcome.as_str(), "accepted");
    assert_eq!(causes("info Sender/a from=a@example.com to=b@example.org")[0], "unknown");
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

#[test]
fn ok_filters() {
    let told = |line: &str| -> Vec<(Option<String>, &'static str, &'static str)> {
        let verdicts = explain(line).verdicts.into_iter();
        verdicts.map(|v| (v.recipient, v.cause.as_str(), v.action.as_str())).collect()
    };
    let ana = Some("ana@example.net".to_owned());
    let amavis = |words: &str| {
        format!(
            "Feb 10 01:27:49 mx amavis[27]: (27-06) {words}, [192.0.2.7]:25 [192.0.2.7] \
             <ann@example.com> -> <ana@example.net>, quarantine: 3/x, Queue-ID: 4F1Q, Hits: -, 284 ms"
        )
    };
    assert_eq!(told(&amavis("Blocked INFECTED (Eicar)")), [(ana.clone(), "malware", "fix")]);
    assert_eq!(told(&amavis("Blocked SPAM {Rejected}")), [(ana.clone(), "spam-content", "fix")]);
    assert_eq!(told(&amavis("Passed CLEAN {Relayed}")), [(ana.clone(), "accepted", "none")]);
    let rspamd = |letter: &str, action: &str| {
        format!(
            "#62(rspamd_proxy) <88>; proxy; rspamd_task_write_log: id: <1@example.com>, qid: <4F1Q>, \
             ip: 192.0.2.7, from: <ann@example.com>, (default: {letter} ({action}): [9.1/15.00] \
             [RBL_SPAMHAUS_XBL(4.00){{192.0.2.7:from;}},MIME_BAD_ATTACHMENT(4.00){{pdf;}}]), len: 21, \
             rcpts: <ana@example.net>"
        )
    };
    assert_eq!(told(&rspamd("T", "reject")), [(ana.clone(), "spam-content", "fix")]);
    assert_eq!(told(&rspamd("F", "soft reject")), [(ana.clone(), "delayed", "wait")]);
    assert_eq!(told(&rspamd("F", "no action")), [(ana, "accepted", "none")]);
}

#[test]
fn ok_dragonfly() {
    let log = "May  8 06:53:22 mx dma[837e45.1e13660]: <ana@example.net> trying delivery\n\
        May  8 06:53:23 mx dma[837e45.1e13660]: remote delivery to mx.example.net [192.0.2.4] failed \
        after RCPT TO: 550 5.1.1 <ana@example.net>... No such user here\n";
    assert_eq!(causes(log), ["user-unknown"]);
    assert_eq!(recipients(&parse(log)), ["ana@example.net"]);
    assert_eq!(json(log)["deliveries"][0]["remote"]["host"], "mx.example.net");
    // A machine without a network asks the DNS in vain: that is no reason to drop an address.
    let offline = "dma[1fc69.12255c0][72]: remote delivery failed: DNS lookup failure: host \
        mx.example.net not found";
    assert_ne!(explain(offline).verdicts[0].action.as_str(), "suppress");
    let sent = "dma[]: smarthost authentication: AUTH cram-md5 not available: 535 5.7.8 Error: \
        authentication failed\ndma[]: delivery successful\n";
    assert_eq!(causes(sent), ["accepted"]);
}

#[test]
fn ok_words_without_quotation_marks_reach_to_the_end() {
    let line = "relay: PermFail for 6430369adcce4408: session=78, from=<ann@example.com>, \
        to=<ana@example.net>, rcpt=<->, relay=192.0.2.1 (mx.example.net), delay=0s, stat=550 Invalid \
        recipient";
    assert_eq!(parse(line).replies[0].text, "Invalid recipient");
    let later = "2026-01-17T16:59:15Z INFO Message rescheduled for delivery (queue.rescheduled) \
        queueId = 2198, from = \"\", to = [\"<ana@example.net>\"], size = 3224";
    assert_eq!(causes(later), ["delayed"]);
    assert_eq!(recipients(&parse(later)), ["ana@example.net"]);
}

#[test]
fn ok_marks_of_debugging_output_and_of_batches() {
    let mta = "mta: 0xea6710: MTA_BANNER -> MTA_BANNER\n\
        mta: 0xea6710: <<< 554-mx.example.net ESMTP Service not available\n\
        mta: 0xea6710: <<< 554 Bad DNS PTR resource record.\nmta: 0xea6710: >>> EHLO mx.example.com\n\
        smtp-out: Error on session c3ad904c53f19f93: Connection closed unexpectedly\n";
    assert_eq!(causes(mta), ["reverse-dns"]);
    let batch = "From: Network Mailer <MAILER@vm1.example.edu>\nSubject: mail delivery error\n\n\
        Batch SMTP transaction log follows:\n\n220 vm1.example.edu MAILER BSMTP service ready.\n\
        050 HELO EXAMPLE\n250 vm1.example.edu Hello\n050 MAIL FROM:<ann@example.com>\n250 sender OK.\n\
        050 RCPT TO:<ana@example.net>\n550 Mailbox 'ANA' unknown at this host.\n050 QUIT\n221 done.\n";
    assert_eq!(causes(batch), ["user-unknown"]);
    assert_eq!(recipients(&parse(batch)), ["ana@example.net"]);
}

/// As people copy them from what a service exports, whichever columns it has.
#[test]
fn ok_rows_of_a_table_belong_to_its_columns() {
    let told = |table: &str| -> Vec<String> {
        let explanation = explain(table);
        assert_eq!(explanation.form.as_str(), "log", "{table}");
        let row = |verdict: &whybounced::explanation::Verdict| {
            let code = verdict.reply.as_ref().and_then(|reply| reply.code);
            let code = code.map_or(0, whybounced::ReplyCode::number);
            format!("{} {code} {}", verdict.recipient.as_deref().unwrap_or("-"), verdict.cause)
        };
        explanation.verdicts.iter().map(row).collect()
    };
    let sendgrid = "status,reason,email,created\n\
        5.1.1,\"550 5.1.1 No such user, sorry\",ana@example.net,1700000000\n\
        5.0.0,\"550 5.7.1 Service unavailable; [192.0.2.7] blocked using zen.spamhaus.org\",bob@example.org,1700000011";
    assert_eq!(
        told(sendgrid),
        ["ana@example.net 550 user-unknown", "bob@example.org 550 ip-blocklisted"]
    );
    let salesforce = "ClientID,EmailAddress,EventDate,EventType,BounceCategory,SMTPCode,BounceReason\n\
        1,ana@example.net,1/2/2024 9:00:00 AM,Bounce,Hard bounce,550,5.1.1 user unknown";
    assert_eq!(told(salesforce), ["ana@example.net 550 user-unknown"]);
    let google = "Message ID;Sender;Recipient address;Event status;Event SMTP reply code;Event description\n\
        <a@example.com>;ann@example.com;ana@example.net;Bounced;552;Mailbox full\n\
        <b@example.com>;ann@example.com;bob@example.net;Delivered;250;OK";
    assert_eq!(told(google), ["ana@example.net 552 mailbox-full", "bob@example.net 0 accepted"]);
    let cpanel = "Event\tFrom Address\tSent Time\tRecipient\tResult\n\
        error\tann@example.com\tMar 1, 2024\tana@example.net\tSMTP error: 550 5.1.1 User unknown";
    assert_eq!(told(cpanel), ["ana@example.net 550 user-unknown"]);
    let trace = "origin_timestamp,sender_address,recipient_status,original_client_ip\n\
        2024-02-28T17:27:29Z,ann@example.com,\"ana@example.net##Receive, Fail;bob@example.net##Receive, Deliver\",192.0.2.9";
    assert_eq!(told(trace), ["ana@example.net 0 unknown"]);
}

/// Exchange's shell prints fields that a mail has, too.
#[test]
fn ok_what_exchange_prints_of_a_message_is_no_mail() {
    let trace = "Received         : 3/1/2024 10:00:00 AM\nSenderAddress    : ann@example.com\n\
        RecipientAddress : ana@example.net\nSubject          : Order\nStatus           : Failed\n\
        Detail           : Reason: [{LED=550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not \
        found by SMTP address lookup};{MSG=};{FQDN=};{IP=};{LRT=}]";
    assert_eq!(causes(trace), ["user-unknown"]);
    assert_eq!(recipients(&parse(trace)), ["ana@example.net"]);
}
