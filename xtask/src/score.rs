//! Scores the answers on labelled bounces, and holds them to what was reached before.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::shell::{cargo, heading, program, root, run, target};

/// Runs the scoring tool beside `corpus`, and fails below `tests/score-floor.json`.
pub fn score(corpus: &Path) -> Result<()> {
    let corpus = fs::canonicalize(corpus)
        .with_context(|| format!("there is no folder {}", corpus.display()))?;
    let tool = corpus.join("../score/run.sh");
    if !tool.is_file() {
        bail!("the scoring tool {} is missing", tool.display());
    }
    heading("Building the command line tool");
    run(cargo().args([
        "build",
        "--quiet",
        "--release",
        "--package",
        "whybounced",
        "--bin",
        "whybounced",
    ]))?;
    heading("Scoring");
    let out = target().join("score");
    run(program("bash")
        .arg(tool)
        .arg(target().join("release/whybounced"))
        .arg(&corpus)
        .env("WB_OUT", &out))?;
    compare(&out)
}

/// Every floor is held, or all that are not are told.
fn compare(results: &Path) -> Result<()> {
    let floors = fs::read_to_string(root().join("tests/score-floor.json"))
        .context("tests/score-floor.json")?;
    let floors: Value = serde_json::from_str(&floors)?;
    let mut below = Vec::new();
    for (set, fields) in floors.as_object().into_iter().flatten() {
        let file = results.join(format!("{set}.score.json"));
        let Ok(text) = fs::read_to_string(&file) else {
            eprintln!("{set}: not in this folder");
            continue;
        };
        let score: Value = serde_json::from_str(&text)?;
        for (field, floor) in fields.as_object().into_iter().flatten() {
            let (reached, good) = reached(&score, field, floor.as_f64().unwrap_or(0.0));
            if !good {
                below.push(format!("{set} {field}: {reached}, floor {floor}"));
            }
        }
    }
    if !below.is_empty() {
        bail!("below the floor:\n  {}", below.join("\n  "));
    }
    println!("every floor of tests/score-floor.json is held");
    Ok(())
}

/// An accuracy must not fall below its floor; a count of dangerous answers must not rise above it.
fn reached(score: &Value, field: &str, floor: f64) -> (f64, bool) {
    let count = |path: &str| score.pointer(path).and_then(Value::as_f64).unwrap_or(0.0);
    match field {
        "false_alarms" => {
            (count("/false_alarms/false_alarms"), count("/false_alarms/false_alarms") <= floor)
        }
        "unsafe" => {
            let unsafe_ = count("/suppress/unsafe_suppress") - count("/suppress/unsafe_disputed")
                + count("/suppress/unsafe_nonfailure");
            (unsafe_, unsafe_ <= floor)
        }
        _ => {
            let accuracy = count(&format!("/fields/{field}/accuracy"));
            (accuracy, accuracy >= floor)
        }
    }
}
