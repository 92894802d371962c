// The parts that every picture of the focus is made of: a line in a status, the mark of a kind, the key to the signs.

import { fitted, lines, wide } from "./focus_draw.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./scene.js").Item} Item */
/** @typedef {import("./focus_near.js").Lane} Lane */

export const SIZE = 13;
export const SLIM = 26;

/** @param {string} name @param {number} width of the whole @returns {number} a bar so wide that the longest word of the name fits */
export function barWidth(name, width) {
  const longest = Math.max(...name.slice(0, 400).split(/\s+/).map((word) => wide(word, 15, true)));
  return Math.round(Math.max(104, Math.min(longest + 28, 170, width * 0.22)));
}

/**
 * The element from which all is seen: its name in a bar, turned where the bar is slim.
 * @param {App} app @param {number} at @param {{ x: number, y: number, width: number, height: number }} box @returns {Item[]}
 */
export function barOf(app, at, box) {
  const { band, line, ink } = app.look.ground, name = nameOf(app, at), x = box.x + box.width / 2;
  /** @type {Item[]} */ const items = [{ is: "box", ...box, fill: band, stroke: line }];
  if (box.width <= SLIM) {
    const text = fitted(name, box.height - 12, SIZE, true), y = box.y + Math.min(box.height / 2, Math.max(150, wide(text, SIZE, true) / 2 + 8));
    return [...items, { is: "text", x, y, text, size: SIZE, bold: true, colour: ink, anchor: "middle", turn: -90 }];
  }
  const all = lines(name, box.width - 16, 15, 5), top = box.y + Math.min(box.height / 2, 150) - all.length * 10;
  return [
    ...items, markOf(app, at, x, top - 12, 8),
    ...all.map((text, i) => /** @type {Item} */ ({ is: "text", x, y: top + 14 + i * 20, text, size: 15, bold: true, colour: ink, anchor: "middle" })),
  ];
}

/** @param {App} app @param {number} element @returns {string} */
export function nameOf(app, element) {
  return app.words.element(element) || app.data.elements.id[element];
}

/** @param {App} app @param {number} element @param {number} x @param {number} y @param {number} [radius] @returns {Item} */
export function markOf(app, element, x, y, radius = 5) {
  const kind = app.data.lists.kind[app.data.elements.kind[element]], hollow = app.look.kindSign(kind) === "○", { soft, paper } = app.look.ground;
  return { is: "mark", x, y, radius, shape: app.look.shape(kind), fill: hollow ? paper : soft, stroke: soft, width: 1.5 };
}

/**
 * A line in the look of its status: thin where it is only listed, wider the more statements there are.
 * @param {App} app @param {Lane} lane @param {[number, number, number, number]} points from tail to head
 * @param {{ arrow: boolean, bend?: number, alpha?: number }} how @returns {import("./scene.js").Line}
 */
export function laneLine(app, lane, points, how) {
  const status = app.data.lists.status[lane.status], listed = lane.listed === lane.count;
  const [x1, y1, x2, y2] = points;
  return {
    is: "line", x1, y1, x2, y2, bend: how.bend, colour: app.look.colour(status), dash: app.look.dash(status),
    width: listed ? 0.9 : Math.min(1.7 + 0.6 * Math.log2(lane.count), 4), arrow: how.arrow ? 9 : undefined, alpha: how.alpha,
  };
}

/**
 * The sign of a status, and how many statements there are where there are more than one.
 * @param {App} app @param {Lane} lane @returns {string}
 */
export function signOf(app, lane) {
  const sign = app.look.sign(app.data.lists.status[lane.status]);
  return lane.count > 1 ? `${sign} ${app.words.number(lane.count)}` : sign;
}

/** @param {App} app @param {Lane} lane @param {number} x @param {number} y @param {"start" | "middle" | "end"} anchor @param {string} [halo] @returns {Item} */
export function signAt(app, lane, x, y, anchor, halo) {
  return { is: "text", x, y, text: signOf(app, lane), size: SIZE, bold: lane.listed < lane.count, colour: app.look.colour(app.data.lists.status[lane.status]), anchor, halo };
}

/**
 * The key to the signs that are in a picture, so that it can be read alone; and how far down it reaches.
 * @param {App} app @param {Iterable<number>} statuses @param {boolean} listed @param {number} width @param {number} y
 * @returns {{ items: Item[], bottom: number }}
 */
export function keyOf(app, statuses, listed, width, y) {
  const { data, look, words } = app, { soft } = look.ground;
  /** @type {Item[]} */ const items = [];
  let x = 2;
  const put = (/** @type {string} */ text, /** @type {string} */ colour, /** @type {number[]} */ dash, /** @type {number} */ weight) => {
    const needs = 46 + wide(text, 12) + 18;
    if (x > 2 && x + needs > width) [x, y] = [2, y + 20];
    items.push({ is: "line", x1: x, y1: y, x2: x + 38, y2: y, colour, width: weight, dash }, { is: "text", x: x + 46, y, text, size: 12, colour });
    x += needs;
  };
  for (const status of [...new Set(statuses)].sort((a, b) => a - b)) {
    const name = data.lists.status[status];
    put(`${look.sign(name)} ${words.term("status", status)}`, look.colour(name), look.dash(name), 2);
  }
  if (listed) put(words.say("focus.listed"), soft, [], 0.9);
  return { items, bottom: y + 12 };
}
