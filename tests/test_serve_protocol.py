"""The service speaks SPARQL 1.1 Protocol: what is asked, in which form, of which graphs; and what is refused."""

import asyncio
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

import policygraph
from policygraph import Graph, PolicygraphError
from policygraph.output import write_output
from policygraph.question import questions
from policygraph.serve import Settings, serve
from policygraph.serve.doorway import Doorway, is_for
from policygraph.serve.measuring import Measures
from policygraph.serve.messages import frame_bytes, take_frames
from policygraph.serve.negotiation import RESULTS, SHORT, TRIPLES, best, quality, ranges
from policygraph.serve.pool import Form, Pool
from policygraph.serve.refusals import NotAnswered, Refused
from serving import HOST, Response, Service, served

PREFIX = "https://example.org/harbours/"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
ELEMENTS = f"{PREFIX}graph/elements"
LINKAGES = f"{PREFIX}graph/linkages"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"


@pytest.fixture(scope="module")
def folder(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_output(graph, tmp_path_factory.mktemp("served") / "out", lambda *_: None)


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[Service]:
    with served(folder) as running:
        yield running


def number(response: Response) -> int:
    assert response.status == 200, response.text
    return int(response.text.split()[1])


def size(graph: Graph, name: str) -> int:
    return len(list(graph.store.quads_for_pattern(None, None, None, ox.NamedNode(name))))


# --- how a query comes


def test_a_query_comes_by_get_and_by_post_in_two_ways(service: Service, graph: Graph) -> None:
    by_get = service.ask(COUNT)
    as_form = service.send(
        "POST", "/sparql", {"Content-Type": FORM, "Accept": "text/csv"}, urlencode({"query": COUNT}).encode()
    )
    by_itself = service.send(
        "POST", "/sparql", {"Content-Type": f"{QUERY}; charset=utf-8", "Accept": "text/csv"}, COUNT.encode()
    )
    assert number(by_get) == len(graph.store)
    assert by_get.body == as_form.body == by_itself.body


def test_letters_of_every_language_come_through(service: Service) -> None:
    asked = 'SELECT ("Łódź – Ἀθῆναι – 港 – 🚢" AS ?x) {}'
    for response in (
        service.ask(asked, "application/json"),
        service.send("POST", "/sparql", {"Content-Type": QUERY}, asked.encode()),
    ):
        assert json.loads(response.body)["results"]["bindings"][0]["x"]["value"] == "Łódź – Ἀθῆναι – 港 – 🚢"


def test_a_head_has_the_headers_of_a_get(service: Service) -> None:
    head = service.send("HEAD", "/sparql?" + urlencode({"query": COUNT}))
    assert head.status == 200
    assert head.body == b""
    assert head.headers["content-type"] == service.ask(COUNT, "*/*").headers["content-type"]


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status", "told"),
    [
        ("GET", "?query=nonsense", {}, b"", 400, "not SPARQL"),
        ("GET", "?query=", {}, b"", 400, "not SPARQL"),
        ("GET", "?query=ASK%7B%7D&query=ASK%7B%7D", {}, b"", 400, "one query, not 2"),
        ("GET", "?other=1", {}, b"", 400, "one query, not 0"),
        ("GET", "?query=%ff%fe", {}, b"", 400, "UTF-8"),
        ("GET", "?query=ASK%7B%7D&default-graph-uri=not%20an%20address", {}, b"", 400, "no address"),
        ("GET", "?query=ASK%7B%7D&format=docx", {}, b"", 406, "choose among json"),
        ("GET", "?query=ASK%7B%7D", {"Accept": "image/png"}, b"", 406, "image/png"),
        ("GET", "?" + "&".join(f"a{n}=1" for n in range(300)), {}, b"", 400, "at most 200"),
        ("POST", "", {"Content-Type": QUERY}, b"\xff\xfe", 400, "not UTF-8"),
        ("POST", "", {"Content-Type": "text/plain"}, b"ASK {}", 415, "application/sparql-query"),
        ("POST", "", {}, b"ASK {}", 415, "application/sparql-query"),
        ("POST", "", {"Content-Type": FORM}, b"a=b", 400, "one query, not 0"),
        ("PUT", "?query=ASK%7B%7D", {}, b"", 405, "GET or POST"),
        ("DELETE", "", {}, b"", 405, "GET or POST"),
    ],
)
def test_what_is_no_query_is_refused_in_a_sentence(
    service: Service, method: str, path: str, headers: dict[str, str], body: bytes, status: int, told: str
) -> None:
    response = service.send(method, "/sparql" + path, headers, body)
    assert response.status == status
    assert told in response.text
    assert response.media == "text/plain"
    assert response.text.count("\n") == 1


def test_an_unknown_prefix_is_named(service: Service) -> None:
    assert "the prefix eurio: is not known" in service.ask("ASK { ?x a eurio:Project }").text


# --- in which form it is answered


@pytest.mark.parametrize(("accept", "form"), sorted(RESULTS.items()))
def test_results_come_in_every_form(service: Service, accept: str, form: ox.QueryResultsFormat) -> None:
    response = service.ask("SELECT ?s ?o WHERE { ?s rdfs:label ?o } ORDER BY ?s ?o LIMIT 5", accept)
    assert response.media == form.media_type.partition(";")[0]
    assert response.headers["vary"] == "Accept"
    if form != ox.QueryResultsFormat.CSV:
        found = ox.parse_query_results(response.body, form)
        assert isinstance(found, ox.QuerySolutions)
        assert len(list(found)) == 5
    else:
        assert len(response.text.splitlines()) == 6


@pytest.mark.parametrize(("accept", "form"), sorted(TRIPLES.items()))
def test_triples_come_in_every_form(service: Service, graph: Graph, accept: str, form: ox.RdfFormat) -> None:
    asked = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{LINKAGES}> {{ ?s ?p ?o }} }}"
    response = service.ask(asked, accept)
    assert response.media == form.media_type.partition(";")[0]
    assert {quad.triple for quad in ox.parse(response.body, format=form)} == {
        quad.triple for quad in graph.store.quads_for_pattern(None, None, None, ox.NamedNode(LINKAGES))
    }


@pytest.mark.parametrize("name", SHORT)
def test_a_form_can_be_named_in_the_address(service: Service, name: str) -> None:
    media = {service.ask(asked, "text/html", format=name).media for asked in ("SELECT * {}", "CONSTRUCT {} {}")}
    assert media & set(SHORT[name])


@pytest.mark.parametrize("accept", ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "", "*/*"])
def test_whoever_takes_anything_gets_something(service: Service, accept: str) -> None:
    assert service.ask("ASK {}", accept).status == 200


def test_an_ask_is_yes_or_no(service: Service) -> None:
    assert json.loads(service.ask("ASK { ?s a pg:Statement }", "application/json").body)["boolean"] is True
    assert json.loads(service.ask("ASK { ?s a pg:Nothing }", "application/json").body)["boolean"] is False


def test_a_describe_is_answered(service: Service) -> None:
    assert b"Linkage" in service.ask("DESCRIBE pg:Linkage", "text/turtle").body


@given(st.text("abz/*;q=.,+01 -", max_size=40), st.lists(st.sampled_from([*RESULTS, "text/html"]), max_size=5))
def test_no_accept_header_upsets_the_choice(accept: str, offered: list[str]) -> None:
    chosen = best(accept, offered)
    asked = ranges(accept)
    values = [quality(name, asked) for name in offered]
    if chosen is None:
        assert not any(values)
    else:
        assert quality(chosen, asked) == max(values) > 0


# --- of which graphs


def test_a_query_is_put_to_the_union_of_all_graphs_or_to_those_that_are_named(service: Service, graph: Graph) -> None:
    elements, linkages = size(graph, ELEMENTS), size(graph, LINKAGES)
    by_from = COUNT.replace("WHERE", f"FROM <{ELEMENTS}> WHERE")
    inside = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert number(service.ask(COUNT)) == len(graph.store)
    assert number(service.ask(by_from)) == elements
    assert number(service.ask(COUNT, **{"default-graph-uri": ELEMENTS})) == elements
    assert number(service.ask(by_from, **{"default-graph-uri": LINKAGES})) == linkages, "the request goes before FROM"
    assert number(service.ask(inside)) == len(graph.store)
    assert number(service.ask(inside, **{"named-graph-uri": LINKAGES})) == linkages
    assert number(service.ask(COUNT, **{"named-graph-uri": LINKAGES})) == 0, "no default graph was named"
    assert number(service.ask(inside, **{"default-graph-uri": LINKAGES})) == 0, "no named graph was"
    several = f"?query={quote(COUNT)}&default-graph-uri={quote(ELEMENTS)}&default-graph-uri={quote(LINKAGES)}"
    assert number(service.send("GET", "/sparql" + several, {"Accept": "text/csv"})) == elements + linkages


def test_a_graph_can_be_fetched_and_not_changed(service: Service, graph: Graph) -> None:
    response = service.get("/graphs", "application/n-triples", graph=ELEMENTS)
    expected = graph.store.quads_for_pattern(None, None, None, ox.NamedNode(ELEMENTS))
    assert {quad.triple for quad in ox.parse(response.body, format=ox.RdfFormat.N_TRIPLES)} == {
        quad.triple for quad in expected
    }
    union = service.send("GET", "/graphs?default", {"Accept": "application/n-triples"})
    assert len(union.body.splitlines()) == len(graph.store)
    assert service.get("/graphs", graph=f"{PREFIX}graph/none").status == 404
    assert service.get("/graphs", graph="file:///etc/passwd").status == 404
    assert service.get("/graphs").status == 400
    assert service.send("GET", "/graphs?default&graph=" + quote(ELEMENTS)).status == 400
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        refused = service.send(method, "/graphs?default", {"Content-Type": "text/turtle"}, b"<a:b> <a:b> <a:b> .")
        assert refused.status == 405
        assert refused.headers["allow"] == "GET, HEAD, OPTIONS"
    assert number(service.ask(COUNT)) == len(graph.store)


# --- what it says of itself


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_it_describes_itself_and_what_it_holds(service: Service, graph: Graph, path: str) -> None:
    response = service.get(path, "text/turtle")
    described = rdflib.Graph().parse(data=response.text, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    here = rdflib.URIRef(f"http://{HOST}:{service.port}/sparql")
    assert (here, rdflib.RDF.type, sd.Service) in described
    assert (here, sd.endpoint, here) in described
    assert (here, sd.supportedLanguage, sd.SPARQL11Query) in described
    data = described.value(here, sd.defaultDataset)
    assert described.value(data, void.triples).toPython() == len(graph.store)  # type: ignore[union-attr]
    graphs = {
        str(described.value(named, sd.name)): described.value(described.value(named, sd.graph), void.triples)
        for named in described.objects(data, sd.namedGraph)
    }
    named = {name.value for name in graph.store.named_graphs() if isinstance(name, ox.NamedNode)}
    assert {name: int(str(triples)) for name, triples in graphs.items()} == {name: size(graph, name) for name in named}
    classes = {str(described.value(part, void["class"])) for part in described.objects(data, void.classPartition)}
    assert "https://w3id.org/policygraph/ontology#Statement" in classes


def test_it_is_called_as_the_client_called_it_or_by_no_name_at_all(folder: Path) -> None:
    with served(folder, hosts=["graph.example.org"]) as named:
        good = named.send("GET", "/sparql", {"Host": "graph.example.org", "Accept": "text/turtle"})
        assert "<http://graph.example.org/sparql> a sd:Service" in good.text
        assert named.send("GET", "/sparql", {"Host": "evil.example.org"}).status == 421
        bad = named.send("GET", "/sparql", {"Host": "<script>"})
        assert bad.status == 421
        assert "script" not in bad.text


def test_it_tells_its_health_and_its_figures(service: Service) -> None:
    before = service.get("/metrics").text
    assert service.get("/health").text == "ok\n"
    service.get("/no/such/page")
    service.get("/<script>")
    after = service.get("/metrics").text
    assert 'policygraph_requests_total{place="health",status="200"}' in after
    assert 'policygraph_requests_total{place="pages",status="404"}' in after
    assert "script" not in after
    assert before != after
    for line in after.splitlines():
        assert re.fullmatch(
            r'# (HELP|TYPE) \w+ .+|policygraph_\w+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [\d.]+', line
        )


# --- what every response says


@pytest.mark.parametrize(
    "path", ["/sparql?query=ASK%7B%7D", "/sparql", "/sparql?query=x", "/none", "/health", "/graphs"]
)
def test_every_response_is_fenced_in(service: Service, path: str) -> None:
    response = service.send("GET", path, {"Origin": "https://elsewhere.example.org"})
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-security-policy"].startswith("default-src 'none'")
    assert response.headers["referrer-policy"] == "no-referrer"
    assert "server" not in response.headers
    assert not [name for name in response.headers if name.startswith("access-control")]


def test_a_page_of_somebody_elses_that_was_led_here_is_not_answered(service: Service) -> None:
    assert service.send("GET", "/sparql?query=ASK%7B%7D", {"Host": "rebound.example.org"}).status == 421
    for name in (f"localhost:{service.port}", "127.0.0.1", f"[::1]:{service.port}"):
        assert service.send("GET", "/sparql?query=ASK%7B%7D", {"Host": name}).status == 200


def test_who_opens_the_service_is_called_by_any_name_unless_they_say_which() -> None:
    assert is_for("graph.example.org", Settings(host="0.0.0.0"))  # noqa: S104 - nothing is opened here
    assert not is_for("graph.example.org", Settings())
    assert not is_for("other.example.org:80", Settings(host="0.0.0.0", hosts=("graph.example.org",)))  # noqa: S104


def through_the_door(settings: Settings, method: str = "GET", origin: str = "https://a.example.org") -> dict[str, str]:
    """The headers with which a request leaves."""
    sent: list[dict[str, Any]] = []

    async def inner(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"vary", b"Accept")]})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    headers = [(b"host", b"localhost"), (b"origin", origin.encode())]
    scope = {"type": "http", "method": method, "path": "/sparql", "headers": headers, "client": ("127.0.0.1", 1)}
    door = Doorway(inner, settings, Measures(), lambda _line: None)
    asyncio.run(door(scope, receive, send))
    found: dict[str, str] = {}
    for name, value in sent[0]["headers"]:
        found[name.decode()] = ", ".join(filter(None, [found.get(name.decode()), value.decode()]))
    return found


def test_other_origins_read_only_what_they_are_let() -> None:
    shared = "access-control-allow-origin"
    assert shared not in through_the_door(Settings())
    assert through_the_door(Settings(cors="*"))[shared] == "*"
    one = Settings(cors="https://a.example.org")
    assert through_the_door(one)[shared] == "https://a.example.org"
    assert through_the_door(one)["vary"] == "Accept, Origin"
    assert shared not in through_the_door(one, origin="https://b.example.org")
    assert "POST" in through_the_door(one, "OPTIONS")["access-control-allow-methods"]
    assert "access-control-allow-methods" not in through_the_door(Settings(), "OPTIONS")


# --- what it writes, and where it listens


def test_no_text_of_a_query_is_logged_unless_that_is_asked_for(folder: Path, service: Service) -> None:
    idea = 'ASK { ?s rdfs:label "my unpublished idea" }'
    service.ask(idea)
    assert "GET /sparql 200" in service.log.read_text("utf-8")
    assert "unpublished" not in service.log.read_text("utf-8")
    with served(folder, log_queries=True) as telling:
        telling.ask(idea)
        telling.ask("ASK { # \n\x1b[31m forged \n}")
        log = telling.log.read_text("utf-8")
    assert "my unpublished idea" in log
    assert "\x1b" not in log
    assert not [line for line in log.splitlines() if line.startswith(" forged")]


def test_it_listens_to_this_machine_only_and_says_so(service: Service) -> None:
    assert Settings().host == HOST
    said = service.log.read_text("utf-8").splitlines()[0]
    assert said == f"http://127.0.0.1:{service.port}/ (this machine only; --host opens it to others)"
    listening = [at.laddr.ip for at in service.family()[0].net_connections("tcp") if at.status == "LISTEN"]
    assert listening == [HOST]


def test_who_cannot_listen_is_told_what_to_do(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        with pytest.raises(PolicygraphError, match="try --port"):
            serve(str(folder), Settings(port=taken.getsockname()[1]))


def test_a_place_without_a_graph_is_told_of_and_nothing_is_left_running(tmp_path: Path) -> None:
    with pytest.raises(PolicygraphError, match="holds no graph"):
        serve(str(tmp_path), Settings(port=0))


@pytest.mark.parametrize("wrong", [{"timeout": 0}, {"timeout": float("inf")}, {"memory": -1}, {"workers": -1}])
def test_limits_are_numbers_that_can_be_kept_to(wrong: dict[str, Any]) -> None:
    with pytest.raises(PolicygraphError, match="above 0"):
        Settings(**wrong)


# --- the pool, as pages use it


def test_packaged_questions_are_answered_as_by_the_package(folder: Path, graph: Graph) -> None:
    forms: tuple[tuple[Form, str], ...] = (("json", "to_json"), ("csv", "to_csv"), ("html", "to_html"))

    _, element = graph.element_names[0]

    async def all_of_them() -> None:
        async with Pool(str(folder)) as pool:
            assert pool.base == graph.base
            assert pool.prefixes == graph.prefixes
            for name, question in questions().items():
                given = {p.name: element for p in question.parameters if p.required}
                expected = policygraph.ask(graph, name, **given)
                assert await pool.answer(name, given) == expected
                for form, method in forms:
                    stream = await pool.table(name, given, form)
                    assert (await stream.read()).decode() == getattr(expected, method)()
            with pytest.raises(Refused, match="no parameter 'x'"):
                await pool.answer("what-hinders-what", {"x": "1"})
            with pytest.raises(NotAnswered, match="there is no question"):
                await pool.answer("what-hinders-whom", {})

    asyncio.run(all_of_them())


def test_an_address_is_described_with_its_statements(folder: Path, graph: Graph) -> None:
    pg = "https://w3id.org/policygraph/ontology#"
    made = next(iter(graph.store.quads_for_pattern(None, ox.NamedNode(pg + "linkage"), None)))
    assert isinstance(made.object, ox.NamedNode)
    linkage = made.object
    (target,) = graph.store.quads_for_pattern(linkage, ox.NamedNode(pg + "object"), None)

    async def described(address: str) -> list[ox.Quad]:
        async with Pool(str(folder)) as pool:
            found = await pool.describe(address)
            with pytest.raises(NotAnswered):
                await pool.describe("not an address")
            return found

    assert isinstance(target.object, ox.NamedNode)
    for node in (linkage, target.object):
        found = asyncio.run(described(node.value))
        assert set(graph.store.quads_for_pattern(node, None, None)) <= set(found)
        assert set(graph.store.quads_for_pattern(None, None, node)) <= set(found)
        assert set(graph.store.quads_for_pattern(made.subject, None, None)) <= set(found)
        assert set(found) <= set(graph.store)
        assert len(found) == len(set(found))
        assert found == asyncio.run(described(node.value))


@given(st.lists(st.tuples(st.sampled_from([b"H", b"D", b"E"]), st.binary(max_size=40))), st.integers(1, 50))
def test_frames_come_out_as_they_went_in_however_they_are_cut(frames: list[tuple[bytes, bytes]], step: int) -> None:
    sent = b"".join(frame_bytes(*frame) for frame in frames)
    received = bytearray()
    found: list[tuple[bytes, bytes]] = []
    for start in range(0, len(sent), step):
        received += sent[start : start + step]
        found += take_frames(received)
    assert found == frames
    assert not received


def test_it_is_asked_by_rdflib_too(service: Service, graph: Graph) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    store = SPARQLStore(f"http://{HOST}:{service.port}/sparql")
    rows = list(store.query(COUNT))
    assert [row[0].toPython() for row in rows] == [len(graph.store)]  # type: ignore[index, union-attr]


def test_importing_the_service_fetches_no_web_server() -> None:
    told = "import sys, policygraph.serve; print(sorted({'uvicorn', 'starlette'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, check=True, text=True).stdout == "[]\n"


def test_the_same_face_stands_before_a_service_elsewhere(service: Service, graph: Graph) -> None:
    pytest.importorskip("policygraph.store.service", reason="there is no client for services yet")
    with served(f"http://{HOST}:{service.port}/sparql") as face:
        assert number(face.ask(COUNT)) == len(graph.store)
        assert json.loads(face.ask("ASK { ?s a pg:Statement }", "application/json").body)["boolean"] is True
        asked = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a pg:Statement ; ?p ?o }"
        lines = (service.ask(asked, "application/n-triples").body, face.ask(asked, "application/n-triples").body)
        assert sorted(lines[0].splitlines()) == sorted(lines[1].splitlines())
        assert face.ask("nonsense").status == 400
        assert face.ask("SELECT * { SERVICE <http://127.0.0.1/> {} }").status == 400
