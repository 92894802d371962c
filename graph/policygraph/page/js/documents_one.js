// One document: what it speaks of, what it shares with others, and what it asks for.

import { cut, isolated, make } from "./dom.js";
import { statuses } from "./documents_facts.js";
import { byElement } from "./documents_liken.js";
import { kindSign, statusBadge } from "./samples.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./documents_strip.js").Told} Told */

const FIRST = 20;

/**
 * A list or a table body that is filled as far as it is looked at.
 * @template T @param {App} app @param {HTMLElement} list @param {T[]} all @param {(each: T) => HTMLElement} row @param {HTMLElement} [into] where the rows go
 * @returns {HTMLElement}
 */
export function bounded(app, list, all, row, into = list) {
  const more = make("button", { type: "button", class: "documents-more" });
  let shown = 0;
  const next = () => {
    const from = shown;
    for (const each of all.slice(from, from + FIRST)) into.append(row(each));
    shown = Math.min(all.length, from + FIRST);
    if (from) /** @type {HTMLElement | null} */ (into.children[from]?.querySelector("button"))?.focus();
    more.hidden = shown >= all.length;
    more.textContent = app.words.say("documents.more", { n: Math.min(FIRST, all.length - shown), rest: all.length - shown });
  };
  more.addEventListener("click", next);
  next();
  return make("div", {}, list, more);
}

/** A statement as a button that leads to its evidence. @param {App} app @param {number} i @param {boolean} [bare] without its status @returns {HTMLElement} */
export function said(app, i, bare = false) {
  const { data, words, store } = app, id = data.statementId(i), gloss = data.said("gloss", i);
  return make("button", { type: "button", class: "documents-said", "data-statement": id, onclick: () => store.select(`s/${id}`) },
    !bare && statusBadge(app, i), !bare && " ", make("span", { dir: "auto" }, gloss || id), " ",
    make("span", { class: "soft" }, `${data.places[data.statements.place[i]]}${data.listed(i) ? ` · ${words.say("documents.listed")}` : ""}`));
}

/** @param {App} app @param {string} heading @param {number | null} n @param {...import("./dom.js").Child} children @returns {HTMLElement} */
export function section(app, heading, n, ...children) {
  return make("section", { class: "documents-part", "data-part": heading }, make("h3", {}, app.words.say(`documents.head.${heading}`), n !== null && make("span", { class: "number" }, ` ${app.words.number(n)}`)), ...children);
}

/** @param {App} app @param {number} element @returns {HTMLElement} its sign and its name, which chooses it */
export function elementButton(app, element) {
  const id = app.data.elements.id[element];
  return make("span", { class: "documents-element" }, kindSign(app, element), make("button", { type: "button", class: "link", dir: "auto", "data-element": id, onclick: () => app.store.select(`e/${id}`) }, cut(app.words.element(element), 200)));
}

/** The elements that a document says most of. @param {App} app @param {Told} told @returns {HTMLElement} */
export function elementsPart(app, told) {
  const { words } = app, all = [...byElement(app.data, told.statements)].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]);
  const body = make("tbody", {}), table = make("table", { class: "documents-table" }, make("thead", {}, make("tr", {}, ...["element", "statements"].map((key) => make("th", { scope: "col" }, words.say(`documents.column.${key}`))))), body);
  return section(app, "elements", all.length, bounded(app, table, all, ([element, statements]) =>
    make("tr", {}, make("th", { scope: "row" }, elementButton(app, element)), make("td", {}, statuses(app, statements))), body));
}

/**
 * The other documents, by how much they have in common with this one.
 * @param {App} app @param {number} document @param {Told} told @param {(other: number) => void} compare @returns {HTMLElement}
 */
export function commonPart(app, document, told, compare) {
  const { data, words } = app, kept = app.kept().statement, { statements: s, linkages: l, documents: d } = data;
  const elements = new Set(byElement(data, told.statements).keys()), linkages = new Set(told.lanes.map(({ linkage }) => linkage));
  const all = d.id.flatMap((_, other) => {
    if (other === document) return [];
    const shared = new Set(), both = new Set();
    for (const i of data.ofDocument.of(other)) {
      if (!kept[i]) continue;
      const linkage = s.linkage[i];
      if (linkages.has(linkage)) both.add(linkage);
      for (const element of linkage < 0 ? [s.element[i]] : [l.subject[linkage], l.object[linkage]]) if (elements.has(element)) shared.add(element);
    }
    return shared.size ? [{ other, elements: shared.size, linkages: both.size }] : [];
  }).sort((a, b) => b.linkages - a.linkages || b.elements - a.elements || a.other - b.other);
  if (!all.length) return section(app, "common", null, make("p", { class: "soft" }, words.say("documents.common.none")));
  return section(app, "common", all.length, bounded(app, make("ul", { class: "documents-list" }), all, (each) => make("li", {},
    make("button", { type: "button", class: "link", dir: "auto", "data-compare": d.id[each.other], onclick: () => compare(each.other) }, cut(d.title[each.other], 200)), " ",
    make("span", { class: "soft" }, `${d.date[each.other]} · ${words.say(each.linkages ? "documents.common" : "documents.common.elements", { linkages: words.say("documents.linkages", { n: each.linkages }), elements: words.say("documents.elements", { n: each.elements }) })}`))));
}

/** What a document asks for, with what a coder found became of it. @param {App} app @param {number} document @param {Told} told @returns {HTMLElement} */
export function asksPart(app, document, told) {
  const { data, words } = app, v = data.verdicts, order = data.lists.verdict.length, asks = told.statements.filter((i) => data.asks(i));
  if (!asks.length) return section(app, "asks", null, make("p", { class: "soft" }, words.say("documents.asks.none")));
  const verdict = (/** @type {number} */ i) => v.verdict[data.verdictOf.get(i) ?? -1] ?? order;
  asks.sort((a, b) => verdict(a) - verdict(b) || a - b);
  const judged = asks.filter((i) => data.verdictOf.has(i)), tally = data.lists.verdict.flatMap((_, at) => {
    const n = judged.filter((i) => verdict(i) === at).length;
    return n ? [`${words.term("verdict", at)} ${words.number(n)}`] : [];
  });
  if (judged.length < asks.length) tally.push(`${words.say("documents.unjudged")} ${words.number(asks.length - judged.length)}`);
  return section(app, "asks", asks.length, make("p", { class: "soft", "data-asks": asks.length }, judged.length ? `${words.say("documents.verdicts")} ${tally.join(" · ")}` : words.say("documents.asks.unjudged")),
    bounded(app, make("ul", { class: "documents-list documents-asks" }), asks, (i) => make("li", {}, said(app, i), ...became(app, i))));
}

/** @param {App} app @param {number} i an ask @returns {HTMLElement[]} */
function became(app, i) {
  const { data, words, store } = app, v = data.verdicts, at = data.verdictOf.get(i);
  if (at === undefined) return [];
  const near = data.lists.verdict[v.verdict[at]] === "notFoundInScope", answers = v.answers[at];
  return [make("p", { class: "documents-verdict", dir: "auto" }, make("strong", {}, words.term("verdict", v.verdict[at])), `. ${isolated(v.reason[at])} `,
    answers.length > 0 && make("span", { class: "soft" }, `${words.say(near ? "documents.nearest" : "documents.answered")} `),
    ...answers.flatMap((each, k) => [k ? ", " : "", make("button", { type: "button", class: "link", onclick: () => store.select(`s/${data.statementId(each)}`) }, data.statementId(each))]))];
}
