// The start: what the corpus is, what to do, and what is worth beginning with.

import { fill, make, put } from "./dom.js";
import { documentList, openQuestions } from "./start_parts.js";
import { spokenOf } from "./start_spoken.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./main.js").View} View */

const KINDS = ["Instrument", "Policy", "Strategy", "Measure", "GovernanceProcess", "Actor", "Concept", "Document"];
const FEW = 5, MORE = 25;

/** @param {HTMLElement} host @param {App} app @returns {View} */
export function startView(host, app) {
  const body = make("div", { class: "start" });
  const draw = () => fill(body, ...lead(app), ...kinds(app), ...openQuestions(app), ...documentList(app));
  fill(host, body);
  draw();
  return {
    update(change) {
      if (change.has("kept")) draw();
    },
    table: () => table(app),
  };
}

/** @param {App} app @returns {HTMLElement[]} what this is, and what to do */
function lead(app) {
  const { data, words } = app, d = data.documents, years = d.date.map((date) => date.slice(0, 4)).sort();
  const holders = new Set(Array.from(data.statements.holder).flat()).size, part = d.scope.filter(Boolean).length;
  const number = (/** @type {string} */ key, /** @type {number} */ n) => words.say(`start.${key}`, { n });
  const sum = words.say("start.sum", {
    statements: number("statements", data.statements.n), holders: number("holders", holders), elements: number("elements", spokenOf(app).order.length),
    documents: number("documents", d.n), years: years[0] === years[years.length - 1] ? (years[0] ?? "") : `${years[0]}–${years[years.length - 1]}`,
  });
  return [
    make("p", { class: "start-lead" }, words.say("start.what")),
    make("p", { class: "soft" }, data.statements.n ? `${sum}${part ? ` ${words.say("start.part", { n: part, of: d.n })}` : ""}` : words.say("start.empty")),
    make("button", { type: "button", class: "start-search", onclick: () => document.getElementById("q")?.focus() },
      make("span", {}, words.say("start.search")), make("kbd", {}, "/")),
  ];
}

/** @param {App} app @returns {HTMLElement[]} the elements most spoken of, by kind */
function kinds(app) {
  const { data, words } = app, { order } = spokenOf(app), list = data.lists.kind;
  if (!order.length) return data.statements.n ? [make("p", {}, words.say("start.hidden"))] : [];
  const names = [...KINDS.filter((kind) => list.includes(kind)), ...list.filter((kind) => !KINDS.includes(kind))];
  /** @type {Map<number, number[]>} */ const of = new Map();
  for (const element of order) {
    const kind = data.elements.kind[element], all = of.get(kind) ?? [];
    all.push(element);
    of.set(kind, all);
  }
  const cards = names.map((kind) => [kind, of.get(list.indexOf(kind)) ?? []]).filter(([, all]) => all.length);
  return [
    make("h2", {}, words.say("start.begin")),
    make("p", { class: "soft" }, words.say("start.order")),
    make("div", { class: "start-kinds" }, ...cards.map(([kind, all]) => card(app, /** @type {string} */ (kind), /** @type {number[]} */ (all)))),
  ];
}

/** @param {App} app @param {string} kind @param {number[]} all @returns {HTMLElement} */
function card(app, kind, all) {
  const { words, look, store, data } = app, spoken = spokenOf(app), body = make("tbody");
  const label = words.table(`start.kind.${kind}`) ?? words.named("kind", kind);
  const row = (/** @type {number} */ element) =>
    make("tr", {},
      make("th", { scope: "row" }, make("button", { type: "button", class: "link", "data-element": data.elements.id[element], onclick: () => store.set({ view: "focus", sel: `e/${data.elements.id[element]}` }) }, words.element(element) || data.elements.id[element])),
      make("td", {}, words.number(spoken.statements[element])), make("td", {}, words.number(spoken.documents[element])));
  const table = make("table", {},
    make("thead", {}, make("tr", {}, make("th", { scope: "col" }, make("span", { class: "soft", "aria-hidden": "true" }, `${look.kindSign(kind)} `), `${label} `, make("span", { class: "number" }, words.number(all.length))),
      make("th", { scope: "col" }, words.say("start.column.statements")), make("th", { scope: "col" }, words.say("start.column.documents")))), body);
  const holder = make("section", { "aria-label": label }, table), more = make("button", { type: "button", class: "link" });
  let shown = 0;
  const grow = (/** @type {number} */ by) => {
    const next = all.slice(shown, shown + by).map(row);
    put(body, ...next);
    shown += next.length;
    more.remove();
    if (shown < all.length) {
      more.textContent = words.say("focus.more", { n: all.length - shown });
      more.setAttribute("aria-label", `${label}: ${more.textContent}`);
      put(holder, more);
    }
    return next[0];
  };
  more.addEventListener("click", () => grow(MORE)?.querySelector("button")?.focus());
  grow(all.length === FEW + 1 ? FEW + 1 : FEW);
  return holder;
}

/** @param {App} app */
function table(app) {
  const { data, words } = app, spoken = spokenOf(app);
  return {
    name: "elements",
    columns: ["element_id", "element", "kind", "statements", "documents"],
    rows: spoken.order.map((i) => [data.elements.id[i], words.element(i), words.term("kind", data.elements.kind[i]), String(spoken.statements[i]), String(spoken.documents[i])]),
  };
}
