// The packaged questions, to begin with: a list to find one in, and a field for each thing that a question takes.
// A value is written into the question itself, in the place that is kept for it, so that what is asked is what is seen.

import { fill, make } from "./dom.js";
import { fold } from "./fold.js";
import { Popup } from "./editor_popup.js";

/** @typedef {import("./editor_known.js").Known} Known */
/** @typedef {import("./editor_known.js").Question} Question */
/** @typedef {[string, string, string, boolean]} Parameter its name, its kind, what it means, whether it must be given */

const PLACE = /^( *)(?:VALUES \?\w+ \{[^\n]*\} )?#\+ values: \?(\w+)$/gm;
const MOST = 30;

/** @param {string} sparql @param {string} name @param {string} term as SPARQL writes it; empty for none @returns {string} */
export function withValue(sparql, name, term) {
  return sparql.replace(PLACE, (line, space, of) => (of === name ? `${space}${term ? `VALUES ?${name} { ${term} } ` : ""}#+ values: ?${name}` : line));
}

/** @param {string} sparql @returns {Record<string, string>} what stands in the places of the values, as SPARQL writes it */
export function valuesIn(sparql) {
  const found = Array.from(sparql.matchAll(/^ *VALUES \?(\w+) \{ ([^\n]*) \} #\+ values: \?\1$/gm));
  return Object.fromEntries(found.map(([, name, term]) => [name, term]));
}

/** @param {string} sparql @returns {string[]} the places that are still open */
export function openPlaces(sparql) {
  return Array.from(sparql.matchAll(/^ *#\+ values: \?(\w+)$/gm), (match) => match[1]);
}

/** @param {string} sparql @returns {string} as it was packaged, the places of its values open */
export function withoutValues(sparql) {
  return sparql.replace(PLACE, (_, space, name) => `${space}#+ values: ?${name}`);
}

/** @param {string} text @returns {string} as a literal of SPARQL */
function quoted(text) {
  const escapes = /** @type {Record<string, string>} */ ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" });
  return `"${text.replace(/["\\\n\r\t]/g, (sign) => escapes[sign])}"`;
}

/** @param {HTMLElement} host @param {Question[]} questions @param {(question: Question) => void} choose */
export function questionList(host, questions, choose) {
  const list = make("ul"), none = make("p", { class: "soft", hidden: true }, "No packaged question has these words.");
  const items = questions.map((question) => ({ text: fold(`${question.summary} ${question.name}`), node: make("li", {}, make("button", { type: "button", "data-question": question.name, onclick: () => choose(question) }, question.summary)) }));
  const input = /** @type {HTMLInputElement} */ (make("input", { type: "search", id: "find", autocomplete: "off", oninput: () => find() }));
  const find = () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean), found = items.filter(({ text }) => words.every((word) => text.includes(word)));
    fill(list, ...found.map(({ node }) => node));
    none.hidden = found.length > 0;
  };
  find();
  fill(host, make("label", { for: "find" }, `Find one of ${questions.length} questions`), input, list, none);
}

/** The fields of a question. @param {HTMLElement} host @param {Known} known @param {Question} question @param {(name: string, term: string) => void} choose @returns {(sparql: string) => void} what brings them up to date */
export function valueFields(host, known, question, choose) {
  const fields = question.parameters.map((parameter) => ({ name: parameter[0], ...valueField(known, parameter, (term) => choose(parameter[0], term)) }));
  fill(host, ...fields.map(({ node }) => node));
  return (sparql) => {
    const values = valuesIn(sparql);
    for (const { name, show } of fields) show(values[name] ?? "");
  };
}

/** @param {Known} known @param {Parameter} parameter @param {(term: string) => void} choose @returns {{ node: HTMLElement, show: (term: string) => void }} */
function valueField(known, [name, kind, meaning, required], choose) {
  const id = `value-${name}`, about = make("span", { class: "soft", id: `${id}-about` }, `${meaning}${required ? " (needed)" : ""}`), head = make("label", { for: id }, name.replace(/([A-Z])/g, " $1").toLowerCase());
  const among = known.graph.values[kind];
  if (among) {
    const select = /** @type {HTMLSelectElement} */ (make("select", { id, "aria-describedby": about.id, onchange: () => choose(select.value && known.written(select.value)) },
      make("option", { value: "" }, required ? "choose one" : "any"), ...among.map(([iri, label]) => make("option", { value: iri }, label))));
    return { node: make("div", { class: "value" }, head, select, about), show: (term) => (select.value = term && known.meant(term)) };
  }
  if (kind === "element") return elementField(known, { id, head, about }, choose);
  const number = kind === "number";
  const input = /** @type {HTMLInputElement} */ (make("input", { id, type: "text", inputmode: number ? "numeric" : undefined, pattern: number ? "[0-9]*" : undefined, autocomplete: "off", "aria-describedby": about.id,
    onchange: () => input.validity.valid && choose(!input.value.trim() ? "" : number ? input.value.trim() : quoted(input.value.trim())) }));
  return { node: make("div", { class: "value" }, head, input, about), show: (term) => (input.value = number || !term ? term : term.slice(1, -1).replace(/\\(.)/g, (_, sign) => ({ n: "\n", r: "\r", t: "\t" })[/** @type {"n"} */ (sign)] ?? sign)) };
}

/** A field that finds an element by any of its names. @param {Known} known @param {{ id: string, head: HTMLElement, about: HTMLElement }} parts @param {(term: string) => void} choose */
function elementField(known, { id, head, about }, choose) {
  const input = /** @type {HTMLInputElement} */ (make("input", { id, type: "text", autocomplete: "off", role: "combobox", "aria-expanded": "false", "aria-describedby": about.id })), start = `${known.graph.base}element/`;
  const node = make("div", { class: "value" }, head, make("div", { class: "combo" }, input), about);
  /** @type {AbortController | null} */ let looking = null;
  const popup = new Popup(input, ({ text }) => {
    popup.close();
    choose(text);
  });
  const offer = () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    const found = words.length ? [...known.terms.values()].filter(({ iri, folded }) => iri.startsWith(start) && words.every((word) => folded.includes(` ${word}`))) : [];
    found.sort((a, b) => a.label.length - b.label.length || (a.label < b.label ? -1 : 1));
    if (found.length) popup.show(found.slice(0, MOST).map(({ iri, label, short, about: of }) => ({ text: known.written(iri), shown: short, label, about: of, back: 0, goesOn: false })), input.getBoundingClientRect(), true);
    else popup.close();
    input.setAttribute("aria-expanded", String(popup.open));
  };
  input.addEventListener("input", () => {
    offer();
    looking?.abort();
    const now = (looking = new AbortController());
    if (known.more && input.value.trim().length > 2) setTimeout(() => !now.signal.aborted && known.find(input.value.trim(), now.signal).then(offer, () => undefined), 250);
  });
  input.addEventListener("keydown", (event) => popup.pressed(event) && input.setAttribute("aria-expanded", String(popup.open)));
  input.addEventListener("blur", () => popup.close());
  let held = "";
  input.addEventListener("change", () => {
    if (!input.value.trim()) choose("");
    else input.value = held; // what was typed and not chosen is not what is asked
  });
  return { node, show: (/** @type {string} */ term) => (held = input.value = term && (known.label(known.meant(term)) || term)) };
}
