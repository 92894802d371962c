// The network: all elements where they lie, the lines between them, and what is pointed at or chosen lit.

import { fill, isolated, make } from "./dom.js";
import { fitted, guided, readCamera, writtenCamera, zoomed } from "./network_camera.js";
import { elementAt, lineAt } from "./network_find.js";
import { Graph } from "./network_graph.js";
import { listenToKeys } from "./network_keys.js";
import { chosenLight, lightOf } from "./network_light.js";
import { sceneItems } from "./network_picture.js";
import { Stage } from "./network_stage.js";
import { atFirst, linesAt, listGroups, toolbar } from "./network_tools.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./main.js").View} View */
/** @typedef {import("./store.js").Change} Change */
/** @typedef {import("./network_camera.js").Camera} Camera */
/** @typedef {import("./network_graph.js").Region} Region */

const NEAR = 0.9;

/** @type {WeakMap<object, Graph>} */ const graphs = new WeakMap();

/** @param {HTMLElement} host @param {App} app @returns {View} */
export function networkView(host, app) {
  return new Network(host, app);
}

class Network {
  /** @param {HTMLElement} host @param {App} app */
  constructor(host, app) {
    this.app = app;
    this.graph = graphs.get(app.data) ?? new Graph(app.data);
    graphs.set(app.data, this.graph);
    this.graph.refresh(app.kept());
    this.pointed = "";
    this.saving = 0;
    const { words } = app;
    this.stage = new Stage(app, this.graph, { x: 0, y: 0, k: 1 }, { lines: () => this.lines(), rested: (drawn, all) => this.rested(drawn, all) });
    this.tools = toolbar(app, { zoom: (factor) => this.zoom(factor), fit: () => this.fit(), lines: (value) => app.store.keep("network.lines", String(value), { quiet: true }) }, this.slider());
    this.what = make("p", { class: "hidden", id: "network-what" });
    this.empty = make("p", { class: "network-empty", hidden: true }, words.say("network.empty"));
    this.groups = make("div", { class: "network-groups" });
    this.list = /** @type {HTMLDetailsElement} */ (make("details", { class: "network-list", ontoggle: () => this.listed() }, make("summary", {}, words.say("network.list")), make("p", { class: "network-help" }, words.say("network.help")), this.groups));
    this.stage.node.setAttribute("aria-label", words.say("network.picture"));
    this.stage.node.setAttribute("aria-describedby", "network-what");
    listenToKeys(this.stage, { look: (camera) => this.look(camera), zoom: (factor) => this.zoom(factor), fit: () => this.fit(), point: (element) => this.point(element, -1) });
    fill(host, make("div", { class: "network" }, this.stage.node, this.tools, this.empty, this.list, this.what));
    guided(this.stage.node, {
      camera: () => this.stage.camera, least: () => this.least(), move: (camera) => this.look(camera),
      hover: (x, y) => this.hover(x, y), away: () => this.point(-1, -1), click: (x, y) => this.click(x, y), twice: (x, y) => this.twice(x, y),
    });
    this.stage.resize();
    this.stage.camera = readCamera(app.store.kept("network.at")) ?? this.whole();
    this.stage.light = chosenLight(app, this.graph);
    this.said();
    this.stage.draw();
  }

  /** @param {Change} change */
  update(change) {
    const { store } = this.app;
    let anew = change.has("theme");
    if (change.has("size")) anew = this.stage.resize() || anew;
    if (change.has("kept")) {
      this.graph.refresh(this.app.kept());
      this.said();
      if (this.list.open) this.listed();
      anew = true;
    }
    if (change.has("more")) {
      const at = store.kept("network.at"), camera = at && at !== writtenCamera(this.stage.camera) ? readCamera(at) : null;
      if (camera && !this.saving) this.stage.camera = camera;
      const input = this.tools.querySelector("input"), value = String(this.slider());
      if (input && input.value !== value) input.value = value;
      anew = true;
    }
    if (change.has("sel") || change.has("kept")) {
      this.stage.light = chosenLight(this.app, this.graph);
      if (change.has("sel") && this.reach()) return;
      this.stage.shine();
    }
    if (anew) this.stage.draw();
  }

  leave() {
    clearTimeout(this.saving);
    this.stage.leave();
  }

  scene() {
    const { width, height } = this.stage;
    return { width, height, items: sceneItems(this.stage.frame(), this.stage.light), title: `${this.app.data.title}: ${this.app.words.say("view.network")}` };
  }

  /** The lines that are drawn, or those lit. */
  table() {
    const { graph, app, stage } = this, { words } = app;
    const rows = (stage.light ?? { lines: stage.lines }).lines.map((i) => [
      words.element(graph.from[i]), graph.open[i] ? words.say("not only") : words.term("status", graph.status[i]), words.element(graph.to[i]), String(graph.count[i]),
    ]);
    return { name: "network", columns: ["subject", "status", "object", "statements"], rows };
  }

  slider() {
    return Math.max(0, Math.min(100, Number(this.app.store.kept("network.lines", String(atFirst(this.graph.order.length)))) || 0));
  }

  lines() {
    return linesAt(this.slider(), this.graph.order.length);
  }

  /** @returns {Camera} all that is there */
  whole() {
    const { x, y } = this.app.data.elements, { first, radius, regions, drawn } = this.graph, bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    const take = (/** @type {number} */ cx, /** @type {number} */ cy, /** @type {number} */ reach) => {
      bounds.left = Math.min(bounds.left, cx - reach);
      bounds.right = Math.max(bounds.right, cx + reach);
      bounds.top = Math.min(bounds.top, cy - reach);
      bounds.bottom = Math.max(bounds.bottom, cy + reach);
    };
    for (const i of first) take(x[i], y[i], radius[i]);
    for (const region of regions) if (region.members.some((i) => drawn[i])) take(region.x, region.y, region.radius);
    return fitted(first.length ? bounds : { left: 0, top: 0, right: 1, bottom: 1 }, this.stage.width, this.stage.height);
  }

  least() {
    return Math.min(1, this.whole().k) * 0.6;
  }

  /** @param {Camera} camera */
  look(camera) {
    this.stage.look(camera);
    clearTimeout(this.saving);
    this.saving = setTimeout(() => {
      this.saving = 0;
      this.app.store.keep("network.at", writtenCamera(this.stage.camera), { quiet: true });
    }, 500);
  }

  fit() {
    this.look(this.whole());
  }

  /** @param {number} factor */
  zoom(factor) {
    this.look(zoomed(this.stage.camera, factor, 0, 0, this.least()));
  }

  /** Goes to what is chosen if it is out of sight. @returns {boolean} whether it was */
  reach() {
    const at = this.stage.light?.middle[0], { camera, width, height } = this.stage, { x, y } = this.app.data.elements;
    if (at === undefined) return false;
    if (Math.abs(x[at] - camera.x) * camera.k < width / 2 - 20 && Math.abs(y[at] - camera.y) * camera.k < height / 2 - 20) return false;
    this.look({ x: x[at], y: y[at], k: Math.max(camera.k, NEAR) });
    return true;
  }

  /** @param {number} x from the middle @param {number} y @returns {{ element: number, line: number }} what is there, or -1 */
  under(x, y) {
    const frame = this.stage.frame(), px = x + frame.width / 2, py = y + frame.height / 2, element = elementAt(frame, px, py);
    if (element >= 0) return { element, line: -1 };
    const lit = chosenLight(this.app, this.graph);
    return { element, line: lineAt(frame, lit ? lit.lines : this.stage.lines, px, py) };
  }

  /** @param {number} x @param {number} y */
  hover(x, y) {
    const { element, line } = this.under(x, y);
    this.point(element, line);
  }

  /** Lights what is pointed at; else what is chosen. @param {number} element @param {number} line */
  point(element, line) {
    const { graph, stage } = this, key = element >= 0 ? `e${element}` : line >= 0 ? `l${line}` : "";
    if (key === this.pointed) return;
    this.pointed = key;
    stage.node.style.cursor = key ? "pointer" : "";
    if (element >= 0) stage.lit(lightOf(graph, element));
    else if (line >= 0) stage.lit({ middle: [graph.from[line], graph.to[line]], lines: [line] });
    else stage.lit(chosenLight(this.app, graph));
  }

  /** @param {number} x @param {number} y */
  click(x, y) {
    const { element, line } = this.under(x, y), { data, store } = this.app, { id } = data.elements;
    this.pointed = "";
    if (element >= 0) return store.select(`e/${id[element]}`);
    if (line < 0) return store.select("");
    const linkages = new Set(this.graph.statementsOf(line).map((i) => data.statements.linkage[i]));
    store.select(linkages.size === 1 ? `l/${data.linkageId([...linkages][0])}` : `p/${id[this.graph.from[line]]}/${id[this.graph.to[line]]}`);
  }

  /** @param {number} x @param {number} y */
  twice(x, y) {
    const { element } = this.under(x, y);
    if (element >= 0) this.app.store.select(`e/${this.app.data.elements.id[element]}`, "focus");
  }

  /** @param {number} drawn @param {number} all */
  rested(drawn, all) {
    const count = this.tools.querySelector(".network-count");
    if (count) count.textContent = drawn < all ? this.app.words.say("network.some", { drawn, all }) : this.app.words.say("network.all", { n: all });
  }

  /** Says in words what the picture shows. */
  said() {
    const { graph, app } = this, { words } = app, names = Array.from(graph.first.subarray(0, 5), (i) => isolated(words.element(i)));
    const regions = graph.regions.filter((region) => region.members.some((i) => graph.drawn[i])).length;
    this.empty.hidden = graph.first.length > 0;
    this.what.textContent = graph.first.length ? words.say("network.what", { elements: graph.first.length, lines: graph.order.length, regions, names: names.join(", ") }) : words.say("network.empty");
  }

  listed() {
    if (this.list.open) listGroups(this.app, this.graph, this.groups, (region) => this.look(fitted({ left: region.x - region.radius, right: region.x + region.radius, top: region.y - region.radius, bottom: region.y + region.radius }, this.stage.width, this.stage.height)));
  }
}
