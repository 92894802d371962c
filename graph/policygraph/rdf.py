"""Rows become quads: what the corpus says, and no more.

The elements have a graph of their own, so have the linkages, and so has each document: one can be reloaded or
taken out without touching the others. No triple stands in two graphs, since stores that show the union of their
graphs count it twice.
"""

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from .anchor import Anchors, Key, Span
from .corpus import Corpus
from .document_triples import document_triples, passage_triples
from .iris import Iris, ends, prefixes
from .naming import names_of, places_of
from .rows import DocumentRow, ElementRow, StatementRow
from .triples import A, Triples, date, selector, triple, whole
from .verdict_triples import verdict_triples
from .vocabulary import DCTERMS, OA, ONTOLOGY, RDFS, SKOS, VOID, XSD, term, vocabulary

_LABEL = ox.NamedNode(RDFS + "label")
_IDENTIFIER = ox.NamedNode(DCTERMS + "identifier")
_LABEL_PROPERTIES = {
    "preferred": "prefLabel",
    "alternative": "altLabel",
    "hidden": "hiddenLabel",
    "abbreviation": "altLabel",
}


def quads_of(corpus: Corpus, anchors: Anchors) -> Iterator[ox.Quad]:
    """All quads of a corpus without faults, the vocabulary's among them; nothing derived."""
    iris = Iris(corpus.base)
    names = names_of(corpus.labels)
    ontology = ox.NamedNode(ONTOLOGY)
    yield from (ox.Quad(t.subject, t.predicate, t.object, ontology) for t in vocabulary().triples)
    yield from _in(iris.graph("elements"), _corpus(corpus, iris))
    yield from _in(iris.graph("elements"), _elements(corpus, iris, names))
    stated: set[ox.NamedNode] = set()
    for document in corpus.documents:
        graph = iris.graph("document", document.id)
        yield from _in(graph, document_triples(document, iris, corpus.scopes.get(document.id)))
        places = places_of(corpus.passages.get(document.id, ()), whole=document.id not in corpus.scopes)
        reasons = {row.passage: row.reason for row in corpus.coverage.get(document.id, ())}
        for passage in corpus.passages.get(document.id, ()):
            place = places[passage.id]
            yield from _in(graph, passage_triples(document, passage, iris, anchors, place, reasons))
        for row in corpus.statements.get(document.id, ()):
            if row.withdrawn:
                yield from _in(graph, _withdrawn(document, row, iris))
                continue
            yield from _in(graph, _statement(document, row, iris, anchors))
            if row.linkage_type and (linkage := iris.linkage_of(row)) not in stated:
                stated.add(linkage)
                yield from _in(iris.graph("linkages"), _linkage(row, iris, names))
    yield from _in(iris.graph("verdicts"), verdict_triples(corpus, iris))


def serialized(
    statements: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat, names: Mapping[str, str] | None = None
) -> bytes:
    """Quads or triples in an RDF format, in the order given."""
    data = ox.serialize(statements, format=form, prefixes=dict(names) if names else None)
    assert data is not None  # it is only where an output was named
    return data


def _in(graph: ox.NamedNode, triples: Triples) -> Iterator[ox.Quad]:
    for each in triples:
        yield ox.Quad(*each, graph)


def _corpus(corpus: Corpus, iris: Iris) -> Triples:
    node = iris.corpus()
    yield triple(node, ox.NamedNode(DCTERMS + "title"), ox.Literal(corpus.title))
    yield triple(node, A, ox.NamedNode(VOID + "Dataset"))
    if corpus.version:
        yield triple(node, term("version"), ox.Literal(corpus.version))
    if corpus.licence:
        yield triple(node, ox.NamedNode(DCTERMS + "license"), ox.Literal(corpus.licence))
    for document in corpus.documents:
        yield triple(node, ox.NamedNode(DCTERMS + "hasPart"), iris.document(document.id))


def _elements(corpus: Corpus, iris: Iris, names: Mapping[str, tuple[str, str]]) -> Triples:
    for element in corpus.elements:
        yield from _element(element, iris, names[element.id])
    for label in corpus.labels:
        predicate = ox.NamedNode(SKOS + _LABEL_PROPERTIES[label.kind])
        yield triple(iris.element(label.element), predicate, ox.Literal(label.label, language=label.language))
    known = prefixes(corpus.base)
    for row in corpus.mappings:
        if not row.found:
            continue  # that nothing was found is told of the search, and not of the element
        prefix, _, name = row.predicate.partition(":")
        yield triple(iris.element(row.element), ox.NamedNode(known[prefix] + name), ox.NamedNode(row.target))


def _element(row: ElementRow, iris: Iris, name: tuple[str, str]) -> Triples:
    node = iris.element(row.id)
    yield triple(node, A, term(row.type))
    yield triple(node, _LABEL, ox.Literal(name[0], language=name[1]))
    yield triple(node, _IDENTIFIER, ox.Literal(row.id))
    for broader in row.broader:
        yield triple(node, term("broader"), iris.element(broader))
    if row.level:
        yield triple(node, term("level"), vocabulary().individual("level", row.level))
    if row.replaced_by:
        yield triple(node, ox.NamedNode(DCTERMS + "isReplacedBy"), iris.element(row.replaced_by))


def _statement(document: DocumentRow, row: StatementRow, iris: Iris, anchors: Anchors) -> Triples:
    node = iris.statement(document.id, row.id)
    yield triple(node, A, term("Statement"))
    yield triple(node, _IDENTIFIER, ox.Literal(f"{document.id}.{row.id}"))
    yield triple(node, term("document"), iris.document(document.id))
    yield triple(node, term("passage"), iris.passage(document.id, row.passage))
    if row.linkage_type:
        yield triple(node, term("linkage"), iris.linkage_of(row))
    else:
        yield triple(node, term("element"), iris.element(row.subject))
    for name in ("stance", "status", "mode"):
        yield triple(node, term(name), vocabulary().individual(name, getattr(row, name)))
    for name in ("holder", "addressee", "via"):
        for value in getattr(row, name):
            yield triple(node, term(name), iris.element(value))
    if row.reported_by:
        yield triple(node, term("reportedBy"), iris.element(row.reported_by))
    for name in ("modality", "degree", "condition"):
        for value in getattr(row, name):
            yield triple(node, term(name), ox.Literal(value))
    for name in ("force", "gloss", "coder", "note"):
        if value := getattr(row, name):
            yield triple(node, term(name), ox.Literal(value))
    yield triple(node, ox.NamedNode(DCTERMS + "created"), date(row.coded))
    yield from _evidence(document, row, node, iris, anchors)


def _withdrawn(document: DocumentRow, row: StatementRow, iris: Iris) -> Triples:
    """That there was a statement, where, and why no more: but not what it said, which nobody says any longer."""
    node = iris.statement(document.id, row.id)
    yield triple(node, A, term("WithdrawnStatement"))
    yield triple(node, _IDENTIFIER, ox.Literal(f"{document.id}.{row.id}"))
    yield triple(node, term("document"), iris.document(document.id))
    yield triple(node, ox.NamedNode(DCTERMS + "isPartOf"), iris.passage(document.id, row.passage))
    yield triple(node, term("coder"), ox.Literal(row.coder))
    yield triple(node, ox.NamedNode(DCTERMS + "created"), date(row.coded))
    yield triple(node, term("withdrawn"), date(row.withdrawn))
    yield triple(node, term("withdrawnBecause"), ox.Literal(row.withdrawn_because))


def _linkage(row: StatementRow, iris: Iris, names: Mapping[str, tuple[str, str]]) -> Triples:
    node = iris.linkage_of(row)
    subject, target = ends(row.subject, row.linkage_type, row.object)
    kind = vocabulary().individual("linkage_type", row.linkage_type)
    verb = vocabulary().label(kind.value) + (" (only)" if row.exclusive else "")
    yield triple(node, A, term("Linkage"))
    yield triple(node, _LABEL, ox.Literal(f"{names[subject][0]} – {verb} – {names[target][0]}", language="en"))
    yield triple(node, term("subject"), iris.element(subject))
    yield triple(node, term("linkageType"), kind)
    yield triple(node, term("object"), iris.element(target))
    exclusive = ox.Literal(str(row.exclusive).lower(), datatype=ox.NamedNode(XSD + "boolean"))
    yield triple(node, term("exclusive"), exclusive)


def _evidence(
    document: DocumentRow, row: StatementRow, statement: ox.NamedNode, iris: Iris, anchors: Anchors
) -> Triples:
    key: Key = (document.id, row.id)
    evidence = anchors.evidence[key]
    yield from _span(statement, "evidence", evidence.span, iris.document(document.id))
    if evidence.cue:
        yield from _span(statement, "cue", evidence.cue, iris.document(document.id))
        cue = ox.NamedNode(f"{statement.value}.cue")
        yield triple(cue, term("cueText"), ox.Literal(row.cue))


def _span(statement: ox.NamedNode, name: str, span: Span, source: ox.NamedNode) -> Triples:
    node = ox.NamedNode(f"{statement.value}.{name}")
    yield triple(statement, term(name), node)
    yield triple(node, A, term("Evidence"))
    yield triple(node, ox.NamedNode(OA + "hasSource"), source)
    yield triple(node, term("words"), whole(span.words))
    yield triple(node, term("digest"), ox.Literal(span.digest))
    if span.start is not None and span.end is not None:
        yield from selector(node, span.start, span.end, span.gaps)
