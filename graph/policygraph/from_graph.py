"""What is meant, read out of a graph."""

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from .graph import Graph
from .iris import Iris
from .statements import Content, Document, Element, Linkage, Statement, Verdict, order, shown_quote
from .vocabulary import DCTERMS, OA, PG, RDF, RDFS, ROOT, SKOS, vocabulary

_Facts = dict[str, dict[str, list[str]]]  # subject → predicate → values, sorted


def _facts(graph: Graph) -> _Facts:
    """The triples of elements, linkages and documents, by subject and predicate; literals by their text."""
    facts: _Facts = defaultdict(lambda: defaultdict(list))
    for quad in graph.documents_only():
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
            facts[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return facts


def content_of(graph: Graph) -> Content:
    """What a graph holds, read out of its quads once."""
    facts = _facts(graph)
    documents = sorted(_documents(graph, facts), key=lambda document: (document.date, document.id))
    elements = {element.id: element for element in sorted(_elements(graph, facts), key=lambda element: element.id)}
    linkages = dict(_linkages(graph, facts))
    found = (
        _statement(graph, facts, iri, linkages)
        for iri, of in facts.items()
        if PG + "Statement" in of.get(RDF + "type", ())
    )
    statements = sorted(found, key=order)
    verdicts = {verdict.ask: verdict for verdict in _verdicts(graph, facts)}
    return Content(
        title=graph.title,
        version=graph.version,
        base=graph.base,
        documents={document.id: document for document in documents},
        elements=elements,
        statements=tuple(statements),
        verdicts={one.id: verdicts[one.id] for one in statements if one.id in verdicts},
    )


def _documents(graph: Graph, facts: _Facts) -> Iterator[Document]:
    iris = Iris(graph.base)
    for iri, of in facts.items():
        if PG + "SourceDocument" in of.get(RDF + "type", ()) and iri.startswith(iris.document("").value):

            def one(predicate: str, of: dict[str, list[str]] = of) -> str:
                return of[predicate][0] if predicate in of else ""

            def number(name: str, of: dict[str, list[str]] = of) -> int | None:
                return int(of[PG + name][0]) if PG + name in of else None

            yield Document(
                id=one(DCTERMS + "identifier"),
                iri=iri,
                title=one(RDFS + "label"),
                issuer=one(PG + "issuer").removeprefix(iris.element("").value),
                date=one(DCTERMS + "date"),
                version=one(PG + "version"),
                identifier=one(DCTERMS + "bibliographicCitation"),
                url=one(DCTERMS + "source"),
                replaces=one(DCTERMS + "replaces").removeprefix(iris.document("").value),
                scope=one(PG + "scope"),
                passages_in_scope=number("passagesInScope"),
                words_in_scope=number("wordsInScope"),
            )


def _elements(graph: Graph, facts: _Facts) -> Iterator[Element]:
    start = Iris(graph.base).element("").value
    labels = _labels(graph)
    for iri, of in facts.items():
        if iri.startswith(start):
            kind = of[RDF + "type"][0].removeprefix(PG)
            names = [name for part in ("prefLabel", "altLabel", "hiddenLabel") for name in of.get(SKOS + part, ())]
            yield Element(
                id=iri.removeprefix(start),
                iri=iri,
                type=kind,
                kind=vocabulary().element_types[kind],
                label=of[RDFS + "label"][0],
                names=tuple(dict.fromkeys(names)),
                labels=tuple(sorted(labels[iri])),
                broader=tuple(value.removeprefix(start) for value in of.get(PG + "broader", ())),
            )


def _labels(graph: Graph) -> dict[str, set[tuple[str, str]]]:
    """The preferred labels of each node, with their languages."""
    labels: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for quad in graph.store.quads_for_pattern(None, ox.NamedNode(SKOS + "prefLabel"), None, None):
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, ox.Literal)
        labels[quad.subject.value].add((quad.object.language or "", quad.object.value))
    return labels


def _linkages(graph: Graph, facts: _Facts) -> Iterator[tuple[str, Linkage]]:
    iris = Iris(graph.base)
    start, element = iris.graph("").value.removesuffix("graph/") + "linkage/", iris.element("").value
    for iri, of in facts.items():
        if iri.startswith(start):
            yield (
                iri,
                Linkage(
                    id=iri.removeprefix(start),
                    subject=of[PG + "subject"][0].removeprefix(element),
                    type=of[PG + "linkageType"][0].removeprefix(f"{ROOT}type/"),
                    object=of[PG + "object"][0].removeprefix(element),
                    exclusive=of[PG + "exclusive"][0] == "true",
                ),
            )


def _statement(graph: Graph, facts: _Facts, iri: str, linkages: dict[str, Linkage]) -> Statement:
    of = facts[iri]

    def named(predicate: str) -> tuple[str, ...]:
        return tuple(facts[value][RDFS + "label"][0] for value in of.get(PG + predicate, ()))

    def ids(predicate: str) -> tuple[str, ...]:
        start = Iris(graph.base).element("").value
        return tuple(value.removeprefix(start) for value in of.get(PG + predicate, ()))

    def texts(predicate: str) -> tuple[str, ...]:
        return tuple(of.get(PG + predicate, ()))

    def number(node: str, predicate: str) -> int | None:
        values = facts.get(node, {}).get(predicate, ())
        return int(values[0]) if values else None

    document = of[PG + "document"][0]
    evidence = of[PG + "evidence"][0]
    cue = texts("cue")
    element = texts("element")
    return Statement(
        id=of[DCTERMS + "identifier"][0],
        iri=iri,
        linkage=linkages[of[PG + "linkage"][0]] if PG + "linkage" in of else None,
        element=element[0].removeprefix(Iris(graph.base).element("").value) if element else None,
        document=facts[document][DCTERMS + "identifier"][0],
        document_title=facts[document][RDFS + "label"][0],
        version=facts[document][PG + "version"][0],
        date=facts[document][DCTERMS + "date"][0],
        place=facts[of[PG + "passage"][0]][RDFS + "label"][0],
        start=number(evidence + ".position", OA + "start"),
        end=number(evidence + ".position", OA + "end"),
        words=number(evidence, PG + "words") or 0,
        holder=named("holder"),
        reported_by=named("reportedBy"),
        stance=_name(of[PG + "stance"][0]),
        status=_name(of[PG + "status"][0]),
        mode=_name(of[PG + "mode"][0]),
        modality=texts("modality"),
        degree=texts("degree"),
        condition=texts("condition"),
        addressee=named("addressee"),
        via=named("via"),
        gloss=of[PG + "gloss"][0],
        cue=facts[cue[0]][PG + "cueText"][0] if cue else "",
        coder=", ".join(texts("coder")),
        coded=of[DCTERMS + "created"][0],
        note=" ".join(texts("note")),
        quote=shown_quote(graph.quotes.get(iri)),
        force=", ".join(texts("force")),
        holder_ids=ids("holder"),
        addressee_ids=ids("addressee"),
        via_ids=ids("via"),
    )


def _verdicts(graph: Graph, facts: _Facts) -> Iterator[Verdict]:
    """The verdicts; what they rest on and what only comes near stand in the one list, as the verdict tells which."""
    start = Iris(graph.base).cited("").value
    for of in facts.values():
        if PG + "Verdict" in of.get(RDF + "type", ()):
            named = [*of.get(PG + "answer", ()), *of.get(PG + "nearest", ())]
            yield Verdict(
                ask=of[PG + "ask"][0].removeprefix(start),
                verdict=_name(of[PG + "verdictKind"][0]),
                answers=tuple(iri.removeprefix(start) for iri in named),
                reason=of[PG + "verdictReason"][0],
                coder=", ".join(of.get(PG + "coder", ())),
                date=of[DCTERMS + "created"][0],
            )


def _name(iri: str) -> str:
    return iri.rpartition("/")[2]
