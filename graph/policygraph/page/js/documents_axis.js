// The places that elements have in the pictures of documents: on one line, by kind, the most spoken of first.

/** @typedef {import("./main.js").App} App */
/** @typedef {{ elements: number[], x: Float64Array, place: Map<number, number>, width: number, pitch: number }} Axis elements from left to right; `place` is the number on the line */

export const NAMES = 188; // how high the names stand at most
const PITCH = 17, WIDEST = 56, SIDE = 12, BETWEEN = 9; // pixels from one element to the next; at the ends; between kinds

/** @param {number} width @returns {number} how many elements find a place */
export function roomFor(width) {
  return Math.max(8, Math.min(64, Math.floor((width - 2 * SIDE - 6 * BETWEEN) / PITCH)));
}

/**
 * @param {App} app @param {number[]} elements the ones to be placed, the most important first @param {number} width @returns {Axis}
 */
export function axisOf(app, elements, width) {
  const kind = app.data.elements.kind, rank = new Map(elements.map((element, i) => [element, i]));
  const order = elements.slice().sort((a, b) => kind[a] - kind[b] || Number(rank.get(a)) - Number(rank.get(b)));
  const parts = order.filter((element, i) => i && kind[element] !== kind[order[i - 1]]).length;
  const pitch = Math.min(WIDEST, (width - 2 * SIDE - parts * BETWEEN) / Math.max(1, order.length));
  const x = new Float64Array(order.length);
  let at = SIDE + pitch / 2;
  order.forEach((element, i) => {
    if (i) at += pitch + (kind[element] !== kind[order[i - 1]] ? BETWEEN : 0);
    x[i] = at;
  });
  return { elements: order, x, place: new Map(order.map((element, i) => [element, i])), width: Math.round((order.length ? at : 0) + pitch / 2 + SIDE), pitch };
}

/** @param {Axis} axis @param {number} x @returns {number} the number of the place that is nearest; -1 if none is near */
export function placeAt(axis, x) {
  let best = -1;
  for (let i = 0; i < axis.x.length; i += 1) if (best < 0 || Math.abs(axis.x[i] - x) < Math.abs(axis.x[best] - x)) best = i;
  return best >= 0 && Math.abs(axis.x[best] - x) <= axis.pitch / 2 + BETWEEN / 2 ? best : -1;
}
