// The matrix as a grid that is read with arrow keys; only the part that is seen is in the page.

import { fill, make } from "./dom.js";
import { cellAt } from "./matrix_cells.js";
import { CELL, measured } from "./matrix_labels.js";
import { headings, rowOf } from "./matrix_parts.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./matrix_cells.js").Sheet} Sheet */
/** @typedef {import("./matrix_labels.js").Measures} Measures */
/** @typedef {{ i: number, j: number }} Place of a cell; -1 is the heading */
/** @typedef {{ pointed: (at: Place | null) => void, chosen: (at: Place, how: "once" | "twice") => void }} Hooks */

const AHEAD = 12; // rows and columns that are drawn beyond what is seen
const SAVED = 120; // of each side at most go into a picture
const WHOLE = 60; // a side of so many is drawn whole

/** @type {Record<string, [number, number]>} */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-10, 0], PageDown: [10, 0] };

export class Grid {
  /** @param {App} app @param {string} label @param {Hooks} hooks */
  constructor(app, label, hooks) {
    this.app = app;
    this.hooks = hooks;
    this.across = make("div", { class: "matrix-cross", "aria-hidden": "true" });
    this.down = make("div", { class: "matrix-cross", "aria-hidden": "true" });
    this.grid = make("div", { role: "grid", "aria-label": label, onkeydown: (/** @type {KeyboardEvent} */ event) => this.pressed(event) });
    this.paper = make("div", { class: "matrix-sheet" }, this.across, this.down, this.grid);
    this.scroller = make("div", { class: "matrix-scroll" }, this.paper);
    /** @type {Place} */ this.active = { i: 0, j: 0 };
    /** @type {Set<number>} */ this.rows = new Set();
    /** @type {Set<number>} */ this.columns = new Set();
    /** @type {Place[]} */ this.places = [];
    this.window = "";
    let waiting = 0;
    this.scroller.addEventListener("scroll", () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => this.draw());
    }, { passive: true });
    this.paper.addEventListener("pointermove", (event) => this.point(this.placeOf(event)));
    this.paper.addEventListener("pointerleave", () => this.point(null));
    this.paper.addEventListener("click", (event) => this.take(this.placeOf(event), "once"));
    this.paper.addEventListener("dblclick", (event) => this.take(this.placeOf(event), "twice"));
    this.grid.addEventListener("focusin", () => this.point(this.active));
    this.grid.addEventListener("focusout", () => this.point(null));
  }

  /** @param {Sheet} sheet @param {number} room @param {Place} active */
  show(sheet, room, active) {
    const focused = this.grid.contains(document.activeElement);
    this.sheet = sheet;
    this.measures = measured(this.app, sheet, room);
    const { wide, high } = this.measures;
    this.paper.style.cssText = `width:${wide + sheet.columns.length * CELL}px;height:${high + sheet.rows.length * CELL}px;--wide:${wide}px;--high:${high}px;--cell:${CELL}px`;
    this.grid.setAttribute("aria-rowcount", String(sheet.rows.length + 1));
    this.grid.setAttribute("aria-colcount", String(sheet.columns.length + 1));
    this.active = active;
    this.window = "";
    this.draw();
    this.point(null);
    if (focused) this.focus();
  }

  /** The view has another width or height. @param {number} room */
  resize(room) {
    if (this.sheet) this.show(this.sheet, room, this.active);
  }

  /** @returns {{ rows: [number, number], columns: [number, number] }} what is worth saving: all, or of much what is seen */
  part() {
    const { rows, columns } = /** @type {Sheet} */ (this.sheet), { scrollTop, scrollLeft } = this.scroller;
    const from = (/** @type {number} */ scrolled, /** @type {number} */ count) => (count <= SAVED ? 0 : Math.min(Math.floor(scrolled / CELL), count - SAVED));
    const i = from(scrollTop, rows.length), j = from(scrollLeft, columns.length);
    return { rows: [i, Math.min(rows.length, i + SAVED)], columns: [j, Math.min(columns.length, j + SAVED)] };
  }

  /** @returns {{ rows: [number, number], columns: [number, number] }} what is drawn, from and to */
  span() {
    const { wide, high } = /** @type {Measures} */ (this.measures), sheet = /** @type {Sheet} */ (this.sheet);
    const part = (/** @type {number} */ count, /** @type {number} */ from, /** @type {number} */ room) => {
      if (count <= WHOLE) return /** @type {[number, number]} */ ([0, count]);
      const first = Math.floor(from / CELL / AHEAD) * AHEAD - AHEAD;
      return /** @type {[number, number]} */ ([Math.max(0, first), Math.min(count, first + Math.ceil(room / CELL) + 3 * AHEAD)]);
    };
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.scroller;
    return { rows: part(sheet.rows.length, scrollTop, clientHeight - high), columns: part(sheet.columns.length, scrollLeft, clientWidth - wide) };
  }

  /** Puts the part that is seen into the page, if another was there. */
  draw() {
    if (!this.sheet) return;
    const { rows, columns } = this.span(), { active, sheet } = this;
    const window = [...rows, ...columns, active.i, active.j].join(" ");
    if (window === this.window) return;
    this.window = window;
    if (!sheet.rows.length) {
      fill(this.grid);
      return;
    }
    const focused = this.grid.contains(document.activeElement);
    const down = range(rows, active.i), over = range(columns, active.j);
    const { app, measures } = this, drawing = { app, sheet, measures: /** @type {Measures} */ (measures), active };
    fill(this.grid, headings(drawing, over), ...down.map((i) => rowOf(drawing, i, columns)));
    this.marked();
    if (focused) this.focus(true);
  }

  /** @param {MouseEvent} event @returns {Place | null} where the pointer is; the headings stay while the rest moves */
  placeOf(event) {
    const frame = this.scroller.getBoundingClientRect(), { sheet, measures } = this;
    if (!sheet || !measures) return null;
    const x = event.clientX - frame.left - measures.wide, y = event.clientY - frame.top - measures.high;
    const j = x < 0 ? -1 : Math.floor((x + this.scroller.scrollLeft) / CELL), i = y < 0 ? -1 : Math.floor((y + this.scroller.scrollTop) / CELL);
    return (i < 0 && j < 0) || i >= sheet.rows.length || j >= sheet.columns.length ? null : { i, j };
  }

  /** Shows row and column of a place. @param {Place | null} at */
  point(at) {
    const high = `calc(var(--high) + ${(at?.i ?? 0) * CELL}px)`, left = `calc(var(--wide) + ${(at?.j ?? 0) * CELL}px)`;
    this.across.style.cssText = at && at.i >= 0 ? `top:${high};left:0;width:100%;height:${CELL}px` : "display:none";
    this.down.style.cssText = at && at.j >= 0 ? `left:${left};top:0;height:100%;width:${CELL}px` : "display:none";
    for (const node of this.grid.querySelectorAll(".lit")) node.classList.remove("lit");
    if (at) for (const key of [`${at.i} -1`, `-1 ${at.j}`]) this.at(key)?.classList.add("lit");
    this.hooks.pointed(at);
  }

  /** @param {string} key @returns {Element | null} */
  at(key) {
    return this.grid.querySelector(`[data-at="${key}"]`);
  }

  /** @param {Place | null} at @param {"once" | "twice"} how */
  take(at, how) {
    if (!at) return;
    this.go(at);
    this.hooks.chosen(at, how);
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const sheet = /** @type {Sheet} */ (this.sheet), { i, j } = this.active, step = STEPS[event.key], far = event.ctrlKey || event.metaKey;
    if (event.altKey) return;
    if (event.key === "Enter" || event.key === " ") this.take(this.active, event.key === "Enter" && (i < 0 || j < 0) ? "twice" : "once");
    else if (step && far) this.go(this.next(step));
    else if (step) this.go({ i: i + step[0], j: j + step[1] });
    else if (event.key === "Home") this.go({ i: far ? 0 : i, j: i < 0 ? 0 : -1 });
    else if (event.key === "End") this.go({ i: far ? sheet.rows.length - 1 : i, j: sheet.columns.length - 1 });
    else return;
    event.preventDefault();
  }

  /** @param {[number, number]} step @returns {Place} the next filled cell that way; where there is none, the last */
  next(step) {
    const sheet = /** @type {Sheet} */ (this.sheet), [di, dj] = step.map(Math.sign);
    let { i, j } = this.active;
    for (;;) {
      const ni = i + di, nj = j + dj;
      if (ni < -1 || nj < -1 || ni >= sheet.rows.length || nj >= sheet.columns.length || (ni < 0 && nj < 0)) return { i, j };
      [i, j] = [ni, nj];
      if (cellAt(sheet, i, j)) return { i, j };
    }
  }

  /** Goes to a place, as near as there is one. @param {Place} at */
  go(at) {
    const sheet = /** @type {Sheet} */ (this.sheet);
    const i = Math.max(-1, Math.min(at.i, sheet.rows.length - 1)), j = Math.max(-1, Math.min(at.j, sheet.columns.length - 1));
    if (i < 0 && j < 0) return;
    this.active = { i, j };
    this.reveal();
    this.draw();
    this.focus();
  }

  /** Scrolls so far that the active cell is seen beside the headings. */
  reveal() {
    const { wide, high } = /** @type {Measures} */ (this.measures), box = this.scroller;
    const seen = (/** @type {number} */ now, /** @type {number} */ at, /** @type {number} */ room) =>
      at < 0 ? now : Math.min(Math.max(now, (at + 1) * CELL - room), at * CELL);
    box.scrollTop = seen(box.scrollTop, this.active.i, box.clientHeight - high);
    box.scrollLeft = seen(box.scrollLeft, this.active.j, box.clientWidth - wide);
  }

  /** @param {boolean} [still] without telling of it */
  focus(still = false) {
    const node = this.at(`${this.active.i} ${this.active.j}`);
    if (node instanceof HTMLElement) node.focus({ preventScroll: true });
    if (!still) this.point(this.active);
  }

  /**
   * Shows what is chosen: the headings of elements, and cells.
   * @param {Set<number>} rows @param {Set<number>} columns @param {Place[]} places
   */
  mark(rows, columns, places) {
    this.rows = rows;
    this.columns = columns;
    this.places = places;
    this.marked();
  }

  marked() {
    const sheet = /** @type {Sheet} */ (this.sheet), keys = new Set(this.places.map((at) => `${at.i} ${at.j}`));
    for (const node of this.grid.querySelectorAll("[data-at]")) {
      const key = node.getAttribute("data-at") ?? "", [i, j] = key.split(" ").map(Number);
      const own = i < 0 ? this.columns.has(sheet.columns[j]) : j < 0 ? this.rows.has(sheet.rows[i]) : keys.has(key);
      node.setAttribute("aria-selected", String(Boolean(own)));
    }
  }
}

/** @param {[number, number]} span @param {number} [more] one beyond it @returns {number[]} */
function range([from, to], more = -1) {
  const found = Array.from({ length: to - from }, (_, i) => from + i);
  if (more >= 0 && more < from) found.unshift(more);
  else if (more >= to) found.push(more);
  return found;
}
