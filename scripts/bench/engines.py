"""The engines that `store.py` measures, each opened on a file of N-Quads, behind the door that everything uses."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import psutil
import pyoxigraph as ox
from servers import virtuoso

from policygraph.graph import Graph
from policygraph.iris import prefixes
from policygraph.store import Asked, load_file, open_store
from policygraph.store.results import Results

ENGINES = ("memory", "disk", "maplib", "virtuoso", "rdflib")
BASE = "https://w3id.org/policygraph/"
Megabytes = Callable[[], float]


def opened(engine: str, data: Path, folder: Path, stack: ExitStack) -> tuple[Asked, Megabytes]:
    """The engine with the data loaded, and what tells how much memory it takes; the stack closes it."""
    if engine == "virtuoso":
        server = stack.enter_context(virtuoso(folder))
        server.load(data)
        return open_store(server.query_url), _of(server.pid)
    return _embedded(engine, data, folder), _of(psutil.Process().pid)


def _embedded(engine: str, data: Path, folder: Path) -> Asked:
    if engine == "rdflib":
        return RdflibEngine(data)
    if engine == "disk":
        place = folder / f"store-{psutil.Process().pid}"  # a store of its own each time: what is there is not replaced
        load_file(place, data)
        return open_store(place, memory=False)
    store = ox.Store()
    store.bulk_load(path=str(data), format=ox.RdfFormat.N_QUADS, lenient=True)
    graph = Graph(store, BASE)
    if engine == "memory":
        return graph
    from policygraph.store.maplib_engine import from_graph

    return from_graph(graph)


def _of(pid: int) -> Megabytes:
    return lambda: psutil.Process(pid).memory_info().rss / 1e6


class RdflibEngine(Asked):
    """rdflib's own store and SPARQL, as a measure of what there was before."""

    base = BASE

    def __init__(self, data: Path) -> None:
        import rdflib

        self._dataset = rdflib.Dataset(default_union=True)
        self._dataset.parse(data, format="nquads")
        self._names = prefixes(BASE)

    @property
    def name(self) -> str:
        """The library."""
        return "rdflib"

    def query(self, sparql: str, *, union: bool = True) -> Results:
        """The results, over the union of all graphs."""
        assert union
        found = self._dataset.query(sparql, initNs=self._names)
        if found.type != "SELECT":
            answer = ox.Literal(bool(found.askAnswer))
            return Results(("answer",), ((answer,),))
        return Results(tuple(map(str, found.vars or ())), tuple(tuple(map(_term, tuple(row))) for row in found))  # type: ignore[arg-type]  # rows of a SELECT


def _term(term: object) -> ox.NamedNode | ox.Literal | None:
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.Literal):
        kind = ox.NamedNode(str(term.datatype)) if term.datatype else None
        return ox.Literal(str(term), language=term.language) if term.language else ox.Literal(str(term), datatype=kind)
    return None
