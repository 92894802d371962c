// What is asked for in the paths: from where to where, in how many steps, over which statuses.

import { fill, make } from "./dom.js";
import { elementField } from "./paths_field.js";
import { MOST_STEPS } from "./paths_search.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./paths_search.js").Asked} Asked */

const STEPS = "3", STATUS = "existing";

/** @param {App} app @returns {Asked} what the state asks for; -1 for an element that is not chosen or not known */
export function askedOf({ data, store }) {
  const element = (/** @type {string} */ name) => data.elementNamed.get(store.kept(name)) ?? -1;
  const names = new Set(store.kept("paths.status", STATUS).split(" "));
  return {
    first: element("paths.from"), last: element("paths.to"),
    most: Math.min(MOST_STEPS, Math.max(1, Math.round(Number(store.kept("paths.steps", STEPS))) || Number(STEPS))),
    statuses: data.lists.status.flatMap((name, i) => (names.has(name) ? [i] : [])),
    mixed: store.kept("paths.mixed") === "on", either: store.kept("paths.either") === "on",
  };
}

/**
 * The parts of the state that ask for something else; what is usual is left out of the address.
 * @param {App} app @param {Partial<Asked>} parts @returns {Record<string, string>}
 */
export function asking({ data, store }, parts) {
  /** @type {Record<string, string>} */ const more = { ...store.state.more, "paths.shown": "" };
  if (parts.first !== undefined) more["paths.from"] = data.elements.id[parts.first] ?? "";
  if (parts.last !== undefined) more["paths.to"] = data.elements.id[parts.last] ?? "";
  if (parts.most !== undefined) more["paths.steps"] = String(parts.most) === STEPS ? "" : String(parts.most);
  if (parts.statuses) {
    const names = parts.statuses.map((i) => data.lists.status[i]).join(" ") || "none";
    more["paths.status"] = names === STATUS ? "" : names;
  }
  if (parts.mixed !== undefined) more["paths.mixed"] = parts.mixed ? "on" : "";
  if (parts.either !== undefined) more["paths.either"] = parts.either ? "on" : "";
  return more;
}

/** The controls. */
export class Options {
  /** @param {App} app @param {(parts: Partial<Asked>) => void} ask */
  constructor(app, ask) {
    const { words } = app;
    this.app = app;
    this.ask = ask;
    this.from = elementField(app, "paths-from", words.say("paths.from"), (first) => ask({ first }));
    this.to = elementField(app, "paths-to", words.say("paths.to"), (last) => ask({ last }));
    const swap = make("button", { type: "button", class: "paths-swap", "aria-label": words.say("paths.swap"), title: words.say("paths.swap"), onclick: () => this.swap() }, "⇄");
    this.choices = make("div", { class: "paths-choices" });
    this.node = make("div", { class: "paths-options" }, make("div", { class: "paths-ends" }, this.from.node, swap, this.to.node), this.choices);
    this.drawn = "";
  }

  swap() {
    const { first, last } = askedOf(this.app);
    this.ask({ first: last, last: first });
  }

  /** Brings all of it up to date. */
  update() {
    const asked = askedOf(this.app), { data, words } = this.app, now = JSON.stringify(asked);
    if (now === this.drawn) return;
    this.drawn = now;
    this.from.show(asked.first);
    this.to.show(asked.last);
    const had = /** @type {HTMLElement | null} */ (this.choices.contains(document.activeElement) ? document.activeElement : null)?.dataset.choice;
    const check = (/** @type {string} */ name, /** @type {boolean} */ on, /** @type {Partial<Asked>} */ parts, /** @type {import("./dom.js").Child[]} */ ...says) =>
      make("label", { class: "paths-check" }, make("input", { type: "checkbox", checked: on, "data-choice": name, onchange: () => this.ask(parts) }), ...says);
    fill(this.choices,
      make("div", { role: "group", "aria-label": words.say("paths.steps"), class: "paths-steps" }, make("span", { "aria-hidden": "true" }, words.say("paths.steps")),
        ...Array.from({ length: MOST_STEPS }, (_, i) => make("button", { type: "button", "data-choice": `steps.${i + 1}`, "aria-pressed": String(asked.most === i + 1), onclick: () => this.ask({ most: i + 1 }) }, words.number(i + 1)))),
      make("fieldset", { class: "paths-statuses" }, make("legend", { class: "hidden" }, words.say("paths.statuses")),
        ...data.lists.status.map((name, i) => check(`status.${name}`, asked.statuses.includes(i), { statuses: toggled(asked.statuses, i) },
          make("span", { class: "badge", style: `color: var(--${name})` }, make("span", { class: "sign", "aria-hidden": "true" }, this.app.look.sign(name)), words.term("status", i))))),
      make("div", { class: "paths-ways" },
        check("either", asked.either, { either: !asked.either }, words.say("paths.either")),
        asked.statuses.length > 1 && check("mixed", asked.mixed, { mixed: !asked.mixed }, words.say("paths.mixed"))));
    if (had) /** @type {HTMLElement | null} */ (this.choices.querySelector(`[data-choice="${had}"]`))?.focus();
  }
}

/** @param {number[]} list @param {number} i @returns {number[]} the list in order, with or without it */
function toggled(list, i) {
  return list.includes(i) ? list.filter((each) => each !== i) : [...list, i].sort((a, b) => a - b);
}
