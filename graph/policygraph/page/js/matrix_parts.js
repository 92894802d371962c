// The parts of the grid: headings, rows and cells.

import { make } from "./dom.js";
import { cellAt, sharesOf, toldShare } from "./matrix_cells.js";
import { CELL, hollow, partsOf, signOf } from "./matrix_labels.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./matrix_cells.js").Cell} Cell */
/** @typedef {import("./matrix_cells.js").Sheet} Sheet */
/** @typedef {import("./matrix_labels.js").Measures} Measures */
/** @typedef {import("./matrix_grid.js").Place} Place */
/** @typedef {{ app: App, sheet: Sheet, measures: Measures, active: Place }} Drawing */

/** @param {Drawing} drawing @param {number[]} columns @returns {HTMLElement} the headings of the columns */
export function headings({ app, sheet, measures, active }, columns) {
  const { words } = app;
  const kind = (/** @type {string} */ name) => (name ? words.named("kind", name) : words.say("matrix.every"));
  const corner = make("div", { role: "columnheader", class: "matrix-corner", "aria-colindex": 1 },
    make("span", { class: "hidden" }, words.say("matrix.corner", { rows: kind(sheet.rowKind), columns: kind(sheet.columnKind) })),
    make("span", { "aria-hidden": "true" }, `${kind(sheet.columnKind)} →`), make("span", { "aria-hidden": "true" }, `${kind(sheet.rowKind)} ↓`));
  return make("div", { role: "row", class: "matrix-top", "aria-rowindex": 1 }, corner, ...columns.map((j) => {
    const name = words.element(sheet.columns[j]);
    return make("div", {
      role: "columnheader", class: "matrix-head matrix-column", "aria-colindex": j + 2, "data-at": `-1 ${j}`, tabindex: reach(active, -1, j),
      title: name, style: `left:calc(var(--wide) + ${j * CELL}px)`,
    }, make("span", { class: "hidden" }, name), make("span", { class: "matrix-turned", "aria-hidden": "true" }, ...measures.columnLines(j).map((line) => make("span", {}, line))));
  }));
}

/** @param {Drawing} drawing @param {number} i @param {[number, number]} columns from and to @returns {HTMLElement} a row */
export function rowOf(drawing, i, columns) {
  const { app, sheet, measures, active } = drawing, name = app.words.element(sheet.rows[i]), here = i === active.i;
  const head = make("div", {
    role: "rowheader", class: "matrix-head matrix-row-head", "aria-colindex": 1, "data-at": `${i} -1`, tabindex: reach(active, i, -1), title: name,
  }, make("span", { class: "hidden" }, name), ...measures.rowLines(i).map((line) => make("span", { "aria-hidden": "true" }, line)));
  const cells = sheet.cells[i].filter(({ at }) => (at >= columns[0] && at < columns[1]) || (here && at === active.j));
  const bare = here && active.j >= 0 && !cells.some(({ at }) => at === active.j);
  return make("div", { role: "row", class: "matrix-row", "aria-rowindex": i + 2, style: `top:calc(var(--high) + ${i * CELL}px)` },
    head, ...cells.map(({ at, cell }) => cellOf(drawing, i, at, cell)), bare && cellOf(drawing, i, active.j, undefined));
}

/** @param {Drawing} drawing @param {number} i @param {number} j @param {Cell | undefined} cell @returns {HTMLElement} */
function cellOf({ app, sheet, active }, i, j, cell) {
  const shares = cell ? sharesOf(app, cell) : [];
  return make("div", {
    role: "gridcell", class: cell ? "matrix-cell" : "matrix-cell bare", "aria-colindex": j + 2, "data-at": `${i} ${j}`, tabindex: reach(active, i, j),
    style: `left:calc(var(--wide) + ${j * CELL}px)`, "aria-label": toldPlace(app, sheet, { i, j }),
  }, ...partsOf(shares).map((part) => make("span", {
    class: hollow(part.share) ? "matrix-part hollow" : "matrix-part", "data-only": part.share.only, "aria-hidden": "true",
    style: `--own:var(--${part.share.status});left:${part.x}px;top:${part.y}px;width:${part.width}px;height:${part.height}px;font-size:${part.size}px`,
  }, signOf(app, part.share), part.share.statements > 1 && make("small", {}, part.share.statements))));
}

/** @param {Place} active @param {number} i @param {number} j @returns {number} the one place that Tab comes to */
function reach(active, i, j) {
  return i === active.i && j === active.j ? 0 : -1;
}

/** @param {App} app @param {Sheet} sheet @param {Place} at @returns {string} what stands at a place, in words */
export function toldPlace(app, sheet, at) {
  const { words } = app, cell = cellAt(sheet, at.i, at.j);
  if (at.i < 0) return words.element(sheet.columns[at.j]);
  if (at.j < 0) return words.element(sheet.rows[at.i]);
  const what = cell ? sharesOf(app, cell).map((share) => toldShare(app, share)).join("; ") : words.say("matrix.nothing");
  return words.say("matrix.cell", { row: words.element(sheet.rows[at.i]), column: words.element(sheet.columns[at.j]), what });
}
