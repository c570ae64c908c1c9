// What wasm-bindgen generates from src/bindings, as the engine sees it.
declare module "#core" {
  type Engine = typeof import("#engine");
  export function initSync(options: { module: WebAssembly.Module | undefined }): { memory: WebAssembly.Memory };
  export function __wbg_reset_state(): void;
  export function explainText(text: string): number;
  export function explainBytes(bytes: Uint8Array): number;
  export const parseText: Engine["parseText"];
  export const parseBytes: Engine["parseBytes"];
  export const lookup: Engine["lookup"];
  export const version: Engine["version"];
}
// The WebAssembly code as a string, a character a byte.
declare module "#code" {
  export const code: string;
}
// What an engine offers: engine/wasm.js and engine/script.js.
declare module "#engine" {
  type Types = typeof import("../../pkg-config/index.js");
  export function ready(): Promise<void>;
  export function explainText(text: string): ReturnType<Types["explain"]>;
  export function explainBytes(bytes: Uint8Array): ReturnType<Types["explain"]>;
  export function parseText(text: string): ReturnType<Types["parse"]>;
  export function parseBytes(bytes: Uint8Array): ReturnType<Types["parse"]>;
  export function lookup(codeOrTopic: string): ReturnType<Types["lookup"]>;
  export function version(): string;
}
// The raw module (raw/src) after wasm2js.
declare module "#script" {
  export function instantiate(): import("../../pkg-config/engine/raw.js").Raw;
}
// Where the WebAssembly code comes from: engine/inline.js and engine/outside.js.
declare module "#module" {
  export function compile(): WebAssembly.Module;
  export function compileAside(): Promise<WebAssembly.Module>;
}
// Words of data/words.toml, which xtask hands over.
declare module "#words" {
  export const ticket: Record<"cause" | "side" | "resend" | "certainty" | "recipient" | "original" | "sender" | "subject" | "sent" | "tried" | "until" | "reporter" | "server" | "codes" | "reply" | "message" | "queue" | "person" | "admin" | "mailer" | "needed" | "by", string>;
  export const suppression: Record<"dead" | "complaint" | "suppressed" | "repeated" | "watch" | "unsure" | "elsewhere", string>;
  export const guard: Record<"allowed" | "refused", string>;
}
// Texts of src/commands.
declare module "#help" {
  const text: string;
  export default text;
}
declare module "#prompt" {
  const text: string;
  export default text;
}
