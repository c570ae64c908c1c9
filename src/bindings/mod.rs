//! The door for JavaScript: text or bytes in, plain objects out.
//!
//! The only module that knows wasm-bindgen. Spans are turned into UTF-16 code
//! units here, and what is absent in Rust is absent, not null, in JavaScript.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::row;

fn to_object(value: &impl Serialize) -> Result<JsValue, js_sys::Error> {
    let serializer = Serializer::new().serialize_maps_as_objects(true);
    value.serialize(&serializer).map_err(|error| js_sys::Error::new(&error.to_string()))
}

/// What a text means: the place of a row of numbers in memory (see [`crate::row`]).
#[wasm_bindgen(js_name = explainText)]
pub fn explain_text(text: &str) -> *const u32 {
    packed(crate::explain(text))
}

/// What the bytes of a file mean: the place of a row of numbers in memory.
#[wasm_bindgen(js_name = explainBytes)]
pub fn explain_bytes(bytes: &[u8]) -> *const u32 {
    packed(crate::explain(bytes))
}

fn packed(explanation: crate::Explanation) -> *const u32 {
    row::pack(&explanation.into_utf16())
}

/// What a text says.
#[wasm_bindgen(js_name = parseText)]
pub fn parse_text(text: &str) -> Result<JsValue, js_sys::Error> {
    to_object(&crate::parse(text).into_utf16())
}

/// What the bytes of a file say.
#[wasm_bindgen(js_name = parseBytes)]
pub fn parse_bytes(bytes: &[u8]) -> Result<JsValue, js_sys::Error> {
    to_object(&crate::parse(bytes).into_utf16())
}

/// The meaning of a code or of a guide topic; `undefined` when there is none.
#[wasm_bindgen]
pub fn lookup(code_or_topic: &str) -> Result<JsValue, js_sys::Error> {
    crate::lookup(code_or_topic).map_or(Ok(JsValue::UNDEFINED), |meaning| to_object(&meaning))
}

/// The version of the package. It does next to nothing, which makes it the
/// measure of what a call costs.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
