// What wasm-bindgen generates from src/bindings, as the entry of the package sees it.
declare module "#core" {
  type Types = typeof import("../../pkg-config/index.js");
  export function initSync(options: { module: WebAssembly.Module }): void;
  export function __wbg_reset_state(): void;
  export function explainText(text: string): ReturnType<Types["explain"]>;
  export function explainBytes(bytes: Uint8Array): ReturnType<Types["explain"]>;
  export function parseText(text: string): ReturnType<Types["parse"]>;
  export function parseBytes(bytes: Uint8Array): ReturnType<Types["parse"]>;
  export function lookup(codeOrTopic: string): ReturnType<Types["lookup"]>;
  export function version(): string;
}
declare module "#core.wasm" {
  const base64: string;
  export default base64;
}
