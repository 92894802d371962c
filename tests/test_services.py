"""A graph is sent to real services on this machine, arrives whole, and answers there as it does here.

Virtuoso and Oxigraph's server are started by `scripts/bench/servers.py`; what is not installed is skipped, unless
POLICYGRAPH_REQUIRE_SERVERS is set, as it is in CI.
"""

import os
import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pyoxigraph as ox
import pytest

from places import WORLD, script
from policygraph import Graph, PolicygraphError, ask, ask_sparql, build, questions
from policygraph.command import main
from policygraph.store import http as http_module
from policygraph.store import open_store, publish
from policygraph.store.publishing import digest

servers = script("bench/servers")
SERVERS = {
    "oxigraph": (servers.oxigraph_here, servers.oxigraph_server),
    "virtuoso": (servers.virtuoso_here, servers.virtuoso),
}


# The classes that a question lists one by one, since Virtuoso 7.2 loses rows over rdfs:subClassOf*.
LISTED = re.compile(r"VALUES \?\w*[cC]lass \{([^}]*)\}")


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The graph of the invented world, as the command builds it without its texts."""
    return build(WORLD)


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A service with nothing in it yet."""
    here, start = SERVERS[request.param]
    if here() is None:
        if os.environ.get("POLICYGRAPH_REQUIRE_SERVERS"):
            pytest.fail(f"{request.param} is not installed")
        pytest.skip(f"{request.param} is not installed")
    with start(tmp_path_factory.mktemp(request.param)) as started, pytest.MonkeyPatch.context() as patch:
        if started.credentials:
            patch.setenv("POLICYGRAPH_USER", started.credentials[0])
            patch.setenv("POLICYGRAPH_PASSWORD", started.credentials[1])
        yield started


@pytest.fixture(scope="module")
def published(server: Any, graph: Graph) -> Any:
    """The service, with the invented world on it."""
    done = publish(graph, server.graph_store_url)
    assert {each.done for each in done} == {"sent"}
    return server


def test_what_is_there_is_not_sent_again(published: Any, graph: Graph) -> None:
    assert {each.done for each in publish(graph, published.graph_store_url)} == {"kept"}


@pytest.mark.parametrize("name", questions())
def test_a_service_answers_as_the_graph_here_does(published: Any, graph: Graph, name: str) -> None:
    asked = open_store(published.query_url)
    assert asked.base == graph.base
    needed = [each.name for each in questions()[name].parameters if each.required]
    values = dict.fromkeys(needed, min(identifier for _, identifier in graph.element_names))
    assert ask(asked, name, **values).rows == ask(graph, name, **values).rows


def test_the_classes_that_a_question_lists_are_a_class_and_all_that_is_under_it(graph: Graph) -> None:
    lists = [match[1].split() for each in questions().values() for match in LISTED.finditer(each.sparql)]
    assert len(lists) == 6
    for top, *under in lists:
        found = ask_sparql(graph, f"SELECT ?c {{ ?c rdfs:subClassOf* {top} }}", limits=None).rows
        assert sorted([top, *under]) == sorted(cell for row in found for cell in row)


def test_a_service_takes_queries_of_every_form(published: Any, graph: Graph) -> None:
    asked = open_store(published.query_url)
    assert ask_sparql(asked, "ASK { ?s pg:status status:missing }").rows == (("yes",),)
    query = "CONSTRUCT { ?s pg:status ?o } WHERE { ?s pg:status ?o }"
    assert ask_sparql(asked, query).rows == ask_sparql(graph, query, limits=None).rows
    named = f"SELECT ?s FROM <{graph.base}graph/linkages> WHERE {{ ?s a pg:Linkage }} ORDER BY ?s"  # noqa: S608 - SPARQL
    assert ask_sparql(asked, named).rows == ask_sparql(graph, named, limits=None).rows
    with pytest.raises(PolicygraphError, match="says 400"):
        ask_sparql(asked, "SELECT ?s WHERE { ?s ?p }")


def test_a_changed_graph_is_sent_and_a_foreign_one_pruned(published: Any, graph: Graph) -> None:
    store = ox.Store()
    store.bulk_extend(graph.store)
    extra = ox.NamedNode(f"{graph.base}graph/document/extra")
    store.add(ox.Quad(ox.NamedNode("https://e.org/s"), ox.NamedNode("https://e.org/p"), ox.Literal("ü\n\"'"), extra))
    more = publish(Graph(store, graph.base), published.graph_store_url)
    assert [each.graph for each in more if each.done == "sent"] == [extra.value]
    with pytest.raises(PolicygraphError, match="--query"):
        publish(graph, published.graph_store_url, prune=True)
    done = publish(graph, published.graph_store_url, query_url=published.query_url, prune=True)
    assert [each.graph for each in done if each.done != "kept"] == [extra.value]
    assert {each.done for each in publish(graph, published.graph_store_url)} == {"kept"}


def test_a_publisher_that_is_killed_is_run_again_and_ends_with_the_whole(published: Any, graph: Graph) -> None:
    draw = random.Random(2012)  # noqa: S311 - nothing is secret
    for quad in list(graph.store.named_graphs())[:3]:
        assert isinstance(quad, ox.NamedNode)
        http_module.Http(published.graph_store_url).send(
            "DELETE", headers={}, params={"graph": quad.value}, missing=True
        )
    command = [sys.executable, "-m", "policygraph", "publish", published.graph_store_url, "--graph", str(WORLD)]
    for _ in range(4):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(draw.uniform(0.3, 1.2))
        process.kill()
        process.wait()
    assert main(["publish", published.graph_store_url, "--graph", str(WORLD)]) == 0
    assert {each.done for each in publish(graph, published.graph_store_url)} == {"kept"}


def test_the_normal_form_passes_over_how_a_number_is_written_and_over_nothing_else() -> None:
    def of(text: str, kind: str) -> str:
        xsd = "http://www.w3.org/2001/XMLSchema#"
        node = ox.NamedNode("https://e.org/s")
        return digest([ox.Triple(node, node, ox.Literal(text, datatype=ox.NamedNode(xsd + kind)))])

    assert of("1", "boolean") == of("true", "boolean") != of("false", "boolean")
    assert of("007", "integer") == of("7", "integer") == of("7.0", "decimal") != of("70", "integer")
    assert of("2012", "gYear") != of("2013", "gYear")
    assert of("x", "integer") != of("0", "integer")
    assert of("", "string") != of(" ", "string")


Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def answering(answer: Answer) -> Iterator[str]:
    """The address of a service on this machine that answers everything alike."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer(self)

        do_GET = do_POST  # noqa: N815 - the library's name

        def log_message(self, *_: object) -> None:
            pass

    service = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=service.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{service.server_port}/sparql"
    finally:
        service.shutdown()
        service.server_close()
        thread.join()


def saying(status: int, body: bytes, **heads: str) -> Answer:
    """What answers with that."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in heads.items():
            handler.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in heads:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


ROW = b'{"head":{"vars":["corpus"]},"results":{"bindings":[{"corpus":{"type":"uri","value":"https://e.org/corpus"}}]}}'
NONE = b'{"head":{"vars":["corpus"]},"results":{"bindings":[]}}'


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (saying(404, b""), "there is nothing at that address"),
        (saying(401, b""), "it wants a name and password: set POLICYGRAPH_USER"),
        (saying(403, b""), "it wants a name and password"),
        (saying(500, b"<b>Virtuoso 37000 Error</b> SP030"), "says 500: Virtuoso 37000 Error SP030"),
        (saying(200, b"<html>hello", Content_Type="text/html"), "answers with a page"),
        (saying(200, ROW[:40]), "its answer cannot be read"),
        (saying(200, b"a,b"), "its answer cannot be read"),
        (saying(200, ROW, Content_Length="4000"), "broke off"),
        (saying(200, NONE), "holds no corpus of policygraph"),
        (saying(302, b"", Location="https://elsewhere.example/"), "sends on to https://elsewhere.example/"),
        (saying(200, ROW, X_SQL_State="S1TAT"), "gave a part of the answer only"),
        (saying(200, ROW, X_SPARQL_MaxRows="1"), "hands out 1 rows and no more"),
        (saying(503, b"busy"), "it says 503: busy"),
    ],
)
def test_what_a_service_does_wrong_is_said_in_a_sentence(
    answer: Answer, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("POLICYGRAPH_USER", raising=False)
    monkeypatch.setattr("policygraph.store.http.time.sleep", lambda _: None)
    with answering(answer) as url, pytest.raises(PolicygraphError, match=said) as raised:
        open_store(url)
    assert "\n" not in str(raised.value)


def test_a_service_that_does_not_answer_is_left() -> None:
    from policygraph.store.service import Service

    with answering(lambda _: time.sleep(1)) as url, pytest.raises(PolicygraphError, match=r"within 0\.2 seconds"):
        Service(url, seconds=0.2)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:9/sparql", "connection refused"),
        ("https://nowhere.invalid/sparql", "is this machine online"),
        ("https://me:secret@example.org/sparql", "take name and password out of the address"),
        ("http://example.org/sparql", "a password is not sent to http://example.org/sparql"),
    ],
)
def test_an_address_that_nothing_can_be_sent_to_is_said(url: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policygraph.store.http.time.sleep", lambda _: None)
    monkeypatch.setenv("POLICYGRAPH_USER", "me")
    monkeypatch.setenv("POLICYGRAPH_PASSWORD", "secret")
    with pytest.raises(PolicygraphError, match=said) as raised:
        open_store(url)
    assert "secret" not in str(raised.value)


def test_a_busy_service_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policygraph.store.http.time.sleep", lambda _: None)
    turns = iter([saying(503, b""), saying(429, b""), saying(200, ROW)])
    with answering(lambda handler: next(turns, saying(200, ROW))(handler)) as url:
        assert open_store(url).base == "https://e.org/"


def test_the_command_asks_a_service(published: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "which-links-are-found-missing", "--graph", published.query_url, "--format", "csv"]) == 0
    there = capsys.readouterr().out
    assert main(["ask", "which-links-are-found-missing", "--graph", str(WORLD), "--format", "csv"]) == 0
    assert there == capsys.readouterr().out
    assert main(["ask", "which-links-are-found-missing", "--graph", published.query_url, "--from", "2012"]) == 1
    assert "not with a service" in capsys.readouterr().err
