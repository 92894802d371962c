// What an element is linked to, as the filters keep it: the lines about it, and the elements within a few steps.

/** @typedef {import("./main.js").App} App */
/**
 * @typedef {Object} Lane one status of a linkage, with what is counted of it
 * @property {number} linkage @property {number} status @property {number} count statements
 * @property {number} listed how many of them only in a list @property {Set<number>} documents
 */
/**
 * @typedef {Object} Row a linkage as seen from an element: to another ("out"), from another ("in"), or without direction
 * @property {number} linkage @property {number} other @property {"out" | "in" | "both"} way @property {Lane[]} lanes
 * @property {number} count @property {number} documents
 */
/** @typedef {{ key: string, heading: string, rows: Row[] }} Band rows under one heading */
/**
 * @typedef {Object} Within the elements within a few steps of one
 * @property {Int32Array} step by element how far it is; -1 where it is farther, or not linked at all
 * @property {number[][]} rings the elements by step, the nearest first
 */

/** @param {App} app @param {number} linkage @returns {Lane[]} the statuses in which it is stated, in the order of the list */
export function lanesOf(app, linkage) {
  const { data } = app, kept = app.kept(), s = data.statements;
  /** @type {Map<number, Lane>} */ const lanes = new Map();
  for (const i of data.ofLinkage.of(linkage)) {
    if (!kept.statement[i]) continue;
    let lane = lanes.get(s.status[i]);
    if (!lane) lanes.set(s.status[i], (lane = { linkage, status: s.status[i], count: 0, listed: 0, documents: new Set() }));
    lane.count += 1;
    lane.listed += data.listed(i) ? 1 : 0;
    lane.documents.add(s.document[i]);
  }
  return [...lanes.values()].sort((a, b) => a.status - b.status);
}

/** @param {App} app @param {number} at @returns {Row[]} the linkages of an element, the most stated first */
export function rowsOf(app, at) {
  const { data } = app, kept = app.kept(), l = data.linkages;
  /** @type {Row[]} */ const rows = [];
  for (const linkage of data.linkagesOf.of(at)) {
    if (!kept.linkage[linkage]) continue;
    const out = l.subject[linkage] === at;
    rows.push({
      linkage, other: out ? l.object[linkage] : l.subject[linkage],
      way: data.symmetric.includes(l.type[linkage]) ? "both" : out ? "out" : "in", ...counted(lanesOf(app, linkage)),
    });
  }
  return rows.sort(byCount(app));
}

/** @param {Lane[]} lanes */
function counted(lanes) {
  const documents = new Set(lanes.flatMap((lane) => [...lane.documents])).size;
  return { lanes, count: lanes.reduce((sum, lane) => sum + lane.count, 0), documents };
}

/** @param {App} app @returns {(a: Row, b: Row) => number} */
function byCount(app) {
  const { words } = app, { compare } = new Intl.Collator(words.language, { numeric: true });
  return (a, b) => b.documents - a.documents || b.count - a.count || compare(words.element(a.other), words.element(b.other)) || a.linkage - b.linkage;
}

/**
 * Rows under headings, the heading with the most statements first.
 * @param {App} app @param {Row[]} rows @param {string} group link, kind or status @returns {Band[]}
 */
export function bandsOf(app, rows, group) {
  /** @type {Map<string, Band>} */ const bands = new Map();
  for (const row of group === "status" ? rows.flatMap(split) : rows) {
    const [key, heading] = headed(app, row, group);
    const band = bands.get(key) ?? { key, heading, rows: [] };
    bands.set(key, band);
    band.rows.push(row);
  }
  const sum = (/** @type {Band} */ band) => band.rows.reduce((all, row) => all + row.count, 0);
  return [...bands.values()].sort((a, b) => sum(b) - sum(a) || a.key.localeCompare(b.key)).map((band) => ({ ...band, rows: band.rows.sort(byCount(app)) }));
}

/** @param {Row} row @returns {Row[]} one row for each of its statuses */
function split(row) {
  return row.lanes.map((lane) => ({ ...row, ...counted([lane]) }));
}

/** @param {App} app @param {Row} row @param {string} group @returns {[string, string]} */
function headed(app, row, group) {
  const { data, words } = app, kind = data.elements.kind[row.other], status = row.lanes[0].status;
  if (group === "kind") return [`k${kind}`, words.term("kind", kind)];
  if (group === "status") return [`s${status}`, words.term("status", status)];
  const denied = row.lanes.every((lane) => denies(app, lane.status)), type = data.linkages.type[row.linkage];
  const only = data.linkages.only[row.linkage] ? (denied ? "n" : "o") : "";
  return [`l${type}${only}`, words.verb(row.linkage, denied)];
}

/** @param {App} app @param {number} status @returns {boolean} */
export function denies(app, status) {
  return app.data.lists.status[status] === "denied";
}

/** @param {App} app @param {Lane} lane @returns {string} its status in words; a denial of "only" as that */
export function statusWord(app, lane) {
  const not = app.data.linkages.only[lane.linkage] && denies(app, lane.status);
  return not ? app.words.say("not only") : app.words.term("status", lane.status);
}

/** @param {App} app @param {{ count: number, documents: Set<number> | number, listed?: number }} of @returns {string} */
export function tally(app, of) {
  const { words } = app, documents = typeof of.documents === "number" ? of.documents : of.documents.size;
  const all = words.say("focus.counts", {
    statements: words.say("focus.statements", { n: of.count }), documents: words.say("focus.documents", { n: documents }),
  });
  if (!of.listed) return all;
  return `${all}, ${of.listed === of.count ? words.say("focus.listed") : words.say("focus.listed.some", { n: of.listed })}`;
}

/** @param {App} app @param {Lane[]} lanes @returns {string} each status of a linkage with its counts */
export function told(app, lanes) {
  return lanes.map((lane) => `${statusWord(app, lane)}: ${tally(app, lane)}`).join("; ");
}

/** @param {App} app @param {number} at @param {number} most @returns {Within} */
export function within(app, at, most) {
  const { data } = app, kept = app.kept(), l = data.linkages;
  const step = new Int32Array(data.elements.n).fill(-1);
  step[at] = 0;
  const rings = [[at]];
  while (rings.length <= most) {
    /** @type {number[]} */ const ring = [];
    for (const element of rings[rings.length - 1]) {
      for (const linkage of data.linkagesOf.of(element)) {
        if (!kept.linkage[linkage]) continue;
        const other = l.subject[linkage] === element ? l.object[linkage] : l.subject[linkage];
        if (step[other] >= 0) continue;
        step[other] = rings.length;
        ring.push(other);
      }
    }
    if (!ring.length) break;
    rings.push(ring);
  }
  return { step, rings };
}

/** @param {App} app @param {number} a @param {number} b @returns {number[]} the linkages kept between two, either way */
export function between(app, a, b) {
  const { data } = app, kept = app.kept(), l = data.linkages;
  const few = data.linkagesOf.of(a).length < data.linkagesOf.of(b).length ? a : b, far = few === a ? b : a;
  return [...data.linkagesOf.of(few)].filter((i) => kept.linkage[i] && (l.subject[i] === far || l.object[i] === far) && (far !== few || l.subject[i] === l.object[i]));
}
