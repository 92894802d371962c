// What would lead to paths where there are none; and pairs of elements to begin with.

import { limits, unfiltered } from "./choice.js";
import { isolated, make } from "./dom.js";
import { asking } from "./paths_options.js";
import { fewest, MOST_STEPS } from "./paths_search.js";
import { spokenOf } from "./start_spoken.js";
import { FACETS } from "./store.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./paths_search.js").Asked} Asked */

const STARTS = 60, LEAVING = 60, EXAMPLES = 5;

/** @param {App} app @returns {boolean} whether the filters may hide a step */
export function filtered({ store }) {
  const { state } = store;
  return FACETS.some((facet) => limits(state, facet)) || Boolean(state.since || state.until);
}

/**
 * Buttons for what is near to what was asked and leads to paths; none if nothing does.
 * @param {App} app @param {Asked} asked @returns {HTMLElement[]}
 */
export function hintsOf(app, asked) {
  const { data, store, words } = app, kept = app.kept().statement;
  /** @type {HTMLElement[]} */ const hints = [];
  const offer = (/** @type {string} */ key, /** @type {string} */ text, /** @type {Partial<import("./store.js").State>} */ parts) =>
    hints.push(make("li", {}, make("button", { type: "button", class: "link", "data-hint": key, onclick: () => store.set(parts) }, text)));
  const works = (/** @type {Partial<Asked>} */ parts) => fewest(data, kept, { ...asked, ...parts });
  const change = (/** @type {string} */ key, /** @type {Partial<Asked>} */ parts, /** @type {Record<string, any>} */ values = {}) => {
    if (works(parts)) offer(key, words.say(`paths.hint.${key}`, values), { more: asking(app, parts) });
  };
  const further = works({ most: MOST_STEPS });
  if (further) offer("steps", words.say("paths.hint.steps", { n: further }), { more: asking(app, { most: further }) });
  change("turned", { first: asked.last, last: asked.first });
  if (!asked.either) change("either", { either: true });
  data.lists.status.forEach((name, status) => {
    if (!asked.statuses.includes(status)) change("status", { statuses: [status] }, { status: isolated(words.term("status", status)), sign: app.look.sign(name) });
  });
  const every = data.lists.status.map((_, i) => i);
  if (!hints.length) change("every", { statuses: every, mixed: true, either: true, most: MOST_STEPS });
  if (filtered(app) && fewest(data, new Uint8Array(data.statements.n).fill(1), asked)) offer("filters", words.say("paths.hint.filters"), unfiltered());
  return hints;
}

/**
 * Pairs between which a document leads in two steps, and nothing leads in one: elements that much is said of.
 * @param {App} app @returns {[number, number][]}
 */
export function examples(app) {
  const { data } = app, kept = app.kept().statement, { linkages: l, statements: s } = data;
  const existing = data.lists.status.indexOf("existing"), { order, documents } = spokenOf(app);
  const leaving = (/** @type {number} */ element) =>
    [...data.linkagesOf.of(element)].filter((i) => l.subject[i] === element && !l.only[i]).slice(0, LEAVING).flatMap((i) => {
      const told = [...data.ofLinkage.of(i)].filter((each) => kept[each] && s.status[each] === existing && !data.listed(each));
      return told.length ? [{ end: l.object[i], told: new Set(told.map((each) => s.document[each])) }] : [];
    });
  /** @type {[number, number][]} */ const found = [];
  const taken = new Set();
  for (const first of order.slice(0, STARTS)) {
    const steps = leaving(first), direct = new Set(steps.map(({ end }) => end));
    let best = -1;
    for (const one of steps) {
      for (const two of leaving(one.end)) {
        if (two.end === first || direct.has(two.end) || taken.has(two.end) || ![...two.told].some((each) => one.told.has(each))) continue;
        if (best < 0 || documents[two.end] > documents[best]) best = two.end;
      }
    }
    if (best >= 0) {
      found.push([first, best]);
      taken.add(best);
    }
    if (found.length === EXAMPLES) break;
  }
  return found;
}
