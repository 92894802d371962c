"""Places in the plane: the same each time, nothing on anything else, what hangs together together."""

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest

from places import WORLD, script
from policygraph.from_rows import content
from policygraph.page.columns import Columns
from policygraph.page.communities import Links, communities
from policygraph.page.places import CORNERS, Place, _spoken, placed, places, radii
from policygraph.statements import Content

invent = script("bench/invent")


def links(count: int, pairs: list[tuple[int, int]]) -> Links:
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Links(count, ends[:, 0], ends[:, 1], np.ones(len(ends)))


@pytest.fixture(scope="module", params=["world", "shipped", "invented"])
def said(request: pytest.FixtureRequest) -> Content:
    if request.param == "invented":
        return invent.invented(400, 900)  # type: ignore[no-any-return]
    return content(WORLD if request.param == "world" else None)


@pytest.fixture(scope="module")
def found(said: Content) -> dict[str, Place]:
    return places(said)


def test_every_element_of_the_page_has_a_place_in_whole_units(said: Content, found: dict[str, Place]) -> None:
    assert list(found) == Columns(said, {}).elements
    assert all(isinstance(value, int) for place in found.values() for value in place)


def test_the_same_statements_give_the_same_places(said: Content, found: dict[str, Place]) -> None:
    turned = replace(said, statements=said.statements[::-1], elements=dict(reversed(said.elements.items())))
    assert places(turned) == found


def test_no_two_marks_overlap(said: Content, found: dict[str, Place]) -> None:
    at = np.array([place[:2] for place in found.values()], dtype=float)
    reach = radii(_spoken(Columns(said, {}))) * CORNERS
    distance = np.hypot(*(at[:, None] - at[None, :]).T)
    free = distance - reach[:, None] - reach[None, :]
    np.fill_diagonal(free, 0.0)
    assert free.min() >= 0


def test_the_picture_is_wider_than_high(found: dict[str, Place]) -> None:
    width, height = (np.ptp([place[axis] for place in found.values()]) for axis in (0, 1))
    assert 1.1 < width / height < 2.4


def test_regions_are_apart_and_what_is_in_none_is_below(said: Content, found: dict[str, Place]) -> None:
    discs = []
    reach = dict(zip(found, radii(_spoken(Columns(said, {}))), strict=True))
    for number in range(max(place.region for place in found.values()) + 1):
        inside = [name for name, place in found.items() if place.region == number]
        middle = np.mean([found[name][:2] for name in inside], axis=0)
        discs.append((len(inside), middle, max(np.hypot(*(middle - found[n][:2])) + reach[n] for n in inside)))
    assert [size for size, _, _ in discs] == sorted((size for size, _, _ in discs), reverse=True)
    lowest = max(place.y for place in found.values() if place.region >= 0)
    assert all(place.y > lowest for place in found.values() if place.region < 0)
    for (_, one, near), (_, other, far) in combinations(discs, 2):
        assert np.hypot(*(one - other)) > max(near, far)  # the middle of none lies in another


def test_two_circles_of_friends_are_two_regions() -> None:
    friends = [list(combinations(range(start, start + 9), 2)) for start in (0, 9)]
    at, region = placed(links(18, [*friends[0], *friends[1], (0, 9)]), np.full(18, 8.0), np.ones(18, dtype=bool))
    assert region.tolist() == [0] * 9 + [1] * 9
    within = max(np.hypot(*(at[one] - at[other])) for one, other in friends[0])
    assert np.hypot(*(at[:9].mean(axis=0) - at[9:].mean(axis=0))) > within


def test_linked_elements_lie_nearer_than_others() -> None:
    said = invent.invented(300, 700)
    columns, found = Columns(said, {}), places(said)
    at = {name: np.array(place[:2], dtype=float) for name, place in found.items()}
    linked = [np.hypot(*(at[one.subject] - at[one.object])) for one in columns.linkages]
    names = columns.elements
    chance = [np.hypot(*(at[names[i]] - at[names[-i]])) for i in range(1, len(names))]
    assert np.median(linked) < 0.5 * np.median(chance)


def test_communities_are_numbered_by_their_first_elements_and_nested() -> None:
    ring = [(a + start, b + start) for start in range(0, 40, 5) for a, b in combinations(range(5), 2)]
    rounds = communities(links(40, [*ring, *((start, (start + 5) % 40) for start in range(0, 40, 5))]))
    for finer, coarser in pairwise(rounds):
        assert len({(a, b) for a, b in zip(finer, coarser, strict=True)}) == finer.max() + 1
    for label in rounds:
        assert list(dict.fromkeys(label.tolist())) == list(range(label.max() + 1))


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_few_elements_and_no_link(count: int) -> None:
    at, region = placed(links(count, []), np.full(count, 10.0), np.ones(count, dtype=bool))
    assert at.shape == (count, 2)
    assert region.tolist() == [-1] * count
    assert len({tuple(place) for place in at.tolist()}) == count


def test_a_star_of_five_hundred() -> None:
    radius = np.array([40.0, *[7.0] * 500])
    at, _ = placed(links(501, [(0, other) for other in range(1, 501)]), radius, np.ones(501, dtype=bool))
    away = np.hypot(*(at[1:] - at[0]).T)
    assert away.min() >= CORNERS * 47
    assert away.max() < 600  # about it, not in a line


def test_invented_corpora_are_the_same_each_time_and_as_large_as_asked() -> None:
    one, other = (invent.invented(120, 260) for _ in range(2))
    assert one == other
    assert invent.invented(120, 260, seed=7) != one
    assert len(one.elements) == 120
    assert len({s.linkage.id for s in one.statements if s.linkage}) == 260
    words = [len(s.gloss.split()) for s in one.statements]
    shipped = [len(s.gloss.split()) for s in content().statements]
    assert np.mean(words) == pytest.approx(np.mean(shipped), rel=0.15)
    assert invent.packed_size(s.gloss for s in one.statements) > 0.9 * invent.packed_size(
        s.gloss for s in content().statements
    )
