// The types are written by hand; here they are held against what Rust knows and what the core really gives.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { folder, imported } from "./consumer.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const types = readFileSync(join(root, "pkg-config/index.d.ts"), "utf8");
/** The words of `type Name = Open<"a" | "b">`. @param {string} name */
function words(name) {
  const body = types.match(new RegExp(`type ${name} = Open<([^>]*)>`))?.[1];
  assert.ok(body, `${name} is in the types`);
  return Array.from(body.matchAll(/"([^"]+)"/g), (match) => match[1]).sort();
}

test("the lists of words are those of the core", () => {
  const rust = readFileSync(join(root, "src/vocabulary.rs"), "utf8");
  let lists = 0;
  for (const [, name, body] of rust.matchAll(/words! \{\s*(?:\/\/\/[^\n]*\n\s*)*(\w+) \{(.*?)\n    \}\n\}/gs)) {
    // What a sentence of a notice says is known to the core alone.
    if (name === "Says") continue;
    const known = Array.from(String(body).matchAll(/= "([^"]+)",/g), (match) => match[1]).sort();
    assert.deepEqual(words(String(name)), known, String(name));
    lists += 1;
  }
  assert.ok(lists > 12, `${lists} lists`);
});

test("the causes are those of the knowledge base", () => {
  const causes = readdirSync(join(root, "data/causes"), { recursive: true }).map(String).filter((file) => file.endsWith(".toml"));
  assert.deepEqual(words("Cause"), causes.map((file) => basename(file, ".toml")).sort());
});

/** Compiles a program against the installed package; gives the complaints. @param {string} program @param {ts.ModuleResolutionKind} resolution */
function compile(program, resolution) {
  const file = join(folder, "program.ts");
  writeFileSync(file, program);
  const nodenext = resolution === ts.ModuleResolutionKind.NodeNext;
  const options = {
    strict: true, noEmit: true, exactOptionalPropertyTypes: true, target: ts.ScriptTarget.ES2022, types: [],
    module: nodenext ? ts.ModuleKind.NodeNext : ts.ModuleKind.ESNext, moduleResolution: resolution,
  };
  const all = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
  return all.map((one) => ts.flattenDiagnosticMessageText(one.messageText, "\n"));
}

const RESOLUTIONS = [ts.ModuleResolutionKind.NodeNext, ts.ModuleResolutionKind.Bundler];

test("what the core gives fits the types", async () => {
  const { explain, parse, lookup } = await imported();
  const cases = readdirSync(join(root, "tests/cases/replies")).filter((file) => file.endsWith(".txt"));
  const texts = cases.map((file) => readFileSync(join(root, "tests/cases/replies", file), "utf8"));
  texts.push("", "5xx", "554 5.7.1 blocked using dnsbl.sorbs.net, 192.0.2.7", "421 5.7.32 x", "605 y", "550-no end");
  const asked = ["550", "5.7.26", "5xx", "x.7.x", "port 465", "5.7.606"];
  const values = [
    ...texts.map((text) => `export const _${crypto.randomUUID().replaceAll("-", "")}: Explanation = ${JSON.stringify(explain(text))};`),
    ...texts.map((text) => `export const _${crypto.randomUUID().replaceAll("-", "")}: Parsed = ${JSON.stringify(parse(text))};`),
    ...asked.map((text) => `export const _${crypto.randomUUID().replaceAll("-", "")}: CodeMeaning = ${JSON.stringify(lookup(text))};`),
  ];
  // An object literal with a key that the type does not have is an error, so this finds new fields too.
  const program = `import type { CodeMeaning, Explanation, Parsed } from "whybounced";\n${values.join("\n")}`;
  assert.deepEqual(compile(program, ts.ModuleResolutionKind.NodeNext), []);
});

test("the package is typed for both ways of resolving modules", () => {
  const good = `import { explain, lookup, type Cause } from "whybounced";
    const cause: Cause = explain("550").verdicts[0].cause;
    const wait: number | undefined = explain(new Uint8Array()).verdicts[0].retryAfterSeconds;
    console.log(cause, wait, lookup("550")?.title);
    declare const console: { log(...all: unknown[]): void };`;
  for (const resolution of RESOLUTIONS) assert.deepEqual(compile(good, resolution), []);
  for (const bad of ["explain(550)", "explain()", "explain('550').verdict", "lookup('550').title"]) {
    for (const resolution of RESOLUTIONS) assert.equal(compile(`import { explain, lookup } from "whybounced"; ${bad}`, resolution).length > 0, true, bad);
  }
});
