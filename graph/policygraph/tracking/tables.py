"""The tables of a report of asks: how many stand where, each with what is told of it, and all of it as one table."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from ..answer import Answer
from ..dates import is_later
from ..report import Part, counted
from ..statements import Content, Document, Statement
from ..telling import (
    NOT_ABSENT,
    STATEMENT,
    cells,
    coded,
    enumerated,
    label,
    passages,
    scopes,
    sentence,
    stance_and_status,
)
from .following import OPEN, PROPOSED, Ask, Proposal, in_order, later_documents

_SHOWN = 3  # proposals for each ask; all are in the view of one ask, and in the plain table
_STATES = {PROPOSED: "not judged, with proposals", OPEN: "not judged, nothing proposed"}
_OTHER = tuple(f"other_{column}".replace("other_statement", "other") for column in STATEMENT)
PROPOSAL = (
    "A proposal is a statement of a later document about the same linkage, or one near to it by the hierarchy of "
    "elements and the groups of linkage types. No verdict says whether it answers the ask."
)
_COLUMNS = (
    "ask",
    *STATEMENT[1:],
    "addressee",
    "subject",
    "linkage_type",
    "object",
    "verdict",
    "reason",
    "coder",
    "judged",
    "relation",
    *_OTHER,
    "later",
    "kinship",
    "why",
)


def state_name(state: str) -> str:
    """What a person calls where an ask stands."""
    return _STATES.get(state) or label("verdict", state)


def _tally(found: Sequence[Ask]) -> tuple[str, ...]:
    statements = [ask.statement for ask in found]
    named = {statement.id: statement for ask in found for statement in ask.named}
    proposed = {p.statement.id for ask in found for p in ask.proposals}
    return (
        str(len(found)),
        str(passages(statements)),
        str(sum(statement.listed for statement in statements)),
        str(len(named)),
        str(len({statement.document for statement in named.values()})),
        str(len(proposed)),
    )


def summary(found: Sequence[Ask]) -> Part:
    """How many asks stand where, and how many statements stand over against them."""
    groups = _grouped(found)
    lines = [(state_name(state), *_tally(several)) for state, several in groups]
    if len(lines) > 1:
        lines.append(("all", *_tally(found)))
    columns = ("verdict", "asks", "passages", "listed", "named", "named_documents", "proposed")
    headings = ("verdict", "asks", "passages", "listed", "statements named", "of documents", "proposed")
    once = "Statements, documents and passages are counted once in each line, so the lines need not add up."
    says = (once,) if len(groups) > 1 else ()
    return Part("Verdicts", says, Answer("verdicts", columns, headings, tuple(lines)))


def _grouped(found: Sequence[Ask]) -> list[tuple[str, tuple[Ask, ...]]]:
    return [
        (state, tuple(ask for ask in found if ask.state == state)) for state in in_order({ask.state for ask in found})
    ]


def crossed(heading: str, found: Sequence[Ask], names: Callable[[Statement], tuple[str, ...]], column: str) -> Part:
    """How many asks stand where, by something that each has one or several of."""
    lines = []
    for name in dict.fromkeys(name for ask in found for name in names(ask.statement)):
        own = [ask for ask in found if name in names(ask.statement)]
        told = ", ".join(f"{len(several):,} {state_name(state)}" for state, several in _grouped(own))
        lines.append((name, str(len(own)), told))
    several = sum(len(names(ask.statement)) > 1 for ask in found)
    says = (f"{counted(several, 'ask')} with more than one {column}, each in several lines.",) if several else ()
    columns = (column, "asks", "verdicts")
    return Part(heading, says, Answer(column, columns, columns, tuple(lines)))


def by_document(content: Content, asked: Mapping[str, Sequence[Ask]]) -> Part:
    """How many asks each document has, how many were judged, and how many later documents there are to answer."""
    lines = []
    for document, several in asked.items():
        states = [ask.state for ask in several]
        judged = len(several) - states.count(PROPOSED) - states.count(OPEN)
        within = passages(ask.statement for ask in several)
        later = len(later_documents(content, content.documents[document])[0])
        counts = (len(several), within, judged, states.count(PROPOSED), later)
        lines.append((document, content.documents[document].date, *map(str, counts)))
    says = (
        "proposals: asks without a verdict for which something is proposed. "
        "later: how many documents are later beyond doubt.",
    )
    columns = ("document", "date", "asks", "passages", "judged", "proposals", "later")
    return Part("By document", says, Answer("documents", columns, columns, tuple(lines)))


def blocks(found: Sequence[Ask], start: str) -> Iterator[Part]:
    """Each ask with what is told of it, a part for each verdict."""
    for state, several in _grouped(found):
        heading = f"{start}{state_name(state)}: {counted(len(several), 'ask')}"
        lines = tuple(line for ask in several for line in _block(ask))
        columns = ("ask", "what", "says", "stance", "status")
        yield Part(
            heading[:1].upper() + heading[1:] if not start else heading,
            (),
            Answer("asks", columns, columns, lines),
        )


def _block(ask: Ask) -> Iterator[tuple[str, ...]]:
    statement = ask.statement
    name = statement.id.partition(".")[2]
    of = f"asked of {enumerated(statement.addressee)}" if statement.addressee else ""
    modality = ", ".join(f"“{word}”" for word in statement.modality)
    yield (name, "asks", sentence(statement, statement.place, of, modality), *stance_and_status(statement))
    if ask.verdict:
        yield (name, "reason", ask.verdict.reason, "", "")
    for other in ask.named:
        yield (name, ask.relation, f"{other.id}: {sentence(other, other.place)}", *stance_and_status(other))
    for missing in ask.absent:
        yield (name, ask.relation, f"{missing}: not among the documents at hand", "", "")
    for proposal in ask.proposals[:_SHOWN]:
        yield (name, "proposed", proposed(proposal), *stance_and_status(proposal.statement))
    if len(ask.proposals) > _SHOWN:
        more = f"{len(ask.proposals) - _SHOWN:,} more: `policygraph asks {statement.id}`"
        yield (name, "proposed", more, "", "")


def proposed(proposal: Proposal) -> str:
    """A proposal in words: its id, what it says, where, how near it is to the ask, and whether it is surely later."""
    other = proposal.statement
    near = proposal.kin.why if proposal.kin.kind == "same" else f"{proposal.kin.kind}: {proposal.kin.why}"
    doubt = "" if proposal.surely else f"not surely later: dated {other.date}"
    return f"{other.id}: {sentence(other, other.place, near, doubt)}"


def resting(content: Content, document: Document) -> Part:
    """The later documents and how much of them was coded: what "not found" and "nothing proposed" rest on."""
    surely, maybe = later_documents(content, document)
    if not surely and not maybe:
        return Part("What this rests on", ("No later document is here: nothing could be found or proposed.",))
    told = [
        f"{counted(len(surely), 'document')} later than {document.id}: {coded(surely)}."
        if surely
        else f"No document is later than {document.id} beyond doubt."
    ]
    if maybe:
        names = ", ".join(other.id for other in maybe)
        told.append(f"Perhaps later, perhaps not, since a date is known in part only: {names}.")
    told.append(f"Nothing found, or nothing proposed, means: not in the coded part of these. {NOT_ABSENT}")
    return scopes("What this rests on", tuple(told), [*surely, *maybe], content)


def rows(found: Sequence[Ask]) -> Answer:
    """All of it as one plain table: a row for each statement named or proposed, one for an ask that has none."""
    return Answer("asks", _COLUMNS, _COLUMNS, tuple(row for ask in found for row in _plain(ask)))


def _plain(ask: Ask) -> Iterator[tuple[str, ...]]:
    statement, verdict, linkage = ask.statement, ask.verdict, ask.statement.linkage
    start = (
        *cells(statement),
        "|".join(statement.addressee),
        *((linkage.subject, linkage.type, linkage.object) if linkage else (statement.element or "", "", "")),
        *((verdict.verdict, verdict.reason, verdict.coder, verdict.date) if verdict else ("",) * 4),
    )
    for other in ask.named:
        later = "surely" if is_later(other.date, than=statement.date) else "not surely"
        yield (*start, ask.relation, *cells(other), later, "", "")
    for missing in ask.absent:
        yield (*start, ask.relation, missing, *cells(None)[1:], "", "", "")
    for proposal in ask.proposals:
        later = "surely" if proposal.surely else "not surely"
        yield (*start, "proposed", *cells(proposal.statement), later, proposal.kin.kind, proposal.kin.why)
    if not (ask.named or ask.absent or ask.proposals):
        yield (*start, "", *cells(None), "", "", "")
