// The linkages of a view as GraphML, with the attributes that `policygraph build` gives them: one edge a linkage and status.

import { escaped } from "./scene.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {[string, "string" | "int" | "boolean"][]} Keys */

/** @type {Keys} */
const NODE = [["label", "string"], ["type", "string"], ["kind", "string"], ["iri", "string"], ["statements", "int"], ["positions", "int"]];
/** @type {Keys} */
const EDGE = [
  ["id", "string"], ["linkage", "string"], ["type", "string"], ["label", "string"], ["status", "string"], ["statements", "string"], ["statement_count", "int"],
  ["passage_count", "int"], ["documents", "string"], ["document_count", "int"], ["exclusive", "boolean"], ["listed", "boolean"], ["symmetric", "boolean"],
];

/** @param {App} app @param {number[]} statements @returns {string} */
export function graphml(app, statements) {
  const { data, words } = app, { statements: s, linkages: l, elements: e, documents: d } = data;
  /** @type {Map<string, number[]>} */ const edges = new Map();
  const touching = new Map(), positions = new Map();
  const add = (/** @type {Map<number, number>} */ counts, /** @type {number} */ element) => counts.set(element, (counts.get(element) ?? 0) + 1);
  for (const i of statements) {
    const linkage = s.linkage[i];
    if (linkage < 0) {
      add(positions, s.element[i]);
      continue;
    }
    for (const end of new Set([l.subject[linkage], l.object[linkage]])) add(touching, end);
    const key = `${data.linkageId(linkage)}, ${data.lists.status[s.status[i]]}`, behind = edges.get(key);
    if (behind) behind.push(i);
    else edges.set(key, [i]);
  }
  const nodes = [...new Set([...touching.keys(), ...positions.keys()])].sort((a, b) => a - b).map((i) =>
    `<node id="${escaped(e.id[i])}">${values("n", [words.element(i), data.lists.type[e.type[i]], data.lists.kind[e.kind[i]], data.address("element", e.id[i]), touching.get(i) ?? 0, positions.get(i) ?? 0])}</node>`);
  const lines = [...edges].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, behind]) => {
    const i = behind[0], linkage = s.linkage[i], status = data.lists.status[s.status[i]], documents = [...new Set(behind.map((each) => s.document[each]))];
    const facts = [
      key, data.linkageId(linkage), data.lists.link[l.type[linkage]], words.verb(linkage, status === "denied"), status, behind.map((each) => data.statementId(each)).join("|"), behind.length,
      new Set(behind.map((each) => `${s.document[each]} ${s.place[each]}`)).size, documents.map((each) => d.id[each]).join("|"), documents.length,
      Boolean(l.only[linkage]), behind.every((each) => data.listed(each)), data.symmetric.includes(l.type[linkage]),
    ];
    return `<edge source="${escaped(e.id[l.subject[linkage]])}" target="${escaped(e.id[l.object[linkage]])}" id="${escaped(key)}">${values("e", facts)}</edge>`;
  });
  return [
    '<?xml version="1.0" encoding="utf-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys("n", "node", NODE), ...keys("e", "edge", EDGE), '<graph edgedefault="directed">', ...nodes, ...lines, "</graph>", "</graphml>", "",
  ].join("\n");
}

/** @param {string} letter @param {string} of @param {Keys} all @returns {string[]} */
function keys(letter, of, all) {
  return all.map(([name, type], i) => `<key id="${letter}${i}" for="${of}" attr.name="${name}" attr.type="${type}"/>`);
}

/** @param {string} letter @param {(string | number | boolean)[]} facts in the order of the keys @returns {string} */
function values(letter, facts) {
  return facts.map((fact, i) => `<data key="${letter}${i}">${typeof fact === "string" ? escaped(fact) : fact}</data>`).join("");
}
