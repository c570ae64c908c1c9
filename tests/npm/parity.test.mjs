// The native tool, the WebAssembly in the package and its plain JavaScript give the same answer, byte for byte.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { required } from "./consumer.mjs";

/** @type {import("./consumer.mjs").Whybounced} */
const wasm = required();
/** @type {import("./consumer.mjs").Whybounced} */
const script = required("whybounced/js");

/** All files below a folder. @param {string} folder */
function filesBelow(folder) {
  const names = readdirSync(folder, { recursive: true }).map(String);
  return names.map((name) => join(folder, name)).filter((file) => statSync(file).isFile()).sort();
}

/** What the native tool says to requests, in their order, as JSON. @param {object[]} requests */
function native(requests) {
  const lines = requests.map((request) => JSON.stringify(request)).join("\n");
  const { stdout } = spawnSync(String(process.env["WHYBOUNCED"]), ["--ndjson"], { input: lines, maxBuffer: 1 << 30 });
  const answers = stdout.toString().trimEnd().split("\n");
  assert.equal(answers.length, requests.length);
  return answers.map((answer) => JSON.stringify(JSON.parse(answer).explanation));
}

/** @param {object[]} requests @param {(string | Uint8Array)[]} inputs @param {string[]} names */
function compare(requests, inputs, names) {
  native(requests).forEach((answer, at) => {
    const input = /** @type {string} */ (inputs[at]);
    assert.equal(JSON.stringify(wasm.explain(input)), answer, `WebAssembly: ${names[at]}`);
    assert.equal(JSON.stringify(script.explain(input)), answer, `plain JavaScript: ${names[at]}`);
  });
}

test("every case gives the same bytes natively, in WebAssembly and in plain JavaScript", () => {
  const files = filesBelow(fileURLToPath(new URL("../cases", import.meta.url)));
  assert.ok(files.length > 50, `${files.length} cases`);
  compare(files.map((file) => ({ file })), files.map((file) => new Uint8Array(readFileSync(file))), files);
  const texts = files.map((file) => readFileSync(file, "utf8"));
  compare(texts.map((input) => ({ input })), texts, files);
  for (const text of texts) {
    assert.equal(JSON.stringify(script.parse(text)), JSON.stringify(wasm.parse(text)));
    assert.equal(JSON.stringify(script.parse(Buffer.from(text))), JSON.stringify(wasm.parse(Buffer.from(text))));
  }
});

/** The charsets of old mails; the last one is none. */
const CHARSETS = /** @type {const} */ ([
  ["iso-2022-jp", "1b244225612521213c256b1b2842"], ["shift_jis", "838181 5b838b"], ["gb2312", "d3cacfe4"], ["big5", "ab48bd63"],
  ["euc-kr", "b8dec0cf"], ["koi8-r", "d0cfded4c1"], ["iso-8859-2", "b1b6"], ["windows-1251", "efeef7f2e0"], ["utf-16le", "3d00"], ["x-none", "e9e8"],
]);

test("charsets that the plain JavaScript has no tables for are decoded alike", () => {
  for (const [charset, hex] of CHARSETS) {
    const words = Buffer.from(hex.replaceAll(" ", ""), "hex").toString("base64");
    const mail = Buffer.from([
      "From: MAILER-DAEMON@mx.example.net", `Subject: =?${charset}?B?${words}?=`, "MIME-Version: 1.0",
      `Content-Type: multipart/report; report-type=delivery-status; boundary="b"`, "", "--b", `Content-Type: text/plain; charset=${charset}`,
      "Content-Transfer-Encoding: base64", "", words, "--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example.net", "",
      "Final-Recipient: rfc822; ana@example.net", "Action: failed", "Status: 5.1.1", "Diagnostic-Code: smtp; 550 5.1.1 User unknown", "", "--b--", "",
    ].join("\r\n"));
    const answers = [wasm, script].map(({ explain }) => JSON.stringify(explain(mail)));
    assert.equal(answers[0], answers[1], charset);
    // The text of one mail must not be taken for that of the next one.
    assert.equal(JSON.stringify(script.explain(mail)), answers[0]);
    assert.equal(JSON.parse(String(answers[0])).verdicts[0].cause, "user-unknown");
  }
});

test("lookup gives the same bytes", () => {
  for (const name of ["550", "5.7.26", "5xx", "x.7.x", "port 465", "no such thing", ""]) {
    assert.equal(JSON.stringify(script.lookup(name)), JSON.stringify(wasm.lookup(name)), name);
  }
  assert.equal(script.version(), wasm.version());
});

/** The labelled bounces beside this repository: mails, and replies in lines of JSON. */
const corpus = process.env["CORPUS"] ?? fileURLToPath(new URL("../../../shared/corpus", import.meta.url));

test("every labelled bounce gives the same bytes", { skip: !existsSync(corpus) && "the labelled bounces are not at hand" }, () => {
  const files = filesBelow(corpus);
  const mails = files.filter((file) => file.endsWith(".eml"));
  compare(mails.map((file) => ({ file })), mails.map((file) => new Uint8Array(readFileSync(file))), mails);
  const lines = files.filter((file) => file.endsWith("cases.jsonl")).flatMap((file) => readFileSync(file, "utf8").trim().split("\n"));
  const texts = lines.map((line) => JSON.parse(line).input).filter((input) => typeof input === "string");
  assert.ok(mails.length > 100 && texts.length > 100, `${mails.length} mails, ${texts.length} texts`);
  compare(texts.map((input) => ({ input })), texts, texts);
});
