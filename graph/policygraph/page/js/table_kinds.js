// What a row of the table stands for: a statement, a linkage with one status, or an element; counted as the filters keep.

import { Groups } from "./data.js";
import { make } from "./dom.js";
import { kindSign, lineSample } from "./samples.js";
import { element, several, statementColumns } from "./table_columns.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./table_columns.js").Column} Column */
/**
 * @typedef {Object} Kind
 * @property {Column[]} columns
 * @property {number} n how many rows there are
 * @property {(row: number) => string} sel what is chosen by a row
 * @property {(row: number) => Iterable<number>} statements those that a row rests on
 */

export const KINDS = ["statements", "linkages", "elements"];

/** @param {App} app @param {string} name one of KINDS @returns {{ kind: Kind, rows: number[] }} rows are those kept, in their order */
export function kindOf(app, name) {
  if (name === "linkages") return ofLinkages(app);
  return name === "elements" ? ofElements(app) : ofStatements(app);
}

/** @param {App} app */
function ofStatements(app) {
  const { data } = app, kept = app.kept().statement, rows = [];
  for (let i = 0; i < kept.length; i += 1) if (kept[i]) rows.push(i);
  /** @type {Kind} */ const kind = { columns: statementColumns(app), n: kept.length, sel: (i) => `s/${data.statementId(i)}`, statements: (i) => [i] };
  return { kind, rows };
}

/** @param {App} app */
function ofLinkages(app) {
  const { data, words, look } = app, kept = app.kept().statement, s = data.statements, l = data.linkages;
  /** @type {{ linkage: number, status: number, statements: number[] }[]} */ const lanes = [];
  for (let linkage = 0; linkage < l.n; linkage += 1) {
    /** @type {Map<number, number[]>} */ const by = new Map();
    for (const i of data.ofLinkage.of(linkage)) if (kept[i]) by.set(s.status[i], [...(by.get(s.status[i]) ?? []), i]);
    for (const status of [...by.keys()].sort((a, b) => a - b)) lanes.push({ linkage, status, statements: /** @type {number[]} */ (by.get(status)) });
  }
  const documents = (/** @type {number} */ i) => new Set(lanes[i].statements.map((each) => s.document[each]));
  const date = (/** @type {number | undefined} */ i) => data.documents.date[s.document[i ?? 0]]; // statements stand by date
  const only = (/** @type {number} */ i) => data.lists.status[lanes[i].status] === "denied";
  const listed = (/** @type {number} */ i) => lanes[i].statements.filter((each) => data.listed(each)).length;
  const holders = (/** @type {number} */ i) => [...new Set(lanes[i].statements.flatMap((each) => s.holder[each]))];
  /** @type {Column[]} */ const columns = [
    { key: "linkage", text: (i) => data.linkageId(lanes[i].linkage), optional: true },
    { key: "status", text: (i) => words.status(lanes[i].statements[0]), order: (i) => lanes[i].status, cell: (i) => {
      const name = data.lists.status[lanes[i].status];
      return [make("span", { class: "badge status", style: `color: var(--${name})` }, lineSample(app, name),
        make("span", { class: "sign", "aria-hidden": "true" }, look.sign(name)), words.status(lanes[i].statements[0]))];
    } },
    element(app, "subject", (i) => l.subject[lanes[i].linkage]),
    { key: "link", text: (i) => words.verb(lanes[i].linkage, only(i)) },
    element(app, "object", (i) => l.object[lanes[i].linkage]),
    counting("statements", (i) => lanes[i].statements.length),
    counting("listed", listed),
    counting("documents", (i) => documents(i).size),
    { key: "holder", ...several(app, holders) },
    { key: "first", text: (i) => date(lanes[i].statements[0]) },
    { key: "last", text: (i) => date(lanes[i].statements.at(-1)) },
    { key: "documentIds", text: (i) => [...documents(i)].map((each) => data.documents.id[each]).join("; "), optional: true },
    { key: "statementIds", text: (i) => lanes[i].statements.map((each) => data.statementId(each)).join("; "), optional: true },
    { key: "subjectId", text: (i) => data.elements.id[l.subject[lanes[i].linkage]], optional: true },
    { key: "objectId", text: (i) => data.elements.id[l.object[lanes[i].linkage]], optional: true },
    { key: "address", text: (i) => data.address("linkage", data.linkageId(lanes[i].linkage)), optional: true },
  ];
  /** @type {Kind} */ const kind = { columns, n: lanes.length, sel: (i) => `l/${data.linkageId(lanes[i].linkage)}`, statements: (i) => lanes[i].statements };
  return { kind, rows: lanes.map((_, i) => i) };
}

/** @param {App} app */
function ofElements(app) {
  const { data, words } = app, kept = app.kept().statement, s = data.statements, l = data.linkages, e = data.elements;
  const parts = /** @type {const} */ (["asSubject", "asObject", "asSuch", "asHolder"]);
  const counts = Object.fromEntries(parts.map((part) => [part, new Int32Array(e.n)]));
  /** @type {[number, number][]} */ const about = [];
  for (let i = 0; i < s.n; i += 1) {
    if (!kept[i]) continue;
    const linkage = s.linkage[i], ends = linkage < 0 ? [s.element[i]] : [l.subject[linkage], l.object[linkage]];
    if (linkage < 0) counts.asSuch[ends[0]] += 1;
    else {
      counts.asSubject[ends[0]] += 1;
      counts.asObject[ends[1]] += 1;
    }
    for (const each of new Set(ends)) about.push([each, i]);
    for (const holder of s.holder[i]) counts.asHolder[holder] += 1;
  }
  const spoken = new Groups(e.n, about);
  const documents = (/** @type {number} */ i) => new Set(Array.from(spoken.of(i), (each) => s.document[each])).size;
  /** @type {Column[]} */ const columns = [
    { ...element(app, "element", (i) => i), cell: (i) => [make("span", { class: "table-element" }, kindSign(app, i), make("span", { dir: "auto" }, words.element(i)))] },
    { key: "kind", text: (i) => words.term("kind", e.kind[i]) },
    { key: "type", text: (i) => words.term("type", e.type[i]), optional: true },
    counting("statements", (i) => spoken.of(i).length),
    counting("documents", documents),
    ...parts.map((part) => counting(part, (i) => counts[part][i])),
    { key: "names", text: (i) => e.names[i].filter((name) => name && name !== words.element(i)).join("; "), wide: true, optional: true },
    { key: "broader", ...several(app, (i) => e.broader[i]), optional: true },
    { key: "elementId", text: (i) => e.id[i], optional: true },
    { key: "address", text: (i) => data.address("element", e.id[i]), optional: true },
  ];
  const rows = Array.from({ length: e.n }, (_, i) => i).filter((i) => spoken.of(i).length || counts.asHolder[i]);
  /** @type {Kind} */ const kind = { columns, n: e.n, sel: (i) => `e/${e.id[i]}`, statements: (i) => spoken.of(i) };
  return { kind, rows };
}

/** @param {string} key @param {(row: number) => number} of @returns {Column} */
function counting(key, of) {
  return { key, text: (i) => String(of(i)), order: of, number: true };
}
