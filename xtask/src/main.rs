//! The commands of this repository: `cargo xtask help`.

mod bench;
mod browser;
mod npm;
mod package;
mod score;
mod serve;
mod shell;
mod site;
mod test;
mod wasm;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, serves, tests and measures whybounced")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build all that is needed and serve the page on 127.0.0.1
    Serve(serve::Options),
    /// Run every test there is
    Test,
    /// Build the WebAssembly core and the npm package into target/package
    Build,
    /// Make the npm tarball in target
    Pack,
    /// Make the static site in target/site
    Site,
    /// Measure size and speed
    Bench,
    /// Check the knowledge base alone and say what is in it
    Data,
    /// Score the answers on a folder of labelled bounces
    Score {
        /// The folder; the scoring tool is looked for in `score` beside it
        corpus: PathBuf,
    },
    /// Run a compiled wasm-bindgen test; cargo calls this
    #[command(hide = true, disable_help_flag = true)]
    WasmTestRunner {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Serve(options) => serve::serve(&options),
        Command::Test => test::test(),
        Command::Build => package::build().map(drop),
        Command::Pack => package::pack().map(drop),
        Command::Site => site::build().map(drop),
        Command::Bench => bench::bench(),
        Command::Data => data(),
        Command::Score { corpus } => score::score(&corpus),
        Command::WasmTestRunner { arguments } => wasm::run_tests(arguments),
    }
}

fn data() -> Result<()> {
    match whybounced_data::read(&shell::root().join("data")) {
        Ok(base) => {
            print!("{}", whybounced_data::report::report(&base));
            Ok(())
        }
        Err(problems) => {
            problems.iter().for_each(|problem| eprintln!("{problem}"));
            anyhow::bail!("{} mistakes in data/", problems.len())
        }
    }
}
