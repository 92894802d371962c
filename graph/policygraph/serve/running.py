"""Starts the service: the store is being read while the web server is fetched."""

import logging
import resource
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from ..faults import PolicygraphError
from .settings import Settings

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from .pool import Pool

Routes = Callable[["Pool", Settings], Sequence["BaseRoute"]]
_LEAVING = 5  # seconds, besides a query's, for what is on its way to arrive when the service ends
_IDLE = 15  # seconds that a connection without a request is kept


def run(place: str, settings: Settings, routes: Routes | None = None) -> None:
    """Serves what `place` names until it is told to end; answers that are on their way arrive before.

    Raises PolicygraphError if there is nothing to serve, or nowhere.
    """
    with _bound(settings) as listening:
        from .pool import Pool

        pool = Pool(place, settings)
        try:
            _serve(pool, settings, routes, listening)
        finally:
            pool.close()


def _serve(pool: "Pool", settings: Settings, routes: Routes | None, listening: socket.socket) -> None:
    try:
        import uvicorn

        from .app import app
        from .guarding import Guarded
    except ImportError as error:
        raise PolicygraphError(f"{error.name} is missing: pip install 'policygraph[serve]'") from None
    _ = pool.said  # the store is read, or it is told why not
    made = app(pool, routes=routes(pool, settings) if routes else (), settings=settings)
    config = uvicorn.Config(
        made,
        http=Guarded,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=int(settings.timeout) + _LEAVING,
    )
    logger = logging.getLogger("uvicorn.error")
    logger.setLevel(logging.ERROR)  # what garbage is sent is nobody's concern
    logger.addFilter(lambda record: not _is_told(record))
    many = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    with suppress(ValueError, OSError):  # a system that has another mind of how many
        resource.setrlimit(resource.RLIMIT_NOFILE, (many, many))
    print(greeting(settings, listening.getsockname()[1]), file=sys.stderr, flush=True)
    before = signal.getsignal(signal.SIGTERM)
    signal.signal(signal.SIGTERM, _stopped)  # the server hands on what ended it, when all is done
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # the end that was asked for
    finally:
        signal.signal(signal.SIGTERM, before)


def _stopped(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _is_told(record: logging.LogRecord) -> bool:
    """Whether it is an answer that broke off, which stands in our own log in one line."""
    return bool(record.exc_info and type(record.exc_info[1]).__name__ == "BrokenOff")


def greeting(settings: Settings, port: int) -> str:
    """Where the service is, and who can reach it.

    >>> greeting(Settings(), 8777)
    'http://127.0.0.1:8777/ (this machine only; --host opens it to others)'
    """
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    who = "this machine only; --host opens it to others" if settings.is_local else "open to all that reach it"
    return f"http://{host}:{port}/ ({who})"


def _bound(settings: Settings) -> socket.socket:
    """A socket that listens where it should; raises PolicygraphError if it cannot."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
        listening.listen(2048)
    except OSError as error:
        listening.close()
        why = error.strerror or str(error)
        raise PolicygraphError(f"cannot listen at {settings.host} port {settings.port}: {why}; try --port") from None
    return listening
