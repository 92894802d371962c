"""What changed between two vocabularies: each kind has its table, and what breaks is told from what does not."""

import pytest

from places import PROJECT
from policygraph.blocks import ox_triples
from policygraph.changes import Table, changes
from policygraph.ontology import read_ontology
from policygraph.reference.change_page import change_page
from policygraph.versions import read_release, release_text

import pyoxigraph as ox  # isort: skip

HEAD = """
@prefix pg: <https://w3id.org/policygraph/ontology#> . @prefix type: <https://w3id.org/policygraph/type/> .
@prefix group: <https://w3id.org/policygraph/group/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix o: <https://w3id.org/policygraph/ontology> .
skos:definition a owl:AnnotationProperty . skos:notation a owl:DatatypeProperty .
"""
# A vocabulary of ferries: a boat is a vessel, a vessel sails to a harbour.
FERRIES = """
pg:Vessel a owl:Class ; rdfs:isDefinedBy o: ; rdfs:label "vessel"@en , "navire"@fr ; skos:definition "It floats."@en .
pg:Boat a owl:Class ; rdfs:isDefinedBy o: ; rdfs:label "boat"@en ; skos:definition "A small one."@en .
pg:Harbour a owl:Class ; rdfs:isDefinedBy o: ; rdfs:label "harbour"@en .
pg:sailsTo a owl:ObjectProperty ; rdfs:isDefinedBy o: ; rdfs:label "sails to"@en .
pg:reaches a owl:ObjectProperty ; rdfs:isDefinedBy o: ; rdfs:label "reaches"@en .
type:ferries a owl:NamedIndividual , pg:LinkageType ; rdfs:isDefinedBy o: ; rdfs:label "ferries"@en .
"""
Told = tuple[str, str, str, str]


def tables(old: str, new: str) -> dict[str, Table]:
    before, now = (ox_triples(HEAD + FERRIES + text) for text in (old, new))
    return {table.kind: table for table in changes(before, now)}


def told(table: Table) -> list[Told]:
    return [(c.term.rpartition("#")[2].rpartition("/")[2], c.what, c.before, c.now) for c in table.changes]


CASES: list[tuple[str, str, str, str, Told, bool]] = [
    (
        "a term is added",
        "",
        'pg:Raft a owl:Class ; rdfs:isDefinedBy o: ; rdfs:label "raft"@en .',
        "Terms added",
        ("Raft", "owl:Class", "", "raft"),
        False,
    ),
    (
        "a term is removed",
        'pg:Raft a owl:Class ; rdfs:isDefinedBy o: ; rdfs:label "raft"@en .',
        "",
        "Terms removed",
        ("Raft", "owl:Class", "raft", ""),
        True,
    ),
    (
        "a term gets another address",
        'pg:Raft a owl:Class ; rdfs:isDefinedBy o: ; rdfs:label "raft"@en ; skos:definition "Logs."@en .',
        'pg:Float a owl:Class ; rdfs:isDefinedBy o: ; rdfs:label "raft"@en ; skos:definition "Logs."@en .',
        "Terms with a new address",
        (
            "Raft",
            "address",
            "https://w3id.org/policygraph/ontology#Raft",
            "https://w3id.org/policygraph/ontology#Float",
        ),
        True,
    ),
    (
        "a term is given up",
        "",
        "pg:Boat owl:deprecated true .",
        "Terms given up",
        ("Boat", "deprecated", "", "true"),
        False,
    ),
    (
        "a label comes in another language",
        "",
        'pg:Boat rdfs:label "bateau"@fr .',
        "Labels",
        ("Boat", "label (fr)", "", "bateau"),
        False,
    ),
    (
        "a notation changes",
        'type:ferries skos:notation "ferries" .',
        'type:ferries skos:notation "ships" .',
        "Labels",
        ("ferries", "notation", "ferries", "ships"),
        True,
    ),
    (
        "an example is added",
        "",
        'pg:Boat skos:example "The Tern."@en .',
        "Definitions, notes and examples",
        ("Boat", "example (en)", "", "The Tern."),
        False,
    ),
    (
        "a superclass is added",
        "",
        "pg:Boat rdfs:subClassOf pg:Vessel .",
        "Hierarchy",
        ("Boat", "superclass", "", "pg:Vessel"),
        False,
    ),
    (
        "a superclass is gone",
        "pg:Boat rdfs:subClassOf pg:Vessel .",
        "",
        "Hierarchy",
        ("Boat", "superclass", "pg:Vessel", ""),
        True,
    ),
    (
        "a superclass is reached by a longer way",
        "pg:Boat rdfs:subClassOf pg:Vessel . pg:Harbour rdfs:subClassOf pg:Vessel .",
        "pg:Boat rdfs:subClassOf pg:Harbour . pg:Harbour rdfs:subClassOf pg:Vessel .",
        "Hierarchy",
        ("Boat", "superclass", "pg:Vessel", "pg:Harbour"),
        False,
    ),
    (
        "a superproperty is gone",
        "pg:reaches rdfs:subPropertyOf pg:sailsTo .",
        "",
        "Hierarchy",
        ("reaches", "superproperty", "pg:sailsTo", ""),
        True,
    ),
    (
        "a domain comes where there was none",
        "",
        "pg:sailsTo rdfs:domain pg:Vessel .",
        "Domains and ranges",
        ("sailsTo", "domain", "anything", "pg:Vessel"),
        True,
    ),
    (
        "a domain goes",
        "pg:sailsTo rdfs:domain pg:Vessel .",
        "",
        "Domains and ranges",
        ("sailsTo", "domain", "pg:Vessel", "anything"),
        False,
    ),
    (
        "a range is narrowed",
        "pg:Boat rdfs:subClassOf pg:Vessel . pg:reaches rdfs:range pg:Vessel .",
        "pg:Boat rdfs:subClassOf pg:Vessel . pg:reaches rdfs:range pg:Boat .",
        "Domains and ranges",
        ("reaches", "range", "pg:Vessel", "pg:Boat"),
        True,
    ),
    (
        "a range is widened",
        "pg:Boat rdfs:subClassOf pg:Vessel . pg:reaches rdfs:range pg:Boat .",
        "pg:Boat rdfs:subClassOf pg:Vessel . pg:reaches rdfs:range pg:Vessel .",
        "Domains and ranges",
        ("reaches", "range", "pg:Boat", "pg:Vessel"),
        False,
    ),
    (
        "a property becomes functional",
        "",
        "pg:sailsTo a owl:FunctionalProperty .",
        "Characteristics",
        ("sailsTo", "axiom", "", "nothing has more than one “pg:sailsTo”"),
        True,
    ),
    (
        "a property is functional no longer",
        "pg:sailsTo a owl:FunctionalProperty .",
        "",
        "Characteristics",
        ("sailsTo", "axiom", "nothing has more than one “pg:sailsTo”", ""),
        False,
    ),
    (
        "a property becomes symmetric",
        "",
        "pg:sailsTo a owl:SymmetricProperty .",
        "Characteristics",
        ("sailsTo", "axiom", "", "“pg:sailsTo” holds both ways"),
        False,
    ),
    (
        "a property is symmetric no longer",
        "pg:sailsTo a owl:SymmetricProperty .",
        "",
        "Characteristics",
        ("sailsTo", "axiom", "“pg:sailsTo” holds both ways", ""),
        True,
    ),
    (
        "a property gets an inverse",
        "",
        "pg:reaches owl:inverseOf pg:sailsTo .",
        "Characteristics",
        ("reaches", "axiom", "", "“pg:reaches” is “pg:sailsTo” seen from the other end"),
        False,
    ),
    (
        "two classes become disjoint",
        "",
        "pg:Boat owl:disjointWith pg:Harbour .",
        "Characteristics",
        ("Boat", "axiom", "", "no pg:Boat is a pg:Harbour"),
        True,
    ),
    (
        "an expression is demanded",
        "",
        "pg:Boat rdfs:subClassOf [ a owl:Restriction ; owl:onProperty pg:sailsTo ; owl:allValuesFrom pg:Harbour ] .",
        "Characteristics",
        ("Boat", "axiom", "", "every pg:Boat has no “pg:sailsTo” but what is a pg:Harbour"),
        True,
    ),
    (
        "a chain lets more follow",
        "",
        "pg:reaches owl:propertyChainAxiom ( pg:sailsTo pg:sailsTo ) .",
        "Characteristics",
        ("reaches", "axiom", "", "following “pg:sailsTo”, then “pg:sailsTo” gives “pg:reaches”"),
        False,
    ),
    (
        "a linkage type gets another shortcut",
        "type:ferries pg:shortcut pg:sailsTo .",
        "type:ferries pg:shortcut pg:reaches .",
        "Group, shortcut and symmetry of linkage types",
        ("ferries", "shortcut", "pg:sailsTo", "pg:reaches"),
        True,
    ),
    (
        "a linkage type gets another group",
        "type:ferries pg:group group:causal .",
        "type:ferries pg:group group:resource .",
        "Group, shortcut and symmetry of linkage types",
        ("ferries", "group", "group:causal", "group:resource"),
        True,
    ),
    (
        "a linkage type becomes symmetric",
        "",
        "type:ferries pg:symmetric true .",
        "Group, shortcut and symmetry of linkage types",
        ("ferries", "symmetric", "", "true"),
        True,
    ),
    (
        "a term becomes something else",
        "pg:reaches a owl:AnnotationProperty .",
        "pg:reaches a owl:DatatypeProperty .",
        "Other",
        (
            "reaches",
            "rdf:type",
            "owl:AnnotationProperty, owl:ObjectProperty",
            "owl:DatatypeProperty, owl:ObjectProperty",
        ),
        True,
    ),
    (
        "the header says another version",
        'o: a owl:Ontology ; owl:versionInfo "1" .',
        'o: a owl:Ontology ; owl:versionInfo "2" .',
        "Other",
        ("ontology", "owl:versionInfo", "1", "2"),
        False,
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "kind", "change", "breaks"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_each_kind_of_change_has_its_table(old: str, new: str, kind: str, change: Told, breaks: bool) -> None:
    found = tables(old, new)
    assert told(found[kind]) == [change]
    assert [bool(c.breaks) for c in found[kind].changes] == [breaks]
    assert {table.kind: table.changes for table in found.values() if table.changes}.keys() == {kind}


def test_every_kind_is_among_the_cases() -> None:
    assert {case[3] for case in CASES} == set(tables("", ""))
    assert all(not table.changes for table in tables("", "").values())


def test_what_is_said_of_an_added_term_is_not_told_again() -> None:
    new = """pg:Raft a owl:Class ; rdfs:isDefinedBy o: ; rdfs:label "raft"@en ; rdfs:subClassOf pg:Vessel ;
        owl:disjointWith pg:Harbour . [] a owl:AllDisjointClasses ; owl:members ( pg:Boat pg:Raft ) ."""
    found = tables("", new)
    assert told(found["Terms added"]) == [("Raft", "owl:Class", "", "raft")]
    assert not found["Hierarchy"].changes
    (apart,) = found["Characteristics"].changes  # a list is told, and breaks nothing: nothing was a raft
    assert (apart.now, apart.breaks) == ("nothing is two of these at once: pg:Boat, pg:Raft", "")


def test_a_longer_list_of_what_is_disjoint_breaks_only_if_it_parts_what_was_there() -> None:
    old = "[] a owl:AllDisjointClasses ; owl:members ( pg:Boat pg:Harbour ) ."
    new = "[] a owl:AllDisjointClasses ; owl:members ( pg:Boat pg:Harbour pg:Vessel ) ."
    longer, shorter = (tables(*pair)["Characteristics"].changes for pair in ((old, new), (new, old)))
    assert [bool(change.breaks) for change in longer if change.now] == [True]
    assert [bool(change.breaks) for change in shorter if change.now] == [False]


def test_two_new_terms_that_would_fit_are_no_new_address() -> None:
    raft = 'a owl:Class ; rdfs:isDefinedBy o: ; rdfs:label "raft"@en ; skos:definition "Logs."@en .'
    found = tables(f"pg:Raft {raft}", f"pg:Float {raft} pg:Punt {raft}")
    assert len(found["Terms added"].changes) == 2
    assert len(found["Terms removed"].changes) == 1


@pytest.fixture(scope="module")
def now() -> tuple[ox.Triple, ...]:
    return read_ontology().triples


def test_a_kept_version_is_the_same_whatever_the_order_and_the_blank_nodes(now: tuple[ox.Triple, ...]) -> None:
    kept = release_text(now)
    again = [quad.triple for quad in ox.parse(kept, format=ox.RdfFormat.N_TRIPLES, rename_blank_nodes=True)]
    assert set(again) != set(now)  # the blank nodes are others
    assert release_text(reversed(again)) == kept
    assert kept.splitlines() == sorted(kept.splitlines())
    assert all(not table.changes for table in changes(again, now))


def test_no_change_goes_unnoticed(now: tuple[ox.Triple, ...]) -> None:
    """One triple of each property is taken out of the vocabulary; each time some table says so."""
    plain = [t for t in now if isinstance(t.subject, ox.NamedNode) and not isinstance(t.object, ox.BlankNode)]
    samples = {t.predicate: t for t in plain}
    assert len(samples) > 20
    for sample in samples.values():
        found = changes(now, [t for t in now if t != sample])
        assert any(table.changes for table in found), sample
        assert any(table.changes for table in changes([t for t in now if t != sample], now)), sample


def test_the_page_reads_well_where_nothing_changed() -> None:
    page = change_page(list(tables("", "").values()), "1.0.0", "1.1.0")
    assert page.count("\nNone.\n") == len(tables("", ""))
    assert "| Terms removed | none | none |" in page


def test_the_page_says_once_what_is_said_of_several() -> None:
    new = " ".join(f"pg:{name} a owl:FunctionalProperty ." for name in ("sailsTo", "reaches", "calls"))
    page = change_page(list(tables("", new).values()), "1.0.0", "1.1.0")
    assert "| `pg:calls`, `pg:reaches`, `pg:sailsTo` | nothing has more than one “pg:…” |" in page
    assert "*…* stands for the name of each term." in page


def test_a_text_cannot_break_a_row() -> None:
    page = change_page(list(tables("", 'pg:Boat skos:example "a | b * c\\n<i>"@en .').values()), "1.0.0", "1.1.0")
    assert r"| a \| b \* c \<i\> |" in page


def test_the_version_that_was_kept_first_can_be_read() -> None:
    triples = read_release(PROJECT / "docs" / "reference" / "releases" / "0.1.0.nt")
    assert len(triples) > 2_000
    assert release_text(triples) == (PROJECT / "docs" / "reference" / "releases" / "0.1.0.nt").read_text("utf-8")
