// The packaged questions, to choose among.

import { fill, make } from "./dom.js";
import { fold } from "./fold.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./sparql_values.js").Parameter} Parameter */
/** @typedef {{ name: string, summary: string, note: string, headings: Record<string, string>, lists: string[], parameters: Parameter[], sparql: string }} Question */

/** @param {App} app @param {Question[]} questions @param {(name: string) => void} choose @returns {HTMLElement} */
export function questionList(app, questions, choose) {
  const { words } = app, list = make("ul", { class: "sparql-list" }), none = make("p", { class: "soft", hidden: true }, words.say("sparql.none"));
  const items = questions.map((question) => ({
    text: fold(`${question.summary} ${question.name}`),
    node: make("li", {}, make("button", { type: "button", lang: "en", "data-question": question.name, onclick: () => choose(question.name) }, question.summary)),
  }));
  const input = /** @type {HTMLInputElement} */ (make("input", { type: "search", id: "sparql-find", autocomplete: "off", oninput: () => find() }));
  const find = () => {
    const asked = fold(input.value).split(/\s+/).filter(Boolean), found = items.filter(({ text }) => asked.every((word) => text.includes(word)));
    fill(list, ...found.map(({ node }) => node));
    none.hidden = found.length > 0;
  };
  find();
  return make("div", {},
    make("p", { class: "sparql-what" }, words.say("sparql.what", { n: questions.length })),
    make("div", { class: "sparql-tools" },
      make("label", { for: "sparql-find" }, words.say("sparql.find")), input,
      make("button", { type: "button", "data-question": "own", onclick: () => choose("own") }, words.say("sparql.own"))),
    list, none);
}
