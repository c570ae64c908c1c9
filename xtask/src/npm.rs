//! The tools that come from npm: `tests/package.json` names them, its lock pins them.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::shell::{find, heading, output, program, root, run};

/// The folder of the tools.
pub fn folder() -> PathBuf {
    root().join("tests")
}

/// Installs the tools, unless they are there already.
pub fn install() -> Result<()> {
    let version = node_version()?;
    if version < 20 {
        bail!("Node.js {version} is too old: install Node.js 20 or newer (https://nodejs.org)");
    }
    let lock = fs::read(folder().join("package-lock.json"))
        .context("tests/package-lock.json is missing")?;
    let stamp = folder().join("node_modules/.installed");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    heading("Installing the tools of tests/package.json (npm ci)");
    run(npm().args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder()))?;
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
