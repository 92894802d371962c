"""A place in the plane for each element, the same for the same statements, and the region that it lies in.

Elements that are linked among each other more than with the rest make a region, round and with room about it; large
regions are made of smaller groups in the same way. Regions that are linked lie near each other. What hangs together
with few others, or with nothing, is parked below. Nothing overlaps what another element is drawn as.
"""

from collections import Counter
from typing import NamedTuple

import numpy as np

from ..statements import Content
from .columns import Columns
from .communities import Floats, Links, Numbers, communities
from .parking import BELOW, box, parked, whole
from .regions import SMALL, Flags, fused, groups, nested

LEAST, GROWTH, MOST = 6.0, 2.4, 42.0  # the radius of an element: the page's network_graph.js draws the same
CORNERS = 1.3  # shapes with corners reach that much beyond their radius
ROOM = 6.0  # about each element


class Place(NamedTuple):
    """The middle of an element in whole units, and the number of its region; -1 where it lies in none."""

    x: int
    y: int
    region: int


def places(content: Content) -> dict[str, Place]:
    """The place of every element that the page knows, by id."""
    columns = Columns(content, {})
    said = _spoken(columns)
    at, region = placed(_links(columns), radii(said), said > 0)
    rows = zip(columns.elements, at.astype(int).tolist(), region.tolist(), strict=True)
    return {name: Place(x, y, number) for name, (x, y), number in rows}


def radii(said: Numbers) -> Floats:
    """How large elements are drawn of which so many statements speak."""
    sizes: Floats = np.minimum(MOST, LEAST + GROWTH * np.sqrt(said))
    return sizes


def placed(links: Links, radius: Floats, shown: Flags) -> tuple[Floats, Numbers]:
    """Places (n × 2, whole numbers) and regions of elements of such radii; those not `shown` stand last.

    Regions are numbered from 0 on, the largest first.
    """
    if not links.count:
        return np.zeros((0, 2)), np.zeros(0, dtype=np.int64)
    marks = radius * CORNERS
    room = marks + ROOM
    part, size = _parts(links)
    main = (size >= min(SMALL, size.max()))[part] & (size > 1)[part]
    rounds = communities(links)
    region = fused(links, rounds[-1])
    at = nested(links, room, region, groups(links, region, rounds[max(0, len(rounds) - 2)]), main)
    low, high = box(at[main], room[main])
    few = ~main & (size > 1)[part]
    order = sorted(np.unique(part[few]).tolist(), key=lambda number: (-size[number], number))
    right = max(high[0], low[0] + float(np.sqrt(2.0 * (4 * room[~main] ** 2).sum())))
    end = parked(at, room, [np.flatnonzero(part == number) for number in order], low[0], right, high[1] + BELOW)
    alone = np.flatnonzero(size[part] == 1)
    alone = alone[np.lexsort((alone, -radius[alone], ~shown[alone]))]
    parked(at, room, [alone[i : i + 1] for i in range(len(alone))], low[0], right, end + BELOW / 3)
    return whole(at, marks), np.where(main, _by_size(region, main), -1)


def _by_size(region: Numbers, main: Flags) -> Numbers:
    """The regions renumbered, the largest first; those of nothing in `main` come last."""
    size = np.bincount(region, main)
    rank = np.empty(len(size), dtype=np.int64)
    rank[np.lexsort((np.arange(len(size)), -size))] = np.arange(len(size))
    return rank[region]


def _links(columns: Columns) -> Links:
    """The pairs of elements that are linked; several linkages between two count for less than as many pairs."""
    pairs: Counter[tuple[int, int]] = Counter()
    for linkage in columns.linkages:
        one, other = sorted((columns.number[linkage.subject], columns.number[linkage.object]))
        if one != other:
            pairs[one, other] += 1
    keys = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    weight = np.array([1 + np.log(pairs[one, other]) for one, other in keys.tolist()])
    return Links(len(columns.elements), keys[:, 0], keys[:, 1], weight)


def _spoken(columns: Columns) -> Numbers:
    """How many statements link each element or take a position on it."""
    said = np.zeros(len(columns.elements), dtype=np.int64)
    for statement in columns.content.statements:
        linkage = statement.linkage
        named = {linkage.subject, linkage.object} if linkage else {statement.element or ""}
        for name in named:
            said[columns.number[name]] += 1
    return said


def _parts(links: Links) -> tuple[Numbers, Numbers]:
    """The connected part of each element, and how many elements each part has."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    shape = (links.count, links.count)
    graph = coo_array((np.ones(len(links.one)), (links.one, links.other)), shape=shape)
    _, part = connected_components(graph, directed=False)
    return part.astype(np.int64), np.bincount(part)
