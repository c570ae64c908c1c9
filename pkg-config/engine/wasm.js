// The WebAssembly core: one instance, made at the first call and made anew after a trap.
import {
  __wbg_reset_state, explainBytes as explainBytesCore, explainText as explainTextCore, initSync as instantiate, lookup as lookupCore,
  parseBytes as parseBytesCore, parseText as parseTextCore, version as versionCore,
} from "#core";
import { compile, compileAside } from "#module";
import { failed } from "./errors.js";
import { unpacker } from "./unpack.js";

/** Reads the answers of the running instance. @type {((head: number) => unknown) | undefined} */
let unpack;

/** @param {WebAssembly.Module} [module] None for an instance that runs already. */
function start(module) {
  unpack = unpacker(instantiate({ module }).memory);
}

export async function ready() {
  if (unpack) return;
  const module = await compileAside();
  // A call may have come first.
  if (!unpack) start(module);
}

/**
 * Calls the core. Whatever is thrown in it leaves it in an unknown state: the next call gets a fresh instance.
 * @template T
 * @param {() => T} run
 * @returns {T}
 */
function call(run) {
  if (!unpack) start(compile());
  try {
    return run();
  } catch (cause) {
    __wbg_reset_state();
    start();
    throw failed(cause);
  }
}

/** @param {number} head */
const unpacked = (head) => /** @type {import("../index.js").Explanation} */ (unpack?.(head));

/** @type {typeof import("#engine").explainText} */
export const explainText = (text) => call(() => unpacked(explainTextCore(text)));
/** @type {typeof import("#engine").explainBytes} */
export const explainBytes = (bytes) => call(() => unpacked(explainBytesCore(bytes)));
/** @type {typeof import("#engine").parseText} */
export const parseText = (text) => call(() => parseTextCore(text));
/** @type {typeof import("#engine").parseBytes} */
export const parseBytes = (bytes) => call(() => parseBytesCore(bytes));
/** @type {typeof import("#engine").lookup} */
export const lookup = (text) => call(() => lookupCore(text));
/** @type {typeof import("#engine").version} */
export const version = () => call(versionCore);
