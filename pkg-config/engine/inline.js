// The WebAssembly code lies in the bundle as a string. It is compiled at the first call, so importing the package does nothing.
import code from "#code";
import { blocked } from "./errors.js";

/** A plain loop: `Uint8Array.from` with a function takes twenty times as long. */
function decode() {
  const bytes = new Uint8Array(code.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = code.charCodeAt(at);
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
