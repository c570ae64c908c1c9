//! The tools that come from npm: `tests/package.json` and `tests/npm/package.json` name them, their locks pin them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::shell::{find, heading, output, program, root, run};

/// The folder of the tools.
pub fn folder() -> PathBuf {
    root().join("tests")
}

/// The folder of the consumers of the package: runtimes, bundlers, mailers.
pub fn consumers() -> PathBuf {
    folder().join("npm")
}

/// Installs the tools that build and test, unless they are there already.
pub fn install() -> Result<()> {
    install_in(&folder())
}

/// Installs the consumers, which only the tests need and which are large.
pub fn install_consumers() -> Result<()> {
    install_in(&consumers())
}

/// Installs what the package is measured against. Its native part may not compile everywhere.
pub fn install_rivals() -> Result<()> {
    install_in(&root().join("benches"))
}

fn install_in(folder: &Path) -> Result<()> {
    let version = node_version()?;
    if version < 20 {
        bail!("Node.js {version} is too old: install Node.js 20 or newer (https://nodejs.org)");
    }
    let lock = folder.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| format!("{} is missing", lock.display()))?;
    let stamp = folder.join("node_modules/.installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    heading(&format!("Installing the tools of {}/package.json (npm ci)", folder.display()));
    run(npm().args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder))?;
    fs::write(stamp, lock)?;
    Ok(())
}

fn node_version() -> Result<u32> {
    let missing = "Node.js is missing: install Node.js 20 or newer (https://nodejs.org)";
    let version = output(program("node").arg("--version")).context(missing)?;
    version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse().ok())
        .context(missing)
}

/// npm itself; it must not ask or fetch browsers.
pub fn npm() -> Command {
    let mut npm = program(find("npm").unwrap_or_else(|| "npm".into()));
    npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    npm
}

/// One of the installed tools.
pub fn tool(name: &str) -> Command {
    program(folder().join("node_modules/.bin").join(name))
}
