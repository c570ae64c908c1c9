//! Compiles the knowledge base of `data/` into files of `OUT_DIR`.

use std::path::Path;
use std::{env, fs, process};

fn main() {
    println!("cargo::rerun-if-changed=data");
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    match whybounced_data::read(&Path::new(&root).join("data")) {
        Ok(base) => {
            let compiled = whybounced_data::compile(&base);
            let write = |name: &str, content: &[u8]| {
                fs::write(Path::new(&out).join(name), content).expect("OUT_DIR is writable");
            };
            write("knowledge.rs", compiled.source.as_bytes());
            write("anchors.rs", compiled.anchors.as_bytes());
            write("texts.txt", compiled.texts.as_bytes());
            write("numbers.bin", &compiled.numbers);
        }
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={problem}");
            }
            process::exit(1);
        }
    }
}
