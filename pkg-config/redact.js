// Takes out what belongs to somebody: addresses, IP addresses and ids, each for a placeholder. One pass, linear in the text.
import { parseText } from "#engine";

// What may stand in an address, and the most that RFC 5321 §4.5.3.1 allows before and behind the at sign.
const LOCAL = /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]/u;
const DOMAIN = /[\p{L}\p{N}.:[\]-]/u;
const MOST_LOCAL = 64;
const MOST_DOMAIN = 255;

const IPV4 = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)/g;
const IPV6 = /(?<![\w:.])[0-9a-f:]{2,39}(?:\.\d{1,3}){0,3}(?![\w:])/gi;

/** The kinds of marked parts that name a message or its queue. */
const IDS = ["queue-id", "message-id"];

/** Placeholders by kind and value: the same value has the same one. */
class Placeholders {
  /** @type {Map<string, string>} */
  #known = new Map();
  /** @type {Record<string, number>} */
  #counts = {};

  /** @param {string} kind @param {string} value @param {(number: number) => string} make */
  of(kind, value, make) {
    const key = `${kind} ${value.toLowerCase()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const number = (this.#counts[kind] = (this.#counts[kind] ?? 0) + 1);
    const made = make(number);
    this.#known.set(key, made);
    return made;
  }

  /** The placeholder of an address looks like one, so that the text can still be explained. @param {string} value */
  address(value) {
    return this.of("address", value, (number) => `address-${number}@redacted.invalid`);
  }

  /** @param {string} value */
  ip(value) {
    return this.of("ip", value, (number) => `ip-${number}`);
  }

  /** @param {string} value */
  id(value) {
    return this.of("id", value, (number) => `id-${number}`);
  }
}

/** @type {typeof import("./index.js").redact} */
export function redact(given) {
  const placeholders = new Placeholders();
  if (typeof given === "string") return /** @type {any} */ (redactedText(given, placeholders, idsIn(parseText(given).tokens)));
  if (typeof given !== "object" || given === null) throw new TypeError("redact() takes a string, an explanation or a part of one");
  return /** @type {any} */ (redactedValue(given, placeholders, idsOf(given)));
}

/** @param {{ kind: string, value: string }[]} tokens */
function idsIn(tokens) {
  return new Set(tokens.filter(({ kind }) => IDS.includes(kind)).map(({ value }) => value));
}

/** The ids that an explanation has marked or names. @param {object} given */
function idsOf(given) {
  const { tokens, message } = /** @type {Partial<import("./index.js").Explanation>} */ (given);
  const ids = idsIn(Array.isArray(tokens) ? tokens : []);
  for (const id of [message?.messageId, message?.queueId]) if (id) ids.add(id);
  return ids;
}

/** Whole texts that are redacted would not fit the places of the marked parts any more, so they are left out. */
const WHOLE = ["pieces", "input"];

/** @param {unknown} value @param {Placeholders} placeholders @param {Set<string>} ids @returns {unknown} */
function redactedValue(value, placeholders, ids) {
  if (typeof value === "string") return redactedText(value, placeholders, ids);
  if (Array.isArray(value)) return value.map((item) => redactedValue(item, placeholders, ids));
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([name]) => !WHOLE.includes(name));
  return Object.fromEntries(fields.map(([name, field]) => [
    name,
    name === "subject" && typeof field === "string" ? placeholders.of("subject", field, (number) => `subject-${number}`) : redactedValue(field, placeholders, ids),
  ]));
}

/** @param {string} text @param {Placeholders} placeholders @param {Set<string>} ids */
function redactedText(text, placeholders, ids) {
  const withoutIds = replaceIds(text, ids, placeholders);
  return replaceAddresses(withoutIds, placeholders)
    .replace(IPV4, (found) => (found.split(".").every((part) => Number(part) < 256) ? placeholders.ip(found) : found))
    .replace(IPV6, (found) => (isIpv6(found) ? placeholders.ip(found) : found));
}

/** A time such as 09:14:07 is no address. @param {string} text */
function isIpv6(text) {
  const colons = text.split(":").length - 1;
  return colons >= 2 && colons <= 8 && (colons === 7 || text.includes("::")) && /[0-9a-f]/i.test(text);
}

/** An id has no blank in it, so it is looked up word by word. @param {string} text @param {Set<string>} ids @param {Placeholders} placeholders */
function replaceIds(text, ids, placeholders) {
  if (ids.size === 0) return text;
  return text.replace(/[^\s<>()[\]"',;:]+/g, (word) => {
    const bare = word.replace(/\.$/, "");
    return ids.has(bare) ? word.replace(bare, placeholders.id(bare)) : word;
  });
}

/** @param {string} text @param {Placeholders} placeholders */
function replaceAddresses(text, placeholders) {
  let made = "";
  let done = 0;
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    const start = back(text, at, done);
    const end = onward(text, at + 1);
    if (start === at || end === at + 1) continue;
    made += text.slice(done, start) + placeholders.address(text.slice(start, end));
    done = end;
  }
  return made + text.slice(done);
}

/** @param {string} text @param {number} at @param {number} least */
function back(text, at, least) {
  let start = at;
  while (start > least && at - start < MOST_LOCAL && LOCAL.test(/** @type {string} */ (text[start - 1]))) start--;
  return start;
}

/** @param {string} text @param {number} from */
function onward(text, from) {
  let end = from;
  while (end < text.length && end - from < MOST_DOMAIN && DOMAIN.test(/** @type {string} */ (text[end]))) end++;
  // A full stop or colon behind the address is the sentence's.
  while (end > from && /[.:\]-]/.test(/** @type {string} */ (text[end - 1])) && !text.startsWith("[", from)) end--;
  return end;
}
