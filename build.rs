//! Compiles the knowledge base of `data/` into `OUT_DIR/knowledge.rs`.

use std::path::Path;
use std::{env, fs, process};

fn main() {
    println!("cargo::rerun-if-changed=data");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    match whybounced_data::read(&Path::new(&root).join("data")) {
        Ok(base) => {
            let target = Path::new(&out).join("knowledge.rs");
            let anchors = Path::new(&out).join("anchors.rs");
            fs::write(anchors, whybounced_data::compile_anchors(&base))
                .expect("OUT_DIR is writable");
            fs::write(target, whybounced_data::compile(&base)).expect("OUT_DIR is writable");
        }
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={problem}");
            }
            process::exit(1);
        }
    }
}
