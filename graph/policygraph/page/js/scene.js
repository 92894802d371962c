// A picture as a list of lines, marks, boxes and texts: drawn on a canvas, or written as SVG, and the same in both.

import { outline } from "./look.js";

/**
 * @typedef {Object} Line from one point to another, bent aside by `bend` (a share of its length)
 * @property {"line"} is @property {number} x1 @property {number} y1 @property {number} x2 @property {number} y2
 * @property {number} [bend] @property {string} colour @property {number} width @property {number[]} [dash]
 * @property {number} [alpha] @property {number} [arrow] the length of the head at the end; none if left out
 */
/**
 * @typedef {Object} Mark the shape of a kind about a point
 * @property {"mark"} is @property {number} x @property {number} y @property {number} radius @property {string} shape
 * @property {string} fill @property {string} [stroke] @property {number} [width] @property {number} [alpha]
 */
/**
 * @typedef {Object} Text one line of text; `anchor` says which part of it stands at x, y is the middle of its height
 * @property {"text"} is @property {number} x @property {number} y @property {string} text @property {number} size
 * @property {string} colour @property {"start" | "middle" | "end"} [anchor] @property {boolean} [bold]
 * @property {string} [halo] a colour around the letters @property {number} [alpha] @property {number} [turn] degrees
 */
/**
 * @typedef {Object} Box
 * @property {"box"} is @property {number} x @property {number} y @property {number} width @property {number} height
 * @property {string} [fill] @property {string} [stroke] @property {number} [line] @property {number} [alpha]
 */
/** @typedef {Line | Mark | Text | Box} Item */
/** @typedef {{ width: number, height: number, items: Item[], title: string }} Scene */

export const FONT = 'system-ui, "Noto Sans", "Segoe UI", sans-serif';

/** The point at which a bent line is pulled. @param {Line} line @returns {[number, number]} */
export function pull(line) {
  const bend = 2 * (line.bend ?? 0);
  return [
    (line.x1 + line.x2) / 2 - (line.y2 - line.y1) * (bend / 2),
    (line.y1 + line.y2) / 2 + (line.x2 - line.x1) * (bend / 2),
  ];
}

/** The three corners of the head of a line. @param {Line} line @returns {[number, number][]} */
function head(line) {
  const [px, py] = pull(line), length = line.arrow ?? 0;
  const angle = Math.atan2(line.y2 - py, line.x2 - px), spread = 0.42;
  return [
    [line.x2, line.y2],
    [line.x2 - length * Math.cos(angle - spread), line.y2 - length * Math.sin(angle - spread)],
    [line.x2 - length * Math.cos(angle + spread), line.y2 - length * Math.sin(angle + spread)],
  ];
}

/**
 * Draws a scene on a canvas whose units are those of the scene.
 * @param {CanvasRenderingContext2D} context @param {Item[]} items
 */
export function paint(context, items) {
  for (const item of items) {
    context.globalAlpha = item.alpha ?? 1;
    if (item.is === "line") paintLine(context, item);
    else if (item.is === "mark") paintMark(context, item);
    else if (item.is === "text") paintText(context, item);
    else paintBox(context, item);
  }
  context.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} context @param {Line} line */
function paintLine(context, line) {
  context.strokeStyle = line.colour;
  context.lineWidth = line.width;
  context.setLineDash(line.dash ?? []);
  context.beginPath();
  context.moveTo(line.x1, line.y1);
  if (line.bend) context.quadraticCurveTo(...pull(line), line.x2, line.y2);
  else context.lineTo(line.x2, line.y2);
  context.stroke();
  context.setLineDash([]);
  if (line.arrow) {
    context.fillStyle = line.colour;
    trace(context, head(line));
    context.fill();
  }
}

/** @param {CanvasRenderingContext2D} context @param {[number, number][]} corners */
function trace(context, corners) {
  context.beginPath();
  corners.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.closePath();
}

/** @param {CanvasRenderingContext2D} context @param {Mark} mark */
function paintMark(context, mark) {
  const corners = outline(mark.shape, mark.x, mark.y, mark.radius);
  if (corners) trace(context, corners);
  else {
    context.beginPath();
    context.arc(mark.x, mark.y, mark.radius, 0, 2 * Math.PI);
  }
  context.fillStyle = mark.fill;
  context.fill();
  if (mark.stroke) {
    context.strokeStyle = mark.stroke;
    context.lineWidth = mark.width ?? 1;
    context.stroke();
  }
}

/** @param {CanvasRenderingContext2D} context @param {Text} text */
function paintText(context, text) {
  context.font = `${text.bold ? "600 " : ""}${text.size}px ${FONT}`;
  context.textAlign = text.anchor === "middle" ? "center" : (text.anchor ?? "start") === "end" ? "right" : "left";
  context.textBaseline = "middle";
  context.save();
  context.translate(text.x, text.y);
  if (text.turn) context.rotate((text.turn * Math.PI) / 180);
  if (text.halo) {
    context.strokeStyle = text.halo;
    context.lineWidth = 3.5;
    context.lineJoin = "round";
    context.strokeText(text.text, 0, 0);
  }
  context.fillStyle = text.colour;
  context.fillText(text.text, 0, 0);
  context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {Box} box */
function paintBox(context, box) {
  if (box.fill) {
    context.fillStyle = box.fill;
    context.fillRect(box.x, box.y, box.width, box.height);
  }
  if (box.stroke) {
    context.strokeStyle = box.stroke;
    context.lineWidth = box.line ?? 1;
    context.strokeRect(box.x, box.y, box.width, box.height);
  }
}

/**
 * The scene as an SVG file that stands by itself; `paper` is what it is drawn on.
 * @param {Scene} scene @param {string} paper @returns {string}
 */
export function svg(scene, paper) {
  const { width, height } = scene;
  const drawn = scene.items.map(svgItem).join("\n");
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${short(width)}" height="${short(height)}" ` +
    `viewBox="0 0 ${short(width)} ${short(height)}" font-family="${escaped(FONT)}">\n` +
    `<title>${escaped(scene.title)}</title>\n<rect width="100%" height="100%" fill="${paper}"/>\n${drawn}\n</svg>\n`
  );
}

/** @param {Item} item @returns {string} */
function svgItem(item) {
  const alpha = item.alpha !== undefined && item.alpha < 1 ? ` opacity="${short(item.alpha)}"` : "";
  if (item.is === "line") {
    const dash = item.dash?.length ? ` stroke-dasharray="${item.dash.join(" ")}"` : "";
    const way = item.bend ? `Q${pull(item).map(short).join(" ")} ` : "L";
    const path = `M${short(item.x1)} ${short(item.y1)} ${way}${short(item.x2)} ${short(item.y2)}`;
    const line = `<path d="${path}" fill="none" stroke="${item.colour}" stroke-width="${short(item.width)}"${dash}${alpha}/>`;
    return item.arrow ? `${line}<polygon points="${points(head(item))}" fill="${item.colour}"${alpha}/>` : line;
  }
  if (item.is === "mark") {
    const corners = outline(item.shape, item.x, item.y, item.radius);
    const stroke = item.stroke ? ` stroke="${item.stroke}" stroke-width="${short(item.width ?? 1)}"` : "";
    return corners
      ? `<polygon points="${points(corners)}" fill="${item.fill}"${stroke}${alpha}/>`
      : `<circle cx="${short(item.x)}" cy="${short(item.y)}" r="${short(item.radius)}" fill="${item.fill}"${stroke}${alpha}/>`;
  }
  if (item.is === "text") {
    const halo = item.halo ? ` stroke="${item.halo}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"` : "";
    const turn = item.turn ? ` transform="rotate(${item.turn} ${short(item.x)} ${short(item.y)})"` : "";
    const bold = item.bold ? ' font-weight="600"' : "";
    return (
      `<text x="${short(item.x)}" y="${short(item.y)}" font-size="${short(item.size)}" fill="${item.colour}"` +
      ` text-anchor="${item.anchor ?? "start"}" dominant-baseline="central"${bold}${halo}${turn}${alpha}>${escaped(item.text)}</text>`
    );
  }
  const fill = ` fill="${item.fill ?? "none"}"`, stroke = item.stroke ? ` stroke="${item.stroke}" stroke-width="${short(item.line ?? 1)}"` : "";
  return `<rect x="${short(item.x)}" y="${short(item.y)}" width="${short(item.width)}" height="${short(item.height)}"${fill}${stroke}${alpha}/>`;
}

/** @param {[number, number][]} corners @returns {string} */
function points(corners) {
  return corners.map(([x, y]) => `${short(x)},${short(y)}`).join(" ");
}

/** @param {number} value @returns {string} */
function short(value) {
  return String(Math.round(value * 100) / 100);
}

/** @param {string} text @returns {string} text for XML: what it may not hold at all is left out */
export function escaped(text) {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/**
 * A canvas that fills a place, sharp on any screen, its units those of the page. Returns its context.
 * @param {HTMLCanvasElement} canvas @param {number} width @param {number} height @returns {CanvasRenderingContext2D}
 */
export function fit(canvas, width, height) {
  const ratio = Math.min(devicePixelRatio || 1, 2);
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser draws no canvas");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

const widths = new Map();

/** The width of a text. @param {CanvasRenderingContext2D} context @param {string} text @param {number} size @param {boolean} [bold] @returns {number} */
export function textWidth(context, text, size, bold = false) {
  const key = `${bold ? "b" : "n"}${text}`;
  let unit = widths.get(key);
  if (unit === undefined) {
    context.font = `${bold ? "600 " : ""}20px ${FONT}`;
    unit = context.measureText(text).width / 20;
    widths.set(key, unit);
  }
  return unit * size;
}
