// A link that holds the text itself, behind "#": what stands there is sent to no server.
import { explain, lookup } from "./whybounced/index.js";

/** @typedef {import("../pkg-config/index.js").Explanation} Explanation */

/** Chats and trackers cut longer links. */
const MOST_LINK = 4000;
/** Others may write links too, and nobody writes a longer one by hand. */
const MOST_READ = 32_000;
const TEXT = "#t=";

/**
 * A link to this answer, without addresses: with the whole text, or with the server's reply where that is too long;
 * `undefined` where neither is explained alike.
 * @param {string} text
 * @param {Explanation} explanation
 * @param {(text: string) => string} redact
 */
export function linkTo(text, explanation, redact) {
  const page = location.href.split("#")[0] ?? "";
  const { reply } = explanation.verdicts[0];
  const texts = [text.trim(), ...(reply?.text ? [[reply.code, reply.enhanced, reply.text].filter(Boolean).join(" ")] : [])];
  for (const long of texts.filter(({ length }) => length <= MOST_LINK)) {
    const short = redact(long);
    const link = `${page}${lookup(short) ? "#" : TEXT}${encodeURIComponent(short)}`;
    if (link.length <= MOST_LINK && alike(explain(short), explanation)) return link;
  }
  return undefined;
}

/**
 * @param {Explanation} one
 * @param {Explanation} other
 */
function alike(one, other) {
  const [verdict, same] = [one.verdicts[0], other.verdicts[0]];
  return one.verdicts.length === other.verdicts.length && verdict.cause === same.cause && verdict.action === same.action && verdict.title === same.title;
}

/**
 * The text of a link: behind `#t=`, or a code or a topic alone, as in `#550` and `#5.7.26`.
 * @param {string} hash
 */
export function textOf(hash) {
  if (hash.length > MOST_READ) return undefined;
  try {
    if (hash.startsWith(TEXT)) return decodeURIComponent(hash.slice(TEXT.length)) || undefined;
    const short = decodeURIComponent(hash.slice(1));
    return short && lookup(short) ? short : undefined;
  } catch {
    // Not made by this page.
    return undefined;
  }
}
