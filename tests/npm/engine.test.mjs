// How the entries get their code, and what happens when it cannot run.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { imported, installed } from "./consumer.mjs";

const code = readFileSync(join(installed, "dist/core.wasm"));
const reply = "550 5.1.1 <ana@example.net>: User unknown";

/** Runs with another value at a global object's name. @param {any} object @param {string} name @param {unknown} value @param {() => unknown} run */
async function replaced(object, name, value, run) {
  const own = object[name];
  object[name] = value;
  try {
    await run();
  } finally {
    object[name] = own;
  }
}

test("importing compiles nothing; the first call or ready() does, once", async () => {
  let compiled = 0;
  const { Module } = WebAssembly;
  const counting = function (/** @type {BufferSource} */ bytes) { compiled++; return new Module(bytes); };
  counting.prototype = Module.prototype;
  await replaced(WebAssembly, "Module", counting, async () => {
    const one = await imported();
    assert.equal(compiled, 0);
    one.explain(reply);
    one.explain(reply);
    assert.equal(compiled, 1);
    await one.ready();
    const other = await imported();
    await other.ready();
    assert.equal(other.explain(reply).verdicts[0].cause, "user-unknown");
    assert.equal(compiled, 1, "ready() compiles aside");
  });
});

test("a call during ready() works, and ready() may be called again", async () => {
  const { explain, ready } = await imported();
  const warm = Promise.all([ready(), ready()]);
  assert.equal(explain(reply).verdicts[0].cause, "user-unknown");
  await warm;
  await ready();
  assert.equal(explain(reply).verdicts[0].cause, "user-unknown");
});

test("a blocked compilation is told by name, with the way out", async () => {
  const { explain, ready } = await imported();
  const refuse = function () { throw new WebAssembly.CompileError("blocked by Content Security Policy"); };
  refuse.prototype = WebAssembly.Module.prototype;
  const blocked = { code: "ERR_WASM_BLOCKED", message: /wasm-unsafe-eval.*whybounced\/js/ };
  await replaced(WebAssembly, "Module", refuse, () => assert.throws(() => explain(reply), blocked));
  await replaced(WebAssembly, "compile", async () => refuse(), () => assert.rejects(ready(), blocked));
  assert.equal(explain(reply).verdicts[0].cause, "user-unknown", "once it is allowed it works");
});

test("after a trap the next call works on a fresh instance", async () => {
  const { Instance } = WebAssembly;
  let instances = 0;
  // The core has no known trap, so one is put in: the first call of the first instance.
  const trapping = function (/** @type {WebAssembly.Module} */ module, /** @type {WebAssembly.Imports} */ imports) {
    const instance = new Instance(module, imports);
    if (instances++ > 0) return instance;
    const trap = () => { throw new WebAssembly.RuntimeError("unreachable"); };
    return { exports: { ...instance.exports, explainText: trap } };
  };
  trapping.prototype = Instance.prototype;
  await replaced(WebAssembly, "Instance", trapping, async () => {
    const { explain } = await imported();
    assert.throws(() => explain(reply), { code: "ERR_INTERNAL" });
    assert.equal(explain(reply).verdicts[0].cause, "user-unknown");
    assert.equal(instances, 2);
  });
});

test("a full stack is the caller's own error, and the next call works", async () => {
  const { explain } = await imported();
  /** @type {unknown[]} */
  const thrown = [];
  const deep = () => { try { deep(); } catch { try { explain("550"); } catch (error) { thrown.push(error); } } };
  try { deep(); } catch { /* whatever was thrown, the next call counts */ }
  assert.ok(thrown.every((error) => error instanceof RangeError));
  assert.equal(explain(reply).verdicts[0].cause, "user-unknown");
});

test("the slim entry says that it waits for its code", async () => {
  const { explain, ready } = await imported("whybounced/slim");
  assert.throws(() => explain(reply), { code: "ERR_NOT_READY", message: /initSync/ });
  await assert.rejects(ready(), { code: "ERR_NOT_READY" });
});

test("the slim entry takes a module, bytes, a response or an address", async () => {
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/core.wasm" ? 200 : 404, { "content-type": "application/octet-stream" }).end(code);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}/core.wasm`;
  const sources = [new WebAssembly.Module(code), code, new Response(code), fetch(address), address, new URL(address)];
  for (const source of sources) {
    const { explain, init } = await imported("whybounced/slim");
    await init(source);
    assert.equal(explain(reply).verdicts[0].cause, "user-unknown");
  }
  for (const module of [new WebAssembly.Module(code), code]) {
    const { explain, initSync } = await imported("whybounced/slim");
    initSync({ module });
    assert.equal(explain(reply).verdicts[0].cause, "user-unknown");
  }
  const { init } = await imported("whybounced/slim");
  await assert.rejects(init(address.replace("core", "none")), /404/);
  server.close();
  server.closeAllConnections();
});

test("the raw module needs nothing of its host and answers as its description says", async () => {
  const module = new WebAssembly.Module(readFileSync(join(installed, "dist/raw.wasm")));
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const raw = /** @type {any} */ (new WebAssembly.Instance(module).exports);
  const ask = (/** @type {string} */ name, /** @type {string} */ input) => {
    const bytes = Buffer.from(input);
    const place = raw.alloc(bytes.length);
    new Uint8Array(raw.memory.buffer).set(bytes, place);
    const answer = raw[name](place, bytes.length);
    if (answer === 0) return undefined;
    const length = new DataView(raw.memory.buffer).getUint32(answer, true);
    const text = Buffer.from(raw.memory.buffer, answer + 4, length).toString();
    raw.release(place, bytes.length);
    return text;
  };
  const { explain, lookup, parse, version } = await imported();
  for (let round = 0; round < 3; round++) {
    assert.equal(ask("explain_text", reply), JSON.stringify(explain(reply)));
    assert.equal(ask("explain", reply), JSON.stringify(explain(Buffer.from(reply))));
    assert.equal(ask("parse_text", reply), JSON.stringify(parse(reply)));
    assert.equal(ask("lookup", "550"), JSON.stringify(lookup("550")));
    assert.equal(ask("lookup", "no such thing"), undefined);
    assert.equal(ask("explain_text", ""), JSON.stringify(explain("")));
    assert.equal(ask("version", ""), version());
  }
});
