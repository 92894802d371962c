// The network as a display list: regions, lines, marks, labels, as they lie before a camera.

import { cut } from "./dom.js";
import { labels, Taken } from "./network_labels.js";
import { DIM, highlit } from "./network_light.js";
import { lineItem, markItem, seenAt, seenRadius } from "./network_marks.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./network_camera.js").Camera} Camera */
/** @typedef {import("./network_graph.js").Graph} Graph */
/** @typedef {import("./network_light.js").Light} Light */
/** @typedef {import("./network_labels.js").Wanted} Wanted */
/** @typedef {import("./scene.js").Item} Item */
/**
 * @typedef {Object} Frame what is looked at
 * @property {App} app @property {Graph} graph @property {Camera} camera @property {number} width @property {number} height
 * @property {number} margin beyond what is seen, on each side @property {number} lines how many are drawn at most @property {CanvasRenderingContext2D} context to measure texts
 */

const LEAST_NAMED = 20, MOST_TRIED = 800, MOST_MARKS = 400;

/** The lines of a frame that are in sight, the most stated first. @param {Frame} frame @returns {number[]} */
export function linesInSight(frame) {
  const { graph, camera, width, height, app } = frame, { x, y } = app.data.elements;
  const left = camera.x - width / 2 / camera.k, right = camera.x + width / 2 / camera.k;
  const top = camera.y - height / 2 / camera.k, bottom = camera.y + height / 2 / camera.k;
  /** @type {number[]} */ const found = [];
  for (const i of graph.order) {
    const a = graph.from[i], b = graph.to[i];
    if ((x[a] < left && x[b] < left) || (x[a] > right && x[b] > right)) continue;
    if ((y[a] < top && y[b] < top) || (y[a] > bottom && y[b] > bottom)) continue;
    found.push(i);
  }
  return found;
}

/** All but the labels. @param {Frame} frame @param {number[]} lines @returns {Item[]} */
export function ground(frame, lines) {
  const { app, graph, camera, width, height } = frame, { region, x, y } = app.data.elements, { band } = app.look.ground;
  /** @type {Item[]} */ const items = [];
  for (const round of graph.regions) {
    if (!round.members.some((i) => graph.drawn[i])) continue;
    const [cx, cy] = seenAt(frame, round.x, round.y), radius = round.radius * camera.k;
    if (cx + radius > 0 && cx - radius < width && cy + radius > 0 && cy - radius < height) {
      items.push({ is: "mark", x: cx, y: cy, radius, shape: "dot", fill: band });
    }
  }
  const faint = lines.length > 150 ? Math.max(0.3, 0.75 - lines.length / 4000) : 0.9;
  for (const i of lines.slice().reverse()) {
    const inside = region[graph.from[i]] === region[graph.to[i]];
    items.push(lineItem(frame, i, { alpha: inside ? faint : faint * 0.55, arrow: camera.k > 0.75 && lines.length < 700, dash: camera.k > 0.3 && lines.length <= 1600 }));
  }
  const crowd = camera.k < 0.5 ? graph.first.length / 12 : Infinity;  // from afar the many are a ground for the few
  for (let rank = graph.first.length - 1; rank >= 0; rank -= 1) {
    const i = graph.first[rank], [cx, cy] = seenAt(frame, x[i], y[i]), radius = seenRadius(graph.radius[i], camera.k);
    if (cx + radius > 0 && cx - radius < width && cy + radius > 0 && cy - radius < height) items.push(markItem(frame, i, cx, cy, radius, false, rank > crowd ? 0.55 : 1));
  }
  return items;
}

/** The labels in the order in which they shall find room: the foremost of each region, then whoever is most spoken of. @param {Frame} frame @param {Taken} taken where marks lie is taken @returns {Wanted[]} */
function wantedLabels(frame, taken) {
  const { graph, app, camera, margin, width, height } = frame, { region, x, y } = app.data.elements, { ink, soft } = app.look.ground;
  const foremost = new Set(), afar = camera.k < 0.35;
  /** @type {Wanted[]} */ const first = [];
  /** @type {Wanted[]} */ const later = [];
  for (const i of graph.first) {
    const [cx, cy] = seenAt(frame, x[i], y[i]), round = graph.regions[region[i]];
    const leads = Boolean(round) && !foremost.has(region[i]) && round.radius * camera.k > LEAST_NAMED;
    if (leads) foremost.add(region[i]);
    if (cx < margin || cy < margin || cx > width - margin || cy > height - margin) continue;
    if (!leads && later.length > MOST_TRIED) continue;
    const radius = seenRadius(graph.radius[i], camera.k);
    if (radius > 4 && first.length + later.length < MOST_MARKS) taken.take([cx - radius, cy - radius, cx + radius, cy + radius]);
    const text = app.words.element(i);
    (leads ? first : later).push({ text: afar ? cut(text, 30) : text, x: cx, y: cy, radius, size: leads ? 13.5 : 12.5, bold: leads, colour: leads ? ink : soft });
  }
  return [...first, ...later];
}

/** The picture at rest. @param {Frame} frame @param {number[]} lines @returns {Item[]} */
export function picture(frame, lines) {
  const { margin, width, height, camera } = frame, taken = new Taken();
  const room = { left: margin, top: margin, right: width - margin, bottom: height - margin };
  const most = Math.round(((width - 2 * margin) * (height - 2 * margin)) / (camera.k < 0.35 ? 15000 : 9500));
  return [...ground(frame, lines), ...labels(frame.context, wantedLabels(frame, taken), room, frame.app.look.ground.paper, most, taken)];
}

/** The picture as it is seen, with what is lit. @param {Frame} frame @param {Light | null} light @returns {Item[]} */
export function sceneItems(frame, light) {
  const items = picture(frame, linesInSight(frame).slice(0, frame.lines));
  if (!light) return items;
  return [...items.map((item) => ({ ...item, alpha: (item.alpha ?? 1) * DIM })), ...highlit(frame, light)];
}
