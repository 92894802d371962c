// A question cut into its signs, and what stands where the cursor is: for colours and for completion.

/** @typedef {"comment" | "iri" | "string" | "variable" | "name" | "language" | "number" | "word" | "space" | "sign"} Kind */
/** @typedef {{ kind: Kind, from: number, to: number, text: string }} Token */
/** @typedef {"subject" | "predicate" | "class" | "object"} Position */
/** @typedef {{ kind: Kind | "open", from: number, typed: string, position: Position }} Place what is being typed, and as which part of a triple */

const KINDS = /** @type {Kind[]} */ (["comment", "iri", "string", "variable", "name", "language", "number", "word", "space", "sign"]);
const TOKEN = new RegExp([
  "(#[^\\n]*)",
  "(<[^<>\"{}|^\\x60\\\\\\s]*>)",
  "(\"\"\"(?:[^\\\\\"]|\\\\[^]|\"(?!\"\"))*(?:\"\"\")?|'''(?:[^\\\\']|\\\\[^]|'(?!''))*(?:''')?|\"(?:[^\"\\\\\\n]|\\\\.)*\"?|'(?:[^'\\\\\\n]|\\\\.)*'?)",
  "([?$][\\p{L}\\p{N}_]*)",
  "((?:[\\p{L}_](?:[\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}_-])?)?:(?:(?:[\\p{L}\\p{N}_:%-]|\\\\.|\\.(?=[\\p{L}\\p{N}_:%-]))*))",
  "(@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)",
  "(\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)",
  "([\\p{L}_][\\p{L}\\p{N}_]*)",
  "(\\s+)",
  "([^])",
].join("|"), "uy");
const KEYWORDS = "SELECT DISTINCT REDUCED WHERE ASK CONSTRUCT DESCRIBE FROM NAMED PREFIX BASE GRAPH OPTIONAL UNION MINUS FILTER BIND VALUES AS GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET UNDEF IN NOT EXISTS SEPARATOR true false".split(" ");
const FUNCTIONS = "BOUND COALESCE IF STR LANG LANGMATCHES DATATYPE IRI BNODE STRDT STRLANG STRLEN SUBSTR UCASE LCASE STRSTARTS STRENDS CONTAINS STRBEFORE STRAFTER ENCODE_FOR_URI CONCAT REPLACE REGEX ABS ROUND CEIL FLOOR NOW YEAR MONTH DAY HOURS MINUTES SECONDS isIRI isBLANK isLITERAL isNUMERIC sameTerm COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT".split(" ");
const RESERVED = new Set([...KEYWORDS, ...FUNCTIONS].map((word) => word.toUpperCase()));
const LONGEST = 100_000; // signs that are cut into tokens; a longer text is shown without colours

export const WORDS = [...KEYWORDS.map((word) => ({ word, call: false })), ...FUNCTIONS.map((word) => ({ word, call: true }))];

/** @param {string} text @returns {Token[]} all of it, one after the other; none where the text is too long */
export function tokens(text) {
  /** @type {Token[]} */ const found = [];
  if (text.length > LONGEST) return found;
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const at = match.findIndex((part, i) => i > 0 && part !== undefined) - 1;
    found.push({ kind: KINDS[at], from: match.index, to: match.index + match[0].length, text: match[0] });
    if (TOKEN.lastIndex >= text.length) break;
  }
  return found;
}

/** @param {string} word @returns {boolean} whether it is one of SPARQL's own */
export function reserved(word) {
  return word === "a" || RESERVED.has(word.toUpperCase());
}

/** The prefixes that a question declares itself, by name. @param {Token[]} all @returns {Record<string, string>} */
export function declared(all) {
  const words = all.filter(({ kind }) => kind !== "space" && kind !== "comment");
  return Object.fromEntries(words.flatMap(({ kind, text }, i) => {
    const name = words[i + 1], space = words[i + 2];
    return kind === "word" && text.toUpperCase() === "PREFIX" && name?.kind === "name" && space?.kind === "iri" ? [[name.text.slice(0, -1), space.text.slice(1, -1)]] : [];
  }));
}

/** The variables of a question but the one that ends at a place. @param {string} text @param {number} except @returns {string[]} */
export function variables(text, except) {
  const all = tokens(text).filter(({ kind, to, text: name }) => kind === "variable" && to !== except && name.length > 1);
  return [...new Set(all.map(({ text: name }) => `?${name.slice(1)}`))].sort();
}

/** What is being typed before the cursor; null inside comments and texts. @param {string} before @returns {Place | null} */
export function placeAt(before) {
  const all = tokens(before), last = all[all.length - 1];
  if (before && !last) return null;
  if (last?.kind === "comment") return null;
  if (last?.kind === "string" && !/^("""|''')(?:[^])*\1$|^(["'])(?!\2\2).*\2$/.test(last.text)) return null;
  const open = /<[^<>"{}|^\x60\\\s]*$/.exec(before);
  if (open && !/[\w)]\s*$/.test(before.slice(0, open.index).slice(-1))) return { kind: "open", from: open.index, typed: open[0].slice(1), position: positionOf(all.filter(({ to }) => to <= open.index)) };
  const typing = last && ["word", "name", "variable"].includes(last.kind);
  return {
    kind: typing ? last.kind : "space", from: typing ? last.from : before.length, typed: typing ? last.text : "",
    position: positionOf(typing ? all.slice(0, -1) : all),
  };
}

/** Which part of a triple comes next. @param {Token[]} all what stands before @returns {Position} */
function positionOf(all) {
  let terms = 0, path = false, kind = false;
  for (const { kind: of, text } of all) {
    if (of === "space" || of === "comment" || of === "language") continue;
    if (of === "sign") {
      if ("{}.".includes(text)) terms = 0;
      else if (text === ";") terms = 1;
      else if (text === ",") terms = 2;
      path = terms > 0 && terms < 3 && "/^|!(".includes(text);
      if (path && "/|".includes(text)) terms = 1;
    } else if (of === "word" && reserved(text) && text !== "a") terms = 0;
    else {
      if (terms === 1) kind = text === "a" || text === "rdf:type";
      terms += 1;
      path = false;
    }
  }
  if (terms === 0) return "subject";
  if (terms === 1) return "predicate";
  return kind ? "class" : "object";
}
