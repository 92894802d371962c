// What could be meant by what is being typed: words of SPARQL, prefixes, variables, and what this graph holds.

import { fold } from "./fold.js";
import { toldOf } from "./editor_meaning.js";
import { placeAt, variables, WORDS } from "./editor_tokens.js";

/** @typedef {import("./editor_known.js").Known} Known */
/** @typedef {import("./editor_known.js").Term} Term */
/** @typedef {import("./editor_tokens.js").Position} Position */
/** @typedef {{ text: string, shown: string, label: string, about: string, back: number, goesOn: boolean }} Candidate `back` is how far before its end the cursor goes */
/** @typedef {{ from: number, typed: string, chosen: boolean, candidates: Candidate[], words: string }} Offer `words` may be looked for in the service */

const MOST = 40;
const LIKED = /** @type {Record<Position, Term["kind"][]>} */ ({
  subject: ["thing", "class", "property"], predicate: ["property"], class: ["class"], object: ["thing", "class", "property"],
});

/** @param {Known} known @param {string} text @param {number} caret @param {boolean} asked whether it was asked for, and not only typed @returns {Offer | null} */
export function offerAt(known, text, caret, asked) {
  const place = placeAt(text.slice(0, caret));
  if (!place) return null;
  const { kind, from, typed, position } = place;
  if (!asked && (typed.length < (kind === "word" ? 2 : 1) || kind === "space")) return null;
  const candidates = kind === "variable" ? ofVariables(text, caret, typed) : kind === "name" ? named(known, typed, position)
    : kind === "open" ? addresses(known, typed, position) : [...(typed ? spoken(typed) : []), ...prefixed(known, typed), ...called(known, typed, position)];
  const exact = candidates.length === 1 && candidates[0].text === text.slice(from, caret);
  if (!candidates.length || (exact && !asked)) return kind === "word" && known.more && typed.length > 2 ? { from, typed, chosen: false, candidates: [], words: typed } : null;
  return { from, typed, chosen: asked || kind === "name" || kind === "open", candidates: candidates.slice(0, MOST), words: kind === "word" && typed.length > 2 ? typed : "" };
}

/** @param {string} text @param {number} caret @param {string} typed @returns {Candidate[]} */
function ofVariables(text, caret, typed) {
  const start = `?${typed.slice(1)}`;
  return variables(text, caret).filter((name) => name.startsWith(start) && name !== start).map((name) => plain(name, "variable"));
}

/** @param {string} typed @returns {Candidate[]} */
function spoken(typed) {
  const start = typed.toUpperCase();
  return WORDS.filter(({ word }) => word.toUpperCase().startsWith(start) && word !== typed).map(({ word, call }) => ({
    ...plain(call ? `${word}()` : word, call ? "function" : "SPARQL"), back: call ? 1 : 0,
  }));
}

/** @param {Known} known @param {string} typed @returns {Candidate[]} */
function prefixed(known, typed) {
  return Object.keys(known.graph.prefixes).filter((name) => name.startsWith(typed.toLowerCase())).map((name) => ({ ...plain(`${name}:`, "prefix"), goesOn: true }));
}

/** @param {Known} known @param {string} typed @param {Position} position @returns {Candidate[]} */
function called(known, typed, position) {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  return ranked(known, position, ({ folded }) => words.every((word) => folded.includes(` ${word}`)), ({ label, short }) => (fold(label).startsWith(words[0] ?? "") || short.endsWith(`:${typed}`) ? 0 : 1));
}

/** @param {Known} known @param {string} typed @param {Position} position @returns {Candidate[]} */
function named(known, typed, position) {
  const colon = typed.indexOf(":") + 1, space = typed.slice(0, colon), local = fold(typed.slice(colon)), small = typed.toLowerCase();
  return ranked(known, position, ({ short, folded }) => short.startsWith(space) && (short.toLowerCase().startsWith(small) || folded.includes(` ${local}`)),
    ({ short }) => (short.toLowerCase().startsWith(small) ? 0 : 1));
}

/** @param {Known} known @param {string} typed @param {Position} position @returns {Candidate[]} */
function addresses(known, typed, position) {
  return ranked(known, position, ({ iri }) => iri.includes(typed), ({ iri }) => (iri.startsWith(typed) ? 0 : 1));
}

/** @param {Known} known @param {Position} position @param {(term: Term) => boolean} fits @param {(term: Term) => number} near @returns {Candidate[]} */
function ranked(known, position, fits, near) {
  const liked = LIKED[position], place = (/** @type {Term} */ { kind }) => (liked.indexOf(kind) + 4) % 4;
  const found = [...known.terms.values()].filter((term) => (position !== "predicate" || term.kind === "property") && fits(term)).map((term) => ({ term, at: [near(term), place(term), -term.uses, term.label.length] }));
  found.sort((a, b) => a.at.map((value, i) => value - b.at[i]).find((by) => by) ?? (a.term.short < b.term.short ? -1 : 1));
  return found.slice(0, MOST).map(({ term }) => candidateOf(known, term));
}

/** @param {Known} known @param {Term} term @returns {Candidate} */
function candidateOf(known, term) {
  const { iri, label, short } = term;
  return { text: known.written(iri), shown: short, label, about: toldOf(term), back: 0, goesOn: false };
}

/** @param {string} text @param {string} about @returns {Candidate} */
function plain(text, about) {
  return { text, shown: text, label: "", about, back: 0, goesOn: false };
}
