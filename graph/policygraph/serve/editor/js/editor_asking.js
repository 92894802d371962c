// A question on its way to the service, and what comes back: rows of terms, or why there are none.

import { bare, complaint, formOf, limited, refused } from "./sparql_guard.js";
import { triplesOf } from "./editor_triples.js";

/** @typedef {{ type: "uri" | "bnode" | "literal" | "triple", value: string, language: string, datatype: string }} Term */
/** @typedef {{ columns: string[], rows: (Term | null)[][], graph: boolean, cut: boolean, seconds: number }} Results */

export const MOST = 10_000; // rows that are asked for, if the question sets no limit of its own
export const LARGEST = 40_000_000; // bytes of an answer that are read into the page
const MEDIA = { table: "application/sparql-results+json", graph: "application/n-triples" };
const WHY = {
  update: "This is an update; only questions are answered, and the graph is not changed.",
  service: "This asks another service (SERVICE), which this one does not do: take that part out.",
  deep: "This is nested too deep, or has too many steps in a row; make it simpler.",
};

/** Why there is no answer, and where in the question the service stumbled, if it says so. */
export class NoAnswer extends Error {
  /** @param {string} message @param {number} [line] @param {number} [column] */
  constructor(message, line = 0, column = 0) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

/** The question with a line of prefixes before it that are used and not declared; it is not a line longer.
 * @param {string} sparql @param {Record<string, string>} prefixes @param {string} [end] @returns {string} */
export function complete(sparql, prefixes, end = " ") {
  const text = bare(sparql), declared = new Set(Array.from(text.matchAll(/\bPREFIX\s+([\w.-]*):/gi), (match) => match[1]));
  const used = new Set(Array.from(text.matchAll(/(?<![\w<?$:@^.-])([A-Za-z][\w.-]*)?:/g), (match) => match[1] ?? ""));
  return Object.entries(prefixes).filter(([name]) => used.has(name) && !declared.has(name)).map(([name, space]) => `PREFIX ${name}: <${space}>${end}`).join("") + sparql;
}

/** @param {string} sparql @returns {boolean} whether it gives triples, and not a table */
export function givesTriples(sparql) {
  return ["CONSTRUCT", "DESCRIBE"].includes(formOf(sparql));
}

/** What the service is sent: POST as a form, so that no address and no log holds the question.
 * @param {string} address @param {string} sparql @param {string} accept @param {AbortSignal} signal
 * @param {string} [written] the question as it stands in the field, if something was added to it @returns {Promise<Response>} or NoAnswer */
export async function sent(address, sparql, accept, signal, written = sparql) {
  let response;
  try {
    response = await fetch(address, { method: "POST", headers: { Accept: accept }, body: new URLSearchParams({ query: sparql }), signal });
  } catch (error) {
    if (signal.aborted) throw new NoAnswer("Stopped: there is no answer.");
    throw new NoAnswer(`The service did not answer (${error instanceof Error ? error.message : error}).`);
  }
  if (response.ok) return response;
  throw await why(response, written, sparql.indexOf(written));
}

/** @param {Response} response @param {string} sparql as it was written @param {number} before how many signs were put before it @returns {Promise<NoAnswer>} */
async function why(response, sparql, before) {
  const text = (await response.text()).trim(), isHtml = /html/.test(response.headers.get("Content-Type") ?? "");
  const said = isHtml ? "" : text.slice(0, 600);
  const stumbled = /error at (\d+):(\d+): [^]*$/.exec(said);
  if (stumbled) {
    const { line, column: at, message } = complaint(sparql, stumbled[0].replace(/\d+/, (row) => String(Number(row) + 1)), []);
    const column = line === 1 ? Math.max(1, at - before) : at;
    return new NoAnswer(`Not SPARQL: line ${line}, column ${column}: ${message.replace(/ \[['_][^]*$/, " …")}`, line, column);
  }
  const [, line, column] = /line (\d+),? (?:column )?(\d+)/.exec(said) ?? /(\d+):(\d+)/.exec(said) ?? [];
  return new NoAnswer(said || `The service refused it (${response.status}).`, Number(line ?? 0), Number(column ?? 0));
}

/** @param {string} address @param {string} sparql @param {Record<string, string>} prefixes @param {AbortSignal} signal @returns {Promise<Results>} or NoAnswer */
export async function asked(address, sparql, prefixes, signal) {
  const no = sparql.trim() ? refused(sparql) : "empty", graph = givesTriples(sparql), began = performance.now();
  if (no) throw new NoAnswer(no === "empty" ? "Write a question first." : WHY[no]);
  const asks = limited(sparql, MOST + 1), whole = complete(asks, prefixes);
  const response = await sent(address, whole, graph ? MEDIA.graph : MEDIA.table, signal, sparql), text = await read(response, signal, graph ? MOST + 1 : Infinity);
  const results = graph ? triplesOf(text) : tableOf(text), most = asks === sparql && !graph ? Infinity : MOST;
  return { ...results, rows: results.rows.slice(0, most), graph, cut: results.rows.length > most, seconds: (performance.now() - began) / 1000 };
}

/** The answer, unless it is too large for a page; of lines that stand by themselves no more than are shown.
 * @param {Response} response @param {AbortSignal} signal @param {number} lines @returns {Promise<string>} or NoAnswer */
async function read(response, signal, lines) {
  const reader = response.body?.getReader(), decoder = new TextDecoder();
  let text = "", size = 0, ends = 0;
  if (!reader) return response.text();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length;
      if (size > LARGEST) {
        await reader.cancel();
        throw new NoAnswer(`The answer is larger than ${LARGEST / 1e6} MB, too large to be shown. Set a lower LIMIT, or download it.`);
      }
      text += decoder.decode(part.value, { stream: true });
      if (lines < Infinity) for (const sign of part.value) if (sign === 10) ends += 1;
      if (ends > lines) {
        await reader.cancel();
        return text.slice(0, text.lastIndexOf("\n"));
      }
    }
  } catch (error) {
    if (error instanceof NoAnswer) throw error;
    throw new NoAnswer(signal.aborted ? "Stopped: there is no answer." : "The answer broke off: the service stopped it in the middle, at a limit or a restart.");
  }
  return text + decoder.decode();
}

/** @param {string} text @returns {{ columns: string[], rows: (Term | null)[][] }} or NoAnswer */
function tableOf(text) {
  let told;
  try {
    told = JSON.parse(text);
  } catch {
    throw new NoAnswer("The answer broke off: the service stopped it in the middle, at a limit or a restart.");
  }
  if (told.boolean !== undefined) return { columns: ["answer"], rows: [[{ type: "literal", value: told.boolean ? "yes" : "no", language: "", datatype: "" }]] };
  const columns = /** @type {string[]} */ (told.head.vars);
  return { columns, rows: told.results.bindings.map((/** @type {Record<string, any>} */ row) => columns.map((name) => termOf(row[name]))) };
}

/** @param {any} bound @returns {Term | null} */
function termOf(bound) {
  if (!bound) return null;
  if (typeof bound.value !== "string") return { type: "triple", value: JSON.stringify(bound.value), language: "", datatype: "" };
  return { type: bound.type === "uri" || bound.type === "bnode" ? bound.type : "literal", value: bound.value, language: bound["xml:lang"] ?? "", datatype: bound.datatype ?? "" };
}
