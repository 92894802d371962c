// What stands above the drawing: which element it is, how much is said of it, and how to look at it.

import { isolated, make, put } from "./dom.js";
import { tally } from "./focus_near.js";
import { spokenOf } from "./start_spoken.js";

/** @typedef {import("./main.js").App} App */

/** @param {App} app @param {number} at @param {HTMLElement} controls @returns {HTMLElement[]} */
export function headOf(app, at, controls) {
  const { data, words, look, store } = app, e = data.elements, kind = data.lists.kind[e.kind[at]];
  const name = words.element(at) || e.id[at];
  const spoken = spokenOf(app), said = { count: spoken.statements[at], documents: spoken.documents[at] };
  const positions = [...data.ofElement.of(at)].filter((i) => app.kept().statement[i]);
  const facts = make("p", { class: "focus-facts" }, `${words.term("type", e.type[at])} · ${tally(app, said)}`);
  if (positions.length) {
    const signs = [...new Set(positions.map((i) => data.statements.status[i]))].sort((a, b) => a - b).map((status) =>
      make("span", { style: `color: ${look.colour(data.lists.status[status])}` }, ` ${look.sign(data.lists.status[status])} ${words.term("status", status)}`));
    put(facts, " · ", make("button", { type: "button", class: "link", onclick: () => store.set({ sel: `e/${e.id[at]}` }) }, words.say("focus.positions", { n: positions.length })), ...signs);
  }
  return [make("h2", {}, make("span", { class: "soft", "aria-hidden": "true" }, `${look.kindSign(kind)} `), name), controls, facts];
}

/** @param {App} app @param {(element: number) => void} centre @returns {HTMLElement} what to do where nothing is in the middle */
export function nothing(app, centre) {
  const { data, words, store } = app, spoken = spokenOf(app), { kind, ids } = store.chosen;
  const first = spoken.order.slice(0, 12);
  return make("div", { class: "focus-empty" },
    kind && make("p", {}, words.say("focus.unknown", { id: isolated(ids[0] ?? "") })),
    make("p", {}, words.say(first.length ? "focus.choose" : "focus.nobody")),
    first.length > 0 && make("ul", { class: "focus-first" }, ...first.map((element) => make("li", {},
      make("button", { type: "button", onclick: () => centre(element) }, make("span", { class: "soft", "aria-hidden": "true" }, `${app.look.kindSign(data.lists.kind[data.elements.kind[element]])} `), words.element(element) || data.elements.id[element])))),
  );
}
