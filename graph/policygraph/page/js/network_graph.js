// What the network is drawn of: a line for each pair of elements, direction and status, with the statements behind it.

import { Groups } from "./data.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./filters.js").Kept} Kept */

/** The radius of an element: places.py leaves room for the same. */
export const LEAST = 6, GROWTH = 2.4, MOST = 42;

const DENIED = "denied";

/** Lines by number in typed columns. A line is there for all statements; counts are those that the filters keep. */
export class Graph {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    const { statements: s, linkages: l, elements: e } = data, denied = data.lists.status.indexOf(DENIED);
    const said = new Int32Array(e.n), known = new Map(), pairs = new Map();
    const [from, to, status, open, pair, place, sizes] = Array.from({ length: 7 }, () => /** @type {number[]} */ ([]));
    this.lineOf = new Int32Array(s.n).fill(-1);
    for (let i = 0; i < s.n; i += 1) {
      const linkage = s.linkage[i];
      if (linkage < 0) {
        said[s.element[i]] += 1;
        continue;
      }
      const a = l.subject[linkage], b = l.object[linkage], only = l.only[linkage] && s.status[i] === denied ? 1 : 0;
      said[a] += 1;
      if (b !== a) said[b] += 1;
      const key = ((a * e.n + b) * 16 + s.status[i]) * 2 + only;
      let line = known.get(key);
      if (line === undefined) {
        const both = a < b ? a * e.n + b : b * e.n + a;
        let number = pairs.get(both);
        if (number === undefined) pairs.set(both, (number = sizes.push(0) - 1));
        known.set(key, (line = from.length));
        from.push(a);
        to.push(b);
        status.push(s.status[i]);
        open.push(only);
        pair.push(number);
        place.push(sizes[number]);
        sizes[number] += 1;
      }
      this.lineOf[i] = line;
    }
    this.n = from.length;
    this.from = Int32Array.from(from);
    this.to = Int32Array.from(to);
    this.status = Int32Array.from(status);
    this.open = Uint8Array.from(open);
    this.bend = Float32Array.from(pair, (number, i) => (from[i] < to[i] ? 0.16 : -0.16) * (place[i] - (sizes[number] - 1) / 2));
    this.radius = Float32Array.from(said, (n) => Math.min(MOST, LEAST + GROWTH * Math.sqrt(n)));
    this.count = new Int32Array(this.n);
    this.stated = new Int32Array(this.n);
    this.arrows = new Uint8Array(this.n);
    this.weight = new Int32Array(e.n);
    this.drawn = new Uint8Array(e.n);
    /** @type {Int32Array} the lines that are there, the most stated first */ this.order = new Int32Array(0);
    /** @type {Int32Array} the elements that are there, the most spoken of first */ this.first = new Int32Array(0);
    /** @type {Groups | null} */ this._lines = null;
    /** @type {Groups | null} */ this._said = null;
    this.regions = regionsOf(data, this.radius);
  }

  /** Counts anew what the filters keep. @param {Kept} kept */
  refresh(kept) {
    const { statements: s, linkages: l, elements: e } = this.data, listed = this.data.lists.mode.indexOf("listed");
    const symmetric = new Set(this.data.symmetric);
    for (const column of [this.count, this.stated, this.arrows, this.weight]) column.fill(0);
    for (let i = 0; i < s.n; i += 1) {
      if (!kept.statement[i]) continue;
      const line = this.lineOf[i];
      if (line < 0) this.weight[s.element[i]] += 1;
      else {
        this.count[line] += 1;
        if (s.mode[i] !== listed) this.stated[line] += 1;
        if (!symmetric.has(l.type[s.linkage[i]])) this.arrows[line] = 1;
        this.weight[this.from[line]] += 1;
        if (this.to[line] !== this.from[line]) this.weight[this.to[line]] += 1;
      }
    }
    this.drawn = Uint8Array.from(this.weight, (n) => (n ? 1 : 0));
    const ends = (/** @type {number} */ i) => Math.min(this.weight[this.from[i]], 999) + Math.min(this.weight[this.to[i]], 999);
    const near = (/** @type {number} */ i) => (e.region[this.from[i]] === e.region[this.to[i]] ? 1 : 0);
    this.order = ranked(this.n, (i) => (this.count[i] ? (Math.min(this.count[i], 999) * 2 + near(i)) * 2000 + ends(i) : 0));
    this.first = ranked(e.n, (i) => this.weight[i]);
  }

  /** @param {number} element @returns {number[]} its lines that are there */
  linesOf(element) {
    const { from, to } = this;
    this._lines ??= new Groups(this.data.elements.n, (function* () {
      for (let i = 0; i < from.length; i += 1) {
        yield /** @type {[number, number]} */ ([from[i], i]);
        if (to[i] !== from[i]) yield /** @type {[number, number]} */ ([to[i], i]);
      }
    })());
    return Array.from(this._lines.of(element)).filter((i) => this.count[i]);
  }

  /** @param {number} line @returns {number[]} the statements of a line, filtered out or not */
  statementsOf(line) {
    const { lineOf } = this;
    this._said ??= new Groups(this.n, (function* () {
      for (let i = 0; i < lineOf.length; i += 1) if (lineOf[i] >= 0) yield /** @type {[number, number]} */ ([lineOf[i], i]);
    })());
    return Array.from(this._said.of(line));
  }
}

/** Numbers of what has a score, the highest first; equal ones by number. @param {number} n @param {(i: number) => number} score @returns {Int32Array} */
function ranked(n, score) {
  const keys = new Float64Array(n);
  let count = 0;
  for (let i = 0; i < n; i += 1) {
    const value = score(i);
    if (value) keys[count++] = value * 2 ** 24 + (2 ** 24 - 1 - i);
  }
  return Int32Array.from(keys.subarray(0, count).sort().reverse(), (key) => 2 ** 24 - 1 - (key % 2 ** 24));
}

/** @typedef {{ x: number, y: number, radius: number, members: number[] }} Region a round part of the network */

/** @param {Data} data @param {Float32Array} radius @returns {Region[]} */
function regionsOf(data, radius) {
  const { region, x, y } = data.elements;
  /** @type {number[][]} */ const members = [];
  region.forEach((r, i) => { if (r >= 0) (members[r] ??= []).push(i); });
  return members.filter(Boolean).map((all) => {
    let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity, far = 0;
    for (const i of all) {
      left = Math.min(left, x[i] - radius[i]);
      right = Math.max(right, x[i] + radius[i]);
      top = Math.min(top, y[i] - radius[i]);
      bottom = Math.max(bottom, y[i] + radius[i]);
    }
    const middle = { x: (left + right) / 2, y: (top + bottom) / 2 };
    for (const i of all) far = Math.max(far, Math.hypot(x[i] - middle.x, y[i] - middle.y) + radius[i]);
    return { ...middle, radius: far + 12, members: all };
  });
}
