// The filters: beside the view with all their values, above it as chips that can be taken away.

import { filtersOn, unfiltered } from "./choice.js";
import { byId, cut, fill, make } from "./dom.js";
import { makeFacet, nameOf } from "./facet.js";
import { inPeriod, keep } from "./filters.js";
import { FACETS, blank } from "./store.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./main.js").View} View */

const ROOM = 1080; // from this width on the filters stand beside the view from the beginning

/** @param {HTMLElement} host @param {App} app @returns {View} */
export function filterPanel(host, app) {
  const { data, store } = app, body = /** @type {HTMLElement} */ (host.parentElement);
  const whole = !filtersOn(store.state, FACETS).length && !store.state.since && !store.state.until;
  const totals = (whole ? app.kept() : keep(data, blank())).counts;
  const bar = make("div", { id: "filterbar" }), chips = make("div", { id: "chips" });
  const toggle = make("button", {
    type: "button", id: "filters-toggle", "aria-controls": "filters", onclick: () => open(host.hidden),
  });
  /** @type {{ update: () => void }[]} */ let parts = [];
  host.after(bar);
  fill(bar, toggle, chips);
  host.setAttribute("role", "region");

  /** @param {boolean} on */
  function open(on) {
    host.hidden = !on;
    body.classList.toggle("with-filters", on);
    toggle.setAttribute("aria-expanded", String(on));
    showBar();
  }

  function draw() {
    const { words } = app, facets = FACETS.map((facet) => makeFacet(app, facet, totals[facet]));
    const period = makePeriod(app);
    host.setAttribute("aria-label", words.say("filters.title"));
    const hide = make("button", { type: "button", class: "link", onclick: () => {
      open(false);
      toggle.focus();
    } }, words.say("filters.hide"));
    fill(host, make("div", { class: "filters-head" }, make("h2", {}, words.say("filters.title")), hide),
      ...facets.flatMap(({ node }, i) => [node, FACETS[i] === "mode" && period.node]));
    parts = [...facets, period];
    drawChips();
  }

  function drawChips() {
    const { words } = app, { state } = store;
    /** @type {[string, Partial<import("./store.js").State>][]} */
    const all = filtersOn(state, FACETS).map(({ facet, kind, names, without }) => {
      const said = { facet: words.say(`filters.${facet}`), name: cut(nameOf(app, facet, names[0]), 40), n: names.length };
      return [words.say(`filters.chip.${kind}${names.length > 1 ? ".many" : ""}`, said), without];
    });
    if (state.since || state.until) all.push([periodText(app), { since: "", until: "" }]);
    const focused = chips.contains(document.activeElement);
    fill(chips,
      ...all.map(([text, without]) => make("button", {
        type: "button", class: "chip", "aria-label": words.say("filters.remove", { name: text }), onclick: () => store.set(without),
      }, text, make("span", { "aria-hidden": "true" }, "×"))),
      all.length > 0 && make("span", { class: "soft", id: "kept-of" }, words.say("filters.kept", { kept: app.kept().count, all: data.statements.n })),
      all.length > 0 && make("button", { type: "button", class: "link", id: "filters-reset", onclick: () => store.set(unfiltered()) }, words.say("filters.reset")));
    if (focused) (chips.querySelector("button") ?? (toggle.offsetParent ? toggle : byId("view"))).focus();
    toggle.textContent = all.length ? words.say("filters.on", { n: all.length }) : words.say("filters.title");
    showBar();
  }

  /** The bar takes room only where it has something to tell. */
  function showBar() {
    bar.hidden = !host.hidden && chips.childElementCount === 0;
    toggle.hidden = !host.hidden && innerWidth > 760;
  }

  draw();
  open(innerWidth >= ROOM);
  addEventListener("resize", showBar);
  return {
    update(change) {
      if (change.has("language")) draw();
      else if (change.has("kept")) {
        for (const part of parts) part.update();
        drawChips();
      }
    },
  };
}

/** The period in words. @param {App} app @returns {string} */
function periodText(app) {
  const { since, until } = app.store.state;
  return app.words.say(since && until ? "filters.between" : since ? "filters.since" : "filters.until", { since, until });
}

/** Two lists of the years that the corpus has. @param {App} app @returns {{ node: HTMLElement, update: () => void }} */
function makePeriod(app) {
  const { data, store, words } = app;
  const years = [...new Set(data.documents.date.map((date) => date.slice(0, 4)))].sort();
  const choices = /** @type {const} */ (["since", "until"]).map((end) => ({
    end,
    node: /** @type {HTMLSelectElement} */ (make("select", {
      "aria-label": words.say(`filters.${end}.label`), onchange: (/** @type {any} */ event) => store.set({ [end]: event.target.value }),
    })),
  }));
  const note = make("p", { class: "soft" });
  const node = make("details", { class: "facet", "data-facet": "period", open: Boolean(store.state.since || store.state.until), hidden: years.length < 2 },
    make("summary", {}, make("span", { class: "facet-name" }, words.say("filters.period")), make("span", { class: "number" }, years.length > 1 ? `${years[0]}–${years[years.length - 1]}` : years[0])),
    make("div", { class: "period" }, choices[0].node, make("span", { "aria-hidden": "true" }, "–"), choices[1].node), note);

  function update() {
    const { since, until } = store.state;
    for (const { end, node: select } of choices) {
      const chosen = store.state[end], all = chosen && !years.includes(chosen) ? [...years, chosen].sort() : years;
      fill(select, make("option", { value: "" }, words.say(`filters.${end}.any`)), ...all.map((year) => make("option", { value: year, selected: year === chosen }, year)));
      select.value = chosen;
    }
    const n = data.documents.date.filter((date) => inPeriod(date, since, until)).length;
    note.textContent = words.say("filters.documents", { n });
  }

  update();
  return { node, update };
}
