"""Axioms in plain words: every axiom of ours has a sentence, and the sentence says what the axiom says."""

import re
from collections.abc import Sequence

import pytest

from places import PROJECT
from policygraph.axioms import axioms_of
from policygraph.blocks import Block, ox_triples
from policygraph.faults import Place
from policygraph.minimal import smallest
from policygraph.ontology import Ontology, read_ontology
from policygraph.wording import in_words, names_in

HEAD = (
    "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
    "@prefix : <https://example.org/> . "
)


def say(turtle: str) -> list[str]:
    block = Block(Place("x.ttl"), tuple(ox_triples(HEAD + turtle)))
    return [
        in_words(axiom, lambda iri: iri.rpartition("/")[2].rpartition("#")[2])
        for axiom in axioms_of(Ontology((block,)))[1]
    ]


@pytest.mark.parametrize(
    ("turtle", "words"),
    [
        (":Boat rdfs:subClassOf :Actor .", "every Boat is an Actor"),
        (":Boat owl:disjointWith :Idea .", "no Boat is an Idea"),
        (
            "[] a owl:AllDisjointClasses ; owl:members ( :Boat :Tide :Ebb ) .",
            "nothing is two of these at once: Boat, Tide, Ebb",
        ),
        ("[] a owl:AllDifferent ; owl:distinctMembers ( :a :b ) .", "these are all different: “a”, “b”"),
        (
            ":Tide owl:equivalentClass [ a owl:Class ; owl:oneOf ( :ebb :flood ) ] .",
            "a Tide is the same as one of “ebb”, “flood”",
        ),
        (":pays rdfs:range :Boat .", "what “pays” leads to is a Boat"),
        (":pays rdfs:domain :Boat .", "what has “pays” is a Boat"),
        (":pays rdfs:subPropertyOf :helps .", "where “pays” holds, “helps” holds too"),
        (":pays owl:inverseOf :paidBy .", "“pays” is “paidBy” seen from the other end"),
        (":pays a owl:FunctionalProperty .", "nothing has more than one “pays”"),
        (":pays a owl:AsymmetricProperty .", "“pays” never holds both ways"),
        (":pays a owl:IrreflexiveProperty .", "nothing has itself as “pays”"),
        (":pays a owl:SymmetricProperty .", "“pays” holds both ways"),
        (":pays a owl:TransitiveProperty .", "“pays” is handed on"),
        (":pays owl:propertyDisjointWith :owes .", "nothing has the same thing as “pays” and as “owes”"),
        (":ebb a :Tide .", "“ebb” is a Tide"),
        (
            ":Boat owl:hasKey ( :name :port :year ) .",
            "two of the kind “Boat” that agree in “name”, “port” and “year” are one",
        ),
        (
            ":pays owl:propertyChainAxiom ( [ owl:inverseOf :of ] :is :to ) .",
            "following “of” backwards, then “is”, then “to” gives “pays”",
        ),
        (
            ":Boat rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :port ; owl:someValuesFrom :Harbour ] .",
            "every Boat has some “port” that is a Harbour",
        ),
        (
            ":Boat rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :port ; owl:allValuesFrom :Harbour ] .",
            "every Boat has no “port” but what is a Harbour",
        ),
        (
            ":Boat rdfs:subClassOf [ a owl:Class ; owl:complementOf :Idea ] .",
            "every Boat is a thing that is not an Idea",
        ),
        (
            "[ a owl:Restriction ; owl:onProperty :port ; owl:hasValue :ebb ] rdfs:subClassOf "
            "[ a owl:Class ; owl:unionOf ( :Boat :Raft ) ] .",
            "every thing that has the “port” “ebb” is a Boat or is a Raft",
        ),
        (":x :y :z .", "“x” – y – “z”"),
    ],
)
def test_an_axiom_in_words(turtle: str, words: str) -> None:
    assert say(turtle) == [words]


def test_every_axiom_of_ours_is_said_in_words_and_has_a_place() -> None:
    ontology = read_ontology()
    names = names_in(ontology.triples)
    declared, axioms = axioms_of(ontology)
    assert len(axioms) > 300
    for axiom in axioms:
        words = in_words(axiom, lambda iri: names.get(iri) or iri.rpartition("#")[2].rpartition("/")[2])
        assert not re.search(r"https?:|_:", words), words
        line = (PROJECT / axiom.place.file).read_text("utf-8").split("\n")[axiom.place.line - 1]
        assert line.strip()
    assert not set(declared) & {axiom.says for axiom in axioms}


def test_labels_and_headers_are_no_axioms() -> None:
    assert say(':x rdfs:label "x" . <https://example.org/o> a owl:Ontology ; owl:versionInfo "1" .') == []


def test_a_part_to_blame_is_the_smallest_in_its_order() -> None:
    asked = []

    def bad(part: Sequence[str]) -> bool:
        asked.append(part)
        return {"b", "y"} <= set(part) or {"c", "d", "e"} <= set(part)

    found = smallest("abcdexyz", bad)
    assert found in {("b", "y"), ("c", "d", "e")}
    assert len(asked) < 30
    with pytest.raises(ValueError, match="go together"):
        smallest("abx", bad)
    assert smallest("abc", lambda _: True) == ()
