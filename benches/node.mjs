// Measures the built npm package: `cargo xtask bench` runs it with the folder of the package.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = process.argv[2] ?? "target/package";
const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} KB`;

for (const file of ["dist/core.wasm", "dist/index.js", "dist/slim.js", "dist/js.js", "dist/raw.wasm"]) {
  const bytes = readFileSync(join(folder, file));
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } });
  console.log(`${file}: ${kilobytes(bytes.length)}, gzip ${kilobytes(gzipSync(bytes).length)}, brotli ${kilobytes(brotli.length)}`);
}

const { explain, explainAll, version } = await import(pathToFileURL(join(folder, "dist/index.js")).href);
const script = await import(pathToFileURL(join(folder, "dist/js.js")).href);
const reply = "550 5.1.1 <ana@example.net>: Recipient address rejected: User unknown in local recipient table";
const before = performance.now();
explain(reply);
console.log(`first explain after import: ${(performance.now() - before).toFixed(1)} ms`);

/** How often something is measured. Engines take more than a second until all of the plain JavaScript is fast code. */
const RUNS = 15;

/** Calls a second, the best of several runs of a fifth of a second. */
function rate(/** @type {() => unknown} */ call, batch = 100) {
  let best = 0;
  for (let run = 0; run < RUNS; run++) {
    let calls = 0;
    const start = performance.now();
    while (performance.now() - start < 200) for (let i = 0; i < batch; i++, calls++) call();
    best = Math.max(best, calls / ((performance.now() - start) / 1000));
  }
  return best;
}

const empty = rate(() => version());
const one = rate(() => explain(reply));
console.log(`explain of one reply: ${Math.round(one)} a second; an empty call: ${Math.round(empty)} a second; ratio ${(empty / one).toFixed(1)}`);

/** Replies of real servers: two hundred examples of the knowledge base. */
const entries = new URL("../data/entries/", import.meta.url);
const files = readdirSync(entries, { recursive: true }).map(String).filter((file) => file.endsWith(".toml")).sort();
const examples = files.flatMap((file) => Array.from(readFileSync(new URL(file, entries), "utf8").matchAll(/\[\[example\]\]\ntext = (?:"""\n([^]*?)"""|"(.*?)")/g), (match) => String(match[1] ?? match[2]).trim()));
const replies = examples.filter((text) => /^[245]\d\d[ -]/.test(text)).filter((_, at, all) => at % Math.floor(all.length / 200) === 0).slice(0, 200);

/** Replies a second. @param {(replies: string[]) => unknown} all */
const perReply = (all) => rate(() => all(replies), 1) * replies.length;
const explained = perReply((texts) => texts.map((text) => explain(text)));
const { email, ...rates } = {
  "explain": explained,
  "explainAll": perReply((texts) => explainAll(texts)),
  "explain of whybounced/js": perReply((texts) => texts.map((text) => script.explain(text))),
  "explainAll of whybounced/js": perReply((texts) => script.explainAll(texts)),
  email: other(),
};
for (const [name, value] of Object.entries(rates)) console.log(`${name}, ${replies.length} replies of real servers: ${Math.round(value)} a second`);
if (email) console.log(`email-bounce-parser on the same replies: ${Math.round(email)} a second; explain is ${(explained / email).toFixed(1)} times as fast`);

/** The best known parser of bounces on npm, where it could be installed. */
function other() {
  try {
    const Parser = createRequire(import.meta.url)("email-bounce-parser");
    const parser = new Parser();
    return perReply((texts) => texts.map((text) => parser.read(text)));
  } catch (error) {
    console.log(`email-bounce-parser is not measured: ${/** @type {Error} */ (error).message.split("\n")[0]}`);
    return undefined;
  }
}

const timed = (/** @type {string} */ text) => {
  const start = performance.now();
  explain(text);
  return performance.now() - start;
};
for (const unit of ["550-", "<@[(", "user unknown ", "550 5.1.1 no\n\n", "550 5.1.1 no "]) {
  const [once, twice] = [20_000, 40_000].map((times) => Math.min(...[1, 2, 3].map(() => timed(unit.repeat(times)))));
  console.log(`twice as much of ${JSON.stringify(unit)}: ${(twice / once).toFixed(2)} times the time`);
}
