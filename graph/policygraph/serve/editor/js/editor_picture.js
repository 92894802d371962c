// An answer as a picture: lines between the things of two columns, or bars where there is a column of numbers.

import { isNumber, textOf } from "./editor_table.js";
import { textWidth } from "./scene.js";

/** @typedef {import("./editor_known.js").Known} Known */
/** @typedef {import("./editor_asking.js").Results} Results */
/** @typedef {import("./editor_asking.js").Term} Term */
/** @typedef {import("./scene.js").Item} Item */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {{ ink: string, soft: string, line: string, accent: string, paper: string, dark: boolean }} Ground */
/** @typedef {Scene & { drawn: number, all: number, note: string }} Drawn */
/** @typedef {{ left: string, right: string, status: string, count: number }} Tie */

const ROW = 26, TOP = 30, MOST = 40, SIZE = 13;
const ASIDE = new Set(["holder", "reporter", "via", "addressee", "addressees", "predicate", "statement", "document", "source"]); // no ends of a line
const SILENT = "The answer has no column that names a status: a line does not say that the link is there.";
const context = document.createElement("canvas").getContext("2d");

/** @param {Known} known @param {Term | null} term @returns {string} the thing that a cell names; a text names one that alone is called so */
function thing(known, term) {
  if (!term) return "";
  return term.type === "uri" || term.type === "bnode" ? term.value : (known.called.get(term.value) ?? "");
}

/** @param {Known} known @param {Results} results @returns {[number, number] | null} the two columns between which lines are drawn */
export function endsOf(known, results) {
  const at = (/** @type {string} */ name) => results.columns.indexOf(name);
  if (results.graph) return results.rows.some(([, , object]) => object?.type === "uri") ? [0, 2] : null;
  const named = results.columns.map((name, c) => ({ name, c })).filter(({ c }) => results.rows.some((row) => row[c]) && results.rows.every((row) => !row[c] || thing(known, row[c])));
  const is = (/** @type {number} */ c) => named.some((each) => each.c === c);
  if (is(at("subject")) && is(at("object"))) return [at("subject"), at("object")];
  const [first, second] = named.filter(({ name }) => !ASIDE.has(name));
  return second ? [first.c, second.c] : null;
}

/** @param {Results} results @returns {[number, number] | null} the column of what has a number, and the column of the numbers */
export function barsOf(results) {
  const numbers = results.columns.map((_, c) => results.rows.some((row) => isNumber(row[c])) && results.rows.every((row) => row[c] === null || isNumber(row[c])));
  const what = numbers.indexOf(false), last = numbers.lastIndexOf(true);
  return what >= 0 && last >= 0 && !results.graph ? [what, last] : null;
}

/** @param {string} text @param {number} room @returns {string} */
function fitted(text, room) {
  if (!context || textWidth(context, text, SIZE) <= room) return text;
  const points = Array.from(text);
  let length = Math.max(1, Math.floor((points.length * room) / textWidth(context, text, SIZE)));
  while (length > 1 && textWidth(context, `${points.slice(0, length).join("")}…`, SIZE) > room) length -= 1;
  return `${points.slice(0, length).join("").trimEnd()}…`;
}

/** @param {Known} known @param {Results} results @param {[number, number]} of @param {number} room @param {Ground} ground @param {string} title @returns {Drawn} */
export function bars(known, results, [what, number], room, ground, title) {
  const rows = results.rows.filter((row) => row[number]).slice(0, MOST), values = rows.map((row) => Number(row[number]?.value));
  const width = Math.max(320, Math.min(room, 900)), label = Math.min(280, width * 0.42), least = Math.min(0, ...values), span = Math.max(0, ...values) - least || 1;
  const from = label + 12, long = width - from - 78, x = (/** @type {number} */ value) => from + ((value - least) / span) * long;
  const items = rows.flatMap((row, i) => {
    const y = TOP + (i + 0.5) * ROW, name = fitted(textOf(known, row[what]) || "–", label);
    return /** @type {Item[]} */ ([
      { is: "text", x: label + 4, y, text: name, size: SIZE, colour: ground.ink, anchor: "end" },
      { is: "box", x: Math.min(x(0), x(values[i])), y: y - 8, width: Math.max(1, Math.abs(x(values[i]) - x(0))), height: 16, fill: ground.accent },
      { is: "text", x: Math.max(x(0), x(values[i])) + 6, y, text: values[i].toLocaleString("en", { maximumFractionDigits: 2 }), size: 12, colour: ground.soft, anchor: "start" },
    ]);
  });
  /** @type {Item} */ const head = { is: "text", x: from, y: 14, text: results.columns[number], size: 12, colour: ground.soft, anchor: "start" };
  return { width, height: TOP + rows.length * ROW + 8, title, items: [head, ...items], drawn: rows.length, all: results.rows.length, note: "" };
}

/** @param {Known} known @param {Results} results @param {[number, number]} ends @returns {Tie[]} the most told first */
function tiesOf(known, results, [from, to]) {
  const at = results.columns.indexOf("status"), statuses = Object.entries(known.graph.statuses);
  /** @type {Map<string, Tie>} */ const ties = new Map();
  for (const row of results.rows) {
    const left = thing(known, row[from]), right = results.graph && row[2]?.type === "literal" ? "" : thing(known, row[to]), said = at < 0 ? null : row[at];
    if (!left || !right) continue;
    const status = statusOf(row[1]?.value ?? "", results.graph) ?? statuses.find(([name, { label }]) => said && (said.value === label || said.value.endsWith(`/status/${name}`)))?.[0] ?? "", key = JSON.stringify([left, right, status]), tie = ties.get(key);
    if (tie) tie.count += 1;
    else ties.set(key, { left, right, status, count: 1 });
  }
  return [...ties.values()].sort((a, b) => b.count - a.count);
}

/** @param {string} predicate @param {boolean} graph @returns {string | undefined} the status that a link by status carries in its address */
function statusOf(predicate, graph) {
  return graph ? /\/link\/([a-z]+)\/\w+$/.exec(predicate)?.[1] : undefined;
}

/** As many ties as have their ends among the first of each side. @param {Tie[]} ties @returns {Tie[]} */
function bounded(ties) {
  const left = new Set(), right = new Set();
  return ties.filter((tie) => {
    if ((left.size >= MOST && !left.has(tie.left)) || (right.size >= MOST && !right.has(tie.right))) return false;
    left.add(tie.left);
    right.add(tie.right);
    return true;
  });
}

/** @param {string[]} side @param {[string, number][]} places those over against each @returns {string[]} */
function settled(side, places) {
  /** @type {Map<string, [number, number]>} */ const sums = new Map();
  for (const [name, place] of places) {
    const [sum, count] = sums.get(name) ?? [0, 0];
    sums.set(name, [sum + place, count + 1]);
  }
  const middle = (/** @type {string} */ name) => (sums.get(name)?.[0] ?? 0) / (sums.get(name)?.[1] ?? 1);
  return side.slice().sort((a, b) => middle(a) - middle(b));
}

/** @param {Known} known @param {Results} results @param {[number, number]} ends @param {number} room @param {Ground} ground @param {string} title @returns {Drawn} */
export function lines(known, results, ends, room, ground, title) {
  const all = tiesOf(known, results, ends), ties = bounded(all), width = Math.max(320, Math.min(room, 980));
  let left = [...new Set(ties.map((tie) => tie.left))], right = [...new Set(ties.map((tie) => tie.right))];
  for (let round = 0; round < 6; round += 1) {
    const rights = new Map(right.map((name, i) => [name, i])), lefts = new Map(left.map((name, i) => [name, i]));
    left = settled(left, ties.map((tie) => [tie.left, rights.get(tie.right) ?? 0]));
    right = settled(right, ties.map((tie) => [tie.right, lefts.get(tie.left) ?? 0]));
  }
  const label = Math.min(300, (width - Math.max(60, width * 0.28)) / 2), tall = Math.max(left.length, right.length) * ROW, from = label + 8, to = width - label - 8;
  const places = [left, right].map((side) => new Map(side.map((name, i) => [name, TOP + ((i + 0.5) * tall) / side.length])));
  const names = new Map([...known.called].map(([text, iri]) => [iri, text])), shown = (/** @type {string} */ iri) => known.label(iri) || names.get(iri) || known.compact(iri);
  /** @type {Item[]} */ const items = ends.map((c, i) => ({ is: "text", x: i ? to + 12 : from - 12, y: 12, text: fitted(results.columns[c], label), size: 12, colour: ground.soft, anchor: i ? "start" : "end" }));
  for (const { left: a, right: b, status, count } of ties) {
    const look = known.graph.statuses[status];
    items.push({ is: "line", x1: from, y1: places[0].get(a) ?? 0, x2: to, y2: places[1].get(b) ?? 0, colour: look ? look[ground.dark ? "dark" : "light"] : ground.soft, width: Math.min(5, 1 + Math.log2(count)), dash: look?.dash, arrow: 8 });
  }
  [left, right].forEach((side, i) => side.forEach((name) => {
    const y = places[i].get(name) ?? 0;
    items.push({ is: "mark", x: i ? to : from, y, radius: 4, shape: "dot", fill: ground.ink }, { is: "text", x: i ? to + 12 : from - 12, y, text: fitted(shown(name), label - 8), size: SIZE, colour: ground.ink, anchor: i ? "start" : "end" });
  }));
  const statuses = [...new Set(ties.map(({ status }) => status))].filter(Boolean), key = keyOf(known, statuses, ground, width, TOP + tall + 18);
  return { width, height: key.bottom, title, items: [...items, ...key.items], drawn: ties.length, all: all.length, note: statuses.length ? "" : SILENT };
}

/** What the colours and dashes mean. @param {Known} known @param {string[]} statuses @param {Ground} ground @param {number} width @param {number} top @returns {{ items: Item[], bottom: number }} */
function keyOf({ graph }, statuses, ground, width, top) {
  /** @type {Item[]} */ const items = [];
  let x = 8, y = top;
  for (const [name, { label, dash, sign, light, dark }] of Object.entries(graph.statuses)) {
    if (!statuses.includes(name)) continue;
    const text = `${sign} ${label}`, wide = 52 + (context ? textWidth(context, text, 12) : 80);
    if (x + wide > width && x > 8) [x, y] = [8, y + 20];
    items.push({ is: "line", x1: x, y1: y, x2: x + 30, y2: y, colour: ground.dark ? dark : light, width: 2, dash }, { is: "text", x: x + 36, y, text, size: 12, colour: ground.soft, anchor: "start" });
    x += wide;
  }
  return { items, bottom: items.length ? y + 14 : top };
}
