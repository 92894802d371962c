// What lies under a point of the picture: an element, else a line.

import { seenAt, seenRadius } from "./network_marks.js";
import { pull } from "./scene.js";

/** @typedef {import("./network_picture.js").Frame} Frame */

const REACH = 9, NEAR_LINE = 5, PIECES = 10;

/** @param {Frame} frame @param {number} px @param {number} py @returns {number} the element there, or -1 */
export function elementAt(frame, px, py) {
  const { graph, app, camera } = frame, { x, y } = app.data.elements;
  let found = -1, least = Infinity;
  for (const i of graph.first) {
    const [cx, cy] = seenAt(frame, x[i], y[i]), away = Math.hypot(cx - px, cy - py) - seenRadius(graph.radius[i], camera.k);
    if (away < least && away < REACH) [found, least] = [i, away];
  }
  return found;
}

/** @param {Frame} frame @param {Iterable<number>} lines @param {number} px @param {number} py @returns {number} the nearest of the lines there, or -1 */
export function lineAt(frame, lines, px, py) {
  const { graph, app } = frame, { x, y } = app.data.elements;
  let found = -1, least = NEAR_LINE;
  for (const i of lines) {
    const [x1, y1] = seenAt(frame, x[graph.from[i]], y[graph.from[i]]), [x2, y2] = seenAt(frame, x[graph.to[i]], y[graph.to[i]]);
    const slack = NEAR_LINE + Math.abs(graph.bend[i]) * Math.hypot(x2 - x1, y2 - y1);
    if (px < Math.min(x1, x2) - slack || px > Math.max(x1, x2) + slack || py < Math.min(y1, y2) - slack || py > Math.max(y1, y2) + slack) continue;
    const [mx, my] = pull({ is: "line", x1, y1, x2, y2, bend: graph.bend[i], colour: "", width: 1 });
    let [ax, ay] = [x1, y1];
    for (let piece = 1; piece <= PIECES; piece += 1) {
      const t = piece / PIECES, u = 1 - t;
      const bx = u * u * x1 + 2 * u * t * mx + t * t * x2, by = u * u * y1 + 2 * u * t * my + t * t * y2;
      const away = toPiece(px, py, ax, ay, bx, by);
      if (away < least) [found, least] = [i, away];
      [ax, ay] = [bx, by];
    }
  }
  return found;
}

/** @param {number} px @param {number} py @param {number} ax @param {number} ay @param {number} bx @param {number} by @returns {number} */
function toPiece(px, py, ax, ay, bx, by) {
  const long = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
  const t = Math.max(0, Math.min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / long));
  return Math.hypot(ax + t * (bx - ax) - px, ay + t * (by - ay) - py);
}
