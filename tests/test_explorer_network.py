"""The network of the explorer, in a browser, on the invented world."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from browser import Watched, needs_axe
from places import WORLD
from policygraph.from_rows import content
from policygraph.page.explorer import interface, page_html
from policygraph.page.places import Place, places
from policygraph.statements import Content, Linkage

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def said() -> Content:
    return content(WORLD)


@pytest.fixture(scope="module")
def found(said: Content) -> dict[str, Place]:
    return places(said)


@pytest.fixture(scope="module")
def file(said: Content, found: dict[str, Place], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explorer") / "page.html"
    path.write_text(page_html(said, found), "utf-8")
    return path


@pytest.fixture
def opened(browser: Any, file: Path) -> Iterator[Open]:
    """Opens the network; at the end the page has asked for nothing and complained of nothing."""
    watched: list[Watched] = []

    def go(more: str = "", page: Path = file, **context: Any) -> Any:
        watched.append(Watched(browser, page, f"#view=network{more}", **context))
        watched[-1].page.wait_for_selector("html[data-ready=all]")
        return watched[-1].page

    yield go
    for each in watched:
        assert each.outside() == []
        assert each.complaints == []


def at(place: tuple[float, ...], k: float = 2.0) -> str:
    """The part of an address that puts a point of the network into the middle."""
    return f"&network.at={round(place[0])},{round(place[1])},{k}"


def middle(page: Any) -> tuple[float, float]:
    box = page.locator(".network-stage").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def state(page: Any, name: str) -> str:
    return str(page.evaluate("(name) => new URLSearchParams(location.hash.slice(1)).get(name) ?? ''", name))


def drawn(page: Any) -> tuple[ElementTree.Element, list[tuple[float, float, float, str]]]:
    """The picture as it leaves the page, and its labels with left, right and middle."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="SVG").click()
    root = ElementTree.fromstring(Path(waiting.value.path()).read_text("utf-8"))  # noqa: S314 — our own
    labels = []
    for text in root.iter(f"{SVG}text"):
        words, size, bold = text.text or "", float(text.attrib["font-size"]), text.get("font-weight") == "600"
        width = page.evaluate(
            "([words, size, bold, font]) => { const c = document.createElement('canvas').getContext('2d');"
            " c.font = `${bold ? '600 ' : ''}${size}px ${font}`; return c.measureText(words).width; }",
            [words, size, bold, root.attrib["font-family"]],
        )
        shift = {"start": 0.0, "middle": width / 2, "end": width}[text.attrib["text-anchor"]]
        left = float(text.attrib["x"]) - shift
        labels.append((left, left + width, float(text.attrib["y"]), words))
    return root, labels


def single(said: Content, found: dict[str, Place]) -> Linkage:
    """A linkage that is the only line between its ends, with nothing lying on its middle."""
    between = defaultdict(set)
    for s in said.statements:
        if s.linkage:
            between[frozenset((s.linkage.subject, s.linkage.object))].add((s.linkage, s.status))
    for pair, lines in sorted(between.items(), key=lambda item: sorted(item[0])):
        if len(lines) == 1 and len(pair) == 2:
            one, other = (found[name] for name in sorted(pair))
            x, y = (one.x + other.x) / 2, (one.y + other.y) / 2
            if min(((place.x - x) ** 2 + (place.y - y) ** 2) ** 0.5 for place in found.values()) > 25:
                return next(iter(lines))[0]
    raise AssertionError("the world has no such linkage")


def test_a_click_chooses_an_element_a_double_click_goes_to_the_focus(opened: Open, found: dict[str, Place]) -> None:
    page = opened(at(found["harbour-pass"]))
    page.mouse.click(*middle(page))
    assert state(page, "sel") == "e/harbour-pass"
    assert page.locator("#panel h2").first.inner_text().endswith("Harbour Pass")
    page.reload()
    page.wait_for_selector("html[data-ready=all]")
    assert (state(page, "sel"), state(page, "view")) == ("e/harbour-pass", "network")
    assert page.evaluate("document.querySelector('.network-sheet').style.opacity") != "1"  # it is lit
    page.mouse.dblclick(*middle(page))
    assert (state(page, "sel"), state(page, "view")) == ("e/harbour-pass", "focus")


def test_a_click_on_a_line_chooses_its_linkage_and_beside_it_nothing(
    opened: Open, said: Content, found: dict[str, Place]
) -> None:
    linkage = single(said, found)
    one, other = found[linkage.subject], found[linkage.object]
    page = opened(at(((one.x + other.x) / 2, (one.y + other.y) / 2)))
    page.mouse.click(*middle(page))
    assert state(page, "sel") == f"l/{linkage.id}"
    page.keyboard.press("0")
    box = page.locator(".network-stage").bounding_box()
    page.mouse.click(box["x"] + 4, box["y"] + box["height"] - 4)
    assert state(page, "sel") == ""


def test_tab_walks_by_importance_and_escape_leads_out(opened: Open, said: Content) -> None:
    spoken: Counter[str] = Counter()
    for s in said.statements:
        spoken.update({s.linkage.subject, s.linkage.object} if s.linkage else {s.element or ""})
    first = min(spoken, key=lambda name: (-spoken[name], name))
    page = opened()
    page.locator(".network-stage").focus()
    page.keyboard.press("Tab")
    heard = page.inner_text("#live")
    assert said.elements[first].label in heard
    assert f"statements {spoken[first]}," in heard
    page.keyboard.press("Tab")
    assert page.inner_text("#live") != heard
    page.keyboard.press("Shift+Tab")
    assert page.inner_text("#live") == heard
    page.keyboard.press("Enter")
    assert state(page, "sel") == f"e/{first}"
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.network-tools') !== null")


def test_keys_and_wheel_move_what_is_seen_and_the_address_keeps_it(opened: Open, found: dict[str, Place]) -> None:
    page = opened(at(found["harbour-pass"], 1.0))
    page.locator(".network-stage").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    page.wait_for_function("() => location.hash.includes('1.3')")
    x, y, k = map(float, state(page, "network.at").split(","))
    place = found["harbour-pass"]
    assert (x, y, k) == (place.x + 70, place.y, 1.3)
    page.mouse.move(middle(page)[0] - 100, middle(page)[1])
    page.mouse.wheel(0, -200)
    page.wait_for_function("() => !location.hash.includes('1.3')")
    moved, still, near = map(float, state(page, "network.at").split(","))
    assert near > k
    assert moved - 100 / near == pytest.approx(x - 100 / k, abs=1.5)  # what is under the pointer stays under it
    assert still == y
    kept = state(page, "network.at")
    page.reload()
    page.wait_for_selector("html[data-ready=all]")
    assert state(page, "network.at") == kept


def test_dragging_moves_and_chooses_nothing(opened: Open, found: dict[str, Place]) -> None:
    page = opened(at(found["harbour-pass"], 1.0))
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 20, steps=4)
    page.mouse.up()
    page.wait_for_function("() => !location.hash.endsWith('1.0')")
    assert state(page, "network.at") == f"{found['harbour-pass'].x - 60},{found['harbour-pass'].y - 20},1"
    assert state(page, "sel") == ""


def test_filters_hide_lines_and_the_count_says_so(opened: Open, said: Content) -> None:
    def lines(status: set[str]) -> int:
        return len(
            {(s.linkage.subject, s.linkage.object, s.status, s.linkage.exclusive and s.status == "denied")
             for s in said.statements if s.linkage and s.status in status}
        )  # fmt: skip

    every = {s.status for s in said.statements}
    assert opened().inner_text(".network-count") == f"{lines(every)} lines, all drawn"
    assert opened("&only.status=missing").inner_text(".network-count") == f"{lines({'missing'})} lines, all drawn"
    some = opened("&network.lines=50")
    assert (
        some.inner_text(".network-count")
        == f"{round(lines(every) / 4)} of {lines(every)} lines drawn, the most stated first"
    )
    assert "nothing to draw" in opened("&since=2090").inner_text(".network-empty")


def test_labels_lie_on_no_other_and_whole_in_the_picture(opened: Open, said: Content) -> None:
    page = opened()
    root, labels = drawn(page)
    names = {element.label for element in said.elements.values()}
    assert len(labels) > 15
    assert {words for *_, words in labels} <= names
    for number, (left, right, y, words) in enumerate(labels):
        assert left >= 0, words
        assert right <= float(root.attrib["width"]), words
        assert 6 <= y <= float(root.attrib["height"]) - 6, words
        for other_left, other_right, other_y, other in labels[number + 1 :]:
            assert right <= other_left or other_right <= left or abs(y - other_y) >= 12, (words, other)


def test_several_statuses_between_two_are_lines_side_by_side(opened: Open, said: Content) -> None:
    ends = {"joint-tide-programme", "green-keel-strategy"}
    statuses = {
        (s.linkage.subject, s.status)
        for s in said.statements
        if s.linkage and {s.linkage.subject, s.linkage.object} == ends
    }
    root, _ = drawn(opened("&sel=p/joint-tide-programme/green-keel-strategy"))
    lit = [path for path in root.iter(f"{SVG}path") if path.get("opacity") is None]
    assert len(lit) == len(statuses) > 2
    assert len({path.attrib["d"] for path in lit}) == len(lit)
    assert len({(path.get("stroke"), path.get("stroke-dasharray")) for path in lit}) == len({s for _, s in statuses})


def test_the_list_leads_to_elements_and_groups(opened: Open) -> None:
    page = opened()
    page.locator(".network-list summary").click()
    page.locator(".network-groups .link").first.click()
    assert state(page, "sel").startswith("e/")
    page.locator(".network-go").last.click()
    page.wait_for_function("() => location.hash.includes('network.at')")


@pytest.mark.parametrize("language", ["fr", "nl", "de"])
def test_the_network_speaks_the_languages(opened: Open, language: str) -> None:
    page = opened(f"&language={language}")
    assert page.inner_text(".network-list summary") == interface()[language]["network.list"]


@pytest.mark.parametrize("count", [0, 1, 500])
def test_nothing_one_and_a_self_link_with_parallel_statements(
    opened: Open, said: Content, tmp_path: Path, count: int
) -> None:
    model = next(s for s in said.statements if s.linkage)
    assert model.linkage
    own = replace(model.linkage, id="x--drives--x", object=model.linkage.subject)
    said_of_it = tuple(replace(model, id=f"{model.document}.9-{i:03}", linkage=own) for i in range(count))
    few = replace(said, statements=said_of_it, verdicts={})
    path = tmp_path / "few.html"
    path.write_text(page_html(few, places(few)), "utf-8")
    page = opened(page=path)
    assert page.locator(".network-empty").is_visible() == (count == 0)
    if count:
        assert page.inner_text(".network-count") == "1 line"
        page.mouse.click(*middle(page))
        assert state(page, "sel") == f"e/{own.subject}"
        assert re.search(rf"\b{count}\b", page.inner_text("#panel"))


def test_a_phone_shows_it_without_moving_sideways(opened: Open) -> None:
    page = opened(viewport={"width": 380, "height": 720}, has_touch=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 380
    assert page.locator(".network-stage").bounding_box()["height"] > 200


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_network_is_made_for_everybody(opened: Open, scheme: str) -> None:
    page = opened("&sel=e/harbour-pass", color_scheme=scheme, bypass_csp=True)
    page.locator(".network-list summary").click()
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    violations = axe.run(page, context=[["#view"]], options={"resultTypes": ["violations"]}).response["violations"]
    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in violations] == []
