"""The links that follow from stated linkages: for the rules in SPARQL and for a reasoner the same ones, and no others.

Both directions are asked of the reasoner as one question each, since a question a link would take minutes:

- *all follow*: "at least one of these links does not hold" contradicts the ontology and the data;
- *no other follows*: the ontology and the data allow a world in which each element has no links but these.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from .expressions import A, Expressions, owl
from .graph import Graph
from .iris import Iris
from .reasoner import is_consistent
from .vocabulary import PG, RDF, ROOT, term, vocabulary

_BATCH = 40  # links that are asked for at once
_NEEDED = frozenset(
    term(name) for name in ("linkage", "status", "mode", "subject", "linkageType", "object", "exclusive")
)


@dataclass(frozen=True, order=True, slots=True)
class Link:
    """One element linked to another by a linkage type; its parts are local names."""

    subject: str
    type: str
    object: str


def links(graph: Graph, status: str = "existing") -> tuple[Link, ...]:
    """The links that the rules derive with that status, sorted; a symmetric one is given once."""
    start, elements = f"{ROOT}link/{status}/", Iris(graph.base).element("").value
    return tuple(
        sorted(
            Link(q.subject.value.removeprefix(elements), q.predicate.value[len(start) :], _local(q.object, elements))
            for q in graph.quads()
            if q.predicate.value.startswith(start) and isinstance(q.subject, ox.NamedNode)
        )
    )


def _local(node: object, start: str) -> str:
    assert isinstance(node, ox.NamedNode)
    return node.value.removeprefix(start)


def linkage_facts(graph: Graph) -> tuple[ox.Triple, ...]:
    """What derivation goes by: linkages with ends and type, statements with status and mode; and nothing else."""
    kinds = {term("Linkage"), term("Statement")}
    return tuple(
        quad.triple
        for quad in graph.documents_only()
        if quad.predicate in _NEEDED or (quad.predicate == A and quad.object in kinds)
    )


def doubt(base: str, doubted: Sequence[Link]) -> list[ox.Triple]:
    """The claim that at least one of these links does not hold: where it contradicts something, they all follow."""
    made, element = Expressions(), Iris(base).element
    anywhere, witness = ox.NamedNode("urn:anywhere"), ox.NamedNode("urn:witness")
    made.say(anywhere, A, owl("ObjectProperty"))
    unlinked = []
    for link in doubted:
        other = made.without(made.one_of([element(link.object)]))
        only = made.restricted(term(link.type), "allValuesFrom", other)
        pair = made.both(made.one_of([element(link.subject)]), only)
        unlinked.append(made.restricted(anywhere, "someValuesFrom", pair))
    made.say(witness, A, owl("NamedIndividual"))
    made.say(witness, A, made.either(unlinked))
    return made.triples


def all_follow(ontology: Sequence[ox.Triple], graph: Graph, expected: Sequence[Link]) -> bool:
    """Whether each of these links follows from the ontology and the graph's statements, for a reasoner.

    They are asked for in batches, each with the facts about its own linkages only: what follows from fewer follows,
    and the reasoner's work grows faster than the facts.
    """
    facts = _by_link(graph)
    batches = (expected[start : start + _BATCH] for start in range(0, len(expected), _BATCH))
    return all(
        not is_consistent([*ontology, *(t for link in batch for t in facts[link]), *doubt(graph.base, batch)])
        for batch in batches
    )


def _by_link(graph: Graph) -> dict[Link, list[ox.Triple]]:
    """The facts about the linkage of each link, those of its statements among them."""
    about: dict[object, list[ox.Triple]] = defaultdict(list)
    for triple in linkage_facts(graph):
        about[triple.subject].append(triple)
    iris, found = Iris(graph.base), defaultdict[Link, list[ox.Triple]](list)
    of: dict[object, Link] = {}
    for node, triples in about.items():
        value = {triple.predicate: triple.object for triple in triples}
        if term("subject") in value:
            ends = (_local(value[term(name)], iris.element("").value) for name in ("subject", "object"))
            subject, target = ends
            of[node] = Link(subject, _local(value[term("linkageType")], f"{ROOT}type/"), target)
    for node, triples in about.items():
        linkage = next((t.object for t in triples if t.predicate == term("linkage")), node)
        if linkage in of:
            found[of[linkage]] += triples
    return found


def no_other_follows(ontology: Sequence[ox.Triple], graph: Graph, expected: Iterable[Link]) -> bool:
    """Whether nothing but these links follows, of any linkage type and between any two elements of the graph."""
    symmetric = vocabulary().symmetric
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for link in expected:
        known[link.subject, link.type].add(link.object)
        if link.type in symmetric:
            known[link.object, link.type].add(link.subject)
    linked: dict[str, set[str]] = defaultdict(set)
    for (subject, _), objects in known.items():
        linked[subject] |= objects
    made, element = Expressions(), Iris(graph.base).element
    names = _elements(graph)
    made.all_different([element(name) for name in names])  # one element may not pass for another
    for name in names:
        # every linkage type is a kind of linkedTo: who has no link of that has none of any
        kinds = vocabulary().names("linkage_type") if linked[name] else ("linkedTo",)
        for kind in kinds:
            objects = linked[name] if kind == "linkedTo" else known[name, kind]
            only = made.one_of([element(other) for other in sorted(objects)])
            made.say(element(name), A, made.restricted(term(kind), "allValuesFrom", only))
    return is_consistent([*ontology, *linkage_facts(graph), *made.triples])


def _elements(graph: Graph) -> list[str]:
    start = Iris(graph.base).element("").value
    subjects = {q.subject.value for q in graph.documents_only() if q.predicate.value == RDF + "type"}  # type: ignore[union-attr]
    return sorted(iri.removeprefix(start) for iri in subjects if iri.startswith(start))


def inverses() -> dict[str, str]:
    """The linkage type that each inverse shortcut property is the other end of, by local names.

    >>> inverses()["drivenBy"]
    'drives'
    """
    return {
        t.subject.value.removeprefix(PG): t.object.value.removeprefix(PG)
        for t in vocabulary().triples
        if t.predicate == owl("inverseOf")
        and isinstance(t.subject, ox.NamedNode)
        and isinstance(t.object, ox.NamedNode)
    }
