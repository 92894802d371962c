"""SPARQL 1.1 Protocol for queries, and the Graph Store Protocol for reading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.types import Receive, Scope, Send

from .description import Description
from .negotiation import SHORT, TRIPLES, accept_of, best
from .pool import Pool
from .refusals import NotAcceptable, NotAnswered, Refused
from .responses import Headers, TooLong, read_body, send_error, send_stream, send_text, send_whole, unless_gone
from .settings import Settings

_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_MOST = 200  # parameters of a request
_VARY: Headers = [(b"vary", b"Accept")]
_HOST = re.compile(r"[\w.-]{1,253}(:\d{1,5})?|\[[0-9a-fA-F:]+\](:\d{1,5})?", re.ASCII)
_READ = b"GET, HEAD, OPTIONS"


@dataclass(frozen=True)
class Request:
    """A query as it was sent: its text, the graphs that the request names, and what form of answer is accepted."""

    sparql: str
    accept: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class Sparql:
    """Answers at `/sparql`: queries by GET and POST; without a query the description of the service.

    A browser that asks for a page without a query is sent to `editor`, if there is one.
    """

    def __init__(self, pool: Pool, description: Description, settings: Settings, editor: str = "") -> None:
        self._pool, self._description, self._settings, self._editor = pool, description, settings, editor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        method = scope["method"]
        if method not in ("GET", "HEAD", "POST"):
            await send_text(send, 405, "queries are sent by GET or POST", [(b"allow", b"GET, HEAD, POST, OPTIONS")])
            return
        try:
            request = await self._request(scope, receive)
            if request is None:
                await self._describe(scope, send)
                return
            scope["state"]["sparql"] = request.sparql
            asked = self._pool.stream(
                request.sparql,
                request.accept,
                default_graphs=request.default_graphs,
                named_graphs=request.named_graphs,
            )
            stream = await unless_gone(asked, receive)
        except NotAnswered as error:
            await send_error(send, error)
            return
        await send_stream(stream, send, _VARY)

    async def _request(self, scope: Scope, receive: Receive) -> Request | None:
        """The query of a request; None if it has none, and asks what is here."""
        accept = header(scope, b"accept")
        pairs = parameters(scope["query_string"], self._settings.longest)
        if scope["method"] != "POST":
            return request_of(pairs, accept) if pairs else None
        media = header(scope, b"content-type").partition(";")[0].strip().lower()
        length = header(scope, b"content-length")
        if length.isdigit() and int(length) > 3 * self._settings.longest:
            raise TooLong(f"a query has at most {self._settings.longest} bytes")
        if media == _FORM:
            body = await read_body(receive, 3 * self._settings.longest)  # a byte may take three there
            return request_of([*pairs, *parameters(body, self._settings.longest)], accept)
        if media == _QUERY:
            body = await read_body(receive, self._settings.longest)
            return request_of([*pairs, ("query", _text(body))], accept)
        if media == _UPDATE:
            raise Refused("this graph is not changed: only queries are answered")
        raise WrongMedia(f"a query is posted as {_QUERY} or {_FORM}, not as {media or 'nothing'}")

    async def _describe(self, scope: Scope, send: Send) -> None:
        accept = header(scope, b"accept")
        if self._editor and best(accept, ("text/html", *TRIPLES)) == "text/html" and "text/html" in accept:
            headers = [(b"location", self._editor.encode()), *_VARY]
            await send_whole(send, 303, b"text/plain; charset=utf-8", b"", headers)
            return
        body, media = await self._description.written(accept, endpoint(scope))
        await send_whole(send, 200, media.encode(), body, _VARY)


class GraphStore:
    """Answers at `/graphs`: `?graph=IRI` is one graph, `?default` the union of all."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self._pool, self._settings = pool, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["method"] not in ("GET", "HEAD"):
            await send_text(send, 405, "graphs are read here, and not changed", [(b"allow", _READ)])
            return
        try:
            pairs = parameters(scope["query_string"], self._settings.longest)
            accept = _accept(pairs, header(scope, b"accept"))
            asked = [(name, value) for name, value in pairs if name in ("graph", "default")]
            if len(asked) != 1 or len(asked) + ("format" in dict(pairs)) != len(pairs):
                raise Refused("name one graph by ?graph=…, or take the union of all by ?default")
            name = None if asked[0][0] == "default" else addresses([asked[0][1]])[0]
            stream = await unless_gone(self._pool.graph(name, accept), receive)
        except NotAnswered as error:
            await send_error(send, error)
            return
        await send_stream(stream, send, _VARY)


class WrongMedia(NotAnswered):
    """What was posted is of a type that is not understood."""

    status = 415


def request_of(pairs: Sequence[tuple[str, str]], accept: str) -> Request:
    """The request that its parameters make; raises Refused if there is not just one query, or what is not known."""
    queries = [value for name, value in pairs if name == "query"]
    names = {name for name, _ in pairs}
    if "update" in names:
        raise Refused("this graph is not changed: only queries are answered")
    if names & {"using-graph-uri", "using-named-graph-uri"}:
        raise Refused("using-graph-uri goes with an update, and this graph is not changed")
    if len(queries) != 1:
        raise Refused(f"a request has one query, not {len(queries)}")
    return Request(
        queries[0],
        _accept(pairs, accept),
        addresses([value for name, value in pairs if name == "default-graph-uri"]),
        addresses([value for name, value in pairs if name == "named-graph-uri"]),
    )


def _accept(pairs: Sequence[tuple[str, str]], accept: str) -> str:
    asked = [value for name, value in pairs if name == "format"]
    if not asked:
        return accept or "*/*"
    chosen = accept_of(asked[-1])
    if not chosen:
        raise NotAcceptable(f"no format is called {asked[-1][:50]!r}; choose among {', '.join(SHORT)}")
    return chosen


def addresses(values: Sequence[str]) -> tuple[str, ...]:
    """The values, if all are addresses; raises Refused for one that is none."""
    for value in values:
        try:
            ox.NamedNode(value)
        except ValueError:
            raise Refused(f"{value[:200]!r} is no address of a graph") from None
    return tuple(values)


def parameters(text: bytes, longest: int) -> list[tuple[str, str]]:
    """The parameters of an address or a form, in order; raises Refused for what is no UTF-8, TooLong for too much."""
    try:
        pairs = parse_qsl(
            text.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MOST
        )
    except UnicodeError:
        raise Refused("the parameters are not percent-encoded UTF-8") from None
    except ValueError:
        raise Refused(f"a request has at most {_MOST} parameters") from None
    if any(len(value) > longest for _, value in pairs):
        raise TooLong(f"a query has at most {longest} bytes")
    return pairs


def endpoint(scope: Scope) -> str:
    """The address of `/sparql` as the client called us, or of this machine where it says nothing that can be one."""
    host = header(scope, b"host")
    if not _HOST.fullmatch(host):
        host = "localhost"
    # a proxy that speaks TLS for us says so; whoever else says it is told what it wants to hear
    scheme = "https" if header(scope, b"x-forwarded-proto") == "https" else scope["scheme"]
    return f"{scheme}://{host}/sparql"


def header(scope: Scope, name: bytes) -> str:
    """The value of a header; of several, parted by commas, as they mean."""
    return ", ".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("the query is not UTF-8") from None
