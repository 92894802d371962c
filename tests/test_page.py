"""The page: opens from disk without a network, leads to the words, and runs no script but ours."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from browser import Watched, chromium
from places import WORLD
from policygraph import Graph, build, draw, to_network
from policygraph.layout import layout
from policygraph.page.style import KINDS, STATUSES
from policygraph.vocabulary import vocabulary


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def file(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw(graph).write(tmp_path_factory.mktemp("page") / "page.html")


def plain(text: str) -> str:
    """The text without the marks that keep a name from turning its neighbours."""
    return text.replace("\u2068", "").replace("\u2069", "")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.1, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_status_and_every_kind_has_a_look_of_its_own() -> None:
    assert tuple(style.name for style in STATUSES) == vocabulary().names("status")
    assert set(KINDS) == set(vocabulary().element_types.values())
    for part in ("light", "dark", "dash", "sign"):
        assert len({getattr(style, part) for style in STATUSES}) == len(STATUSES), part
    for style in STATUSES:
        assert contrast(style.light, "#f6f6f3") >= 4.5, style.name
        assert contrast(style.dark, "#1e2125") >= 4.5, style.name


def test_the_page_fetches_nothing(graph: Graph) -> None:
    html = draw(graph).html
    assert not re.findall(
        r"<(?:link|img|iframe|script[^>]+src)\b", html.partition('<script type="application/json"')[0]
    )
    assert "bootstrap" not in html.lower().split("<script>")[0]
    assert "connect-src" not in html
    assert "default-src 'none'" in html


def test_the_page_is_the_same_every_time(graph: Graph) -> None:
    assert draw(graph).html == draw(graph).html


def test_in_a_notebook_the_page_shows_itself(graph: Graph) -> None:
    frame = draw(graph)._repr_html_()
    assert frame.startswith('<iframe srcdoc="')
    assert "<script" not in frame


def test_no_two_labels_overlap_in_the_layout(graph: Graph) -> None:
    network = to_network(graph)
    sizes = dict.fromkeys(network, (120.0, 50.0))
    places = layout(network, sizes)
    points = np.array([places[node] for node in network], dtype=float)
    apart = np.abs(points[:, None] - points[None, :])
    overlapping = ((apart[..., 0] < 120) & (apart[..., 1] < 50)).sum() - len(points)
    assert overlapping == 0
    assert layout(network, sizes) == places


@pytest.mark.browser
def test_it_opens_offline_and_asks_for_nothing(browser: Any, file: Path) -> None:
    watched = Watched(browser, file)
    assert watched.outside() == []
    assert watched.complaints == []
    painted = watched.page.evaluate(
        "() => { const c = document.querySelector('canvas');"
        " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " return d.filter((v, i) => i % 4 === 3 && v > 0).length }"
    )
    assert painted > 2_000


@pytest.mark.browser
def test_from_search_to_the_words(browser: Any, file: Path) -> None:
    page = Watched(browser, file).page
    page.keyboard.press("/")
    page.keyboard.type("quille")  # a French name finds the element too
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Green Keel Strategy"
    page.click("#panel .list button:has-text('missing')")
    text = page.inner_text("#panel")
    assert "We miss any coordination between the Green Keel Strategy and the Joint Tide Programme" in text
    assert "valley-reply.1-03" in text
    assert "Upper Valley finds missing" in text
    page.reload()
    page.wait_for_selector("html[data-ready]")
    assert "valley-reply.1-03" in page.inner_text("#panel")  # the address restores what was seen


@pytest.mark.browser
def test_a_click_on_an_edge_shows_every_statement_on_it(browser: Any, file: Path) -> None:
    page = Watched(browser, file).page
    left, top = page.evaluate(
        "() => { const { network } = policygraph;"
        " const [a, b] = Object.values(network.getPositions(['timber-policy', 'harbour-plan']));"
        " const spot = network.canvasToDOM({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });"
        " const box = document.getElementById('canvas').getBoundingClientRect();"
        " return [spot.x + box.x, spot.y + box.y] }"
    )
    page.mouse.click(left, top)
    assert plain(page.inner_text("#panel h2")) == "Timber Policy – is part of – Harbour Plan"
    assert page.locator("#panel article").count() == 1


@pytest.mark.browser
def test_a_link_address_shows_all_statements_and_tells_sources_apart(browser: Any, file: Path) -> None:
    address = "#link=green-keel-strategy--coordinatesWith--joint-tide-programme%2C%20desired"
    page = Watched(browser, file, address).page
    assert page.locator("#panel article").count() == 2
    assert "2 statements in 2 documents" in page.inner_text("#panel")


@pytest.mark.browser
def test_listed_mentions_and_denials_of_only_are_told_apart(browser: Any, file: Path) -> None:
    page = Watched(browser, file, "#element=keel-vouchers").page
    assert "Named only in lists: nobody took a stance on it in particular." in page.inner_text("#panel")
    page = Watched(browser, file, "#element=small-yards").page
    assert page.locator("#panel .tag.listed").count() == 2  # keel vouchers and net loans, but not the tools in general
    page = Watched(browser, file, "#link=joint-tide-programme--targets-only--large-harbours%2C%20denied").page
    assert "the link itself is not denied" in page.inner_text("#panel")
    assert "targets (not only)" in page.inner_text("#panel h2")


@pytest.mark.browser
def test_a_status_can_be_hidden_by_keyboard(browser: Any, file: Path) -> None:
    page = Watched(browser, file).page
    page.focus("[data-status=existing]")
    page.keyboard.press("Enter")
    assert page.get_attribute("[data-status=existing]", "aria-pressed") == "false"


HOSTILE = [
    "</script><script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "\u202eright to left",
    "x" * 10_000,
    "🏭 ∅ é",
    "{{ 7*7 }} {% raw %}",
    "' onmouseover='alert(1)",
    "__proto__",
]


@pytest.mark.browser
@pytest.mark.parametrize("label", HOSTILE, ids=lambda label: label[:12])
def test_a_label_does_nothing_but_be_read(browser: Any, copy: Path, tmp_path: Path, label: str) -> None:
    labels = copy / "labels.csv"
    cell = '"' + label.replace('"', '""') + '"'
    labels.write_text(
        labels.read_text("utf-8").replace("silting,en,preferred,Silting", f"silting,en,preferred,{cell}"),
        "utf-8",
    )
    plan = copy / "statements" / "harbour-plan.csv"
    gloss = "The Ministry of Tides says that silting does damage to the ferries in winter."
    plan.write_text(plan.read_text("utf-8").replace(gloss, '"So it is said: ' + cell[1:]), "utf-8")
    written = draw(build(copy)).write(tmp_path / "page.html")
    watched = Watched(browser, written, "#element=silting")
    assert watched.complaints == []
    assert watched.outside() == []
    assert watched.page.locator("#panel h2").text_content() == label.strip()
    assert watched.page.locator("img").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_the_screen_in_light_and_dark(browser: Any, file: Path, size: tuple[int, int], scheme: str) -> None:
    watched = Watched(browser, file, viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    assert watched.complaints == []
    assert watched.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_a_corpus_without_statements_opens_and_says_so(browser: Any, empty: Path, tmp_path: Path) -> None:
    watched = Watched(browser, draw(build(empty)).write(tmp_path / "page.html"))
    assert watched.complaints == []
    assert "This corpus has no statements yet." in watched.page.inner_text("#panel")


def test_the_world_is_where_the_tests_think_it_is() -> None:
    assert WORLD.is_dir()
