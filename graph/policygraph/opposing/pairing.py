"""Pairs of statements, as reports show them: by what they are about, counted, on lines, and as cells of a table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from ..answer import Answer
from ..report import Part, counted
from ..statements import Content, Linkage, Statement
from ..telling import NOT_ABSENT, STATEMENT, coded, label, sentence

_Pair = TypeVar("_Pair")
PAIR = (*(f"first_{name}" for name in STATEMENT), *(f"second_{name}" for name in STATEMENT))


def by_matter(statements: Iterable[Statement]) -> dict[Linkage | str, list[Statement]]:
    """The statements by what they are about, in their order."""
    found: dict[Linkage | str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[matter(statement)].append(statement)
    return dict(found)


def matter(statement: Statement) -> Linkage | str:
    """What a statement is about: a linkage, or an element by its id."""
    return statement.linkage or statement.element or ""


def grouped(keyed: Iterable[tuple[str, object, _Pair]]) -> dict[tuple[str, object], list[_Pair]]:
    """The pairs by where they stand and what they are about, in the order in which they come."""
    found: dict[tuple[str, object], list[_Pair]] = defaultdict(list)
    for where, key, pair in keyed:
        found[where, key].append(pair)
    return found


def summed(
    words: Mapping[str, str],
    found: Sequence[tuple[str, str, object]],
    second: str,
    about: str,
    order: Mapping[str, int],
) -> Answer:
    """How many pairs there are of each kind, and over how many things they are about."""
    keys: dict[tuple[str, str], list[object]] = defaultdict(list)
    for where, kind, key in found:
        keys[where, kind].append(key)
    rows = tuple(
        (words[where], kind, str(len(several)), str(len(set(several))))
        for (where, kind), several in sorted(keys.items(), key=lambda item: (order[item[0][0]], item[0][1]))
    )
    columns = ("where", second, "pairs", "about")
    return Answer("pairs", columns, ("where", second, "pairs", about), rows)


def with_numbers(table: Answer, parts: Iterable[Part], *says: str) -> tuple[Part, ...]:
    """The parts, and their numbers before them; nothing if there are none."""
    return (Part("How many", says, table), *parts) if len(table) else ()


def line(statement: Statement, *more: str) -> str:
    """A statement on a line: its status, what it says, and who says it, in which stance, when and where."""
    holder = f"{', '.join(statement.holder)} {label('stance', statement.stance)}"
    told = sentence(statement, holder, statement.date, statement.id, *more)
    return f"{label('status', statement.status)}: {told}"


def ends(statement: Statement) -> tuple[str, str, str]:
    """Subject, linkage type and object as cells; only the first for an element as such."""
    linkage = statement.linkage
    return (linkage.subject, linkage.type, linkage.object) if linkage else (statement.element or "", "", "")


def rest_on(content: Content) -> str:
    """What was coded of the documents, which everything that is not found rests on."""
    return f"Of {counted(len(content.documents), 'document')}: {coded(content.documents.values())}. {NOT_ABSENT}"
