// What stands about the table: which columns are shown, and the way from page to page.

import { make } from "./dom.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./table_columns.js").Column} Column */
/** @typedef {import("./dom.js").Child} Child */

let open = false, focused = "";

/**
 * The columns to choose among. It is made anew with the table, and stays open and where it was.
 * @param {App} app @param {Column[]} all @param {Column[]} shown @param {(keys: string[]) => void} choose @returns {HTMLElement}
 */
export function chooser(app, all, shown, choose) {
  const { words } = app, on = new Set(shown.map(({ key }) => key));
  const box = (/** @type {Column} */ { key }) => make("label", {}, make("input", {
    type: "checkbox", checked: on.has(key), "data-column": key, disabled: on.has(key) && on.size === 1,
    onchange: (/** @type {any} */ event) => {
      focused = key;
      choose(all.filter((each) => (each.key === key ? event.target.checked : on.has(each.key))).map((each) => each.key));
    },
  }), words.say(`table.column.${key}`));
  /** @type {HTMLElement} */
  const node = make("details", { open, ontoggle: () => (open = /** @type {HTMLDetailsElement} */ (node).open),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape" || !open) return;
      event.stopPropagation();
      /** @type {HTMLDetailsElement} */ (node).open = false;
      node.querySelector("summary")?.focus();
    } },
    make("summary", {}, `${words.say("table.columns")} `, make("span", { class: "number" }, `${shown.length}/${all.length}`)),
    make("div", { class: "table-boxes" }, ...all.map(box), make("button", { type: "button", class: "link", onclick: () => choose([]) }, words.say("table.usual"))));
  if (open && focused) queueMicrotask(() => {
    /** @type {HTMLElement | null} */ (node.querySelector(`[data-column="${focused}"]`))?.focus();
    focused = "";
  });
  return node;
}

/**
 * The way from page to page; nothing where one is enough.
 * @param {App} app @param {{ page: number, size: number, of: number }} where @param {(page: number) => void} go @returns {Child[]}
 */
export function pager(app, { page, size, of }, go) {
  const { words } = app, last = Math.ceil(of / size) - 1;
  if (last < 1) return [];
  const button = (/** @type {string} */ key, /** @type {string} */ sign, /** @type {number} */ to) =>
    make("button", { type: "button", "data-to": key, disabled: to < 0 || to > last || to === page, "aria-label": words.say(`table.${key}`), title: words.say(`table.${key}`), onclick: () => go(to) }, sign);
  return [
    button("first", "«", 0), button("before", "‹", page - 1),
    make("span", {}, words.say("table.page", { from: words.number(page * size + 1), to: words.number(Math.min(of, (page + 1) * size)), n: of })),
    button("next", "›", page + 1), button("last", "»", last),
  ];
}
