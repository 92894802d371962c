"""One ask in full: its words, its verdict, what this names, all that is proposed, and what is said of its ends."""

from collections import Counter
from collections.abc import Iterator

from ..answer import Answer
from ..report import Part, Report, counted
from ..statements import Content, Document, Statement
from ..telling import label, sentence, stance_and_status, thought
from .following import Ask, later_documents
from .tables import PROPOSAL, proposed, resting, rows, state_name


def single_ask(content: Content, ask: Ask) -> Report:
    """All that is known of one ask; its plain table is the part of the ask in that of all."""
    statement = ask.statement
    document = content.documents[statement.document]
    parts = (
        Part("The ask", (), _about(content, statement)),
        _verdict(ask),
        _proposed(ask),
        _ends(content, statement),
        resting(content, document),
    )
    return Report(f"The ask {statement.id}", (statement.gloss,), tuple(part for part in parts if part), rows([ask]))


def _about(content: Content, statement: Statement) -> Answer:
    told = {
        "of what": thought(content, statement),
        "holder": ", ".join(statement.holder),
        "reported by": ", ".join(statement.reported_by),
        "asked of": ", ".join(statement.addressee) or "nobody named",
        "stance": label("stance", statement.stance),
        "status": label("status", statement.status),
        "mode": label("mode", statement.mode),
        "modality": ", ".join(statement.modality),
        "degree": ", ".join(statement.degree),
        "condition": ", ".join(statement.condition),
        "via": ", ".join(statement.via),
        "words": statement.quote,
        "document": f"{statement.document_title}, {statement.date}",
        "place": statement.place,
        "address": statement.iri,
        "note": statement.note,
    }
    return Answer(
        "ask", ("what", "value"), ("what", "value"), tuple((what, value) for what, value in told.items() if value)
    )


def _verdict(ask: Ask) -> Part:
    verdict = ask.verdict
    if verdict is None:
        told = "None. A verdict is left out here if a statement that it names is in none of the documents at hand."
        return Part("Verdict", (told,))
    lines = [(f"{s.id}: {sentence(s, s.place)}", s.date, *stance_and_status(s)) for s in ask.named]
    lines += [(f"{name}: not among the documents at hand", "", "", "") for name in ask.absent]
    says = (verdict.reason, f"Judged by {verdict.coder} on {verdict.date}; no document says so.")
    heading = {"answer": "named as answer", "falls short": "named as the nearest, which falls short"}[ask.relation]
    columns = ("says", "date", "stance", "status")
    table = Answer("named", columns, (heading, *columns[1:]), tuple(lines)) if lines else None
    return Part(f"Verdict: {state_name(ask.state)}", says, table)


def _proposed(ask: Ask) -> Part:
    """All proposals; what the verdict names is not proposed again."""
    if not ask.proposals:
        besides = " besides those that the verdict names" if ask.named else ""
        return Part("Proposed", (f"Nothing: no statement of a later document is near to the ask{besides}.",))
    lines = tuple((proposed(each), each.statement.date, *stance_and_status(each.statement)) for each in ask.proposals)
    columns = ("says", "date", "stance", "status")
    table = Answer("proposed", columns, ("proposed", *columns[1:]), lines)
    return Part(f"Proposed: {counted(len(ask.proposals), 'statement')}", (PROPOSAL,), table)


def _ends(content: Content, ask: Statement) -> Part | None:
    """How often later documents speak of each end at all, in whatever linkage."""
    linkage = ask.linkage
    ends = (linkage.subject, linkage.object) if linkage else (ask.element or "",)
    surely, maybe = later_documents(content, content.documents[ask.document])
    if not surely and not maybe:
        return None
    lines = tuple(_counts(content, ends, [*surely, *maybe]))
    names = ", ".join(f"“{content.elements[end].label}”" for end in ends)
    if not lines:
        return Part("What later documents say of its ends", (f"No coded statement of theirs is about {names}.",))
    columns = ("element", "document", "statements", "listed")
    table = Answer("ends", columns, columns, lines)
    says = ("Statements of whatever kind about an element itself, as subject, object or as such; most are no answer.",)
    return Part("What later documents say of its ends", says, table)


def _counts(content: Content, ends: tuple[str, ...], documents: list[Document]) -> Iterator[tuple[str, ...]]:
    spoken = Counter((end, s.document, s.listed) for s in content.statements for end in _ends_of(s))
    for end in ends:
        for document in documents:
            plain, listed = spoken[end, document.id, False], spoken[end, document.id, True]
            if plain or listed:
                yield content.elements[end].label, document.id, str(plain + listed), str(listed)


def _ends_of(statement: Statement) -> tuple[str | None, ...]:
    linkage = statement.linkage
    return (linkage.subject, linkage.object) if linkage else (statement.element,)
