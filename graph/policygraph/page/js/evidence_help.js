// What the evidence panel says when nothing is chosen: what to do, and what the signs mean.

import { make } from "./dom.js";
import { lineSample } from "./samples.js";

/** @typedef {import("./main.js").App} App */

/** @param {App} app @returns {HTMLElement[]} */
export function help(app) {
  const { data, words, look } = app;
  const used = (/** @type {ArrayLike<number>} */ column, /** @type {number} */ i) => Array.prototype.includes.call(column, i);
  const statuses = data.lists.status.filter((_, i) => used(data.statements.status, i));
  const kinds = data.lists.kind.filter((_, i) => used(data.elements.kind, i));
  const parts = data.documents.scope.filter(Boolean).length;
  return [
    make("h2", { tabindex: "-1" }, words.say("evidence")),
    make("p", {}, words.say("evidence.help")),
    make("ul", { class: "plain" }, ...words.say("evidence.help.steps").split("|").map((step) => make("li", {}, step))),
    ...(statuses.length ? [make("h3", {}, words.say("evidence.help.statuses"))] : []),
    make("ul", { class: "plain signs" }, ...statuses.map((name) => make("li", {},
      make("span", { class: "badge", style: `color: var(--${name})` }, lineSample(app, name), make("span", { class: "sign", "aria-hidden": "true" }, look.sign(name)), words.named("status", name)),
      make("span", { class: "soft" }, words.say(`evidence.status.${name}`))))),
    ...(kinds.length ? [make("h3", {}, words.say("evidence.help.kinds"))] : []),
    make("ul", { class: "plain kinds" }, ...kinds.map((name) => make("li", {},
      make("span", { class: "kind-sign", "aria-hidden": "true" }, look.kindSign(name)), words.named("kind", name)))),
    make("h3", {}, words.say("evidence.help.bear")),
    make("p", {}, words.say("evidence.help.listed")),
    ...(parts ? [make("p", {}, words.say("evidence.help.scope", { n: parts }))] : []),
  ];
}
