// The entry without the WebAssembly code: whoever uses it hands that in.
export * from "./api.js";
export { init, initSync } from "./engine/outside.js";
