// The matrix as a picture and as a table, to take out of the page.

import { sharesOf, statusWord, verbsOf } from "./matrix_cells.js";
import { CELL, GAP, hollow, LEADING, measured, partsOf, signOf, SIZE } from "./matrix_labels.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./matrix_cells.js").Sheet} Sheet */
/** @typedef {import("./matrix_cells.js").Share} Share */
/** @typedef {import("./scene.js").Item} Item */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {{ rows: [number, number], columns: [number, number] }} Span */

const ABOVE = 34; // of the title
const KEY = 22; // a line of the legend

/**
 * @param {App} app @param {Sheet} sheet @param {Span} span what of it is drawn @param {string} title @returns {Scene}
 */
export function sceneOfSheet(app, sheet, span, title) {
  const part = cutOut(sheet, span), { wide, high, rowLines, columnLines } = measured(app, part, 1200), { ink, line, paper } = app.look.ground;
  const keys = keysOf(app, part), left = wide, top = ABOVE + high, right = left + part.columns.length * CELL, bottom = top + part.rows.length * CELL;
  /** @type {Item[]} */ const items = [{ is: "text", x: GAP, y: 17, text: title, size: 14, colour: ink, bold: true }];
  for (let i = 0; i <= part.rows.length; i += 1) items.push({ is: "line", x1: left, y1: top + i * CELL, x2: right, y2: top + i * CELL, colour: line, width: 0.6 });
  for (let j = 0; j <= part.columns.length; j += 1) items.push({ is: "line", x1: left + j * CELL, y1: top, x2: left + j * CELL, y2: bottom, colour: line, width: 0.6 });
  part.rows.forEach((_, i) => rowLines(i).forEach((text, k, lines) => {
    items.push({ is: "text", x: left - GAP, y: top + (i + 0.5) * CELL + (k - (lines.length - 1) / 2) * LEADING, text, size: SIZE, colour: ink, anchor: "end" });
  }));
  part.columns.forEach((_, j) => columnLines(j).forEach((text, k, lines) => {
    items.push({ is: "text", x: left + (j + 0.5) * CELL + (k - (lines.length - 1) / 2) * LEADING, y: top - GAP, text, size: SIZE, colour: ink, turn: -90 });
  }));
  part.cells.forEach((row, i) => {
    for (const { at, cell } of row) {
      for (const each of partsOf(sharesOf(app, cell))) {
        items.push(...partItems(app, each, left + at * CELL, top + i * CELL, paper));
      }
    }
  });
  keys.forEach(({ share, word }, i) => {
    const y = bottom + GAP + i * KEY;
    items.push(...partItems(app, { share, x: 0, y: 0, width: 18, height: 18, size: 11 }, GAP, y, paper), { is: "text", x: GAP + 26, y: y + 9, text: word, size: SIZE, colour: ink });
  });
  const names = Math.max(title.length * 7.6, ...keys.map(({ word }) => word.length * 7 + 40));
  return { width: Math.max(right + GAP, names + GAP), height: bottom + 2 * GAP + keys.length * KEY, items, title };
}

/** @param {Sheet} sheet @param {Span} span @returns {Sheet} */
function cutOut(sheet, { rows, columns }) {
  return {
    ...sheet, rows: sheet.rows.slice(...rows), columns: sheet.columns.slice(...columns),
    cells: sheet.cells.slice(...rows).map((row) => row.filter(({ at }) => at >= columns[0] && at < columns[1]).map(({ at, cell }) => ({ at: at - columns[0], cell }))),
  };
}

/** @param {App} app @param {Sheet} sheet @returns {{ share: Share, word: string }[]} what the signs mean */
function keysOf(app, sheet) {
  /** @type {Map<string, { share: Share, word: string }>} */ const keys = new Map();
  for (const share of sheet.cells.flatMap((row) => row.flatMap(({ cell }) => sharesOf(app, cell)))) {
    const word = share.only ? app.words.say("matrix.only") : statusWord(app, share);
    const look = !share.only && hollow(share) ? ` (${app.words.say("matrix.listed")})` : "";
    const order = `${share.only ? 1 : 0}${app.data.lists.status.indexOf(share.status)}${look ? 1 : 0}`;
    keys.set(order, { share: { ...share, statements: 1, listed: look ? 1 : 0 }, word: word + look });
  }
  return [...keys].sort(([a], [b]) => a.localeCompare(b)).map(([, key]) => key);
}

/**
 * @param {App} app @param {{ share: Share, x: number, y: number, width: number, height: number, size: number }} part
 * @param {number} left @param {number} top @param {string} paper @returns {Item[]}
 */
function partItems(app, { share, x, y, width, height, size }, left, top, paper) {
  const colour = app.look.colour(share.status), bare = hollow(share), text = bare ? colour : paper, several = share.statements > 1;
  /** @type {Item[]} */ const items = [
    bare
      ? { is: "box", x: left + x + 1, y: top + y + 1, width: width - 2, height: height - 2, stroke: colour, line: 1.4 }
      : { is: "box", x: left + x, y: top + y, width, height, fill: colour },
  ];
  const middle = top + y + height / 2, centre = left + x + width / 2;
  items.push({ is: "text", x: several ? centre - 1 : centre, y: middle, text: signOf(app, share), size, colour: text, anchor: several ? "end" : "middle", bold: true });
  if (several) items.push({ is: "text", x: centre + 1.5, y: middle, text: String(share.statements), size: Math.max(7, size - 3), colour: text });
  return items;
}

/** @param {App} app @param {Sheet} sheet @param {string} title */
export function tableOfSheet(app, sheet, title) {
  const { words, data } = app, ids = data.elements.id;
  const columns = ["matrix.rows", "matrix.columns", "matrix.type", "matrix.status", "matrix.count", "matrix.count.listed", "matrix.count.documents", "matrix.id.row", "matrix.id.column"].map((key) => words.say(key));
  const rows = sheet.cells.flatMap((row) => row.flatMap(({ cell }) => sharesOf(app, cell).map((share) => [
    words.element(cell.row), words.element(cell.column), verbsOf(app, cell), statusWord(app, share),
    String(share.statements), String(share.listed), String(share.documents), ids[cell.row], ids[cell.column],
  ])));
  return { name: title, columns, rows };
}
