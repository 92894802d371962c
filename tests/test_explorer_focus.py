"""The start of the explorer and its focus in a browser without a network: the harbour regions, and a harsher world."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from browser import Watched, needs_axe
from places import WORLD
from policygraph.from_rows import content
from policygraph.page.explorer import page_html
from policygraph.statements import Content, Linkage

pytestmark = pytest.mark.browser

HOSTILE = (
    "</script><script>document.title='taken'</script>",
    "<img src=x onerror=alert(1)>",
    "\u202eright to left\u202e",
    "long " * 2000,
    "🦀" * 40,
    "",
)
# What is wrong with the texts of the drawing: those that leave it, and those that lie over one another.
ASTRAY = """() => {
  const drawing = document.querySelector(".focus-picture"), room = drawing.getBoundingClientRect();
  const seen = (text) => getComputedStyle(text.closest("g") ?? text).opacity > 0;
  const all = [...drawing.querySelectorAll("text")].filter(seen).map((text) => [text, text.getBoundingClientRect()]);
  const out = (box) => box.left < room.left - 1 || box.right > room.right + 1 || box.bottom > room.bottom + 1;
  const shared = (a, b, from, to) => Math.min(a[to], b[to]) - Math.max(a[from], b[from]);
  const meet = (a, b) => shared(a, b, "left", "right") > 1 && shared(a, b, "top", "bottom") > 5;
  const name = (text) => text.textContent.slice(0, 40);
  return all.flatMap(([text, box], i) => [
    ...(out(box) ? [`${name(text)} is outside`] : []),
    ...all.slice(i + 1).filter(([, other]) => meet(box, other)).map(([other]) => `${name(text)} meets ${name(other)}`),
  ]);
}"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(content(WORLD), tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def harsh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The harbour regions with an element of sixty neighbours, names that nobody should give, and a self-link."""
    said = content(WORLD)
    first = next(each for each in said.statements if each.linkage)
    hub = said.elements["joint-tide-programme"]
    names = [*HOSTILE, *(f"Shipyard number {n} of the long quay in the southern harbour" for n in range(60))]
    silting = said.elements["silting"]
    elements = {
        f"x{n}": replace(silting, id=f"x{n}", iri=f"x:{n}", label=name, names=(name,), labels=(("en", name),))
        for n, name in enumerate(names)
    }
    ends = [*((hub.id, name) for name in elements), *[("x6", hub.id)] * 500, (hub.id, hub.id)]
    more = [
        replace(first, id=f"{first.document}.x{n}", linkage=Linkage(f"{a}--funds--{b}", a, "funds", b, False))
        for n, (a, b) in enumerate(ends)
    ]
    statements = tuple(sorted([*said.statements, *more], key=lambda each: list(said.documents).index(each.document)))
    return written(
        replace(said, elements={**said.elements, **elements}, statements=statements), tmp_path_factory.mktemp("harsh")
    )


def written(said: Content, folder: Path) -> Path:
    path = folder / "page.html"
    path.write_text(page_html(said, {}), "utf-8")
    return path


@pytest.fixture
def opened(browser: Any) -> Iterator[Any]:
    """Opens a page at an address; in the end none may have asked for anything or complained."""
    seen: list[Watched] = []

    def open_page(path: Path, address: str = "", **context: Any) -> Any:
        seen.append(Watched(browser, path, address, **context))
        seen[-1].page.wait_for_selector("html[data-ready=all]")
        return seen[-1].page

    yield open_page
    for watched in seen:
        assert watched.outside() == []
        assert watched.complaints == []
        watched.page.context.close()


def piece(page: Any, name: str) -> Any:
    """The row of the drawing whose text is a name."""
    return page.locator(f'.focus-picture .piece:has(text:text-is("{name}"))').first


def head(page: Any) -> str:
    text: str = page.inner_text(".focus-head h2")
    return text.split(" ", 1)[1]


def test_from_the_start_to_an_element_and_back(opened: Any, world: Path) -> None:
    page = opened(world)
    first = page.locator(".start-kinds table").first.locator("tbody tr").first
    assert first.inner_text().split() == ["Joint", "Tide", "Programme", "8", "4"]  # most documents speak of it
    page.click(".start-search")
    assert page.evaluate("document.activeElement.id") == "q"
    page.click("[data-element=harbour-pass]")
    assert head(page) == "Harbour Pass"
    assert "7 statements in 3 documents" in page.inner_text(".focus-facts")
    page.keyboard.press("Control+z")
    assert page.locator(".start-lead").is_visible()
    page.click("[data-linkage=green-keel-strategy--coordinatesWith--joint-tide-programme]")
    assert head(page) == "Green Keel Strategy"
    assert piece(page, "Joint Tide Programme").get_attribute("aria-pressed") == "true"


def test_the_start_counts_what_the_filters_keep(opened: Any, world: Path) -> None:
    page = opened(world, "#only.document=pass-act")
    assert page.locator("[data-element]").count() == 5
    assert page.inner_text("tr:has([data-element=harbour-pass])").split() == ["Harbour", "Pass", "2", "1"]
    assert "Coded in part" in page.inner_text("li:has([data-document=pass-act])")
    assert "Coded whole" in page.inner_text("li:has([data-document=isle-note])")


def test_the_focus_draws_what_the_filters_keep(opened: Any, world: Path) -> None:
    page = opened(world, "#view=focus&sel=e/joint-tide-programme&only.document=harbour-plan")
    assert piece(page, "Green Keel Strategy").locator("path").count() == 1
    assert "3 statements in 1 document" in page.inner_text(".focus-facts")


def test_each_status_has_a_line_of_its_own(opened: Any, world: Path) -> None:
    page = opened(world, "#view=focus&sel=e/joint-tide-programme")
    row = piece(page, "Green Keel Strategy")
    dashes = row.locator("path").evaluate_all("all => all.map(p => p.getAttribute('stroke-dasharray'))")
    assert len(dashes) == len(set(dashes)) == 3
    assert row.locator("polygon").count() == 0  # coordination has no direction
    assert row.locator("text").all_text_contents()[:3] == ["=", "+ 2", "∅"]
    assert piece(page, "Boatbuilding").locator("polygon").count() == 3  # two heads and a diamond
    assert "targets (not only)" in page.locator(".focus-picture > text").all_text_contents()
    assert "not only: 1 statement in 1 document" in (piece(page, "Large harbours").get_attribute("aria-label") or "")
    page.goto(page.url.split("#")[0] + "#view=focus&sel=e/small-yards")
    widths = {
        name: float(piece(page, name).locator("path").first.get_attribute("stroke-width") or 0)
        for name in ("Keel vouchers", "Financial tools")
    }
    assert widths["Keel vouchers"] < widths["Financial tools"]
    assert "only in a list" in (piece(page, "Keel vouchers").get_attribute("aria-label") or "")


def test_a_click_chooses_and_a_double_click_centres(opened: Any, world: Path) -> None:
    page = opened(world, "#view=focus&sel=e/harbour-pass")
    piece(page, "Round Table").click()
    assert "sel=l%2Fround-table--governs--harbour-pass" in page.url
    assert head(page) == "Harbour Pass"
    page.reload()
    page.wait_for_selector("html[data-ready=all]")
    assert head(page) == "Harbour Pass"
    assert page.locator(".focus-picture .chosen").count() == 1
    piece(page, "Round Table").dblclick()
    assert head(page) == "Round Table"
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert head(page) == "Harbour Pass"
    page.keyboard.press("Escape")
    assert head(page) == "Harbour Pass"  # what was in the middle stays there


def test_what_is_chosen_elsewhere_moves_nothing(opened: Any, world: Path) -> None:
    page = opened(world, "#view=focus&sel=e/boatbuilding")
    page.evaluate("location.hash = '#view=focus&sel=s/valley-reply.2-01'")
    page.wait_for_selector(".focus-picture .chosen")
    assert head(page) == "Boatbuilding"
    page.wait_for_function("location.hash.includes('focus.at=boatbuilding')")
    page.evaluate("location.hash = '#view=focus&sel=s/valley-reply.2-03'")  # has nothing to do with it
    page.wait_for_function("document.querySelector('.focus-head h2').textContent.includes('Harbour Pass')")


def test_all_of_it_by_keys(opened: Any, world: Path) -> None:
    page = opened(world, "#view=focus&sel=e/harbour-pass", viewport={"width": 1400, "height": 800})
    page.locator('.focus-picture [tabindex="0"]').focus()
    label = "document.activeElement.getAttribute('aria-label')"
    seen = [page.evaluate(label)]
    for key in ("ArrowDown", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
        seen.append(page.evaluate(label))
    assert all(one != next_one for one, next_one in pairwise(seen))
    assert [" – Harbour Pass (" in one for one in seen] == [True, True, False, True]  # at the left what leads to it
    page.keyboard.press(" ")
    assert "sel=l%2F" in page.url
    page.keyboard.press("Enter")
    assert head(page) != "Harbour Pass"
    assert page.evaluate("document.activeElement.classList.contains('piece')")
    page.keyboard.press("2")
    assert page.get_attribute('[data-choice="focus.steps.2"]', "aria-pressed") == "true"
    assert "focus.steps=2" in page.url
    page.keyboard.press("/")
    page.keyboard.type("3")
    assert page.get_attribute('[data-choice="focus.steps.2"]', "aria-pressed") == "true"  # a field takes its own keys


def test_two_steps_show_each_element_once_and_lines_that_can_be_chosen(opened: Any, world: Path) -> None:
    page = opened(world, "#view=focus&sel=e/harbour-pass&focus.steps=2")
    marks = page.locator('.focus-picture [data-key^="e."]').evaluate_all("all => all.map(p => p.dataset.key)")
    assert len(marks) == len(set(marks))
    titles = page.locator(".focus-picture > text").all_text_contents()
    assert "1 step: 6 of 6" in titles
    line = page.locator('.piece[aria-label^="Boatbuilding – enables – Winter ferries"]')
    line.focus()
    page.keyboard.press(" ")
    assert "sel=l%2Fboatbuilding--enables--winter-ferries" in page.url
    assert head(page) == "Harbour Pass"
    page.click(".focus-text summary")
    page.wait_for_selector(".focus-list li")
    listed = page.locator(".focus-list li").count()
    assert listed == len(marks)


def test_the_list_tells_what_the_picture_shows(opened: Any, world: Path) -> None:
    page = opened(world, "#view=focus&sel=e/joint-tide-programme&focus.list=open")
    page.wait_for_selector(".focus-list li")
    assert page.locator(".focus-list li").count() == page.locator(".focus-picture .piece").count() == 4
    item = page.inner_text('.focus-list li:has-text("coordinated")')
    assert "existing: 1 statement in 1 document; desired: 2 statements in 2 documents; missing: 1 statement" in item
    page.click('.focus-list li:has-text("Boatbuilding") .centre')
    assert head(page) == "Boatbuilding"


def test_more_than_fit_are_counted_and_opened(opened: Any, harsh: Path) -> None:
    page = opened(harsh, "#view=focus&sel=e/joint-tide-programme")
    shown = page.locator(".focus-picture .piece:not(.opens)").count()
    more = page.locator(".focus-picture .opens").first
    left = int((more.locator("text").text_content() or "").split()[1])
    more.click()
    assert page.locator(".focus-picture .piece:not(.opens)").count() == shown + left
    assert page.locator(".focus-picture .opens text").first.text_content() == "show fewer"
    assert page.locator('.focus-picture text:text-is("= 500")').count() == 1
    assert page.title() != "taken"
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("width", [1400, 380])
def test_no_text_leaves_the_picture_or_lies_over_another(opened: Any, world: Path, harsh: Path, width: int) -> None:
    page = opened(world, "#view=focus", viewport={"width": width, "height": 900})
    for element in ("boatbuilding", "harbour-plan", "joint-tide-programme"):
        for more in ("", "&focus.steps=2", "&focus.steps=3", "&focus.group=kind", "&focus.group=status&language=de"):
            page.goto(f"{world.as_uri()}#view=focus&sel=e/{element}{more}")
            page.wait_for_selector(".focus-picture")
            assert page.evaluate(ASTRAY) == [], (element, more)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page = opened(harsh, "#view=focus&sel=e/joint-tide-programme", viewport={"width": width, "height": 900})
    for more in ("", "&focus.steps=2", "&focus.open=from.l11"):
        page.goto(f"{harsh.as_uri()}#view=focus&sel=e/joint-tide-programme{more}")
        assert page.evaluate(ASTRAY) == [], more
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_not_there_is_said(opened: Any, world: Path, tmp_path: Path) -> None:
    page = opened(world, "#view=focus")
    assert page.locator(".focus-first button").count() == 12
    page.locator(".focus-first button").first.click()
    assert head(page) == "Joint Tide Programme"
    for address, words in (
        ("sel=e/zeppelin", "nothing called"),
        ("sel=e/boatbuilding&only.status=missing", "The filters hide all statements"),
        ("sel=e/ministry-of-tides", "not coded is not absent"),
    ):
        page.goto(f"{world.as_uri()}#view=focus&{address}")
        text = page.inner_text(".focus-empty").replace("was not coded", "not coded")
        assert words in text
    empty = replace(content(WORLD), statements=(), verdicts={})
    page = opened(written(empty, tmp_path))
    assert "no statement" in page.inner_text(".start")


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_start_and_focus_are_made_for_everybody(opened: Any, world: Path, scheme: str) -> None:
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    page = opened(world, color_scheme=scheme, bypass_csp=True)
    for address in (
        "",
        "view=focus&sel=e/harbour-pass&focus.list=open",
        "view=focus&sel=e/harbour-pass&focus.steps=2",
        "view=focus",
    ):
        page.goto(f"{world.as_uri()}#{address}")
        page.wait_for_selector(".start-lead, .focus-picture, .focus-first")
        found = axe.run(page, context="#view", options={"resultTypes": ["violations"]}).response["violations"]
        assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found] == [], address
