// The matrix: who is linked to whom among the elements of two kinds, and what is said of it.

import { announce, fill, make } from "./dom.js";
import { cellAt, fullest, sharesOf, sheetOf, statusWord, verbsOf } from "./matrix_cells.js";
import { Grid } from "./matrix_grid.js";
import { hollow, signOf } from "./matrix_labels.js";
import { bySimilarity, byRank } from "./matrix_order.js";
import { toldPlace } from "./matrix_parts.js";
import { sceneOfSheet, tableOfSheet } from "./matrix_scene.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./main.js").View} View */
/** @typedef {import("./matrix_cells.js").Sheet} Sheet */
/** @typedef {import("./matrix_cells.js").Share} Share */
/** @typedef {import("./matrix_grid.js").Place} Place */

const ORDERS = ["similarity", "most", "name"];

/** @param {HTMLElement} host @param {App} app @returns {View} */
export function matrixView(host, app) {
  const { data, store, words } = app;
  const tools = make("div", { class: "matrix-tools" }), says = make("p", { class: "matrix-says" }), legend = make("ul", { class: "matrix-legend", "aria-label": words.say("matrix.legend") });
  const readout = make("p", { class: "matrix-readout", "aria-hidden": "true" }), empty = make("div", { class: "matrix-empty", hidden: true });
  const grid = new Grid(app, words.say("view.matrix"), { pointed: (at) => point(at), chosen });
  const root = make("div", { class: "matrix" }, make("div", { class: "matrix-above" }, tools, says, legend, readout), grid.scroller, empty);
  fill(host, root);
  const best = fullest(app);
  /** @type {Sheet} */ let sheet = build();
  let options = signature();

  function signature() {
    return ["rows", "columns", "order", "all"].map((name) => store.kept(`matrix.${name}`)).join(" ");
  }

  /** @param {"rows" | "columns"} side @returns {string} a kind; "" for every kind */
  function kind(side) {
    const kept = store.kept(`matrix.${side}`);
    if (kept === "every") return "";
    return data.lists.kind.includes(kept) ? kept : best[side === "rows" ? 0 : 1];
  }

  function order() {
    const chosen = store.kept("matrix.order", "similarity");
    const named = (/** @type {number} */ a, /** @type {number} */ b) => words.element(a).localeCompare(words.element(b), words.language) || a - b;
    const count = (/** @type {number} */ _, /** @type {import("./matrix_cells.js").Cell[]} */ cells) =>
      cells.reduce((sum, cell) => sum + sharesOf(app, cell).reduce((all, share) => all + share.statements, 0), 0);
    if (chosen === "most") return byRank(count, named);
    return chosen === "name" ? byRank(() => 0, named) : bySimilarity;
  }

  function build() {
    return sheetOf(app, kind("rows"), kind("columns"), store.kept("matrix.all") === "1", order(), [...elementsChosen()]);
  }

  /** @returns {Set<number>} the elements that are chosen: as such, or by a linkage or a statement of theirs */
  function elementsChosen() {
    const { kind: what, ids } = store.chosen;
    if (what === "e" || what === "p") return new Set(ids.flatMap((id) => data.elementNamed.get(id) ?? []));
    const linkage = linkageChosen();
    return linkage === undefined ? new Set() : new Set([data.linkages.subject[linkage], data.linkages.object[linkage]]);
  }

  /** @returns {number | undefined} */
  function linkageChosen() {
    const { kind: what, ids } = store.chosen;
    if (what === "l") return data.linkageNamed.get(ids.join("/"));
    const statement = what === "s" ? data.statementNamed.get(ids.join("/")) : undefined;
    return statement === undefined || data.statements.linkage[statement] < 0 ? undefined : data.statements.linkage[statement];
  }

  function mark() {
    const places = cellsChosen(), all = elementsChosen();
    const rows = places.length ? new Set(places.map(({ i }) => sheet.rows[i])) : all, columns = places.length ? new Set(places.map(({ j }) => sheet.columns[j])) : all;
    grid.mark(rows, columns, places);
  }

  /** @returns {Place[]} the cells that are chosen */
  function cellsChosen() {
    const { kind: what, ids } = store.chosen, linkage = linkageChosen();
    const [from, to] = what === "p" ? ids.map((id) => data.elementNamed.get(id)) : [];
    /** @type {Place[]} */ const found = [];
    if (from === undefined && linkage === undefined) return found;
    sheet.cells.forEach((row, i) => {
      for (const { at, cell } of row) {
        if (linkage === undefined ? cell.row === from && cell.column === to : cell.linkages.includes(linkage)) found.push({ i, j: at });
      }
    });
    return found;
  }

  /** @param {Place} at @param {"once" | "twice"} how */
  function chosen(at, how) {
    const element = at.i < 0 ? sheet.columns[at.j] : at.j < 0 ? sheet.rows[at.i] : -1, ids = data.elements.id;
    if (element >= 0) store.select(`e/${ids[element]}`, how === "twice" ? "focus" : undefined);
    else if (cellAt(sheet, at.i, at.j)) store.select(`p/${ids[sheet.rows[at.i]]}/${ids[sheet.columns[at.j]]}`);
    else announce(words.say("matrix.nothing"));
  }

  /** @param {Place | null} at */
  function point(at) {
    const cell = at ? cellAt(sheet, at.i, at.j) : undefined;
    readout.classList.toggle("idle", !at);
    readout.textContent = !at ? words.say("matrix.hint") : cell ? `${toldPlace(app, sheet, at)} (${verbsOf(app, cell)})` : toldPlace(app, sheet, at);
  }

  /** @param {"rows" | "columns"} side @returns {HTMLElement} */
  function choice(side) {
    const set = (/** @type {any} */ event) => {
      const kinds = { rows: kind("rows") || "every", columns: kind("columns") || "every", [side]: event.target.value };
      store.set({ more: { ...store.state.more, "matrix.rows": kinds.rows, "matrix.columns": kinds.columns } });
    };
    return make("label", {}, make("span", {}, words.say(`matrix.${side}`)), make("select", { id: `matrix-${side}`, onchange: set },
      ...["every", ...data.lists.kind].map((name) => make("option", { value: name, selected: name === (kind(side) || "every") }, name === "every" ? words.say("matrix.every") : words.named("kind", name)))));
  }

  function swap() {
    store.set({ more: { ...store.state.more, "matrix.rows": kind("columns") || "every", "matrix.columns": kind("rows") || "every" } });
  }

  function drawTools() {
    const focused = document.activeElement?.id;
    fill(tools, choice("rows"),
      make("button", { type: "button", id: "matrix-swap", onclick: swap, "aria-label": words.say("matrix.swap"), title: words.say("matrix.swap") }, "⇄"), choice("columns"),
      make("label", {}, make("span", {}, words.say("matrix.order")), make("select", { id: "matrix-order", onchange: (/** @type {any} */ event) => store.keep("matrix.order", event.target.value) },
        ...ORDERS.map((name) => make("option", { value: name, selected: name === store.kept("matrix.order", "similarity") }, words.say(`matrix.order.${name}`))))));
    if (focused && tools.querySelector(`[id="${focused}"]`)) document.getElementById(focused)?.focus();
  }

  function drawSays() {
    const all = store.kept("matrix.all") === "1", left = sheet.cellsInAll - sheet.shown;
    const numbers = { rows: sheet.rows.length, columns: sheet.columns.length, shown: sheet.shown, cells: sheet.cellsInAll, rowsInAll: sheet.rowsInAll, columnsInAll: sheet.columnsInAll };
    const button = (/** @type {string} */ key, /** @type {string} */ value) => make("button", { type: "button", class: "link", id: "matrix-all", onclick: () => store.keep("matrix.all", value) }, words.say(key));
    fill(says, words.say(left ? "matrix.most" : "matrix.whole", numbers), " ", left > 0 && button("matrix.all", "1"), all && sheet.shown > 0 && button("matrix.fewer", ""));
  }

  function drawLegend() {
    /** @type {Map<string, Share>} */ const present = new Map();
    let listed = false, several = false;
    for (const share of sheet.cells.flatMap((row) => row.flatMap(({ cell }) => sharesOf(app, cell)))) {
      const key = `${share.only ? 1 : 0}${data.lists.status.indexOf(share.status)}`;
      present.set(key, share);
      listed ||= !share.only && hollow(share);
      several ||= share.statements > 1;
    }
    const key = (/** @type {string} */ sign, /** @type {string} */ look, /** @type {string} */ colour, /** @type {string} */ word, only = false) => make("li", {},
      make("span", { class: `matrix-part ${look}`, style: `--own:var(--${colour})`, "aria-hidden": "true", "data-only": only }, sign), word);
    fill(legend,
      ...[...present].sort(([a], [b]) => a.localeCompare(b)).map(([, share]) => key(signOf(app, share), share.only ? "hollow" : "", share.status, share.only ? words.say("matrix.only") : statusWord(app, share), share.only)),
      listed && key("", "hollow", "ink", words.say("matrix.hollow")), several && make("li", {}, make("span", { class: "matrix-count", "aria-hidden": "true" }, "3"), words.say("matrix.number")));
  }

  function drawEmpty() {
    const none = !sheet.rows.length;
    empty.toggleAttribute("hidden", !none);
    grid.scroller.toggleAttribute("hidden", none);
    readout.toggleAttribute("hidden", none);
    if (!none) return;
    const hidden = data.linkages.n > 0 && app.kept().count < data.statements.n;
    const go = () => store.set({ more: { ...store.state.more, "matrix.rows": best[0], "matrix.columns": best[1] } });
    const other = data.linkages.n > 0 && (kind("rows") !== best[0] || kind("columns") !== best[1]);
    fill(empty, make("p", {}, words.say(data.linkages.n ? (hidden ? "matrix.none.kept" : "matrix.none") : "matrix.none.all")),
      other && make("button", { type: "button", onclick: go }, words.say("matrix.instead", { rows: words.named("kind", best[0]), columns: words.named("kind", best[1]) })));
  }

  function draw() {
    drawTools();
    drawSays();
    drawLegend();
    drawEmpty();
    const chosen = cellsChosen(), first = { i: 0, j: sheet.cells[0]?.[0]?.at ?? 0 };
    grid.show(sheet, host.clientWidth, chosen[0] ?? first);
    mark();
    if (chosen.length) grid.reveal();
  }

  /** @returns {boolean} whether what is chosen could be shown here and was left out */
  function leftOut() {
    const here = new Set([...sheet.rows, ...sheet.columns]);
    return sheet.shown < sheet.cellsInAll && [...elementsChosen()].some((element) => !here.has(element));
  }

  draw();
  return {
    update(change) {
      const other = change.has("more") && signature() !== options;
      if (change.has("kept") || other || (change.has("sel") && leftOut())) {
        options = signature();
        sheet = build();
        draw();
      } else if (change.has("sel")) mark();
      else if (change.has("size")) grid.resize(host.clientWidth);
    },
    scene: () => sceneOfSheet(app, sheet, grid.part(), title()),
    table: () => tableOfSheet(app, sheet, title()),
  };

  function title() {
    const name = (/** @type {"rows" | "columns"} */ side) => (kind(side) ? words.named("kind", kind(side)) : words.say("matrix.every"));
    return `${data.title}: ${name("rows")} × ${name("columns")}`;
  }
}
