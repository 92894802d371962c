"""What two sides have in common and what only one has, linkage by linkage, and where two come near each other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..kinship import Kin, Nearby
from ..opposing.pairing import by_matter
from ..statements import Content, Linkage, Statement
from .differing import Difference, differences
from .sides import Side

CHANGES = ("strengthened", "weakened", "changed otherwise", "unchanged")


@dataclass(frozen=True)
class Shared:
    """A linkage, or an element as such, that both sides speak of: what each says, and in what they differ."""

    first: tuple[Statement, ...]
    second: tuple[Statement, ...]
    differences: tuple[Difference, ...]

    @property
    def change(self) -> str:
        """What became of it from the first to the second, if these are versions; one of `CHANGES`.

        It is strengthened if something became stronger and nothing weaker.
        """
        directions = {difference.direction for difference in self.differences}
        if not self.differences:
            return "unchanged"
        if {1, -1} <= directions or directions == {0}:
            return "changed otherwise"
        return "strengthened" if 1 in directions else "weakened"


@dataclass(frozen=True)
class Near:
    """A linkage of the first side and one of the second that is near to it, of which at least one is only there."""

    first: tuple[Statement, ...]
    second: tuple[Statement, ...]
    kin: Kin


@dataclass(frozen=True)
class Likened:
    """Two sides, put beside each other. Statements about one thing stand together, in the order of the documents."""

    shared: tuple[Shared, ...]
    only_first: tuple[tuple[Statement, ...], ...]
    only_second: tuple[tuple[Statement, ...], ...]
    near: tuple[Near, ...]
    elements: Mapping[str, tuple[tuple[Statement, ...], tuple[Statement, ...]]]


def likened(first: Side, second: Side, content: Content) -> Likened:
    """What both sides state, what only one does, the pairs that come near, and the elements that both speak of."""
    mine, theirs = by_matter(first.statements), by_matter(second.statements)
    speakers = (first.speaker, second.speaker)
    shared = [
        Shared(tuple(mine[key]), tuple(theirs[key]), differences(mine[key], theirs[key], speakers, content))
        for key in mine
        if key in theirs
    ]
    near = [Near(tuple(mine[a]), tuple(theirs[b]), kin) for a, b, kin in _near(mine, theirs, content)]
    return Likened(
        shared=tuple(sorted(shared, key=_most_different)),
        only_first=tuple(tuple(several) for key, several in mine.items() if key not in theirs),
        only_second=tuple(tuple(several) for key, several in theirs.items() if key not in mine),
        near=tuple(sorted(near, key=lambda pair: pair.kin.rank)),
        elements=_elements(first, second),
    )


def _most_different(shared: Shared) -> tuple[bool, bool, bool]:
    """Opposed first, then what is stronger or weaker, then other differences, then none."""
    return (
        not any(difference.opposed for difference in shared.differences),
        not any(difference.direction for difference in shared.differences),
        not shared.differences,
    )


def _near(
    mine: Mapping[Linkage | str, Sequence[Statement]],
    theirs: Mapping[Linkage | str, Sequence[Statement]],
    content: Content,
) -> Iterator[tuple[Linkage, Linkage, Kin]]:
    """For each linkage that only one side has, the nearest of the other; told from the first side, each pair once."""
    linkages = [[key for key in side if isinstance(key, Linkage)] for side in (mine, theirs)]
    of_first, of_second = (Nearby(content, side) for side in linkages)
    pairs = {(one, near[0][1]): None for one in linkages[0] if one not in theirs and (near := of_second.of(one))}
    pairs |= {(near[0][1], one): None for one in linkages[1] if one not in mine and (near := of_first.of(one))}
    for one, other in pairs:
        kin = of_first.kinship.kin(one, other)
        if kin:
            yield one, other, kin


def _elements(first: Side, second: Side) -> dict[str, tuple[tuple[Statement, ...], tuple[Statement, ...]]]:
    """The elements that both speak of, those of which both say most first."""
    mine, theirs = _by_element(first.statements), _by_element(second.statements)
    both = sorted(mine.keys() & theirs.keys(), key=lambda name: (-min(len(mine[name]), len(theirs[name])), name))
    return {name: (tuple(mine[name]), tuple(theirs[name])) for name in both}


def _by_element(statements: Sequence[Statement]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        linkage = statement.linkage
        for name in (linkage.subject, linkage.object) if linkage else (statement.element or "",):
            found[name].append(statement)
    return found
