// What a facet of the filters lets through, and the state after a name is switched. The shorter list is what is kept.

/** @typedef {import("./store.js").State} State */

/** @param {State} state @param {string} facet @returns {(name: string) => boolean} whether a name is on */
export function switchedOn(state, facet) {
  const off = new Set(state.off[facet]), only = new Set(state.only[facet]);
  return (name) => !off.has(name) && (!only.size || only.has(name));
}

/** @param {State} state @param {string} facet @returns {boolean} whether the facet limits anything */
export function limits(state, facet) {
  return Boolean(state.off[facet]?.length || state.only[facet]?.length);
}

/**
 * The parts of the state when some names of a facet are switched on or off; `all` are those there are.
 * @param {State} state @param {string} facet @param {string[]} names @param {boolean} on @param {string[]} all
 * @returns {Partial<State>}
 */
export function switched(state, facet, names, on, all) {
  const is = switchedOn(state, facet), changed = new Set(names);
  const chosen = all.filter((name) => (changed.has(name) ? on : is(name)));
  const left = all.filter((name) => (changed.has(name) ? !on : !is(name)));
  if (!left.length) return limited(state, facet, [], []);
  return chosen.length && chosen.length < left.length ? limited(state, facet, [], chosen) : limited(state, facet, left, []);
}

/**
 * The parts of the state with both lists of a facet as given.
 * @param {State} state @param {string} facet @param {string[]} off @param {string[]} only @returns {Partial<State>}
 */
export function limited(state, facet, off, only) {
  const { [facet]: _off, ...offs } = state.off, { [facet]: _only, ...onlys } = state.only;
  return { off: off.length ? { ...offs, [facet]: off } : offs, only: only.length ? { ...onlys, [facet]: only } : onlys };
}

/** The state without any filter. @returns {Partial<State>} */
export function unfiltered() {
  return { off: {}, only: {}, since: "", until: "" };
}

/**
 * What is filtered, one after the other, each with the state without it. Up to three names of a facet stand by themselves.
 * @param {State} state @param {string[]} facets
 * @returns {{ facet: string, kind: "only" | "off", names: string[], without: Partial<State> }[]}
 */
export function filtersOn(state, facets) {
  return facets.flatMap((facet) =>
    /** @type {const} */ (["only", "off"]).flatMap((kind) => {
      const names = state[kind][facet] ?? [];
      if (names.length > 3) return [{ facet, kind, names, without: limited(state, facet, kind === "off" ? [] : (state.off[facet] ?? []), kind === "only" ? [] : (state.only[facet] ?? [])) }];
      return names.map((name) => {
        const rest = names.filter((other) => other !== name);
        return { facet, kind, names: [name], without: limited(state, facet, kind === "off" ? rest : (state.off[facet] ?? []), kind === "only" ? rest : (state.only[facet] ?? [])) };
      });
    }),
  );
}
