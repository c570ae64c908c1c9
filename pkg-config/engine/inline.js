// The WebAssembly code lies in the bundle as a string. It is compiled at the first call, so importing the package does nothing.
import { code } from "#code";
import { blocked } from "./errors.js";

/** How many characters are read by one call: engines make fast code of what is called often sooner than of a long loop. */
const PART = 256;

/** Each character is a byte. Node, Bun and Deno copy them at once, which saves a quarter of the first call. */
function bytes() {
  const { Buffer } = globalThis;
  if (typeof Buffer?.from === "function") return Buffer.from(code, "latin1");
  const bytes = new Uint8Array(code.length);
  const part = (/** @type {number} */ from, /** @type {number} */ to) => {
    for (let at = from; at < to; at++) bytes[at] = code.charCodeAt(at);
  };
  for (let at = 0; at < bytes.length; at += PART) part(at, Math.min(at + PART, bytes.length));
  return bytes;
}

export function compile() {
  try {
    return new WebAssembly.Module(bytes());
  } catch (cause) {
    throw blocked(cause);
  }
}

export async function compileAside() {
  try {
    return await WebAssembly.compile(bytes());
  } catch (cause) {
    throw blocked(cause);
  }
}
