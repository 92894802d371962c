// What stands above a document: which it is, and the way about in it.

import { make } from "./dom.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./dom.js").Child} Child */
/** @typedef {import("./reader_rows.js").Section} Section */

/** @param {App} app @param {number} document the one that is read @param {(document: number) => void} go @returns {Child[]} */
export function tools(app, document, go) {
  const { data, words } = app, d = data.documents, last = d.n - 1;
  const step = (/** @type {string} */ key, /** @type {string} */ sign, /** @type {number} */ to) =>
    make("button", { type: "button", disabled: to < 0 || to > last, "aria-label": words.say(`reader.${key}`), title: words.say(`reader.${key}`), onclick: () => go(to) }, sign);
  return [
    step("before", "‹", document - 1),
    make("label", { class: "hidden", for: "reader-document" }, words.say("reader.document")),
    make("select", { id: "reader-document", onchange: (/** @type {any} */ event) => go(Number(event.target.value)) },
      ...d.id.map((_, i) => make("option", { value: i, selected: i === document }, `${d.date[i]} · ${d.title[i]}`))),
    step("next", "›", document + 1),
  ];
}

/**
 * The outline: the sections that have a name, each with its statements counted.
 * @param {App} app @param {Section[]} sections @param {(at: number) => void} jump @returns {HTMLElement | false}
 */
export function outline(app, sections, jump) {
  const { words } = app, kept = app.kept().statement, named = sections.map((section, at) => ({ section, at })).filter(({ section, at }) => section.name && sections.findIndex(({ name }) => name === section.name) === at);
  if (named.length < 2) return false;
  const total = (/** @type {string} */ name) => sections.reduce((sum, each) => sum + (each.name === name ? each.rows.reduce((all, row) => all + row.statements.filter((i) => kept[i]).length, 0) : 0), 0);
  /** @type {HTMLElement} */
  const node = make("details", { class: "reader-outline", onkeydown: (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape" || !/** @type {HTMLDetailsElement} */ (node).open) return;
    event.stopPropagation();
    /** @type {HTMLDetailsElement} */ (node).open = false;
    node.querySelector("summary")?.focus();
  } },
    make("summary", {}, `${words.say("reader.outline")} `, make("span", { class: "number" }, words.number(named.length))),
    make("ol", { class: "plain" }, ...named.map(({ section, at }) => make("li", {},
      make("button", { type: "button", class: "link", onclick: () => {
        /** @type {HTMLDetailsElement} */ (node).open = false;
        jump(at);
      } }, section.name), make("span", { class: "number" }, words.number(total(section.name)))))));
  return node;
}
