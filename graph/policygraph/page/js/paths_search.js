// Paths between two elements: linkages that follow one another, and the documents that have to be read to tell each.
// That A drives B and B drives C does not say that A drives C. What is only listed, and what is said of "only", is no step.

/** @typedef {import("./data.js").Data} Data */
/**
 * @typedef {Object} Step a linkage with one status, walked from its subject to its object or, `backwards`, the other way
 * @property {number} linkage @property {number} status @property {boolean} backwards @property {number} start @property {number} end
 * @property {number[]} statements @property {number[]} documents those that state it, in order
 */
/** @typedef {{ steps: Step[], documents: number[], tellers: number[] }} Path all documents; those that tell the whole each by itself */
/**
 * @typedef {Object} Asked
 * @property {number} first @property {number} last elements @property {number} most steps
 * @property {number[]} statuses @property {boolean} mixed several statuses in one path @property {boolean} either way
 */

export const MOST_STEPS = 5;
export const COUNTED = 20_000; // paths beyond these are not counted: between some elements there are millions
const TRIED = 4_000_000; // steps tried before a search is given up, so that the page never stands still

/**
 * The paths without a circle, the shortest first, and whether all were looked for.
 * @param {Data} data @param {Uint8Array} kept statements that may be walked over @param {Asked} asked
 * @returns {{ paths: Path[], all: boolean }}
 */
export function pathsOf(data, kept, asked) {
  /** @type {Path[]} */ const paths = [];
  let all = true;
  for (const group of groupsOf(asked)) {
    const walk = new Walk(data, kept, group, asked.either);
    all = walk.paths(asked.first, asked.last, asked.most, paths) && all;
  }
  paths.sort((a, b) => a.steps.length - b.steps.length || a.documents.length - b.documents.length || inOrder(a.steps, b.steps));
  return { paths, all };
}

/**
 * The fewest steps in which one comes from one element to another; 0 if it needs more than the most, or there is no way.
 * @param {Data} data @param {Uint8Array} kept @param {Asked} asked @returns {number}
 */
export function fewest(data, kept, asked) {
  const found = groupsOf(asked).map((group) => {
    const arrives = new Walk(data, kept, group, asked.either).arriving(asked.first, asked.last, asked.most);
    return arrives.findIndex((there, steps) => steps > 0 && there[asked.first]);
  });
  return Math.min(...found.map((steps) => (steps < 0 ? Infinity : steps)), MOST_STEPS + 1) % (MOST_STEPS + 1);
}

/** @param {Asked} asked @returns {number[][]} the statuses that may stand in one path */
function groupsOf({ statuses, mixed }) {
  return mixed ? [statuses] : statuses.map((status) => [status]);
}

/** @param {Step[]} one @param {Step[]} other @returns {number} by the linkages, which stand in the order of their ids */
function inOrder(one, other) {
  for (let i = 0; i < one.length; i += 1) if (one[i].linkage !== other[i].linkage) return one[i].linkage - other[i].linkage;
  return 0;
}

/** The steps that may be walked, and the search among them. */
class Walk {
  /** @param {Data} data @param {Uint8Array} kept @param {number[]} statuses @param {boolean} either */
  constructor(data, kept, statuses, either) {
    const { statements: s, linkages: l } = data, wanted = new Set(statuses), symmetric = new Set(data.symmetric), size = data.lists.status.length;
    this.n = data.elements.n;
    /** @type {Map<number, { statements: number[], documents: number[] }>} */ const behind = new Map();
    for (let i = 0; i < s.n; i += 1) {
      const linkage = s.linkage[i];
      if (linkage < 0 || !kept[i] || l.only[linkage] || !wanted.has(s.status[i]) || data.listed(i)) continue;
      const key = linkage * size + s.status[i];
      const told = behind.get(key) ?? { statements: [], documents: [] };
      behind.set(key, told);
      told.statements.push(i);
      if (told.documents[told.documents.length - 1] !== s.document[i]) told.documents.push(s.document[i]); // statements stand by document
    }
    const named = (/** @type {number} */ key) => data.lists.status[key % size];
    const keys = [...behind.keys()].sort((a, b) => Math.floor(a / size) - Math.floor(b / size) || (named(a) < named(b) ? -1 : 1));
    /** @type {Step[]} */ this.steps = [];
    /** @type {Map<number, Step[]>} */ this.leaving = new Map();
    for (const key of keys) {
      const linkage = Math.floor(key / size), subject = l.subject[linkage], object = l.object[linkage];
      const told = /** @type {{ statements: number[], documents: number[] }} */ (behind.get(key));
      this.add({ linkage, status: key % size, backwards: false, start: subject, end: object, ...told });
      if (either || symmetric.has(l.type[linkage])) this.add({ linkage, status: key % size, backwards: true, start: object, end: subject, ...told });
    }
  }

  /** @param {Step} step */
  add(step) {
    const there = this.leaving.get(step.start);
    if (there) there.push(step);
    else this.leaving.set(step.start, [step]);
    this.steps.push(step);
  }

  /**
   * By number of steps, from where one arrives in just so many, without coming through either end on the way.
   * @param {number} first @param {number} last @param {number} most @returns {Uint8Array[]}
   */
  arriving(first, last, most) {
    const arrives = [new Uint8Array(this.n)];
    arrives[0][last] = 1;
    for (let k = 1; k <= most; k += 1) {
      const now = new Uint8Array(this.n), before = arrives[k - 1];
      for (const { start, end } of this.steps) if (before[end] && start !== last && end !== first) now[start] = 1;
      arrives.push(now);
    }
    return arrives;
  }

  /**
   * Adds the paths in the order of their length, and says whether these are all; no branch is tried that cannot arrive.
   * @param {number} first @param {number} last @param {number} most @param {Path[]} into @returns {boolean}
   */
  paths(first, last, most, into) {
    const arrives = this.arriving(first, last, most), from = into.length, seen = new Set([first]);
    /** @type {Step[]} */ const walked = [];
    let tried = 0;
    /** @type {(here: number, left: number) => boolean} */
    const go = (here, left) => {
      if (left === 0) {
        if (into.length - from >= COUNTED) return false;
        into.push(pathOf(walked.slice()));
        return true;
      }
      for (const step of this.leaving.get(here) ?? []) {
        tried += 1;
        if (tried > TRIED) return false;
        if (!arrives[left - 1][step.end] || seen.has(step.end)) continue;
        seen.add(step.end);
        walked.push(step);
        const on = go(step.end, left - 1);
        walked.pop();
        seen.delete(step.end);
        if (!on) return false;
      }
      return true;
    };
    for (let length = 1; length <= most; length += 1) if (arrives[length][first] && !go(first, length)) return false;
    return true;
  }
}

/** @param {Step[]} steps @returns {Path} */
function pathOf(steps) {
  const documents = new Set(steps.flatMap((step) => step.documents));
  const tellers = steps[0].documents.filter((document) => steps.every((step) => step.documents.includes(document)));
  return { steps, documents: [...documents], tellers };
}
