// The answer as it is shown: in a sentence, as a table, as a picture, and as files to take away.

import { announce, fill, make } from "./dom.js";
import { csv, fileName, save } from "./export_file.js";
import { complete, MOST, NoAnswer, sent } from "./editor_asking.js";
import { bars, barsOf, endsOf, lines } from "./editor_picture.js";
import { png } from "./export_picture.js";
import { svg } from "./scene.js";
import { Table } from "./editor_table.js";

/** @typedef {import("./editor_known.js").Known} Known */
/** @typedef {import("./editor_asking.js").Results} Results */
/** @typedef {import("./editor_picture.js").Drawn} Drawn */
/** @typedef {{ name: string, title: string, headings: Record<string, string>, lists: string[], sparql: string }} Asked */

const TABLES = [["CSV", "text/csv", "csv"], ["TSV", "text/tab-separated-values", "tsv"], ["JSON", "application/sparql-results+json", "json"], ["XML", "application/sparql-results+xml", "xml"]];
const GRAPHS = [["Turtle", "text/turtle", "ttl"], ["N-Triples", "application/n-triples", "nt"], ["RDF/XML", "application/rdf+xml", "rdf"]];

export class Shown {
  /** @param {HTMLElement} node @param {string} address of the service */
  constructor(node, address) {
    this.node = node;
    this.address = address;
    this.says = make("p", { class: "says" });
    this.shapes = make("div", { class: "shapes", role: "group", "aria-label": "How the answer is shown" });
    this.stage = make("div", { class: "stage" });
    this.files = make("div", { class: "files" });
    this.shape = "table";
    /** @type {Drawn | null} */ this.picture = null;
    /** @type {{ known: Known, results: Results, asked: Asked, table: Table } | null} */ this.now = null;
    fill(node, make("h2", { class: "hidden" }, "Answer"), this.says, this.shapes, this.stage, this.files);
  }

  clear() {
    this.now = null;
    this.picture = null;
    for (const part of [this.says, this.shapes, this.stage, this.files]) fill(part);
    this.node.removeAttribute("aria-busy");
    delete this.node.dataset.answered;
  }

  /** What was answered before stays, faintly. @param {() => void} stop */
  waiting(stop) {
    this.node.setAttribute("aria-busy", "true");
    delete this.node.dataset.answered;
    fill(this.says, "The question is being answered … ", make("button", { type: "button", id: "stop", onclick: stop }, "Stop"));
    announce("The question is being answered");
  }

  /** @param {NoAnswer} error @param {(line: number, column: number) => void} goTo */
  trouble({ message, line, column }, goTo) {
    this.clear();
    fill(this.says, make("strong", {}, message), line > 0 && " ", line > 0 && make("button", { type: "button", id: "there", onclick: () => goTo(line, column) }, "Show the place"));
    this.node.dataset.answered = "no";
    announce(message);
  }

  /** @param {Known} known @param {Results} results @param {Asked} asked */
  show(known, results, asked) {
    this.clear();
    const { rows, cut, seconds, graph } = results, n = rows.length.toLocaleString("en"), thing = graph ? "triple" : "row";
    const told = rows.length ? `${n} ${thing}${rows.length === 1 ? "" : "s"}` : "No rows: nothing in this graph says so. What was not coded is not absent.";
    this.now = { known, results, asked, table: new Table(known, results, asked, `${asked.title}: ${told}`) };
    fill(this.says, make("strong", {}, told), rows.length > 0 && make("span", { class: "soft" }, ` in ${seconds.toFixed(seconds < 1 ? 2 : 1)} s`), cut && ` These are the first; there are more. ${graph ? "Download them" : `With a LIMIT of its own a question gets as many as it says (${MOST.toLocaleString("en")} are shown without)`}.`);
    announce(told);
    if (rows.length) this.draw();
    this.node.dataset.answered = "yes";
  }

  draw() {
    if (!this.now) return;
    const { known, results, table, asked } = this.now, ends = endsOf(known, results), of = barsOf(results);
    const offered = ["table", ends && "lines", of && "bars"].filter((name) => typeof name === "string");
    if (!offered.includes(this.shape)) this.shape = "table";
    fill(this.shapes, ...(offered.length > 1 ? offered : []).map((name) => make("button", { type: "button", "data-shape": name, "aria-pressed": String(name === this.shape), onclick: () => this.turn(name) }, { table: "Table", lines: "Picture: lines", bars: "Picture: bars" }[name])));
    this.picture = null;
    if (this.shape === "table") fill(this.stage, table.node);
    else {
      const room = this.stage.clientWidth || 800, ground = groundNow();
      this.picture = this.shape === "lines" && ends ? lines(known, results, ends, room, ground, asked.title) : of ? bars(known, results, of, room, ground, asked.title) : null;
      const { picture } = this, drawn = picture && new DOMParser().parseFromString(svg(picture, ground.paper), "image/svg+xml").documentElement;
      if (!picture || !drawn) return;
      drawn.setAttribute("role", "img");
      drawn.setAttribute("aria-label", `${asked.title}. The table says the same.`);
      const all = picture.drawn === picture.all ? "" : `The first ${picture.drawn} of ${picture.all.toLocaleString("en")}; all of them are in the table.`;
      fill(this.stage, make("div", { class: "drawing", tabindex: "0", role: "region", "aria-label": "Picture of the answer" }, document.importNode(drawn, true)), all && make("p", { class: "soft" }, all), picture.note && make("p", { class: "soft" }, picture.note));
    }
    this.offerFiles();
  }

  /** @param {string} name */
  turn(name) {
    this.shape = name;
    this.draw();
    /** @type {HTMLElement | null} */ (this.shapes.querySelector(`[data-shape="${name}"]`))?.focus();
  }

  /** Anew, now that more is known, unless somebody is at work in it. */
  again() {
    if (!this.now?.results.rows.length || this.node.contains(document.activeElement)) return;
    this.now.table.draw();
    this.draw();
  }

  /** Anew in the colours of the page, if it is a picture. */
  recolour() {
    if (this.now?.results.rows.length && this.shape !== "table") this.draw();
  }

  offerFiles() {
    const { picture, now } = this;
    if (!now) return;
    const paper = groundNow().paper, named = (/** @type {string} */ ending) => fileName([now.asked.name || "answer"], ending);
    const button = (/** @type {string} */ text, /** @type {string} */ title, /** @type {() => void} */ deed) => make("button", { type: "button", "data-file": text, title, onclick: deed }, text);
    fill(this.files, make("span", { class: "soft" }, picture ? "Download the picture: " : "Download all of it: "), ...(picture
      ? [button("SVG", "a picture that stays sharp", () => save(new Blob([svg(picture, paper)], { type: "image/svg+xml" }), named("svg"))), button("PNG", "a picture of pixels", () => void png(picture, paper).then((blob) => save(blob, named("png"))))]
      : [...(now.results.graph ? GRAPHS : TABLES).map(([text, media, ending]) => button(text, `as the service writes ${text}`, () => void this.fetch(media, named(ending)))),
        button("CSV with labels", "what is shown, labels and addresses in columns of their own", () => void this.labelled(named("csv")))]));
  }

  /** All of the answer, as the service writes it: without the limit of what is shown. @param {string} media @param {string} name */
  async fetch(media, name) {
    if (!this.now) return;
    const { asked, known } = this.now, told = make("span", { class: "soft", role: "status" }, " fetching …");
    this.files.append(told);
    try {
      const response = await sent(this.address, complete(asked.sparql, known.graph.prefixes), media, new AbortController().signal);
      save(await response.blob(), name);
      fill(told, ` ${name} was saved.`);
    } catch (error) {
      fill(told, ` ${error instanceof NoAnswer ? error.message : "The answer broke off: the service stopped it at a limit."}`);
    }
  }

  /** @param {string} name */
  async labelled(name) {
    if (!this.now) return;
    const { known, results, table } = this.now;
    await known.learn(results.rows.flatMap((row) => row.flatMap((term) => (term?.type === "uri" ? [term.value] : []))));
    save(new Blob([csv(table.cells())], { type: "text/csv;charset=utf-8" }), name);
  }
}

/** @returns {import("./editor_picture.js").Ground} the colours of the page as they are now */
function groundNow() {
  const style = getComputedStyle(document.documentElement), colour = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  return { ink: colour("ink"), soft: colour("soft"), line: colour("line"), accent: colour("accent"), paper: colour("paper"), dark: document.documentElement.dataset.theme === "dark" };
}
