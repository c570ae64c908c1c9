// Measures the built npm package: `cargo xtask bench` runs it with the folder of the package.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = process.argv[2] ?? "target/package";
const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} KB`;

for (const file of ["dist/core.wasm", "dist/index.js", "dist/index.cjs"]) {
  const bytes = readFileSync(join(folder, file));
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } });
  console.log(`${file}: ${kilobytes(bytes.length)}, gzip ${kilobytes(gzipSync(bytes).length)}, brotli ${kilobytes(brotli.length)}`);
}

const { explain, version } = await import(pathToFileURL(join(folder, "dist/index.js")).href);
const reply = "550 5.1.1 <ana@example.net>: Recipient address rejected: User unknown in local recipient table";
const before = performance.now();
explain(reply);
console.log(`first explain after import: ${(performance.now() - before).toFixed(1)} ms`);

/** Calls a second, the best of five runs of a fifth of a second. */
function rate(/** @type {() => unknown} */ call) {
  let best = 0;
  for (let run = 0; run < 5; run++) {
    let calls = 0;
    const start = performance.now();
    while (performance.now() - start < 200) for (let i = 0; i < 100; i++, calls++) call();
    best = Math.max(best, calls / ((performance.now() - start) / 1000));
  }
  return best;
}

const empty = rate(() => version());
const one = rate(() => explain(reply));
console.log(`explain of one reply: ${Math.round(one)} a second; an empty call: ${Math.round(empty)} a second; ratio ${(empty / one).toFixed(1)}`);

const timed = (/** @type {string} */ text) => {
  const start = performance.now();
  explain(text);
  return performance.now() - start;
};
for (const unit of ["550-", "<@[(", "user unknown ", "550 5.1.1 no\n\n"]) {
  const [once, twice] = [20_000, 40_000].map((times) => Math.min(...[1, 2, 3].map(() => timed(unit.repeat(times)))));
  console.log(`twice as much of ${JSON.stringify(unit)}: ${(twice / once).toFixed(2)} times the time`);
}
