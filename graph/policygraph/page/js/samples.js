// Statuses and kinds as they are drawn, small, for legends and badges: a line with its dash and sign, a kind's sign.

import { make } from "./dom.js";

/** @typedef {import("./main.js").App} App */

const SPACE = "http://www.w3.org/2000/svg";

/**
 * A piece of the line by which a status is drawn. Its colour is a variable of the page, so that it follows the theme.
 * @param {App} app @param {string} status @returns {SVGElement}
 */
export function lineSample(app, status) {
  const sample = drawn("svg", { class: "sample", width: "30", height: "10", viewBox: "0 0 30 10", "aria-hidden": "true" });
  const dash = app.look.dash(status).map((part) => Math.min(part, 8)).join(" ");
  const line = drawn("line", { x1: "1", y1: "5", x2: "29", y2: "5", "stroke-width": "2.4", "stroke-dasharray": dash || "none" });
  line.style.stroke = `var(--${status})`;
  sample.append(line);
  return sample;
}

/**
 * A status in a word, with its sign and colour: what a statement says of its link.
 * @param {App} app @param {number} statement @returns {HTMLElement}
 */
export function statusBadge(app, statement) {
  const status = app.data.lists.status[app.data.statements.status[statement]];
  return make("span", { class: "badge status", style: `color: var(--${status})` }, lineSample(app, status),
    make("span", { class: "sign", "aria-hidden": "true" }, app.look.sign(status)), app.words.status(statement));
}

/** The sign of the kind of an element. @param {App} app @param {number} element @returns {HTMLElement} */
export function kindSign(app, element) {
  const { data, words } = app, kind = data.elements.kind[element];
  return make("span", { class: "kind-sign", "aria-hidden": "true", title: words.term("kind", kind) }, app.look.kindSign(data.lists.kind[kind]));
}

/** @param {string} tag @param {Record<string, string>} attributes @returns {SVGElement} */
function drawn(tag, attributes) {
  const node = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}
