// How much is said of each element, as the filters keep it: statements and documents, counted apart.

/** @typedef {import("./main.js").App} App */
/**
 * @typedef {Object} Spoken
 * @property {Int32Array} statements by element: those about it, or about a linkage of it
 * @property {Int32Array} documents by element: in how many documents
 * @property {number[]} order the elements that anything is said of; those of most documents first, then of most statements
 */

/** @type {{ kept: object, spoken: Spoken } | null} */ let known = null;

/** @param {App} app @returns {Spoken} */
export function spokenOf(app) {
  const kept = app.kept();
  if (known?.kept !== kept) known = { kept, spoken: count(app) };
  return known.spoken;
}

/** @param {App} app @returns {Spoken} */
function count(app) {
  const { data } = app, kept = app.kept(), { statements: s, linkages: l, elements: e, documents: d } = data;
  const statements = new Int32Array(e.n), documents = new Int32Array(e.n), seen = new Int32Array(e.n).fill(-1);
  const one = (/** @type {number} */ element, /** @type {number} */ document) => {
    statements[element] += 1;
    if (seen[element] === document) return;
    seen[element] = document;
    documents[element] += 1;
  };
  for (let document = 0; document < d.n; document += 1) {
    for (const i of data.ofDocument.of(document)) {
      if (!kept.statement[i]) continue;
      const linkage = s.linkage[i];
      if (linkage < 0) one(s.element[i], document);
      else {
        one(l.subject[linkage], document);
        if (l.object[linkage] !== l.subject[linkage]) one(l.object[linkage], document);
      }
    }
  }
  const order = Array.from({ length: e.n }, (_, i) => i).filter((i) => statements[i]);
  order.sort((a, b) => documents[b] - documents[a] || statements[b] - statements[a] || a - b);
  return { statements, documents, order };
}
