"""Lint: each check frowns at its own fixture and at no other, in the line where the wrong stands."""

import re
from dataclasses import replace
from itertools import combinations, permutations
from pathlib import Path

import pyoxigraph as ox
import pytest

from places import HERE, PROJECT, WORLD, Break
from policygraph import CorpusError, PolicygraphError
from policygraph.blocks import Block, read_blocks, triples_of
from policygraph.corpus import Corpus
from policygraph.faults import Fault, Place, blocking
from policygraph.iris import prefixes
from policygraph.lint import (
    Check,
    Ground,
    checks,
    findings,
    ground_of,
    lint,
    mentions,
    places_of_rows,
    quads_beside,
    read_check,
    users,
)
from policygraph.ontology import Ontology, read_ontology
from policygraph.pipeline import run
from policygraph.vocabulary import PG, RDF

FIXTURES = HERE / "lint"
NAMES = sorted({path.name.partition(".")[0] for path in FIXTURES.iterdir()} - {"sound"})
GRAPH = ox.NamedNode("https://example.org/graph")


def blocks(name: str) -> tuple[Block, ...]:
    path = FIXTURES / name
    return read_blocks(path, name) if path.is_file() else ()


def ground(
    name: str, *, text: str = "", data: str = "", files: tuple[Path, ...] = (), tmp: Path | None = None
) -> Ground:
    """The sound vocabulary and graph with a fixture on top of them, or with what a test writes."""
    said, rows = (
        [*blocks("sound.ttl"), *blocks(f"{name}.ttl")],
        [*blocks("sound.data.ttl"), *blocks(f"{name}.data.ttl")],
    )
    for more, where in ((text, said), (data, rows)):
        if more:
            assert tmp is not None
            path = tmp / "more.ttl"
            path.write_text("".join(f"@prefix {p}: <{s}> . " for p, s in SPACES.items()) + more, "utf-8")
            where.extend(read_blocks(path, "more.ttl"))
    quads = [ox.Quad(t.subject, t.predicate, t.object, GRAPH) for block in rows for t in block.triples]
    places = {block.subject: block.place for block in rows}
    return ground_of(Ontology(tuple(said)), quads, files, places, prefixes("https://example.org/data/"))


KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")
MATCHES = list(combinations([f"{name}Match" for name in ("exact", "close", "broad", "narrow", "related")], 2))
TEXTS = ("rdfs:label", "skos:definition", "skos:example", "skos:scopeNote", "rdfs:comment")
HEADS = ("dcterms:title", "dcterms:description", "dcterms:license", "owl:versionIRI")
LOCK = "ex:Lock a owl:Class ; rdfs:isDefinedBy ex:harbours ;"
SPACES = {
    "pg": PG,
    "ex": "https://example.org/",
    "sssom": "https://w3id.org/sssom/",
    **{name: prefixes("")[name] for name in ("rdfs", "owl", "skos", "dcterms")},
}


def named(name: str) -> Check:
    return next(check for check in checks() if check.path.stem == name)


def found(over: Ground) -> dict[str, list[Fault]]:
    """What each check finds, by its name; those that find nothing left out."""
    return {check.path.stem: rows for check in checks() if (rows := list(findings(check, over)))}


def wrong_place(name: str) -> Place:
    """The line below the comment that says what is wrong."""
    places = [
        Place(path.name, line + 1)
        for path in (FIXTURES / f"{name}.ttl", FIXTURES / f"{name}.data.ttl")
        if path.is_file()
        for line, text in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if text.startswith("# wrong: ")
    ]
    assert len(places) == 1, f"the fixture of {name} says {len(places)} times what is wrong"
    return places[0]


def test_each_check_has_a_fixture_and_each_fixture_a_check() -> None:
    assert [check.path.stem for check in checks()] == NAMES


def test_what_is_sound_is_not_frowned_at() -> None:
    assert found(ground("sound")) == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_fixture_makes_its_own_check_return_one_row_with_its_place(name: str) -> None:
    rows = found(ground(name))
    assert list(rows) == [name]
    assert [fault.place for fault in rows[name]] == [wrong_place(name)]


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.path.stem)
def test_a_check_says_what_is_wrong_and_what_to_do_in_one_line_each(check: Check) -> None:
    lines = check.path.read_text("utf-8").splitlines()
    assert lines[0] == f"#+ summary: {check.found}"
    assert lines[1] == f"#+ mend: {check.mend}"
    assert "?term" in check.found or "?term" in check.mend
    assert not check.found.endswith(".")
    assert not check.mend.endswith(".")
    assert max(map(len, lines)) <= 119


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.path.stem)
def test_a_check_speaks_only_of_terms_that_are_declared(check: Check) -> None:
    ours = {iri for iri in mentions(check.path) if iri.startswith(PG)}
    assert ours - read_ontology().places.keys() == set()


@pytest.mark.parametrize(
    ("name", "text", "data"),
    [
        (
            "cycle-of-classes",
            "ex:A a owl:Class ; rdfs:subClassOf ex:B . ex:B a owl:Class ; rdfs:subClassOf ex:A .",
            "",
        ),
        (
            "cycle-of-properties",
            "ex:a rdfs:subPropertyOf ex:b . ex:b rdfs:subPropertyOf ex:a .",
            "",
        ),
        ("cycle-of-elements", "", "ex:a pg:broader ex:b . ex:b pg:broader ex:a ."),
        ("cycle-of-replacements", "", "ex:a dcterms:isReplacedBy ex:b . ex:b dcterms:isReplacedBy ex:a ."),
    ],
)
def test_all_who_stand_in_a_circle_are_told(name: str, text: str, data: str, tmp_path: Path) -> None:
    over = ground("sound", text=text, data=data, tmp=tmp_path)
    assert len(list(findings(named(name), over))) == 2


@pytest.mark.parametrize(
    ("name", "text", "data", "told"),
    [
        (
            "retyping",
            "ex:Pilot a owl:Class . ex:steers a owl:ObjectProperty ; rdfs:domain ex:Pilot .",
            "ex:plan a pg:Element ; ex:steers ex:boat .",
            "domain",
        ),
        (
            "retyping",
            "ex:Pilot a owl:Class . ex:guides a owl:ObjectProperty ; rdfs:domain ex:Pilot . "
            "ex:steers a owl:ObjectProperty ; rdfs:subPropertyOf ex:guides .",
            "ex:plan a pg:Element ; ex:steers ex:boat .",
            "domain",
        ),
        ("two-kinds", "ex:Pilot a owl:Class , owl:NamedIndividual .", "", "owl:NamedIndividual"),
        ("class-as-individual", "ex:Pilot a owl:Class , pg:LinkageType .", "", "rdf:type"),
        ("class-as-individual", "ex:Pilot a owl:Class .", "ex:boat pg:linkedTo ex:Pilot .", "pg:linkedTo"),
        ("symmetry-differs", "ex:type-x pg:shortcut pg:moors ; pg:symmetric true .", "", "change places"),
        (
            "deprecated-term-used",
            "ex:Pilot a owl:Class ; owl:deprecated true . ex:p rdfs:range ex:Pilot .",
            "",
            "deprecated",
        ),
        ("undeclared-term", "", "ex:boat pg:steeredBy ex:pilot .", "pg:steeredBy"),
        ("undeclared-foreign-term", "", "ex:boat a ex:Boat .", "ex"),
        ("undeclared-foreign-term", "ex:tug a ex:Boat .", "", "ex"),
        ("undeclared-term", 'ex:tug pg:tows "barges" .', "", "pg:tows"),
        ("undeclared-term", "", "ex:boat a pg:Boat .", "pg:Boat"),
        ("deprecated-term-used", "ex:tows owl:deprecated true . ex:tug ex:tows ex:barge .", "", "ex"),
        ("deprecated-term-used", "ex:Boat owl:deprecated true .", "ex:tug a ex:Boat .", "ex"),
        ("duplicate-label", 'ex:x a pg:LinkageType ; rdfs:label "moors"@en .', "", "moors"),
        ("repeated-words", 'ex:x skos:example "The eel weir."@en .', "", "eel weir"),
        ("unused-term", "ex:tows a owl:ObjectProperty ; rdfs:isDefinedBy ex:harbours .", "", "ex"),
        ("unused-term", "ex:remark a owl:AnnotationProperty ; rdfs:isDefinedBy ex:harbours .", "", "ex"),
        *[("no-home", f"pg:Lock a owl:{kind} .", "", "pg:Lock") for kind in KINDS],
        *[("two-kinds", f"ex:x a owl:{one} , owl:{other} .", "", one) for one, other in combinations(KINDS, 2)],
        *[("mapped-twice", "", f"ex:x skos:{one} ex:t ; skos:{other} ex:t .", one) for one, other in MATCHES],
        *[
            ("mixed-hierarchy", f"ex:x a owl:{one} ; rdfs:subPropertyOf ex:y . ex:y a owl:{other} .", "", "ex")
            for one, other in permutations(KINDS[1:4], 2)
        ],
        *[("untagged-text", f'ex:x {property_} "text" .', "", "text") for property_ in TEXTS],
        *[("untidy-text", f'ex:x {property_} "a  text"@en .', "", "a  text") for property_ in (*TEXTS, *HEADS[:2])],
        *[("untidy-text", "", f'ex:x skos:{kind}Label "a  name"@en .', "a  name") for kind in ("alt", "hidden")],
        *[
            (
                "incomplete-header",
                f"ex:o a owl:Ontology ; {' ; '.join(f'{h} ex:h' for h in HEADS if h != head)} .",
                "",
                head,
            )
            for head in HEADS
        ],
        ("untidy-text", "", 'ex:boat skos:prefLabel "pilot boat "@en .', "'pilot boat '"),
        ("untagged-text", 'pg:moors skos:scopeNote "Two\\nlines.".', "", "'Two\\nlines.'"),
        ("several-labels", 'pg:moors skos:definition "Holds."@en .', "", "in en"),
        ("no-home", "pg:Lock a owl:Class ; rdfs:isDefinedBy ex:nowhere .", "", "pg:Lock"),
        ("several-domains", "ex:A a owl:Class . ex:B a owl:Class . ex:p rdfs:range ex:A , ex:B .", "", "range"),
        ("missing-example", 'ex:Lock rdfs:isDefinedBy ex:harbours ; skos:example "Celle de Ferrow."@fr .', "", "ex"),
        ("orphan-class", f"{LOCK} rdfs:subClassOf [ a owl:Class ; owl:unionOf ( pg:Element ) ] .", "", "ex"),
        ("orphan-class", f"{LOCK} rdfs:subClassOf ex:Lock .", "", "ex"),
        ("unused-term", f"{LOCK} . [] a owl:AllDisjointClasses ; owl:members ( ex:Lock pg:Element ) .", "", "ex"),
    ],
)
def test_the_other_ways_of_being_wrong_are_seen_too(
    name: str, text: str, data: str, told: str, tmp_path: Path
) -> None:
    over = ground("sound", text=text, data=data, tmp=tmp_path)
    assert [told in fault.found for fault in findings(named(name), over)] == [True]


@pytest.mark.parametrize(
    ("name", "text", "data"),
    [
        (
            "several-domains",
            "ex:A a owl:Class . ex:B a owl:Class ; rdfs:subClassOf ex:A . ex:p rdfs:range ex:A , ex:B .",
            "",
        ),
        (
            "retyping",
            "ex:Pilot a owl:Class . ex:p rdfs:range ex:Pilot . ex:Chief rdfs:subClassOf ex:Pilot .",
            "ex:boat ex:p ex:a . ex:a a ex:Chief .",
        ),
        ("retyping", "ex:Pilot a owl:Class . ex:p rdfs:range ex:Pilot . ex:ann a ex:Pilot .", "ex:boat ex:p ex:ann ."),
        (
            "retyping",
            "ex:p rdfs:range [ a owl:Class ; owl:unionOf ( pg:Element pg:LinkageType ) ] .",
            "ex:boat ex:p ex:a .",
        ),
        ("retyping", "ex:p rdfs:domain [ a owl:Class ; owl:complementOf pg:LinkageType ] .", "ex:boat ex:p ex:a ."),
        (
            "several-domains",
            "ex:A a owl:Class ; rdfs:subClassOf ex:B . ex:B a owl:Class . ex:p rdfs:domain ex:A , ex:B .",
            "",
        ),
        ("element-without-mapping", "", "ex:a a pg:Element ; skos:narrowMatch ex:t ."),
        ("mapped-twice", "", "ex:a skos:exactMatch sssom:NoTermFound ; skos:closeMatch sssom:NoTermFound ."),
        (
            "shared-counterpart",
            "",
            "ex:a skos:exactMatch sssom:NoTermFound . ex:b skos:exactMatch sssom:NoTermFound .",
        ),
        ("redundant-superclass", "ex:A rdfs:subClassOf ex:A , ex:B . ex:B rdfs:subClassOf ex:A .", ""),
        ("undeclared-term", "", 'ex:a ex:note "https://w3id.org/policygraph/ontology#Lock" .'),
        ("unused-term", f"{LOCK} . ex:Water owl:equivalentClass [ owl:unionOf ( ex:Lock ex:Sea ) ] .", ""),
        ("unused-term", f"{LOCK} owl:equivalentClass ex:Sluice .", ""),
        ("missing-example", "ex:p rdfs:isDefinedBy ex:harbours . [] owl:onProperty ex:p ; owl:hasSelf true .", ""),
        (
            "circular-definition",
            f'{LOCK} rdfs:label "lock"@en ; skos:definition "A basin whose gates lock."@en , "Un lock."@fr .',
            "",
        ),
        ("given-up-element-used", "", "ex:a pg:broader ex:b . ex:a dcterms:isReplacedBy ex:c ."),
        ("duplicate-label", 'ex:x a pg:LinkageType ; rdfs:label "ropes and chains"@en .', ""),
    ],
)
def test_what_only_looks_wrong_is_left_alone(name: str, text: str, data: str, tmp_path: Path) -> None:
    assert list(findings(named(name), ground("sound", text=text, data=data, tmp=tmp_path))) == []


def test_a_term_that_only_a_question_misspells_is_told_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "which-locks.rq"
    path.write_text(
        f"# pg:Nothing\nPREFIX pg: <{PG}>\nSELECT * {{ ?a a pg:Element ;\n  pg:mors ?b . FILTER(?b != 'pg:no') }}\n",
        "utf-8",
    )
    (fault,) = found(ground("sound", files=(path,)))["undeclared-term"]
    assert str(fault) == (
        f"{path.as_posix()}:4:3: pg:mors is used and nowhere declared; declare it in the ontology, or mend its name"
    )


def test_a_term_that_only_a_question_uses_is_used(tmp_path: Path) -> None:
    path = tmp_path / "which-locks.rq"
    path.write_text("PREFIX ex: <https://example.org/>\nSELECT * { ?a a ex:Lock }\n", "utf-8")
    assert found(ground("unused-term", files=(path,))) == {}


@pytest.mark.parametrize("path", sorted((PROJECT / "ontology").rglob("*.ttl")), ids=lambda path: path.name)
def test_what_is_read_by_its_letters_is_what_the_parser_reads(path: Path) -> None:
    nodes = {node for triple in triples_of(read_blocks(path)) for node in triple if isinstance(node, ox.NamedNode)}
    unwritten = {RDF + "type", RDF + "first", RDF + "rest", RDF + "nil"}  # `a` and brackets
    assert {node.value for node in nodes} - unwritten == mentions(path).keys() - unwritten


def test_an_unknown_prefix_in_a_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "which-locks.rq"
    path.write_text("SELECT * {\n  ?a a pg:Lock }\n", "utf-8")
    with pytest.raises(PolicygraphError, match=r"which-locks\.rq:2:8: the prefix pg: is not known; add a line PREFIX"):
        mentions(path)


def test_a_broken_turtle_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text("@prefix a: <https://example.org/> .\na:b a:c a:d\na:e a:f a:g .\n", "utf-8")
    with pytest.raises(PolicygraphError, match=r"shapes\.ttl:3:\d+: not Turtle"):
        mentions(path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT ?term { ?term a ?x }", "a check begins with #\\+ summary:"),
        (
            "#+ summary: ?term is wrong\n#+ mend: mend it\n#+ severity: grave\nSELECT ?term { ?term a ?x }",
            "a check begins",
        ),
        ("#+ summary: ?term is wrong\n#+ mend: mend it\n#+ mood: bad\nSELECT ?term { ?term a ?x }", "not understood"),
        ("#+ summary: ?term is ?bad\n#+ mend: mend it\nSELECT ?term { ?term a ?x }", r"does not select \?bad"),
        ("#+ summary: it is wrong\n#+ mend: mend it\nSELECT ?x { ?term a ?x }", r"does not select \?term"),
        ("#+ summary: ?term is wrong\n#+ mend: mend it\nASK { ?term a ?x }", r"does not select \?term"),
        (
            "#+ summary: ?term is wrong\n#+ mend: mend it\nSELECT ?term { ?term a no:x }",
            r"bad\.rq:3:\d+: .*prefix no:",
        ),
        ("#+ summary: ?term is wrong\n#+ mend: mend it\nSELECT ?term {\n ?term a }", r"bad\.rq:4:\d+: not SPARQL"),
    ],
)
def test_a_check_that_is_not_understood_is_told_plainly(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.rq"
    path.write_text(text, "utf-8")
    with pytest.raises(PolicygraphError, match=rf"bad\.rq.*{told}" if "bad" not in told else told):
        list(findings(read_check(path), ground("sound")))


@pytest.mark.parametrize("corpus", [None, WORLD], ids=["shipped", "world"])
def test_the_shipped_vocabulary_and_corpora_have_no_faults(corpus: Path | None) -> None:
    faults = lint(corpus)
    assert [str(fault) for fault in blocking(faults)] == []
    assert faults == lint(corpus)
    for fault in faults:
        line = Path(fault.place.file).read_text("utf-8").splitlines()[fault.place.line - 1]
        name = re.search(r"[\w-]+:([\w-]+)", fault.found)
        assert name is not None
        assert name[1] in line, f"{fault} is not told in its line"


def test_lint_asks_a_sound_corpus_only(spoil: Break) -> None:
    with pytest.raises(CorpusError, match="no element type is called"):
        lint(spoil("elements.csv", "tide-fund,FundingProgramme,", "tide-fund,Fundd,"))


def test_an_element_that_has_no_counterpart_is_told_at_its_row_until_somebody_has_looked(world: Corpus) -> None:
    def told(corpus: Corpus) -> set[str]:
        graph = run(corpus).graph
        quads = list(quads_beside(corpus, graph))
        over = ground_of(read_ontology(), quads, (), places_of_rows(corpus), graph.prefixes)
        return {str(fault.place) for fault in findings(named("element-without-mapping"), over)}

    row = next(element for element in world.elements if element.id == "winter-gap")
    assert str(row.at("id")) in told(world)
    looked = replace(world.mappings[0], element="winter-gap", target="https://w3id.org/sssom/NoTermFound")
    after = replace(world, mappings=(*world.mappings, looked))
    assert told(world) - told(after) == {str(row.at("id"))}
    triple = (ox.NamedNode(f"{world.base}element/winter-gap"), ox.NamedNode("https://w3id.org/sssom/NoTermFound"))
    beside = [quad for quad in quads_beside(after, run(world).graph) if (quad.subject, quad.object) == triple]
    assert [str(quad.graph_name) for quad in beside] == ["<https://w3id.org/policygraph/lint>"]


def test_what_a_corpus_of_ones_own_does_not_use_is_no_news_if_the_shipped_one_does(world: Corpus) -> None:
    graph = run(world).graph
    alone = [quad for quad in graph.quads() if str(quad.graph_name) != "<https://w3id.org/policygraph/ontology>"]
    rest = [path for path in users() if path.name != "typical-ends.ttl"]

    def unused(quads: list[ox.Quad]) -> str:
        over = ground_of(read_ontology(), quads, rest, {}, graph.prefixes)
        return " ".join(fault.found for fault in findings(named("unused-individual"), over))

    assert "type:leverages" in unused(alone)
    assert "type:leverages" not in unused(list(quads_beside(world, graph)))


def test_the_users_of_terms_are_the_questions_rules_and_shapes_and_not_the_vocabulary() -> None:
    names = {path.name for path in users()}
    assert {"which-links-are-found-missing.rq", "status-links.ru", "shapes.ttl", "typical-ends.ttl"} <= names
    assert names & {"policygraph.ttl", "axioms.ttl", "missing-label.rq"} == set()
