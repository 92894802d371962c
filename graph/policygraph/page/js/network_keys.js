// The network by keyboard: arrows move it, plus and minus zoom, Tab walks from element to element, Enter chooses.

import { announce, isolated } from "./dom.js";

/** @typedef {import("./network_camera.js").Camera} Camera */
/** @typedef {import("./network_stage.js").Stage} Stage */
/**
 * @typedef {Object} Hands
 * @property {(camera: Camera) => void} look @property {(factor: number) => void} zoom @property {() => void} fit
 * @property {(element: number) => void} point lights an element; -1 none
 */

const STEP = 70, WALK = 60, EDGE = 40;

/**
 * Lets the keys work while the stage has the focus. Tab walks through the elements of which most is said and then leads
 * on; who wants out before presses Escape first.
 * @param {Stage} stage @param {Hands} on
 */
export function listenToKeys(stage, on) {
  const { app, graph, node } = stage;
  let walk = -1, walking = true;
  const step = (/** @type {number} */ by) => {
    const of = Math.min(WALK, graph.first.length);
    walk += by;
    if (walk < 0 || walk >= of) {
      walk = -1;
      on.point(-1);
      return false;
    }
    const i = graph.first[walk], { x, y } = app.data.elements, { camera, width, height } = stage;
    const out = Math.abs(x[i] - camera.x) * camera.k > width / 2 - EDGE || Math.abs(y[i] - camera.y) * camera.k > height / 2 - EDGE;
    if (out) on.look({ ...camera, x: x[i], y: y[i] });
    on.point(i);
    announce(app.words.say("network.element", { element: isolated(app.words.element(i)), statements: graph.weight[i], lines: graph.linesOf(i).length, at: walk + 1, of }));
    return true;
  };
  const choose = () => {
    const i = graph.first[walk];
    if (i === undefined) return;
    const sel = `e/${app.data.elements.id[i]}`;
    if (app.store.state.sel === sel) app.store.select(sel, "focus");
    else app.store.select(sel);
  };
  const move = (/** @type {number} */ dx, /** @type {number} */ dy) => {
    const { camera } = stage;
    on.look({ ...camera, x: camera.x + (dx * STEP) / camera.k, y: camera.y + (dy * STEP) / camera.k });
  };
  /** @type {Record<string, () => void>} */ const keys = {
    ArrowLeft: () => move(-1, 0), ArrowRight: () => move(1, 0), ArrowUp: () => move(0, -1), ArrowDown: () => move(0, 1),
    "+": () => on.zoom(1.3), "=": () => on.zoom(1.3), "-": () => on.zoom(1 / 1.3), 0: () => on.fit(), Enter: choose,
  };
  node.addEventListener("focus", () => { walking = true; });
  node.addEventListener("blur", () => { on.point(-1); });
  node.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") walking = false;
    else if (event.key === "Tab") {
      if (walking && step(event.shiftKey ? -1 : 1)) event.preventDefault();
    } else if (keys[event.key]) {
      keys[event.key]();
      event.preventDefault();
    }
  });
}
