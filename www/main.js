// Wires the page: reads the box, asks the core, shows the answer. Nothing is sent and nothing is stored.
import { explain, lookup, version } from "./whybounced/index.js";
import { element } from "./dom.js";
import { EXAMPLES } from "./examples.js";
import { decodedText, markedText, reveal } from "./marks.js";
import { codeParts, meaningOf } from "./meaning.js";
import { answer } from "./result.js";
import { ticketText } from "./ticket.js";
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
  if (!text.trim()) {
    result.replaceChildren(element("p", "hint", LABELS.empty));
    status.textContent = "";
    return;
  }
  const explanation = explain(bytes ?? text);
  const known = lookup(text.trim());
  const topic = known?.kind === "topic" ? known : undefined;
  if (topic) {
    result.replaceChildren(meaningOf(topic, "h3"));
    status.textContent = topic.title;
    return;
  }
  const { first, more } = answer(explanation, lookup);
  const decoded = (explanation.pieces ?? []).map((piece, at) => decodedText(piece, at + 1, explanation.tokens));
  const texts = [markedText(text, explanation.tokens), ...decoded.filter((part) => part !== undefined)];
  if (explanation.form === "code") more.push(...codeParts(known ?? codeMeaning(explanation) ?? { kind: "topic", id: "", title: "", summary: "" }));
  result.replaceChildren(...first, ...texts, ...more, copyButton(explanation, text));
  reveal(result);
  status.textContent = `${explanation.verdicts[0].wording.outcome}. ${explanation.verdicts[0].title}`;
}

/** @param {import("../pkg-config/index.js").Explanation} explanation */
function codeMeaning(explanation) {
  const reply = explanation.verdicts[0].reply;
  const code = reply?.enhanced ?? reply?.code?.toString();
  return code ? lookup(code) : undefined;
}

/**
 * @param {import("../pkg-config/index.js").Explanation} explanation
 * @param {string} text
 */
function copyButton(explanation, text) {
  const button = element("button", "copy", LABELS.copy);
  button.type = "button";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(ticketText(explanation, text));
      button.textContent = LABELS.copied;
    } catch {
      button.textContent = LABELS.copyFailed;
    }
  });
  return button;
}

/** @param {File | null | undefined} file */
async function open(file) {
  if (!file) return;
  try {
    const content = new Uint8Array(await file.arrayBuffer());
    put(new TextDecoder().decode(content), content);
  } catch {
    status.textContent = LABELS.unreadable;
  }
}

function wire() {
  input.addEventListener("input", () => {
    clearTimeout(timer);
    longText = undefined;
    bytes = undefined;
    timer = window.setTimeout(show, PAUSE);
  });
  input.addEventListener("paste", paste);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask();
  });
  byId("explain", HTMLButtonElement).addEventListener("click", ask);
  byId("file", HTMLButtonElement).addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => open(chooser.files?.[0]));
  byId("clear", HTMLButtonElement).addEventListener("click", () => {
    put("");
    input.focus();
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    open(event.dataTransfer?.files[0]);
  });
  byId("examples", HTMLUListElement).append(...EXAMPLES.map(({ label, text }) => {
    const button = element("button", "example", label);
    button.type = "button";
    button.addEventListener("click", () => {
      put(text);
    });
    return element("li", null, button);
  }));
  byId("version", HTMLSpanElement).textContent = version();
}

document.getElementById("no-script")?.remove();
wire();
show();
