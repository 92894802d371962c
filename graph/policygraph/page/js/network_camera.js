// Where one looks: the point in the middle and how large; and what moves it: pointer, wheel, two fingers.

/** @typedef {{ x: number, y: number, k: number }} Camera the point of the network in the middle, and pixels a unit */
/** @typedef {{ left: number, top: number, right: number, bottom: number }} Bounds */

export const MOST_NEAR = 5;

/** @param {Bounds} bounds @param {number} width @param {number} height @returns {Camera} all of it, with a margin */
export function fitted(bounds, width, height) {
  const wide = Math.max(60, bounds.right - bounds.left), high = Math.max(60, bounds.bottom - bounds.top);
  const k = Math.min(2, Math.max(40, width - 40) / wide, Math.max(40, height - 40) / high);
  return { x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2, k };
}

/** @param {string} text @returns {Camera | null} as it stands in an address */
export function readCamera(text) {
  const [x, y, k] = text.split(",").map(Number);
  return text && [x, y, k].every(Number.isFinite) && k > 0 ? { x, y, k: Math.min(k, MOST_NEAR) } : null;
}

/** @param {Camera} camera @returns {string} */
export function writtenCamera(camera) {
  return `${Math.round(camera.x)},${Math.round(camera.y)},${Number(camera.k.toPrecision(4))}`;
}

/**
 * @typedef {Object} Handlers
 * @property {() => Camera} camera @property {(camera: Camera) => void} move @property {() => number} least the smallest k
 * @property {(x: number, y: number) => void} hover @property {() => void} away
 * @property {(x: number, y: number) => void} click @property {(x: number, y: number) => void} twice
 */

/** @param {Camera} camera @param {number} factor @param {number} dx of the point that stays, from the middle @param {number} dy @param {number} least @returns {Camera} */
export function zoomed(camera, factor, dx, dy, least) {
  const k = Math.max(least, Math.min(MOST_NEAR, camera.k * factor));
  return { k, x: camera.x + dx / camera.k - dx / k, y: camera.y + dy / camera.k - dy / k };
}

/**
 * Lets pointer and wheel move the camera of a stage. @param {HTMLElement} stage @param {Handlers} on
 */
export function guided(stage, on) {
  /** @type {Map<number, { x: number, y: number }>} */ const down = new Map();
  let moved = 0, wasTwo = false;
  const at = (/** @type {MouseEvent} */ event) => {
    const box = stage.getBoundingClientRect();
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
  };
  stage.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!down.size) [moved, wasTwo] = [0, false];
    down.set(event.pointerId, at(event));
    wasTwo ||= down.size > 1;
    stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener("pointermove", (event) => {
    const here = at(event), before = down.get(event.pointerId);
    if (!before) return on.hover(here.x, here.y);
    const camera = on.camera(), other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    moved += Math.abs(here.x - before.x) + Math.abs(here.y - before.y);
    down.set(event.pointerId, here);
    if (moved < 4) return;
    if (!other) return on.move({ ...camera, x: camera.x - (here.x - before.x) / camera.k, y: camera.y - (here.y - before.y) / camera.k });
    const was = Math.hypot(before.x - other.x, before.y - other.y), is = Math.hypot(here.x - other.x, here.y - other.y);
    const next = zoomed(camera, is / Math.max(1, was), (here.x + other.x) / 2, (here.y + other.y) / 2, on.least());
    on.move({ ...next, x: next.x - (here.x - before.x) / 2 / next.k, y: next.y - (here.y - before.y) / 2 / next.k });
  });
  const up = (/** @type {PointerEvent} */ event) => {
    if (!down.delete(event.pointerId) || down.size || event.type === "pointercancel") return;
    if (moved < 4 && !wasTwo) on.click(at(event).x, at(event).y);
  };
  stage.addEventListener("pointerup", up);
  stage.addEventListener("pointercancel", up);
  stage.addEventListener("pointerleave", () => on.away());
  stage.addEventListener("dblclick", (event) => on.twice(at(event).x, at(event).y));
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    const pixels = event.deltaMode === 1 ? event.deltaY * 33 : event.deltaMode === 2 ? event.deltaY * 400 : event.deltaY;
    const speed = event.ctrlKey ? 0.01 : 0.0016, { x, y } = at(event);
    on.move(zoomed(on.camera(), Math.exp(-Math.max(-300, Math.min(300, pixels)) * speed), x, y, on.least()));
  }, { passive: false });
}
