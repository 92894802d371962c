"""Discs in groups, and which of a group are near each other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .communities import Floats, Links, Numbers

NEAREST = 11  # discs that one disc is held against while it moves, itself among them
USUAL = 0.9  # the share of discs that are no larger than the usual
FEW = 100  # discs that are not looked through for those that are near

Pairs = NDArray[np.intp]


@dataclass(frozen=True)
class Discs:
    """What is settled: the radius of each disc (its room included), its group (from 0 on), and the links in groups.

    `pull` is a direction, at most of length one, in which something outside the group draws a disc.
    """

    radius: Floats
    group: Numbers
    links: Links
    pull: Floats

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return int(self.group.max()) + 1 if len(self.group) else 0


def every(discs: Discs) -> tuple[Pairs, Pairs] | None:
    """All pairs of discs of one group, where these are few; None where one had better look for those that are near."""
    if len(discs.radius) > FEW:
        return None
    one, other = np.triu_indices(len(discs.radius), 1)
    same = discs.group[one] == discs.group[other]
    return one[same], other[same]


def near(discs: Discs, at: Floats, slack: float = 0.0) -> tuple[Pairs, Pairs]:
    """All pairs of discs of one group with less than `slack` between them.

    Few discs are larger than the usual, and only about those one has to look far.
    """
    from scipy.spatial import cKDTree

    usual = float(np.quantile(discs.radius, USUAL))
    widest = float(discs.radius.max())
    floor = 2 * widest + 2 * slack + 1.0  # each group on a floor of its own, out of reach of the others
    points = np.column_stack([at, discs.group * floor])
    big = discs.radius > usual
    small, large = np.flatnonzero(~big), np.flatnonzero(big)
    tree = cKDTree(points[small])
    found = [small[tree.query_pairs(2 * usual + slack, output_type="ndarray")]]
    if len(large):
        found.append(large[cKDTree(points[large]).query_pairs(2 * widest + slack, output_type="ndarray")])
        about = tree.query_ball_point(points[large], discs.radius[large] + usual + slack)
        theirs = small[np.concatenate([np.asarray(each, dtype=np.intp) for each in about])]
        found.append(np.column_stack([np.repeat(large, [len(each) for each in about]), theirs]))
    one, other = np.concatenate(found).T
    apart = at[one] - at[other]
    close = np.hypot(apart[:, 0], apart[:, 1]) < discs.radius[one] + discs.radius[other] + slack
    return one[close], other[close]


def nearest(discs: Discs, at: Floats) -> tuple[Pairs, Pairs]:
    """The pairs of discs of one group of which one is among the nearest to the other."""
    from scipy.spatial import cKDTree

    count = len(at)
    far = 8 * float(np.abs(at).max(initial=0.0)) + 1.0
    points = np.column_stack([at, discs.group * far])
    distance, found = cKDTree(points).query(points, k=min(NEAREST, count), distance_upper_bound=far / 2)
    one, other = np.repeat(np.arange(count), found.shape[1]), found.ravel()
    there = np.flatnonzero((other < count) & (one != other))
    one, other, away = one[there], other[there], distance.ravel()[there]
    farthest = np.where(np.isfinite(distance), distance, np.inf).max(axis=1)
    once = (one < other) | (away > farthest[other])  # else the other names this one too
    return one[once], other[once]
