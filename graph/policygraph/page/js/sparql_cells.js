// What the cells of an answer are: the text that is shown, as `policygraph ask` shows it, and where it leads in the page.

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./data.js").Data} Data */
/** @typedef {import("./sparql_worker.js").Cell} Cell */
/** @typedef {import("./sparql_worker.js").Table} Table */
/** @typedef {{ text: string, sel: string }} Part a piece of a cell; sel is empty where it leads nowhere */
/**
 * @typedef {Object} Answer
 * @property {string[]} columns @property {string[]} headings @property {string[][]} rows the texts
 * @property {("" | "element" | "statement")[]} holds by column, what each of its cells names
 * @property {(row: number, column: number) => Part[]} parts
 * @property {(row: number, column: number) => number} element the one element that a cell names, or -1
 * @property {boolean} cut whether there are more rows than were handed over
 */

const AMBIGUOUS = -2;

/** @type {WeakMap<Data, Map<string, number>>} */ const labels = new WeakMap();

/** By what a question answers, the element that is called so; AMBIGUOUS if several are. @param {Data} data @returns {Map<string, number>} */
function labelled(data) {
  const known = labels.get(data);
  if (known) return known;
  /** @type {Map<string, number>} */ const found = new Map();
  data.names.en.forEach((name, i) => name && found.set(name, found.has(name) ? AMBIGUOUS : i));
  labels.set(data, found);
  return found;
}

/** @param {string} iri @param {[string, string][]} prefixes the longest space first @returns {string} with the prefix that fits */
export function compact(iri, prefixes) {
  const fits = prefixes.find(([, space]) => iri.startsWith(space) && iri !== space);
  return fits ? `${fits[0]}:${iri.slice(fits[1].length)}` : iri;
}

/**
 * @param {App} app @param {Table} table @param {{ headings: Record<string, string>, lists: string[] }} question its headings, and its columns that hold lists
 * @param {[string, string][]} prefixes @param {{ form: string, most: number }} job @returns {Answer}
 */
export function answerOf(app, table, { headings, lists }, prefixes, job) {
  const { data } = app, known = labelled(data);
  const cells = table.rows.map((row) => row.map((cell, c) => listed({ text: shown(cell, prefixes), cell }, lists.includes(table.columns[c]))));
  if (job.form === "CONSTRUCT") cells.sort((a, b) => order(a.map(({ text }) => text), b.map(({ text }) => text)));
  const asElements = (/** @type {string} */ text) => split(text, (part) => known.has(part));
  const asStatements = (/** @type {string} */ text) => split(text, (part) => data.statementNamed.has(part));
  const holds = table.columns.map((_, c) => /** @type {"" | "element" | "statement"} */ (
    every(cells, c, (cell) => addressed(data, cell, "element/", data.elementNamed) >= 0 || (cell?.[0] === "t" && asElements(cell[1]) !== null)) ? "element"
    : every(cells, c, (cell) => addressed(data, cell, "statement/", data.statementNamed) >= 0 || (cell?.[0] === "t" && asStatements(cell[1]) !== null)) ? "statement" : ""));
  const sels = /** @type {const} */ ([["element/", "e", data.elementNamed], ["statement/", "s", data.statementNamed]]);
  const rows = cells.map((row) => row.map(({ text }) => text));
  const toElement = (/** @type {string} */ text) => (known.get(text) ?? AMBIGUOUS) >= 0 ? `e/${data.elements.id[known.get(text) ?? 0]}` : "";
  /** @type {Answer["parts"]} */
  const parts = (r, c) => {
    const { text, cell } = cells[r][c];
    if (cell?.[0] === "i") {
      const found = sels.find(([folder, , named]) => addressed(data, cell, folder, named) >= 0), start = `${data.base}linkage/`;
      const linkage = cell[1].startsWith(start) && data.linkageNamed.has(cell[1].slice(start.length)) ? `l/${cell[1].slice(start.length)}` : "";
      return [{ text, sel: found ? `${found[1]}/${cell[1].slice(data.base.length + found[0].length)}` : linkage }];
    }
    const several = holds[c] === "element" ? asElements(text) : holds[c] === "statement" ? asStatements(text) : null;
    return several ? several.map((part) => ({ text: part, sel: holds[c] === "element" ? toElement(part) : `s/${part}` })) : [{ text, sel: "" }];
  };
  /** @type {Answer["element"]} */
  const element = (r, c) => {
    const { text, cell } = cells[r][c], here = addressed(data, cell, "element/", data.elementNamed);
    return here >= 0 ? here : Math.max(-1, known.get(text) ?? -1);
  };
  return { columns: table.columns, headings: table.columns.map((name) => headings[name] ?? name), rows, holds, parts, element, cut: job.form === "SELECT" ? table.all >= job.most : table.all > rows.length };
}

/** The values of a list in order: an engine gathers them in any. @param {{ text: string, cell: Cell }} of @param {boolean} list @returns {{ text: string, cell: Cell }} */
function listed(of, list) {
  if (!list || !of.text.includes(" | ")) return of;
  const text = of.text.split(" | ").sort().join(", ");
  return { text, cell: ["t", text] };
}

/** @param {Cell} cell @param {[string, string][]} prefixes @returns {string} */
function shown(cell, prefixes) {
  return cell === null ? "" : cell[0] === "i" ? compact(cell[1], prefixes) : cell[1];
}

/** @param {Data} data @param {Cell} cell @param {string} folder @param {Map<string, number>} named @returns {number} what an address of the corpus names */
function addressed(data, cell, folder, named) {
  const start = data.base + folder;
  return cell?.[0] === "i" && cell[1].startsWith(start) ? (named.get(cell[1].slice(start.length)) ?? -1) : -1;
}

/** Whether all cells of a column that are not empty are so, and one is. @param {{ cell: Cell }[][]} cells @param {number} column @param {(cell: Cell) => boolean} is @returns {boolean} */
function every(cells, column, is) {
  let some = false;
  for (const row of cells) {
    const { cell } = row[column];
    if (cell === null || (cell[0] === "t" && cell[1] === "")) continue;
    if (!is(cell)) return false;
    some = true;
  }
  return some;
}

/** The names that a cell holds, parted by commas; a name may have commas of its own. @param {string} text @param {(part: string) => boolean} known @returns {string[] | null} null if it holds anything else */
function split(text, known) {
  if (known(text)) return [text];
  const pieces = text.split(", ");
  /** @type {string[]} */ const found = [];
  for (let i = 0; i < pieces.length; ) {
    let length = Math.min(pieces.length - i, 8);
    while (length > 0 && !known(pieces.slice(i, i + length).join(", "))) length -= 1;
    if (!length) return null;
    found.push(pieces.slice(i, i + length).join(", "));
    i += length;
  }
  return found;
}

/** @param {string[]} a @param {string[]} b @returns {number} */
function order(a, b) {
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  return 0;
}
