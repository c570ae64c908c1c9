// The package in every runtime that runs JavaScript outside a browser.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { folder } from "./consumer.mjs";

const tools = fileURLToPath(new URL("node_modules", import.meta.url));

/** Runtimes with their start, and the files of this folder that hold the programs. */
const RUNTIMES = /** @type {const} */ ([
  ["Node 20", join(tools, "node-20/bin/node"), []],
  ["the newest Node", join(tools, "node-newest/bin/node"), []],
  ["Bun", join(tools, ".bin/bun"), []],
  ["Deno", join(tools, ".bin/deno"), ["run", "--quiet", "--no-prompt"]],
]);

const SHOW = "console.log(explain('552 5.2.2 Mailbox full').verdicts[0].action, explain(new Uint8Array([53, 53, 48])).verdicts.length)";

/** @type {Record<string, string>} */
const PROGRAMS = {
  "esm.mjs": `import { explain } from "whybounced"; ${SHOW}`,
  "cjs.cjs": `const { explain } = require("whybounced"); ${SHOW}`,
  "js-esm.mjs": `import { explain } from "whybounced/js"; ${SHOW}`,
  "js-cjs.cjs": `const { explain } = require("whybounced/js"); ${SHOW}`,
  "slim-esm.mjs": `import { readFileSync } from "node:fs"; import { createRequire } from "node:module"; import { explain, initSync } from "whybounced/slim";
    initSync({ module: readFileSync(createRequire(import.meta.url).resolve("whybounced/core.wasm")) }); ${SHOW}`,
  "slim-cjs.cjs": `const { explain, initSync } = require("whybounced/slim"); initSync({ module: require("fs").readFileSync(require.resolve("whybounced/core.wasm")) }); ${SHOW}`,
  "ready.mjs": `import { explain, ready } from "whybounced"; ready().then(() => { ${SHOW} })`,
};

for (const [file, program] of Object.entries(PROGRAMS)) writeFileSync(join(folder, file), program);

for (const [name, program, start] of RUNTIMES) {
  const version = spawnSync(program, ["--version"], { encoding: "utf8" });
  const missing = version.status !== 0 && `${name} has no build for this machine`;
  test(`${name} ${missing ? "" : version.stdout.trim().split("\n")[0]}`, { skip: missing }, () => {
    for (const file of Object.keys(PROGRAMS)) {
      // The inlined code needs no permission; files are read by the slim programs only.
      const read = program.endsWith("deno") && file.startsWith("slim") ? ["--allow-read"] : [];
      const { stdout, stderr } = spawnSync(program, [...start, ...read, file], { cwd: folder, encoding: "utf8" });
      assert.equal(stdout.trim(), "retry 1", `${file}: ${stderr}`);
    }
  });
}

test("a module that imports the package can be required where Node allows that", () => {
  writeFileSync(join(folder, "require-esm.cjs"), `const { explain } = require("./node_modules/whybounced/dist/index.js"); ${SHOW}`);
  const { stdout, stderr } = spawnSync(join(tools, "node-newest/bin/node"), ["require-esm.cjs"], { cwd: folder, encoding: "utf8" });
  assert.equal(stdout.trim(), "retry 1", stderr);
});

test("workerd takes the plain JavaScript by itself", async () => {
  const worker = `import { explain } from "whybounced";
    export default { fetch: async (request) => Response.json(explain(await request.text()).verdicts[0]) };`;
  writeFileSync(join(folder, "worker.mjs"), worker);
  const bundled = await build({
    entryPoints: [join(folder, "worker.mjs")], bundle: true, write: false, format: "esm", conditions: ["workerd"], logLevel: "silent",
  });
  const script = String(bundled.outputFiles[0]?.text);
  assert.ok(!script.includes("WebAssembly.Module("), "no WebAssembly is compiled there");
  const miniflare = new Miniflare({ modules: true, script, compatibilityDate: "2026-01-01" });
  try {
    const response = await miniflare.dispatchFetch("http://127.0.0.1/", { method: "POST", body: "550 5.1.1 <ana@example.net>: User unknown" });
    const verdict = /** @type {{ cause: string }} */ (await response.json());
    assert.equal(verdict.cause, "user-unknown");
  } finally {
    await miniflare.dispose();
  }
});
