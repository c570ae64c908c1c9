// The WebAssembly code lies in the bundle as a string. It is compiled at the first call, so importing the package does nothing.
import { alphabet, code } from "#code";
import { blocked } from "./errors.js";

/** No character of the string is as large. */
const LARGEST = 0x200;

/** How many characters are decoded by one call: engines make fast code of what is called often sooner than of a long loop. */
const PART = 256;

/** Plain loops: `Uint8Array.from` with a function takes twenty times as long. */
function decode() {
  const byteOf = new Uint8Array(LARGEST);
  for (let byte = 0; byte < alphabet.length; byte++) byteOf[alphabet.charCodeAt(byte)] = byte;
  const bytes = new Uint8Array(code.length);
  const part = (/** @type {number} */ from, /** @type {number} */ to) => {
    for (let at = from; at < to; at++) bytes[at] = /** @type {number} */ (byteOf[code.charCodeAt(at)]);
  };
  for (let at = 0; at < bytes.length; at += PART) part(at, Math.min(at + PART, bytes.length));
  return bytes;
}

export function compile() {
  try {
    return new WebAssembly.Module(decode());
  } catch (cause) {
    throw blocked(cause);
  }
}

export async function compileAside() {
  try {
    return await WebAssembly.compile(decode());
  } catch (cause) {
    throw blocked(cause);
  }
}
