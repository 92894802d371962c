"""Questions in SPARQL in the page: answered there as on the command line, refused where they must be, given up."""

import base64
import gzip
import json
import os
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest

from browser import Watched, needs_axe
from places import HERE, script
from policygraph import Graph, PolicygraphError, ask, ask_sparql, build, questions
from policygraph.answer import Answer
from policygraph.asking import find_element
from policygraph.from_graph import content_of
from policygraph.iris import Iris
from policygraph.page import sparql as engines
from policygraph.page.explorer import interface, page_html
from policygraph.page.sparql import engine_for, engine_here

GOLDEN = sorted((HERE / "world" / "answers").glob("*.csv"))
STATE = ("sparql.question", "sparql.query", "sparql.value", "sparql.page", "sparql.shape")  # of the address, not words
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
needs_engine = pytest.mark.skipif(
    not engine_here() and os.environ.get("POLICYGRAPH_REQUIRE_ENGINE") != "1",
    reason="the engine is not here (python scripts/fetch_engine.py): SPARQL in the page was not looked at",
)


@pytest.fixture(scope="module")
def file(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(graph, tmp_path_factory.mktemp("sparql"))


@pytest.fixture
def opened(browser: Any, file: Path) -> Iterator[Callable[..., Any]]:
    """Opens the page at an address; in the end nothing was asked of the network and nothing complained of."""
    watched: list[Watched] = []

    def open_at(address: str, path: Path = file, **context: Any) -> Any:
        watched.append(Watched(browser, path, address, **({"viewport": {"width": 1400, "height": 900}} | context)))
        watched[-1].page.wait_for_selector("html[data-ready=all]")
        return watched[-1].page

    yield open_at
    for each in watched:
        assert each.outside() == []
        assert each.complaints == []
        each.page.context.close()


def written(graph: Graph, folder: Path) -> Path:
    path = folder / "page.html"
    path.write_text(page_html(content_of(graph), {}, engine=engine_for(graph)), "utf-8")
    return path


def at(question: str = "own", **values: str) -> str:
    """The address of a question; `sparql` is a text of one's own, all else are values of parameters."""
    parts = {"view": "sparql", "sparql.question": question}
    parts |= {"sparql.query": values.pop("sparql")} if "sparql" in values else {}
    return "#" + urlencode(parts | {f"sparql.value.{name}": value for name, value in values.items()}, quote_via=quote)


def go(page: Any, address: str) -> None:
    """Goes to another question, and waits for what comes of it."""
    page.evaluate("() => document.querySelector('.sparql-answer')?.removeAttribute('data-answered')")
    page.evaluate("address => { location.hash = address; }", address)
    page.wait_for_selector("[data-answered]", timeout=20_000)


def told(page: Any) -> str:
    page.wait_for_selector("[data-answered]", timeout=20_000)
    text: str = page.inner_text(".sparql-says strong")
    return text


def shown(page: Any) -> tuple[list[str], list[list[str]]]:
    """The headings and the rows that stand in the page."""
    page.wait_for_selector("[data-answered]", timeout=20_000)
    heads, rows = page.evaluate(
        "() => [[...document.querySelectorAll('.sparql-scroll thead th')].map(each => each.textContent),"
        " [...document.querySelectorAll('.sparql-scroll tbody tr')]"
        ".map(row => [...row.children].map(cell => cell.textContent))]"
    )
    return heads, rows


def held(answer: Answer) -> list[list[str]]:
    return [list(row) for row in answer.rows]


# Before any browser


def test_without_the_engine_it_is_said_what_to_do(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "engine_here", lambda: False)
    with pytest.raises(PolicygraphError, match=r"not installed: .* run `python scripts/fetch_engine.py`"):
        engine_for(graph)


def test_a_page_without_an_engine_allows_nothing_that_only_an_engine_needs(graph: Graph) -> None:
    page = page_html(content_of(graph), {})
    assert "wasm-unsafe-eval" not in page
    assert "worker-src" not in page
    assert 'id="engine"' not in page


@needs_engine
def test_with_an_engine_no_more_is_allowed_than_it_needs(file: Path) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', file.read_text("utf-8"))
    assert policy
    allowed = policy[1].replace("&#39;", "'")
    rules = re.sub(r"(?:'sha256-[\w+/=]+' )+", "HASHES ", allowed).split("; ")
    assert rules[:3] == ["default-src 'none'", "script-src HASHES 'wasm-unsafe-eval'", "worker-src blob:"]
    assert "connect-src" not in allowed
    assert "'unsafe-eval'" not in allowed


@needs_engine
def test_the_engine_is_the_same_every_time_and_holds_no_quote(graph: Graph) -> None:
    engine = engine_for(graph)
    assert engine == engine_for(graph)
    text = gzip.decompress(base64.b64decode(engine.quads)).decode("utf-8")
    assert "the Harbour Pass" not in text or graph.quotes
    assert [quote for quote in graph.quotes.values() if json.dumps(quote, ensure_ascii=False) in text] == []
    assert re.search(r"\b(?:fetch|import|eval)\b|</script", engine.script) is None


def test_all_words_are_there_in_every_language() -> None:
    folder = files("policygraph.page").joinpath("js")
    code = "".join(each.read_text("utf-8") for each in folder.iterdir() if each.name.startswith("sparql"))
    said = {key for key in re.findall(r'"(sparql\.[\w.]+)"', code) if not key.startswith(STATE)}
    for language, words in interface().items():
        known = {key for key in words if key.startswith("sparql.")}
        assert said <= known, language
        assert known == {key for key in interface()["en"] if key.startswith("sparql.")}, language


MODULE = """export class Store {}
export function namedNode() {}
export function literal() {}
async function __wbg_load() { fetch(1); }
function initSync() {}
async function __wbg_init() { fetch(2); }
export { initSync, __wbg_init as default };
"""


def test_of_the_engines_module_what_reaches_outside_is_taken_out() -> None:
    fetch = script("fetch_engine")
    alone = fetch.standing_alone(MODULE)
    assert "return { initSync, Store, namedNode, literal };" in alone
    assert "Permission is hereby granted" in alone
    assert not re.search(r"fetch|export|__wbg_", alone)
    for changed, why in (
        (MODULE.replace("function initSync() {}", "function initSync() { fetch(3); }"), "reach outside: 'fetch'"),
        (MODULE.replace("class Store", "class Shop"), "not found: Store"),
        (MODULE.replace("__wbg_load", "__load"), "has no 'async function __wbg_load"),
    ):
        with pytest.raises(ValueError, match=re.escape(why)):
            fetch.standing_alone(changed)


# In the page


@needs_engine
@pytest.mark.browser
def test_every_packaged_question_has_the_answer_of_the_command(opened: Callable[..., Any], graph: Graph) -> None:
    page = opened("#view=sparql")
    assert page.locator(".sparql-list button").count() == len(questions())
    asked = set()
    for golden in GOLDEN:
        name, *pairs = golden.stem.split(".")
        values = dict(pair.split("=") for pair in pairs)
        answer = ask(graph, name, **values)
        kinds = {each.name: each.kind for each in questions()[name].parameters}
        start = Iris(graph.base).element("").value
        values |= {
            n: find_element(graph, v).value.removeprefix(start) for n, v in values.items() if kinds[n] == "element"
        }
        go(page, at(name, **values))
        assert page.inner_text(".sparql h2") == questions()[name].summary
        assert shown(page) == ((list(answer.headings) if len(answer) else []), held(answer)), golden.stem
        asked.add(name)
    assert asked == set(questions())


@needs_engine
@pytest.mark.browser
def test_from_the_list_to_an_answer_to_the_words(opened: Callable[..., Any]) -> None:
    page = opened("#view=sparql")
    page.fill("#sparql-find", "MISSING links")
    found = page.eval_on_selector_all(".sparql-list button", "all => all.map(each => each.dataset.question)")
    assert "which-links-are-found-missing" in found
    assert len(found) < 4
    page.click("[data-question=which-links-are-found-missing]")
    assert told(page) == "2 rows"
    page.click(".sparql-scroll [data-sel='e/green-keel-strategy'], .sparql-scroll [data-sel='e/joint-tide-programme']")
    assert "Green Keel Strategy" in page.inner_text("#panel")
    go(page, at("what-is-linked-to-an-element"))
    every = len(shown(page)[1])
    page.fill("#sparql-element", "tidal pow")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-answered]")
    some = shown(page)
    assert 0 < len(some[1]) < every
    assert all("Tidal power" in row for row in some[1])
    page.click(".sparql-scroll [data-column=statement] button >> nth=0")
    sel = page.evaluate("new URLSearchParams(location.hash.slice(1)).get('sel')")
    assert sel == f"s/{some[1][0][-1]}"
    page.reload()
    page.wait_for_selector("html[data-ready=all]")
    assert shown(page) == some
    assert page.input_value("#sparql-element") == "Tidal power"
    page.click("#tabs [data-view=table]")
    page.click("#undo")
    assert shown(page) == some


OWN = (
    "SELECT ?statement ?element { ?statement pg:holder ?element } ORDER BY ?statement ?element",
    "ASK { ?s pg:status status:missing }",
    "CONSTRUCT { ?s pg:status ?o } WHERE { ?s pg:status ?o ; pg:stance stance:findsMissing }",
    "SELECT ?n FROM <https://example.org/harbours/graph/status/missing> { SELECT (COUNT(*) AS ?n) { ?s ?p ?o } }",
    "SELECT ?nothing { ?s pg:neverUsed ?nothing }",
    "# a } and LIMIT\nSELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o != '''}''') } GROUP BY ?p ORDER BY ?p",
    "SELECT ?x { } VALUES ?x { 1 'two' <three:four> UNDEF }",
)


@needs_engine
@pytest.mark.browser
def test_a_question_of_ones_own_is_answered_as_by_the_command(opened: Callable[..., Any], graph: Graph) -> None:
    page = opened("#view=sparql&sparql.question=own")
    for sparql in OWN:
        page.evaluate("() => document.querySelector('.sparql-answer').removeAttribute('data-answered')")
        page.fill("#sparql-text", sparql)
        page.keyboard.press("Control+Enter")
        answer = ask_sparql(graph, sparql)
        assert shown(page)[1] == held(answer), sparql
        if not len(answer):
            assert told(page).startswith("No rows: nothing in this corpus says so.")
    assert [len(ask_sparql(graph, sparql)) > 0 for sparql in OWN].count(False) == 1


@needs_engine
@pytest.mark.browser
def test_what_is_no_question_is_told_with_its_place(opened: Callable[..., Any]) -> None:
    page = opened("#view=sparql&sparql.question=own")
    for sparql, said in (
        ("INSERT DATA { <a:b> <c:d> 1 }", "This is an update"),
        ("PREFIX x: <y:>\nBASE <z:>\n#DELETE\nDROP ALL", "This is an update"),
        ("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }", "This asks another service"),
        ("SELECT * {" + "{" * 600 + "}" * 600 + "}", "This is nested too deep"),
        (" \n", "Write a question first"),
        ("SELECT * {\n  ?s foo:bar ?o\n}", "Not SPARQL: line 2, column 13: the prefix foo: is not known"),
        ("SELECT ?x { ?s ?p ?x } GROUP BY ?s", "Not SPARQL: line 1, column 35: The SELECT contains a variable that"),
    ):
        go(page, at(sparql=sparql))
        assert told(page).startswith(said)
    go(page, at(sparql="SELECT * {\n  ?s foo:bar ?o\n}"))
    page.click("#sparql-there")
    line = page.evaluate(
        "() => document.activeElement.value.slice(0, document.activeElement.selectionEnd).split('\\n').length"
    )
    assert line == 2


@needs_engine
@pytest.mark.browser
def test_a_value_is_never_a_part_of_the_question(opened: Callable[..., Any], graph: Graph) -> None:
    name = "which-shortcomings-come-back-as-demands"
    page = opened(at(name, section='paragraph 1"} } DROP ALL #\\'))
    assert told(page).startswith("No rows")
    go(page, at(name, section="paragraph 1"))
    assert shown(page)[1] == held(ask(graph, name, section="paragraph 1"))
    go(page, at("what-is-linked-to-an-element", element="x> . ?a ?b ?c"))  # no element is called so: it is left open
    assert shown(page)[1] == held(ask(graph, "what-is-linked-to-an-element"))


@needs_engine
@pytest.mark.browser
def test_a_long_question_freezes_nothing_and_is_given_up(browser: Any, file: Path) -> None:
    page = browser.new_context(offline=True).new_page()
    page.clock.install()
    page.goto(file.as_uri() + at(sparql=LONG))
    page.wait_for_selector("html[data-ready=all]")
    page.wait_for_selector(".sparql-says:has-text('The question is being answered')")
    assert page.evaluate("1 + 1") == 2  # the page itself is free
    page.clock.fast_forward(29_000)
    assert page.locator("#sparql-stop").count() == 1
    page.clock.fast_forward(2_000)
    assert told(page).startswith("There was no answer within 30 seconds")
    page.evaluate("address => { location.hash = address; }", at(sparql=LONG.replace("?n", "?m")))
    page.wait_for_selector("#sparql-stop")
    page.click("#sparql-stop")
    assert told(page).startswith("Stopped")
    go(page, at("how-many-statements-per-status"))  # and the next one is answered
    assert told(page).endswith("rows")
    page.context.close()


@needs_engine
@pytest.mark.browser
def test_of_a_large_answer_the_first_rows_are_shown(opened: Callable[..., Any]) -> None:
    page = opened(at(sparql="SELECT ?s ?o { ?s ?p ?x . ?y ?q ?o }"))
    assert told(page) == "50,000 rows"
    assert "These are the first; there are more." in page.inner_text(".sparql-says")
    assert page.locator(".sparql-scroll tbody tr").count() == 200
    page.click(".sparql-pages [data-to=last]")
    page.wait_for_selector("[aria-rowindex='50001']")


@needs_engine
@pytest.mark.browser
def test_two_columns_of_elements_are_drawn_and_leave_the_page_as_a_picture(opened: Callable[..., Any]) -> None:
    page = opened(at("which-links-are-found-missing"))
    told(page)
    assert page.is_disabled("[data-out=svg]")
    page.click("[data-shape=picture]")
    lines = page.locator(".sparql-drawing [data-key^=t]")
    labels = [lines.nth(i).get_attribute("aria-label") for i in range(lines.count())]
    assert any("Green Keel Strategy" in each and "Joint Tide Programme" in each for each in labels)
    page.keyboard.press("Tab")
    page.focus(".sparql-drawing [data-key=t0]")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash").find("sel=p%2F") > 0
    with page.expect_download() as coming:
        page.click("[data-out=svg]")
    drawn = ElementTree.parse(coming.value.path())  # noqa: S314 (our own file)
    texts = [each.text for each in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Green Keel Strategy", "Joint Tide Programme"} <= set(texts)
    with page.expect_download() as coming:
        page.click("[data-out=csv]")
    assert Path(coming.value.path()).read_text("utf-8-sig").startswith("subject,type,object,")
    page.reload()
    page.wait_for_selector(".sparql-drawing")


HOSTILE = {"silting": "</script><img src=x onerror=alert(1)>", "ferry-charter": "\u202ebackwards, and, commas"}


@needs_engine
@pytest.mark.browser
def test_a_label_does_nothing_but_be_read(opened: Callable[..., Any], copy: Path, tmp_path: Path) -> None:
    labels = copy / "labels.csv"
    named = HOSTILE | {"harbour-pass": "x" * 9_999}
    text = labels.read_text("utf-8")
    for name, label in named.items():
        line = next(line for line in text.splitlines() if line.startswith(f"{name},en,preferred,"))
        text = text.replace(line, f'{name},en,preferred,"{label}"')
    labels.write_text(text, "utf-8")
    page = opened(at("what-should-integrate-a-challenge"), written(build(copy), tmp_path))
    seen = {cell for row in shown(page)[1] for cell in row}
    for name, label in named.items():
        assert label in seen
        assert page.locator(f".sparql-scroll [data-sel='e/{name}']").count() > 0
    assert page.locator(".sparql img").count() == 0
    page.click("[data-shape=picture]")
    page.wait_for_selector(".sparql-drawing")


SEEN = (
    "#view=sparql",
    at(sparql="SELECT *"),
    at("what-should-integrate-a-challenge"),
    at("which-links-are-found-missing") + "&sparql.shape=picture",
)


@needs_engine
@needs_axe
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(opened: Callable[..., Any], scheme: str) -> None:
    page = opened("", color_scheme=scheme, bypass_csp=True)
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    for address in SEEN:
        page.evaluate("address => { location.hash = address; }", address)
        page.wait_for_selector("[data-answered]" if "question" in address else ".sparql-list")
        found = axe.run(page, context="#view", options={"resultTypes": ["violations"]}).response["violations"]
        assert [(address, each["id"], each["nodes"][0]["html"]) for each in found] == []


@needs_engine
@pytest.mark.browser
def test_on_a_phone_nothing_runs_out_of_the_page(opened: Callable[..., Any]) -> None:
    page = opened("", viewport={"width": 380, "height": 800})
    for address in SEEN:
        page.evaluate("address => { location.hash = address; }", address)
        page.wait_for_selector("[data-answered]" if "question" in address else ".sparql-list")
        assert page.evaluate("document.documentElement.scrollWidth") <= 380, address
