"""Regions of a network, each made of groups, settled one within the other: groups in regions, regions in the whole."""

from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from .communities import Floats, Links, Numbers
from .forces import CLOSE, GOLDEN, TIGHT, settle
from .nearness import Discs

ASPECT = 1.6  # width to height of the whole picture
WIDE = 1.8  # of the regions alone: what is parked comes below them
ABOUT_GROUP, ABOUT_REGION = 7.0, 26.0  # room left free
SMALL = 8  # regions with fewer elements are taken into others
LARGE = 150  # regions with more elements are made of groups
STARTS = 6  # of the regions among each other; the best end is taken
FILLED = 0.55  # the share of a disc that smaller discs in it cover, about

Flags = NDArray[np.bool_]


def fused(links: Links, region: Numbers) -> Numbers:
    """The regions, with those too small to be seen as one taken into the region that they are linked with most.

    What is linked with no other region stays by itself, however small.
    """
    count = int(region.max(initial=-1)) + 1
    size = np.bincount(region, minlength=count).tolist()
    between = links.of(region, count)
    near: list[dict[int, float]] = [{} for _ in range(count)]
    for one, other, weight in zip(between.one.tolist(), between.other.tolist(), between.weight.tolist(), strict=True):
        near[one][other] = near[other][one] = weight
    into = np.arange(count)
    waiting = [(members, number) for number, members in enumerate(size) if members < SMALL]
    heapify(waiting)
    while waiting:
        members, number = heappop(waiting)
        if members != size[number] or not near[number]:
            continue  # it has grown since, or stays by itself
        home = min(near[number], key=lambda other: (-near[number][other], other))
        into[number] = home
        size[home], size[number] = size[home] + members, 0
        for other, weight in near[number].items():
            del near[other][number]
            if other != home:
                near[home][other] = near[other][home] = near[home].get(other, 0.0) + weight
        near[number] = {}
        if size[home] < SMALL:
            heappush(waiting, (size[home], home))
    while (into[into] != into).any():
        into = into[into]
    return np.unique(into[region], return_inverse=True)[1]  # numbered without gaps


def groups(links: Links, region: Numbers, finer: Numbers) -> Numbers:
    """The group of each element: the region itself where that is not large, else the finer community in it."""
    size = np.bincount(region, minlength=int(region.max(initial=-1)) + 1)
    within = np.where(size[region] > LARGE, finer + 1, 0)
    _, group = np.unique(region * (int(within.max(initial=0)) + 1) + within, return_inverse=True)
    return fused(_within(links, region), group)


def nested(links: Links, radius: Floats, region: Numbers, group: Numbers, main: Flags) -> Floats:
    """Places of all elements: the regions of `main` side by side, every other one about a middle of its own.

    `radius` is the room that each element needs.
    """
    _, first = np.unique(group, return_index=True)
    above = region[first]  # the region of each group
    wide = _guessed(radius, group)
    broad = _guessed(wide + ABOUT_GROUP, above)
    chosen = np.flatnonzero(np.bincount(region[main], minlength=len(broad)))
    middle = np.zeros((len(broad), 2))
    among = _among(links.of(region, len(broad)), chosen)
    middle[chosen] = _spread(among, broad[chosen] + ABOUT_REGION)
    drawn = _drawn(links, region, middle)
    between = _within(links.of(group, len(wide)), above)
    outward = 0.35 * _means(drawn, group)  # more would tear a region apart
    place = settle(Discs(wide + ABOUT_GROUP, above, between, outward), reach=CLOSE)
    inner = Discs(radius, group, _within(links, group), _drawn(links, group, middle[above] + place))
    at, wide = _centred(settle(inner), radius, group)
    measured = Discs(wide + ABOUT_GROUP, above, between, outward)
    place, broad = _centred(settle(measured, place, reach=CLOSE), measured.radius, above)
    middle[chosen] = _wide(among, broad[chosen] + ABOUT_REGION, middle[chosen])
    return middle[region] + place[group] + at


def _guessed(radius: Floats, label: Numbers) -> Floats:
    """About the radius of a disc that holds all discs of one label."""
    total = np.bincount(label, radius**2, int(label.max(initial=-1)) + 1)
    guessed: Floats = np.sqrt(total / FILLED)
    return guessed


def _among(links: Links, chosen: Numbers) -> Links:
    """The links among those chosen, by their numbers there; weights so that large regions count as small ones."""
    number = np.full(links.count, -1)
    number[chosen] = np.arange(len(chosen))
    kept = (number[links.one] >= 0) & (number[links.other] >= 0)
    one, other, weight = number[links.one[kept]], number[links.other[kept]], links.weight[kept]
    degree = np.bincount(one, weight, len(chosen)) + np.bincount(other, weight, len(chosen))
    return Links(len(chosen), one, other, weight / np.sqrt(np.maximum(degree[one] * degree[other], 1e-9)))


def _alone(links: Links, radius: Floats) -> Discs:
    """Discs of one group that nothing outside draws."""
    return Discs(radius, np.zeros(len(radius), dtype=np.int64), links, np.zeros((len(radius), 2)))


def _spread(links: Links, radius: Floats) -> Floats:
    """The best of several ends: that in which what is linked lies nearest."""
    if links.count < 2:
        return np.zeros((links.count, 2))
    discs = _alone(links, radius)
    ends = [settle(discs, stretch=ASPECT, reach=TIGHT)]
    chance = np.random.default_rng(2026)
    for _ in range(STARTS - 1):
        start = np.empty((links.count, 2))
        angle = np.arange(links.count) * GOLDEN
        far = np.sqrt(np.arange(links.count) + 0.5) * float(radius.mean())
        start[chance.permutation(links.count)] = np.column_stack([far * np.cos(angle), far * np.sin(angle)])
        ends.append(settle(discs, start, ASPECT, TIGHT, rounds=80))
    lengths = [float(links.weight @ np.hypot(*(end[links.one] - end[links.other]).T)) for end in ends]
    return ends[int(np.argmin(np.round(lengths, 3)))]


def _wide(links: Links, radius: Floats, start: Floats) -> Floats:
    """The regions settled from a start on, in about the wanted shape: drawn out until they have it."""
    if links.count < 2:
        return start
    stretch = ASPECT
    for _ in range(6):
        at = settle(_alone(links, radius), start, stretch, TIGHT)
        width, height = (at + radius[:, None]).max(axis=0) - (at - radius[:, None]).min(axis=0)
        lacks = WIDE * height / width
        if lacks < 1.05 or len(radius) < 4:
            break
        stretch *= min(1.5, lacks)
        start = at * (np.sqrt(lacks), 1 / np.sqrt(lacks))
    return at


def _drawn(links: Links, label: Numbers, middle: Floats) -> Floats:
    """The direction in which its links to other labels draw each element, as long as their share in its links."""
    one, other = label[links.one], label[links.other]
    apart = middle[other] - middle[one]
    distance = np.hypot(*apart.T)
    way = apart / np.where(distance > 0, distance, 1.0)[:, None] * links.weight[:, None]
    total = np.bincount(links.one, links.weight, len(label)) + np.bincount(links.other, links.weight, len(label))
    pull = [
        np.bincount(links.one, way[:, axis], len(label)) - np.bincount(links.other, way[:, axis], len(label))
        for axis in (0, 1)
    ]
    drawn: Floats = np.column_stack(pull) / np.maximum(total, 1e-9)[:, None]
    return drawn


def _means(values: Floats, label: Numbers) -> Floats:
    count = np.bincount(label)
    means: Floats = np.column_stack([np.bincount(label, values[:, axis]) / count for axis in (0, 1)])
    return means


def _within(links: Links, label: Numbers) -> Links:
    """The links whose ends have one label."""
    same = label[links.one] == label[links.other]
    return Links(links.count, links.one[same], links.other[same], links.weight[same])


def _centred(at: Floats, radius: Floats, label: Numbers) -> tuple[Floats, Floats]:
    """The places about the middle of the box of each label, and how far the discs of each reach from it."""
    count = int(label.max(initial=-1)) + 1
    low, high = np.full((count, 2), np.inf), np.full((count, 2), -np.inf)
    np.minimum.at(low, label, at - radius[:, None])
    np.maximum.at(high, label, at + radius[:, None])
    centred = at - ((low + high) / 2)[label]
    reach = np.zeros(count)
    np.maximum.at(reach, label, np.hypot(*centred.T) + radius)
    return centred, reach
