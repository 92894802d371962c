"""A graph taken apart into what each row of the corpus puts into it: the pieces that may be to blame."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from .corpus import Corpus
from .faults import Place
from .graph import Graph
from .iris import Iris
from .rows import DocumentRow, ElementRow, PassageRow, StatementRow, VerdictRow

_PARTS = (".evidence", ".cue", ".position", ".evidence.position", ".cue.position")
_Facts = dict[str, list[ox.Triple]]


@dataclass(frozen=True)
class Piece:
    """What one row says: where it stands, in words, and as triples. A linkage is in the piece of each of its rows."""

    place: Place
    words: str
    triples: tuple[ox.Triple, ...]


def pieces_of(corpus: Corpus, graph: Graph) -> tuple[Piece, ...]:
    """The pieces of a graph, in the order of the corpus's tables; nothing that is derived."""
    facts: _Facts = defaultdict(list)
    for quad in graph.documents_only():
        if isinstance(quad.subject, ox.NamedNode):
            facts[quad.subject.value].append(quad.triple)
    return tuple(_pieces(corpus, facts))


def _pieces(corpus: Corpus, facts: _Facts) -> Iterator[Piece]:
    iris = Iris(corpus.base)
    for element in corpus.elements:
        yield Piece(element.at("id"), _element(element), _about(facts, iris.element(element.id)))
    for document in corpus.documents:
        yield Piece(document.at("id"), _document(document), _about(facts, iris.document(document.id)))
        for passage in corpus.passages.get(document.id, ()):
            yield Piece(passage.at("id"), _passage(passage), _about(facts, iris.passage(document.id, passage.id)))
        for row in corpus.statements.get(document.id, ()):
            nodes = [iris.statement(document.id, row.id), *([iris.linkage_of(row)] if row.linkage_type else [])]
            triples = [triple for node in nodes for triple in _about(facts, node)]
            yield Piece(row.at("id"), _statement(document, row), tuple(triples))
    for verdict in corpus.judged():
        yield Piece(verdict.at("ask"), _verdict(verdict), _about(facts, iris.verdict(verdict.ask)))


def _about(facts: _Facts, node: ox.NamedNode) -> tuple[ox.Triple, ...]:
    """The triples of a node and of the spans that hang on it."""
    return tuple(triple for suffix in ("", *_PARTS) for triple in facts.get(node.value + suffix, ()))


def _element(row: ElementRow) -> str:
    broader = f", under {', '.join(row.broader)}" if row.broader else ""
    return f"the element {row.id} is of the type {row.type}{broader}"


def _document(row: DocumentRow) -> str:
    return f"the document {row.id} is issued by {row.issuer}"


def _passage(row: PassageRow) -> str:
    return f"the passage {row.id} is of the kind {row.kind}" + (f", within {row.parent}" if row.parent else "")


def _verdict(row: VerdictRow) -> str:
    return f"{row.coder} judges that {row.ask} is {row.verdict}"


def _statement(document: DocumentRow, row: StatementRow) -> str:
    return f"{document.id}.{row.id}, held by {', '.join(row.holder)}: {row.gloss}"
