// What can be done with an answer: take it along as a text for a ticket, or as a link.
import { redact, toTicket } from "./whybounced/index.js";
import { element } from "./dom.js";
import { whom } from "./groups.js";
import { linkTo } from "./share.js";
import { LABELS } from "./words.js";

/** @typedef {import("../pkg-config/index.js").Explanation} Explanation */

/** A ticket takes no whole log. */
const MOST_TEXT = 10_000;
const MOST_NAMES = 20;
/** How long a button says what it has done. */
const SAID = 2500;

/**
 * @param {Explanation} explanation
 * @param {import("./groups.js").Group[]} groups
 * @param {string} text
 * @param {(words: string) => void} say
 */
export function actions(explanation, groups, text, say) {
  const row = element("div", "actions");
  row.append(
    copying(LABELS.copyTicket, say, () => ticket(explanation, groups, text)),
    copying(LABELS.copyLink, say, () => linkTo(text, explanation, redact)),
    element("p", "hint", LABELS.linkHint),
  );
  return row;
}

/**
 * @param {Explanation} explanation
 * @param {import("./groups.js").Group[]} groups
 * @param {string} text
 */
function ticket(explanation, groups, text) {
  const [first, ...rest] = groups.map((group) => {
    const recipient = whom(group, MOST_NAMES);
    return recipient ? { ...group.verdict, recipient } : group.verdict;
  });
  const verdicts = /** @type {Explanation["verdicts"]} */ ([first, ...rest]);
  return `${toTicket({ ...explanation, verdicts })}\n${LABELS.original}:\n${text.slice(0, MOST_TEXT)}\n`;
}

/**
 * A button that copies what `make` gives; nothing means that it is too long.
 * @param {string} label
 * @param {(words: string) => void} say
 * @param {() => string | undefined} make
 */
function copying(label, say, make) {
  const button = element("button", "copy", label);
  button.type = "button";
  let timer = 0;
  button.addEventListener("click", async () => {
    // Its neighbour stays where it is.
    button.style.minInlineSize = `${button.offsetWidth}px`;
    const words = await copy(make(), button);
    button.textContent = words;
    say(words);
    clearTimeout(timer);
    timer = window.setTimeout(() => (button.textContent = label), SAID);
  });
  return button;
}

/**
 * @param {string | undefined} text
 * @param {HTMLElement} button
 */
async function copy(text, button) {
  button.parentElement?.querySelector(".by-hand")?.remove();
  if (text === undefined) return LABELS.tooLong;
  try {
    await navigator.clipboard.writeText(text);
    return LABELS.copied;
  } catch {
    // No clipboard without https, or without the permission: then by hand.
    const box = element("textarea", "by-hand");
    box.readOnly = true;
    box.value = text;
    box.setAttribute("aria-label", LABELS.copyFailed);
    button.parentElement?.append(box);
    box.select();
    return LABELS.copyFailed;
  }
}
