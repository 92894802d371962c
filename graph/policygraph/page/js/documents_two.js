// Two documents beside each other: what both state, what only one does, and the elements of both.

import { isolated, make } from "./dom.js";
import { statuses } from "./documents_facts.js";
import { bounded, elementButton, said, section } from "./documents_one.js";
import { statusBadge } from "./samples.js";
import { drawn, statusOf } from "./missing_rows.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./documents_liken.js").Likened} Likened */
/** @typedef {import("./documents_liken.js").Difference} Difference */
/** @typedef {[number, number]} Pair of documents */

/** What is found, in sentences. @param {App} app @param {Likened} found @param {boolean} versions @param {Pair} pair @returns {HTMLElement} */
export function summed(app, found, versions, pair) {
  const { words, data } = app, linkages = found.shared.filter(({ linkage }) => linkage >= 0).length, positions = found.shared.length - linkages;
  const part = pair.filter((document) => data.documents.scope[document]).length, only = (/** @type {{ linkage: number }[]} */ all) => words.say("documents.linkages", { n: all.filter(({ linkage }) => linkage >= 0).length });
  const told = [linkages && words.say("documents.linkages", { n: linkages }), positions && words.say("documents.positions", { n: positions })].filter(Boolean).join(" + ");
  const differ = found.shared.filter(({ differences }) => differences.length).length;
  return make("div", { class: "documents-sum", "data-shared": found.shared.length, "data-first": found.onlyFirst.length, "data-second": found.onlySecond.length, "data-elements": found.elements.length },
    make("p", {}, versions && `${words.say("documents.versions")} `, told ? words.say("documents.both", { told, differ }) : words.say("documents.both.none"), " ",
      words.say("documents.onlys", { first: only(found.onlyFirst), second: only(found.onlySecond) }), " ", words.say("documents.speak", { elements: words.say("documents.elements", { n: found.elements.length }) })),
    make("p", { class: "soft" }, words.say(part ? "documents.caution.part" : "documents.caution.whole")));
}

/** What both state. @param {App} app @param {Likened} found @returns {HTMLElement} */
export function sharedPart(app, found) {
  const { data, words } = app;
  if (!found.shared.length) return section(app, "shared", null, make("p", { class: "soft" }, words.say("documents.shared.none")));
  const names = (/** @type {number[]} */ statements) => statements.map((i) => data.lists.status[data.statements.status[i]]);
  return section(app, "shared", found.shared.length, bounded(app, make("ul", { class: "documents-list" }), found.shared, (each) =>
    make("li", { class: "documents-shared", "data-about": each.linkage >= 0 ? data.linkageId(each.linkage) : data.elements.id[each.element], "data-differ": each.differences.map(({ what }) => what).join(" ") },
      drawn(app, each, [...new Set([...names(each.first), ...names(each.second)])]),
      make("p", { class: "documents-differ" }, ...(each.differences.length ? each.differences.flatMap((difference, k) => [k ? "; " : "", inWords(app, difference)]) : [words.say("documents.alike")])),
      make("div", { class: "documents-sides" }, ...[each.first, each.second].map((statements) => make("div", {}, ...statements.map((i) => said(app, i))))))));
}

/** @param {App} app @param {Difference} difference @returns {HTMLElement} */
function inWords(app, { what, first, second, direction, opposed }) {
  const { words } = app, told = (/** @type {string[]} */ all) => all.map(isolated).join(", ") || words.say("documents.nothing");
  const notes = [direction > 0 ? words.say("documents.stronger") : direction < 0 ? words.say("documents.weaker") : "", ...opposed.map((kind) => words.say(`documents.opposed.${kind}`))].filter(Boolean);
  return make("span", {}, make("span", { class: "soft" }, `${words.say(`documents.differ.${what}`)} `), `${told(first)} / ${told(second)}`, notes.length > 0 && make("strong", {}, ` (${notes.join(", ")})`));
}

/** The elements of both, and how much each says of them. @param {App} app @param {Likened} found @param {Pair} pair @returns {HTMLElement} */
export function elementsOfBoth(app, found, pair) {
  const { words, data } = app;
  if (!found.elements.length) return section(app, "same", null, make("p", { class: "soft" }, words.say("documents.same.none")));
  const body = make("tbody", {}), heads = pair.map((document) => make("th", { scope: "col", dir: "auto" }, data.documents.id[document]));
  const table = make("table", { class: "documents-table" }, make("thead", {}, make("tr", {}, make("th", { scope: "col" }, words.say("documents.column.element")), ...heads)), body);
  return section(app, "same", found.elements.length, bounded(app, table, found.elements, ({ element, first, second }) =>
    make("tr", { "data-element": data.elements.id[element] }, make("th", { scope: "row" }, elementButton(app, element)), ...[first, second].map((all) => make("td", {}, statuses(app, all)))), body));
}

/** What only one of them states, each in a column. @param {App} app @param {Likened} found @param {boolean} versions @param {Pair} pair @returns {HTMLElement} */
export function onlyParts(app, found, versions, pair) {
  const { words, data } = app;
  const column = (/** @type {import("./documents_liken.js").Matter[]} */ all, /** @type {string} */ key, /** @type {number} */ document) => make("section", { class: "documents-part", "data-part": key },
    make("h3", {}, words.say(`documents.head.${versions ? `${key}.version` : key}`, { document: isolated(data.documents.id[document]) }), make("span", { class: "number" }, ` ${words.number(all.length)}`)),
    all.length ? bounded(app, make("ul", { class: "documents-list" }), all, (matter) => make("li", {}, matterButton(app, matter))) : make("p", { class: "soft" }, words.say("documents.only.none")));
  return make("div", { class: "documents-sides" }, column(found.onlyFirst, "first", pair[0]), column(found.onlySecond, "second", pair[1]));
}

/** @param {App} app @param {import("./documents_liken.js").Matter} matter @returns {HTMLElement} */
function matterButton(app, { linkage, element, statements }) {
  const { data, words, store } = app, sel = linkage >= 0 ? `l/${data.linkageId(linkage)}` : `e/${data.elements.id[element]}`;
  const first = new Map(statements.map((i) => [statusOf(app, { linkage, element }, data.lists.status[data.statements.status[i]]), i]));
  return make("button", { type: "button", class: "documents-said", onclick: () => store.select(statements.length === 1 ? `s/${data.statementId(statements[0])}` : sel) },
    ...[...first.values()].flatMap((i) => [statusBadge(app, i), " "]), make("span", { dir: "auto" }, linkage >= 0 ? words.linkage(linkage) : `${words.element(element)}, ${words.say("documents.assuch")}`),
    statements.every((i) => data.listed(i)) && make("span", { class: "soft" }, ` · ${words.say("documents.listed")}`));
}
