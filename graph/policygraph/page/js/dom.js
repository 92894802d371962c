// Small helpers for the page: text only ever enters it as text.

/** @typedef {string | number | Node | null | undefined | false} Child */

/**
 * An HTML element with attributes and children. A function as attribute listens (`onclick: …`); false, null and
 * undefined leave the attribute out, true writes it without a value.
 * @param {string} tag @param {Record<string, any>} [attributes] @param {...Child} children
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  put(node, ...children);
  return node;
}

/**
 * Adds children; what is empty is left out.
 * @param {Element} node @param {...Child} children
 */
export function put(node, ...children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
}

/**
 * Takes all children out and puts others in.
 * @param {Element} node @param {...Child} children
 */
export function fill(node, ...children) {
  node.replaceChildren();
  put(node, ...children);
}

/**
 * The element of the page with that id, which is there.
 * @param {string} id @returns {HTMLElement}
 */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`the page has no #${id}`);
  return node;
}

/**
 * A name that is written from right to left turns nothing else.
 * @param {string} text @returns {string}
 */
export function isolated(text) {
  return `\u2068${text}\u2069`;
}

/**
 * The text, cut to at most that many characters (code points), with an ellipsis if it was longer.
 * @param {string} text @param {number} most @returns {string}
 */
export function cut(text, most) {
  if (text.length <= most) return text;
  const points = Array.from(text.slice(0, 2 * most + 2));
  return points.length <= most && text.length <= 2 * most + 2 ? text : `${points.slice(0, most - 1).join("").trimEnd()}…`;
}

/**
 * Says something to whoever listens to the page.
 * @param {string} text
 */
export function announce(text) {
  byId("live").textContent = text;
}

/** @param {EventTarget | null} target @returns {boolean} whether keys belong to a field that is typed into */
export function typing(target) {
  return target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable);
}
