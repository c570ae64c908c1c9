// SMTP servers on 127.0.0.1 that refuse in every way.
import { once } from "node:events";
import { createRequire } from "node:module";
import { createServer } from "node:net";

/** @type {any} */
const { SMTPServer } = createRequire(import.meta.url)("smtp-server");

/** A refusal as a server speaks it. @param {number} responseCode @param {string} text */
export function refusal(responseCode, text) {
  return Object.assign(new Error(text), { responseCode });
}

/** The same refusal at a step of smtp-server. @param {number} code @param {string} text */
export const refusing = (code, text) => (/** @type {unknown[]} */ ...given) => /** @type {(error: Error) => void} */ (given.at(-1))(refusal(code, text));

/** Takes a message to its end and refuses it. @param {number} code @param {string} text */
export const refusingData = (code, text) => (/** @type {import("node:stream").Readable} */ stream, /** @type {unknown} */ _session, /** @type {(error: Error) => void} */ done) => {
  stream.resume().on("end", () => done(refusal(code, text)));
};

/**
 * Runs with the port of an SMTP server.
 * @template T
 * @param {Record<string, unknown>} options
 * @param {(port: number) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withServer(options, use) {
  const server = new SMTPServer({ disabledCommands: ["AUTH", "STARTTLS"], logger: false, disableReverseLookup: true, ...options });
  // A client that goes away in the middle is what some of these tests are about.
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  try {
    return await use(server.server.address().port);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

/**
 * Runs with the port of a server that speaks as it is told: for each line of the client one line, `null` hangs up, none is silence.
 * @template T
 * @param {(string | null)[]} lines
 * @param {(port: number) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withScript(lines, use) {
  /** @type {Set<import("node:net").Socket>} */
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    const left = [...lines];
    const say = () => {
      const line = left.shift();
      if (line === null) socket.destroy();
      else if (line !== undefined) socket.write(`${line}\r\n`);
    };
    socket.on("data", say).on("error", () => {});
    say();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    return await use(/** @type {import("node:net").AddressInfo} */ (server.address()).port);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}
