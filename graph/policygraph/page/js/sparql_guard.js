// What is refused of a question before it is asked, and what is made of the engine's complaints: as `policygraph ask` does.

const DEEPEST = 500; // levels of brackets; the engine's parser falls over at some tens of thousands
const LONGEST = 1000; // steps of a path, or signs in a row; longer ones take the engine minutes

const QUIET = /<[^<>"{}|^\x60\\\s]*>|"""(?:[^\\]|\\[^])*?"""|'''(?:[^\\]|\\[^])*?'''|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|#[^\n]*/g;
const PROLOGUE = /^\s*(?:(?:PREFIX\s+[\w.-]*:\s*|BASE\s*)<>\s*)*/i;
const UPDATE = /^(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b/i;
const SERVICE = /\bSERVICE\b(?!\s*:)/i;
const FROM = /\bFROM\s+(?:NAMED\s+)?(?:<>|[\w.-]*:)/i;
const FORM = /^(?:SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i;

/** The question without its addresses, texts and comments; `keep` leaves their room, so that places stay what they are.
 * @param {string} sparql @param {boolean} [keep] @returns {string} */
export function bare(sparql, keep = false) {
  return sparql.replace(QUIET, (match) => (keep ? " ".repeat(match.length) : match[0] === "<" ? "<>" : match[0] === "#" ? "" : '""'));
}

/** @param {string} sparql @returns {"" | "update" | "service" | "deep"} why it is not asked */
export function refused(sparql) {
  const text = bare(sparql);
  if (UPDATE.test(text.slice(PROLOGUE.exec(text)?.[0].length ?? 0))) return "update";
  if (SERVICE.test(text)) return "service";
  let depth = 0, deepest = 0;
  for (const sign of text.match(/[({[)}\]]/g) ?? []) {
    depth += "({[".includes(sign) ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  const steps = Math.max(...text.split(/[.;{}\n]/).map((part) => part.match(/[/|^!+*?-]|&&/g)?.length ?? 0));
  return deepest > DEEPEST || steps > LONGEST ? "deep" : "";
}

/** @param {string} sparql @returns {string} SELECT, ASK, CONSTRUCT or DESCRIBE; SELECT where it is none of them */
export function formOf(sparql) {
  const text = bare(sparql);
  return (FORM.exec(text.slice(PROLOGUE.exec(text)?.[0].length ?? 0))?.[0] ?? "SELECT").toUpperCase();
}

/** @param {string} sparql @returns {boolean} whether it says by FROM which graphs it is put to */
export function namesItsGraphs(sparql) {
  return FROM.test(bare(sparql));
}

/**
 * The question with a limit, if it sets none itself: a table of millions would fill the memory, and nobody reads it.
 * @param {string} sparql @param {number} most @returns {string}
 */
export function limited(sparql, most) {
  const text = bare(sparql, true);
  let depth = 0, end = -1;
  for (let i = 0; i < text.length && end < 0; i += 1) {
    if (text[i] === "{") depth += 1;
    else if (text[i] === "}" && (depth -= 1) === 0) end = i;
  }
  const own = formOf(sparql) !== "SELECT" || end < 0 || /\b(?:LIMIT|VALUES)\b/i.test(text.slice(end));
  return own ? sparql : `${sparql}\nLIMIT ${most}`;
}

/**
 * @typedef {Object} Complaint where the engine stumbled, if it says so, and over what
 * @property {number} line 0 where it does not say @property {number} column @property {string} prefix that is not known @property {string} message
 */

/** @param {string} sparql @param {string} message of the engine, to which it was given after one line @param {Iterable<string>} known prefixes @returns {Complaint} */
export function complaint(sparql, message, known) {
  const [, line, column, rest] = /^error at (\d+):(\d+): ([^]*)$/.exec(message) ?? [];
  const declared = new Set([...known, ...Array.from(bare(sparql).matchAll(/\bPREFIX\s+([\w.-]*):/gi), (match) => match[1])]);
  const used = Array.from(bare(sparql).matchAll(/(?<![\w<?$:@^.-])([A-Za-z][\w.-]*)?:(?=[\w-])/g), (match) => match[1] ?? "");
  const unknown = message.includes("Prefix not found") ? used.filter((name) => !declared.has(name)).sort()[0] : undefined;
  const lines = sparql.split("\n"), beyond = line && Number(line) - 1 > lines.length; // in the limit that was set: at the end
  const place = beyond ? { line: lines.length, column: lines[lines.length - 1].length + 1 } : { line: line ? Number(line) - 1 : 0, column: Number(column ?? 0) };
  return { ...place, prefix: unknown === undefined ? "" : `${unknown}:`, message: plain(rest ?? message) };
}

/** What was expected, without the sets of letters; if one of it is a sentence, only that. @param {string} message @returns {string} */
function plain(message) {
  const listed = /^expected one of ([^]*)$/.exec(message);
  if (!listed) return message.slice(0, 300);
  const expected = listed[1].replace(/\['[^\]]*'\]|\[_\]/g, "").split(/,\s+/).map((part) => part.trim()).filter((part) => part && part !== '"');
  const sentence = expected.find((part) => /^[A-Z][a-z]* \w/.test(part) || /^The /.test(part));
  return sentence ?? `expected one of ${expected.join(" ")}`.slice(0, 200);
}
