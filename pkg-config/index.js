// The entry of the package. The WebAssembly code is in the bundle as base64; it is
// compiled at the first call, so importing the package costs and does nothing.
import {
  __wbg_reset_state, explainBytes, explainText, initSync, lookup as lookupCore, parseBytes, parseText, version as versionCore,
} from "#core";
import base64 from "#core.wasm";
import { textOf } from "./object.js";

let ready = false;

/** @param {string} text */
function decode(text) {
  const fromBase64 = /** @type {{ fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }} */ (/** @type {unknown} */ (Uint8Array)).fromBase64;
  if (fromBase64) return fromBase64.call(Uint8Array, text);
  // A plain loop: `Uint8Array.from` with a function takes twenty times as long.
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

function compile() {
  if (ready) return;
  try {
    initSync({ module: new WebAssembly.Module(decode(base64)) });
  } catch (cause) {
    const blocked = "whybounced could not compile its WebAssembly code. If this page has a Content-Security-Policy, "
      + "its script-src needs 'wasm-unsafe-eval'.";
    throw Object.assign(new Error(blocked, { cause }), { code: "ERR_WASM_BLOCKED" });
  }
  ready = true;
}

/**
 * Calls the core. A trap is a bug of ours: it is reported, and the next call gets a fresh instance.
 * @template T
 * @param {() => T} run
 * @returns {T}
 */
function call(run) {
  compile();
  try {
    return run();
  } catch (cause) {
    if (!(cause instanceof WebAssembly.RuntimeError)) throw cause;
    ready = false;
    __wbg_reset_state();
    throw Object.assign(new Error("whybounced failed on this input; please report it", { cause }), { code: "ERR_INTERNAL" });
  }
}

/**
 * @template {object} T
 * @param {string} name
 * @param {unknown} input
 * @param {(text: string) => T} ofText
 * @param {(bytes: Uint8Array) => T} ofBytes
 * @returns {T}
 */
function ofEither(name, input, ofText, ofBytes) {
  if (typeof input === "string") return call(() => ofText(input));
  if (input instanceof Uint8Array) return call(() => ofBytes(input));
  if (typeof input === "object" && input !== null) {
    const text = textOf(input);
    return Object.assign(call(() => ofText(text)), { input: text });
  }
  throw new TypeError(`${name}() takes a string, a Uint8Array, an error of a mailer or the body of a webhook, `
    + `not ${input === null ? "null" : typeof input}`);
}

/** @type {typeof import("./index.js").parse} */
export function parse(input) {
  return ofEither("parse", input, parseText, parseBytes);
}

/** @type {typeof import("./index.js").explain} */
export function explain(input) {
  return ofEither("explain", input, explainText, explainBytes);
}

/** @type {typeof import("./index.js").explainAll} */
export function explainAll(inputs) {
  if (typeof inputs === "string" || typeof inputs?.[Symbol.iterator] !== "function") {
    throw new TypeError("explainAll() takes an array or another iterable of strings and Uint8Arrays");
  }
  return Array.from(inputs, (input) => explain(input));
}

/** @type {typeof import("./index.js").lookup} */
export function lookup(codeOrTopic) {
  if (typeof codeOrTopic !== "string") throw new TypeError("lookup() takes a string such as \"550\", \"5.7.26\" or \"port 465\"");
  return call(() => lookupCore(codeOrTopic));
}

/** @type {typeof import("./index.js").version} */
export function version() {
  return call(versionCore);
}
