"""Documents and their passages as triples."""

from collections.abc import Mapping

import pyoxigraph as ox

from .anchor import Anchors
from .iris import Iris
from .rows import DocumentRow, PassageRow
from .scopes import Scope
from .triples import A, Triples, date, selector, triple, whole
from .vocabulary import DCTERMS, RDFS, term, vocabulary

_LABEL = ox.NamedNode(RDFS + "label")
_IDENTIFIER = ox.NamedNode(DCTERMS + "identifier")


def document_triples(row: DocumentRow, iris: Iris, scope: Scope | None) -> Triples:
    """A version of a document: where it comes from, and what of it was coded if that is not all."""
    node = iris.document(row.id)
    yield triple(node, A, term("SourceDocument"))
    yield triple(node, _LABEL, ox.Literal(row.title, language=row.language))
    yield triple(node, _IDENTIFIER, ox.Literal(row.id))
    yield triple(node, term("issuer"), iris.element(row.issuer))
    yield triple(node, ox.NamedNode(DCTERMS + "date"), date(row.date))
    yield triple(node, ox.NamedNode(DCTERMS + "language"), ox.Literal(row.language))
    yield triple(node, term("version"), ox.Literal(row.version or "1"))
    if row.identifier:
        yield triple(node, ox.NamedNode(DCTERMS + "bibliographicCitation"), ox.Literal(row.identifier))
    if row.url:
        yield triple(node, ox.NamedNode(DCTERMS + "source"), ox.NamedNode(row.url))
    if row.licence:
        yield triple(node, ox.NamedNode(DCTERMS + "rights"), ox.Literal(row.licence))
    if row.replaces:
        yield triple(node, ox.NamedNode(DCTERMS + "replaces"), iris.document(row.replaces))
    if row.sha256 and row.characters is not None:
        yield triple(node, term("sha256"), ox.Literal(row.sha256))
        yield triple(node, term("characters"), whole(row.characters))
    if scope:
        yield triple(node, term("scope"), ox.Literal(scope.why))
        yield triple(node, term("passagesInScope"), whole(scope.passages))
        yield triple(node, term("wordsInScope"), whole(scope.words))


def passage_triples(
    document: DocumentRow,
    row: PassageRow,
    iris: Iris,
    anchors: Anchors,
    place: str,
    reasons: Mapping[str, str],
) -> Triples:
    """A passage of a document, with the reason why it states nothing if it does not."""
    node = iris.passage(document.id, row.id)
    yield triple(node, A, term("Passage"))
    yield triple(node, _LABEL, ox.Literal(place, language="en"))
    yield triple(node, _IDENTIFIER, ox.Literal(f"{document.id}.{row.id}"))
    yield triple(node, term("document"), iris.document(document.id))
    yield triple(node, term("passageKind"), vocabulary().individual("kind", row.kind))
    if row.parent:
        yield triple(node, term("within"), iris.passage(document.id, row.parent))
    if stretch := anchors.passages.get((document.id, row.id)):
        yield from selector(node, *stretch)
    if reason := reasons.get(row.id):
        yield triple(node, term("reason"), ox.Literal(reason))
