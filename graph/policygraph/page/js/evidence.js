// The evidence panel: the statements behind what is chosen, those that the filters hide counted.

import { unfiltered } from "./choice.js";
import { announce, fill, make } from "./dom.js";
import { card, copier, elementLink } from "./evidence_card.js";
import { below, between, counted, gather } from "./evidence_gather.js";
import { help } from "./evidence_help.js";
import { kindSign, lineSample } from "./samples.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./main.js").View} View */
/** @typedef {import("./dom.js").Child} Child */
/** @typedef {import("./evidence_gather.js").Gathered} Gathered */
/** @typedef {{ open: boolean, shown: number }} Opened how far a group is opened */

const STEP = 20, FEW = 12;

/** @param {HTMLElement} host @param {App} app @returns {View} */
export function evidence(host, app) {
  const { data, store } = app;
  /** @type {Map<string, Opened>} */ let opened = new Map();
  const jump = make("button", { type: "button", id: "jump", hidden: true, onclick: () => {
    host.scrollIntoView({ block: "start" });
    host.focus({ preventScroll: true });
  } });
  host.after(jump);
  new IntersectionObserver(([entry]) => jump.classList.toggle("away", entry.isIntersecting), { rootMargin: "0px 0px -35% 0px" }).observe(host);

  /** @param {boolean} fresh whether something else is chosen than before */
  function draw(fresh) {
    const { kind } = store.chosen, top = host.scrollTop, focused = host.contains(document.activeElement) && document.activeElement !== host;
    const gathered = kind ? gather(data, store.chosen) : null;
    if (fresh) opened = new Map();
    if (!kind) fill(host, ...help(app));
    else if (!gathered) fill(host, make("h2", { tabindex: "-1" }, app.words.say("evidence")), make("p", {}, app.words.say("evidence.unknown", { name: store.state.sel })));
    else fill(host, ...panel(app, gathered, opened));
    host.tabIndex = gathered ? -1 : 0; // without a link in it, only so can it be scrolled by keys
    host.scrollTop = fresh ? 0 : top;
    if (focused) host.querySelector("h2")?.focus({ preventScroll: !fresh });
    jump.hidden = !gathered;
    if (!gathered) return;
    const told = `${titled(host)}: ${sum(app, gathered.about.filter((i) => app.kept().statement[i]))}`;
    jump.textContent = told;
    if (fresh) announce(told);
  }

  draw(true);
  return {
    update(change) {
      if (["sel", "kept", "language", "prose"].some((name) => change.has(name))) draw(change.has("sel"));
    },
  };
}

/** The heading as it is read, without the signs. @param {HTMLElement} host @returns {string} */
function titled(host) {
  const signs = new Set(host.querySelectorAll("h2 [aria-hidden]"));
  return [...(host.querySelector("h2")?.childNodes ?? [])].filter((node) => !signs.has(/** @type {any} */ (node))).map((node) => node.textContent).join("");
}

/** @param {App} app @param {Iterable<number>} statements @returns {string} what they come to, in words */
function sum(app, statements) {
  const n = counted(app.data, statements), words = app.words;
  return [
    words.say("evidence.statements", { n: n.statements }), words.say("evidence.passages", { n: n.passages }), words.say("evidence.documents", { n: n.documents }),
  ].join(" · ");
}

/** @param {App} app @param {Gathered} gathered @param {Map<string, Opened>} opened @returns {Child[]} */
function panel(app, gathered, opened) {
  const { data, words, store } = app, kept = app.kept().statement, { kind, ends, about } = gathered;
  const shown = about.filter((i) => kept[i]), [first] = ends;
  const few = gathered.groups.reduce((all, { statements }) => all + statements.length, 0) <= STEP;
  const groups = gathered.groups.map((each, k) => {
    const state = opened.get(each.key) ?? { open: few || k === 0 || kind === "p", shown: STEP };
    opened.set(each.key, state);
    return group(app, each.key, gathered, [...each.statements], state);
  });
  if (kind === "s") {
    return [
      make("h2", { tabindex: "-1" }, words.say("evidence.statement", { id: data.statementId(first) })),
      !kept[first] && hidden(app, 0, 1),
      source(app, data.statements.document[first], 0, "h3"), card(app, first, { open: true }), scope(app, data.statements.document[first]), ...groups,
    ];
  }
  const statuses = byStatus(app, shown);
  return [
    ...head(app, gathered),
    about.length > 0 && make("p", { class: "sums" }, sum(app, shown)),
    about.length > 0 && hidden(app, shown.length, about.length - shown.length),
    statuses,
    kind === "e" && make("p", { class: "buttons" },
      make("button", { type: "button", onclick: () => store.set({ view: "focus" }), hidden: store.state.view === "focus" }, words.say("evidence.focus")),
      copier(app, data.address("element", data.elements.id[first]), "evidence.copy.address")),
    kind === "l" && make("p", { class: "buttons" }, ...pairButton(app, first), copier(app, data.address("linkage", data.linkageId(first)), "evidence.copy.address")),
    !gathered.groups.length && make("p", {}, words.say("evidence.nothing")),
    ...groups,
  ];
}

/** @param {App} app @param {number} shown @param {number} n @returns {Child} how many the filters hide, with a way to see them */
function hidden(app, shown, n) {
  if (!n) return false;
  return make("p", { class: "hides" }, app.words.say(shown ? "evidence.hidden" : "evidence.allhidden", { n }), " ",
    make("button", { type: "button", class: "link", onclick: () => app.store.set(unfiltered()) }, app.words.say("filters.reset")));
}

/** What is chosen: its name, and what belongs to it. @param {App} app @param {Gathered} gathered @returns {Child[]} */
function head(app, { kind, ends: [one, other] }) {
  const { data, words } = app;
  if (kind === "l") {
    const l = data.linkages;
    return [make("p", { class: "what" }, words.say("evidence.is.linkage")), make("h2", { tabindex: "-1", class: "thought" }, elementLink(app, l.subject[one]), " ", make("span", { class: "verb" }, words.verb(one, true)), " ", elementLink(app, l.object[one]))];
  }
  if (kind === "p") {
    return [make("p", { class: "what" }, words.say("evidence.is.pair")), make("h2", { tabindex: "-1", class: "thought" }, kindSign(app, one), elementLink(app, one), " – ", kindSign(app, other), elementLink(app, other))];
  }
  const name = words.element(one), names = data.elements.names[one].filter((each) => each && each !== name);
  const above = data.elements.broader[one], under = [...below(data, one)];
  return [
    make("p", { class: "what" }, words.term("type", data.elements.type[one])),
    make("h2", { tabindex: "-1", dir: "auto" }, kindSign(app, one), name),
    names.length > 0 && make("p", { class: "soft names" }, `${words.say("evidence.also")} ${names.join(" · ")}`),
    above.length > 0 && make("p", { class: "names" }, make("span", { class: "soft" }, `${words.say("evidence.above")} `), ...listed(app, above)),
    under.length > 0 && make("p", { class: "names" }, make("span", { class: "soft" }, `${words.say("evidence.below")} `), ...listed(app, under)),
  ];
}

/** @param {App} app @param {number[]} elements @returns {Child[]} */
function listed(app, elements) {
  const links = elements.slice(0, FEW).flatMap((element, k) => [k ? ", " : "", elementLink(app, element)]);
  return elements.length > FEW ? [...links, ` ${app.words.say("evidence.andmore", { n: elements.length - FEW })}`] : links;
}

/** Leads to all linkages between the ends of one, if it is not the only one. @param {App} app @param {number} linkage @returns {Child[]} */
function pairButton(app, linkage) {
  const { data, words, store } = app, one = data.linkages.subject[linkage], other = data.linkages.object[linkage];
  const n = between(data, one, other).length - 1, ids = data.elements.id;
  return n > 0 ? [make("button", { type: "button", onclick: () => store.select(`p/${ids[one]}/${ids[other]}`) }, words.say("evidence.otherlinks", { n }))] : [];
}

/** How many statements have each status. @param {App} app @param {number[]} statements @returns {Child} */
function byStatus(app, statements) {
  const { data, words, look } = app, counts = new Int32Array(data.lists.status.length);
  for (const i of statements) counts[data.statements.status[i]] += 1;
  const present = data.lists.status.filter((_, i) => counts[i]);
  return present.length > 0 && make("ul", { class: "plain by-status", "aria-label": words.say("evidence.bystatus") }, ...present.map((name) => make("li", { class: "badge", style: `color: var(--${name})` },
    lineSample(app, name), make("span", { class: "sign", "aria-hidden": "true" }, look.sign(name)), words.named("status", name), make("span", { class: "number" }, words.number(counts[data.lists.status.indexOf(name)])))));
}

/**
 * A group of statements under its heading, by document, the first of them and more at will.
 * @param {App} app @param {string} key @param {Gathered} gathered @param {number[]} all @param {Opened} state @returns {HTMLElement}
 */
function group(app, key, gathered, all, state) {
  const { data, words } = app, kept = app.kept().statement, shown = all.filter((i) => kept[i]);
  const { kind, ends } = gathered, how = { bare: kind === "l" || kind === "s", here: kind === "e" ? ends[0] : -1 };
  const names = { one: words.element(kind === "p" ? ends[0] : 0), other: words.element(kind === "p" ? ends[1] : 0) };
  const body = make("div", { class: "group-body" }), perDocument = new Map();
  for (const i of shown) perDocument.set(data.statements.document[i], (perDocument.get(data.statements.document[i]) ?? 0) + 1);
  let at = 0, last = -1;
  const more = make("button", { type: "button", class: "further", onclick: () => {
    const next = at;
    state.shown += STEP;
    add();
    const cards = body.querySelectorAll(".said");
    /** @type {HTMLElement | null} */ (cards[next]?.querySelector("button, summary"))?.focus();
  } });
  function add() {
    for (; at < Math.min(state.shown, shown.length); at += 1) {
      const document = data.statements.document[shown[at]];
      if (document !== last) body.append(source(app, document, perDocument.get(document), key === "all" ? "h3" : "h4"));
      last = document;
      body.append(card(app, shown[at], how));
    }
    more.hidden = at >= shown.length;
    more.textContent = words.say("evidence.more", { n: Math.min(STEP, shown.length - at), left: shown.length - at });
  }
  const hides = all.length - shown.length;
  const inner = make("div", {}, hides > 0 && make("p", { class: "soft hides" }, words.say("evidence.hidden", { n: hides })), body, more);
  if (key === "all") {
    fill(inner, body, more);
    add();
    return inner;
  }
  const node = make("details", { class: "group", open: state.open, "data-group": key, ontoggle: () => {
    state.open = /** @type {HTMLDetailsElement} */ (node).open;
    if (state.open && at === 0) add();
  } }, make("summary", {}, make("h3", {}, words.say(`evidence.group.${key}`, names)), make("span", { class: "number" }, words.number(shown.length))), inner);
  if (state.open) add();
  return node;
}

/** The document that statements stand in, and how many of these do. @param {App} app @param {number} document @param {number} n @param {"h3" | "h4"} level @returns {HTMLElement} */
function source(app, document, n, level) {
  const { data, words } = app, d = data.documents, url = d.url[document];
  const title = /^https?:\/\//.test(url) && n === 0 ? make("a", { class: "link", href: url, target: "_blank", rel: "noopener noreferrer" }, d.title[document]) : d.title[document];
  return make(level, { class: "source" }, make("span", { class: "number" }, d.date[document]), make("span", { dir: "auto" }, title),
    n > 0 && make("span", { class: "number", title: words.say("evidence.statements", { n }) }, words.number(n)));
}

/** @param {App} app @param {number} document @returns {Child} what of a document was coded, if not all of it */
function scope(app, document) {
  const told = app.data.documents.scope[document];
  return told && make("p", { class: "soft scope" }, `${app.words.say("evidence.scope")} ${told}`);
}
