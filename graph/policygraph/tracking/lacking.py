"""What documents state to be missing, or to be there and not enough, and who else speaks of the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..answer import Answer
from ..dates import is_later
from ..kinship import Kin, Nearby
from ..report import Part, Report, counted
from ..statements import Content, Document, Linkage, Statement
from ..telling import (
    NOT_ABSENT,
    STATEMENT,
    cells,
    coded,
    label,
    passages,
    scopes,
    sentence,
    stance_and_status,
    thought,
    within,
)
from .following import about, near_to

LACKS = ("missing", "insufficient")  # not there though it should be; there and found wanting
_COLUMNS = ("lack", "linkage", "subject", "linkage_type", "object", "relation", "when", "kinship", "why", *STATEMENT)


@dataclass(frozen=True, slots=True)
class Other:
    """Another statement about what is lacking, or one of another document about what is near; and when it was made."""

    statement: Statement
    kin: Kin
    when: str


@dataclass(frozen=True)
class Lack:
    """A linkage, or an element as such, that statements say to be missing or insufficient; the others after them."""

    status: str
    statements: tuple[Statement, ...]
    others: tuple[Other, ...]

    @property
    def first(self) -> Statement:
        """The first that says so: by its date the others are earlier or later."""
        return self.statements[0]

    @property
    def elsewhere(self) -> bool:
        """Whether more than one document speaks of it, or of what is near to it."""
        return any(s.document != self.first.document for s in (*self.statements, *(o.statement for o in self.others)))


def absences(content: Content, document: str | None = None) -> Report:
    """Each linkage that a document states as missing, apart from these as insufficient, and what others say of it.

    Without a document, those of all. An element as such may be insufficient too. Raises PolicygraphError for a
    document that is not there, with all that are.
    """
    only = content.document(document) if document is not None else None
    lacks = tuple(_lacks(content, only))
    title = (
        f"What {only.id} states as missing or insufficient" if only else "What is stated as missing or insufficient"
    )
    says = tuple(_says(content, lacks, only))
    if not lacks:
        return Report(title, says, (), _rows(lacks))
    spoken_of_first = sorted(lacks, key=lambda lack: (LACKS.index(lack.status), not lack.elsewhere))
    parts = [_part(content, lack) for lack in spoken_of_first]
    resting = f"{_all(content)}. That none speaks of something means: not in what was coded of them. {NOT_ABSENT}"
    parts.append(scopes("What this rests on", (resting,), content.documents.values(), content))
    return Report(title, says, tuple(parts), _rows(spoken_of_first))


def _lacks(content: Content, only: Document | None) -> Iterator[Lack]:
    by_thought: dict[Linkage | str | None, list[Statement]] = defaultdict(list)
    for statement in content.statements:
        by_thought[about(statement)].append(statement)
    nearby = Nearby(content)
    for several in by_thought.values():
        for status in LACKS:
            stated = [s for s in several if s.status == status and (only is None or s.document == only.id)]
            if stated:
                others = tuple(
                    Other(statement, kin, _when(statement, stated[0]))
                    for kin, near in near_to(stated[0], nearby)
                    for statement in by_thought[near]
                    if statement not in stated and (kin.kind == "same" or statement.document != stated[0].document)
                )
                yield Lack(status, tuple(stated), others)


def _when(other: Statement, first: Statement) -> str:
    """When a statement was made, seen from another, as far as the dates of their documents tell."""
    if other.document == first.document:
        return "same document"
    if is_later(other.date, than=first.date):
        return "later"
    return "earlier" if is_later(first.date, than=other.date) else "at about the same time"


def _all(content: Content) -> str:
    documents = content.documents.values()
    return f"{counted(len(documents), 'document')}: {coded(documents)}"


def _says(content: Content, lacks: Sequence[Lack], only: Document | None) -> Iterator[str]:
    if only:
        yield f"{only.title}, {only.date}."
    for status in LACKS:
        own = [lack for lack in lacks if lack.status == status]
        name = label("status", status)
        if own:
            statements = [statement for lack in own for statement in lack.statements]
            documents = len({statement.document for statement in statements})
            yield (
                f"Stated as {name}: {_things(own)}, in {counted(len(statements), 'statement')} "
                f"({counted(passages(statements), 'passage')}, {counted(documents, 'document')}). "
                f"{_spoken_of(sum(lack.elsewhere for lack in own), len(own))}"
            )
        else:
            yield f"Nothing is stated as {name}."
    if not lacks:
        yield f"Coded of it: {within(only)}. {NOT_ABSENT}" if only else f"{_all(content)}. {NOT_ABSENT}"
    else:
        yield (
            "What is demanded may be absent too, and is not counted here: only what a document says to be missing or "
            "not enough."
        )


def _spoken_of(number: int, of: int) -> str:
    """Of how many things other documents speak."""
    if not number:
        return "No other document speaks of that, or of what is near to it."
    rest = f"; of {of - number:,} none does" if number < of else ""
    return f"Other documents speak of {number:,}, or of what is near to it{rest}."


def _things(lacks: Sequence[Lack]) -> str:
    linkages = sum(lack.first.linkage is not None for lack in lacks)
    told = [counted(linkages, "linkage")] if linkages else []
    if positions := len(lacks) - linkages:
        told.append(counted(positions, "element as such", "elements as such"))
    return " and ".join(told)


def _part(content: Content, lack: Lack) -> Part:
    columns = ("what", "says", "stance", "status")
    table = Answer("lack", columns, columns, tuple(_lines(content, lack)))
    if lack.elsewhere:
        says = f"Earlier and later are told from {lack.first.document}, {lack.first.date}."
    else:
        says = "No other document here speaks of it, or of what is near to it."
    name = label("status", lack.status)
    return Part(f"{name[:1].upper()}{name[1:]}: {thought(content, lack.first)}", (says,), table)


def _lines(content: Content, lack: Lack) -> Iterator[tuple[str, str, str, str]]:
    for statement in lack.statements:
        yield ("says so", f"{statement.id}: {sentence(statement, statement.place)}", *stance_and_status(statement))
        if verdict := content.verdicts.get(statement.id):
            yield ("verdict", f"{label('verdict', verdict.verdict)}: {verdict.reason}", "", "")
    for other in lack.others:
        near = "" if other.kin.kind == "same" else f"{other.kin.kind}: {other.kin.why}"
        told = f"{other.statement.id}: {sentence(other.statement, other.statement.place, near)}"
        yield (other.when, told, *stance_and_status(other.statement))


def _rows(lacks: Iterable[Lack]) -> Answer:
    """All of it as one plain table: a row for each statement that says so, and one for each other."""
    return Answer("absences", _COLUMNS, _COLUMNS, tuple(row for lack in lacks for row in _plain(lack)))


def _plain(lack: Lack) -> Iterator[tuple[str, ...]]:
    linkage = lack.first.linkage
    ends = (linkage.subject, linkage.type, linkage.object) if linkage else (lack.first.element or "", "", "")
    start = (lack.status, linkage.id if linkage else "", *ends)
    for statement in lack.statements:
        yield (*start, "says so", "", "", "", *cells(statement))
    for other in lack.others:
        yield (*start, "other", other.when, other.kin.kind, other.kin.why, *cells(other.statement))
