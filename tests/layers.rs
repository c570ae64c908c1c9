//! Dependencies between modules go one way: a module names only those that stand
//! before it in the pipeline.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules in pipeline order; those of one row are leaves or equals.
const ORDER: &[&[&str]] = &[
    &["vocabulary", "span", "text_decoder", "host_decoder"],
    &["reply", "smtp"],
    &["input", "words"],
    &["codes", "anchors", "html", "mail_header", "log", "session"],
    &["pasted"],
    &["form"],
    &["extract"],
    &["knowledge"],
    &["explanation", "row"],
    &["bindings", "commands"],
];

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn rank(module: &str) -> Option<usize> {
    ORDER.iter().position(|row| row.contains(&module))
}

#[test]
fn modules_use_only_what_stands_before_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in &files {
        let below = file.strip_prefix(&root).unwrap().with_extension("");
        let module = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        // They stand above all others.
        if ["lib", "bin"].contains(&module.as_str()) {
            continue;
        }
        let own = rank(&module).unwrap_or_else(|| panic!("{module} has no place in the order"));
        for line in fs::read_to_string(file)
            .unwrap()
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            for used in line.split("crate::").skip(1) {
                let name: String =
                    used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                seen += 1;
                if rank(&name).is_some_and(|rank| rank > own || (rank == own && name != module)) {
                    wrong.push(format!("{}: {}", below.display(), line.trim()));
                }
            }
        }
    }
    assert!(seen > 20, "only {seen} uses were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_the_bindings_and_the_text_decoder_know_the_browser() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let outside = |file: &&PathBuf| {
        !file.starts_with(root.join("bindings")) && !file.ends_with("text_decoder.rs")
    };
    for file in files.iter().filter(outside) {
        let text = fs::read_to_string(file).unwrap();
        assert!(!text.contains("wasm_bindgen") && !text.contains("js_sys"), "{}", file.display());
    }
}
