// The focus: one element in the middle, what it is linked to about it, one to three steps away.

import { announce, fill, isolated, make, typing } from "./dom.js";
import { bandsPicture } from "./focus_bands.js";
import { drawn, sceneOf } from "./focus_draw.js";
import { headOf, nothing } from "./focus_head.js";
import { listRings, listRows } from "./focus_list.js";
import { chosenLinkages, middleOf } from "./focus_middle.js";
import { guide } from "./focus_keys.js";
import { rowsOf, within } from "./focus_near.js";
import { stepsPicture } from "./focus_steps.js";
import { tableOf } from "./focus_table.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./main.js").View} View */
/** @typedef {import("./store.js").Change} Change */
/** @typedef {import("./focus_draw.js").Picture} Picture */
/** @typedef {import("./focus_near.js").Row} Row */

const GROUPS = ["link", "kind", "status"];

/** @param {HTMLElement} host @param {App} app @returns {View} */
export function focusView(host, app) {
  return new Focus(host, app);
}

class Focus {
  /** @param {HTMLElement} host @param {App} app */
  constructor(host, app) {
    this.app = app;
    this.at = middleOf(app, -1, true);
    /** @type {Picture | null} */ this.picture = null;
    /** @type {Row[]} */ this.rows = [];
    /** @type {number[][]} */ this.rings = [];
    this.tied = "";
    this.head = make("div", { class: "focus-head" });
    this.stage = make("div", { class: "focus-stage" });
    this.items = make("div", { class: "focus-list" });
    this.list = /** @type {HTMLDetailsElement} */ (make("details", { class: "focus-text", ontoggle: () => this.listed() }, make("summary", {}, app.words.say("focus.list")), this.items));
    this.foot = make("p", { class: "focus-help" }, app.words.say("focus.help"));
    this.body = make("div", { class: "focus" }, this.head, this.stage, this.foot, this.list);
    fill(host, this.body);
    this.host = host;
    this.room = this.size();
    guide(this.stage, { select: (sel) => this.select(sel), centre: (at) => this.centre(at), piece: (key) => this.picture?.pieces.find((piece) => piece.key === key), open: (band) => this.open(band) });
    this.keys = (/** @type {KeyboardEvent} */ event) => this.pressed(event);
    addEventListener("keydown", this.keys);
    this.draw();
  }

  size() {
    const style = getComputedStyle(this.body), wide = this.host.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    return { width: Math.max(280, Math.min(1500, wide)), height: Math.max(360, this.host.clientHeight - 130) };
  }

  get steps() {
    return Math.min(3, Math.max(1, Number(this.app.store.kept("focus.steps", "1")) || 1));
  }

  get group() {
    const group = this.app.store.kept("focus.group", "link");
    return GROUPS.includes(group) ? group : "link";
  }

  /** Puts all of it up anew. */
  draw() {
    const { app, at } = this, { words } = app;
    const focused = this.stage.contains(document.activeElement);
    this.picture = null;
    this.tied = this.options();
    fill(this.items);
    if (at < 0) {
      fill(this.head);
      fill(this.stage, nothing(app, (element) => this.centre(element)));
      this.list.hidden = this.foot.hidden = true;
      return;
    }
    this.rows = rowsOf(app, at);
    fill(this.head, ...headOf(app, at, this.controls()));
    this.list.hidden = this.foot.hidden = !this.rows.length;
    if (!this.rows.length) {
      const hidden = [...app.data.linkagesOf.of(at)].reduce((sum, linkage) => sum + app.data.ofLinkage.of(linkage).length, 0);
      fill(this.stage, make("p", { class: "focus-empty" }, words.say(hidden ? "focus.hidden" : "focus.alone", { element: isolated(words.element(at)), n: hidden })));
      return;
    }
    const room = { ...this.room, group: this.group, open: new Set(app.store.kept("focus.open").split(" ").filter(Boolean)) };
    if (this.steps > 1) {
      const near = within(app, at, this.steps);
      this.rings = near.rings;
      this.picture = stepsPicture(app, at, near, room);
    } else {
      this.rings = [];
      this.picture = bandsPicture(app, at, this.rows, room);
    }
    fill(this.stage, drawn(this.picture));
    this.foot.textContent = words.say(this.steps > 1 ? "focus.help.steps" : "focus.help");
    this.mark();
    if (focused) /** @type {SVGElement | null} */ (this.stage.querySelector('[tabindex="0"]'))?.focus();
    this.list.open = app.store.kept("focus.list") === "open";
    this.listed();
  }

  /** @returns {HTMLElement} the number of steps, and how neighbours are grouped */
  controls() {
    const { words } = this.app;
    const choice = (/** @type {string} */ name, /** @type {string} */ value, /** @type {string} */ text, /** @type {string} */ now) =>
      make("button", { type: "button", "data-choice": `${name}.${value}`, "aria-pressed": String(value === now), onclick: () => this.keep(name, value) }, text);
    const steps = make("div", { role: "group", "aria-label": words.say("focus.steps"), class: "focus-choice" },
      make("span", { "aria-hidden": "true" }, words.say("focus.steps")), ...["1", "2", "3"].map((n) => choice("focus.steps", n, n, String(this.steps))));
    if (this.steps > 1 || this.rows.length < 3) return make("div", { class: "focus-controls" }, steps);
    return make("div", { class: "focus-controls" }, steps,
      make("div", { role: "group", "aria-label": words.say("focus.group"), class: "focus-choice" }, make("span", { "aria-hidden": "true" }, words.say("focus.group")),
        ...GROUPS.map((name) => choice("focus.group", name, words.say(`focus.group.${name}`), this.group))));
  }

  /** @param {string} name @param {string} value */
  keep(name, value) {
    const had = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset?.choice;
    this.app.store.keep(name, value === { "focus.steps": "1", "focus.group": "link" }[name] ? "" : value);
    if (had) /** @type {HTMLElement | null} */ (this.head.querySelector(`[data-choice="${had}"]`))?.focus();
  }

  /** Shows what is chosen. */
  mark() {
    const chosen = new Set(this.chosen());
    for (const node of this.stage.querySelectorAll("[data-key]")) {
      const on = chosen.has(/** @type {SVGElement} */ (node).dataset.key ?? "");
      node.classList.toggle("chosen", on);
      if (!node.classList.contains("opens")) node.setAttribute("aria-pressed", String(on));
    }
  }

  /** @returns {string[]} the keys of the pieces that show what is selected */
  chosen() {
    const linkages = new Set(chosenLinkages(this.app));
    return (this.picture?.pieces ?? []).filter((piece) => piece.linkages.some((linkage) => linkages.has(linkage))).map((piece) => piece.key);
  }

  /** Fills the list, once it is open. */
  listed() {
    const open = this.list.open, { store } = this.app;
    if (open !== (store.kept("focus.list") === "open")) store.keep("focus.list", open ? "open" : "", { quiet: true });
    if (!open || this.items.childElementCount) return;
    const deeds = { select: (/** @type {string} */ sel) => this.select(sel), centre: (/** @type {number} */ element) => this.centre(element) };
    if (this.rings.length) listRings(this.items, this.app, this.rings, deeds);
    else listRows(this.items, this.app, this.rows, this.group, deeds);
  }

  /** @param {string} sel */
  select(sel) {
    const { store, data } = this.app;
    store.set({ sel, more: { ...store.state.more, "focus.at": data.elements.id[this.at] } });
  }

  /** @param {number} element */
  centre(element) {
    const { store, data, words } = this.app, more = { ...store.state.more, "focus.at": "", "focus.open": "" };
    store.set({ sel: `e/${data.elements.id[element]}`, more });
    announce(words.say("focus.middle", { element: isolated(words.element(element)), n: this.rows.length }));
  }

  /** @param {string} band */
  open(band) {
    const { store } = this.app;
    if (band === "list") {
      this.list.open = true;
      this.list.scrollIntoView({ block: "start" });
      /** @type {HTMLElement | null} */ (this.list.querySelector("summary"))?.focus();
      return;
    }
    const open = new Set(store.kept("focus.open").split(" ").filter(Boolean));
    if (!open.delete(band)) open.add(band);
    store.keep("focus.open", [...open].sort().join(" "));
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (!["1", "2", "3"].includes(event.key) || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    this.keep("focus.steps", event.key);
  }

  /** @param {Change} change */
  update(change) {
    const { app } = this;
    if (change.has("size")) {
      const room = this.size();
      if (room.width === this.room.width && room.height === this.room.height) return;
      this.room = room;
      return this.draw();
    }
    if (change.has("sel") || change.has("more")) {
      const at = middleOf(app, this.at, change.has("more"));
      if (at !== this.at) {
        this.at = at;
        this.host.scrollTop = 0;
        return this.draw();
      }
      if (change.has("sel") && !change.has("more")) this.remember();
    }
    if (change.has("kept") || change.has("theme")) return this.draw();
    if (change.has("more") && this.tied !== this.options()) return this.draw();
    if (change.has("sel")) this.mark();
  }
  /** Keeps which element is in the middle, where the address would not tell: a step that nobody has to undo. */
  remember() {
    const { app, at } = this;
    if (at < 0 || middleOf(app, -1, true) === at) return;
    setTimeout(() => {
      if (this.at === at && app.store.state.view === "focus") app.store.keep("focus.at", app.data.elements.id[at], { quiet: true });
    });
  }

  options() {
    return `${this.steps} ${this.group} ${this.app.store.kept("focus.open")}`;
  }

  scene() {
    const { words, look } = this.app;
    if (!this.picture) return { width: 400, height: 60, title: words.say("view.focus"), items: [] };
    return sceneOf(this.picture, this.chosen(), look.ground.band);
  }

  table() {
    return tableOf(this.app, this.at, this.rows, this.rings);
  }

  leave() {
    removeEventListener("keydown", this.keys);
  }
}
