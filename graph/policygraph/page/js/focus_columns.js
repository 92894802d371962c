// Which elements of each step are shown, with the ties that lead to them, and at what height.

import { lanesOf } from "./focus_near.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./focus_near.js").Lane} Lane */
/** @typedef {import("./focus_near.js").Within} Within */
/**
 * @typedef {Object} Tie what is stated between two elements, one way and in one status
 * @property {number} from the nearer of the two, or the upper @property {number} to
 * @property {-1 | 0 | 1} head at which end the arrow is: -1 at `from`, 1 at `to`, 0 at none
 * @property {Lane} lane summed over its linkages @property {number[]} linkages
 */
/**
 * @typedef {Object} Place an element in a column
 * @property {number} element @property {number} step @property {number} weight statements that lead to it @property {Tie[]} ties
 * @property {number} y @property {number} mark the x of its mark @property {number} end where its name ends
 * @property {number} edge where the lines to the next step begin
 */

export const ROW = 24;
const APART = 12;

/** @param {App} app @param {number} at @param {Within} near @param {number} most in a column @returns {Place[][]} */
export function columnsOf(app, at, near, most) {
  /** @type {Place[][]} */ const columns = [];
  let before = [at];
  for (let step = 1; step < near.rings.length; step += 1) {
    const column = [...reached(app, near, before, step)].map(([element, ties]) => {
      const weight = ties.reduce((sum, tie) => sum + tie.lane.count, 0);
      return { element, step, weight, ties, y: 0, mark: 0, end: 0, edge: 0 };
    });
    column.sort((a, b) => b.weight - a.weight || a.element - b.element);
    columns.push(column.slice(0, most));
    before = columns[step - 1].map((place) => place.element);
  }
  return columns;
}

/** @param {App} app @param {Within} near @param {number[]} before @param {number} step @returns {Map<number, Tie[]>} */
function reached(app, near, before, step) {
  /** @type {Map<number, Tie[]>} */ const found = new Map();
  for (const from of before) {
    for (const linkage of app.data.linkagesOf.of(from)) {
      const l = app.data.linkages, to = l.subject[linkage] === from ? l.object[linkage] : l.subject[linkage];
      if (near.step[to] !== step) continue;
      const ties = found.get(to) ?? [];
      found.set(to, ties);
      addTies(app, ties, from, to, linkage);
    }
  }
  return found;
}

/** @param {App} app @param {Place[]} column @returns {Tie[]} what is stated between the elements of one column */
export function besides(app, column) {
  const { data } = app, l = data.linkages, place = new Map(column.map((one) => [one.element, one]));
  /** @type {Tie[]} */ const ties = [];
  for (const one of column) {
    for (const linkage of data.linkagesOf.of(one.element)) {
      const other = place.get(l.subject[linkage] === one.element ? l.object[linkage] : l.subject[linkage]);
      if (other && other.y > one.y) addTies(app, ties, one.element, other.element, linkage);
    }
  }
  return ties;
}

/** @param {App} app @param {Tie[]} ties @param {number} from @param {number} to @param {number} linkage */
function addTies(app, ties, from, to, linkage) {
  if (!app.kept().linkage[linkage]) return;
  const l = app.data.linkages, plain = app.data.symmetric.includes(l.type[linkage]), head = plain ? 0 : l.subject[linkage] === from ? 1 : -1;
  for (const lane of lanesOf(app, linkage)) {
    const known = ties.find((tie) => tie.from === from && tie.to === to && tie.head === head && tie.lane.status === lane.status && l.only[tie.linkages[0]] === l.only[linkage]);
    if (!known) {
      ties.push({ from, to, head, lane: { ...lane, documents: new Set(lane.documents) }, linkages: [linkage] });
      continue;
    }
    known.linkages.push(linkage);
    known.lane.count += lane.count;
    known.lane.listed += lane.listed;
    for (const document of lane.documents) known.lane.documents.add(document);
  }
}

/**
 * Gives each its height: in the first column by kind, with a space between kinds; then near those that lead to it.
 * @param {App} app @param {Place[][]} columns @param {number} top @returns {number} how far down the longest reaches
 */
export function arrange(app, columns, top) {
  const kind = app.data.elements.kind, tall = columns.map((column, k) => heightOf(app, column, k)), most = Math.max(130, ...tall);
  /** @type {Map<number, number>} */ const heights = new Map();
  columns.forEach((column, k) => {
    const pull = new Map(column.map((place) => [place, centre(place, heights)]));
    if (k) column.sort((a, b) => (pull.get(a) ?? 0) - (pull.get(b) ?? 0) || b.weight - a.weight || a.element - b.element);
    else column.sort((a, b) => kind[a.element] - kind[b.element] || b.weight - a.weight || a.element - b.element);
    let y = top + (k ? (most - tall[k]) / 2 : 0);
    column.forEach((place, i) => {
      if (!k && i && kind[place.element] !== kind[column[i - 1].element]) y += APART;
      place.y = y + ROW / 2;
      heights.set(place.element, place.y);
      y += ROW;
    });
  });
  return top + most;
}

/** @param {App} app @param {Place[]} column @param {number} k @returns {number} */
function heightOf(app, column, k) {
  const kinds = new Set(column.map((place) => app.data.elements.kind[place.element])).size;
  return column.length * ROW + (k ? 0 : Math.max(0, kinds - 1) * APART);
}

/** @param {Place} place @param {Map<number, number>} heights @returns {number} */
function centre(place, heights) {
  const sum = place.ties.reduce((all, tie) => all + (heights.get(tie.from) ?? 0) * tie.lane.count, 0);
  return place.weight ? sum / place.weight : 0;
}
