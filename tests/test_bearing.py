"""What rests on what, and what is said of a linkage over time."""

from dataclasses import replace

import pytest

from places import WORLD
from policygraph.bearing import load_bearing
from policygraph.dates import Period
from policygraph.faults import PolicygraphError
from policygraph.from_rows import content
from policygraph.history import timeline
from policygraph.statements import Content, Statement


@pytest.fixture(scope="module")
def said() -> Content:
    return content(WORLD)


def without(said: Content, document: str) -> Content:
    documents = {name: each for name, each in said.documents.items() if name != document}
    kept = tuple(s for s in said.statements if s.document != document)
    return replace(said, documents=documents, statements=kept)


def linkages(statements: tuple[Statement, ...]) -> set[str]:
    return {s.linkage.id for s in statements if s.linkage}


def test_what_would_go_is_what_has_gone_when_it_is_taken_out(said: Content) -> None:
    table = load_bearing(said).parts[0].table
    assert table is not None
    for row in table.rows:
        name, own_linkages, own_elements = row[0], row[4], row[5]
        left = without(said, name)
        gone = linkages(said.statements) - linkages(left.statements)
        assert len(gone) == int(own_linkages)
        alone = {r["linkage"] for r in load_bearing(said, name).rows.to_dicts()}
        assert alone == gone
        assert (own_elements, own_linkages) != ("0", "0")


def test_statements_and_documents_are_counted_apart(said: Content) -> None:
    rows = {row["linkage"]: row for row in load_bearing(said).rows.to_dicts()}
    thrice = rows["green-keel-strategy--coordinatesWith--joint-tide-programme"]
    assert (thrice["statements"], thrice["documents"]) == ("4", "3")
    assert rows["keel-vouchers--funds--small-yards"]["listed"] == "1"


def test_an_element_that_hangs_by_one_document_is_cut_off_without_it(said: Content) -> None:
    # of timber policy nobody else speaks
    only_valley = load_bearing(said, "valley-reply")
    assert "timber policy" in only_valley.parts[1].says[0].casefold()
    table = load_bearing(said).parts[0].table
    assert table is not None
    cut = {row[0]: int(row[6]) for row in table.rows}
    assert cut["harbour-plan"] > 0  # it ties the school and the ferries of the Isle to the rest
    assert cut["pass-act"] == 2  # it alone ties the saltworks and their apprenticeships to the programme


def test_an_unknown_document_is_told_with_those_there_are(said: Content) -> None:
    with pytest.raises(PolicygraphError, match="no document is called 'harbor-plan'; choose among harbour-plan"):
        load_bearing(said, "harbor-plan")


def test_a_corpus_of_one_document_hangs_on_it(said: Content) -> None:
    alone = said.between(Period("2020", "2020"))
    report = load_bearing(alone)
    assert report.says[0].startswith("5 linkages in 1 document: 5 hang on one statement, 5 on one document")


def test_statuses_follow_the_dates_of_their_documents(said: Content) -> None:
    rows = timeline(said).rows.to_dicts()
    told = [(r["date"], r["status"]) for r in rows if r["linkage"] == "ferry-charter--integrates--silting"]
    assert told == [("2019-04", "desired"), ("2020", "existing")]
    assert "2019" in timeline(said).to_text(100)


def test_a_linkage_of_one_date_is_in_the_timeline_of_its_element_only(said: Content) -> None:
    name = "tidal-power--drives--boatbuilding"
    assert {r["linkage"] for r in timeline(said, "tidal-power").rows.to_dicts()} == {name}
    one = "harbour-pass--bridges--winter-gap"
    assert one not in {r["linkage"] for r in timeline(said).rows.to_dicts()}
    assert one in {r["linkage"] for r in timeline(said, "winter-gap").rows.to_dicts()}


def test_what_changed_stands_first(said: Content) -> None:
    changed, alike = timeline(said).parts
    assert changed.table is not None
    assert alike.says == ("None.",)
    assert len(changed.table) == 5  # as the table of the world's README has them


def test_an_unknown_element_is_told_with_the_nearest(said: Content) -> None:
    with pytest.raises(PolicygraphError, match="the nearest are tidal-power"):
        timeline(said, "tidal-powr")


def test_reports_cannot_inject(said: Content) -> None:
    hostile = replace(said.elements["tidal-power"], label="<script>alert(1)</script> | [x](y)")
    spoilt = replace(said, elements={**said.elements, "tidal-power": hostile})
    for report in (timeline(spoilt), timeline(spoilt, "tidal-power"), load_bearing(spoilt)):
        assert "<script>alert" not in report.to_html()
        assert "<script" not in report.to_markdown()
        assert "[x](y)" not in report.to_markdown()


def test_numbers_of_the_shipped_corpus_add_up() -> None:
    shipped = content()
    table = load_bearing(shipped).parts[0].table
    assert table is not None
    assert sum(int(row[2]) for row in table.rows) == len(shipped.statements)
    rows = load_bearing(shipped).rows.to_dicts()
    assert len(rows) == len(linkages(shipped.statements))
    assert sum(int(row["statements"]) for row in rows) == sum(bool(s.linkage) for s in shipped.statements)
