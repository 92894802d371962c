// Which statements belong to what is chosen, in groups, and how much they rest on.

import { Groups } from "./data.js";
import { naming } from "./tally.js";

/** @typedef {import("./data.js").Data} Data */
/** @typedef {{ key: string, statements: ArrayLike<number> & Iterable<number> }} Group */
/**
 * @typedef {Object} Gathered
 * @property {"e" | "l" | "s" | "p"} kind
 * @property {number[]} ends what is chosen: an element, a linkage, a statement, or two elements
 * @property {Group[]} groups the statements in groups, none of them empty
 * @property {number[]} about the statements that are counted
 */

/**
 * @param {Data} data @param {{ kind: string, ids: string[] }} chosen
 * @returns {Gathered | null} null where nothing is called so
 */
export function gather(data, { kind, ids }) {
  if (kind === "e") return ofElement(data, data.elementNamed.get(ids[0]));
  if (kind === "l") return ofLinkage(data, data.linkageNamed.get(ids[0]));
  if (kind === "s") return ofStatement(data, data.statementNamed.get(ids[0]));
  return ofPair(data, data.elementNamed.get(ids[0]), data.elementNamed.get(ids[1] ?? ""));
}

/** @param {Data} data @param {number | undefined} element @returns {Gathered | null} */
function ofElement(data, element) {
  if (element === undefined) return null;
  const l = data.linkages;
  /** @type {Record<string, number[]>} */ const by = { subject: [], object: [], either: [], position: [...data.ofElement.of(element)] };
  for (const linkage of data.linkagesOf.of(element)) {
    const key = data.symmetric.includes(l.type[linkage]) ? "either" : l.subject[linkage] === element ? "subject" : "object";
    by[key].push(...data.ofLinkage.of(linkage));
  }
  for (const list of Object.values(by)) list.sort((a, b) => a - b);
  const groups = [
    ...Object.entries(by).map(([key, statements]) => ({ key, statements })),
    ...(/** @type {const} */ (["holder", "addressee", "via"]).map((part) => ({ key: part, statements: naming(data, part, element) }))),
  ];
  return { kind: "e", ends: [element], groups: filled(groups), about: Object.values(by).flat() };
}

/** @param {Data} data @param {number | undefined} linkage @returns {Gathered | null} */
function ofLinkage(data, linkage) {
  if (linkage === undefined) return null;
  const statements = [...data.ofLinkage.of(linkage)];
  return { kind: "l", ends: [linkage], groups: [{ key: "all", statements }], about: statements };
}

/** @param {Data} data @param {number | undefined} statement @returns {Gathered | null} */
function ofStatement(data, statement) {
  if (statement === undefined) return null;
  const { linkage, element } = data.statements;
  const like = linkage[statement] < 0 ? data.ofElement.of(element[statement]) : data.ofLinkage.of(linkage[statement]);
  const others = [...like].filter((i) => i !== statement);
  return { kind: "s", ends: [statement], groups: filled([{ key: "others", statements: others }]), about: [statement] };
}

/** @param {Data} data @param {number | undefined} one @param {number | undefined} other @returns {Gathered | null} */
function ofPair(data, one, other) {
  if (one === undefined || other === undefined) return null;
  /** @type {Record<string, number[]>} */ const by = { forth: [], back: [], between: [] };
  for (const linkage of between(data, one, other)) {
    const l = data.linkages, both = data.symmetric.includes(l.type[linkage]);
    by[both ? "between" : l.subject[linkage] === one ? "forth" : "back"].push(...data.ofLinkage.of(linkage));
  }
  for (const list of Object.values(by)) list.sort((a, b) => a - b);
  const groups = Object.entries(by).map(([key, statements]) => ({ key, statements }));
  return { kind: "p", ends: [one, other], groups: filled(groups), about: Object.values(by).flat() };
}

/** The linkages between two elements, either way. @param {Data} data @param {number} one @param {number} other @returns {number[]} */
export function between(data, one, other) {
  const { subject, object } = data.linkages;
  return [...data.linkagesOf.of(one)].filter(
    (i) => (subject[i] === one && object[i] === other) || (subject[i] === other && object[i] === one),
  );
}

/** @param {Group[]} groups @returns {Group[]} */
function filled(groups) {
  return groups.filter(({ statements }) => statements.length > 0);
}

/**
 * How many statements, passages and documents there are among some.
 * @param {Data} data @param {Iterable<number>} statements @returns {{ statements: number, passages: number, documents: number }}
 */
export function counted(data, statements) {
  const { document, place } = data.statements, passages = new Set(), documents = new Set();
  let n = 0;
  for (const i of statements) {
    n += 1;
    documents.add(document[i]);
    passages.add(document[i] * data.places.length + place[i]);
  }
  return { statements: n, passages: passages.size, documents: documents.size };
}

/** @type {WeakMap<Data, { below: Groups, answers: Map<number, number[]> }>} */ const derived = new WeakMap();

/** @param {Data} data @returns {{ below: Groups, answers: Map<number, number[]> }} the elements just below each; by statement, the asks that it answers */
function inverse(data) {
  const known = derived.get(data);
  if (known) return known;
  const pairs = data.elements.broader.flatMap((above, i) => above.map((b) => /** @type {[number, number]} */ ([b, i])));
  /** @type {Map<number, number[]>} */ const answers = new Map();
  data.verdicts.answers.forEach((all, i) => {
    for (const answer of all) answers.set(answer, [...(answers.get(answer) ?? []), i]);
  });
  const made = { below: new Groups(data.elements.n, pairs), answers };
  derived.set(data, made);
  return made;
}

/** @param {Data} data @param {number} element @returns {Int32Array} the elements just below it */
export function below(data, element) {
  return inverse(data).below.of(element);
}

/** @param {Data} data @param {number} statement @returns {number[]} the verdicts that name it */
export function answering(data, statement) {
  return inverse(data).answers.get(statement) ?? [];
}
