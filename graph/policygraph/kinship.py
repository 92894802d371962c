"""How near two linkages are, by what the corpus says of elements and the ontology of linkage types; never by names.

An element is *broader* than another if it stands above it in the corpus. `linkedTo` is broader than every other type;
types of one group are next of kin.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from .statements import Content, Element, Linkage
from .vocabulary import vocabulary

Kind = Literal["same", "narrower", "broader", "other type", "turned", "near"]
KINDS: tuple[Kind, ...] = ("same", "narrower", "broader", "other type", "turned", "near")  # the nearest first
_TOP = "linkedTo"


@dataclass(frozen=True, slots=True)
class Kin:
    """How a second linkage stands to a first, and why, in words; the smaller `rank`, the nearer.

    same: ends and type are the same. narrower: each is the same or narrower, and one is narrower. broader: the other
    way round. other type: the same ends with another type. turned: the same ends, the other way round. near: each end
    is the same, narrower or broader, and none of the above holds.
    """

    kind: Kind
    why: str
    rank: int


@dataclass(frozen=True)
class Kinship:
    """The hierarchies by which linkages are near to each other."""

    elements: Mapping[str, Element]

    @cached_property
    def above(self) -> dict[str, frozenset[str]]:
        """All elements above each, however far."""
        return {name: frozenset(self._climb(name)) for name in self.elements}

    @cached_property
    def below(self) -> dict[str, frozenset[str]]:
        """All elements below each, however far."""
        below: dict[str, set[str]] = defaultdict(set)
        for name, above in self.above.items():
            for broader in above:
                below[broader].add(name)
        return {name: frozenset(below[name]) for name in self.elements}

    def _climb(self, name: str) -> Iterator[str]:
        waiting, seen = [*self.elements[name].broader], {name}
        while waiting:
            if (broader := waiting.pop()) not in seen:
                seen.add(broader)
                yield broader
                waiting += self.elements[broader].broader

    def relatives(self, element: str) -> frozenset[str]:
        """The element, those above it and those below it."""
        return frozenset({element}) | self.above[element] | self.below[element]

    def kin(self, first: Linkage, second: Linkage) -> Kin | None:
        """How the second linkage stands to the first; None if they are not near each other."""
        if first.exclusive != second.exclusive:
            return None  # "only" is another thought
        found = [self._aligned(first, second.subject, second.object, second)]
        if {first.type, second.type} <= vocabulary().symmetric:
            found.append(self._aligned(first, second.object, second.subject, second))
        elif (first.subject, first.object) == (second.object, second.subject):
            why = f"the same ends the other way round, as “{second.verb}”"
            found.append(Kin("turned", why, KINDS.index("turned")))
        return min((kin for kin in found if kin), key=lambda kin: kin.rank, default=None)

    def _aligned(self, first: Linkage, subject: str, target: str, second: Linkage) -> Kin | None:
        """The same with the ends of the second as they are given."""
        steps = {
            "subject": self._step(first.subject, subject),
            "object": self._step(first.object, target),
            "type": _type_step(first.type, second.type),
        }
        ends = {steps["subject"], steps["object"]}
        every = {*steps.values()}
        kind: Kind
        if None in ends:
            return None
        if every == {"same"}:
            kind = "same"
        elif every <= {"same", "narrower"}:
            kind = "narrower"
        elif every <= {"same", "broader"}:
            kind = "broader"
        elif ends == {"same"}:
            kind = "other type"
        else:
            kind = "near"
        return Kin(kind, self._why(steps, subject, target, second), KINDS.index(kind))

    def _step(self, first: str, second: str) -> str | None:
        """Whether the second element is the same, narrower or broader; None if it is neither."""
        if first == second:
            return "same"
        if second in self.below[first]:
            return "narrower"
        return "broader" if second in self.above[first] else None

    def _why(self, steps: Mapping[str, str | None], subject: str, target: str, second: Linkage) -> str:
        names = {"subject": self.elements[subject].label, "object": self.elements[target].label, "type": second.verb}
        told = [
            f"{part} “{names[part]}” is {step}" if step != "akin" else f"type “{names[part]}” is of the same group"
            for part, step in steps.items()
            if step not in (None, "same")
        ]
        if steps["type"] is None:
            told.append(f"type “{names['type']}” is another")
        return "; ".join(told) or "the same linkage"


def _type_step(first: str, second: str) -> str | None:
    """Whether the second type is the same, narrower, broader or of the same group; None if it is neither."""
    if first == second:
        return "same"
    if first == _TOP:
        return "narrower"
    if second == _TOP:
        return "broader"
    groups = vocabulary().groups
    return "akin" if groups[first] == groups[second] else None


class Nearby:
    """The linkages of statements, found by how near they are to a given one."""

    def __init__(self, content: Content, linkages: Iterable[Linkage] | None = None) -> None:
        """Those that any statement is about; or those given."""
        self.kinship = Kinship(content.elements)
        self._by_ends: dict[tuple[str, str], list[Linkage]] = defaultdict(list)
        stated = (s.linkage for s in content.statements if s.linkage) if linkages is None else linkages
        for linkage in dict.fromkeys(stated):
            self._by_ends[linkage.subject, linkage.object].append(linkage)

    def of(self, linkage: Linkage) -> list[tuple[Kin, Linkage]]:
        """The linkages near to that one, itself too if it is there; the nearest first, then by id."""
        subjects, targets = self.kinship.relatives(linkage.subject), self.kinship.relatives(linkage.object)
        pairs = {(first, last) for first in subjects for last in targets}
        pairs |= {(last, first) for first, last in pairs}
        found = [
            (kin, other)
            for pair in pairs & self._by_ends.keys()
            for other in self._by_ends[pair]
            if (kin := self.kinship.kin(linkage, other))
        ]
        return sorted(found, key=lambda item: (item[0].rank, item[1].id))
