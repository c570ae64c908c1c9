//! Every mistake that the compiler must refuse is refused, with file and line.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

const CAUSE: &str = r#"
title = "No such mailbox"
summary = "The server knows no such mailbox."
permanence = "permanent"
scope = "address"
actor = "sender"
action = "suppress"
reviewed = 2026-11-24
[[step]]
for = "person"
text = "Check the address."
[[step]]
for = "admin"
text = "Check the address."
[[step]]
for = "mailer"
text = "Stop sending to {recipient}."
[[source]]
title = "RFC 3463 §3.2"
url = "https://www.rfc-editor.org/rfc/rfc3463#section-3.2"
"#;

const ENTRY: &str = r#"cause = "user-unknown"
reviewed = 2026-11-24
[match]
phrases = ["no such user * here"]
[[source]]
title = "seen in real replies"
[[example]]
text = "550 No such user <ana@example.net> here"
[[not]]
text = "550 Relay denied"
because = "nothing is said of the user"
"#;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// The problems of one changed entry, as text.
fn problems(entry: &str) -> Vec<String> {
    let folder =
        folder(&[("causes/recipient/user-unknown.toml", CAUSE), ("entries/x/y.toml", entry)]);
    tell(folder.path())
}

fn tell(folder: &Path) -> Vec<String> {
    let problems = whybounced_data::read(folder).err().unwrap_or_default();
    problems.iter().map(|problem| problem.to_string()).collect()
}

/// Replaces `from` in the entry and expects exactly one problem in the line of the change.
#[track_caller]
fn refused(from: &str, to: &str, line: usize, message: &str) {
    assert!(ENTRY.contains(from), "{from}");
    let found = problems(&ENTRY.replace(from, to));
    let place = format!("y.toml:{line}: ");
    assert!(
        found.len() == 1 && found[0].contains(&place) && found[0].contains(message),
        "{found:#?}"
    );
}

#[test]
fn a_good_entry_is_taken() {
    assert_eq!(problems(ENTRY), [""; 0]);
}

#[test]
fn unknown_words_are_refused() {
    refused("user-unknown", "user-unknwon", 1, "there is no cause `user-unknwon`");
    refused("reviewed", "reveiwed", 2, "unknown field `reveiwed`");
    refused("[match]\n", "provider = \"nobody\"\n[match]\n", 3, "there is no provider `nobody`");
    refused("[match]\n", "action = \"delete\"\n[match]\n", 3, "unknown action `delete`");
    refused("[match]\n", "topics = [\"x\"]\n[match]\n", 3, "there is no topic `x`");
}

#[test]
fn waiting_without_a_mark_is_refused() {
    let step = |waits| {
        format!("[[step]]\nfor = \"person\"\ntext = \"It is tried again.\"\n{waits}[[source]]")
    };
    refused("[[source]]", &step(""), 7, "`waits = true` is missing");
    assert_eq!(problems(&ENTRY.replace("[[source]]", &step("waits = true\n"))), [""; 0]);
    let summary = "summary = \"The server was busy. It tries again by itself.\"\n[match]";
    refused("[match]", summary, 3, "the steps say whether it is tried again");
}

#[test]
fn bare_entries_are_refused() {
    refused("[[source]]\ntitle = \"seen in real replies\"\n", "", 1, "a [[source]] is missing");
    refused(
        "[[example]]\ntext = \"550 No such user <ana@example.net> here\"\n",
        "",
        1,
        "an [[example]] is missing",
    );
    refused(
        "[[not]]\ntext = \"550 Relay denied\"\nbecause = \"nothing is said of the user\"\n",
        "",
        1,
        "a [[not]] is missing",
    );
    refused("reviewed = 2026-11-24\n", "", 1, "missing field `reviewed`");
    refused("phrases = [\"no such user * here\"]\n", "", 1, "[match] is empty");
}

#[test]
fn bad_phrases_are_refused() {
    refused("no such user * here", "No such user", 4, "lower case");
    refused("no such user * here", "* no such user", 4, "not at the beginning or end");
    refused("no such user * here", "no such u*r", 4, "stands alone or at the end of a word");
    refused("no such user * here", "no such us*", 4, "at least three letters");
    refused("no such user * here", "user", 4, "too little");
    refused("no such user * here", "block* *", 4, "not at the beginning or end");
}

#[test]
fn ok_one_word_is_enough_for_a_guess() {
    let guess = ENTRY.replace("reviewed", "certainty = \"guess\"\nreviewed");
    assert_eq!(problems(&guess.replace("no such user * here", "user")), [""; 0]);
}

#[test]
fn alternatives_are_phrases_like_others() {
    refused("no such user * here", "no|NO such user", 4, "lower case");
    refused("no such user * here", "user|mailbox", 4, "too little");
    assert_eq!(rivals("no such mailbox|account"), [""; 0], "other words");
    let found = rivals("no such user|mailbox * here");
    assert!(found.len() == 1 && found[0].contains("has this phrase too"), "{found:#?}");
}

/// What the compiler says of two entries of which the second one has another cause.
fn rivals(second: &str) -> Vec<String> {
    let gone = ENTRY.replace("user-unknown", "mailbox-disabled");
    let folder = folder(&[
        ("causes/recipient/user-unknown.toml", CAUSE),
        ("causes/recipient/mailbox-disabled.toml", CAUSE),
        ("entries/x/y.toml", ENTRY),
        ("entries/x/z.toml", &gone.replace("no such user * here", second)),
    ]);
    tell(folder.path())
}

#[test]
fn one_phrase_for_two_causes_is_refused() {
    let found = rivals("there is no such user * has been here");
    assert_eq!(found, [""; 0], "other words");
    let found = rivals("the no such user * is here");
    let told = |problem: &String| problem.contains("z.toml:4: `x/y` has this phrase too");
    assert!(found.len() == 1 && told(&found[0]), "{found:#?}");
    let found = rivals("no such user * here\"]\ncodes = [550]\nenhanced = [\"5.1.1");
    assert_eq!(found, [""; 0], "its codes tell them apart");
}

#[test]
fn words_that_the_matcher_confuses_are_refused() {
    let message = "the words `costarring` and `liquid` cannot be told apart";
    refused("no such user * here", "costarring user * liquid", 4, message);
    let message = "the words `declinate` and `macallums` cannot be told apart";
    refused("no such user * here", "declinate user * macallums", 4, message);
}

#[test]
fn bad_texts_are_refused() {
    refused("[match]\n", "title = \"It failed.\"\n[match]\n", 3, "no full stop");
    refused("[match]\n", "summary = \"At {ipp}\"\n[match]\n", 3, "`{ipp` is not one of");
    refused("ana@example.net", "ana@gmail.com", 8, "addresses in examples");
    refused("reviewed = 2026-11-24\n", "reviewed = 2026-11-24\ntitle = \"\"\n", 3, "empty");
    let step = "[[step]]\nfor = \"boss\"\ntext = \"x\"\n[[source]]";
    refused("[[source]]", step, 6, "unknown reader `boss`");
    let step = "[[step]]\nfor = \"admin\"\ntext = \"x\"\nurl = \"javascript:alert(1)\"\n[[source]]";
    refused("[[source]]", step, 8, "a link starts with https://");
}

#[test]
fn bad_codes_are_refused() {
    refused("[match]\n", "[match]\ncodes = [55]\n", 4, "a code is like 550");
    refused("[match]\n", "[match]\nenhanced = [\"5.7\"]\n", 4, "is not like");
    refused("[match]\n", "[match]\nfrom_provider = true\n", 1, "needs a provider");
}

#[test]
fn all_mistakes_of_all_files_are_told_at_once() {
    let wrong = ENTRY.replace("user-unknown", "x").replace("[[not]]", "[[nott]]");
    let folder = folder(&[
        ("causes/recipient/user-unknown.toml", &CAUSE.replace("address\"", "adress\"")),
        ("causes/elsewhere/other.toml", CAUSE),
        ("entries/x/y.toml", &wrong),
        ("entries/x/z.toml", &ENTRY.replace("user-unknown", "x")),
        ("entries/loose.toml", ENTRY),
        ("entries/x/Big.toml", ENTRY),
    ]);
    let found = tell(folder.path());
    for file in
        ["user-unknown.toml:5", "other.toml:1", "y.toml:", "z.toml:1", "loose.toml:1", "Big.toml:1"]
    {
        assert!(found.iter().any(|problem| problem.contains(file)), "{file}: {found:#?}");
    }
}
