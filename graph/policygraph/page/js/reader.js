// The reader: a document from its beginning to its end, with what it states in order; its words, where the page has them.

import { fill, make } from "./dom.js";
import { outline, tools } from "./reader_head.js";
import { drawSection } from "./reader_draw.js";
import { gloss, light, walking } from "./reader_light.js";
import { sectionsOf } from "./reader_rows.js";
import { cells } from "./table_rows.js";
import { statementColumns } from "./table_columns.js";
import { textOf } from "./reader_text.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./main.js").View} View */
/** @typedef {import("./reader_rows.js").Section} Section */

const STEP = 12; // milliseconds that are drawn at a stretch
const MANY = 3000, HIGH = 5; // statements of a very long document; lines that a row takes, about

/** @param {HTMLElement} host @param {App} app @returns {View} */
export function readerView(host, app) {
  const { data, store, words } = app;
  const head = make("div", { class: "reader-top" }), bar = make("div", { class: "reader-bar" }), body = make("div", { class: "reader-body" });
  const root = make("div", { class: "reader" }, bar, head, body);
  fill(host, root);
  if (!data.documents.n) {
    fill(root, make("p", { class: "reader-empty" }, words.say("reader.none")));
    return { update() {} };
  }
  /** @type {Section[]} */ let whole = [];
  /** @type {Section[]} */ let sections = [];
  const walk = walking();
  /** @type {Set<number>} */ let drawn = new Set();
  /** @type {IntersectionObserver | null} */ let near = null;
  let document = -1, waiting = 0, own = false, here = true;

  /** @returns {number | undefined} the document that a chosen statement stands in */
  function chosenIn() {
    const { kind, ids } = store.chosen, i = kind === "s" ? data.statementNamed.get(ids[0]) : undefined;
    return i === undefined ? undefined : data.statements.document[i];
  }

  /** @returns {number} the document that is read: the one in which a chosen statement stands, the one that was asked for, the first with what is chosen */
  function wanted() {
    const asked = data.documentNamed.get(store.kept("reader.document"));
    return chosenIn() ?? asked ?? firstOf(data.statements, light(app, -1)) ?? 0;
  }

  /** @param {number} to */
  function go(to) {
    const id = data.documents.id[to], leaves = chosenIn() !== undefined && chosenIn() !== to;
    store.set({ sel: leaves ? "" : store.state.sel, more: { ...store.state.more, "reader.document": id } });
  }

  async function open() {
    document = wanted();
    cancel();
    const held = data.texts.some((each) => each.document === document), asked = document;
    fill(bar, ...tools(app, document, go));
    if (held) fill(body, make("p", { class: "reader-empty" }, words.say("evidence.reads")));
    const blocks = held ? await textOf(asked) : undefined;
    if (!here || document !== asked) return;
    whole = sectionsOf(data, document, blocks);
    draw();
    if (store.state.sel) reveal();
    else host.scrollTop = 0;
  }

  /** Draws what is near, and the rest as time allows; of a very long document only what comes into sight. */
  function draw() {
    const kept = app.kept().statement;
    cancel();
    sections = whole.filter(({ rows }) => rows.some(({ pieces, statements }) => pieces.length || statements.some((i) => kept[i])));
    fill(bar, ...tools(app, document, go), outline(app, sections, jump));
    fill(head, ...gloss(app, document));
    fill(body, ...sections.map(({ rows }) => make("section", { class: "reader-section", style: `min-height: ${Math.max(3, rows.length * HIGH)}rem` })));
    drawn = new Set();
    near = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) show([...body.children].indexOf(target));
    }, { root: host, rootMargin: "800px" });
    for (const section of body.children) near.observe(section);
    if (!sections.length) fill(body, make("p", { class: "reader-empty" }, words.say(data.ofDocument.of(document).length ? "reader.hidden.all" : "reader.nothing")));
    if (data.ofDocument.of(document).length <= MANY) more();
  }

  /** Draws one section, if it is not drawn yet. @param {number} at */
  function show(at) {
    if (at < 0 || drawn.has(at) || at >= sections.length) return;
    drawn.add(at);
    const old = body.children[at], again = sections.findIndex(({ name }) => name === sections[at].name) < at, section = drawSection(app, sections[at], at, again);
    near?.unobserve(old);
    old.replaceWith(section);
    mark(section);
    walk.ready(body);
  }

  /** Draws on for a while, and later again. @param {boolean} [all] without a pause */
  function more(all = false) {
    const end = performance.now() + STEP;
    for (let at = 0; at < sections.length && (all || performance.now() < end); at += 1) show(at);
    if (drawn.size < sections.length) waiting = setTimeout(more);
  }

  /** Draws anew, and stays where it was: at the row that was at the top, or at what is chosen. @param {boolean} stays */
  function again(stays) {
    const edge = host.getBoundingClientRect().top + 60, seen = [...body.querySelectorAll(".reader-row")].find((each) => each.getBoundingClientRect().bottom > edge);
    const place = seen ? sections[[...body.children].indexOf(/** @type {Element} */ (seen.closest(".reader-section")))] : undefined, top = host.scrollTop;
    draw();
    if (!stays && store.state.sel) return reveal();
    const at = place ? sections.indexOf(place) : -1;
    show(at);
    const home = /** @type {HTMLElement | undefined} */ (body.children[at]);
    if (home && top > 0) settle(home, 0, "start");
    return undefined;
  }

  function cancel() {
    clearTimeout(waiting);
    near?.disconnect();
  }

  /** @param {number} at a section */
  function jump(at) {
    show(at);
    const section = /** @type {HTMLElement | null} */ (body.querySelector(`[id="reader-${at}"]`));
    if (!section) return;
    section.focus({ preventScroll: true });
    settle(section, 0, "start");
  }

  /** Lights what is chosen. @param {HTMLElement} [within] @returns {HTMLElement | null} the first statement of it */
  function mark(within = body) {
    const lit = light(app, document), { kind, ids } = store.chosen, chosen = kind === "s" ? data.statementNamed.get(ids[0]) : undefined;
    let first = null;
    for (const node of /** @type {NodeListOf<HTMLElement>} */ (within.querySelectorAll("[data-said]"))) {
      const numbers = (node.dataset.said ?? "").split(" ").map(Number), is = chosen !== undefined && numbers.includes(chosen), on = numbers.some((i) => lit.has(i));
      node.classList.toggle("lit", on);
      node.classList.toggle("chosen", is);
      if (node.tagName !== "LI") continue;
      if (is) node.setAttribute("aria-current", "true");
      else node.removeAttribute("aria-current");
      if (on && !first) first = node;
    }
    return first;
  }

  function reveal() {
    const lit = light(app, document);
    const at = sections.findIndex(({ rows }) => rows.some(({ statements }) => statements.some((i) => lit.has(i))));
    show(at);
    const first = mark();
    if (!first) return;
    walk.to(first, false);
    if (!own) settle(first, 0);
  }

  /** Scrolls to a statement; again while sections above it, drawn as they come into sight, turn out higher than thought. @param {HTMLElement} to @param {number} tries @param {"center" | "start"} [where] */
  function settle(to, tries, where = "center") {
    if (!here || !to.isConnected) return;
    to.scrollIntoView({ block: where });
    const { top } = to.getBoundingClientRect();
    requestAnimationFrame(() => {
      if (tries < 8 && (tries < 3 || Math.abs(to.getBoundingClientRect().top - top) > 2)) settle(to, tries + 1, where);
    });
  }

  walk.listen(body, (i) => {
    own = true;
    store.select(`s/${data.statementId(i)}`);
    own = false;
  }, (i) => store.chosen.kind === "s" && data.statementNamed.get(store.chosen.ids[0]) === i);
  const onPaper = () => more(true);
  addEventListener("beforeprint", onPaper);
  open();
  return {
    update(change) {
      if (wanted() !== document) open();
      else if (change.has("kept") || (change.has("prose") && whole.some(({ rows }) => rows.some(({ pieces }) => !pieces.length)))) again(change.has("kept"));
      else if (change.has("sel")) {
        if (store.state.sel) reveal();
        else mark();
      }
    },
    leave() {
      here = false;
      cancel();
      removeEventListener("beforeprint", onPaper);
    },
    table() {
      const columns = statementColumns(app).filter(({ optional, key }) => !optional || key === "quote");
      return { name: data.documents.id[document], columns: columns.map(({ key }) => words.say(`table.column.${key}`)), rows: cells(columns, shown()) };
    },
    statements: shown,
  };

  function shown() {
    return [...data.ofDocument.of(document)].filter((i) => app.kept().statement[i]);
  }
}

/** @param {import("./data.js").Statements} s @param {Set<number>} statements @returns {number | undefined} the document of the first of them */
function firstOf(s, statements) {
  for (const i of statements) return s.document[i];
  return undefined;
}
