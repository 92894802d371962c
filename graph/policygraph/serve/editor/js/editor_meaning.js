// What stands at the cursor, in words: the label of a name or address, how often it stands in the graph, what it means.

import { declared, tokens } from "./editor_tokens.js";
import { make } from "./dom.js";

/** @typedef {import("./editor_known.js").Known} Known */

/** @param {Known} known @param {string} text @param {number} caret @returns {HTMLElement | string} */
export function meaningAt(known, text, caret) {
  const all = tokens(text), at = all.find(({ kind, from, to, text: sign }) => from <= caret && caret <= to && (kind === "name" || kind === "iri" || (kind === "word" && sign === "a")));
  if (!at) return "";
  const iri = known.meant(at.text, declared(all)), term = known.terms.get(iri);
  if (!iri) return make("span", {}, make("code", {}, at.text), ": this prefix is not known; it needs a PREFIX line of its own");
  if (!term) return known.doubtful(at.text, declared(all)) ? make("span", {}, make("code", {}, at.text), ": this graph has no such word") : "";
  const uses = toldOf(term);
  return make("span", {}, make("code", {}, at.text), " ", make("strong", {}, term.label), uses && ` (${uses})`, term.kind !== "thing" && term.about && `: ${term.about}`);
}

/** @param {import("./editor_known.js").Term} term @returns {string} what kind of thing it is, and how often it stands in the graph */
export function toldOf({ kind, uses, about }) {
  return kind === "thing" ? about : `${kind}, ${uses ? uses.toLocaleString("en") : "no"} ${uses === 1 ? "use" : "uses"}`;
}
