// The words of the page in the language chosen, and the names of what the corpus holds.

/** @typedef {import("./data.js").Data} Data */

export const LANGUAGES = ["en", "fr", "nl", "de"];

/** Words and names in one language; where one is not there, in English, or in any. */
export class Words {
  /** @param {Data} data @param {Record<string, Record<string, string>>} tables by language and key @param {string} language */
  constructor(data, tables, language) {
    this.data = data;
    this.tables = tables;
    this.language = LANGUAGES.includes(language) ? language : "en";
    /** @type {(string | undefined)[]} */ this.labels = [];
  }

  /**
   * The words under a key, with `{name}` filled in; where a number `n` is given, those under `key.one` if it is one.
   * @param {string} key @param {Record<string, string | number>} [values] @returns {string}
   */
  say(key, values = {}) {
    const name = values.n === 1 && this.table(`${key}.one`) !== undefined ? `${key}.one` : key;
    const text = this.table(name);
    if (text === undefined) throw new Error(`no words for ${key}`);
    return text.replace(/\{(\w+)\}/g, (_, part) => this.shown(values[part]));
  }

  /** @param {string} key @returns {string | undefined} */
  table(key) {
    return this.tables[this.language][key] ?? this.tables.en[key];
  }

  /** @param {string | number | undefined} value @returns {string} */
  shown(value) {
    return typeof value === "number" ? this.number(value) : (value ?? "");
  }

  /** @param {number} value @returns {string} */
  number(value) {
    return value.toLocaleString(this.language);
  }

  /** @param {number} i @returns {string} the name of an element */
  element(i) {
    const known = this.labels[i];
    if (known !== undefined) return known;
    const { names, elements } = this.data;
    const found = names[this.language]?.[i] ?? names.en?.[i] ?? elements.names[i][0] ?? elements.id[i];
    this.labels[i] = found;
    return found;
  }

  /** @param {string} list kind, type, link, stance, status, mode, verdict @param {number} i @returns {string} */
  term(list, i) {
    return this.data.labels[this.language]?.[list]?.[i] ?? this.data.labels.en[list][i];
  }

  /** @param {string} list @param {string} name @returns {string} the label of a term by its name */
  named(list, name) {
    const i = this.data.lists[list].indexOf(name);
    return i < 0 ? name : this.term(list, i);
  }

  /** The linkage type of a linkage in words. A denial of "only" reads so that nobody takes it for one of the link.
   * @param {number} linkage @param {boolean} [denied] @returns {string} */
  verb(linkage, denied = false) {
    const l = this.data.linkages, verb = this.term("link", l.type[linkage]);
    return l.only[linkage] ? `${verb} (${this.say(denied ? "not only" : "only")})` : verb;
  }

  /** @param {number} linkage @returns {string} a linkage in words: "Clusters – drives – Innovation" */
  linkage(linkage) {
    const l = this.data.linkages;
    return `${this.element(l.subject[linkage])} – ${this.verb(linkage)} – ${this.element(l.object[linkage])}`;
  }

  /** @param {number} i @returns {string} the status of a statement in words; "not only" where "only" is denied */
  status(i) {
    const s = this.data.statements, linkage = s.linkage[i];
    return linkage >= 0 && this.data.linkages.only[linkage] ? this.say("not only") : this.term("status", s.status[i]);
  }
}
