// What of a document is lit, what is told of it at the top, and how one goes through it by pointer and keys.

import { unfiltered } from "./choice.js";
import { make } from "./dom.js";
import { elementLink } from "./evidence_card.js";
import { gather } from "./evidence_gather.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./dom.js").Child} Child */

/**
 * The statements that belong to what is chosen.
 * @param {App} app @param {number} document those in it; -1 for any @returns {Set<number>}
 */
export function light(app, document) {
  const { data, store } = app, { kind } = store.chosen, gathered = kind ? gather(data, store.chosen) : null;
  if (!gathered) return new Set();
  return new Set(gathered.about.filter((i) => document < 0 || data.statements.document[i] === document).sort((a, b) => a - b));
}

/** The head of a document: what it is, what of it was coded, what is hidden. @param {App} app @param {number} document @returns {Child[]} */
export function gloss(app, document) {
  const { data, words, store } = app, d = data.documents, all = data.ofDocument.of(document), kept = app.kept().statement;
  const shown = all.filter((i) => kept[i]).length, hides = all.length - shown, held = data.texts.find((each) => each.document === document);
  const url = d.url[document], older = d.replaces[document];
  return [
    make("h2", { dir: "auto" }, d.title[document]),
    make("p", { class: "reader-facts" },
      make("span", {}, d.date[document]), make("span", {}, elementLink(app, d.issuer[document])),
      d.version[document] !== "1" && make("span", {}, words.say("reader.version", { version: d.version[document] })),
      d.identifier[document] && make("span", {}, d.identifier[document]),
      /^https?:\/\//.test(url) && make("span", {}, make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, words.say("reader.source"))),
      older >= 0 && make("button", { type: "button", class: "link", onclick: () => store.set({ sel: "", more: { ...store.state.more, "reader.document": d.id[older] } }) }, words.say("reader.replaces", { document: d.title[older] }))),
    d.scope[document]
      ? make("p", { class: "reader-scope", dir: "auto" }, make("strong", {}, words.say("reader.part", { words: d.words[document], passages: d.passages[document] })), ` ${d.scope[document]}`)
      : make("p", { class: "reader-scope whole" }, words.say("reader.whole")),
    make("p", { class: "reader-sum" }, make("strong", {}, words.say("reader.statements", { n: shown })),
      hides > 0 && make("span", { class: "soft" }, ` · ${words.say("evidence.hidden", { n: hides })} `),
      hides > 0 && make("button", { type: "button", class: "link", onclick: () => store.set(unfiltered()) }, words.say("filters.reset"))),
    held && make("p", { class: "reader-terms soft" }, words.say("reader.terms", { owner: words.element(d.issuer[document]) }), " ", held.terms),
  ];
}

/** Going through the statements. */
class Walk {
  constructor() {
    /** @type {Element | null} */ this.at = null;
  }

  /** Lets the first statement be reached with Tab, if none is yet. @param {HTMLElement} body */
  ready(body) {
    if (this.at?.isConnected) return;
    const first = body.querySelector(".reader-statement");
    if (first) this.to(first, false);
  }

  /** Only the links of one statement are reached with Tab. @param {Element} statement @param {boolean} focus */
  to(statement, focus) {
    for (const link of /** @type {Iterable<HTMLElement>} */ (this.at?.querySelectorAll("button, a") ?? [])) link.tabIndex = -1;
    this.at = statement;
    for (const link of /** @type {NodeListOf<HTMLElement>} */ (statement.querySelectorAll("button, a"))) link.tabIndex = 0;
    if (focus) statement.querySelector("button")?.focus();
  }

  /**
   * @param {HTMLElement} body @param {(statement: number) => void} choose
   * @param {(statement: number) => boolean} is whether that one is chosen already
   */
  listen(body, choose, is) {
    const numbers = (/** @type {Element | null | undefined} */ node) => (/** @type {HTMLElement | null} */ (node)?.dataset.said ?? "").split(" ").filter(Boolean).map(Number);
    body.addEventListener("click", (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (target.closest("button, a, summary") || String(getSelection() ?? "")) return;
      const here = numbers(target.closest("[data-said]")), row = numbers(target.closest(".reader-words")?.parentElement?.querySelector("[data-said]"));
      const among = here.length ? here : row, at = among.findIndex(is);
      if (among.length) choose(among[(at + 1) % among.length]);
    });
    /** @param {Event} event @param {boolean} on */
    const touch = (event, on) => {
      const target = /** @type {HTMLElement} */ (event.target), row = target.closest(".reader-row"), node = target.closest("[data-said]");
      if (!row) return;
      const mine = new Set(numbers(node ?? null));
      for (const each of row.querySelectorAll("[data-said]")) each.classList.toggle("touched", on && numbers(each).some((i) => mine.has(i)));
    };
    for (const name of ["mouseover", "focusin"]) body.addEventListener(name, (event) => touch(event, true));
    for (const name of ["mouseout", "focusout"]) body.addEventListener(name, (event) => touch(event, false));
    body.addEventListener("keydown", (event) => {
      const statement = /** @type {HTMLElement} */ (event.target).closest(".reader-statement");
      if (!statement || event.ctrlKey || event.metaKey || event.altKey) return;
      const all = [...body.querySelectorAll(".reader-statement")], at = all.indexOf(statement), last = all.length - 1;
      const steps = /** @type {Record<string, number>} */ ({ ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last });
      if (!(event.key in steps)) return;
      event.preventDefault();
      this.to(all[Math.max(0, Math.min(last, steps[event.key]))], true);
    });
  }
}

export function walking() {
  return new Walk();
}
