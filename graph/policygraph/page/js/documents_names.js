// The names of the elements above the pictures, turned, each a button; arrow keys lead from one to the next.

import { fill, make } from "./dom.js";
import { NAMES } from "./documents_axis.js";
import { fitted, wide } from "./focus_draw.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./documents_axis.js").Axis} Axis */

export const SIZE = 12, SIGN = 18;

/** @param {App} app @param {Axis} axis @returns {{ texts: string[], high: number }} the names as they fit, and how high they stand */
export function namesOf(app, axis) {
  const texts = axis.elements.map((element) => fitted(app.words.element(element), NAMES - SIGN - 6, SIZE));
  return { texts, high: Math.ceil(Math.max(40, ...texts.map((text) => wide(text, SIZE))) + SIGN + 8) };
}

/**
 * @param {App} app @param {Axis} axis @param {number} left where the line begins
 * @param {{ point: (place: number) => void, choose: (place: number) => void, open: (place: number) => void }} deeds @returns {HTMLElement}
 */
export function names(app, axis, left, deeds) {
  const { data, words, look } = app, { texts, high } = namesOf(app, axis);
  const node = make("div", { class: "documents-names", role: "group", "aria-label": words.say("documents.places"), style: `height:${high}px` });
  fill(node, ...axis.elements.map((element, place) => make("button", {
    type: "button", class: "documents-name", "data-place": place, "data-element": data.elements.id[element], tabindex: place ? "-1" : "0", "aria-pressed": "false",
    title: words.element(element), "aria-label": words.element(element), style: `left:${left + axis.x[place] - axis.pitch / 2}px;width:${axis.pitch}px;height:${high}px`,
    onclick: () => deeds.choose(place), ondblclick: () => deeds.open(place), onpointerenter: () => deeds.point(place), onfocus: () => deeds.point(place), onblur: () => deeds.point(-1),
  }, make("span", { class: "documents-turned", "aria-hidden": "true", dir: "auto" }, texts[place]), make("span", { class: "documents-kind", "aria-hidden": "true" }, look.kindSign(data.lists.kind[data.elements.kind[element]])))));
  node.addEventListener("pointerleave", () => deeds.point(-1));
  node.addEventListener("keydown", (event) => {
    const here = Number(/** @type {HTMLElement} */ (event.target).dataset.place), last = axis.elements.length - 1;
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: last }[event.key];
    if (to === undefined || to < 0 || to > last) return;
    event.preventDefault();
    node.querySelectorAll("button").forEach((button, place) => button.setAttribute("tabindex", place === to ? "0" : "-1"));
    node.querySelectorAll("button")[to].focus();
  });
  return node;
}
