// How things look: colours of the ground and of statuses, dashes, and a shape for each kind of element.

/** @typedef {{ light: string, dark: string, dash: number[], sign: string }} StatusLook */
/** @typedef {{ sign: string, shape: string }} KindLook */
/**
 * @typedef {Object} Ground the colours of the page as they are now
 * @property {string} paper @property {string} ink @property {string} soft @property {string} line
 * @property {string} accent @property {string} band
 */

/** The looks by name, and what they are on the present ground. */
export class Look {
  /** @param {{ statuses: Record<string, StatusLook>, kinds: Record<string, KindLook> }} styles */
  constructor(styles) {
    this.styles = styles;
    this.dark = false;
    /** @type {Ground} */ this.ground = { paper: "", ink: "", soft: "", line: "", accent: "", band: "" };
  }

  /** Reads the ground anew: after the theme was changed. @param {string} theme "", "light" or "dark" */
  refresh(theme) {
    this.dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = this.dark ? "dark" : "light";
    const style = getComputedStyle(document.documentElement);
    for (const name of /** @type {(keyof Ground)[]} */ (Object.keys(this.ground))) {
      this.ground[name] = style.getPropertyValue(`--${name}`).trim();
    }
    for (const name of Object.keys(this.styles.statuses)) {
      document.documentElement.style.setProperty(`--${name}`, this.colour(name));
    }
  }

  /** @param {string} status @returns {string} */
  colour(status) {
    return this.styles.statuses[status][this.dark ? "dark" : "light"];
  }

  /** @param {string} status @returns {number[]} */
  dash(status) {
    return this.styles.statuses[status].dash;
  }

  /** @param {string} status @returns {string} */
  sign(status) {
    return this.styles.statuses[status].sign;
  }

  /** @param {string} kind @returns {string} */
  kindSign(kind) {
    return this.styles.kinds[kind].sign;
  }

  /** @param {string} kind @returns {string} */
  shape(kind) {
    return this.styles.kinds[kind].shape;
  }
}

/** Corners of each shape about (0, 0) for a radius of one; none for what is round. @type {Record<string, [number, number][]>} */
const CORNERS = {
  square: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
  diamond: [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]],
  triangle: [[0, -1.15], [1.1, 0.8], [-1.1, 0.8]],
  triangleDown: [[0, 1.15], [1.1, -0.8], [-1.1, -0.8]],
  hexagon: round(6, 1.08, 1.08),
  star: round(10, 1.3, 0.6),
};

/** @param {number} count @param {number} outer @param {number} inner @returns {[number, number][]} */
function round(count, outer, inner) {
  return Array.from({ length: count }, (_, i) => {
    const radius = i % 2 ? inner : outer, angle = (2 * Math.PI * i) / count - Math.PI / 2;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/**
 * The outline of a shape; null where it is a circle.
 * @param {string} shape @param {number} x @param {number} y @param {number} radius @returns {[number, number][] | null}
 */
export function outline(shape, x, y, radius) {
  const corners = CORNERS[shape];
  return corners ? corners.map(([dx, dy]) => [x + dx * radius, y + dy * radius]) : null;
}
