// The examples and recipes of the README run, and every comment with a value in them is true.
import assert from "node:assert/strict";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import nodemailer from "nodemailer";
import { folder, installed } from "./consumer.mjs";
import { refusal, refusing, withServer } from "./smtp.mjs";

const readme = readFileSync(join(installed, "README.md"), "utf8");

/** Code blocks by their heading. @type {Map<string, string>} */
const blocks = new Map();
for (const section of readme.split(/^#{1,3} /m)) {
  const code = section.match(/```js\n(.*?)```/s)?.[1];
  if (code !== undefined) blocks.set(String(section.split("\n")[0]), code);
}

// What the recipes import stands beside this file.
for (const name of ["bullmq", "express"]) symlinkSync(fileURLToPath(new URL(`node_modules/${name}`, import.meta.url)), join(folder, "node_modules", name));

let written = 0;

/**
 * Runs a block. `expression; // value` says what the expression is; names that the reader is meant to have are handed in.
 * @param {string} heading @param {Record<string, unknown>} names @returns {Promise<any>}
 */
function run(heading, names = {}) {
  const code = blocks.get(heading);
  assert.ok(code !== undefined, `${heading} is in the README`);
  const checked = code.replace(/^(?!const |import )(\S.*?); *\/\/ (true|false|null|\d+|"[^"]*"|\[.*\]).*$/gm, "assert.deepEqual($1, $2);");
  const file = join(folder, `readme-${written++}.mjs`);
  /** @type {any} */ (globalThis)[file] = { ...names, assert };
  writeFileSync(file, `const { ${["assert", ...Object.keys(names)].join(", ")} } = globalThis[${JSON.stringify(file)}];\n${checked}`);
  return import(pathToFileURL(file).href);
}

/** A function that remembers what it was called with. */
function recorder() {
  /** @type {unknown[][]} */
  const calls = [];
  return Object.assign(async (/** @type {unknown[]} */ ...given) => { calls.push(given); }, { calls });
}

/** @param {number} port */
const transportTo = (port) => nodemailer.createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
const message = { from: "bob@example.org", to: ["ana@example.net", "ivo@example.org"], text: "Hello" };

/** @param {{ address: string }} address @param {unknown} _session @param {(error?: Error) => void} done */
const onRcptTo = ({ address }, _session, done) => {
  if (address === "eva@example.org") return done();
  return done(address === "ivo@example.org" ? refusal(452, "4.2.2 <ivo@example.org>: Mailbox full") : refusal(550, `5.1.1 <${address}>: User unknown`));
};

test("the first example", () => run("whybounced"));

test("example 1: an error of nodemailer", async () => {
  const names = { stopSendingTo: recorder(), sendAgainIn: recorder(), report: recorder() };
  await withServer({ onRcptTo }, (port) => run("1. An error of nodemailer", { ...names, transport: transportTo(port), message, attempt: 1 }));
  assert.deepEqual(names.stopSendingTo.calls, [["ana@example.net", "user-unknown"]]);
  assert.equal(names.sendAgainIn.calls[0]?.[1], "ivo@example.org");
  assert.ok(Number(names.sendAgainIn.calls[0]?.[0]) >= 3600);
  assert.equal(names.report.calls.length, 0);
});

test("example 2: some recipients were refused", async () => {
  const report = recorder();
  const onData = (/** @type {import("node:stream").Readable} */ stream, /** @type {unknown} */ _session, /** @type {() => void} */ done) => stream.resume().on("end", done);
  const all = { ...message, to: ["eva@example.org", ...message.to] };
  await withServer({ onRcptTo, onData }, (port) => run("2. Some recipients were refused", { report, transport: transportTo(port), message: all }));
  assert.deepEqual(report.calls.map(([text, who]) => [text, /** @type {string[]} */ (who).sort()]), [["2 of 3 were refused", ["ana@example.net", "ivo@example.org"]]]);
});

test("example 3: greylisting", () => run("3. Greylisting"));
test("example 4: a permanent refusal that says nothing against the address", () => run("4. A permanent refusal that says nothing against the address"));
test("example 5: a notice of Amazon SES", () => run("5. A notice of Amazon SES"));

const MAIL = `From: MAILER-DAEMON@mx.example.com
To: bob@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; ana@example.net
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <ana@example.net>: User unknown

Final-Recipient: rfc822; ivo@example.org
Action: failed
Status: 4.2.2
Diagnostic-Code: smtp; 452 4.2.2 <ivo@example.org>: Mailbox full

--b
Content-Type: text/rfc822-headers

Message-ID: <1234@example.org>
From: bob@example.org
Subject: Hello

--b--
`;

test("example 6: a bounce mail as a file", async () => {
  writeFileSync(join(folder, "bounce.eml"), MAIL);
  const here = process.cwd();
  process.chdir(folder);
  try {
    await run("6. A bounce mail as a file");
  } finally {
    process.chdir(here);
  }
});

test("the recipe for BullMQ ends, delays or slows down a job", async () => {
  const { DelayedError, UnrecoverableError, Worker } = await import("bullmq");
  const worker = { rateLimit: recorder() };
  const stopSendingTo = recorder();
  let answer = refusing(250, "");
  const server = { onRcptTo: (/** @type {unknown[]} */ ...given) => answer(...given) };
  await withServer(server, async (port) => {
    const { send } = await run("Recipe: BullMQ", { worker, stopSendingTo, transport: transportTo(port) });
    const moved = recorder();
    const job = { data: { ...message, to: "ana@example.net" }, attemptsStarted: 1, moveToDelayed: moved };
    answer = refusing(550, "5.1.1 <ana@example.net>: User unknown");
    await assert.rejects(send(job, "token"), (error) => error instanceof UnrecoverableError && error.message.startsWith("user-unknown: "));
    assert.deepEqual(stopSendingTo.calls, [["ana@example.net", "user-unknown"]]);
    answer = refusing(451, "4.7.1 Greylisted, try again in 300 seconds");
    const before = Date.now();
    await assert.rejects(send(job, "token"), (error) => error instanceof DelayedError);
    assert.ok(Number(moved.calls[0]?.[0]) >= before + 300_000 && moved.calls[0]?.[1] === "token");
    answer = refusing(421, "4.7.0 Too many messages, slow down");
    await assert.rejects(send(job, "token"), (error) => /** @type {Error} */ (error).message === Worker.RateLimitError().message);
    assert.ok(Number(worker.rateLimit.calls[0]?.[0]) >= 60_000);
    answer = refusing(554, "5.7.1 Client host [192.0.2.7] blocked using zen.spamhaus.org");
    await assert.rejects(send(job, "token"), UnrecoverableError);
    assert.equal(stopSendingTo.calls.length, 1, "a fault of the sender suppresses nobody");
  });
});

test("the recipe for Express takes notices of SES", async () => {
  /** @type {unknown[]} */
  let recent = [];
  const names = { stopSendingTo: recorder(), noteFailure: recorder(), historyOf: async () => ({ failures: [] }), verdictsOfTheLastHour: async () => recent };
  const { app } = await run("Recipe: Express and the notices of Amazon SES", names);
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const post = (/** @type {object} */ bounce) => fetch(`http://127.0.0.1:${server.address().port}/ses`, {
    method: "POST", headers: { "content-type": "text/plain; charset=UTF-8" },
    body: JSON.stringify({ Type: "Notification", Message: JSON.stringify({ notificationType: "Bounce", bounce, mail: { messageId: "1", destination: ["ana@example.net"] } }) }),
  });
  const gone = { bounceType: "Permanent", bounceSubType: "NoEmail", bouncedRecipients: [{ emailAddress: "ana@example.net", status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1 user unknown" }] };
  const full = { bounceType: "Transient", bounceSubType: "MailboxFull", bouncedRecipients: [{ emailAddress: "ana@example.net", status: "4.2.2", diagnosticCode: "smtp; 452 4.2.2 mailbox full" }] };
  try {
    assert.equal((await post(gone)).status, 204);
    assert.deepEqual(names.stopSendingTo.calls, [["ana@example.net", "user-unknown", undefined]]);
    assert.equal((await post(full)).status, 204);
    assert.deepEqual(names.noteFailure.calls, [["ana@example.net", "address"]]);
    const { explain } = await import(pathToFileURL(join(installed, "dist/index.js")).href);
    recent = Array(20).fill(explain("554 5.7.1 Client host [192.0.2.7] blocked using zen.spamhaus.org").verdicts[0]);
    await post(gone);
    assert.equal(names.stopSendingTo.calls.length, 1, "in such a time nobody is suppressed");
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
