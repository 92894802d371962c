// What is missing or contested as a picture: from, a line with its sign, to, and who says so where.

import { broken } from "./matrix_labels.js";
import { signOf, verbOf } from "./missing_rows.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./missing_rows.js").Drawn} Drawn */
/** @typedef {import("./scene.js").Item} Item */
/** @typedef {import("./scene.js").Scene} Scene */

const ROW = 40, TOP = 44, MOST = 200; // rows at most
const FROM = 320, LEFT = 334, RIGHT = 474, TO = 488, SAYS = 790, WIDTH = 1240;

/** @param {App} app @param {Drawn[]} all @param {string} title @returns {Scene} */
export function sceneOfRows(app, all, title) {
  const { ink, soft, line } = app.look.ground, shown = all.slice(0, MOST), left = all.length - shown.length;
  /** @type {Item[]} */ const items = [{ is: "text", x: 12, y: 20, text: title, size: 14, colour: ink, bold: true }];
  shown.forEach((each, i) => {
    const y = TOP + i * ROW + ROW / 2;
    if (i) items.push({ is: "line", x1: 12, y1: y - ROW / 2, x2: WIDTH - 12, y2: y - ROW / 2, colour: line, width: 0.6 });
    items.push(...rowItems(app, each, y), ...texts(each.says, SAYS, y, WIDTH - SAYS - 12, "start", soft));
  });
  if (left) items.push({ is: "text", x: 12, y: TOP + shown.length * ROW + 12, text: app.words.say("missing.picture.more", { n: left }), size: 12, colour: soft });
  return { width: WIDTH, height: TOP + shown.length * ROW + (left ? 30 : 10), items, title };
}

/** @param {App} app @param {Drawn} row @param {number} y @returns {Item[]} */
function rowItems(app, { matter, statuses }, y) {
  const { look, words, data } = app, { ink, soft, paper } = look.ground, { linkage, element } = matter, l = data.linkages;
  const one = statuses.length === 1, colour = one ? look.colour(statuses[0]) : soft, middle = (LEFT + RIGHT) / 2;
  const arrow = linkage >= 0 && !data.symmetric.includes(l.type[linkage]) ? 8 : undefined;
  /** @type {Item[]} */ const items = texts(words.element(linkage >= 0 ? l.subject[linkage] : element), FROM, y, FROM - 12, "end", ink);
  if (linkage >= 0) {
    items.push({ is: "line", x1: LEFT, y1: y - 5, x2: RIGHT, y2: y - 5, colour, width: 1.6, dash: one ? look.dash(statuses[0]) : [], arrow });
    items.push(...texts(words.element(l.object[linkage]), TO, y, SAYS - TO - 20, "start", ink));
  }
  statuses.forEach((status, k) => {
    const x = middle + (k - (statuses.length - 1) / 2) * 22, own = look.colour(status), sign = signOf(app, matter, status);
    items.push({ is: "mark", x, y: y - 5, radius: 10, shape: "dot", fill: paper, stroke: own, width: 1.4 }, { is: "text", x, y: y - 5, text: sign, size: sign.length > 1 ? 10 : 13, colour: own, anchor: "middle", bold: true });
  });
  items.push({ is: "text", x: middle, y: y + 13, text: broken(verbOf(app, matter, statuses), 1, RIGHT - LEFT)[0], size: 10.5, colour: soft, anchor: "middle" });
  return items;
}

/**
 * @param {string} text @param {number} x @param {number} y @param {number} room @param {"start" | "end"} anchor @param {string} colour
 * @returns {Item[]} in two lines at most
 */
function texts(text, x, y, room, anchor, colour) {
  const lines = broken(text, 2, room);
  return lines.map((line, i) => ({ is: "text", x, y: y + (i - (lines.length - 1) / 2) * 14, text: line, size: 12, colour, anchor }));
}
