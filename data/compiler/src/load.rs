//! Reads the files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::Problem;
use crate::schema;

/// One file and what it holds.
#[derive(Debug)]
pub struct Loaded<T> {
    /// The id: the path below its folder without the ending.
    pub id: String,
    /// The file.
    pub file: PathBuf,
    /// The file's text, to find lines in.
    pub text: String,
    /// What it holds.
    pub value: T,
}

impl<T> Loaded<T> {
    /// A mistake at a byte of this file.
    pub fn problem(&self, at: usize, message: impl Into<String>) -> Problem {
        problem(&self.file, &self.text, at, message.into())
    }
}

/// Everything that was read; sorted by id.
#[derive(Debug, Default)]
#[allow(missing_docs)]
pub struct Base {
    pub(crate) entries: Vec<Loaded<schema::Entry>>,
    pub(crate) causes: Vec<Loaded<schema::Cause>>,
    pub(crate) providers: Vec<Loaded<schema::Provider>>,
    pub(crate) topics: Vec<Loaded<schema::Topic>>,
    pub(crate) reply_codes: Vec<Loaded<schema::ReplyCodes>>,
    pub(crate) enhanced_codes: Vec<Loaded<schema::EnhancedCodes>>,
    pub(crate) blocklists: Vec<Loaded<schema::Blocklists>>,
    pub(crate) fields: Vec<Loaded<Fields>>,
    pub(crate) notices: Vec<Loaded<schema::Notice>>,
    pub(crate) words: Option<Loaded<Words>>,
}

/// `fields/<group>.toml`: the name of a field, then what it is.
pub type Fields = BTreeMap<String, schema::Field>;

/// `words.toml`: table, then key, then text.
pub type Words = BTreeMap<String, toml::Value>;

/// An example or counter-example of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The entry's id.
    pub entry: String,
    /// The text.
    pub text: String,
    /// Whether the entry must explain it.
    pub positive: bool,
}

impl Base {
    /// All examples and counter-examples, by entry.
    #[must_use]
    pub fn examples(&self) -> Vec<Example> {
        let mut all = Vec::new();
        for entry in &self.entries {
            let example = |text: &schema::Text, positive| Example {
                entry: entry.id.clone(),
                text: text.get_ref().trim_end().to_owned(),
                positive,
            };
            all.extend(entry.value.examples.iter().map(|e| example(&e.text, true)));
            all.extend(entry.value.counter_examples.iter().map(|e| example(&e.text, false)));
        }
        all
    }
}

/// Reads everything below `data`; a file that cannot be read is told as a problem.
pub fn load(data: &Path) -> (Base, Vec<Problem>) {
    let mut problems = Vec::new();
    let base = Base {
        entries: folder(&data.join("entries"), 2, &mut problems),
        causes: folder(&data.join("causes"), 2, &mut problems),
        providers: folder(&data.join("providers"), 1, &mut problems),
        topics: folder(&data.join("topics"), 1, &mut problems),
        reply_codes: file_or_folder(&data.join("codes/reply"), &mut problems),
        enhanced_codes: file_or_folder(&data.join("codes/enhanced"), &mut problems),
        blocklists: file_or_folder(&data.join("blocklists"), &mut problems),
        fields: folder(&data.join("fields"), 1, &mut problems),
        notices: folder(&data.join("notices"), 1, &mut problems),
        words: file_or_folder(&data.join("words"), &mut problems).into_iter().next(),
    };
    (base, problems)
}

/// All `.toml` files of a folder, exactly `depth` levels down.
fn folder<T: DeserializeOwned>(
    root: &Path,
    depth: usize,
    problems: &mut Vec<Problem>,
) -> Vec<Loaded<T>> {
    let mut files = Vec::new();
    walk(root, &mut files);
    files.sort();
    let mut loaded = Vec::new();
    for file in files {
        let id = id_of(root, &file);
        if id.split('/').count() != depth {
            let expected = if depth == 1 { "<who>.toml" } else { "<folder>/<what>.toml" };
            problems.push(problem(&file, "", 0, format!("a file here must be named {expected}")));
        }
        if !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_/".contains(&b))
        {
            problems.push(problem(
                &file,
                "",
                0,
                "an id has lower-case letters, digits and hyphens only".into(),
            ));
        }
        loaded.extend(read(id, file, problems));
    }
    loaded
}

/// `<path>.toml` and all files of the folder `<path>`.
fn file_or_folder<T: DeserializeOwned>(path: &Path, problems: &mut Vec<Problem>) -> Vec<Loaded<T>> {
    let mut loaded = folder(path, 1, problems);
    let file = path.with_extension("toml");
    if file.exists() {
        loaded.extend(read(id_of(path.parent().unwrap_or(path), &file), file, problems));
    }
    loaded
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(items) = fs::read_dir(folder) else { return };
    for path in items.flatten().map(|item| item.path()) {
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
}

fn id_of(root: &Path, file: &Path) -> String {
    let below = file.strip_prefix(root).unwrap_or(file).with_extension("");
    below.to_string_lossy().replace('\\', "/")
}

fn read<T: DeserializeOwned>(
    id: String,
    file: PathBuf,
    problems: &mut Vec<Problem>,
) -> Option<Loaded<T>> {
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) => {
            problems.push(problem(&file, "", 0, error.to_string()));
            return None;
        }
    };
    match toml::from_str(&text) {
        Ok(value) => Some(Loaded { id, file, text, value }),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            problems.push(problem(&file, &text, at, error.message().to_owned()));
            None
        }
    }
}

fn problem(file: &Path, text: &str, at: usize, message: String) -> Problem {
    let line = text.bytes().take(at).filter(|b| *b == b'\n').count() + 1;
    Problem { file: file.to_owned(), line, message }
}
