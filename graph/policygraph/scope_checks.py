"""What is wrong with the scopes of documents: against the tables, and against the texts where they are at hand."""

from collections.abc import Iterator, Mapping

from .corpus import Corpus
from .faults import Fault
from .gaps import Stretch, joined, pieces
from .rows import PassageRow
from .scopes import Scope
from .texts import Text
from .words import words_of


def lowest(passages: tuple[PassageRow, ...]) -> tuple[PassageRow, ...]:
    """The passages in which no other lies: those that are coded one by one."""
    parents = {row.parent for row in passages}
    return tuple(row for row in passages if row.id not in parents)


def scope_faults(corpus: Corpus) -> Iterator[Fault]:
    """What the tables tell of each scope."""
    at_fault = {fault.place.file for fault in corpus.faults}
    for name, scope in corpus.scopes.items():
        if not scope.terms and not scope.sections:
            yield scope.fault("terms", "the scope has neither terms nor sections", "say by what a passage is in it")
        number = len(lowest(corpus.passages.get(name, ())))
        if scope.passages == 0:
            yield scope.fault("passages", "nothing is in the scope", "widen it, or take the document out")
        elif corpus.file(f"passages/{name}.csv") not in at_fault and scope.passages != number:
            found = f"the scope has {scope.passages} passages, passages/{name}.csv has {number} at the lowest level"
            yield scope.fault("passages", found, "write those that are missing, or mend the number", warning=True)


def unmet(corpus: Corpus, stretches: Mapping[tuple[str, str], Stretch], texts: Mapping[str, Text]) -> Iterator[Fault]:
    """What the texts tell of each scope; `stretches` are those of the passages, by document and id."""
    for name, scope in corpus.scopes.items():
        document = next(document for document in corpus.documents if document.id == name)
        if (text := texts.get(name)) is not None and text.is_edition_of(document):
            yield from _terms(scope, text)
            yield from _words(scope, lowest(corpus.passages.get(name, ())), stretches, text)


def _terms(scope: Scope, text: Text) -> Iterator[Fault]:
    words = " " + " ".join(word.text for word in text.index.words)
    stems = [" " + " ".join(word.text for word in words_of(term)) for term in scope.terms]
    if stems and not any(stem in words for stem in stems):
        found = f"none of the terms stands in {text.path}"
        yield scope.fault("terms", found, "write stems as they stand in the text", warning=bool(scope.sections))


def _words(
    scope: Scope, passages: tuple[PassageRow, ...], stretches: Mapping[tuple[str, str], Stretch], text: Text
) -> Iterator[Fault]:
    found = [stretches.get((scope.document, row.id)) for row in passages]
    there = [stretch for stretch in found if stretch is not None]
    if len(there) < len(found):
        return  # passages without a place have been told already, or their document is known by its words only
    number = sum(len(list(words_of(joined(pieces(text.index.text, *stretch))))) for stretch in there)
    if number != scope.words:
        told = f"the scope has {scope.words} words, its passages have {number}"
        yield scope.fault("words", told, "mend the number", warning=True)
