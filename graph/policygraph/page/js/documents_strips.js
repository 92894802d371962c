// Documents one below the other, their linkages always in the same places; what is pointed at or chosen lights up in all.

import { cut, isolated, make } from "./dom.js";
import { axisOf, placeAt } from "./documents_axis.js";
import { coded, dated, statuses, titled } from "./documents_facts.js";
import { names } from "./documents_names.js";
import { arcAt, shapeOf, stripItems, toldIn } from "./documents_strip.js";
import { between } from "./evidence_gather.js";
import { fit, paint } from "./scene.js";
import { spokenOf } from "./start_spoken.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./documents_axis.js").Axis} Axis */
/** @typedef {{ document: number, told: import("./documents_strip.js").Told, shape: ReturnType<typeof shapeOf>, canvas: HTMLCanvasElement }} Row */
/** @typedef {{ width: number, up: number, down: number, facts: boolean }} Room facts: whether each row says what it is */

const BESIDE = 900, FACTS = 300; // from this width on the facts stand at the left, so wide

/** @param {number} width @param {boolean} facts @returns {number} where the line begins */
export function leftOf(width, facts) {
  return facts && width >= BESIDE ? FACTS : 0;
}

export class Strips {
  /** @param {App} app @param {number[]} documents @param {number[]} elements @param {Room} room @param {(document: number) => void} open */
  constructor(app, documents, elements, room, open) {
    this.app = app;
    this.room = room;
    this.left = leftOf(room.width, room.facts);
    this.axis = axisOf(app, elements, room.width - this.left);
    /** @type {Row[]} */
    this.rows = documents.map((document) => {
      const told = toldIn(app, document);
      return { document, told, shape: shapeOf(app, this.axis, told, room.up), canvas: /** @type {HTMLCanvasElement} */ (make("canvas", { role: "img" })) };
    });
    this.most = Math.max(1, ...this.rows.flatMap(({ shape }) => [...shape.bars.values()].map((bar) => bar.reduce((sum, n) => sum + n, 0))));
    this.cross = make("div", { class: "documents-cross", "aria-hidden": "true" });
    this.says = make("p", { class: "documents-says" });
    this.head = names(app, this.axis, this.left, { point: (place) => this.point(place), choose: (place) => this.choose(place), open: (place) => app.store.set({ view: "focus", sel: `e/${this.id(place)}` }) });
    this.node = make("div", { class: "documents-strips", style: `min-width:${this.left + this.axis.width}px` }, make("div", { class: "documents-top" }, this.says, this.head), this.cross, ...this.rows.map((row) => this.row(row, open)));
    this.node.addEventListener("pointerleave", () => this.point(-1));
    this.mark();
  }

  /** @param {number} place @returns {string} */
  id(place) {
    return this.app.data.elements.id[this.axis.elements[place]];
  }

  /** @param {Row} row @param {(document: number) => void} open @returns {HTMLElement} */
  row({ document, told, shape, canvas }, open) {
    const { app } = this, { words } = app, arcs = shape.arcs.length, bars = [...shape.bars.values()].flat().reduce((sum, n) => sum + n, 0);
    canvas.setAttribute("aria-label", words.say("documents.strip", { title: isolated(app.data.documents.title[document]), arcs, bars, outside: shape.outside }));
    canvas.addEventListener("pointermove", (event) => this.over(event, shape));
    canvas.addEventListener("click", (event) => this.clicked(event, shape));
    const facts = this.room.facts && make("div", { class: "documents-facts" }, make("h3", {}, titled(app, document, open)),
      make("p", { title: cut(app.data.documents.scope[document], 600) || undefined }, make("span", {}, dated(app, document)), make("span", {}, words.say("documents.statements", { n: told.statements.length }), " ", statuses(app, told.statements)), make("span", {}, coded(app, document, true))));
    return make("article", { class: this.left ? "documents-row beside" : "documents-row", "data-row": app.data.documents.id[document] }, facts, canvas);
  }

  /** Where the mouse is over a picture. @param {PointerEvent | MouseEvent} event @param {Row["shape"]} shape */
  hit(event, shape) {
    const arc = arcAt(this.axis, shape.arcs, event.offsetX, this.room.up - event.offsetY);
    return { arc, place: arc ? -1 : placeAt(this.axis, event.offsetX) };
  }

  /** @param {PointerEvent} event @param {Row["shape"]} shape */
  over(event, shape) {
    const { app } = this, { words } = app, { arc, place } = this.hit(event, shape);
    this.point(place);
    if (!arc) return;
    const { lane } = arc, status = app.data.lists.status[lane.status];
    this.says.textContent = `${cut(words.linkage(lane.linkage), 300)}: ${lane.only ? words.say("not only") : `${app.look.sign(status)} ${words.term("status", lane.status)}`}, ${lane.listed === lane.count ? words.say("documents.listed") : words.say("documents.statements", { n: lane.count })}`;
  }

  /** @param {MouseEvent} event @param {Row["shape"]} shape */
  clicked(event, shape) {
    const { arc, place } = this.hit(event, shape);
    if (arc) this.app.store.select(`l/${this.app.data.linkageId(arc.lane.linkage)}`);
    else if (place >= 0) this.choose(place);
  }

  /** @param {number} place */
  choose(place) {
    const sel = `e/${this.id(place)}`, { store } = this.app;
    store.select(store.state.sel === sel ? "" : sel);
  }

  /** Shows a place in all documents. @param {number} place -1 for none */
  point(place) {
    const { words } = this.app, element = this.axis.elements[place], { axis } = this;
    this.cross.toggleAttribute("hidden", place < 0);
    this.head.querySelectorAll("button").forEach((button, i) => button.classList.toggle("lit", i === place));
    if (place < 0) {
      this.says.textContent = words.say("documents.hint");
      return;
    }
    this.cross.style.cssText = `left:${this.left + axis.x[place] - axis.pitch / 2}px;width:${axis.pitch}px`;
    const spoken = spokenOf(this.app);
    this.says.textContent = words.say("documents.spoken", { element: isolated(cut(words.element(element), 120)), statements: words.say("documents.statements", { n: spoken.statements[element] }), documents: words.say("documents.documents", { n: spoken.documents[element] }) });
  }

  /** @returns {{ linkages: Set<number> | null, element: number }} what is chosen, if it has a place here */
  chosen() {
    const { data, store } = this.app, { kind, ids } = store.chosen, s = data.statements;
    const statement = kind === "s" ? data.statementNamed.get(ids[0]) : undefined;
    const element = kind === "e" ? data.elementNamed.get(ids[0]) : statement !== undefined && s.linkage[statement] < 0 ? s.element[statement] : undefined;
    const linkage = kind === "l" ? data.linkageNamed.get(ids[0]) : statement !== undefined && s.linkage[statement] >= 0 ? s.linkage[statement] : undefined;
    const ends = kind === "p" ? ids.map((id) => data.elementNamed.get(id)) : [];
    const place = element === undefined ? -1 : (this.axis.place.get(element) ?? -1);
    const linkages = element !== undefined ? [...data.linkagesOf.of(element)] : linkage !== undefined ? [linkage] : ends[0] !== undefined && ends[1] !== undefined ? between(data, ends[0], ends[1]) : [];
    const here = new Set(linkages), drawn = this.rows.some(({ shape }) => shape.arcs.some(({ lane }) => here.has(lane.linkage)));
    return place >= 0 || drawn ? { linkages: here, element: place } : { linkages: null, element: -1 };
  }

  /** Draws what is chosen. */
  mark() {
    const how = { most: this.most, ...this.chosen() }, { room, axis } = this;
    this.head.querySelectorAll("button").forEach((button, i) => button.setAttribute("aria-pressed", String(i === how.element)));
    for (const { canvas, shape } of this.rows) {
      const context = fit(canvas, axis.width, room.up + room.down);
      paint(context, stripItems(this.app, axis, shape, room, how));
    }
    this.point(-1);
  }

  /** @returns {import("./scene.js").Item[][]} the items of each row, for a picture of all */
  items() {
    const how = { most: this.most, ...this.chosen() };
    return this.rows.map(({ shape }) => stripItems(this.app, this.axis, shape, this.room, how));
  }
}
