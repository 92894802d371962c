// Which rows and columns are shown first, and in which order: alike beside alike. The same cells give the same order.

/** @typedef {import("./matrix_cells.js").Cell} Cell */

export const LIMIT = 40; // rows and columns that are shown at first
const ROUNDS = 6; // of choosing rows by columns and columns by rows; more change next to nothing
const SWEEPS = 40; // of averaging; the order of a few hundred rows stands after thirty

/**
 * The cells of the rows and columns that are most linked with each other: rows by how many of the columns they meet,
 * then columns by how many of the rows, in turns. What is wanted stays, and with it some of what it meets.
 * @param {Cell[]} cells @param {number} limit @param {Set<number>} wanted elements @returns {Cell[]}
 */
export function topped(cells, limit, wanted) {
  /** @type {Set<number> | null} */ let rows = null;
  /** @type {Set<number> | null} */ let columns = null;
  for (let round = 0; round < ROUNDS; round += 1) {
    rows = most(cells, "row", "column", columns, limit, wanted);
    columns = most(cells, "column", "row", rows, limit, wanted);
  }
  return cells.filter((cell) => rows?.has(cell.row) && columns?.has(cell.column));
}

/**
 * @param {Cell[]} cells @param {"row" | "column"} side @param {"row" | "column"} other @param {Set<number> | null} among
 * @param {number} limit @param {Set<number>} wanted @returns {Set<number>}
 */
function most(cells, side, other, among, limit, wanted) {
  const met = new Map(), first = new Set();
  for (const cell of cells) {
    if (wanted.has(cell[side])) first.add(cell[side]);
    if (among && !among.has(cell[other])) continue;
    met.set(cell[side], (met.get(cell[side]) ?? 0) + 1);
  }
  for (const cell of cells) {
    // some that a wanted one meets, so that it does not stand alone
    if (wanted.has(cell[other]) && first.size < limit / 4) first.add(cell[side]);
  }
  const found = [...met].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([element]) => element);
  return new Set([...first, ...found].slice(0, limit));
}

/**
 * Rows and columns by similarity: what hangs together stands together, the greatest part first; within a part each
 * row stands at the mean of its columns and each column at the mean of its rows (reciprocal averaging, which is
 * correspondence analysis by iteration: Hill 1973), beginning with the order of a walk from one end of the part.
 * @param {number[]} rows @param {number[]} columns @param {Cell[]} cells @returns {[number[], number[]]}
 */
export function bySimilarity(rows, columns, cells) {
  const rowAt = new Map(rows.map((element, i) => [element, i])), columnAt = new Map(columns.map((element, i) => [element, i]));
  /** @type {number[][]} */ const near = Array.from({ length: rows.length + columns.length }, () => []);
  for (const cell of cells) {
    const i = /** @type {number} */ (rowAt.get(cell.row)), j = rows.length + /** @type {number} */ (columnAt.get(cell.column));
    near[i].push(j);
    near[j].push(i);
  }
  const name = (/** @type {number} */ node) => (node < rows.length ? rows[node] : columns[node - rows.length]);
  for (const list of near) list.sort((a, b) => near[b].length - near[a].length || name(a) - name(b));
  const parts = partsOf(near).map((part) => averaged(near, part, rows.length, name));
  const edges = (/** @type {number[]} */ part) => part.reduce((sum, node) => sum + near[node].length, 0);
  parts.sort((a, b) => edges(b) - edges(a) || name(a[0]) - name(b[0]));
  const all = parts.flat();
  return [all.filter((node) => node < rows.length).map(name), all.filter((node) => node >= rows.length).map(name)];
}

/** @param {number[][]} near @returns {number[][]} the parts that hang together */
function partsOf(near) {
  const seen = new Uint8Array(near.length), parts = [];
  for (let start = 0; start < near.length; start += 1) {
    if (seen[start]) continue;
    const part = walked(near, start);
    for (const node of part) seen[node] = 1;
    parts.push(part);
  }
  return parts;
}

/** @param {number[][]} near @param {number} start @returns {number[]} all that is reached, the nearest first */
function walked(near, start) {
  const seen = new Set([start]), found = [start];
  for (let at = 0; at < found.length; at += 1) {
    for (const node of near[found[at]]) {
      if (seen.has(node)) continue;
      seen.add(node);
      found.push(node);
    }
  }
  return found;
}

/**
 * @param {number[][]} near @param {number[]} part @param {number} split the nodes below it are rows
 * @param {(node: number) => number} name @returns {number[]} the part in order
 */
function averaged(near, part, split, name) {
  const walk = walked(near, part[part.length - 1]), at = new Float64Array(near.length);
  walk.forEach((node, i) => (at[node] = i - (walk.length - 1) / 2));
  const rows = walk.filter((node) => node < split), columns = walk.filter((node) => node >= split);
  const weight = rows.reduce((sum, node) => sum + near[node].length, 0), means = new Float64Array(rows.length);
  const mean = (/** @type {number} */ node) => {
    let sum = 0;
    for (const other of near[node]) sum += at[other];
    return sum / near[node].length;
  };
  for (let sweep = 0; sweep < SWEEPS && rows.length > 1 && columns.length > 1; sweep += 1) {
    for (const node of columns) at[node] = mean(node);
    let middle = 0, width = 0;
    rows.forEach((node, i) => (middle += near[node].length * (means[i] = mean(node))));
    middle /= weight;
    rows.forEach((node, i) => (width += near[node].length * (means[i] - middle) ** 2));
    width = Math.sqrt(width / weight);
    if (width < 1e-9) break;
    rows.forEach((node, i) => (at[node] = (means[i] - middle) / width));
  }
  for (const node of columns) at[node] = mean(node);
  const rounded = (/** @type {number} */ node) => Math.round(at[node] * 1e6);
  const sorted = [...rows, ...columns].sort((a, b) => rounded(a) - rounded(b) || near[b].length - near[a].length || name(a) - name(b));
  const balance = sorted.reduce((sum, node, i) => sum + near[node].length * (i - (sorted.length - 1) / 2), 0);
  return balance > 0 ? sorted.reverse() : sorted;
}

/**
 * Rows and columns by a rank of each element, the greatest first; ties by name.
 * @param {(element: number, own: Cell[]) => number} rank @param {(a: number, b: number) => number} named
 * @returns {(rows: number[], columns: number[], cells: Cell[]) => [number[], number[]]}
 */
export function byRank(rank, named) {
  return (rows, columns, cells) => {
    const sorted = (/** @type {number[]} */ elements, /** @type {"row" | "column"} */ side) => {
      /** @type {Map<number, Cell[]>} */ const own = new Map(elements.map((element) => [element, []]));
      for (const cell of cells) own.get(cell[side])?.push(cell);
      const ranks = new Map(elements.map((element) => [element, rank(element, own.get(element) ?? [])]));
      return [...elements].sort((a, b) => (ranks.get(b) ?? 0) - (ranks.get(a) ?? 0) || named(a, b));
    };
    return [sorted(rows, "row"), sorted(columns, "column")];
  };
}
