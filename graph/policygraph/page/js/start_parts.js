// What the start offers beside the elements: what is missing or stated in several ways, what is asked for, the documents.

import { cut, isolated, make } from "./dom.js";
import { lanesOf, statusWord } from "./focus_near.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./focus_near.js").Lane} Lane */

const FEW = 5;

/** @param {App} app @returns {HTMLElement[]} */
export function openQuestions(app) {
  const { data, words } = app, kept = app.kept();
  /** @type {[number, Lane[]][]} */ const lacking = [];
  /** @type {[number, Lane[]][]} */ const several = [];
  const wanting = ["missing", "insufficient"].map((name) => data.lists.status.indexOf(name));
  for (let linkage = 0; linkage < data.linkages.n; linkage += 1) {
    if (!kept.linkage[linkage]) continue;
    const lanes = lanesOf(app, linkage).filter((lane) => lane.listed < lane.count);
    if (lanes.some((lane) => wanting.includes(lane.status))) lacking.push([linkage, lanes]);
    if (lanes.length > 1) several.push([linkage, lanes]);
  }
  const parts = [
    linkageCard(app, "start.lacking", sorted(lacking)), linkageCard(app, "start.several", sorted(several)), asksCard(app),
  ].filter((part) => part !== null);
  if (!parts.length) return [];
  return [
    make("h2", {}, words.say("start.open")),
    make("div", { class: "start-kinds" }, ...parts),
    make("p", {}, make("button", { type: "button", onclick: () => app.store.set({ view: "missing" }) }, words.say("start.missing"))),
  ];
}

/** @param {[number, Lane[]][]} found @returns {[number, Lane[]][]} those of most documents first */
function sorted(found) {
  const weight = (/** @type {Lane[]} */ lanes) => new Set(lanes.flatMap((lane) => [...lane.documents])).size * 1000 + lanes.length;
  return found.sort((a, b) => weight(b[1]) - weight(a[1]) || a[0] - b[0]);
}

/** @param {App} app @param {string} key @param {[number, Lane[]][]} found @returns {HTMLElement | null} */
function linkageCard(app, key, found) {
  const { data, words, store, look } = app, l = data.linkages;
  if (!found.length) return null;
  const go = (/** @type {number} */ linkage) => () => store.set({ view: "focus", sel: `l/${data.linkageId(linkage)}`, more: { ...store.state.more, "focus.at": data.elements.id[l.subject[linkage]] } });
  return make("section", {},
    make("h3", {}, `${words.say(key)} `, make("span", { class: "number" }, words.number(found.length))),
    make("ul", {}, ...found.slice(0, FEW).map(([linkage, lanes]) => make("li", {},
      make("button", { type: "button", class: "link", "data-linkage": data.linkageId(linkage), onclick: go(linkage) }, words.linkage(linkage)),
      make("span", { class: "start-signs" }, ...lanes.map((lane) => {
        const name = data.lists.status[lane.status];
        return make("span", { style: `color: var(--${name})` }, `${look.sign(name)} ${statusWord(app, lane)} `);
      }))))));
}

/** @param {App} app @returns {HTMLElement | null} what is asked for, and what became of it, where that was judged */
function asksCard(app) {
  const { data, words } = app, kept = app.kept();
  const asks = Array.from({ length: data.statements.n }, (_, i) => i).filter((i) => kept.statement[i] && data.asks(i));
  if (!asks.length) return null;
  /** @type {Map<number, number>} */ const verdicts = new Map();
  for (const ask of asks) {
    const verdict = data.verdicts.verdict[data.verdictOf.get(ask) ?? -1] ?? -1;
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  }
  const line = (/** @type {number} */ verdict) => (verdict < 0 ? words.say("start.unjudged") : words.term("verdict", verdict));
  return make("section", {},
    make("h3", {}, `${words.say("start.asks")} `, make("span", { class: "number" }, words.number(asks.length))),
    make("ul", { class: "start-verdicts" }, ...[...verdicts].sort((a, b) => Number(a[0] < 0) - Number(b[0] < 0) || a[0] - b[0]).map(([verdict, n]) =>
      make("li", {}, make("span", {}, line(verdict)), make("span", { class: "number" }, words.number(n))))));
}

/** @param {App} app @returns {HTMLElement[]} the documents, the oldest first, with what of them was coded */
export function documentList(app) {
  const { data, words, store } = app, kept = app.kept(), d = data.documents;
  if (!d.n) return [];
  const order = Array.from({ length: d.n }, (_, i) => i).sort((a, b) => d.date[a].localeCompare(d.date[b]) || a - b);
  const item = (/** @type {number} */ i) => {
    const n = data.ofDocument.of(i).reduce((sum, statement) => sum + kept.statement[statement], 0);
    const open = () => store.set({ view: "reader", sel: "", more: { ...store.state.more, "reader.document": d.id[i] } });
    return make("li", {},
      make("span", { class: "start-date number" }, d.date[i]),
      make("div", {},
        make("button", { type: "button", class: "link", "data-document": d.id[i], onclick: open }, d.title[i] || d.id[i]),
        make("p", { class: "soft" }, `${isolated(words.element(d.issuer[i]))} · ${words.say("start.statements", { n })}`),
        make("p", { class: "soft" }, d.scope[i] ? words.say("start.scope", { scope: isolated(cut(d.scope[i], 240)) }) : words.say("start.whole"))));
  };
  return [make("h2", {}, words.say("start.texts")), make("ol", { class: "start-documents" }, ...order.map(item))];
}
