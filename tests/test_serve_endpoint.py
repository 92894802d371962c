"""The service before a remote engine answers as over a folder, and stands what that engine does and fails to do.

What is not installed is skipped, unless POLICYGRAPH_REQUIRE_SERVERS is set.
"""

import asyncio
import json
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from places import WORLD, script
from policygraph import Graph, PolicygraphError, ask, build, questions
from policygraph.command import main
from policygraph.output import write_output
from policygraph.store import open_store, publish
from serving import Service, served

pytest.importorskip("starlette", reason="the service is not installed (pip install 'policygraph[serve]')")

from policygraph.serve.description import Description
from policygraph.serve.negotiation import RESULTS, TRIPLES
from policygraph.serve.pool import Pool
from policygraph.serve.refusals import Away
from policygraph.serve.settings import Settings

servers = script("bench/servers")
BEHIND = ("policygraph", "oxigraph", "virtuoso")
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
BOOLEAN = "^^<http://www.w3.org/2001/XMLSchema#boolean>"
LINKAGES = "SELECT ?s WHERE { ?s a pg:Linkage } ORDER BY ?s"


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The graph of the invented world, as the command builds it without its texts."""
    return build(WORLD)


@contextmanager
def engine(name: str, graph: Graph, folder: Path) -> Iterator[str]:
    """The address for queries of such an engine, with the graph in it."""
    if name == "policygraph":
        with served(write_output(graph, folder / "out", lambda *_: None)) as running:
            yield f"http://127.0.0.1:{running.port}/sparql"
        return
    if not {"oxigraph": servers.oxigraph_here, "virtuoso": servers.virtuoso_here}[name]():
        if os.environ.get("POLICYGRAPH_REQUIRE_SERVERS"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    if name == "oxigraph":
        data = folder / "world.nq"
        data.write_bytes(ox.serialize(graph.quads(), format=ox.RdfFormat.N_QUADS) or b"")
        with servers.oxigraph_server(folder, data, read_only=True) as server:
            yield server.query_url
        return
    with servers.virtuoso(folder, megabytes=300) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("POLICYGRAPH_USER", server.credentials[0])
        patch.setenv("POLICYGRAPH_PASSWORD", server.credentials[1])
        publish(graph, server.graph_store_url)
        yield server.query_url


@pytest.fixture(scope="module", params=BEHIND)
def url(request: pytest.FixtureRequest, graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an engine."""
    with engine(request.param, graph, tmp_path_factory.mktemp(request.param)) as address:
        yield address


@pytest.fixture(scope="module")
def service(url: str) -> Iterator[Service]:
    """A service before that engine."""
    with served(url, timeout=20) as running:
        yield running


def triples(graph: Graph, name: str) -> set[ox.Triple]:
    return {quad.triple for quad in graph.store.quads_for_pattern(None, None, None, ox.NamedNode(name))}


# --- it answers as over a folder


@pytest.mark.parametrize(("accept", "form"), sorted(RESULTS.items()))
def test_rows_come_in_every_form(service: Service, graph: Graph, accept: str, form: ox.QueryResultsFormat) -> None:
    response = service.ask(LINKAGES, accept)
    assert response.status == 200, response.text
    assert response.media == form.media_type.partition(";")[0]
    expected = graph.query(LINKAGES)
    if form == ox.QueryResultsFormat.CSV:
        assert response.text.split() == ["s", *(row[0].value for row in expected.rows)]  # type: ignore[union-attr]
    else:
        found = ox.parse_query_results(response.body, form)
        assert isinstance(found, ox.QuerySolutions)
        assert [tuple(row) for row in found] == list(expected.rows)
    assert len(expected.rows) > 10


@pytest.mark.parametrize(("accept", "form"), sorted(TRIPLES.items()))
def test_triples_come_in_every_form(service: Service, graph: Graph, accept: str, form: ox.RdfFormat) -> None:
    name = f"{graph.base}graph/linkages"
    response = service.ask(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}", accept)
    assert response.status == 200, response.text
    assert response.media == form.media_type.partition(";")[0]
    assert {quad.triple for quad in ox.parse(response.body, format=form)} == triples(graph, name)


def test_a_verdict_a_description_and_letters_of_every_language(service: Service) -> None:
    for asked, truth in (("ASK { ?s a pg:Statement }", True), ("ASK { ?s a pg:Nothing }", False)):
        assert json.loads(service.ask(asked, "application/json").body)["boolean"] is truth
    assert b"Linkage" in service.ask("DESCRIBE pg:Linkage", "text/turtle").body
    rows = service.ask('SELECT ("Łódź – Ἀθῆναι – 港" AS ?x) {}', "application/json").body
    assert json.loads(rows)["results"]["bindings"][0]["x"]["value"] == "Łódź – Ἀθῆναι – 港"
    column = json.loads(service.ask("SELECT (true AS ?answer) {}", "application/json").body)
    assert "boolean" not in column, "a row is no verdict, whatever its column is called"


def test_prefixes_are_known_and_may_be_said_again(service: Service) -> None:
    again = "BASE <https://e.org/>\nPREFIX policy: <https://w3id.org/policygraph/ontology#>\n"
    asked = LINKAGES.replace("pg:", "policy:")
    assert service.ask(again + asked).body == service.ask(LINKAGES).body
    assert service.ask("PREFIX pg: <https://e.org/> ASK { ?s a pg:Linkage }").text.strip() == "false"


def test_a_query_is_put_to_the_graphs_that_are_named(service: Service, graph: Graph) -> None:
    elements, linkages = (f"{graph.base}graph/{name}" for name in ("elements", "linkages"))
    inside = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"

    def number(sparql: str, **names: str) -> int:
        response = service.ask(sparql, **{key.replace("_", "-"): value for key, value in names.items()})
        assert response.status == 200, response.text
        return int(response.text.split()[1])

    by_from = COUNT.replace("WHERE", f"FROM <{elements}> WHERE")
    assert number(by_from) == number(COUNT, default_graph_uri=elements) == len(triples(graph, elements))
    assert number(inside, named_graph_uri=linkages) == len(triples(graph, linkages))
    both = service.ask(by_from, **{"default-graph-uri": linkages})
    assert (both.status, "at one place" in both.text) == (400, True)


def test_graphs_are_fetched(service: Service, graph: Graph) -> None:
    name = f"{graph.base}graph/elements"
    one = service.get("/graphs", "application/n-triples", graph=name)
    assert {quad.triple for quad in ox.parse(one.body, format=ox.RdfFormat.N_TRIPLES)} == triples(graph, name)
    union = service.send("GET", "/graphs?default", {"Accept": "application/n-triples"})
    found = {quad.triple for quad in ox.parse(union.body, format=ox.RdfFormat.N_TRIPLES)}
    missing = {quad.triple for quad in graph.store} - found
    assert not missing
    assert service.get("/graphs", graph=f"{graph.base}graph/none").status == 404
    assert service.get("/graphs", "image/png", graph=name).status == 406
    assert service.send("DELETE", "/graphs?default").status == 405


def test_it_says_what_is_there(service: Service, graph: Graph) -> None:
    said = list(ox.parse(service.get("/.well-known/void", "text/turtle").body, format=ox.RdfFormat.TURTLE))
    sd, void = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
    of = {(quad.subject, quad.predicate.value): quad.object for quad in said}
    sizes = {
        name.value: int(of[of[node, sd + "graph"], void + "triples"].value)
        for (node, predicate), name in of.items()
        if predicate == sd + "name"
    }
    for name in graph.store.named_graphs():
        assert isinstance(name, ox.NamedNode)
        assert sizes[name.value] == len(triples(graph, name.value))


def test_packaged_questions_and_descriptions_are_those_of_the_package(url: str, graph: Graph, tmp_path: Path) -> None:
    folder = write_output(graph, tmp_path / "out", lambda *_: None)
    there = open_store(url)
    _, element = graph.element_names[0]
    address = f"{graph.base}element/{element}"

    async def all_of_them() -> None:
        async with Pool(url, Settings(timeout=20)) as pool:
            assert (pool.base, pool.prefixes) == (graph.base, graph.prefixes)
            for name, question in questions().items():
                given = {p.name: element for p in question.parameters if p.required}
                stream = await pool.table(name, given, "csv")
                assert (await stream.read()).decode() == ask(there, name, **given).to_csv()
            with pytest.raises(PolicygraphError, match="no parameter 'x'"):
                await pool.answer("what-hinders-what", {"x": "1"})
            with pytest.raises(PolicygraphError, match="no element"):
                await pool.answer("what-is-linked-to-an-element", {"element": "zzzz"})
            described = await pool.describe(address)
        async with Pool(str(folder)) as local:
            assert spelled(described) == spelled(await local.describe(address))
        assert len(described) > 20

    asyncio.run(all_of_them())


def spelled(quads: list[ox.Quad]) -> list[str]:
    """The quads as lines; Virtuoso writes `1` for `true`."""
    lines = [str(quad) for quad in quads]
    for number, word in (("0", "false"), ("1", "true")):
        lines = [line.replace(f'"{number}"{BOOLEAN}', f'"{word}"{BOOLEAN}') for line in lines]
    return sorted(lines)


@pytest.mark.parametrize(
    ("sparql", "told"),
    [
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "is an update"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "another service"),
        ("DEFINE get:soft 'replace' SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }", "not SPARQL"),
        ("DEFINE sql:log-enable 3 INSERT { <a:b> <a:b> <a:b> } WHERE {}", "not SPARQL"),
        ("SELECT (<bif:file_to_string>('virtuoso.ini') AS ?x) {}", "not one of SPARQL"),
        ("SELECT (<http://example.org/f>(1) AS ?x) {}", "not one of SPARQL"),
        ("LOAD <file:///etc/passwd>", "is an update"),
        ("ASK { ?s a nowhere:Thing }", "the prefix nowhere: is not known"),
        ("SELECT ?s WHERE { ?s ?p", "not SPARQL"),
    ],
)
def test_what_is_refused_over_a_folder_is_refused_here(service: Service, sparql: str, told: str) -> None:
    response = service.ask(sparql)
    assert response.status == 400
    assert told in response.text


# --- what the engine fails to do


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Says nothing of those who hung up."""


@dataclass
class StandIn:
    """An engine that answers over a graph, until it is told to do something else."""

    store: ox.Store
    port: int = 0
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    password: str = ""
    keeps: bool = False  # its connections, for the next request
    asked: list[str] = field(default_factory=list)
    server: ThreadingHTTPServer | None = None
    gone: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hidden/sparql"

    def start(self) -> None:
        self.server = Quiet(("127.0.0.1", self.port), handler(self))
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    @contextmanager
    def saying(self, status: int, body: bytes = b"", **headers: str) -> Iterator[None]:
        """It says that to everything meanwhile."""
        self.status, self.body = status, body
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            yield
        finally:
            self.status, self.headers = 200, {}


def handler(engine: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        wbufsize = 1 << 16

        def setup(self) -> None:
            self.protocol_version = "HTTP/1.1" if engine.keeps else "HTTP/1.0"
            super().setup()

        def do_POST(self) -> None:
            given = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            (query,) = given["query"]
            engine.asked.append(query)
            if "hang" in query:
                engine.gone.wait(30)
            if engine.password and self.headers.get("Authorization") is None:
                self.reply(401, b"", {"WWW-Authenticate": "Basic"})
            elif engine.password and engine.password not in self.headers["Authorization"]:
                self.reply(403, b"wrong")
            elif engine.status != 200 or engine.headers:
                self.reply(engine.status, engine.body, engine.headers)
            else:
                self.found(query)

        def found(self, query: str) -> None:
            results = engine.store.query(query, use_default_graph_as_union=True)
            triples = isinstance(results, ox.QueryTriples)
            form = ox.RdfFormat.N_TRIPLES if triples else ox.QueryResultsFormat.JSON
            data = results.serialize(format=form)  # type: ignore[arg-type]
            assert data is not None
            self.reply(200, data, {"Content-Type": form.media_type})

        def reply(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing: the tests' own output is read."""

    return Handler


@pytest.fixture
def engine_there(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """The stand-in, which runs."""
    for name in ("POLICYGRAPH_USER", "POLICYGRAPH_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    made = StandIn(graph.store)
    made.start()
    try:
        yield made
    finally:
        made.gone.set()
        made.stop()


def test_an_engine_that_never_answers_is_given_up_at_the_limit_while_others_are_answered(
    engine_there: StandIn,
) -> None:
    with served(engine_there.url, timeout=2, workers=2) as running, ThreadPoolExecutor(8) as many:
        hanging = [many.submit(running.ask, 'SELECT ("hang" AS ?x) {}') for _ in range(6)]
        time.sleep(0.3)
        quick = [running.ask("ASK {}") for _ in range(5)]
        assert {each.status for each in quick} == {200}
        assert max(each.seconds for each in quick[1:]) < 1.9
        for each in (future.result() for future in hanging):
            assert each.status == 504
            assert "2 seconds" in each.text
            assert 1.5 < each.seconds < 5
        assert running.ask("ASK {}").status == 200


def test_an_engine_that_is_away_is_told_of_and_it_is_there_again_when_it_comes_back(engine_there: StandIn) -> None:
    with served(engine_there.url, timeout=20) as running:
        assert running.ask(COUNT).status == 200
        engine_there.stop()
        away = running.ask(COUNT)
        assert away.status == 502
        assert away.text == (
            "the engine behind this service: it cannot be reached, or broke off (connection refused); "
            "try again in a while\n"
        )
        assert away.seconds < 5
        assert running.get("/health").status == 502
        assert running.get("/graphs", graph="https://e.org/").status == 502
        engine_there.start()
        assert running.ask(COUNT).status == 200
        assert running.get("/health").status == 200
        assert running.process.poll() is None


def test_a_nursery_that_is_lost_while_the_engine_is_away_is_begun_again_when_it_is_back(engine_there: StandIn) -> None:
    with served(engine_there.url, timeout=5, workers=1) as running:
        (nursery,) = running.family()[0].children()
        engine_there.stop()
        nursery.kill()
        time.sleep(1)
        assert running.ask(COUNT).status == 502
        engine_there.start()
        until = time.monotonic() + 15
        while not [each for each in running.family()[0].children() if each.pid != nursery.pid and each.children()]:
            assert time.monotonic() < until, "no other nursery"
            time.sleep(0.1)
        assert running.ask('SELECT ("hang" AS ?x) {}').status == 504
        assert running.ask(COUNT).status == 200


@pytest.mark.parametrize(
    ("status", "body", "headers", "ours", "told"),
    [
        (400, b"Virtuoso 37000 Error SP030: too clever", {}, 400, "too clever"),
        (401, b"", {}, 502, "does not let it in"),
        (403, b"", {}, 502, "does not let it in"),
        (404, b"", {}, 502, "does not let it in (404)"),
        (302, b"", {"Location": "https://inner.example/"}, 502, "sends on"),
        (429, b"slower", {}, 503, "says 429"),
        (503, b"busy", {}, 503, "says 503: busy"),
        (504, b"late", {}, 504, "says 504"),
        (500, b"Virtuoso 42000 Error The estimated execution time 9 (sec) exceeds", {}, 504, "execution time"),
        (500, b"it fell over", {}, 502, "it fell over"),
        (200, b"<html>", {"Content_Type": "text/html"}, 502, "a page"),
        (200, b'{"head": {"vars": ["x"]}, "resu', {"Content_Type": "application/json"}, 502, "cannot be read"),
        (200, b"{}", {"X_SQL_State": "S1TAT"}, 507, "part of the answer"),
    ],
)
def test_what_the_engine_does_wrong_is_told_with_the_status_that_it_has_here(
    engine_there: StandIn, status: int, body: bytes, headers: dict[str, str], ours: int, told: str
) -> None:
    async def answered() -> Any:
        async with Pool(engine_there.url, Settings(workers=1)) as pool:
            with engine_there.saying(status, body, **headers), pytest.raises(PolicygraphError) as raised:
                await pool.stream("ASK { ?s ?p ?o }", "*/*")
            assert (await (await pool.stream("ASK {}", "text/csv")).read()).strip() == b"true"
            return raised.value

    error = asyncio.run(answered())
    assert error.status == ours, error
    assert told in str(error)
    assert "hidden" not in str(error), "where the engine is, nobody else needs to know"
    assert "\n" not in str(error)


def test_only_what_our_own_engine_reads_is_sent_on(engine_there: StandIn) -> None:
    with served(engine_there.url) as running:
        before = len(engine_there.asked)
        for sparql in (
            "DEFINE get:soft 'x' ASK {}",
            "ASK { SERVICE <http://127.0.0.1:1/> {} }",
            "CLEAR ALL",
            "nonsense",
        ):
            assert running.ask(sparql).status == 400
        assert running.ask("ASK {}", "image/png").status == 406
        assert len(engine_there.asked) == before


def test_a_name_and_password_are_sent_and_wrong_ones_told_of(
    engine_there: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    import base64

    engine_there.password = base64.b64encode(b"reader:geheim").decode()
    with pytest.raises(PolicygraphError, match="set POLICYGRAPH_USER"):
        Pool(engine_there.url).base  # noqa: B018 - it waits until the store is read
    monkeypatch.setenv("POLICYGRAPH_USER", "reader")
    monkeypatch.setenv("POLICYGRAPH_PASSWORD", "falsch")
    with pytest.raises(PolicygraphError, match="does not accept the name and password") as raised:
        Pool(engine_there.url).base  # noqa: B018
    assert "falsch" not in str(raised.value)
    monkeypatch.setenv("POLICYGRAPH_PASSWORD", "geheim")
    with served(engine_there.url) as running:
        assert running.ask(COUNT).status == 200
        engine_there.password = "anything else"  # noqa: S105 - not one of anybody's
        refused = running.ask(COUNT)
        assert (refused.status, "whoever serves this can mend it" in refused.text) == (502, True)
        told = refused.text + running.log.read_text("utf-8") + running.get("/metrics").text
        assert "geheim" not in told
        assert "hidden" not in refused.text


def test_workers_share_no_connection(engine_there: StandIn) -> None:
    """Each gets what it asked for, however many ask at once, and none is forked off with a connection."""
    engine_there.keeps = True
    with served(engine_there.url, workers=4) as running, ThreadPoolExecutor(8) as many:
        (nursery,) = running.family()[0].children()
        assert nursery.net_connections("tcp") == []
        found = list(many.map(lambda n: running.ask(f"SELECT ({n} AS ?n) {{}}").text.split(), range(100)))
    assert found == [["n", str(n)] for n in range(100)]


def test_an_answer_that_is_too_big_is_told_of_and_the_others_go_on(engine_there: StandIn) -> None:
    row = b'{"x":{"type":"literal","value":"' + b"x" * 100 + b'"}},'
    body = b'{"head":{"vars":["x"]},"results":{"bindings":[' + row * 2_000_000 + b"{}]}}"
    with served(engine_there.url, memory=100, timeout=20) as running:
        with engine_there.saying(200, body, Content_Type="application/sparql-results+json"):
            assert running.ask("SELECT * { ?x ?y ?z }").status == 507
        assert running.ask(COUNT).status == 200


def test_what_could_not_be_counted_is_counted_later(engine_there: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    async def described() -> None:
        async with Pool(engine_there.url) as pool:
            description = Description(pool)
            with engine_there.saying(500, b"no"):
                body, _ = await description.written("text/turtle", "http://localhost/sparql")
            assert b"namedGraph" not in body
            monkeypatch.setattr("policygraph.serve.description._AGAIN", 0)
            body, _ = await description.written("text/turtle", "http://localhost/sparql")
            assert b"namedGraph" in body
            with engine_there.saying(500, b"no"), pytest.raises(Away):
                await pool.stream("ASK {}", "*/*")

    asyncio.run(described())


def test_the_limit_of_time_reaches_the_engine_that_is_asked(
    engine_there: StandIn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "own.rq").write_text('SELECT ("hang" AS ?x) {}', "utf-8")
    began = time.monotonic()
    own = ["ask", "--file", str(tmp_path / "own.rq"), "--graph", engine_there.url, "--timeout", "0.5"]
    assert main(own) == 1
    assert time.monotonic() - began < 5
    assert "did not answer within 0.5 seconds" in capsys.readouterr().err
