// A project of somebody else with the packed tarball in it. `cargo xtask test` sets TARBALL.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** @typedef {typeof import("../../pkg-config/index.js")} Whybounced */
/** @typedef {typeof import("../../pkg-config/slim.js")} Slim */

const tarball = process.env["TARBALL"];
assert.ok(tarball, "TARBALL names the packed package");

export const folder = mkdtempSync(join(tmpdir(), "whybounced-"));
writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
execFileSync("npm", ["install", "--no-audit", "--no-fund", "--offline", "--loglevel=error", tarball], { cwd: folder, stdio: "pipe" });
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** The installed package. */
export const installed = join(folder, "node_modules/whybounced");

const require = createRequire(join(folder, "package.json"));

/** What an entry exports to `require`. @param {string} entry @returns {any} */
export function required(entry = "whybounced") {
  return require(entry);
}

let fresh = 0;

/** What an entry exports to `import`, each time as a fresh module. @param {string} entry @returns {Promise<any>} */
export function imported(entry = "whybounced") {
  const file = join(dirname(require.resolve(entry)), `${entry === "whybounced" ? "index" : entry.slice("whybounced/".length)}.js`);
  return import(`${pathToFileURL(file).href}?${fresh++}`);
}
