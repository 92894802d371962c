"""What is answered at the path of each address of ours, at the start page, and where one searches."""

import hashlib
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from ...question import questions
from ...vocabulary import ONTOLOGY
from ..negotiation import best
from ..pool import Pool
from ..protocol import endpoint
from ..refusals import Crowded, NotAnswered, Refused, Unknown
from ..responses import send_stream
from ..settings import Settings
from ..stream import Stream
from .addresses import LONGEST, Places, candidates, way_up
from .answering import Pages
from .html import page, style_sheet
from .known import LONGEST as LONGEST_WORDS
from .known import MOST_FOUND, Knowing
from .made import Made
from .reading import Reader, aside
from .shelves import Shelves
from .written import HTML, in_header, media

View = Callable[[Request], Coroutine[Any, Any, Response]]
_PLAIN = "text/plain"


class Streamed(Response):
    """A graph as it comes from a worker."""

    def __init__(self, stream: Stream, headers: list[tuple[bytes, bytes]]) -> None:
        self._stream, self._given = stream, headers

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Sends it."""
        await send_stream(self._stream, send, self._given)


class Views:
    """What is handed out at each address."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self._pool, self._settings = pool, settings
        self._reader = Reader(pool)
        self._knowing = Knowing(self._reader)
        self._made = Made(pool)
        self._pages = Pages(self._reader, self._knowing, self._made)
        self._shelves = Shelves(self._made, self._frame)

    def routes(self) -> list[BaseRoute]:
        """All routes, that of every other path last."""
        views: list[tuple[str, View]] = [
            ("/", self.start),
            ("/find", self.find),
            ("/pages.css", self.style),
            ("/explorer", self._shelves.explorer),
            ("/dossiers", self._shelves.to_dossiers),
            ("/dossiers/{path:path}", self._shelves.dossier),
            ("/dataset", self.dataset),
            ("/{path:path}", self.address),
        ]
        return [Route(path, self._told(view), methods=["GET"]) for path, view in views]

    def _told(self, view: View) -> View:
        """The view, with what it cannot answer told in the form that is accepted."""

        async def answered(request: Request) -> Response:
            self._made.begin()
            try:
                return await view(request)
            except NotAnswered as error:
                return await self._failure(request, error)

        return answered

    async def _frame(self, request: Request) -> dict[str, Any]:
        """What all pages have in common."""
        known = await self._knowing.known()
        return {"root": way_up(raw_path(request)), "known": known, "words": "", "base": self._pool.base}

    async def _failure(self, request: Request, error: NotAnswered) -> Response:
        headers = {"Vary": "Accept", "Cache-Control": "no-store"}
        if isinstance(error, Crowded):
            headers["Retry-After"] = "10"
        accept = request.headers.get("accept", "")
        if best(accept, (_PLAIN, HTML)) == HTML:
            heading = _HEADINGS.get(error.status, "This could not be answered")
            filled = {"heading": heading, "told": str(error), "refresh": 0}
            return page("told.html", {**await self._frame(request), **filled}, error.status, headers)
        told = f"{error}\n"
        if isinstance(error, Unknown):
            told += "to search by name: /find?words=…; to ask: /sparql\n"
        return PlainTextResponse(told, error.status, headers)

    async def start(self, request: Request) -> Response:
        """The start page."""
        media(request.headers.get("accept", ""), request.query_params.getlist("format") or ["html"])
        free = [each for each in questions().values() if not any(one.required for one in each.parameters)]
        own = {
            "questions": [(each.name, each.summary) for each in free],
            "total": len(questions()),
            "endpoint": endpoint(request.scope),
        }
        return page("start.html", {**await self._frame(request), **own})

    async def find(self, request: Request) -> Response:
        """What is called by the words that are searched for."""
        words = " ".join(request.query_params.get("words", "").split())
        if len(words) > LONGEST_WORDS:
            raise Refused(f"what is searched for has at most {LONGEST_WORDS} signs")
        frame = await self._frame(request)
        hits, alike = await self._knowing.find(words) if words else ([], [])
        filled = await self._pages.hits(hits[:MOST_FOUND] or alike, frame["root"])
        own = {"words": words, "hits": filled, "total": len(hits), "alike": bool(alike)}
        return await aside(page, "find.html", {**frame, **own})

    async def style(self, request: Request) -> Response:
        """The style sheet."""
        tag = f'"{hashlib.sha256(style_sheet()).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(style_sheet(), headers=headers, media_type="text/css")

    async def dataset(self, _request: Request) -> Response:
        """The data set of the description of the service is described there."""
        return RedirectResponse(".well-known/void", 303)

    async def address(self, request: Request) -> Response:
        """What an address of ours is, for people or for programs."""
        path = raw_path(request)
        if len(path) > LONGEST:
            raise _TooLong(f"an address of ours has at most {LONGEST} signs")
        chosen = media(request.headers.get("accept", ""), request.query_params.getlist("format"))
        places = Places(self._pool.base, way_up(path))
        for iri in candidates(self._pool.base, path):
            found = await self._answer(request, iri, chosen, places)
            if found is not None:
                return found
        raise Unknown(f"there is nothing at {path[:200]}")

    async def _answer(self, request: Request, iri: str, chosen: str, places: Places) -> Response | None:
        headers = {"Vary": "Accept", "Cache-Control": "no-cache", "Link": links(iri)}
        is_graph = iri == ONTOLOGY or iri.startswith(self._pool.base + "graph/")
        if is_graph and chosen != HTML:
            try:
                stream = await self._pool.graph(iri, chosen)
            except Unknown:
                return None
            return Streamed(stream, [(name.lower().encode(), value.encode()) for name, value in headers.items()])
        if chosen != HTML:
            return await self._pages.described(iri, places, chosen, headers)
        frame = await self._frame(request)
        if iri == ONTOLOGY:
            return await self._pages.ontology(places, frame, headers)
        if is_graph:
            return await self._pages.graph(ox.NamedNode(iri), places, frame, headers)
        return await self._pages.thing(iri, places, frame, headers)


_HEADINGS = {
    404: "There is nothing here",
    406: "Not in that form",
    503: "Too many are asking just now",
    504: "That took too long",
}


class _TooLong(Refused):
    """The path is longer than any address of ours."""

    status = 414


def raw_path(request: Request) -> str:
    """The path as it was sent, its percent signs in place."""
    raw = request.scope.get("raw_path")
    return raw.decode("latin-1") if raw else quote(request.scope["path"])


def links(iri: str) -> str:
    """The header that says what a page describes, and in which other forms it is to be had."""
    others = (("turtle", "text/turtle"), ("nt", "application/n-triples"), ("jsonld", "application/ld+json"))
    told = [f'<?format={name}>; rel="alternate"; type="{kind}"' for name, kind in others]
    return ", ".join((f'<{in_header(iri)}>; rel="describes"', *told))
