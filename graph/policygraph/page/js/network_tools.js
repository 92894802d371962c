// Beside the network: the way in and out, how many lines are drawn, and the same facts as a list.

import { fill, isolated, make } from "./dom.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./network_graph.js").Graph} Graph */
/** @typedef {import("./network_graph.js").Region} Region */

export const CALM = 1200;
const MOST_GROUPS = 40, NAMES = 4;

/** @param {number} all @returns {number} how far the slider stands at first: few enough lines to see where they go */
export function atFirst(all) {
  return Math.ceil(100 * Math.sqrt(Math.min(1, CALM / Math.max(1, all))));
}

/** @param {number} value of the slider, to 100 @param {number} all @returns {number} how many lines that are */
export function linesAt(value, all) {
  return Math.round(all * (value / 100) ** 2);
}

/**
 * @param {App} app @param {{ zoom: (factor: number) => void, fit: () => void, lines: (value: number) => void }} on @param {number} value
 * @returns {HTMLElement}
 */
export function toolbar(app, on, value) {
  const { words } = app;
  const button = (/** @type {string} */ sign, /** @type {string} */ key, /** @type {() => void} */ onclick) =>
    make("button", { type: "button", "aria-label": words.say(key), title: words.say(key), onclick }, sign);
  return make("div", { class: "network-tools" },
    make("span", { class: "network-buttons" }, button("+", "network.in", () => on.zoom(1.5)), button("−", "network.out", () => on.zoom(1 / 1.5)), button("⤢", "network.fit", on.fit)),
    make("label", { class: "network-lines" }, words.say("network.lines"),
      make("input", { type: "range", min: 0, max: 100, step: 1, value, oninput: (/** @type {any} */ event) => on.lines(Number(event.target.value)) })),
    make("span", { class: "soft network-count" }));
}

/** @param {App} app @param {Graph} graph @param {Region} region @returns {number[]} its elements that are there, the most spoken of first */
export function foremost(app, graph, region) {
  return region.members.filter((i) => graph.drawn[i]).sort((a, b) => graph.weight[b] - graph.weight[a] || a - b);
}

/**
 * The groups of the network with those of each that are most spoken of.
 * @param {App} app @param {Graph} graph @param {HTMLElement} place @param {(region: Region) => void} go
 */
export function listGroups(app, graph, place, go) {
  const { words, data, store } = app, shown = graph.regions.filter((region) => region.members.some((i) => graph.drawn[i]));
  const name = (/** @type {number} */ i) =>
    make("button", { type: "button", class: "link", onclick: () => store.select(`e/${data.elements.id[i]}`) }, words.element(i) || data.elements.id[i]);
  const rows = shown.slice(0, MOST_GROUPS).map((region) => {
    const all = foremost(app, graph, region), names = all.slice(0, NAMES);
    return make("li", {},
      make("button", { type: "button", class: "network-go", "aria-label": words.say("network.go", { element: isolated(words.element(all[0])) }), onclick: () => go(region) }, "⌖"),
      ...names.flatMap((i) => [" ", name(i)]), " ", make("span", { class: "number" }, words.say("network.members", { n: all.length })));
  });
  const loose = Array.from(graph.first).filter((i) => data.elements.region[i] < 0);
  fill(place,
    make("p", { class: "soft" }, words.say("network.about")),
    rows.length ? make("ol", {}, ...rows) : null,
    shown.length > MOST_GROUPS && make("p", { class: "soft" }, words.say("network.more", { n: shown.length - MOST_GROUPS })),
    loose.length > 0 && make("p", {}, words.say("network.loose", { n: loose.length }), ...loose.slice(0, MOST_GROUPS).flatMap((i) => [" ", name(i)]), loose.length > MOST_GROUPS && " …"));
}
