// Real mailers send through real servers on 127.0.0.1; what they hand over is explained.
import assert from "node:assert/strict";
import { createServer } from "node:net";
import { once } from "node:events";
import { test } from "node:test";
import { SMTPClient } from "emailjs";
import nodemailer from "nodemailer";
import { imported } from "./consumer.mjs";
import { refusal, refusing, refusingData, withScript, withServer } from "./smtp.mjs";

/** @type {import("./consumer.mjs").Whybounced} */
const { explain, retryDelay, suppression } = await imported();

const message = { from: "bob@example.org", to: ["ana@example.net"], subject: "Hello", text: "Hello" };

/**
 * Sends with nodemailer; gives the error or the result, as a mailer has it in hand.
 * @param {number} port @param {Record<string, unknown>} [options] @param {string[]} [to] @returns {Promise<any>}
 */
async function send(port, options = {}, to = message.to) {
  const transport = nodemailer.createTransport(/** @type {any} */ ({ host: "127.0.0.1", port, ignoreTLS: true, ...options }));
  try {
    return await transport.sendMail({ ...message, to });
  } catch (error) {
    return error;
  } finally {
    transport.close();
  }
}

/** The first verdict in short. @param {any} handed */
function short(handed) {
  const { form, outcome, verdicts: [{ cause, action, permanence, scope, phase, recipient }] } = explain(handed);
  return { form, outcome, cause, action, permanence, scope, phase, recipient };
}

/** What must hold of a refusal. @param {any} handed @param {Record<string, unknown>} expected */
function assertShort(handed, expected) {
  const found = short(handed);
  assert.deepEqual({ ...found, ...expected }, found, JSON.stringify(handed, Object.getOwnPropertyNames(handed)));
}

test("a greeting of 421 is tried again", async () => {
  const error = await withServer({ onConnect: refusing(421, "4.3.2 mx.example.net Service not available, closing transmission channel") }, send);
  assertShort(error, { form: "mailer-error", cause: "server-unavailable", action: "retry", permanence: "temporary", phase: "greeting" });
  assert.ok(Number(retryDelay(explain(error).verdicts[0], 1)) > 0);
});

test("a recipient that does not exist is suppressed", async () => {
  const error = await withServer({ onRcptTo: refusing(550, "5.1.1 <ana@example.net>: Recipient address rejected: User unknown") }, send);
  assertShort(error, { outcome: "failed", cause: "user-unknown", action: "suppress", phase: "rcpt", recipient: "ana@example.net" });
  assert.equal(suppression(explain(error).verdicts[0]).action, "suppress");
});

test("an error that a program wraps in its own is explained by the inner one", async () => {
  const cause = await withServer({ onRcptTo: refusing(550, "5.1.1 <ana@example.net>: Recipient address rejected: User unknown") }, send);
  assertShort(new Error("The newsletter failed", { cause }), { outcome: "failed", cause: "user-unknown", action: "suppress", recipient: "ana@example.net" });
});

/** @param {{ address: string }} address @param {unknown} _session @param {(error?: Error) => void} done */
function onlyEva({ address }, _session, done) {
  if (address === "eva@example.org") return done();
  if (address === "ivo@example.org") return done(refusal(452, "4.2.2 <ivo@example.org>: Mailbox full"));
  return done(refusal(550, `5.1.1 <${address}>: User unknown`));
}

const drain = (/** @type {import("node:stream").Readable} */ stream, /** @type {unknown} */ _session, /** @type {() => void} */ done) => { stream.resume().on("end", done); };

test("a partial failure resolves, and its refused recipients are explained one by one", async () => {
  const to = ["eva@example.org", "ana@example.net", "ivo@example.org"];
  const info = await withServer({ onRcptTo: onlyEva, onData: drain }, (port) => send(port, {}, to));
  assert.ok(!(info instanceof Error));
  const { outcome, verdicts } = explain(info);
  assert.equal(outcome, "partial");
  const causes = Object.fromEntries(verdicts.map(({ recipient, cause }) => [recipient, cause]));
  assert.deepEqual([causes["ana@example.net"], causes["ivo@example.org"], causes["eva@example.org"]], ["user-unknown", "mailbox-full", "accepted"]);
});

test("where all are refused each recipient has its own verdict, although the error itself has one reply", async () => {
  const error = await withServer({ onRcptTo: onlyEva }, (port) => send(port, {}, ["ana@example.net", "ivo@example.org"]));
  assert.ok(error instanceof Error);
  const verdicts = explain(error).verdicts.map(({ recipient, cause, action }) => [recipient, cause, action]);
  assert.deepEqual(verdicts, [["ana@example.net", "user-unknown", "suppress"], ["ivo@example.org", "mailbox-full", "retry"]]);
});

test("a message that is refused after it was sent says nothing against the recipient", async () => {
  const error = await withServer({ onData: refusingData(554, "5.7.1 Message rejected as spam") }, send);
  assertShort(error, { cause: "spam-content", action: "fix", scope: "message", permanence: "permanent", phase: "end-of-data" });
  assert.equal(suppression(explain(error).verdicts[0]).action, "none");
});

test("a refused login is for the sender to mend", async () => {
  const options = { disabledCommands: ["STARTTLS"], allowInsecureAuth: true, onAuth: refusing(535, "5.7.8 Error: authentication failed") };
  const error = await withServer(options, (port) => send(port, { auth: { user: "bob", pass: "wrong" } }));
  assertShort(error, { cause: "smtp-auth-failed", scope: "sender-account", phase: "auth" });
  assert.equal(retryDelay(explain(error).verdicts[0], 1), null);
});

test("a certificate that is not trusted", async () => {
  const error = await withServer({ secure: true }, (port) => send(port, { secure: true, ignoreTLS: false }));
  assertShort(error, { form: "mailer-error", cause: "tls-failed", phase: "tls", scope: "connection" });
});

test("a server that offers no encryption to a client that wants it", async () => {
  const error = await withServer({}, (port) => send(port, { ignoreTLS: false, requireTLS: true }));
  assertShort(error, { form: "mailer-error", phase: "tls", scope: "connection" });
});

test("a connection that is dropped in the middle", async () => {
  const script = ["220 mx.example.net ESMTP", "250 mx.example.net", "250 2.1.0 Ok", null];
  assertShort(await withScript(script, send), { cause: "connection-failed", action: "retry", scope: "connection" });
});

test("a server that never greets, and one that falls silent", async () => {
  const silent = await withScript([], (port) => send(port, { greetingTimeout: 150 }));
  assertShort(silent, { cause: "connection-failed", action: "retry", permanence: "temporary" });
  const later = await withScript(["220 mx.example.net ESMTP", "250 mx.example.net"], (port) => send(port, { socketTimeout: 150 }));
  assertShort(later, { cause: "connection-failed", action: "retry", permanence: "temporary" });
});

test("nobody listens", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await new Promise((resolve) => server.close(resolve));
  assertShort(await send(port), { cause: "connection-failed", phase: "connect", action: "retry" });
});

test("a taken message is accepted, which is not yet delivered", async () => {
  const info = await withServer({ onData: drain }, send);
  assertShort(info, { outcome: "accepted", cause: "accepted", action: "none" });
});

test("emailjs tells the same of the same refusal", async () => {
  const error = await withServer({ onRcptTo: refusing(550, "5.1.1 <ana@example.net>: User unknown") }, (port) => {
    const client = new SMTPClient({ host: "127.0.0.1", port, ssl: false, tls: false, timeout: 2000 });
    const mail = { from: message.from, to: message.to, subject: message.subject, text: message.text };
    return /** @type {Promise<unknown>} */ (client.sendAsync(/** @type {any} */ (mail)).catch((error) => error));
  });
  assert.ok(error instanceof Error);
  assertShort(error, { form: "mailer-error", cause: "user-unknown", action: "suppress" });
});
