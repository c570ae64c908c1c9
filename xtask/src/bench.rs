//! Measures size and speed. Nothing here fails a test: machines differ.

use anyhow::Result;

use crate::package;
use crate::shell::{cargo, heading, program, root, run};

/// Prints sizes, the time of the first call, and calls a second.
pub fn bench() -> Result<()> {
    let package = package::build()?;
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
