//! The host's `TextDecoder`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type TextDecoder;

    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str) -> Result<TextDecoder, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &[u8]) -> Result<String, JsValue>;
}

/// The text of `bytes`; `None` when the host does not know the charset.
pub fn decode(bytes: &[u8], charset: &str) -> Option<String> {
    TextDecoder::new(charset).ok()?.decode(bytes).ok()
}
