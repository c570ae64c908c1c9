//! The command line tool, as a shell sees it.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_whybounced"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn a_reply_as_arguments_is_explained_without_colours() {
    let output = run(&["550", "5.1.1", "User unknown"], "");
    assert!(output.status.success());
    assert!(text(&output).contains("There is no such mailbox"), "{}", text(&output));
    assert!(!text(&output).contains('\x1b'), "colours are for terminals only");
}

#[test]
fn lines_fit_into_a_usual_terminal() {
    let output = run(&["550 5.1.1 <ana@example.net>: Recipient address rejected"], "");
    let words = text(&output);
    let longest = words.lines().filter(|line| line.contains(' ')).map(|line| line.chars().count());
    assert!((70..=80).contains(&longest.max().unwrap()), "{words}");
}

#[test]
fn standard_input_is_read() {
    for arguments in [&[][..], &["-"][..]] {
        let output = run(arguments, "452 4.2.2 Mailbox full");
        assert!(output.status.success());
        assert!(text(&output).contains("The mailbox is full"));
    }
}

#[test]
fn json_is_the_explanation_with_javascript_units() {
    let input = "字😀 550 5.1.1 User unknown";
    let json: Value = serde_json::from_str(&text(&run(&["--json", input], ""))).unwrap();
    assert_eq!(json["schema"], 1);
    assert_eq!(json["verdicts"][0]["cause"], "user-unknown");
    assert_eq!(json["tokens"][0]["start"], 4);
}

#[test]
fn files_are_read_each_under_its_name() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (one, two) = (folder.join("one.txt"), folder.join("two.txt"));
    fs::write(&one, "550 5.1.1 User unknown").unwrap();
    fs::write(&two, "452 4.2.2 Mailbox full").unwrap();
    let output = text(&run(&[one.to_str().unwrap(), two.to_str().unwrap()], ""));
    let names: Vec<usize> =
        ["one.txt", "There is no such mailbox", "two.txt", "The mailbox is full"]
            .iter()
            .map(|part| output.find(part).unwrap_or_else(|| panic!("{part} is missing: {output}")))
            .collect();
    assert!(names.is_sorted(), "{names:?}");
}

#[test]
fn ndjson_keeps_order_and_goes_on_after_bad_lines() {
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("three.txt");
    fs::write(&file, "552 5.2.2 Mailbox full").unwrap();
    let lines = format!(
        "{}\nnot json\n{}\n\n{}\n{}\n",
        r#"{"id":1,"input":"550 5.1.1 User unknown"}"#,
        serde_json::json!({ "id": "two", "file": file }),
        r#"{"id":[3],"file":"/no/such/file"}"#,
        r#"{"input":""}"#,
    );
    let output = run(&["--ndjson"], &lines);
    assert!(output.status.success());
    let answers: Vec<Value> =
        text(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), 5);
    assert_eq!(answers[0]["id"], 1);
    assert_eq!(answers[0]["explanation"]["verdicts"][0]["cause"], "user-unknown");
    assert!(answers[1]["error"].is_string() && answers[1].get("explanation").is_none());
    assert_eq!(answers[2]["explanation"]["verdicts"][0]["cause"], "mailbox-full");
    assert_eq!(answers[3]["id"], serde_json::json!([3]));
    assert!(answers[3]["error"].as_str().unwrap().contains("/no/such/file"));
    assert_eq!(answers[4]["explanation"]["outcome"], "unknown");
    assert!(answers[4].get("id").is_none());
}

#[test]
fn bad_usage_ends_with_2() {
    assert_eq!(run(&["--no-such-option"], "").status.code(), Some(2));
    assert_eq!(run(&["--ndjson", "550"], "").status.code(), Some(2));
    assert_eq!(run(&["--help"], "").status.code(), Some(0));
}

#[test]
fn a_reply_cannot_steer_the_terminal() {
    let output = run(&["550 5.1.1 <ana\u{1b}[31m@example.net>: User unknown \u{202e}evil"], "");
    assert!(!text(&output).contains('\u{1b}') && !text(&output).contains('\u{202e}'));
}

/// Two bounces as an mbox file has them.
const MBOX: &str = "From MAILER-DAEMON Tue Mar  3 09:14:07 2026\nFrom: mailer-daemon@out.example.com\nSubject: Undelivered Mail\n\n\
    <olga@example.net>: host mx.example.net[192.0.2.25] said: 550 5.1.1 User unknown\n\n\
    From MAILER-DAEMON Tue Mar  3 09:15:07 2026\nFrom: mailer-daemon@out.example.com\nSubject: Undelivered Mail\n\n\
    <ivo@example.org>: host mx.example.org[198.51.100.9] said: 552 5.2.2 Mailbox full\n";

#[test]
fn an_mbox_file_gives_a_verdict_for_each_mail() {
    let file = std::env::temp_dir().join(format!("whybounced-{}.mbox", std::process::id()));
    fs::write(&file, MBOX).unwrap();
    let output = run(&["--json", file.to_str().unwrap()], "");
    fs::remove_file(&file).unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let recipients: Vec<&str> = answer["verdicts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|verdict| verdict["recipient"].as_str().unwrap())
        .collect();
    assert_eq!(recipients, ["olga@example.net", "ivo@example.org"]);
}

#[test]
fn a_maildir_is_read_file_by_file() {
    let folder = std::env::temp_dir().join(format!("whybounced-maildir-{}", std::process::id()));
    for (name, text) in [("cur/1", "550 5.1.1 User unknown"), ("new/2", "452 4.2.2 Mailbox full")] {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let output = run(&[folder.to_str().unwrap()], "");
    fs::remove_dir_all(&folder).unwrap();
    let text = text(&output);
    let places =
        ["cur/1", "no such mailbox", "new/2", "mailbox is full"].map(|part| text.find(part));
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{text}");
}

#[test]
fn a_file_that_is_not_there_is_no_text() {
    for name in ["no-such-bounce.eml", "./no-such-file", "/no/such/file"] {
        let output = run(&[name], "");
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(output.stdout.is_empty(), "{name}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(name), "{name}");
    }
    let said = run(&["550", "5.1.1", "User", "unknown", "/var/log/mail.log"], "");
    assert!(text(&said).contains("There is no such mailbox"), "{}", text(&said));
}

#[test]
fn an_empty_folder_is_told() {
    let folder = std::env::temp_dir().join(format!("whybounced-empty-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let output = run(&[folder.to_str().unwrap()], "");
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no file"));
}

#[test]
fn alike_bounces_of_a_log_are_printed_once() {
    let line = |at: usize, reply: &str| {
        format!(
            "Mar  3 09:14:07 out1 postfix/smtp[4411]: 4F1Q{at}: to=<user{at}@example.net>, relay=mx1.example.net[192.0.2.25]:25, \
             delay=1.8, delays=0/0/1/0.8, dsn={}, status=bounced (host mx1.example.net[192.0.2.25] said: {reply} (in reply to RCPT TO command))\n",
            &reply[4..9]
        )
    };
    let log: String = (0..40)
        .map(|at| line(1000 + at, ["550 5.1.1 User unknown", "552 5.2.2 Mailbox full"][at % 2]))
        .collect();
    let output = text(&run(&[], &log));
    assert_eq!(output.matches("There is no such mailbox").count(), 1, "{output}");
    assert_eq!(output.matches("and 19 more: ").count(), 2, "{output}");
    for at in 1000..1040 {
        assert!(output.contains(&format!("user{at}@example.net")), "{at}: {output}");
    }
}
