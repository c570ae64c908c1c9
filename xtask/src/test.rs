//! Every test there is.

use std::fs;
use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::browser::{self, Browser};
use crate::shell::{cargo, heading, program, root, run, target};
use crate::{npm, package, serve, site, wasm};

/// Runs all tests, also after one has failed, and says at the end which did.
pub fn test() -> Result<()> {
    // What is missing is told at once, and not after ten minutes of compiling.
    wasm::ensure_target()?;
    npm::install()?;
    npm::install_consumers()?;
    let browser = browser::find_or_install()?;
    let start = Instant::now();
    let mut failed = Vec::new();
    let mut passed = 0;
    for (name, step) in steps() {
        heading(name);
        match step(&browser) {
            Ok(()) => passed += 1,
            Err(error) => {
                eprintln!("FAILED: {error:#}");
                failed.push(name);
            }
        }
    }
    heading(&format!("{} seconds", start.elapsed().as_secs()));
    println!("{passed} passed, {} failed", failed.len());
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

type Step = fn(&Browser) -> Result<()>;

fn steps() -> [(&'static str, Step); 10] {
    [
        ("Layout of the Rust code", |_| run(cargo().args(["fmt", "--all", "--check"]))),
        ("Lints", |_| lints()),
        ("Rust tests", |_| {
            run(cargo().args(["test", "--quiet", "--workspace"]).env("INSTA_UPDATE", "no"))
        }),
        ("Rust documentation", |_| {
            run(cargo()
                .args(["doc", "--quiet", "--workspace", "--no-deps"])
                .env("RUSTDOCFLAGS", "-D warnings"))
        }),
        ("WebAssembly in Node", |_| wasm::test(None)),
        ("WebAssembly in the browser", |browser| wasm::test(Some(browser.driver.clone()))),
        ("Types of the JavaScript code", |_| types()),
        ("The packed npm package", packed),
        ("The site is built", |_| site::build().map(drop)),
        ("The page in the browser", page),
    ]
}

fn lints() -> Result<()> {
    let deny = ["--", "-D", "warnings"];
    run(cargo().args(["clippy", "--quiet", "--workspace", "--all-targets"]).args(deny))?;
    let web = ["--package", "whybounced", "--lib", "--no-default-features", "--features", "web"];
    let target = ["--target", "wasm32-unknown-unknown"];
    run(cargo().args(["clippy", "--quiet"]).args(web).args(target).args(deny))?;
    let raw = ["--package", "whybounced-raw"];
    run(cargo().args(["clippy", "--quiet"]).args(raw).args(target).args(deny))
}

fn types() -> Result<()> {
    run(npm::tool("tsc").args(["--project", "tests/tsconfig.json"]))
}

/// The tests of `tests/npm` install the tarball as a user would.
fn packed(browser: &Browser) -> Result<()> {
    let tarball = package::pack()?;
    let mut node: Command = program("node");
    run(cargo().args(["build", "--quiet", "--package", "whybounced", "--bin", "whybounced"]))?;
    let binary = target().join("debug").join("whybounced");
    let mut tests = Vec::new();
    for item in fs::read_dir(npm::consumers())? {
        let path = item?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            tests.push(path);
        }
    }
    tests.sort();
    run(node
        .arg("--test")
        .args(tests)
        .env("TARBALL", tarball)
        .env("WHYBOUNCED", binary)
        .env("CHROME_PATH", &browser.chrome))
}

fn page(browser: &Browser) -> Result<()> {
    let site = target().join("site");
    let server = serve::in_background(site)?;
    let config = root().join("tests/e2e/playwright.config.js");
    run(npm::tool("playwright")
        .args(["test", "--config"])
        .arg(config)
        .current_dir(npm::folder())
        .env("BASE_URL", &server.address)
        .env("CHROME_PATH", &browser.chrome))
}
