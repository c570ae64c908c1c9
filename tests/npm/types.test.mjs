// The types are written by hand; here they are held against what Rust knows and what the core really gives.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { folder, imported } from "./consumer.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** The files of the types, one behind the other. */
const types = readdirSync(join(root, "pkg-config/types")).map((file) => join("types", file)).concat("index.d.ts")
  .map((file) => readFileSync(join(root, "pkg-config", file), "utf8")).join("\n");

/** The words of `type Name = Open<"a" | "b">`. @param {string} name */
function words(name) {
  const body = types.match(new RegExp(`type ${name} = Open<([^>]*)>`))?.[1];
  assert.ok(body, `${name} is in the types`);
  return Array.from(body.matchAll(/"([^"]+)"/g), (match) => match[1]).sort();
}

test("the lists of words are those of the core", () => {
  const rust = readdirSync(join(root, "src/vocabulary")).map((file) => readFileSync(join(root, "src/vocabulary", file), "utf8")).join("\n");
  let lists = 0;
  for (const [, name, body] of rust.matchAll(/words! \{\s*(?:\/\/\/[^\n]*\n\s*)*(\w+) \{(.*?)\n    \}\n\}/gs)) {
    // What a sentence of a notice says, and what stands in one of an answer, is known to the core alone.
    if (name === "Says" || name === "Parameter") continue;
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

/**
 * Compiles a program against the installed package; gives the complaints.
 * @param {string} program @param {ts.ModuleResolutionKind} resolution @param {string[]} [lib]
 */
function compile(program, resolution, lib = ["lib.es2022.d.ts", "lib.dom.d.ts"]) {
  const file = join(folder, "program.ts");
  writeFileSync(file, program);
  const nodenext = resolution === ts.ModuleResolutionKind.NodeNext;
  const options = {
    strict: true, noEmit: true, exactOptionalPropertyTypes: true, target: ts.ScriptTarget.ES2022, types: [], lib,
    module: nodenext ? ts.ModuleKind.NodeNext : ts.ModuleKind.ESNext, moduleResolution: resolution,
  };
  const all = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
  return all.map((one) => ts.flattenDiagnosticMessageText(one.messageText, "\n"));
}

const RESOLUTIONS = [ts.ModuleResolutionKind.NodeNext, ts.ModuleResolutionKind.Bundler];

const { explain, parse, lookup, explainAll } = await imported();
const cases = readdirSync(join(root, "tests/cases"), { recursive: true }).map((name) => join(root, "tests/cases", String(name)));
const inputs = [
  ...cases.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file)),
  "", "5xx", "554 5.7.1 blocked using dnsbl.sorbs.net, 192.0.2.7", "421 5.7.32 x", "605 y", "550-no end", { message: "550 5.1.1 no", code: "EENVELOPE" },
];
const ASKED = ["550", "5.7.26", "5xx", "x.7.x", "port 465", "5.7.606", "421"];
/** What the core gives, by the name of its type. @type {Record<string, unknown[]>} */
const given = { Explanation: explainAll(inputs), Parsed: inputs.map((input) => parse(input)), CodeMeaning: ASKED.map((name) => lookup(name)) };

test("what the core gives fits the types", () => {
  const values = Object.entries(given).flatMap(([type, all]) => all.map((value, at) => `export const ${type}${at}: ${type} = ${JSON.stringify(value)};`));
  // An object literal with a key that the type does not have is an error, so this finds new fields too.
  const program = `import type { CodeMeaning, Explanation, Parsed } from "whybounced";\n${values.join("\n")}`;
  assert.deepEqual(compile(program, ts.ModuleResolutionKind.NodeNext), []);
});

/** The fields of each interface, with the interfaces that they lead to. */
function fields() {
  const source = ts.createSourceFile("index.d.ts", types, ts.ScriptTarget.ES2022, true);
  /** @type {Map<string, { own: Map<string, string[]>, parents: string[] }>} */
  const found = new Map();
  source.forEachChild((node) => {
    if (!ts.isInterfaceDeclaration(node)) return;
    const own = new Map(node.members.filter(ts.isPropertySignature).map((member) => [member.name.getText(), member.type?.getText().match(/\w+/g) ?? []]));
    const parents = (node.heritageClauses ?? []).flatMap((clause) => clause.types.flatMap((type) => type.getText().match(/\w+/g) ?? []));
    found.set(node.name.text, { own, parents });
  });
  return found;
}

test("every field of the types is given by the core somewhere", () => {
  const all = fields();
  /** @type {Set<string>} */
  const seen = new Set();
  const names = /** @type {(type: string) => string[]} */ ((type) => [type, ...(all.get(type)?.parents ?? []).filter((parent) => all.has(parent)).flatMap(names)]);
  /** @param {string} type @param {unknown} value */
  const visit = (type, value) => {
    if (Array.isArray(value)) return value.forEach((item) => visit(type, item));
    if (typeof value !== "object" || value === null) return;
    for (const name of names(type)) {
      for (const [field, leads] of all.get(name)?.own ?? []) {
        const inner = /** @type {Record<string, unknown>} */ (value)[field];
        if (inner === undefined) continue;
        seen.add(`${name}.${field}`);
        leads.filter((lead) => all.has(lead)).forEach((lead) => visit(lead, inner));
      }
    }
  };
  for (const [type, values] of Object.entries(given)) visit(type, values);
  const reached = new Set(Array.from(seen, (name) => name.split(".")[0]));
  assert.ok(reached.size > 20, Array.from(reached).join(" "));
  const expected = Array.from(all).filter(([type]) => reached.has(type)).flatMap(([type, { own }]) => Array.from(own.keys(), (field) => `${type}.${field}`));
  assert.deepEqual(expected.filter((name) => !seen.has(name)), []);
});

test("the package is typed for both ways of resolving modules", () => {
  const good = `import { explain, lookup, type Cause } from "whybounced";
    const cause: Cause = explain("550").verdicts[0].cause;
    const wait: number | undefined = explain(new Uint8Array()).verdicts[0].retryAfterSeconds;
    console.log(cause, wait, lookup("550")?.title);
    declare const console: { log(...all: unknown[]): void };`;
  for (const resolution of RESOLUTIONS) assert.deepEqual(compile(good, resolution, ["lib.es2022.d.ts"]), [], "without the types of a browser");
  const nodemailer = `import { explain, retryDelay, suppressionGuard, toTicket, redact, type MailerError } from "whybounced";
    declare const error: Error & { code: string; responseCode?: number; rejectedErrors?: Error[] };
    declare const info: { accepted: (string | { address: string; name: string })[]; rejected: string[]; response: string; messageId: string; envelope: object };
    const handed: MailerError = error;
    try { explain(handed); } catch (caught) { explain(caught as Error); explain(new Error("failed", { cause: caught })); }
    explain(info); explain([{ event: "bounce", email: "ana@example.net" }]); explain({ Type: "Notification", Message: "{}" });
    const delay: number | null = retryDelay(explain(error).verdicts[0], 1, { random: () => 0 });
    const text: string = toTicket(redact(explain(error)), { format: "markdown" }) + redact("x");
    suppressionGuard(explain(info).verdicts); void delay; void text;`;
  for (const resolution of RESOLUTIONS) assert.deepEqual(compile(nodemailer, resolution), []);
  const entries = `import { explain } from "whybounced/js"; import { explain as slim, init, initSync } from "whybounced/slim";
    import type { CodeSource, Source } from "whybounced/slim";
    const from: CodeSource = "/core.wasm"; const written: Source = { title: "RFC 3463" }; void written;
    explain("550"); slim("550"); initSync({ module: new Uint8Array() }); void init(from);`;
  for (const resolution of RESOLUTIONS) assert.deepEqual(compile(entries, resolution), []);
  for (const bad of ["explain(550)", "explain()", "explain('550').verdict", "lookup('550').title"]) {
    for (const resolution of RESOLUTIONS) assert.equal(compile(`import { explain, lookup } from "whybounced"; ${bad}`, resolution).length > 0, true, bad);
  }
});
