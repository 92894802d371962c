"""Two codings made apart: the figures in the documentation are those that come out."""

from types import ModuleType

import pytest

from places import HERE, PROJECT, script


@pytest.fixture(scope="module")
def comparing() -> ModuleType:
    """The script that compares."""
    return script("compare_codings")


def test_the_figures_in_the_documentation_are_those_that_come_out(comparing: ModuleType) -> None:
    codings = [comparing.read(HERE / "second_coding" / f"{name}.csv") for name in ("first", "second")]
    found = comparing.compare(*codings)
    page = (PROJECT / "docs" / "coding.md").read_text("utf-8")
    assert f"| {found.first}, {found.second} |" in page
    for number, whole in (
        (found.first_met, found.first),
        (found.second_met, found.second),
        (found.type, found.first_met),
        (found.status, found.first_met),
        (found.mode, found.first_met),
    ):
        assert f"| {number} ({number / whole:.0%}".replace("%", " %)") in page


def test_codings_that_are_the_same_agree_and_others_do_not(comparing: ModuleType) -> None:
    row = {
        "passage": "1",
        "subject": "a",
        "linkage_type": "drives",
        "object": "b",
        "status": "existing",
        "mode": "explicit",
        "start": "0",
        "end": "9",
    }
    same = comparing.compare([row], [row])
    assert (same.first_met, same.second_met, same.type, same.status, same.mode) == (1, 1, 1, 1, 1)
    turned = comparing.compare([row], [{**row, "subject": "b", "object": "a", "status": "desired"}])
    assert (turned.first_met, turned.type, turned.status) == (1, 0, 0)
    for other in ({"passage": "2"}, {"object": "c"}, {"start": "9", "end": "12"}):
        assert comparing.nearest(row, [{**row, **other}]) is None
