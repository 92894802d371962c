// The table: all that the pictures show, row by row; sorted, searched, copied. The accessible way to the same facts.

import { copied } from "./copying.js";
import { announce, fill, make } from "./dom.js";
import { KINDS, kindOf } from "./table_kinds.js";
import { body, goTo, heading, keys } from "./table_draw.js";
import { cells, Haystack, sorted, tabbed } from "./table_rows.js";
import { chooser, pager } from "./table_tools.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./main.js").View} View */
/** @typedef {import("./table_columns.js").Column} Column */

const PAGE = 200, WAIT = 150;

/** @param {HTMLElement} host @param {App} app @returns {View} */
export function tableView(host, app) {
  const { data, store, words } = app;
  let { kind, rows } = kindOf(app, name()), found = rows, own = false, waiting = 0, options = signature(), made = name(), asked = "";
  /** @type {Haystack | null} */ let haystack = null;

  const field = /** @type {HTMLInputElement} */ (make("input", {
    id: "table-find", type: "search", value: store.kept("table.find"), autocomplete: "off", spellcheck: "false",
    onfocus: () => {
      const mine = haystack;
      mine?.warm(rows, () => mine === haystack && host.contains(field));
    },
    oninput: () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => keep({ find: field.value.trim(), page: "" }, true), WAIT);
    },
  }));
  const switches = KINDS.map((each) => make("button", {
    type: "button", "data-of": each, "aria-pressed": String(each === name()),
    onclick: () => keep({ of: each === KINDS[0] ? "" : each, columns: "", sort: "", page: "" }),
  }, words.say(`table.of.${each}`)));
  const columnsHere = make("div", { class: "table-chooser" }), copy = make("button", { type: "button", id: "table-copy", onclick: () => copyAll() }, words.say("table.copy"));
  const says = make("p", { class: "table-says" }), caption = make("caption", { class: "hidden" }), head = make("thead"), rowsHere = make("tbody");
  const table = make("table", { "aria-describedby": "table-says" }, caption, head, rowsHere);
  const scroller = make("div", { class: "table-scroll", role: "region", tabindex: "0", "aria-label": words.say("view.table") }, table);
  const pages = make("nav", { class: "table-pages", "aria-label": words.say("table.pages") });
  says.id = "table-says";
  fill(host, make("div", { class: "table-view" },
    make("div", { class: "table-tools" },
      make("div", { class: "table-of", role: "group", "aria-label": words.say("table.rows") }, ...switches),
      make("label", { class: "table-find" }, make("span", {}, words.say("table.find")), field), columnsHere, copy),
    says, scroller, pages));
  keys(rowsHere);
  rowsHere.addEventListener("click", (event) => picked(event));

  function name() {
    const kept = store.kept("table.of", KINDS[0]);
    return KINDS.includes(kept) ? kept : KINDS[0];
  }

  function signature() {
    return ["of", "columns", "sort", "find", "page"].map((each) => store.kept(`table.${each}`)).join("\n");
  }

  /** @param {Record<string, string>} parts @param {boolean} [quiet] */
  function keep(parts, quiet = false) {
    const named = Object.fromEntries(Object.entries(parts).map(([part, value]) => [`table.${part}`, value]));
    store.set({ more: { ...store.state.more, ...named } }, { quiet });
  }

  /** @returns {Column[]} */
  function shown() {
    const asked = store.kept("table.columns").split(" ").filter(Boolean);
    const chosen = kind.columns.filter(({ key, optional }) => (asked.length ? asked.includes(key) : !optional));
    return chosen.length ? chosen : kind.columns.filter(({ optional }) => !optional);
  }

  /** @returns {{ key: string, down: boolean }} */
  function order() {
    const kept = store.kept("table.sort");
    return { key: kept.replace(/^-/, ""), down: kept.startsWith("-") };
  }

  function find() {
    const { key, down } = order(), column = kind.columns.find((each) => each.key === key), columns = shown();
    const now = [key, down, store.kept("table.find"), columns.map((each) => each.key)].join("\n");
    if (now === asked && haystack) return;
    asked = now;
    if (haystack?.columns.map((each) => each.key).join() !== columns.map((each) => each.key).join()) haystack = new Haystack(columns, kind.n);
    found = /** @type {Haystack} */ (haystack).find(rows, store.kept("table.find"));
    if (column) found = sorted(found, column, down, kind.n);
  }

  /** @returns {number} the page that is shown, from 0 */
  function page() {
    const last = Math.max(0, Math.ceil(found.length / PAGE) - 1);
    return Math.min(last, Math.max(0, Math.floor(Number(store.kept("table.page", "1"))) - 1 || 0));
  }

  function draw() {
    const columns = shown(), first = page() * PAGE, part = found.slice(first, first + PAGE), sort = order();
    for (const button of switches) button.setAttribute("aria-pressed", String(button.dataset.of === name()));
    if (document.activeElement !== field) field.value = store.kept("table.find");
    const told = !rows.length && data.statements.n ? words.say("table.none") : found.length === rows.length ? words.say(`table.count.${name()}`, { n: found.length }) : words.say("table.found", { n: found.length, all: words.number(rows.length) });
    says.textContent = [told, name() === "linkages" ? words.say("table.positions") : "", rows.length ? words.say("table.hint") : ""].filter(Boolean).join(" ");
    caption.textContent = `${words.say(`table.of.${name()}`)}. ${told}`;
    table.setAttribute("aria-rowcount", String(found.length + 1));
    scroller.hidden = !found.length;
    /** @type {HTMLButtonElement} */ (copy).disabled = !found.length;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.sort;
    fill(head, heading(app, columns, sort, (key) => keep({ sort: sort.key !== key ? key : sort.down ? "" : `-${key}`, page: "" })));
    if (focused) /** @type {HTMLElement | null} */ (head.querySelector(`[data-sort="${focused}"]`))?.focus();
    fill(rowsHere, ...body(app, kind, columns, part, first));
    fill(pages, ...pager(app, { page: page(), size: PAGE, of: found.length }, (to) => {
      keep({ page: to ? String(to + 1) : "" });
      scroller.scrollTop = 0;
      announce(words.say("table.page", { from: words.number(to * PAGE + 1), to: words.number(Math.min(found.length, (to + 1) * PAGE)), n: found.length }));
    }));
    fill(columnsHere, chooser(app, kind.columns, columns, (list) => keep({ columns: list.join(" ") })));
    mark(false);
  }

  /** The row that is chosen is marked; if it was chosen elsewhere, its page comes. @param {boolean} [reveal] */
  function mark(reveal = true) {
    const { sel } = store.state, { kind: what, ids } = store.chosen;
    if (reveal && !own && sel) {
      const at = found.findIndex((row) => kind.sel(row) === sel);
      if (at >= 0 && Math.floor(at / PAGE) !== page()) {
        options = signature();
        keep({ page: at < PAGE ? "" : String(Math.floor(at / PAGE) + 1) }, true);
      }
    }
    const lit = new Set(what === "e" || what === "p" ? ids : []);
    let first = null;
    for (const row of /** @type {HTMLTableRowElement[]} */ ([...rowsHere.children])) {
      const here = row.dataset.sel === sel && sel !== "";
      if (here) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
      row.classList.toggle("lit", !here && lit.size > 0 && [...lit].every((id) => (row.dataset.ends ?? "").split(" ").includes(id)));
      if (here) first = row;
    }
    if (first) {
      goTo(rowsHere, first, false);
      if (reveal && !own) first.scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {Event} event */
  function picked(event) {
    const target = /** @type {HTMLElement} */ (event.target), row = target.closest("tr");
    if (!row || (target.closest("button, a") && !target.closest(".table-pick")) || String(getSelection() ?? "")) return;
    own = true;
    goTo(rowsHere, row, false);
    store.select(row.dataset.sel ?? "");
    own = false;
  }

  async function copyAll() {
    const columns = shown(), done = await copied(tabbed([columns.map(({ key }) => words.say(`table.column.${key}`)), ...cells(columns, found)]));
    copy.textContent = done ? words.say("table.copied", { n: found.length }) : words.say("table.uncopied");
    announce(copy.textContent);
    setTimeout(() => (copy.textContent = words.say("table.copy")), 2500);
  }

  find();
  draw();
  mark();
  return {
    update(change) {
      const other = change.has("more") && signature() !== options, others = change.has("kept") || (other && name() !== made);
      options = signature();
      if (others) ({ kind, rows } = kindOf(app, name()));
      if (others || (change.has("prose") && shown().some(({ prose }) => prose))) haystack = null;
      if (others || other || !haystack) {
        made = name();
        find();
        draw();
      }
      if (change.has("sel") || change.has("prose")) mark();
    },
    table: () => ({ name: words.say(`table.of.${name()}`), columns: shown().map(({ key }) => words.say(`table.column.${key}`)), rows: cells(shown(), found) }),
    statements: () => [...new Set(found.flatMap((row) => [...kind.statements(row)]))].sort((a, b) => a - b),
    leave: () => clearTimeout(waiting),
  };
}
