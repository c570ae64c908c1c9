/**
 * Explains why an e-mail bounced.
 *
 * Lists of words are open (`… | (string & {})`): a later version may know more. What is absent is left out, never null.
 * Durations are in seconds and say so. `start` and `end` count UTF-16 code units, so `text.slice(start, end)` is right.
 */

import type { Explanation, Verdict } from "./types/explanation.js";
import type { Input } from "./types/input.js";
import type { CodeMeaning } from "./types/meaning.js";
import type { Parsed } from "./types/parsed.js";
import type { Cause, Open, Scope } from "./types/words.js";

export * from "./types/explanation.js";
export * from "./types/input.js";
export * from "./types/meaning.js";
export * from "./types/parsed.js";
export * from "./types/words.js";

/** Reads what the input says: codes, texts, recipients, limits. No opinion. Throws a `TypeError` for a wrong type only. */
export function parse(input: Input): Parsed;

/**
 * Says what happened, whose job it is to fix it, and what to do next. Throws a `TypeError` for a wrong type only.
 *
 * TypeScript holds what is caught for `unknown`; hand it in as an `Error`.
 *
 * @example
 * try { await transport.sendMail(message); } catch (error) { handle(explain(error as Error)); }
 */
export function explain(input: Input): Explanation;

/** Explains several inputs, in their order. Throws a `TypeError` for what is no list of inputs, such as a string, and for a wrong type in it. */
export function explainAll(inputs: Iterable<Input>): Explanation[];

/**
 * The meaning of "550", "5.7.26", "5xx", "x.7.x", "port 465", "sending limits" …; `undefined` for any other text. Throws a
 * `TypeError` for what is no text.
 */
export function lookup(codeOrTopic: string): CodeMeaning | undefined;

/** The version of the package. */
export function version(): string;

/**
 * Compiles the WebAssembly code without holding up the page, so that the first call is as fast as the others. No call needs it.
 */
export function ready(): Promise<void>;

/**
 * How long a mailer waits before the next try, in seconds; `null` when it must not try again by itself.
 *
 * The wait is never shorter than what the server asked for or the cause needs (`retryAfterSeconds`); the upper bound doubles
 * with each attempt, up to an hour (`slow-down` 4 hours, `pause` and a full mailbox a day), and the wait is drawn between
 * the two. After five days of waiting the answer is `null`. Throws a `TypeError` for what is no verdict, and for an `attempt`
 * below 1.
 *
 * `pause` with a delay (a sending limit) holds up everything that this account sends, not only this message.
 *
 * @param attempt How many attempts have failed, this one included: 1 after the first.
 * @example
 * const seconds = retryDelay(verdict, job.attemptsMade);
 * if (seconds === null) giveUp(verdict); else retryIn(seconds * 1000);
 */
export function retryDelay(verdict: Verdict, attempt: number, options?: RetryOptions): number | null;

/** How {@link retryDelay} draws a wait, and when it ends. */
export interface RetryOptions {
  /** A number from 0 to below 1, as `Math.random` gives it; a fixed one makes the answer the same each time. */
  random?: () => number;
  /** When the waits add up to this, it is enough; 432000 (five days) by default. */
  giveUpAfterSeconds?: number;
}

/**
 * Whether an address is left out from now on. Only a reply that is sure and is about the recipient suppresses at once; a full
 * or a closed mailbox does so at the third failure within 14 days (each at least a day after the one before), for 90 days. A
 * fault of the sender's side never does. A complaint does at once. Throws a `TypeError` for what is no verdict, and for an
 * instant of the history that is none.
 *
 * @param history Earlier failures of the same address. Without it each failure is the first one.
 */
export function suppression(verdict: Verdict, history?: FailureHistory): Suppression;

/** What is known of an address; instants are ISO 8601. */
export interface FailureHistory {
  /** When the failure that is asked about happened. */
  now: string;
  /** Failures before it. Those whose `scope` is given and is not the recipient's do not count. */
  failures?: readonly { at: string; scope?: Scope }[];
  /** The last delivery: failures before it do not count. */
  delivered?: string;
}

/** What becomes of an address. */
export interface Suppression {
  /** `watch`: keep the address and note the failure for the history. */
  action: Open<"none" | "watch" | "suppress">;
  /** Why, in a word. */
  reason: Open<"dead" | "complaint" | "suppressed" | "repeated" | "watch" | "unsure" | "elsewhere">;
  /** Why, in a sentence. */
  note: string;
  /** Until when the address is left out, as ISO 8601; absent means until somebody knows better. */
  until?: string;
}

/**
 * Refuses to let a batch suppress addresses when one cause of the sender's side makes up half of its failures or more (and
 * three at least): replies of such a time are bad witnesses. Throws a `TypeError` for what is no list of verdicts.
 *
 * @example
 * const guard = suppressionGuard(verdicts);
 * if (!guard.allowed) alarm(`${guard.cause}: ${guard.note}`);
 */
export function suppressionGuard(verdicts: Iterable<Verdict>): SuppressionGuard;

/** Whether a batch may suppress addresses. */
export interface SuppressionGuard {
  /** False when nobody of this batch is to be left out. */
  allowed: boolean;
  /** The most frequent cause of the sender's side, if there is one. */
  cause?: Cause;
  /** How many of the failures have it. */
  count?: number;
  /** The same as a share of all failures, from 0 to 1. */
  share?: number;
  /** What that means, in a sentence. */
  note: string;
}

/**
 * Puts placeholders in place of addresses, IP addresses, ids of messages and queues, and subjects: `address-1@redacted.invalid`,
 * `ip-1`, `id-1`, `subject-1`. Within one call the same value has the same placeholder. Names of servers and domains that
 * stand alone are kept, because the explanation needs them; so are web addresses, but for e-mail and IP addresses in them.
 *
 * Of an explanation the whole texts (`pieces`, `input`) are left out; its places count in the text before it was redacted.
 * Throws a `TypeError` for what is neither a string nor an object.
 */
export function redact<T extends string | Explanation | Parsed | Verdict>(given: T): T;

/**
 * The explanation as a text for a ticket, with what a help desk asks for: outcome, cause, whose side, codes, the reply, servers,
 * ids, steps, and what is still needed. Values of the reply never become links or markup. Plain text by default. Throws a
 * `TypeError` for what is no explanation, and for another format.
 */
export function toTicket(explanation: Explanation, options?: { format?: "text" | "markdown" }): string;
