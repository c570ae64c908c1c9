// The errors that are not a TypeError. Their codes are part of the API.

/**
 * @param {string} code
 * @param {string} message
 * @param {unknown} [cause]
 */
function coded(code, message, cause) {
  return Object.assign(new Error(message, cause === undefined ? undefined : { cause }), { code });
}

/** The host refuses to compile WebAssembly. @param {unknown} cause */
export function blocked(cause) {
  return coded("ERR_WASM_BLOCKED", "whybounced could not compile its WebAssembly code. If this page has a Content-Security-Policy, "
    + "its script-src needs 'wasm-unsafe-eval'; or import \"whybounced/js\", which is plain JavaScript.", cause);
}

/** The slim entry was called before it had its code. */
export function notReady() {
  return coded("ERR_NOT_READY", "whybounced/slim has no WebAssembly code yet: call initSync({ module }), or await init(), before anything else");
}

/**
 * Something was thrown in the core: a bug of ours, unless the caller's own stack was full.
 * @param {unknown} cause
 */
export function failed(cause) {
  if (cause instanceof RangeError) return cause;
  return coded("ERR_INTERNAL", "whybounced failed on this input; please report it", cause);
}
