// The answer as it is shown: in a sentence, as a table, and as a picture where two columns name elements.

import { announce, fill, make } from "./dom.js";
import { drawn, sceneOf } from "./focus_draw.js";
import { walkable } from "./paths_keys.js";
import { answerPicture, endsOf } from "./sparql_picture.js";
import { answerTable, PAGE } from "./sparql_table.js";
import { pager } from "./table_tools.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./store.js").Change} Change */
/** @typedef {import("./sparql_cells.js").Answer} Answer */

export class Shown {
  /** @param {App} app @param {HTMLElement} host */
  constructor(app, host) {
    this.app = app;
    this.host = host;
    this.says = make("p", { class: "sparql-says" });
    this.switch = make("div", { class: "sparql-shape", role: "group", hidden: true });
    this.stage = make("div", { class: "sparql-stage" });
    this.node = make("section", { class: "sparql-answer", "aria-label": app.words.say("sparql.answer") }, this.says, this.switch, this.stage);
    /** @type {Answer | null} */ this.answer = null;
    /** @type {import("./sparql_picture.js").Drawn | null} */ this.picture = null;
    this.title = "";
    this.wide = 0;
    this.options = "";
  }

  clear() {
    this.answer = null;
    this.picture = null;
    this.switch.hidden = true;
    fill(this.says);
    fill(this.stage);
    this.node.removeAttribute("aria-busy");
    delete this.node.dataset.answered;
  }

  /** What was answered before stays, faintly, until there is something new. @param {string} text @param {() => void} stop */
  waiting(text, stop) {
    this.answer = null;
    this.picture = null;
    this.node.setAttribute("aria-busy", "true");
    delete this.node.dataset.answered;
    fill(this.says, text, " ", make("button", { type: "button", id: "sparql-stop", onclick: stop }, this.app.words.say("sparql.stop")));
    announce(text);
  }

  /** @param {string} text @param {HTMLElement} [more] */
  trouble(text, more) {
    this.clear();
    fill(this.says, make("strong", {}, text), more && " ", more);
    this.node.dataset.answered = "no";
    announce(text);
  }

  /** @param {Answer} answer @param {string} title */
  show(answer, title) {
    const { words } = this.app, n = answer.rows.length;
    this.node.removeAttribute("aria-busy");
    this.answer = answer;
    this.title = title;
    const told = n ? words.say("sparql.rows", { n }) : words.say("sparql.empty");
    fill(this.says, make("strong", {}, told), answer.cut && ` ${words.say("sparql.cut")}`);
    announce(told);
    this.draw();
    this.node.dataset.answered = "yes";
  }

  /** @returns {string} "table" or "picture", as chosen */
  get shape() {
    return this.app.store.kept("sparql.shape", "table") === "picture" && this.answer && endsOf(this.answer) && this.answer.rows.length ? "picture" : "table";
  }

  get page() {
    const pages = Math.ceil((this.answer?.rows.length ?? 0) / PAGE);
    return Math.max(0, Math.min(pages - 1, Math.round(Number(this.app.store.kept("sparql.page", "1"))) - 1 || 0));
  }

  draw() {
    const { app, answer, shape, page } = this, { words, store } = app, ends = answer && endsOf(answer);
    this.options = `${shape} ${page}`;
    this.picture = null;
    if (!answer?.rows.length) {
      this.switch.hidden = true;
      return fill(this.stage);
    }
    this.switch.hidden = !ends;
    this.switch.setAttribute("aria-label", words.say("sparql.shape"));
    fill(this.switch, ...["table", "picture"].map((name) => make("button", {
      type: "button", "data-shape": name, "aria-pressed": String(name === shape), onclick: () => store.keep("sparql.shape", name === "table" ? "" : name),
    }, words.say(`sparql.shape.${name}`))));
    if (shape === "picture" && ends) return this.draws(ends);
    const told = words.say("sparql.rows", { n: answer.rows.length });
    fill(this.stage, answerTable(app, answer, page * PAGE, `${this.title}: ${told}`),
      make("div", { class: "sparql-pages" }, ...pager(app, { page, size: PAGE, of: answer.rows.length }, (to) => store.keep("sparql.page", to ? String(to + 1) : ""))));
    this.mark();
    this.offer();
    return undefined;
  }

  /** @param {[number, number]} ends */
  draws(ends) {
    const { app } = this, answer = /** @type {Answer} */ (this.answer), { words, store } = app;
    this.wide = this.host.clientWidth;
    const title = words.say("sparql.picture", { left: answer.headings[ends[0]], right: answer.headings[ends[1]] });
    this.picture = answerPicture(app, answer, ends, Math.max(300, this.node.clientWidth || this.wide - 40), title);
    const stage = make("div", { class: "sparql-drawing" }, drawn(this.picture)), { drawn: some, all } = this.picture;
    walkable(stage, {
      piece: (key) => this.picture?.pieces.find((piece) => piece.key === key), select: (sel) => store.select(sel),
      open: (element) => store.set({ view: "focus", sel: `e/${app.data.elements.id[element]}` }), light: () => {},
    });
    fill(this.stage, make("p", { class: "soft" }, words.say(some < all ? "sparql.drawn.some" : "sparql.drawn", { n: some, all })), stage);
    this.mark();
    this.offer();
  }

  /** The exports ask anew what the view has to offer. */
  offer() {
    this.app.store.tell(["answer"]);
  }

  /** Shows what is chosen. */
  mark() {
    const { sel } = this.app.store.state;
    for (const node of this.stage.querySelectorAll("[data-sel]")) node.toggleAttribute("data-chosen", /** @type {HTMLElement} */ (node).dataset.sel === sel && sel !== "");
    for (const node of this.stage.querySelectorAll("[data-key]")) {
      const own = this.picture?.pieces.find((piece) => piece.key === /** @type {SVGElement} */ (node).dataset.key), on = own?.sel === sel && sel !== "";
      node.classList.toggle("chosen", on);
      node.setAttribute("aria-pressed", String(on));
    }
  }

  /** @param {Change} change */
  update(change) {
    if (!this.answer || change.has("answer")) return;
    const other = change.has("more") && this.options !== `${this.shape} ${this.page}`;
    const redrawn = this.picture && (change.has("theme") || (change.has("size") && this.wide !== this.host.clientWidth));
    if (other || redrawn) this.draw();
    else if (change.has("sel")) this.mark();
  }

  /** @returns {import("./scene.js").Scene} */
  scene() {
    if (!this.picture) throw new Error("there is no picture");
    return { ...sceneOf(this.picture, [], this.app.look.ground.band), title: this.title };
  }

  table() {
    return { name: this.title || this.app.words.say("view.sparql"), columns: this.answer?.columns ?? [], rows: this.answer?.rows ?? [] };
  }

  /** @returns {number[]} the statements that the answer names */
  statements() {
    const { answer } = this, { statementNamed } = this.app.data;
    if (!answer) return [];
    const named = answer.rows.flatMap((row, r) => row.flatMap((_, c) => answer.parts(r, c).flatMap(({ sel }) => (sel.startsWith("s/") ? [statementNamed.get(sel.slice(2)) ?? -1] : []))));
    return [...new Set(named)].filter((i) => i >= 0).sort((a, b) => a - b);
  }
}
