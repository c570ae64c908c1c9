// The entry without WebAssembly, for places that do not let it be compiled.
export * from "./api.js";
