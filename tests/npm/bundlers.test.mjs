// The package in bundles, without any setting of a bundler; and the checks of what a package says about itself.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build as esbuild } from "esbuild";
import { rollup } from "rollup";
import { build as vite } from "vite";
import { folder, installed } from "./consumer.mjs";

/** @type {any} */
const webpack = createRequire(import.meta.url)("webpack");
const tools = fileURLToPath(new URL("node_modules/.bin", import.meta.url));

/** Rollup resolves no packages by itself and reads no package.json. */
const resolving = { name: "packages", resolveId: (/** @type {string} */ name) => (name === "whybounced" ? { id: join(installed, "dist/index.js"), moduleSideEffects: false } : null) };

/** Each makes one file of an entry. @type {Record<string, (entry: string, out: string) => Promise<unknown>>} */
const BUNDLERS = {
  esbuild: (entry, out) => esbuild({ entryPoints: [entry], bundle: true, minify: true, format: "esm", outfile: join(out, "main.mjs"), logLevel: "silent" }),
  Rollup: async (entry, out) => (await rollup({ input: entry, plugins: [resolving] })).write({ dir: out, format: "es", entryFileNames: "main.mjs" }),
  Vite: (entry, out) => vite({
    root: folder, logLevel: "silent", configFile: false,
    build: { outDir: out, emptyOutDir: false, lib: { entry, formats: ["es"], fileName: () => "main.mjs" }, target: "es2022", minify: true },
  }),
  webpack: (entry, out) => new Promise((resolve, reject) => {
    const output = { path: out, filename: "main.mjs", module: true, library: { type: "module" } };
    webpack({ mode: "production", entry, output, experiments: { outputModule: true }, performance: false, context: folder }, (/** @type {Error | null} */ error, /** @type {any} */ stats) => {
      if (error ?? stats.hasErrors()) reject(error ?? new Error(stats.toString()));
      else resolve(stats);
    });
  }),
};

const USING = `import { explain } from "whybounced"; console.log(explain("552 5.2.2 Mailbox full").verdicts[0].action);`;
const NOT_USING = `import { explain } from "whybounced"; console.log("nothing");`;
const WITHOUT = `console.log("nothing");`;

/** @param {string} name @param {string} program */
async function bundled(name, program) {
  const out = join(folder, `bundle-${name}-${Math.random().toString(36).slice(2)}`);
  mkdirSync(out);
  writeFileSync(join(out, "entry.js"), program);
  await BUNDLERS[name]?.(join(out, "entry.js"), out);
  return join(out, "main.mjs");
}

for (const name of Object.keys(BUNDLERS)) {
  test(`${name} bundles it into one file that runs`, async () => {
    const file = await bundled(name, USING);
    assert.equal(spawnSync("node", [file], { encoding: "utf8" }).stdout.trim(), "retry");
    assert.deepEqual(readdirSync(join(file, "..")).filter((other) => other.endsWith(".wasm")), []);
  });

  test(`${name} leaves out what is not used`, async () => {
    const [unused, without] = await Promise.all([NOT_USING, WITHOUT].map(async (program) => readFileSync(await bundled(name, program)).length));
    assert.ok(Number(unused) - Number(without) < 100, `${Number(unused) - Number(without)} bytes are left`);
  });
}

test("the package's own words about itself are right: publint", () => {
  const { status, stdout } = spawnSync(join(tools, "publint"), ["--strict", installed], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});

test("the types are found in every way: attw", () => {
  const exclude = ["--exclude-entrypoints", "./core.wasm", "./raw.wasm"];
  const { status, stdout } = spawnSync(join(tools, "attw"), [String(process.env["TARBALL"]), "--profile", "node16", "--format", "ascii", ...exclude], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});

/** Bytes after gzip. The goal of the main entry is 340,000; most of it is the knowledge base. */
const LIMITS = { "slim.js": 8_000, "index.js": 606_000 };

test("the files are no larger than they may be", () => {
  const size = (/** @type {string} */ file) => gzipSync(readFileSync(join(installed, "dist", file)), { level: 9 }).length;
  for (const [file, most] of Object.entries(LIMITS)) assert.ok(size(file) <= most, `${file}: ${size(file)} of ${most} bytes`);
});
