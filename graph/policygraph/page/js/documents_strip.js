// One document on the line of elements: above it the linkages between them, below it what else is said of each.

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./documents_axis.js").Axis} Axis */
/** @typedef {import("./scene.js").Item} Item */
/** @typedef {{ linkage: number, status: number, count: number, listed: number, only: boolean }} Lane a status of a linkage in the document; only: a denial of "only" */
/** @typedef {{ lane: Lane, from: number, to: number, high: number }} Arc */
/**
 * @typedef {Object} Told what a document says, as far as the filters keep it
 * @property {Lane[]} lanes @property {Map<number, number[]>} positions statements on an element as such
 * @property {number[]} statements @property {number} linkages
 */
/** @typedef {{ up: number, down: number }} Room above and below the line */

/** @param {App} app @param {number} document @returns {Told} */
export function toldIn(app, document) {
  const { data } = app, { statements: s } = data, kept = app.kept().statement, size = data.lists.status.length;
  /** @type {Map<number, Lane>} */ const lanes = new Map();
  /** @type {Map<number, number[]>} */ const positions = new Map();
  const statements = [...data.ofDocument.of(document)].filter((i) => kept[i]);
  for (const i of statements) {
    const linkage = s.linkage[i], status = s.status[i];
    if (linkage < 0) {
      positions.set(s.element[i], [...(positions.get(s.element[i]) ?? []), i]);
      continue;
    }
    const lane = lanes.get(linkage * size + status) ?? { linkage, status, count: 0, listed: 0, only: Boolean(data.linkages.only[linkage]) && data.lists.status[status] === "denied" };
    lanes.set(linkage * size + status, lane);
    lane.count += 1;
    lane.listed += data.listed(i) ? 1 : 0;
  }
  const all = [...lanes.values()].sort((a, b) => a.linkage - b.linkage || a.status - b.status);
  return { lanes: all, positions, statements, linkages: new Set(all.map(({ linkage }) => linkage)).size };
}

/**
 * The arcs of a document, and by place and status how much leads elsewhere or is said of the element as such; denials of
 * "only", which deny no link, last.
 * @param {App} app @param {Axis} axis @param {Told} told @param {number} up how high the arcs may be
 * @returns {{ arcs: Arc[], bars: Map<number, number[]>, outside: number }} outside: linkages with neither end on the line
 */
export function shapeOf(app, axis, told, up) {
  const { data } = app, l = data.linkages, outside = new Set();
  /** @type {Map<string, number>} */ const fanned = new Map();
  /** @type {Arc[]} */ const arcs = [];
  /** @type {Map<number, number[]>} */ const bars = new Map();
  const more = (/** @type {number} */ place, /** @type {number} */ status, /** @type {number} */ n) => {
    const bar = bars.get(place) ?? new Array(data.lists.status.length + 1).fill(0);
    bars.set(place, bar);
    bar[status] += n;
  };
  for (const lane of told.lanes) {
    const from = axis.place.get(l.subject[lane.linkage]), to = axis.place.get(l.object[lane.linkage]);
    if (from === undefined && to === undefined) outside.add(lane.linkage);
    else if (from === undefined || to === undefined || from === to) more(/** @type {number} */ (from ?? to), lane.only ? data.lists.status.length : lane.status, 1);
    else {
      const pair = `${Math.min(from, to)} ${Math.max(from, to)}`, nth = fanned.get(pair) ?? 0, far = Math.abs(axis.x[from] - axis.x[to]);
      fanned.set(pair, nth + 1);
      arcs.push({ lane, from, to, high: Math.max(7, Math.min(up - 4, up * Math.sqrt(far / axis.width) - 7 * nth)) });
    }
  }
  for (const [element, statements] of told.positions) {
    const place = axis.place.get(element);
    if (place !== undefined) for (const i of statements) more(place, data.statements.status[i], 1);
  }
  return { arcs, bars, outside: outside.size };
}

/**
 * The picture of a document; what is not chosen stands back.
 * @param {App} app @param {Axis} axis @param {ReturnType<typeof shapeOf>} shape @param {Room} room
 * @param {{ most: number, linkages: Set<number> | null, element: number }} how the longest bar of all documents; what is chosen
 * @returns {Item[]}
 */
export function stripItems(app, axis, shape, room, how) {
  const { look, data } = app, { line, soft, paper, ink } = look.ground, y = room.up, l = data.linkages;
  /** @type {Item[]} */ const items = [{ is: "line", x1: 0, y1: y, x2: axis.width, y2: y, colour: line, width: 1 }];
  const spoken = new Set([...shape.bars.keys(), ...shape.arcs.flatMap(({ from, to }) => [from, to])]);
  const dim = (/** @type {boolean} */ on) => (on ? 1 : 0.16);
  const shown = shape.arcs.slice().sort((a, b) => Number(how.linkages?.has(a.lane.linkage)) - Number(how.linkages?.has(b.lane.linkage)) || b.high - a.high);
  for (const { lane, from, to, high } of shown) {
    const name = data.lists.status[lane.status], x1 = axis.x[from], x2 = axis.x[to];
    items.push({
      is: "line", x1, y1: y - 3, x2, y2: y - 3, bend: (-2 * high) / (x2 - x1), colour: lane.only ? soft : look.colour(name), dash: lane.only ? [1.5, 3] : look.dash(name).map((part) => part * 0.7),
      width: lane.only || lane.listed === lane.count ? 0.8 : Math.min(1.3 + 0.5 * Math.log2(lane.count), 3), arrow: data.symmetric.includes(l.type[lane.linkage]) ? undefined : 6,
      alpha: dim(!how.linkages || how.linkages.has(lane.linkage)),
    });
  }
  axis.x.forEach((x, place) => {
    const on = spoken.has(place);
    items.push({ is: "mark", x, y, radius: on ? 2.8 : 1.5, shape: "dot", fill: on ? ink : paper, stroke: on ? ink : soft, width: 0.8, alpha: dim(!how.linkages || on || place === how.element) });
  });
  for (const [place, bar] of shape.bars) {
    const all = bar.reduce((sum, n) => sum + n, 0), high = Math.max(4, (room.down - 8) * Math.sqrt(all / how.most));
    let at = y + 6;
    bar.forEach((n, status) => {
      if (!n) return;
      const part = (high * n) / all, name = data.lists.status[status];
      const own = name ? { colour: look.colour(name), width: Math.min(9, axis.pitch * 0.5), dash: look.dash(name).map((each) => Math.max(1.2, each * 0.3)) } : { colour: soft, width: 1, dash: [1.5, 2] };
      items.push({ is: "line", x1: axis.x[place], y1: at, x2: axis.x[place], y2: at + part, ...own, alpha: dim(how.element < 0 ? !how.linkages : place === how.element) });
      at += part;
    });
  }
  return items;
}

/** The arc that a point lies on, if any. @param {Axis} axis @param {Arc[]} arcs @param {number} x @param {number} y from the line upwards @returns {Arc | null} */
export function arcAt(axis, arcs, x, y) {
  let best = null, least = 5;
  for (const arc of arcs) {
    const share = (x - axis.x[arc.from]) / (axis.x[arc.to] - axis.x[arc.from]);
    if (share <= 0.02 || share >= 0.98) continue;
    const away = Math.abs(y - 3 - 4 * arc.high * share * (1 - share));
    if (away < least) [best, least] = [arc, away];
  }
  return best;
}
