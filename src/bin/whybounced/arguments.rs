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

impl Arguments {
    /// The files, if every argument names one or a folder; of a folder, such as a
    /// maildir, all files below it, sorted by name.
    pub fn files(&self) -> Option<Vec<PathBuf>> {
        let exist = self.given.iter().all(|item| Path::new(item).exists());
        if !exist || self.given.is_empty() {
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
