"""In what the statements of one linkage, or of one element as such, differ between two sides."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..opposing.oppositions import Opposition, opposition
from ..statements import Content, Statement, order
from ..telling import label
from ..vocabulary import vocabulary
from .strength import status_rank, strongest_modal


@dataclass(frozen=True, slots=True)
class Difference:
    """In what two sides differ: what the first has and what the second.

    `direction` is 1 if the second is stronger, -1 if it is weaker, 0 where neither can be said; `opposed` says how the
    two are opposed, if they are.
    """

    what: str
    first: str
    second: str
    direction: int = 0
    opposed: str = ""

    def told(self, *, versions: bool) -> str:
        """In words; of two versions of one document as a change."""
        more = {1: "stronger", -1: "weaker", 0: ""}[self.direction]
        more = f"{more} in the second" if more and not versions else more
        notes = ", ".join(part for part in (more, self.opposed) if part)
        between = "→" if versions else "/"
        return f"{self.what}: {self.first} {between} {self.second}" + (f" ({notes})" if notes else "")


def differences(
    first: Sequence[Statement], second: Sequence[Statement], speakers: tuple[str, str], content: Content
) -> tuple[Difference, ...]:
    """In what two sides differ that both speak of one thing; those that only list do not count if others do more.

    Status and modality have an order (`strength`), taken at the strongest of each side; modality is compared within
    one status, since another status says more than another modal word. A holder is told only if it is not the one who
    speaks on that side anyway (`speakers`).
    """
    one, other = _stated(first), _stated(second)
    found = [_mode(one, other), _status(one, other, content), *_modalities(one, other)]
    found += [
        _sets("addressee", one, other, lambda each: each.addressee),
        _holder(one, other, speakers),
        _sets("degree", one, other, lambda each: each.degree),
        _sets("condition", one, other, lambda each: each.condition),
        _sets("means", one, other, lambda each: each.via),
    ]
    return tuple(each for each in found if each)


def _stated(statements: Sequence[Statement]) -> list[Statement]:
    return [each for each in statements if not each.listed] or list(statements)


def _mode(one: Sequence[Statement], other: Sequence[Statement]) -> Difference | None:
    mine, theirs = ("only listed" if side[0].listed else "stated" for side in (one, other))
    return None if mine == theirs else Difference("mode", mine, theirs)


def _status(one: Sequence[Statement], other: Sequence[Statement], content: Content) -> Difference | None:
    mine, theirs = _statuses(one), _statuses(other)
    if mine == theirs:
        return None
    first_told, second_told = (", ".join(label("status", name) for name in names) for names in (mine, theirs))
    pairs = (opposed(first, second, content) for first in one for second in other)
    words = sorted({_in_words(pair) for pair in pairs if pair})
    return Difference(
        "status", first_told, second_told, _direction(status_rank(mine), status_rank(theirs)), "; ".join(words)
    )


def opposed(one: Statement, other: Statement, content: Content) -> Opposition | None:
    """How two statements of one linkage are opposed, whichever comes first; None if they are not."""
    first, second = sorted((one, other), key=order)
    return opposition(first, second, content)


def _in_words(pair: Opposition) -> str:
    return "found wanting, then there" if pair.where == "answered" else f"opposed {pair.kind}"


def _statuses(statements: Iterable[Statement]) -> tuple[str, ...]:
    there = {each.status for each in statements}
    return tuple(name for name in vocabulary().names("status") if name in there)


def _modalities(one: Sequence[Statement], other: Sequence[Statement]) -> list[Difference | None]:
    return [
        _modality(*([each for each in side if each.status == status] for side in (one, other)))
        for status in _statuses(one)
        if status in _statuses(other)
    ]


def _modality(one: Sequence[Statement], other: Sequence[Statement]) -> Difference | None:
    difference = _sets("modality", one, other, lambda each: [word.casefold() for word in each.modality])
    if difference is None:
        return None
    direction = _direction(strongest_modal(one), strongest_modal(other))
    return Difference("modality", difference.first, difference.second, direction)


def _direction(first: int | None, second: int | None) -> int:
    if first is None or second is None:
        return 0
    return (second > first) - (second < first)


def _holder(one: Sequence[Statement], other: Sequence[Statement], speakers: tuple[str, str]) -> Difference | None:
    holders = tuple({name for each in side for name in each.holder_ids} for side in (one, other))
    if holders == ({speakers[0]}, {speakers[1]}):
        return None
    return _sets("holder", one, other, lambda each: each.holder)


def _sets(
    what: str,
    one: Sequence[Statement],
    other: Sequence[Statement],
    names: Callable[[Statement], Iterable[str]],
) -> Difference | None:
    mine, theirs = ({name for each in side for name in names(each)} for side in (one, other))
    return None if mine == theirs else Difference(what, _named(mine), _named(theirs))


def _named(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "none"
