// Makes an object of the row of numbers that the core answers with; src/row.rs says what is in it.

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * The kinds of most objects. Written out they take a third of the time.
 * @param {() => any} value
 * @returns {Record<string, () => object>}
 */
const written = (value) => ({
  "schema,form,outcome,verdicts,tokens,warnings,knowledge": () => ({ schema: value(), form: value(), outcome: value(), verdicts: value(), tokens: value(), warnings: value(), knowledge: value() }),
  "version,entries": () => ({ version: value(), entries: value() }),
  "code,enhanced,text,start,end": () => ({ code: value(), enhanced: value(), text: value(), start: value(), end: value() }),
  "outcome,actor,resend,certainty": () => ({ outcome: value(), actor: value(), resend: value(), certainty: value() }),
  "for,text": () => ({ for: value(), text: value() }),
  "for,text,url": () => ({ for: value(), text: value(), url: value() }),
  "says,start,end": () => ({ says: value(), start: value(), end: value() }),
  "cause,title,certainty": () => ({ cause: value(), title: value(), certainty: value() }),
  "claim,answer,url": () => ({ claim: value(), answer: value(), url: value() }),
  "title,url": () => ({ title: value(), url: value() }),
  "kind,value,title,note,start,end": () => ({ kind: value(), value: value(), title: value(), note: value(), start: value(), end: value() }),
});

/**
 * A verdict has too many kinds to write them out, but its fields have names.
 * @param {() => any} value
 * @returns {Record<string, (made: any) => void>}
 */
const named = (value) => ({
  recipient(made) { made.recipient = value(); },
  reply(made) { made.reply = value(); },
  permanence(made) { made.permanence = value(); },
  cause(made) { made.cause = value(); },
  family(made) { made.family = value(); },
  scope(made) { made.scope = value(); },
  actor(made) { made.actor = value(); },
  action(made) { made.action = value(); },
  retryAfterSeconds(made) { made.retryAfterSeconds = value(); },
  basis(made) { made.basis = value(); },
  certainty(made) { made.certainty = value(); },
  entry(made) { made.entry = value(); },
  provider(made) { made.provider = value(); },
  title(made) { made.title = value(); },
  summary(made) { made.summary = value(); },
  wording(made) { made.wording = value(); },
  steps(made) { made.steps = value(); },
  evidence(made) { made.evidence = value(); },
  conflicts(made) { made.conflicts = value(); },
  alternatives(made) { made.alternatives = value(); },
  misreadings(made) { made.misreadings = value(); },
  topics(made) { made.topics = value(); },
  sources(made) { made.sources = value(); },
});

/**
 * A function that reads the rows of one instance, in their order, where they lie in its memory. It keeps the texts and
 * the kinds of objects that came before. (Local variables: fields of an object are slower here by a third.)
 * @param {{ readonly buffer: ArrayBufferLike }} memory
 * @returns {(head: number) => unknown}
 */
export function unpacker(memory) {
  /** @type {string[]} */
  const texts = [];
  /** What makes an object of each kind. @type {(() => object)[]} */
  const makers = [];
  let buffer = memory.buffer;
  let words = new Uint32Array(buffer);
  let text = "";
  /** Where in the memory and in the text the next value is. */
  let at = 0;
  let from = 0;

  const next = () => /** @type {number} */ (words[at++]);

  /** @param {number} length */
  const passing = (length) => text.slice(from, from += length);

  /** @returns {any} */
  function value() {
    const word = next();
    const number = word >>> 3;
    switch (word & 7) {
      case 0: return number;
      case 1: return texts[number];
      case 2: return passing(number);
      case 3: return list(number);
      case 4: return /** @type {() => object} */ (makers[number])();
      case 5: return number === 1;
      default: return next();
    }
  }

  /** @param {number} length */
  function list(length) {
    const made = [];
    for (let left = length; left > 0; left--) made.push(value());
    return made;
  }

  const [kinds, fields] = [written(value), named(value)];

  /** @param {string[]} keys @returns {() => object} */
  function maker(keys) {
    const own = keys.map((key) => fields[key] ?? ((/** @type {any} */ made) => { made[key] = value(); }));
    return () => {
      const made = {};
      for (let field = 0; field < own.length; field++) /** @type {(made: object) => void} */ (own[field])(made);
      return made;
    };
  }

  /** Reads the texts and the kinds of objects that are new. */
  function learn() {
    for (let left = next(); left > 0; left--) texts.push(passing(next()));
    for (let left = next(); left > 0; left--) {
      /** @type {string[]} */
      const keys = [];
      for (let count = next(); count > 0; count--) keys.push(/** @type {string} */ (texts[next()]));
      makers.push(kinds[keys.join()] ?? maker(keys));
    }
  }

  /** Makes the bytes at a place the text from which `passing` takes. @param {number} place @param {number} length */
  function take(place, length) {
    text = length === 0 ? "" : decoder.decode(new Uint8Array(buffer, place, length));
    from = 0;
  }

  return (head) => {
    if (head === 0) throw new TypeError("the answer is not plain JSON");
    if (buffer !== memory.buffer) words = new Uint32Array(buffer = memory.buffer);
    at = head >>> 2;
    const [news, newTexts, values, passingTexts, newLength, length] = [next(), next(), next(), next(), next(), next()];
    if (news !== 0) {
      take(newTexts, newLength);
      at = news >>> 2;
      learn();
    }
    take(passingTexts, length);
    at = values >>> 2;
    return value();
  };
}
