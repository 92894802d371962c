// What stands between the elements of two kinds: cells, and which rows and columns are worth showing first.

import { LIMIT, topped } from "./matrix_order.js";

/** @typedef {import("./main.js").App} App */
/**
 * @typedef {Object} Share what is said of a cell in one status; a denial of "only" is a share of its own
 * @property {string} status its name @property {boolean} only whether it denies that the link is the only one
 * @property {number} statements @property {number} listed how many of them only in a list @property {number} documents
 */
/** @typedef {{ row: number, column: number, linkages: number[] }} Cell the elements, and the linkages from one to the other */
/**
 * @typedef {Object} Sheet
 * @property {string} rowKind @property {string} columnKind "" for every kind
 * @property {number[]} rows @property {number[]} columns elements, in the order shown
 * @property {{ at: number, cell: Cell }[][]} cells by row, from left to right; `at` is the number of the column
 * @property {number} shown how many cells @property {number} cellsInAll
 * @property {number} rowsInAll @property {number} columnsInAll
 */

/** @param {App} app @returns {[string, string]} the kinds with the most linkages from one to the other */
export function fullest(app) {
  const { linkages: l, elements: e, lists } = app.data, size = lists.kind.length, tally = new Int32Array(size * size);
  for (let i = 0; i < l.n; i += 1) tally[e.kind[l.subject[i]] * size + e.kind[l.object[i]]] += 1;
  const most = tally.indexOf(tally.reduce((a, b) => Math.max(a, b), 0));
  return [lists.kind[Math.floor(most / size)], lists.kind[most % size]];
}

/**
 * The cells that the filters keep. A linkage without direction stands both ways, since nobody said which end is first.
 * @param {App} app @param {string} rowKind @param {string} columnKind @returns {Cell[]}
 */
export function cellsOf(app, rowKind, columnKind) {
  const { linkages: l, elements: e, lists, symmetric } = app.data, kept = app.kept();
  const row = lists.kind.indexOf(rowKind), column = lists.kind.indexOf(columnKind), turns = new Set(symmetric);
  /** @type {Map<number, Cell>} */ const cells = new Map();
  const add = (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ linkage) => {
    if ((rowKind && e.kind[from] !== row) || (columnKind && e.kind[to] !== column)) return;
    const key = from * e.n + to, cell = cells.get(key);
    if (cell) cell.linkages.push(linkage);
    else cells.set(key, { row: from, column: to, linkages: [linkage] });
  };
  for (let i = 0; i < l.n; i += 1) {
    if (!kept.linkage[i]) continue;
    add(l.subject[i], l.object[i], i);
    if (turns.has(l.type[i]) && l.subject[i] !== l.object[i]) add(l.object[i], l.subject[i], i);
  }
  return [...cells.values()];
}

/**
 * The sheet of two kinds: all of it, or the rows and columns that are most linked with each other.
 * @param {App} app @param {string} rowKind @param {string} columnKind @param {boolean} all
 * @param {(rows: number[], columns: number[], cells: Cell[]) => [number[], number[]]} order
 * @param {number[]} wanted elements that are not to be left out @returns {Sheet}
 */
export function sheetOf(app, rowKind, columnKind, all, order, wanted) {
  const every = cellsOf(app, rowKind, columnKind);
  const cells = all ? every : topped(every, LIMIT, new Set(wanted));
  const [rows, columns] = order([...new Set(cells.map((cell) => cell.row))], [...new Set(cells.map((cell) => cell.column))], cells);
  const rowAt = new Map(rows.map((element, i) => [element, i])), columnAt = new Map(columns.map((element, i) => [element, i]));
  /** @type {Sheet["cells"]} */ const byRow = rows.map(() => []);
  for (const cell of cells) {
    byRow[/** @type {number} */ (rowAt.get(cell.row))].push({ at: /** @type {number} */ (columnAt.get(cell.column)), cell });
  }
  for (const row of byRow) row.sort((a, b) => a.at - b.at);
  return {
    rowKind, columnKind, rows, columns, cells: byRow, shown: cells.length, cellsInAll: every.length,
    rowsInAll: new Set(every.map((cell) => cell.row)).size, columnsInAll: new Set(every.map((cell) => cell.column)).size,
  };
}

/** @param {Sheet} sheet @param {number} i @param {number} j @returns {Cell | undefined} */
export function cellAt(sheet, i, j) {
  return sheet.cells[i]?.find((each) => each.at === j)?.cell;
}

/** @param {App} app @param {Cell} cell @returns {Share[]} by status in the order of the list; denials of "only" last */
export function sharesOf(app, cell) {
  const { data } = app, kept = app.kept(), s = data.statements;
  /** @type {Map<number, Share & { from: Set<number> }>} */ const shares = new Map();
  for (const linkage of cell.linkages) {
    const only = Boolean(data.linkages.only[linkage]);
    for (const i of data.ofLinkage.of(linkage)) {
      if (!kept.statement[i]) continue;
      const key = s.status[i] + (only ? data.lists.status.length : 0);
      let share = shares.get(key);
      if (!share) {
        share = { status: data.lists.status[s.status[i]], only, statements: 0, listed: 0, documents: 0, from: new Set() };
        shares.set(key, share);
      }
      share.statements += 1;
      if (data.listed(i)) share.listed += 1;
      share.from.add(s.document[i]);
    }
  }
  return [...shares].sort(([a], [b]) => a - b).map(([, share]) => ({ ...share, documents: share.from.size }));
}

/** @param {App} app @param {Share} share @returns {string} "not only" where that is what is denied */
export function statusWord(app, share) {
  return share.only ? app.words.say("not only") : app.words.named("status", share.status);
}

/** @param {App} app @param {Share} share @returns {string} "existing: 3 statements in 2 documents" */
export function toldShare(app, share) {
  const { words } = app;
  const told = words.say("matrix.share", {
    status: statusWord(app, share), statements: words.say("matrix.statements", { n: share.statements }),
    documents: words.say("matrix.documents", { n: share.documents }),
  });
  if (!share.listed) return told;
  return `${told}, ${share.listed === share.statements ? words.say("matrix.listed") : words.say("matrix.listed.some", { n: share.listed })}`;
}

/** @param {App} app @param {Cell} cell @returns {string} the linkage types of a cell, each once */
export function verbsOf(app, cell) {
  const { data, words } = app, s = data.statements, denied = data.lists.status.indexOf("denied");
  const verbs = cell.linkages.map((linkage) => words.verb(linkage, data.ofLinkage.of(linkage).some((i) => s.status[i] === denied)));
  return [...new Set(verbs)].join(", ");
}
