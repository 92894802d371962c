"""The editor of the service: it knows the graph, answers as the command does, tells what is wrong, lets nothing in."""

import asyncio
import contextlib
import csv
import gzip
import io
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from html import unescape
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from browser import needs_axe
from places import HERE
from policygraph import Graph, ask, questions
from policygraph.answer import Answer
from policygraph.asking import find_element
from policygraph.store.asked import lookup
from policygraph.store.folder import write_store
from policygraph.store.results import str_of
from policygraph.vocabulary import PG, RDFS, SKOS

pytest.importorskip("starlette", reason="the service is not installed (pip install 'policygraph[serve]')")
pytest.importorskip("uvicorn", reason="the service is not installed (pip install 'policygraph[serve]')")

from policygraph.serve.app import app
from policygraph.serve.editor.assets import script
from policygraph.serve.editor.knowledge import Knowledge
from policygraph.serve.editor.naming import named
from policygraph.serve.editor.views import routes
from policygraph.serve.pool import Pool
from policygraph.serve.refusals import TooSlow
from policygraph.serve.settings import Settings
from serving import in_a_thread

GOLDEN = sorted((HERE / "world" / "answers").glob("*.csv"))
HOSTILE = "</script></textarea><img src=x onerror=alert(1)>'\" {{ 7*7 }} \u202e"
HOSTILE_IRI = "https://example.org/hostile"
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
READY = "html[data-ready=all]"


@pytest.fixture(scope="module")
def served(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """The address of a service over the invented world, which holds a name that would do harm, and its log."""
    folder = tmp_path_factory.mktemp("served")
    bad = [
        (ox.NamedNode(HOSTILE_IRI), ox.Literal(HOSTILE)),
        (ox.NamedNode(graph.base + "/evil.example/"), ox.Literal("Elsewhere")),
    ]
    named_graph, label = ox.NamedNode("https://example.org/graph"), ox.NamedNode(RDFS + "label")
    quads = [*graph.quads(), *(ox.Quad(node, label, text, named_graph) for node, text in bad)]
    write_store(quads, folder, graph.base)
    log: list[str] = []
    with running(Pool(str(folder), Settings(timeout=20, workers=2)), log) as address:
        yield address, log


@contextlib.contextmanager
def running(pool: Pool, log: list[str]) -> Iterator[str]:
    """A service in a thread, at a port of this machine."""
    with in_a_thread(app(pool, routes=routes(pool), log=log.append)) as address:
        yield address


@pytest.fixture
def url(served: tuple[str, list[str]]) -> str:
    return served[0]


class Page:
    """A page of the service in the browser, and what it asked for and complained of."""

    def __init__(self, browser: Any, url: str, path: str, **context: Any) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        made = {"viewport": {"width": 1300, "height": 900}, "accept_downloads": True, **context}
        self.page = browser.new_context(**made).new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._stopped)
        self.page.on("console", self._heard)
        self.page.goto(url + path)

    def _stopped(self, dialog: Any) -> None:
        self.complaints.append("a dialog")
        dialog.dismiss()

    def _heard(self, message: Any) -> None:
        # a question that is no SPARQL is answered by 400, of which the browser tells
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.complaints.append(message.text)


@pytest.fixture
def opened(browser: Any, url: str) -> Iterator[Callable[..., Any]]:
    """Opens the editor; in the end nothing was asked for elsewhere, and nothing complained of."""
    pages: list[Page] = []

    def open_at(path: str = "editor", **context: Any) -> Any:
        pages.append(Page(browser, url, path, **context))
        if context.get("java_script_enabled", True):
            pages[-1].page.wait_for_selector(READY, timeout=20_000)
        return pages[-1].page

    yield open_at
    for each in pages:
        assert [asked for asked in each.requests if not asked.startswith((url, "data:", "blob:"))] == []
        assert each.complaints == []
        each.page.context.close()


def fetched(address: str, data: bytes | None = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers in small letters, and body."""
    asked = urllib.request.Request(address, data, {name.replace("_", "-"): text for name, text in headers.items()})  # noqa: S310
    try:
        with urllib.request.urlopen(asked, timeout=30) as response:  # noqa: S310
            return response.status, {name.lower(): text for name, text in response.headers.items()}, response.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, {name.lower(): text for name, text in error.headers.items()}, error.read()


def posted(url: str, sparql: str) -> tuple[int, str]:
    status, _, body = fetched(url + "editor", urlencode({"query": sparql}).encode())
    return status, body.decode()


def known(url: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(fetched(url + "editor/graph.json")[2])
    told |= json.loads(fetched(url + "editor/terms.json")[2])
    return told


def put(page: Any, sparql: str) -> None:
    """Asks something, and waits until it is answered or not."""
    page.fill("#query", sparql)
    page.evaluate("() => delete document.getElementById('answer').dataset.answered")
    page.press("#query", "Control+Enter")
    page.wait_for_selector("[data-answered]", timeout=20_000)


def said(page: Any) -> str:
    text: str = page.inner_text(".says strong")
    return text


def shown(page: Any) -> list[list[str]]:
    """The rows that stand in the page."""
    rows: list[list[str]] = page.evaluate(
        "() => [...document.querySelectorAll('.scroll tbody tr')]"
        ".map(row => [...row.children].map(cell => cell.textContent))"
    )
    return rows


def offered(page: Any) -> list[str]:
    page.wait_for_selector("#query-offer:not([hidden])")
    names: list[str] = page.eval_on_selector_all(
        "#query-offer li", "all => all.map(each => (each.querySelector('code') ?? each.firstChild).textContent)"
    )
    return names


def write(page: Any, text: str, typed: str) -> None:
    """Puts a text into the field and goes on typing at its end."""
    page.fill("#query", text)
    page.evaluate("() => { const q = document.getElementById('query'); q.setSelectionRange(q.value.length, 1e6); }")
    page.keyboard.type(typed)


# What is handed out


def test_the_page_may_do_nothing_but_what_it_needs(url: str) -> None:
    status, headers, body = fetched(url + "editor")
    policy = headers["content-security-policy"]
    assert status == 200
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'")
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    html = body.decode()
    assert re.search(r"<style|style=|\bon\w+=|<script(?! src)", html) is None
    assert re.findall(r'(?:src|href|action)="([^"]*)"', html.split("<noscript>")[0]) == [
        "data:,",
        "editor/editor.css",
        "editor/editor.js",
        "./",
        "./questions",
        "./editor",
        "./explorer",
        "./dossiers/",
        "./ontology",
    ]


def test_the_script_reaches_nowhere_and_is_sent_once(url: str) -> None:
    status, headers, body = fetched(url + "editor/editor.js", Accept_Encoding="gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(body).decode() == script()
    assert len(body) < 40_000
    assert fetched(url + "editor/editor.js", If_None_Match=headers["etag"])[0] == 304
    addresses = set(re.findall(r"https?://[^\s\"'`)\\]+", script()))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert re.search(r"\beval\(|new Function|innerHTML|outerHTML|document\.write|insertAdjacent", script()) is None


def test_it_knows_what_the_graph_holds(url: str, graph: Graph) -> None:
    told = known(url)
    assert told["prefixes"] == graph.prefixes
    assert (told["lacking"], told["more"]) == ([], False)
    properties = {iri: (label, uses) for iri, label, uses, _ in told["properties"]}
    statements = sum(1 for _ in graph.store.quads_for_pattern(None, ox.NamedNode(PG + "holder"), None))
    assert properties[PG + "holder"] == ("holder", statements)
    things = {iri: (label, also) for iri, label, also, _ in told["things"]}
    ids = {identifier for _, identifier in graph.element_names}
    assert {f"{graph.base}element/{identifier}" for identifier in ids} <= set(things)
    assert [each["name"] for each in told["questions"]] == list(questions())
    documents = {str_of(row[0]) for row in graph.query(lookup("documents").sparql).rows}
    assert {iri for iri, _ in told["documents"]} == documents
    assert "The Harbour Plan" in {label for _, label in told["documents"]}
    assert fetched(url + "editor/terms.json")[2] == fetched(url + "editor/terms.json")[2]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"[]", 200),
        (b"[1]", 400),
        (b'"https://example.org/"', 400),
        (b"{", 400),
        (b"", 400),
        (json.dumps(["https://example.org/> } SELECT"]).encode(), 400),
        (json.dumps(["x"] * 501).encode(), 400),
        (b"[" + b" " * (1 << 20) + b"]", 400),
    ],
    ids=["none", "number", "no list", "no JSON", "nothing", "injected", "too many", "too long"],
)
def test_labels_are_given_for_addresses_only(url: str, body: bytes, status: int) -> None:
    assert fetched(url + "editor/labels", body)[0] == status


def test_a_label_is_given_for_what_has_one(url: str, graph: Graph) -> None:
    tidal = graph.base + "element/tidal-power"
    body = json.dumps([tidal, HOSTILE_IRI, "https://example.org/nothing"]).encode()
    assert json.loads(fetched(url + "editor/labels", body)[2]) == {tidal: "Tidal power", HOSTILE_IRI: HOSTILE}


def test_things_are_found_by_their_names_and_words_are_never_a_query(url: str, graph: Graph) -> None:
    def found(words: str) -> tuple[int, Any]:
        status, _, body = fetched(f"{url}editor/find?words={quote(words)}")
        return status, json.loads(body) if status == 200 else body.decode()

    assert [graph.base + "element/tidal-power", "Tidal power"] in found("TIDAL pow")[1]
    assert found('") } # \\ \n ?x') == (200, [])
    assert found("")[0] == 400
    assert found("x" * 101)[0] == 400


def test_the_best_name_is_the_label_in_english() -> None:
    def row(says: str, text: str, language: str | None, of: str = "https://example.org/a") -> tuple[Any, ...]:
        return ox.NamedNode(of), ox.NamedNode(says), ox.Literal(text, language=language)

    pref, label = SKOS + "prefLabel", RDFS + "label"
    names = named(
        [row(pref, "a first", "en"), row(label, "Zwei", "de"), row(label, "two", None), row(label, "Zz", "en")]
    )
    thing = names["https://example.org/a"]
    assert (thing.label, thing.also) == ("Zz", "Zwei|a first|two")
    assert named([(ox.BlankNode("b"), ox.NamedNode(label), ox.Literal("nobody"))]) == {}


class Weary:
    """A pool that answers nothing that goes through the whole graph."""

    def __init__(self, pool: Any) -> None:
        self.pool, self.base, self.prefixes, self.asked = pool, pool.base, pool.prefixes, 0
        self.place, self.generation = pool.place, pool.generation

    async def stream(self, sparql: str, media: str, **more: Any) -> Any:
        self.asked += 1
        if "COUNT" in sparql or "OPTIONAL" in sparql:
            raise TooSlow("the query was ended at the limit of time")
        return await self.pool.stream(sparql, media, **more)


def test_what_takes_too_long_to_gather_is_left_out_and_told(graph: Graph, tmp_path: Path) -> None:
    write_store(graph.quads(), tmp_path, graph.base)

    async def twice() -> tuple[dict[str, Any], int, int]:
        async with Pool(str(tmp_path), Settings(workers=1)) as pool:
            weary = Weary(pool)
            knowledge = Knowledge(weary)
            told = await knowledge.terms()
            first = weary.asked
            await knowledge.terms()
            return told, first, weary.asked

    told, first, after = asyncio.run(twice())
    assert told["lacking"] == ["classes", "properties", "things"]
    assert told["more"]
    assert {iri for iri, *_ in told["things"]} == {
        f"{graph.base}element/{identifier}" for _, identifier in graph.element_names
    }
    assert first == after  # it is not tried again at once


# Without JavaScript


def test_the_form_gives_a_table(url: str) -> None:
    status, html = posted(url, "SELECT ?x { VALUES ?x { 1 2 } } ORDER BY ?x")
    assert status == 200
    assert re.findall(r"<td>(.*?)</td>", html) == ["1", "2"]
    assert "<strong>2 rows</strong>" in html
    assert "<td>yes</td>" in posted(url, "ASK {}")[1]
    triples = posted(url, "CONSTRUCT { ?e a pg:Element } WHERE { ?e dcterms:identifier 'tidal-power' }")[1]
    assert '<a href="./element/tidal-power" rel="noreferrer">element:tidal-power</a>' in triples


def test_the_form_says_what_is_wrong_and_keeps_what_was_written(url: str) -> None:
    for sparql, status, why in (
        ("SELECT ?x {", 400, "not SPARQL"),
        ("DELETE WHERE { ?a ?b ?c }", 400, "update"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }", 400, "SERVICE"),
        ("  ", 400, "Write a question first."),
    ):
        told, html = posted(url, sparql)
        assert told == status, sparql
        assert why in html, sparql
        kept = html.partition('aria-describedby="keys">')[2].partition("</textarea>")[0]
        assert unescape(kept).strip() == sparql.strip()
    assert posted(url, "#" * (1 << 20))[0] == 413


def test_nothing_of_a_question_or_answer_is_mark_up(url: str) -> None:
    html = posted(url, f"SELECT ?label {{ <{HOSTILE_IRI}> rdfs:label ?label }} # {HOSTILE}")[1]
    assert "<img" not in html
    assert html.count("</textarea>") == 1
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    path = f"editor?{urlencode({'query': HOSTILE})}"
    assert "<img" not in fetched(url + path)[2].decode()
    answer = posted(url, 'SELECT ?x { BIND(IRI("javascript:alert(1)") AS ?x) }')[1].partition('id="answer"')[2]
    assert "<td>javascript:alert(1)</td>" in answer
    assert "<a " not in answer


def test_the_form_cuts_what_is_too_large_for_a_page(url: str) -> None:
    html = posted(url, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000")[1]
    assert "<strong>1,000 rows</strong>; there are more" in html
    html = posted(url, "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 100000")[1]
    assert "<strong>1,000 rows</strong>; there are more" in html


@pytest.mark.browser
def test_without_scripts_it_is_a_form_that_works(opened: Callable[..., Any]) -> None:
    page = opened("editor", java_script_enabled=False)
    page.click("#around summary")
    page.click('a[href="editor?question=which-links-are-found-missing"]')
    assert "status:missing" in page.input_value("#query")
    page.click("#ask")
    assert page.inner_text("#answer strong").endswith("rows")
    page.fill("#query", "ASK {")
    page.click("#ask")
    assert "not SPARQL" in page.inner_text("#answer")
    assert page.input_value("#query") == "ASK {"


# In the browser


@pytest.mark.browser
def test_every_packaged_question_has_the_answer_of_the_command(opened: Callable[..., Any], graph: Graph) -> None:
    page = opened()
    seen = set()
    for golden in GOLDEN:
        name, *pairs = golden.stem.split(".")
        values = dict(pair.split("=") for pair in pairs)
        answer = ask(graph, name, **values)
        sparql = questions()[name].sparql
        for parameter in questions()[name].parameters:
            if value := values.get(parameter.name):
                term = page.evaluate("([sparql, name, term]) => module_editor_questions.withValue(sparql, name, term)",
                                     [sparql, parameter.name, term_of(graph, parameter.kind, value)])  # fmt: skip
                sparql = str(term)
        page.evaluate("() => delete document.getElementById('answer').dataset.answered")
        page.evaluate("fragment => { location.hash = fragment; }", urlencode({"question": name, "query": sparql}))
        page.wait_for_selector("[data-answered=yes]", timeout=20_000)
        assert page.inner_text("#about h2") == questions()[name].summary
        assert sorted(shown(page)) == sorted(list(row) for row in answer.rows), golden.stem
        if len(answer):
            heads = page.eval_on_selector_all(".scroll thead th", "all => all.map(each => each.textContent)")
            assert heads == list(answer.headings), golden.stem
        seen.add(name)
    assert seen == set(questions())


def term_of(graph: Graph, kind: str, value: str) -> str:
    """The value of a parameter as SPARQL writes it."""
    if kind == "element":
        return str(find_element(graph, value))
    if kind == "document":
        return f"<{graph.base}document/{value}>"
    return f'"{value}"' if kind == "text" else f"{kind}:{value}"


@pytest.mark.browser
def test_from_the_list_to_an_answer_about_one_element(opened: Callable[..., Any], graph: Graph) -> None:
    page = opened()
    page.fill("#find", "linked ELEMENT")
    page.click('[data-question="what-is-linked-to-an-element"]')
    page.wait_for_selector("[data-answered=yes]")
    everything = len(shown(page))
    page.fill("#value-element", "tidal")
    page.wait_for_selector("#value-element-offer li")
    page.press("#value-element", "Enter")
    page.wait_for_selector("[data-answered=yes]")
    assert 0 < len(shown(page)) < everything
    assert "VALUES ?element { element:tidal-power } #+ values: ?element" in page.input_value("#query")
    assert page.input_value("#value-element") == "Tidal power"
    assert sorted(shown(page)) == sorted(map(list, held(graph, "what-is-linked-to-an-element", "tidal-power").rows))
    page.click("#value-element")
    page.keyboard.type(" and what nobody chose")
    page.press("#value-element", "Tab")
    assert page.input_value("#value-element") == "Tidal power"
    page.press("#value-element", "Control+A")
    page.press("#value-element", "Delete")
    page.press("#value-element", "Tab")
    page.wait_for_function("all => document.querySelectorAll('.scroll tbody tr').length === all", arg=everything)


@pytest.mark.browser
def test_a_value_is_chosen_and_taken_back(opened: Callable[..., Any], graph: Graph) -> None:
    page = opened("editor#question=what-became-of-each-ask")
    page.wait_for_selector("[data-answered=yes]")
    for name, label, values in (
        ("verdict", "not found in scope", {"verdict": "notFoundInScope"}),
        ("document", "Reply of the Upper Valley to the Harbour Plan", {"document": "valley-reply"}),
    ):
        page.evaluate("() => delete document.getElementById('answer').dataset.answered")
        page.select_option(f"#value-{name}", label=label)
        page.wait_for_selector("[data-answered=yes]")
        expected = ask(graph, "what-became-of-each-ask", **values)
        assert sorted(shown(page)) == sorted(map(list, expected.rows))
        page.select_option(f"#value-{name}", "")
    assert page.input_value("#query") == questions()["what-became-of-each-ask"].sparql


@pytest.mark.browser
def test_what_a_question_needs_is_asked_for_first(opened: Callable[..., Any], url: str) -> None:
    page = opened()
    told = json.loads(fetched(url + "editor/graph.json")[2])
    for question in told["questions"]:
        question["parameters"] = [[name, kind, meaning, True] for name, kind, meaning, _ in question["parameters"]]
    page.route("**/graph.json", lambda route: route.fulfill(json=told))
    page.reload()
    page.wait_for_selector(READY)
    page.click('[data-question="what-bridges-a-gap"]')
    page.wait_for_selector("[data-answered=no]")
    assert said(page) == "Choose gap first: this question starts from it."
    page.fill("#value-gap", "winter")
    page.wait_for_selector("#value-gap-offer li")
    page.press("#value-gap", "Enter")
    page.wait_for_selector("[data-answered=yes]")


def held(graph: Graph, name: str, element: str) -> Answer:
    return ask(graph, name, element=element)


@pytest.mark.browser
def test_completion_is_of_this_graph(opened: Callable[..., Any]) -> None:
    page = opened()
    start = "SELECT * WHERE {\n  ?statement "
    write(page, start, "pg:hol")
    assert offered(page)[0] == "pg:holder"
    page.keyboard.press("Enter")
    assert page.input_value("#query") == start + "pg:holder"
    write(page, "SELECT * WHERE {\n  ?x a ", "pg:S")
    assert {"pg:Statement", "pg:SourceDocument"} <= set(offered(page))
    write(page, "SELECT * WHERE { ?x pg:holder ", "tidal")  # by what it is called
    assert "element:tidal-power" in offered(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("#query").endswith("element:tidal-power")
    write(page, "SELECT ?one ?other WHERE { ?one pg:holder ", "?")
    assert offered(page) == ["?one", "?other"]
    write(page, "SELECT * WHERE { ?x ?y ?z } ", "ORD")
    assert offered(page)[0] == "ORDER"
    page.keyboard.press("Enter")  # nothing was chosen: it is a new line
    assert page.input_value("#query").endswith("ORD\n")
    write(page, "", "statu")
    assert "status:" in offered(page)
    page.keyboard.press("Escape")
    assert page.is_hidden("#query-offer")
    for quiet in ("# pg:", 'SELECT * { ?x rdfs:label "pg:', "SELECT * { ?x rdfs:label '''a\npg:"):
        write(page, quiet, "h")
        page.wait_for_timeout(100)
        assert page.is_hidden("#query-offer"), quiet


@pytest.mark.browser
def test_it_asks_while_the_graph_is_being_gathered(opened: Callable[..., Any], url: str) -> None:
    page = opened()
    held: list[Any] = []
    page.route("**/terms.json", lambda route: held.append(route))
    page.goto(url + "editor#question=what-is-linked-to-an-element")
    page.reload()
    page.wait_for_selector("[data-answered=yes]")
    assert "is being gathered" in page.inner_text("#lacking")
    assert page.locator("[data-shape]").count() == 0
    write(page, "", "SEL")
    assert offered(page)[0] == "SELECT"
    held[0].continue_()
    page.wait_for_selector(READY)
    assert page.inner_text("#lacking") == ""
    page.wait_for_selector("[data-shape=lines]")  # by the names of elements, which are known only now


@pytest.mark.browser
def test_what_is_written_is_cut_into_its_signs(opened: Callable[..., Any]) -> None:
    page = opened()
    places = {
        "SELECT * { ?x a pg:St": "class",
        "SELECT * { ?x pg:passage/rdfs:la": "predicate",
        "SELECT * { ?x pg:passage/rdfs:label ?y ; pg:ho": "predicate",
        "SELECT * { ?x pg:holder element:a , el": "object",
        "SELECT * { ?x pg:holder ?y . el": "subject",
        "SELECT * { ?x (pg:subject|pg:ob": "predicate",
        "SELECT * { ?x pg:note 'a . b' ; pg:ho": "predicate",
        "SELECT * { ?x pg:degree 1.5 . el": "subject",
        "SELECT * { OPTIONAL { el": "subject",
    }
    for text, position in places.items():
        assert page.evaluate("text => module_editor_tokens.placeAt(text).position", text) == position, text
    hostile = 'SELECT "un\\"closed # {\n<<<< ^^ @ \u202e \U0001f600 ' + "(" * 2000 + "'" * 2001 + "\\" * 2000
    for text in (hostile, hostile[::-1], "<" * 5000, "a:" * 5000, '"""' + '"' * 5000, "\\" * 9999):
        cut = page.evaluate(
            "text => { const t0 = performance.now(), all = module_editor_tokens.tokens(text);"
            " return [all.map(each => each.text).join('') === text, performance.now() - t0]; }",
            text,
        )
        assert cut[0]
        assert cut[1] < 1000, text[:20]


@pytest.mark.browser
def test_labels_stand_beside_addresses_and_lead_to_their_pages(opened: Callable[..., Any], graph: Graph) -> None:
    page = opened()
    put(page, "SELECT ?e { ?e dcterms:identifier 'tidal-power' }")
    assert shown(page) == [["Tidal power element:tidal-power"]]
    assert page.get_attribute(".scroll tbody a", "href") == "./element/tidal-power"
    put(
        page,
        f"SELECT * {{ VALUES ?x {{ <{graph.base}/evil.example/> <javascript:alert(1)> <https://example.org/far> }} }}",
    )
    page.wait_for_selector("[data-named=yes]")
    links = page.eval_on_selector_all(".scroll tbody a", "all => all.map(each => each.href)")
    assert len(links) == 2
    assert all(link.startswith(("http://127.0.0.1:", "https://example.org/far")) for link in links)
    page.click("#query")
    write(page, "SELECT * { ?x a ", "pg:Statement")
    page.keyboard.press("Escape")
    page.wait_for_function("() => document.getElementById('meaning').textContent.includes('statement (class, ')")
    write(page, "SELECT * { ?x a ", "pg:Nonsense")
    page.wait_for_function("() => document.getElementById('meaning').textContent.includes('has no such word')")


@pytest.mark.browser
def test_no_label_can_do_harm(opened: Callable[..., Any]) -> None:
    page = opened()
    put(page, f"SELECT ?x ?label ?n {{ ?x rdfs:label ?label FILTER(?x = <{HOSTILE_IRI}>) BIND(1 AS ?n) }}")
    page.wait_for_selector("[data-named=yes]")
    assert shown(page)[0][1] == HOSTILE
    page.click("[data-shape=bars]")
    assert page.locator(".drawing img").count() == 0
    assert HOSTILE[:9] in page.inner_text(".drawing") or "<" in (page.text_content(".drawing") or "")
    write(page, f"SELECT * {{ <{HOSTILE_IRI}", "")
    page.keyboard.press("Control+Space")
    page.wait_for_selector("#query-offer:not([hidden])")
    assert "<img" in page.inner_text("#query-offer")
    page.evaluate("fragment => { location.hash = fragment; }", urlencode({"query": HOSTILE, "question": HOSTILE}))
    page.wait_for_selector("[data-answered=no]")
    assert page.locator("img").count() == 0


@pytest.mark.browser
def test_what_is_wrong_is_told_with_its_place(opened: Callable[..., Any]) -> None:
    page = opened()
    put(page, "SELECT ?x\nWHERE { ?x pg:holder }")
    assert said(page).startswith("Not SPARQL: line 2, column 22: ")
    page.click("#there")
    at = page.evaluate("() => document.getElementById('query').selectionStart")
    assert page.input_value("#query")[:at].endswith("?x pg:holder ")
    assert page.locator(".stumbled").count() == 1
    put(page, "SELECT * WHERE { ?x pg:holder & }")  # the prefix was declared before it, on the same line
    assert re.match(r"Not SPARQL: line 1, column (\d+):", said(page))
    column = int(re.findall(r"column (\d+)", said(page))[0])
    assert 25 <= column <= 33
    put(page, "SELECT * { ?x nope:y ?z }")
    assert "nope:" in said(page)
    for sparql, why in (
        ("CLEAR ALL", "only questions are answered"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }", "another service"),
        ("SELECT * " + "{" * 600 + "}" * 600, "nested too deep"),
        (" ", "Write a question first."),
    ):
        put(page, sparql)
        assert why in said(page)


@pytest.mark.browser
def test_a_long_question_is_stopped_and_the_next_answered(opened: Callable[..., Any]) -> None:
    page = opened()
    page.fill("#query", LONG)
    page.press("#query", "Control+Enter")
    page.click("#stop")
    page.wait_for_selector("[data-answered=no]")
    assert said(page) == "Stopped: there is no answer."
    page.fill("#query", LONG)
    page.press("#query", "Control+Enter")
    put(page, "ASK {}")
    assert shown(page) == [["yes"]]


@pytest.mark.browser
def test_a_large_answer_is_cut_and_told(opened: Callable[..., Any]) -> None:
    page = opened()
    put(page, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert said(page) == "10,000 rows"
    assert "These are the first; there are more." in page.inner_text(".says")
    page.click("[data-step=Next]")
    assert "101–200 of 10,000" in page.inner_text(".pages")
    page.click("[data-sort='0']")
    assert "1–100 of 10,000" in page.inner_text(".pages")
    put(page, "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f }")
    assert said(page) == "10,000 triples"


@pytest.mark.browser
def test_a_picture_where_two_columns_name_things_and_where_one_counts(
    opened: Callable[..., Any], graph: Graph
) -> None:
    page = opened()
    put(page, "SELECT ?subject ?status ?object { ?s pg:linkage ?l ; pg:status ?status ."
              " ?l pg:subject ?subject ; pg:object ?object }")  # fmt: skip
    page.click("[data-shape=lines]")
    drawn = page.inner_text(".drawing")
    assert "∅ missing" in drawn
    assert "does not say that the link is there" not in page.inner_text(".stage")
    with page.expect_download() as download:
        page.click("[data-file=SVG]")
    root = ElementTree.parse(download.value.path()).getroot()  # noqa: S314 - our own
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    with page.expect_download() as download:
        page.click("[data-file=PNG]")
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    put(page, "SELECT ?subject ?object { ?l pg:subject ?subject ; pg:object ?object }")
    assert "does not say that the link is there" in page.inner_text(".stage")
    put(page, "SELECT ?status (COUNT(*) AS ?n) { ?s pg:status ?status } GROUP BY ?status")
    page.click("[data-shape=bars]")
    counts = {row[0]: row[1] for row in ask(graph, "how-many-statements-per-status").rows}
    assert all(label in page.inner_text(".drawing") for label in counts)
    put(page, "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } FILTER(CONTAINS(STR(?g), '/status/')) }")
    page.click("[data-shape=lines]")
    assert "asked for" not in page.inner_text(".drawing")
    assert "desired" in page.inner_text(".drawing")


@pytest.mark.browser
def test_what_is_downloaded_is_all_of_it(opened: Callable[..., Any], url: str) -> None:
    page = opened()
    sparql = "SELECT ?s ?label { ?s rdfs:label ?label } ORDER BY ?s ?label"
    put(page, sparql)

    def saved(name: str) -> tuple[str, bytes]:
        with page.expect_download() as download:
            page.click(f'[data-file="{name}"]')
        return download.value.suggested_filename, Path(download.value.path()).read_bytes()

    name, data = saved("CSV")
    _, _, expected = fetched(url + "sparql?" + urlencode({"query": sparql}), Accept="text/csv")
    assert (name, data) == ("answer.csv", expected)
    assert json.loads(saved("JSON")[1])["head"]["vars"] == ["s", "label"]
    rows = list(csv.reader(io.StringIO(saved("CSV with labels")[1].decode("utf-8-sig"))))
    assert rows[0] == ["s", "s address", "label"]
    assert len(rows) == len(expected.splitlines())
    put(page, "DESCRIBE element:tidal-power")
    assert list(ox.parse(saved("Turtle")[1], format=ox.RdfFormat.TURTLE))


@pytest.mark.browser
def test_a_link_restores_what_was_asked_and_no_log_holds_it(
    opened: Callable[..., Any], served: tuple[str, list[str]]
) -> None:
    page = opened()
    mine = "SELECT ('not for the log' AS ?said) {}"
    put(page, mine)
    other = opened("editor" + page.evaluate("() => location.hash"))
    other.wait_for_selector("[data-answered=yes]")
    assert other.input_value("#query") == mine
    assert shown(other) == [["not for the log"]]
    assert not [line for line in served[1] if "not for" in line or "not+for" in line]
    assert page.locator("#before li").count() == 1
    page.click("#before summary")
    page.click("#forget")
    assert page.locator("#before li").count() == 0


@pytest.mark.browser
def test_a_question_goes_with_its_prefixes(opened: Callable[..., Any]) -> None:
    page = opened()
    whole = page.evaluate(
        "([sparql, prefixes]) => module_editor_asking.complete(sparql, prefixes)",
        ["PREFIX a: <x:>\nSELECT ?x { ?x a:b 'pg:no' ; c:d <e:f> } # e:g", {"a": "1", "pg": "2", "c": "3", "e": "4"}],
    )
    assert whole == "PREFIX c: <3> PREFIX a: <x:>\nSELECT ?x { ?x a:b 'pg:no' ; c:d <e:f> } # e:g"


@needs_axe
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 380])
def test_everybody_can_use_it(opened: Callable[..., Any], scheme: str, width: int) -> None:
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    page = opened(color_scheme=scheme, viewport={"width": width, "height": 900})

    def check(what: str) -> None:
        found = [(each["id"], each["nodes"][0]["html"][:200]) for each in axe.run(page).response["violations"]]
        assert found == [], what
        assert page.evaluate("() => document.documentElement.scrollWidth") == width, what

    check("the beginning")
    page.evaluate("() => { location.hash = 'question=what-is-linked-to-an-element'; }")
    page.wait_for_selector("[data-answered=yes]")
    check("a question with fields")
    page.evaluate("() => { location.hash = 'question=how-many-statements-per-status'; }")
    page.wait_for_selector("[data-answered=yes] [data-shape=bars]")
    check("a table")
    page.click("[data-shape=bars]")
    check("bars")
    write(page, "SELECT * { ?x a ", "pg:S")
    offered(page)
    check("an offer")
    assert page.evaluate("() => document.documentElement.dataset.theme") == scheme
    page.click("#dark")
    assert page.evaluate("() => document.documentElement.dataset.theme") != scheme
    check("the other light")
