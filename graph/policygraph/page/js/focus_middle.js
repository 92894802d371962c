// Which element is in the middle, and which linkages are chosen: both told by the address.

import { between } from "./focus_near.js";

/** @typedef {import("./main.js").App} App */

/** @param {App} app @returns {number[]} the linkages that are selected: one, that of a statement, those between two */
export function chosenLinkages(app) {
  const { data, store } = app, { kind, ids } = store.chosen;
  if (kind === "l") return [data.linkageNamed.get(ids[0]) ?? -1];
  if (kind === "s") return [linkageOfStatement(app, ids[0])];
  if (kind !== "p") return [];
  const [a, b] = ids.map((id) => data.elementNamed.get(id) ?? -1);
  return a < 0 || b < 0 ? [] : between(app, a, b);
}

/** @param {App} app @param {string} id @returns {number} */
function linkageOfStatement(app, id) {
  const statement = app.data.statementNamed.get(id);
  return statement === undefined ? -1 : app.data.statements.linkage[statement];
}

/**
 * The element in the middle. What is selected tells it; where a linkage is, it is that which the address keeps beside
 * it, or the one that was in the middle before, or the subject.
 * @param {App} app @param {number} before -1 if there was none @param {boolean} trusted whether what the address keeps is of now
 * @returns {number} -1 if nothing is chosen, or nothing that is known
 */
export function middleOf(app, before, trusted) {
  const { data, store } = app, { kind, ids } = store.chosen, l = data.linkages;
  const stays = trusted ? (data.elementNamed.get(store.kept("focus.at")) ?? before) : before;
  if (kind === "e") return data.elementNamed.get(ids[0]) ?? -1;
  if (kind === "") return stays;
  if (stays >= 0 && store.state.view === "focus" && near(app, stays)) return stays;
  if (kind === "p") return data.elementNamed.get(ids[0]) ?? -1;
  const linkage = chosenLinkages(app)[0];
  if (linkage >= 0) return l.subject[linkage];
  const statement = kind === "s" ? data.statementNamed.get(ids[0]) : undefined;
  return statement === undefined ? -1 : data.statements.element[statement];
}

/** @param {App} app @param {number} at @returns {boolean} whether what is selected may be seen from an element: it is an end, or a few steps away */
function near(app, at) {
  const l = app.data.linkages, steps = app.store.kept("focus.steps", "1");
  return chosenLinkages(app).some((linkage) => linkage >= 0 && (steps !== "1" || l.subject[linkage] === at || l.object[linkage] === at));
}
