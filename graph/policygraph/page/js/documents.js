// The documents in the order of their dates, their linkages in the same places; one by itself, or two compared.

import { cut, fill, isolated, make } from "./dom.js";
import { coded, counts, dated, statuses } from "./documents_facts.js";
import { bySaying, likened } from "./documents_liken.js";
import { asksPart, commonPart, elementsPart } from "./documents_one.js";
import { roomFor } from "./documents_axis.js";
import { sceneOfStrips, tableOfDocuments } from "./documents_scene.js";
import { leftOf, Strips } from "./documents_strips.js";
import { toldIn } from "./documents_strip.js";
import { elementsOfBoth, onlyParts, sharedPart, summed } from "./documents_two.js";
import { versions } from "./opposing.js";
import { filtered } from "./paths_hints.js";
import { spokenOf } from "./start_spoken.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./main.js").View} View */
/** @typedef {import("./store.js").Change} Change */

const ROWS = 40; // documents at once

/** @param {HTMLElement} host @param {App} app @returns {View} */
export function documentsView(host, app) {
  return new Documents(host, app);
}

class Documents {
  /** @param {HTMLElement} host @param {App} app */
  constructor(host, app) {
    this.app = app;
    this.host = host;
    this.bar = make("div", { class: "documents-bar" });
    this.body = make("div", { class: "documents-body" });
    fill(host, make("div", { class: "documents" }, this.bar, this.body));
    /** @type {Strips | null} */ this.strips = null;
    this.asked = "";
    this.wide = host.clientWidth;
    this.draw();
  }

  /** @returns {number[]} the documents that are looked at: none for all, one, or two in the order of their versions */
  pair() {
    const { data, store } = this.app, found = ["documents.a", "documents.b"].map((name) => data.documentNamed.get(store.kept(name)) ?? -1);
    const pair = [...new Set(found)].filter((document) => document >= 0);
    return pair.length === 2 && versions(data, pair[0], pair[1]) ? pair.sort((a, b) => a - b) : pair;
  }

  get shown() {
    return Math.max(ROWS, Math.min(400, Math.round(Number(this.app.store.kept("documents.shown"))) || ROWS));
  }

  /** @param {number[]} pair */
  go(pair) {
    const { store, data } = this.app, [a = "", b = ""] = pair.map((document) => data.documents.id[document]);
    store.set({ more: { ...store.state.more, "documents.a": a, "documents.b": b } });
    this.host.scrollTop = 0;
  }

  draw() {
    const { app } = this, pair = this.pair();
    this.asked = this.question();
    this.strips = null;
    this.choices(pair);
    if (!app.data.documents.n) return fill(this.body, make("p", { class: "documents-none" }, app.words.say("documents.none")));
    if (pair.length === 2) this.two([pair[0], pair[1]]);
    else if (pair.length) this.one(pair[0]);
    else this.all();
    return undefined;
  }

  /** @param {number[]} pair the two fields above */
  choices(pair) {
    const { data, words } = this.app, d = data.documents, had = /** @type {HTMLElement | null} */ (this.bar.contains(document.activeElement) ? document.activeElement : null)?.id;
    const field = (/** @type {string} */ id, /** @type {number} */ at, /** @type {(to: number) => void} */ choose) => make("label", { class: "documents-field" }, make("span", {}, words.say(`documents.${id}`)),
      make("select", { id: `documents-${id}`, disabled: id === "second" && !pair.length, onchange: (/** @type {any} */ event) => choose(Number(event.target.value)) },
        make("option", { value: -1, selected: at < 0 }, words.say(`documents.${id}.none`)),
        ...d.id.flatMap((_, i) => (id === "second" && i === pair[0] ? [] : [make("option", { value: i, selected: i === at }, `${d.date[i]} · ${cut(d.title[i], 160)}`)]))));
    fill(this.bar, field("one", pair[0] ?? -1, (to) => this.go(to < 0 ? [] : pair.length === 2 && to !== pair[1] ? [to, pair[1]] : [to])),
      field("second", pair[1] ?? -1, (to) => this.go(to < 0 ? [pair[0]] : [pair[0], to])),
      pair.length === 2 && make("button", { type: "button", onclick: () => this.go([pair[1], pair[0]]), hidden: versions(data, pair[0], pair[1]) }, words.say("documents.swap")),
      pair.length > 0 && make("button", { type: "button", onclick: () => this.go([]) }, words.say("documents.all")));
    if (had) document.getElementById(had)?.focus();
  }

  /** @param {boolean} facts @returns {import("./documents_strips.js").Room} */
  room(facts) {
    const style = getComputedStyle(/** @type {HTMLElement} */ (this.body.parentElement)), width = Math.max(280, this.host.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight));
    return facts ? { width, up: width < 600 ? 44 : 54, down: 30, facts } : { width, up: 84, down: 34, facts };
  }

  /** All documents. */
  all() {
    const { app } = this, { data, words } = app, room = this.room(true), most = roomFor(room.width - leftOf(room.width, true));
    const { order, documents: by } = spokenOf(app), common = order.filter((element) => by[element] > 1), elements = (common.length < 8 ? order : common).slice(0, most);
    if (!elements.length) return fill(this.body, make("p", { class: "documents-none" }, words.say("documents.nobody")));
    const documents = data.documents.id.map((_, i) => i), shown = documents.slice(0, this.shown), rest = documents.length - shown.length;
    this.strips = new Strips(app, shown, elements, room, (document) => this.go([document]));
    fill(this.body, make("p", { class: "documents-intro" }, words.say("documents.intro", { elements: words.say("documents.elements", { n: elements.length }), all: order.length })), this.hiding(), this.strips.node,
      rest > 0 && make("button", { type: "button", class: "documents-more", onclick: () => app.store.keep("documents.shown", String(this.shown + ROWS)) }, words.say("documents.more", { n: Math.min(ROWS, rest), rest })));
    return undefined;
  }

  /** @param {number} document one by itself */
  one(document) {
    const { app } = this, { data, words, store } = app, told = toldIn(app, document), d = data.documents, room = this.room(false), id = d.id[document];
    const elements = bySaying(data, told.statements).slice(0, roomFor(room.width));
    fill(this.body, make("h2", { dir: "auto" }, cut(d.title[document], 400)), make("p", { class: "soft" }, [dated(app, document), d.identifier[document], d.version[document] === "1" ? "" : words.say("documents.version", { version: d.version[document] })].filter(Boolean).join(" · ")),
      make("p", {}, counts(app, told), " ", statuses(app, told.statements), " ", make("button", { type: "button", onclick: () => store.set({ view: "reader", sel: "", more: { ...store.state.more, "reader.document": id } }) }, words.say("documents.read"))),
      make("p", { class: "soft documents-scope" }, `${coded(app, document)}. `, isolated(cut(d.scope[document], 1500))), this.hiding());
    if (!told.statements.length) return this.body.append(make("p", { class: "documents-none" }, words.say("documents.silent")));
    this.strips = new Strips(app, [document], elements, room, () => {});
    this.body.append(make("p", { class: "documents-intro" }, words.say("documents.intro.one", { elements: words.say("documents.elements", { n: elements.length }) })), this.strips.node, make("div", { class: "documents-sides" }, commonPart(app, document, told, (other) => this.go([document, other])), elementsPart(app, told)), asksPart(app, document, told));
    return undefined;
  }

  /** @param {[number, number]} pair two compared */
  two(pair) {
    const { app } = this, { data, words } = app, found = likened(app, pair[0], pair[1]), room = this.room(false), later = versions(data, pair[0], pair[1]);
    fill(this.body, make("h2", { class: "hidden" }, words.say("documents.compared")), this.hiding(), summed(app, found, later, pair));
    const elements = found.elements.map(({ element }) => element).slice(0, roomFor(room.width));
    if (elements.length > 1) {
      this.strips = new Strips(app, pair, elements, { ...room, up: 64, facts: true }, (document) => this.go([document]));
      this.body.append(this.strips.node);
    }
    this.body.append(sharedPart(app, found), elementsOfBoth(app, found, pair), onlyParts(app, found, later, pair));
  }

  /** @returns {HTMLElement | false} */
  hiding() {
    return filtered(this.app) && make("p", { class: "soft" }, this.app.words.say("documents.filtered"));
  }

  /** @returns {string} what is asked for, to see whether it changed */
  question() {
    return `${this.pair().join(" ")} ${this.shown}`;
  }

  /** @param {Change} change */
  update(change) {
    if (change.has("size")) {
      if (this.host.clientWidth === this.wide) return;
      this.wide = this.host.clientWidth;
      this.draw();
    } else if (change.has("kept") || (change.has("more") && this.asked !== this.question())) this.draw();
    else if (change.has("prose") && this.pair().length) this.draw();
    else if (change.has("theme") || change.has("sel")) this.strips?.mark();
  }

  scene() {
    return sceneOfStrips(this.app, this.strips, this.title());
  }

  /** @returns {string} */
  title() {
    const { data, words } = this.app, pair = this.pair();
    return pair.length ? pair.map((document) => data.documents.title[document]).join(" / ") : words.say("view.documents");
  }

  table() {
    return tableOfDocuments(this.app, this.pair(), this.title());
  }
}
