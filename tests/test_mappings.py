"""Mappings of elements: what can be wrong with them, how they are passed on, and whether their targets exist."""

import csv
import json
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from places import PROJECT, WORLD, Break, script
from policygraph import Graph, build, check
from policygraph.corpus import Corpus, read_corpus
from policygraph.mapping_table import COLUMNS, licence_address, sssom_table
from policygraph.rows import NO_TERM, MappingRow
from policygraph.sssom import BUILT_IN

CORPUS = PROJECT / "graph" / "corpus"
LISTS = PROJECT.parent / "shared" / "data"  # beside the project, and no part of it
THESAURUS = "https://example.org/thesaurus/"
EUROVOC = "http://eurovoc.europa.eu/"
AUTHORITY = "http://publications.europa.eu/resource/authority/"
LOOKED_IN = {  # besides EuroVoc, where a reader would look for an element of that type
    "Institution": AUTHORITY + "corporate-body/",
    "FundingProgramme": AUTHORITY + "eu-programme/",
    "FinancialInstrument": AUTHORITY + "eu-programme/",
    "MemberState": AUTHORITY + "country/",
    "Region": "http://data.europa.eu/nuts/code/",
}
GOLDEN = """\
#curie_map:
#  element: "https://example.org/harbours/element/"
#  graph: "https://example.org/harbours/graph/"
#  thesaurus: "https://example.org/thesaurus/"
#mapping_set_id: "https://example.org/harbours/mappings"
#mapping_set_version: "1"
#mapping_set_title: "The harbour regions: the elements in other vocabularies"
#license: "https://creativecommons.org/publicdomain/zero/1.0/"
#subject_source: "graph:elements"
subject_id|subject_label|predicate_id|object_id|mapping_justification|object_source|mapping_date|comment
element:apprenticeships|Apprenticeships|skos:exactMatch|sssom:NoTermFound|*|Training at a school is another thing.
element:boatbuilding|Boatbuilding|skos:closeMatch|thesaurus:shipbuilding|*|
element:silting|Silting|skos:exactMatch|thesaurus:silting|*|
element:tidal-power|Tidal power|skos:broadMatch|thesaurus:renewable-energy|*|
""".replace("*", "semapv:ManualMappingCuration|thesaurus:|2019-05-06").replace("|", "\t")


def told(corpus: Path) -> list[str]:
    """The faults, the folder left out of their places."""
    return [str(fault).removeprefix(f"{corpus.as_posix()}/") for fault in check(corpus)]


def mapped(world: Corpus, *rows: MappingRow) -> Corpus:
    """The invented world with other mappings."""
    return replace(world, mappings=rows)


def to(world: Corpus, target: str, source: str = "", comment: str = "") -> MappingRow:
    """A mapping of boatbuilding to some term."""
    row = next(row for row in world.mappings if row.element == "boatbuilding")
    return replace(row, target=target, source=source, comment=comment)


def read(text: str) -> tuple[dict[str, str], dict[str, str], list[dict[str, str]]]:
    """An SSSOM table as another tool reads it: the prefixes, what else the header says, the rows."""
    head = [line[1:] for line in text.splitlines() if line.startswith("#")]
    body = [line for line in text.splitlines(keepends=True) if not line.startswith("#")]
    pairs = [line.partition(": ") for line in head if line != "curie_map:"]
    prefixes = {key.strip(): json.loads(value) for key, _, value in pairs if key.startswith("  ")}
    values = {key: json.loads(value) for key, _, value in pairs if not key.startswith("  ")}
    return prefixes, values, list(csv.DictReader(body, delimiter="\t"))


def expanded(rows: Iterable[dict[str, str]], prefixes: dict[str, str]) -> list[str]:
    """The addresses of the objects."""
    parts = [row["object_id"].partition(":") for row in rows]
    return [{**BUILT_IN, **prefixes}[prefix] + name for prefix, _, name in parts]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("boatbuilding,", "boatbilding,", "3:1: no element is called 'boatbilding'; did you mean boatbuilding?"),
        ("closeMatch", "nearMatch", "3:14: no mapping predicate is called 'skos:nearMatch'; did you mean"),
        (f"{THESAURUS}silting", "silting", "4:25: 'silting' is no iri for 'target'; write a whole address, such as"),
        (
            f"{THESAURUS}silting",
            "http://w3id.org/sssom/NoTermFound",
            "4:25: http://w3id.org/sssom/NoTermFound is another address; write sssom:NoTermFound",
        ),
        (
            "silting,,semapv:Manual",
            "silting,,skos:Manual",
            "4:64: the justification 'skos:ManualMappingCuration' is no term of SEMAPV; write semapv:Manual",
        ),
        (
            "silting,,semapv:ManualMappingCuration,2019-05-06",
            "silting,,semapv:ManualMappingCuration,2019-05",
            "4:93: '2019-05' is no day; write it as 2026-11-24",
        ),
        (
            "silting,,",
            "silting,https://example.org/words/,",
            f"4:63: {THESAURUS}silting does not begin with https://example.org/words/; name the vocabulary of the",
        ),
        (
            "silting,,",
            "silting,https://example.org/thesaurus,",
            "4:63: 'https://example.org/thesaurus' does not end where a name begins; write what the addresses",
        ),
        (
            "silting,,",
            "silting,thesaurus,",
            "4:63: 'thesaurus' is no iri for 'source'; write a whole address",
        ),
        (
            f"NoTermFound,{THESAURUS},",
            "NoTermFound,,",
            "2:51: no term is said to be found, and not where one looked; name the vocabulary",
        ),
        (
            "exactMatch,sssom",
            "broadMatch,sssom",
            "2:17: skos:broadMatch to no term; write skos:exactMatch beside it",
        ),
        (
            "apprenticeships,",
            "silting,",
            f"2:25: {THESAURUS} is said to have no term for silting, and line 4 names one; take out one of the two",
        ),
        (
            f"tidal-power,skos:broadMatch,{THESAURUS}renewable-energy",
            f"silting,skos:broadMatch,{THESAURUS}silting",
            f"5:1: silting and {THESAURUS}silting stand in line 4 already; keep one of the two rows",
        ),
        (
            f"silting,skos:exactMatch,{THESAURUS}silting,",
            f"apprenticeships,skos:exactMatch,{NO_TERM[1]},{THESAURUS}",
            f"4:1: apprenticeships and {NO_TERM[1]} in {THESAURUS} stand in line 2 already; keep one",
        ),
    ],
)
def test_a_fault_in_a_mapping_is_told_where_it_stands_and_alone(
    spoil: Break, old: str, new: str, message: str
) -> None:
    found = told(spoil("mappings.csv", old, new))
    assert len(found) == 1
    assert found[0].startswith(f"mappings.csv:{message}"), found[0]


def test_a_row_that_another_file_contradicts_is_told_with_both_places(copy: Path) -> None:
    (copy / "mappings").mkdir()
    path = copy / "mappings" / "harbour-plan.csv"
    row = f"silting,skos:exactMatch,{NO_TERM[0]},semapv:ManualMappingCuration,2019-05-06,{THESAURUS}\n"
    path.write_text("element,predicate,target,justification,date,source\n" + row, "utf-8")
    found = told(copy)
    assert len(found) == 1
    assert found[0].startswith(f"mappings/harbour-plan.csv:2:25: {THESAURUS} is said to have no term for silting, and")
    assert f"{copy.as_posix()}/mappings.csv:4 names one" in found[0]


def test_the_columns_of_where_one_looked_and_of_doubt_may_be_left_out(copy: Path) -> None:
    row = f"silting,skos:exactMatch,{THESAURUS}silting,semapv:ManualMappingCuration,2019-05-06\n"
    (copy / "mappings.csv").write_text("element,predicate,target,justification,date\n" + row, "utf-8")
    assert check(copy) == []


@pytest.mark.parametrize("target", NO_TERM)
def test_that_there_is_no_term_makes_no_triple(graph: Graph, world: Corpus, target: str) -> None:
    rows = [replace(row, target=target) if not row.found else row for row in world.mappings]
    quads = build(mapped(world, *rows)).quads()
    assert not [quad for quad in quads if "NoTermFound" in str(quad)]
    assert quads == build(mapped(world, *(row for row in rows if row.found))).quads()
    matches = {str(quad.triple) for quad in graph.quads() if "Match>" in str(quad.predicate)}
    assert len(matches & {str(quad.triple) for quad in quads}) >= 3


def test_the_table_of_the_invented_world(world: Corpus) -> None:
    assert sssom_table(world) == GOLDEN


def test_the_order_of_the_rows_is_no_matter(world: Corpus) -> None:
    assert sssom_table(mapped(world, *reversed(world.mappings))) == GOLDEN


def test_each_prefix_stands_for_one_beginning_and_every_target_comes_back() -> None:
    corpus = read_corpus(CORPUS)
    prefixes, values, rows = read(sssom_table(corpus))
    assert len(set(prefixes.values())) == len(prefixes)
    targets = [row.target if row.found else NO_TERM[1] for row in corpus.mappings]
    assert sorted(expanded(rows, prefixes)) == sorted(targets)
    assert set(rows[0]) == set(COLUMNS)
    assert {row["object_source"] for row in rows if row["object_id"] == NO_TERM[0]} >= {"eurovoc:", "nuts:"}
    assert values["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_two_vocabularies_of_one_name_are_told_apart(world: Corpus) -> None:
    targets = [
        "https://a.example/thesaurus/boat",
        "https://b.example/thesaurus#boat",
        "https://b.example/element/1",
        "https://b.example/semapv/1",
        "http://data.europa.eu/nuts/code/BE",
        "https://eu-words.example/9",
        "urn:isbn:9780",
        "https://example.org",
    ]
    prefixes, _, rows = read(sssom_table(mapped(world, *(to(world, target) for target in targets))))
    assert sorted(expanded(rows, prefixes)) == sorted(targets)
    spaces = {space: name for name, space in prefixes.items()}
    assert (spaces["https://a.example/thesaurus/"], spaces["https://b.example/thesaurus#"]) == (
        "thesaurus",
        "thesaurus2",
    )
    assert spaces["https://b.example/element/"] == "element2"
    assert spaces["https://b.example/semapv/"] == "semapv2"
    assert spaces["http://data.europa.eu/nuts/code/"] == "nuts"
    assert spaces["https://eu-words.example/"] == "eu_words"


def test_a_row_is_counted_to_the_vocabulary_that_another_row_names(world: Corpus) -> None:
    rows = (to(world, "https://example.org/voc/a/boat"), to(world, NO_TERM[0], "https://example.org/voc/"))
    prefixes, _, table = read(sssom_table(mapped(world, *rows)))
    assert "https://example.org/voc/" in prefixes.values()
    assert {row["object_source"] for row in table} == {"voc:"}
    assert {row["object_id"] for row in table} == {"voc:a/boat", NO_TERM[0]}


def test_what_would_break_a_line_or_a_header_is_written_so_that_it_does_not(world: Corpus) -> None:
    row = to(world, f"{THESAURUS}boat", comment='not\ta "boat"\nbut a ship')
    corpus = replace(mapped(world, row), title='Harbours: "old" and new # 1')
    _, values, rows = read(sssom_table(corpus))
    assert rows[0]["comment"] == 'not a "boat" but a ship'
    assert values["mapping_set_title"] == 'Harbours: "old" and new # 1: the elements in other vocabularies'


def test_a_corpus_without_mappings_has_a_table_without_rows(empty: Path) -> None:
    _, _, rows = read(sssom_table(read_corpus(empty)))
    assert rows == []


def test_a_licence_that_has_no_address_is_told_in_words(world: Corpus) -> None:
    _, values, _ = read(sssom_table(replace(world, licence="ask the harbour master")))
    assert values["license"] == licence_address("") == "https://w3id.org/sssom/license/unspecified"
    assert values["comment"] == "Licence: ask the harbour master"
    assert licence_address("https://example.org/terms") == "https://example.org/terms"


@pytest.fixture
def foreign() -> ModuleType:
    """The maintainers' script that holds targets against the vocabularies."""
    return script("check_mappings")


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Invented lists of EuroVoc and of countries; the others are not there."""
    (tmp_path / "eurovoc").mkdir()
    (tmp_path / "eforms").mkdir()
    rows = "4,shipbuilding,construction navale,boatbuilding|naval construction\n5,pilot,pilote,JTPS\n"
    (tmp_path / "eurovoc" / "eurovoc_concepts.csv").write_text(f"id,pref_en,pref_fr,alt_en\n{rows}", "utf-8")
    (tmp_path / "eforms" / "country.csv").write_text("code,Name,fra_label\nVAL,Upper Valley,Haute Vallée\n", "utf-8")
    return tmp_path


def run(
    foreign: ModuleType, capsys: pytest.CaptureFixture[str], lists: Path, corpus: Path, *words: str
) -> tuple[int, str, str]:
    """The script's exit code, what it prints, and what it prints to the error stream."""
    code = foreign.main(["--folder", str(lists), "--corpus", str(corpus), *words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def rewrite(corpus: Path, *rows: str) -> Path:
    """Other mappings for a copy of the invented world: element, predicate, target, source and comment."""
    header = "element,predicate,target,source,comment,justification,date\n"
    ends = ",semapv:ManualMappingCuration,2019-05-06\n"
    (corpus / "mappings.csv").write_text(header + "".join(f"{row}{ends}" for row in rows), "utf-8")
    return corpus


def test_a_target_that_exists_passes_and_an_invented_one_fails(
    foreign: ModuleType, capsys: pytest.CaptureFixture[str], lists: Path, copy: Path
) -> None:
    corpus = rewrite(copy, f"boatbuilding,skos:exactMatch,{EUROVOC}4,,", f"silting,skos:relatedMatch,{EUROVOC}6,,")
    code, out, err = run(foreign, capsys, lists, corpus)
    assert code == 1
    assert err == f"{corpus}/mappings.csv:3:27: {EUROVOC}6 does not exist; look the term up in the vocabulary\n"
    assert out.endswith("2 rows checked, 0 not checked, 1 faults\n")
    code, _, err = run(foreign, capsys, lists, rewrite(copy, f"boatbuilding,skos:exactMatch,{EUROVOC}4,,"))
    assert (code, err) == (0, "")


def test_what_could_not_be_checked_is_told(
    foreign: ModuleType, capsys: pytest.CaptureFixture[str], lists: Path
) -> None:
    code, out, _ = run(foreign, capsys, lists, WORLD)
    assert code == 0
    assert f"mappings.csv:2:33: not checked: that {THESAURUS} has no term: its vocabulary is not at hand" in out
    assert f"mappings.csv:3:30: not checked: {THESAURUS}shipbuilding: its vocabulary is not at hand" in out
    assert f"eu-programme.csv: no such file: nothing in {AUTHORITY}eu-programme/ was checked" in out
    assert "country.csv" not in out
    assert out.endswith("0 rows checked, 4 not checked, 0 faults\n")


def test_no_term_is_not_believed_where_one_has_the_name_of_the_element(
    foreign: ModuleType, capsys: pytest.CaptureFixture[str], lists: Path, copy: Path
) -> None:
    none = f"skos:exactMatch,{NO_TERM[0]},{EUROVOC}"
    corpus = rewrite(copy, f"boatbuilding,{none},", f"silting,{none},")
    code, _, err = run(foreign, capsys, lists, corpus)
    assert code == 1
    assert err.splitlines() == [
        f"{corpus}/mappings.csv:2:30: {EUROVOC}4 has the name of boatbuilding; map the element to it, or say in the "
        "comment why it is another thing"
    ]
    code, _, _ = run(foreign, capsys, lists, rewrite(copy, f"boatbuilding,{none},Ships only."))
    assert code == 0
    code, _, err = run(foreign, capsys, lists, rewrite(copy, f"pilots,{none},", f"joint-tide-programme,{none},"))
    assert [line.split(";")[0] for line in err.splitlines()] == [  # a plural is the same name, JTP and JTPS are not
        f"{corpus}/mappings.csv:2:24: {EUROVOC}5 has the name of pilots"
    ]
    elsewhere = rewrite(copy, f"boatbuilding,skos:exactMatch,{NO_TERM[0]},{AUTHORITY}country/,")
    assert run(foreign, capsys, lists, elsewhere)[0] == 0


def test_the_table_for_reading_has_names_on_both_sides(
    foreign: ModuleType, capsys: pytest.CaptureFixture[str], lists: Path, copy: Path
) -> None:
    rows = (
        f"boatbuilding,skos:exactMatch,{EUROVOC}4,,",
        f"silting,skos:exactMatch,{EUROVOC}9,,doubt",
        f"silting,skos:exactMatch,{NO_TERM[0]},{AUTHORITY}country/,",
    )
    code, out, _ = run(foreign, capsys, lists, rewrite(copy, *rows), "--table")
    assert code == 0
    assert out.splitlines() == [
        "Boatbuilding\tskos:exactMatch\tshipbuilding = construction navale = boatbuilding = naval construction\t",
        "Silting\tskos:exactMatch\t(not at hand)\tdoubt",
        f"Silting\tskos:exactMatch\tno term in {AUTHORITY}country/\t",
    ]


def test_mappings_at_fault_and_lists_of_another_kind_are_told(
    foreign: ModuleType, capsys: pytest.CaptureFixture[str], lists: Path, copy: Path
) -> None:
    code, _, err = run(foreign, capsys, lists, rewrite(copy, "nobody,skos:exactMatch,nothing,,"))
    assert code == 1
    assert "no element is called 'nobody'" in err
    assert "'nothing' is no iri for 'target'" in err
    code, _, err = run(foreign, capsys, lists, rewrite(copy, f"silting,skos:exactMatch,{EUROVOC}4,nowhere,"))
    assert (code, "'nowhere' is no iri for 'source'" in err) == (1, True)
    (lists / "eforms" / "country.csv").write_text("id,Name\n", "utf-8")
    code, _, err = run(foreign, capsys, lists, WORLD)
    assert code == 1
    assert "country.csv:1:1: the column 'code' is missing; is this another list?" in err


def test_each_element_of_the_belgian_paper_was_looked_for() -> None:
    corpus = read_corpus(CORPUS)
    named = {
        name
        for row in corpus.statements["be-2012-update"]
        for name in (row.subject, row.object, row.reported_by, *row.holder, *row.addressee, *row.via)
    }
    looked = {(row.element, space) for row in corpus.mappings for space in _spaces(row)}
    elements = [element for element in corpus.elements if element.id in named]
    assert len(elements) > 150
    wanted = {(element.id, EUROVOC) for element in elements}
    wanted |= {(element.id, LOOKED_IN[element.type]) for element in elements if element.type in LOOKED_IN}
    assert sorted(wanted - looked) == []


def _spaces(row: MappingRow) -> Iterable[str]:
    """The vocabularies that a row speaks of."""
    where = row.target if row.found else row.source
    return (space for space in (EUROVOC, *LOOKED_IN.values()) if where.startswith(space))


@pytest.mark.skipif(not LISTS.is_dir(), reason="the lists of the other vocabularies are not beside the project")
def test_every_target_of_the_shipped_corpus_exists(foreign: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(foreign, capsys, LISTS, CORPUS)
    number = len(read_corpus(CORPUS).mappings)
    assert (code, err) == (0, "")
    assert out == f"{number} rows checked, 0 not checked, 0 faults\n"


@pytest.mark.skipif(not LISTS.is_dir(), reason="the lists of the other vocabularies are not beside the project")
def test_an_invented_target_in_the_shipped_corpus_fails(
    foreign: ModuleType, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    corpus = Path(shutil.copytree(CORPUS, tmp_path / "corpus"))
    path = corpus / "mappings.csv"
    path.write_text(path.read_text("utf-8").replace(f"{EUROVOC}4839", f"{EUROVOC}4839000"), "utf-8")
    code, _, err = run(foreign, capsys, LISTS, corpus)
    assert code == 1
    assert f"{EUROVOC}4839000 does not exist" in err
