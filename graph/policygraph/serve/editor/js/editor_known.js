// What this graph holds: its prefixes, properties, classes and things, as the service tells them, and their names.

import { compact } from "./sparql_cells.js";
import { fold } from "./fold.js";

/** @typedef {[string, string, number, string]} Told an address, its label, how often it stands in the graph, what it means */
/** @typedef {[string, string, string, string]} Thing an address, its label, its other names, the address of its class */
/** @typedef {{ name: string, summary: string, note: string, headings: Record<string, string>, lists: string[], parameters: [string, string, string, boolean][], sparql: string }} Question */
/** @typedef {{ light: string, dark: string, dash: number[], sign: string, label: string }} StatusLook */
/**
 * @typedef {Object} Graph
 * @property {string} base @property {string} root where the service serves what lies below the base
 * @property {Record<string, string>} prefixes
 * @property {Question[]} questions @property {Record<string, [string, string][]>} values what a parameter of that kind is chosen among
 * @property {Record<string, StatusLook>} statuses by name
 */
/**
 * @typedef {Object} Terms what the graph holds
 * @property {Told[]} properties @property {Told[]} classes @property {Thing[]} things @property {[string, string][]} documents
 * @property {boolean} more whether there are more things than these @property {string[]} lacking what could not be gathered
 */
/** @typedef {{ iri: string, label: string, short: string, kind: "property" | "class" | "thing", uses: number, about: string, folded: string }} Term */

const LOCAL = /^(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?)?$/u;
const BATCH = 400; // addresses whose labels are asked for at once

export class Known {
  /** @param {Graph} graph */
  constructor(graph) {
    this.graph = graph;
    /** @type {[string, string][]} */
    this.spaces = Object.entries(graph.prefixes).sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? 1 : -1));
    /** @type {Map<string, Term>} */ this.terms = new Map();
    /** @type {Set<string>} */ this.vocabularies = new Set();
    /** @type {Set<string>} */ this.asked = new Set();
    /** @type {Map<string, string>} */ this.called = new Map(); // labels that one thing only bears
    this.more = false;
    graph.values.document ??= [];
  }

  /** @param {Terms} graph */
  take(graph) {
    this.more = graph.more;
    this.graph.values.document = graph.documents;
    for (const [iri, label, uses, about] of graph.properties) this.add(iri, label, "property", uses, about, "");
    for (const [iri, label, uses, about] of graph.classes) this.add(iri, label, "class", uses, about, "");
    const names = new Map(graph.classes.map(([iri, label]) => [iri, label || this.compact(iri)]));
    for (const [iri, label, also, of] of graph.things) this.add(iri, label, "thing", 0, names.get(of) ?? (of && this.compact(of)), also);
    this.vocabularies = new Set([...graph.properties, ...graph.classes].map(([iri]) => this.compact(iri)).filter((short) => /^[\w.-]+:[^/]/.test(short)).map((short) => short.split(":")[0]));
    for (const iri of this.terms.keys()) this.asked.add(iri);
    for (const { iri, label, kind } of this.terms.values()) if (kind === "thing" && label) this.called.set(label, this.called.has(label) ? "" : iri);
  }

  /** @param {string} iri @param {string} label @param {Term["kind"]} kind @param {number} uses @param {string} about @param {string} also */
  add(iri, label, kind, uses, about, also) {
    const short = this.compact(iri);
    this.terms.set(iri, { iri, label, short, kind, uses, about, folded: ` ${fold(`${label} ${also.replaceAll("|", " ")} ${short.replace(/[:/#._-]+/g, " ")}`)}` });
  }

  /** @param {string} iri @returns {string} */
  compact(iri) {
    return compact(iri, this.spaces);
  }

  /** @param {string} iri @returns {string} as it is written in a question */
  written(iri) {
    const short = this.compact(iri), colon = short.indexOf(":");
    return short !== iri && LOCAL.test(short.slice(colon + 1)) ? short : `<${iri}>`;
  }

  /** @param {string} token as it stands in a question @param {Record<string, string>} [declared] its own prefixes @returns {string} the address that it means; empty if it means none */
  meant(token, declared = {}) {
    if (token.startsWith("<")) return token.slice(1, -1);
    if (token === "a") return `${this.graph.prefixes.rdf}type`;
    const colon = token.indexOf(":"), name = token.slice(0, colon), space = Object.hasOwn(declared, name) ? declared[name] : this.graph.prefixes[name];
    return colon < 0 || space === undefined ? "" : space + token.slice(colon + 1).replaceAll("\\", "");
  }

  /** Whether a name of a question is in doubt: its prefix is not known, or the vocabulary that it is of has no such word.
   * @param {string} token @param {Record<string, string>} declared @returns {boolean} */
  doubtful(token, declared) {
    const iri = this.meant(token, declared), prefix = this.compact(iri).split(":")[0];
    return !iri || (!token.endsWith(":") && this.vocabularies.has(prefix) && !this.terms.has(iri));
  }

  /** @param {string} iri @returns {string} */
  label(iri) {
    return this.terms.get(iri)?.label ?? "";
  }

  /** Where a thing has its page in this service; elsewhere, its own address. @param {string} iri @returns {string} */
  page(iri) {
    const { base, root } = this.graph;
    if (iri.startsWith(base)) return root + iri.slice(base.length);
    return /^https?:\/\//i.test(iri) ? iri : "";
  }

  /** Asks for the labels of addresses that were not asked for yet. @param {Iterable<string>} iris @returns {Promise<boolean>} whether any came */
  async learn(iris) {
    const missing = [...new Set(iris)].filter((iri) => !this.asked.has(iri));
    let came = false;
    for (let i = 0; i < missing.length; i += BATCH) {
      const some = missing.slice(i, i + BATCH);
      some.forEach((iri) => this.asked.add(iri));
      const response = await fetch("editor/labels", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(some) }).catch(() => null);
      if (!response?.ok) {
        some.forEach((iri) => this.asked.delete(iri)); // they may be asked for again
        return came;
      }
      for (const [iri, label] of Object.entries(/** @type {Record<string, string>} */ (await response.json()))) {
        if (!this.terms.has(iri)) this.add(iri, label, "thing", 0, "", "");
        came = true;
      }
    }
    return came;
  }

  /** Things that the page does not hold, by what they are called. @param {string} words @param {AbortSignal} signal @returns {Promise<void>} */
  async find(words, signal) {
    const response = await fetch(`editor/find?words=${encodeURIComponent(words)}`, { signal });
    if (!response.ok) return;
    for (const [iri, label] of /** @type {[string, string][]} */ (await response.json())) {
      if (!this.terms.has(iri)) this.add(iri, label, "thing", 0, "", "");
      this.asked.add(iri);
    }
  }
}
