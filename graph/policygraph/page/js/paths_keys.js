// How the picture of the paths is gone through: pointing lights the whole paths up, arrows lead on, a click or a key chooses.

/** @typedef {import("./focus_draw.js").Piece} Piece */
/** @typedef {{ piece: (key: string) => Piece | undefined, select: (sel: string) => void, open: (element: number) => void, light: (paths: Set<number> | null) => void }} Deeds */

/** @param {HTMLElement} stage where the picture is put @param {Deeds} deeds */
export function walkable(stage, deeds) {
  const nodeAt = (/** @type {EventTarget | null} */ target) => (target instanceof Element ? /** @type {SVGElement | null} */ (target.closest("[data-key]")) : null);
  const pieceAt = (/** @type {EventTarget | null} */ target) => deeds.piece(nodeAt(target)?.dataset.key ?? "");
  const light = (/** @type {Piece | undefined} */ piece) => {
    const paths = piece ? new Set(piece.ends) : null;
    stage.classList.toggle("lit", Boolean(paths));
    for (const node of stage.querySelectorAll("[data-key]")) {
      const own = deeds.piece(/** @type {SVGElement} */ (node).dataset.key ?? "");
      node.classList.toggle("on", Boolean(paths && own?.ends.some((path) => paths.has(path))));
    }
    deeds.light(paths);
  };
  stage.addEventListener("click", (event) => {
    const piece = pieceAt(event.target);
    if (piece) deeds.select(piece.sel);
  });
  stage.addEventListener("dblclick", (event) => {
    const piece = pieceAt(event.target);
    if (piece && piece.element >= 0) deeds.open(piece.element);
  });
  stage.addEventListener("keydown", (event) => {
    const piece = pieceAt(event.target);
    if (!piece) return;
    if (event.key === "Enter" || event.key === " ") deeds.select(piece.sel);
    else if (event.key.startsWith("Arrow")) lead(stage, piece, event.key, deeds);
    else return;
    event.preventDefault();
  });
  for (const name of ["pointerover", "focusin"]) stage.addEventListener(name, (event) => light(pieceAt(event.target)));
  for (const name of ["pointerleave", "focusout"]) stage.addEventListener(name, () => light(undefined));
}

/** @param {HTMLElement} stage @param {Piece} from @param {string} key @param {Deeds} deeds */
function lead(stage, from, key, deeds) {
  const way = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1, across = key === "ArrowLeft" || key === "ArrowRight";
  const level = (/** @type {Piece} */ piece) => piece.y + piece.height / 2;
  const nodes = /** @type {SVGElement[]} */ ([...stage.querySelectorAll("[data-key]")]);
  const all = nodes.flatMap((node) => {
    const piece = deeds.piece(node.dataset.key ?? "");
    return piece ? [{ node, piece }] : [];
  });
  const ahead = all.filter(({ piece }) => (across ? piece.column - from.column : piece.column === from.column ? level(piece) - level(from) : 0) * way > 0);
  const own = across ? ahead.filter(({ piece }) => piece.ends.some((path) => from.ends.includes(path))) : ahead;
  const far = (/** @type {{ piece: Piece }} */ { piece }) => (across ? 10_000 * Math.abs(piece.column - from.column) : 0) + Math.abs(level(piece) - level(from));
  const next = own.sort((a, b) => far(a) - far(b))[0];
  if (!next) return;
  for (const { node } of all) node.setAttribute("tabindex", node === next.node ? "0" : "-1");
  next.node.focus();
}
