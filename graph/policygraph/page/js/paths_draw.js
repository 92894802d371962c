// The paths as a picture, from left to right: what several begin with is drawn once, and each ends in a row of its own, so
// that every way from the left to the right is one path of the list and no other.

import { isolated } from "./dom.js";
import { fitted, lines } from "./focus_draw.js";
import { laneLine, markOf, signAt } from "./focus_marks.js";
import { how } from "./paths_list.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./paths_search.js").Path} Path */
/** @typedef {import("./paths_search.js").Step} Step */
/** @typedef {import("./focus_draw.js").Piece} Piece */
/** @typedef {import("./focus_draw.js").Picture} Picture */
/** @typedef {{ element: number, step: Step | null, children: Branch[], paths: number[], column: number, from: number, to: number }} Branch rows that it spans */

const ROW = 52, SIZE = 12.5, SMALL = 12, LEADING = 14.5, NUMBER = 30, TOP = 4;

/**
 * @param {App} app @param {Path[]} paths at least one @param {number} first the number of the first @param {number} room how wide @param {string} title
 * @returns {Picture}
 */
export function pathsPicture(app, paths, first, room, title) {
  const root = grown(paths), columns = Math.max(...paths.map((path) => path.steps.length));
  const gap = Math.max(88, Math.min(140, (room - NUMBER) * 0.125)), box = Math.max(112, Math.min(190, (room - NUMBER - columns * gap) / (columns + 1)));
  const left = (/** @type {number} */ column) => column * (box + gap), end = left(columns), bottom = TOP + paths.length * ROW;
  const { ground } = app.look;
  /** @type {Piece[]} */ const boxes = [], /** @type {Piece[]} */ steps = [];
  /** @type {import("./scene.js").Item[]} */ const numbers = [];
  /** @type {(x: number, y: number, height: number, element: number, column: number, through: number[], strong: boolean) => void} */
  const put = (x, y, height, element, column, through, strong) => {
    const name = app.words.element(element), told = lines(name, box - 27, SIZE, height > ROW ? 5 : 3), middle = height > 320 ? y + 44 : y + height / 2;
    boxes.push({
      key: `n${boxes.length}`, label: name, sel: `e/${app.data.elements.id[element]}`, element, linkages: [], ends: through, column: column * 2, x, y, width: box, height,
      items: [
        { is: "box", x, y, width: box, height, fill: ground.band, stroke: strong ? ground.soft : ground.line, line: strong ? 1.5 : 1 }, markOf(app, element, x + 12, middle, 4.5),
        ...told.map((text, i) => /** @type {import("./scene.js").Text} */ ({ is: "text", x: x + 22, y: middle + (i - (told.length - 1) / 2) * LEADING, text, size: SIZE, colour: ground.ink, bold: strong })),
      ],
    });
  };
  /** @type {(branch: Branch) => void} */
  const draw = (branch) => {
    const { children, column, from, to } = branch;
    put(left(column), TOP + from * ROW + 3, (to - from) * ROW - 6, branch.element, column, branch.paths, column === 0);
    for (const child of children) {
      const y = TOP + ((child.from + child.to) / 2) * ROW, ends = !child.children.length;
      steps.push(stepPiece(app, /** @type {Step} */ (child.step), child.paths, [left(column) + box, ends ? end : left(column + 1)], gap, y, column * 2 + 1, steps.length));
      if (ends) numbers.push({ is: "text", x: end + box + 8, y, text: app.words.number(first + child.paths[0]), size: SMALL, colour: ground.soft });
      else draw(child);
    }
  };
  draw(root);
  put(end, TOP + 3, bottom - TOP - 6, paths[0].steps[paths[0].steps.length - 1].end, columns, root.paths, true);
  return { width: end + box + NUMBER, height: bottom + 4, title, ground: numbers, pieces: [...boxes, ...steps] };
}

/** The paths as a tree of what they begin with. @param {Path[]} paths @returns {Branch} */
function grown(paths) {
  /** @type {Branch} */ const root = { element: paths[0].steps[0].start, step: null, children: [], paths: [], column: 0, from: 0, to: 0 };
  paths.forEach(({ steps }, number) => {
    let here = root;
    here.paths.push(number);
    steps.forEach((step, i) => {
      const last = i === steps.length - 1;
      const same = (/** @type {Branch} */ { step: other, children }) => !last && children.length > 0 && other?.linkage === step.linkage && other.status === step.status && other.backwards === step.backwards;
      let next = here.children.find(same);
      if (!next) here.children.push((next = { element: step.end, step, children: [], paths: [], column: here.column + 1, from: 0, to: 0 }));
      next.paths.push(number);
      here = next;
    });
  });
  let row = 0;
  /** @type {(branch: Branch) => void} */
  const settle = (branch) => {
    branch.from = row;
    if (!branch.children.length) row += 1;
    branch.children.forEach(settle);
    branch.to = row;
  };
  settle(root);
  return root;
}

/**
 * @param {App} app @param {Step} step @param {number[]} through the paths that it is a part of @param {[number, number]} span
 * @param {number} gap @param {number} y @param {number} column @param {number} number @returns {Piece}
 */
function stepPiece(app, step, through, [from, to], gap, y, column, number) {
  const { data, words } = app, l = data.linkages, count = step.statements.length, verb = words.verb(step.linkage);
  const lane = { linkage: step.linkage, status: step.status, count, listed: 0, documents: new Set(step.documents) };
  const points = /** @type {[number, number, number, number]} */ (step.backwards ? [to - 2, y, from + 3, y] : [from + 2, y, to - 3, y]);
  const both = data.symmetric.includes(l.type[step.linkage]), line = laneLine(app, lane, points, { arrow: !both });
  const told = words.say("paths.step", { subject: isolated(words.element(step.start)), how: how(app, step), object: isolated(words.element(step.end)),
    status: words.term("status", step.status), statements: words.say("paths.statements", { n: count }), documents: words.say("paths.documents", { n: step.documents.length }) });
  return {
    key: `s${number}`, label: told, sel: `l/${data.linkageId(step.linkage)}`, element: -1, linkages: [step.linkage], ends: through, column,
    x: from, y: y - 22, width: to - from, height: 44,
    items: [line, { is: "text", x: from + gap / 2, y: y - 11, text: fitted(verb, gap - 6, SMALL), size: SMALL, colour: app.look.ground.ink, anchor: "middle" },
      signAt(app, lane, from + gap / 2, y + 13, "middle", app.look.ground.paper)],
  };
}
