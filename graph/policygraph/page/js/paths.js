// Paths between two elements, over linkages of one status, each honest about how many documents had to be read to tell it.

import { cut, fill, isolated, make } from "./dom.js";
import { drawn, sceneOf } from "./focus_draw.js";
import { pathsPicture } from "./paths_draw.js";
import { examples, filtered, hintsOf } from "./paths_hints.js";
import { walkable } from "./paths_keys.js";
import { pathItem, tableOf } from "./paths_list.js";
import { askedOf, asking, Options } from "./paths_options.js";
import { pathsOf } from "./paths_search.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./main.js").View} View */
/** @typedef {import("./store.js").Change} Change */
/** @typedef {import("./paths_search.js").Path} Path */
/** @typedef {import("./focus_draw.js").Picture} Picture */
/** @typedef {{ key: string, paths: Path[], shown: Path[], first: number, stage: HTMLElement, items: HTMLElement[], picture: Picture | null }} Part those told whole, or those stitched */

const SHOWN = 25; // of each part

/** @param {HTMLElement} host @param {App} app @returns {View} */
export function pathsView(host, app) {
  return new Paths(host, app);
}

class Paths {
  /** @param {HTMLElement} host @param {App} app */
  constructor(host, app) {
    this.app = app;
    this.host = host;
    this.options = new Options(app, (parts) => app.store.set({ more: asking(app, parts) }));
    this.body = make("div", { class: "paths-body" });
    fill(host, make("div", { class: "paths" }, make("p", { class: "paths-what" }, app.words.say("paths.what")), this.options.node, this.body));
    /** @type {Path[]} */ this.paths = [];
    /** @type {Part[]} */ this.parts = [];
    this.wide = host.clientWidth;
    this.asked = "";
    this.begin();
    this.draw();
  }

  /** What is chosen in another view is where the paths begin, if nothing is asked for yet. */
  begin() {
    const { store } = this.app, { kind, ids } = store.chosen;
    if (store.kept("paths.from") || store.kept("paths.to") || kind !== "e" || !this.app.data.elementNamed.has(ids[0])) return;
    setTimeout(() => {
      if (store.state.view === "paths" && !store.kept("paths.from")) store.keep("paths.from", ids[0], { quiet: true });
    });
  }

  get shown() {
    return Math.max(SHOWN, Math.min(500, Math.round(Number(this.app.store.kept("paths.shown"))) || SHOWN));
  }

  /** Looks for the paths, and puts all of it up anew. */
  draw() {
    const { app } = this, { words } = app, asked = askedOf(app);
    this.options.update();
    this.asked = this.question();
    this.paths = [];
    this.parts = [];
    const { first, last } = asked;
    if (first < 0 || last < 0) return this.empty(asked);
    if (first === last) return fill(this.body, make("p", { class: "paths-says" }, words.say("paths.same", { element: this.name(first) })));
    if (!asked.statuses.length) return fill(this.body, make("p", { class: "paths-says" }, words.say("paths.nostatus")));
    const { paths, all } = pathsOf(app.data, app.kept().statement, asked);
    this.paths = paths;
    const names = { from: this.name(first), to: this.name(last) };
    if (!paths.length) return this.none(names, asked);
    const whole = paths.filter((path) => path.tellers.length), stitched = paths.filter((path) => !path.tellers.length);
    fill(this.body, make("p", { class: "paths-says", "data-count": paths.length }, make("strong", {}, words.say(all ? "paths.found.lead" : "paths.found.most", { n: paths.length, ...names })), " ",
      words.say("paths.split", { whole: whole.length, stitched: stitched.length })),
    make("p", { class: "soft" }, words.say("paths.caution")), this.hiding());
    this.part("whole", whole, 1);
    this.part("stitched", stitched, 1);
    return undefined;
  }

  /** @param {number} element @returns {string} its name, as it stands in a sentence */
  name(element) {
    return isolated(cut(this.app.words.element(element), 120));
  }

  /** @returns {HTMLElement | false} that filters may hide steps */
  hiding() {
    return filtered(this.app) && make("p", { class: "soft" }, this.app.words.say("paths.filtered"));
  }

  /** @param {string} key @param {Path[]} paths @param {number} first */
  part(key, paths, first) {
    if (!paths.length) return;
    const { app, shown: most } = this, { words, store } = app, shown = paths.slice(0, most);
    const items = shown.map((path, i) => pathItem(app, path, first + i)), stage = make("div", { class: "paths-stage" });
    /** @type {Part} */ const part = { key, paths, shown, first, stage, items, picture: null };
    this.parts.push(part);
    walkable(stage, {
      piece: (name) => part.picture?.pieces.find((piece) => piece.key === name), select: (sel) => store.select(sel),
      open: (element) => store.set({ view: "focus", sel: `e/${app.data.elements.id[element]}` }),
      light: (on) => items.forEach((item, i) => item.classList.toggle("on", Boolean(on && on.size < shown.length && on.has(i)))),
    });
    const rest = paths.length - shown.length;
    this.body.append(make("section", { class: "paths-part", "data-part": key, "aria-labelledby": `paths-${key}` },
      make("h2", { id: `paths-${key}` }, words.say(`paths.part.${key}`), make("span", { class: "number" }, ` ${words.number(paths.length)}`)),
      rest > 0 && make("p", { class: "soft" }, words.say("paths.first", { n: shown.length, all: paths.length })),
      stage, make("ol", { class: "paths-list" }, ...items),
      rest > 0 && most < 500 && make("button", { type: "button", class: "paths-more", onclick: () => store.keep("paths.shown", String(most + SHOWN)) }, words.say("paths.more", { n: Math.min(SHOWN, rest) }))));
    this.picture(part);
  }

  /** @param {Part} part */
  picture(part) {
    const { app } = this, title = app.words.say("paths.picture", { n: Math.min(SHOWN, part.shown.length), part: app.words.say(`paths.part.${part.key}`) });
    part.picture = pathsPicture(app, part.shown.slice(0, SHOWN), part.first, Math.max(300, this.body.clientWidth), title);
    fill(part.stage, drawn(part.picture));
    this.mark();
  }

  /** Shows what is chosen. */
  mark() {
    const { sel } = this.app.store.state;
    for (const part of this.parts) {
      for (const node of part.stage.querySelectorAll("[data-key]")) {
        const own = part.picture?.pieces.find((piece) => piece.key === /** @type {SVGElement} */ (node).dataset.key);
        node.classList.toggle("chosen", own?.sel === sel);
        node.setAttribute("aria-pressed", String(own?.sel === sel));
      }
    }
  }

  /** Where no path leads. @param {{ from: string, to: string }} names @param {import("./paths_search.js").Asked} asked */
  none(names, asked) {
    const { words } = this.app, hints = hintsOf(this.app, asked);
    fill(this.body, make("p", { class: "paths-says", "data-count": 0 }, make("strong", {}, words.say("paths.none", { n: asked.most, ...names }))),
      make("p", { class: "soft" }, words.say("paths.notabsent")), this.hiding(),
      hints.length > 0 && make("p", {}, words.say("paths.hint")), hints.length > 0 && make("ul", { class: "paths-hints" }, ...hints),
      !hints.length && make("p", {}, words.say("paths.hint.nothing")));
  }

  /** Where there is nothing to look for yet. @param {import("./paths_search.js").Asked} asked */
  empty({ first, last }) {
    const { app } = this, { words, store, data } = app, one = first >= 0 ? first : last, pairs = one < 0 ? examples(app) : [];
    const unknown = ["paths.from", "paths.to"].map((name) => store.kept(name)).filter((id) => id && !data.elementNamed.has(id));
    fill(this.body, ...unknown.map((id) => make("p", {}, words.say("paths.unknown", { id: isolated(cut(id, 120)) }))),
      make("p", {}, words.say(one < 0 ? "paths.choose" : first < 0 ? "paths.choose.from" : "paths.choose.to")),
      pairs.length > 0 && make("p", {}, words.say("paths.example")),
      pairs.length > 0 && make("ul", { class: "paths-examples" }, ...pairs.map(([from, to]) => make("li", {}, make("button", { type: "button", onclick: () => store.set({ more: asking(app, { first: from, last: to }) }) },
        cut(words.element(from), 120), make("span", { class: "soft", "aria-hidden": "true" }, " → "), make("span", { class: "hidden" }, ` ${words.say("paths.to")} `), cut(words.element(to), 120))))));
  }

  /** @returns {string} what is asked for, to see whether it changed */
  question() {
    return JSON.stringify([askedOf(this.app), this.shown]);
  }

  /** @param {Change} change */
  update(change) {
    if (change.has("size")) {
      if (this.host.clientWidth === this.wide) return;
      this.wide = this.host.clientWidth;
      this.parts.forEach((part) => this.picture(part));
    } else if (change.has("kept") || (change.has("more") && this.asked !== this.question())) this.draw();
    else if (change.has("theme")) this.parts.forEach((part) => this.picture(part));
    if (change.has("sel")) this.mark();
  }

  /** The pictures, one under the other. @returns {import("./scene.js").Scene} */
  scene() {
    const { words, look } = this.app;
    const { ink } = look.ground, title = this.title();
    /** @type {import("./scene.js").Item[]} */ const items = [{ is: "text", x: 0, y: 14, text: title, size: 16, colour: ink, bold: true }];
    let y = 34, width = 320;
    for (const { picture, key } of this.parts) {
      if (!picture) continue;
      items.push({ is: "text", x: 0, y: y + 10, text: words.say(`paths.part.${key}`), size: 14, colour: ink });
      items.push(...sceneOf(picture, [], look.ground.band).items.map((item) => moved(item, y + 26)));
      y += picture.height + 44;
      width = Math.max(width, picture.width);
    }
    return { width: Math.max(width, title.length * 8.5), height: y, items, title };
  }

  title() {
    const { words } = this.app, { first, last } = askedOf(this.app), name = (/** @type {number} */ i) => (i < 0 ? "…" : cut(words.element(i), 120));
    return `${name(first)} → ${name(last)}`;
  }

  table() {
    return tableOf(this.app, this.paths, this.title());
  }
}

/** @param {import("./scene.js").Item} item @param {number} down @returns {import("./scene.js").Item} */
function moved(item, down) {
  return item.is === "line" ? { ...item, y1: item.y1 + down, y2: item.y2 + down } : { ...item, y: item.y + down };
}
