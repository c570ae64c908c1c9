// Ten thousand damaged inputs: nothing that comes in makes the package fail, and every place lies in the text.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { imported } from "./consumer.mjs";

/** @type {import("./consumer.mjs").Whybounced} */
const { explain, parse, redact, retryDelay, suppression, toTicket } = await imported();
/** @type {import("./consumer.mjs").Whybounced} */
const script = await imported("whybounced/js");

const MUTATIONS = 10_000;
/** The plain JavaScript is slower, so it is asked for some of them. */
const ALSO_SCRIPT = 50;
const LONGEST = 20_000;

const root = fileURLToPath(new URL("../cases", import.meta.url));
const files = readdirSync(root, { recursive: true }).map((name) => join(root, String(name))).filter((file) => statSync(file).isFile()).sort();
const seeds = files.map((file) => readFileSync(file).subarray(0, LONGEST));

/** Numbers that are the same in each run (mulberry32). @param {number} seed */
function numbers(seed) {
  return (/** @type {number} */ below) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const SPLINTERS = [
  "550-", "550 ", "5.1.1", "\r\n", "\n\n", "\r", "\0", "\u{1f600}", "\u202e", "<>", "@", "--b\r\n", "=?utf-8?B?4pyT?=", "=?shift_jis?Q?=83?=", "&#0;", "<!--", "{\"a\":", "]]]]",
  "Content-Type: multipart/mixed; boundary=b\r\n\r\n", "Content-Transfer-Encoding: base64\r\n", "Final-Recipient: rfc822; ", "99999999999999999999", "\ufeff", "> > > ", "__proto__",
];

/** One to four damages. @param {Buffer} seed @param {(below: number) => number} random */
function damaged(seed, random) {
  let bytes = seed;
  for (let left = 1 + random(4); left > 0; left--) {
    const at = random(bytes.length + 1);
    const end = Math.min(bytes.length, at + random(80));
    const other = /** @type {Buffer} */ (seeds[random(seeds.length)]);
    const cut = random(other.length + 1);
    const put = [
      Buffer.of(random(256)), Buffer.from(/** @type {string} */ (SPLINTERS[random(SPLINTERS.length)])), bytes.subarray(at, end), other.subarray(cut, cut + random(400)), Buffer.alloc(0),
    ][random(5)];
    bytes = Buffer.concat([bytes.subarray(0, at), put ?? Buffer.alloc(0), bytes.subarray(random(2) ? at : end)]).subarray(0, LONGEST);
  }
  return bytes;
}

/** @param {import("../../pkg-config/index.js").Explanation} explanation @param {string} input */
function assertSound(explanation, input) {
  assert.ok(explanation.verdicts.length >= 1);
  const texts = [input, ...(explanation.pieces ?? [])];
  let last = { piece: 0, start: 0 };
  for (const { piece = 0, start, end } of explanation.tokens) {
    const text = texts[piece];
    assert.ok(text !== undefined && start < end && end <= text.length, `${piece}: ${start}-${end} of ${text?.length}`);
    assert.ok(piece > last.piece || (piece === last.piece && start >= last.start), "tokens are sorted");
    last = { piece, start };
  }
  for (const verdict of explanation.verdicts) {
    for (const { start, end, piece = 0 } of verdict.evidence) assert.ok(start <= end && end <= (texts[piece]?.length ?? -1));
    assert.ok(verdict.title && verdict.summary && verdict.steps.length > 0);
    const sure = verdict.action !== "suppress" || ["address", "domain"].includes(verdict.scope);
    assert.ok(sure, `${verdict.cause} suppresses`);
    const delay = retryDelay(verdict, 1);
    assert.ok(delay === null || delay >= 0);
    assert.ok(["none", "watch", "suppress"].includes(suppression(verdict).action));
  }
}

test(`${MUTATIONS} damaged inputs`, () => {
  const random = numbers(20261125);
  for (let at = 0; at < MUTATIONS; at++) {
    const bytes = damaged(/** @type {Buffer} */ (seeds[random(seeds.length)]), random);
    const text = bytes.toString(random(2) ? "utf8" : "latin1");
    const asText = random(2) === 0;
    const explanation = explain(asText ? text : new Uint8Array(bytes));
    if (asText) assertSound(explanation, text);
    if (at % ALSO_SCRIPT === 0) {
      assert.equal(JSON.stringify(script.explain(asText ? text : new Uint8Array(bytes))), JSON.stringify(explanation), `input ${at}`);
      assert.ok(!JSON.stringify(explanation).includes(":null"));
      parse(text);
      toTicket(explanation, { format: random(2) ? "text" : "markdown" });
      redact(explanation);
      redact(text);
    }
  }
});

test("damaged objects", () => {
  const random = numbers(7);
  const objects = files.filter((file) => file.endsWith(".json")).flatMap((file) => {
    try {
      return [JSON.parse(readFileSync(file, "utf8"))];
    } catch {
      // One of the cases is cut off.
      return [];
    }
  });
  assert.ok(objects.length > 10);
  const strange = [null, undefined, NaN, 1n, -0, "", [], {}, [[[]]], Symbol("x"), () => 1, new Date(0), new Error("550 5.1.1 no"), "\ud800", { toString: 5 }, Object.create(null)];
  for (let round = 0; round < 2_000; round++) {
    const object = structuredClone(objects[random(objects.length)]);
    for (let left = 1 + random(3); left > 0; left--) {
      let place = object;
      for (let deep = random(5); deep > 0; deep--) {
        const inner = Object.values(place).filter((value) => typeof value === "object" && value !== null);
        if (inner.length > 0) place = inner[random(inner.length)];
      }
      const names = Object.keys(place);
      if (names.length > 0) place[/** @type {string} */ (names[random(names.length)])] = strange[random(strange.length)];
    }
    const explanation = explain(object);
    assertSound(explanation, String(explanation.input));
  }
});
