//! Finds a browser for the tests, or installs one.

use std::env;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::npm;
use crate::shell::{find, heading, output, program, run};

/// A browser and the driver that belongs to it.
pub struct Browser {
    pub chrome: PathBuf,
    pub driver: PathBuf,
}

const NAMES: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// A Chromium and its driver: those of the machine, else Playwright's, else Debian's.
pub fn find_or_install() -> Result<Browser> {
    if let Some(browser) = on_this_machine() {
        return Ok(browser);
    }
    if find("apt-get").is_some() && is_root() {
        heading("Installing Chromium and its driver (apt-get)");
        let quiet = ["-qq", "-o=Dpkg::Use-Pty=0"];
        run(program("apt-get").arg("update").args(quiet))?;
        run(program("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["install", "-y", "chromium", "chromium-driver"])
            .args(quiet))?;
        if let Some(browser) = on_this_machine() {
            return Ok(browser);
        }
    }
    bail!(
        "Chromium and chromedriver are missing: install them (Debian: apt-get install chromium chromium-driver), \
         or set CHROME and CHROMEDRIVER to their paths"
    )
}

fn on_this_machine() -> Option<Browser> {
    let chrome = env::var_os("CHROME")
        .map(PathBuf::from)
        .or_else(|| NAMES.iter().find_map(|name| find(name)));
    let driver = env::var_os("CHROMEDRIVER").map(PathBuf::from).or_else(|| find("chromedriver"));
    Some(Browser { chrome: chrome.or_else(of_playwright)?, driver: driver? })
}

/// The browser that Playwright has downloaded, if it has or can.
fn of_playwright() -> Option<PathBuf> {
    run(npm::tool("playwright").args(["install", "chromium"])).ok()?;
    let script = "console.log(require('@playwright/test').chromium.executablePath())";
    let path = output(program("node").args(["-e", script]).current_dir(npm::folder())).ok()?;
    Some(PathBuf::from(path)).filter(|path| path.is_file())
}

fn is_root() -> bool {
    output(program("id").arg("-u")).is_ok_and(|id| id == "0")
}
