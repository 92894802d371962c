"""A query under limits gives what it gives without them, or is ended; and nothing is left running."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import psutil
import pyoxigraph as ox
import pytest

from policygraph import PolicygraphError
from policygraph.graph import Graph
from policygraph.store import running
from policygraph.store.child import Found
from policygraph.store.folder import write_store
from policygraph.store.limits import LimitReached, Limits
from policygraph.store.results import NO, YES, Results, results_of
from policygraph.store.running import CAN_FORK, in_fork, limited

BASE = "https://example.org/"
UNHURRIED = Limits(seconds=60)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
GROWING = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a ?b ?d ?f { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f } }"
QUESTIONS = (
    "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o",
    "SELECT ?s ?none { ?s ?p 1 OPTIONAL { ?s <x:none> ?none } }",
    "SELECT * { }",
    "SELECT ?s { ?s <x:none> ?o }",
    "ASK { ?s ?p 1 }",
    "ASK { ?s ?p 2 }",
    "CONSTRUCT WHERE { ?s ?p ?o }",
    "CONSTRUCT WHERE { ?s <x:none> ?o }",
)
needs_fork = pytest.mark.skipif(not CAN_FORK, reason="this system has no fork")
T = TypeVar("T")
Way = Callable[[str, Limits], Results]


@pytest.fixture(scope="module")
def terms() -> ox.Store:
    """A term of each kind, and enough triples to make pairs of."""
    store = ox.Store()
    node = ox.NamedNode("https://example.org/a")
    told = (
        *(node, ox.BlankNode("b"), ox.Literal("tab\tline\n\"quoted\" ü 𝄞"), ox.Literal(1), ox.Literal(1.5)),
        *(ox.Literal("mot", language="fr"), ox.Literal("2012", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#gYear"))),
        *(ox.Literal("مرحبا", language="ar", direction=ox.BaseDirection.RTL), ox.Literal("")),
        ox.Triple(node, node, ox.Literal("said")),
    )  # fmt: skip
    store.bulk_extend(ox.Quad(node, ox.NamedNode("x:says"), term) for term in told)
    store.bulk_extend(ox.Quad(ox.NamedNode(f"x:{n}"), ox.NamedNode("x:p"), ox.Literal(n), node) for n in range(3000))
    return store


@pytest.fixture(scope="module")
def on_disk(terms: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in a folder."""
    folder = tmp_path_factory.mktemp("built")
    write_store(terms, folder, BASE)
    return folder


@pytest.fixture(scope="module")
def opened(on_disk: Path) -> Graph:
    """The graph in that folder, read where it lies."""
    return Graph(ox.Store.read_only(str(on_disk / "store")), BASE, folder=on_disk)


@pytest.fixture(params=[pytest.param("fork", marks=needs_fork), "copy", "disk"])
def way(request: pytest.FixtureRequest, terms: ox.Store, opened: Graph) -> Way:
    """Each way in which a query is put to a process of its own."""
    graph = opened if request.param == "disk" else Graph(terms, BASE)
    return lambda sparql, limits: limited(graph, sparql, True, limits, fork=request.param == "fork")


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    """No child, no thread, no open file is there that was not before."""
    here = psutil.Process()
    before = here.children(recursive=True), threading.active_count(), here.num_fds()
    yield
    assert (here.children(recursive=True), threading.active_count(), here.num_fds()) == before


@pytest.mark.parametrize("sparql", QUESTIONS)
def test_the_results_are_those_without_a_limit(way: Way, terms: ox.Store, sparql: str) -> None:
    found = way(sparql, UNHURRIED)
    expected = results_of(terms.query(sparql, use_default_graph_as_union=True))
    assert found.columns == expected.columns
    assert sorted(map(_named, found.rows)) == sorted(map(_named, expected.rows))  # each store has an order of its own
    if "ORDER" in sparql or "CONSTRUCT" in sparql:
        plain = [[row for row in rows if "_:b" not in _named(row)] for rows in (found.rows, expected.rows)]
        assert plain[0] == plain[1]


def _named(row: tuple[object, ...]) -> str:
    return str(["_:b" if isinstance(term, ox.BlankNode) else str(term) for term in row])


def test_the_union_is_asked_only_where_it_is_meant(terms: ox.Store, opened: Graph) -> None:
    sparql = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    for graph in (Graph(terms, BASE), opened):
        counts = [limited(graph, sparql, union, UNHURRIED).rows[0][0] for union in (True, False)]
        assert counts == [ox.Literal(3010), ox.Literal(10)]


def test_prefixes_are_known(way: Way) -> None:
    assert way("ASK { ?s a pg:Status }", UNHURRIED).rows == ((NO,),)


@pytest.mark.parametrize(
    ("sparql", "limits", "which", "told"),
    [
        (ENDLESS, Limits(seconds=0.5), "seconds", "no answer after 0.5 seconds: the query was ended"),
        (GROWING, Limits(megabytes=50), "megabytes", "the query took more than 50 MB of memory and was ended"),
        (
            "SELECT ?a ?b { ?a ?p ?x . ?b ?q ?y }",
            Limits(answer=2),
            "answer",
            "the answer is bigger than 2 MB; add LIMIT, or count instead of listing rows",
        ),
        (
            "CONSTRUCT { ?a ?p ?b } { ?a ?p ?x . ?b ?q ?y }",
            Limits(answer=2),
            "answer",
            "the answer is bigger than 2 MB; add LIMIT, or count instead of listing rows",
        ),
    ],
)
def test_a_query_that_goes_over_a_limit_is_ended(way: Way, sparql: str, limits: Limits, which: str, told: str) -> None:
    start = time.monotonic()
    with pytest.raises(LimitReached) as reached:
        way(sparql, limits)
    assert (reached.value.which, str(reached.value)) == (which, told)
    assert time.monotonic() - start < 30  # it would take years


def test_what_is_no_sparql_is_told_as_without_a_limit(way: Way, terms: ox.Store) -> None:
    sparql = "SELECT ?s { ?s ?p }"
    with pytest.raises(SyntaxError) as expected:
        terms.query(sparql)
    with pytest.raises(SyntaxError) as found:
        way(sparql, UNHURRIED)
    assert found.value.msg == expected.value.msg


def test_a_query_that_is_nested_too_deeply_is_told_in_a_sentence(way: Way) -> None:
    with pytest.raises(
        PolicygraphError, match=r"nested too deeply for the engine|broke down over this query \(signal"
    ):
        way(f"SELECT * {'{' * 60_000}{'}' * 60_000}", UNHURRIED)


def test_a_term_that_is_none_is_told() -> None:
    store = ox.Store()
    store.load(input=b"<x:a> <x:b> <http://example.org/a b> .", format=ox.RdfFormat.N_TRIPLES, lenient=True)
    with pytest.raises(
        PolicygraphError, match=r"holds something that is no RDF term \(.*IRI.*\): mend it in the data"
    ):
        limited(Graph(store, BASE), "SELECT ?o { ?s ?p ?o }", True, UNHURRIED)


@pytest.mark.parametrize("limits", [{"seconds": 0}, {"megabytes": -1}, {"answer": float("nan")}, {"seconds": 1e999}])
def test_a_limit_is_a_number_above_zero(limits: dict[str, float]) -> None:
    with pytest.raises(PolicygraphError, match="a limit is a number above 0"):
        Limits(**limits)  # type: ignore[arg-type]


# Anything that gives results can be run in a fork


class PanicException(BaseException):
    """What an engine raises that lost its head."""


@needs_fork
def test_results_that_were_made_elsewhere_come_back_as_they_are(terms: ox.Store) -> None:
    made = results_of(terms.query(QUESTIONS[0]))
    made = Results((*made.columns, "none"), tuple((*row, None) for row in made.rows))
    assert in_fork(lambda: made, UNHURRIED) == made
    for verdict in (YES, NO):
        assert in_fork(lambda: Results(("answer",), ((verdict,),)), UNHURRIED).rows == ((verdict,),)  # noqa: B023


def _raise(error: BaseException) -> Found:
    raise error


def _die(number: int) -> Found:
    os.kill(os.getpid(), number)
    time.sleep(60)
    raise AssertionError


def _without_memory(store: ox.Store) -> Found:
    resource.setrlimit(resource.RLIMIT_AS, (1 << 28, 1 << 28))
    return store.query(GROWING, use_default_graph_as_union=True)


@needs_fork
@pytest.mark.parametrize(
    ("run", "kind", "told"),
    [
        (lambda _: _raise(PolicygraphError("say it otherwise")), PolicygraphError, r"^say it otherwise$"),
        (lambda _: _raise(OSError("no such block")), RuntimeError, r"^no such block$"),
        (lambda _: _raise(PanicException("lost")), PolicygraphError, r"^the engine broke down .* \(lost\)$"),
        (lambda _: _raise(MemoryError()), PolicygraphError, r"^the machine has not enough memory for this query$"),
        (_without_memory, PolicygraphError, r"^the machine has not enough memory for this query$"),
        (lambda _: _die(signal.SIGSEGV), PolicygraphError, r"^the engine broke down over this query \(signal 11\)$"),
        (lambda _: _die(signal.SIGKILL), PolicygraphError, r"ended from outside: most likely .* out of memory$"),
        (lambda _: os._exit(0), PolicygraphError, r"^the engine broke down over this query \(exit code 0\)$"),
        (lambda _: os._exit(7), PolicygraphError, r"^the engine broke down over this query \(exit code 7\)$"),
    ],
)
def test_how_it_ended_is_told_in_a_sentence(
    terms: ox.Store, run: Callable[[ox.Store], Found], kind: type[Exception], told: str
) -> None:
    with pytest.raises(kind, match=told) as found:
        in_fork(lambda: run(terms), UNHURRIED)
    assert "\n" not in str(found.value)


def test_ctrl_c_ends_the_query(way: Way) -> None:
    timer = threading.Timer(0.7, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        way(ENDLESS, UNHURRIED)
    timer.join()


@needs_fork
def test_a_quick_query_does_not_wait_for_a_slow_one(terms: ox.Store) -> None:
    graph, ended = Graph(terms, BASE), []

    def slow() -> None:
        with pytest.raises(LimitReached):
            limited(graph, ENDLESS, True, Limits(seconds=10))
        ended.append(True)

    threads = [threading.Thread(target=slow) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(5):  # within the ten seconds, on however busy a machine
        assert limited(graph, "ASK { ?s ?p 1 }", True, UNHURRIED).rows == ((YES,),)
    assert not ended
    for thread in threads:
        thread.join()
    assert ended == [True, True]


ALONE = """
import atexit, sys
from pathlib import Path
from typing import TypeVar
import pyoxigraph as ox
from policygraph.graph import Graph
from policygraph.store.limits import Limits
from policygraph.store.running import limited

graph = Graph(ox.Store(), "https://example.org/")
if sys.argv[1] == "fork":
    graph.store.bulk_extend(ox.Store.read_only(sys.argv[2] + "/store"))
else:
    graph = Graph(ox.Store.read_only(sys.argv[2] + "/store"), "https://example.org/", folder=Path(sys.argv[2]))
atexit.register(print, "bye")
sys.stdout.write("once ")  # left in the buffer
print(limited(graph, sys.argv[3], True, Limits()).rows)
"""


@pytest.mark.parametrize("kind", [pytest.param("fork", marks=needs_fork), "disk"])
def test_the_parents_buffers_and_farewells_are_its_own(on_disk: Path, kind: str) -> None:
    command = [sys.executable, "-c", ALONE, kind, str(on_disk), "SELECT (1 AS ?one) { }"]
    told = subprocess.run(command, capture_output=True, check=True, text=True)
    assert told.stdout.count("once") == told.stdout.count("bye") == 1
    assert told.stderr == ""


@pytest.mark.parametrize("kind", [pytest.param("fork", marks=needs_fork), "disk"])
def test_a_query_ends_with_whoever_asked(on_disk: Path, kind: str) -> None:
    parent = subprocess.Popen([sys.executable, "-c", ALONE, kind, str(on_disk), ENDLESS])
    try:
        children = _until(lambda: psutil.Process(parent.pid).children())
        time.sleep(0.5)
    finally:
        parent.kill()
        parent.wait()
    assert _until(lambda: not any(child.is_running() for child in children))


def _until(look: Callable[[], T]) -> T:
    end = time.monotonic() + 20
    while not (found := look()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return found


def test_a_module_of_the_folder_one_is_in_is_not_taken(
    opened: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('not this one')\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert limited(opened, "ASK { ?s ?p 1 }", True, UNHURRIED).rows == ((YES,),)


def test_a_folder_that_has_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(PolicygraphError, match="there is no folder"):
        running.spawned(tmp_path / "gone", "ASK {}", UNHURRIED)
