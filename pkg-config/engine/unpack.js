// Makes an object of the row of numbers that the core answers with; src/bindings/pack.rs says what is in it.

const decoder = new TextDecoder();

/**
 * A function that reads the rows of one instance, in their order. It keeps the texts and the kinds of objects that
 * came before. (Local variables: fields of an object are slower here by a third.)
 * @returns {(row: Uint32Array) => unknown}
 */
export function unpacker() {
  /** @type {string[]} */
  const texts = [];
  /** What makes an object of each kind. @type {(() => object)[]} */
  const makers = [];
  let row = /** @type {Uint32Array} */ (new Uint32Array());
  let text = "";
  /** Where in the row and in the text the next value is. */
  let at = 0;
  let from = 0;

  const next = () => /** @type {number} */ (row[at++]);

  /** @param {number} length */
  const passing = (length) => text.slice(from, from += length);

  /** @returns {unknown} */
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

  /** Half of all objects are of these kinds. Written out they take a third of the time. @type {Record<string, () => object>} */
  const written = {
    "kind,value,title,note,start,end": () => ({ kind: value(), value: value(), title: value(), note: value(), start: value(), end: value() }),
    "for,text": () => ({ for: value(), text: value() }),
    "title,url": () => ({ title: value(), url: value() }),
  };

  /** @param {string[]} keys */
  function object(keys) {
    /** @type {Record<string, unknown>} */
    const made = {};
    for (let key = 0; key < keys.length; key++) made[/** @type {string} */ (keys[key])] = value();
    return made;
  }

  function learn() {
    for (let left = next(); left > 0; left--) texts.push(passing(next()));
    for (let left = next(); left > 0; left--) {
      /** @type {string[]} */
      const keys = [];
      for (let count = next(); count > 0; count--) keys.push(/** @type {string} */ (texts[next()]));
      makers.push(written[keys.join()] ?? (() => object(keys)));
    }
  }

  return (given) => {
    row = given;
    const length = /** @type {number} */ (row[0]);
    const start = row.length - Math.ceil(length / 4);
    text = decoder.decode(new Uint8Array(row.buffer, row.byteOffset + start * 4, length));
    at = 1;
    from = 0;
    learn();
    return value();
  };
}
