// The native tool and the WebAssembly in the package give the same answer, byte for byte.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { required } from "./consumer.mjs";

const cases = fileURLToPath(new URL("../cases", import.meta.url));

test("every case gives the same bytes natively and in WebAssembly", () => {
  /** @type {import("./consumer.mjs").Whybounced} */
  const { explain } = required();
  const files = readdirSync(cases, { recursive: true }).map((name) => join(cases, String(name))).filter((file) => statSync(file).isFile());
  assert.ok(files.length > 50, `${files.length} cases`);
  const lines = files.map((file) => JSON.stringify({ file }));
  const { stdout } = spawnSync(String(process.env["WHYBOUNCED"]), ["--ndjson"], { input: lines.join("\n"), maxBuffer: 1 << 28 });
  const answers = stdout.toString().trimEnd().split("\n");
  assert.equal(answers.length, files.length);
  files.forEach((file, at) => {
    const native = JSON.stringify(JSON.parse(String(answers[at])).explanation);
    assert.equal(JSON.stringify(explain(new Uint8Array(readFileSync(file)))), native, file);
  });
});
