// The meaning of a code or of a guide topic.
import { element, folded, link, list } from "./dom.js";
import { LABELS, STATUSES } from "./words.js";

/** @typedef {import("../pkg-config/index.js").CodeMeaning} CodeMeaning */

/**
 * @param {CodeMeaning} meaning
 * @param {"h3" | "h4"} heading
 */
export function meaningOf(meaning, heading) {
  const made = element("article", heading === "h3" ? "card calm" : "topic",
    element(heading, "title", meaning.title), element("p", "summary", meaning.summary),
    ...(meaning.body ?? []).map((text) => element("p", null, text)));
  for (const { claim, answer, url } of meaning.misreadings ?? []) {
    made.append(element("p", "note", element("b", null, `${LABELS.misreadings}: “${claim}” `), `${answer} `, url ? link(url, LABELS.sources) : ""));
  }
  if (meaning.sources?.length) made.append(folded(LABELS.sources, list(meaning.sources.map((source) => link(source.url, source.title)))));
  return made;
}

/**
 * The digits of a code and its official uses.
 * @param {CodeMeaning} meaning
 * @returns {HTMLElement[]}
 */
export function codeParts(meaning) {
  const parts = [];
  if (meaning.parts?.length) {
    const items = meaning.parts.map((part) => element("span", null, element("b", "digit", part.value), ` ${part.title}. ${part.note}`));
    parts.push(element("section", "part", element("h3", null, LABELS.anatomy), list(items)));
  }
  if (meaning.meanings?.length) {
    const items = meaning.meanings.map((use) => element("span", null, element("b", null, use.provider ? `${use.provider}: ${use.text}` : use.text),
      use.note ? ` ${use.note} ` : " ", element("span", "hint", `${STATUSES[use.status] ?? use.status}; `, link(use.url, use.source))));
    parts.push(element("section", "part", element("h3", null, LABELS.meanings), list(items)));
  }
  return parts;
}
