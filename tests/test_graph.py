"""Fidelity: the graph says what the rows say and never more."""

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from places import WORLD
from policygraph import Graph, ask_sparql, build, open_graph
from policygraph.corpus import Corpus
from policygraph.faults import PolicygraphError
from policygraph.iris import Iris
from policygraph.naming import places_of
from policygraph.rdf import serialized
from policygraph.vocabulary import PG, ROOT, vocabulary


def links(graph: Graph, status: str) -> set[tuple[str, str, str]]:
    """The derived links of a status, by the local names of their parts."""
    found = ask_sparql(graph, f"SELECT ?s ?p ?o {{ ?s ?p ?o FILTER(STRSTARTS(STR(?p), '{ROOT}link/{status}/')) }}")
    return {(s.split(":")[1], p.split(":")[1], o.split(":")[1]) for s, p, o in found.rows}


def test_no_triple_stands_in_two_graphs(graph: Graph) -> None:
    counts = Counter(str(quad.triple) for quad in graph.store)
    assert [triple for triple, number in counts.items() if number > 1] == []


def test_nothing_stands_in_the_default_graph(graph: Graph) -> None:
    assert not list(graph.store.quads_for_pattern(None, None, None, ox.DefaultGraph()))


def test_every_node_has_an_address(graph: Graph) -> None:
    assert not [quad for quad in graph.store if ox.BlankNode in (type(quad.subject), type(quad.object))]


def test_no_shortcut_property_is_asserted_anywhere(graph: Graph) -> None:
    for name in vocabulary().names("linkage_type"):
        assert ask_sparql(graph, f"ASK {{ ?s pg:{name} ?o }}").rows == (("no",),)


def test_what_is_demanded_or_missing_is_never_a_link_that_exists(graph: Graph) -> None:
    existing = links(graph, "existing")
    assert ("timber-policy", "partOf", "harbour-plan") in links(graph, "missing")
    assert ("round-table", "involves", "ferry-crews") in links(graph, "desired")
    for status in ("possible", "desired", "insufficient", "missing", "undesired", "denied"):
        only = links(graph, status) - {link for link in links(graph, status) if _also_existing(graph, link)}
        assert not only & existing


def _also_existing(graph: Graph, link: tuple[str, str, str]) -> bool:
    """Whether a statement of its own says that the link exists."""
    iri = Iris(graph.base).linkage(*link).value
    found = ask_sparql(graph, f"ASK {{ ?s pg:linkage <{iri}> ; pg:status status:existing }}")
    return found.rows == (("yes",),)


def test_from_a_link_that_is_only_wanted_no_property_follows(graph: Graph) -> None:
    found = ask_sparql(
        graph, "SELECT DISTINCT ?status { ?p rdfs:subPropertyOf/^pg:shortcut ?t ; pg:linkStatus ?status }"
    )
    assert found.rows == (("status:existing",),)


def test_a_denial_of_only_denies_no_link_and_a_list_makes_none(graph: Graph) -> None:
    assert ("joint-tide-programme", "targets", "large-harbours") not in links(graph, "denied")
    assert links(graph, "denied") == {("tidal-power", "drives", "boatbuilding")}
    assert not any(subject in ("keel-vouchers", "net-loans") for subject, _, _ in links(graph, "possible"))
    assert ("financial-tools", "funds", "small-yards") in links(graph, "possible")


def test_two_documents_that_disagree_share_the_linkage(graph: Graph) -> None:
    iri = Iris(graph.base).linkage("joint-tide-programme", "coordinatesWith", "green-keel-strategy").value
    found = ask_sparql(
        graph,
        f"SELECT ?id ?status {{ ?s pg:linkage <{iri}> ; dcterms:identifier ?id ; pg:status ?status }} ORDER BY ?id",
    )
    assert found.rows == (
        ("harbour-plan.1-02", "status:existing"),
        ("isle-note.2-01", "status:desired"),
        ("valley-reply.1-03", "status:missing"),
        ("valley-reply.1-04", "status:desired"),
    )


def test_each_statement_of_the_rows_is_a_statement_of_the_graph(graph: Graph, world: Corpus) -> None:
    rows = {f"{name}.{row.id}" for name in world.statements for row in world.live(name)}
    found = ask_sparql(graph, "SELECT ?id { ?s a pg:Statement ; dcterms:identifier ?id }")
    assert {row[0] for row in found.rows} == rows
    assert len(found) == len(rows)


def test_quotes_are_beside_the_store_and_never_in_it(graph: Graph) -> None:
    text = serialized(graph.quads(), ox.RdfFormat.N_QUADS).decode()
    assert all(quote not in text for quote in graph.quotes.values())
    assert len(graph.quotes) == 40


def test_with_and_without_texts_the_graph_of_anchored_documents_is_the_same(graph: Graph) -> None:
    left_out = "isle-note"  # coded with quotes: without its text nobody knows where they stand
    kept = [quad for quad in graph.quads() if left_out not in str(quad)]
    assert kept == [quad for quad in build(WORLD).quads() if left_out not in str(quad)]


LETTERS = st.text(st.characters(codec="utf-8"), max_size=4)
TERMS = st.one_of(
    st.builds(ox.Literal, LETTERS),
    st.builds(lambda text: ox.Literal(text, language="en"), LETTERS),
    st.builds(lambda text: ox.Literal(text, language="en-gb"), LETTERS),
    st.builds(ox.Literal, st.integers(0, 20)),
    st.builds(lambda text: ox.NamedNode(f"urn:{text}"), st.text("ab.", max_size=3)),
    st.builds(lambda text: ox.BlankNode(f"b{text}"), st.text("ab", max_size=2)),
)
NODES = st.builds(lambda text: ox.NamedNode(f"urn:{text}"), st.text("ab.-", max_size=3))


@given(st.lists(st.builds(ox.Quad, NODES, NODES, TERMS, NODES | st.just(ox.DefaultGraph())), max_size=20))
def test_quads_are_in_the_order_of_their_terms(quads: list[ox.Quad]) -> None:
    store = ox.Store()
    store.extend(quads)
    graph = Graph(store, "https://example.org/")

    def key(quad: ox.Quad) -> tuple[str, ...]:
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        return name, str(quad.subject), str(quad.predicate), str(quad.object)

    assert list(graph.quads()) == sorted(set(quads), key=key)
    assert list(graph.in_order()) == list(graph.quads())


def test_rdflib_has_the_same_quads(graph: Graph) -> None:
    dataset = graph.to_rdflib()
    assert len(list(dataset.quads())) == len(graph.store)
    assert len(list(dataset.quads((None, rdflib.RDF.type, rdflib.URIRef(PG + "Statement"), None)))) == 40


def test_the_place_of_a_passage_reads_as_a_person_would_say_it(world: Corpus) -> None:
    places = places_of(world.passages["harbour-plan"])
    assert places["2-s4"] == "section 2, paragraph 1, sentence 4"
    assert places["3-b2"].startswith("section 3, ")


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(PolicygraphError, match="holds no graph: it has no store/"):
        open_graph(tmp_path)
    (tmp_path / "store").mkdir()
    with pytest.raises(PolicygraphError, match="build it again"):
        open_graph(tmp_path)
