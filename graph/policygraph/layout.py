"""Positions for a network, the same for the same network: stress majorisation, then room for the labels.

The distance between two nodes is drawn towards the length of the shortest path between them (E. Gansner,
Y. Koren, S. North: Graph drawing by stress majorization, 2004), each connected part by itself; boxes that still
overlap are pushed apart, and the parts are packed side by side.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import networkx as nx

Floats = NDArray[np.float64]
Size = tuple[float, float]

EDGE = 105.0  # the length drawn for one step, in the units of the boxes
STRETCH = 1.9  # screens and labels are wider than high
GAP = 14.0  # between two boxes
SLACK = 200.0  # boxes farther apart than this are not looked at again before they have moved
PART_GAP = 70.0  # between two connected parts
ASPECT = 1.6  # width to height of the whole picture


def layout(network: "nx.MultiDiGraph[str]", sizes: Mapping[str, Size]) -> dict[str, tuple[int, int]]:
    """The centre of each node's box, of the given width and height, in whole units; no two boxes overlap."""
    import networkx as nx

    undirected = nx.Graph(network)
    parts = sorted((sorted(part) for part in nx.connected_components(undirected)), key=lambda p: (-len(p), p))
    placed = []
    for part in parts:
        boxes = np.array([sizes[node] for node in part], dtype=float)
        positions = _lay_down(_unfold(_distances(undirected, part)))
        positions[:, 0] *= STRETCH
        placed.append((part, boxes, _apart(positions, boxes)))
    centres = _pack(placed)
    return {node: (round(x), round(y)) for node, (x, y) in sorted(centres.items())}


def _distances(graph: "nx.Graph[str]", part: list[str]) -> Floats:
    """Steps between every two nodes of a connected part, by widening all circles at once."""
    index = {node: number for number, node in enumerate(part)}
    near = np.zeros((len(part), len(part)), dtype=np.float32)
    for one, other in graph.edges(part):
        near[index[one], index[other]] = near[index[other], index[one]] = 1
    steps = np.zeros(near.shape)
    reached = np.eye(len(part), dtype=bool)
    while not reached.all():
        steps[~reached] += 1
        reached |= (reached.astype(np.float32) @ near) > 0
    return steps


def _unfold(steps: Floats, rounds: int = 120) -> Floats:
    """Positions whose distances come near to the steps, from a circle on: no random start."""
    count = len(steps)
    if count == 1:
        return np.zeros((1, 2))
    angle = 2 * np.pi * np.arange(count) / count
    positions: Floats = np.column_stack([np.cos(angle), np.sin(angle)]) * EDGE * np.sqrt(count)
    wanted = steps * EDGE
    weights = 1 / np.where(steps == 0, np.inf, steps) ** 2
    pull = weights * wanted
    squares = (np.empty_like(pull), np.empty_like(pull))
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.inv(laplacian + 1 / count) - 1 / count
    for _ in range(rounds):
        for axis, square in zip(positions.T, squares, strict=True):  # in place: to make room anew takes as long
            np.subtract.outer(axis, axis, out=square)
            np.multiply(square, square, out=square)
        apart = np.sqrt(np.add(*squares, out=squares[0]), out=squares[0])
        apart[apart < 1e-9] = np.inf  # a node and itself
        ratio = np.divide(pull, apart, out=squares[1])
        moved = inverse @ (ratio.sum(axis=1)[:, None] * positions - ratio @ positions)
        still = float(np.abs(moved - positions).max()) < 0.2
        positions = moved
        if still:
            break
    return positions


def _lay_down(positions: Floats) -> Floats:
    """The positions turned so that they spread from left to right more than from top to bottom."""
    centred: Floats = positions - positions.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    if axes.shape[0] < 2:
        return centred
    # an axis has no sign of its own: the first node beyond the middle is put on the left, and above
    turned = centred @ axes.T
    for axis in (0, 1):
        ends = turned[np.abs(turned[:, axis]) > 1.0, axis]
        if len(ends) and ends[0] > 0:
            turned[:, axis] *= -1
    return np.asarray(turned, dtype=np.float64)


def _apart(positions: Floats, boxes: Floats, rounds: int = 600) -> Floats:
    """The positions, moved as little as is needed for no two boxes to overlap."""
    x, y = np.round(positions, 3).T
    reach_x, reach_y = (np.add.outer(size, size) / 2 + GAP for size in boxes.T)
    since = np.full((2, len(x)), np.inf)  # where the nodes were when the pairs that may meet were looked for
    for _ in range(rounds):
        if not np.abs(since - (x, y)).max() <= SLACK / 2:
            since = np.array([x, y])
            near = (reach_x - np.abs(np.subtract.outer(x, x)) > -SLACK) & (
                reach_y - np.abs(np.subtract.outer(y, y)) > -SLACK
            )
            pairs = np.nonzero(np.triu(near, 1))
        one, other = pairs
        over_x = reach_x[one, other] - np.abs(x[one] - x[other])
        over_y = reach_y[one, other] - np.abs(y[one] - y[other])
        meet = (over_x > 0) & (over_y > 0)
        if not meet.any():
            break
        one, other, over_x, over_y = one[meet], other[meet], over_x[meet], over_y[meet]
        # each pair is pushed along the axis on which it is nearer to being free; ties go by order
        sideways = over_x < over_y
        for axis, over, chosen in ((x, over_x, sideways), (y, over_y, ~sideways)):
            first, second = one[chosen], other[chosen]
            side = np.where(axis[first] > axis[second], 1.0, -1.0)
            push = over[chosen] * side * 0.5
            np.add.at(axis, first, push)
            np.add.at(axis, second, -push)
    return np.column_stack([x, y])


def _pack(placed: list[tuple[list[str], Floats, Floats]]) -> dict[str, tuple[float, float]]:
    """The connected parts in rows, the largest first, in a picture of about the wanted shape."""
    outlines = []
    for part, boxes, positions in placed:
        low = (positions - boxes / 2).min(axis=0)
        high = (positions + boxes / 2).max(axis=0)
        outlines.append((part, positions - low, high - low))
    area = sum(float((size[0] + PART_GAP) * (size[1] + PART_GAP)) for _, _, size in outlines)
    width = max([float(np.sqrt(area * ASPECT)), *(float(size[0]) for _, _, size in outlines)])
    centres: dict[str, tuple[float, float]] = {}
    left = top = row = 0.0
    for part, positions, size in outlines:
        if left and left + size[0] > width:
            left, top, row = 0.0, top + row + PART_GAP, 0.0
        for node, (x, y) in zip(part, positions, strict=True):
            centres[node] = (left + float(x), top + float(y))
        left += float(size[0]) + PART_GAP
        row = max(row, float(size[1]))
    return centres
