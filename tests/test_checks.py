"""Every kind of fault has a corpus that has it: the invented world, spoilt in one place."""

from pathlib import Path

import pytest

from places import WORLD, WORLD_TEXTS, Break
from policygraph import build, check
from policygraph.faults import CorpusError, PolicygraphError

PLAN = "statements/harbour-plan.csv"


def told(corpus: Path, sources: Path | None = None) -> list[str]:
    """The faults, the folder left out of their places."""
    return [str(fault).removeprefix(f"{corpus.as_posix()}/") for fault in check(corpus, sources)]


def test_the_invented_world_has_no_fault_and_no_warning() -> None:
    assert check(WORLD, WORLD_TEXTS) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (
            PLAN,
            "green-keel-strategy,implementedThrough,",
            "green-keel-strategy,implementsThrough,",
            "statements/harbour-plan.csv:4:62: no linkage type is called 'implementsThrough'; did you mean",
        ),
        (
            PLAN,
            "joint-tide-programme,funds,boatbuilding,ministry-of-tides,,asserts,",
            "joint-tide-programme,funds,boatbuilding,ministry-of-tides,,says,",
            "statements/harbour-plan.csv:2:100: no stance is called 'says'; choose among asserts, welcomes",
        ),
        (
            PLAN,
            "tidal-power,drives,boatbuilding",
            "tidal-powr,drives,boatbuilding",
            "statements/harbour-plan.csv:6:41: no element is called 'tidal-powr'; did you mean tidal-power?",
        ),
        (
            PLAN,
            "1-05,1-s5,332,363",
            "1-05,1-s5,363,332",
            "statements/harbour-plan.csv:6:11: start 363 is not before end 332",
        ),
        (
            PLAN,
            "1-05,1-s5,332,363",
            "1-05,1-s5,332,99999",
            "statements/harbour-plan.csv:6:15: end 99999 lies outside the text, which has 1453 characters",
        ),
        (
            PLAN,
            "1-05,1-s5,332,363",
            "1-05,1-s5,332,420",
            "statements/harbour-plan.csv:6:11: the words stand outside the passage 1-s5",
        ),
        (
            PLAN,
            "1-05,1-s5,332,363",
            "1-05,1-s9,332,363",
            "statements/harbour-plan.csv:6:6: no passage of this document is called '1-s9'",
        ),
        (
            PLAN,
            "1-05,1-s5,332,363",
            "1-05,1-s5,x,363",
            "statements/harbour-plan.csv:6:11: 'x' in 'start' is no number",
        ),
        (
            PLAN,
            "1-05,1-s5,332,363",
            "1-04,1-s5,332,363",
            "statements/harbour-plan.csv:6:1: '1-04' stands already in line 5",
        ),
        (
            PLAN,
            "1-05,1-s5,332,363",
            "1 05,1-s5,332,363",
            "statements/harbour-plan.csv:6:1: '1 05' is no id for 'id'",
        ),
        (
            PLAN,
            "1-05,1-s5,332,363,4,f1e90c7d346788d8",
            "1-05,1-s5,332,363,,",
            "statements/harbour-plan.csv:6:11: the statement has no evidence; give start, end, words and digest",
        ),
        (
            PLAN,
            "tidal-power,drives,boatbuilding,ministry-of-tides",
            "tidal-power,drives,boatbuilding,",
            "statements/harbour-plan.csv:6:73: the cell 'holder' is empty",
        ),
        (
            PLAN,
            "tidal-power,drives,boatbuilding",
            "tidal-power,drives,",
            "statements/harbour-plan.csv:6:60: one of linkage_type and object is empty",
        ),
        (
            PLAN,
            "tidal-power,drives,boatbuilding",
            "boatbuilding,drives,boatbuilding",
            "statements/harbour-plan.csv:6:61: the element is linked to itself",
        ),
        (
            PLAN,
            "joint-tide-programme,coordinatesWith",
            "tide-fund,coordinatesWith",
            "statements/harbour-plan.csv:3:41: the element 'tide-fund' was given up; use joint-tide-programme",
        ),
        (
            "elements.csv",
            "apprenticeships,Concept",
            "apprenticeships,Notion",
            "elements.csv:2:17: no element type is called 'Notion'",
        ),
        (
            "elements.csv",
            "boatbuilding,Sector,,",
            "boatbuilding,Sector,boatbuilding,",
            "elements.csv:3:21: the element boatbuilding is broader than itself",
        ),
        (
            "elements.csv",
            "boatbuilding,Sector,,",
            "boatbuilding,Sector,,galactic",
            "elements.csv:3:22: no level is called 'galactic'",
        ),
        (
            "labels.csv",
            "apprenticeships,en,preferred,",
            "apprenticeships,en,favourite,",
            "labels.csv:2:20: no kind of label is called 'favourite'",
        ),
        (
            "passages/harbour-plan.csv",
            "1-s1,1-p,sentence,",
            "1-s1,1-p,phrase,",
            "passages/harbour-plan.csv:7:10: no kind of passage is called 'phrase'",
        ),
        (
            "documents.csv",
            "harbour-plan,The Harbour Plan,ministry-of-tides,2019-04",
            "harbour-plan,The Harbour Plan,ministry-of-tides,April 2019",
            "documents.csv:2:49: 'April 2019' is no date for 'date'; write 2012, 2012-11 or 2012-11-30",
        ),
        (
            "documents.csv",
            "harbour-plan,The Harbour Plan,ministry-of-tides",
            "harbour-plan,The Harbour Plan,harbour-plam",
            "documents.csv:2:31: no element is called 'harbour-plam'",
        ),
        ("mappings.csv", "skos:closeMatch", "owl:sameAs", "no mapping predicate is called 'owl:sameAs'"),
        (
            "corpus.toml",
            "https://example.org/harbours/",
            "harbours",
            "corpus.toml:1:1: the base 'harbours' is no address that ends in a slash",
        ),
        (
            "documents.csv",
            "https://example.org/harbours/texts/harbour-plan.txt",
            "http://[",
            "documents.csv:2:65: 'http://[' is no iri for 'url'",
        ),
        ("corpus.toml", "https://example.org/", "https://[", "corpus.toml:1:1: the base"),
        ("mappings.csv", "https://example.org/thesaurus/silting", "thesaurus of silting", "is no iri for 'target'"),
        ("corpus.toml", "title =", "titel =", "corpus.toml:1:1: 'titel' is not expected here"),
    ],
)
def test_a_fault_in_a_row_is_told_with_file_line_and_column(
    spoil: Break, name: str, old: str, new: str, message: str
) -> None:
    corpus = spoil(name, old, new)
    found = told(corpus)
    assert any(message in fault for fault in found), found
    with pytest.raises(CorpusError) as error:
        build(corpus)
    assert error.value.faults


def test_all_faults_are_told_at_once(copy: Path) -> None:
    plan, labels = copy / PLAN, copy / "labels.csv"
    plan.write_text(plan.read_text("utf-8").replace(",asserts,", ",says,"), "utf-8")
    labels.write_text(labels.read_text("utf-8").replace("Boatbuilding", "Apprenticeships", 1), "utf-8")
    found = told(copy)
    assert sum("no stance is called 'says'" in fault for fault in found) == 13
    assert "labels.csv:3:27: 'Apprenticeships' is the preferred label of apprenticeships too, in line 2" in "\n".join(
        found
    )


def test_a_table_that_cannot_be_read_does_not_bury_its_fault_in_consequences(copy: Path) -> None:
    elements = copy / "elements.csv"
    elements.write_text(elements.read_text("utf-8").replace(",", ";", 4), "utf-8")
    assert len(told(copy)) <= 2


def test_a_document_at_fault_makes_no_faults_elsewhere(spoil: Break) -> None:
    assert len(told(spoil("documents.csv", ",2020,fr,", ",2012-02-30,fr,"))) == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("documents.csv", "CC0-1.0,1,,9dca", "CC0-1.0,1,isle-note,9dca", "the document isle-note replaces itself"),
        (
            "elements.csv",
            "boatbuilding,Sector,,,",
            "boatbuilding,Sector,,,boatbuilding",
            "the element boatbuilding replaces itself",
        ),
        (
            "labels.csv",
            "boatbuilding,en,preferred,Boatbuilding",
            "boatbuilding,en,preferred,\u200b\u2026",
            "is no name to show",
        ),
        ("mappings.csv", "https://example.org/thesaurus/silting", "javascript:alert(1)", "is no iri for 'target'"),
        (
            "passages/harbour-plan.csv",
            "1-h,1,heading",
            "1-h,1-p,heading",
            "1-p does not stand above; put its row above",
        ),
    ],
)
def test_what_points_at_itself_or_at_nothing_is_told(
    spoil: Break, name: str, old: str, new: str, message: str
) -> None:
    found = told(spoil(name, old, new))
    assert any(message in fault for fault in found), found


def test_a_row_at_fault_and_a_row_that_breaks_a_shape_are_told_together(copy: Path) -> None:
    plan = copy / PLAN
    rows = plan.read_text("utf-8").replace("tidal-power,drives,boatbuilding", "boatbuilding,drives,boatbuilding")
    plan.write_text(rows.replace("boatbuilding,enables,winter-ferries", "boatbuilding,enable,winter-ferries"), "utf-8")
    found = "\n".join(told(copy))
    assert "is linked to itself" in found
    assert "no linkage type is called 'enable'" in found


def test_a_label_that_stands_twice_in_a_language_is_told(copy: Path) -> None:
    with (copy / "labels.csv").open("a", encoding="utf-8") as file:
        file.write("boatbuilding,en,preferred,Boat making\n")
    assert any("boatbuilding has a preferred label in 'en' already, in line 3" in fault for fault in told(copy))


def test_a_passage_without_statements_or_reason_is_a_warning_that_does_not_stop_a_build(copy: Path) -> None:
    path = copy / "coverage" / "harbour-plan.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), "utf-8")
    found = told(copy)
    assert len(found) == 1
    assert "warning: the passage 4-s4 of harbour-plan has neither statements nor a reason to have none" in found[0]
    assert len(build(copy).store) > 1000


def test_files_that_are_missing_empty_or_too_many_are_told(copy: Path) -> None:
    (copy / "labels.csv").unlink()
    (copy / "elements.csv").write_bytes(b"")
    (copy / "statements" / "nobody.csv").write_bytes(b"id\n")
    found = "\n".join(told(copy))
    assert "labels.csv:1:1: the file is missing; make it, with the header element,kind,label,language" in found
    assert "elements.csv:1:1: the file is empty" in found
    assert "statements/nobody.csv:1:1: documents.csv has no document 'nobody'" in found


def test_a_folder_that_is_no_corpus_is_told(tmp_path: Path) -> None:
    with pytest.raises(PolicygraphError, match=r"is not a corpus: it has no documents\.csv"):
        check(tmp_path)
    with pytest.raises(PolicygraphError, match="there is no folder"):
        check(tmp_path / "nowhere")


def test_an_empty_corpus_builds(empty: Path) -> None:
    assert check(empty) == []
    assert build(empty).title == empty.name
