//! What the command line tools print: the native one, and that of the npm package,
//! which runs the same code in WebAssembly.

pub mod ndjson;
pub mod terminal;

/// Said to a person who is expected to type or to paste.
pub const PROMPT: &str = include_str!("prompt.txt");

/// What `--help` prints.
pub const HELP: &str = include_str!("help.txt");
