//! `whybounced-data [DATA_FOLDER]`: checks the knowledge base and says what is in it.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let data = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("data"), PathBuf::from);
    match whybounced_data::read(&data) {
        Ok(base) => {
            print!("{}", whybounced_data::report::report(&base));
            ExitCode::SUCCESS
        }
        Err(problems) => {
            for problem in &problems {
                eprintln!("{problem}");
            }
            eprintln!("{} mistakes", problems.len());
            ExitCode::FAILURE
        }
    }
}
