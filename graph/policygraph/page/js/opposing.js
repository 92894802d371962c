// Which statements portray one linkage, or one element, oppositely: as the command `policygraph contradictions` has it.

/** @typedef {import("./data.js").Data} Data */
/** @typedef {"between" | "within" | "answered" | "listed"} Where */
/**
 * @typedef {Object} Contest what is said oppositely of one linkage, or of one element as such
 * @property {Where} where @property {number} linkage @property {number} element -1 for none
 * @property {string[]} kinds in fact, in will, in degree @property {number} pairs @property {number[]} statements
 */
/** @typedef {{ status: string, approves: boolean, listed: boolean, document: number, holder: string, statements: number[] }} Voice statements alike in all that counts here */

/** Which two statuses oppose each other, the copy of a table in oppositions.py; a test holds the two together. */
const OPPOSED = new Map([
  ["existing denied", "in fact"], ["existing missing", "in fact"], ["insufficient denied", "in fact"],
  ["desired undesired", "in will"], ["missing undesired", "in will"], ["insufficient undesired", "in will"], ["existing undesired", "in will"],
  ["existing insufficient", "in degree"], ["insufficient missing", "in degree"], ["possible denied", "in degree"],
]);

/** Where they stand, those between documents or holders first. @type {Where[]} */
export const WHERES = ["between", "within", "answered", "listed"];
export const KINDS = ["in fact", "in will", "in degree"];

/**
 * How two statements of one linkage are opposed; "" if they are not. What merely exists opposes no wish.
 * @param {{ status: string, approves: boolean }} one @param {{ status: string, approves: boolean }} other
 * @param {boolean} element whether they are about an element as such @returns {string}
 */
export function opposed(one, other, element) {
  const kind = OPPOSED.get(`${one.status} ${other.status}`) ?? OPPOSED.get(`${other.status} ${one.status}`) ?? "";
  const existing = one.status === "existing" ? one : other.status === "existing" ? other : null;
  return existing && !existing.approves && (kind === "in will" || (kind === "in degree" && element)) ? "" : kind;
}

/** @param {Data} data @param {Uint8Array} kept by statement @returns {Contest[]} in the order of WHERES */
export function contests(data, kept) {
  const found = [];
  for (const [linkage, element, statements] of matters(data, kept)) found.push(...within(data, linkage, element, statements));
  return found.sort((a, b) => WHERES.indexOf(a.where) - WHERES.indexOf(b.where) || a.statements[0] - b.statements[0]);
}

/** @param {Data} data @param {Uint8Array} kept @returns {Generator<[number, number, number[]]>} what is spoken of more than once */
function* matters(data, kept) {
  for (let i = 0; i < data.linkages.n; i += 1) {
    const statements = [...data.ofLinkage.of(i)].filter((statement) => kept[statement]);
    if (statements.length > 1) yield [i, -1, statements];
  }
  for (let i = 0; i < data.elements.n; i += 1) {
    const statements = [...data.ofElement.of(i)].filter((statement) => kept[statement]);
    if (statements.length > 1) yield [-1, i, statements];
  }
}

/** @param {Data} data @param {number} linkage @param {number} element @param {number[]} statements @returns {Contest[]} */
function within(data, linkage, element, statements) {
  const voices = voicesOf(data, statements);
  /** @type {Map<Where, Contest>} */ const found = new Map();
  voices.forEach((first, i) => {
    for (const second of voices.slice(i + 1)) {
      const kind = opposed(first, second, element >= 0);
      if (!kind) continue;
      const where = standing(data, first, second);
      const contest = found.get(where) ?? { where, linkage, element, kinds: [], pairs: 0, statements: [] };
      found.set(where, contest);
      if (!contest.kinds.includes(kind)) contest.kinds.push(kind);
      contest.pairs += first.statements.length * second.statements.length;
      contest.statements.push(...first.statements, ...second.statements);
    }
  });
  for (const contest of found.values()) {
    contest.statements = [...new Set(contest.statements)].sort((a, b) => a - b);
    contest.kinds.sort((a, b) => KINDS.indexOf(a) - KINDS.indexOf(b));
  }
  return [...found.values()];
}

/** @param {Data} data @param {number[]} statements @returns {Voice[]} by their first statement, so by the dates of documents */
function voicesOf(data, statements) {
  const s = data.statements, approving = ["welcomes", "supports"].map((name) => data.lists.stance.indexOf(name));
  /** @type {Map<string, Voice>} */ const voices = new Map();
  for (const i of statements) {
    const status = data.lists.status[s.status[i]], holder = s.holder[i].join(" "), listed = data.listed(i);
    const approves = status === "existing" && approving.includes(s.stance[i]);
    const key = [status, approves, listed, s.document[i], holder].join("|"), voice = voices.get(key);
    if (voice) voice.statements.push(i);
    else voices.set(key, { status, approves, listed, document: s.document[i], holder, statements: [i] });
  }
  return [...voices.values()];
}

/** @param {Data} data @param {Voice} first @param {Voice} second @returns {Where} */
function standing(data, first, second) {
  const dates = data.documents.date;
  if (first.listed || second.listed) return "listed";
  const same = first.document === second.document || versions(data, first.document, second.document);
  if (same && first.holder === second.holder) return "within";
  const wanting = (first.status === "missing" || first.status === "insufficient") && second.status === "existing";
  const later = first.document !== second.document && day(dates[second.document], "-01-01") > day(dates[first.document], "-12-31");
  return wanting && later ? "answered" : "between";
}

/** @param {string} date known to the day, the month or the year @param {string} rest @returns {string} */
function day(date, rest) {
  return date.length < 10 ? date + rest.slice(date.length - 10) : date;
}

/** @param {Data} data @param {number} one @param {number} other @returns {boolean} whether either is a version of the other */
export function versions(data, one, other) {
  const before = (/** @type {number} */ document) => {
    const seen = new Set();
    for (let at = data.documents.replaces[document]; at >= 0 && !seen.has(at); at = data.documents.replaces[at]) seen.add(at);
    return seen;
  };
  return before(one).has(other) || before(other).has(one);
}
