"""The alignments: sound tables, fresh Turtle, and terms that exist where they are said to be."""

from pathlib import Path
from types import ModuleType

import owlready2
import pyoxigraph as ox
import pytest

from places import HERE, PROJECT, script
from policygraph.alignment_rows import LOGICAL, NO_TERM, our_terms
from policygraph.alignments import Alignment, alignment_file, alignment_turtle, alignments, read_alignment
from policygraph.blocks import ox_triples
from policygraph.faults import PolicygraphError
from policygraph.ontology import read_ontology
from policygraph.rdf import serialized
from policygraph.reasoner import INSTALL, is_consistent, outside_the_profile, reasoner_here
from policygraph.sssom import called, expand, read_sssom
from policygraph.vocabulary import ONTOLOGY, PG, RDFS, SKOS, vocabulary

NAMES = ("cito", "cpov", "eli", "eurio", "frapo", "oa", "org", "prov", "schema", "skos")
BROKEN = HERE / "alignments"
SHARED = PROJECT.parent / "shared" / "data" / "ontologies"  # beside the project, and no part of it
TURTLE = PROJECT / "docs" / "reference" / "alignments"
OWL = "http://www.w3.org/2002/07/owl#"

HEADER = """\
#curie_map:
#  pg: https://w3id.org/policygraph/ontology#
#  policygraph: https://w3id.org/policygraph/
#  prov: http://www.w3.org/ns/prov#
#  w3: http://www.w3.org/ns/
#mapping_set_id: https://w3id.org/policygraph/alignment/prov
#mapping_set_version: "0.2.0"
#mapping_set_title: A small table
#license: https://creativecommons.org/licenses/by/4.0/
#subject_source: policygraph:ontology
#object_source: w3:prov-o#
#object_source_version: "2013-04-30"
"""
COLUMNS = "subject_id subject_label predicate_id object_id object_label mapping_justification mapping_date comment"
ROW = "pg:Actor|actor|rdfs:subClassOf|prov:Agent|Agent|semapv:ManualMappingCuration|2026-11-24|Actors act."
NONE = f"pg:Linkage|linkage|skos:exactMatch|{NO_TERM}||semapv:ManualMappingCuration|2026-11-24|No such thing."
FIRST = HEADER.count("\n") + 2  # the line of the first row


def tables() -> dict[str, Alignment]:
    return {name: read_alignment(alignment_file(name)) for name in alignments()}


def tabbed(*rows: str) -> str:
    return "".join(row.replace("|", "\t") + "\n" for row in rows)


def written(folder: Path, *rows: str, header: str = HEADER, columns: str = COLUMNS.replace(" ", "|")) -> Path:
    """A small table with those rows, bars for tabs."""
    path = folder / "prov.sssom.tsv"
    path.write_text(header + tabbed(columns, *rows), "utf-8")
    return path


def turtle_triples(name: str) -> list[ox.Triple]:
    return ox_triples((TURTLE / f"{name}.ttl").read_text("utf-8"))


def without_headers(triples: list[ox.Triple]) -> list[ox.Triple]:
    """Several ontologies as one: only the header of the vocabulary is kept."""
    headers = {triple.subject for triple in triples if triple.object == ox.NamedNode(OWL + "Ontology")}
    return [t for t in triples if t.subject not in headers or t.subject == ox.NamedNode(ONTOLOGY)]


# The tables as they are


def test_there_is_a_table_for_each_vocabulary() -> None:
    assert alignments() == NAMES
    for name in NAMES:
        assert f"| `{name}` |" in (alignment_file(name).parent / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_sound(name: str) -> None:
    table = read_alignment(alignment_file(name))
    assert [str(fault) for fault in table.faults] == []
    assert table.mapped
    assert all(table.iri(row.subject_id) in our_terms() for row in table.rows)
    assert all(row.comment for row in table.rows)


def test_every_main_class_was_looked_for_somewhere() -> None:
    looked_for = {table.iri(row.subject_id) for table in tables().values() for row in table.rows}
    main = {PG + name for name in {*vocabulary().element_types.values()}}
    apart = {PG + name for name in ("Element", "Linkage", "Statement", "Evidence", "Passage", "SourceDocument")}
    assert {name.removeprefix(PG) for name in (main | apart) - looked_for} == set()


def test_every_linkage_type_was_looked_for_somewhere() -> None:
    looked_for = {table.iri(row.subject_id) for table in tables().values() for row in table.rows}
    assert [name for name in vocabulary().names("linkage_type") if PG + name not in looked_for] == []


def test_every_table_that_could_know_statements_and_linkages_says_so() -> None:
    for name, table in tables().items():
        if name not in ("cpov", "frapo"):  # organisations, and money: nobody looks for utterances there
            assert {"pg:Statement", "pg:Linkage"} <= {row.subject_id for row in table.rows}, name


def test_what_a_document_says_never_becomes_a_fact_in_the_words_of_others() -> None:
    shortcuts = {PG + name for name in vocabulary().names("linkage_type")}
    inverse = ox.NamedNode(OWL + "inverseOf")
    shortcuts |= {str(t.subject)[1:-1] for t in vocabulary().triples if t.predicate == inverse}
    for table in tables().values():
        for row in table.mapped:
            assert not (row.predicate_id in LOGICAL and table.iri(row.subject_id) in shortcuts), row.at("subject_id")


def test_the_axioms_that_the_vocabulary_once_had_are_here() -> None:
    axioms = {
        (row.subject_id, row.object_id)
        for table in tables().values()
        for row in table.mapped
        if row.predicate_id == "rdfs:subClassOf"
    }
    assert axioms == {
        ("pg:Actor", "prov:Agent"),
        ("pg:SourceDocument", "prov:Entity"),
        ("pg:Institution", "org:Organization"),
        ("pg:Concept", "skos:Concept"),
        ("pg:Evidence", "oa:ResourceSelection"),
    }


# The Turtle


def test_the_turtle_is_fresh() -> None:
    files = script("write_alignments").files()
    assert sorted(path.name for path in TURTLE.iterdir()) == sorted(files)
    for name, text in files.items():
        assert (TURTLE / name).read_text("utf-8") == text, f"run scripts/write_alignments.py: {name} is stale"


@pytest.mark.parametrize("name", NAMES)
def test_the_turtle_says_what_the_table_says(name: str) -> None:
    table = read_alignment(alignment_file(name))
    triples = turtle_triples(name)
    said = {
        (str(t.subject)[1:-1], t.predicate.value, str(t.object)[1:-1])
        for t in triples
        if t.predicate.value.startswith(SKOS) or t.predicate.value.startswith(RDFS)
    }
    assert said == {
        (table.iri(row.subject_id), table.iri(row.predicate_id), table.iri(row.object_id)) for row in table.mapped
    }
    identity = ox.NamedNode(f"https://w3id.org/policygraph/alignment/{name}")
    assert [t for t in triples if t.object == ox.NamedNode(OWL + "Ontology")] == [
        ox.Triple(
            identity, ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), ox.NamedNode(OWL + "Ontology")
        )
    ]
    without = len(table.rows) - len(table.mapped)
    assert f"nothing was found: {without};" in (TURTLE / f"{name}.ttl").read_text("utf-8")


def test_the_vocabulary_depends_on_no_alignment() -> None:
    spaces = {table.namespace for table in tables().values()} - {SKOS, "http://www.w3.org/ns/oa#"}
    used = {str(part) for triple in vocabulary().triples for part in (triple.predicate, triple.object)}
    assert [part for part in used if part.startswith(tuple(f"<{space}" for space in spaces))] == []


def test_owlready2_opens_the_vocabulary_with_all_alignments(tmp_path: Path) -> None:
    world = owlready2.World()
    for name in ("policygraph", *NAMES):
        triples = vocabulary().triples if name == "policygraph" else turtle_triples(name)
        path = tmp_path / f"{name}.nt"
        path.write_bytes(serialized(triples, ox.RdfFormat.N_TRIPLES))
        world.get_ontology(path.as_uri()).load()
    for ours, theirs in (
        ("MemberState", "http://www.w3.org/ns/prov#Agent"),
        ("Institution", "http://www.w3.org/ns/org#Organization"),
        ("Technology", SKOS + "Concept"),
        ("Evidence", "http://www.w3.org/ns/oa#ResourceSelection"),
    ):
        assert world[theirs] in world[PG + ours].ancestors()
    assert world["http://www.w3.org/ns/org#Organization"] not in world[PG + "Region"].ancestors()


def test_the_vocabulary_with_all_alignments_is_owl_2_dl_and_consistent() -> None:
    if not reasoner_here():
        pytest.skip(INSTALL)
    theirs = [triple for name in NAMES for triple in turtle_triples(name)]
    together = without_headers([*read_ontology().triples, *theirs])
    assert outside_the_profile(together) == []
    assert is_consistent(together)
    undeclared = [triple for triple in theirs if triple.object != ox.NamedNode(OWL + "AnnotationProperty")]
    assert outside_the_profile(undeclared)  # the check would tell


# What is wrong with a table


def told(path: Path) -> list[str]:
    return [str(fault).removeprefix(f"{called(path)}:") for fault in read_alignment(path).faults]


def test_a_small_table_that_is_right_has_no_faults(tmp_path: Path) -> None:
    table = read_alignment(written(tmp_path, ROW, NONE))
    assert table.faults == ()
    assert [row.object_id for row in table.rows] == ["prov:Agent", NO_TERM]
    assert table.namespace == "http://www.w3.org/ns/prov#"
    assert "pg:Linkage" not in alignment_turtle(table)


@pytest.mark.parametrize(
    ("old", "new", "column", "found"),
    [
        ("pg:Actor", "gp:Actor", 1, "'gp:Actor' has no known prefix"),
        ("pg:Actor", "", 1, "the cell 'subject_id' is empty"),
        ("prov:Agent", "", 32, "the cell 'object_id' is empty"),
        ("rdfs:subClassOf", "", 16, "the cell 'predicate_id' is empty"),
        ("pg:Actor", "Actor", 1, "'Actor' has no known prefix"),
        ("pg:Actor", "pg:Acter", 1, "'pg:Acter' is no term of ours"),
        ("pg:Actor", "prov:Agent", 1, "'prov:Agent' is no term of ours"),
        ("|actor|", "|agent|", 10, "the label is 'agent'; write actor"),
        ("rdfs:subClassOf", "rdfs:seeAlso", 16, "the predicate 'rdfs:seeAlso' is not allowed"),
        ("rdfs:subClassOf", "rdfs:subPropertyOf", 16, "rdfs:subPropertyOf stands between terms of another kind"),
        ("prov:Agent", "skos:Concept", 32, "'skos:Concept' is no term of prov"),
        ("|Agent|", "||", 43, "the label is empty"),
        ("semapv:ManualMappingCuration", "", 49, "the cell 'mapping_justification' is empty"),
        ("semapv:ManualMappingCuration", "skos:note", 49, "the justification 'skos:note' is no term of SEMAPV"),
        ("2026-11-24", "2026-11-31", 78, "'2026-11-31' is no day"),
        ("2026-11-24", "2026-11", 78, "'2026-11' is no day"),
        ("|Actors act.", "|", 89, "the comment is empty"),
        ("|Actors act.", "", 1, "7 cells where the header has 8; a tab too many or too few"),
        ("Actors act.", 'Actors "act".', 89, "a quotation mark opens here"),
    ],
)
def test_a_cell_that_is_wrong_is_told_with_line_and_column(
    tmp_path: Path, old: str, new: str, column: int, found: str
) -> None:
    assert ROW.count(old) == 1
    path = written(tmp_path, NONE, ROW.replace(old, new))
    faults = told(path)
    assert any(fault.startswith(f"{FIRST + 1}:{column}: ") and found in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("skos:exactMatch", "skos:relatedMatch", "skos:relatedMatch to no term; write skos:exactMatch beside it"),
        (f"{NO_TERM}|", f"{NO_TERM}|Thing", "no term has the label 'Thing'"),
        ("No such thing.", "", "the comment is empty"),
    ],
)
def test_no_term_is_said_in_one_way_only(tmp_path: Path, old: str, new: str, found: str) -> None:
    faults = told(written(tmp_path, ROW, NONE.replace(old, new)))
    assert len(faults) == 1
    assert faults[0].startswith(f"{FIRST + 1}:")
    assert found in faults[0]


def test_rows_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    twice = ROW.replace("rdfs:subClassOf", "skos:closeMatch")
    assert told(written(tmp_path, ROW, twice)) == [
        f"{FIRST + 1}:1: pg:Actor and prov:Agent stand in line {FIRST} already; "
        "keep one of the two rows: the one that says no more than is true"
    ]
    absent = NONE.replace("pg:Linkage|linkage", "pg:Actor|actor")
    assert told(written(tmp_path, absent, ROW)) == [
        f"{FIRST}:32: no term is said to be found for pg:Actor, and line {FIRST + 1} has one; "
        "take out one of the two rows"
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "found"),
    [
        ("#curie_map:\n", "", 1, "curie_map is missing"),
        ("#mapping_set_id: https", "#mapping_set_id:https", 6, "is not understood"),
        ("alignment/prov", "alignment/skos", 6, "write https://w3id.org/policygraph/alignment/prov"),
        ('"0.2.0"', "draft <2>", 7, "the version 'draft <2>' cannot end an address"),
        ('"0.2.0"', "0.2.0", 7, "YAML does not read '0.2.0' as a text"),
        ('"2013-04-30"', "2013-04-30", 12, "YAML does not read '2013-04-30' as a text"),
        ("A small table", "Small: a table", 8, "YAML does not read 'Small: a table' as a text"),
        ("#mapping_set_title", "#mapping_set_tittle", 8, "the header has no key 'mapping_set_tittle'"),
        ("#mapping_set_title: A small table\n", "", 1, "mapping_set_title is missing"),
        ("A small table", "", 8, "mapping_set_title is empty"),
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0", 9, "license 'CC-BY-4.0' is no address"),
        ("w3:prov-o#", "www:prov-o#", 11, "object_source 'www:prov-o#' has no known prefix"),
        ("#  prov: http://www.w3.org/ns/prov#\n", "", 1, "the prefix 'prov' is not declared"),
        ("policygraph/ontology#", "policygraph/ontologie#", 2, "write https://w3id.org/policygraph/ontology#"),
        ("#  w3: http", "#  skos: https://example.org/\n#  w3: http", 5, "skos stands for https://example.org/ here"),
        ("#  w3: http", "#  w3: <http", 5, "'<http://www.w3.org/ns/' is no address"),
        ("#  w3: http", "#  pg: https://example.org/\n#  w3: http", 5, "'pg' stands in line 2 already"),
    ],
)
def test_a_header_that_is_wrong_is_told(tmp_path: Path, old: str, new: str, line: int, found: str) -> None:
    assert HEADER.count(old) == 1
    faults = told(written(tmp_path, ROW, header=HEADER.replace(old, new)))
    assert any(fault.startswith(f"{line}:") and found in fault for fault in faults), faults


def test_columns_are_held_against_what_is_expected(tmp_path: Path) -> None:
    faults = told(written(tmp_path, columns=COLUMNS.replace(" ", "|").replace("object_label", "object_lable")))
    assert [fault.split(": ")[1].split(";")[0] for fault in faults] == [
        "the column 'object_label' is missing",
        "no column is called 'object_lable' here",
    ]
    assert [fault.split(":")[0] for fault in faults] == [str(FIRST - 1)] * 2
    path = tmp_path / "prov.sssom.tsv"
    path.write_text(HEADER, "utf-8")
    assert told(path) == [
        f"{FIRST - 1}:1: there are no columns; write the header of the table: " + ", ".join(sorted(COLUMNS.split()))
    ]


def test_all_faults_are_told_at_once() -> None:
    path = BROKEN / "prov.sssom.tsv"
    faults = told(path)
    assert [fault.split(": ")[0] for fault in faults] == [
        "1:1", "8:2", "14:1", "15:16", "16:36", "16:80", "17:1", "18:32"
    ]  # fmt: skip
    with pytest.raises(PolicygraphError, match=r"prov\.sssom\.tsv:8:2: (?s:.*)prov\.sssom\.tsv:18:"):
        alignment_turtle(read_alignment(path))


def test_a_file_that_is_no_utf_8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "prov.sssom.tsv"
    path.write_bytes(HEADER.replace("small", "petité").encode("latin-1"))
    assert "byte 0xe9 is not UTF-8" in told(path)[0]
    assert read_sssom(path, frozenset(), frozenset()).records == ()


def test_an_alignment_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(PolicygraphError, match=r"no alignment with 'wikidata' in .*: there are cito, cpov, eli"):
        alignment_file("wikidata")


def test_a_short_form_is_written_out_only_if_its_prefix_is_known() -> None:
    assert expand("ex:a_b", {"ex": "https://example.org/"}) == "https://example.org/a_b"
    assert expand("ex:a", {}) is None
    assert expand("ex:", {"ex": "https://example.org/"}) is None
    assert expand("https://example.org/a", {"https": "https:"}) is None


# Against the vocabularies themselves

PROV = """\
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
prov:Agent a owl:Class ; rdfs:label "Agent" .
prov:influencer a owl:ObjectProperty ; rdfs:label "influencer" .
prov:value a owl:DatatypeProperty ; rdfs:label "value" .
prov:Old a owl:Class ; rdfs:label "Old" ; owl:deprecated true .
"""


@pytest.fixture(scope="module")
def checker() -> ModuleType:
    return script("check_alignments")


@pytest.fixture
def prov(tmp_path: Path) -> Path:
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "prov.ttl").write_text(PROV, "utf-8")
    return folder


def checked(checker: ModuleType, theirs: Path, path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = checker.main(["--folder", str(theirs), "--tables", str(path.parent)])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_term_that_exists_passes(
    checker: ModuleType, prov: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = checked(checker, prov, written(tmp_path, ROW, NONE), capsys)
    assert (code, err) == (0, "")
    assert out == "1 tables: 1 mappings checked, 0 not checked\n"


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        (ROW.replace("prov:Agent", "prov:Agency"), 32, "prov:Agency does not exist in prov"),
        (ROW.replace("|Agent|", "|agent|"), 43, "the label is 'agent'; write Agent"),
        (
            ROW.replace("prov:Agent|Agent", "prov:influencer|influencer"),
            16,
            "prov:influencer is a property, and pg:Actor a class",
        ),
        (
            "pg:issuer|issuer|rdfs:subPropertyOf|prov:value|value|semapv:ManualMappingCuration|2026-11-24|A value.",
            18,
            "prov:value is not declared as an owl:ObjectProperty, and pg:issuer is one",
        ),
    ],
)  # fmt: skip
def test_a_term_that_is_not_what_the_table_says_fails(
    checker: ModuleType,
    prov: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    row: str,
    column: int,
    found: str,
) -> None:
    path = written(tmp_path, row)
    code, _, err = checked(checker, prov, path, capsys)
    assert code == 1
    assert err.startswith(f"{path.as_posix()}:{FIRST}:{column}: {found}")
    assert err.count("\n") == 1


def test_a_deprecated_term_is_listed(
    checker: ModuleType, prov: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, ROW.replace("prov:Agent|Agent", "prov:Old|Old"))
    code, out, _ = checked(checker, prov, path, capsys)
    assert code == 0
    assert f"{path.as_posix()}:{FIRST}:32: prov:Old is deprecated\n" in out


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "has no file prov.*"),
        ("<https://example.org/a> <https://example.org/b> 1 .\n", "says nothing of any term of http://www.w3.org/ns/prov#"),
        ("<https://example.org/a> <https://example.org/b>\n.", "prov.ttl:2:1: not RDF"),
    ],
)  # fmt: skip
def test_a_vocabulary_that_is_not_at_hand_is_listed(
    checker: ModuleType, prov: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, why: str
) -> None:
    (prov / "prov.ttl").unlink()
    if text is not None:
        (prov / "prov.ttl").write_text(text, "utf-8")
    code, out, _ = checked(checker, prov, written(tmp_path, ROW), capsys)
    assert code == 0
    assert "prov: not checked (1 mappings): " in out
    assert why in out
    assert out.endswith("1 tables: 0 mappings checked, 1 not checked\n")


def test_a_table_with_faults_fails_the_check(
    checker: ModuleType, prov: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = checked(checker, prov, written(tmp_path, ROW.replace("pg:Actor", "pg:Acter")), capsys)
    assert code == 1
    assert "is no term of ours" in err
    assert "prov: not checked: the table has faults" in out


def test_schema_org_is_held_against_the_list_of_rdflib(
    checker: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = alignment_file("schema").read_text("utf-8")
    assert text.count("schema:FundingScheme\t") == 1
    path = tmp_path / "schema.sssom.tsv"
    path.write_text(text.replace("schema:FundingScheme\t", "schema:FundingScheem\t"), "utf-8")
    code, out, err = checked(checker, tmp_path, path, capsys)
    assert code == 1
    assert "schema:FundingScheem does not exist in schema" in err
    assert "schema: names checked only" in out


def test_the_terms_of_all_tables_exist(checker: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    if not SHARED.is_dir():
        pytest.skip("the other vocabularies are not beside the project (../shared/data/ontologies): not held against")
    code = checker.main(["--folder", str(SHARED)])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    listed = [line.split(":")[0] for line in out.splitlines() if "not checked" in line]
    assert listed[:-1] == ["cpov"]  # the file of that name is a record about the Core Vocabularies, and holds no term
    assert "deprecated\n" not in out.replace("none deprecated\n", "")
