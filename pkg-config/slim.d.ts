/**
 * The same functions without the WebAssembly code, for who wants to serve, cache or compile it in another way. Hand in
 * `whybounced/core.wasm` first, once; until then every function throws an error with the code `ERR_NOT_READY`.
 */
export * from "./index.js";

/**
 * Takes the code as a compiled module or as bytes.
 *
 * @example
 * import module from "whybounced/core.wasm"; // where the bundler or runtime compiles it
 * initSync({ module });
 */
export function initSync(code: { module: WebAssembly.Module | BufferSource }): void;

/**
 * Takes the code from an address, a response of `fetch`, bytes or a compiled module.
 *
 * @example
 * await init(new URL("/assets/core.wasm", location.href));
 */
export function init(source: CodeSource | Promise<CodeSource>): Promise<void>;

/** Where the code comes from; a string is an address. */
export type CodeSource = string | URL | Response | WebAssembly.Module | BufferSource;
