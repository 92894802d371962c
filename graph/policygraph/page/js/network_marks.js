// The two parts of the picture: a line in the look of its status, the mark of an element in the shape of its kind.

import { pull } from "./scene.js";

/** @typedef {import("./network_picture.js").Frame} Frame */
/** @typedef {import("./scene.js").Item} Item */
/** @typedef {import("./scene.js").Line} Line */
/** @typedef {import("./scene.js").Text} Text */

/** @param {Frame} frame @param {number} x @param {number} y @returns {[number, number]} a point of the network in the picture */
export function seenAt({ camera, width, height }, x, y) {
  return [(x - camera.x) * camera.k + width / 2, (y - camera.y) * camera.k + height / 2];
}

/** @param {number} radius in the network @param {number} k @returns {number} in the picture: never so small that it is gone */
export function seenRadius(radius, k) {
  return k < 1 ? Math.max(0.8, radius * k) : radius * k ** 0.5;
}

/** @param {Frame} frame @param {number} i a line @returns {string} its colour; a denial of "only" denies nothing and is grey */
export function colourOf({ app, graph }, i) {
  return graph.open[i] ? app.look.ground.soft : app.look.colour(app.data.lists.status[graph.status[i]]);
}

/**
 * @param {Frame} frame @param {number} i @param {{ alpha?: number, arrow: boolean, dash: boolean, wide?: number }} how @returns {Line}
 */
export function lineItem(frame, i, how) {
  const { app, graph, camera: { k } } = frame, { x, y } = app.data.elements, a = graph.from[i], b = graph.to[i];
  const listed = !graph.stated[i], [x1, y1] = seenAt(frame, x[a], y[a]);
  let [x2, y2] = seenAt(frame, x[b], y[b]);
  const arrow = how.arrow && graph.arrows[i] ? 8 : undefined;
  const line = /** @type {Line} */ ({ is: "line", x1, y1, x2, y2, bend: graph.bend[i] || undefined, colour: colourOf(frame, i), alpha: how.alpha });
  if (a === b) [line.x1, line.x2, line.bend] = [x1 - 7 * Math.max(1, k), x2 + 7 * Math.max(1, k), 1.4];
  else if (arrow) {
    const [px, py] = pull(line), away = Math.hypot(x2 - px, y2 - py);
    const back = Math.min(away * 0.6, 1.25 * seenRadius(graph.radius[b], k) + 1);
    x2 -= ((x2 - px) / (away || 1)) * back;
    y2 -= ((y2 - py) / (away || 1)) * back;
    [line.x2, line.y2] = [x2, y2];
  }
  const name = app.data.lists.status[graph.status[i]];
  line.width = (how.wide ?? 1) * Math.max(0.55, Math.min(1, 0.3 + 2 * k)) * (listed ? 0.7 : Math.min(1.2 + 0.8 * Math.log2(graph.count[i]), 4.5));
  if (how.dash) line.dash = graph.open[i] ? [1, 3] : app.look.dash(name);
  line.arrow = arrow;
  return line;
}

/** How many statements a line stands for, or the sign of its status, in its middle. @param {Frame} frame @param {number} i @param {Line} line @returns {Text} */
export function countItem(frame, i, line) {
  const { app, graph } = frame, [px, py] = pull(line), sign = graph.open[i] ? app.words.say("not only") : app.look.sign(app.data.lists.status[graph.status[i]]);
  return {
    is: "text", x: (line.x1 + line.x2) / 4 + px / 2, y: (line.y1 + line.y2) / 4 + py / 2, size: 12, bold: true, anchor: "middle",
    text: graph.count[i] > 1 ? `${sign} ${app.words.number(graph.count[i])}` : sign, colour: line.colour, halo: app.look.ground.paper,
  };
}

/** @param {Frame} frame @param {number} i an element @param {number} x @param {number} y @param {number} radius @param {boolean} [lit] @param {number} [alpha] @returns {Item} */
export function markItem({ app }, i, x, y, radius, lit = false, alpha = 1) {
  const { soft, paper, accent, ink } = app.look.ground, kind = app.data.lists.kind[app.data.elements.kind[i]];
  const fill = lit ? ink : soft;
  if (radius < 1.8) return { is: "box", x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius, fill, alpha };
  const hollow = app.look.kindSign(kind) === "○";
  if (radius < 3) return { is: "mark", x, y, radius, shape: app.look.shape(kind), fill, alpha };
  return { is: "mark", x, y, radius, shape: app.look.shape(kind), fill: hollow ? paper : fill, stroke: lit ? accent : hollow ? fill : paper, width: lit ? 2 : hollow ? 1.5 : 1 };
}
