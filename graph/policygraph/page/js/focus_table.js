// What the focus shows, as a table: one row a linkage and status.

import { lanesOf, statusWord } from "./focus_near.js";

/** @typedef {import("./main.js").App} App */

const COLUMNS = ["subject_id", "subject", "linkage_type", "object_id", "object", "status", "statements", "listed", "documents", "linkage_id"];

/**
 * @param {App} app @param {number} at @param {import("./focus_near.js").Row[]} rows @param {number[][]} rings
 * @returns {{ name: string, columns: string[], rows: string[][] }}
 */
export function tableOf(app, at, rows, rings) {
  const { data, words } = app, kept = app.kept(), l = data.linkages;
  const linkages = rings.length ? among(app, rings) : rows.map((row) => row.linkage);
  const table = linkages.filter((linkage) => kept.linkage[linkage]).flatMap((linkage) =>
    lanesOf(app, linkage).map((lane) => [
      data.elements.id[l.subject[linkage]], words.element(l.subject[linkage]), words.verb(linkage, data.lists.status[lane.status] === "denied"),
      data.elements.id[l.object[linkage]], words.element(l.object[linkage]), statusWord(app, lane),
      String(lane.count), String(lane.listed), String(lane.documents.size), data.linkageId(linkage),
    ]),
  );
  return { name: `focus-${at < 0 ? "" : data.elements.id[at]}`, columns: COLUMNS, rows: table };
}

/** @param {App} app @param {number[][]} rings @returns {number[]} the linkages of which both ends are within the steps */
function among(app, rings) {
  const inside = new Set(rings.flat()), l = app.data.linkages;
  const found = [...inside].flatMap((element) => [...app.data.linkagesOf.of(element)]);
  return [...new Set(found)].filter((linkage) => inside.has(l.subject[linkage]) && inside.has(l.object[linkage])).sort((a, b) => a - b);
}
