// In place of sparql.js in a page that carries no engine: most pages, which are the smaller for it.

import { fill, make } from "./dom.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./main.js").View} View */

/** @returns {boolean} whether the page carries an engine for SPARQL */
export function sparqlHere() {
  return false;
}

/** @param {HTMLElement} host @param {App} app @returns {View} */
export function sparqlView(host, app) {
  fill(host, make("p", {}, app.words.say("sparql.nothere")));
  return { update() {} };
}
