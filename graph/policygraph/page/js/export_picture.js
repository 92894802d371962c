// The picture of a view as pixels, and on paper: black on white, so that a photocopier keeps it.

import { paint, svg } from "./scene.js";

/** @typedef {import("./main.js").App} App */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./scene.js").Item} Item */

const SHARP = 2, WIDEST = 16_000, MOST = 120_000_000; // pixels that a canvas may have in one direction and in all

/** @param {Scene} scene @param {string} paper @returns {Promise<Blob>} twice as sharp as on the screen, if it is not too large for that */
export function png(scene, paper) {
  const { width, height } = scene, ratio = Math.min(SHARP, WIDEST / width, WIDEST / height, Math.sqrt(MOST / (width * height)));
  const canvas = document.createElement("canvas"), context = canvas.getContext("2d");
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  if (!context) throw new Error("this browser draws no canvas");
  context.scale(ratio, ratio);
  context.fillStyle = paper;
  context.fillRect(0, 0, width, height);
  paint(context, scene.items);
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("the picture is too large"))), "image/png"));
}

/**
 * Puts the picture of the view in its place while the page is printed.
 * @param {() => Scene | undefined} sceneNow @param {App} app @param {HTMLElement} host
 */
export function onPaper(sceneNow, app, host) {
  /** @type {Element | null} */ let picture = null;
  addEventListener("beforeprint", () => {
    const scene = sceneNow();
    if (!scene || picture) return;
    const drawn = new DOMParser().parseFromString(svg(inBlack(scene, app), "#ffffff"), "image/svg+xml").documentElement;
    if (drawn.querySelector("parsererror")) return;
    drawn.removeAttribute("width");
    drawn.removeAttribute("height");
    drawn.setAttribute("class", "on-paper");
    drawn.setAttribute("style", `max-width: ${Math.round(scene.width)}px`);
    picture = document.importNode(drawn, true);
    host.before(picture);
    document.documentElement.dataset.paper = "picture";
  });
  addEventListener("afterprint", () => {
    picture?.remove();
    picture = null;
    delete document.documentElement.dataset.paper;
  });
}

/** The same picture in black, white and one grey: dashes and signs tell the status. @param {Scene} scene @param {App} app @returns {Scene} */
export function inBlack(scene, app) {
  const { paper, band, line } = app.look.ground, white = new Set([paper, band].map(plain)), grey = plain(line);
  const ink = (/** @type {string} */ colour) => (white.has(plain(colour)) ? "#ffffff" : plain(colour) === grey ? "#8a8a8a" : colour === "none" || colour === "transparent" ? colour : "#000000");
  const items = scene.items.map((item) => {
    const made = /** @type {any} */ ({ ...item });
    for (const name of ["colour", "fill", "stroke", "halo"]) if (made[name]) made[name] = ink(made[name]);
    return /** @type {Item} */ (made);
  });
  return { ...scene, items };
}

/** @param {string} colour @returns {string} */
function plain(colour) {
  return colour.trim().toLowerCase();
}
