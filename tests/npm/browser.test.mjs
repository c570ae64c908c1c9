// The package in a real browser, as a module script, with and without a Content-Security-Policy.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "@playwright/test";
import { installed } from "./consumer.mjs";

const executablePath = process.env["CHROME_PATH"];
const skip = executablePath === undefined && "CHROME_PATH names no Chromium";

/** Pages by name: the policy, and the file of the package. @type {Record<string, [policy: string, file: string]>} */
const PAGES = {
  open: ["", "index.js"],
  wasm: ["default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'; require-trusted-types-for 'script'", "index.js"],
  strict: ["default-src 'none'; script-src 'self'; require-trusted-types-for 'script'", "index.js"],
  script: ["default-src 'none'; script-src 'self'; require-trusted-types-for 'script'", "js.js"],
};

const MAIN = (/** @type {string} */ file) => `import { explain, ready } from "/${file}";
  const show = (text) => { document.title = text; };
  try {
    const first = explain("550 5.1.1 <ana@example.net>: User unknown").verdicts[0].cause;
    ready().then(() => show(first + " " + explain("552 5.2.2 Mailbox full").verdicts[0].cause));
  } catch (error) { show(error.code); }`;

const server = createServer(({ url = "" }, response) => {
  const [name = "", kind] = url.slice(1).split(".");
  const page = PAGES[name];
  if (page && kind === "html") {
    const policy = page[0] ? { "content-security-policy": page[0] } : {};
    return response.writeHead(200, { "content-type": "text/html", ...policy }).end(`<!doctype html><title>-</title><script type="module" src="/${name}.main.js"></script>`);
  }
  if (page) return response.writeHead(200, { "content-type": "text/javascript" }).end(MAIN(page[1]));
  if (!["index", "js"].includes(name)) return response.writeHead(404).end();
  return response.writeHead(200, { "content-type": "text/javascript" }).end(readFileSync(join(installed, "dist", `${name}.js`)));
});

/** @type {import("@playwright/test").Browser} */
let browser;
let address = "";

before(async () => {
  if (skip || executablePath === undefined) return;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  address = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});

after(async () => {
  await browser?.close();
  server.close();
  server.closeAllConnections();
});

/** What a page shows. @param {string} name */
async function shown(name) {
  const page = await browser.newPage();
  await page.goto(`${address}/${name}.html`);
  await page.waitForFunction(() => document.title !== "-");
  return page.title();
}

test("Chromium without a policy", { skip }, async () => assert.equal(await shown("open"), "user-unknown mailbox-full"));

test("Chromium with a policy that allows WebAssembly and nothing else", { skip }, async () => assert.equal(await shown("wasm"), "user-unknown mailbox-full"));

test("Chromium with a strict policy: the error names the cause, and whybounced/js works", { skip }, async () => {
  assert.equal(await shown("strict"), "ERR_WASM_BLOCKED");
  assert.equal(await shown("script"), "user-unknown mailbox-full");
});
