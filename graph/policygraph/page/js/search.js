// The search: one field over names, titles, ids and glosses. "/" goes there; arrows choose, Enter goes to what is chosen.

import { announce, byId, cut, fill, make, put, typing } from "./dom.js";
import { fold, pieces, wordsIn } from "./fold.js";
import { kindSign, statusBadge } from "./samples.js";
import { Glosses, Names, findDocuments, findStatements } from "./search_index.js";
import { tally } from "./tally.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./main.js").View} View */
/** @typedef {{ kind: "element" | "document" | "statement", at: number, name: string }} Hit what a line of the list leads to */

const ELEMENTS = 12, DOCUMENTS = 6, STATEMENTS = 12;

/** The views in which an element, or a statement, has its place: what is searched there is shown there. */
const HOME = { element: ["network"], document: [""], statement: ["table", "reader"] };

/** @param {HTMLElement} host @param {App} app @returns {View} */
export function searchBox(host, app) {
  const { data, store } = app;
  /** @type {Names | null} */ let names = null;
  /** @type {Glosses | null} */ let glosses = null;
  /** @type {Hit[]} */ let hits = [];
  let active = -1, telling = 0;

  const label = make("label", { class: "hidden", for: "q" });
  const field = /** @type {HTMLInputElement} */ (make("input", {
    id: "q", type: "search", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": "found", "aria-keyshortcuts": "/",
    oninput: () => {
      store.set({ q: field.value }, { quiet: true });
      search();
    },
    onkeydown: (/** @type {KeyboardEvent} */ event) => pressed(event),
    onfocus: () => {
      prepare();
      if (field.value.trim()) search();
    },
    onblur: () => close(),
  }));
  const list = make("div", { id: "found", role: "listbox", hidden: true, onmousedown: (/** @type {Event} */ event) => event.preventDefault() });
  fill(host, label, field, list);
  field.value = store.state.q;

  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    event.preventDefault();
    field.focus();
    field.select();
  });

  /** Makes ready what a search needs, the glosses a part at a time. */
  function prepare() {
    if (!names) {
      const made = (names = new Names(data));
      setTimeout(() => made.starts());
    }
    if (!data.prose || glosses) return;
    glosses = new Glosses(data);
    const on = () => {
      if (!glosses) return;
      if (!glosses.done) glosses.read();
      if (!glosses.done) setTimeout(on);
      else if (!list.hidden) search(active);
    };
    setTimeout(on);
  }

  /** @param {number} [at] the line that is to be active */
  function search(at = 0) {
    clearTimeout(telling);
    const typed = field.value.trim();
    if (!typed) return close();
    prepare();
    const q = own(typed), none = { found: [], all: 0 };
    const elements = /** @type {Names} */ (names).find(q, ELEMENTS);
    const documents = findDocuments(data, q, DOCUMENTS), ids = findStatements(data, q, STATEMENTS);
    const said = ids.all || !glosses ? none : glosses.find(q, STATEMENTS);
    const statements = ids.all ? ids : said;
    hits = [
      ...elements.found.map(({ element, name }) => /** @type {Hit} */ ({ kind: "element", at: element, name })),
      ...documents.found.map((i) => /** @type {Hit} */ ({ kind: "document", at: i, name: data.documents.title[i] })),
      ...statements.found.map((i) => /** @type {Hit} */ ({ kind: "statement", at: i, name: "" })),
    ];
    const all = elements.all + documents.all + statements.all;
    active = hits.length ? Math.max(0, Math.min(at, hits.length - 1)) : -1;
    draw(wordsIn(fold(q)), { element: elements.all, document: documents.all, statement: statements.all });
    field.setAttribute("aria-expanded", String(hits.length > 0));
    list.hidden = false;
    mark();
    telling = setTimeout(() => announce(app.words.say(all ? "search.found" : "search.none", { n: all })), 500);
  }

  /** What is meant by an address of ours that is put into the field. @param {string} typed @returns {string} */
  function own(typed) {
    for (const kind of ["statement", "element", "document"]) {
      const start = data.address(kind, "");
      if (typed.startsWith(start)) return typed.slice(start.length);
    }
    return typed;
  }

  /** @param {string[]} words @param {Record<Hit["kind"], number>} all how many there are of each kind */
  function draw(words, all) {
    fill(list);
    for (const kind of /** @type {Hit["kind"][]} */ (["element", "document", "statement"])) {
      const lines = hits.flatMap((hit, i) => (hit.kind === kind ? [line(hit, i, words)] : []));
      if (!lines.length) continue;
      const head = make("p", { id: `found-${kind}`, class: "found-head", role: "presentation" }, app.words.say(`search.${kind}`),
        make("span", { class: "number" }, all[kind] > lines.length ? ` ${app.words.say("search.first", { shown: lines.length, all: all[kind] })}` : ` ${app.words.number(all[kind])}`));
      list.append(make("div", { role: "group", "aria-labelledby": `found-${kind}` }, head, ...lines));
    }
    const reads = Boolean(glosses && !glosses.done) || !data.prose;
    if (!hits.length) list.append(make("p", { class: "found-none" }, app.words.say(reads ? "search.reads" : "search.none", { n: 0 })));
  }

  /** @param {Hit} hit @param {number} i @param {string[]} words @returns {HTMLElement} */
  function line(hit, i, words) {
    const option = make("div", {
      id: `found-${i}`, role: "option", class: "found", "aria-selected": "false",
      onclick: (/** @type {MouseEvent} */ event) => go(i, event.shiftKey), onmousemove: () => {
        if (active !== i) mark((active = i));
      },
    });
    if (hit.kind === "element") putElement(option, hit, words);
    else if (hit.kind === "document") putDocument(option, hit.at, words);
    else putStatement(option, hit.at, words);
    return option;
  }

  /** @param {HTMLElement} option @param {Hit} hit @param {string[]} words */
  function putElement(option, hit, words) {
    const { statements, documents, held } = tally(data), name = app.words.element(hit.at);
    const also = hit.name === name ? "" : hit.name;
    const n = statements[hit.at];
    put(option, kindSign(app, hit.at), make("span", { class: "found-name" }, ...lit(name, words),
      also && make("span", { class: "soft" }, " · ", ...lit(also, words))),
    make("span", { class: "number" }, n || !held[hit.at] ? app.words.say("search.counts", {
      statements: app.words.say("search.statements", { n }), documents: app.words.say("search.documents", { n: documents[hit.at] }),
    }) : app.words.say("search.holder", { n: held[hit.at] })));
  }

  /** @param {HTMLElement} option @param {number} i @param {string[]} words */
  function putDocument(option, i, words) {
    const n = data.ofDocument.of(i).length;
    put(option, make("span", { class: "found-name" }, ...lit(data.documents.title[i], words)),
      make("span", { class: "number" }, `${data.documents.date[i]} · ${app.words.say("search.statements", { n })}`));
  }

  /** @param {HTMLElement} option @param {number} i @param {string[]} words */
  function putStatement(option, i, words) {
    put(option, make("span", { class: "found-name" }, ...lit(data.said("gloss", i) || data.statementId(i), words)),
      make("span", { class: "found-of" }, statusBadge(app, i), make("span", { class: "number" }, data.statementId(i))));
  }

  /** @param {string} text @param {string[]} words @returns {(string | HTMLElement)[]} the text with its words lit */
  function lit(text, words) {
    return pieces(cut(text, 220), words).map(([piece, on]) => (on ? make("mark", {}, piece) : piece));
  }

  /** Shows which line is active. */
  function mark(_ = active) {
    list.querySelectorAll("[role=option]").forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    if (active < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", `found-${active}`);
    byId(`found-${active}`).scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) return search();
      const last = hits.length - 1, to = active + step;
      if (last < 0) return undefined;
      active = Math.abs(step) === 1 ? (to < 0 ? last : to > last ? 0 : to) : Math.max(0, Math.min(last, to));
      mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (list.hidden) search();
      if (active >= 0) go(active, event.shiftKey);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (!list.hidden) return close();
      field.value = "";
      store.set({ q: "" }, { quiet: true });
    }
    return undefined;
  }

  /** Goes to what a line leads to; `stays` chooses it in the view that is shown. @param {number} i @param {boolean} stays */
  function go(i, stays) {
    const hit = hits[i], { view, more } = store.state;
    const home = stays || HOME[hit.kind].includes(view) ? view : hit.kind === "element" ? "focus" : "reader";
    close();
    field.value = "";
    byId("view").focus({ preventScroll: true });
    if (hit.kind === "element") store.set({ q: "", view: home, sel: `e/${data.elements.id[hit.at]}` });
    else if (hit.kind === "statement") store.set({ q: "", view: home, sel: `s/${data.statementId(hit.at)}` });
    else store.set({ q: "", view: "reader", sel: "", more: { ...more, "reader.document": data.documents.id[hit.at] } });
  }

  function close() {
    clearTimeout(telling);
    list.hidden = true;
    fill(list);
    hits = [];
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  const told = () => {
    label.textContent = app.words.say("search.label");
    field.placeholder = app.words.say("search.hint");
    list.setAttribute("aria-label", app.words.say("search.results"));
  };
  told();
  return {
    update(change) {
      if (change.has("language")) told();
      if (change.has("prose") && names) prepare();
      if (change.has("q") && store.state.q !== field.value) field.value = store.state.q;
    },
  };
}
