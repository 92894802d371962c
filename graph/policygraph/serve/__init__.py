"""A SPARQL service over a graph, that can stand in the open: its engine and its protocol.

>>> from policygraph.serve import Settings, serve
>>> serve("policygraph-out", Settings(port=8777))  # doctest: +SKIP
"""

from .settings import Settings

__all__ = ["Settings", "serve"]


def serve(place: str = "", settings: Settings | None = None) -> None:
    """Serves a folder that `build` or `load` wrote, a SPARQL service by its address, or the corpus that is shipped.

    Returns when it is told to end, by Ctrl-C or SIGTERM. Raises PolicygraphError if there is nothing to serve.
    """
    from .running import run

    run(str(place), settings or Settings())
