// The stage: a sheet larger than what is seen, moved as it is while one pans and zooms, and drawn sharp at rest.

import { make } from "./dom.js";
import { DIM, highlit } from "./network_light.js";
import { linesInSight, picture } from "./network_picture.js";
import { fit, paint } from "./scene.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./network_camera.js").Camera} Camera */
/** @typedef {import("./network_graph.js").Graph} Graph */
/** @typedef {import("./network_light.js").Light} Light */
/** @typedef {import("./network_picture.js").Frame} Frame */

const MARGIN = 0.2, REST = 120, QUICK = 24, PAUSE = 90;

export class Stage {
  /**
   * @param {App} app @param {Graph} graph @param {Camera} camera
   * @param {{ lines: () => number, rested: (drawn: number, all: number) => void }} on
   */
  constructor(app, graph, camera, on) {
    this.app = app;
    this.graph = graph;
    this.camera = camera;
    this.on = on;
    /** @type {Light | null} */ this.light = null;
    this.sheet = /** @type {HTMLCanvasElement} */ (make("canvas", { class: "network-sheet", "aria-hidden": "true" }));
    this.over = /** @type {HTMLCanvasElement} */ (make("canvas", { class: "network-over", "aria-hidden": "true" }));
    this.node = make("div", { class: "network-stage", tabindex: 0, role: "application", "aria-roledescription": app.words.say("view.network") }, this.sheet, this.over);
    this.width = this.height = 0;
    /** @type {Camera} where the sheet was drawn */ this.drawn = camera;
    /** @type {number[]} the lines on the sheet */ this.lines = [];
    this.cost = 0;
    this.last = 0;
    this.next = 0;
    this.rest = 0;
  }

  /** Takes the size of its place. @returns {boolean} whether it is another */
  resize() {
    const { clientWidth: width, clientHeight: height } = this.node;
    if (width === this.width && height === this.height) return false;
    [this.width, this.height] = [width, height];
    this.front = fit(this.over, width, height);
    return true;
  }

  /** What is looked at, with a margin or without. @param {number} [margin] @returns {Frame} */
  frame(margin = 0) {
    const { app, graph, camera } = this;
    const context = this.front ?? fit(this.over, this.width, this.height);
    return { app, graph, camera, margin, width: this.width + 2 * margin, height: this.height + 2 * margin, lines: this.on.lines(), context };
  }

  /** Draws all sharp, where the camera is now. */
  draw() {
    clearTimeout(this.rest);
    if (!this.width || !this.height) return;
    const began = performance.now(), margin = Math.round(MARGIN * Math.max(this.width, this.height)), frame = this.frame(margin);
    const sight = linesInSight(frame);
    this.lines = sight.slice(0, frame.lines);
    if (this.sheet.style.width !== `${frame.width}px` || this.sheet.style.height !== `${frame.height}px`) {
      this.back = fit(this.sheet, frame.width, frame.height);
      this.sheet.style.left = this.sheet.style.top = `${-margin}px`;
    } else this.back?.clearRect(0, 0, frame.width, frame.height);
    if (this.back) paint(this.back, picture(frame, this.lines));
    this.drawn = this.camera;
    this.shift();
    this.shine();
    this.last = performance.now();
    this.cost = this.last - began;
    this.on.rested(this.lines.length, sight.length);
  }

  /** Looks elsewhere: the sheet is moved at once, and drawn anew at rest. @param {Camera} camera */
  look(camera) {
    this.camera = camera;
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.draw(), REST);
    this.next ||= requestAnimationFrame(() => {
      this.next = 0;
      if (this.cost < QUICK && !this.covered() && performance.now() - this.last > PAUSE) return this.draw();
      this.shift();
      if (this.light) this.shine();
    });
  }

  /** @returns {boolean} whether the sheet still covers all that is seen, at about its scale */
  covered() {
    const { camera, drawn, width, height } = this, scale = camera.k / drawn.k, spare = MARGIN * Math.max(width, height);
    const far = (/** @type {number} */ shift, /** @type {number} */ size) => Math.abs(shift) * camera.k <= (size / 2 + spare) * scale - size / 2;
    return scale > 0.6 && scale < 2 && far(camera.x - drawn.x, width) && far(camera.y - drawn.y, height);
  }

  /** Puts the sheet where the camera would see it. */
  shift() {
    const { camera, drawn } = this;
    const x = (drawn.x - camera.x) * camera.k, y = (drawn.y - camera.y) * camera.k;
    this.sheet.style.transform = `translate(${x.toFixed(2)}px, ${y.toFixed(2)}px) scale(${(camera.k / drawn.k).toFixed(5)})`;
  }

  /** Lights something, or nothing. @param {Light | null} light */
  lit(light) {
    this.light = light;
    this.shine();
  }

  shine() {
    this.sheet.style.opacity = String(this.light ? DIM : 1);
    this.front?.clearRect(0, 0, this.width, this.height);
    if (this.light && this.front) paint(this.front, highlit(this.frame(), this.light));
  }

  leave() {
    clearTimeout(this.rest);
    cancelAnimationFrame(this.next);
  }
}
