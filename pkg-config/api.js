// The functions of the package, the same on every engine (`#engine`): WebAssembly or plain JavaScript.
import { explainBytes, explainText, lookup as lookupCore, parseBytes, parseText, version as versionCore } from "#engine";
import { textOf } from "./object.js";

export { ready } from "#engine";
export { redact } from "./redact.js";
export { retryDelay } from "./retry.js";
export { suppression, suppressionGuard } from "./suppression.js";
export { toTicket } from "./ticket.js";

/**
 * @template {object} T
 * @param {string} name
 * @param {unknown} input
 * @param {(text: string) => T} ofText
 * @param {(bytes: Uint8Array) => T} ofBytes
 * @returns {T}
 */
function ofEither(name, input, ofText, ofBytes) {
  if (typeof input === "string") return ofText(input);
  if (input instanceof Uint8Array) return ofBytes(input);
  // A forgotten `await` must not pass for a text that says nothing.
  const wrong = input instanceof Promise || input instanceof ArrayBuffer;
  if (typeof input === "object" && input !== null && !wrong) {
    const text = textOf(input);
    return Object.assign(ofText(text), { input: text });
  }
  throw new TypeError(`${name}() takes a string, a Uint8Array, an error of a mailer or the body of a webhook, `
    + `not ${input === null ? "null" : wrong ? input.constructor.name : typeof input}`);
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
    throw new TypeError("explainAll() takes an array or another iterable of inputs");
  }
  return Array.from(inputs, (input) => explain(input));
}

/** @type {typeof import("./index.js").lookup} */
export function lookup(codeOrTopic) {
  if (typeof codeOrTopic !== "string") throw new TypeError("lookup() takes a string such as \"550\", \"5.7.26\" or \"port 465\"");
  return lookupCore(codeOrTopic);
}

/** @type {typeof import("./index.js").version} */
export function version() {
  return versionCore();
}
