"""The page: opens from disk without a network, leads to the words, and runs no script but ours."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from browser import ARGUMENTS, Watched, chromium
from places import PROJECT
from policygraph import Content, Graph, build, draw
from policygraph.from_graph import content_of
from policygraph.page.bundle import bundled
from policygraph.page.columns import LANGUAGES
from policygraph.page.explorer import interface
from policygraph.page.style import KINDS, STATUSES
from policygraph.vocabulary import vocabulary


@pytest.fixture(scope="module")
def file(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return draw(graph).write(tmp_path_factory.mktemp("page") / "page.html")


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


def test_the_page_asks_for_nothing_and_lets_nothing_in(graph: Graph) -> None:
    html = draw(graph).html
    assert not re.findall(r"<(?:link|img|iframe|script[^>]+src)\b", html)
    policy = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)[0].replace("&#39;", "'")
    assert "default-src 'none'" in policy
    scripts = re.findall(r"script-src ([^;]+);", policy)[0]
    assert re.fullmatch(r"'sha256-[^']{44}' 'sha256-[^']{44}'", scripts)  # two scripts of ours, and no other
    assert "connect-src" not in policy


def test_the_page_is_the_same_every_time(graph: Graph) -> None:
    assert draw(graph).html == draw(graph).html
    assert draw(content_of(graph)).html == draw(graph).html


def test_the_page_is_ours_whole() -> None:
    """Every module that the page runs is read, and none is left over."""
    folder = PROJECT / "graph" / "policygraph" / "page" / "js"
    modules = {path.stem: path.read_text("utf-8") for path in folder.glob("*.js")}
    script = bundled(modules, "main")
    left_out = [name for name in modules if f"const module_{name} = " not in script]
    assert left_out == ["no_sparql"]  # which stands in for sparql.js where there is no engine


@pytest.mark.parametrize("path", sorted((PROJECT / "graph/policygraph/page/js").glob("*.js")), ids=lambda p: p.stem)
def test_a_module_of_the_page_is_short_and_sets_no_mark_up(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 250
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text)
    names = r"http://(?:www\.w3\.org|graphml\.graphdrawing\.org)"  # of XML, which nobody opens
    assert not re.search(r"fetch\(|XMLHttpRequest|sendBeacon|WebSocket|https?://", re.sub(names, "", text))


def test_all_languages_have_the_same_words() -> None:
    words = interface()
    for language in LANGUAGES:
        assert words[language].keys() == words["en"].keys(), language
        for key, text in words[language].items():
            assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", words["en"][key])), (language, key)


def test_in_a_notebook_the_page_shows_itself(graph: Graph) -> None:
    frame = draw(graph)._repr_html_()
    assert frame.startswith('<iframe srcdoc="')
    assert "<script" not in frame


@pytest.mark.browser
@pytest.mark.parametrize("switch", ["", "--disable-3d-apis"])
def test_it_opens_offline_and_asks_for_nothing(file: Path, switch: str) -> None:
    with chromium([*ARGUMENTS, *([switch] if switch else [])]) as browser:
        watched = Watched(browser, file, "#view=network")
        assert watched.outside() == []
        assert watched.complaints == []
        painted = watched.page.evaluate(
            "() => { const c = document.querySelector('#view canvas');"
            " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
            " return d.filter((v, i) => i % 4 === 3 && v > 0).length }"
        )
        assert painted > 2_000


@pytest.mark.browser
def test_from_search_to_the_words_and_back(browser: Any, file: Path) -> None:
    page = Watched(browser, file).page
    page.wait_for_selector("html[data-ready=all]")
    page.keyboard.press("/")
    page.keyboard.type("quille")  # a French name finds the element too
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('#panel h2')?.textContent.includes('Green Keel Strategy')")
    assert "We miss any coordination between the Green Keel Strategy and the Joint Tide Programme" in page.inner_text(
        "#panel"
    )
    assert "sel=e%2Fgreen-keel-strategy" in page.url
    page.reload()
    page.wait_for_selector("html[data-ready=all]")
    assert "Green Keel Strategy" in page.inner_text("#panel h2")  # the address restores what was seen
    page.go_back()
    page.wait_for_function("() => !location.hash.includes('green-keel-strategy')")


VIEWS = ("start", "focus", "network", "matrix", "missing", "documents", "paths", "table", "reader")


@pytest.mark.browser
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_opens_from_its_address_in_every_language(browser: Any, file: Path, view: str) -> None:
    watched = Watched(browser, file, f"#view={view}&sel=e/harbour-pass")
    for language in LANGUAGES:
        watched.page.select_option("#language", language)
        tab = watched.page.inner_text("#tabs [aria-current=page]")
        assert tab == interface()[language][f"view.{view}"]
        assert watched.page.get_attribute("html", "lang") == language
    assert watched.complaints == []


@pytest.mark.browser
def test_what_is_not_in_the_corpus_has_no_tab(browser: Any, graph: Graph, tmp_path: Path) -> None:
    said = content_of(graph)
    name = next(iter(said.documents))
    kept = tuple(s for s in said.statements if s.document == name)
    alone = replace(said, documents={name: said.documents[name]}, statements=kept, verdicts={})
    page = Watched(browser, draw(alone).write(tmp_path / "page.html")).page
    shown = [tab.get_attribute("data-view") for tab in page.locator("#tabs button").all()]
    assert "documents" not in shown
    assert "focus" in shown


@pytest.mark.browser
def test_undo_goes_back_one_step(browser: Any, file: Path) -> None:
    page = Watched(browser, file).page
    page.click("#tabs [data-view=table]")
    page.click("#tabs [data-view=matrix]")
    page.click("#undo")
    assert page.get_attribute("#tabs [aria-current=page]", "data-view") == "table"


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


@pytest.fixture(scope="module")
def said(graph: Graph) -> Content:
    return content_of(graph)


def spoilt(said: Content, text: str) -> Content:
    """The same with that text as a label, a title, a gloss and a quote."""
    elements = {**said.elements, "silting": replace(said.elements["silting"], label=text, names=(text,))}
    elements["silting"] = replace(elements["silting"], labels=(("en", text),))
    documents = {name: replace(document, title=text) for name, document in said.documents.items()}
    statements = tuple(replace(s, gloss=text, quote=text, document_title=text) for s in said.statements)
    return replace(said, title=text, elements=elements, documents=documents, statements=statements)


@pytest.mark.browser
@pytest.mark.parametrize("text", [*HOSTILE, ""], ids=lambda text: text[:12])
def test_no_text_does_anything_but_be_read(browser: Any, said: Content, tmp_path: Path, text: str) -> None:
    written = draw(spoilt(said, text)).write(tmp_path / "page.html")
    watched = Watched(browser, written, "#view=focus&sel=e/silting")
    watched.page.wait_for_selector("html[data-ready=all]")
    for view in VIEWS:
        watched.page.evaluate("view => { location.hash = `view=${view}&sel=e/silting` }", view)
        watched.page.wait_for_function("view => document.getElementById('view').dataset.view === view", arg=view)
    assert watched.complaints == []
    assert watched.outside() == []
    assert watched.page.locator("img, script[src]").count() == 0
    assert watched.page.title() == " ".join(text.split())


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1280, 800), (380, 800)], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_the_screen_in_light_and_dark(browser: Any, file: Path, size: tuple[int, int], scheme: str) -> None:
    watched = Watched(browser, file, viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    for view in VIEWS:
        watched.page.evaluate("view => { location.hash = `view=${view}&sel=e/harbour-pass` }", view)
        watched.page.wait_for_function("view => document.getElementById('view').dataset.view === view", arg=view)
        assert watched.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), view
    assert watched.complaints == []


@pytest.mark.browser
def test_an_empty_corpus_opens_and_says_so(browser: Any, empty: Path, tmp_path: Path) -> None:
    watched = Watched(browser, draw(build(empty)).write(tmp_path / "page.html"))
    assert watched.complaints == []
    assert "Statements: 0" in watched.page.inner_text("#sum")


@pytest.mark.browser
def test_an_address_that_says_nonsense_opens_the_page(browser: Any, file: Path) -> None:
    for address in ("#view=nowhere&sel=e/nobody", "#sel=l/--", "#sel=s/", "#only.status=no&off.holder=x", "#%E0%A4%A"):
        watched = Watched(browser, file, address)
        assert watched.complaints == []
        assert watched.page.locator("#tabs button").count() > 3
