"""What is done to a service that stands in the open: nothing is changed, read or starved, and nobody kept waiting."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil
import pyoxigraph as ox
import pytest

from policygraph import Graph
from policygraph.output import write_output
from policygraph.serve import staff
from serving import HOST, Response, Service, served

LIMIT = 2.0  # seconds
MEMORY = 200  # megabytes
QUICK = "SELECT ?s WHERE { ?s a pg:Statement } LIMIT 1"
HOURS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
SECOND = "SELECT (COUNT(*) AS ?n) WHERE { { SELECT * { ?a ?b ?c } LIMIT 1000 } ?d ?e ?f }"
ROWS = "SELECT ?a WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }} LIMIT {}"
MEGABYTE = 1 << 20


@pytest.fixture(scope="module")
def folder(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_output(graph, tmp_path_factory.mktemp("served") / "out", lambda *_: None)


@pytest.fixture(scope="module")
def service(folder: Path) -> Iterator[Service]:
    """A service with short limits. After each test it has to be as it was before."""
    with served(folder, timeout=LIMIT, memory=MEMORY, workers=2, whole=3, stall=2) as running:
        yield running


@pytest.fixture(autouse=True)
def nothing_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test the service is as it was: its two workers wait, and no query is at work."""
    yield
    if "service" in request.fixturenames:
        service: Service = request.getfixturevalue("service")
        for name, value in (("long", 0), ("halted", 0), ("waiting", 0), ("workers", 2), ("idle", 2)):
            service.wait(name, value)
        assert service.ask(QUICK).status == 200
        assert "Traceback" not in service.log.read_text("utf-8")


def together(*works: Callable[[], object]) -> list[object]:
    """What each gives, done at the same time; raises what one raises."""
    found: list[object] = [None] * len(works)

    def work(place: int) -> None:
        try:
            found[place] = works[place]()
        except BaseException as error:  # noqa: BLE001 - told below
            found[place] = error

    threads = [threading.Thread(target=work, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in found:
        if isinstance(one, BaseException):
            raise one
    return found


def memory(service: Service) -> int:
    """The bytes of all its processes; what they share is counted once."""
    total = 0
    for one in service.family():
        with contextlib.suppress(psutil.NoSuchProcess):
            total += one.memory_full_info().pss
    return total


def slowest(service: Service, seconds: float) -> float:
    """The longest that a quick question takes, asked again and again for so long."""
    until, longest = time.monotonic() + seconds, 0.0
    while time.monotonic() < until:
        response = service.ask(QUICK)
        assert response.status == 200, response.text
        longest = max(longest, response.seconds)
    return longest


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """A port at which somebody waits to be called, and who called."""
    calls: list[object] = []
    with socket.create_server((HOST, 0)) as server:
        server.settimeout(0.1)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                with contextlib.suppress(TimeoutError):
                    link, address = server.accept()
                    calls.append(address)
                    link.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], calls
        stop.set()
        thread.join()


# --- nothing is changed, nothing is read, nobody is called


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <a:a> <a:a> }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP ALL",
        "PREFIX x: <a:b> # DELETE\nINSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "LOAD SILENT <http://127.0.0.1/> INTO GRAPH <a:a>",
        "WITH <a:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "ASK {} ; CLEAR ALL",
        "CLEAR ALL ; ASK {}",
    ],
)
def test_no_update_goes_through_whichever_way_it_comes(service: Service, folder: Path, update: str) -> None:
    before = service.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").text
    form, itself = "application/x-www-form-urlencoded", "application/sparql-update"
    tries = [
        service.ask(update),
        service.get("/sparql", update=update),
        service.send("POST", "/sparql", {"Content-Type": form}, urlencode({"update": update}).encode()),
        service.send("POST", "/sparql", {"Content-Type": form}, urlencode({"query": update}).encode()),
        service.send("POST", "/sparql", {"Content-Type": itself}, update.encode()),
        service.send("POST", "/sparql", {"Content-Type": "application/sparql-query"}, update.encode()),
    ]
    assert {response.status for response in tries} == {400}
    assert service.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").text == before
    assert not list(folder.glob(".store*"))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ BIND(<{url}> AS ?x) SERVICE ?x {{ ?s ?p ?o }} }}",
        "SELECT * {{ SeRvIcE#\n<{url}> {{ ?s ?p ?o }} }}",
        "PREFIX x: <{url}> SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}",
        "PREFIX x: <{url}> SELECT * {{ ?a ?b ?c . {{ SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }} }} }}",
        "ASK {{ FILTER EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
        "PREFIX SERVICE: <{url}> SELECT * {{ SERVICE SERVICE: {{ ?s ?p ?o }} }}",
        "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "SELECT * {{ GRAPH <{url}> {{ ?s ?p ?o }} }}",
        "DESCRIBE <{url}>",
    ],
)
def test_nobody_is_called_by_a_query(service: Service, listener: tuple[int, list[object]], query: str) -> None:
    port, calls = listener
    response = service.ask(query.format(url=f"http://{HOST}:{port}/sparql"), "*/*")
    assert response.status in (200, 400, 500), response.text
    assert calls == []
    if "SERVICE" not in query.upper():
        assert response.status == 200
        assert "http://" not in response.text


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri", "graph", "query", "format", "x"])
@pytest.mark.parametrize("value", ["file:///etc/passwd", "/etc/passwd", "../../etc/passwd", "http://127.0.0.1/"])
def test_no_file_is_read_through_any_parameter(service: Service, name: str, value: str) -> None:
    for path in ("/sparql", "/graphs"):
        given = {"query": "SELECT * { { ?s ?p ?o } UNION { GRAPH ?s { ?a ?b ?c } } }", "format": "csv", name: value}
        response = service.get(path, **given)
        assert b"root:" not in response.body
        assert response.status in (200, 400, 404, 406)
    assert service.get(f"/{quote(value, safe='')}").status == 404
    raw = service.connect()
    raw.sendall(b"GET /../../../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert b"404" in raw.recv(100)
    raw.close()


def test_a_worker_could_reach_no_machine_and_no_file_if_a_query_got_past_the_guard(
    folder: Path, listener: tuple[int, list[object]]
) -> None:
    port, calls = listener
    told = """
import sys
from policygraph.serve.nursery import confine, opened
asked, _ = opened(sys.argv[1])
query = "SELECT * { SERVICE <" + sys.argv[2] + "> { ?s ?p ?o } }"
def tried():
    try:
        return list(asked.store.query(query))
    except OSError as error:
        return error
if sys.argv[3] == "confined":
    confine(300, alone=True)
print(tried())
try:
    open("/etc/hostname").read()
except OSError as error:
    print(error)
"""
    for how, number in (("free", 1), ("confined", 0)):
        calls.clear()
        url = f"http://{HOST}:{port}/sparql"
        said = subprocess.run(
            [sys.executable, "-c", told, str(folder), url, how], capture_output=True, check=True, text=True
        ).stdout
        assert len(calls) == number, said  # else it was not the fence that held it
        assert ("Too many open files" in said) == (how == "confined")


# --- what takes too long, or too much


def test_a_query_that_takes_hours_is_ended_at_the_limit_and_the_others_go_on(service: Service) -> None:
    long, quick = together(lambda: service.ask(HOURS), lambda: slowest(service, LIMIT))
    assert long.status == 504  # type: ignore[attr-defined]
    assert "2 seconds" in long.text  # type: ignore[attr-defined]
    assert LIMIT - 0.1 < long.seconds < LIMIT + 2  # type: ignore[attr-defined]
    assert isinstance(quick, float)
    assert quick < 1


def test_more_long_queries_than_there_are_seats_leave_room_for_short_ones(service: Service) -> None:
    many = 40
    *long, quick = together(*[lambda: service.ask(HOURS)] * many, lambda: slowest(service, 3 * LIMIT))
    statuses = [response.status for response in long]  # type: ignore[attr-defined]
    assert set(statuses) <= {503, 504}
    assert statuses.count(504) >= 4
    assert isinstance(quick, float)
    assert quick < 4  # those that come at once have a blink each before it is seen that they take long


def test_a_question_of_a_second_is_not_kept_by_those_of_hours(folder: Path) -> None:
    limit = 15.0
    with served(folder, timeout=limit, workers=1, memory=MEMORY) as crowded:  # seats for 2, and a row for 16
        alone = crowded.ask(SECOND)
        assert alone.status == 200
        assert alone.seconds > 2 * staff.BLINK, "else it is no long question"

        def ask() -> list[Response]:
            crowded.wait("halted", 8)
            return [crowded.ask(SECOND) for _ in range(3)]

        *long, answered = together(*[lambda: crowded.ask(HOURS)] * 10, ask)
        assert isinstance(answered, list)
        assert [response.text for response in answered] == [alone.text] * 3
        assert sorted(response.seconds for response in answered)[1] < limit / 2, "it was not its turn"
        assert {response.status for response in long} <= {504, 507}  # type: ignore[attr-defined]


def test_when_too_many_long_queries_are_there_the_next_is_turned_away_at_once(folder: Path) -> None:
    with served(folder, timeout=6, workers=1, memory=MEMORY) as crowded:
        links = [crowded.start_asking(HOURS) for _ in range(18)]
        crowded.wait("halted", 16)
        refused = crowded.ask(HOURS)
        assert refused.status == 503
        assert refused.headers["retry-after"] == "10"
        assert refused.seconds < 3
        assert slowest(crowded, 1) < 1
        for link in links:
            link.close()
        crowded.wait("halted", 0)
        assert crowded.ask(QUICK).status == 200


def test_a_query_whose_client_is_gone_is_ended(service: Service) -> None:
    link = service.start_asking(HOURS)
    service.wait("long", 1, 1.5)
    gone = time.monotonic()
    link.close()
    service.wait("long", 0, 1)
    assert time.monotonic() - gone < LIMIT - 0.5


@pytest.mark.parametrize(
    "greedy",
    [
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
        "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?c), STR(?d), STR(?f))) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY DESC(?i)",
        'SELECT (STRLEN(?h) AS ?n) { BIND("0123456789" AS ?a) BIND(CONCAT(?a,?a,?a,?a,?a,?a,?a,?a,?a,?a) AS ?b) '
        "BIND(CONCAT(?b,?b,?b,?b,?b,?b,?b,?b,?b,?b) AS ?c) BIND(CONCAT(?c,?c,?c,?c,?c,?c,?c,?c,?c,?c) AS ?d) "
        "BIND(CONCAT(?d,?d,?d,?d,?d,?d,?d,?d,?d,?d) AS ?e) BIND(CONCAT(?e,?e,?e,?e,?e,?e,?e,?e,?e,?e) AS ?f) "
        "BIND(CONCAT(?f,?f,?f,?f,?f,?f,?f,?f,?f,?f) AS ?g) BIND(CONCAT(?g,?g,?g,?g,?g,?g,?g,?g,?g,?g) AS ?h) }",
    ],
)
def test_a_query_that_takes_too_much_memory_is_ended(service: Service, greedy: str) -> None:
    most = 0.0
    done = threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.02):
            with contextlib.suppress(psutil.Error):
                most = max(most, *(worker.memory_info().rss / MEGABYTE for worker in service.workers()))

    thread = threading.Thread(target=watch)
    thread.start()
    response = service.ask(greedy)
    done.set()
    thread.join()
    assert response.status in (504, 507), response.text
    assert most < MEMORY + 150  # what the store and the interpreter take
    if response.status == 507:
        assert "more than 200 MB" in response.text


@pytest.mark.parametrize(
    "deep",
    [
        "ASK { " + "{ " * 10_000 + "?s ?p ?o" + " }" * 10_000 + " }",
        "SELECT * { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }",
        "SELECT * { FILTER(" + "!" * 10_000 + "true) }",
        "SELECT * { FILTER(" + "-" * 10_000 + "1 = 1) }",
        "ASK { ?s " + "/".join(["pg:broader"] * 10_000) + " ?o }",
        "ASK { ?s " + "^" * 10_000 + "pg:broader ?o }",
        "ASK { ?s " + "(" * 10_000 + "pg:broader" + ")*" * 10_000 + " ?o }",
        "ASK { ?s " + "pg:broader" + "*" * 400 + " ?o }",
        "ASK { " + "OPTIONAL { ?s ?p ?o } " * 10_000 + "}",
        "ASK { " + "{ ?s ?p ?o } UNION " * 10_000 + "{} }",
        "SELECT * { " + "{ SELECT * { " * 400 + "?s ?p ?o" + " } }" * 400 + " }",
        "ASK { ?s ?p " + "[ pg:x " * 10_000 + "1" + " ]" * 10_000 + " }",
        "ASK { ?s ?p " + "( " * 10_000 + "1" + " )" * 10_000 + " }",
        "ASK { FILTER(1 IN (" + ", ".join(["1"] * 50_000) + ")) }",
        "ASK { VALUES ?x { " + "1 " * 200_000 + "} }",
        "ASK { FILTER(" + " || ".join(["?x = 1"] * 20_000) + ") }",
        "ASK { " + "?s ?p ?o . " * 5_000 + "}",
        "ASK { FILTER NOT EXISTS { " * 450 + "?s ?p ?o" + " } }" * 450,
        "SELECT (" + "IF(true, " * 490 + "1" + ", 0)" * 490 + " AS ?x) {}",
        "SELECT (" + "CONCAT(" * 490 + "'x'" + ")" * 490 + " AS ?x) {}",
        "ASK { ?s ?p " + "<< " * 10_000 + "?s ?p ?o" + " >>" * 10_000 + " }",
        "PREFIX a: <b:c> " * 40_000 + "ASK {}",
        "#" * 1_000_000 + "\nASK {}",
        '"' * 500_000,
        "'''" + "\\" * 500_000,
        "<" * 500_000,
        "(" * 1_000_000,
        "\u0000" * 1000,
        "ASK { FILTER(regex('x', 'x')) }" + " " * 900_000,
    ],
    ids=lambda text: text[:30],
)
def test_no_shape_of_a_query_brings_the_service_down(service: Service, deep: str) -> None:
    started = time.monotonic()
    response = service.send("POST", "/sparql", {"Content-Type": "application/sparql-query"}, deep.encode())
    assert response.status in (200, 400, 504, 507), response.text[:300]
    assert time.monotonic() - started < LIMIT + 2
    assert service.ask(QUICK).status == 200


@pytest.mark.parametrize(
    "pattern", ["(a*)*$", "(a|aa)+$", "(.*)(.*)(.*)(.*)(.*)x", "((((a{1,99}){1,99}){1,99}){1,99})", "(?i)" * 99]
)
def test_no_regular_expression_is_a_bomb(service: Service, pattern: str) -> None:
    asked = f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o FILTER(REGEX(CONCAT(STR(?o), '{'a' * 3000}!'), '{pattern}')) }}"
    response = service.ask(asked)
    assert response.status in (200, 400, 500, 504, 507)
    assert response.seconds < LIMIT + 1


def test_a_path_over_everything_is_ended_at_the_limit(service: Service) -> None:
    response = service.ask("SELECT (COUNT(*) AS ?n) { ?a (!<a:a>|^!<a:a>)* ?b . ?b (!<a:a>|^!<a:a>)* ?c }")
    assert response.status in (504, 507)


# --- what is big


def test_a_query_of_a_hundred_megabytes_is_refused_and_not_kept(service: Service) -> None:
    front = service.family()[0]
    before = front.memory_info().rss
    link = service.connect()
    size = 100 * MEGABYTE
    head = f"POST /sparql HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/sparql-query\r\n"
    link.sendall(f"{head}Content-Length: {size}\r\n\r\n".encode())
    assert b" 413 " in link.recv(1000), "it is told before anything is sent"
    with contextlib.suppress(OSError):
        for _ in range(100):
            link.sendall(b"#" * MEGABYTE)
    link.close()
    chunked = service.connect()
    chunked.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode())
    with contextlib.suppress(OSError):
        for _ in range(100):
            chunked.sendall(b"%x\r\n" % MEGABYTE + b"#" * MEGABYTE + b"\r\n")
    with contextlib.suppress(OSError):
        assert b" 413 " in chunked.recv(1000)
    chunked.close()
    assert front.memory_info().rss - before < 20 * MEGABYTE


def test_a_head_without_end_is_cut_off(service: Service) -> None:
    front = service.family()[0]
    before = front.memory_info().rss
    link = service.connect()
    link.sendall(b"GET /sparql HTTP/1.1\r\nHost: localhost\r\n")
    said = b""
    with contextlib.suppress(OSError):
        for number in range(3000):
            link.sendall(b"X-%d: " % number + b"x" * 10_000 + b"\r\n")
    with contextlib.suppress(OSError):
        said = link.recv(100)
    link.close()
    assert said.startswith((b"HTTP/1.1 431", b"")), said
    assert front.memory_info().rss - before < 20 * MEGABYTE
    assert service.get("/sparql?query=" + "x" * 300_000).status in (400, 431)


def test_ten_million_rows_go_out_without_anything_growing(folder: Path) -> None:
    rows = 10_000_000
    with served(folder, timeout=120, memory=MEMORY) as streaming:
        before = memory(streaming)
        link = streaming.start_asking(ROWS.format(rows), format="csv")
        quick: list[float] = []
        most, received, lines, last = 0, 0, 0, time.monotonic()
        response = http.client.HTTPResponse(link)
        response.begin()
        assert response.status == 200
        while part := response.read1(1 << 20):
            received += len(part)
            lines += part.count(b"\n")
            if time.monotonic() - last > 0.5:
                most = max(most, memory(streaming))
                quick.append(streaming.ask(QUICK).seconds)
                last = time.monotonic()
        link.close()
        assert lines == rows + 1
        assert received > 400 * MEGABYTE
        assert most - before < 60 * MEGABYTE
        assert quick
        assert max(quick) < 1


def test_an_answer_that_breaks_off_is_seen_to_be_broken(service: Service) -> None:
    link = service.start_asking(ROWS.format(1_000_000_000))
    response = http.client.HTTPResponse(link)
    response.begin()
    assert response.status == 200
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        response.read()
    link.close()
    service.wait("long", 0)
    assert "broken off: no answer after 2 seconds" in service.log.read_text("utf-8")


# --- clients that are slow


def test_a_thousand_slow_clients_starve_nobody(service: Service) -> None:
    post = (
        f"POST /sparql HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n"
    )
    links = []
    for number in range(1000):
        link = service.connect()
        link.sendall(
            (b"", b"GET /sparql HTT", b"GET / HTTP/1.1\r\nHost: x\r\n", f"{post}\r\nASK".encode())[number % 4]
        )
        links.append(link)
    assert service.gauge("connections") > 900
    assert slowest(service, 1.5) < 1
    for link in links:
        with contextlib.suppress(OSError):
            link.sendall(b"x")
    assert slowest(service, 1) < 1
    service.wait("connections", 1, 10)
    assert [link for link in links if not _is_closed(link)] == []
    for link in links:
        link.close()


def _is_closed(link: socket.socket) -> bool:
    link.settimeout(2)
    try:
        while part := link.recv(1000):
            assert part.startswith((b"HTTP/1.1 408", b"HTTP/1.1 400", b"Invalid"))
    except ConnectionError:
        pass
    return True


def test_clients_that_take_nothing_give_up_their_seats(service: Service) -> None:
    links = [service.start_asking(ROWS.format(100_000_000)) for _ in range(12)]
    assert slowest(service, 1.5) < 2
    service.wait("long", 0, 20)
    assert service.gauge("halted") == 0
    for link in links:
        link.close()


def test_many_connections_that_ask_nothing_make_room(folder: Path) -> None:
    told = "from policygraph.serve import guarding; guarding.CONNECTIONS = 50"
    with served(folder, setup=told) as small:
        links = [small.connect() for _ in range(200)]
        assert slowest(small, 0.5) < 1
        assert small.gauge("connections") <= 52
        for link in links:
            link.close()


# --- what breaks


def test_a_worker_that_is_killed_is_replaced(service: Service) -> None:
    for worker in service.workers():
        worker.kill()
    time.sleep(0.3)
    assert service.ask(QUICK).status == 200
    service.wait("idle", 2)
    assert len(service.workers()) == 2


def test_a_query_whose_worker_is_killed_is_told_so_and_the_others_are_not(service: Service) -> None:
    idle = {worker.pid for worker in service.workers()}

    def kill() -> None:
        service.wait("long", 1, 1.5)
        busy = [worker for worker in service.workers() if worker.pid in idle and worker.nice() == 19]
        assert len(busy) == 1
        busy[0].kill()

    killed, _, quick = together(lambda: service.ask(HOURS), kill, lambda: slowest(service, 1))
    assert killed.status == 500  # type: ignore[attr-defined]
    assert "ended from outside" in killed.text  # type: ignore[attr-defined]
    assert isinstance(quick, float)


def test_a_nursery_that_is_killed_is_replaced_and_no_question_is_lost(folder: Path) -> None:
    with served(folder) as robust:
        first = robust.family()[0].children()
        assert len(first) == 1
        stop = threading.Event()

        def kill() -> None:
            time.sleep(0.3)
            first[0].kill()
            time.sleep(3)
            stop.set()

        def ask() -> int:
            number = 0
            while not stop.is_set():
                assert robust.ask(QUICK).status == 200
                number += 1
            return number

        _, asked = together(kill, ask)
        assert isinstance(asked, int)
        assert asked > 10
        (second,) = robust.family()[0].children()
        assert second.pid != first[0].pid
        robust.wait("idle", 2)


def test_a_front_that_is_killed_leaves_nobody_behind(folder: Path) -> None:
    with served(folder, timeout=1) as fallen:
        link = fallen.start_asking(HOURS)
        time.sleep(0.3)
        family = fallen.family()
        assert len(family) >= 4
        fallen.process.kill()
        fallen.process.wait()
        link.close()
        _, alive = psutil.wait_procs(family, 5)
        assert [one for one in alive if one.status() != psutil.STATUS_ZOMBIE] == []


def test_a_restart_in_the_middle_loses_nothing_that_was_answered(folder: Path) -> None:
    with served(folder) as first:
        stop = threading.Event()
        whole, refused, torn = [0], [0], [0]
        lock = threading.Lock()

        def ask() -> None:
            while not stop.is_set():
                try:
                    response = first.ask("SELECT * { ?s ?p ?o } LIMIT 3000", "application/json")
                    rows = len(json.loads(response.body)["results"]["bindings"])
                    with lock:
                        whole[0] += response.status == 200 and rows > 1000
                except (ConnectionError, http.client.RemoteDisconnected):
                    with lock:
                        refused[0] += 1
                    time.sleep(0.02)
                except (http.client.HTTPException, ValueError):
                    with lock:
                        torn[0] += 1

        def restart() -> None:
            time.sleep(1)
            link = first.start_asking(ROWS.format(300_000))
            time.sleep(0.2)
            os.kill(first.process.pid, signal.SIGTERM)
            response = http.client.HTTPResponse(link)
            response.begin()
            assert response.read().count(b'"a":') == 300_000, "what is on its way arrives"
            link.close()
            first.process.wait(20)
            time.sleep(0.2)
            stop.set()

        together(*[ask] * 6, restart)
        assert torn[0] == 0
        assert whole[0] > 50
        assert refused[0] > 0, "it did end in the middle"
        assert first.process.returncode == 0


def test_what_is_loaded_meanwhile_is_served_and_no_question_is_lost(tmp_path: Path, graph: Graph) -> None:
    place = write_output(graph, tmp_path / "out", lambda *_: None)
    title = "SELECT ?t { <https://example.org/new> rdfs:label ?t }"
    new = Graph(ox.Store(), graph.base)
    new.store.bulk_extend(graph.store)
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    new.store.add(ox.Quad(ox.NamedNode("https://example.org/new"), label, ox.Literal("loaded"), ox.NamedNode("a:g")))
    with served(place) as running:
        assert "loaded" not in running.ask(title).text
        done = threading.Event()

        def ask() -> int:
            number = 0
            until = time.monotonic() + 20
            while not done.is_set():
                response = running.ask(title)
                assert response.status == 200, response.text
                number += 1
                if "loaded" in response.text or time.monotonic() > until:
                    done.set()
            return number

        write_output(new, tmp_path / "new", lambda *_: None)
        (place / "store").rename(tmp_path / "old")
        (tmp_path / "new" / "store").rename(place / "store")
        assert all(isinstance(number, int) and number > 5 for number in together(ask, ask))
        assert "loaded" in running.ask(title).text


# --- what gets into pages and headers


@pytest.mark.parametrize(
    "poison", ["<script>alert(1)</script>", "a\r\nSet-Cookie: x=1", '"><img src=x onerror=alert(1)>']
)
def test_nothing_that_is_sent_comes_back_as_a_page_or_a_header(service: Service, poison: str) -> None:
    for response in (
        service.ask(poison, "text/html"),
        service.get("/sparql", query="ASK {}", format=poison),
        service.get("/graphs", graph=poison),
        service.get("/" + quote(poison)),
    ):
        assert response.status in (400, 404, 406)
        assert response.media == "text/plain"
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in response.headers


def test_a_blink_is_short_beside_the_limits() -> None:
    assert staff.BLINK < LIMIT / 10
