"""What is said of a linkage over time: statuses by the dates of the documents."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from .answer import Answer
from .report import Part, Report, counted
from .statements import Content, Linkage, Statement
from .vocabulary import vocabulary

_COLUMNS = (
    "linkage",
    "subject",
    "linkage_type",
    "object",
    "date",
    "document",
    "status",
    "stance",
    "listed",
    "statement",
)


def timeline(content: Content, element: str | None = None) -> Report:
    """Each linkage that documents of several dates state, or each of an element, with its statuses date by date.

    A date is that of the document, as far as it is known; a status that a later document does not repeat is not taken
    back by it. Raises PolicygraphError with the nearest for an element that is not there.
    """
    about = content.element(element) if element is not None else None
    stated: dict[Linkage, list[Statement]] = defaultdict(list)
    for statement in content.statements:
        linkage = statement.linkage
        if linkage and (about is None or about.id in (linkage.subject, linkage.object)):
            stated[linkage].append(statement)
    shown = {linkage: found for linkage, found in stated.items() if about or len({s.date for s in found}) > 1}
    changed = {linkage: found for linkage, found in shown.items() if _changes(found)}
    same = {linkage: found for linkage, found in shown.items() if linkage not in changed}
    says = (
        f"{counted(len(stated), 'linkage')}{f' of {about.label}' if about else ''}, "
        f"{sum(len({s.date for s in found}) > 1 for found in stated.values()):,} stated at more than one date, "
        f"{len(changed):,} with another status at another date.",
        "A status that a later document does not repeat is not taken back by it.",
    )
    parts = [
        Part("Said otherwise at another date", _none(changed), _table(content, changed)),
        Part(
            "Said alike" if not about else "Said alike, or at one date",
            _none(same),
            _table(content, same),
        ),
    ]
    return Report(f"{about.label} over time" if about else "Linkages over time", says, tuple(parts), _rows(shown))


def _none(found: Mapping[Linkage, list[Statement]]) -> tuple[str, ...]:
    return () if found else ("None.",)


def _changes(found: Iterable[Statement]) -> bool:
    """Whether one date has a status that another has not."""
    by_date: dict[str, set[str]] = defaultdict(set)
    for statement in found:
        by_date[statement.date].add(statement.status)
    return len({frozenset(statuses) for statuses in by_date.values()}) > 1


def _table(content: Content, found: Mapping[Linkage, list[Statement]]) -> Answer:
    """A row a linkage, a column a year; a cell has each status, and how often if more than once."""
    years = sorted({s.date[:4] for several in found.values() for s in several})
    headings = ("linkage", *years)
    rows = [
        (content.in_words(linkage), *(_said(s.status for s in several if s.date[:4] == year) for year in years))
        for linkage, several in found.items()
    ]
    return Answer("timeline", headings, headings, tuple(sorted(rows)))


def _said(statuses: Iterable[str]) -> str:
    counts = Counter(statuses)
    order = [status for status in vocabulary().names("status") if status in counts]
    return ", ".join(status if counts[status] == 1 else f"{status} ×{counts[status]}" for status in order)


def _rows(found: Mapping[Linkage, list[Statement]]) -> Answer:
    rows = [
        (
            *(linkage.id, linkage.subject, linkage.type, linkage.object),
            *(s.date, s.document, s.status, s.stance, "true" if s.listed else "false", s.id),
        )
        for linkage, several in found.items()
        for s in several
    ]
    return Answer("timeline", _COLUMNS, _COLUMNS, tuple(sorted(rows)))
