// The focus as text: the same linkages as the picture, all of them, for whoever reads rather than looks.

import { fill, isolated, make, put } from "./dom.js";
import { bandsOf, told } from "./focus_near.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./focus_near.js").Row} Row */
/** @typedef {{ select: (sel: string) => void, centre: (element: number) => void }} Deeds */

const PAGE = 100;

/** @param {HTMLElement} host @param {App} app @param {Row[]} rows @param {string} group @param {Deeds} deeds */
export function listRows(host, app, rows, group, deeds) {
  fill(host);
  for (const [way, name] of /** @type {const} */ ([["out", "from"], ["in", "towards"], ["both", "both"]])) {
    const of = rows.filter((row) => row.way === way);
    if (!of.length) continue;
    put(host, make("h3", {}, app.words.say(`focus.${name}`)));
    for (const band of bandsOf(app, of, group)) {
      put(host, make("h4", {}, `${band.heading} `, make("span", { class: "number" }, app.words.number(band.rows.length))), paged(app, band.rows, (row) => rowItem(app, row, deeds)));
    }
  }
}

/** @param {App} app @param {Row} row @param {Deeds} deeds @returns {HTMLElement} */
function rowItem(app, row, deeds) {
  const { data, words, look } = app, signs = row.lanes.map((lane) => make("span", { class: "focus-sign", style: `color: ${look.colour(data.lists.status[lane.status])}` }, look.sign(data.lists.status[lane.status]), " "));
  return make("li", {},
    ...signs,
    make("button", { type: "button", class: "link", onclick: () => deeds.select(`l/${data.linkageId(row.linkage)}`) }, words.linkage(row.linkage)),
    ` ${told(app, row.lanes)} `,
    make("button", { type: "button", class: "link centre", onclick: () => deeds.centre(row.other), "aria-label": words.say("focus.centre", { element: isolated(words.element(row.other)) }) }, "⌖"),
  );
}

/** @param {HTMLElement} host @param {App} app @param {number[][]} rings @param {Deeds} deeds the elements by step */
export function listRings(host, app, rings, deeds) {
  const { compare } = new Intl.Collator(app.words.language, { numeric: true });
  fill(host);
  rings.slice(1).forEach((ring, i) => {
    const kinds = [...new Set(ring.map((element) => app.data.elements.kind[element]))].sort((a, b) => a - b);
    put(host, make("h3", {}, `${app.words.say("focus.step", { n: i + 1 })} `, make("span", { class: "number" }, app.words.number(ring.length))));
    for (const kind of kinds) {
      const of = ring.filter((element) => app.data.elements.kind[element] === kind).sort((a, b) => compare(app.words.element(a), app.words.element(b)));
      put(host, make("h4", {}, `${app.look.kindSign(app.data.lists.kind[kind])} ${app.words.term("kind", kind)} `, make("span", { class: "number" }, app.words.number(of.length))), paged(app, of, (element) => make("li", {},
        make("button", { type: "button", class: "link", onclick: () => deeds.centre(element) }, app.words.element(element) || app.data.elements.id[element]))));
    }
  });
}

/**
 * A list that shows its first hundred, and more when asked.
 * @template T
 * @param {App} app @param {T[]} all @param {(one: T) => HTMLElement} item @returns {HTMLElement}
 */
function paged(app, all, item) {
  const list = make("ul", { class: "focus-items" }), holder = make("div", {}, list);
  const more = make("button", { type: "button", onclick: () => grow() });
  let shown = 0;
  const grow = () => {
    const next = all.slice(shown, shown + PAGE).map(item);
    put(list, ...next);
    if (shown) next[0]?.querySelector("button")?.focus();
    shown += next.length;
    if (shown >= all.length) more.remove();
    else {
      more.textContent = app.words.say("focus.more", { n: all.length - shown });
      put(holder, more);
    }
  };
  grow();
  return holder;
}
