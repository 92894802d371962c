// An answer as a picture: where two of its columns name elements, those on the left, these on the right, a line for each pair.

import { fitted } from "./focus_draw.js";
import { keyOf, laneLine, markOf, nameOf, signAt } from "./focus_marks.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./scene.js").Item} Item */
/** @typedef {import("./focus_near.js").Lane} Lane */
/** @typedef {import("./focus_draw.js").Piece} Piece */
/** @typedef {import("./focus_draw.js").Picture} Picture */
/** @typedef {import("./sparql_cells.js").Answer} Answer */
/** @typedef {{ left: number, right: number, lane: Lane | null, type: string, status: string, count: number, arrow: boolean }} Tie */
/** @typedef {Picture & { drawn: number, all: number }} Drawn of how many pairs how many are drawn */

const ROW = 30, TOP = 34, MOST = 30, SIZE = 13, MANY = 5;
const ASIDE = new Set(["holder", "reporter", "via", "addressee", "addressees"]); // who says it, and by way of what: no ends of a line

/** @param {Answer} answer @returns {[number, number] | null} the two columns that are drawn */
export function endsOf(answer) {
  const single = answer.columns.map((name, c) => ({ name, c })).filter(({ c }) => answer.holds[c] === "element" && answer.rows.every((row, r) => row[c] === "" || answer.element(r, c) >= 0));
  const at = (/** @type {string} */ name) => single.find((each) => each.name === name)?.c ?? -1;
  if (at("subject") >= 0 && at("object") >= 0) return [at("subject"), at("object")];
  const [first, second] = single.filter(({ name }) => !ASIDE.has(name));
  return second ? [first.c, second.c] : null;
}

/** @param {App} app @param {Answer} answer @param {[number, number]} ends @returns {Tie[]} the most told first */
function tiesOf(app, answer, ends) {
  const { data } = app, at = (/** @type {string} */ name) => answer.columns.indexOf(name);
  const statuses = new Map(data.labels.en.status.map((label, i) => [label, i])), listed = data.labels.en.mode[data.lists.mode.indexOf("listed")];
  const links = new Map(data.labels.en.link.map((label, i) => [label, i]));
  /** @type {Map<string, Tie>} */ const ties = new Map();
  answer.rows.forEach((row, r) => {
    const left = answer.element(r, ends[0]), right = answer.element(r, ends[1]);
    if (left < 0 || right < 0) return;
    const type = row[at("type")] ?? "", status = statuses.get(row[at("status")] ?? "") ?? -1, key = `${left} ${right} ${type} ${status}`, known = ties.get(key);
    const thin = row[at("mode")] === listed ? 1 : 0;
    if (known) {
      known.count += 1;
      if (known.lane) known.lane = { ...known.lane, count: known.count, listed: known.lane.listed + thin };
      return;
    }
    const link = links.get(type.replace(/ \(only\)$/, "")), arrow = answer.columns[ends[0]] === "subject" && link !== undefined && !data.symmetric.includes(link);
    const denied = data.lists.status[status] === "denied" && type.endsWith("(only)");
    ties.set(key, {
      left, right, arrow, count: 1, type: denied ? type.replace(/\(only\)$/, `(${app.words.say("not only")})`) : type, status: status < 0 ? "" : denied ? app.words.say("not only") : app.words.term("status", status),
      lane: status < 0 ? null : { linkage: -1, status, count: 1, listed: thin, documents: new Set() },
    });
  });
  return [...ties.values()].sort((a, b) => b.count - a.count);
}

/** As many ties as have their ends among the first MOST of each side. @param {Tie[]} ties @returns {Tie[]} */
function bounded(ties) {
  const left = new Set(), right = new Set();
  return ties.filter((tie) => {
    if ((left.size >= MOST && !left.has(tie.left)) || (right.size >= MOST && !right.has(tie.right))) return false;
    left.add(tie.left);
    right.add(tie.right);
    return true;
  });
}

/** The elements of each side, in an order in which few lines cross. @param {Tie[]} ties @returns {[number[], number[]]} */
function ordered(ties) {
  let left = [...new Set(ties.map((tie) => tie.left))], right = [...new Set(ties.map((tie) => tie.right))];
  for (let round = 0; round < 6; round += 1) {
    right = settled(right, ties.map((tie) => [tie.right, left.indexOf(tie.left)]));
    left = settled(left, ties.map((tie) => [tie.left, right.indexOf(tie.right)]));
  }
  return [left, right];
}

/** @param {number[]} side @param {[number, number][]} places those over against each @returns {number[]} */
function settled(side, places) {
  /** @type {Map<number, [number, number]>} */ const sums = new Map();
  for (const [element, place] of places) {
    const [sum, count] = sums.get(element) ?? [0, 0];
    sums.set(element, [sum + place, count + 1]);
  }
  const middle = (/** @type {number} */ element) => (sums.get(element)?.[0] ?? 0) / (sums.get(element)?.[1] ?? 1);
  return side.slice().sort((a, b) => middle(a) - middle(b));
}

/** @param {App} app @param {Answer} answer @param {[number, number]} ends @param {number} room @param {string} title @returns {Drawn} */
export function answerPicture(app, answer, ends, room, title) {
  const all = tiesOf(app, answer, ends), ties = bounded(all), [left, right] = ordered(ties), { ground } = app.look;
  const width = Math.max(320, Math.min(room, 980)), label = Math.min(300, (width - Math.max(60, width * 0.3)) / 2), tall = Math.max(left.length, right.length) * ROW;
  const y = (/** @type {number[]} */ side, /** @type {number} */ element) => TOP + ((side.indexOf(element) + 0.5) * tall) / side.length;
  const from = label + 8, to = width - label - 8;
  /** @type {Piece[]} */ const pieces = ties.map((tie, i) => tiePiece(app, tie, i, ties, [from + 10, y(left, tie.left), to - 10, y(right, tie.right)]));
  for (const [side, column] of /** @type {[number[], number][]} */ ([[left, 0], [right, 2]])) {
    for (const element of side) {
      const own = ties.flatMap((tie, i) => ((column ? tie.right : tie.left) === element ? [i] : [])), middle = y(side, element), name = nameOf(app, element);
      pieces.push({
        key: `${column}.${element}`, label: name, sel: `e/${app.data.elements.id[element]}`, element, linkages: [], ends: own, column, x: column ? to - 8 : 0, y: middle - ROW / 2 + 1, width: label + 16, height: ROW - 2,
        items: [markOf(app, element, column ? to : from, middle),
          { is: "text", x: column ? to + 12 : from - 12, y: middle, text: fitted(name, label - 8, SIZE), size: SIZE, colour: ground.ink, anchor: column ? "start" : "end" }],
      });
    }
  }
  const statuses = ties.flatMap(({ lane }) => (lane ? [lane.status] : [])), key = keyOf(app, statuses, ties.some(({ lane }) => Boolean(lane && lane.listed === lane.count)), width, TOP + tall + 16);
  /** @type {Item[]} */ const heads = ends.map((c, i) => ({ is: "text", x: i ? to + 12 : from - 12, y: 12, text: fitted(answer.headings[c], label, 12), size: 12, colour: ground.soft, anchor: i ? "start" : "end" }));
  return { width, height: key.bottom + 4, title, ground: [...heads, ...key.items], pieces, drawn: ties.length, all: all.length };
}

/**
 * @param {App} app @param {Tie} tie @param {number} i @param {Tie[]} ties @param {[number, number, number, number]} points @returns {Piece}
 */
function tiePiece(app, tie, i, ties, points) {
  const { data, look } = app, [x1, y1, x2, y2] = points, ids = data.elements.id;
  const beside = ties.flatMap((other, k) => (other.left === tie.left && other.right === tie.right ? [k] : [])), bend = beside.length > 1 ? 0.1 * (beside.indexOf(i) - (beside.length - 1) / 2) : 0;
  const line = tie.lane ? laneLine(app, tie.lane, points, { arrow: tie.arrow, bend }) : /** @type {import("./scene.js").Line} */ ({ is: "line", x1, y1, x2, y2, bend, colour: look.ground.soft, width: 1.3, arrow: tie.arrow ? 9 : undefined });
  const lefts = ties.filter((other) => other.left === tie.left).length, rights = ties.filter((other) => other.right === tie.right).length, near = lefts <= rights ? 0.24 : 0.76;
  /** @type {Item[]} */ const items = [line];
  if (tie.lane && Math.min(lefts, rights) <= MANY) {
    const shift = 2 * bend * near * (1 - near);
    items.push(signAt(app, tie.lane, x1 + (x2 - x1) * near - (y2 - y1) * shift, y1 + (y2 - y1) * near + (x2 - x1) * shift, "middle", look.ground.paper));
  }
  return {
    key: `t${i}`, label: [nameOf(app, tie.left), tie.type, nameOf(app, tie.right)].filter(Boolean).join(" – ") + (tie.status ? ` (${tie.status})` : ""), sel: `p/${ids[tie.left]}/${ids[tie.right]}`, element: -1, linkages: [], ends: [i], column: 1,
    x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1), items, wide: line,
  };
}
