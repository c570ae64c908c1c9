// Shows the pasted text unchanged, with its parts marked and tied to their meanings.
import { element } from "./dom.js";
import { LABELS } from "./words.js";

/** @typedef {import("../pkg-config/index.js").ExplainedToken} Token */
/** @typedef {Omit<Token, "piece"> & { piece?: number | undefined }} Mark */

/** More text than this would make the page slow; the answer itself is about the whole. */
const MOST_TEXT = 20_000;
const MOST_MARKS = 400;

/**
 * A part that had to be decoded first, where something in it has a meaning.
 * @param {string} text
 * @param {number} piece
 * @param {Token[]} tokens
 */
export function decodedText(text, piece, tokens) {
  const own = tokens.filter((token) => token.piece === piece).map((token) => ({ ...token, piece: undefined }));
  return own.length ? markedText(text, own, LABELS.decoded) : undefined;
}

/**
 * @param {string} text
 * @param {Mark[]} tokens
 * @param {string} [title]
 */
export function markedText(text, tokens, title = LABELS.marked) {
  const all = tokens.filter((token) => token.piece === undefined);
  const own = all.filter((token) => token.end <= MOST_TEXT).slice(0, MOST_MARKS);
  const shown = text.slice(0, MOST_TEXT);
  const note = element("div", "meaning", LABELS.markedHint);
  note.setAttribute("aria-live", "polite");
  const box = element("pre", "marked");
  box.dir = "auto";
  box.tabIndex = -1;
  fill(box, shown, 0, shown.length, own, 0);
  watch(box, note, own);
  const whole = element("section", "part text", element("h3", null, title), note, box);
  if (shown.length < text.length || own.length < all.length) whole.append(element("p", "hint", LABELS.cut));
  return whole;
}

/**
 * A long text is shown from the words that decided; they often stand far below the header of a mail.
 * @param {HTMLElement} result
 */
export function reveal(result) {
  for (const box of result.querySelectorAll(".marked")) {
    const mark = box.querySelector("mark.k-phrase") ?? box.querySelector("mark.k-reply-code");
    if (!mark) continue;
    box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  }
}

/**
 * Puts the text from `start` to `end` into `box`; tokens that lie in one another become nested marks.
 * @param {HTMLElement} box
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {Mark[]} tokens
 * @param {number} first index of the first token that may lie here
 * @returns {number} index of the first token behind this place
 */
function fill(box, text, start, end, tokens, first) {
  let at = start;
  let next = first;
  for (let token = tokens[next]; token && token.start < end; token = tokens[next]) {
    box.append(text.slice(at, token.start));
    const mark = element("mark", `k-${token.kind}`);
    mark.dataset["token"] = String(next);
    mark.tabIndex = next === 0 ? 0 : -1;
    mark.setAttribute("role", "group");
    next = fill(mark, text, token.start, token.end, tokens, next + 1);
    mark.setAttribute("aria-label", `${text.slice(token.start, token.end)}: ${token.title}`);
    box.append(mark);
    at = token.end;
  }
  box.append(text.slice(at, end));
  return next;
}

/**
 * @param {HTMLElement} box
 * @param {HTMLElement} note
 * @param {Mark[]} tokens
 */
function watch(box, note, tokens) {
  /** @param {EventTarget | null} target */
  const show = (target) => {
    const mark = target instanceof Element ? target.closest("mark") : null;
    for (const other of box.querySelectorAll(".active")) other.classList.remove("active");
    const token = mark instanceof HTMLElement ? tokens[Number(mark.dataset["token"])] : undefined;
    if (!mark || !token) return;
    mark.classList.add("active");
    for (const other of box.querySelectorAll("mark[tabindex='0']")) other.setAttribute("tabindex", "-1");
    mark.setAttribute("tabindex", "0");
    note.replaceChildren(element("b", null, token.title), token.note ? ` ${token.note}` : "");
  };
  box.addEventListener("pointerover", (event) => show(event.target));
  box.addEventListener("focusin", (event) => show(event.target));
  box.addEventListener("click", (event) => show(event.target));
  box.addEventListener("keydown", (event) => move(box, event));
}

/**
 * A text is one stop of the Tab key, however many marks it has: the arrow keys go from mark to mark, Escape leaves.
 * @param {HTMLElement} box
 * @param {KeyboardEvent} event
 */
function move(box, event) {
  if (event.key === "Escape") box.focus();
  const marks = Array.from(box.querySelectorAll("mark"));
  const at = marks.findIndex((mark) => mark === document.activeElement);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: marks.length - 1 }[event.key];
  if (next === undefined) return;
  marks[next]?.focus();
  event.preventDefault();
}
