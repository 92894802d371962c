// Which statements are kept by the filters, and how many each choice would keep.

import { FACETS } from "./store.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./store.js").State} State */

/**
 * @typedef {Object} Kept
 * @property {Uint8Array} statement 1 where a statement is kept
 * @property {number} count how many are
 * @property {Uint8Array} linkage 1 where any statement on a linkage is kept
 * @property {Uint8Array} element 1 where an element is an end of a kept linkage or a kept position is about it
 * @property {Record<string, Map<string, number>>} counts by facet and name: the statements that the other facets keep
 */

/** @param {string} date @param {string} since @param {string} until @returns {boolean} whether it may lie between */
export function inPeriod(date, since, until) {
  const [first, last] = spread(date);
  return (!since || last >= spread(since)[0]) && (!until || first <= spread(until)[1]);
}

/** The first and the last day that a date known in part may mean. @param {string} date @returns {[string, string]} */
function spread(date) {
  const tail = date.length < 10;
  return [tail ? date + "-01-01".slice(date.length - 10) : date, tail ? date + "-12-31".slice(date.length - 10) : date];
}

/**
 * @param {Data} data @param {State} state @returns {Kept}
 */
export function keep(data, state) {
  const { statements: s, linkages: l, elements: e, documents: d } = data;
  const on = FACETS.map((facet) => switches(data, state, facet));
  const dated = Uint8Array.from(d.date, (date) => (inPeriod(date, state.since, state.until) ? 1 : 0));
  const kept = { statement: new Uint8Array(s.n), count: 0, linkage: new Uint8Array(l.n), element: new Uint8Array(e.n) };
  /** @type {Int32Array[]} */ const tallies = on.map((list) => new Int32Array(list.length));
  for (let i = 0; i < s.n; i += 1) {
    if (!dated[s.document[i]]) continue;
    let failed = -1, failures = 0;
    for (let f = 0; f < FACETS.length && failures < 2; f += 1) {
      if (!passes(data, FACETS[f], on[f], i)) {
        failed = f;
        failures += 1;
      }
    }
    if (failures > 1) continue;
    for (let f = 0; f < FACETS.length; f += 1) {
      if (failures === 0 || failed === f) count(data, FACETS[f], tallies[f], i);
    }
    if (failures) continue;
    kept.statement[i] = 1;
    kept.count += 1;
    if (s.linkage[i] >= 0) {
      kept.linkage[s.linkage[i]] = 1;
      kept.element[l.subject[s.linkage[i]]] = 1;
      kept.element[l.object[s.linkage[i]]] = 1;
    } else kept.element[s.element[i]] = 1;
  }
  const counts = Object.fromEntries(
    FACETS.map((facet, f) => [facet, new Map(namesOf(data, facet).map((name, i) => [name, tallies[f][i]]))]),
  );
  return { ...kept, counts };
}

/** @param {Data} data @param {string} facet @returns {string[]} the names that a facet chooses among */
export function namesOf(data, facet) {
  if (facet === "document") return data.documents.id;
  if (facet === "holder") return data.elements.id;
  return data.lists[facet];
}

/** @param {Data} data @param {State} state @param {string} facet @returns {Uint8Array} 1 where a name is on */
function switches(data, state, facet) {
  const off = new Set(state.off[facet]), only = new Set(state.only[facet]);
  return Uint8Array.from(namesOf(data, facet), (name) => (!off.has(name) && (!only.size || only.has(name)) ? 1 : 0));
}

/** @param {Data} data @param {string} facet @param {Uint8Array} on @param {number} i @returns {boolean} */
function passes(data, facet, on, i) {
  const s = data.statements;
  if (facet === "holder") return s.holder[i].some((h) => on[h]);
  if (facet === "kind") return kindsOf(data, i).every((kind) => on[kind]);
  if (facet === "link") return s.linkage[i] < 0 || Boolean(on[data.linkages.type[s.linkage[i]]]);
  return Boolean(on[/** @type {any} */ (s)[facet][i]]);
}

/** @param {Data} data @param {string} facet @param {Int32Array} tally @param {number} i */
function count(data, facet, tally, i) {
  const s = data.statements;
  if (facet === "holder") for (const h of s.holder[i]) tally[h] += 1;
  else if (facet === "kind") for (const kind of new Set(kindsOf(data, i))) tally[kind] += 1;
  else if (facet === "link") {
    if (s.linkage[i] >= 0) tally[data.linkages.type[s.linkage[i]]] += 1;
  } else tally[/** @type {any} */ (s)[facet][i]] += 1;
}

/** @param {Data} data @param {number} i @returns {number[]} the kinds of the elements that a statement is about */
function kindsOf(data, i) {
  const { statements: s, linkages: l, elements: e } = data, linkage = s.linkage[i];
  return linkage < 0 ? [e.kind[s.element[i]]] : [e.kind[l.subject[linkage]], e.kind[l.object[linkage]]];
}
