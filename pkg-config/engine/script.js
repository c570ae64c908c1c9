// The core as plain JavaScript: one instance, made at the first call and made anew when it has failed.
import { instantiate } from "#script";
import { failed } from "./errors.js";
import { answer, ask, bytesAt } from "./raw.js";
import { unpacker } from "./unpack.js";

/** The instance, and what reads its answers. @type {{ raw: import("./raw.js").Raw, unpack: (head: number) => unknown } | undefined} */
let running;

function start() {
  const raw = instantiate();
  return (running = { raw, unpack: unpacker(raw.memory) });
}

export async function ready() {
  running ?? start();
}

/**
 * Calls the core. Whatever is thrown in it leaves it in an unknown state: the next call gets a fresh instance.
 * @template T
 * @param {(core: NonNullable<typeof running>) => T} run
 * @returns {T}
 */
function call(run) {
  try {
    return run(running ?? start());
  } catch (cause) {
    running = undefined;
    throw failed(cause);
  }
}

/** @param {"explain_row" | "explain_text_row"} name @param {string | Uint8Array} input */
const explained = (name, input) => call(({ raw, unpack }) => {
  let made;
  // Each answer is read, also one after which the core is asked again: it may bring texts that come only once.
  answer(raw, input, (place, length) => {
    const head = raw[name](place, length);
    made = unpack(head);
    return head;
  });
  return /** @type {import("../index.js").Explanation} */ (/** @type {unknown} */ (made));
});

/** @param {"parse" | "parse_text" | "lookup"} name @param {string | Uint8Array} input */
const told = (name, input) => call(({ raw }) => {
  const json = ask(raw, input, raw[name]);
  return json === undefined ? undefined : JSON.parse(json);
});

/** @type {typeof import("#engine").explainText} */
export const explainText = (text) => explained("explain_text_row", text);
/** @type {typeof import("#engine").explainBytes} */
export const explainBytes = (bytes) => explained("explain_row", bytes);
/** @type {typeof import("#engine").parseText} */
export const parseText = (text) => told("parse_text", text);
/** @type {typeof import("#engine").parseBytes} */
export const parseBytes = (bytes) => told("parse", bytes);
/** @type {typeof import("#engine").lookup} */
export const lookup = (text) => told("lookup", text);
/** @type {typeof import("#engine").version} */
export const version = () => call(({ raw }) => new TextDecoder().decode(bytesAt(raw, raw.version())));
