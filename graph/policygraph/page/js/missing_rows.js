// What the parts of "missing and contested" are made of: a linkage as a line with its sign, and statements under it.

import { cut, fill, isolated, make } from "./dom.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {{ linkage: number, element: number }} Matter what is spoken of: a linkage, or an element as such; -1 for none */
/**
 * @typedef {Object} Part a part of the view
 * @property {number} count of what it shows @property {number} hidden how many more there are without the filters
 * @property {() => (Node | null)[]} draw @property {() => string[][]} rows for the table, with the statement first
 * @property {() => Drawn[]} picture what is drawn, in its order
 */
/** @typedef {{ matter: Matter, statuses: string[], says: string }} Drawn a line of the picture, and who says so where */

export const FIRST = 25; // rows at once; more by a button
export const PROSE = 900; // characters; the evidence panel has it whole
const NAME = 160, TITLE = 300;

/** @param {App} app @param {number} i a statement @returns {Matter} */
export function matterOf(app, i) {
  const s = app.data.statements;
  return { linkage: s.linkage[i], element: s.element[i] };
}

/** @param {App} app @param {Matter} matter @returns {string} what chooses it */
export function choiceOf(app, matter) {
  return matter.linkage >= 0 ? `l/${app.data.linkageId(matter.linkage)}` : `e/${app.data.elements.id[matter.element]}`;
}

/** @param {App} app @param {number} i a statement @returns {string} */
export function statementChoice(app, i) {
  return `s/${app.data.statementId(i)}`;
}

/**
 * What is spoken of as a button: from, a line in the look of the status, to. Of several statuses the line shows none.
 * @param {App} app @param {Matter} matter @param {string[]} statuses their names @returns {HTMLElement}
 */
export function drawn(app, matter, statuses) {
  const { data, words, look } = app, { linkage, element } = matter, l = data.linkages, choice = choiceOf(app, matter), one = statuses.length === 1;
  const signs = statuses.map((status) => make("span", { class: "missing-sign", style: `--own:var(--${status})`, "aria-hidden": "true" }, signOf(app, matter, status)));
  const dash = () => make("span", { class: "missing-line", style: `background:${dashed(one ? look.dash(statuses[0]) : [])}`, "aria-hidden": "true" });
  const label = `${told(app, matter)}: ${statuses.map((status) => statusOf(app, matter, status)).join(", ")}`;
  const end = (/** @type {number} */ i) => make("span", { class: "missing-end", dir: "auto" }, cut(words.element(i), NAME));
  const attributes = { type: "button", class: "missing-what", "data-choice": choice, "data-alone": linkage < 0, style: `--own:var(--${one ? statuses[0] : "soft"})`, "aria-label": label, onclick: () => app.store.select(choice) };
  const turns = linkage < 0 || data.symmetric.includes(l.type[linkage]), way = linkage < 0 ? signs : [dash(), ...signs, dash()];
  return make("button", attributes, end(linkage < 0 ? element : l.subject[linkage]),
    make("span", { class: "missing-way" }, make("span", { class: turns ? "missing-lines" : "missing-lines arrow" }, ...way), make("span", { class: "missing-verb" }, verbOf(app, matter, statuses))),
    linkage >= 0 && end(l.object[linkage]));
}

/** @param {App} app @param {Matter} matter @param {string} status @returns {string} */
export function signOf(app, matter, status) {
  return only(app, matter) && status === "denied" ? "≠1" : app.look.sign(status);
}

/** @param {App} app @param {Matter} matter @param {string[]} statuses @returns {string} the linkage type in words; "as such" of an element */
export function verbOf(app, { linkage }, statuses) {
  return linkage < 0 ? app.words.say("missing.as such") : app.words.verb(linkage, statuses.includes("denied"));
}

/** @param {App} app @param {number[]} statements @returns {string} who says so where, of the first, and how many more do */
export function voices(app, statements) {
  const [first] = statements, more = statements.length - 1;
  return bare(`${who(app, first)} · ${where(app, first)}${more ? ` · ${app.words.say("missing.there.more", { n: more })}` : ""}`);
}

/** @param {string} text @returns {string} without the marks that keep names apart in sentences */
export function bare(text) {
  return text.replace(/[\u2066-\u2069]/g, "");
}

/** @param {App} app @param {Matter} matter @returns {boolean} whether it is meant as the only one */
function only(app, matter) {
  return matter.linkage >= 0 && Boolean(app.data.linkages.only[matter.linkage]);
}

/** @param {number[]} dash @returns {string} a background that looks like a line so dashed */
function dashed(dash) {
  if (!dash.length) return "var(--own)";
  let at = 0;
  const stops = dash.map((length, i) => {
    const from = at;
    at += length;
    return `${i % 2 ? "transparent" : "var(--own)"} ${from}px ${at}px`;
  });
  return `repeating-linear-gradient(90deg, ${stops.join(", ")})`;
}

/** @param {App} app @param {Matter} matter @returns {string} */
export function told(app, matter) {
  return matter.linkage >= 0 ? app.words.linkage(matter.linkage) : `${app.words.element(matter.element)} (${app.words.say("missing.as such")})`;
}

/** @param {App} app @param {Matter} matter @param {string} status @returns {string} "not only" where that is what is denied */
export function statusOf(app, matter, status) {
  return only(app, matter) ? app.words.say("not only") : app.words.named("status", status);
}

/** @param {App} app @param {number} i a statement @returns {string} who takes which stance: "Belgium calls for" */
export function who(app, i) {
  const { data, words } = app, s = data.statements, names = (/** @type {number[]} */ all) => all.map((each) => isolated(words.element(each))).join(", ");
  const asked = s.addressee[i].length ? ` · ${words.say("missing.asked", { names: names(s.addressee[i]) })}` : "";
  const reported = data.said("reported", i) ? ` (${words.say("missing.reported", { names: isolated(data.said("reported", i)) })})` : "";
  return `${names(s.holder[i])} – ${words.term("stance", s.stance[i])}${reported}${asked}`;
}

/** @param {App} app @param {number} i a statement @returns {string} the document, the place and the date */
export function where(app, i) {
  const { data } = app, s = data.statements, document = s.document[i];
  return `${isolated(cut(data.documents.title[document], TITLE))}, ${data.places[s.place[i]]}, ${data.documents.date[document]}`;
}

/**
 * A statement as a button that leads to its evidence, with its gloss.
 * @param {App} app @param {number} i @param {string} [lead] a word before it @returns {HTMLElement}
 */
export function line(app, i, lead = "") {
  const { data, words } = app, s = data.statements, choice = statementChoice(app, i), gloss = data.said("gloss", i);
  const via = s.via[i].length ? words.say("missing.via", { names: s.via[i].map((each) => isolated(words.element(each))).join(", ") }) : "";
  const condition = data.said("condition", i) ? words.say("missing.condition", { words: isolated(data.said("condition", i)) }) : "";
  const more = [data.listed(i) ? words.say("missing.listed") : "", via, condition].filter(Boolean).join(" · ");
  return make("button", { type: "button", class: "missing-statement", "data-choice": choice, onclick: () => app.store.select(choice) },
    lead && make("span", { class: "missing-lead" }, lead), make("span", { class: "missing-who" }, who(app, i)),
    make("span", { class: "missing-where" }, where(app, i)), gloss && make("span", { class: "missing-gloss", dir: "auto" }, cut(gloss, PROSE)), more && make("span", { class: "missing-more" }, more));
}

/** @template K, T @param {Iterable<T>} all @param {(each: T) => K} key @returns {Map<K, T[]>} in the order of their first */
export function gathered(all, key) {
  /** @type {Map<K, T[]>} */ const found = new Map();
  for (const each of all) {
    const own = found.get(key(each));
    if (own) own.push(each);
    else found.set(key(each), [each]);
  }
  return found;
}

/**
 * A list that is filled as far as it is looked at: the first rows, and a button for the next.
 * @template T @param {App} app @param {T[]} all @param {(each: T) => HTMLElement} row @returns {HTMLElement}
 */
export function listed(app, all, row) {
  const list = make("ul", { class: "missing-list" }), more = make("button", { type: "button", class: "missing-next", hidden: true });
  let shown = 0;
  const next = () => {
    for (const each of all.slice(shown, shown + FIRST)) list.append(row(each));
    const first = list.children[shown];
    if (shown) /** @type {HTMLElement | null} */ (first?.querySelector("button"))?.focus();
    shown = Math.min(all.length, shown + FIRST);
    more.toggleAttribute("hidden", shown >= all.length);
    fill(more, app.words.say("missing.next", { n: Math.min(FIRST, all.length - shown), rest: all.length - shown }));
  };
  more.addEventListener("click", next);
  next();
  return make("div", {}, list, more);
}
