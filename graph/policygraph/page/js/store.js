// What is shown: one state for all views. The address after # restores it whole; each step can be undone.

export const VIEWS = ["start", "focus", "network", "matrix", "missing", "documents", "paths", "table", "reader", "sparql"];
export const FACETS = ["status", "kind", "link", "stance", "mode", "document", "holder"];

/**
 * @typedef {Object} State
 * @property {string} view one of VIEWS
 * @property {string} sel what is chosen: "" or e/ELEMENT, l/LINKAGE, s/STATEMENT, p/ELEMENT/ELEMENT, by their ids
 * @property {string} q what is searched
 * @property {Record<string, string[]>} off by facet, the names that are switched off
 * @property {Record<string, string[]>} only by facet, the only names that are on; an empty list is no limit
 * @property {string} since @property {string} until the period, ISO dates or parts of them
 * @property {string} language @property {string} theme "", "light" or "dark"
 * @property {Record<string, string>} more what a view keeps for itself, under "view.name"
 */

/** @returns {State} */
export function blank() {
  return { view: "start", sel: "", q: "", off: {}, only: {}, since: "", until: "", language: "", theme: "", more: {} };
}

/** @param {State} state @returns {string} the state as it stands in an address, without the # */
export function written(state) {
  const parts = new URLSearchParams();
  if (state.view !== "start") parts.set("view", state.view);
  for (const name of /** @type {const} */ (["sel", "q", "since", "until", "language", "theme"])) {
    if (state[name]) parts.set(name, state[name]);
  }
  for (const facet of FACETS) {
    if (state.off[facet]?.length) parts.set(`off.${facet}`, state.off[facet].join(" "));
    if (state.only[facet]?.length) parts.set(`only.${facet}`, state.only[facet].join(" "));
  }
  for (const name of Object.keys(state.more).sort()) if (state.more[name]) parts.set(name, state.more[name]);
  return parts.toString();
}

/** @param {string} text @returns {State} what an address says; what is not understood is passed over */
export function readAddress(text) {
  const state = blank(), parts = new URLSearchParams(text.replace(/^#/, ""));
  for (const [name, value] of parts) {
    const [first, second] = name.split(".", 2);
    if (name === "view") state.view = VIEWS.includes(value) ? value : "start";
    else if (name === "sel" || name === "q" || name === "since" || name === "until") state[name] = value;
    else if (name === "language" || name === "theme") state[name] = value;
    else if ((first === "off" || first === "only") && FACETS.includes(second)) {
      state[first][second] = value.split(" ").filter(Boolean);
    } else if (VIEWS.includes(first) && second) state.more[name] = value;
  }
  return state;
}

/** @typedef {Set<string>} Change the names of the parts of the state that are not as they were; "prose", "size" too */

/** Holds the state, tells of changes, and remembers the way back. */
export class Store {
  constructor() {
    /** @type {State} */ this.state = readAddress(location.hash);
    /** @type {((change: Change) => void)[]} */ this.listeners = [];
    /** @type {string[]} */ this.past = [];
    addEventListener("popstate", () => this.arrive(location.hash));
    addEventListener("hashchange", () => this.arrive(location.hash));
  }

  /** @param {(change: Change) => void} listener */
  listen(listener) {
    this.listeners.push(listener);
  }

  /** @param {Iterable<string>} names */
  tell(names) {
    const change = new Set(names);
    if (change.size) for (const listener of this.listeners) listener(change);
  }

  /**
   * Changes parts of the state, writes the address and tells of it. `quiet` makes no step to go back to: for what
   * changes with every letter typed.
   * @param {Partial<State>} parts @param {{ quiet?: boolean }} [how]
   */
  set(parts, how = {}) {
    const before = written(this.state);
    const changed = Object.keys(parts).filter(
      (name) => JSON.stringify(this.state[/** @type {keyof State} */ (name)]) !== JSON.stringify(parts[/** @type {keyof State} */ (name)]),
    );
    if (!changed.length) return;
    this.state = { ...this.state, ...parts };
    if (!how.quiet) this.past.push(before);
    this.write(Boolean(how.quiet));
    this.tell(changed);
  }

  /** @param {string} name as "matrix.rows" @param {string} value @param {{ quiet?: boolean }} [how] */
  keep(name, value, how = {}) {
    this.set({ more: { ...this.state.more, [name]: value } }, how);
  }

  /** @param {string} name @param {string} [otherwise] @returns {string} */
  kept(name, otherwise = "") {
    return this.state.more[name] || otherwise;
  }

  /** Goes back one step, if there is one. @returns {boolean} */
  undo() {
    const before = this.past.pop();
    if (before === undefined) return false;
    this.become(readAddress(before));
    this.write(true);
    return true;
  }

  /** @param {string} address of the browser: back, forward, or typed */
  arrive(address) {
    if (address.replace(/^#/, "") !== written(this.state)) this.become(readAddress(address));
  }

  /** @param {State} state */
  become(state) {
    const old = this.state;
    this.state = state;
    this.tell(Object.keys(state).filter((name) => JSON.stringify(state[/** @type {keyof State} */ (name)]) !== JSON.stringify(old[/** @type {keyof State} */ (name)])));
  }

  /** @param {boolean} replace */
  write(replace) {
    const address = `#${written(this.state)}`;
    try {
      if (replace) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
    } catch {
      // in a frame without an address of its own (a notebook) there is none to write; undo works all the same
    }
  }

  /** @returns {{ kind: "" | "e" | "l" | "s" | "p", ids: string[] }} what is chosen */
  get chosen() {
    const [kind, ...ids] = this.state.sel.split("/");
    return { kind: /** @type {any} */ (["e", "l", "s", "p"].includes(kind) ? kind : ""), ids };
  }

  /** @param {string} sel @param {string} [view] goes to a view as well */
  select(sel, view) {
    this.set(view ? { sel, view } : { sel });
  }
}
