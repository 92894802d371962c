// What a packaged question takes: a field for each of its parameters. A field that is left empty leaves the
// question open, unless the question must have it.

import { make } from "./dom.js";
import { elementField } from "./paths_field.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./sparql_worker.js").Value} Value */
/** @typedef {[string, string, string, boolean]} Parameter its name, its kind, what it means, whether it must be given */
/** @typedef {{ node: HTMLElement, show: (value: string) => void }} Field */

const LISTS = /** @type {Record<string, string>} */ ({ type: "link" }), FOLDERS = ["status", "stance", "mode", "type", "verdict"];

/** @param {App} app @param {Parameter} parameter @param {(value: string) => void} choose @returns {Field} */
export function field(app, [name, kind, meaning], choose) {
  const { data, words } = app, id = `sparql-${name}`;
  const head = make("label", { for: id }, name.replace(/([A-Z])/g, " $1").toLowerCase());
  const about = make("span", { class: "soft sparql-means", id: `${id}-means`, lang: "en" }, meaning);
  if (kind === "element") {
    const { node, show } = elementField(app, id, name, (i) => choose(data.elements.id[i] ?? ""));
    node.querySelector("input")?.setAttribute("aria-describedby", about.id);
    return { node: make("div", { class: "sparql-value" }, node, about), show: (value) => show(data.elementNamed.get(value) ?? -1) };
  }
  const options = optionsOf(app, kind);
  const input = /** @type {HTMLInputElement | HTMLSelectElement} */ (options
    ? make("select", { id, "aria-describedby": about.id, onchange: () => choose(input.value) },
      make("option", { value: "" }, words.say("sparql.any")), ...options.map(([value, text]) => make("option", { value }, text)))
    : make("input", { id, type: "text", inputmode: kind === "number" ? "numeric" : undefined, pattern: kind === "number" ? "[0-9]*" : undefined, autocomplete: "off",
      "aria-describedby": about.id, onchange: () => choose(input.value.trim()) }));
  return { node: make("div", { class: "sparql-value" }, head, input, about), show: (value) => (input.value = value) };
}

/** @param {App} app @param {string} kind @returns {[string, string][] | null} what is chosen among, with its words */
function optionsOf({ data, words }, kind) {
  if (kind === "document") return data.documents.id.map((id, i) => [id, data.documents.title[i]]);
  if (!FOLDERS.includes(kind)) return null;
  const list = LISTS[kind] ?? kind;
  return data.lists[list].map((name, i) => [name, words.term(list, i)]);
}

/**
 * The value of a parameter as a term; null if it is none.
 * @param {App} app @param {Parameter} parameter @param {string} value @param {Record<string, string>} prefixes @returns {Value | null}
 */
export function valueOf({ data }, [, kind], value, prefixes) {
  if (!value) return null;
  if (kind === "text") return { text: value };
  if (kind === "number") return /^\d+$/.test(value) ? { number: value } : null;
  if (kind === "element") return data.elementNamed.has(value) ? { iri: data.address("element", value) } : null;
  if (kind === "document") return data.documentNamed.has(value) ? { iri: data.address("document", value) } : null;
  return data.lists[LISTS[kind] ?? kind]?.includes(value) ? { iri: prefixes[kind] + value } : null;
}
