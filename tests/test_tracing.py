"""Paths between two elements, and what tells them."""

from dataclasses import replace

import pytest

from places import WORLD
from policygraph.faults import PolicygraphError
from policygraph.from_rows import content
from policygraph.statements import Content
from policygraph.tracing import path


@pytest.fixture(scope="module")
def said() -> Content:
    return content(WORLD)


def links(said: Content, start: str, end: str, **options: object) -> list[tuple[str, str, str]]:
    """Each step of all paths: the path, the linkage, who tells the path whole."""
    rows = path(said, start, end, **options).rows.to_dicts()  # type: ignore[arg-type]
    return [(r["path"], f"{r['subject']} {r['linkage_type']} {r['object']}", r["told_whole_by"]) for r in rows]


def test_a_path_that_one_document_tells_says_so(said: Content) -> None:
    assert links(said, "tidal-power", "winter-ferries") == [
        ("1", "tidal-power drives boatbuilding", "harbour-plan"),
        ("1", "boatbuilding enables winter-ferries", "harbour-plan"),
    ]


def test_a_path_stitched_from_two_is_told_by_none(said: Content) -> None:
    found = links(said, "valley-timber", "school-open-all-year")
    assert [told for _, _, told in found] == ["", "", ""]
    assert "Stitched" in path(said, "valley-timber", "school-open-all-year").parts[0].heading


def test_steps_bound_the_length(said: Content) -> None:
    assert links(said, "tidal-power", "winter-ferries", steps=1) == []
    assert len(links(said, "valley-timber", "school-open-all-year", steps=2)) == 0
    assert len(links(said, "valley-timber", "school-open-all-year", steps=3)) == 3


def test_what_is_wanted_and_what_is_do_not_meet_in_a_path_unless_asked(said: Content) -> None:
    # the round table is to govern the pass (desired), which carries out the strategy (existing)
    apart = links(said, "round-table", "green-keel-strategy", status=("existing", "desired"), either_way=True)
    mixed = links(
        said, "round-table", "green-keel-strategy", status=("existing", "desired"), either_way=True, mixed=True
    )
    assert apart == []
    assert [link for _, link, _ in mixed][:2] == [
        "round-table governs harbour-pass",
        "green-keel-strategy implementedThrough harbour-pass",
    ]


def test_a_link_that_is_only_listed_is_no_step(said: Content) -> None:
    assert links(said, "keel-vouchers", "small-yards", status=("possible",)) == []
    assert len(links(said, "financial-tools", "small-yards", status=("possible",))) == 1


def test_only_is_no_denial_to_walk_over(said: Content) -> None:
    assert links(said, "joint-tide-programme", "large-harbours", status=("denied",)) == []


def test_a_symmetric_link_is_walked_from_either_end(said: Content) -> None:
    assert links(said, "green-keel-strategy", "joint-tide-programme") == [
        ("1", "green-keel-strategy coordinatesWith joint-tide-programme", "harbour-plan")
    ]
    assert links(said, "joint-tide-programme", "green-keel-strategy") != []


def test_backwards_only_if_asked_and_a_hint_if_that_would_help(said: Content) -> None:
    assert links(said, "winter-ferries", "tidal-power") == []
    assert "--either-way" in " ".join(path(said, "winter-ferries", "tidal-power").says)
    assert len(links(said, "winter-ferries", "tidal-power", either_way=True)) == 2
    assert "←" in path(said, "winter-ferries", "tidal-power", either_way=True).to_text(100)


def test_names_stand_for_elements(said: Content) -> None:
    assert links(said, "Tidal power", "winter-ferries") == links(said, "tidal-power", "winter-ferries")


@pytest.mark.parametrize(
    ("start", "end", "options", "told"),
    [
        ("tidal-powr", "winter-ferries", {}, "no element is called 'tidal-powr'; the nearest are tidal-power"),
        ("tidal-power", "Tidal power", {}, "are both tidal-power"),
        ("tidal-power", "silting", {"steps": 0}, "1 to 6 steps, not 0"),
        ("tidal-power", "silting", {"steps": 99}, "1 to 6 steps, not 99"),
        ("tidal-power", "silting", {"status": ("wanted",)}, "no status is called 'wanted'; choose among existing"),
    ],
)
def test_what_cannot_be_walked_is_told(
    said: Content, start: str, end: str, options: dict[str, object], told: str
) -> None:
    with pytest.raises(PolicygraphError, match=told):
        path(said, start, end, **options)  # type: ignore[arg-type]


def test_a_circle_is_walked_round_once(said: Content) -> None:
    (first,) = [s for s in said.statements if s.id == "harbour-plan.1-05"]
    assert first.linkage is not None
    back = replace(first.linkage, id="back", subject="boatbuilding", object="tidal-power")
    round_about = replace(said, statements=(*said.statements, replace(first, id="harbour-plan.9-99", linkage=back)))
    assert links(round_about, "tidal-power", "winter-ferries", steps=6) == links(said, "tidal-power", "winter-ferries")


def test_every_step_of_the_shipped_corpus_is_stated_with_the_status_asked_for() -> None:
    shipped = content()
    statements = {s.id: s for s in shipped.statements}
    rows = path(shipped, "clusters", "innovation", steps=4, status=("existing", "desired"), mixed=True).rows.to_dicts()
    assert rows
    for row in rows:
        for name in row["statements"].split("|"):
            statement = statements[name]
            assert statement.linkage is not None
            assert statement.status == row["status"]
            assert not statement.listed
            assert (statement.linkage.subject, statement.linkage.object) == (row["subject"], row["object"])
