// What is said oppositely of one linkage or element: the sides beside each other.

import { make } from "./dom.js";
import { bare, drawn, gathered, line, listed, statusOf, told, where, who } from "./missing_rows.js";
import { contests, WHERES } from "./opposing.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./missing_rows.js").Part} Part */
/** @typedef {import("./opposing.js").Contest} Contest */

const SHOWN = 8; // statements of one side

/** @param {App} app @returns {Part} */
export function conflicts(app) {
  const { data, words } = app, found = contests(data, app.kept().statement), all = new Uint8Array(data.statements.n).fill(1);
  const every = app.kept().count === data.statements.n ? found : contests(data, all);
  return {
    count: found.length, hidden: every.length - found.length,
    draw: () => [
      make("p", { class: "missing-note" }, words.say(!found.length || found.some((each) => each.where === "between") ? "missing.contested.note" : "missing.contested.no others")),
      ...WHERES.flatMap((name) => {
        const own = found.filter((contest) => contest.where === name);
        if (!own.length) return [];
        return [make("h2", {}, words.say(`missing.where.${name}`), " ", make("span", { class: "number" }, words.number(own.length))), listed(app, own, (contest) => row(app, contest))];
      }),
      found.length ? null : make("p", { class: "missing-none" }, words.say(every.length ? "missing.hidden.all" : "missing.contested.none", { n: every.length })),
    ],
    picture: () => found.map((contest) => ({ matter: contest, statuses: statusesOf(app, contest), says: sides(app, contest) })),
    rows: () => found.flatMap((contest) => contest.statements.map((i) => [
      data.statementId(i), told(app, contest), statusOf(app, contest, data.lists.status[data.statements.status[i]]), who(app, i), where(app, i),
      words.say(`missing.where.${contest.where}`), contest.kinds.map((kind) => words.say(`missing.${kind}`)).join("; "),
    ])),
  };
}

/** @param {App} app @param {Contest} contest @returns {HTMLElement} */
function row(app, contest) {
  const { data, words, look } = app, s = data.statements, by = gathered(contest.statements, (i) => data.lists.status[s.status[i]]);
  const ordered = statusesOf(app, contest);
  return make("li", { class: "missing-contest" }, drawn(app, contest, ordered), make("p", { class: "missing-kind" }, contest.kinds.map((kind) => words.say(`missing.${kind}`)).join("; ")),
    make("div", { class: "missing-sides" }, ...ordered.map((status) => {
      const own = by.get(status) ?? [];
      return make("div", { class: "missing-side", style: `--own:var(--${status})` },
        make("h3", {}, make("span", { class: "missing-sign", "aria-hidden": "true" }, look.sign(status)), " ", statusOf(app, contest, status)),
        ...own.slice(0, SHOWN).map((i) => line(app, i)), own.length > SHOWN && make("p", { class: "missing-none" }, words.say("missing.there.more", { n: own.length - SHOWN })));
    })));
}

/** @param {App} app @param {Contest} contest @returns {string[]} the statuses that meet, in the order of the list */
function statusesOf(app, contest) {
  const { lists, statements } = app.data, met = new Set(contest.statements.map((i) => lists.status[statements.status[i]]));
  return lists.status.filter((status) => met.has(status));
}

/** @param {App} app @param {Contest} contest @returns {string} who says the one, who the other, and when */
function sides(app, contest) {
  const { lists, statements: s, documents } = app.data;
  const firsts = statusesOf(app, contest).map((status) => /** @type {number} */ (contest.statements.find((i) => lists.status[s.status[i]] === status)));
  return bare(firsts.map((i) => `${who(app, i)}, ${documents.date[s.document[i]]}`).join(" / "));
}
