// What is found by what is typed: names of elements, titles of documents, statements by their ids and glosses.

import { fold, inWord, nearly, wordsIn } from "./fold.js";
import { tally } from "./tally.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {{ element: number, name: string }} Found an element and the name by which it was found */

const EXACT = 0, BEGINS = 1, WORD = 2, WORDS = 3, CONTAINS = 4, TYPO = 5, NOT = 6;
const ENOUGH = 12;
const CHUNK = 1500;

/** The names of all elements in one text, one a line, so that a letter typed is one run over it. */
export class Names {
  /** @param {Data} data */
  constructor(data) {
    /** @type {number[]} */ const owner = [], /** @type {string[]} */ folded = [];
    /** @type {string[]} */ this.names = [];
    data.elements.names.forEach((names, element) => {
      for (const name of [...names, data.elements.id[element]]) {
        owner.push(element);
        this.names.push(name);
        folded.push(fold(name));
      }
    });
    this.n = data.elements.n;
    this.owner = Int32Array.from(owner);
    this.text = `\n${folded.join("\n")}\n`;
    this.from = new Int32Array(owner.length + 1);
    this.from[0] = 1;
    folded.forEach((name, i) => (this.from[i + 1] = this.from[i] + name.length + 1));
    this.weight = weights(data);
    /** @type {Int32Array | null} */ this.words = null;
  }

  /**
   * The elements for what is typed, the best first, and how many there are in all.
   * @param {string} typed @param {number} most @returns {{ found: Found[], all: number }}
   */
  find(typed, most) {
    const text = fold(typed).trim(), words = wordsIn(text);
    const best = new Uint8Array(this.n).fill(NOT), by = new Int32Array(this.n);
    if (!text) return { found: [], all: 0 };
    const take = (/** @type {number} */ name, /** @type {number} */ rank) => {
      const element = this.owner[name];
      if (rank >= best[element]) return false;
      const first = best[element] === NOT;
      best[element] = rank;
      by[element] = name;
      return first;
    };
    let all = 0;
    this.each(text.length > 1 ? text : `\n${text}`, (name) => (all += Number(take(name, this.rank(name, text)))));
    if (words.length > 1) {
      const longest = words.reduce((one, other) => (other.length > one.length ? other : one));
      this.each(longest, (name) => {
        if (words.every((word) => this.startsIn(name, word))) all += Number(take(name, WORDS));
      });
    }
    if (all < ENOUGH) for (const name of this.almost(words)) all += Number(take(name, TYPO));
    const keys = new Int32Array(all);
    let k = 0;
    for (let i = 0; i < this.n; i += 1) if (best[i] !== NOT) keys[k++] = best[i] * this.n + this.weight.place[i];
    const found = Array.from(keys.sort().subarray(0, most), (key) => {
      const element = this.weight.order[key % this.n];
      return { element, name: this.names[by[element]] };
    });
    return { found, all };
  }

  /** Calls once for each name that holds a text. @param {string} text @param {(name: number) => void} call */
  each(text, call) {
    const ahead = text[0] === "\n" ? 1 : 0;
    let name = 0;
    for (let at = this.text.indexOf(text); at >= 0; at = this.text.indexOf(text, this.from[name + 1] - 1)) {
      name = this.holding(at + ahead, name);
      if (name >= this.owner.length) return;
      call(name);
    }
  }

  /** The name that stands at a place, not before a name known. @param {number} at @param {number} low @returns {number} */
  holding(at, low) {
    let high = this.owner.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.from[middle] <= at) low = middle;
      else high = middle;
    }
    return low;
  }

  /** @param {number} name @param {string} text that it holds @returns {number} */
  rank(name, text) {
    const from = this.from[name], to = this.from[name + 1] - 1;
    if (this.text.startsWith(text, from)) return to - from === text.length ? EXACT : BEGINS;
    return this.startsIn(name, text) ? WORD : CONTAINS;
  }

  /** @param {number} name @param {string} text @returns {boolean} whether a word of the name begins so */
  startsIn(name, text) {
    const own = this.text.slice(this.from[name] - 1, this.from[name + 1] - 1);
    for (let at = own.indexOf(text, 1); at > 0; at = own.indexOf(text, at + 1)) if (!inWord(own[at - 1])) return true;
    return false;
  }

  /** @returns {Int32Array} where the words of all names begin */
  starts() {
    return (this.words ??= starts(this.text));
  }

  /** The names that have each word, one letter aside. @param {string[]} words @returns {number[]} */
  almost(words) {
    const few = words.slice(0, 4);
    if (!few.some((word) => word.length > 3)) return [];
    const has = new Uint8Array(this.owner.length), { text, from } = this, at = this.starts();
    few.forEach((word, bit) => {
      const first = word.charCodeAt(0), second = word.charCodeAt(1), last = bit ? 1 << (bit - 1) : 0;
      let name = 0;
      for (let i = 0; i < at.length; i += 1) {
        const start = at[i], one = text.charCodeAt(start), other = text.charCodeAt(start + 1);
        if (one !== first && other !== second && other !== first && one !== second) continue; // two letters differ
        while (from[name + 1] <= start) name += 1;
        if ((bit && !(has[name] & last)) || has[name] & (1 << bit)) continue;
        if (word.length > 3 ? nearly(text, start, word) : text.startsWith(word, start)) has[name] |= 1 << bit;
      }
    });
    const whole = (1 << few.length) - 1;
    return Array.from(has.keys()).filter((name) => has[name] === whole);
  }
}

/** @param {string} text @returns {Int32Array} where its words begin */
function starts(text) {
  /** @type {number[]} */ const found = [];
  let before = false;
  for (let i = 0; i < text.length; i += 1) {
    const inside = inWord(text[i]);
    if (inside && !before) found.push(i);
    before = inside;
  }
  return Int32Array.from(found);
}

/** The elements by how much is said of them. @param {Data} data @returns {{ order: number[], place: Int32Array }} */
function weights(data) {
  const { statements, held } = tally(data), place = new Int32Array(data.elements.n);
  const order = Array.from(place.keys()).sort((a, b) => statements[b] + held[b] - statements[a] - held[a] || a - b);
  order.forEach((element, i) => (place[element] = i));
  return { order, place };
}

/** The glosses (and quotes, where there are any), folded a part at a time so that nothing waits for them. */
export class Glosses {
  /** @param {Data} data whose prose is there */
  constructor(data) {
    this.data = data;
    /** @type {{ text: string, from: Int32Array, first: number }[]} */ this.chunks = [];
    this.next = 0;
  }

  get done() {
    return this.next >= this.data.statements.n;
  }

  /** Reads a part more. */
  read() {
    const first = this.next, end = Math.min(first + CHUNK, this.data.statements.n);
    const lines = [], from = new Int32Array(end - first + 1);
    for (let i = first; i < end; i += 1) {
      const quote = this.data.said("quote", i), line = fold(this.data.said("gloss", i) + (quote && ` ${quote}`));
      lines.push(line);
      from[i - first + 1] = from[i - first] + line.length + 1;
    }
    this.chunks.push({ text: `${lines.join("\n")}\n`, from, first });
    this.next = end;
  }

  /**
   * The statements whose gloss has all the words, those with the words in a row first, and how many there are.
   * @param {string} typed @param {number} most @returns {{ found: number[], all: number }}
   */
  find(typed, most) {
    const row = fold(typed).trim(), words = wordsIn(row);
    const /** @type {number[]} */ inRow = [], /** @type {number[]} */ apart = [];
    const longest = words.reduce((one, other) => (other.length > one.length ? other : one), "");
    let all = 0;
    if (longest.length < 3) return { found: [], all };
    for (const { text, from, first } of this.chunks) {
      let line = 0;
      for (let at = text.indexOf(longest); at >= 0; at = text.indexOf(longest, from[line + 1])) {
        while (from[line + 1] <= at) line += 1;
        const own = words.length > 1 ? text.slice(from[line], from[line + 1]) : row;
        if (!words.every((word) => own.includes(word))) continue;
        all += 1;
        const list = own.includes(row) ? inRow : apart;
        if (list.length < most) list.push(first + line);
      }
    }
    return { found: [...inRow, ...apart].slice(0, most), all };
  }
}

/**
 * Documents whose title, id or identifier has what is typed.
 * @param {Data} data @param {string} typed @param {number} most @returns {{ found: number[], all: number }}
 */
export function findDocuments(data, typed, most) {
  const text = fold(typed).trim(), words = wordsIn(text), d = data.documents;
  if (text.length < 2 || !words.length) return { found: [], all: 0 };
  const found = Array.from({ length: d.n }, (_, i) => i).filter((i) => {
    const own = fold(`${d.title[i]} ${d.id[i]} ${d.identifier[i]}`);
    return words.every((word) => own.includes(word));
  });
  const first = (/** @type {number} */ i) => Number(fold(d.id[i]) !== text);
  found.sort((a, b) => first(a) - first(b) || a - b);
  return { found: found.slice(0, most), all: found.length };
}

/**
 * Statements whose id, whole or within its document, begins with what is typed; an address counts as the id in it.
 * @param {Data} data @param {string} typed @param {number} most @returns {{ found: number[], all: number }}
 */
export function findStatements(data, typed, most) {
  const text = typed.trim().toLowerCase(), /** @type {number[]} */ found = [];
  let all = 0;
  if (!/\d/.test(text) || /\s/.test(text)) return { found, all };
  const whole = text.includes("."), ids = data.statements.id;
  for (const [id, i] of data.statementNamed) {
    if (!(whole ? id : ids[i]).toLowerCase().startsWith(text)) continue;
    all += 1;
    if (found.length < most) found.push(i);
  }
  return { found, all };
}
