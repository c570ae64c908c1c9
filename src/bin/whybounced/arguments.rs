//! What can be said on the command line.

use std::path::{Path, PathBuf};
use std::{fs, io};

use clap::Parser;

/// Explains why an e-mail bounced: what happened, whose job it is to fix it, and what to do next.
#[derive(Debug, Parser)]
#[command(version, override_help = whybounced::commands::HELP)]
pub struct Arguments {
    /// What is to be explained.
    #[arg(value_name = "TEXT|FILE")]
    given: Vec<String>,

    /// The explanation as JSON.
    #[arg(long)]
    pub json: bool,

    /// One JSON object a line, in and out.
    #[arg(long, conflicts_with_all = ["json", "given"])]
    pub ndjson: bool,
}

/// The endings of files that people hand in.
const ENDINGS: &[&str] = &["eml", "json", "log", "mbox", "msg", "ndjson", "txt"];

impl Arguments {
    /// The files, if every argument names one or a folder; of a folder, such as a
    /// maildir, all files below it, sorted by name.
    pub fn files(&self) -> Option<Vec<PathBuf>> {
        let named = |item: &String| Path::new(item).exists() || is_named_like_a_file(item);
        if !self.given.iter().all(named) || self.given.is_empty() {
            return None;
        }
        let mut files = Vec::new();
        self.given.iter().for_each(|item| collect(Path::new(item), &mut files));
        Some(files)
    }

    /// The arguments as one text; `-` alone stands for standard input.
    pub fn text(&self) -> Option<String> {
        (!self.given.is_empty() && self.given != ["-"]).then(|| self.given.join(" "))
    }
}

/// Whether this is the name of a file even where there is none: a slip of the pen in a name
/// must not be explained as if it were a text.
fn is_named_like_a_file(item: &str) -> bool {
    let place = ["/", "./", "../"].iter().any(|start| item.starts_with(start));
    let ending = item.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending));
    (place || ending) && !item.contains(|c: char| c.is_whitespace() || c == '@')
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    let Ok(items) = fs::read_dir(path) else { return files.push(path.to_owned()) };
    let mut below: Vec<PathBuf> = items.flatten().map(|item| item.path()).collect();
    below.sort();
    below.iter().for_each(|path| collect(path, files));
}

/// Something to explain.
pub struct Given {
    /// The name of its file; empty for a text.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

impl Given {
    /// Reads a file; the error names it.
    pub fn read(path: &Path) -> io::Result<Given> {
        let name = path.display().to_string();
        let bytes = fs::read(path)
            .map_err(|error| io::Error::new(error.kind(), format!("{name}: {error}")))?;
        Ok(Given { name, bytes })
    }
}
