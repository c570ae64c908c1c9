//! The core on the web's side: in Node, and in a browser when
//! `WASM_BINDGEN_USE_BROWSER` is set. `cargo xtask test` runs both.

#![cfg(target_family = "wasm")]

use wasm_bindgen_test::wasm_bindgen_test;
use whybounced::{Utf16Offsets, explain, lookup, parse};

#[wasm_bindgen_test]
fn a_reply_is_explained() {
    let explanation = explain("550 5.1.1 <ana@example.net>: User unknown");
    let verdict = &explanation.verdicts[0];
    assert_eq!(verdict.cause.as_str(), "user-unknown");
    assert_eq!(verdict.action.as_str(), "suppress");
    assert_eq!(verdict.recipient.as_deref(), Some("ana@example.net"));
}

#[wasm_bindgen_test]
fn spans_count_utf_16_units() {
    let text = "字😀 550 5.1.1 user unknown";
    let start = parse(text).into_utf16().replies[0].span.start;
    assert_eq!(start, Utf16Offsets::new(text).unit("字😀 ".len() as u32));
    assert_eq!(start, 4);
}

#[wasm_bindgen_test]
fn any_input_is_answered() {
    let noise = "lorem ipsum 12 dolor\n".repeat(50_000);
    for text in ["", " ", "\0", "\u{202E}", "<script>", noise.as_str()] {
        assert_eq!(explain(text).verdicts[0].cause.as_str(), "unknown");
    }
    assert_eq!(explain(&[0xFF, 0xFE][..]).verdicts.len(), 1);
}

#[wasm_bindgen_test]
fn codes_are_looked_up() {
    assert_eq!(lookup("550").map(|meaning| meaning.parts.len()), Some(3));
    assert!(lookup("no such thing").is_none());
}
