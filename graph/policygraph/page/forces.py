"""Discs that are settled in the plane: what is linked comes near, and nothing lies on anything else.

Many groups are settled at once, each about its own middle and knowing nothing of the others.
"""

import numpy as np

from .communities import Floats, Links, Numbers, sums
from .nearness import USUAL, Discs, Pairs, every, near, nearest

GOLDEN = np.pi * (3 - np.sqrt(5))  # the angle by which seeds turn in a sunflower: an even start without chance
LOOSE, TIGHT, CLOSE = 5.0, 2.8, 2.0
ROUNDS = 110
EASY = 30  # rounds in which only the nearest are looked at

SMOOTHING = 40


def settle(
    discs: Discs, start: Floats | None = None, stretch: float = 1.0, reach: float = LOOSE, rounds: int = ROUNDS
) -> Floats:
    """A place for each disc about the middle of its group; no two of a group overlap.

    `stretch` is how much wider than high a group is drawn; `reach` is how far discs keep each other off, in their own
    mean size: the less, the tighter they are packed in the end.
    """
    at = sunflower(discs) if start is None else start.copy()
    if start is None:
        at = _smoothed(discs, at)
    lean = np.array([1.0, stretch**2])
    degree = _at_ends(discs.links.count, discs.links, discs.links.weight) + 1e-9
    size = float(discs.radius.mean()) if len(discs.radius) else 1.0
    span = _spans(discs)[discs.group][:, None]
    gravity = 0.06 / reach * lean
    fixed = every(discs)
    for number in range(rounds):
        heat = 1 - number / rounds
        move = _drawn(discs, at, degree)
        move += 0.02 * span * discs.pull - gravity * at
        if fixed:
            one, other = fixed
        elif number % 4 == 0:
            one, other = nearest(discs, at)
        move += _kept_off(at, one, other, reach * size) * heat
        longest = np.maximum(1.0, np.hypot(move[:, 0], move[:, 1]) / (3 * size))[:, None]
        at = at + move / longest * (0.25 + 0.75 * heat)
        if number > rounds // 3:
            _part(discs, at, one, other)
        at = np.round(at, 3)  # a difference in the last digit of a sum does not grow
    return pushed(discs, at)


def sunflower(discs: Discs) -> Floats:
    """The discs of each group about its middle, the most linked first, as seeds in a sunflower."""
    count = len(discs.radius)
    weight = _at_ends(count, discs.links, discs.links.weight)
    order = np.lexsort((np.arange(count), -weight, discs.group))
    sizes = np.bincount(discs.group, minlength=discs.groups)
    rank = np.empty(count)
    rank[order] = np.arange(count) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    distance = np.sqrt(rank) * _spans(discs)[discs.group] / np.sqrt(np.maximum(1, sizes[discs.group]))
    angle = rank * GOLDEN
    return np.column_stack([distance * np.cos(angle), distance * np.sin(angle)])


def pushed(discs: Discs, at: Floats) -> Floats:
    """The places, moved as little as is needed for no two discs of a group to overlap; small ones give way more.

    A group that does not come free by pushing is widened little by little.
    """
    at = at.copy()
    fixed = every(discs)
    slack = 0.0 if fixed else float(np.quantile(discs.radius, USUAL)) / 2
    looked = np.full_like(at, np.inf)
    number = 0
    while True:
        if fixed:
            one, other = fixed
        elif number < EASY and number % 4 == 0:
            one, other = nearest(discs, at)
        elif number >= EASY and not np.abs(at - looked).max(initial=0.0) <= slack / 3:
            one, other = near(discs, at, slack)
            looked = at.copy()
        crowded = _part(discs, at, one, other)
        number += 1
        if not len(crowded) and (fixed or number > EASY):
            return at
        if number > EASY and number % 5 == 0:
            tight = np.zeros(discs.groups, dtype=bool)
            tight[discs.group[crowded]] = True
            at[tight[discs.group]] *= 1.02


def _part(discs: Discs, at: Floats, one: Pairs, other: Pairs) -> Pairs:
    """Pushes those of the pairs apart that overlap; the first of each of them. Changes `at`."""
    apart = at[one] - at[other]
    distance = np.hypot(apart[:, 0], apart[:, 1])
    over = discs.radius[one] + discs.radius[other] - distance
    meet = np.flatnonzero(over > 1e-6)
    first, second, over = one[meet], other[meet], over[meet]
    way = _ways(apart[meet], distance[meet], first, second)
    share = (discs.radius[second] ** 2 / (discs.radius[first] ** 2 + discs.radius[second] ** 2))[:, None]
    step = way * (over * 1.02 + 0.01)[:, None]
    _add(at, first, step * share)
    _add(at, second, -step * (1 - share))
    return first


def _ways(apart: Floats, distance: Floats, first: Pairs, second: Pairs) -> Floats:
    """The direction from the second to the first of each pair; where they lie on one spot, one by their numbers."""
    same = distance < 1e-9
    ways = apart / np.where(same, 1.0, distance)[:, None]
    angle = (first[same] * 7 + second[same] * 13) * GOLDEN
    ways[same] = np.column_stack([np.cos(angle), np.sin(angle)])
    return ways


def _drawn(discs: Discs, at: Floats, degree: Floats) -> Floats:
    """How links draw each disc towards where those at their other ends touch it."""
    links = discs.links
    apart = at[links.other] - at[links.one]
    distance = np.hypot(apart[:, 0], apart[:, 1])
    rest = 1.15 * (discs.radius[links.one] + discs.radius[links.other])
    long = np.maximum(0.0, 1 - rest / np.maximum(distance, 1e-9)) * links.weight
    move = np.zeros_like(at)
    _add(move, links.one, apart * long[:, None])
    _add(move, links.other, -apart * long[:, None])
    return 0.45 * move / degree[:, None]


def _kept_off(at: Floats, one: Pairs, other: Pairs, within: float) -> Floats:
    """How discs that are near keep each other off, each by the mean of all that are near it."""
    apart = at[one] - at[other]
    distance = np.hypot(apart[:, 0], apart[:, 1])
    way = _ways(apart, distance, one, other) * np.maximum(0.0, 1 - distance / within)[:, None]
    move = np.zeros_like(at)
    _add(move, one, way)
    _add(move, other, -way)
    return move * (within / 22)


def _smoothed(discs: Discs, at: Floats) -> Floats:
    """The start, with each disc drawn to the mean of its neighbours time and again: who is linked begins near."""
    links, count = discs.links, len(discs.radius)
    degree = np.maximum(1e-9, _at_ends(count, links, links.weight))[:, None]
    members = np.maximum(1, np.bincount(discs.group, minlength=discs.groups))
    span = _spans(discs)
    for _ in range(SMOOTHING):
        mean = np.zeros_like(at)
        _add(mean, links.one, at[links.other] * links.weight[:, None])
        _add(mean, links.other, at[links.one] * links.weight[:, None])
        at = np.where(degree > 1e-8, 0.4 * at + 0.6 * mean / degree, at)
        for axis in (0, 1):
            at[:, axis] -= (sums(discs.group, at[:, axis], discs.groups) / members)[discs.group]
        square = sums(discs.group, at[:, 0] ** 2, discs.groups)
        across = sums(discs.group, at[:, 0] * at[:, 1], discs.groups) / np.maximum(square, 1e-9)
        at[:, 1] -= 0.9 * across[discs.group] * at[:, 0]  # else both axes come to tell the same
        for axis in (0, 1):
            width = np.sqrt(sums(discs.group, at[:, axis] ** 2, discs.groups) / members)
            at[:, axis] *= (0.5 * span / np.maximum(width, 1e-9))[discs.group]
    far = np.hypot(*at.T) / np.maximum(1e-9, 1.2 * span[discs.group])
    return np.asarray(np.round(at / np.maximum(1.0, far)[:, None], 3))


def _spans(discs: Discs) -> Floats:
    """About the radius that each group will have."""
    return np.asarray(np.sqrt(sums(discs.group, discs.radius**2, discs.groups) / 0.7))


def _at_ends(count: int, links: Links, values: Floats) -> Floats:
    return sums(links.one, values, count) + sums(links.other, values, count)


def _add(target: Floats, where: Pairs | Numbers, what: Floats) -> None:
    """Adds rows to the rows of the target that are named, which may be named more than once."""
    for axis in (0, 1):
        target[:, axis] += sums(where, what[:, axis], len(target))
