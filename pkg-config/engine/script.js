// The core as plain JavaScript: one instance, made at the first call and made anew when it has failed.
import { instantiate } from "#script";
import { failed } from "./errors.js";
import { ask, bytesAt } from "./raw.js";

/** @type {import("./raw.js").Raw | undefined} */
let raw;

export async function ready() {
  raw ??= instantiate();
}

/**
 * @param {"explain" | "explain_text" | "parse" | "parse_text" | "lookup"} name
 * @param {string | Uint8Array} input
 */
function call(name, input) {
  const core = (raw ??= instantiate());
  try {
    const json = ask(core, input, core[name]);
    return json === undefined ? undefined : JSON.parse(json);
  } catch (cause) {
    raw = undefined;
    throw failed(cause);
  }
}

/** @type {typeof import("#engine").explainText} */
export const explainText = (text) => call("explain_text", text);
/** @type {typeof import("#engine").explainBytes} */
export const explainBytes = (bytes) => call("explain", bytes);
/** @type {typeof import("#engine").parseText} */
export const parseText = (text) => call("parse_text", text);
/** @type {typeof import("#engine").parseBytes} */
export const parseBytes = (bytes) => call("parse", bytes);
/** @type {typeof import("#engine").lookup} */
export const lookup = (text) => call("lookup", text);

/** @type {typeof import("#engine").version} */
export function version() {
  const core = (raw ??= instantiate());
  return new TextDecoder().decode(bytesAt(core, core.version()));
}
