// Which rows of the table are found by a text, and in which order they stand.

import { fold } from "./fold.js";

/** @typedef {import("./table_columns.js").Column} Column */

/** Rows as they are searched: the columns shown, folded. It is made when somebody first searches. */
export class Haystack {
  /** @param {Column[]} columns @param {number} n how many rows there are */
  constructor(columns, n) {
    this.columns = columns;
    /** @type {(string | undefined)[]} */ this.folded = new Array(n);
  }

  /** @param {number[]} rows @param {string} text @returns {number[]} the rows that hold all words of the text */
  find(rows, text) {
    const sought = fold(text).split(" ").filter(Boolean);
    if (!sought.length) return rows;
    return rows.filter((row) => {
      const here = this.row(row);
      return sought.every((word) => here.includes(word));
    });
  }

  /** @param {number} row @returns {string} */
  row(row) {
    return this.folded[row] ?? (this.folded[row] = fold(this.columns.map((column) => column.text(row)).join("\n")));
  }

  /** Makes rows ready before they are searched, a part at a time. @param {number[]} rows @param {() => boolean} wanted */
  warm(rows, wanted) {
    let at = 0;
    const on = () => {
      for (const end = Math.min(rows.length, at + 1500); at < end; at += 1) this.row(rows[at]);
      if (at < rows.length && wanted()) setTimeout(on);
    };
    setTimeout(on);
  }
}

/** @type {WeakMap<Column, Float64Array>} */ const ranks = new WeakMap();

/** Where each row stands if all are sorted by a column; NaN where it says nothing. @param {Column} column @param {number} n @returns {Float64Array} */
function ranksOf(column, n) {
  const known = ranks.get(column);
  if (known) return known;
  const order = column.order ?? ((row) => fold(column.text(row))), keys = Array.from({ length: n }, (_, row) => order(row));
  /** @type {Map<number | string, number>} */ const at = new Map();
  if (typeof keys[0] === "string") [...new Set(/** @type {string[]} */ (keys))].sort().forEach((key, i) => at.set(key, key === "" ? NaN : i));
  const made = Float64Array.from(keys, (key) => (typeof key === "number" ? key : /** @type {number} */ (at.get(key))));
  ranks.set(column, made);
  return made;
}

/**
 * The rows in the order of a column; those alike stay as they were. What is empty comes last either way.
 * @param {number[]} rows @param {Column} column @param {boolean} down @param {number} n how many rows there are in all
 * @returns {number[]}
 */
export function sorted(rows, column, down, n) {
  const rank = ranksOf(column, n), sign = down ? -1 : 1;
  const empty = rows.filter((row) => Number.isNaN(rank[row]));
  return [...rows.filter((row) => !Number.isNaN(rank[row])).sort((a, b) => sign * (rank[a] - rank[b])), ...empty];
}

/** @param {Column[]} columns @param {number[]} rows @returns {string[][]} the cells as text */
export function cells(columns, rows) {
  return rows.map((row) => columns.map((column) => column.text(row)));
}

/** Rows as a spreadsheet takes them from the clipboard. @param {string[][]} rows @returns {string} */
export function tabbed(rows) {
  return `${rows.map((row) => row.map((cell) => cell.replace(/\s+/g, " ")).join("\t")).join("\n")}\n`;
}
