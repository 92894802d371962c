"""The tables of a comparison: for people with what is said on both sides, and all of it as one plain table."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..answer import Answer
from ..opposing.pairing import ends
from ..report import Part
from ..statements import Content, Statement
from ..telling import label, thought
from ..vocabulary import vocabulary
from .likening import Likened, Near, Shared
from .sides import Side

Several = Sequence[Statement]

_COLUMNS = (
    *("found_in", "about", "change", "subject", "linkage_type", "object", "differences"),
    *("near_subject", "near_linkage_type", "near_object", "kin", "why"),
    *(f"{which}_{name}" for which in ("first", "second") for name in ("statements", "statuses", "listed", "says")),
)
_ONLY = " (only)"
_NOT_NEAR = ("",) * 5


@dataclass(frozen=True)
class Tables:
    """Makes the tables of one comparison; their columns are headed by the names of the sides."""

    first: Side
    second: Side
    content: Content
    versions: bool

    def shared(self, heading: str, several: Sequence[Shared], none: str) -> Part:
        """What both speak of, in what they differ, and what each says."""
        rows = tuple(
            (
                thought(self.content, each.first[0]),
                self._told(each) or "nothing",
                _said(each.first, self.first),
                _said(each.second, self.second),
            )
            for each in several
        )
        headings = ("about", "differ in", self.first.name, self.second.name)
        table = Answer("shared", ("about", "differ_in", "first", "second"), headings, rows)
        return Part(heading, () if several else (none,), table)

    def only(self, heading: str, several: Sequence[Several], side: Side) -> Part:
        """What only one side speaks of."""
        rows = tuple((thought(self.content, each[0]), _said(each, side)) for each in several)
        return Part(
            heading,
            () if several else ("None.",),
            Answer("only", ("about", "says"), ("about", side.name), rows),
        )

    def near(self, several: Sequence[Near]) -> Part:
        """The linkages that come near each other without being the same."""
        rows = tuple(
            (
                f"{thought(self.content, each.first[0])}. {_said(each.first, self.first)}",
                f"{thought(self.content, each.second[0])}. {_said(each.second, self.second)}",
                f"{each.kin.kind}: {each.kin.why}",
            )
            for each in several
        )
        headings = (self.first.name, self.second.name, "how the second stands to the first")
        says = "Found by the hierarchy of elements and the type alone. Whether they mean the same, nobody has judged."
        none = "No linkage that only one of them states is near to one of the other."
        return Part(
            "Near each other, and not the same",
            (says if several else none,),
            Answer("near", ("first", "second", "kin"), headings, rows),
        )

    def elements(self, elements: Mapping[str, tuple[Several, Several]]) -> Part:
        """The elements of both, and how much each says of them."""
        rows = tuple(
            (self.content.elements[name].label, _numbers(mine), _numbers(theirs))
            for name, (mine, theirs) in elements.items()
        )
        says = "How many statements have the element as an end of their link, or are about it as such; by status. "
        says += "“Denied (only)” denies that a link is the only one, and not the link."
        return Part(
            "On the same elements",
            (says if rows else "There is no element that both speak of.",),
            Answer("elements", ("element", "first", "second"), ("element", self.first.name, self.second.name), rows),
        )

    def rows(self, found: Likened) -> Answer:
        """All of it, a row for each linkage, position or shared element. `found_in` is both, first or second.

        Where only one has a linkage, the nearest of the other stands beside it; `kin` and `why` tell how the second's
        stands to the first's.
        """
        rows = (*self._of_both(found), *self._of_one(found), *_of_elements(found))
        return Answer("compare", _COLUMNS, _COLUMNS, rows)

    def _of_both(self, found: Likened) -> Iterator[tuple[str, ...]]:
        for each in found.shared:
            change = each.change if self.versions else ""
            known = ("both", _about(each.first), change, *ends(each.first[0]), self._told(each), *_NOT_NEAR)
            yield (*known, *_cells(each.first), *_cells(each.second))

    def _of_one(self, found: Likened) -> Iterator[tuple[str, ...]]:
        nearest = {each.first[0].linkage: each for each in reversed(found.near)}
        for several in found.only_first:
            near = nearest.get(several[0].linkage)
            kin = (*ends(near.second[0]), near.kin.kind, near.kin.why) if near else _NOT_NEAR
            known = ("first", _about(several), "dropped" if self.versions else "", *ends(several[0]), "", *kin)
            yield (*known, *_cells(several), *_cells(()))
        nearest = {each.second[0].linkage: each for each in reversed(found.near)}
        for several in found.only_second:
            near = nearest.get(several[0].linkage)
            kin = (*ends(near.first[0]), near.kin.kind, near.kin.why) if near else _NOT_NEAR
            known = ("second", _about(several), "added" if self.versions else "", *ends(several[0]), "", *kin)
            yield (*known, *_cells(()), *_cells(several))

    def _told(self, shared: Shared) -> str:
        return "; ".join(difference.told(versions=self.versions) for difference in shared.differences)


def _of_elements(found: Likened) -> Iterator[tuple[str, ...]]:
    for name, (mine, theirs) in found.elements.items():
        yield ("both", "element", "", name, "", "", "", *_NOT_NEAR, *_cells(mine), *_cells(theirs))


def _about(several: Several) -> str:
    return "linkage" if several[0].linkage else "position"


def _cells(several: Several) -> tuple[str, ...]:
    """Ids, statuses, the ids of those that are only listed, and what is said, each in the same order."""
    return (
        "|".join(each.id for each in several),
        "|".join(f"{each.status}{_only(each)}" for each in several),
        "|".join(each.id for each in several if each.listed),
        " | ".join(_words(each) for each in several),
    )


def _said(several: Several, side: Side) -> str:
    """What the statements say, on one side, each with its status, modal words and id."""
    return " / ".join(
        f"{', '.join((_status(each), *each.modality, *(['only listed'] if each.listed else [])))}: "
        f"{_words(each)} [{side.short(each)}]"
        for each in several
    )


def _words(statement: Statement) -> str:
    return f"“{statement.quote}”" if statement.quote else statement.gloss


def _status(statement: Statement) -> str:
    """The status in words; a denial of "only" is told as that, since it denies no link."""
    return label("status", statement.status) + _only(statement)


def _only(statement: Statement) -> str:
    return _ONLY if statement.linkage and statement.linkage.exclusive else ""


def _numbers(several: Several) -> str:
    """How many statements, by status; those that only list apart."""
    stated = Counter(_status(each) for each in several if not each.listed)
    listed = sum(each.listed for each in several)
    order = [f"{label('status', name)}{only}" for name in vocabulary().names("status") for only in ("", _ONLY)]
    told = [", ".join(f"{stated[name]} {name}" for name in order if stated[name])] if stated else []
    told += [f"{listed} only listed"] if listed else []
    return f"{len(several)}: {'; '.join(told)}"
