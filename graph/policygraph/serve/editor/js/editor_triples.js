// N-Triples as a table of terms.

/** @typedef {import("./editor_asking.js").Term} Term */

const PART = /<([^>]*)>|_:([^\s]+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?|(<<.*>>)/y;
const ESCAPES = /** @type {Record<string, string>} */ ({ t: "\t", b: "\b", n: "\n", r: "\r", f: "\f", '"': '"', "'": "'", "\\": "\\" });

/** @param {string} text @returns {{ columns: string[], rows: Term[][] }} in the order of the lines */
export function triplesOf(text) {
  const rows = text.split("\n").filter((line) => line && !line.startsWith("#")).sort().map((line) => {
    /** @type {Term[]} */ const terms = [];
    let at = 0;
    while (terms.length < 3) {
      while (line[at] === " " || line[at] === "\t") at += 1;
      PART.lastIndex = at;
      const match = PART.exec(line);
      if (!match) throw new Error(`not N-Triples: ${line.slice(0, 200)}`);
      terms.push(termOf(match));
      at = PART.lastIndex;
    }
    return terms;
  });
  return { columns: ["subject", "predicate", "object"], rows };
}

/** @param {RegExpExecArray} match @returns {Term} */
function termOf([whole, iri, blank, text, language, datatype]) {
  const plain = { language: language ?? "", datatype: datatype ?? "" };
  if (iri !== undefined) return { type: "uri", value: unescaped(iri), ...plain };
  if (blank !== undefined) return { type: "bnode", value: blank, ...plain };
  return text === undefined ? { type: "triple", value: whole, ...plain } : { type: "literal", value: unescaped(text), ...plain };
}

/** @param {string} text @returns {string} */
function unescaped(text) {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, sign) => (sign === undefined ? String.fromCodePoint(parseInt(four ?? eight, 16)) : (ESCAPES[sign] ?? sign)));
}
