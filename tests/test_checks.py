"""Every kind of fault has a corpus that has it: the invented world, spoilt in one place."""

from pathlib import Path

import pytest
from conftest import WORLD, WORLD_TEXTS, Break

from policygraph import build, check
from policygraph.faults import CorpusError, PolicygraphError, blocking

PLAN = "statements/harbour-plan.csv"
REPLY = "statements/valley-reply.csv"
ISLE = "statements/isle-note.csv"


def told(corpus: Path, sources: Path | None = None) -> list[str]:
    """The faults, the folder left out of their places."""
    return [str(fault).removeprefix(f"{corpus.as_posix()}/") for fault in check(corpus, sources)]


def test_the_invented_world_has_no_fault_and_no_warning() -> None:
    assert check(WORLD, WORLD_TEXTS) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (PLAN, "green-keel-strategy,implementedThrough,", "green-keel-strategy,implementsThrough,",
         "statements/harbour-plan.csv:4:57: no linkage type is called 'implementsThrough'; did you mean implementedThrough"),
        (PLAN, "joint-tide-programme,funds,boatbuilding,ministry-of-tides,,asserts,", "joint-tide-programme,funds,boatbuilding,ministry-of-tides,,says,",
         "statements/harbour-plan.csv:2:97: no stance is called 'says'; choose among asserts, welcomes"),
        (PLAN, "tidal-power,drives,boatbuilding", "tidal-powr,drives,boatbuilding",
         "statements/harbour-plan.csv:6:38: no element is called 'tidal-powr'; did you mean tidal-power?"),
        (PLAN, "1-05,1-s5,332,363", "1-05,1-s5,363,332", "statements/harbour-plan.csv:6:11: start 363 is not before end 332"),
        (PLAN, "1-05,1-s5,332,363", "1-05,1-s5,332,99999",
         "statements/harbour-plan.csv:6:15: end 99999 lies outside the text, which has 1453 characters"),
        (PLAN, "1-05,1-s5,332,363", "1-05,1-s5,332,420", "statements/harbour-plan.csv:6:11: the words stand outside the passage 1-s5"),
        (PLAN, "1-05,1-s5,332,363", "1-05,1-s9,332,363", "statements/harbour-plan.csv:6:6: no passage of this document is called '1-s9'"),
        (PLAN, "1-05,1-s5,332,363", "1-05,1-s5,x,363", "statements/harbour-plan.csv:6:11: 'x' in 'start' is no number"),
        (PLAN, "1-05,1-s5,332,363", "1-04,1-s5,332,363", "statements/harbour-plan.csv:6:1: '1-04' stands already in line 5"),
        (PLAN, "1-05,1-s5,332,363", "1 05,1-s5,332,363", "statements/harbour-plan.csv:6:1: '1 05' is no id for 'id'"),
        (PLAN, "1-05,1-s5,332,363,4,f1e90c7d346788d8", "1-05,1-s5,332,363,,",
         "statements/harbour-plan.csv:6:11: the statement has no evidence; give start, end, words and digest, or a quote"),
        (PLAN, "tidal-power,drives,boatbuilding,ministry-of-tides", "tidal-power,drives,boatbuilding,",
         "statements/harbour-plan.csv:6:70: the cell 'holder' is empty"),
        (PLAN, "tidal-power,drives,boatbuilding", "tidal-power,drives,", "statements/harbour-plan.csv:6:57: one of linkage_type and object is empty"),
        (PLAN, "tidal-power,drives,boatbuilding", "boatbuilding,drives,boatbuilding",
         "statements/harbour-plan.csv:6:58: the element is linked to itself"),
        (PLAN, "joint-tide-programme,coordinatesWith", "tide-fund,coordinatesWith",
         "statements/harbour-plan.csv:3:39: the element 'tide-fund' was given up; use joint-tide-programme"),
        (PLAN, "The Ministry of Tides urges", "The Ministry of Tides urges", ""),
        ("elements.csv", "apprenticeships,Concept", "apprenticeships,Notion", "elements.csv:2:17: no element type is called 'Notion'"),
        ("elements.csv", "boatbuilding,Sector,,", "boatbuilding,Sector,boatbuilding,", "elements.csv:3:21: the element boatbuilding is broader than itself"),
        ("elements.csv", "boatbuilding,Sector,,", "boatbuilding,Sector,,galactic", "elements.csv:3:22: no level is called 'galactic'"),
        ("labels.csv", "apprenticeships,en,preferred,", "apprenticeships,en,favourite,", "labels.csv:2:20: no kind of label is called 'favourite'"),
        ("passages/harbour-plan.csv", "1-s1,1,sentence,", "1-s1,1,phrase,", "passages/harbour-plan.csv:6:8: no kind of passage is called 'phrase'"),
        ("documents.csv", "harbour-plan,The Harbour Plan,ministry-of-tides,2019-04", "harbour-plan,The Harbour Plan,ministry-of-tides,April 2019",
         "documents.csv:2:49: 'April 2019' is no date for 'date'; write 2012, 2012-11 or 2012-11-30"),
        ("documents.csv", "harbour-plan,The Harbour Plan,ministry-of-tides", "harbour-plan,The Harbour Plan,harbour-plam",
         "documents.csv:2:31: no element is called 'harbour-plam'"),
        ("mappings.csv", "skos:closeMatch", "owl:sameAs", "no mapping predicate is called 'owl:sameAs'"),
        ("corpus.toml", "https://example.org/harbours/", "harbours", "corpus.toml:1:1: the base 'harbours' is no address that ends in a slash"),
        ("corpus.toml", "title =", "titel =", "corpus.toml:1:1: 'titel' is not expected here"),
    ],
)
def test_a_fault_in_a_row_is_told_with_file_line_and_column(spoil: Break, name: str, old: str, new: str, message: str) -> None:
    if not message:
        pytest.skip("placeholder")
    corpus = spoil(name, old, new)
    found = told(corpus)
    assert any(message in fault for fault in found), found
    with pytest.raises(CorpusError) as error:
        build(corpus)
    assert error.value.faults
