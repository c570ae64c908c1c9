// Builds elements. Text is only ever set as text, and links come only from the knowledge base.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string | null} name its class
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, name, ...children) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  for (const child of children) if (child !== null && child !== undefined) made.append(child);
  return made;
}

/**
 * A link of the knowledge base; plain text when it is not a web address.
 * @param {string | undefined} url
 * @param {string} text
 */
export function link(url, text) {
  if (!url || !/^(https?:\/\/|mailto:)/.test(url)) return element("span", null, text);
  const made = element("a", null, text);
  made.href = url;
  made.rel = "noreferrer noopener";
  made.target = "_blank";
  return made;
}

/**
 * @param {string} title
 * @param {...(Node | null)} children
 */
export function part(title, ...children) {
  return element("section", "part", element("h3", null, title), ...children);
}

/**
 * @param {string} summary
 * @param {...Node} children
 */
export function folded(summary, ...children) {
  return element("details", "part", element("summary", null, summary), ...children);
}

/** @param {Iterable<Node | string>} items */
export function list(items) {
  return element("ul", null, ...Array.from(items, (item) => element("li", null, item)));
}
