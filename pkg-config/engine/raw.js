// Talks to the raw module (raw/src/lib.rs), be it WebAssembly or plain JavaScript: numbers and memory only.

/**
 * @typedef {object} Raw
 * @property {{ readonly buffer: ArrayBufferLike }} memory
 * @property {(length: number) => number} alloc
 * @property {(place: number, length: number) => void} release
 * @property {(place: number, length: number) => number} explain_row
 * @property {(place: number, length: number) => number} explain_text_row
 * @property {(place: number, length: number) => number} parse
 * @property {(place: number, length: number) => number} parse_text
 * @property {(place: number, length: number) => number} lookup
 * @property {() => number} version
 * @property {() => number} undecoded
 * @property {(place: number, length: number) => void} decoded
 * @property {() => void} undecodable
 * @property {() => void} forget
 */

/**
 * What only the command line tool calls.
 * @typedef {object} Commands
 * @property {(place: number, length: number) => number} explain
 * @property {(place: number, length: number, columns: number) => number} terminal
 * @property {(place: number, length: number) => number} heading
 * @property {(place: number, length: number) => number} file_of
 * @property {(place: number, length: number, file: number, fileLength: number, readable: 0 | 1) => number} answer
 */

const LINE_FEED = 10;
/** Texts in texts: a decoded part may show further parts. Deeper than any mail that a server wrote. */
const MOST_ROUNDS = 4;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Calls a function of the module with an input, and again when it could not decode something in it.
 * @param {Raw} raw
 * @param {string | Uint8Array} input
 * @param {(place: number, length: number) => number} run
 * @returns The text of the answer.
 */
export function ask(raw, input, run) {
  const bytes = bytesAt(raw, answer(raw, input, run));
  return bytes && decoder.decode(bytes);
}

/**
 * As `ask`, but gives the place of the answer, which stays there until the next call.
 * @param {Raw} raw
 * @param {string | Uint8Array} input
 * @param {(place: number, length: number) => number} run
 */
export function answer(raw, input, run) {
  return lent(raw, input, (place, length) => {
    let answer = run(place, length);
    let round = 0;
    for (; round < MOST_ROUNDS && decodeNotes(raw); round++) answer = run(place, length);
    if (round > 0) raw.forget();
    return answer;
  });
}

/**
 * Writes an input into the memory of the module for as long as `use` runs.
 * @template T
 * @param {Raw} raw
 * @param {string | Uint8Array} input
 * @param {(place: number, length: number) => T} use
 * @returns {T}
 */
export function lent(raw, input, use) {
  // A UTF-16 unit has at most three bytes in UTF-8.
  const size = typeof input === "string" ? input.length * 3 : input.length;
  const place = raw.alloc(size) >>> 0;
  const memory = new Uint8Array(raw.memory.buffer, place, size);
  let length = size;
  if (typeof input === "string") length = encoder.encodeInto(input, memory).written;
  else memory.set(input);
  const made = use(place, length);
  raw.release(place, size);
  return made;
}

/**
 * The bytes of an answer: their number stands before them. They stay until the next call.
 * @param {Raw} raw
 * @param {number} answer
 */
export function bytesAt(raw, answer) {
  if (answer === 0) return undefined;
  const place = answer >>> 0;
  const length = new DataView(raw.memory.buffer).getUint32(place, true);
  return new Uint8Array(raw.memory.buffer, place + 4, length);
}

/**
 * Decodes what the module has no tables for; says whether there was anything.
 * @param {Raw} raw
 */
function decodeNotes(raw) {
  let some = false;
  for (let note = bytesAt(raw, raw.undecoded()); note; note = bytesAt(raw, raw.undecoded())) {
    some = true;
    const end = note.indexOf(LINE_FEED);
    const text = decodedAs(decoder.decode(note.subarray(0, end)), note.subarray(end + 1));
    if (text === undefined) raw.undecodable();
    else lent(raw, text, raw.decoded);
  }
  return some;
}

/** @param {string} charset @param {Uint8Array} bytes */
function decodedAs(charset, bytes) {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // The host does not know this charset.
    return undefined;
  }
}
