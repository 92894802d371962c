// Out of the page: the picture, the table, the network, paper, and the address.

import { copied } from "./copying.js";
import { announce, byId, fill, make } from "./dom.js";
import { csv, fileName, save } from "./export_file.js";
import { graphml } from "./export_graphml.js";
import { onPaper, png } from "./export_picture.js";
import { gather } from "./evidence_gather.js";
import { svg } from "./scene.js";
import { written } from "./store.js";
import { cells } from "./table_rows.js";
import { statementColumns } from "./table_columns.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./main.js").View} View */

/** @param {HTMLElement} host @param {App} app @returns {View} */
export function exports(host, app) {
  const { data, store } = app;
  host.setAttribute("role", "group");
  /** @type {Record<string, HTMLButtonElement>} */ const buttons = {};
  const label = make("span", { class: "soft" });
  const acts = /** @type {Record<string, () => void | Promise<void>>} */ ({ svg: asSvg, png: asPng, csv: viewAsCsv, chosen: chosenAsCsv, graphml: asGraphml, print: () => print(), link: copyLink });
  for (const [name, act] of Object.entries(acts)) {
    buttons[name] = /** @type {HTMLButtonElement} */ (make("button", { type: "button", "data-out": name, onclick: async () => {
      buttons[name].disabled = true;
      try {
        await act();
      } finally {
        ready();
      }
    } }));
  }
  fill(host, label, ...Object.values(buttons));

  /** @param {string} text */
  function say(text) {
    announce("");
    requestAnimationFrame(() => announce(text));
  }

  /** @param {string} kind @param {string} ending @returns {string} */
  function named(kind, ending) {
    return fileName([data.title, kind === "view" ? app.words.say(`view.${store.state.view}`) : app.words.say("export.chosen.file"), store.state.sel.slice(2)], ending);
  }

  /** @param {BlobPart} content @param {string} type @param {string} name */
  function out(content, type, name) {
    save(new Blob([content], { type }), name);
    say(app.words.say("export.saved", { name }));
  }

  function asSvg() {
    const scene = app.view().scene?.();
    if (scene) out(svg(scene, app.look.ground.paper), "image/svg+xml", named("view", "svg"));
  }

  async function asPng() {
    const scene = app.view().scene?.();
    if (scene) out(await png(scene, app.look.ground.paper), "image/png", named("view", "png"));
  }

  /** @param {Iterable<number>} statements @returns {string} */
  function table(statements) {
    const columns = statementColumns(app).filter(({ key }) => key !== "citation");
    return csv([columns.map(({ key }) => app.words.say(`table.column.${key}`)), ...cells(columns, [...statements])]);
  }

  /** @returns {number[]} the statements of the view, or all that are kept */
  function statements() {
    const of = app.view().statements?.();
    return of ? [...of] : [...app.kept().statement.keys()].filter((i) => app.kept().statement[i]);
  }

  function viewAsCsv() {
    const made = app.view().table?.();
    out(made ? csv([made.columns, ...made.rows]) : table(statements()), "text/csv;charset=utf-8", named("view", "csv"));
  }

  /** @returns {number[]} the statements on what is chosen that are kept */
  function chosen() {
    const gathered = store.chosen.kind ? gather(data, store.chosen) : null;
    return gathered ? [...new Set(gathered.about)].filter((i) => app.kept().statement[i]).sort((a, b) => a - b) : [];
  }

  function chosenAsCsv() {
    out(table(chosen()), "text/csv;charset=utf-8", named("chosen", "csv"));
  }

  function asGraphml() {
    out(graphml(app, statements()), "application/graphml+xml", named("view", "graphml"));
  }

  async function copyLink() {
    const address = /^(https?|file):/.test(location.href) ? location.href : `#${written(store.state)}`, done = await copied(address);
    buttons.link.textContent = app.words.say(done ? "export.copied" : "table.uncopied");
    say(buttons.link.textContent);
    setTimeout(() => (buttons.link.textContent = app.words.say("export.link")), 2500);
  }

  /** What can be taken out of this view: after it has been made. */
  function ready() {
    const view = app.view(), picture = Boolean(view?.scene);
    const can = /** @type {Record<string, boolean>} */ ({ svg: picture, png: picture, chosen: chosen().length > 0 });
    for (const [name, button] of Object.entries(buttons)) {
      button.disabled = can[name] === false;
      const why = can[name] === false ? (name === "chosen" ? "nothing" : "nopicture") : name === "graphml" && !view?.statements ? "graphml.all" : `${name}.title`;
      button.title = app.words.say(`export.${why}`);
    }
  }

  function told() {
    host.setAttribute("aria-label", app.words.say("export"));
    label.textContent = app.words.say("export");
    for (const [name, button] of Object.entries(buttons)) button.textContent = app.words.say(`export.${name}`);
  }

  onPaper(() => app.view().scene?.(), app, byId("view"));
  told();
  requestAnimationFrame(ready);
  return {
    update(change) {
      if (change.has("language")) told();
      if (["language", "view", "sel", "kept", "answer"].some((name) => change.has(name))) queueMicrotask(ready);
    },
  };
}
