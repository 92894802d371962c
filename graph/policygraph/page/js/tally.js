// How much is said of each element: counted once, when first asked for.

import { Groups } from "./data.js";

/** @typedef {import("./data.js").Data} Data */
/**
 * @typedef {Object} Tally by element
 * @property {Int32Array} statements that are about it: on a linkage of it or as such
 * @property {Int32Array} documents that these stand in
 * @property {Int32Array} held statements that it is a holder of
 */

/** @type {WeakMap<Data, Tally>} */ const tallies = new WeakMap();
/** @type {WeakMap<Data, Record<string, Groups>>} */ const parts = new WeakMap();

/** @param {Data} data @returns {Tally} */
export function tally(data) {
  const known = tallies.get(data);
  if (known) return known;
  const { statements: s, linkages: l, elements: e } = data;
  const statements = new Int32Array(e.n), documents = new Int32Array(e.n), held = new Int32Array(e.n);
  const last = new Int32Array(e.n).fill(-1);
  const add = (/** @type {number} */ element, /** @type {number} */ document) => {
    statements[element] += 1;
    if (last[element] !== document) documents[element] += 1; // statements stand by document
    last[element] = document;
  };
  for (let i = 0; i < s.n; i += 1) {
    const linkage = s.linkage[i], document = s.document[i];
    if (linkage < 0) add(s.element[i], document);
    else {
      add(l.subject[linkage], document);
      if (l.object[linkage] !== l.subject[linkage]) add(l.object[linkage], document);
    }
    for (const holder of s.holder[i]) held[holder] += 1;
  }
  const all = { statements, documents, held };
  tallies.set(data, all);
  return all;
}

/**
 * The statements that name an element as holder, addressee or means.
 * @param {Data} data @param {"holder" | "addressee" | "via"} part @param {number} element @returns {Int32Array}
 */
export function naming(data, part, element) {
  const known = parts.get(data) ?? {};
  parts.set(data, known);
  known[part] ??= new Groups(data.elements.n, named(data, part));
  return known[part].of(element);
}

/** @param {Data} data @param {"holder" | "addressee" | "via"} part @returns {Generator<[number, number]>} */
function* named(data, part) {
  const lists = data.statements[part];
  for (let i = 0; i < lists.length; i += 1) for (const element of lists[i]) yield [element, i];
}
