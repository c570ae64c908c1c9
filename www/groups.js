// Alike verdicts of a batch: thirty bounces with one cause are one thing to read.
import { LABELS } from "./words.js";

/** @typedef {import("../pkg-config/index.js").Verdict} Verdict */
/** @typedef {import("../pkg-config/index.js").Explanation} Explanation */
/** @typedef {{ verdict: Verdict, outcome: string, count: number, recipients: string[] }} Group */

/** What needs somebody is read first. @type {Record<string, number>} */
const RANKS = { failed: 0, complaint: 0, partial: 0, delayed: 1, unknown: 2 };
const LAST_RANK = 3;

/**
 * The verdicts, alike ones once: failures first, then the most frequent.
 * @param {Explanation} explanation
 * @returns {Group[]}
 */
export function groups(explanation) {
  /** @type {Map<string, { first: Verdict, count: number, recipients: Set<string> }>} */
  const found = new Map();
  for (const verdict of explanation.verdicts) {
    const { cause, action, title, summary, wording, steps, checks, conflicts, blocklist } = general(verdict, true);
    const key = JSON.stringify([cause, action, title, summary, wording, steps.map(({ text }) => text), checks, conflicts, blocklist?.url]);
    const group = found.get(key) ?? { first: verdict, count: 0, recipients: new Set() };
    group.count += 1;
    if (verdict.recipient) group.recipients.add(verdict.recipient);
    found.set(key, group);
  }
  const all = Array.from(found.values(), ({ first, count, recipients }) => {
    const names = [...recipients];
    const verdict = names.length > 1 ? general(first, new Set(names.map(domainOf)).size > 1) : first;
    return { verdict, outcome: outcomeOf(first, explanation), count, recipients: names };
  });
  return all.sort((one, other) => rank(one) - rank(other) || other.count - one.count);
}

/** @param {Group} group */
function rank({ outcome }) {
  return RANKS[outcome] ?? LAST_RANK;
}

/** How many there are of each outcome: "Not delivered: 12 · Accepted: 3". @param {Group[]} all */
export function tally(all) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { verdict, count } of all) counts.set(verdict.wording.outcome, (counts.get(verdict.wording.outcome) ?? 0) + count);
  return Array.from(counts, ([outcome, count]) => `${outcome}: ${count}`).join(" · ");
}

/** Whom it concerns, in a few words. @param {Group} group @param {number} most names in full */
export function whom({ recipients, count }, most) {
  const names = recipients.length > most ? LABELS.recipients.replace("{count}", String(recipients.length)) : recipients.join(", ");
  return count > recipients.length && count > 1 ? `${names} (${count} ×)`.trim() : names;
}

/**
 * One of several recipients may have fared better than the whole.
 * @param {Verdict} verdict
 * @param {Explanation} explanation
 */
function outcomeOf(verdict, explanation) {
  if (explanation.verdicts.length === 1) return explanation.outcome;
  if (verdict.action === "wait") return "delayed";
  return verdict.permanence === "success" ? "accepted" : "failed";
}

/**
 * The words of a verdict as they are true of every recipient, or of every one of its domain.
 * @param {Verdict} verdict
 * @param {boolean} anyDomain
 * @returns {Verdict}
 */
function general(verdict, anyDomain) {
  const { recipient } = verdict;
  if (!recipient) return verdict;
  const domain = anyDomain ? domainOf(recipient) : "";
  const words = (/** @type {string} */ text) => {
    const any = text.replaceAll(recipient, LABELS.anyRecipient);
    return domain ? any.replaceAll(domain, LABELS.anyDomain) : any;
  };
  const steps = verdict.steps.map((step) => ({ ...step, text: words(step.text) }));
  return { ...verdict, title: words(verdict.title), summary: words(verdict.summary), steps };
}

/** @param {string} address */
function domainOf(address) {
  return address.slice(address.lastIndexOf("@") + 1);
}
