// A document as it is read: sections, in them rows, each a place (or its words) with the statements that stand there.

/** @typedef {import("./data.js").Data} Data */
/** @typedef {{ text: string, statements: number[], aside: boolean }} Piece a run of words, and what rests on it */
/**
 * @typedef {Object} Row
 * @property {string} place "" where nothing was coded
 * @property {string} rest the place within its section
 * @property {string} kind of the passage, "" where it is not known
 * @property {Piece[]} pieces none where the page does not hold the text
 * @property {number[]} statements those that begin here, in the order of the text
 */
/** @typedef {{ name: string, rows: Row[], statements: number }} Section its name is "" where nothing was coded */
/** @typedef {[string, string, (string | [string, ...number[]])[]][]} Blocks a text as the page holds it */

const MOST = 100; // rows of a section: what goes on is a section of the same name
const SHORT = 200; // what was not coded and is no longer stays within its section

/**
 * @param {Data} data @param {number} document @param {Blocks | undefined} blocks its text, if it is there
 * @returns {Section[]}
 */
export function sectionsOf(data, document, blocks) {
  return inSections(blocks ? fromText(data, document, blocks) : fromPlaces(data, document));
}

/** @param {string} place @returns {[string, string]} the parts at the top, sections within sections among them, and what is within them */
function parted(place) {
  const parts = place.split(", ");
  let top = 1;
  while (top < parts.length - 1 && /^(section|article) /.test(parts[top])) top += 1;
  return [parts.slice(0, top).join(", "), parts.slice(top).join(", ")];
}

/** @param {string} place @param {string} kind @param {Piece[]} pieces @returns {Row} */
function row(place, kind, pieces) {
  return { place, rest: parted(place)[1], kind, pieces, statements: [] };
}

/** Rows by the places of the statements, in the order in which these stand. @param {Data} data @param {number} document @returns {Row[]} */
function fromPlaces(data, document) {
  /** @type {Map<string, Map<string, Row>>} */ const tops = new Map();
  for (const i of data.ofDocument.of(document)) {
    const place = data.places[data.statements.place[i]], [top] = parted(place), rows = tops.get(top) ?? new Map();
    tops.set(top, rows);
    if (!rows.has(place)) rows.set(place, row(place, "", []));
    /** @type {Row} */ (rows.get(place)).statements.push(i);
  }
  return [...tops.values()].flatMap((rows) => [...rows.values()]);
}

/** Rows by the blocks of the text; a statement stands where its words begin. @param {Data} data @param {number} document @param {Blocks} blocks @returns {Row[]} */
function fromText(data, document, blocks) {
  const seen = new Set();
  const rows = blocks.map(([place, kind, parts]) => {
    const pieces = parts.map((part) => {
      if (typeof part === "string") return { text: part, statements: [], aside: false };
      const [text, ...numbers] = part;
      return { text, statements: numbers.filter((i) => i >= 0), aside: numbers[0] === -1 };
    });
    const made = row(place, kind, pieces);
    for (const i of pieces.flatMap(({ statements }) => statements)) {
      if (!seen.has(i)) made.statements.push(i);
      seen.add(i);
    }
    made.statements.sort((a, b) => a - b);
    return made;
  });
  const lost = [...data.ofDocument.of(document)].filter((i) => !seen.has(i));
  for (const i of lost) {
    const place = data.places[data.statements.place[i]];
    let home = rows.find((each) => each.place === place);
    if (!home) rows.push((home = row(place, "", [])));
    home.statements.push(i);
  }
  return rows;
}

/** @param {Row[]} rows @returns {Section[]} */
function inSections(rows) {
  /** @type {Section[]} */ const sections = [];
  for (const each of rows) {
    const last = sections[sections.length - 1], short = !each.place && each.pieces.reduce((sum, { text }) => sum + text.length, 0) < SHORT;
    const name = short && last ? last.name : parted(each.place)[0];
    const section = last?.name === name && last.rows.length < MOST ? last : { name, rows: [], statements: 0 };
    if (section !== last) sections.push(section);
    section.rows.push(each);
    section.statements += each.statements.length;
  }
  return sections;
}

/** @param {Section} section @returns {number} how many words it has, about */
export function wordsOf(section) {
  return section.rows.reduce((sum, { pieces }) => sum + pieces.reduce((all, { text }) => all + (text.match(/\S+/g)?.length ?? 0), 0), 0);
}
