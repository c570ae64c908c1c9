//! Compiles the core to WebAssembly.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::npm;
use crate::shell::{cargo, heading, output, program, run, target};

const TARGET: &str = "wasm32-unknown-unknown";

/// What the compiled core may use, and wasm-opt must know of.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Adds the compiler's wasm target when it is missing.
pub fn ensure_target() -> Result<()> {
    let installed = output(program("rustup").args(["target", "list", "--installed"]));
    if installed.is_ok_and(|list| list.lines().any(|line| line == TARGET)) {
        return Ok(());
    }
    heading("Adding the WebAssembly target to Rust");
    run(program("rustup").args(["target", "add", TARGET]))
        .context("the target wasm32-unknown-unknown is missing: run `rustup target add wasm32-unknown-unknown`")
}

/// Builds the core; gives the folder with `core.js` and the optimised `core_bg.wasm`.
pub fn build() -> Result<PathBuf> {
    ensure_target()?;
    npm::install()?;
    heading("Compiling the core to WebAssembly");
    let profile = ["--profile", "wasm", "--target", TARGET];
    run(cargo()
        .args(["build", "--quiet", "--package", "whybounced", "--lib", "--no-default-features"])
        .args(profile))?;
    let compiled = target().join(TARGET).join("wasm/whybounced.wasm");
    let out = target().join("wasm-bindgen");
    bindgen(&compiled, &out)?;
    let wasm = out.join("core_bg.wasm");
    let small = out.join("core.wasm");
    run(npm::tool("wasm-opt").arg("-Oz").args(FEATURES).arg(&wasm).arg("-o").arg(&small))?;
    fs::rename(&small, &wasm)?;
    Ok(out)
}

fn bindgen(compiled: &std::path::Path, out: &std::path::Path) -> Result<()> {
    let mut arguments: Vec<std::ffi::OsString> = [
        "wasm-bindgen",
        "--target",
        "web",
        "--no-typescript",
        "--out-name",
        "core",
        "--omit-default-module-path",
        "--encode-into",
        "always",
        "--remove-name-section",
        "--remove-producers-section",
        "--experimental-reset-state-function",
        "--out-dir",
    ]
    .map(Into::into)
    .to_vec();
    arguments.extend([out.into(), compiled.into()]);
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments)
}

/// Runs the tests of `tests/wasm.rs`, in Node or, with a driver, in a browser.
pub fn test(chromedriver: Option<PathBuf>) -> Result<()> {
    ensure_target()?;
    let me = std::env::current_exe()?;
    let mut command = cargo();
    command.args(["test", "--package", "whybounced", "--test", "wasm", "--no-default-features"]);
    command.args(["--target", TARGET]);
    command.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        format!("{} wasm-test-runner --", me.display()),
    );
    match chromedriver {
        Some(driver) => command.env("WASM_BINDGEN_USE_BROWSER", "1").env("CHROMEDRIVER", driver),
        None => command.env_remove("WASM_BINDGEN_USE_BROWSER"),
    };
    run(&mut command)
}

/// Called by cargo in place of running a compiled test.
pub fn run_tests(arguments: Vec<String>) -> Result<()> {
    let name = "wasm-bindgen-test-runner".to_owned();
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(
        std::iter::once(name).chain(arguments),
    )
}
