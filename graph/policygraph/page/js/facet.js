// One facet of the filters: its values with the number of statements that each would keep. Of statuses and kinds it is
// the legend as well: each value is drawn as it is in the pictures.

import { limited, limits, switched, switchedOn } from "./choice.js";
import { cut, fill, make } from "./dom.js";
import { fold } from "./fold.js";
import { namesOf } from "./filters.js";
import { lineSample } from "./samples.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {{ node: HTMLElement, update: () => void }} Facet */
/** @typedef {{ name: string, box: HTMLInputElement, count: HTMLElement, row: HTMLElement }} Row */

const LONG = 9, MOST = 100;
const OPEN = ["status", "kind"];

/**
 * @param {App} app @param {string} facet @param {Map<string, number>} totals how many statements have each value at all
 * @returns {Facet}
 */
export function makeFacet(app, facet, totals) {
  const { data, store, words } = app, heading = words.say(`filters.${facet}`);
  const there = namesOf(data, facet).filter((name) => totals.get(name));
  const grouped = facet === "link" && new Set(there.map((name) => groupOf(app, name))).size > 1;
  if (facet === "document" || facet === "holder") there.sort((a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0));
  /** @type {Row[]} */ let rows = [];
  /** @type {{ box: HTMLInputElement, names: string[] }[]} */ let groups = [];
  let narrow = "", whole = false;

  const values = make("div", { class: "values", role: "group", "aria-label": heading });
  const count = make("span", { class: "number" });
  const all = make("button", {
    type: "button", class: "link all", onclick: () => store.set(limited(store.state, facet, [], [])),
  }, words.say("filters.all"));
  const rest = make("button", { type: "button", class: "link", onclick: () => {
    whole = true;
    draw();
  } });
  const field = there.length > LONG && !grouped && make("input", {
    type: "search", class: "narrow", placeholder: words.say("filters.narrow"), "aria-label": `${heading}: ${words.say("filters.narrow")}`,
    oninput: (/** @type {any} */ event) => {
      narrow = fold(event.target.value).trim();
      draw();
    },
  });
  const few = there.length < (OPEN.includes(facet) ? 1 : 2) && !limits(store.state, facet);
  const node = make("details", { class: "facet", "data-facet": facet, hidden: few, open: OPEN.includes(facet) || limits(store.state, facet) },
    make("summary", {}, make("span", { class: "facet-name" }, heading), count), field, all, values, rest);

  function draw() {
    const fitting = narrow ? there.filter((name) => fold(nameOf(app, facet, name)).includes(narrow)) : there;
    const shown = fitting.slice(0, grouped ? fitting.length : whole || narrow ? MOST : LONG);
    rows = shown.map(row);
    groups = [];
    if (grouped) fill(values, ...byGroup());
    else fill(values, ...rows.map((each) => each.row));
    rest.hidden = shown.length === fitting.length;
    rest.textContent = whole || narrow ? words.say("filters.bound", { n: fitting.length - shown.length }) : words.say("filters.more", { n: fitting.length - shown.length });
    /** @type {HTMLButtonElement} */ (rest).disabled = whole || Boolean(narrow);
    if (!fitting.length) fill(values, make("p", { class: "soft" }, words.say("filters.none")));
    update();
  }

  /** @param {string} name @returns {Row} */
  function row(name) {
    const box = /** @type {HTMLInputElement} */ (make("input", {
      type: "checkbox", onchange: () => store.set(switched(store.state, facet, [name], box.checked, there)),
    }));
    const number = make("span", { class: "number" }), text = nameOf(app, facet, name);
    const line = make("div", { class: "value" },
      make("label", { title: text.length > 60 ? text : null }, box, sample(app, facet, name), make("span", { class: "value-name" }, cut(text, 60)), " ", number),
      make("button", {
        type: "button", class: "link one", "aria-label": words.say("filters.only.this", { name: text }),
        onclick: () => store.set(limited(store.state, facet, [], [name])),
      }, words.say("filters.only")));
    return { name, box, count: number, row: line };
  }

  /** @returns {HTMLElement[]} the rows under their groups; those without a group at the end */
  function byGroup() {
    const names = [...data.lists.group, ""].filter((group) => there.some((name) => groupOf(app, name) === group));
    return names.map((group) => {
      const own = rows.filter((each) => groupOf(app, each.name) === group);
      if (!group) return make("div", { class: "values" }, ...own.map((each) => each.row));
      const box = /** @type {HTMLInputElement} */ (make("input", {
        type: "checkbox", onchange: () => store.set(switched(store.state, facet, own.map((each) => each.name), box.checked, there)),
      }));
      groups.push({ box, names: own.map((each) => each.name) });
      return make("div", { class: "values group", role: "group", "aria-label": words.named("group", group) },
        make("label", { class: "group-name" }, box, words.named("group", group)), ...own.map((each) => each.row));
    });
  }

  function update() {
    const on = switchedOn(store.state, facet), counts = app.kept().counts[facet];
    for (const { name, box, count: number, row: line } of rows) {
      const n = counts.get(name) ?? 0;
      box.checked = on(name);
      number.textContent = words.number(n);
      line.classList.toggle("empty", n === 0);
      line.classList.toggle("off", !box.checked);
    }
    for (const { box, names } of groups) {
      const some = names.filter(on).length;
      box.checked = some === names.length;
      box.indeterminate = some > 0 && some < names.length;
    }
    const chosen = there.filter(on).length;
    all.hidden = !limits(store.state, facet);
    node.classList.toggle("limited", !all.hidden);
    count.textContent = chosen === there.length ? words.number(there.length) : words.say("filters.of", { n: chosen, all: there.length });
  }

  draw();
  return { node, update };
}

/** @param {App} app @param {string} name @returns {string} */
function groupOf(app, name) {
  return app.data.groups[app.data.lists.link.indexOf(name)];
}

/** What a value is called. @param {App} app @param {string} facet @param {string} name @returns {string} */
export function nameOf(app, facet, name) {
  const { data, words } = app;
  if (facet === "holder") {
    const i = data.elementNamed.get(name);
    return i === undefined ? name : words.element(i);
  }
  if (facet !== "document") return words.named(facet, name);
  const i = data.documentNamed.get(name);
  return i === undefined ? name : `${data.documents.date[i].slice(0, 4)} · ${data.documents.title[i]}`;
}

/** @param {App} app @param {string} facet @param {string} name @returns {HTMLElement | false} how it is drawn */
function sample(app, facet, name) {
  if (facet === "status") return make("span", { class: "badge", style: `color: var(--${name})`, "aria-hidden": "true" }, lineSample(app, name), make("span", { class: "sign" }, app.look.sign(name)));
  return facet === "kind" && make("span", { class: "kind-sign", "aria-hidden": "true" }, app.look.kindSign(name));
}
