"""The ontology: every term says what it is, in the languages promised, and other tools read it."""

import re
from collections import Counter
from pathlib import Path

import owlready2
import pytest

from places import PROJECT
from policygraph import Graph
from policygraph.faults import PolicygraphError
from policygraph.ontology import read_ontology
from policygraph.rdf import serialized
from policygraph.vocabulary import PG, RDF, RDFS, ROOT, SKOS, Vocabulary, read_vocabulary, vocabulary

import pyoxigraph as ox  # isort: skip

FOLDERS = ("type", "group", "stance", "status", "mode", "level", "passage-kind", "verdict")


def own_terms() -> dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]:
    """The terms of ours, those of the axioms among them, each with its triples."""
    found: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {}
    for triple in read_ontology().triples:
        iri = triple.subject.value if isinstance(triple.subject, ox.NamedNode) else ""
        ours = iri.startswith((PG, *(f"{ROOT}{folder}/" for folder in FOLDERS)))
        if ours and isinstance(triple.object, ox.NamedNode | ox.Literal):
            found.setdefault(iri, {}).setdefault(triple.predicate.value, []).append(triple.object)
    return found


def languages(values: list[ox.NamedNode | ox.Literal]) -> list[str]:
    return sorted(value.language or "" for value in values if isinstance(value, ox.Literal))


@pytest.mark.parametrize("iri", own_terms(), ids=lambda iri: iri.removeprefix(ROOT))
def test_a_term_has_labels_definitions_and_an_example(iri: str) -> None:
    of = own_terms()[iri]
    assert languages(of[RDFS + "label"]) == ["de", "en", "fr", "nl"]
    assert languages(of[SKOS + "definition"]) == ["en", "fr"]
    assert languages(of[SKOS + "example"]) == ["en"]
    assert of[RDF + "type"]


def test_every_property_that_only_reasoners_need_has_labels_and_definitions() -> None:
    roles: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = {n: {} for n in vocabulary().names("linkage_type")}
    for triple in read_ontology().triples:
        name = str(triple.subject).strip("<>").removeprefix(f"{ROOT}role/")
        if name in roles and isinstance(triple.object, ox.Literal):
            roles[name].setdefault(triple.predicate.value, []).append(triple.object)
    for of in roles.values():
        assert languages(of[RDFS + "label"]) == ["de", "en", "fr", "nl"]
        assert languages(of[SKOS + "definition"]) == ["en", "fr"]


def test_no_two_terms_share_an_example() -> None:
    examples = [of[SKOS + "example"][0].value for of in own_terms().values()]
    assert [text for text, number in Counter(examples).items() if number > 1] == []


def test_every_term_of_ours_that_is_used_is_declared() -> None:
    used = set()
    for path in [*(PROJECT / "ontology").rglob("*.t*l"), *(PROJECT / "ontology").rglob("*.ru")]:
        used |= set(re.findall(r"\bpg:(\w+)", path.read_text("utf-8")))
    for path in (PROJECT / "graph" / "questions").glob("*.rq"):
        used |= set(re.findall(r"\bpg:(\w+)", path.read_text("utf-8")))
    for path in (PROJECT / "graph" / "policygraph").rglob("*.py"):
        used |= set(re.findall(r"""(?:term\(|PG \+ )"(\w+)\"""", path.read_text("utf-8")))
    assert {name for name in used if PG + name not in own_terms()} == set()


def test_every_property_and_class_of_a_graph_is_declared(graph: Graph) -> None:
    declared = {t.subject.value for t in vocabulary().triples if isinstance(t.subject, ox.NamedNode)}
    built_in = {RDF + "type", RDFS + "label"}
    used = {q.predicate.value for q in graph.documents_only()}
    classes = {q.object.value for q in graph.documents_only() if q.predicate.value == RDF + "type"}  # type: ignore[union-attr]
    assert (used | classes) - declared - built_in == set()


def test_every_linkage_type_has_its_property_and_its_group() -> None:
    types = vocabulary().names("linkage_type")
    assert len(types) == 21
    for name in types:
        of = own_terms()[f"{ROOT}type/{name}"]
        assert of[PG + "shortcut"] == [ox.NamedNode(PG + name)]
        assert (PG + "group" in of) == (name != "linkedTo")
    assert vocabulary().symmetric == {"coordinatesWith"}


def test_the_words_of_the_documentation_are_those_of_the_ontology() -> None:
    coding = (PROJECT / "docs" / "coding.md").read_text("utf-8")
    for column in ("stance", "status", "mode", "level", "kind", "verdict"):
        for name in vocabulary().names(column):
            assert f"`{name}`" in coding, f"{column} {name} is not in docs/coding.md"
    for name in vocabulary().names("linkage_type"):
        assert name in coding, f"linkage type {name} is not in docs/coding.md"


def test_owlready2_opens_the_ontology_as_python_classes(tmp_path: Path) -> None:
    path = tmp_path / "policygraph.nt"
    path.write_bytes(serialized(vocabulary().triples, ox.RdfFormat.N_TRIPLES))
    world = owlready2.World()
    ontology = world.get_ontology(path.as_uri()).load()
    names = {cls.iri.removeprefix(PG) for cls in ontology.classes() if cls.iri.startswith(PG)}
    assert {"Element", "Statement", "Linkage", "FundingProgramme"} <= names
    programme = world[PG + "FundingProgramme"]
    assert world[PG + "Element"] in programme.ancestors()
    assert world[f"{ROOT}stance/urges"].label.en == ["urges"]


def test_a_file_that_is_no_turtle_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("@prefix pg: <https://example.org/> .\npg:A a pg:B\npg:C .\n", "utf-8")
    with pytest.raises(PolicygraphError, match=r"broken\.ttl:3:\d+: not Turtle"):
        read_vocabulary([path])


def test_the_ontology_file_says_that_its_address_is_not_registered() -> None:
    assert "not registered yet" in (PROJECT / "ontology" / "policygraph.ttl").read_text("utf-8")
    assert isinstance(vocabulary(), Vocabulary)
