"""The command `serve`: its words, and the service that it starts."""

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from .faults import PolicygraphError

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from .serve.pool import Pool
    from .serve.settings import Settings


def add_serve(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds the command to a parser."""
    added = command("serve", "serve a graph: SPARQL for programs, an editor for people, read only")
    added.add_argument(
        "graph", nargs="?", metavar="DIR", help="a folder that `build` or `load` wrote; the shipped corpus if left out"
    )
    added.add_argument("--endpoint", metavar="URL", help="stand before that SPARQL service instead of a folder")
    added.add_argument("--host", default="127.0.0.1", help="the address to listen at (127.0.0.1: this machine only)")
    added.add_argument("--port", type=int, default=8777, help="the port to listen at (8777)")
    added.add_argument(
        "--name", metavar="HOST", action="append", default=[], help="a name that it has behind a proxy (repeatable)"
    )
    added.add_argument("--timeout", metavar="S", type=float, default=30, help="seconds for a query (30)")
    added.add_argument("--memory", metavar="MB", type=int, default=0, help="megabytes for a query (by the machine)")
    added.add_argument("--workers", metavar="N", type=int, default=0, help="processes that answer (by the machine)")
    added.add_argument("--cors", metavar="ORIGIN", default="", help="let pages from there ask; `*` for any")
    added.add_argument("--log-queries", action="store_true", help="write the texts of queries into the log")
    added.epilog = "needs pip install 'policygraph[serve]'; Ctrl-C ends it when what is on its way has arrived"


def run_serve(arguments: argparse.Namespace) -> int:
    """Serves until it is told to end."""
    if arguments.endpoint and arguments.graph:
        raise PolicygraphError("serve a folder or --endpoint, not both")
    try:
        from .serve.running import run
        from .serve.settings import Settings
    except ImportError as error:
        raise PolicygraphError(f"{error.name} is missing: pip install 'policygraph[serve]'") from None
    settings = Settings(
        host=arguments.host,
        port=arguments.port,
        timeout=arguments.timeout,
        memory=arguments.memory,
        workers=arguments.workers,
        cors=arguments.cors,
        hosts=tuple(arguments.name),
        log_queries=arguments.log_queries,
    )
    run(arguments.endpoint or arguments.graph or "", settings, _routes)
    return 0


def _routes(pool: "Pool", settings: "Settings") -> Sequence["BaseRoute"]:
    from .serve import pages, questions
    from .serve.editor.views import routes as editor

    return [*editor(pool), *questions.routes(pool), *pages.routes(pool, settings)]  # the pages take every other path
