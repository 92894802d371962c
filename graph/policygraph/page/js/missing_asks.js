// Demands, by what a coder found became of them; most have not been judged.

import { cut, fill, make } from "./dom.js";
import { PROSE, drawn, gathered, line, listed, matterOf, statusOf, told, voices, where, who } from "./missing_rows.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./missing_rows.js").Part} Part */
/** @typedef {{ key: string, name: string, says: string, asks: number[] }} Group */

/** The verdicts that rest on an answer, as the ontology marks them; a test holds the two together. */
const ANSWERED = ["takenUp", "inPart", "weaker", "byOtherMeans"];
const GROUPS = 40; // groups at once

/** @param {App} app @returns {Part} */
export function asks(app) {
  const { data, words, store } = app, kept = app.kept(), every = Array.from({ length: data.statements.n }, (_, i) => i).filter((i) => data.asks(i));
  const found = every.filter((i) => kept.statement[i]), judged = found.filter((i) => data.verdictOf.has(i)), groups = grouped(app, found);
  const without = found.filter((i) => !answered(app, i));
  return {
    count: without.length, hidden: every.filter((i) => !answered(app, i)).length - without.length,
    draw: () => {
      if (!every.length) return [make("p", { class: "missing-none" }, words.say("missing.asks.none"))];
      if (!found.length) return [make("p", { class: "missing-none" }, words.say("missing.hidden.all", { n: every.length }))];
      const says = judged.length ? words.say("missing.asks.note", { n: found.length, judged: judged.length }) : words.say("missing.asks.unjudged", { n: found.length });
      const open = new Set(store.kept("missing.open", groups[0].key).split(" "));
      return [make("p", { class: "missing-note" }, says), ...groups.slice(0, GROUPS).map((group) => folded(app, group, open)),
        groups.length > GROUPS ? make("p", { class: "missing-none" }, words.say("missing.groups.more", { n: groups.length - GROUPS })) : null];
    },
    picture: () => groups.flatMap(({ name, asks: own }) => own.map((i) => ({ matter: matterOf(app, i), statuses: [data.lists.status[data.statements.status[i]]], says: `${name} · ${voices(app, [i])}` }))),
    rows: () => groups.flatMap((group) => group.asks.map((i) => {
      const verdict = data.verdictOf.get(i), matter = matterOf(app, i), reason = verdict === undefined ? "" : data.verdicts.reason[verdict];
      const answers = verdict === undefined ? [] : data.verdicts.answers[verdict];
      return [data.statementId(i), told(app, matter), statusOf(app, matter, data.lists.status[data.statements.status[i]]), who(app, i), where(app, i), group.name, reason, answers.map((each) => data.statementId(each)).join(" ")];
    })),
  };
}

/** @param {App} app @param {number} i @returns {boolean} whether a verdict says that something answers it */
function answered(app, i) {
  const verdict = app.data.verdictOf.get(i);
  return verdict !== undefined && ANSWERED.includes(app.data.lists.verdict[app.data.verdicts.verdict[verdict]]);
}

/** @param {App} app @param {number[]} found @returns {Group[]} by verdict, those without an answer first; the rest by document */
function grouped(app, found) {
  const { data, words } = app, names = data.lists.verdict, order = [...names.filter((name) => !ANSWERED.includes(name)), "", ...names.filter((name) => ANSWERED.includes(name))];
  /** @type {Group[]} */ const groups = [];
  const verdictOf = (/** @type {number} */ i) => data.verdictOf.get(i) ?? -1;
  const byVerdict = gathered(found, (i) => (verdictOf(i) < 0 ? "" : names[data.verdicts.verdict[verdictOf(i)]]));
  for (const name of order) {
    const own = byVerdict.get(name);
    if (!own) continue;
    if (name) groups.push({ key: name, name: words.named("verdict", name), says: words.say("missing.judged"), asks: own });
    else for (const [document, several] of gathered(own, (i) => data.statements.document[i])) {
      groups.push({ key: data.documents.id[document], name: words.say("missing.unjudged", { title: data.documents.title[document] }), says: data.documents.date[document], asks: several });
    }
  }
  return groups;
}

/** @param {App} app @param {Group} group @param {Set<string>} open @returns {HTMLElement} a group that is filled when it is opened */
function folded(app, group, open) {
  const { store, words } = app, body = make("div", {});
  const fillBody = () => body.childElementCount || fill(body, listed(app, group.asks, (i) => row(app, i)));
  const details = make("details", { class: "missing-group", "data-group": group.key, open: open.has(group.key) },
    make("summary", {}, make("span", { class: "missing-name" }, group.name), " ", make("span", { class: "number" }, words.say("missing.group", { says: group.says, count: group.asks.length }))), body);
  if (open.has(group.key)) fillBody();
  details.addEventListener("toggle", () => {
    const now = details.hasAttribute("open");
    if (now) fillBody();
    if (now === open.has(group.key)) return;
    if (now) open.add(group.key);
    else open.delete(group.key);
    store.keep("missing.open", [...open].join(" ") || "-", { quiet: true });
  });
  return details;
}

/** @param {App} app @param {number} i @returns {HTMLElement} */
function row(app, i) {
  const { data } = app, verdict = data.verdictOf.get(i), status = data.lists.status[data.statements.status[i]];
  const reason = verdict === undefined ? "" : data.verdicts.reason[verdict], answers = verdict === undefined ? [] : data.verdicts.answers[verdict];
  const lead = app.words.say(answered(app, i) ? "missing.answer" : "missing.nearest");
  return make("li", { class: "missing-row" }, drawn(app, matterOf(app, i), [status]), make("div", { class: "missing-said" },
    line(app, i), reason && make("p", { class: "missing-reason", dir: "auto" }, cut(reason, PROSE)), ...answers.map((each) => line(app, each, lead))));
}

/** @param {App} app @param {number} i a statement @returns {HTMLElement | null} what became of it, if somebody judged */
export function verdictLine(app, i) {
  const { data, words } = app, verdict = data.verdictOf.get(i);
  if (verdict === undefined) return null;
  const name = words.term("verdict", data.verdicts.verdict[verdict]);
  return make("p", { class: "missing-reason", dir: "auto" }, make("strong", {}, words.say("missing.verdict", { name })), " ", cut(data.verdicts.reason[verdict], PROSE));
}
