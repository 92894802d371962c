// What is to be known of a document before it is read: when, of whom, how much was coded of it, how much it says.

import { cut, isolated, make } from "./dom.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./documents_strip.js").Told} Told */

/** @param {App} app @param {number} document @returns {string} the date and who issued it */
export function dated(app, document) {
  const { documents: d } = app.data;
  return `${d.date[document]} · ${isolated(cut(app.words.element(d.issuer[document]), 90))}`;
}

/** @param {App} app @param {number} document @param {boolean} [brief] @returns {string} "coded whole", or how much of it was */
export function coded(app, document, brief = false) {
  const { documents: d } = app.data, { words } = app, passages = words.say("documents.passages", { n: d.passages[document] });
  if (!d.scope[document]) return words.say("documents.whole");
  return brief ? words.say("documents.part.brief", { passages }) : words.say("documents.part", { passages, words: words.say("documents.words", { n: d.words[document] }) });
}

/** @param {App} app @param {Told} told @returns {string} */
export function counts(app, told) {
  const { words } = app;
  return words.say("documents.counts", { statements: words.say("documents.statements", { n: told.statements.length }), linkages: words.say("documents.linkages", { n: told.linkages }) });
}

/** How many statements in each status, by sign and number; denials of "only", which deny no link, apart. @param {App} app @param {number[]} statements @returns {HTMLElement} */
export function statuses(app, statements) {
  const { data, words, look } = app, { status, linkage } = data.statements, names = data.lists.status, denied = names.indexOf("denied");
  const counted = new Array(names.length + 1).fill(0);
  for (const i of statements) counted[status[i] === denied && linkage[i] >= 0 && data.linkages.only[linkage[i]] ? names.length : status[i]] += 1;
  const parts = counted.flatMap((n, at) => {
    const name = names[at], term = name ? words.term("status", at) : words.say("not only");
    return n ? [make("span", { class: "documents-status", style: `color: var(--${name ?? "soft"})`, title: term }, make("span", { class: "sign", "aria-hidden": "true" }, name ? look.sign(name) : term), make("span", { class: "hidden" }, `${term} `), words.number(n))] : [];
  });
  return make("span", { class: "documents-statuses" }, ...parts.flatMap((part, i) => (i ? [" ", part] : [part])));
}

/** The title as a button that shows the document by itself. @param {App} app @param {number} document @param {(document: number) => void} open @returns {HTMLElement} */
export function titled(app, document, open) {
  return make("button", { type: "button", class: "link documents-title", dir: "auto", "data-document": app.data.documents.id[document], title: app.data.documents.title[document], onclick: () => open(document) }, app.data.documents.title[document] || app.data.documents.id[document]);
}
