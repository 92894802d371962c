// Why there is no answer, in words, and the way to the place where the engine stumbled.

import { make } from "./dom.js";
import { complaint } from "./sparql_guard.js";
import { PATIENCE } from "./sparql_engine.js";

/** @typedef {import("./main.js").App} App */

/**
 * @param {App} app @param {import("./sparql_engine.js").NoAnswer} error @param {string} sparql @param {string[]} prefixes
 * @param {(line: number, column: number) => void} goTo @returns {[string, HTMLElement?]}
 */
export function troubleWith({ words }, error, sparql, prefixes, goTo) {
  if (error.why === "late") return [words.say("sparql.late", { n: PATIENCE })];
  if (error.why === "stopped") return [words.say("sparql.stopped")];
  if (error.why === "engine") return [words.say("sparql.noengine", { message: error.message })];
  const { line, column, prefix, message } = complaint(sparql, error.message, prefixes);
  const what = prefix ? words.say("sparql.prefix", { prefix }) : message;
  if (!line) return [words.say("sparql.failed", { message: what })];
  const place = { line, column };
  return [words.say("sparql.wrong", { ...place, message: what }), make("button", { type: "button", id: "sparql-there", onclick: () => goTo(line, column) }, words.say("sparql.there"))];
}
