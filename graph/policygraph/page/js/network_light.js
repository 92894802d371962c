// What is lit: an element and its neighbours, a line, a pair; drawn over the picture, which is dimmed for it.

import { labels, Taken } from "./network_labels.js";
import { countItem, lineItem, markItem, seenAt, seenRadius } from "./network_marks.js";

/** @typedef {import("./network_picture.js").Frame} Frame */
/** @typedef {import("./network_graph.js").Graph} Graph */
/** @typedef {import("./main.js").App} App */
/** @typedef {import("./scene.js").Item} Item */
/** @typedef {{ middle: number[], lines: number[] }} Light the elements it is about, and the lines lit */

export const DIM = 0.22;
const MOST_LINES = 400, MOST_LABELS = 60;

/** @param {Graph} graph @param {number} element @returns {Light} an element with all its lines */
export function lightOf(graph, element) {
  return { middle: [element], lines: graph.linesOf(element) };
}

/** @param {App} app @param {Graph} graph @returns {Light | null} what is chosen, as far as the network has it */
export function chosenLight(app, graph) {
  const { data, store } = app, { kind, ids } = store.chosen, l = data.linkages;
  const between = (/** @type {number} */ a, /** @type {number} */ b) => graph.linesOf(a).filter((i) => graph.from[i] === b || graph.to[i] === b);
  const linkage = kind === "l" ? data.linkageNamed.get(ids[0]) : undefined;
  const statement = kind === "s" ? data.statementNamed.get(ids[0]) : undefined;
  if (kind === "e" || kind === "p") {
    const [a, b] = ids.map((id) => data.elementNamed.get(id));
    if (a === undefined) return null;
    if (kind === "e") return lightOf(graph, a);
    return b === undefined ? null : { middle: [a, b], lines: between(a, b) };
  }
  if (linkage !== undefined) {
    const lines = new Set(Array.from(data.ofLinkage.of(linkage), (i) => graph.lineOf[i]));
    return { middle: [l.subject[linkage], l.object[linkage]], lines: [...lines].filter((i) => graph.count[i]) };
  }
  if (statement === undefined) return null;
  const line = graph.lineOf[statement];
  if (line < 0) return { middle: [data.statements.element[statement]], lines: [] };
  return { middle: [graph.from[line], graph.to[line]], lines: graph.count[line] ? [line] : [] };
}

/** @param {Graph} graph @param {Light} light @returns {number[]} the elements lit, those it is about first, then the most spoken of */
function lit(graph, light) {
  const about = new Set(light.middle), others = new Set();
  for (const i of light.lines) for (const end of [graph.from[i], graph.to[i]]) if (!about.has(end)) others.add(end);
  return [...about, ...[...others].sort((a, b) => graph.weight[b] - graph.weight[a] || a - b)];
}

/** @param {Frame} frame @param {Light} light @returns {Item[]} */
export function highlit(frame, light) {
  const { app, graph, camera, width, height } = frame, { x, y } = app.data.elements, { ink, paper } = app.look.ground;
  const strongest = light.lines.slice().sort((a, b) => graph.count[b] - graph.count[a] || a - b).slice(0, MOST_LINES);
  const lines = strongest.map((i) => lineItem(frame, i, { arrow: true, dash: true, wide: 1.3 }));
  const taken = new Taken(), room = { left: 0, top: 0, right: width, bottom: height }, all = lit(graph, light);
  const marks = all.map((i, rank) => {
    const [cx, cy] = seenAt(frame, x[i], y[i]), about = rank < light.middle.length;
    return { i, about, x: cx, y: cy, radius: Math.max(about ? 6 : 4, seenRadius(graph.radius[i], camera.k)) };
  });
  const wanted = marks.map(({ i, about, x: cx, y: cy, radius }) => ({ text: app.words.element(i), x: cx, y: cy, radius, size: about ? 15 : 13, bold: about, colour: ink }));
  const take = (/** @type {boolean} */ which) => marks.filter((mark) => mark.about === which).forEach((mark) => taken.take([mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius]));
  take(true);
  const texts = labels(frame.context, wanted.slice(0, light.middle.length), room, paper, MOST_LABELS, taken);
  take(false);
  texts.push(...labels(frame.context, wanted.slice(light.middle.length), room, paper, MOST_LABELS, taken));
  /** @type {Item[]} */ const counts = [];
  strongest.slice(0, 120).forEach((i, at) => {
    const count = countItem(frame, i, lines[at]), box = [count.x - 12, count.y - 8, count.x + 12, count.y + 8];
    if ((graph.count[i] < 2 && light.lines.length > 24) || !taken.free(box)) return;
    taken.take(box);
    counts.push(count);
  });
  return [...lines, ...marks.reverse().map((mark) => markItem(frame, mark.i, mark.x, mark.y, mark.radius, mark.about)), ...counts, ...texts];
}
