"""Everything that can be wrong with the verdicts: what a coder found became of an ask in later documents."""

from collections import Counter
from collections.abc import Iterator, Mapping

from .corpus import Corpus
from .dates import first_day, is_later, last_day
from .faults import Fault
from .known import one_of
from .rows import StatementRow, VerdictRow
from .vocabulary import vocabulary

UNCHECKABLE = "notCheckable"  # of which nothing in the corpus can say anything, and so nothing may be named

_Statements = Mapping[str, StatementRow]


def verdict_faults(corpus: Corpus) -> Iterator[Fault]:
    """What is wrong with each verdict, and between those on one ask.

    A document comes and goes without touching another file: where it is not there, its statements cannot be looked up,
    which is a warning. Of a document whose rows are at fault nobody can know either, and that has been told.
    """
    statements = {f"{name}.{row.id}": row for name, rows in corpus.statements.items() for row in rows}
    dates = {document.id: document.date for document in corpus.documents}
    for row in corpus.verdicts:
        yield from one_of(row, "verdict", row.verdict, vocabulary().names("verdict"), "verdict")
        yield from _absent(corpus, row)
        for column, name in (("ask", row.ask), *(("answers", name) for name in dict.fromkeys(row.answers))):
            yield from _statement(corpus, row, column, name, statements)
        yield from _asks(row, statements)
        yield from _number(row)
        yield from _order(row, dates)
    yield from _twice(corpus.verdicts)


def _document(name: str) -> str:
    return name.partition(".")[0]


def _absent(corpus: Corpus, row: VerdictRow) -> Iterator[Fault]:
    """A warning for a verdict that names statements of documents that are not there."""
    known = corpus.ids("documents.csv")
    gone = sorted({_document(name) for name in (row.ask, *row.answers)} - (known or frozenset()))
    if known is None or not gone:
        return
    column = "ask" if _document(row.ask) in gone else "answers"
    near = [fault.mend for fault in one_of(row, column, gone[0], known, "document") if "did you mean" in fault.mend]
    back = "put it back, or judge again without it"
    found = f"the verdict on {row.ask} is left out: no document is called {' or '.join(map(repr, gone))}"
    yield Fault(row.at(column), found, f"{near[0]} Else {back}" if near else back, "warning")


def _statement(corpus: Corpus, row: VerdictRow, column: str, name: str, statements: _Statements) -> Iterator[Fault]:
    """A fault if the document has no such statement, or has it no longer."""
    document, _, own = name.partition(".")
    known = corpus.ids(f"statements/{document}.csv")
    if known is not None and own not in known:
        yield from one_of(row, column, name, frozenset(f"{document}.{one}" for one in known), "statement")
    if name in statements and (day := statements[name].withdrawn):
        yield row.fault(column, f"the statement {name} was withdrawn on {day}", "judge again, or take this row out")


def _asks(row: VerdictRow, statements: _Statements) -> Iterator[Fault]:
    """A fault if what is judged asks for nothing; a stance that nobody knows, or was taken back, is told elsewhere."""
    known, ask = vocabulary(), statements.get(row.ask)
    stance = ask.stance if ask is not None and not ask.withdrawn else ""
    if stance in known.names("stance") and stance not in known.asking:
        asking = [name for name in known.names("stance") if name in known.asking]
        found = f"{row.ask} asks for nothing: its stance is {stance}"
        mend = f"judge statements only whose stance is {', '.join(asking[:-1])} or {asking[-1]}"
        yield row.fault("ask", found, mend)


def _number(row: VerdictRow) -> Iterator[Fault]:
    if row.verdict in vocabulary().answered and not row.answers:
        mend = "name the statements of later documents that it rests on, or choose another verdict"
        yield row.fault("answers", f"the verdict {row.verdict} names no answer", mend)
    if row.verdict == UNCHECKABLE and row.answers:
        found = f"the verdict is {row.verdict}, and {row.answers[0]} is named"
        yield row.fault("answers", found, "leave answers empty, or choose another verdict")
    for name, number in Counter(row.answers).items():
        if number > 1:
            yield row.fault("answers", f"{name} is named {number} times", "name it once")


def _order(row: VerdictRow, dates: Mapping[str, str]) -> Iterator[Fault]:
    """Faults of answers that are not surely later than the ask; documents without a readable row are passed over."""
    own = _document(row.ask)
    for name in dict.fromkeys(row.answers):
        other = _document(name)
        if other == own:
            found = f"{name} stands in the document that asks, and is no answer to it"
        elif own not in dates or other not in dates or is_later(dates[other], than=dates[own]):
            continue
        elif last_day(dates[other]) <= first_day(dates[own]):
            found = f"{name} is of {dates[other]} and the ask of {dates[own]}: it is no later"
        else:
            found = f"{name} is of {dates[other]} and the ask of {dates[own]}: nobody can tell that it is later"
        yield row.fault("answers", found, "name statements only of documents that are surely later than the ask")


def _twice(rows: tuple[VerdictRow, ...]) -> Iterator[Fault]:
    first: dict[str, VerdictRow] = {}
    for row in rows:
        before = first.setdefault(row.ask, row)
        if before is not row:
            where = before.at("ask").seen_from(row.at("ask"))
            yield row.fault("ask", f"{row.ask} is judged in {where} already", "keep one of the two rows")
