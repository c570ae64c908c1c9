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
