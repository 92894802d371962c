"""One door to the graph, wherever it lies: in memory, in a folder, or behind a service's address.

>>> import policygraph
>>> from policygraph.store import open_store
>>> store = open_store("policygraph-out")                    # doctest: +SKIP
>>> store = open_store("https://example.org/sparql")         # doctest: +SKIP
>>> policygraph.ask(store, "which-links-are-found-missing")  # doctest: +SKIP

What is imported here is fetched when it is first used: the modules of this folder stand at both ends of the package.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..faults import PolicygraphError

if TYPE_CHECKING:
    from ..graph import Graph
    from .asked import Asked
    from .changing import load_corpus, load_file, remove
    from .limits import LimitReached, Limits
    from .publishing import publish
    from .service import Service

ENGINES = ("pyoxigraph", "maplib")
_HOMES = {
    "Asked": "asked",
    "LimitReached": "limits",
    "Limits": "limits",
    "Service": "service",
    "load_corpus": "changing",
    "load_file": "changing",
    "publish": "publishing",
    "remove": "changing",
}

__all__ = [
    "ENGINES",
    "Asked",
    "LimitReached",
    "Limits",
    "Service",
    "load_corpus",
    "load_file",
    "open_store",
    "publish",
    "remove",
]


def open_store(
    place: Path | str, engine: str = "pyoxigraph", memory: bool | None = None, *, seconds: float = 60
) -> "Asked":
    """What lies in a folder that `build` or `load` wrote, or behind the address of a SPARQL service.

    `memory` says whether a folder is read into memory, where questions are several times as fast: small ones are if
    it is left out. `engine` is what answers questions put to a folder; `seconds` is how long a service is waited for.
    Raises PolicygraphError if there is nothing.
    """
    if is_address(place):
        from .service import Service

        if engine != "pyoxigraph" or memory is not None:
            raise PolicygraphError(
                f"{place} is a service, which has an engine of its own: leave engine and memory out"
            )
        return Service(str(place), seconds)
    from ..graph import open_graph

    _known(engine)
    return with_engine(open_graph(place, memory), engine)


def with_engine(graph: "Graph", engine: str) -> "Asked":
    """The graph, or its triples in another engine; raises PolicygraphError if there is no such engine."""
    _known(engine)
    if engine == "maplib":
        from .maplib_engine import from_graph

        return from_graph(graph)
    return graph


def _known(engine: str) -> None:
    if engine not in ENGINES:
        raise PolicygraphError(f"no engine is called {engine!r}; choose among {', '.join(ENGINES)}")


def is_address(place: Path | str) -> bool:
    """Whether it is the address of a service, and no folder."""
    return str(place).startswith(("http://", "https://"))


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
