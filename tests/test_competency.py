"""Competency questions in OWL: what must follow from the ontology, what must not, and that these tests can fail.

Each file holds a premise and a conclusion; its name is the claim. A conclusion that nothing can meet
(`owl:Thing rdfs:subClassOf owl:Nothing`) claims that the premise contradicts the ontology.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from places import HERE, needs_reasoner
from policygraph.axioms import Axiom, axioms_of
from policygraph.blocks import ox_triples
from policygraph.expressions import A, owl
from policygraph.ontology import read_ontology
from policygraph.reasoner import entails, is_consistent
from policygraph.vocabulary import PG, RDFS, ROOT
from policygraph.wording import in_words

pytestmark = needs_reasoner

FOLLOWS = sorted((HERE / "competency" / "follows").glob("*.ttl"))
MUST_NOT = sorted((HERE / "competency" / "must_not_follow").glob("*.ttl"))
CONTRADICTION = ox.Triple(owl("Thing"), ox.NamedNode(RDFS + "subClassOf"), owl("Nothing"))
Triples = list[ox.Triple]
Change = Callable[[Axiom], Iterable[ox.Triple]]


@cache
def parts(path: Path) -> tuple[Triples, Triples]:
    """The premise and the conclusion of a file."""
    premise, mark, conclusion = path.read_text("utf-8").partition("\n# Conclusion\n")
    prefixes, other, _ = premise.partition("\n# Premise\n")
    assert mark
    assert other
    return ox_triples(premise), ox_triples(prefixes + conclusion)


def holds(ontology: Triples, path: Path) -> bool:
    """Whether the conclusion follows, and not merely since the premise is a contradiction."""
    premise, conclusion = parts(path)
    consistent = is_consistent([*ontology, *premise])
    if conclusion == [CONTRADICTION]:
        return not consistent
    return consistent and entails([*ontology, *premise], conclusion)


@cache
def sound() -> tuple[Triples, tuple[Axiom, ...]]:
    declared, axioms = axioms_of(read_ontology())
    return list(declared), axioms


def ontology(change: Change = lambda axiom: axiom.triples, more: str = "") -> Triples:
    """The ontology as it is, or with each axiom changed, and with more said in Turtle."""
    declared, axioms = sound()
    return [*declared, *(triple for axiom in axioms for triple in change(axiom)), *ox_triples(PREFIXES + more)]


PREFIXES = f"@prefix pg: <{PG}> . @prefix owl: <{owl('').value}> . @prefix rdfs: <{RDFS}> . "


def test_there_are_questions_of_both_kinds() -> None:
    assert len(FOLLOWS) >= 15
    assert len(MUST_NOT) >= 15


@pytest.mark.parametrize("path", FOLLOWS, ids=lambda path: path.stem)
def test_it_follows_that(path: Path) -> None:
    assert holds(ontology(), path)


@pytest.mark.parametrize("path", MUST_NOT, ids=lambda path: path.stem)
def test_it_must_not_follow_that(path: Path) -> None:
    premise, _ = parts(path)
    assert is_consistent([*ontology(), *premise])
    assert not holds(ontology(), path)


# What goes red when the ontology says more than it should: everything else must stay as it is.
TOO_MUCH = {
    "pg:LinkageStatedAsDesired rdfs:subClassOf pg:LinkageStatedAsExisting .": {"what-is-stated-as-desired-is-a-link"},
    "pg:LinkageStatedAsMissing rdfs:subClassOf pg:LinkageStatedAsExisting .": {"what-is-stated-as-missing-is-a-link"},
    "pg:Linkage rdfs:subClassOf pg:LinkageStatedAsExisting .": {
        *(path.stem for path in MUST_NOT if path.stem.startswith("what-is-stated-as-")),
        "what-is-only-listed-is-a-link",
        "what-is-only-listed-is-contested",
        "a-linkage-that-nobody-states-is-a-link",
        "a-denial-of-only-is-a-link",
        "a-denial-of-only-denies-the-link",
        "two-linkages-that-differ-in-only-are-one",
    },
    "pg:Statement rdfs:subClassOf pg:StatementInItsOwnRight .": {
        "what-is-only-listed-is-a-link",
        "what-is-only-listed-is-contested",
    },
    "pg:drives a owl:TransitiveProperty .": {"driving-is-handed-on"},
    "pg:partOf a owl:TransitiveProperty .": {"a-part-of-a-part-is-a-part"},
    "pg:linkedTo a owl:TransitiveProperty .": {"being-linked-is-handed-on"},
    "pg:linkedTo a owl:SymmetricProperty .": {"a-link-read-from-its-other-end-is-a-link-onwards"},
    "pg:funds a owl:SymmetricProperty .": {
        "a-link-holds-the-other-way-round",
        "a-link-read-from-its-other-end-is-a-link-onwards",
    },
    "pg:funds rdfs:subPropertyOf pg:promotes .": {"funding-is-promoting"},
    "pg:drives rdfs:subPropertyOf pg:contributesTo .": {"driving-is-contributing"},
    "pg:integrates rdfs:domain pg:Policy .": {"using-a-linkage-type-retypes-a-cluster"},
    "pg:reportedBy rdfs:subPropertyOf pg:holder .": {"who-reports-a-stance-holds-it"},
    "pg:Actor owl:disjointWith pg:Instrument .": {"a-partnership-that-holds-a-stance-contradicts-the-model"},
    "pg:Strategy owl:disjointWith pg:Document .": {"a-strategy-that-is-a-document-contradicts-the-model"},
    "pg:MemberState owl:disjointWith pg:Region .": {"a-member-state-that-is-a-region-contradicts-the-model"},
    "[ a owl:Restriction ; owl:onProperty [ owl:inverseOf pg:linkage ] ; owl:someValuesFrom "
    "[ a owl:Restriction ; owl:onProperty [ owl:inverseOf pg:ask ] ; owl:someValuesFrom pg:Verdict ] ] "
    "rdfs:subClassOf pg:LinkageStatedAsExisting .": {"what-is-judged-taken-up-is-a-link"},
    "pg:LinkageStatedAsExisting owl:disjointWith pg:LinkageStatedAsDenied .": {
        "documents-that-disagree-contradict-the-model"
    },
}


@pytest.mark.parametrize("more", TOO_MUCH)
def test_an_axiom_too_many_is_seen(more: str) -> None:
    changed = ontology(more=more)
    red = {path.stem for path in MUST_NOT if goes_wrong(changed, path)}
    assert TOO_MUCH[more] <= red
    if more != "pg:Linkage rdfs:subClassOf pg:LinkageStatedAsExisting .":
        assert red == TOO_MUCH[more]


def goes_wrong(changed: Triples, path: Path) -> bool:
    premise, _ = parts(path)
    return holds(changed, path) or not is_consistent([*changed, *premise])


# The axioms that a question rests on: taken out, the question goes red. What is missing here is tried below by its
# kind, since those questions can be made from the axiom itself.
RESTS_ON = {
    "nothing is two of these at once: Element, Linkage, Statement": "a-linkage-that-is-an-element-is-a-contradiction",
    "nothing is two of these at once: Actor, Document, Concept": "an-actor-that-is-a-concept-is-a-contradiction",
    "nothing is two of these at once: Actor, Policy, Measure": "a-policy-that-holds-a-stance-is-a-contradiction",
    "no Actor is a Strategy": "a-strategy-that-holds-a-stance-is-a-contradiction",
    "a Status is the same as one of": "a-status-that-is-none-of-the-seven-is-a-contradiction",
    "a Mode is the same as one of": "a-mode-that-is-none-of-the-four-is-a-contradiction",
    "a VerdictKind is the same as one of": "a-verdict-that-is-none-of-the-six-is-a-contradiction",
    "no thing that has some “verdictKind”": "an-answer-to-what-was-not-found-is-a-contradiction",
    "two of the kind “Linkage” that agree in": "two-linkages-with-the-same-content-are-one",
    "nothing has the same thing as “subject” and as “object”": "an-element-linked-to-itself-is-a-contradiction",
    "no thing that has some “linkage” is a thing": "a-statement-on-a-linkage-and-on-an-element-is-a-contradiction",
    "no thing that has some “linkage” has some “element”": (
        "a-statement-on-a-linkage-and-on-an-element-is-a-contradiction"
    ),
    "what “document” leads to": "what-a-passage-belongs-to-is-a-source-document",
    "what “holder” leads to": "who-holds-a-stance-is-an-actor",
    "nothing has the same thing as “holder” and as “reportedBy”": "who-holds-and-reports-a-stance-is-a-contradiction",
    "what “reportedBy” leads to": "who-reports-a-stance-is-an-actor",
    "what “addressee” leads to": "who-is-asked-to-act-is-an-actor",
    "what “issuer” leads to": "who-issues-a-document-is-an-actor",
    "every thing that has the “stance” “findsMissing”": "who-finds-a-link-missing-and-states-it-is-a-contradiction",
    "every thing that has some “linkage” that is a thing that has the “exclusive” “true”": (
        "an-exclusive-linkage-that-is-not-denied-is-a-contradiction"
    ),
    "“broader” never holds both ways": "an-element-under-what-is-under-it-is-a-contradiction",
    "“within” never holds both ways": "a-passage-within-what-is-within-it-is-a-contradiction",
    "a StatementInItsOwnRight is the same as": "what-is-stated-as-existing-is-a-link",
    "a LinkageStatedAsExisting is the same as": "what-is-stated-as-existing-is-a-link",
    "a LinkageStatedAsPossible is the same as": "what-may-be-is-stated-as-possible",
    "a LinkageStatedAsDesired is the same as": "who-wants-and-who-resists-contest-a-linkage",
    "a LinkageStatedAsInsufficient is the same as": "what-is-too-little-is-stated-as-insufficient",
    "a LinkageStatedAsMissing is the same as": "a-stated-absence-is-a-thing-of-its-own",
    "a LinkageStatedAsUndesired is the same as": "who-wants-and-who-resists-contest-a-linkage",
    "a LinkageStatedAsDenied is the same as": "who-states-and-who-denies-contest-a-linkage",
    "a ContestedLinkage is the same as": "who-states-and-who-finds-missing-contest-a-linkage",
}


def described(axiom: Axiom) -> str:
    return in_words(axiom, lambda iri: iri.rpartition("#")[2].rpartition("/")[2])


def without(gone: Axiom) -> Triples:
    return ontology(lambda axiom: () if axiom is gone else axiom.triples)


def by_kind(axiom: Axiom) -> tuple[Triples, Triples] | None:
    """A premise and a conclusion made from an axiom of a kind that says all about itself; None for other kinds."""
    says, example = axiom.says, "https://example.org/competency/"
    here = f"@prefix : <{example}> . {PREFIXES}"
    if says.object == owl("FunctionalProperty"):
        one, other, known = two_values(str(says.subject))
        return ox_triples(f"{here} {known} :x a owl:NamedIndividual ; {says.subject} {one} , {other} ."), [
            CONTRADICTION
        ]
    if says.object == owl("AllDifferent"):
        first, second = [t.object for t in axiom.triples if t.predicate.value.endswith("#first")][:2]
        return ox_triples(f"{here} {first} owl:sameAs {second} ."), [CONTRADICTION]
    if isinstance(says.subject, ox.NamedNode) and describes_all(axiom):
        premise = ox_triples(f"{here} :x a owl:NamedIndividual , {says.subject} .")
        return premise, [ox.Triple(ox.NamedNode(example + "x"), A, says.object), *axiom.triples[1:]]
    return None


def describes_all(axiom: Axiom) -> bool:
    """Whether it says what everything of a class has."""
    return axiom.says.predicate.value == RDFS + "subClassOf" and " has some " in described(axiom)


def two_values(name: str) -> tuple[str, str, str]:
    """Two values that a property may have, in Turtle, and what has to be said so that they are two."""
    if ox.Triple(ox.NamedNode(name.strip("<>")), A, owl("DatatypeProperty")) not in sound()[0]:
        told = ":one a owl:NamedIndividual . :two a owl:NamedIndividual ; owl:differentFrom :one ."
        return ":one", ":two", told
    if name.endswith(("words>", "characters>")):
        return "1", "2", ""
    return ("true", "false", "") if name.endswith("exclusive>") else ('"1"', '"2"', "")


def tried() -> Iterator[Axiom]:
    """The axioms of axioms.ttl, without the chains, and without what is said again for those who do not reason."""
    for axiom in sound()[1]:
        again = axiom.says.predicate.value == RDFS + "subClassOf" and isinstance(axiom.says.object, ox.NamedNode)
        chained = any(f"{ROOT}role/" in str(term) for t in axiom.triples for term in (t.subject, t.object))
        if axiom.place.file.endswith("axioms.ttl") and not again and not chained:
            yield axiom


@pytest.mark.parametrize("axiom", list(tried()), ids=lambda axiom: f"line {axiom.place.line} {described(axiom)[:60]}")
def test_an_axiom_too_few_is_seen(axiom: Axiom) -> None:
    made = by_kind(axiom)
    if made is None:
        (name,) = [name for start, name in RESTS_ON.items() if described(axiom).startswith(start)]
        made = parts(HERE / "competency" / "follows" / f"{name}.ttl")
    premise, conclusion = made

    def follows(words: Triples) -> bool:
        consistent = is_consistent([*words, *premise])
        return not consistent if conclusion == [CONTRADICTION] else entails([*words, *premise], conclusion)

    assert follows(ontology())
    assert not follows(without(axiom))


def test_every_question_that_an_axiom_rests_on_is_one() -> None:
    assert {f"{name}.ttl" for name in RESTS_ON.values()} <= {path.name for path in FOLLOWS}
