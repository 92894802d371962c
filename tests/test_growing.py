"""A corpus grows without pain: what a document brings stands in files of its own, and goes away with them."""

import shutil
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from places import WORLD, WORLD_TEXTS, Break
from policygraph import Graph, ask, ask_sparql, build, check
from policygraph.anchor import anchor
from policygraph.asking import silence
from policygraph.citing import cite
from policygraph.corpus import Corpus, read_corpus
from policygraph.faults import CorpusError, PolicygraphError
from policygraph.from_graph import content_of
from policygraph.rdf import serialized
from policygraph.texts import find_texts
from policygraph.unquoting import unquote
from policygraph.vocabulary import vocabulary

FOLDERS = ("documents", "elements", "labels", "mappings", "passages", "statements", "coverage")


def told(corpus: Path, sources: Path | None = None) -> str:
    return "\n".join(str(f).removeprefix(f"{corpus.as_posix()}/") for f in check(corpus, sources))


def take_out(corpus: Path, document: str, folders: Iterable[str] = FOLDERS) -> None:
    for folder in folders:
        (corpus / folder / f"{document}.csv").unlink(missing_ok=True)
    if "scopes" in folders or folders == FOLDERS:
        (corpus / "scopes" / f"{document}.toml").unlink(missing_ok=True)


def write(path: Path, *lines: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(line + "\n" for line in lines), "utf-8")


def test_a_document_is_taken_out_and_put_back_without_touching_another_file(copy: Path, graph: Graph) -> None:
    before = {path: path.read_bytes() for path in copy.rglob("*.csv") if path.stem != "pass-act"}
    take_out(copy, "pass-act")
    assert check(copy, WORLD_TEXTS) == []
    without = build(copy)
    assert not [quad for quad in without.quads() if "pass-act" in str(quad) or "tide-log" in str(quad)]
    assert {path: path.read_bytes() for path in before} == before
    for folder in (*FOLDERS, "scopes"):
        for path in (WORLD / folder).glob("pass-act.*"):
            shutil.copy(path, copy / folder / path.name)
    assert build(copy, WORLD_TEXTS).quads() == graph.quads()


def test_every_document_may_stand_in_a_file_of_its_own(copy: Path, graph: Graph) -> None:
    header, *rows = (copy / "documents.csv").read_text("utf-8").splitlines()
    (copy / "documents.csv").unlink()
    for row in rows:
        write(copy / "documents" / f"{row.split(',')[0]}.csv", header, row)
    assert check(copy, WORLD_TEXTS) == []
    assert build(copy, WORLD_TEXTS).quads() == graph.quads()


def test_what_several_files_say_alike_counts_once(copy: Path, world: Corpus) -> None:
    rows = [row for row in world.elements if row.id == "apprenticeships"]
    assert len(rows) == 1  # it stands in elements.csv and in elements/pass-act.csv
    write(
        copy / "mappings" / "isle-note.csv",
        *(copy / "mappings.csv").read_text("utf-8").splitlines()[:2],
    )
    assert check(copy) == []
    assert read_corpus(copy).mappings == world.mappings
    assert build(copy).quads() == build(WORLD).quads()


def test_an_element_that_files_declare_differently_is_told_with_both_places(copy: Path) -> None:
    write(copy / "elements" / "isle-note.csv", "id,type,level", "silting,Barrier,local", "tide-log,Document,local")
    found = told(copy)
    both = (
        "elements/isle-note.csv:2:9: 'silting' stands in {}/elements.csv:28 too, with another type and another level"
    )
    assert both.format(copy.as_posix()) in found
    assert "make the rows say the same, or give one of the two another id" in found
    assert "tide-log" not in found  # elements/pass-act.csv says the same of it
    with pytest.raises(CorpusError):
        build(copy)


def test_a_row_that_stands_twice_in_one_file_is_told_as_before(copy: Path) -> None:
    with (copy / "elements" / "pass-act.csv").open("a", encoding="utf-8") as file:
        file.write("tide-log,Document,,local,,\n")
    assert "elements/pass-act.csv:5:1: 'tide-log' stands already in line 4" in told(copy)


def test_names_that_clash_between_files_are_told_with_both_places(copy: Path) -> None:
    write(
        copy / "labels" / "isle-note.csv",
        "element,language,kind,label",
        "silting,en,preferred,Mud",
        "winter-gap,fr,preferred,Ensablement",
    )
    found = told(copy)
    assert f"silting has a preferred label in 'en' already, in {copy.as_posix()}/labels.csv:40" in found
    assert f"'Ensablement' is the preferred label of silting too, in {copy.as_posix()}/labels.csv:41" in found


@pytest.mark.parametrize("folder", ["elements", "labels", "mappings", "passages", "statements", "coverage"])
def test_a_file_of_a_document_that_is_not_there_is_told(copy: Path, folder: str) -> None:
    write(copy / folder / "nobody.csv", "id,type")
    assert (
        f"{folder}/nobody.csv:1:1: documents.csv has no document 'nobody', and there is no documents/nobody.csv"
        in (told(copy))
    )


def test_lock_files_of_a_spreadsheet_are_no_documents(copy: Path) -> None:
    (copy / "documents" / "~$pass-act.csv").write_bytes(b"\x00")
    (copy / "elements" / ".~lock.csv").write_bytes(b"\x00")
    assert check(copy) == []


def test_a_document_in_the_file_of_another_is_told(copy: Path) -> None:
    (copy / "documents" / "pass-act.csv").rename(copy / "documents" / "pass-akt.csv")
    found = told(copy)
    assert (
        "documents/pass-akt.csv:2:1: the file of the document pass-akt holds the document pass-act; move the" in found
    )
    assert "documents/pass-act.csv" in found


def test_an_element_that_went_with_its_document_is_told_to_who_uses_it(copy: Path, spoil: Break) -> None:
    spoil("statements/isle-note.csv", "ferry-charter,integrates,silting", "tide-log,integrates,silting")
    assert check(copy, WORLD_TEXTS) == []
    take_out(copy, "pass-act", ["documents", "passages", "statements", "coverage", "labels"])
    (copy / "scopes" / "pass-act.toml").unlink()
    found = told(copy)
    left_behind = (
        f"no element is called 'tide-log': {copy.as_posix()}/elements/pass-act.csv declares it, for a document"
    )
    assert left_behind in found
    assert "; declare it in elements.csv or in elements/isle-note.csv" in found
    assert "elements/pass-act.csv:1:1: documents.csv has no document 'pass-act'" in found
    take_out(copy, "pass-act")
    found = told(copy)
    assert found.startswith("statements/isle-note.csv:4:65: no element is called 'tide-log'")
    assert "declare it in elements.csv or in elements/isle-note.csv" in found
    assert len(found.splitlines()) == 1


def test_a_version_that_was_taken_out_is_told_to_who_replaces_it(spoil: Break) -> None:
    found = told(spoil("documents/pass-act.csv", "CC0-1.0,1,,07c4", "CC0-1.0,1,salt-act,07c4"))
    assert "documents/pass-act.csv:2:121: no document is called 'salt-act'" in found
    assert found.endswith("; leave the cell empty if that version was taken out")


def test_a_folder_of_documents_alone_is_no_corpus_without_any(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    with pytest.raises(PolicygraphError, match=r"is not a corpus: it has no documents\.csv"):
        check(tmp_path)


def test_published_each_file_stands_where_it_stood(tmp_path: Path) -> None:
    published = unquote(WORLD, WORLD_TEXTS, tmp_path / "out")
    names = {path.relative_to(tmp_path / "out").as_posix() for path in published}
    assert names == {path.relative_to(WORLD).as_posix() for path in WORLD.rglob("*") if path.is_file()}
    assert (tmp_path / "out" / "elements" / "pass-act.csv").read_bytes() == (
        WORLD / "elements" / "pass-act.csv"
    ).read_bytes()


# Scopes: what of a document was coded


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("terms =", "term =", "scopes/pass-act.toml:3:1: no key is called 'term' here; use document, why, terms"),
        ("terms =", "term =", "scopes/pass-act.toml:1:1: the key 'terms' is missing; add it: stems of words"),
        ('["Annex"]', '"Annex"', "scopes/pass-act.toml:4:1: the value of 'sections' is not what it should be; write"),
        ("passages = 5", "passages = true", "scopes/pass-act.toml:6:1: the value of 'passages' is not what it should"),
        ("passages = 5", "passages = 5 5", "scopes/pass-act.toml:6:14: not readable as TOML"),
        ('"pass-act"', '"salt-act"', "scopes/pass-act.toml:1:1: the file pass-act.toml has the scope of 'salt-act'"),
        ("passages = 5", "passages = 0", "scopes/pass-act.toml:6:1: nothing is in the scope; widen it"),
        (
            "passages = 5",
            "passages = 6",
            "scopes/pass-act.toml:6:1: warning: the scope has 6 passages, passages/pass-act.csv has 5 at the lowest",
        ),
        (
            "words = 37",
            "words = 38",
            "scopes/pass-act.toml:7:1: warning: the scope has 38 words, its passages have 37",
        ),
        (
            '["harbour pass", "joint tide"]',
            '["harbor pass"]',
            "scopes/pass-act.toml:3:1: warning: none of the terms stands in",
        ),
    ],
)
def test_a_scope_that_is_wrong_is_told_with_file_and_line(spoil: Break, old: str, new: str, message: str) -> None:
    assert message in told(spoil("scopes/pass-act.toml", old, new), WORLD_TEXTS)


def test_a_scope_that_matches_nothing_is_a_fault(copy: Path) -> None:
    path = copy / "scopes" / "pass-act.toml"
    scope = path.read_text("utf-8")
    path.write_text(scope.replace('["harbour pass", "joint tide"]', '["harbor"]').replace('["Annex"]', "[]"), "utf-8")
    assert check(copy) == []  # nobody can know without the text
    assert "scopes/pass-act.toml:3:1: none of the terms stands in" in told(copy, WORLD_TEXTS)
    path.write_text(scope.replace('["harbour pass", "joint tide"]', "[]").replace('["Annex"]', "[]"), "utf-8")
    assert "scopes/pass-act.toml:3:1: the scope has neither terms nor sections" in told(copy)


def test_a_scope_of_a_document_that_is_not_there_is_told(copy: Path) -> None:
    (copy / "scopes" / "pass-act.toml").rename(copy / "scopes" / "nobody.toml")
    assert "scopes/nobody.toml:1:1: documents.csv has no document 'nobody'" in told(copy)
    (copy / "scopes" / "nobody.toml").write_bytes(b"\xff")
    (copy / "scopes" / "nobody.toml").rename(copy / "scopes" / "pass-act.toml")
    assert "scopes/pass-act.toml:1:1: not readable as TOML" in told(copy)


def test_what_was_not_coded_is_told_apart_from_what_is_not_there(graph: Graph, copy: Path) -> None:
    scopes = {row["documentLabel"]: row for row in ask(graph, "what-is-the-scope-of-each-document").to_dicts()}
    assert scopes["The Harbour Plan"]["scope"] == "whole"
    assert scopes["Harbour Pass Act"]["passages"] == "5"
    assert "1 of 4 documents were coded in part" in silence(graph)
    take_out(copy, "pass-act")
    assert "coded in part" not in silence(build(copy))


def test_every_lowest_passage_in_a_scope_is_accounted_for(copy: Path) -> None:
    write(copy / "coverage" / "pass-act.csv", "passage,reason", "a1-h,heading")
    found = told(copy)
    assert "warning: the passage anx-h of pass-act has neither statements nor a reason to have none" in found
    assert len(found.splitlines()) == 1


def test_in_a_document_that_was_coded_in_part_nobody_counts_passages(graph: Graph) -> None:
    found = ask_sparql(
        graph, "SELECT ?place { ?s dcterms:identifier 'pass-act.a1-01' ; pg:passage/rdfs:label ?place }"
    )
    assert found.rows == (("article 1, sentence 1",),)


# A legal act: in which part words stand, and what they lay down


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            ",operative part,",
            ",operative,",
            "no part of a legal text is called 'operative'; did you mean operative part?",
        ),
        (
            ",annex,",
            ",schedule,",
            "no part of a legal text is called 'schedule'; choose among recital, operative part",
        ),
        (",annex,", ",,", "the stance is provides and the force empty; write operative part or annex"),
        (",annex,", ",recital,", "the stance is provides and the force recital; write operative part or annex"),
    ],
)
def test_only_binding_words_provide(spoil: Break, old: str, new: str, message: str) -> None:
    found = told(spoil("statements/pass-act.csv", old, new))
    assert message in found


def test_the_world_shows_every_stance_and_every_part_of_an_act(world: Corpus) -> None:
    rows = [row for name in world.statements for row in world.live(name)]
    assert {row.stance for row in rows} == set(vocabulary().names("stance"))
    assert {row.force for row in rows} == {"", "recital", "operative part", "annex"}


# Withdrawn statements


def test_a_withdrawn_statement_is_in_no_answer_and_no_link(graph: Graph, world: Corpus) -> None:
    assert [row.id for row in world.statements["pass-act"] if row.withdrawn] == ["r1-02"]
    assert ask_sparql(graph, "ASK { ?s pg:linkage linkage:winter-ferries--enables--harbour-pass }").rows == (("no",),)
    text = serialized(graph.quads(), ox.RdfFormat.N_QUADS).decode()
    about = [line for line in text.splitlines() if "statement/pass-act.r1-02>" in line]
    assert len(about) == 8
    assert "winter-ferries--enables--harbour-pass" not in text
    assert ask_sparql(graph, "SELECT ?p { statement:pass-act.r1-02 ?p ?o FILTER(STRSTARTS(STR(?p), STR(pg:))) }").rows
    assert not any("pass-act.r1-02" in iri for iri in graph.quotes)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",2021-05-20,", ",,", "statements/pass-act.csv:3:251: one of withdrawn and withdrawn_because is empty"),
        (
            ",the recital says nothing of the kind,",
            ",,",
            "one of withdrawn and withdrawn_because is empty; fill in both",
        ),
        (",2021-05-20,", ",20 May,", "'20 May' is no date for 'withdrawn'"),
        ("ferries,enables,harbour-pass", "ferries,enabels,harbour-pass", "no linkage type is called 'enabels'"),
        ("r1-02,r1,", "r1-01,r1,", "'r1-01' stands already in line 2"),
    ],
)
def test_a_withdrawn_row_is_still_held_to_its_form(spoil: Break, old: str, new: str, message: str) -> None:
    assert message in told(spoil("statements/pass-act.csv", old, new))


def test_a_withdrawn_row_may_name_what_is_gone_and_words_that_stand_nowhere(spoil: Break) -> None:
    corpus = spoil("statements/pass-act.csv", "102,116,,2,ed9129fa9f742c63", "102,116,,2,0000000000000000")
    spoil("statements/pass-act.csv", "winter-ferries,enables,harbour-pass", "tide-fund,enables,sea-serpents")
    assert check(corpus, WORLD_TEXTS) == []


def test_a_passage_whose_only_statement_was_withdrawn_needs_a_reason(spoil: Break) -> None:
    corpus = spoil(
        "statements/pass-act.csv",
        "belongs to the Harbour Pass.,Ines Quay,2021-04-01,,,",
        "belongs to the Harbour Pass.,Ines Quay,2021-04-01,2022,misread,",
    )
    assert "warning: the passage anx-s1 of pass-act has neither statements nor a reason" in told(corpus)


def test_a_withdrawn_statement_is_cited_as_such(graph: Graph) -> None:
    line = cite(graph, "pass-act.r1-02")
    assert line.startswith("Withdrawn on 2021-05-20 (the recital says nothing of the kind)")
    assert "Harbour Pass Act, 2021-03-02, recital 1" in line
    assert line.endswith("https://example.org/harbours/statement/pass-act.r1-02")
    assert cite(graph, "https://example.org/harbours/statement/pass-act.r1-02") == line


# Versions, and dates of which not all is known


@pytest.fixture
def two_versions(copy: Path) -> Path:
    """The world with a second version of the act, which repeats one article and drops the annex."""
    act = copy / "statements" / "pass-act.csv"
    rows = act.read_text("utf-8").splitlines()
    write(
        copy / "statements" / "pass-act-2.csv",
        rows[0],
        rows[1].replace(",desired,", ",missing,").replace("callsFor", "findsMissing"),
        rows[3],
    )
    passages = (copy / "passages" / "pass-act.csv").read_text("utf-8").splitlines()
    write(copy / "passages" / "pass-act-2.csv", *passages[:5])
    for folder in ("elements", "labels"):  # so that it does not need the first
        shutil.copy(copy / folder / "pass-act.csv", copy / folder / "pass-act-2.csv")
    write(copy / "coverage" / "pass-act-2.csv", "passage,reason", "a1-h,heading")
    document = (copy / "documents" / "pass-act.csv").read_text("utf-8").splitlines()
    second = document[1].replace("pass-act,", "pass-act-2,").replace("CC0-1.0,1,,", "CC0-1.0,2,pass-act,")
    write(copy / "documents" / "pass-act-2.csv", document[0], second.replace("2021-03-02", "2022"))
    return copy


def test_versions_stand_side_by_side_and_share_what_they_both_say(two_versions: Path) -> None:
    assert check(two_versions) == []
    graph = build(two_versions)
    linkage = "linkage:joint-tide-programme--promotes--apprenticeships"
    pattern = f"?s pg:linkage {linkage} ; dcterms:identifier ?id ; pg:document/pg:version ?version"
    shared = ask_sparql(graph, f"SELECT ?id ?version {{ {pattern} }} ORDER BY ?version")
    assert shared.rows == (("pass-act.a1-01", "1"), ("pass-act-2.a1-01", "2"))
    assert ask_sparql(graph, "ASK { document:pass-act-2 dcterms:replaces document:pass-act }").rows == (("yes",),)
    assert ask_sparql(graph, f"SELECT (COUNT(*) AS ?n) {{ {linkage} pg:subject ?x }}").rows == (("1",),)
    differ = ask(graph, "which-links-have-different-statuses").to_csv()
    assert "pass-act-2.r1-01" in differ  # what the first wants, the second finds missing
    take_out(two_versions, "pass-act")
    found = told(two_versions)
    assert found.startswith("documents/pass-act-2.csv:2:117: no document is called 'pass-act'")
    assert len(found.splitlines()) == 1


def test_a_text_is_that_of_the_version_with_its_digest(two_versions: Path, texts: Path) -> None:
    second = (texts / "pass-act.txt").read_text("utf-8").replace("Gulls", "Terns")
    (texts / "pass-act-2.txt").write_text(second, "utf-8")
    corpus = read_corpus(two_versions)
    found = find_texts(corpus, texts)
    assert found["pass-act"].path.name == "pass-act.txt"
    assert anchor(corpus, found).faults == ()


def test_dates_known_to_the_day_the_month_or_the_year_are_ordered_and_checked(two_versions: Path) -> None:
    dates = list(dict.fromkeys(s.date for s in content_of(build(two_versions)).statements))
    assert dates == ["2019-04", "2019-09-14", "2020", "2021-03-02", "2022"]
    path = two_versions / "documents" / "pass-act-2.csv"
    path.write_text(path.read_text("utf-8").replace(",2022,", ",2022-13,"), "utf-8")
    assert "documents/pass-act-2.csv:2:46: '2022-13' is no date for 'date'" in told(two_versions)
