// Two or three steps from an element: a column a step, each element once, the most stated first. Lines lead from one
// step to the next, and their heads tell the direction.

import { arrange, besides, columnsOf, ROW } from "./focus_columns.js";
import { fitted, wide } from "./focus_draw.js";
import { barOf, barWidth, keyOf, laneLine, markOf, nameOf, signAt, signOf, SIZE, SLIM } from "./focus_marks.js";
import { statusWord, tally } from "./focus_near.js";
import { pull } from "./scene.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./scene.js").Item} Item */
/** @typedef {import("./focus_draw.js").Piece} Piece */
/** @typedef {import("./focus_draw.js").Picture} Picture */
/** @typedef {import("./focus_columns.js").Place} Place */
/** @typedef {import("./focus_columns.js").Tie} Tie */
/** @typedef {import("./focus_near.js").Within} Within */

const TOP = 34;

/** @param {App} app @param {number} at @param {Within} near @param {{ width: number, height: number }} room @returns {Picture} */
export function stepsPicture(app, at, near, room) {
  const { words, look } = app, count = Math.max(1, near.rings.length - 1);
  const roomy = barWidth(nameOf(app, at), room.width), bar = (room.width - roomy) / count < 270 ? SLIM : roomy, step = Math.max(room.width < 620 ? 270 : 210, (room.width - bar) / count), width = bar + step * count;
  const columns = columnsOf(app, at, near, Math.max(12, Math.floor((room.height - TOP - 70) / ROW)));
  const bottom = arrange(app, columns, TOP);
  /** @type {Item[]} */ const ground = barOf(app, at, { x: 1, y: TOP, width: bar - 1, height: bottom - TOP });
  /** @type {Piece[]} */ const ties = [];
  /** @type {Piece[]} */ const elements = [];
  /** @type {Map<number, Place>} */ const placed = new Map();
  const signs = Math.max(...(columns[0] ?? []).map((place) => place.ties.reduce((sum, tie) => sum + wide(signOf(app, tie.lane), SIZE, true) + 4, 0)));
  columns.forEach((column, k) => {
    const left = bar + k * step, zone = k ? Math.max(64, Math.min(150, step * 0.36)) : signs + 58, names = step - zone - 30;
    for (const place of column) {
      const text = fitted(nameOf(app, place.element), names, SIZE);
      Object.assign(place, { mark: left + zone, edge: left + step - 4 });
      place.end = place.mark + 14 + wide(text, SIZE) + 6;
      placed.set(place.element, place);
      elements.push(elementPiece(app, place, text, names));
    }
    const dense = column.reduce((sum, place) => sum + place.ties.length, 0) > 50;
    for (const place of column) ties.push(...(k ? tiesOf(app, place, placed, dense) : barTies(app, place, bar, signs)));
    ties.push(...besideTies(app, column, placed));
    const all = near.rings[k + 1].length, shown = words.say("focus.column", { step: words.say("focus.step", { n: k + 1 }), shown: column.length, n: all });
    const heading = /** @type {Item} */ ({ is: "text", x: left + zone - 5, y: 16, text: fitted(shown, names + 24, 12), size: 12, colour: column.length < all ? look.ground.accent : look.ground.soft });
    if (column.length === all) ground.push(heading);
    else elements.push({ key: `step.${k}`, label: `${shown}. ${words.say("focus.list")}`, sel: "", element: -1, linkages: [], ends: [], opens: "list", column: k, x: left + zone - 10, y: 4, width: names + 34, height: 24, items: [heading] });
  });
  ground.push(...leaders(placed, ties, look.ground.line));
  addSigns(app, ties);
  const lanes = ties.flatMap((piece) => piece.lane ?? []), key = keyOf(app, lanes.map((lane) => lane.status), lanes.some((lane) => lane.listed === lane.count), Math.min(width, room.width), bottom + 22);
  ground.push(...key.items);
  const title = words.say("focus.picture.steps", { element: words.element(at), n: count });
  return { width: Math.ceil(width), height: Math.ceil(key.bottom), title, ground, pieces: [...ties, ...elements] };
}

/** @param {App} app @param {Place} place @param {string} text @param {number} names @returns {Piece} */
function elementPiece(app, place, text, names) {
  const strongest = [...place.ties].sort((a, b) => b.lane.count - a.lane.count)[0], one = place.ties.flatMap((tie) => tie.linkages);
  const sel = new Set(one).size === 1 ? `l/${app.data.linkageId(one[0])}` : pair(app, strongest);
  return {
    key: `e.${place.element}`, label: `${nameOf(app, place.element)}. ${place.ties.map((tie) => tieWords(app, tie)).join("; ")}`, sel, element: place.element,
    linkages: [...new Set(one)], ends: [place.element], column: place.step, x: place.mark - 10, y: place.y - 11, width: names + 34, height: 22,
    items: [markOf(app, place.element, place.mark, place.y), { is: "text", x: place.mark + 14, y: place.y, text, size: SIZE, colour: app.look.ground.ink }],
  };
}

/** @param {App} app @param {Tie} tie @returns {string} */
function pair(app, tie) {
  return `p/${app.data.elements.id[tie.from]}/${app.data.elements.id[tie.to]}`;
}

/** @param {App} app @param {Tie} tie @returns {string} */
function tieWords(app, tie) {
  return `${[...new Set(tie.linkages)].map((linkage) => app.words.linkage(linkage)).join(", ")}: ${statusWord(app, tie.lane)}, ${tally(app, tie.lane)}`;
}

/** @param {App} app @param {Tie} tie @param {import("./scene.js").Line} line @param {Item[]} items @param {number} column @returns {Piece} */
function tiePiece(app, tie, line, items, column) {
  const x = Math.min(line.x1, line.x2), y = Math.min(line.y1, line.y2), one = new Set(tie.linkages).size === 1;
  return {
    key: `t.${tie.from}.${tie.to}.${tie.head}.${tie.linkages[0]}.${tie.lane.status}`, label: tieWords(app, tie), sel: one ? `l/${app.data.linkageId(tie.linkages[0])}` : pair(app, tie),
    element: -1, linkages: tie.linkages, ends: [tie.from, tie.to], lane: tie.lane, column, wide: line,
    x, y, width: Math.abs(line.x2 - line.x1), height: Math.abs(line.y2 - line.y1), items: [line, ...items],
  };
}

/** @param {App} app @param {Place} place @param {number} bar @param {number} signs @returns {Piece[]} level lines from the bar, with their signs beside it */
function barTies(app, place, bar, signs) {
  const apart = Math.min(6, 16 / place.ties.length);
  let x = bar + 5;
  return place.ties.map((tie, i) => {
    const y = place.y + (i - (place.ties.length - 1) / 2) * apart, sign = signAt(app, tie.lane, x, place.y, "start"), start = bar + signs + 8, end = place.mark - 9;
    x += wide(signOf(app, tie.lane), SIZE, true) + 4;
    return tiePiece(app, tie, line(app, tie, [start, y, end, y]), [sign], 0.5);
  });
}

/** @param {App} app @param {Place} place @param {Map<number, Place>} placed @param {boolean} dense so many lines that each is faint until it is pointed at @returns {Piece[]} */
function tiesOf(app, place, placed, dense) {
  return place.ties.map((tie) => {
    const from = placed.get(tie.from), same = place.ties.filter((other) => other.from === tie.from), i = same.indexOf(tie) - (same.length - 1) / 2;
    if (!from) throw new Error("a tie from nowhere");
    return tiePiece(app, tie, line(app, tie, [from.edge, from.y, place.mark - 9, place.y], i * 0.09, dense ? 0.55 : 1), [], place.step - 0.5);
  });
}

/** @param {App} app @param {Place[]} column @param {Map<number, Place>} placed @returns {Piece[]} arcs between the elements of one step */
function besideTies(app, column, placed) {
  return besides(app, column).map((tie) => {
    const from = placed.get(tie.from), to = placed.get(tie.to);
    if (!from || !to) throw new Error("a tie from nowhere");
    const bend = Math.min(0.5, 30 / Math.abs(to.y - from.y));
    return { ...tiePiece(app, tie, line(app, tie, [from.mark - 7, from.y + 3, to.mark - 7, to.y - 3], bend), [], from.step - 0.4), quiet: true };
  });
}

/** @param {App} app @param {Tie} tie @param {[number, number, number, number]} points @param {number} [bend] @param {number} [alpha] @returns {import("./scene.js").Line} */
function line(app, tie, points, bend = 0, alpha = 1) {
  const [x1, y1, x2, y2] = points;
  return tie.head < 0 ? laneLine(app, tie.lane, [x2, y2, x1, y1], { arrow: true, bend: -bend, alpha }) : laneLine(app, tie.lane, points, { arrow: tie.head > 0, bend, alpha });
}

/** A sign on each slanting line, where no other stands; none where there is no room. @param {App} app @param {Piece[]} ties */
function addSigns(app, ties) {
  /** @type {[number, number, number][]} */ const taken = [];
  for (const piece of ties) {
    const { wide: line, lane } = piece;
    if (!lane || !line || line.is !== "line" || piece.items.length > 1 || piece.quiet) continue;
    const half = wide(signOf(app, lane), SIZE, true) / 2 + 3, [px, py] = pull(line);
    for (const t of [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78]) {
      const x = (1 - t) ** 2 * line.x1 + 2 * t * (1 - t) * px + t * t * line.x2, y = (1 - t) ** 2 * line.y1 + 2 * t * (1 - t) * py + t * t * line.y2;
      if (taken.some(([ox, oy, other]) => Math.abs(ox - x) < half + other && Math.abs(oy - y) < 15)) continue;
      taken.push([x, y, half]);
      piece.items.push(signAt(app, lane, x, y, "middle", app.look.ground.paper));
      break;
    }
  }
}

/** @param {Map<number, Place>} placed @param {Piece[]} ties @param {string} colour @returns {Item[]} from a name to where its lines begin */
function leaders(placed, ties, colour) {
  const on = new Set(ties.filter((tie) => Number.isInteger(tie.column + 0.5) && tie.column > 1).map((tie) => tie.ends[0]));
  return [...placed.values()].filter((place) => on.has(place.element) && place.end < place.edge).map((place) => ({ is: "line", x1: place.end, y1: place.y, x2: place.edge, y2: place.y, colour, width: 1 }));
}
