//! Builds the npm package.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::shell::{heading, output, root, run, target};
use crate::{npm, wasm};

/// Builds the package into `target/package` and gives that folder.
pub fn build() -> Result<PathBuf> {
    let core = wasm::build()?;
    heading("Bundling the npm package");
    let out = target().join("package");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    let dist = out.join("dist");
    fs::create_dir_all(&dist)?;
    bundle(&core, &dist, "esm", "index.js")?;
    bundle(&core, &dist, "cjs", "index.cjs")?;
    let source = root().join("pkg-config");
    fs::copy(source.join("index.d.ts"), dist.join("index.d.ts"))?;
    fs::copy(source.join("index.d.ts"), dist.join("index.d.cts"))?;
    fs::copy(core.join("core_bg.wasm"), dist.join("core.wasm"))?;
    for file in ["README.md", "CHANGELOG.md"] {
        fs::copy(source.join(file), out.join(file))?;
    }
    for file in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(root().join(file), out.join(file))?;
    }
    fs::write(out.join("package.json"), manifest()?)?;
    Ok(out)
}

/// One self-contained file: the WebAssembly code is in it as base64.
fn bundle(core: &std::path::Path, dist: &std::path::Path, format: &str, file: &str) -> Result<()> {
    run(npm::tool("esbuild")
        .arg(root().join("pkg-config/index.js"))
        .args([
            "--bundle",
            "--minify",
            "--legal-comments=none",
            "--log-level=warning",
            "--target=es2020",
        ])
        .args(["--platform=neutral", "--loader:.wasm=base64"])
        .arg(format!("--format={format}"))
        .arg(format!("--alias:#core={}", core.join("core.js").display()))
        .arg(format!("--alias:#core.wasm={}", core.join("core_bg.wasm").display()))
        .arg(format!("--outfile={}", dist.join(file).display())))
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
