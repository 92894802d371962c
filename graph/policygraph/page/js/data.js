// What the page knows: columns, unpacked from the page itself; the prose comes a moment after the picture.

/**
 * @typedef {Object} Documents
 * @property {number} n @property {string[]} id @property {string[]} title @property {string[]} date
 * @property {string[]} version @property {number[]} issuer @property {string[]} identifier @property {string[]} url
 * @property {number[]} replaces @property {string[]} scope @property {number[]} passages @property {number[]} words
 */
/**
 * @typedef {Object} Elements
 * @property {number} n @property {string[]} id @property {string[][]} names
 * @property {Int32Array} type @property {Int32Array} kind @property {number[][]} broader
 * @property {Float32Array} x @property {Float32Array} y @property {Int32Array} region the part of the network, or -1
 */
/**
 * @typedef {Object} Linkages
 * @property {number} n @property {Int32Array} subject @property {Int32Array} type @property {Int32Array} object
 * @property {Int32Array} only
 */
/**
 * @typedef {Object} Statements
 * @property {number} n @property {string[]} id @property {Int32Array} document @property {Int32Array} linkage
 * @property {Int32Array} element @property {Int32Array} stance @property {Int32Array} status @property {Int32Array} mode
 * @property {Int32Array} force @property {number[][]} holder @property {number[][]} addressee @property {number[][]} via
 * @property {Int32Array} place @property {Int32Array} start @property {Int32Array} end @property {Int32Array} words
 */
/**
 * @typedef {Object} Verdicts
 * @property {number[]} ask @property {number[]} verdict @property {number[][]} answers @property {string[]} reason
 * @property {string[]} coder @property {string[]} date
 */
/**
 * @typedef {Object} Prose
 * @property {string[]} gloss @property {string[]} modality @property {string[]} degree @property {string[]} condition
 * @property {string[]} cue @property {string[]} note @property {string[]} quote @property {string[]} reported
 * @property {string[]} coder @property {string[]} coded
 */

const MINUS_ONE = -1;

/** Lists of numbers by number, packed one after the other. */
export class Groups {
  /** @param {number} size @param {Iterable<[number, number]>} pairs group and member, in the order wanted */
  constructor(size, pairs) {
    const all = Array.from(pairs);
    this.from = new Int32Array(size + 1);
    for (const [group] of all) this.from[group + 1] += 1;
    for (let i = 0; i < size; i += 1) this.from[i + 1] += this.from[i];
    this.members = new Int32Array(all.length);
    const next = this.from.slice();
    for (const [group, member] of all) {
      this.members[next[group]] = member;
      next[group] += 1;
    }
  }

  /** @param {number} group @returns {Int32Array} */
  of(group) {
    return this.members.subarray(this.from[group], this.from[group + 1]);
  }
}

/** The corpus as the page has it. Everything is known by its number in its table; ids are for addresses. */
export class Data {
  /** @param {any} raw the graph block */
  constructor(raw) {
    /** @type {string} */ this.title = raw.title;
    /** @type {string} */ this.version = raw.version;
    /** @type {string} */ this.base = raw.base;
    /** @type {Record<string, string[]>} the names of the closed lists, in the order of the ontology */
    this.lists = raw.lists;
    /** @type {Record<string, Record<string, string[]>>} their labels by language, in the same order */
    this.labels = raw.labels;
    /** @type {string[]} the group of each linkage type */ this.groups = raw.groups;
    /** @type {number[]} */ this.symmetric = raw.symmetric;
    /** @type {number[]} the stances that make a statement an ask */ this.asking = raw.asking;
    /** @type {string[]} */ this.places = raw.places;
    /** @type {Record<string, (string | null)[]>} preferred labels by language */ this.names = raw.elements.label;
    /** @type {Documents} */ this.documents = { n: raw.documents.id.length, ...raw.documents };
    /** @type {Elements} */ this.elements = {
      ...raw.elements,
      n: raw.elements.id.length,
      names: raw.elements.names.map((/** @type {string} */ all) => all.split("\n")),
      type: Int32Array.from(raw.elements.type),
      kind: Int32Array.from(raw.elements.kind),
      x: Float32Array.from(raw.elements.x),
      y: Float32Array.from(raw.elements.y),
      region: Int32Array.from(raw.elements.region),
    };
    /** @type {Linkages} */ this.linkages = { ...numbers(raw.linkages), n: raw.linkages.subject.length };
    /** @type {Statements} */ this.statements = { ...numbers(raw.statements), n: raw.statements.id.length };
    /** @type {Verdicts} */ this.verdicts = raw.verdicts;
    /** @type {Prose | null} */ this.prose = null;
    /** @type {{ document: number, terms: string }[]} the documents whose texts the page holds, and on what terms */
    this.texts = raw.texts ?? [];

    const s = this.statements, l = this.linkages;
    this.ofLinkage = new Groups(l.n, each(s.n, (i) => s.linkage[i]));
    this.ofElement = new Groups(this.elements.n, each(s.n, (i) => s.element[i]));
    this.ofDocument = new Groups(this.documents.n, each(s.n, (i) => s.document[i]));
    this.linkagesOf = new Groups(this.elements.n, ends(l));
    this.verdictOf = new Map(this.verdicts.ask.map((ask, i) => [ask, i]));
    /** @type {Map<string, number>} */ this.elementNamed = indexed(this.elements.id);
    /** @type {Map<string, number>} */ this.documentNamed = indexed(this.documents.id);
    /** @type {Map<string, number>} */ this.statementNamed = indexed(
      s.id.map((id, i) => `${this.documents.id[s.document[i]]}.${id}`),
    );
    /** @type {Map<string, number> | null} */ this._linkageNamed = null;
  }

  /** @param {number} i @returns {string} the identifier by which the world cites a statement */
  statementId(i) {
    return `${this.documents.id[this.statements.document[i]]}.${this.statements.id[i]}`;
  }

  /** @param {number} i @returns {string} */
  linkageId(i) {
    const l = this.linkages, ids = this.elements.id;
    return `${ids[l.subject[i]]}--${this.lists.link[l.type[i]]}${l.only[i] ? "-only" : ""}--${ids[l.object[i]]}`;
  }

  /** @returns {Map<string, number>} */
  get linkageNamed() {
    if (!this._linkageNamed) {
      this._linkageNamed = new Map(Array.from({ length: this.linkages.n }, (_, i) => [this.linkageId(i), i]));
    }
    return this._linkageNamed;
  }

  /** @param {number} i @returns {boolean} whether it is only an illustration in a list */
  listed(i) {
    return this.lists.mode[this.statements.mode[i]] === "listed";
  }

  /** @param {number} i @returns {boolean} */
  asks(i) {
    return this.asking.includes(this.statements.stance[i]);
  }

  /**
   * A part of the prose of a statement; empty until the prose is unpacked.
   * @param {keyof Prose} part @param {number} i @returns {string}
   */
  said(part, i) {
    return this.prose ? (this.prose[part][i] ?? "") : "";
  }

  /** @param {string} kind element, document, statement, linkage, passage @param {string} id @returns {string} */
  address(kind, id) {
    return `${this.base}${kind}/${id}`;
  }
}

/** @param {Record<string, any>} table @returns {any} the table with its columns of numbers packed */
function numbers(table) {
  return Object.fromEntries(
    Object.entries(table).map(([name, column]) => [
      name,
      Array.isArray(column) && (column.length === 0 || typeof column[0] === "number") && name !== "id"
        ? Int32Array.from(column)
        : column,
    ]),
  );
}

/** @param {string[]} ids @returns {Map<string, number>} */
function indexed(ids) {
  return new Map(ids.map((id, i) => [id, i]));
}

/** @param {number} size @param {(i: number) => number} group @returns {Generator<[number, number]>} */
function* each(size, group) {
  for (let i = 0; i < size; i += 1) if (group(i) !== MINUS_ONE) yield [group(i), i];
}

/** @param {Linkages} l @returns {Generator<[number, number]>} */
function* ends(l) {
  for (let i = 0; i < l.n; i += 1) {
    yield [l.subject[i], i];
    if (l.object[i] !== l.subject[i]) yield [l.object[i], i];
  }
}

/**
 * A block of the page: base64 of gzip of JSON.
 * @param {string} id @returns {Promise<any>}
 */
export async function unpacked(id) {
  const text = document.getElementById(id)?.textContent ?? "";
  const binary = atob(text.trim());
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}
