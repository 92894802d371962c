"""What every request passes: whom it is for, what every response says, what is counted, and what is logged.

Logged are method, path, status and time, and no text of a query unless that is asked for: a path holds none.
"""

import sys
import time
import traceback
from collections.abc import Callable, Collection

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..guard import LOOPBACK
from .measuring import Measures
from .protocol import header
from .responses import BrokenOff, Gone, send_text, send_whole
from .settings import Settings

# What a page of ours may do unless it says so itself: nothing.
POLICY = b"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_OWN = b"content-security-policy"
_PLACES = ("sparql", "graphs", "questions", "health", "metrics", "editor")

Log = Callable[[str], None]


def to_stderr(line: str) -> None:
    """Writes a line of the log."""
    print(line, file=sys.stderr, flush=True)


class Doorway:
    """Stands before the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings, measures: Measures, log: Log = to_stderr) -> None:
        self._app, self._settings, self._measures, self._log = app, settings, measures, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets one request through, or says why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": self._dressed(message["headers"], scope)}
            await send(message)

        scope.setdefault("state", {})
        broken = ""
        try:
            await self._through(scope, receive, dressed)
        except Gone:
            status = 499  # as nginx has it: the client is gone
        except BrokenOff as error:
            broken = f" broken off: {error}"
            raise
        except Exception as error:
            broken = f" {type(error).__name__}"
            self._log("".join(traceback.format_exception(error)))
            if status:
                raise
            await send_text(dressed, 500, "something went wrong here, which was written to the log")
        finally:
            seconds = time.perf_counter() - began
            self._measures.count(place_of(scope["path"]), status, seconds)
            self._log(_line(scope, status, seconds, self._settings) + broken)

    async def _through(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not is_for(header(scope, b"host"), self._settings):
            told = "this service is for this machine; to call it by a name, start it with --name"
            await send_text(send, 421, told)
        elif scope["method"] == "OPTIONS":
            await send_whole(send, 204, b"text/plain", b"", [(b"allow", _allowed(scope["path"]))])
        else:
            await self._app(scope, receive, send)

    def _dressed(self, given: Collection[tuple[bytes, bytes]], scope: Scope) -> list[tuple[bytes, bytes]]:
        headers = [*given, *_HEADERS]
        if not any(name.lower() == _OWN for name, _ in given):
            headers.append((_OWN, POLICY))
        return headers + self._shared(scope)

    def _shared(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        """What lets pages of other origins read the response: nothing, unless that was asked for."""
        allowed = self._settings.cors
        if not allowed:
            return []
        headers = [] if allowed == "*" else [(b"vary", b"Origin")]
        if allowed in ("*", header(scope, b"origin")):
            headers.append((b"access-control-allow-origin", allowed.encode()))
            if scope["method"] == "OPTIONS":
                headers.append((b"access-control-allow-methods", b"GET, HEAD, POST"))
                headers.append((b"access-control-allow-headers", b"Accept, Content-Type"))
                headers.append((b"access-control-max-age", b"86400"))
        return headers


def is_for(host: str, settings: Settings) -> bool:
    """Whether a request names us. A page of somebody else's that has its own name lead to this machine does not.

    Who opened the service to other machines and said no name is called by any.
    """
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    name = name.strip("[]").lower()
    if settings.hosts:
        return name in settings.hosts or name in LOOPBACK
    return not settings.is_local or name in LOOPBACK or not host


def place_of(path: str) -> str:
    """The part of the service that a path belongs to, for counting: there are few, whatever paths are tried."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in _PLACES else "pages"


def _allowed(path: str) -> bytes:
    """What may be done at a path."""
    return b"GET, HEAD, POST, OPTIONS" if place_of(path) in ("sparql", "editor") else b"GET, HEAD, OPTIONS"


def _line(scope: Scope, status: int, seconds: float, settings: Settings) -> str:
    client = scope.get("client")
    path = "".join(sign if " " < sign < "\x7f" else "?" for sign in scope["path"][:200])
    line = f"{client[0] if client else '-'} {scope['method']} {path} {status} {seconds * 1000:.1f} ms"
    if settings.log_queries and "sparql" in scope["state"]:
        sparql = "".join(sign if sign.isprintable() else " " for sign in scope["state"]["sparql"][:2000])
        line += " " + " ".join(sparql.split())
    return line
