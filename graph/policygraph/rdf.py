"""Rows become quads: what the corpus says, and no more.

The elements have a graph of their own, so have the linkages, and so has each document: one can be reloaded or
taken out without touching the others. No triple stands in two graphs, since stores that show the union of their
graphs count it twice.
"""

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from .anchor import Anchors, Key, Span
from .corpus import Corpus
from .iris import Iris, ends, prefixes
from .naming import names_of, places_of
from .rows import DocumentRow, ElementRow, PassageRow, StatementRow
from .vocabulary import DCTERMS, OA, ONTOLOGY, RDF, RDFS, SKOS, VOID, XSD, term, vocabulary

_A = ox.NamedNode(RDF + "type")
_LABEL = ox.NamedNode(RDFS + "label")
_IDENTIFIER = ox.NamedNode(DCTERMS + "identifier")
_LABEL_PROPERTIES = {
    "preferred": "prefLabel",
    "alternative": "altLabel",
    "hidden": "hiddenLabel",
    "abbreviation": "altLabel",
}
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}

Term = ox.NamedNode | ox.Literal
Triples = Iterator[ox.Triple]


def quads_of(corpus: Corpus, anchors: Anchors) -> Iterator[ox.Quad]:
    """All quads of a corpus without faults, the vocabulary's among them; nothing derived."""
    iris = Iris(corpus.base)
    names = names_of(corpus.labels)
    yield from _in(ox.NamedNode(ONTOLOGY), vocabulary().triples)
    yield from _in(iris.graph("elements"), _corpus(corpus, iris))
    yield from _in(iris.graph("elements"), _elements(corpus, iris, names))
    for document in corpus.documents:
        graph = iris.graph("document", document.id)
        yield from _in(graph, _document(document, iris))
        places = places_of(corpus.passages.get(document.id, ()))
        reasons = {row.passage: row.reason for row in corpus.coverage.get(document.id, ())}
        for passage in corpus.passages.get(document.id, ()):
            yield from _in(graph, _passage(document, passage, iris, anchors, places[passage.id], reasons))
        for row in corpus.statements.get(document.id, ()):
            yield from _in(graph, _statement(document, row, iris, anchors))
            if row.linkage_type:
                yield from _in(iris.graph("linkages"), _linkage(row, iris, names))


def serialized(
    statements: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat, names: Mapping[str, str] | None = None
) -> bytes:
    """Quads or triples in an RDF format, in the order given."""
    data = ox.serialize(statements, format=form, prefixes=dict(names) if names else None)
    assert data is not None  # it is only where an output was named
    return data


def _in(graph: ox.NamedNode, triples: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
    for triple in triples:
        yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _triple(subject: ox.NamedNode, predicate: ox.NamedNode, value: Term) -> ox.Triple:
    return ox.Triple(subject, predicate, value)


def _whole(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=ox.NamedNode(XSD + "integer"))


def _date(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + _DATE_TYPES[len(text)]))


def _corpus(corpus: Corpus, iris: Iris) -> Triples:
    node = iris.corpus()
    yield _triple(node, ox.NamedNode(DCTERMS + "title"), ox.Literal(corpus.title))
    yield _triple(node, _A, ox.NamedNode(VOID + "Dataset"))
    if corpus.version:
        yield _triple(node, term("version"), ox.Literal(corpus.version))
    if corpus.licence:
        yield _triple(node, ox.NamedNode(DCTERMS + "license"), ox.Literal(corpus.licence))
    for document in corpus.documents:
        yield _triple(node, ox.NamedNode(DCTERMS + "hasPart"), iris.document(document.id))


def _elements(corpus: Corpus, iris: Iris, names: Mapping[str, tuple[str, str]]) -> Triples:
    for element in corpus.elements:
        yield from _element(element, iris, names[element.id])
    for label in corpus.labels:
        predicate = ox.NamedNode(SKOS + _LABEL_PROPERTIES[label.kind])
        yield _triple(iris.element(label.element), predicate, ox.Literal(label.label, language=label.language))
    known = prefixes(corpus.base)
    for row in corpus.mappings:
        prefix, _, name = row.predicate.partition(":")
        yield _triple(iris.element(row.element), ox.NamedNode(known[prefix] + name), ox.NamedNode(row.target))


def _element(row: ElementRow, iris: Iris, name: tuple[str, str]) -> Triples:
    node = iris.element(row.id)
    yield _triple(node, _A, term(row.type))
    yield _triple(node, _LABEL, ox.Literal(name[0], language=name[1]))
    yield _triple(node, _IDENTIFIER, ox.Literal(row.id))
    for broader in row.broader:
        yield _triple(node, term("broader"), iris.element(broader))
    if row.level:
        yield _triple(node, term("level"), vocabulary().individual("level", row.level))
    if row.replaced_by:
        yield _triple(node, ox.NamedNode(DCTERMS + "isReplacedBy"), iris.element(row.replaced_by))


def _document(row: DocumentRow, iris: Iris) -> Triples:
    node = iris.document(row.id)
    yield _triple(node, _A, term("SourceDocument"))
    yield _triple(node, _LABEL, ox.Literal(row.title, language=row.language))
    yield _triple(node, _IDENTIFIER, ox.Literal(row.id))
    yield _triple(node, term("issuer"), iris.element(row.issuer))
    yield _triple(node, ox.NamedNode(DCTERMS + "date"), _date(row.date))
    yield _triple(node, ox.NamedNode(DCTERMS + "language"), ox.Literal(row.language))
    yield _triple(node, term("version"), ox.Literal(row.version or "1"))
    if row.identifier:
        yield _triple(node, ox.NamedNode(DCTERMS + "bibliographicCitation"), ox.Literal(row.identifier))
    if row.url:
        yield _triple(node, ox.NamedNode(DCTERMS + "source"), ox.NamedNode(row.url))
    if row.licence:
        yield _triple(node, ox.NamedNode(DCTERMS + "rights"), ox.Literal(row.licence))
    if row.replaces:
        yield _triple(node, ox.NamedNode(DCTERMS + "replaces"), iris.document(row.replaces))
    if row.sha256 and row.characters is not None:
        yield _triple(node, term("sha256"), ox.Literal(row.sha256))
        yield _triple(node, term("characters"), _whole(row.characters))


def _passage(
    document: DocumentRow,
    row: PassageRow,
    iris: Iris,
    anchors: Anchors,
    place: str,
    reasons: Mapping[str, str],
) -> Triples:
    node = iris.passage(document.id, row.id)
    yield _triple(node, _A, term("Passage"))
    yield _triple(node, _LABEL, ox.Literal(place, language="en"))
    yield _triple(node, _IDENTIFIER, ox.Literal(f"{document.id}.{row.id}"))
    yield _triple(node, term("document"), iris.document(document.id))
    yield _triple(node, term("passageKind"), vocabulary().individual("kind", row.kind))
    if row.parent:
        yield _triple(node, term("within"), iris.passage(document.id, row.parent))
    if offsets := anchors.passages.get((document.id, row.id)):
        yield from _selector(node, *offsets)
    if reason := reasons.get(row.id):
        yield _triple(node, term("reason"), ox.Literal(reason))


def _selector(node: ox.NamedNode, start: int, end: int) -> Triples:
    selector = ox.NamedNode(node.value + ".position")
    yield _triple(node, ox.NamedNode(OA + "hasSelector"), selector)
    yield _triple(selector, _A, ox.NamedNode(OA + "TextPositionSelector"))
    yield _triple(selector, ox.NamedNode(OA + "start"), _whole(start))
    yield _triple(selector, ox.NamedNode(OA + "end"), _whole(end))


def _statement(document: DocumentRow, row: StatementRow, iris: Iris, anchors: Anchors) -> Triples:
    node = iris.statement(document.id, row.id)
    yield _triple(node, _A, term("Statement"))
    yield _triple(node, _IDENTIFIER, ox.Literal(f"{document.id}.{row.id}"))
    yield _triple(node, term("document"), iris.document(document.id))
    yield _triple(node, term("passage"), iris.passage(document.id, row.passage))
    if row.linkage_type:
        yield _triple(node, term("linkage"), iris.linkage_of(row))
    else:
        yield _triple(node, term("element"), iris.element(row.subject))
    for name in ("stance", "status", "mode"):
        yield _triple(node, term(name), vocabulary().individual(name, getattr(row, name)))
    for name in ("holder", "addressee", "via"):
        for value in getattr(row, name):
            yield _triple(node, term(name), iris.element(value))
    if row.reported_by:
        yield _triple(node, term("reportedBy"), iris.element(row.reported_by))
    for name in ("modality", "degree", "condition"):
        for value in getattr(row, name):
            yield _triple(node, term(name), ox.Literal(value))
    for name in ("force", "gloss", "coder", "note"):
        if value := getattr(row, name):
            yield _triple(node, term(name), ox.Literal(value))
    yield _triple(node, ox.NamedNode(DCTERMS + "created"), _date(row.coded))
    yield from _evidence(document, row, node, iris, anchors)


def _linkage(row: StatementRow, iris: Iris, names: Mapping[str, tuple[str, str]]) -> Triples:
    node = iris.linkage_of(row)
    subject, target = ends(row.subject, row.linkage_type, row.object)
    kind = vocabulary().individual("linkage_type", row.linkage_type)
    verb = vocabulary().label(kind.value) + (" (only)" if row.exclusive else "")
    yield _triple(node, _A, term("Linkage"))
    yield _triple(node, _LABEL, ox.Literal(f"{names[subject][0]} – {verb} – {names[target][0]}", language="en"))
    yield _triple(node, term("subject"), iris.element(subject))
    yield _triple(node, term("linkageType"), kind)
    yield _triple(node, term("object"), iris.element(target))
    exclusive = ox.Literal(str(row.exclusive).lower(), datatype=ox.NamedNode(XSD + "boolean"))
    yield _triple(node, term("exclusive"), exclusive)


def _evidence(
    document: DocumentRow, row: StatementRow, statement: ox.NamedNode, iris: Iris, anchors: Anchors
) -> Triples:
    key: Key = (document.id, row.id)
    evidence = anchors.evidence[key]
    yield from _span(statement, "evidence", evidence.span, iris.document(document.id))
    if evidence.cue:
        yield from _span(statement, "cue", evidence.cue, iris.document(document.id))
        cue = ox.NamedNode(f"{statement.value}.cue")
        yield _triple(cue, term("cueText"), ox.Literal(row.cue))


def _span(statement: ox.NamedNode, name: str, span: Span, source: ox.NamedNode) -> Triples:
    node = ox.NamedNode(f"{statement.value}.{name}")
    yield _triple(statement, term(name), node)
    yield _triple(node, _A, term("Evidence"))
    yield _triple(node, ox.NamedNode(OA + "hasSource"), source)
    yield _triple(node, term("words"), _whole(span.words))
    yield _triple(node, term("digest"), ox.Literal(span.digest))
    if span.start is not None and span.end is not None:
        yield from _selector(node, span.start, span.end)
