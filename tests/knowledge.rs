//! Runs every example and counter-example of every entry against the whole base.

use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use whybounced_data::Example;

fn main() -> ExitCode {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let base = match whybounced_data::read(&data) {
        Ok(base) => base,
        Err(problems) => {
            problems.iter().for_each(|problem| eprintln!("{problem}"));
            return ExitCode::FAILURE;
        }
    };
    let trials: Vec<Trial> = base.examples().into_iter().enumerate().map(trial).collect();
    assert!(!trials.is_empty(), "there are no examples");
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn trial((at, example): (usize, Example)) -> Trial {
    let kind = if example.positive { "explains" } else { "leaves" };
    Trial::test(format!("{}::{kind}_{at}", example.entry), move || check(&example))
}

fn check(example: &Example) -> Result<(), Failed> {
    let verdict = whybounced::explain(example.text.as_str()).verdicts.swap_remove(0);
    let found = verdict.entry.unwrap_or("no entry");
    if !example.positive {
        let taken = found == example.entry;
        return if taken {
            Err(format!("must not explain:\n{}", example.text).into())
        } else {
            Ok(())
        };
    }
    if found != example.entry {
        let reply = verdict.reply;
        return Err(
            format!("{found} ({}) explains:\n{}\n{reply:?}", verdict.cause, example.text).into()
        );
    }
    let rivals = whybounced::knowledge::rivals(&whybounced::parse(example.text.as_str()));
    match rivals.as_slice() {
        [_] => Ok(()),
        _ => Err(format!("{} fit equally well:\n{}", rivals.join(" and "), example.text).into()),
    }
}
