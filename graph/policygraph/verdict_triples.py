"""Verdicts as triples: what a coder found became of an ask. They make no link, and no link is derived from them."""

import pyoxigraph as ox

from .corpus import Corpus
from .iris import Iris
from .rows import VerdictRow
from .triples import A, Triples, date, triple
from .vocabulary import DCTERMS, term, vocabulary


def verdict_triples(corpus: Corpus, iris: Iris) -> Triples:
    """The verdicts whose ask and answers are all here; what only comes near an ask is told apart from an answer."""
    for row in corpus.judged():
        yield from _verdict(row, iris)


def _verdict(row: VerdictRow, iris: Iris) -> Triples:
    node = iris.verdict(row.ask)
    yield triple(node, A, term("Verdict"))
    yield triple(node, term("ask"), iris.cited(row.ask))
    yield triple(node, term("verdictKind"), vocabulary().individual("verdict", row.verdict))
    found = term("answer" if row.verdict in vocabulary().answered else "nearest")
    for answer in row.answers:
        yield triple(node, found, iris.cited(answer))
    yield triple(node, term("verdictReason"), ox.Literal(row.reason))
    yield triple(node, term("coder"), ox.Literal(row.coder))
    yield triple(node, ox.NamedNode(DCTERMS + "created"), date(row.date))
