"""The site: every page is reached, every link leads somewhere, nothing leaves, and the same comes out twice."""

import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from browser import needs_axe
from places import WORLD, WORLD_TEXTS
from policygraph import PolicygraphError
from policygraph.dossiers.mentions import mentions_of
from policygraph.forms import ID
from policygraph.from_rows import content
from policygraph.site import write_site
from policygraph.site.names import LONGEST, file_name
from policygraph.statements import Content, Verdict

HOSTILE = "</style></script><script>alert(1)</script>'\" onmouseover=alert(1) {{ 7*7 }} \u202e"
VERDICT = Verdict(
    "harbour-plan.3-01", "weaker", ("pass-act.anx-01",), "Asked & found <less>.", "Ines Quay", "2021-05-01"
)


class Links(HTMLParser):
    """The links of a page, the places in it that can be led to, and what it would fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.fetched: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name == "href" and tag == "a":
                self.links.append(value or "")
            elif name in ("src", "href", "srcset", "action", "data"):
                self.fetched.append(value or "")


@pytest.fixture(scope="module")
def harbours() -> Content:
    return replace(content(WORLD, WORLD_TEXTS), verdicts={VERDICT.ask: VERDICT})


@pytest.fixture(scope="module")
def site(harbours: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(harbours, tmp_path_factory.mktemp("site") / "site")


def read(folder: Path) -> dict[str, str]:
    """The pages of a site by their paths."""
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in sorted(folder.rglob("*.html"))}


def lost(folder: Path) -> list[str]:
    """The links that lead to no file or to no place in it, and the places that are there twice."""
    pages = {name: Links(html) for name, html in read(folder).items()}
    wrong = []
    for name, page in pages.items():
        wrong += [f"{name}: #{place} twice" for place in {*page.ids} if page.ids.count(place) > 1]
        wrong += [f"{name} fetches {address}" for address in page.fetched]
        for link in page.links:
            if re.match("https?://", link):
                continue
            path, _, place = link.partition("#")
            target = os.path.normpath(Path(name).parent / unquote(path)).replace(os.sep, "/") if path else name
            if target not in pages or (place and unquote(place) not in pages[target].ids):
                wrong.append(f"{name}: {link}")
    return wrong


def reached(folder: Path) -> set[str]:
    """The pages that the index leads to."""
    return {link.partition("#")[0] for link in Links((folder / "index.html").read_text("utf-8")).links} - {""}


def test_there_is_a_page_for_every_element_and_document_and_the_index_leads_to_it(
    site: Path, harbours: Content
) -> None:
    pages = {name for name in read(site) if name != "index.html"}
    wanted = {f"element/{name}.html" for name in mentions_of(harbours)}
    assert pages == wanted | {f"document/{name}.html" for name in harbours.documents}
    assert reached(site) == pages
    assert "element/tide-fund.html" not in pages  # nothing is said of it


def test_every_link_leads_to_a_file_and_a_place(site: Path) -> None:
    assert lost(site) == []


def test_what_is_said_stands_on_the_page_of_each_end_and_in_the_document(site: Path) -> None:
    pages = read(site)
    for name in ("element/keel-vouchers.html", "element/small-yards.html", "document/harbour-plan.html"):
        assert 'id="harbour-plan.2-07"' in pages[name]
        assert "nobody took a stance on this link in particular" in pages[name]
    assert "the link itself is not denied" in pages["element/large-harbours.html"]
    assert "denied</span>" not in pages["element/large-harbours.html"]


def test_a_document_tells_its_statements_in_order_and_its_scope(site: Path, harbours: Content) -> None:
    for name, document in harbours.documents.items():
        html = (site / "document" / f"{name}.html").read_text("utf-8")
        places = [place for place in Links(html).ids if place.startswith(f"{name}.")]
        assert places == [s.id for s in harbours.statements if s.document == name]
        assert ("Coded whole." in html) == (not document.scope)
        assert ("Coded in part." in html) == bool(document.scope)


def test_a_verdict_stands_with_the_ask_and_with_what_it_rests_on(site: Path) -> None:
    pages = read(site)
    assert (
        "What became of it: <strong>weaker</strong>. Asked &amp; found &lt;less&gt;."
        in pages["element/harbour-pass.html"]
    )
    assert "A verdict rests on this" in pages["element/tide-log.html"]


def test_the_same_content_gives_the_same_bytes(site: Path, harbours: Content, tmp_path: Path) -> None:
    again = write_site(harbours, tmp_path / "again")
    assert {name: html.encode() for name, html in read(again).items()} == {
        name: html.encode() for name, html in read(site).items()
    }


def test_a_site_is_replaced_as_a_whole_and_a_stranger_is_left_alone(harbours: Content, tmp_path: Path) -> None:
    folder = write_site(harbours, tmp_path / "out")
    (folder / "element" / "old.html").write_text("old", "utf-8")
    write_site(harbours, folder)
    assert not (folder / "element" / "old.html").exists()
    (folder / "thesis.docx").write_text("mine", "utf-8")
    with pytest.raises(PolicygraphError, match=r"thesis\.docx"):
        write_site(harbours, folder)
    assert (folder / "thesis.docx").read_text("utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("name", ["../../etc/x", "con", "a" * (LONGEST + 1), "A", "a/b", "ä", "", "com1", "id--0"])
def test_the_name_of_a_file_is_safe(name: str) -> None:
    folder, _, file = file_name("element", name).partition("/")
    assert folder == "element"
    assert re.fullmatch(r"id--[0-9a-f]{32}\.html", file)
    assert not ID.fullmatch(file.removesuffix(".html"))  # so it is that of no other element


def test_hostile_words_are_only_read(harbours: Content, tmp_path: Path) -> None:
    elements = {
        name: replace(element, label=HOSTILE, names=(HOSTILE,)) if name == "silting" else element
        for name, element in harbours.elements.items()
    }
    documents = {
        name: replace(document, title=HOSTILE, url="javascript:alert(1)", identifier=HOSTILE, scope=HOSTILE)
        for name, document in harbours.documents.items()
    }
    documents = {
        name: replace(document, passages_in_scope=1, words_in_scope=1) for name, document in documents.items()
    }
    texts: dict[str, Any] = {"gloss": HOSTILE, "quote": HOSTILE, "cue": HOSTILE, "document_title": HOSTILE}
    many: dict[str, Any] = dict.fromkeys(("modality", "degree", "condition", "reported_by"), (HOSTILE,))
    statements = tuple(replace(s, **texts, **many, place=HOSTILE) for s in harbours.statements)
    changed = replace(harbours, title=HOSTILE, elements=elements, documents=documents, statements=statements)
    folder = write_site(changed, tmp_path / "site")
    for name, html in read(folder).items():
        page = Links(html)
        assert page.tags.count("script") == (1 if name == "index.html" else 0), name
        assert page.tags.count("style") == 1
        assert not [link for link in page.links if link.startswith("javascript:")]
        assert "{{ 7*7 }}" in html
    assert lost(folder) == []


def test_of_a_corpus_without_statements_there_is_an_index(empty: Path, tmp_path: Path) -> None:
    folder = write_site(content(empty), tmp_path / "site")
    assert list(read(folder)) == ["index.html"]
    assert "0 statements in 0 documents" in read(folder)["index.html"]


def test_of_the_shipped_corpus_every_link_leads_somewhere(tmp_path: Path) -> None:
    shipped = content()
    folder = write_site(shipped, tmp_path / "site")
    assert lost(folder) == []
    assert len(read(folder)) == 1 + len(shipped.documents) + len(mentions_of(shipped))


# In a browser

SEEN = ["index.html", "element/harbour-pass.html", "element/small-yards.html", "document/pass-act.html"]


def opened(browser: Any, path: Path, **context: Any) -> tuple[Any, list[str]]:
    """A page with the network cut, and what it asks for beside itself or complains of."""
    page = browser.new_context(offline=True, **context).new_page()
    heard: list[str] = []
    page.on("request", lambda request: None if request.url == path.as_uri() else heard.append(request.url))
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(path.as_uri())
    return page, heard


@pytest.mark.browser
@pytest.mark.parametrize("name", SEEN)
def test_a_page_asks_for_nothing_and_fits_the_screen(browser: Any, site: Path, name: str) -> None:
    for width in (1280, 380):
        page, heard = opened(browser, site / name, viewport={"width": width, "height": 900})
        assert heard == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("() => getComputedStyle(document.querySelector('main')).maxWidth") == "1216px"  # styled
        page.context.close()


@needs_axe
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", SEEN)
def test_a_page_is_made_for_everybody(browser: Any, site: Path, name: str, scheme: str) -> None:
    page, _ = opened(browser, site / name, color_scheme=scheme, bypass_csp=True)
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found] == []


@pytest.mark.browser
def test_from_a_name_in_any_language_to_the_sentence(browser: Any, site: Path) -> None:
    page, heard = opened(browser, site / "index.html")
    page.keyboard.press("/")
    page.keyboard.type("DRÔITS quai")  # letters count, neither case nor accents
    assert page.locator("[data-names]:visible").count() == 1
    assert page.inner_text("#found") == "1 found"
    page.keyboard.press("Enter")
    page.wait_for_url("**/element/harbour-dues.html")
    assert "has had its day" in page.inner_text("main") or "had their day" in page.inner_text("main")
    page.click("a:has-text('Note de l’Île de Brume')")
    page.wait_for_url("**/document/isle-note.html")
    assert heard == [(site / name).as_uri() for name in ("element/harbour-dues.html", "document/isle-note.html")]


@pytest.mark.browser
def test_what_nobody_is_called_is_told(browser: Any, site: Path) -> None:
    page, _ = opened(browser, site / "index.html")
    page.fill("#search", "zeppelin")
    assert page.locator("[data-names]:visible").count() == 0
    assert "not coded is not absent" in page.inner_text("#found")
    page.press("#search", "Escape")
    assert page.locator("[data-names]:visible").count() == page.locator("[data-names]").count() > 0


@pytest.mark.browser
def test_without_a_script_the_index_is_a_list(browser: Any, site: Path) -> None:
    page, heard = opened(browser, site / "index.html", java_script_enabled=False)
    assert heard == []
    assert not page.is_visible("#search")
    assert page.is_visible("text=Keel vouchers")
