// Labels that lie on no other label and leave the picture nowhere: the first come first, each at the best free side.

import { cut } from "./dom.js";
import { textWidth } from "./scene.js";

/** @typedef {import("./scene.js").Text} Text */
/** @typedef {{ text: string, x: number, y: number, radius: number, size: number, bold: boolean, colour: string }} Wanted */

const CELL = 64, LONGEST = 44, GAP = 3;

/** Boxes that are taken, looked up by squares of the picture. */
export class Taken {
  constructor() {
    /** @type {Map<number, number[][]>} */ this.cells = new Map();
  }

  /** @param {number[]} box left, top, right, bottom @param {(cell: number[][]) => boolean} each @returns {boolean} whether any said so */
  some(box, each) {
    for (let i = Math.floor(box[0] / CELL); i <= Math.floor(box[2] / CELL); i += 1) {
      for (let j = Math.floor(box[1] / CELL); j <= Math.floor(box[3] / CELL); j += 1) {
        const key = i * 4096 + j, cell = this.cells.get(key);
        if (cell ? each(cell) : each(this.cells.set(key, []).get(key) ?? [])) return true;
      }
    }
    return false;
  }

  /** @param {number[]} box @returns {boolean} */
  free(box) {
    return !this.some(box, (cell) => cell.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]));
  }

  /** @param {number[]} box */
  take(box) {
    this.some(box, (cell) => {
      cell.push(box);
      return false;
    });
  }
}

/**
 * The labels that find room, in the order wanted; at most `most`.
 * @param {CanvasRenderingContext2D} context @param {Iterable<Wanted>} wanted @param {{ left: number, top: number, right: number, bottom: number }} room
 * @param {string} halo @param {number} most @param {Taken} taken what is taken already; the labels are added
 * @returns {Text[]}
 */
export function labels(context, wanted, room, halo, most, taken) {
  /** @type {Text[]} */ const found = [];
  let tried = 0;
  for (const { text: whole, x, y, radius, size, bold, colour } of wanted) {
    if (found.length >= most || tried > 12 * most) break;
    tried += 1;
    const text = cut(whole.replace(/[\u202a-\u202e\u2066-\u2069]/g, ""), LONGEST);
    if (!text.trim()) continue;
    const width = textWidth(context, text, size, bold), half = size * 0.62, aside = radius + GAP;
    for (const [left, middle, anchor] of /** @type {const} */ ([
      [x + aside, y, "start"], [x - width / 2, y + aside + half, "middle"],
      [x - width / 2, y - aside - half, "middle"], [x - aside - width, y, "end"],
    ])) {
      const box = [left - 2, middle - half, left + width + 2, middle + half];
      if (box[0] < room.left + 2 || box[1] < room.top + 2 || box[2] > room.right - 2 || box[3] > room.bottom - 2 || !taken.free(box)) continue;
      taken.take(box);
      const at = anchor === "start" ? left : anchor === "end" ? left + width : x;
      found.push({ is: "text", x: at, y: middle, text, size, bold, colour, anchor, halo });
      break;
    }
  }
  return found;
}
