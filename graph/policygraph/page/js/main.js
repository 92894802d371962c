// Puts the page together: unpacks the data, makes the frame, and lets one view after the other fill it.

import { Data, unpacked } from "./data.js";
import { announce, byId, fill, make, typing } from "./dom.js";
import { evidence } from "./evidence.js";
import { exports } from "./export.js";
import { keep } from "./filters.js";
import { filterPanel } from "./filter_panel.js";
import { focusView } from "./focus.js";
import { documentsView } from "./documents.js";
import { Look } from "./look.js";
import { matrixView } from "./matrix.js";
import { missingView } from "./missing.js";
import { networkView } from "./network.js";
import { pathsView } from "./paths.js";
import { readerView } from "./reader.js";
import { holding } from "./reader_text.js";
import { searchBox } from "./search.js";
import { sparqlHere, sparqlView } from "./sparql.js";
import { startView } from "./start.js";
import { Store, VIEWS } from "./store.js";
import { tableView } from "./table.js";
import { LANGUAGES, Words } from "./words.js";

/** @typedef {import("./filters.js").Kept} Kept */
/** @typedef {import("./store.js").Change} Change */
/** @typedef {import("./scene.js").Scene} Scene */
/**
 * @typedef {Object} App what every part of the page works with
 * @property {Data} data @property {Store} store @property {Words} words @property {Look} look
 * @property {() => Kept} kept what the filters keep, as the state is now
 * @property {() => View} view the view that is shown
 */
/**
 * @typedef {Object} View
 * @property {(change: Change) => void} update brings it up to date; the change names the parts of the state that differ
 * @property {() => void} [leave] lets go of what it holds before another view comes
 * @property {() => Scene} [scene] the picture as it is seen, for SVG and PNG
 * @property {() => { name: string, columns: string[], rows: string[][] }} [table] what it shows, as a table
 * @property {() => Iterable<number>} [statements] those that it shows, for GraphML; all that are kept, if it does not say
 */
/** @typedef {(host: HTMLElement, app: App) => View} MakeView */

/** @type {Record<string, MakeView>} */
const MAKERS = {
  start: startView,
  focus: focusView,
  network: networkView,
  matrix: matrixView,
  missing: missingView,
  documents: documentsView,
  paths: pathsView,
  table: tableView,
  reader: readerView,
  sparql: sparqlView,
};

async function begin() {
  const raw = await unpacked("graph");
  const data = new Data(raw), store = new Store(), look = new Look(raw.styles);
  /** @type {Kept | null} */ let kept = null;
  /** @type {View | null} */ let view = null;
  /** @type {App} */
  const app = {
    data,
    store,
    look,
    words: new Words(data, raw.words, store.state.language || navigator.language.slice(0, 2)),
    kept: () => (kept ??= keep(data, store.state)),
    view: () => /** @type {View} */ (view),
  };
  look.refresh(store.state.theme);

  const host = byId("view");
  const show = () => {
    view?.leave?.();
    fill(host);
    host.dataset.view = store.state.view;
    host.setAttribute("aria-label", app.words.say(`view.${store.state.view}`));
    view = MAKERS[store.state.view](host, app);
  };
  const frame = [header(app), searchBox(byId("search"), app), filterPanel(byId("filters"), app), evidence(byId("panel"), app), exports(byId("exports"), app)];
  show();

  store.listen((change) => {
    if (["off", "only", "since", "until"].some((name) => change.has(name))) {
      kept = null;
      change.add("kept");
    }
    if (change.has("language")) app.words = new Words(data, raw.words, store.state.language);
    if (change.has("theme")) look.refresh(store.state.theme);
    for (const part of frame) part.update(change);
    if (change.has("view") || change.has("language")) show();
    else view?.update(change);
    if (change.has("kept")) announce(app.words.say("kept", { n: app.kept().count }));
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    look.refresh(store.state.theme);
    store.tell(["theme"]);
  });
  let waiting = 0;
  new ResizeObserver(() => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => view?.update(new Set(["size"])));
  }).observe(host);
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault(); // the address after # is the state of the page
    host.focus();
  });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing(event.target)) {
      if (store.undo()) event.preventDefault();
    } else if (event.key === "Escape" && !typing(event.target) && store.state.sel) store.set({ sel: "" });
    else if (event.key === "?" && !typing(event.target)) byId("keys").toggleAttribute("hidden");
  });

  requestAnimationFrame(() => {
    document.documentElement.dataset.ready = "picture";
    setTimeout(async () => {
      data.prose = await unpacked("prose");
      document.documentElement.dataset.ready = "all";
      store.tell(["prose"]);
    });
  });
}

/**
 * The tabs, the language, the theme, and the way back.
 * @param {App} app
 */
function header(app) {
  const { data, store } = app;
  const hides = /** @type {Record<string, () => boolean>} */ ({
    documents: () => data.documents.n < 2,
    missing: () => data.statements.n === 0,
    sparql: () => !sparqlHere(),
    paths: () => data.linkages.n < 2,
  });
  const draw = () => {
    const words = app.words;
    document.documentElement.lang = words.language;
    fill(
      byId("tabs"),
      ...VIEWS.filter((name) => !hides[name]?.()).map((name) =>
        make("button", {
          type: "button", class: "tab", "data-view": name, "aria-current": name === store.state.view && "page",
          onclick: () => store.set({ view: name }),
        }, words.say(`view.${name}`)),
      ),
    );
    fill(
      byId("tools"),
      make("button", { type: "button", id: "undo", disabled: !store.past.length, onclick: () => store.undo() }, words.say("undo")),
      make("label", { class: "hidden", for: "language" }, words.say("language")),
      make("select", { id: "language", onchange: (/** @type {any} */ event) => store.set({ language: event.target.value }) },
        ...LANGUAGES.map((name) => make("option", { value: name, selected: name === words.language }, words.tables[name].name))),
      make("button", {
        type: "button", id: "theme", "aria-pressed": String(app.look.dark),
        onclick: () => store.set({ theme: app.look.dark ? "light" : "dark" }, { quiet: true }),
      }, words.say("dark")),
    );
    byId("sum").textContent = words.say("sum", {
      statements: data.statements.n, linkages: data.linkages.n, documents: data.documents.n,
    });
    byId("holds").textContent = holding(app);
    byId("holds").toggleAttribute("hidden", !data.texts.length);
    fill(byId("keys"), ...words.say("keys").split("|").map((line) => make("p", {}, line)));
  };
  draw();
  return { update: draw };
}

begin().catch((error) => {
  document.documentElement.dataset.ready = "failed";
  byId("view").textContent = `${error}`;
  throw error;
});
