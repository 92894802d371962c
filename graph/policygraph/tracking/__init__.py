"""What became of asks: the verdicts of coders, and what later documents say that may be looked at for one."""

from collections.abc import Iterable, Iterator, Sequence

from ..report import Report, counted
from ..statements import Content, Document, Verdict
from ..telling import NOT_ABSENT, coded, enumerated, label, passages, scopes, within
from .following import Ask, Followed, ask_called, later_documents
from .single import single_ask
from .tables import PROPOSAL, blocks, by_document, crossed, resting, rows, summary

_NO_CAUSE = "That a later document says what was asked for does not show that it says so on account of the ask."


def asks(content: Content, name: str | None = None) -> Report:
    """What the asks of a document are, and what became of them; of all documents if none is named.

    The id of an ask in place of a document shows that ask in full. Raises PolicygraphError for a name that is neither,
    with what there is, and for a statement that asks nothing.
    """
    followed = Followed(content)
    if name is None:
        return _of_all(followed)
    if name in content.documents:
        return _of_one(followed, content.documents[name])
    (found,) = followed.asks([ask_called(content, name)])
    return single_ask(content, found)


def _of_one(followed: Followed, document: Document) -> Report:
    content = followed.content
    found = followed.asks(s for s in content.statements if s.document == document.id)
    title = f"What {document.id} asks for, and what became of it"
    own = f"{document.title}, {document.date}."
    if not found:
        return Report(title, (own, _asks_nothing(content, document)), (), rows(found))
    parts = [
        summary(found),
        crossed("Of whom it is asked", found, lambda s: s.addressee or ("nobody named",), "addressee"),
        crossed("Where it is asked", found, lambda s: (s.place.partition(",")[0],), "section"),
        *blocks(found, ""),
        resting(content, document),
    ]
    says = (own, *_says(found), *_untold(content, found))
    return Report(title, says, tuple(parts), rows(found))


def _of_all(followed: Followed) -> Report:
    content = followed.content
    found = followed.asks(content.statements)
    title = "What is asked for, and what became of it"
    if not found:
        documents = content.documents.values()
        told = f"No statement asks for anything in {counted(len(documents), 'document')}: {coded(documents)}."
        return Report(title, (told, NOT_ABSENT), (), rows(found))
    asked: dict[str, list[Ask]] = {document: [] for document in content.documents}
    for ask in found:
        asked[ask.statement.document].append(ask)
    parts = [
        by_document(content, asked),
        summary(found),
        crossed("Of whom it is asked", found, lambda s: s.addressee or ("nobody named",), "addressee"),
    ]
    for document, several in asked.items():
        parts += blocks(several, f"{document}, ")
    heading, says = "What this rests on", (f"{NOT_ABSENT} A document answers only those that are earlier.",)
    parts.append(scopes(heading, says, content.documents.values(), content))
    return Report(title, (*_says(found), *_untold(content, found)), tuple(parts), rows(found))


def _says(found: Sequence[Ask]) -> Iterator[str]:
    statements = [ask.statement for ask in found]
    documents = {statement.document for statement in statements}
    within = f" of {counted(len(documents), 'document')}" if len(documents) > 1 else ""
    listed = sum(statement.listed for statement in statements)
    illustrations = (
        f"; {counted(listed, 'of them is', 'of them are')} only listed, as an illustration" if listed else ""
    )
    yield f"{counted(len(found), 'ask')} in {counted(passages(statements), 'passage')}{within}{illustrations}."
    there = sum(statement.status in ("existing", "possible") for statement in statements)
    if there:
        yield (
            f"In {counted(there, 'ask')} the link is told as existing or possible, and not as wanted: "
            "what is asked for is attention to it, or that it may be."
        )
    yield from _judged([ask.verdict for ask in found if ask.verdict], len(found))
    proposed = sum(bool(ask.proposals) for ask in found)
    number = sum(len(ask.proposals) for ask in found)
    if number:
        yield f"For {counted(proposed, 'ask')}, {counted(number, 'proposal')}. {PROPOSAL}"
    else:
        yield "No statement of a later document is proposed: none is near to an ask and not yet in its verdict."
    yield _NO_CAUSE


def _judged(verdicts: Sequence[Verdict], number: int) -> Iterator[str]:
    if verdicts:
        signed = sorted({(verdict.coder, verdict.date) for verdict in verdicts})
        told = enumerated([f"{coder} on {date}" for coder, date in signed])
        yield f"{counted(len(verdicts), 'ask')} judged, by {told}: a verdict is a coder's, and no document's."
    if len(verdicts) < number:
        yield (
            f"{counted(number - len(verdicts), 'ask')} without a verdict. "
            "A verdict is left out here if a statement that it names is in none of the documents at hand."
        )


def _untold(content: Content, found: Iterable[Ask]) -> Iterator[str]:
    """Names later documents that were coded after a verdict was given: it may not have reckoned with them."""
    last: dict[str, str] = {}
    for statement in content.statements:
        last[statement.document] = max(last.get(statement.document, ""), statement.coded)
    judged = {(ask.statement.document, ask.verdict.date) for ask in found if ask.verdict}
    late = {
        document.id
        for name, date in judged
        for document in later_documents(content, content.documents[name])[0]
        if last.get(document.id, "") > date
    }
    if late:
        names = enumerated(sorted(late))
        yield f"Coded, at least in part, after a verdict was given, which may not reckon with it: {names}."


def _asks_nothing(content: Content, document: Document) -> str:
    own = [statement for statement in content.statements if statement.document == document.id]
    stances = enumerated([f"“{label('stance', name)}”" for name in ("callsFor", "urges", "findsMissing")])
    told = f"None of its {counted(len(own), 'statement')} has a stance that asks ({stances})."
    return f"{told} Of it was coded: {within(document)}. {NOT_ABSENT}"
