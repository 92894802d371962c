// The paths as a list: each a line to be read, marked with the documents that tell it.

import { cut, isolated, make } from "./dom.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./paths_search.js").Path} Path */
/** @typedef {import("./paths_search.js").Step} Step */

const NAMED = 3; // documents that are named in a line

/** @param {App} app @param {Path} path @param {number} number @returns {HTMLElement} */
export function pathItem(app, path, number) {
  const { data, words } = app;
  const statements = new Set(path.steps.flatMap((step) => step.statements));
  const counts = words.say("paths.counts", { statements: words.say("paths.statements", { n: statements.size }), documents: words.say("paths.documents", { n: path.documents.length }) });
  return make("li", { class: "path", value: number, "data-path": number, "data-told": path.tellers.map((d) => data.documents.id[d]).join("|") },
    make("span", { class: "path-chain" }, elementLink(app, path.steps[0].start), ...path.steps.flatMap((step) => stepParts(app, step))),
    make("span", { class: "path-told" }, toldBy(app, path), ` · ${counts}`));
}

/** What marks a path: told whole by some documents, or stitched. @param {App} app @param {Path} path @returns {string} */
export function toldBy(app, path) {
  const { data, words } = app, whole = path.tellers.length > 0, told = whole ? path.tellers : path.documents.slice().sort((a, b) => a - b);
  const names = told.slice(0, NAMED).map((d) => isolated(data.documents.id[d])).join(", ");
  const more = told.length > NAMED ? ` ${words.say("paths.others", { n: told.length - NAMED })}` : "";
  return words.say(whole ? "paths.whole" : "paths.stitched", { documents: names + more });
}

/** The linkage type of a step, with an arrow where it is walked backwards. @param {App} app @param {Step} step @returns {string} */
export function how(app, step) {
  const verb = app.words.verb(step.linkage), both = app.data.symmetric.includes(app.data.linkages.type[step.linkage]);
  return both ? `↔ ${verb}` : step.backwards ? `← ${verb}` : `${verb} →`;
}

/** @param {App} app @param {Step} step @returns {(string | HTMLElement)[]} */
function stepParts(app, step) {
  const { data, words, store } = app, status = data.lists.status[step.status], id = data.linkageId(step.linkage), n = step.statements.length;
  return [" ",
    make("button", { type: "button", class: "link path-step", style: `color: var(--${status})`, "data-linkage": id, "data-status": status, "data-backwards": String(step.backwards),
      title: `${words.term("status", step.status)} · ${words.say("paths.statements", { n })}`, onclick: () => store.select(`l/${id}`) },
    make("span", { "aria-hidden": "true" }, `${app.look.sign(status)} `), make("span", { class: "hidden" }, `${words.term("status", step.status)}: `), how(app, step)),
    " ", elementLink(app, step.end)];
}

/** @param {App} app @param {number} element @returns {HTMLElement} */
function elementLink(app, element) {
  return make("button", { type: "button", class: "link path-element", dir: "auto", onclick: () => app.store.select(`e/${app.data.elements.id[element]}`) }, cut(app.words.element(element), 200));
}

/**
 * All paths as a table, a row a step, as `policygraph path` writes it, with the names beside the ids.
 * @param {App} app @param {Path[]} paths @param {string} name
 */
export function tableOf(app, paths, name) {
  const { data, words } = app, l = data.linkages, ids = data.elements.id;
  const columns = ["path", "step", "subject", "type", "object", "status", "backwards", "wholly", "said", "subject.id", "object.id"].map((key) => words.say(`paths.column.${key}`));
  const rows = paths.flatMap((path, i) => path.steps.map((step, k) => [
    String(i + 1), String(k + 1), words.element(l.subject[step.linkage]), words.verb(step.linkage), words.element(l.object[step.linkage]), words.term("status", step.status),
    String(step.backwards), path.tellers.map((d) => data.documents.id[d]).join("|"), step.statements.map((s) => data.statementId(s)).join("|"), ids[l.subject[step.linkage]], ids[l.object[step.linkage]],
  ]));
  return { name, columns, rows };
}
