// One element and its neighbours in two columns: what comes towards it at its left, what goes from it at its right, so
// that every line reads like a sentence. Where there is no room for two, they stand one under the other.

import { fitted, wide } from "./focus_draw.js";
import { barOf, barWidth, keyOf, laneLine, markOf, nameOf, signAt, signOf, SIZE, SLIM } from "./focus_marks.js";
import { bandsOf, denies, tally, told } from "./focus_near.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./scene.js").Item} Item */
/** @typedef {import("./focus_draw.js").Piece} Piece */
/** @typedef {import("./focus_draw.js").Picture} Picture */
/** @typedef {import("./focus_near.js").Row} Row */
/** @typedef {import("./focus_near.js").Band} Band */
/** @typedef {{ is: "head" | "row" | "more", band: Band, row?: Row, left: number, height: number }} Entry */
/** @typedef {{ name: string, way: 1 | -1, bands: Band[], entries: Entry[], need: number, signs: number }} Side */
/** @typedef {{ width: number, height: number, group: string, open: Set<string> }} Room */
/** @typedef {{ x: number, top: number, bottom: number, run: number, names: number, way: 1 | -1, arrives: boolean, column: number }} Track */

const ROW = 24, LANE = 15, HEAD = 28, TOP = 30, GAP = 8;
export const MOST = 150;

/** @param {App} app @param {number} at @param {Row[]} rows @param {Room} room @returns {Picture} */
export function bandsPicture(app, at, rows, room) {
  const narrow = room.width < 590, shortest = room.width < 720 ? 52 : 72, { words } = app;
  const sides = sidesOf(app, rows, room, narrow).filter((side) => side.entries.length);
  /** @type {Item[]} */ const ground = [];
  /** @type {Piece[]} */ const pieces = [];
  const bar = narrow ? SLIM : barWidth(nameOf(app, at), room.width), signs = Math.max(...sides.map((side) => side.signs), 14);
  const tall = sides.map((side) => side.entries.reduce((sum, entry) => sum + entry.height, 0));
  let width = room.width, bottom = 0;
  if (narrow) {
    let top = 0;
    sides.forEach((side, i) => {
      const run = signs + 62, track = { x: bar, top: top + TOP, bottom: top + TOP + tall[i], run, names: width - bar - run - 24, way: /** @type {1} */ (1), arrives: side.way < 0, column: 0 };
      ground.push(...barOf(app, at, { x: 1, y: track.top, width: bar - 1, height: tall[i] }));
      fillTrack(app, at, side, track, room, ground, pieces);
      top = track.bottom + 18;
    });
    bottom = top;
  } else {
    const spare = room.width - bar - sides.length * (signs + shortest + 24);
    const first = sides[0]?.need ?? 0, second = sides[1]?.need ?? 0;
    const names = sides.length < 2 ? [Math.min(first, spare)] : [Math.min(first, Math.max(spare / 2, spare - second)), Math.min(second, Math.max(spare / 2, spare - first))];
    const run = signs + shortest + Math.min(70, Math.max(0, (spare - names[0] - (names[1] ?? 0)) / (2 * sides.length || 1)));
    width = bar + names.reduce((sum, name) => sum + name + run + 24, 0);
    const left = sides[0]?.way < 0 ? names[0] + run + 24 : 0;
    bottom = TOP + Math.max(...tall, 130);
    ground.push(...barOf(app, at, { x: left, y: TOP, width: bar, height: bottom - TOP }));
    sides.forEach((side, i) => {
      const track = { x: side.way < 0 ? left : left + bar, top: TOP, bottom, run, names: names[i], way: side.way, arrives: side.way < 0, column: side.way };
      fillTrack(app, at, side, track, room, ground, pieces);
    });
  }
  const lanes = rows.flatMap((row) => row.lanes);
  const key = keyOf(app, lanes.map((lane) => lane.status), lanes.some((lane) => lane.listed === lane.count), width, bottom + 22);
  ground.push(...key.items);
  const title = words.say("focus.picture", { element: words.element(at), n: rows.length });
  return { width: Math.ceil(width), height: Math.ceil(key.bottom), title, ground, pieces };
}

/** @param {App} app @param {Row[]} rows @param {Room} room @param {boolean} narrow @returns {Side[]} */
function sidesOf(app, rows, room, narrow) {
  const from = rows.filter((row) => row.way === "out"), towards = rows.filter((row) => row.way === "in"), both = rows.filter((row) => row.way === "both");
  const few = from.length < towards.length ? from : towards;
  if (room.group === "link") few.push(...both);
  else for (const row of both) (from.length < towards.length ? from : towards).push(row);
  const space = Math.max(room.height - TOP - 60, 12 * ROW);
  const make = (/** @type {string} */ name, /** @type {1 | -1} */ way, /** @type {Row[]} */ of) => {
    const bands = bandsOf(app, of, room.group).map((band) => ({ ...band, key: `${name}.${band.key}` }));
    const entries = entriesOf(bands, narrow ? space * 0.7 : space, room.open), shown = entries.flatMap((entry) => entry.row ?? []);
    return {
      name, way, bands, entries, need: Math.min(340, Math.max(90, ...shown.map((row) => wide(rowName(app, row, room.group), SIZE)), ...bands.map((band) => wide(`${band.heading} ↔`, 12, true)))) + 4,
      signs: Math.max(0, ...shown.flatMap((row) => row.lanes.map((lane) => wide(signOf(app, lane), SIZE, true)))),
    };
  };
  const right = make("from", 1, from), left = make("towards", -1, towards);
  return narrow ? [right, left] : [left, right];
}

/**
 * What stands in a column: as many rows of each band as let the whole fit, the rest counted.
 * @param {Band[]} bands @param {number} space @param {Set<string>} open @returns {Entry[]}
 */
function entriesOf(bands, space, open) {
  const counts = (/** @type {number} */ most) => bands.map((band) => shownOf(band, most, open));
  const tall = (/** @type {number[]} */ shown) => bands.reduce((sum, band, i) => sum + heightOf(band, shown[i]), 0);
  const longest = Math.max(0, ...bands.map((band) => band.rows.length));
  let most = longest, shown = counts(most);
  if (tall(shown) > space * 1.2) while (most > 3 && tall(shown) > space) shown = counts((most -= 1));
  for (const [i, band] of bands.entries()) {
    while (most < longest && !open.has(band.key) && shown[i] < band.rows.length && tall(shown) + rowHeight(band.rows[shown[i]]) <= space) shown[i] += 1;
  }
  return bands.flatMap((band, i) => {
    const left = band.rows.length - shown[i];
    /** @type {Entry[]} */ const entries = [{ is: "head", band, left: 0, height: HEAD }];
    for (const row of band.rows.slice(0, shown[i])) entries.push({ is: "row", band, row, left: 0, height: rowHeight(row) });
    if (left) entries.push({ is: "more", band, left, height: ROW });
    if (open.has(band.key) && band.rows.length > 4) entries.push({ is: "more", band, left: 0, height: ROW });
    return entries;
  });
}

/** @param {Band} band @param {number} most @param {Set<string>} open @returns {number} */
function shownOf(band, most, open) {
  if (open.has(band.key)) return Math.min(band.rows.length, MOST);
  return Math.min(band.rows.length <= most + 1 ? band.rows.length : most, MOST);
}

/** @param {Band} band @param {number} shown @returns {number} */
function heightOf(band, shown) {
  return HEAD + band.rows.slice(0, shown).reduce((sum, row) => sum + rowHeight(row), 0) + (shown < band.rows.length ? ROW : 0);
}

/** @param {Row} row @returns {number} */
function rowHeight(row) {
  return ROW + (row.lanes.length - 1) * LANE;
}

/**
 * The name, with the linkage type where no heading tells it; where both do not fit, the name is cut first.
 * @param {App} app @param {Row} row @param {string} group @param {number} [width] @returns {string}
 */
function rowName(app, row, group, width = Infinity) {
  const name = nameOf(app, row.other);
  if (group === "link") return fitted(name, width, SIZE);
  const verb = ` · ${fitted(app.words.verb(row.linkage, row.lanes.every((lane) => denies(app, lane.status))), width * 0.5, SIZE)}`;
  return fitted(name, width - wide(verb, SIZE), SIZE) + verb;
}

/** @param {App} app @param {number} at @param {Side} side @param {Track} track @param {Room} room @param {Item[]} ground @param {Piece[]} pieces */
function fillTrack(app, at, side, track, room, ground, pieces) {
  const { soft, ink } = app.look.ground, { words } = app, mark = track.x + track.way * track.run;
  const anchor = track.way > 0 ? "start" : "end", name = mark + track.way * 14, edge = name + track.way * track.names;
  ground.push({ is: "text", x: track.way > 0 ? track.x + 2 : track.x - 2, y: track.top - 15, text: words.say(`focus.${side.name}`), size: 12, colour: soft, anchor });
  let y = track.top;
  for (const entry of side.entries) {
    const middle = y + entry.height / 2, box = { x: Math.min(track.x, edge), y: y + 1, width: Math.abs(edge - track.x), height: entry.height - 2 };
    if (entry.is === "head") {
      const heading = entry.band.heading + (entry.band.rows[0].way === "both" && room.group === "link" ? " ↔" : "");
      ground.push({ is: "text", x: name, y: middle + 4, text: fitted(heading, track.names, 12, true), size: 12, bold: true, colour: soft, anchor });
    } else if (entry.is === "more") {
      const text = entry.left ? words.say("focus.more", { n: entry.left }) : words.say("focus.fewer");
      pieces.push({
        key: `${entry.band.key}.${entry.left ? "more" : "fewer"}`, label: `${entry.band.heading}: ${text}`, sel: "", element: -1, linkages: [], ends: [], opens: entry.left && room.open.has(entry.band.key) ? "list" : entry.band.key,
        column: track.column, ...box, items: [{ is: "text", x: name, y: middle, text, size: SIZE, colour: app.look.ground.accent, anchor }],
      });
    } else if (entry.row) {
      const { row } = entry, text = rowName(app, row, room.group, track.names);
      pieces.push({
        key: `${side.name}.${row.linkage}.${row.lanes.length === 1 ? row.lanes[0].status : ""}`,
        label: `${words.linkage(row.linkage)} (${tally(app, row)}). ${told(app, row.lanes)}`, sel: `l/${app.data.linkageId(row.linkage)}`,
        element: row.other, linkages: [row.linkage], ends: [row.other], column: track.column, ...box,
        items: [...rowLines(app, row, track, mark, middle), markOf(app, row.other, mark, middle), { is: "text", x: name, y: middle, text, size: SIZE, colour: ink, anchor }],
      });
    }
    y += entry.height;
  }
}

/** @param {App} app @param {Row} row @param {Track} track @param {number} mark @param {number} middle @returns {Item[]} a line for each status, fanned */
function rowLines(app, row, track, mark, middle) {
  const { way } = track, last = row.lanes.length - 1;
  return row.lanes.flatMap((lane, i) => {
    const off = (i - last / 2) * LANE, sign = wide(signOf(app, lane), SIZE, true), near = mark - way * GAP, spread = middle + off * 0.35;
    const rim = track.x + way * 2, arrow = row.way !== "both";
    const tail = track.arrives ? near - way * (sign + 12) : rim + way * (sign + 12), head = track.arrives ? rim : near;
    const [from, to] = track.arrives ? [middle + off, middle + off] : [middle + off, spread];
    const place = track.arrives ? near - way * 4 : rim + way * 4;
    return [
      laneLine(app, lane, [tail, from, head, to], { arrow }),
      signAt(app, lane, place, middle + off, way > 0 === !track.arrives ? "start" : "end"),
    ];
  });
}
