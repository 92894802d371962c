// A section of the reader: the words (or the gloss) beside the statements that stand there.

import { elementLink } from "./evidence_card.js";
import { make } from "./dom.js";
import { wordsOf } from "./reader_rows.js";
import { statusBadge } from "./samples.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./dom.js").Child} Child */
/** @typedef {import("./reader_rows.js").Row} Row */
/** @typedef {import("./reader_rows.js").Section} Section */

const HEADINGS = ["title", "heading"];

/**
 * @param {App} app @param {Section} section @param {number} at its number among all
 * @param {boolean} again whether one of its name came before @returns {HTMLElement}
 */
export function drawSection(app, section, at, again) {
  const kept = app.kept().statement, { words } = app, id = `reader-${at}`;
  const rows = section.rows.map((row) => drawRow(app, row, row.statements.filter((i) => kept[i]))).filter(Boolean);
  const height = Math.max(3, Math.round(section.rows.length * 5));
  if (!section.name) {
    return make("section", { class: "reader-section uncoded", style: "contain-intrinsic-size: auto 2.5rem" },
      make("details", {}, make("summary", {}, words.say("reader.uncoded", { n: wordsOf(section) })), ...rows));
  }
  const shown = section.rows.reduce((sum, row) => sum + row.statements.filter((i) => kept[i]).length, 0);
  return make("section", { class: "reader-section", "aria-labelledby": id, style: `contain-intrinsic-size: auto ${height}rem` },
    make("h3", { id, tabindex: "-1", class: again ? "again" : "" }, section.name, make("span", { class: "number", title: words.say("reader.statements", { n: shown }) }, words.number(shown))), ...rows);
}

/** @param {App} app @param {Row} row @param {number[]} statements those of it that the filters keep @returns {HTMLElement | false} */
function drawRow(app, row, statements) {
  const bare = !row.pieces.length;
  if (bare && !statements.length) return false;
  const text = row.pieces.length > 0 && make(HEADINGS.includes(row.kind) ? "h4" : "p", { class: "reader-text", dir: "auto" }, ...row.pieces.map((piece) => run(app, piece)));
  const place = (bare || (row.place && !HEADINGS.includes(row.kind))) && make("p", { class: "reader-place" }, row.rest || row.place);
  return make("div", { class: `reader-row${row.place || bare ? "" : " uncoded"}` },
    make("div", { class: "reader-words" }, place, text),
    statements.length > 0 && make("ul", { class: "reader-said", "aria-label": row.place }, ...statements.map((i) => said(app, i, bare))));
}

/** A run of words; lit where a statement that is kept rests on it. @param {App} app @param {import("./reader_rows.js").Piece} piece @returns {Child} */
function run(app, piece) {
  const kept = app.kept().statement, words = app.data.statements.words;
  const carried = piece.statements.filter((i) => kept[i]).sort((a, b) => words[a] - words[b]); // a click takes the narrowest
  if (piece.aside) return make("span", { class: "reader-aside", title: app.words.say("reader.aside") }, piece.text);
  if (!carried.length) return piece.text;
  return make("mark", { "data-said": carried.join(" "), class: `deep-${Math.min(3, carried.length)}` }, piece.text);
}

/** A statement in short. @param {App} app @param {number} i @param {boolean} full with its gloss, for the words are not there @returns {HTMLElement} */
function said(app, i, full) {
  const { data, words, store } = app, s = data.statements, l = data.linkages, linkage = s.linkage[i], quote = data.said("quote", i);
  const link = (/** @type {number} */ element) => {
    const node = elementLink(app, element);
    node.tabIndex = -1;
    return node;
  };
  const about = linkage < 0
    ? [link(s.element[i]), make("span", { class: "soft" }, `, ${words.say("evidence.assuch")}`)]
    : [link(l.subject[linkage]), " ", make("em", {}, words.verb(linkage, data.lists.status[s.status[i]] === "denied")), " ", link(l.object[linkage])];
  return make("li", { class: "reader-statement", "data-said": i, "data-status": data.lists.status[s.status[i]] },
    make("p", { class: "reader-head" },
      make("button", { type: "button", class: "reader-pick", tabindex: "-1", "aria-label": `${words.status(i)}, ${words.term("stance", s.stance[i])}: ${data.statementId(i)}`, onclick: () => store.select(`s/${data.statementId(i)}`) },
        statusBadge(app, i), make("span", { class: "soft" }, words.term("stance", s.stance[i]))),
      data.listed(i) && make("span", { class: "tag" }, words.say("evidence.listed"))),
    make("p", { class: "reader-about" }, ...about),
    full && make("p", { class: "reader-gloss", dir: "auto" }, quote ? `“${quote}”` : data.said("gloss", i) || (data.prose ? "" : words.say("evidence.reads"))));
}
