// Questions in SPARQL: the packaged ones and one's own, answered in the page, as a table and as a picture.

import { fill, make } from "./dom.js";
import { unpacked } from "./data.js";
import { answerOf } from "./sparql_cells.js";
import { editor } from "./sparql_editor.js";
import { Engine, NoAnswer } from "./sparql_engine.js";
import { formOf, limited, namesItsGraphs, refused } from "./sparql_guard.js";
import { questionList } from "./sparql_list.js";
import { Shown } from "./sparql_shown.js";
import { troubleWith } from "./sparql_trouble.js";
import { field, valueOf } from "./sparql_values.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./main.js").View} View */
/** @typedef {import("./store.js").Change} Change */
/** @typedef {import("./sparql_list.js").Question} Question */
/** @typedef {import("./sparql_worker.js").Job} Job */
/** @typedef {import("./sparql_worker.js").Table} Table */
/** @typedef {{ prefixes: Record<string, string>, questions: Question[], starter: string }} Known */

const MOST = 50_000; // rows of an answer, if the question sets no limit of its own
const OWN = "own";

const engine = new Engine(); // it outlives the view: the graph is loaded once
/** @type {Known | null} */ let known = null;
/** @type {{ key: string, table: Table } | null} what was answered last, for whoever comes back */ let last = null;

/** @returns {boolean} whether the page carries an engine for SPARQL */
export function sparqlHere() {
  return document.getElementById("engine") !== null;
}

/** @param {HTMLElement} host @param {App} app @returns {View} */
export function sparqlView(host, app) {
  if (!sparqlHere()) {
    fill(host, make("div", { class: "sparql" }, make("p", {}, app.words.say("sparql.nothere"))));
    return { update() {} };
  }
  return new Sparql(host, app);
}

class Sparql {
  /** @param {HTMLElement} host @param {App} app */
  constructor(host, app) {
    this.app = app;
    this.body = make("div", { class: "sparql" });
    fill(host, this.body);
    this.gone = false;
    this.silent = false;
    this.turn = 0;
    this.asked = "";
    this.drawn = "";
    /** @type {ReturnType<typeof editor> | null} */ this.editor = null;
    /** @type {Map<string, import("./sparql_values.js").Field>} */ this.fields = new Map();
    this.shown = new Shown(app, host);
    if (known) this.draw();
    else void unpacked("questions").then((/** @type {Known} */ block) => {
      known = block;
      if (!this.gone) this.draw();
    });
  }

  /** @returns {Known} */
  get known() {
    if (!known) throw new Error("the questions are not unpacked yet");
    return known;
  }

  /** @returns {string} the name of the question, "own" or "" */
  get name() {
    const name = this.app.store.kept("sparql.question");
    return name === OWN || this.known.questions.some((each) => each.name === name) ? name : "";
  }

  /** @returns {Question | undefined} */
  get question() {
    return this.known.questions.find(({ name }) => name === this.name);
  }

  /** @returns {string} the question as it stands in the address, or as it was packaged */
  get sparql() {
    return this.app.store.kept("sparql.query", this.question?.sparql ?? "");
  }

  /** Goes to a question. @param {string} name */
  choose(name) {
    const more = Object.fromEntries(Object.entries(this.app.store.state.more).filter(([key]) => !key.startsWith("sparql.")));
    this.app.store.set({ more: name ? { ...more, "sparql.question": name } : more });
  }

  /** All of it anew: the list, or one question. */
  draw() {
    const { app, name, question, shown } = this, { words } = app;
    this.drawn = name;
    this.fields.clear();
    this.editor = null;
    shown.clear();
    engine.stop();
    if (!name) return fill(this.body, questionList(app, this.known.questions, (chosen) => this.choose(chosen)));
    this.editor = editor(app, question?.name ?? "", Object.keys(this.known.prefixes), {
      ask: (text) => this.run(text), keep: (text) => this.keep(text, true), reset: () => this.run(question?.sparql ?? this.known.starter),
    });
    for (const parameter of question?.parameters ?? []) this.fields.set(parameter[0], field(app, parameter, (value) => app.store.set({ more: { ...app.store.state.more, [`sparql.value.${parameter[0]}`]: value, "sparql.page": "" } })));
    fill(this.body,
      make("p", { class: "sparql-back" }, make("button", { type: "button", class: "link", onclick: () => this.choose("") }, `← ${words.say("sparql.all")}`)),
      make("h2", { lang: question ? "en" : undefined }, question?.summary ?? words.say("sparql.own")),
      question?.note ? make("p", { class: "soft", lang: "en" }, question.note) : null,
      this.fields.size > 0 && make("div", { class: "sparql-values" }, ...Array.from(this.fields.values(), ({ node }) => node)),
      this.editor.node, shown.node);
    this.refresh();
    return undefined;
  }

  /** Brings fields and text up to date with the state, and asks; where nothing was written yet, there is an example. */
  refresh() {
    if (!this.question && !this.app.store.kept("sparql.query")) {
      this.asked = this.signature();
      this.turn += 1;
      this.shown.clear();
      this.editor?.show(this.known.starter, false);
      return;
    }
    for (const [name, { show }] of this.fields) show(this.app.store.kept(`sparql.value.${name}`));
    this.editor?.show(this.sparql, this.sparql !== (this.question?.sparql ?? ""));
    void this.ask();
  }

  /** @param {string} text @param {boolean} quiet */
  keep(text, quiet) {
    const more = { ...this.app.store.state.more, "sparql.query": text === this.question?.sparql ? "" : text, "sparql.page": "" };
    this.silent = true;
    this.app.store.set({ more }, { quiet });
    this.silent = false;
    this.asked = this.signature();
  }

  /** @param {string} text */
  run(text) {
    this.keep(text, false);
    this.refresh();
  }

  /** @returns {string} what is asked, to see whether it changed */
  signature() {
    const { more } = this.app.store.state;
    return JSON.stringify(Object.keys(more).filter((key) => /^sparql\.(?:question|query|value\.)/.test(key) && more[key]).sort().map((key) => [key, more[key]]));
  }

  async ask() {
    const { app, sparql, question, shown } = this, { words } = app;
    this.asked = this.signature();
    const turn = (this.turn += 1), why = sparql.trim() ? refused(sparql) : "empty.query";
    if (why) {
      engine.stop();
      return shown.trouble(words.say(`sparql.${why}`));
    }
    const prefixes = Object.entries(this.known.prefixes), form = formOf(sparql);
    const needed = question?.parameters.find(([name, , , required]) => required && !app.store.kept(`sparql.value.${name}`));
    if (needed) {
      engine.stop();
      return shown.trouble(words.say("sparql.needed", { name: needed[0] }));
    }
    /** @type {Job} */
    const job = { sparql: limited(sparql, MOST), before: `${prefixes.map(([name, space]) => `PREFIX ${name}: <${space}>`).join(" ")}\n`, form, union: !namesItsGraphs(sparql), values: {}, most: MOST };
    for (const parameter of question?.parameters ?? []) {
      const value = valueOf(app, parameter, app.store.kept(`sparql.value.${parameter[0]}`), this.known.prefixes);
      if (value) job.values[parameter[0]] = value;
    }
    if (/\bLIMIT\b/i.test(sparql) || form !== "SELECT") job.most = 4 * MOST;
    const key = JSON.stringify(job);
    try {
      if (last?.key !== key) {
        const waiting = (/** @type {string} */ what) => shown.waiting(words.say(`sparql.${what}`), () => engine.stop());
        if (!engine.worker) waiting("unpacking");
        await engine.ready();
        if (this.gone || turn !== this.turn) return undefined;
        waiting("asking");
        last = { key, table: await engine.ask(job) };
      }
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (this.gone || turn !== this.turn) return undefined;
      return shown.trouble(...troubleWith(app, error, sparql, Object.keys(this.known.prefixes), (line, column) => this.editor?.goTo(line, column)));
    }
    if (this.gone || turn !== this.turn || !last) return undefined;
    const spaces = prefixes.sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? 1 : -1));
    shown.show(answerOf(app, last.table, question ?? { headings: {}, lists: [] }, spaces, job), question?.summary ?? words.say("sparql.own"));
    return undefined;
  }

  /** @param {Change} change */
  update(change) {
    if (!known || this.silent) return;
    if (change.has("more") && this.drawn !== this.name) return this.draw();
    if (change.has("more") && this.asked !== this.signature()) this.refresh();
    else this.shown.update(change);
    return undefined;
  }

  leave() {
    this.gone = true;
    engine.stop();
  }

  /** @returns {any} the picture as it is seen; nothing to be had of a table */
  get scene() {
    return this.shown.picture ? () => this.shown.scene() : undefined;
  }

  table() {
    return this.shown.table();
  }

  statements() {
    return this.shown.statements();
  }
}
