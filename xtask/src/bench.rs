//! Measures size and speed. Nothing here fails a test: machines differ.

use anyhow::Result;

use crate::shell::{cargo, heading, program, root, run};
use crate::{npm, package};

/// Prints sizes, the time of the first call, and calls a second.
pub fn bench() -> Result<()> {
    let package = package::build()?;
    if let Err(error) = npm::install_rivals() {
        eprintln!("measured without rivals: {error:#}");
    }
    heading("Sizes and speed from Node");
    run(program("node").arg(root().join("benches/node.mjs")).arg(&package))?;
    heading("Speed of the native core");
    run(cargo().args([
        "bench",
        "--quiet",
        "--package",
        "whybounced",
        "--bench",
        "explain",
        "--",
        "--warm-up-time",
        "1",
        "--measurement-time",
        "3",
    ]))
}
