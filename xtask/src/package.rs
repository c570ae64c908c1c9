//! Builds the npm package.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::shell::{heading, output, root, run, target};
use crate::{npm, wasm};

/// An entry of the package: its file in `pkg-config`, and the files that stand for `#engine` and `#module` in it.
struct Entry {
    name: &'static str,
    engine: &'static str,
    module: &'static str,
}

const ENTRIES: &[Entry] = &[
    Entry { name: "index", engine: "wasm", module: "inline" },
    Entry { name: "slim", engine: "wasm", module: "outside" },
    Entry { name: "js", engine: "script", module: "outside" },
];

/// Builds the package into `target/package` and gives that folder.
pub fn build() -> Result<PathBuf> {
    let core = prepare()?;
    let raw = wasm::build_raw()?;
    heading("Bundling the npm package");
    let out = target().join("package");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    let dist = out.join("dist");
    fs::create_dir_all(&dist)?;
    for entry in ENTRIES {
        bundle(entry, "esm", &dist.join(entry.name).with_extension("js"))?;
        bundle(entry, "cjs", &dist.join(entry.name).with_extension("cjs"))?;
    }
    types(&root().join("pkg-config"), &dist)?;
    command_line(&dist)?;
    fs::copy(core.join("core_bg.wasm"), dist.join("core.wasm"))?;
    fs::copy(raw.join("raw.wasm"), dist.join("raw.wasm"))?;
    for file in ["README.md", "CHANGELOG.md"] {
        fs::copy(root().join("pkg-config").join(file), out.join(file))?;
    }
    for file in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(root().join(file), out.join(file))?;
    }
    fs::write(out.join("package.json"), manifest()?)?;
    Ok(out)
}

/// Builds the main entry alone, which is all that the page needs.
pub fn build_main(file: &Path) -> Result<()> {
    prepare()?;
    bundle(&ENTRIES[0], "esm", file)
}

/// What bundles are made of; gives the folder of the core.
fn prepare() -> Result<PathBuf> {
    let core = wasm::build()?;
    fs::write(core.join("code.js"), format!("export const code = {PLACE};\n"))?;
    fs::write(core.join("words.js"), words()?)?;
    Ok(core)
}

/// The words of `data/` that the package itself needs, as a JavaScript module.
fn words() -> Result<String> {
    let base = whybounced_data::read(&root().join("data")).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        anyhow::anyhow!(lines.join("\n"))
    })?;
    let mut words = serde_json::Map::new();
    for (table, key, text) in whybounced_data::package_words(&base) {
        let texts = words.entry(table).or_insert_with(|| Value::Object(Default::default()));
        texts[key] = text.into();
    }
    Ok(words.iter().map(|(table, texts)| format!("export const {table} = {texts};\n")).collect())
}

/// What stands for the code in a bundle until it is put in: esbuild would escape more of it than has to be.
const PLACE: &str = "\"the code goes here\"";

/// Bytes as a string of JavaScript that has a character for each byte. Native code can make bytes of it again at once,
/// and after gzip it is a quarter smaller than base64, which tears apart what repeats.
fn as_text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    text.push('"');
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            // `\0` and a digit would be another number. A page that has the script in itself loses the character.
            0 if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => text.push_str("\\x00"),
            0 => text.push_str("\\0"),
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b'"' | b'\\' => text.extend(['\\', char::from(*byte)]),
            byte => text.push(char::from(*byte)),
        }
    }
    text + "\""
}

/// Puts the code into a bundle that has a place for it.
fn fill(file: &Path, code: &str) -> Result<()> {
    let bundle = fs::read_to_string(file)?;
    let (before, behind) =
        bundle.split_once(PLACE).context("the bundle has no place for the code")?;
    anyhow::ensure!(!behind.contains(PLACE), "the bundle has two places for the code");
    Ok(fs::write(file, [before, code, behind].concat())?)
}

/// One self-contained file.
fn bundle(entry: &Entry, format: &str, file: &Path) -> Result<()> {
    let source = root().join("pkg-config");
    let engine = |name: &str| source.join("engine").join(name).with_extension("js");
    let core = target().join("wasm-bindgen");
    let aliases = [
        ("#engine", engine(entry.engine)),
        ("#module", engine(entry.module)),
        ("#core", core.join("core.js")),
        ("#code", core.join("code.js")),
        ("#words", core.join("words.js")),
        ("#script", target().join("raw/script.js")),
    ];
    run(npm::tool("esbuild")
        .arg(source.join(entry.name).with_extension("js"))
        .args([
            "--bundle",
            "--minify",
            "--legal-comments=none",
            "--log-level=warning",
            "--charset=utf8",
        ])
        .args(["--target=es2020", "--platform=neutral"])
        .arg(format!("--format={format}"))
        .args(aliases.map(|(name, file)| format!("--alias:{name}={}", file.display())))
        .arg(format!("--outfile={}", file.display())))?;
    match entry.module {
        "inline" => fill(file, &as_text(&fs::read(core.join("core_bg.wasm"))?)),
        _ => Ok(()),
    }
}

/// The command line tool; it finds `raw.wasm` beside it.
fn command_line(dist: &Path) -> Result<()> {
    let texts = root().join("src/commands");
    let text = |name: &str| {
        format!("--alias:#{name}={}", texts.join(name).with_extension("txt").display())
    };
    run(npm::tool("esbuild")
        .arg(root().join("pkg-config/cli.js"))
        .args(["--bundle", "--minify", "--log-level=warning", "--format=esm", "--target=node20"])
        .args(["--platform=node", "--loader:.txt=text"])
        .args([text("help"), text("prompt")])
        .arg(format!("--outfile={}", dist.join("cli.js").display())))
}

/// The hand-written types of a folder, for both kinds of modules.
fn types(from: &Path, to: &Path) -> Result<()> {
    for item in fs::read_dir(from)? {
        let path = item?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            types(&path, &to.join(name.as_ref()))?;
        } else if let Some(name) = name.strip_suffix(".d.ts") {
            let text = fs::read_to_string(&path)?;
            fs::create_dir_all(to)?;
            fs::write(to.join(format!("{name}.d.ts")), &text)?;
            // CommonJS finds the types of a file that it names in a file that is CommonJS too.
            fs::write(to.join(format!("{name}.d.cts")), text.replace(".js\";", ".cjs\";"))?;
        }
    }
    Ok(())
}

/// `pkg-config/package.json` with the version of the crate.
fn manifest() -> Result<String> {
    let text = fs::read_to_string(root().join("pkg-config/package.json"))?;
    let mut manifest: Value = serde_json::from_str(&text).context("pkg-config/package.json")?;
    manifest["version"] = env!("CARGO_PKG_VERSION").into();
    Ok(format!("{manifest:#}\n"))
}

/// Makes the tarball and gives its path.
pub fn pack() -> Result<PathBuf> {
    let package = build()?;
    heading("Packing the npm tarball");
    let destination = target();
    let printed = output(
        npm::npm().args(["pack", "--json", "--pack-destination"]).arg(&destination).arg(&package),
    )?;
    let packed: Value = serde_json::from_str(&printed).context("npm pack --json")?;
    let entry = packed.get(0).or_else(|| packed.as_object().and_then(|all| all.values().next()));
    let name =
        entry.and_then(|entry| entry["filename"].as_str()).context("npm pack named no file")?;
    let file = destination.join(name);
    eprintln!("{} ({} KB)", file.display(), fs::metadata(&file)?.len() / 1000);
    Ok(file)
}
