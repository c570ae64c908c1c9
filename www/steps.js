// The steps, one tab for each kind of reader.
import { element, link } from "./dom.js";
import { LABELS, READERS } from "./words.js";

/** @typedef {import("../pkg-config/index.js").Verdict} Verdict */

let chosen = "person";
let count = 0;

/** @param {Verdict} verdict */
export function steps(verdict) {
  count += 1;
  const tabs = element("div", "tabs");
  tabs.setAttribute("role", "tablist");
  tabs.setAttribute("aria-label", LABELS.steps);
  const made = element("section", "part steps", element("h3", null, LABELS.steps), tabs);
  for (const [reader, label] of READERS) {
    const own = verdict.steps.filter((step) => step.for === reader);
    const tab = element("button", "tab", label);
    tab.type = "button";
    tab.id = `tab-${count}-${reader}`;
    tab.setAttribute("role", "tab");
    const panel = element("div", "panel", element("ol", null, ...own.map(item)));
    panel.id = `panel-${count}-${reader}`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    tab.setAttribute("aria-controls", panel.id);
    tab.dataset["reader"] = reader;
    panel.dataset["reader"] = reader;
    // On paper there are no tabs.
    panel.dataset["label"] = label;
    tab.addEventListener("click", () => choose(made, reader));
    tabs.append(tab);
    made.append(panel);
  }
  tabs.addEventListener("keydown", (event) => move(made, event));
  choose(made, chosen);
  return made;
}

/** @param {import("../pkg-config/index.js").Step} step */
function item(step) {
  return element("li", null, step.text, step.url ? element("span", null, " ", link(step.url, new URL(step.url).hostname || step.url)) : null);
}

/**
 * Who reads one answer as an administrator reads all of them so.
 * @param {HTMLElement} made
 * @param {string} reader
 */
function choose(made, reader) {
  chosen = reader;
  const whole = made.parentElement ?? made;
  for (const tab of whole.querySelectorAll("[role=tab]")) {
    const active = tab instanceof HTMLElement && tab.dataset["reader"] === reader;
    tab.setAttribute("aria-selected", String(active));
    if (tab instanceof HTMLElement) tab.tabIndex = active ? 0 : -1;
  }
  for (const panel of whole.querySelectorAll("[role=tabpanel]")) {
    if (panel instanceof HTMLElement) panel.hidden = panel.dataset["reader"] !== reader;
  }
}

/**
 * The arrow keys choose the next tab, as in every list of tabs.
 * @param {HTMLElement} whole
 * @param {KeyboardEvent} event
 */
function move(whole, event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const names = READERS.map(([reader]) => reader);
  const at = (names.findIndex((name) => name === chosen) + step + names.length) % names.length;
  choose(whole, names[at] ?? "person");
  const active = whole.querySelector("[aria-selected=true]");
  if (active instanceof HTMLElement) active.focus();
  event.preventDefault();
}
