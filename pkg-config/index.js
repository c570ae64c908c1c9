// The main entry: the WebAssembly code is in the bundle.
export * from "./api.js";
