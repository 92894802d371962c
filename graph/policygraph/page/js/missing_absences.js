// What documents state as missing, and, apart from it, as there but not enough.

import { make } from "./dom.js";
import { drawn, line, listed, matterOf, statusOf, told, voices, where, who } from "./missing_rows.js";
import { verdictLine } from "./missing_asks.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./missing_rows.js").Matter} Matter */
/** @typedef {import("./missing_rows.js").Part} Part */
/** @typedef {{ matter: Matter, statements: number[] }} Lack */

const LACKS = ["missing", "insufficient"];
const SHOWN = 6; // statements on one linkage; what is spoken of leads to all

/** @param {App} app @returns {Part} */
export function absences(app) {
  const { data, words } = app, kept = app.kept();
  const found = LACKS.map((status) => lacks(app, status, kept.statement)), every = LACKS.map((status) => lacks(app, status, null));
  const count = found[0].length + found[1].length, hidden = every[0].length + every[1].length - count;
  return {
    count, hidden,
    draw: () => [
      make("p", { class: "missing-note" }, words.say("missing.absences.note")),
      ...LACKS.flatMap((status, at) => [
        make("h2", {}, words.say(`missing.${status}.head`), " ", make("span", { class: "number" }, words.number(found[at].length))),
        found[at].length
          ? listed(app, found[at], (lack) => row(app, lack, status))
          : make("p", { class: "missing-none" }, words.say(every[at].length ? "missing.hidden.all" : `missing.${status}.none`, { n: every[at].length })),
      ]),
    ],
    picture: () => LACKS.flatMap((status, at) => found[at].map(({ matter, statements }) => ({ matter, statuses: [status], says: voices(app, statements) }))),
    rows: () => LACKS.flatMap((status, at) => found[at].flatMap((lack) => lack.statements.map((i) => [
      data.statementId(i), told(app, lack.matter), statusOf(app, lack.matter, status), who(app, i), where(app, i), affirmed(app, lack).map((each) => data.statementId(each)).join(" "),
    ]))),
  };
}

/** @param {App} app @param {string} status @param {Uint8Array | null} kept all if there is none @returns {Lack[]} */
function lacks(app, status, kept) {
  const { data } = app, s = data.statements, wanted = data.lists.status.indexOf(status);
  /** @type {Map<string, Lack>} */ const found = new Map();
  for (let i = 0; i < s.n; i += 1) {
    if (s.status[i] !== wanted || (kept && !kept[i])) continue;
    const key = `${s.linkage[i]} ${s.element[i]}`, lack = found.get(key);
    if (lack) lack.statements.push(i);
    else found.set(key, { matter: matterOf(app, i), statements: [i] });
  }
  return [...found.values()].sort((a, b) => Number(a.matter.linkage < 0) - Number(b.matter.linkage < 0) || a.statements[0] - b.statements[0]);
}

/** @param {App} app @param {Lack} lack @returns {number[]} the statements kept that say that it is there */
function affirmed(app, { matter }) {
  const { data } = app, s = data.statements, existing = data.lists.status.indexOf("existing"), kept = app.kept();
  const all = matter.linkage >= 0 ? data.ofLinkage.of(matter.linkage) : data.ofElement.of(matter.element);
  return [...all].filter((i) => s.status[i] === existing && kept.statement[i]);
}

/** @param {App} app @param {Lack} lack @param {string} status @returns {HTMLElement} */
function row(app, lack, status) {
  const { words } = app, there = affirmed(app, lack);
  return make("li", { class: "missing-row" }, drawn(app, lack.matter, [status]), make("div", { class: "missing-said" },
    ...lack.statements.slice(0, SHOWN).flatMap((i) => [line(app, i), verdictLine(app, i)]), more(app, lack.statements),
    there.length
      ? make("div", { class: "missing-there" }, ...there.slice(0, SHOWN).map((i) => line(app, i, words.say("missing.there"))), more(app, there))
      : make("p", { class: "missing-none" }, words.say("missing.there.nobody"))));
}

/** @param {App} app @param {number[]} statements @returns {HTMLElement | false} how many are not shown */
function more(app, statements) {
  return statements.length > SHOWN && make("p", { class: "missing-none" }, app.words.say("missing.there.more", { n: statements.length - SHOWN }));
}
