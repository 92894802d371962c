// A field in which an element is chosen by typing a part of any of its names.

import { announce, fill, make } from "./dom.js";
import { kindSign } from "./samples.js";
import { Names } from "./search_index.js";
import { tally } from "./tally.js";

/** @typedef {import("./main.js").App} App */

const MOST = 10;

/** @type {WeakMap<import("./data.js").Data, Names>} */ const indexes = new WeakMap();

/** @param {import("./data.js").Data} data @returns {Names} */
function namesOf(data) {
  const known = indexes.get(data) ?? new Names(data);
  indexes.set(data, known);
  return known;
}

/**
 * @param {App} app @param {string} id @param {string} label @param {(element: number) => void} choose -1 if it was emptied
 * @returns {{ node: HTMLElement, show: (element: number) => void, focus: () => void }}
 */
export function elementField(app, id, label, choose) {
  const { data, words } = app;
  let now = -1, active = -1;
  /** @type {number[]} */ let hits = [];
  const input = /** @type {HTMLInputElement} */ (make("input", {
    id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": `${id}-found`, placeholder: words.say("paths.type"), dir: "auto",
    oninput: () => search(), onkeydown: (/** @type {KeyboardEvent} */ event) => pressed(event), onblur: () => restore(), onfocus: () => input.select(),
  }));
  const list = make("div", { id: `${id}-found`, class: "paths-found", role: "listbox", "aria-label": label, hidden: true, onmousedown: (/** @type {Event} */ event) => event.preventDefault() });
  const node = make("div", { class: "paths-field" }, make("label", { for: id }, label), input, list);

  function search() {
    const { found, all } = namesOf(data).find(input.value, MOST);
    hits = found.map(({ element }) => element);
    active = hits.length ? 0 : -1;
    fill(list, ...found.map(({ element, name }, i) => option(element, name, i)), !hits.length && input.value.trim() !== "" && make("p", { class: "soft" }, words.say("paths.nothing")));
    open(input.value.trim() !== "");
    mark();
    if (input.value.trim()) announce(words.say("paths.found", { n: all }));
  }

  /** @param {number} element @param {string} name the one that was found @param {number} i @returns {HTMLElement} */
  function option(element, name, i) {
    const shown = words.element(element), also = name !== shown && name !== data.elements.id[element] && name;
    return make("div", { role: "option", id: `${id}-found-${i}`, class: "found", onclick: () => take(element) },
      kindSign(app, element), make("span", { class: "found-name", dir: "auto" }, shown, also && make("span", { class: "soft" }, ` (${also})`)),
      make("span", { class: "number" }, words.number(tally(data).statements[element])));
  }

  /** @param {boolean} on */
  function open(on) {
    list.hidden = !on;
    input.setAttribute("aria-expanded", String(on && hits.length > 0));
    if (!on) input.removeAttribute("aria-activedescendant");
  }

  function mark() {
    list.querySelectorAll("[role=option]").forEach((each, i) => each.setAttribute("aria-selected", String(i === active)));
    if (active < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", `${id}-found-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  /** @param {number} element */
  function take(element) {
    show(element);
    choose(element);
  }

  function restore() {
    if (input.value.trim() === "" && now >= 0) take(-1);
    else show(now);
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) return search();
      if (hits.length) active = (active + step + hits.length) % hits.length;
      mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!list.hidden && active >= 0) take(hits[active]);
      else if (input.value.trim() === "") restore();
    } else if (event.key === "Escape") {
      event.preventDefault();
      show(now);
    }
    return undefined;
  }

  /** @param {number} element */
  function show(element) {
    now = element;
    input.value = element < 0 ? "" : words.element(element);
    hits = [];
    open(false);
  }

  return { node, show, focus: () => input.focus() };
}
