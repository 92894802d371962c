"""What hangs together with few others or with nothing, in rows below the rest; and nothing on anything else."""

from collections.abc import Sequence

import numpy as np

from .communities import Floats, Links, Numbers
from .nearness import Discs, near

BELOW = 50.0  # between the main part and what is parked
BESIDE = 10.0


def parked(at: Floats, radius: Floats, parts: Sequence[Numbers], left: float, right: float, top: float) -> float:
    """Moves each part as a whole into rows from the left to the right below `top`; returns where the rows end.

    `at` is changed; `radius` is the room that each element needs.
    """
    x, y, row = left, top, 0.0
    for part in parts:
        low, high = box(at[part], radius[part])
        width, height = high - low
        if x > left and x + width > right:
            x, y, row = left, y + row + BESIDE, 0.0
        at[part] += (x - low[0], y - low[1])
        x += width + BESIDE
        row = max(row, float(height))
    return y + row


def box(at: Floats, radius: Floats) -> tuple[Floats, Floats]:
    """The corners of the box about discs; of no discs, a point."""
    if not len(at):
        return np.zeros(2), np.zeros(2)
    return (at - radius[:, None]).min(axis=0), (at + radius[:, None]).max(axis=0)


def whole(at: Floats, radius: Floats) -> Floats:
    """The places as whole numbers from the upper left corner on, widened until no two discs overlap."""
    low, _ = box(at, radius)
    nothing = np.zeros(0, dtype=np.int64)
    discs = Discs(radius, np.zeros(len(at), dtype=np.int64), Links(len(at), nothing, nothing, np.zeros(0)), at * 0)
    factor = 1.0
    while True:
        rounded: Floats = np.round((at - low) * factor)
        if not len(near(discs, rounded)[0]):
            return rounded
        factor *= 1.01
