"""Two documents, or two holders, linkage by linkage: what both state and how they differ, and what only one does."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ..report import Part, Report, counted
from ..statements import Content, Statement
from ..telling import enumerated
from .likening import CHANGES, Likened, likened
from .sides import Side, caution, introduced, sides
from .tables import Tables


def compare(content: Content, first: str, second: str) -> Report:
    """What two documents state, beside each other: linkages and positions of both, of one only, and elements of both.

    Instead of documents there may be holders. Two versions of one document come in their order, and the report says
    what was added, dropped, strengthened and weakened; stronger and weaker are defined in `strength`, opposed in
    `oppositions`. `rows` has everything, also what only one has. Raises PolicygraphError for what is not known, and if
    both are the same.
    """
    one, other, versions = sides(content, first, second)
    found = likened(one, other, content)
    tables = Tables(one, other, content, versions=versions)
    says = (
        introduced("The first", one, content),
        introduced("The second", other, content),
        _changed(found) if versions else _summed(found),
        *_of_both(one, other),
        caution(one, other),
        *_how_to_cite(one, other),
    )
    parts = _parts_of_versions(found, tables) if versions else _parts(found, tables)
    title = f"{one.name} and its later version {other.name}" if versions else f"{one.name} and {other.name}"
    return Report(title, says, tuple(parts), tables.rows(found))


def _parts(found: Likened, tables: Tables) -> Iterator[Part]:
    yield tables.shared("What both state", found.shared, "They have no linkage and no position in common.")
    yield tables.near(found.near)
    yield tables.elements(found.elements)


def _parts_of_versions(found: Likened, tables: Tables) -> Iterator[Part]:
    yield tables.only("Added", found.only_second, tables.second)
    yield tables.only("Dropped", found.only_first, tables.first)
    for change in CHANGES[:-1]:
        yield tables.shared(change.capitalize(), [each for each in found.shared if each.change == change], "None.")
    yield tables.near(found.near)


def _summed(found: Likened) -> str:
    differing = sum(bool(each.differences) for each in found.shared)
    linkages = sum(each.first[0].linkage is not None for each in found.shared)
    told = [counted(linkages, "linkage")] if linkages else []
    if positions := len(found.shared) - linkages:
        told.append(counted(positions, "position"))
    both = f"Both state {enumerated(told)}, of which {differing:,} not alike" if told else "They share no linkage"
    return (
        f"{both}. Only the first states {_linkages(found.only_first)}, only the second "
        f"{_linkages(found.only_second)}; {counted(len(found.near), 'pair')} of linkages "
        f"{'comes' if len(found.near) == 1 else 'come'} near each other. Both speak of "
        f"{counted(len(found.elements), 'element')}."
    )


def _linkages(several: Iterable[Sequence[Statement]]) -> str:
    return counted(sum(each[0].linkage is not None for each in several), "linkage")


def _changed(found: Likened) -> str:
    changes = Counter(each.change for each in found.shared)
    told = [f"{len(found.only_second):,} added", f"{len(found.only_first):,} dropped"]
    told += [f"{changes[change]:,} {change}" for change in CHANGES]
    return f"The second is a later version of the first. Of its linkages and positions: {enumerated(told)}."


def _of_both(one: Side, other: Side) -> tuple[str, ...]:
    """Several may hold a statement together, and a holder may speak in the document that it is compared with."""
    both = set(one.statements) & set(other.statements)
    return (f"{counted(len(both), 'statement')} stand on both sides.",) if both else ()


def _how_to_cite(one: Side, other: Side) -> tuple[str, ...]:
    """How the ids in the columns of documents are to be read, by an example."""
    for each in (one, other):
        if each.is_document and each.statements:
            statement = each.statements[0]
            return (f"[{each.short(statement)}] under {each.name} is the statement {statement.id}.",)
    return ()
