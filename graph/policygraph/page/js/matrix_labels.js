// Headings and cells of the matrix: how wide, how high, and which words fit.

import { textWidth } from "./scene.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./matrix_cells.js").Share} Share */
/** @typedef {import("./matrix_cells.js").Sheet} Sheet */
/**
 * @typedef {Object} Measures in the units of the page
 * @property {number} wide of the headings of rows @property {number} high of the headings of columns
 * @property {(i: number) => string[]} rowLines @property {(j: number) => string[]} columnLines the names, in at most two lines each
 */

export const CELL = 28;
export const SIZE = 12;
export const LEADING = 13;
export const GAP = 8; // between a heading and the cells
const MANY = 400; // headings; more are given the most room without being measured
const LONGEST = 300; // characters of a name that are measured at all

/** @type {CanvasRenderingContext2D | null} */ let ruler = null;

/** @param {string} text @param {number} [size] @returns {number} */
function width(text, size = SIZE) {
  ruler ??= document.createElement("canvas").getContext("2d");
  if (!ruler) throw new Error("this browser draws no canvas");
  return textWidth(ruler, text, size);
}

/**
 * A name in at most so many lines of a width; what does not fit is left out, with an ellipsis.
 * @param {string} text @param {number} most @param {number} room @returns {string[]}
 */
export function broken(text, most, room) {
  const words = text.slice(0, LONGEST).split(/\s+/).filter(Boolean);
  /** @type {string[]} */ const lines = [];
  while (words.length && lines.length < most) {
    let line = /** @type {string} */ (words.shift());
    while (words.length && width(`${line} ${words[0]}`) <= room) line += ` ${words.shift()}`;
    const rest = lines.length === most - 1 ? [line, ...words].join(" ") : line;
    lines.push(shortened(rest, room));
    if (rest !== line) break;
    if (width(line) > room) break;
  }
  return lines.length ? lines : ["–"];
}

/** @param {string} text @param {number} room @returns {string} */
function shortened(text, room) {
  if (width(text) <= room) return text;
  const points = Array.from(text);
  let low = 1, high = points.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (width(`${points.slice(0, middle).join("").trimEnd()}…`) <= room) low = middle;
    else high = middle - 1;
  }
  return `${points.slice(0, low).join("").trimEnd()}…`;
}

/** @param {App} app @param {Sheet} sheet @param {number} room the width of the view @returns {Measures} */
export function measured(app, sheet, room) {
  const narrow = room < 560, longest = narrow ? 112 : 230, highest = narrow ? 108 : 168;
  const rowLines = fitter(app, sheet.rows, longest), columnLines = fitter(app, sheet.columns, highest);
  return { wide: extent(sheet.rows, rowLines, 100, longest) + 2 * GAP, high: extent(sheet.columns, columnLines, 70, highest) + 2 * GAP, rowLines, columnLines };
}

/** @param {App} app @param {number[]} elements @param {number} room @returns {(i: number) => string[]} names are broken when they are seen */
function fitter(app, elements, room) {
  /** @type {string[][]} */ const known = [];
  return (i) => (known[i] ??= broken(app.words.element(elements[i]), 2, room));
}

/** @param {number[]} elements @param {(i: number) => string[]} lines @param {number} least @param {number} most @returns {number} */
function extent(elements, lines, least, most) {
  if (elements.length > MANY) return most;
  return elements.reduce((wide, _, i) => lines(i).reduce((wider, line) => Math.max(wider, Math.ceil(width(line))), wide), least);
}

/**
 * Where the parts of a cell lie: side by side above each other, as many as there are statuses.
 * @param {Share[]} shares
 * @returns {{ share: Share, x: number, y: number, width: number, height: number, size: number }[]} within the cell
 */
export function partsOf(shares) {
  const inner = CELL - 2, across = shares.length > 3 ? 2 : 1, down = Math.ceil(shares.length / across);
  const size = [0, 15, 12, 9, 10][Math.min(shares.length, 4)] - (down > 2 && across === 2 ? 3 : 0);
  return shares.map((share, i) => {
    const top = Math.round((inner * Math.floor(i / across)) / down), bottom = Math.round((inner * (Math.floor(i / across) + 1)) / down);
    const alone = across === 2 && i === shares.length - 1 && i % 2 === 0;
    return { share, x: 1 + (i % across) * (inner / 2), y: 1 + top, width: across === 1 || alone ? inner : inner / 2, height: bottom - top, size };
  });
}

/** @param {App} app @param {Share} share @returns {string} the sign of a status; a denial of "only" has one of its own */
export function signOf(app, share) {
  return share.only ? "≠1" : app.look.sign(share.status);
}

/** @param {Share} share @returns {boolean} whether it is drawn hollow: nobody took a stance on it, or the link is not what is denied */
export function hollow(share) {
  return share.only || share.listed === share.statements;
}

