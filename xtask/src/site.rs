//! Makes the static site: the page of `www/` and the built package beside it.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::package;
use crate::shell::{copy_folder, heading, root, target};

/// Builds everything into `target/site` and gives that folder.
pub fn build() -> Result<PathBuf> {
    heading("Making the site");
    let out = target().join("site");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    copy_folder(&root().join("www"), &out)?;
    package::build_main(&out.join("whybounced/index.js"))?;
    eprintln!("{}", out.display());
    Ok(out)
}
