// A picture whose parts can be pointed at: each a button of the drawing, for mouse, keyboard and reader alike.

import { outline } from "./look.js";
import { FONT, pull, textWidth } from "./scene.js";

/** @typedef {import("./scene.js").Item} Item */
/** @typedef {import("./scene.js").Scene} Scene */
/**
 * @typedef {Object} Piece something in the picture that can be chosen
 * @property {string} key @property {string} label what it says to whoever points at it or listens
 * @property {string} sel what choosing it selects; empty where it does something else
 * @property {number} element which element Enter puts into the middle; -1 for none
 * @property {number[]} linkages those it stands for @property {number[]} ends the elements that light up with it
 * @property {string} [opens] the band that it opens or closes; "list" the list
 * @property {number} column @property {number} x @property {number} y @property {number} width @property {number} height
 * @property {boolean} [quiet] seen only when it is pointed at, or chosen
 * @property {import("./focus_near.js").Lane} [lane] the status that a line is in
 * @property {Item[]} items @property {Item} [wide] a line along which it can be hit, if that is not its box
 */
/** @typedef {{ width: number, height: number, title: string, ground: Item[], pieces: Piece[] }} Picture */

const SVG = "http://www.w3.org/2000/svg";
/** @type {CanvasRenderingContext2D | null} */ let ruler = null;

/** @param {string} text @param {number} size @param {boolean} [bold] @returns {number} its width */
export function wide(text, size, bold = false) {
  ruler ??= document.createElement("canvas").getContext("2d");
  if (!ruler) throw new Error("this browser draws no canvas");
  return textWidth(ruler, text, size, bold);
}

/** @param {string} text @param {number} width @param {number} size @param {boolean} [bold] @returns {string} as much of it as fits */
export function fitted(text, width, size, bold = false) {
  const points = Array.from(text.slice(0, 400));
  if (points.length === Array.from(text.slice(0, 401)).length && wide(points.join(""), size, bold) <= width) return text;
  let low = 0, high = points.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (wide(`${points.slice(0, middle).join("")}…`, size, bold) <= width) low = middle;
    else high = middle - 1;
  }
  return `${points.slice(0, low).join("").trimEnd()}…`;
}

/** @param {string} text @param {number} width @param {number} size @param {number} most lines @returns {string[]} bold lines that fit */
export function lines(text, width, size, most) {
  const words = text.slice(0, 400).split(/\s+/).filter(Boolean);
  /** @type {string[]} */ const found = [];
  while (words.length && found.length < most) {
    let line = words.shift() ?? "";
    while (words.length && wide(`${line} ${words[0]}`, size, true) <= width) line += ` ${words.shift()}`;
    found.push(found.length === most - 1 && words.length ? fitted(`${line} ${words.join(" ")}`, width, size, true) : fitted(line, width, size, true));
  }
  return found;
}

/** @param {Picture} picture @param {string[]} chosen keys @param {string} band @returns {Scene} the picture as it is seen */
export function sceneOf(picture, chosen, band) {
  /** @type {Item[]} */ const items = [...picture.ground];
  for (const piece of picture.pieces) {
    if (chosen.includes(piece.key) && !piece.wide) items.push({ is: "box", ...box(piece), fill: band });
  }
  for (const piece of picture.pieces) if (!piece.quiet || chosen.includes(piece.key)) items.push(...piece.items);
  return { width: picture.width, height: picture.height, title: picture.title, items };
}

/** @param {Piece} piece @returns {{ x: number, y: number, width: number, height: number }} */
function box(piece) {
  return { x: piece.x, y: piece.y, width: piece.width, height: piece.height };
}

/** @param {Picture} picture @returns {SVGElement} */
export function drawn(picture) {
  const root = node("svg", {
    width: picture.width, height: picture.height, viewBox: `0 0 ${picture.width} ${picture.height}`, role: "group",
    "aria-label": picture.title, class: "focus-picture", "font-family": FONT,
  });
  root.append(...picture.ground.map(itemNode));
  for (const piece of picture.pieces) {
    const group = node("g", { class: piece.opens ? "piece opens" : piece.quiet ? "piece quiet" : "piece", role: "button", tabindex: "-1", "data-key": piece.key, "aria-label": piece.label });
    const title = node("title", {});
    title.textContent = piece.label;
    const hit = piece.wide && piece.wide.is === "line" ? node("path", { class: "hit", d: way(piece.wide) }) : node("rect", { class: "hit", rx: 5, ...box(piece) });
    group.append(title, hit, ...piece.items.map(itemNode));
    root.append(group);
  }
  root.querySelector("[data-key]")?.setAttribute("tabindex", "0");
  return root;
}

/** @param {string} name @param {Record<string, string | number | undefined>} attributes @returns {SVGElement} */
function node(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, String(value));
  return /** @type {SVGElement} */ (made);
}

/** @param {import("./scene.js").Line} line @returns {string} */
function way(line) {
  const [px, py] = pull(line);
  return `M${line.x1} ${line.y1} ${line.bend ? `Q${px} ${py} ` : "L"}${line.x2} ${line.y2}`;
}

/** @param {Item} item @returns {SVGElement} the same as in the file that is saved */
function itemNode(item) {
  const opacity = item.alpha;
  if (item.is === "line") {
    const path = node("path", { d: way(item), fill: "none", stroke: item.colour, "stroke-width": item.width, "stroke-dasharray": item.dash?.join(" ") || undefined, opacity });
    if (!item.arrow) return path;
    const [px, py] = pull(item), angle = Math.atan2(item.y2 - py, item.x2 - px), group = node("g", { opacity });
    const side = (/** @type {number} */ turn) => `${item.x2 - (item.arrow ?? 0) * Math.cos(angle + turn)},${item.y2 - (item.arrow ?? 0) * Math.sin(angle + turn)}`;
    path.removeAttribute("opacity");
    group.append(path, node("polygon", { points: `${item.x2},${item.y2} ${side(-0.42)} ${side(0.42)}`, fill: item.colour }));
    return group;
  }
  if (item.is === "mark") {
    const corners = outline(item.shape, item.x, item.y, item.radius), look = { fill: item.fill, stroke: item.stroke, "stroke-width": item.stroke ? (item.width ?? 1) : undefined, opacity };
    return corners ? node("polygon", { points: corners.join(" "), ...look }) : node("circle", { cx: item.x, cy: item.y, r: item.radius, ...look });
  }
  if (item.is === "text") {
    const text = node("text", {
      x: item.x, y: item.y, "font-size": item.size, fill: item.colour, "text-anchor": item.anchor ?? "start", "dominant-baseline": "central",
      "font-weight": item.bold ? 600 : undefined, stroke: item.halo, "stroke-width": item.halo ? 3.5 : undefined,
      "stroke-linejoin": item.halo ? "round" : undefined, "paint-order": item.halo ? "stroke" : undefined, opacity,
      transform: item.turn ? `rotate(${item.turn} ${item.x} ${item.y})` : undefined,
    });
    text.textContent = item.text;
    return text;
  }
  return node("rect", { x: item.x, y: item.y, width: item.width, height: item.height, fill: item.fill ?? "none", stroke: item.stroke, "stroke-width": item.stroke ? (item.line ?? 1) : undefined, opacity });
}
