// Whether an address is left out from now on. A wrong "this address is dead" is worse than one more bounce.
import { guard, suppression as words } from "#words";

const DAY = 86_400_000;
/** As often as this within the days below: then the address is left out for a time. */
const MOST_FAILURES = 3;
const COUNTED_DAYS = 14;
const LEFT_OUT_DAYS = 90;

/** Causes that pass mostly, and mean something when they come again and again. */
const REPEATED = ["mailbox-full", "mailbox-disabled"];

/** @typedef {import("./index.js").Verdict} Verdict */

/**
 * @param {import("./index.js").Suppression["action"]} action
 * @param {keyof typeof words} reason
 * @param {string} [until]
 */
function advice(action, reason, until) {
  return { action, reason, note: words[reason], ...(until === undefined ? {} : { until }) };
}

/** @type {typeof import("./index.js").suppression} */
export function suppression(verdict, history) {
  if (typeof verdict?.action !== "string") throw new TypeError("suppression() takes a verdict of an explanation");
  if (verdict.cause === "complaint") return advice("suppress", "complaint");
  if (verdict.scope !== "address" && verdict.scope !== "domain") return advice("none", "elsewhere");
  const suppresses = verdict.action === "suppress";
  if (suppresses && verdict.certainty === "sure") return advice("suppress", verdict.cause === "suppressed" ? "suppressed" : "dead");
  if (!suppresses && !REPEATED.includes(verdict.cause)) return advice("none", "elsewhere");
  if (history && failures(history) >= MOST_FAILURES) {
    return advice("suppress", "repeated", new Date(instant(history.now) + LEFT_OUT_DAYS * DAY).toISOString());
  }
  return advice("watch", suppresses ? "unsure" : "watch");
}

/** @param {string} text */
function instant(text) {
  const time = typeof text === "string" ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) throw new TypeError("suppression() takes instants as ISO 8601, such as \"2026-11-25T09:14:07Z\"");
  return time;
}

/**
 * How often the address has failed, this time included. What comes within a day of a counted failure is the same trouble, and
 * a delivery sets everything to nought.
 * @param {import("./index.js").FailureHistory} history
 */
function failures({ now, failures: past = [], delivered }) {
  const end = instant(now);
  const start = Math.max(end - COUNTED_DAYS * DAY, delivered === undefined ? -Infinity : instant(delivered));
  const times = past.filter(({ scope }) => scope === undefined || scope === "address" || scope === "domain").map(({ at }) => instant(at));
  let counted = 1;
  let last = end;
  for (const time of times.sort((one, other) => other - one)) {
    if (time <= start || time > last - DAY) continue;
    counted += 1;
    last = time;
  }
  return counted;
}

/** Fewer failures of one kind say nothing about a batch. */
const FEWEST = 3;
/** From this share on one cause dominates. */
const DOMINATES = 0.5;

/** @param {Verdict} verdict */
function isOfSender({ scope, actor }) {
  return scope.startsWith("sender-") || ((scope === "message" || scope === "server") && (actor === "sender" || actor === "sender-admin"));
}

/** @type {typeof import("./index.js").suppressionGuard} */
export function suppressionGuard(verdicts) {
  const all = typeof verdicts?.[Symbol.iterator] === "function" ? Array.from(verdicts) : [undefined];
  if (!all.every((verdict) => typeof verdict?.scope === "string")) throw new TypeError("suppressionGuard() takes the verdicts of a batch");
  const failed = /** @type {Verdict[]} */ (all).filter((verdict) => verdict.action !== "none" && verdict.action !== "wait");
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const verdict of failed) if (isOfSender(verdict)) counts.set(verdict.cause, (counts.get(verdict.cause) ?? 0) + 1);
  const [top] = Array.from(counts).sort((one, other) => other[1] - one[1]);
  if (!top) return { allowed: true, note: guard.allowed };
  const [cause, count] = top;
  const share = count / failed.length;
  const allowed = count < FEWEST || share < DOMINATES;
  return { allowed, cause, count, share, note: allowed ? guard.allowed : guard.refused };
}
