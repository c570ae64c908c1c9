// Errors of mailers and bodies of webhooks as text for the core.

/** Deeper than any wrapper of a service, and a stop for objects that contain themselves. */
const MOST_LEVELS = 12;
/** More than any event has; the rest of a larger list is left out. */
const MOST_ITEMS = 10_000;

/** What an Error, or an AggregateError of several, has without saying so when its fields are listed. */
const HIDDEN = ["name", "message", "code", "cause", "errors"];

/**
 * The same input gives the same text: fields in their own order, and for errors their name, message, code, cause and errors first.
 * Fields that cannot be read, functions and binary data are left out.
 * @param {object} value
 * @returns {string}
 */
export function textOf(value) {
  return JSON.stringify(plain(isOfSeveral(value) ? value.errors : value, 0, new Set())) ?? "{}";
}

/**
 * Whether it only holds the errors of several messages, as `Promise.any` throws it. One of Node's with a code tells of one
 * connection that was tried at several addresses.
 * @param {object} value
 * @returns {value is AggregateError}
 */
function isOfSeveral(value) {
  return value instanceof AggregateError && Array.isArray(value.errors) && value.errors.length > 0 && !("code" in value);
}

/**
 * @param {unknown} value
 * @param {number} level
 * @param {Set<object>} above the objects that this one lies in
 * @returns {unknown}
 */
function plain(value, level, above) {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value !== "object" || value === null) return value;
  if (level > MOST_LEVELS || above.has(value) || ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  above.add(value);
  const made = Array.isArray(value)
    ? value.slice(0, MOST_ITEMS).map((item) => plain(item, level + 1, above) ?? null)
    : fields(value, level, above);
  above.delete(value);
  return made;
}

/**
 * @param {object} value
 * @param {number} level
 * @param {Set<object>} above
 */
function fields(value, level, above) {
  /** @type {Record<string, unknown>} */
  const made = Object.create(null);
  const names = value instanceof Error ? [...HIDDEN, ...Object.keys(value)] : Object.keys(value);
  for (const name of names.slice(0, MOST_ITEMS)) {
    if (name in made || name === "stack") continue;
    try {
      const field = plain(/** @type {Record<string, unknown>} */ (value)[name], level + 1, above);
      if (field !== undefined) made[name] = field;
    } catch {
      // A getter that throws tells nothing about a bounce.
    }
  }
  return made;
}
