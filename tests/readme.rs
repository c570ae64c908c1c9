//! What the README says of the core is true. Its Rust example runs as a doctest
//! of the crate.

#[test]
fn the_example_for_node_says_what_the_core_says() {
    let readme = include_str!("../README.md");
    let example =
        readme.split("explain(\"").nth(1).and_then(|rest| rest.split("\");").next()).unwrap();
    let verdict = &whybounced::explain(example).verdicts[0];
    for (name, value) in [
        ("cause", verdict.cause.to_string()),
        ("action", verdict.action.to_string()),
        ("permanence", verdict.permanence.to_string()),
        ("scope", verdict.scope.to_string()),
    ] {
        let line =
            readme.lines().find(|line| line.starts_with(&format!("verdict.{name};"))).unwrap();
        assert!(line.contains(&format!("\"{value}\"")), "{line}: {value}");
    }
    assert_eq!(verdict.retry_after_seconds, Some(300));
}
