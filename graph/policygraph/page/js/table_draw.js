// The head and the rows of the table, and how one goes through them with the arrow keys.

import { make } from "./dom.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./table_columns.js").Column} Column */
/** @typedef {import("./table_kinds.js").Kind} Kind */

const LINKS = "button, a";

/**
 * @param {App} app @param {Column[]} columns @param {{ key: string, down: boolean }} sort
 * @param {(key: string) => void} turn sorts by a column @returns {HTMLElement}
 */
export function heading(app, columns, sort, turn) {
  return make("tr", { "aria-rowindex": "1" }, ...columns.map(({ key, number, wide }) => {
    const on = key === sort.key;
    return make("th", { scope: "col", class: [number && "number", wide && "wide"].filter(Boolean).join(" "), "aria-sort": on ? (sort.down ? "descending" : "ascending") : "none" },
      make("button", { type: "button", "data-sort": key, onclick: () => turn(key) }, app.words.say(`table.column.${key}`),
        make("span", { class: "table-arrow", "aria-hidden": "true" }, on ? (sort.down ? "▼" : "▲") : "")));
  }));
}

/**
 * @param {App} app @param {Kind} kind @param {Column[]} columns @param {number[]} rows those of the page
 * @param {number} first how many stand before them @returns {HTMLElement[]}
 */
export function body(app, kind, columns, rows, first) {
  const { data } = app, l = data.linkages, ids = data.elements.id;
  return rows.map((row, at) => {
    const [statement] = kind.statements(row), linkage = statement === undefined ? -1 : data.statements.linkage[statement];
    const sel = kind.sel(row);
    const ends = sel.startsWith("e/") ? [sel.slice(2)] : linkage < 0 ? [ids[data.statements.element[statement]]] : [ids[l.subject[linkage]], ids[l.object[linkage]]];
    const node = make("tr", { "data-sel": sel, "data-ends": ends.join(" "), "aria-rowindex": first + at + 2 },
      ...columns.map((column, i) => cell(app, column, row, i === 0)));
    tabbable(node, at === 0);
    return node;
  });
}

/** @param {App} app @param {Column} column @param {number} row @param {boolean} first whether it heads the row @returns {HTMLElement} */
function cell(app, column, row, first) {
  const inside = column.cell ? column.cell(row) : [column.text(row)], look = [column.number && "number", column.wide && "wide"].filter(Boolean).join(" ");
  if (!first) return make("td", { class: look, dir: column.wide && "auto", "data-column": column.key }, ...inside);
  const links = inside.some((part) => part instanceof HTMLElement && (part.matches(LINKS) || part.querySelector(LINKS)));
  const pick = links
    ? [make("button", { type: "button", class: "link table-pick", "aria-label": app.words.say("table.pick") }, "▸"), " ", ...inside]
    : [make("button", { type: "button", class: "link table-pick" }, ...inside)];
  return make("th", { scope: "row", class: look, "data-column": column.key }, ...pick);
}

/** Only the links of one row are reached with Tab; the arrow keys go from row to row. @param {Element} row @param {boolean} on */
function tabbable(row, on) {
  for (const link of /** @type {NodeListOf<HTMLElement>} */ (row.querySelectorAll(LINKS))) link.tabIndex = on ? 0 : -1;
}

/** @param {HTMLElement} rows @param {HTMLTableRowElement} to @param {boolean} focus */
export function goTo(rows, to, focus) {
  for (const row of rows.children) if (row !== to && row.querySelector('[tabindex="0"]')) tabbable(row, false);
  tabbable(to, true);
  if (focus) /** @type {HTMLElement | null} */ (to.querySelector(LINKS))?.focus();
}

/** The arrow keys in the rows. @param {HTMLElement} rows */
export function keys(rows) {
  rows.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target), row = target.closest("tr");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = /** @type {HTMLTableRowElement[]} */ ([...rows.children]), at = all.indexOf(row), last = all.length - 1;
    const steps = /** @type {Record<string, number>} */ ({ ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 10, PageUp: at - 10, Home: 0, End: last });
    if (event.key in steps) {
      event.preventDefault();
      goTo(rows, all[Math.max(0, Math.min(last, steps[event.key]))], true);
    } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      const links = /** @type {HTMLElement[]} */ ([...row.querySelectorAll(LINKS)]), to = links.indexOf(/** @type {any} */ (target)) + (event.key === "ArrowRight" ? 1 : -1);
      event.preventDefault();
      links[to]?.focus();
    }
  });
}
