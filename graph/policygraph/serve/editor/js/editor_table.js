// The answer as a table: an address with its label beside it, a page at a time, sorted by whichever column one likes.

import { fill, make } from "./dom.js";

/** @typedef {import("./editor_known.js").Known} Known */
/** @typedef {import("./editor_asking.js").Results} Results */
/** @typedef {import("./editor_asking.js").Term} Term */
/** @typedef {{ headings: Record<string, string>, lists: string[] }} Look */

const PAGE = 100;
const NUMBERS = /#(?:integer|decimal|double|float|(?:non)?(?:Negative|Positive)Integer|nonNegativeInteger|nonPositiveInteger|positiveInteger|negativeInteger|long|int|short|byte|unsigned\w+)$/;

/** @param {Term | null} term @returns {boolean} */
export function isNumber(term) {
  return term !== null && term.type === "literal" && NUMBERS.test(term.datatype) && Number.isFinite(Number(term.value));
}

/** A cell as text, its label rather than its address. @param {Known} known @param {Term | null} term @param {boolean} [list] @returns {string} */
export function textOf(known, term, list = false) {
  if (!term) return "";
  if (term.type === "uri") return known.label(term.value) || known.compact(term.value);
  if (term.type === "bnode") return `_:${term.value}`;
  return list ? term.value.split(" | ").sort().join(", ") : term.value;
}

export class Table {
  /** @param {Known} known @param {Results} results @param {Look} look @param {string} caption */
  constructor(known, results, look, caption) {
    this.known = known;
    this.results = results;
    this.look = look;
    this.caption = caption;
    this.page = 0;
    /** @type {{ column: number, down: boolean } | null} */ this.sort = null;
    this.order = results.rows.map((_, i) => i);
    this.wide = results.columns.map((_, c) => results.rows.slice(0, PAGE).some((row) => (row[c]?.value.length ?? 0) > 60));
    this.numbers = results.columns.map((_, c) => results.rows.length > 0 && results.rows.every((row) => row[c] === null || isNumber(row[c])));
    this.node = make("div");
    this.draw();
  }

  /** @returns {number[]} the rows of the page */
  get shown() {
    return this.order.slice(this.page * PAGE, (this.page + 1) * PAGE);
  }

  /** @param {number} column */
  turn(column) {
    const { results, numbers, known } = this, down = this.sort?.column === column && !this.sort.down;
    this.sort = { column, down };
    const keys = results.rows.map((row) => textOf(known, row[column])), values = numbers[column] ? keys.map((key) => (key === "" ? -Infinity : Number(key))) : null;
    this.order = results.rows.map((_, i) => i).sort((a, b) => (down ? -1 : 1) * (values ? values[a] - values[b] : keys[a].localeCompare(keys[b], "en")) || a - b);
    this.page = 0;
    this.draw();
    /** @type {HTMLElement | null} */ (this.node.querySelector(`[data-sort="${column}"]`))?.focus();
  }

  draw() {
    const { results, look, page, sort } = this, pages = Math.ceil(results.rows.length / PAGE);
    const head = results.columns.map((name, c) => make("th", { scope: "col", class: this.classOf(c), "aria-sort": sort?.column === c ? (sort.down ? "descending" : "ascending") : undefined },
      make("button", { type: "button", "data-sort": c, onclick: () => this.turn(c) }, look.headings[name] ?? name, make("span", { "aria-hidden": "true" }, sort?.column === c ? (sort.down ? " ▼" : " ▲") : ""))));
    fill(this.node,
      make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": this.caption },
        make("table", {}, make("caption", { class: "hidden" }, this.caption), make("thead", {}, make("tr", {}, ...head)),
          make("tbody", {}, ...this.shown.map((row) => make("tr", {}, ...results.rows[row].map((term, c) => make("td", { class: this.classOf(c) }, this.cell(term, c)))))))),
      pages > 1 && make("nav", { class: "pages", "aria-label": "Pages of the answer" },
        this.step("Previous", page - 1, page === 0), ` ${(page * PAGE + 1).toLocaleString("en")}–${Math.min(results.rows.length, (page + 1) * PAGE).toLocaleString("en")} of ${results.rows.length.toLocaleString("en")} `, this.step("Next", page + 1, page === pages - 1)));
    void this.named();
  }

  /** @param {string} text @param {number} to @param {boolean} off @returns {HTMLElement} */
  step(text, to, off) {
    return make("button", { type: "button", disabled: off, "data-step": text, onclick: () => {
      this.page = to;
      this.draw();
      const other = text === "Next" ? "Previous" : "Next", same = /** @type {HTMLButtonElement | null} */ (this.node.querySelector(`[data-step="${text}"]`));
      (same?.disabled ? /** @type {HTMLElement | null} */ (this.node.querySelector(`[data-step="${other}"]`)) : same)?.focus();
    } }, text);
  }

  /** Asks for the labels that are not known yet, and shows them. */
  async named() {
    const { results, known } = this;
    const came = await known.learn(this.shown.flatMap((row) => results.rows[row].flatMap((term) => (term?.type === "uri" ? [term.value] : []))));
    this.node.dataset.named = "yes";
    if (!came) return;
    for (const link of /** @type {Iterable<HTMLElement>} */ (this.node.querySelectorAll("[data-iri]"))) fill(link, ...this.named1(link.dataset.iri ?? ""));
  }

  /** @param {number} c @returns {string} */
  classOf(c) {
    return [this.numbers[c] && "number", this.wide[c] && "wide"].filter(Boolean).join(" ");
  }

  /** @param {string} iri @returns {(HTMLElement | string)[]} the label, and the address beside it */
  named1(iri) {
    const label = this.known.label(iri), short = this.known.compact(iri);
    return label ? [make("span", {}, label), " ", make("code", { class: "soft" }, short)] : [make("code", {}, short)];
  }

  /** @param {Term | null} term @param {number} c @returns {HTMLElement | string} */
  cell(term, c) {
    if (!term) return "";
    if (term.type !== "uri") {
      const text = textOf(this.known, term, this.look.lists.includes(this.results.columns[c]));
      return term.language ? make("span", { lang: term.language, dir: "auto" }, text) : make("span", { dir: "auto" }, text);
    }
    const page = this.known.page(term.value), own = page !== term.value;
    return page ? make("a", { href: page, "data-iri": term.value, rel: own ? undefined : "noreferrer" }, ...this.named1(term.value)) : make("span", { "data-iri": term.value }, ...this.named1(term.value));
  }

  /** @returns {string[][]} as it is shown, an address in a column of its own beside its label */
  cells() {
    const { known, results, look } = this, links = results.columns.map((_, c) => results.rows.some((row) => row[c]?.type === "uri"));
    const rows = this.order.map((r) => results.rows[r].flatMap((term, c) => {
      const text = textOf(known, term, look.lists.includes(results.columns[c]));
      return links[c] ? [text, term?.type === "uri" ? term.value : ""] : [text];
    }));
    return [results.columns.flatMap((name, c) => (links[c] ? [name, `${name} address`] : [name])), ...rows];
  }
}
