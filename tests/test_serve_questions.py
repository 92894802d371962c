"""The packaged questions at their addresses: answered as the command answers, in every form; refused in a sentence."""

import asyncio
import contextlib
import copy
import csv
import io
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote, unquote, urlencode, urljoin

import pyoxigraph as ox
import pytest

from browser import needs_axe
from places import HERE
from policygraph import Graph, PolicygraphError, ask, questions
from policygraph.answer import Answer
from policygraph.question import KINDS, Parameter
from policygraph.store.folder import STORE, write_store
from policygraph.store.results import str_of
from policygraph.vocabulary import DCTERMS, RDFS, SKOS
from serving import HOST, Response, Service, served

pytest.importorskip("starlette", reason="the service is not installed (pip install 'policygraph[serve]')")

from policygraph.serve.pool import Form
from policygraph.serve.questions import requests, routes
from policygraph.serve.questions.addresses import Answered
from policygraph.serve.questions.choices import Choices, Names, Things, things_of
from policygraph.serve.questions.openapi import described
from policygraph.serve.questions.pages import MOST_ROWS, again_of, table_of
from policygraph.serve.questions.requests import MEDIA, columns_of, form_of, trouble_form, words
from policygraph.serve.refusals import Crowded, NotAnswered, TooSlow, Unknown
from policygraph.serve.worker import FORMS

BASE = "https://example.org/harbours/"
GOLDEN = sorted(path.stem for path in (HERE / "world" / "answers").glob("*.csv"))
HOSTILE = "</option></datalist><script>alert(1)</script><img src=x onerror=alert(2)>'\" {{ 7*7 }} | \u202e"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
LINKED = "what-is-linked-to-an-element"
REACHED = "what-is-reachable-from-an-element"
STATUSES = "how-many-statements-per-status"
WRITTEN: dict[Form, Callable[[Answer], str]] = {
    "json": Answer.to_json,
    "csv": Answer.to_csv,
    "markdown": Answer.to_markdown,
    "sparql-json": Answer.to_sparql_json,
}
# The service with these pages, and with the editor that they lead to.
_SETUP = """
from policygraph.serve.editor.views import routes as editor
from policygraph.serve.questions import routes
from policygraph.serve.running import run
serve = lambda place, settings: run(place, settings, lambda pool, _: [*editor(pool), *routes(pool)])
"""


@pytest.fixture(scope="module")
def folder(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the invented world, in which an element has a name that would do harm."""
    bad = ox.NamedNode(f"{BASE}element/hostile")
    says = [(SKOS + "prefLabel", HOSTILE), (RDFS + "label", HOSTILE), (DCTERMS + "identifier", "hostile")]
    named = ox.NamedNode(f"{BASE}graph/elements")
    quads = [ox.Quad(bad, ox.NamedNode(name), ox.Literal(text), named) for name, text in says]
    target = tmp_path_factory.mktemp("served")
    write_store([*graph.quads(), *quads], target, graph.base)
    return target


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[Service]:
    with served(folder, setup=_SETUP, workers=2) as running:
        yield running


def case(stem: str) -> tuple[str, dict[str, str]]:
    """The question and the parameters that the name of a file of the world's answers means."""
    name, _, rest = stem.partition(".")
    return name, dict([rest.split("=", 1)]) if rest else {}


def cells(page: str) -> list[tuple[str, ...]]:
    """The texts of the cells of a page's table, row by row."""
    rows = re.findall(r"<tr>(.*?)</tr>", page.partition("<tbody>")[2], re.DOTALL)
    return [tuple(map(text_of, re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL))) for row in rows]


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def blocks(page: str) -> list[str]:
    """What is to be copied from a page."""
    return [unescape(each) for each in re.findall(r"<pre tabindex=\"0\">(.*?)</pre>", page, re.DOTALL)]


# --- the answers


@pytest.mark.parametrize("stem", GOLDEN)
def test_each_question_answers_in_each_form_as_it_does_elsewhere(service: Service, graph: Graph, stem: str) -> None:
    name, given = case(stem)
    answer = ask(graph, name, **given)
    assert answer.columns == columns_of(name)
    for form, written in WRITTEN.items():
        response = service.get(f"/questions/{name}", **given, format=form)
        assert (response.status, response.media) == (200, MEDIA[form])
        assert response.text == written(answer)
    page = service.get(f"/questions/{name}", BROWSER, **given)
    assert (page.status, page.media) == (200, "text/html")
    assert cells(page.text) == list(answer.rows)
    heads = [unescape(head) for head in re.findall(r"<th [^>]*>(.*?)</th>", page.text)]
    assert heads == (list(answer.headings) if answer.rows else [])
    assert service.get(f"/questions/{name}", format="html", **given).body == page.body


def test_every_question_is_among_those_that_were_asked() -> None:
    assert {case(stem)[0] for stem in GOLDEN} == set(questions())


def test_the_forms_are_those_that_workers_write() -> None:
    assert dict(MEDIA) == FORMS
    assert set(MEDIA) == set(get_args(Form))
    assert not {parameter.name for each in questions().values() for parameter in each.parameters} & {requests.FORMAT}
    for kind in KINDS:
        assert requests.may_be(Parameter("x", kind, ""))


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("application/*;q=0.5, text/csv", "text/csv"),
        ("text/*", "text/csv"),
        ("text/markdown", "text/markdown"),
        (BROWSER, "text/html"),
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("image/png, text/csv;q=0.1", "text/csv"),
    ],
)
def test_the_form_is_what_is_accepted_most_gladly(service: Service, accept: str, media: str) -> None:
    response = service.get(f"/questions/{STATUSES}", accept)
    assert (response.status, response.media) == (200, media)
    assert response.headers["vary"] == "Accept"
    assert response.headers["content-type"].endswith("; charset=utf-8") == media.startswith("text/")


def test_an_element_goes_by_id_by_label_and_by_address(service: Service) -> None:
    found = {
        service.get(f"/questions/{LINKED}", element=name, format="csv").body
        for name in ("tidal-power", "Tidal power", "TIDAL POWER", f"{BASE}element/tidal-power")
    }
    assert len(found) == 1
    assert len(found.pop().splitlines()) > 1


def test_a_head_has_the_headers_of_a_get(service: Service) -> None:
    for path in (f"/questions/{STATUSES}", "/questions", "/openapi.json", "/questions/questions.css"):
        head, got = service.send("HEAD", path), service.send("GET", path)
        assert (head.status, head.body) == (200, b"")
        assert {**head.headers, "date": ""} == {**got.headers, "date": ""}


@pytest.mark.parametrize("path", [f"/questions/{STATUSES}", "/questions", "/openapi.json", "/questions/nonsense"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_is_written_here(service: Service, path: str, method: str) -> None:
    response = service.send(method, path, body=b"x")
    assert response.status == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"


def test_a_path_may_end_in_a_stroke(service: Service) -> None:
    response = service.send("GET", "/questions/")
    assert response.status == 308
    assert urljoin("http://x/questions/", response.headers["location"]) == "http://x/questions"


# --- what is refused


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("which-links-are-found-missin", 404, "did you mean which-links-are-found-missing"),
        ("zzz", 404, "/questions lists them all"),
        ("a/b/c", 404, "there is no question 'a/b/c'"),
        ("..%2f..%2fetc%2fpasswd", 404, "there is no question"),
        ("x" * 5000, 404, "/questions lists them all"),
        (f"{STATUSES}?nonsense=1", 400, "has no parameter 'nonsense'; it takes without"),
        ("what-hinders-what?element=mud", 400, "has no parameter 'element'; it takes none"),
        ("what-hinders-what?graph=x", 400, "has no parameter 'graph'"),
        (f"{STATUSES}?without=listed&without=listed", 400, "without is given 2 times"),
        (f"{STATUSES}?format=csv&format=csv", 400, "format is given 2 times"),
        (f"{STATUSES}?without=nonsense", 400, "no mode is called 'nonsense'; choose among explicit"),
        (f"{STATUSES}?without=", 400, "no mode is called ''"),
        (REACHED, 400, f"{REACHED} needs element: where to start (the id of an element"),
        (f"{REACHED}?element=tidal-powr", 400, "no element is called 'tidal-powr'; the nearest are tidal-power"),
        (f"{REACHED}?element={'x' * 1001}", 400, "element has at most 1,000 signs"),
        (f"{REACHED}?element={'x' * 20000}", 413, "at most"),
        (f"{REACHED}?element=%ff%fe", 400, "UTF-8"),
        ("what-became-of-each-ask?document=nothing", 400, "no document is called 'nothing'; choose among"),
        ("what-became-of-each-ask?verdict=nothing", 400, "no verdict is called 'nothing'; choose among"),
        (f"{STATUSES}?format=docx", 406, "no format is called 'docx'; choose among json, csv"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(service: Service, path: str, status: int, told: str) -> None:
    plain = service.send("GET", f"/questions/{path}", {"Accept": "*/*"})
    assert (plain.status, plain.media) == (status, "text/plain")
    assert told in plain.text
    assert plain.text.count("\n") == 1
    assert plain.headers["vary"] == "Accept"
    assert plain.headers["cache-control"] == "no-store"
    if "format=" in path:
        return
    problem = service.send("GET", f"/questions/{path}", {"Accept": "application/json"})
    assert (problem.status, problem.media) == (status, "application/problem+json")
    assert json.loads(problem.body)["detail"] + "\n" == plain.text
    assert json.loads(problem.body)["status"] == status
    if path in (f"{STATUSES}?without=", REACHED):  # what a form in a page sends
        return
    page = service.send("GET", f"/questions/{path}", {"Accept": BROWSER})
    assert (page.status, page.media) == (status, "text/html")
    sentence = plain.text.strip()
    assert sentence[0].upper() + sentence[1:] in unescape(page.text)


def test_the_sentence_is_that_of_the_command(service: Service, graph: Graph) -> None:
    for given in ({"element": "tidal-powr"}, {}, {"element": "tidal-power", "other": "x"}):
        with pytest.raises(PolicygraphError) as told:
            ask(graph, REACHED, **given)
        assert service.get(f"/questions/{REACHED}", **given).text.startswith(str(told.value))


def test_what_cannot_be_accepted(service: Service) -> None:
    response = service.get(f"/questions/{STATUSES}", "image/png")
    assert (response.status, response.media) == (406, "text/plain")
    assert "text/csv" in response.text


def test_a_page_begins_with_the_form_where_something_must_be_chosen(service: Service) -> None:
    page = service.get(f"/questions/{REACHED}", BROWSER)
    assert page.status == 200
    assert "Choose element first" in page.text
    assert "<table" not in page.text
    assert service.get(f"/questions/{REACHED}", BROWSER, element="").status == 400
    assert service.get(f"/questions/{REACHED}", format="html").status == 400
    everything = service.get(f"/questions/{LINKED}", BROWSER)
    assert cells(service.get(f"/questions/{LINKED}", BROWSER, element=" ").text) == cells(everything.text) != []


class Failing:
    """A pool that answers nothing, for the reason that it was made for."""

    place, generation, base = "", 0, BASE

    def __init__(self, error: NotAnswered) -> None:
        self.error = error

    async def table(self, *_: object) -> Any:
        raise self.error

    stream = table


def asked_of(pool: Any, name: str, accept: str, query: bytes = b"") -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body that come when a pool is asked, without a server."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        await asyncio.sleep(10)

    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": f"/questions/{name}",
        "query_string": query,
        "headers": [(b"accept", accept.encode())],
    }
    asyncio.run(Answered(pool)(scope, receive, send))
    headers = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return sent[0]["status"], headers, sent[1]["body"]


@pytest.mark.parametrize("accept", ["*/*", "application/json", BROWSER])
@pytest.mark.parametrize(
    ("error", "status"), [(Crowded("too many"), 503), (TooSlow("it took too long"), 504), (Unknown("not here"), 404)]
)
def test_what_the_engine_does_not_answer_is_told_in_every_form(accept: str, error: NotAnswered, status: int) -> None:
    found, headers, body = asked_of(Failing(error), STATUSES, accept)
    assert found == status
    assert str(error)[1:] in body.decode()
    assert ("retry-after" in headers) == (status == 503)
    assert headers["cache-control"] == "no-store"


# --- what is the same is not sent again


def test_an_answer_is_sent_once_while_the_store_is_the_same(service: Service) -> None:
    path = f"/questions/{LINKED}?element=tidal-power"
    tags = set()
    for accept in (*MEDIA.values(), BROWSER):
        first = service.send("GET", path, {"Accept": accept})
        tags.add(first.headers["etag"])
        again = service.send("GET", path, {"Accept": accept, "If-None-Match": f'"x", {first.headers["etag"]}'})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert "content-length" not in again.headers
    assert len(tags) == len(MEDIA)
    other = service.send("GET", f"/questions/{LINKED}?element=silting", {"If-None-Match": ", ".join(tags)})
    assert other.status == 200
    for path in ("/questions", "/openapi.json", "/questions/questions.css"):
        tag = service.send("GET", path).headers["etag"]
        assert service.send("GET", path, {"If-None-Match": tag}).status == 304


def test_a_new_store_has_new_answers_tags_and_names(graph: Graph, tmp_path: Path) -> None:
    few = [quad for quad in graph.quads() if "/status/missing" not in str(quad)]
    write_store(few, tmp_path, graph.base)
    (tmp_path / "next").mkdir()
    write_store(graph.quads(), tmp_path / "next", graph.base)
    with served(tmp_path, setup=_SETUP, workers=1) as running:
        path = "/questions/which-links-are-found-missing?format=csv"
        before = running.send("GET", path)
        assert len(before.text.splitlines()) == 1
        assert running.send("GET", path, {"If-None-Match": before.headers["etag"]}).status == 304
        (tmp_path / STORE).rename(tmp_path / "before")
        (tmp_path / "next" / STORE).rename(tmp_path / STORE)
        until = time.monotonic() + 20
        while True:
            after = running.send("GET", path, {"If-None-Match": before.headers["etag"]})
            if after.status == 200 or time.monotonic() > until:
                break
            time.sleep(0.1)
        assert after.status == 200
        assert after.text == ask(graph, "which-links-are-found-missing").to_csv()


def test_before_a_service_elsewhere_nothing_is_kept() -> None:
    class Elsewhere(Failing):
        place = "https://example.org/sparql"

        async def table(self, *_: object) -> Any:
            return Whole(b"status\n")

    status, headers, _ = asked_of(Elsewhere(Crowded("")), STATUSES, "text/csv")
    assert status == 200
    assert "etag" not in headers


class Whole:
    """An answer that is there."""

    def __init__(self, data: bytes) -> None:
        self.whole, self.media = data, ""


# --- pages


def test_what_a_page_leads_to_is_there(service: Service, graph: Graph) -> None:
    subjects = {quad.subject.value for quad in graph.quads() if isinstance(quad.subject, ox.NamedNode)}
    called = {
        (str_of(quad.subject), str_of(quad.object))
        for says in (RDFS + "label", DCTERMS + "identifier")
        for quad in graph.store.quads_for_pattern(None, ox.NamedNode(says), None)
    }
    counts = dict.fromkeys(("element", "statement", "document"), 0)
    for stem in GOLDEN:
        name, given = case(stem)
        page = service.get(f"/questions/{name}", BROWSER, **given).text
        body = page.partition("<tbody>")[2].partition("</tbody>")[0]
        for address, text in re.findall(r'<a href="([^"]*)">(.*?)</a>', body):
            path = urljoin(f"http://x/questions/{name}", address).removeprefix("http://x/")
            assert BASE + unquote(path) in subjects
            assert (BASE + unquote(path), unescape(text)) in called
            counts[path.partition("/")[0]] += 1
    assert min(counts.values()) >= 5, counts
    assert counts["element"] > 200
    assert counts["statement"] > 100


def test_every_other_link_of_a_page_answers(service: Service) -> None:
    pages = ["questions", f"questions/{LINKED}?element=tidal-power", f"questions/{REACHED}", "questions/a/b/nothing"]
    pages += [f"questions/{name}" for name in questions()][:3]
    seen = set()
    for page in pages:
        html = service.get(f"/{page}", BROWSER).text
        html = re.sub(r"<tbody>.*?</tbody>", "", html, flags=re.DOTALL)
        for address in re.findall(r'(?:href|action)="([^"]*)"', html):
            found = urljoin(f"http://{HOST}/{page}", unescape(address)).partition("#")[0]
            assert found.startswith(f"http://{HOST}/") or found == "data:,"
            seen.add(found.removeprefix(f"http://{HOST}"))
    for path in seen - {"data:,", "/", "/explorer", "/dossiers/", "/ontology"}:  # which are of the pages
        assert service.send("GET", path, {"Accept": BROWSER}).status == 200, path
    assert {"/questions", "/openapi.json", f"/editor?question={LINKED}", f"/questions/{REACHED}"} <= seen
    assert sum("format=" in path for path in seen) >= 4


def test_a_page_may_do_nothing_but_send_its_form(service: Service) -> None:
    for path in ("/questions", f"/questions/{LINKED}", "/questions/nothing", f"/questions/{STATUSES}?without=x"):
        page = service.get(path, BROWSER)
        policy = page.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self';")
        assert "script" not in policy
        assert "unsafe" not in policy
        assert page.headers["x-content-type-options"] == "nosniff"
        tame(page.text)


def test_a_question_offers_what_there_is(service: Service, graph: Graph) -> None:
    linked = service.get(f"/questions/{LINKED}", BROWSER).text
    offered = set(re.findall(r'<option value="([^"]*)"', linked))
    assert {identifier for _, identifier in graph.element_names} | {"hostile"} == offered
    asks = service.get("/questions/what-became-of-each-ask", BROWSER, verdict="inPart").text
    assert '<option value="inPart" selected>in part</option>' in asks
    assert '<option value="harbour-plan">The Harbour Plan</option>' in asks
    assert re.findall(r'<option value="(\w+)"', asks.partition('name="verdict"')[2]) == list(words("verdict"))
    assert "The question in SPARQL" in asks
    assert blocks(asks)[-1] == questions()["what-became-of-each-ask"].sparql


def test_how_to_ask_again_is_told_and_works(service: Service, graph: Graph, folder: Path) -> None:
    page = service.get(f"/questions/{LINKED}", BROWSER, element="Tidal power")
    curl, command, _ = blocks(page.text)
    answer = ask(graph, LINKED, element="Tidal power")
    done = subprocess.run(f"{curl} --silent --noproxy '*'", shell=True, capture_output=True, check=True)  # noqa: S602
    assert done.stdout.decode() == answer.to_csv()
    assert f"http://{HOST}:{service.port}/questions/{LINKED}?element=Tidal%20power" in curl
    told = f"{sys.executable} -m {command} --format csv --graph {folder}"
    done = subprocess.run(told, shell=True, capture_output=True, check=True)  # noqa: S602
    assert done.stdout.decode().strip() == answer.to_csv()


def test_what_is_typed_to_ask_again_holds_no_second_command() -> None:
    import shlex

    value = "a'; rm -rf ~ #`$(x)\n"
    again = again_of(questions()[LINKED], {"element": value}, "http://localhost:8777/")
    assert shlex.split(again.command)[-1] == f"element={value}"
    assert shlex.split(again.curl)[-1] == again.address
    assert all(address.isascii() and "'" not in address and "\n" not in address for _, address, _ in again.downloads)


def test_a_long_answer_is_cut_and_a_broken_one_too() -> None:
    asked = questions()["what-hinders-what"]
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(
        [columns_of(asked.name), *([f"mud {n}\nand more", "b", "c", "d", "e", "f", "a-b.c-1"] for n in range(1200))]
    )
    data = buffer.getvalue().encode()
    whole = table_of(asked, data, Names(), "../", whole=True)
    assert (len(whole.rows), whole.total) == (MOST_ROWS, 1200)
    assert whole.rows[0][0].parts == (("mud 0\nand more", ""),)
    assert ("a-b.c-1", "../statement/a-b.c-1") in whole.rows[0][6].parts
    some = data[: data.index(b"mud 77") + 5]
    cut = table_of(asked, some, Names(), "../", whole=False)
    assert (len(cut.rows), cut.total) == (77, 0)
    assert cut.rows[-1][0].parts == (("mud 76\nand more", ""),)


def test_an_answer_that_is_too_large_for_a_page_is_not_read_to_its_end() -> None:
    class Long(Failing):
        closed = False

        async def table(self, *_: object) -> Any:
            return self

        async def __aiter__(self) -> Any:
            yield b"status,statements,listed,passages,documents\n"
            while True:
                assert not self.closed
                yield b"existing,1,2,3,4\n" * 10_000

        async def aclose(self) -> None:
            self.closed = True

        async def stream(self, *_: object) -> Any:
            raise TooSlow("no names")

    pool = Long(Crowded(""))
    status, _, body = asked_of(pool, STATUSES, BROWSER)
    assert status == 200
    assert pool.closed
    assert f"The first {MOST_ROWS} rows" in body.decode()
    assert len(cells(body.decode())) == MOST_ROWS


def test_names_that_several_things_have_lead_nowhere() -> None:
    def row(name: str, label: str, start: str = "x:element/") -> Any:
        return ox.NamedNode(start + name), ox.Literal(name), ox.Literal(label)

    things = things_of((row("a", "one"), row("b", "two"), row("c", "two"), row("d", "far", "y:")), "x:element/")
    assert things == Things({"a": "one", "b": "two", "c": "two"}, {"one": "a"})
    assert things_of(tuple(row(str(n), str(n)) for n in range(20_001)), "x:element/") == Things()


def test_names_are_asked_for_once_and_tried_again_when_they_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counted(Failing):
        asked = 0

        async def stream(self, *_: object, **__: object) -> Any:
            self.asked += 1
            raise self.error

    async def twice(pool: Any) -> None:
        choices = Choices(pool)
        assert await choices.names() == Names()
        assert await choices.names() == Names()

    pool = Counted(TooSlow("it took too long"))
    asyncio.run(twice(pool))
    assert pool.asked == 2  # elements and documents
    monkeypatch.setattr("policygraph.serve.gathering._AGAIN", -1)
    asyncio.run(twice(pool))
    assert pool.asked == 6


# --- nothing that is sent, and no name, becomes anything else

VALUES = [
    "'", '"', "\\", "}", "{", "} UNION { ?s ?p ?o", '") } #', "\n", "\r\n", "\t", "\0", "a\0b", "=1+1", "@SUM(1)",
    "<script>alert(1)</script>", f"<{BASE}element/tidal-power>", f"{BASE}element/tidal-power> }} #", "{% raw %}",
    "javascript:alert(1)", "{{ 7*7 }}", "\u202eabc", "\ufeff", "\ud7ff\ue000", "𝔸", "%00", "%", "&format=csv", "#",
    "../../etc/passwd", HOSTILE,
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES)
def test_no_value_is_more_than_a_value(service: Service, value: str) -> None:
    section = "which-shortcomings-come-back-as-demands"
    for form in MEDIA:
        for name, parameter, kind in (
            (LINKED, "element", "element"),
            ("what-became-of-each-ask", "document", "document"),
            (STATUSES, "without", "mode"),
        ):
            response = service.get(f"/questions/{name}", **{parameter: value}, format=form)
            if value == HOSTILE and parameter == "element":  # there is one of that name, to which nothing is linked
                assert response.status == 200
            else:
                assert (response.status, f"no {kind} is called" in response.text.lower()) == (400, True)
            harmless(response)
        text = service.get(f"/questions/{section}", section=value, format=form)
        assert text.status == 200
        harmless(text)
    for page in (
        service.send("GET", f"/questions/{quote(value, safe='')}", {"Accept": BROWSER}),
        service.get(f"/questions/{STATUSES}", BROWSER, **{value: "x"}),
        service.get(f"/questions/{STATUSES}", BROWSER, format=value),
    ):
        assert page.status in (400, 404, 406)
        harmless(page)


class Tags(HTMLParser):
    """The tags of a page, and the names of their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def tame(html: str) -> None:
    """A page holds nothing that runs, and nothing that is fetched but its style."""
    found = Tags(html)
    assert not found.tags & {"script", "style", "img", "iframe", "object", "embed", "svg", "base"}
    assert not [name for name in found.attributes if name.startswith("on") or name in ("style", "src", "srcset")]


def harmless(response: Response) -> None:
    """What came is what it says that it is, and holds no tag that is not ours."""
    assert response.headers["x-content-type-options"] == "nosniff"
    if response.media == "text/html":
        tame(response.text)
        assert not re.search(r"\b49\b", response.text)  # what a template would make of 7*7
    elif response.media in ("application/json", "application/problem+json", "application/sparql-results+json"):
        json.loads(response.body)
    else:
        assert response.media in ("text/plain", "text/csv", "text/markdown")


def test_no_name_of_an_element_does_harm(service: Service) -> None:
    page = service.get(f"/questions/{LINKED}", BROWSER, element=HOSTILE).text
    tame(page)
    assert HOSTILE in unescape(page)


# --- the list


def test_the_list_tells_what_each_question_takes(service: Service) -> None:
    listed = json.loads(service.get("/questions").body)
    assert [each["name"] for each in listed] == list(questions())
    for each in listed:
        asked = questions()[each["name"]]
        assert (each["summary"], each["note"], each["headings"]) == (asked.summary, asked.note, dict(asked.headings))
        assert [p["name"] for p in each["parameters"]] == [p.name for p in asked.parameters]
        path = urljoin("/questions", each["address"])
        required = any(parameter["required"] for parameter in each["parameters"])
        assert service.get(path).status == (400 if required else 200)
        for parameter in each["parameters"]:
            for word in parameter["among"]:
                assert service.get(path, **{parameter["name"]: word}).status == 200
    page = service.get("/questions", BROWSER).text
    assert all(f'href="./questions/{name}"' in page for name in questions())
    assert service.get("/questions", format="json").body == service.get("/questions").body
    assert service.get("/questions", "text/csv").status == 406
    assert service.get("/questions", format="csv").status == 406
    assert service.get("/questions", name="x").status == 400


# --- the description


def test_the_description_is_openapi() -> None:
    validator = pytest.importorskip("openapi_spec_validator", reason="pip install openapi-spec-validator")
    validator.validate(described())
    broken = described()
    del broken["paths"]["/questions"]["get"]["responses"]["200"]["description"]
    with pytest.raises(Exception, match="description"):
        validator.validate(broken)


def test_the_description_is_that_of_the_questions(service: Service, graph: Graph) -> None:
    told = json.loads(service.get("/openapi.json").body)
    assert told == described()
    names = {operation["operationId"] for path in told["paths"].values() for operation in path.values()}
    assert len(names) == sum(len(path) for path in told["paths"].values())
    for name, asked in questions().items():
        operation = told["paths"][f"/questions/{name}"]["get"]
        assert [(each["name"], each["required"]) for each in operation["parameters"][:-1]] == [
            (parameter.name, parameter.required) for parameter in asked.parameters
        ]
        assert operation["summary"] == asked.summary
    statuses = told["paths"][f"/questions/{STATUSES}"]["get"]
    row = statuses["responses"]["200"]["content"]["application/json"]["schema"]["items"]
    assert row["required"] == list(ask(graph, STATUSES).columns)
    assert statuses["parameters"][0]["schema"]["enum"] == list(words("mode"))
    for path in ("/sparql", "/graphs", "/health", "/metrics", "/.well-known/void", "/questions", "/openapi.json"):
        assert path in told["paths"]
    served_paths = {getattr(route, "path", "") for route in routes(Failing(Crowded("")))}  # type: ignore[arg-type]
    assert {"/questions", "/openapi.json"} <= served_paths


def test_examples_are_taken_from_what_the_headers_say() -> None:
    element = described()["paths"][f"/questions/{LINKED}"]["get"]["parameters"][0]
    assert element["example"] == "cosme"
    assert "the id of an element" in element["description"]


CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "negative_data_rejection",
    "unsupported_method",
)
_HOOKS = """
import schemathesis

@schemathesis.serializer("application/sparql-query")
def as_it_stands(context, value):
    return value if isinstance(value, bytes) else str(value).encode()
"""
needs_schemathesis = pytest.mark.skipif(
    find_spec("schemathesis") is None, reason="schemathesis is not installed: the description was not put to the test"
)


def agreed(service: Service, told: Any, folder: Path, *more: str) -> tuple[int, str]:
    """What schemathesis says of the service, held against a description of it: the same at every run."""
    (folder / "hooks.py").write_text(_HOOKS, "utf-8")
    (folder / "openapi.json").write_text(json.dumps(told), "utf-8")
    url = f"http://{HOST}:{service.port}"
    command = [sys.executable, "-m", "schemathesis.cli", "run", "openapi.json", "--url", url, "--seed", "9"]
    command += ["--max-examples", "8", "--phases", "examples,coverage,fuzzing", "--checks", ",".join(CHECKS)]
    command += ["--no-shrink", "--warnings", "off", *more]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(folder), "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    return done.returncode, "\n".join(line[:300] for line in (done.stdout + done.stderr).splitlines())


@needs_schemathesis
def test_the_service_does_what_the_description_says(service: Service, tmp_path: Path) -> None:
    status, told = agreed(service, described(), tmp_path)
    assert status == 0, told
    operations = sum(len(path) for path in described()["paths"].values())
    assert f"Tested: {operations}" in told


@needs_schemathesis
@pytest.mark.parametrize("lie", ["column", "media", "status", "enum"])
def test_a_description_that_lies_is_found_out(service: Service, tmp_path: Path, lie: str) -> None:
    told = copy.deepcopy(described())
    path = f"/questions/{'which-shortcomings-come-back-as-demands' if lie == 'enum' else STATUSES}"
    operation = told["paths"][path]["get"]
    content = operation["responses"]["200"]["content"]
    if lie == "column":
        content["application/json"]["schema"]["items"]["required"].append("more")
    elif lie == "media":
        del content["text/csv"]
    elif lie == "status":
        del operation["responses"]["400"]
    else:
        operation["parameters"][0]["schema"] = {"enum": ["conclusion"]}
    status, said = agreed(service, told, tmp_path, "--include-path", path)
    assert status == 1, said
    assert "failure" in said


# --- in a browser that runs no scripts


@pytest.fixture
def opened(browser: Any, service: Service) -> Iterator[Callable[..., Any]]:
    """Opens a page; in the end nothing was asked for elsewhere, and nothing complained of."""
    url = f"http://{HOST}:{service.port}/"
    contexts: list[Any] = []
    asked_for: list[str] = []
    complaints: list[str] = []

    def stopped(dialog: Any) -> None:
        complaints.append("a dialog")
        dialog.dismiss()

    def open_at(path: str, **context: Any) -> Any:
        made = {"viewport": {"width": 1300, "height": 900}, "java_script_enabled": False, **context}
        contexts.append(browser.new_context(**made))
        page = contexts[-1].new_page()
        page.on("request", lambda request: asked_for.append(request.url))
        page.on("dialog", stopped)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(url + path)
        return page

    yield open_at
    for each in contexts:
        each.close()
    assert [each for each in asked_for if not each.startswith((url, "data:"))] == []
    assert [told for told in complaints if not told.startswith("Failed to load resource")] == []


def rows_of(page: Any) -> list[tuple[str, ...]]:
    return [tuple(row.locator("td").all_text_contents()) for row in page.locator("tbody tr").all()]


@pytest.mark.browser
def test_a_form_is_filled_in_and_answered_without_scripts(opened: Callable[..., Any], graph: Graph) -> None:
    page = opened("questions")
    page.click(f'a[href$="{REACHED}"]')
    page.get_by_label("element").fill("Tidal power")
    page.get_by_role("button", name="Ask").click()
    assert rows_of(page) == list(ask(graph, REACHED, element="Tidal power").rows)
    assert page.get_by_label("element").input_value() == "Tidal power"
    page.get_by_label("element").fill("tidal-powr")
    page.get_by_role("button", name="Ask").click()
    assert "the nearest are tidal-power" in page.inner_text(".trouble")
    assert page.get_by_label("element").input_value() == "tidal-powr"
    page.get_by_role("navigation").get_by_role("link", name="Questions").click()
    page.click('a[href$="/what-became-of-each-ask"]')
    page.get_by_label("verdict").select_option("inPart")
    page.get_by_role("button", name="Ask").click()
    assert rows_of(page) == list(ask(graph, "what-became-of-each-ask", verdict="inPart").rows)
    page.get_by_label("document").select_option("valley-reply")
    page.get_by_label("verdict").select_option("")
    page.get_by_role("button", name="Ask").click()
    answer = ask(graph, "what-became-of-each-ask", document="valley-reply")
    assert rows_of(page) == list(answer.rows)
    with page.expect_download() as download:
        page.click("text=CSV")
    assert download.value.suggested_filename == "what-became-of-each-ask.csv"
    assert Path(download.value.path()).read_bytes().decode() == answer.to_csv()


@pytest.mark.browser
def test_a_hostile_name_stays_a_name_in_a_browser(opened: Callable[..., Any]) -> None:
    page = opened(f"questions/{LINKED}?" + urlencode({"element": HOSTILE}), java_script_enabled=True)
    assert page.get_by_label("element").input_value() == HOSTILE
    assert page.locator("img, script").count() == 0
    assert page.locator("datalist option[value=hostile]").text_content() == HOSTILE


@pytest.mark.browser
def test_the_question_opens_in_the_editor(opened: Callable[..., Any]) -> None:
    page = opened(f"questions/{STATUSES}")
    page.click("text=The question in SPARQL")
    page.click("text=Open it in the editor")
    assert page.input_value("#query").strip() == questions()[STATUSES].sparql.strip()


@needs_axe
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 380])
def test_everybody_can_use_it(opened: Callable[..., Any], scheme: str, width: int) -> None:
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    for path in (
        "questions",
        "questions/nothing",
        f"questions/{LINKED}?element=tidal-power",
        f"questions/{REACHED}",
        f"questions/{REACHED}?element=tidal-powr",
        "questions/what-became-of-each-ask",
        "questions/which-statements-were-withdrawn",
    ):
        page = opened(path, color_scheme=scheme, viewport={"width": width, "height": 900}, java_script_enabled=True)
        page.evaluate("() => document.querySelectorAll('details').forEach(each => { each.open = true; })")
        found = [(each["id"], each["nodes"][0]["html"][:200]) for each in axe.run(page).response["violations"]]
        assert found == [], path
        assert page.evaluate("() => document.documentElement.scrollWidth") == width, path
        dark = page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(22, 25, 28)"
        assert dark == (scheme == "dark")


def test_the_form_is_chosen_by_name_before_it_is_by_header() -> None:
    assert form_of([("format", "csv")], "text/html") == "csv"
    assert form_of([], BROWSER) == "html"
    assert trouble_form([("format", "csv")], "application/json") == "text/plain"
    assert trouble_form([], "image/png") == "text/plain"
    assert trouble_form([], "application/problem+json") == "application/problem+json"
    with contextlib.suppress(NotAnswered):
        pytest.fail(form_of([], "image/png"))
