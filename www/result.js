// Turns an explanation into the answer on the page.
import { element, folded, link, list, part } from "./dom.js";
import { meaningOf } from "./meaning.js";
import { tally, whom } from "./groups.js";
import { steps } from "./steps.js";
import { CHECK_RESULTS, LABELS, OUTCOMES } from "./words.js";

/** @typedef {import("../pkg-config/index.js").Verdict} Verdict */
/** @typedef {import("../pkg-config/index.js").Explanation} Explanation */
/** @typedef {import("../pkg-config/index.js").CodeMeaning} CodeMeaning */
/** @typedef {import("./groups.js").Group} Group */
/** @typedef {(codeOrTopic: string) => CodeMeaning | undefined} Lookup */

/** More than these would make the page slow, and nobody reads them. */
const MOST_CARDS = 50;
const MOST_RECIPIENTS = 1000;
/** Recipients that are named on the card itself. */
const MOST_NAMED = 3;

/**
 * What to read first, and what comes behind the marked text.
 * @param {Explanation} explanation
 * @param {Group[]} groups
 * @param {Lookup} lookup
 */
export function answer(explanation, groups, lookup) {
  const first = groups.slice(0, MOST_CARDS).flatMap(groupParts);
  if (explanation.verdicts.length > 1) first.unshift(element("p", "tally", tally(groups)));
  if (groups.length > MOST_CARDS) first.push(element("p", "hint", LABELS.cutCards));
  const only = groups.length === 1 ? groups[0] : undefined;
  const more = only ? background(only.verdict, lookup) : [];
  const notes = list(explanation.warnings.map((warning) => warning.note));
  if (explanation.warnings.length) more.push(folded(LABELS.notes, notes));
  return { first, more };
}

/** @param {Group} group */
function groupParts(group) {
  const { verdict } = group;
  /** @type {HTMLElement[]} */
  const parts = [card(group)];
  if (verdict.checks?.length) parts.push(part(LABELS.checks, checks(verdict)));
  parts.push(steps(verdict));
  if (verdict.alternatives.length) {
    parts.push(part(LABELS.alternatives, list(verdict.alternatives.map((other) => other.title))));
  }
  return parts;
}

/**
 * What people often read elsewhere, topics of the guide and sources.
 * @param {Verdict} verdict
 * @param {Lookup} lookup
 */
function background(verdict, lookup) {
  /** @type {HTMLElement[]} */
  const parts = [];
  if (verdict.misreadings?.length) parts.push(folded(LABELS.misreadings, misreadings(verdict.misreadings)));
  const topics = (verdict.topics ?? []).map(lookup).filter((topic) => topic !== undefined);
  if (topics.length) parts.push(folded(LABELS.topics, ...topics.map((topic) => meaningOf(topic, "h4"))));
  parts.push(folded(LABELS.sources, list(verdict.sources.map((source) => link(source.url, source.title)))));
  return parts;
}

/** @param {Group} group */
function card(group) {
  const { verdict, outcome, recipients } = group;
  const look = OUTCOMES[outcome] ?? OUTCOMES["unknown"];
  const sign = element("span", "sign", look?.sign ?? "?");
  sign.setAttribute("aria-hidden", "true");
  const names = whom(group, MOST_NAMED);
  const facts = element("dl", "facts");
  for (const [label, text] of [
    [LABELS.side, verdict.wording.actor], [LABELS.resend, verdict.wording.resend], [LABELS.certainty, verdict.wording.certainty],
  ]) {
    facts.append(element("div", null, element("dt", null, label ?? ""), element("dd", null, text ?? "")));
  }
  const conflicts = verdict.conflicts.map((conflict) => element("p", "note", conflict.note));
  const made = element("article", `card ${look?.tone ?? "calm"}`,
    element("p", "outcome", sign, element("span", null, verdict.wording.outcome), names ? element("bdi", "whom", names) : null),
    element("h3", "title", verdict.title), element("p", "summary", verdict.summary), facts, ...conflicts, blocklist(verdict));
  if (recipients.length > MOST_NAMED) made.append(folded(LABELS.addresses, list(recipients.slice(0, MOST_RECIPIENTS).map((name) => element("bdi", null, name)))));
  made.setAttribute("aria-label", verdict.title);
  return made;
}

/** @param {Verdict} verdict */
function blocklist(verdict) {
  const found = verdict.blocklist;
  return found ? element("p", "note", link(found.url, found.name), `: ${found.note}`) : null;
}

/** @param {Verdict} verdict */
function checks(verdict) {
  return list((verdict.checks ?? []).map((check) => {
    const about = [check.domain, check.ip].filter((value) => value !== undefined).join(", ");
    const result = element("b", `check ${check.result}`, CHECK_RESULTS[check.result] ?? check.result);
    return element("span", null, `${check.name.toUpperCase()}: `, result, about ? element("bdi", null, ` (${about})`) : "");
  }));
}

/** @param {import("../pkg-config/index.js").Misreading[]} all */
export function misreadings(all) {
  const made = element("dl", "misreadings");
  for (const { claim, answer: right, url } of all) {
    made.append(element("dt", null, `“${claim}”`), element("dd", null, `${right} `, url ? link(url, LABELS.sources) : ""));
  }
  return made;
}
