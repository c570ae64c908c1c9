//! Compiles the core to WebAssembly.

use std::fs;
use std::path::{Path, PathBuf};

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

/// The core for JavaScript: without the command line tool.
const WEB: [&str; 3] = ["--no-default-features", "--features", "web"];

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
        .args(["build", "--quiet", "--package", "whybounced", "--lib"])
        .args(WEB)
        .args(profile))?;
    let compiled = target().join(TARGET).join("wasm/whybounced.wasm");
    let out = target().join("wasm-bindgen");
    let wasm = out.join("core_bg.wasm");
    if newer(&wasm, &compiled) {
        return Ok(out);
    }
    bindgen(&compiled, &out)?;
    let small = out.join("core.wasm");
    optimise(&SMALL, &wasm, &small)?;
    fs::rename(&small, &wasm)?;
    Ok(out)
}

/// Builds the module without imports: `raw.wasm`, and `script.js`, the same as plain JavaScript.
pub fn build_raw() -> Result<PathBuf> {
    ensure_target()?;
    npm::install()?;
    heading("Compiling the core for hosts without JavaScript objects");
    let profile = ["--profile", "wasm", "--target", TARGET];
    run(cargo().args(["build", "--quiet", "--package", "whybounced-raw"]).args(profile))?;
    let compiled = target().join(TARGET).join("wasm/whybounced_raw.wasm");
    let out = target().join("raw");
    fs::create_dir_all(&out)?;
    let wasm = out.join("raw.wasm");
    if newer(&out.join("script.js"), &compiled) {
        return Ok(out);
    }
    optimise(&[&SMALL[..], &["--strip-debug", "--strip-producers"]].concat(), &compiled, &wasm)?;
    heading("Turning it into plain JavaScript");
    script(&wasm, &out)?;
    Ok(out)
}

/// What the plain JavaScript offers; the command line tool runs on WebAssembly.
const SCRIPT: &[&str] = &[
    "memory",
    "alloc",
    "release",
    "explain_row",
    "explain_text_row",
    "parse",
    "parse_text",
    "lookup",
    "version",
    "undecoded",
    "decoded",
    "undecodable",
    "forget",
];

/// V8 never optimises a function of more than 60 KB of bytecode, and compiles whole functions of
/// WebAssembly at their first call, with all that is for other kinds of input. So none is laid into
/// another one only because nobody else calls it.
const APART: &str = "--one-caller-inline-max-function-size=100";

/// Flat code first, in which more repeats; the second `-Oz` finds a hundredth more. The first kilobyte of
/// the memory is the end of the stack, so no pointer leads there.
const SMALL: [&str; 6] = ["--flatten", "--rereloop", "-Oz", APART, "--low-memory-unused", "-Oz"];

/// JavaScript knows no saturating conversions and no extensions of the sign, so they are taken apart first. Copies of
/// memory are left whole: `copyWithin` is faster than a loop.
fn script(wasm: &Path, out: &Path) -> Result<()> {
    let reached: Vec<String> =
        SCRIPT.iter().map(|name| format!("{{\"name\":{name:?},\"export\":{name:?}}}")).collect();
    let graph = format!(
        "[{{\"name\":\"script\",\"root\":true,\"reaches\":{SCRIPT:?}}},{}]",
        reached.join(",")
    );
    fs::write(out.join("exports.json"), graph)?;
    let [part, plain, made] = ["part.wasm", "plain.wasm", "wasm2js.js"].map(|name| out.join(name));
    output(
        npm::tool("wasm-metadce")
            .args(FEATURES)
            .arg(wasm)
            .arg("--graph-file")
            .arg(out.join("exports.json"))
            .arg("-o")
            .arg(&part),
    )?;
    let lower = ["-O2", APART, "--llvm-nontrapping-fptoint-lowering", "--signext-lowering"];
    optimise(&lower, &part, &plain)?;
    run(npm::tool("wasm2js").args(["-O", APART]).args(FEATURES).arg(&plain).arg("-o").arg(&made))?;
    let text = fs::read_to_string(&made)?;
    // The instance is not made when the file is loaded but when it is needed, and anew after a trap.
    let at =
        text.find("var retasmFunc").context("wasm2js writes its instance otherwise than it did")?;
    Ok(fs::write(
        out.join("script.js"),
        format!("{}export const instantiate = () => asmFunc({{}});\n", &text[..at]),
    )?)
}

fn optimise(how: &[&str], from: &Path, to: &Path) -> Result<()> {
    run(npm::tool("wasm-opt").args(how).args(FEATURES).arg(from).arg("-o").arg(to))
}

/// Whether `made` is there and was made after `source` and by this very program.
fn newer(made: &Path, source: &Path) -> bool {
    let time = |file: &Path| fs::metadata(file).and_then(|data| data.modified()).ok();
    let program = std::env::current_exe().ok();
    let sources = [time(source), program.as_deref().and_then(time)];
    time(made)
        .is_some_and(|made| sources.iter().all(|source| source.is_some_and(|source| made > source)))
}

fn bindgen(compiled: &Path, out: &Path) -> Result<()> {
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
    command.args(["test", "--package", "whybounced", "--test", "wasm"]).args(WEB);
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
