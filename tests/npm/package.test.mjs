// The functions of the package, as a program that has installed it sees them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folder, imported, installed, required } from "./consumer.mjs";

/** @type {import("./consumer.mjs").Whybounced} */
const esm = await imported();
/** @type {import("./consumer.mjs").Whybounced} */
const cjs = required();

test("import and require give the same answer, synchronously", () => {
  const reply = "550 5.1.1 <ana@example.net>: User unknown";
  assert.deepEqual(cjs.explain(reply), esm.explain(reply));
  assert.equal(esm.explain(reply).verdicts[0].cause, "user-unknown");
  assert.equal(esm.version(), JSON.parse(readFileSync(join(installed, "package.json"), "utf8")).version);
});

test("a program finds the package by its name", () => {
  const program = `import { explain } from "whybounced"; console.log(explain("552 5.2.2 Mailbox full").verdicts[0].action)`;
  writeFileSync(join(folder, "esm.mjs"), program);
  writeFileSync(join(folder, "cjs.cjs"), `const { explain } = require("whybounced"); console.log(explain("552 5.2.2 Mailbox full").verdicts[0].action)`);
  for (const file of ["esm.mjs", "cjs.cjs"]) {
    assert.equal(execFileSync("node", [file], { cwd: folder, encoding: "utf8" }).trim(), "retry");
  }
});

test("the error text of a mailer gives cause, action and delay", () => {
  const error = Object.assign(new Error("Can't send mail - all recipients were rejected: 451 4.7.1 <ana@example.net>: Recipient address rejected: Greylisted, try again in 300 seconds"), { code: "EENVELOPE" });
  const [verdict] = esm.explain(error.message).verdicts;
  assert.equal(verdict.cause, "greylisted");
  assert.equal(verdict.action, "retry");
  assert.equal(verdict.retryAfterSeconds, 300);
  assert.equal(verdict.recipient, "ana@example.net");
});

test("an AggregateError gives a verdict for each of its errors, and one of Node's connection is one", () => {
  const refused = (/** @type {string} */ response) => Object.assign(new Error(`Can't send mail: ${response}`), { code: "EENVELOPE", response });
  const of = (/** @type {Error} */ error) => esm.explain(error).verdicts.map(({ cause }) => cause);
  const several = new AggregateError([refused("550 5.1.1 User unknown"), refused("552 5.2.2 Mailbox full")]);
  assert.deepEqual(of(several), ["user-unknown", "mailbox-full"]);
  const [one, other] = ["::1", "127.0.0.1"].map((ip) => Object.assign(new Error(`connect ECONNREFUSED ${ip}:25`), { code: "ECONNREFUSED" }));
  assert.deepEqual(of(Object.assign(new AggregateError([one, other]), { code: "ECONNREFUSED" })), ["connection-failed"]);
});

test("spans fit the text, also behind characters beyond ASCII", () => {
  const text = "字😀é 550 5.1.1 <ana@example.net>: User unknown";
  const { tokens, verdicts: [verdict] } = esm.explain(text);
  const found = (/** @type {string} */ kind) => tokens.filter((token) => token.kind === kind).map((token) => text.slice(token.start, token.end));
  assert.deepEqual(found("reply-code"), ["550"]);
  assert.deepEqual(found("enhanced-code"), ["5.1.1"]);
  assert.deepEqual(found("recipient"), ["ana@example.net"]);
  for (const evidence of verdict.evidence) assert.equal(text.slice(evidence.start, evidence.end), evidence.says);
});

test("nothing that a string can hold makes it throw", () => {
  const texts = ["", " ", "\0", "\uD800", "550 \uDC00 5.1.1 user unknown", "\u202E\u202D", "<script>", "550-".repeat(50_000), "x".repeat(10_000_000)];
  for (const text of texts) {
    const explanation = esm.explain(text);
    assert.ok(explanation.verdicts.length >= 1);
    for (const token of explanation.tokens) assert.ok(token.start < token.end && token.end <= text.length);
    esm.parse(text);
    esm.lookup(text);
  }
  assert.equal(esm.explain("550 \uDC00 5.1.1 user unknown").verdicts[0].cause, "user-unknown");
});

test("bytes are read, also those that are no text", () => {
  assert.equal(esm.explain(new TextEncoder().encode("550 5.1.1 User unknown")).verdicts[0].cause, "user-unknown");
  assert.equal(esm.explain(Uint8Array.of(0xff, 0xfe, 0)).verdicts[0].cause, "unknown");
  assert.equal(esm.parse(Buffer.from("452 4.2.2 full")).replies[0]?.code, 452);
});

test("a wrong type throws a TypeError that says what is accepted", () => {
  for (const wrong of [undefined, null, 550, true, () => "550", Symbol("x"), Promise.resolve("550"), new ArrayBuffer(3)]) {
    const input = /** @type {string} */ (/** @type {unknown} */ (wrong));
    assert.throws(() => esm.explain(input), { name: "TypeError", message: /takes a string, a Uint8Array, an error/ });
    assert.throws(() => esm.parse(input), { name: "TypeError", message: /takes a string, a Uint8Array, an error/ });
    assert.throws(() => esm.lookup(input), { name: "TypeError", message: /takes a string/ });
  }
  const wrong = /** @type {string[]} */ (/** @type {unknown} */ ("550"));
  assert.throws(() => esm.explainAll(wrong), { name: "TypeError" });
});

test("an error of a mailer is read with all its recipients", () => {
  const refused = Object.assign(new Error("Can't send mail"), { response: "550 5.1.1 <ana@example.net>: User unknown", responseCode: 550, recipient: "ana@example.net" });
  const full = Object.assign(new Error("Can't send mail"), { response: "452 4.2.2 full", responseCode: 452, recipient: "ivo@example.org" });
  const error = Object.assign(new Error("all recipients were rejected"), { code: "EENVELOPE", command: "RCPT TO", response: "452 4.2.2 full", rejectedErrors: [refused, full] });
  const explanation = esm.explain(error);
  assert.equal(explanation.form, "mailer-error");
  assert.deepEqual(explanation.verdicts.map((verdict) => [verdict.recipient, verdict.cause]), [["ana@example.net", "user-unknown"], ["ivo@example.org", "mailbox-full"]]);
  const token = explanation.tokens.find((found) => found.kind === "recipient" && found.piece === undefined);
  assert.equal(explanation.input?.slice(token?.start, token?.end), "ana@example.net");
  const partial = esm.explain({ accepted: ["eva@example.org"], rejected: ["ana@example.net"], rejectedErrors: [refused], response: "250 OK" });
  assert.equal(partial.outcome, "partial");
  assert.equal(esm.explain(Object.assign(new Error("connect ECONNREFUSED 192.0.2.1:25"), { code: "ECONNREFUSED" })).verdicts[0].cause, "connection-failed");
});

test("the body of a webhook is read as an object, in an array and as text", () => {
  const event = { email: "ana@example.net", event: "bounce", reason: "550 5.1.1 User unknown", sg_event_id: "1", sg_message_id: "2" };
  for (const input of [event, [event], JSON.stringify(event), JSON.stringify([event], null, 2)]) {
    const explanation = esm.explain(input);
    assert.equal(explanation.source, "sendgrid");
    assert.deepEqual([explanation.verdicts[0].recipient, explanation.verdicts[0].cause], ["ana@example.net", "user-unknown"]);
  }
});

test("strange objects do no harm", () => {
  /** @type {Record<string, unknown>} */
  const circle = { message: "550 5.1.1 User unknown", code: "EENVELOPE" };
  circle["self"] = circle;
  assert.equal(esm.explain(circle).verdicts[0].cause, "user-unknown");
  const trap = Object.defineProperty({ message: "550 5.1.1 User unknown", code: "E" }, "bad", { enumerable: true, get() { throw new Error("no"); } });
  assert.equal(esm.explain(trap).verdicts[0].cause, "user-unknown");
  for (const nothing of [{}, [], new Error("x"), new Map(), { big: 1n, day: new Date(NaN), bytes: new Uint8Array(3) }]) {
    assert.equal(esm.explain(/** @type {any} */ (nothing)).verdicts[0].action, "review");
  }
});

test("several inputs are answered in their order", () => {
  const causes = esm.explainAll(["550 5.1.1 User unknown", "452 4.2.2 Mailbox full", ""]).map((answer) => answer.verdicts[0].cause);
  assert.deepEqual(causes, ["user-unknown", "mailbox-full", "unknown"]);
});

test("what is absent is left out, never null", () => {
  const text = JSON.stringify([esm.explain("550"), esm.explain(""), esm.parse("550 x"), esm.lookup("550"), esm.lookup("port 465")]);
  assert.ok(!text.includes("null"));
  assert.equal(esm.lookup("no such thing"), undefined);
});

test("the tarball holds what it should", () => {
  const files = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: installed, encoding: "utf8" }));
  const pack = Array.isArray(files) ? files[0] : Object.values(files)[0];
  const names = pack.files.map((/** @type {{ path: string }} */ file) => file.path).sort();
  assert.deepEqual(names, [
    "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "dist/cli.js", "dist/core.wasm", "dist/index.cjs", "dist/index.d.cts",
    "dist/index.d.ts", "dist/index.js", "dist/js.cjs", "dist/js.d.cts", "dist/js.d.ts", "dist/js.js", "dist/raw.wasm", "dist/slim.cjs", "dist/slim.d.cts", "dist/slim.d.ts", "dist/slim.js",
    ...["explanation", "input", "meaning", "parsed", "words"].flatMap((name) => [`dist/types/${name}.d.cts`, `dist/types/${name}.d.ts`]), "package.json",
  ]);
});
