"""Shapes: each has a graph that breaks it, and the fast engine says what the referee says."""

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from policygraph import Graph
from policygraph.rdf import serialized
from policygraph.shapes import Result, validate, with_pyshacl
from policygraph.vocabulary import PG, RDF, ROOT

S = "https://example.org/harbours/"
STATEMENT = ox.NamedNode(f"{S}statement/harbour-plan.1-05")
REPORTED = ox.NamedNode(f"{S}statement/valley-reply.3-01")
LINKAGE = ox.NamedNode(f"{S}linkage/tidal-power--drives--boatbuilding")
EVIDENCE = ox.NamedNode(f"{S}statement/harbour-plan.1-05.evidence")
Change = Callable[[ox.Store], None]


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(PG + name)


def without(subject: ox.NamedNode, predicate: str) -> Change:
    def change(store: ox.Store) -> None:
        quads = list(store.quads_for_pattern(subject, node(predicate), None))
        assert quads
        for quad in quads:
            store.remove(quad)

    return change


def plus(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> Change:
    def change(store: ox.Store) -> None:
        graph = next(store.quads_for_pattern(subject, None, None)).graph_name
        store.add(ox.Quad(subject, node(predicate), value, graph))

    return change


def with_other(subject: ox.NamedNode, predicate: str, value: ox.NamedNode | ox.Literal) -> Change:
    def change(store: ox.Store) -> None:
        without(subject, predicate)(store)
        plus(subject, predicate, value)(store)

    return change


def both(*changes: Change) -> Change:
    def change(store: ox.Store) -> None:
        for one in changes:
            one(store)

    return change


def term(path: str) -> ox.NamedNode:
    return ox.NamedNode(ROOT + path)


TRUE = ox.Literal("true", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))

BROKEN = {
    "statement-document": without(STATEMENT, "document"),
    "statement-passage": without(STATEMENT, "passage"),
    "statement-stance": plus(STATEMENT, "stance", term("stance/warns")),
    "statement-status": with_other(STATEMENT, "status", term("status/nonsense")),
    "statement-mode": without(STATEMENT, "mode"),
    "statement-holder": without(STATEMENT, "holder"),
    "statement-gloss": with_other(STATEMENT, "gloss", ox.Literal("short")),
    "statement-coder": without(STATEMENT, "coder"),
    "statement-evidence": with_other(EVIDENCE, "digest", ox.Literal("F1E9")),
    "Statement": plus(STATEMENT, "element", ox.NamedNode(f"{S}element/silting")),
    "linkage-subject": plus(LINKAGE, "subject", ox.NamedNode(f"{S}element/silting")),
    "linkage-object": without(LINKAGE, "object"),
    "linkage-type": without(LINKAGE, "linkageType"),
    "linkage-self": with_other(LINKAGE, "object", ox.NamedNode(f"{S}element/tidal-power")),
    "FindsMissing": with_other(STATEMENT, "stance", term("stance/findsMissing")),
    "Exclusive": with_other(LINKAGE, "exclusive", TRUE),
    "Favourable": both(
        with_other(STATEMENT, "stance", term("stance/welcomes")),
        with_other(STATEMENT, "status", term("status/missing")),
    ),
    "Addressee": plus(STATEMENT, "addressee", ox.NamedNode(f"{S}element/pilots")),
    "Reported": with_other(REPORTED, "reportedBy", ox.NamedNode(f"{S}element/saltworks-cluster")),
    "Denied": with_other(STATEMENT, "stance", term("stance/rejects")),
    "governs-subject": both(
        with_other(LINKAGE, "linkageType", term("type/governs")),
        with_other(LINKAGE, "object", ox.NamedNode(f"{S}element/harbour-pass")),
    ),
}


def spoilt(graph: Graph, change: Change) -> Graph:
    store = ox.Store()
    store.extend(graph.store)
    change(store)
    return Graph(store, graph.base)


def as_nt(graph: Graph) -> str:
    return serialized([quad.triple for quad in graph.quads()], ox.RdfFormat.N_TRIPLES).decode()


def test_the_invented_world_holds_to_all_shapes(graph: Graph) -> None:
    assert validate(graph) == []


@pytest.mark.parametrize("shape", BROKEN)
def test_a_graph_that_breaks_a_shape_is_told_by_both_engines(graph: Graph, shape: str) -> None:
    broken = spoilt(graph, BROKEN[shape])
    found = validate(broken)
    assert shape in {_name(result) for result in found}, found
    assert set(found) == set(with_pyshacl(as_nt(broken)))


def test_every_shape_with_a_message_is_broken_by_a_graph() -> None:
    from policygraph.shapes import shapes_text

    message = ox.NamedNode("http://www.w3.org/ns/shacl#message")
    quads = ox.parse(shapes_text().encode(), format=ox.RdfFormat.TURTLE)
    named = {str(q.subject).rpartition("#")[2].rstrip(">") for q in quads if q.predicate == message}
    typical = {name for name in named if name.endswith(("-subject", "-object")) and not name.startswith("linkage")}
    assert named - typical == {name for name in BROKEN if name != "governs-subject"}
    assert len(typical) == 20  # made alike, by type and end; governs-subject stands for them


def test_the_fallback_is_taken_where_the_fast_engine_is_missing(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    broken = spoilt(graph, BROKEN["FindsMissing"])
    fast = validate(broken)
    monkeypatch.setitem(sys.modules, "shacl", None)
    assert validate(broken) == fast


def _name(result: Result) -> str:
    return result.shape.rpartition("#")[2].rstrip(">")


def test_a_type_is_needed_for_a_shape_to_look(graph: Graph) -> None:
    def untyped(store: ox.Store) -> None:
        store.remove(next(store.quads_for_pattern(STATEMENT, ox.NamedNode(RDF + "type"), None)))

    assert validate(spoilt(graph, untyped)) == []
