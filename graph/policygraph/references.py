"""Whether what a row points to is there: elements and documents, which may have been taken out."""

from collections.abc import Iterator

from .corpus import Corpus
from .faults import Fault
from .known import one_of
from .rows import DocumentRow, Row


def known_element(corpus: Corpus, row: Row, column: str, value: str, own: str = "") -> Iterator[Fault]:
    """A fault if no file declares the element; `own` is the document that the row is of, if it is of one.

    An element that only the file of another document declares goes away with that document: the fault says where it
    would be declared, if a file that is left behind still does.
    """
    known = corpus.ids("elements.csv")
    if known is None or value in known:
        return
    where = "declare it in elements.csv" + (f" or in elements/{own}.csv" if own else "")
    if place := corpus.strays.get(value):
        found = f"no element is called {value!r}: {place.file} declares it, for a document that is not there"
        yield row.fault(column, found, where)
        return
    for fault in one_of(row, column, value, known, "element"):
        near = fault.mend.startswith("did you mean")
        mend = f"{fault.mend} Else {where}" if near else where
        yield Fault(fault.place, fault.found + ("" if near else ": no file declares it"), mend)


def known_version(row: DocumentRow, known: frozenset[str] | None) -> Iterator[Fault]:
    """A fault if the document that a row says it replaces is not there."""
    if row.replaces and known is not None and row.replaces not in known:
        others = known - {row.id}
        for fault in one_of(row, "replaces", row.replaces, others, "document"):
            near = f"{fault.mend} Else " if fault.mend.startswith("did you mean") else ""
            yield Fault(fault.place, fault.found, f"{near}leave the cell empty if that version was taken out")
