// What runs beside the page, in a worker: the engine with the graph in it. The function stands by itself, since the worker
// is made of its text.

/** @typedef {["i" | "t" | "o", string] | null} Cell an address, a text, something else; null where nothing is bound */
/** @typedef {{ iri: string } | { text: string } | { number: string }} Value of a parameter */
/**
 * @typedef {Object} Job
 * @property {string} sparql @property {string} before what stands before it, on one line
 * @property {string} form SELECT, ASK, CONSTRUCT or DESCRIBE @property {boolean} union whether all graphs are asked at once
 * @property {Record<string, Value>} values @property {number} most rows that are handed back
 */
/** @typedef {{ columns: string[], rows: Cell[][], all: number }} Table */

/** @param {any} scope the worker's own @param {any} oxigraph */
export function answering(scope, oxigraph) {
  const { initSync, Store, namedNode, literal } = oxigraph;
  const INTEGER = "http://www.w3.org/2001/XMLSchema#integer";
  /** @type {any} */ let store = null;

  /** The value as the library writes it: no text is ever pasted into a question. @param {any} value @returns {string} */
  const term = (value) => {
    if (value.iri !== undefined) return namedNode(value.iri).toString();
    return (value.number !== undefined ? literal(value.number, namedNode(INTEGER)) : literal(value.text)).toString();
  };
  /** @param {any} job @returns {string} */
  const written = (job) =>
    job.before + job.sparql.replace(/^( *)#\+ values: \?(\w+)$/gm, (/** @type {string} */ line, /** @type {string} */ space, /** @type {string} */ name) =>
      (Object.hasOwn(job.values, name) ? `${space}VALUES ?${name} { ${term(job.values[name])} }` : line));

  /** @param {any} bound @returns {any} */
  const fromJson = (bound) => {
    if (!bound) return null;
    if (bound.type === "uri") return ["i", bound.value];
    if (bound.type === "bnode") return ["o", `_:${bound.value}`];
    return typeof bound.value === "string" ? ["t", bound.value] : ["o", JSON.stringify(bound.value)];
  };
  /** @param {any} of @returns {any} */
  const fromTerm = (of) => (of.termType === "NamedNode" ? ["i", of.value] : of.termType === "Literal" ? ["t", of.value] : ["o", of.toString()]);

  /** @param {any} job @returns {any} */
  const answer = (job) => {
    const sparql = written(job), options = { use_default_graph_as_union: job.union };
    if (job.form === "CONSTRUCT" || job.form === "DESCRIBE") {
      const quads = store.query(sparql, options);
      const rows = quads.slice(0, job.most).map((/** @type {any} */ quad) => [quad.subject, quad.predicate, quad.object].map(fromTerm));
      return { columns: ["subject", "predicate", "object"], rows, all: quads.length };
    }
    const { head, boolean, results } = JSON.parse(store.query(sparql, { ...options, results_format: "json" }));
    if (boolean !== undefined) return { columns: ["answer"], rows: [[["t", boolean ? "yes" : "no"]]], all: 1 };
    const rows = results.bindings.slice(0, job.most).map((/** @type {any} */ row) => head.vars.map((/** @type {string} */ name) => fromJson(row[name])));
    return { columns: head.vars, rows, all: results.bindings.length };
  };

  scope.onmessage = (/** @type {MessageEvent} */ { data }) => {
    try {
      if (data.engine) {
        initSync({ module: data.engine });
        store = new Store();
        store.load(new Uint8Array(data.graph), { format: "trig", no_transaction: true, lenient: true });
        scope.postMessage({ ready: store.size });
      } else scope.postMessage({ id: data.id, table: answer(data.job) });
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error);
      scope.postMessage({ id: data.id, error: message || name, broken: name !== "Error" && name !== "SyntaxError" });
    }
  };
}
