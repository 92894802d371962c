// What the table can tell of a statement: its columns, as text, as something to sort by, and as links where they lead on.

import { citation } from "./cite.js";
import { make } from "./dom.js";
import { elementLink } from "./evidence_card.js";
import { kindSign, statusBadge } from "./samples.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./dom.js").Child} Child */
/**
 * @typedef {Object} Column
 * @property {string} key its name, in addresses and for its heading
 * @property {(row: number) => string} text what a cell says, as text
 * @property {(row: number) => number | string} [order] what is compared when rows are sorted by it; else the text
 * @property {(row: number) => Child[]} [cell] what a cell shows, if not the text
 * @property {boolean} [number] whether it counts
 * @property {boolean} [wide] whether it holds sentences
 * @property {boolean} [optional] whether it is shown only if somebody asks for it
 * @property {boolean} [prose] whether it comes with the prose
 */

const FORCES = ["", "recital", "operative", "annex"];

/** @param {App} app @returns {Column[]} the columns of the statements; a row is the number of one */
export function statementColumns(app) {
  const { data, words } = app, s = data.statements, d = data.documents, e = data.elements;
  const end = (/** @type {"subject" | "object"} */ side) => (/** @type {number} */ i) =>
    s.linkage[i] < 0 ? (side === "subject" ? s.element[i] : -1) : data.linkages[side][s.linkage[i]];
  const subject = end("subject"), object = end("object"), other = { optional: true };
  const verb = (/** @type {number} */ i) =>
    s.linkage[i] < 0 ? words.say("table.assuch") : words.verb(s.linkage[i], data.lists.status[s.status[i]] === "denied");
  const kind = (/** @type {number} */ element) => (element < 0 ? "" : words.term("kind", e.kind[element]));
  const id = (/** @type {number} */ element) => (element < 0 ? "" : e.id[element]);
  const said = (/** @type {keyof import("./data.js").Prose} */ part, more = {}) =>
    ({ key: part, text: (/** @type {number} */ i) => data.said(part, i).replaceAll(" | ", "; "), prose: true, ...other, ...more });
  return [
    { key: "id", text: (i) => data.statementId(i), order: (i) => i },
    { key: "status", text: (i) => words.status(i), order: (i) => s.status[i], cell: (i) => [statusBadge(app, i)] },
    element(app, "subject", subject),
    { key: "link", text: verb },
    element(app, "object", object),
    said("gloss", { optional: false, wide: true, text: (/** @type {number} */ i) => data.said("gloss", i) }),
    { key: "holder", ...several(app, (i) => s.holder[i]) },
    { key: "place", text: (i) => data.places[s.place[i]], order: (i) => i },
    { key: "date", text: (i) => d.date[s.document[i]] },
    { key: "document", text: (i) => d.title[s.document[i]], order: (i) => s.document[i], wide: true, ...other },
    { key: "stance", text: (i) => words.term("stance", s.stance[i]), ...other },
    { key: "mode", text: (i) => words.term("mode", s.mode[i]), ...other },
    { key: "force", text: (i) => (FORCES[s.force[i]] ? words.say(`evidence.${FORCES[s.force[i]]}`) : ""), ...other },
    { key: "subjectKind", text: (i) => kind(subject(i)), ...other },
    { key: "objectKind", text: (i) => kind(object(i)), ...other },
    said("modality"), said("degree"), said("condition", { wide: true }),
    { key: "addressee", ...several(app, (i) => s.addressee[i]), ...other },
    { key: "via", ...several(app, (i) => s.via[i]), ...other },
    said("reported"), said("quote", { wide: true, text: (/** @type {number} */ i) => data.said("quote", i) }), said("cue"),
    { key: "verdict", text: (i) => became(app, i), ...other },
    said("note", { wide: true, text: (/** @type {number} */ i) => data.said("note", i) }), said("coder"), said("coded"),
    { key: "linkage", text: (i) => (s.linkage[i] < 0 ? "" : data.linkageId(s.linkage[i])), ...other },
    { key: "subjectId", text: (i) => id(subject(i)), ...other },
    { key: "objectId", text: (i) => id(object(i)), ...other },
    { key: "address", text: (i) => data.address("statement", data.statementId(i)), ...other },
    { key: "citation", text: (i) => (data.prose ? citation(data, i) : ""), wide: true, prose: true, ...other },
  ];
}

/** What became of an ask, in a word. @param {App} app @param {number} i @returns {string} */
function became(app, i) {
  const at = app.data.verdictOf.get(i);
  return at === undefined ? "" : app.words.term("verdict", app.data.verdicts.verdict[at]);
}

/** A column of elements, one a row, -1 where there is none. @param {App} app @param {string} key @param {(row: number) => number} of @returns {Column} */
export function element(app, key, of) {
  return {
    key,
    text: (i) => (of(i) < 0 ? "" : app.words.element(of(i))),
    cell: (i) => (of(i) < 0 ? [] : [make("span", { class: "table-element" }, kindSign(app, of(i)), elementLink(app, of(i)))]),
  };
}

/** A column of several elements a row. @param {App} app @param {(row: number) => number[]} of @returns {Omit<Column, "key">} */
export function several(app, of) {
  return {
    text: (i) => of(i).map((each) => app.words.element(each)).join("; "),
    cell: (i) => of(i).flatMap((each, k) => [k ? ", " : "", elementLink(app, each)]),
  };
}
