#!/usr/bin/env node
// The command line tool: src/bin/whybounced in Rust, here on WebAssembly. What is printed comes from the core.
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { getSystemErrorMap, parseArgs, stripVTControlCharacters } from "node:util";
import help from "#help";
import prompt from "#prompt";
import { ask, bytesAt, lent } from "./engine/raw.js";

const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(new URL("./raw.wasm", import.meta.url))));
const raw = /** @type {import("./engine/raw.js").Raw & import("./engine/raw.js").Commands} */ (/** @type {unknown} */ (exports));

const LINE_FEED = 10;
/** A command that could not be carried out. */
const FAILED = 2;

/** What is to be explained: a file with its name, or a text without one. @typedef {{ name: string, bytes: Uint8Array }} Given */

process.stdout.on("error", (error) => {
  // The reader went away (`whybounced … | head`): nothing is wrong.
  process.exit(/** @type {NodeJS.ErrnoException} */ (error).code === "EPIPE" ? 0 : FAILED);
});
try {
  await main();
} catch (error) {
  process.stderr.write(`whybounced: ${/** @type {Error} */ (error).message}\n`);
  process.exitCode = FAILED;
}

async function main() {
  const { values: { json, ndjson, help: helps, version }, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "boolean" }, ndjson: { type: "boolean" }, help: { type: "boolean", short: "h" }, version: { type: "boolean", short: "V" } },
  });
  if (helps) return print(help);
  if (version) return print(`whybounced ${new TextDecoder().decode(bytesAt(raw, raw.version()))}\n`);
  if (ndjson && (json || positionals.length > 0)) throw new Error("--ndjson cannot be used with --json or with a text");
  if (ndjson) return stream();
  const given = await whatIsGiven(positionals);
  for (const { name, bytes } of given) {
    if (json) await print(`${JSON.stringify(JSON.parse(ask(raw, bytes, raw.explain) ?? ""), null, 2)}\n`);
    else await print(coloured((given.length > 1 ? ask(raw, name, raw.heading) : "") + (ask(raw, bytes, terminal) ?? "")));
  }
}

/** @param {string} text */
async function print(text) {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

/** For a terminal of as many columns as this one has; none in a pipe. @param {number} place @param {number} length */
function terminal(place, length) {
  return raw.terminal(place, length, process.stdout.columns ?? 0);
}

/** @param {string} text */
function coloured(text) {
  const { NO_COLOR: never, CLICOLOR_FORCE: always } = process.env;
  const colours = !never && ((always && always !== "0") || (process.stdout.isTTY && process.stdout.hasColors()));
  return colours ? text : stripVTControlCharacters(text);
}

/** A slip of the pen in the name of a file must not be explained as if it were a text. @param {string} item */
function isNamedLikeAFile(item) {
  return (/^\.{0,2}\//.test(item) || /\.(eml|json|log|mbox|msg|ndjson|txt)$/.test(item)) && !/[\s@]/.test(item);
}

/** Files, or the arguments as one text, or standard input. @param {string[]} given @returns {Promise<Given[]>} */
async function whatIsGiven(given) {
  if (given.length > 0 && given.every((item) => existsSync(item) || isNamedLikeAFile(item))) {
    const files = given.flatMap(filesBelow);
    if (files.length === 0) throw new Error("there is no file in this folder");
    return files.map((name) => ({ name, bytes: read(name) }));
  }
  if (given.length > 0 && given.join(" ") !== "-") return [{ name: "", bytes: Buffer.from(given.join(" ")) }];
  if (process.stdin.isTTY) process.stderr.write(prompt);
  /** @type {Buffer[]} */
  const parts = [];
  for await (const part of process.stdin) parts.push(part);
  return [{ name: "", bytes: Buffer.concat(parts) }];
}

/** The file itself, or all files below a folder such as a maildir, sorted by name. @param {string} path @returns {string[]} */
function filesBelow(path) {
  try {
    const names = readdirSync(path).sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
    return names.flatMap((name) => filesBelow(join(path, name)));
  } catch {
    // Not a folder.
    return [path];
  }
}

/** Reads a file; the error names it, in the words of the system. @param {string} name */
function read(name) {
  try {
    return readFileSync(name);
  } catch (error) {
    const { errno = 0, message } = /** @type {NodeJS.ErrnoException} */ (error);
    const words = getSystemErrorMap().get(errno)?.[1];
    throw new Error(`${name}: ${words ? `${words[0]?.toUpperCase()}${words.slice(1)} (os error ${-errno})` : message}`);
  }
}

/** Answers every line of standard input. */
async function stream() {
  let rest = Buffer.alloc(0);
  for await (const part of process.stdin) {
    rest = Buffer.concat([rest, part]);
    const end = rest.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) await print(answers(rest.subarray(0, end)));
    rest = rest.subarray(end);
  }
  await print(answers(rest));
}

/** @param {Buffer} lines */
function answers(lines) {
  let made = "";
  for (let start = 0, end; start < lines.length; start = end + 1) {
    end = lines.indexOf(LINE_FEED, start);
    if (end === -1) end = lines.length;
    const line = lines.subarray(start, end);
    if (line.some((byte) => byte > 32 || (byte !== 32 && byte !== 9 && byte !== 12 && byte !== 13))) made += `${answer(line)}\n`;
  }
  return made;
}

/** @param {Uint8Array} line */
function answer(line) {
  const [content, readable] = fileOf(line);
  return lent(raw, content, (file, length) => ask(raw, line, (place, size) => raw.answer(place, size, file, length, readable)));
}

/** What is in the file that a line names, or why it cannot be read. @param {Uint8Array} line @returns {[Uint8Array | string, 0 | 1]} */
function fileOf(line) {
  const name = ask(raw, line, raw.file_of);
  if (name === undefined) return ["", 1];
  try {
    return [read(name), 1];
  } catch (error) {
    return [/** @type {Error} */ (error).message, 0];
  }
}
