// The tool of the package prints what the native tool prints.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { folder } from "./consumer.mjs";

const cases = fileURLToPath(new URL("../cases", import.meta.url));
const files = readdirSync(cases, { recursive: true }).map((name) => join(cases, String(name))).filter((file) => statSync(file).isFile()).sort();

/** What a tool does. @param {string} program @param {string[]} given @param {string | Buffer} input @param {Record<string, string>} env */
function run(program, given, input, env) {
  const { status, stdout, stderr } = spawnSync(program, given, { input, maxBuffer: 1 << 30, cwd: folder, env: { ...process.env, ...env } });
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
}

/** Both tools, which must agree. @param {string[]} given @param {string | Buffer} [input] @param {Record<string, string>} [env] */
function both(given, input = "", env = {}) {
  const native = run(String(process.env["WHYBOUNCED"]), given, input, env);
  const script = join(folder, "node_modules/.bin/whybounced");
  assert.deepEqual(run(script, given, input, env), native, given.join(" "));
  return native;
}

test("a text, a code and standard input", () => {
  assert.match(both(["550", "5.1.1", "User unknown"]).stdout, /no such mailbox/);
  both(["550-5.7.26 This mail has been blocked because the sender is unauthenticated."]);
  both(["--json", "字😀 550 5.1.1 User unknown"]);
  both([], "452 4.2.2 Mailbox full");
  both(["-"], "452 4.2.2 Mailbox full");
  both(["--json", "-"], Buffer.of(0xff, 0xfe, 0x35, 0));
  both(["550 5.1.1 <ana\u001b[31m@example.net>: User unknown \u202eevil"]);
});

test("bold and colours", () => {
  assert.ok(both(["550 5.1.1 User unknown"], "", { CLICOLOR_FORCE: "1" }).stdout.includes("\u001b["));
  assert.ok(!both(["550 5.1.1 User unknown"]).stdout.includes("\u001b["));
});

test("every case as a file, for people and as JSON", () => {
  assert.ok(files.length > 50);
  both(files);
  both(["--json", ...files]);
  both([cases]);
});

test("old charsets in a mail", () => {
  const mail = join(folder, "old.eml");
  writeFileSync(mail, Buffer.concat([
    Buffer.from("From: MAILER-DAEMON@mx.example.net\r\nSubject: Undelivered Mail\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=shift_jis\r\n\r\n<ana@example.net>: 550 5.1.1 User unknown "),
    Buffer.of(0x83, 0x81, 0x81, 0x5b, 0x83, 0x8b, 13, 10),
  ]));
  assert.match(both(["--json", mail]).stdout, /メール/);
  assert.match(both(["--ndjson"], JSON.stringify({ file: mail })).stdout, /メール/);
});

test("a stream keeps its order and goes on after bad lines", () => {
  mkdirSync(join(folder, "box/cur"), { recursive: true });
  writeFileSync(join(folder, "box/cur/1"), "550 5.1.1 User unknown");
  const lines = [
    ...files.map((file, id) => JSON.stringify({ id, file })), ...files.map((file) => JSON.stringify({ input: readFileSync(file, "utf8") })),
    "not json", "", " \t\r", '{"id":1.0,"input":"550"}', '{"id":{"b":1,"a":[null]},"input":""}', '{"id":[3],"file":"/no/such/file"}', '{"id":4}',
    '{"id":5,"input":"550","file":"x"}', '{"id":6,"input":7}', "{\"id\":\"\u{1f600}\",\"input\":\"550 \\ud800\"}", '{"file":"box/cur/1"}',
  ];
  const { stdout, status } = both(["--ndjson"], lines.join("\n"));
  assert.equal(status, 0);
  assert.equal(stdout.trimEnd().split("\n").length, lines.length - 2);
  both(["--ndjson"], "");
  both(["box"]);
});

test("what is named and is not there", () => {
  mkdirSync(join(folder, "nothing"), { recursive: true });
  for (const given of [["no-such-bounce.eml"], ["./no-such-file"], ["box/cur/1", "missing.txt"], ["nothing"]]) {
    const { status, stdout } = both(given);
    assert.deepEqual({ status, stdout }, { status: 2, stdout: "" }, given.join(" "));
  }
  both(["550 5.1.1 see /var/log/mail.log"]);
});

test("help and version", () => {
  assert.match(both(["--help"]).stdout, /--ndjson/);
  both(["-h"]);
  both(["--version"]);
  both(["-V"]);
});

test("a command that cannot be carried out ends with 2 and names the reason", () => {
  for (const given of [["--no-such-option"], ["--ndjson", "550"], ["--ndjson", "--json"]]) {
    for (const program of [String(process.env["WHYBOUNCED"]), join(folder, "node_modules/.bin/whybounced")]) {
      const { status, stdout, stderr } = run(program, given, "", {});
      assert.equal(status, 2);
      assert.equal(stdout, "");
      assert.ok(stderr.includes(String(given[0])), stderr);
    }
  }
});

test("npx finds it", () => {
  const { stdout } = run("npx", ["--offline", "whybounced", "550 5.1.1 User unknown"], "", {});
  assert.match(stdout, /no such mailbox/);
  assert.ok(existsSync(join(folder, "node_modules/.bin/whybounced")));
});
