// When a mailer tries again.

/** No wait grows beyond this, in seconds: the other side may have mended itself long before. */
const LONGEST_OF_CAUSE = { greylisted: 3_600, "mailbox-full": 86_400 };
const LONGEST_OF_ACTION = { "slow-down": 14_400, pause: 86_400 };
const LONGEST_ELSE = 3_600;
/** Where a cause asks for no wait, a second try comes at once and a third one after this. */
const SHORTEST_LATER = 60;
/** RFC 5321 §4.5.4.1: give up after four to five days. */
const FIVE_DAYS = 432_000;
/** Nobody tries as often as this. */
const MOST_ATTEMPTS = 10_000;

/** @param {import("./index.js").Verdict} verdict */
function longest({ cause, action }) {
  const ofCause = /** @type {Record<string, number>} */ (LONGEST_OF_CAUSE)[cause];
  const ofAction = /** @type {Record<string, number>} */ (LONGEST_OF_ACTION)[action];
  return ofCause ?? ofAction ?? LONGEST_ELSE;
}

/**
 * The shortest and the longest wait after an attempt. The shortest is what the server asks for or the cause needs, and stays;
 * the longest doubles. The wait is drawn between the two, so that many messages do not come back at once.
 * @param {number} first
 * @param {number} most
 * @param {number} attempt
 */
function bounds(first, most, attempt) {
  const from = Math.max(first, attempt > 1 ? SHORTEST_LATER : 0);
  return { from, to: Math.max(from, Math.min(from * 2 ** attempt, most)) };
}

/** @type {typeof import("./index.js").retryDelay} */
export function retryDelay(verdict, attempt, { random = Math.random, giveUpAfterSeconds = FIVE_DAYS } = {}) {
  if (typeof verdict?.action !== "string") throw new TypeError("retryDelay() takes a verdict of an explanation");
  if (!(attempt >= 1)) throw new TypeError("retryDelay() takes the number of attempts that have failed, 1 or more");
  const first = verdict.retryAfterSeconds;
  if (first === undefined || !["retry", "slow-down", "pause"].includes(verdict.action) || attempt > MOST_ATTEMPTS) return null;
  const most = longest(verdict);
  let waited = 0;
  for (let past = 1; past < attempt; past++) {
    const { from, to } = bounds(first, most, past);
    waited += (from + to) / 2;
    if (waited >= giveUpAfterSeconds) return null;
  }
  const { from, to } = bounds(first, most, attempt);
  return Math.round(from + random() * (to - from));
}
