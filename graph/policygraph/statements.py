"""The statements of a graph as things that are meant: what pages, tables and networks are made from."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from .graph import Graph
from .iris import Iris
from .vocabulary import DCTERMS, OA, PG, RDF, RDFS, ROOT, SKOS, vocabulary

_Facts = dict[str, dict[str, list[str]]]  # subject → predicate → values, sorted


@dataclass(frozen=True, slots=True)
class Element:
    """Something that can be linked: its id, its class and main class, the name shown, and all its names."""

    id: str
    iri: str
    type: str
    kind: str
    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linkage:
    """A subject, a linkage type and an object, by their ids; `exclusive` if it is meant as the only one."""

    id: str
    subject: str
    type: str
    object: str
    exclusive: bool

    @property
    def verb(self) -> str:
        """The linkage type in words: "is embedded in"; "(only)" where it is meant as the only one of its kind."""
        return vocabulary().label(f"{ROOT}type/{self.type}") + (" (only)" if self.exclusive else "")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a statement holds, ready to be shown; `linkage` or `element` is None. Names stand for elements."""

    id: str
    iri: str
    linkage: Linkage | None
    element: str | None
    document: str
    document_title: str
    version: str
    date: str
    place: str
    start: int | None
    end: int | None
    words: int
    holder: tuple[str, ...]
    reported_by: tuple[str, ...]
    stance: str
    status: str
    mode: str
    modality: tuple[str, ...]
    degree: tuple[str, ...]
    condition: tuple[str, ...]
    addressee: tuple[str, ...]
    via: tuple[str, ...]
    gloss: str
    cue: str
    coder: str
    coded: str
    note: str
    quote: str


def _facts(graph: Graph) -> _Facts:
    """The triples of elements, linkages and documents, by subject and predicate; literals by their text."""
    facts: _Facts = defaultdict(lambda: defaultdict(list))
    for quad in graph.documents_only():
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
            facts[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return facts


@dataclass(frozen=True)
class Content:
    """The elements of a graph by id, and its statements in the order of their documents and ids."""

    elements: dict[str, Element]
    statements: tuple[Statement, ...]


def content_of(graph: Graph) -> Content:
    """What a graph holds, read out of its quads once."""
    facts = _facts(graph)
    elements = {element.id: element for element in _elements(graph, facts)}
    linkages = dict(_linkages(graph, facts))
    statements = [
        _statement(graph, facts, iri, linkages)
        for iri, of in facts.items()
        if PG + "Statement" in of.get(RDF + "type", ())
    ]
    return Content(elements, tuple(sorted(statements, key=lambda s: (s.date, s.document, s.start or 0, s.id))))


def _elements(graph: Graph, facts: _Facts) -> Iterator[Element]:
    start = Iris(graph.base).element("").value
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
            )


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
        quote=" ".join(graph.quotes.get(iri, "").replace("**", "").split()),  # emphasis is the text's, not its words
    )


def _name(iri: str) -> str:
    return iri.rpartition("/")[2]
