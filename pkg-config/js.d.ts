/**
 * The same functions in plain JavaScript, for pages and runtimes that do not let WebAssembly be compiled: a strict
 * Content-Security-Policy, browser extensions, Workers. The answers are the same to the byte; it is slower and larger.
 */
export * from "./index.js";
