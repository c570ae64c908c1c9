// The native tool and the WebAssembly in the package give the same answer, byte for byte.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const cases = fileURLToPath(new URL("../cases", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "whybounced-parity-"));

before(() => {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true }));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--offline", "--loglevel=error", String(process.env["TARBALL"])], { cwd: folder, stdio: "pipe" });
});

after(() => rmSync(folder, { recursive: true, force: true }));

test("every case gives the same bytes natively and in WebAssembly", () => {
  /** @type {typeof import("../../pkg-config/index.js")} */
  const { explain } = createRequire(join(folder, "index.js"))("whybounced");
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
