// Wires the page: reads the box, asks the core, shows the answer. Nothing is sent and nothing is stored.
import { explain, lookup, version } from "./whybounced/index.js";
import { actions } from "./actions.js";
import { element } from "./dom.js";
import { EXAMPLES } from "./examples.js";
import { content } from "./files.js";
import { groups, tally } from "./groups.js";
import { decodedText, markedText, reveal } from "./marks.js";
import { codeParts, meaningOf } from "./meaning.js";
import { answer } from "./result.js";
import { textOf } from "./share.js";
import { LABELS } from "./words.js";

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`#${id} is missing`);
  return found;
}

const input = byId("input", HTMLTextAreaElement);
const result = byId("result", HTMLDivElement);
const status = byId("status", HTMLParagraphElement);
const chooser = byId("chooser", HTMLInputElement);

/** A box with more text than this makes the browser slow, so a longer text is kept here and shown only in part. */
const MOST_IN_BOX = 100_000;
/** @type {string | undefined} */
let longText;
/**
 * The bytes of a file: a mail may be in a charset that its text does not show.
 * @type {Uint8Array | undefined}
 */
let bytes;

/**
 * @param {string} text
 * @param {Uint8Array} [file]
 */
function put(text, file) {
  forgetLink();
  bytes = file;
  longText = text.length > MOST_IN_BOX ? text : undefined;
  input.value = text.slice(0, MOST_IN_BOX);
  ask();
}

/** Whoever asks with a button looks for the answer; whoever types stays where they are. */
function ask() {
  show();
  const answer = result.querySelector(".card");
  const top = answer?.getBoundingClientRect().top ?? 0;
  if (top < 0 || top > innerHeight / 2) answer?.scrollIntoView();
}

/** @param {ClipboardEvent} event */
function paste(event) {
  // A box takes plain text by itself; what comes as HTML alone is read from its source.
  const plain = event.clipboardData?.getData("text/plain") ?? "";
  const text = plain || (event.clipboardData?.getData("text/html") ?? "");
  if (plain && text.length <= MOST_IN_BOX) return;
  if (!text) return;
  event.preventDefault();
  put(text);
}

/** The pause in typing after which the answer is made. */
const PAUSE = 150;
let timer = 0;

function show() {
  clearTimeout(timer);
  const text = longText ?? input.value;
  // Whoever types would see an answer flicker that comes anew with every letter.
  result.classList.toggle("fresh", !result.querySelector(".card"));
  if (!text.trim()) {
    result.replaceChildren(element("p", "hint", LABELS.empty));
    status.textContent = "";
    return;
  }
  try {
    status.textContent = showAnswer(text);
  } catch (error) {
    result.replaceChildren(element("p", "note", LABELS.broken));
    status.textContent = LABELS.broken;
    console.error(error);
  }
}

/**
 * Shows the answer and gives it in a sentence.
 * @param {string} text
 */
function showAnswer(text) {
  const known = lookup(text.trim());
  if (known?.kind === "topic") {
    result.replaceChildren(meaningOf(known, "h3"));
    return known.title;
  }
  const explanation = explain(bytes ?? text);
  const all = groups(explanation);
  const { first, more } = answer(explanation, all, lookup);
  const decoded = (explanation.pieces ?? []).map((piece, at) => decodedText(piece, at + 1, explanation.tokens));
  const texts = [markedText(text, explanation.tokens), ...decoded.filter((part) => part !== undefined)];
  if (explanation.form === "code") more.push(...codeParts(known ?? codeMeaning(explanation) ?? { kind: "topic", id: "", title: "", summary: "" }));
  const take = actions(explanation, all, text, (words) => (status.textContent = words));
  result.replaceChildren(...first, take, ...texts, ...more);
  reveal(result);
  const { wording, title } = explanation.verdicts[0];
  return all.length > 1 ? tally(all) : `${wording.outcome}. ${title}`;
}

/** @param {import("../pkg-config/index.js").Explanation} explanation */
function codeMeaning(explanation) {
  const reply = explanation.verdicts[0].reply;
  const code = reply?.enhanced ?? reply?.code?.toString();
  return code ? lookup(code) : undefined;
}

/** @param {ArrayLike<File> | null | undefined} files */
async function open(files) {
  if (!files?.length) return;
  try {
    const read = await content(Array.from(files));
    put(new TextDecoder().decode(read), read);
  } catch {
    status.textContent = LABELS.unreadable;
    result.replaceChildren(element("p", "note", LABELS.unreadable));
  }
}

/** Shows what the address of the page holds, if it is a link that somebody sent. */
function openLink() {
  const text = textOf(location.hash);
  if (text === undefined) return;
  const { hash } = location;
  put(text);
  history.replaceState(null, "", hash);
}

/** The address names a text that stands here no more. */
function forgetLink() {
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
}

/** How long after the last sign of a file above the page it is held to be gone. */
const GONE = 200;

function wireDrop() {
  let leaving = 0;
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("dropping");
    clearTimeout(leaving);
    leaving = window.setTimeout(() => document.body.classList.remove("dropping"), GONE);
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    const text = event.dataTransfer?.getData("text/plain");
    if (event.dataTransfer?.files.length) open(event.dataTransfer.files);
    else if (text) put(text);
  });
}

function wire() {
  input.addEventListener("input", () => {
    clearTimeout(timer);
    longText = undefined;
    bytes = undefined;
    forgetLink();
    timer = window.setTimeout(show, PAUSE);
  });
  input.addEventListener("paste", paste);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask();
  });
  byId("explain", HTMLButtonElement).addEventListener("click", ask);
  byId("file", HTMLButtonElement).addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", async () => {
    await open(chooser.files);
    // The same file, changed meanwhile, can be chosen again.
    chooser.value = "";
  });
  byId("clear", HTMLButtonElement).addEventListener("click", () => {
    put("");
    input.focus();
  });
  wireDrop();
  window.addEventListener("hashchange", openLink);
  byId("examples", HTMLUListElement).append(...EXAMPLES.map(({ label, text }) => {
    const button = element("button", "example", label);
    button.type = "button";
    button.addEventListener("click", () => {
      put(text);
    });
    return element("li", null, button);
  }));
  byId("tries", HTMLDivElement).hidden = false;
}

wire();
show();
openLink();
byId("version", HTMLSpanElement).textContent = version();
