// Missing and contested: what documents say is not there, what they ask for, and where they say opposite things.

import { fill, make } from "./dom.js";
import { absences } from "./missing_absences.js";
import { asks } from "./missing_asks.js";
import { conflicts } from "./missing_conflicts.js";
import { bare } from "./missing_rows.js";
import { sceneOfRows } from "./missing_scene.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./main.js").View} View */
/** @typedef {import("./missing_rows.js").Part} Part */

/** @type {Record<string, (app: App) => Part>} */
const PARTS = { absences, asks, conflicts };
/** @type {Record<string, string[]>} the columns of each as a table */
const COLUMNS = {
  absences: ["what", "status", "who", "where", "there"],
  asks: ["what", "status", "who", "where", "verdict", "reason", "answers"],
  conflicts: ["what", "status", "who", "where", "between", "opposed"],
};

/** @param {HTMLElement} host @param {App} app @returns {View} */
export function missingView(host, app) {
  const { store, words } = app;
  const tabs = make("div", { class: "missing-parts", role: "group", "aria-label": words.say("missing.parts") }), body = make("div", { class: "missing-body" });
  fill(host, make("div", { class: "missing" }, tabs, body));
  /** @type {Record<string, Part>} */ let parts = counted();
  let shown = "";

  function counted() {
    return Object.fromEntries(Object.entries(PARTS).map(([name, make]) => [name, make(app)]));
  }

  function chosen() {
    const kept = store.kept("missing.part");
    return kept in PARTS ? kept : "absences";
  }

  function drawTabs() {
    const focused = document.activeElement?.getAttribute("data-part");
    fill(tabs, ...Object.keys(PARTS).map((name) => make("button", {
      type: "button", "data-part": name, "aria-pressed": String(name === chosen()), onclick: () => store.keep("missing.part", name),
    }, words.say(`missing.${name}`), " ", make("span", { class: "number" }, words.number(parts[name].count)))));
    if (focused) /** @type {HTMLElement | null} */ (tabs.querySelector(`[data-part="${focused}"]`))?.focus();
  }

  function draw() {
    shown = chosen();
    drawTabs();
    const part = parts[shown];
    fill(body, ...part.draw(), part.hidden > 0 && part.count > 0 && make("p", { class: "missing-none" }, words.say("missing.hidden", { n: part.hidden })));
    mark();
  }

  function mark() {
    for (const node of body.querySelectorAll("[data-choice]")) {
      if (node.getAttribute("data-choice") === store.state.sel) node.setAttribute("aria-current", "true");
      else node.removeAttribute("aria-current");
    }
  }

  draw();
  return {
    update(change) {
      if (change.has("kept") || change.has("prose") || change.has("theme")) {
        if (change.has("kept")) parts = counted();
        redraw();
      } else if (change.has("more") && chosen() !== shown) {
        host.scrollTop = 0;
        draw();
      } else if (change.has("sel")) mark();
    },
    scene: () => sceneOfRows(app, parts[chosen()].picture(), `${app.data.title}: ${words.say(`missing.${chosen()}`)}`),
    table: () => ({
      name: words.say(`missing.${chosen()}`),
      columns: [words.say("missing.column.statement"), ...COLUMNS[chosen()].map((name) => words.say(`missing.column.${name}`))],
      rows: parts[chosen()].rows().map((row) => row.map(bare)),
    }),
  };

  /** Draws anew and keeps the place and what has the focus. */
  function redraw() {
    const { scrollTop } = host, focused = body.contains(document.activeElement) ? document.activeElement?.getAttribute("data-choice") : null;
    draw();
    host.scrollTop = scrollTop;
    if (focused) /** @type {HTMLElement | null} */ (body.querySelector(`[data-choice="${CSS.escape(focused)}"]`))?.focus({ preventScroll: true });
  }
}
