"""Groups of elements that are linked among each other more than with the rest, and groups of such groups.

The modularity of the groups is raised by moving one element at a time, then the groups become the elements of the
next round (V. Blondel and others: Fast unfolding of communities in large networks, 2008). Elements are visited by
their number and ties go to the lower group, so that the same network gives the same groups.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.integer[Any]]
Floats = NDArray[np.float64]

ROUNDS = 12  # over all elements; what still moves after that moves to and fro


@dataclass(frozen=True)
class Links:
    """Undirected links among `count` elements by their numbers, each pair once, no element with itself."""

    count: int
    one: Numbers
    other: Numbers
    weight: Floats

    def of(self, label: Numbers, count: int) -> "Links":
        """The links among groups: `label` gives each element's; links within a group are left out."""
        ends = np.sort(np.column_stack([label[self.one], label[self.other]]), axis=1)
        across = ends[:, 0] != ends[:, 1]
        keys, where = np.unique(ends[across, 0] * count + ends[across, 1], return_inverse=True)
        weight = sums(where, self.weight[across], len(keys))
        return Links(count, keys // count, keys % count, weight)


def communities(links: Links, coarseness: float = 1.0) -> list[Numbers]:
    """For each round a group for every element, finest groups first; each round's groups are unions of those before.

    A higher `coarseness` makes fewer and larger groups. Groups are numbered from 0 on by their first elements.
    """
    found: list[Numbers] = []
    label: Numbers = np.arange(links.count)
    inner: Floats = np.zeros(links.count)  # the weight of the links within each of what is moved
    level = links
    while True:
        group = _by_first(_moved(level, inner, 1 / coarseness))
        count = int(group.max(initial=-1)) + 1
        if count == level.count:
            return found or [label]
        same = group[level.one] == group[level.other]
        inner = sums(group, inner, count) + sums(group[level.one[same]], level.weight[same], count)
        level = level.of(group, count)
        label = group[label]
        found.append(label)


def sums(label: Numbers, values: Floats, count: int) -> Floats:
    """For each of so many labels the sum of the values of what has it."""
    return np.asarray(np.bincount(label, values, count), dtype=np.float64)


def _by_first(label: Numbers) -> Numbers:
    """The groups numbered in the order in which they first occur."""
    _, first, where = np.unique(label, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[where]


def _moved(links: Links, inner: Floats, resolution: float) -> Numbers:
    """A group for each element such that no move of one alone would raise the modularity."""
    near = _neighbours(links)
    degree = (
        2 * inner + sums(links.one, links.weight, links.count) + sums(links.other, links.weight, links.count)
    ).tolist()
    total = sum(degree) or 1.0
    group = list(range(links.count))
    volume = list(degree)
    waiting = [True] * links.count
    for _ in range(ROUNDS):
        calm = True
        for element in range(links.count):
            if not waiting[element]:
                continue
            waiting[element] = False
            own = group[element]
            pull: dict[int, float] = {}
            for neighbour, weight in near[element]:
                there = group[neighbour]
                pull[there] = pull.get(there, 0.0) + weight
            share = resolution * degree[element] / total
            volume[own] -= degree[element]
            best, most = own, pull.get(own, 0.0) - share * volume[own] + 1e-9
            for there in sorted(pull):
                gain = pull[there] - share * volume[there]
                if gain > most:
                    best, most = there, gain
            volume[best] += degree[element]
            if best != own:
                calm = False
                group[element] = best
                for neighbour, _ in near[element]:
                    if group[neighbour] != best:
                        waiting[neighbour] = True
        if calm:
            break
    return np.array(group, dtype=np.int64)


def _neighbours(links: Links) -> list[list[tuple[int, float]]]:
    near: list[list[tuple[int, float]]] = [[] for _ in range(links.count)]
    for one, other, weight in zip(links.one.tolist(), links.other.tolist(), links.weight.tolist(), strict=True):
        near[one].append((other, weight))
        near[other].append((one, weight))
    return near
