// How a picture is gone through: pointing lights up, arrows lead from part to part, a click or a key chooses.

/** @typedef {import("./focus_draw.js").Piece} Piece */
/**
 * @typedef {Object} Deeds
 * @property {(key: string) => Piece | undefined} piece
 * @property {(sel: string) => void} select @property {(element: number) => void} centre @property {(band: string) => void} open
 */

/** @param {HTMLElement} stage where the picture is put @param {Deeds} deeds */
export function guide(stage, deeds) {
  const at = (/** @type {EventTarget | null} */ target) => (target instanceof Element ? /** @type {SVGElement | null} */ (target.closest("[data-key]")) : null);
  const pieceAt = (/** @type {EventTarget | null} */ target) => deeds.piece(at(target)?.dataset.key ?? "");
  const choose = (/** @type {Piece | undefined} */ piece) => {
    if (piece?.opens) deeds.open(piece.opens);
    else if (piece?.sel) deeds.select(piece.sel);
  };
  stage.addEventListener("click", (event) => choose(pieceAt(event.target)));
  stage.addEventListener("dblclick", (event) => {
    const piece = pieceAt(event.target);
    if (piece && piece.element >= 0) deeds.centre(piece.element);
  });
  stage.addEventListener("keydown", (event) => {
    const node = at(event.target), piece = pieceAt(event.target);
    if (!node || !piece) return;
    if (event.key === "Enter" && piece.element >= 0) deeds.centre(piece.element);
    else if (event.key === "Enter" || event.key === " ") choose(piece);
    else if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") go(stage, piece, event.key, deeds);
    else return;
    event.preventDefault();
  });
  for (const name of ["pointerover", "focusin"]) stage.addEventListener(name, (event) => light(stage, pieceAt(event.target), deeds));
  for (const name of ["pointerleave", "focusout"]) stage.addEventListener(name, () => light(stage, undefined, deeds));
}

/** @param {HTMLElement} stage @param {Piece} from @param {string} key @param {Deeds} deeds */
function go(stage, from, key, deeds) {
  const nodes = [...stage.querySelectorAll("[data-key]")].map((node) => /** @type {SVGElement} */ (node));
  const all = nodes.map((node) => ({ node, piece: /** @type {Piece} */ (deeds.piece(node.dataset.key ?? "")) }));
  const level = (/** @type {Piece} */ piece) => piece.y + piece.height / 2;
  const own = all.filter(({ piece }) => piece.column === from.column).sort((a, b) => level(a.piece) - level(b.piece));
  const here = own.findIndex(({ piece }) => piece.key === from.key);
  let next = key === "ArrowDown" ? own[here + 1] : key === "ArrowUp" ? own[here - 1] : key === "Home" ? own[0] : key === "End" ? own[own.length - 1] : undefined;
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const way = key === "ArrowRight" ? 1 : -1, beyond = all.filter(({ piece }) => (piece.column - from.column) * way > 0);
    const nearest = Math.min(...beyond.map(({ piece }) => piece.column * way)) * way;
    next = beyond.filter(({ piece }) => piece.column === nearest).sort((a, b) => Math.abs(level(a.piece) - level(from)) - Math.abs(level(b.piece) - level(from)))[0];
  }
  if (!next) return;
  for (const { node } of all) node.setAttribute("tabindex", node === next.node ? "0" : "-1");
  next.node.focus();
}

/** Lights a piece up, with all that has to do with the same elements. @param {HTMLElement} stage @param {Piece | undefined} piece @param {Deeds} deeds */
function light(stage, piece, deeds) {
  const on = piece && !piece.opens && piece.ends.length > 0;
  stage.classList.toggle("lit", Boolean(on));
  if (!on) return;
  const ends = new Set(piece.ends), alone = piece.element < 0;
  const nodes = [...stage.querySelectorAll("[data-key]")].map((node) => ({ node, other: deeds.piece(/** @type {SVGElement} */ (node).dataset.key ?? "") }));
  /** @type {Set<number>} */ const beyond = new Set(ends);
  for (const { other } of nodes) if (!alone && other && other.element < 0 && other.ends.some((end) => ends.has(end))) for (const end of other.ends) beyond.add(end);
  for (const { node, other } of nodes) {
    const near = alone ? other === piece || (other && other.element >= 0 && ends.has(other.element)) : other && (other.element >= 0 ? beyond.has(other.element) : other.ends.some((end) => ends.has(end)));
    node.classList.toggle("on", Boolean(near));
  }
}
