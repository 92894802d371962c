// Two documents, linkage by linkage: what both state and in what they differ, what only one does, the elements of both;
// as the command `policygraph compare` has it.

import { inPeriod } from "./filters.js";
import { opposed } from "./opposing.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./data.js").Data} Data */
/** @typedef {{ what: string, first: string[], second: string[], direction: number, opposed: string[] }} Difference direction 1: the second is stronger */
/** @typedef {{ linkage: number, element: number, first: number[], second: number[], differences: Difference[] }} Shared */
/** @typedef {{ linkage: number, element: number, statements: number[] }} Matter */
/** @typedef {{ shared: Shared[], onlyFirst: Matter[], onlySecond: Matter[], elements: { element: number, first: number[], second: number[] }[] }} Likened */

/** From the weakest to the strongest; the copy of an order in strength.py, to which a test holds it. */
const STRENGTH = ["possible", "desired", "existing"];

/** @param {App} app @param {number} first @param {number} second documents @returns {Likened} */
export function likened(app, first, second) {
  const { data } = app, kept = app.kept().statement;
  const [one, other] = [first, second].map((document) => [...data.ofDocument.of(document)].filter((i) => kept[i]));
  const mine = byMatter(data, one), theirs = byMatter(data, other);
  /** @type {Shared[]} */ const shared = [];
  for (const [key, matter] of mine) {
    const match = theirs.get(key);
    if (match) shared.push({ linkage: matter.linkage, element: matter.element, first: matter.statements, second: match.statements, differences: differences(app, matter, match, [first, second]) });
  }
  const rank = (/** @type {Shared} */ { differences: all }) => (all.some((each) => each.opposed.length) ? 0 : all.some((each) => each.direction) ? 1 : all.length ? 2 : 3);
  return {
    shared: shared.sort((a, b) => rank(a) - rank(b)),
    onlyFirst: [...mine].flatMap(([key, matter]) => (theirs.has(key) ? [] : [matter])),
    onlySecond: [...theirs].flatMap(([key, matter]) => (mine.has(key) ? [] : [matter])),
    elements: elementsOf(byElement(data, one), byElement(data, other)),
  };
}

/** @param {Data} data @param {number[]} statements @returns {Map<number, Matter>} by what they are about */
function byMatter(data, statements) {
  const s = data.statements;
  /** @type {Map<number, Matter>} */ const found = new Map();
  for (const i of statements) {
    const key = s.linkage[i] >= 0 ? s.linkage[i] : -1 - s.element[i];
    const matter = found.get(key) ?? { linkage: s.linkage[i], element: s.element[i], statements: [] };
    found.set(key, matter);
    matter.statements.push(i);
  }
  return found;
}

/** @param {Data} data @param {number[]} statements @returns {Map<number, number[]>} by the elements that they are about */
export function byElement(data, statements) {
  const { statements: s, linkages: l } = data;
  /** @type {Map<number, number[]>} */ const found = new Map();
  for (const i of statements) {
    const linkage = s.linkage[i];
    for (const element of linkage < 0 ? [s.element[i]] : [l.subject[linkage], l.object[linkage]]) {
      const all = found.get(element);
      if (all) all.push(i);
      else found.set(element, [i]);
    }
  }
  return found;
}

/** @param {Data} data @param {number[]} statements @returns {number[]} the elements that they are about, those of most statements first */
export function bySaying(data, statements) {
  return [...byElement(data, statements)].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]).map(([element]) => element);
}

/** @param {Map<number, number[]>} mine @param {Map<number, number[]>} theirs @returns {Likened["elements"]} those of which both say most first */
function elementsOf(mine, theirs) {
  const both = [...mine].flatMap(([element, first]) => {
    const second = theirs.get(element);
    return second ? [{ element, first, second }] : [];
  });
  return both.sort((a, b) => Math.min(b.first.length, b.second.length) - Math.min(a.first.length, a.second.length) || a.element - b.element);
}

/** @param {App} app @param {Matter} mine @param {Matter} theirs @param {[number, number]} documents @returns {Difference[]} */
function differences(app, mine, theirs, documents) {
  const { data, words } = app, s = data.statements, names = (/** @type {number[]} */ elements) => elements.map((each) => words.element(each));
  const one = stated(data, mine.statements), other = stated(data, theirs.statements);
  const prose = (/** @type {"modality" | "degree" | "condition"} */ part) => (/** @type {number} */ i) => data.said(part, i).split(" | ").filter(Boolean);
  const holders = documents.map((document) => data.documents.issuer[document]), all = [one, other].map((side) => new Set(side.flatMap((i) => s.holder[i])));
  const speaks = all.every((side, i) => side.size === 1 && side.has(holders[i]));
  const mode = (/** @type {number[]} */ side) => [words.say(data.listed(side[0]) ? "documents.listed" : "documents.stated")];
  const found = [
    parted("mode", mode(one), mode(other)), status(app, one, other, mine.element >= 0),
    ...data.lists.status.map((_, at) => {
      const sides = [one, other].map((side) => side.filter((i) => s.status[i] === at));
      return sides.every((side) => side.length) ? sets("modality", sides[0], sides[1], (i) => prose("modality")(i).map((word) => word.toLowerCase())) : null;
    }),
    sets("addressee", one, other, (i) => names(s.addressee[i])), speaks ? null : sets("holder", one, other, (i) => names(s.holder[i])),
    sets("degree", one, other, prose("degree")), sets("condition", one, other, prose("condition")), sets("means", one, other, (i) => names(s.via[i])),
  ];
  return found.flatMap((each) => (each ? [each] : []));
}

/** Those that only list do not count if others do more. @param {Data} data @param {number[]} statements @returns {number[]} */
function stated(data, statements) {
  const own = statements.filter((i) => !data.listed(i));
  return own.length ? own : statements;
}

/** @param {App} app @param {number[]} one @param {number[]} other @param {boolean} element @returns {Difference | null} */
function status(app, one, other, element) {
  const { data, words } = app, s = data.statements, names = data.lists.status;
  const [mine, theirs] = [one, other].map((side) => names.flatMap((_, at) => (side.some((i) => s.status[i] === at) ? [at] : [])));
  if (mine.join() === theirs.join()) return null;
  const rank = (/** @type {number[]} */ all) => (all.every((at) => STRENGTH.includes(names[at])) ? Math.max(...all.map((at) => STRENGTH.indexOf(names[at]))) : -1);
  const [low, high] = [rank(mine), rank(theirs)], told = (/** @type {number[]} */ all) => all.map((at) => words.term("status", at));
  const kinds = new Set(one.flatMap((first) => other.flatMap((second) => opposition(data, first, second, element))));
  return { what: "status", first: told(mine), second: told(theirs), direction: low < 0 || high < 0 ? 0 : Math.sign(high - low), opposed: [...kinds].sort() };
}

/** How two statements of different documents are opposed. @param {Data} data @param {number} one @param {number} other @param {boolean} element @returns {string[]} */
function opposition(data, one, other, element) {
  const s = data.statements, [first, second] = one < other ? [one, other] : [other, one]; // statements stand by date
  const voice = (/** @type {number} */ i) => ({ status: data.lists.status[s.status[i]], approves: data.lists.status[s.status[i]] === "existing" && ["welcomes", "supports"].includes(data.lists.stance[s.stance[i]]) });
  const kind = opposed(voice(first), voice(second), element), dates = data.documents.date;
  if (!kind) return [];
  const wanting = ["missing", "insufficient"].includes(voice(first).status) && voice(second).status === "existing" && !data.listed(first) && !data.listed(second);
  return [wanting && !inPeriod(dates[s.document[first]], dates[s.document[second]], "") ? "answered" : kind];
}

/** @param {string} what @param {string[]} first @param {string[]} second @returns {Difference | null} */
function parted(what, first, second) {
  return first.join("\n") === second.join("\n") ? null : { what, first, second, direction: 0, opposed: [] };
}

/** @param {string} what @param {number[]} one @param {number[]} other @param {(i: number) => string[]} names @returns {Difference | null} */
function sets(what, one, other, names) {
  const [first, second] = [one, other].map((side) => [...new Set(side.flatMap(names))].sort());
  return parted(what, first, second);
}
