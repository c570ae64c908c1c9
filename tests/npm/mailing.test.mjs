// What a mailer does with an answer: try again, leave an address out, hide what is private, write a ticket.
import assert from "node:assert/strict";
import { test } from "node:test";
import { imported } from "./consumer.mjs";

/** @type {import("./consumer.mjs").Whybounced} */
const { explain, parse, redact, retryDelay, suppression, suppressionGuard, toTicket } = await imported();

const verdict = (/** @type {string} */ text) => explain(text).verdicts[0];
const greylisted = verdict("451 4.7.1 <ana@example.net>: Recipient address rejected: Greylisted, try again in 300 seconds");
const full = verdict("452 4.2.2 <ana@example.net>: Mailbox full");
const unknown = verdict("550 5.1.1 <ana@example.net>: User unknown");
const blocked = verdict("554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org");
const shortest = { random: () => 0 };
const longest = { random: () => 1 };

test("a retry waits as long as the server asks for, then longer, and ends after five days", () => {
  assert.equal(retryDelay(greylisted, 1, shortest), 300);
  assert.equal(retryDelay(greylisted, 1, longest), 600);
  assert.equal(retryDelay(greylisted, 2, longest), 1200);
  assert.equal(retryDelay(greylisted, 20, longest), 3600);
  assert.equal(retryDelay(greylisted, 20, shortest), 300);
  assert.equal(retryDelay(full, 5, longest), 86400);
  const waits = Array.from({ length: 400 }, (_, at) => retryDelay(greylisted, at + 1));
  const end = waits.indexOf(null);
  const sum = waits.slice(0, end).reduce((/** @type {number} */ total, wait) => total + Number(wait), 0);
  assert.ok(end > 100 && sum > 4 * 86400 && sum < 6 * 86400, `${end} waits, ${sum} seconds`);
  assert.ok(waits.slice(end).every((wait) => wait === null));
  assert.equal(retryDelay(greylisted, 3, { ...shortest, giveUpAfterSeconds: 600 }), null);
});

test("what must not be tried again by itself has no delay", () => {
  for (const never of [unknown, blocked, verdict("535 5.7.8 Authentication credentials invalid"), verdict("250 2.0.0 Ok: queued"), verdict("")]) {
    assert.equal(retryDelay(never, 1), null, never.cause);
  }
  const split = verdict("452 4.5.3 Too many recipients");
  assert.equal(retryDelay(split, 1, longest), 0, "at once");
  assert.equal(retryDelay(split, 2, shortest), 60, "but not again and again");
  assert.equal(retryDelay(full, Infinity), null);
  for (const wrong of [0, -1, NaN, "1x"]) assert.throws(() => retryDelay(full, /** @type {number} */ (wrong)), TypeError);
  assert.throws(() => retryDelay(/** @type {any} */ (explain("550")), 1), TypeError);
});

test("only a sure reply about the recipient suppresses at once", () => {
  assert.equal(suppression(unknown).action, "suppress");
  assert.equal(suppression(unknown).until, undefined);
  for (const text of ["550", "5.1.1", "550 5.7.1 Message rejected", "554 5.7.1 Client host [192.0.2.7] blocked using zen.spamhaus.org", "421 4.7.0 Try again later", "535 Authentication failed", "552 5.3.4 Message too big", ""]) {
    assert.notEqual(suppression(verdict(text)).action, "suppress", text);
  }
  assert.deepEqual(suppression({ ...unknown, certainty: "likely" }).action, "watch");
  assert.equal(suppression({ ...unknown, cause: "complaint", action: "suppress" }).reason, "complaint");
  assert.ok(suppression(blocked).note.length > 10);
});

test("a full mailbox is left out for a time at the third failure within two weeks", () => {
  const now = "2026-11-25T12:00:00Z";
  const at = (/** @type {string} */ day, scope = "address") => ({ at: `2026-11-${day}T12:00:00Z`, scope });
  const reason = (/** @type {import("../../pkg-config/index.js").FailureHistory} */ history) => suppression(full, history).reason;
  assert.equal(suppression(full).action, "watch");
  assert.equal(reason({ now, failures: [at("20")] }), "watch");
  assert.deepEqual(suppression(full, { now, failures: [at("20"), at("22")] }), {
    action: "suppress", reason: "repeated", note: suppression(full, { now, failures: [at("20"), at("22")] }).note, until: "2027-02-23T12:00:00.000Z",
  });
  assert.equal(reason({ now, failures: [at("20"), at("22")], delivered: "2026-11-21T00:00:00Z" }), "watch", "a delivery starts anew");
  assert.equal(reason({ now, failures: [at("01"), at("22")] }), "watch", "two weeks are over");
  assert.equal(reason({ now, failures: [at("25"), at("25"), at("25")] }), "watch", "one bad hour is one failure");
  assert.equal(reason({ now, failures: [at("20", "sender-ip"), at("22")] }), "watch", "the sender's own faults do not count");
  assert.equal(suppression(blocked, { now, failures: [at("20"), at("22"), at("23")] }).action, "none");
  assert.throws(() => suppression(full, { now: "yesterday", failures: [] }), TypeError);
});

test("a batch that fails for a reason of the sender suppresses nobody", () => {
  const refused = suppressionGuard([...Array(8).fill(blocked), unknown, unknown]);
  assert.deepEqual([refused.allowed, refused.cause, refused.count, refused.share], [false, "ip-blocklisted", 8, 0.8]);
  const allowed = suppressionGuard([...Array(8).fill(unknown), blocked, verdict("250 Ok")]);
  assert.deepEqual([allowed.allowed, allowed.cause, allowed.count], [true, "ip-blocklisted", 1]);
  assert.notEqual(refused.note, allowed.note);
  assert.equal(suppressionGuard([]).allowed, true);
  for (const wrong of [unknown, [explain("550")], [550], undefined]) assert.throws(() => suppressionGuard(/** @type {any} */ (wrong)), { name: "TypeError", message: /the verdicts/ });
});

test("redacted text holds nothing private and still means the same", () => {
  const text = "host mx.example.net[192.0.2.25] said: 550 5.1.1 <ana@example.net>: User unknown (in reply to RCPT TO), from bob@example.org via [2001:db8::25] at 09:14:07 for ANA@example.net.";
  const hidden = redact(text);
  for (const secret of ["ana@", "ANA@", "bob@", "192.0.2.25", "2001:db8"]) assert.ok(!hidden.includes(secret), hidden);
  assert.ok(hidden.includes("09:14:07") && hidden.includes("5.1.1"), hidden);
  assert.equal(hidden.split("address-1@redacted.invalid").length, 3, "the same address has the same placeholder");
  assert.equal(verdict(hidden).cause, verdict(text).cause);
  assert.equal(redact(hidden), hidden);
  assert.equal(redact("a version 1.2.3 or 1.2.3.4.5, and 999.1.1.1"), "a version 1.2.3 or 1.2.3.4.5, and 999.1.1.1");
});

test("a redacted explanation holds nothing private either", () => {
  const log = "Mar  3 09:14:07 out postfix/smtp[812]: 4F2B81C0D7: to=<ana@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=2, dsn=5.1.1, status=bounced (host mx.example.net[192.0.2.25] said: 550 5.1.1 User unknown: ana@example.net (in reply to RCPT TO command))";
  const error = Object.assign(new Error("Can't send mail"), { code: "EENVELOPE", recipient: "ana@example.net", response: "550 5.1.1 <ana@example.net>: User unknown [192.0.2.25]" });
  for (const explanation of [explain(log), explain(error)]) {
    const hidden = redact(explanation);
    const json = JSON.stringify(hidden);
    for (const secret of ["ana@example.net", "192.0.2.25", "4F2B81C0D7"]) assert.ok(!json.includes(secret), secret);
    assert.equal(hidden.verdicts[0].cause, explanation.verdicts[0].cause);
    assert.equal(hidden.verdicts[0].recipient, "address-1@redacted.invalid");
    assert.equal(hidden.input, undefined);
    assert.equal(explanation.verdicts[0].recipient, "ana@example.net", "the answer itself is not touched");
  }
  assert.equal(redact(explain(error)).verdicts[0].steps.length, explain(error).verdicts[0].steps.length);
  assert.throws(() => redact(/** @type {any} */ (550)), TypeError);
  assert.ok(!JSON.stringify(redact(parse(log))).includes("ana@"));
});

test("redacting takes time in proportion to the text", () => {
  for (const unit of ["@", "a@", "a".repeat(50), "1.1.1.", "a:b:", ":::", "[[@", "x@y.z "]) {
    const time = (/** @type {number} */ length) => {
      const text = unit.repeat(length / unit.length);
      const start = performance.now();
      redact(text);
      return performance.now() - start;
    };
    const [once, more] = [100_000, 400_000].map((length) => Math.min(time(length), time(length))).map(Number);
    assert.ok(/** @type {number} */ (more) < 12 * /** @type {number} */ (once) + 50, `${JSON.stringify(unit)}: ${once} ms, ${more} ms`);
  }
});

test("a ticket says what a help desk asks for", () => {
  const text = toTicket(explain("host mx.example.net[192.0.2.25] said: 550 5.1.1 <ana@example.net>: User unknown"));
  for (const part of ["User unknown", "550 5.1.1", "ana@example.net", "user-unknown", "Whose side: ", "Still needed: Sender", "Explained by whybounced "]) assert.ok(text.includes(part), `${part}: ${text}`);
  assert.ok(!/undefined|null|\[object/.test(text), text);
  const two = explain({ accepted: [], rejected: ["ana@example.net", "ivo@example.org"], rejectedErrors: [{ message: "", recipient: "ana@example.net", response: "550 5.1.1 User unknown" }, { message: "", recipient: "ivo@example.org", response: "452 4.2.2 full" }] });
  assert.ok(toTicket(two).includes("ivo@example.org") && toTicket(two).includes("ana@example.net"));
  assert.throws(() => toTicket(two, { format: /** @type {any} */ ("html") }), TypeError);
});

test("a ticket in Markdown makes no links and no markup of the reply", () => {
  const hostile = "550 5.7.1 <img src=x onerror=alert(1)> [click](https://evil.example/?a) **now** https://evil.example www.evil.example `x` mail ana@example.net\n# head\n- item";
  const markdown = toTicket(explain(hostile), { format: "markdown" });
  const ours = markdown.split("\n").filter((line) => line.includes("evil"));
  assert.ok(ours.length > 0);
  for (const line of ours) {
    assert.ok(!/(?<!\\)[<[`]/.test(line.replace(/^- \*\*[^*]*\*\*/, "")), line);
    assert.ok(!/https:|www\.|[^\\]@/.test(line), line);
  }
  assert.ok(!markdown.includes("\n# head"));
});
