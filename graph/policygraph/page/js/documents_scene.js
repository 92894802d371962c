// The documents as a picture and as a table, to take out of the page.

import { coded, counts, dated } from "./documents_facts.js";
import { byElement, likened } from "./documents_liken.js";
import { namesOf, SIGN, SIZE } from "./documents_names.js";
import { toldIn } from "./documents_strip.js";
import { fitted, wide } from "./focus_draw.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./scene.js").Item} Item */
/** @typedef {import("./documents_strips.js").Strips} Strips */

const ABOVE = 30, FACTS = 44;

/** @param {App} app @param {Strips | null} strips @param {string} title @returns {import("./scene.js").Scene} */
export function sceneOfStrips(app, strips, title) {
  const { ink, soft, line } = app.look.ground, { data } = app;
  /** @type {Item[]} */ const items = [];
  if (!strips) return { width: 400, height: 60, title, items };
  const { axis, room } = strips, { texts, high } = namesOf(app, axis), width = Math.max(axis.width, 420);
  items.push({ is: "text", x: 0, y: 14, text: fitted(title, width, 15, true), size: 15, colour: ink, bold: true });
  texts.forEach((text, place) => {
    items.push({ is: "text", x: axis.x[place], y: ABOVE + high - SIGN, text, size: SIZE, colour: ink, turn: -90 });
    items.push({ is: "text", x: axis.x[place], y: ABOVE + high - SIGN / 2, text: app.look.kindSign(data.lists.kind[data.elements.kind[axis.elements[place]]]), size: 10, colour: soft, anchor: "middle" });
  });
  let y = ABOVE + high + 6;
  strips.items().forEach((own, i) => {
    const { document, told } = strips.rows[i];
    items.push({ is: "line", x1: 0, y1: y, x2: width, y2: y, colour: line, width: 0.7 });
    items.push({ is: "text", x: 0, y: y + 13, text: fitted(data.documents.title[document], width, 12, true), size: 12, colour: ink, bold: true });
    items.push({ is: "text", x: 0, y: y + 30, text: fitted(plain(`${dated(app, document)} · ${counts(app, told)} · ${coded(app, document)}`), width, 11), size: 11, colour: soft });
    for (const item of own) items.push(item.is === "line" ? { ...item, y1: item.y1 + y + FACTS, y2: item.y2 + y + FACTS } : { ...item, y: item.y + y + FACTS });
    y += FACTS + room.up + room.down + 8;
  });
  return { width: Math.max(width, wide(texts[0] ?? "", SIZE)), height: y, items, title };
}

/**
 * What the view shows as rows: of two documents, what each says of what both or one speak of; else what is said of each element.
 * @param {App} app @param {number[]} pair @param {string} name
 */
export function tableOfDocuments(app, pair, name) {
  const { data, words } = app, head = (/** @type {string[]} */ ...keys) => keys.map((key) => words.say(`documents.column.${key}`));
  if (pair.length === 2) {
    const found = likened(app, pair[0], pair[1]), ids = (/** @type {number[]} */ all) => all.map((i) => data.statementId(i)).join("|");
    const about = (/** @type {{ linkage: number, element: number }} */ each) => (each.linkage >= 0 ? words.linkage(each.linkage) : `${words.element(each.element)}, ${words.say("documents.assuch")}`);
    const rows = [
      ...found.shared.map((each) => [words.say("documents.in.both"), about(each), each.differences.map(({ what, first, second }) => `${words.say(`documents.differ.${what}`)} ${first.join(", ")} / ${second.join(", ")}`).join("; "), ids(each.first), ids(each.second)]),
      ...found.onlyFirst.map((each) => [data.documents.id[pair[0]], about(each), "", ids(each.statements), ""]),
      ...found.onlySecond.map((each) => [data.documents.id[pair[1]], about(each), "", "", ids(each.statements)]),
    ];
    return { name, columns: [...head("found", "about", "differ"), ...pair.map((document) => data.documents.id[document])], rows };
  }
  const documents = pair.length ? pair : data.documents.id.map((_, i) => i);
  const rows = documents.flatMap((document) => {
    const said = [...byElement(data, toldIn(app, document).statements)].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]);
    return said.map(([element, statements]) => [data.documents.id[document], data.documents.date[document], data.documents.title[document], words.element(element), String(new Set(statements).size), data.elements.id[element]]);
  });
  return { name, columns: head("document", "date", "title", "element", "statements", "element.id"), rows };
}

/** @param {string} text @returns {string} without the signs that keep names apart */
function plain(text) {
  return text.replace(/[\u2068\u2069]/g, "");
}
