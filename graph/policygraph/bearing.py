"""What rests on what: which linkages hang on one statement, and what would go if a document went."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .answer import Answer
from .report import Part, Report, counted
from .statements import Content, Linkage, Statement

_SHOWN = 40


@dataclass(frozen=True)
class Load:
    """What only one document bears: nothing else states these linkages, or speaks of these elements."""

    statements: tuple[Statement, ...]
    linkages: tuple[Linkage, ...]
    alone: tuple[Linkage, ...]
    elements_alone: tuple[str, ...]
    cut_off: int  # elements that would no longer hang together with the most, among those that others speak of


def load_bearing(content: Content, document: str | None = None) -> Report:
    """What vanishes if a document is removed, for each or for one; and how many statements bear each linkage.

    A linkage hangs on one statement if no other states it, with whatever status. Listed statements are counted apart:
    nobody took a stance on them in particular. An element is cut off if, without the document, no chain of stated
    linkages leads from it to where most elements are. Raises PolicygraphError for a document that is not there.
    """
    if document is not None:
        return _one(content, content.document(document).id)
    behind = _behind(content.statements)
    hanging = [(linkage, several[0]) for linkage, several in behind.items() if len(several) == 1]
    several = [(linkage, found) for linkage, found in behind.items() if len({s.document for s in found}) > 1]
    together = _together(behind)
    loads = {name: _load(content, name, together) for name in content.documents}
    says = (
        f"{counted(len(behind), 'linkage')} in {counted(len(content.documents), 'document')}: "
        f"{len(hanging):,} hang on one statement, {len(behind) - len(several):,} on one document.",
        "Ten statements of one document are one source: what one document says often is not said by many.",
    )
    parts = (
        Part("What would go with each document", _MEANING, _table(content, loads)),
        Part(
            "Linkages that several documents state",
            (f"{len(several):,} of {counted(len(behind), 'linkage')}.",),
            _borne(content, several),
        ),
    )
    return Report("What bears the graph", says, parts, _rows(behind))


_MEANING = (
    "own: no other document states the linkage, or speaks of the element.",
    "cut off: elements that others speak of too, which would no longer hang together with the rest.",
)


def _behind(statements: Iterable[Statement]) -> dict[Linkage, list[Statement]]:
    behind: dict[Linkage, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.linkage:
            behind[statement.linkage].append(statement)
    return behind


def _load(content: Content, document: str, together: set[str]) -> Load:
    here = [s for s in content.statements if s.document == document]
    rest = [s for s in content.statements if s.document != document]
    linkages, others = _behind(here), _behind(rest)
    spoken, elsewhere = _spoken(here), _spoken(rest)
    return Load(
        statements=tuple(here),
        linkages=tuple(linkages),
        alone=tuple(linkage for linkage in linkages if linkage not in others),
        elements_alone=tuple(sorted(spoken - elsewhere)),
        cut_off=len((together & elsewhere) - _together(others)),
    )


def _spoken(statements: Iterable[Statement]) -> set[str]:
    """The elements that are linked, or that a position is about."""
    found = {s.element for s in statements if s.element}
    return found | {end for s in statements if s.linkage for end in (s.linkage.subject, s.linkage.object)}


def _together(linkages: Iterable[Linkage]) -> set[str]:
    """The most elements that hang together by linkages, whatever is said of them and in which direction."""
    near: dict[str, set[str]] = defaultdict(set)
    for linkage in linkages:
        near[linkage.subject].add(linkage.object)
        near[linkage.object].add(linkage.subject)
    best: set[str] = set()
    seen: set[str] = set()
    for start in sorted(near):
        if start in seen:
            continue
        part, waiting = {start}, [start]
        while waiting:
            new = near[waiting.pop()] - part
            part |= new
            waiting += new
        seen |= part
        best = max(best, part, key=len)
    return best


def _table(content: Content, loads: Mapping[str, Load]) -> Answer:
    headings = ("document", "year", "statements", "linkages", "own linkages", "own elements", "cut off")
    counts: tuple[Callable[[Load], int], ...] = (
        lambda load: len(load.statements),
        lambda load: len(load.linkages),
        lambda load: len(load.alone),
        lambda load: len(load.elements_alone),
        lambda load: load.cut_off,
    )
    rows = tuple(
        (name, content.documents[name].date[:4], *(str(count(load)) for count in counts))
        for name, load in loads.items()
    )
    return Answer("load-bearing", headings, headings, rows)


def _borne(content: Content, several: list[tuple[Linkage, list[Statement]]]) -> Answer:
    headings = ("linkage", "documents", "statements", "said of it")
    rows = [
        (
            content.in_words(linkage),
            str(len({s.document for s in found})),
            str(len(found)),
            ", ".join(f"{status} {number}" for status, number in sorted(Counter(s.status for s in found).items())),
        )
        for linkage, found in several
    ]
    return Answer("load-bearing", headings, headings, tuple(sorted(rows, key=lambda row: (-int(row[1]), row[0]))))


_COLUMNS = ("linkage", "subject", "linkage_type", "object", "statements", "listed", "documents", "ids")


def _rows(behind: Mapping[Linkage, list[Statement]]) -> Answer:
    """Every linkage, those that the fewest documents and statements bear first."""

    def row(linkage: Linkage, found: list[Statement]) -> tuple[str, ...]:
        documents = {s.document for s in found}
        listed = sum(s.listed for s in found)
        ids = "|".join(s.id for s in found)
        numbers = (str(len(found)), str(listed), str(len(documents)))
        return (linkage.id, linkage.subject, linkage.type, linkage.object, *numbers, ids)

    rows = [row(linkage, found) for linkage, found in behind.items()]
    rows.sort(key=lambda each: (int(each[6]), int(each[4]), each[0]))
    return Answer("load-bearing", _COLUMNS, _COLUMNS, tuple(rows))


def _one(content: Content, document: str) -> Report:
    load = _load(content, document, _together(_behind(content.statements)))
    behind = _behind(load.statements)
    numbers = (
        counted(len(load.statements), "statement"),
        f"{counted(len(load.alone), 'linkage')} of the {len(load.linkages):,} that it states",
        f"{counted(len(load.elements_alone), 'element')} of which no other document speaks",
    )
    says = (
        f"With {document} would go {numbers[0]}, {numbers[1]}, and {numbers[2]}.",
        f"{counted(load.cut_off, 'element')} of which others speak would no longer hang together with the rest.",
    )
    names = sorted(content.elements[name].label for name in load.elements_alone)
    alone = {linkage: behind[linkage] for linkage in load.alone}
    shown = sorted(alone.items(), key=lambda item: (-len(item[1]), item[0].id))[:_SHOWN]
    first = (f"The first {_SHOWN} of {len(alone):,}, the most often stated first.",) if len(alone) > _SHOWN else ()
    headings = ("linkage", "statements", "ids")
    rows = tuple(
        (content.in_words(linkage), str(len(found)), " ".join(s.id for s in found)) for linkage, found in shown
    )
    parts = (
        Part("Linkages that only it states", first, Answer("load-bearing", headings, headings, rows)),
        Part("Elements of which only it speaks", ("; ".join(names) + "." if names else "None.",)),
    )
    return Report(content.documents[document].title, says, parts, _rows(alone))
