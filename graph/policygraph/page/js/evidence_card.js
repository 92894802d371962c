// One statement with all that it rests on: who says what, how it is put, where it stands, and how to cite it.

import { citation } from "./cite.js";
import { copied } from "./copying.js";
import { announce, isolated, make } from "./dom.js";
import { answering } from "./evidence_gather.js";
import { statusBadge } from "./samples.js";
import { blank, written } from "./store.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./dom.js").Child} Child */
/** @typedef {{ open?: boolean, bare?: boolean, here?: number }} How everything open; without its linkage; the element at hand */

const FORCES = ["", "recital", "operative", "annex"];

/** @param {App} app @param {number} i @param {How} [how] @returns {HTMLElement} */
export function card(app, i, how = {}) {
  const { data, words } = app, gloss = data.said("gloss", i), quote = data.said("quote", i);
  const mode = data.lists.mode[data.statements.mode[i]];
  return make("article", { class: "said", "data-statement": data.statementId(i), "data-status": data.lists.status[data.statements.status[i]] },
    make("p", { class: "said-head" }, statusBadge(app, i), make("span", {}, words.term("stance", data.statements.stance[i])),
      mode === "listed" ? make("span", { class: "tag" }, words.say("evidence.listed")) : mode !== "explicit" && make("span", { class: "soft" }, words.named("mode", mode))),
    !how.bare && make("p", { class: "said-link" }, ...aboutWhat(app, i, how.here)),
    make("p", { class: "said-gloss", dir: "auto" }, gloss || (data.prose ? words.say("evidence.nogloss") : words.say("evidence.reads"))),
    quote && make("blockquote", { dir: "auto" }, quote),
    ...facts(app, i),
    how.open && verdict(app, i),
    details(app, i, Boolean(how.open)));
}

/** A link to an element: it becomes what is chosen. @param {App} app @param {number} element @param {number} [here] @returns {HTMLElement} */
export function elementLink(app, element, here = -1) {
  const name = app.words.element(element);
  return element === here ? make("strong", {}, name) : link(app, `e/${app.data.elements.id[element]}`, name, { dir: "auto" });
}

/** @param {App} app @param {number} i @returns {HTMLElement} */
function statementLink(app, i) {
  return link(app, `s/${app.data.statementId(i)}`, app.data.statementId(i));
}

/**
 * Chooses something in the view that is shown. In a tab of its own it opens in the focus.
 * @param {App} app @param {string} sel @param {string} text @param {Record<string, any>} [attributes] @returns {HTMLElement}
 */
function link(app, sel, text, attributes = {}) {
  return make("a", { class: "link", href: `#${written({ ...blank(), view: "focus", sel })}`, ...attributes, onclick: (/** @type {MouseEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    app.store.select(sel);
  } }, text);
}

/** What a statement is about: a linkage by its parts, or an element as such. @param {App} app @param {number} i @param {number} [here] @returns {Child[]} */
function aboutWhat(app, i, here) {
  const { data, words } = app, s = data.statements, l = data.linkages, linkage = s.linkage[i];
  if (linkage < 0) return [elementLink(app, s.element[i], here), make("span", { class: "soft" }, `, ${words.say("evidence.assuch")}`)];
  const denied = data.lists.status[s.status[i]] === "denied";
  return [
    elementLink(app, l.subject[linkage], here), " ",
    link(app, `l/${data.linkageId(linkage)}`, words.verb(linkage, denied), { class: "link verb", title: words.say("evidence.linkage") }),
    " ", elementLink(app, l.object[linkage], here),
  ];
}

/** Who says it, and how: two lines. @param {App} app @param {number} i @returns {HTMLElement[]} */
function facts(app, i) {
  const { data, words } = app, s = data.statements, reported = data.said("reported", i).split(" | ").filter(Boolean);
  /** @param {string} key @param {Child[]} children @returns {Child[]} */
  const fact = (key, children) => (children.length ? [make("span", { class: "fact" }, make("span", { class: "soft" }, `${words.say(`evidence.${key}`)} `), ...children)] : []);
  const linked = (/** @type {number[]} */ list) => list.flatMap((element, k) => [k ? ", " : "", elementLink(app, element)]);
  const said = (/** @type {"modality" | "degree" | "condition"} */ part) => data.said(part, i).split(" | ").filter(Boolean).flatMap((text, k) => [k ? ", " : "", `“${isolated(text)}”`]);
  const force = FORCES[s.force[i]];
  const who = [
    ...fact("holder", linked(s.holder[i])), ...fact("reported", reported.length ? [reported.join(", ")] : []),
    ...fact("addressee", linked(s.addressee[i])), ...fact("via", linked(s.via[i])),
    make("span", { class: "fact" }, make("span", { class: "soft" }, `${words.say("evidence.place")} `), data.places[s.place[i]], force && make("span", { class: "soft" }, ` (${words.say(`evidence.${force}`)})`)),
  ];
  const put = [...fact("modality", said("modality")), ...fact("degree", said("degree")), ...fact("condition", said("condition"))];
  return [make("p", { class: "facts" }, ...who), ...(put.length ? [make("p", { class: "facts" }, ...put)] : [])];
}

/** What a coder found became of an ask, and of which ask it is an answer. @param {App} app @param {number} i @returns {HTMLElement | false} */
function verdict(app, i) {
  const { data, words } = app, v = data.verdicts, at = data.verdictOf.get(i), answers = answering(data, i);
  if (!v.ask.length) return false;
  const lines = answers.map((each) => make("p", {}, `${words.say(nearest(app, each) ? "evidence.near" : "evidence.answers")} `, statementLink(app, v.ask[each]), ` (${words.term("verdict", v.verdict[each])})`));
  if (at !== undefined) {
    lines.unshift(make("p", {}, make("span", { class: "soft" }, `${words.say("evidence.became")} `), make("strong", {}, words.term("verdict", v.verdict[at]))),
      make("p", { dir: "auto" }, v.reason[at]));
    if (v.answers[at].length) lines.splice(2, 0, make("p", {}, make("span", { class: "soft" }, `${words.say(nearest(app, at) ? "evidence.nearest" : "evidence.answered")} `), ...v.answers[at].flatMap((each, k) => [k ? ", " : "", statementLink(app, each)])));
    lines.splice(v.answers[at].length ? 3 : 2, 0, make("p", { class: "soft" }, words.say("evidence.judged", { coder: v.coder[at], date: v.date[at] })));
  } else if (data.asks(i)) lines.unshift(make("p", { class: "soft" }, words.say("evidence.unjudged")));
  return lines.length > 0 && make("div", { class: "verdict" }, ...lines);
}

/** Whether a verdict names what only comes near. @param {App} app @param {number} at @returns {boolean} */
function nearest(app, at) {
  return app.data.lists.verdict[app.data.verdicts.verdict[at]] === "notFoundInScope";
}

/** The coder's note, the citation, the address; made when they are opened. @param {App} app @param {number} i @param {boolean} open @returns {HTMLElement} */
function details(app, i, open) {
  const { data, words, store } = app, id = data.statementId(i), became = data.verdictOf.get(i);
  const inside = () => {
    const note = data.said("note", i), cue = data.said("cue", i), cited = citation(data, i), address = data.address("statement", id);
    return [
      cue && make("p", {}, make("span", { class: "soft" }, `${words.say("evidence.cue")} `), `“${isolated(cue)}”`),
      note && make("p", { dir: "auto" }, make("span", { class: "soft" }, `${words.say("evidence.note")} `), note),
      !open && verdict(app, i),
      make("p", { class: "citation" }, cited),
      make("p", { class: "buttons" }, copier(app, cited, "evidence.copy.citation"), copier(app, address, "evidence.copy.address"),
        make("button", { type: "button", onclick: () => store.select(`s/${id}`, "reader") }, words.say("evidence.reader"))),
      make("p", { class: "soft address" }, address),
    ];
  };
  const body = make("div", { class: "more" });
  /** @type {HTMLElement} */
  const node = make("details", { open, ontoggle: () => {
    if (/** @type {HTMLDetailsElement} */ (node).open && !body.childElementCount) body.append(...inside().filter((child) => child instanceof Node));
  } }, make("summary", {}, make("span", { class: "id" }, open ? words.say("evidence.cite") : id), !open && became !== undefined && make("span", { class: "tag" }, words.term("verdict", data.verdicts.verdict[became]))), body);
  if (open) body.append(...inside().filter((child) => child instanceof Node));
  return node;
}

/** A button that copies. @param {App} app @param {string} text @param {string} key @returns {HTMLElement} */
export function copier(app, text, key) {
  const button = make("button", { type: "button", onclick: async () => {
    const done = await copied(text);
    button.textContent = app.words.say(done ? "evidence.copied" : "evidence.uncopied");
    announce(button.textContent);
    setTimeout(() => (button.textContent = app.words.say(key)), 2500);
  } }, app.words.say(key));
  return button;
}
