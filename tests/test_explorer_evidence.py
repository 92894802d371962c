"""Search, filters and evidence panel of the explorer, in a browser, on the invented world."""

from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from browser import Watched, needs_axe
from places import WORLD, WORLD_TEXTS
from policygraph import cite
from policygraph.from_rows import content
from policygraph.graph import Graph
from policygraph.page.explorer import interface, page_html
from policygraph.statements import Content, Statement

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def said() -> Content:
    return content(WORLD)


@pytest.fixture(scope="module")
def file(said: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explorer") / "page.html"
    places = {name: (10.0 * number, 0.0) for number, name in enumerate(said.elements)}
    path.write_text(page_html(said, places), "utf-8")
    return path


@pytest.fixture
def opened(browser: Any, file: Path) -> Iterator[Open]:
    """Opens the page at an address; at the end it has asked for nothing and complained of nothing."""
    watched: list[Watched] = []

    def go(address: str = "#view=table", **context: Any) -> Any:
        watched.append(Watched(browser, file, address, **context))
        watched[-1].page.wait_for_selector("html[data-ready=all]")
        return watched[-1].page

    yield go
    for each in watched:
        assert each.outside() == []
        assert each.complaints == []
        each.page.context.close()


def address(page: Any) -> str:
    return str(page.evaluate("() => decodeURIComponent(location.hash)"))


def found(page: Any, typed: str) -> list[str]:
    """The lines that the search offers, each by its name."""
    page.fill("#q", typed)
    page.wait_for_function("() => !document.getElementById('found').hidden")
    return [line.strip() for line in page.locator("#found .found-name").all_inner_texts()]


# The data


def test_an_element_knows_its_labels_by_language(said: Content) -> None:
    assert said.elements["ferry-charter"].labels == (("en", "Ferry Charter"), ("fr", "Charte des bacs"))
    assert said.elements["office-des-phares"].labels == (("fr", "Office des phares"),)


def test_the_words_are_there_in_every_language() -> None:
    prefixes = ("search.", "filters.", "evidence.")
    keys = {name: {key for key in words if key.startswith(prefixes)} for name, words in interface().items()}
    assert keys["fr"] == keys["nl"] == keys["de"] == keys["en"] != set()


# Search


@pytest.mark.browser
def test_search_leads_to_the_focus_and_the_address_keeps_it(opened: Open) -> None:
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type("harbour")
    page.wait_for_selector("#found-0[aria-selected=true]")
    first, second = (page.inner_text(f"#found-{i} .found-name") for i in (0, 1))
    assert first != second
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#q", "aria-activedescendant") == "found-1"
    page.keyboard.press("Enter")
    assert page.input_value("#q") == ""
    assert "view=focus" in address(page)
    assert second.split(" · ")[0] in page.inner_text("#panel h2")
    page.reload()
    page.wait_for_selector("html[data-ready=all]")
    assert second.split(" · ")[0] in page.inner_text("#panel h2")
    page.click("#undo", force=True) if page.is_enabled("#undo") else page.go_back()
    page.wait_for_function("() => !location.hash.includes('sel=')")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("boatbuilding", "Boatbuilding"),  # the whole name, before names that only hold it
        ("bud", "Seven-Tide Budget"),  # where a word begins
        ("ecole ouverte", "School open all year · École ouverte toute l’année"),  # another language, no accents
        ("jtp", "Joint Tide Programme · JTP"),
        ("boatbiulding", "Boatbuilding"),  # two letters changed about
        ("minstry", "Ministry of Tides"),  # one left out
        ("budget seven", "Seven-Tide Budget"),  # words in another order
    ],
)
def test_search_puts_the_best_name_first(opened: Open, typed: str, first: str) -> None:
    assert found(opened(), typed)[0] == first


@pytest.mark.browser
def test_search_finds_statements_and_documents(opened: Open, said: Content) -> None:
    page = opened()
    named = f"{said.base}statement/valley-reply.1-04"
    (wanted,) = [statement for statement in said.statements if statement.id == "valley-reply.1-04"]
    assert found(page, named) == [wanted.gloss]
    assert found(page, "valley-reply.1-04") == [wanted.gloss]
    last = wanted.gloss.split()[-1].strip(".")
    page.wait_for_function("(gloss) => document.getElementById('found').textContent.includes(gloss)", arg=wanted.gloss)
    assert wanted.gloss in found(page, f"{last} {wanted.gloss.split()[3]}")
    page.keyboard.press("Escape")
    assert "Reply of the Upper Valley to the Harbour Plan" in found(page, "reply of the upper")
    assert found(page, "qqqq") == []
    assert "Nothing is called so" in page.inner_text("#found")


# Filters


def kept(said: Content, keep: Callable[[Statement], bool], of: Callable[[Statement], str]) -> Counter[str]:
    return Counter(of(statement) for statement in said.statements if keep(statement))


def numbers(page: Any, facet: str) -> dict[str, int]:
    """The values of a facet with the numbers beside them, those that keep nothing left out."""
    rows = page.locator(f"[data-facet={facet}] .value")
    names = rows.locator(".value-name").all_text_contents()
    counts = [int(text) for text in rows.locator(".number").all_text_contents()]
    return {name: count for name, count in zip(names, counts, strict=True) if count}


@pytest.mark.browser
def test_each_value_tells_how_many_statements_it_would_keep(opened: Open, said: Content) -> None:
    page = opened()
    assert numbers(page, "status") == kept(said, lambda _: True, lambda s: s.status)
    page.hover("[data-facet=status] .value:has-text('missing')")
    page.get_by_role("button", name="only missing", exact=True).click()
    assert "only.status=missing" in address(page)
    missing = kept(said, lambda s: s.status == "missing", lambda s: s.document)
    assert page.inner_text("#kept-of") == f"{missing.total()} of {len(said.statements)} statements"
    # another value of the same facet would keep as many as before; of other facets only what is missing counts
    assert numbers(page, "status") == kept(said, lambda _: True, lambda s: s.status)
    assert sum(numbers(page, "document").values()) == missing.total()
    page.locator("[data-facet=status] .value", has_text="denied").locator("input").check()
    both = kept(said, lambda s: s.status in ("missing", "denied"), lambda s: s.document)
    assert sum(numbers(page, "document").values()) == both.total()
    assert page.locator(".chip").all_text_contents() == ["Status: only missing×", "Status: only denied×"]
    page.reload()
    page.wait_for_selector("html[data-ready=all]")
    page.click(".chip >> nth=0")
    assert page.locator(".chip").all_text_contents() == ["Status: only denied×"]
    page.click("#filters-reset")
    assert page.locator(".chip").count() == 0
    assert "status" not in address(page)


@pytest.mark.browser
def test_a_group_of_linkage_types_a_period_and_a_long_list(opened: Open, said: Content) -> None:
    page = opened()
    page.click("[data-facet=link] summary")
    causal = page.locator("[data-facet=link] .group-name", has_text="causal").locator("input")
    causal.uncheck()
    types = {"drives", "enables", "hinders", "contributesTo", "affects"}
    left = [s for s in said.statements if not (s.linkage and s.linkage.type in types)]
    assert page.inner_text("#kept-of").startswith(f"{len(left)} of")
    page.locator("[data-facet=link] .value", has_text="drives").locator("input").check()
    assert causal.evaluate("box => box.indeterminate")
    page.click("#filters-reset")
    page.click("[data-facet=period] summary")
    page.select_option("[data-facet=period] select >> nth=0", "2021")
    late = [s for s in said.statements if s.date >= "2021"]
    assert page.inner_text("#kept-of").startswith(f"{len(late)} of")
    assert page.locator(".chip").all_text_contents() == ["from 2021×"]


# Evidence


@pytest.mark.browser
def test_an_element_counts_statements_passages_and_documents(opened: Open, said: Content) -> None:
    name = "joint-tide-programme"
    about = [
        s for s in said.statements if name in ((s.linkage.subject, s.linkage.object) if s.linkage else (s.element,))
    ]
    passages, documents = {(s.document, s.place) for s in about}, {s.document for s in about}
    page = opened(f"#view=table&sel=e/{name}&off.status=existing")
    shown = [s for s in about if s.status != "existing"]
    assert 0 < len(shown) < len(about)
    assert page.inner_text("#panel .sums").startswith(f"{len(shown)} statements ·")
    assert f"{len(about) - len(shown)} more are hidden by filters." in page.inner_text("#panel > .hides")
    page.click("#panel > .hides button")
    assert page.inner_text("#panel .sums") == (
        f"{len(about)} statements · {len(passages)} passages · {len(documents)} documents"
    )
    cards = page.eval_on_selector_all("#panel .said", "cards => cards.map((card) => card.dataset.statement)")
    assert sorted(cards) == sorted(s.id for s in about)
    page.click("#panel .said-link a >> nth=0")
    assert page.inner_text("#panel .what") == "linkage"


@pytest.mark.browser
def test_the_citation_is_the_one_of_the_command(opened: Open, said: Content, graph: Graph) -> None:
    page = opened("#view=table&language=fr")
    for statement in said.statements:
        page.evaluate("(id) => (location.hash = `view=table&language=fr&sel=s/${id}`)", statement.id)
        page.wait_for_selector(f".said[data-statement='{statement.id}']")
        assert page.inner_text("#panel .said .citation >> nth=0") == cite(graph, statement.id)


@pytest.mark.browser
def test_what_is_denied_listed_or_judged_is_told_as_such(opened: Open, said: Content) -> None:
    page = opened("#view=table&sel=s/harbour-plan.2-05")
    assert "not only" in page.inner_text("#panel .said .status")
    assert "denied" not in page.inner_text("#panel .said .said-head")
    page = opened("#view=table&sel=s/harbour-plan.2-07")
    assert "only in a list" in page.inner_text("#panel .said-head")
    page = opened("#view=table&sel=s/valley-reply.3-01")
    assert "reported by" in page.inner_text("#panel .said")
    page = opened("#view=table&sel=s/valley-reply.1-04")
    assert "weaker" in page.inner_text("#panel .verdict")
    assert said.verdicts["valley-reply.1-04"].reason in page.inner_text("#panel .verdict")
    page.click("#panel .verdict a")
    assert "sel=s/isle-note.2-01" in address(page)
    assert "Named as an answer to valley-reply.1-04" in page.inner_text("#panel .verdict")
    page = opened("#view=table&sel=s/valley-reply.2-03")
    assert "Named as falling short of harbour-plan.3-01" in page.inner_text("#panel .verdict")


@pytest.mark.browser
def test_a_pair_tells_the_directions_apart(opened: Open, said: Content) -> None:
    pair = ("joint-tide-programme", "green-keel-strategy")
    between = [s for s in said.statements if s.linkage and {s.linkage.subject, s.linkage.object} == set(pair)]
    page = opened(f"#view=table&sel=p/{pair[0]}/{pair[1]}")
    shown = page.eval_on_selector_all("#panel .said", "cards => cards.map((card) => card.dataset.statement)")
    assert sorted(shown) == sorted(s.id for s in between)
    assert page.get_attribute("#panel .group", "data-group") == "between"  # coordinates with: no direction
    page = opened("#view=table&sel=p/boatbuilding/joint-tide-programme")
    assert page.get_attribute("#panel .group", "data-group") == "back"


@pytest.mark.browser
def test_a_quote_stands_in_the_evidence_where_there_is_one(browser: Any, tmp_path: Path) -> None:
    quoted = content(WORLD, WORLD_TEXTS)
    (tmp_path / "page.html").write_text(page_html(quoted, {}), "utf-8")
    seen = Watched(browser, tmp_path / "page.html", "#view=table&sel=s/harbour-plan.1-05")
    seen.page.wait_for_selector("html[data-ready=all]")
    (statement,) = [s for s in quoted.statements if s.id == "harbour-plan.1-05"]
    assert seen.page.inner_text("#panel blockquote") == statement.quote != ""
    assert (seen.outside(), seen.complaints) == ([], [])


# For everybody


def violations(page: Any) -> list[tuple[str, str]]:
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    scope = {"include": [["#search"], ["#filters"], ["#filterbar"], ["#panel"]]}
    response = axe.run(page, context=scope, options={"resultTypes": ["violations"]}).response
    return [(each["id"], each["nodes"][0]["html"]) for each in response["violations"]]


@needs_axe
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_they_are_made_for_everybody(opened: Open, scheme: str) -> None:
    page = opened("#view=table", color_scheme=scheme, bypass_csp=True)
    assert violations(page) == []
    page.eval_on_selector_all("#filters details", "all => all.forEach((one) => (one.open = true))")
    chosen = "view=table&sel=e/joint-tide-programme&off.status=missing&only.mode=explicit listed"
    page.evaluate("(chosen) => (location.hash = chosen)", chosen)
    page.wait_for_selector("#panel .said")
    assert violations(page) == []
    page.evaluate("location.hash = 'view=table&sel=s/valley-reply.1-04'")
    page.wait_for_selector("#panel .verdict")
    page.keyboard.press("/")
    page.keyboard.type("harbour")
    page.wait_for_selector("#found-0")
    assert violations(page) == []


@pytest.mark.browser
def test_on_a_phone_the_filters_wait_behind_a_button(opened: Open) -> None:
    page = opened("#view=table&off.status=missing", viewport={"width": 380, "height": 800}, has_touch=True)
    fits = "() => document.documentElement.scrollWidth <= innerWidth"
    assert not page.is_visible("#filters")
    assert page.inner_text("#filters-toggle") == "1 filter on"
    assert page.evaluate(fits)
    page.tap("#filters-toggle")
    page.locator("[data-facet=status] .value", has_text="missing").locator("input").check()
    assert "off.status" not in address(page)
    page.get_by_role("button", name="Hide").tap()
    page.fill("#q", "boat")
    page.wait_for_selector("#found-0")
    assert page.evaluate(fits)
    page.tap("#found-0")
    assert "Boatbuilding: " in page.inner_text("#jump")
    page.tap("#jump")
    page.wait_for_function("() => document.getElementById('panel').getBoundingClientRect().top < 300")
    assert page.evaluate(fits)
