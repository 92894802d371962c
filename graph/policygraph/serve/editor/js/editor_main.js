// The editor of the service: a question is written or begun from a packaged one, asked, and its answer shown.

import { announce, byId, fill, make } from "./dom.js";
import { copied } from "./copying.js";
import { asked, complete, NoAnswer } from "./editor_asking.js";
import { Field } from "./editor_field.js";
import { Known } from "./editor_known.js";
import { openPlaces, questionList, valueFields, withoutValues, withValue } from "./editor_questions.js";
import { Shown } from "./editor_shown.js";

/** @typedef {import("./editor_known.js").Question} Question */

const KEPT = 15; // questions that are remembered
const SPARQL = "sparql";

class Editor {
  constructor() {
    this.field = new Field(/** @type {HTMLTextAreaElement} */ (byId("query")), byId("mirror"), byId("meaning"), { ask: () => void this.ask(), edited: () => this.edited() });
    this.shown = new Shown(byId("answer"), SPARQL);
    /** @type {Known | null} */ this.known = null;
    /** @type {Question | null} */ this.question = null;
    /** @type {(sparql: string) => void} */ this.refresh = () => undefined;
    /** @type {AbortController | null} */ this.asking = null;
    this.starter = this.field.value;
  }

  async start() {
    this.lookAt(stored("theme") ?? "");
    byId("form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.ask();
    });
    fill(byId("tools"), make("button", { type: "submit", id: "ask" }, "Ask"),
      make("button", { type: "button", id: "link", onclick: () => void this.copyLink() }, "Copy a link"),
      make("button", { type: "button", id: "whole", onclick: () => void this.copyWhole() }, "Copy with prefixes"),
      make("span", { class: "soft", id: "keys" }, "Ctrl+Enter asks, Ctrl+Space completes, Tab leaves the field."));
    fill(byId("theme"), make("button", { type: "button", id: "dark", onclick: () => this.lookAt(document.documentElement.dataset.theme === "dark" ? "light" : "dark", true) }, "Light or dark"));
    byId("meaning").hidden = false;
    fill(byId("endpoint"), new URL(SPARQL, location.href).href);
    const known = (this.known = new Known(await told("editor/graph.json")));
    this.field.known = known;
    questionList(byId("questions"), known.graph.questions, (question) => this.begin(question, true));
    byId("around").toggleAttribute("open", innerWidth > 1000);
    this.history();
    this.fromAddress();
    addEventListener("hashchange", () => this.fromAddress());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.lookAt(stored("theme") ?? ""));
    document.documentElement.dataset.ready = "yes";
    fill(byId("lacking"), "What this graph holds is being gathered: until then completion knows the words of SPARQL only.");
    const terms = await told("editor/terms.json");
    known.take(terms);
    fill(byId("lacking"), terms.lacking.length > 0 && `What this graph holds could not all be gathered (${terms.lacking.join(", ")}): completion knows less of it.`);
    this.field.draw();
    this.fields();
    this.shown.again();
    document.documentElement.dataset.ready = "all";
  }

  /** What the address asks for: a question of one's own, or a packaged one. */
  fromAddress() {
    const told = new URLSearchParams(location.hash.slice(1)), name = told.get("question"), sparql = told.get("query");
    const question = this.known?.graph.questions.find((each) => each.name === name) ?? null;
    if (sparql === this.field.value && sparql) return;
    this.begin(question, false);
    if (sparql) this.field.set(sparql);
    this.refresh(this.field.value);
    this.field.draw();
    if (question || sparql) void this.ask(true);
  }

  /** @param {Question | null} question @param {boolean} chosen by hand: the address follows, and it is asked */
  begin(question, chosen) {
    const { known } = this;
    this.question = question;
    this.asking?.abort();
    this.shown.clear();
    this.refresh = () => undefined;
    fill(byId("about"), question && make("h2", {}, question.summary), question?.note && make("p", { class: "soft" }, question.note));
    fill(byId("values"));
    if (!question || !known) return;
    this.field.set(question.sparql, chosen);
    this.fields();
    if (innerWidth <= 1000) byId("around").removeAttribute("open");
    if (chosen) {
      history.pushState(null, "", `#${new URLSearchParams({ question: question.name })}`);
      byId("about").scrollIntoView({ block: "nearest" });
      void this.ask(true);
    }
  }

  /** The fields of the question, with what stands in it. */
  fields() {
    const { known, question } = this;
    if (!known || !question) return;
    this.refresh = valueFields(byId("values"), known, question, (name, term) => {
      this.field.set(withValue(this.field.value, name, term));
      this.refresh(this.field.value);
      void this.ask();
    });
    this.refresh(this.field.value);
  }

  edited() {
    this.refresh(this.field.value);
  }

  /** @param {boolean} [quiet] whether the address is to stay as it is */
  async ask(quiet = false) {
    const { known, field, shown, question } = this;
    if (!known) return;
    this.asking?.abort();
    const asking = (this.asking = new AbortController()), sparql = field.value;
    if (!quiet) this.address(sparql);
    const open = new Set(openPlaces(sparql)), needed = question?.parameters.find(([name, , , required]) => required && open.has(name));
    const goTo = (/** @type {number} */ line, /** @type {number} */ column) => field.goTo(line, column);
    if (needed) return shown.trouble(new NoAnswer(`Choose ${needed[0]} first: this question starts from it.`), goTo);
    field.line = 0;
    field.draw();
    shown.waiting(() => asking.abort());
    try {
      const results = await asked(SPARQL, sparql, known.graph.prefixes, asking.signal);
      if (this.asking !== asking) return undefined;
      const as = question && withoutValues(sparql) === question.sparql ? question : null; // else it is somebody's own by now
      shown.show(known, results, { name: as?.name ?? "", title: as?.summary ?? "Your question", headings: as?.headings ?? {}, lists: as?.lists ?? [], sparql });
      if (!quiet) this.remember(sparql);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (this.asking !== asking) return undefined;
      field.line = error.line;
      field.draw();
      shown.trouble(error, goTo);
    }
    return undefined;
  }

  /** The part of the address behind the #: it is not sent to the service, and stands in no log. @param {string} sparql @returns {string} */
  fragment(sparql) {
    const { question } = this, parts = new URLSearchParams(question ? { question: question.name } : {});
    if (sparql !== question?.sparql) parts.set("query", sparql);
    return `#${parts}`;
  }

  /** @param {string} sparql */
  address(sparql) {
    const fragment = this.fragment(sparql);
    if (fragment !== location.hash && fragment.length < 60_000) history.replaceState(null, "", fragment);
  }

  async copyLink() {
    const link = new URL(this.fragment(this.field.value), location.href);
    link.search = "";
    this.told(await copied(link.href), "The link was copied.");
  }

  async copyWhole() {
    if (this.known) this.told(await copied(complete(this.field.value, this.known.graph.prefixes, "\n")), "The question was copied, with the prefixes that it uses.");
  }

  /** @param {boolean} done @param {string} text */
  told(done, text) {
    const said = done ? text : "This browser lets nothing be copied here.";
    fill(byId("keys"), said);
    announce(said);
  }

  /** @param {string} sparql */
  remember(sparql) {
    const all = [sparql, ...remembered().filter((each) => each !== sparql)].slice(0, KEPT);
    keep("asked", JSON.stringify(all));
    this.history();
  }

  history() {
    const all = remembered(), host = byId("before");
    host.hidden = all.length === 0;
    fill(host, make("summary", {}, "Asked before, in this browser"), make("ul", {}, ...all.map((sparql) => make("li", {}, make("button", { type: "button", onclick: () => {
      this.begin(null, true);
      this.field.set(sparql, true);
      void this.ask();
    } }, firstLine(sparql))))),
      make("button", { type: "button", id: "forget", onclick: () => {
        keep("asked", "[]");
        this.history();
      } }, "Forget them"));
  }

  /** @param {string} theme "light", "dark" or "" as the system has it @param {boolean} [chosen] */
  lookAt(theme, chosen = false) {
    document.documentElement.dataset.theme = theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    if (chosen) keep("theme", theme);
    this.shown.recolour();
  }
}

/** @param {string} address @returns {Promise<any>} what the service tells there */
async function told(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the service does not say what it holds (${response.status})`);
  return response.json();
}

/** @param {string} sparql @returns {string} what tells it apart in a list */
function firstLine(sparql) {
  const lines = sparql.split("\n").map((line) => line.trim()).filter((line) => line && !/^(?:PREFIX|BASE)\b/i.test(line));
  return (lines.find((line) => line.startsWith("#"))?.replace(/^#\+? ?(?:summary: )?/, "") ?? lines.join(" ")).slice(0, 120) || "…";
}

/** @returns {string[]} */
function remembered() {
  try {
    const told = JSON.parse(stored("asked") ?? "[]");
    return Array.isArray(told) ? told.filter((each) => typeof each === "string") : [];
  } catch {
    return []; // somebody else wrote there
  }
}

/** @param {string} name @returns {string | null} */
function stored(name) {
  try {
    return localStorage.getItem(`policygraph.editor.${name}`);
  } catch {
    return null; // a browser that remembers nothing
  }
}

/** @param {string} name @param {string} value */
function keep(name, value) {
  try {
    localStorage.setItem(`policygraph.editor.${name}`, value);
  } catch {
    return; // a browser that remembers nothing, or has no room
  }
}

void new Editor().start().catch((error) => {
  fill(byId("lacking"), `The editor did not start (${error instanceof Error ? error.message : error}). The form works all the same once this page is loaded anew without scripts.`);
  document.documentElement.dataset.ready = "failed";
});
