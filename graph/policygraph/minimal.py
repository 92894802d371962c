"""The smallest part that is still to blame: of many things that do not go together, a few that do not."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


def smallest(things: Sequence[Thing], bad: Callable[[Sequence[Thing]], bool]) -> tuple[Thing, ...]:
    """A part of `things` that is bad, and of which no smaller part is; in their order.

    `bad` must hold of all things together, and of whatever holds a bad part. There may be several such parts; the
    same one is found each time. QuickXplain: Junker, U. (2004), "QUICKXPLAIN: preferred explanations and
    relaxations for over-constrained problems", AAAI-04, 167-172; of n things it asks about k log(n / k) times for a
    part of k.

    >>> smallest(range(100), lambda part: 7 in part and 42 in part)
    (7, 42)
    """
    if not bad(things):
        raise ValueError("the things go together")
    if bad(()):
        return ()
    positions = _explain((), False, tuple(range(len(things))), lambda part: bad([things[i] for i in sorted(part)]))
    return tuple(things[i] for i in sorted(positions))


def _explain(
    kept: tuple[int, ...], grown: bool, doubtful: tuple[int, ...], bad: Callable[[tuple[int, ...]], bool]
) -> tuple[int, ...]:
    """What of the doubtful must be added to the kept to be bad; `grown` if the kept grew since they were asked."""
    if grown and bad(kept):
        return ()
    if len(doubtful) == 1:
        return doubtful
    half = len(doubtful) // 2
    left, right = doubtful[:half], doubtful[half:]
    of_right = _explain(kept + left, True, right, bad)
    of_left = _explain(kept + of_right, bool(of_right), left, bad)
    return of_left + of_right
