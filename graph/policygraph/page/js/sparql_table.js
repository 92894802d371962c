// An answer as a table: elements and statements in it lead into the page.

import { make } from "./dom.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./sparql_cells.js").Answer} Answer */

export const PAGE = 200;

/** @param {App} app @param {Answer} answer @param {number} first @param {string} caption @returns {HTMLElement} */
export function answerTable(app, answer, first, caption) {
  const { rows, columns, headings } = answer, last = Math.min(rows.length, first + PAGE);
  const wide = columns.map((_, c) => rows.slice(first, last).some((row) => row[c].length > 60));
  const plain = columns.map((_, c) => rows.slice(first, last).every((row) => /^\d*$/.test(row[c])));
  const looks = columns.map((_, c) => (plain[c] ? "number" : wide[c] ? "wide" : answer.holds[c] || undefined));
  return make("div", { class: "sparql-scroll", tabindex: "0", role: "region", "aria-label": caption },
    make("table", { "aria-rowcount": rows.length + 1 }, make("caption", { class: "hidden" }, caption),
      make("thead", {}, make("tr", { "aria-rowindex": 1 }, ...headings.map((heading, c) => make("th", { scope: "col", class: looks[c], lang: "en", "data-column": columns[c] }, heading)))),
      make("tbody", {}, ...rows.slice(first, last).map((_, i) => make("tr", { "aria-rowindex": first + i + 2 },
        ...columns.map((column, c) => make("td", { class: looks[c], dir: "auto", "data-column": column }, ...cell(app, answer, first + i, c))))))));
}

/** @param {App} app @param {Answer} answer @param {number} row @param {number} column @returns {(string | HTMLElement)[]} */
function cell(app, answer, row, column) {
  return answer.parts(row, column).flatMap(({ text, sel }, i) => {
    const shown = sel ? make("button", { type: "button", class: "link", "data-sel": sel, title: named(app, sel), onclick: () => app.store.select(sel) }, text) : text;
    return i ? [", ", shown] : [shown];
  });
}

/** What a link leads to, where the cell shows an address. @param {App} app @param {string} sel @returns {string | undefined} */
function named(app, sel) {
  const i = sel.startsWith("e/") ? app.data.elementNamed.get(sel.slice(2)) : undefined;
  return i === undefined ? undefined : app.words.element(i);
}
