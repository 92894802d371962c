"""A reasoner over ontology and corpus: what is in order, what contradicts what, and why a link follows."""

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from places import WORLD, needs_reasoner
from policygraph import ContradictionError, Graph, PolicygraphError, explain, members, reason
from policygraph.blocks import ox_triples
from policygraph.corpus import Corpus
from policygraph.derivation import Link, all_follow, inverses, links, no_other_follows
from policygraph.graph import derive
from policygraph.ontology import read_ontology
from policygraph.reasoner import entails, is_consistent, outside_the_profile
from policygraph.resources import resource
from policygraph.vocabulary import PG, ROOT, vocabulary

pytestmark = needs_reasoner
DATA = "https://example.org/harbours/"
HEAD = "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix : <https://example.org/> ."


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A copy of the ontology that a test may spoil."""
    return Path(shutil.copytree(resource("ontology"), tmp_path / "ontology"))


def add(words: Path, turtle: str) -> int:
    """Says more in axioms.ttl; returns the line where that stands."""
    path = words / "axioms.ttl"
    text = path.read_text("utf-8")
    path.write_text(text + turtle, "utf-8")
    return text.count("\n") + 1


def test_the_shipped_ontology_and_corpus_are_in_order() -> None:
    told: list[str] = []
    found = reason(tell=lambda stage, _: told.append(stage))
    assert told == ["profile", "ontology", "corpus", "links"]
    assert found.axioms > 300
    assert len(found.links) > 50
    assert found.no_facts > 50


def test_rules_and_chains_derive_the_same_links(world: Corpus, graph: Graph) -> None:
    found = reason(world)
    assert found.links == links(graph)
    assert len(found.links) == 17
    assert Link("tidal-power", "drives", "boatbuilding") in found.links
    assert Link("round-table", "involves", "ferry-crews") not in found.links  # urged, and no fact


def test_every_linkage_type_has_a_chain_that_works() -> None:
    types = vocabulary().names("linkage_type")
    graph = one_of_each(types)
    expected = links(graph)
    assert [link.type for link in expected] == sorted(types)
    whole = read_ontology().triples
    assert all_follow(whole, graph, expected)
    assert no_other_follows(whole, graph, expected)
    chain = ox.NamedNode("http://www.w3.org/2002/07/owl#propertyChainAxiom")
    for link in expected:
        cut = [t for t in whole if not (t.predicate == chain and t.subject == ox.NamedNode(PG + link.type))]
        assert not all_follow(cut, graph, [link])
        assert all_follow(cut, graph, [other for other in expected if other != link])


def one_of_each(types: tuple[str, ...]) -> Graph:
    """A graph with one linkage of each type between two elements of its own, each stated as existing."""
    start = f"@prefix pg: <{PG}> . @prefix d: <{DATA}> ."
    text = {"document/all": [start], "linkages": [start]}
    for number, name in enumerate(sorted(types)):
        first, second = f"<{DATA}element/a{number:02}>", f"<{DATA}element/b{number:02}>"
        text["document/all"].append(f"{first} a pg:Policy . {second} a pg:Policy .")
        text["linkages"].append(
            f"d:l{number} a pg:Linkage ; pg:subject {first} ; pg:linkageType <{ROOT}type/{name}> ;"
            f" pg:object {second} ; pg:exclusive false ."
        )
        text["document/all"].append(
            f"d:s{number} a pg:Statement ; pg:linkage d:l{number} ; pg:status <{ROOT}status/existing> ;"
            f" pg:mode <{ROOT}mode/explicit> ."
        )
    store = ox.Store()
    for where, lines in text.items():
        place = ox.NamedNode(f"{DATA}graph/{where}")
        store.extend(ox.Quad(t.subject, t.predicate, t.object, place) for t in ox_triples("\n".join(lines)))
    store.extend(
        ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(f"{ROOT}ontology")) for t in vocabulary().triples
    )
    derive(store)
    return Graph(store, DATA)


def test_a_link_that_is_not_derived_is_seen(graph: Graph) -> None:
    whole, expected = read_ontology().triples, links(graph)
    assert not no_other_follows(whole, graph, expected[1:])
    assert not all_follow(whole, graph, [*expected, Link("pilots", "drives", "silting")])
    assert all_follow(whole, graph, [])


def test_axioms_that_say_more_than_the_rules_are_told(words: Path, world: Corpus) -> None:
    add(words, "pg:LinkageStatedAsDesired rdfs:subClassOf pg:LinkageStatedAsExisting .\n")
    with pytest.raises(
        PolicygraphError, match=r"“ferry-charter integrates silting”|“harbour-pass .*” *, which nobody"
    ):
        reason(world, words)


def test_rules_that_say_more_than_the_axioms_are_told(words: Path, world: Corpus) -> None:
    path = words / "axioms.ttl"
    text = path.read_text("utf-8")
    chain = "pg:drives owl:propertyChainAxiom ( [ owl:inverseOf pg:subject ] role:drives pg:object ) .\n"
    assert text.count(chain) == 1
    path.write_text(text.replace(chain, ""), "utf-8")
    with pytest.raises(PolicygraphError, match="“tidal-power drives boatbuilding” as a fact, and for a reasoner"):
        reason(world, words)


def test_a_row_that_contradicts_the_model_is_named_with_the_row_it_meets(words: Path, world: Corpus) -> None:
    # what the shapes see is told before: this is somebody's own axiom, of which no shape knows
    line = add(words, "pg:addressee rdfs:range [ a owl:Class ; owl:complementOf pg:Region ] .\n")
    with pytest.raises(ContradictionError) as caught:
        reason(world, words)
    rows, axioms = caught.value.rows, caught.value.axioms
    assert [Path(row.place.file).name for row in rows] == ["elements.csv", "isle-note.csv"]
    assert [axiom.place.line for axiom in axioms] == [line]
    text = str(caught.value)
    assert "the element upper-valley is of the type Region" in text
    assert "isle-note.2-01, held by isle-of-brume" in text
    assert "what “addressee” leads to is a thing that is not a region" in text


def test_an_ontology_that_contradicts_itself_is_told_by_file_and_line(words: Path) -> None:
    line = add(
        words,
        "pg:Cluster rdfs:subClassOf pg:Concept .\n<https://example.org/x> a owl:NamedIndividual , pg:Cluster .\n",
    )
    before = {path: path.read_bytes() for path in words.rglob("*") if path.is_file()}
    with pytest.raises(ContradictionError, match=rf"axioms\.ttl:{line}:1: every cluster is a concept") as caught:
        reason(ontology=words)
    assert [axiom.place.line for axiom in caught.value.axioms][-2:] == [line, line + 1]
    assert {path: path.read_bytes() for path in words.rglob("*") if path.is_file()} == before


def test_a_class_that_can_have_no_member_is_told(words: Path) -> None:
    line = add(words, "pg:Cluster rdfs:subClassOf pg:Concept .\n")
    with pytest.raises(ContradictionError, match=rf"“cluster” can have no member:(.|\n)*axioms\.ttl:{line}:1"):
        reason(ontology=words)


def test_an_ontology_outside_the_profile_is_told_by_its_term(words: Path) -> None:
    add(words, "pg:drives a owl:FunctionalProperty .\n")  # what a chain concludes is not simple
    with pytest.raises(PolicygraphError, match=r"not in OWL 2 DL:\n  \S*linkage-types\.ttl:\d+:1: .*drives"):
        reason(ontology=words)


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        ("pg:Cluster rdfs:subClassOf pg:Concept\n", r"axioms\.ttl:\d+:\d+: not Turtle"),
        ("nothing:here a owl:Class .\n", r"axioms\.ttl:\d+:\d+: not Turtle: .*prefix nothing"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_by_line(words: Path, spoilt: str, told: str) -> None:
    add(words, spoilt)
    with pytest.raises(PolicygraphError, match=told):
        reason(ontology=words)


def test_an_ontology_without_a_file_is_told(words: Path) -> None:
    (words / "stances.ttl").unlink()
    with pytest.raises(PolicygraphError, match=r"stances\.ttl is missing: an ontology has policygraph\.ttl"):
        reason(ontology=words)


def test_a_value_that_the_reasoner_cannot_read_is_told_in_one_line() -> None:
    date = '"2012-11-30"^^<http://www.w3.org/2001/XMLSchema#date>'
    turtle = f"{HEAD} :p a owl:DatatypeProperty . :x a owl:NamedIndividual ; :p {date} ."
    with pytest.raises(
        PolicygraphError, match=r"the reasoner cannot read this \(UnsupportedDatatypeException\): .*date"
    ):
        is_consistent(ox_triples(turtle))


def test_what_is_not_declared_is_outside_the_profile() -> None:
    assert outside_the_profile(ox_triples(f"{HEAD} :x :p :y . :p a owl:ObjectProperty ; :q [ :r 1 ] ."))
    assert (
        outside_the_profile(ox_triples(f"{HEAD} :p a owl:ObjectProperty . :x a owl:NamedIndividual ; :p :x .")) == []
    )


def test_a_conclusion_that_says_nothing_of_an_individual_is_refused() -> None:
    with pytest.raises(ValueError, match="one thing of an individual"):
        entails(ox_triples(HEAD), [])


def test_why_a_link_follows(world: Corpus) -> None:
    explanation = explain(world, "tidal-power", "drives", "Boatbuilding")
    assert explanation.follows
    assert [(said.words.partition(",")[0], said.no_fact) for said in explanation.said] == [
        ("harbour-plan.1-05", ""),
        ("valley-reply.2-01", "denied"),
    ]
    assert len(explanation.axioms) == 4
    assert [Path(place.file).name for place, _ in explanation.axioms] == ["axioms.ttl"] * 4
    text = explanation.to_text()
    assert "follows, as a link that is stated to exist" in text
    assert "“drives (stated)”" in text
    assert max(len(line) for line in text.split("\n") if ".csv" not in line) <= 100


@pytest.mark.parametrize(
    ("subject", "kind", "target", "more"),
    [
        ("boatbuilding", "drivenBy", "tidal-power", "“is driven by” is “drives” seen from the other end"),
        ("joint-tide-programme", "coordinatesWith", "green-keel-strategy", "“is coordinated with” holds both ways"),
        ("tidal-power", "linkedTo", "boatbuilding", "where “drives” holds, “is linked to” holds too"),
    ],
)
def test_a_link_read_otherwise_needs_one_axiom_more(
    world: Corpus, subject: str, kind: str, target: str, more: str
) -> None:
    explanation = explain(world, subject, kind, target)
    assert more in [words for _, words in explanation.axioms]
    assert len(explanation.axioms) <= 5


@pytest.mark.parametrize(
    ("link", "why"),
    [
        (("round-table", "involves", "ferry-crews"), "[desired] harbour-plan.3-02"),
        (("keel-vouchers", "funds", "small-yards"), "[named only as an instance in a list, possible]"),
        (("joint-tide-programme", "targets", "large-harbours"), "[denies only that it is the only one]"),
        (("pilots", "drives", "silting"), "what was not coded is not absent"),
    ],
)
def test_why_a_link_does_not_follow(world: Corpus, link: tuple[str, str, str], why: str) -> None:
    explanation = explain(world, *link)
    assert not explanation.follows
    assert why in " ".join(explanation.to_text().split())


@pytest.mark.parametrize(
    ("link", "told"),
    [
        (("tidal-powr", "drives", "boatbuilding"), "the nearest are tidal-power"),
        (("tidal-power", "drive", "boatbuilding"), "did you mean drives"),
        (("tidal-power", "xyz", "boatbuilding"), "choose among linkedTo, embeddedIn"),
    ],
)
def test_what_is_not_known_is_told_with_what_is(world: Corpus, link: tuple[str, str, str], told: str) -> None:
    with pytest.raises(PolicygraphError, match=told):
        explain(world, *link)


def test_members_of_a_class_follow_from_statements(graph: Graph) -> None:
    contested = [iri.removeprefix(f"{DATA}linkage/") for iri in members(graph, "ContestedLinkage")]
    assert contested == [
        "green-keel-strategy--coordinatesWith--joint-tide-programme",
        "harbour-pass--embeddedIn--seven-tide-budget",
        "tidal-power--drives--boatbuilding",
    ]
    with pytest.raises(PolicygraphError, match="did you mean ContestedLinkage"):
        members(graph, "ContestedLinkages")


def test_nothing_that_is_inferred_is_kept(graph: Graph) -> None:
    before = graph.quads()
    members(graph, "LinkageStatedAsExisting")
    assert tuple(sorted(graph.store, key=str)) == tuple(sorted(before, key=str))


def test_every_inverse_turns_round_one_linkage_type() -> None:
    types = set(vocabulary().names("linkage_type"))
    assert set(inverses().values()) == types - {"linkedTo", "coordinatesWith"}
    assert WORLD.is_dir()
