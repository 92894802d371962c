"""The addresses of the editor: its page, its script and style, what it knows of the graph, and the plain form."""

import gzip
import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ...question import questions
from ...templates import text_beside
from ..frame import templates
from ..reading import Asks
from ..refusals import NotAnswered
from .assets import script, starter
from .knowledge import Knowledge
from .naming import Named
from .plain import Shown, shown

LONGEST = 1 << 20  # bytes of a form
MOST_LABELS = 500
_LONGEST_WORDS = 100
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}


def routes(pool: Asks) -> list[Route]:
    """The editor at `/editor`, over the pool that answers at `/sparql`."""
    views = Views(pool)
    return [
        Route("/editor", views.page, methods=["GET"], name="editor"),
        Route("/editor", views.form, methods=["POST"]),
        Route("/editor/editor.js", views.script, methods=["GET"]),
        Route("/editor/editor.css", views.style, methods=["GET"]),
        Route("/editor/graph.json", views.graph, methods=["GET"]),
        Route("/editor/terms.json", views.terms, methods=["GET"]),
        Route("/editor/labels", views.labels, methods=["POST"]),
        Route("/editor/find", views.find, methods=["GET"]),
    ]


class Views:
    """What is handed out at each address."""

    def __init__(self, pool: Asks) -> None:
        self._pool = pool
        self._knowledge = Knowledge(pool)
        self._packed: dict[bytes, bytes] = {}

    async def page(self, request: Request) -> Response:
        """The page; `?question=` begins with a packaged question, `?query=` with one of one's own."""
        asked = questions().get(request.query_params.get("question", ""))
        sparql = asked.sparql if asked else request.query_params.get("query", "") or starter()
        return self._html(sparql)

    async def form(self, request: Request) -> Response:
        """The page with the answer to what the form holds: for browsers that run no scripts."""
        data = await _body(request, LONGEST)
        if data is None:
            return _told(413, f"a question has at most {LONGEST:,} bytes")
        fields = parse_qs(data.decode("utf-8", "replace"), max_num_fields=10)
        sparql = fields.get("query", [""])[0].replace("\r\n", "\n")
        if not sparql.strip():
            return self._html(sparql, trouble="Write a question first.", status=400)
        try:
            return self._html(sparql, answer=await shown(self._pool, sparql))
        except NotAnswered as error:
            return self._html(sparql, trouble=str(error), status=error.status)

    async def script(self, request: Request) -> Response:
        """All modules as one script."""
        return self._file(request, script().encode(), "text/javascript; charset=utf-8")

    async def style(self, request: Request) -> Response:
        """The style sheet."""
        return self._file(request, text_beside(__package__, "editor.css").encode(), "text/css; charset=utf-8")

    async def graph(self, request: Request) -> Response:
        """What the editor knows before it has looked into the graph."""
        return self._file(request, _json(self._knowledge.frame()), "application/json")

    async def terms(self, request: Request) -> Response:
        """What the graph holds: the first who asks waits until it is gathered."""
        return self._file(request, _json(await self._knowledge.terms()), "application/json")

    async def labels(self, request: Request) -> Response:
        """The names of a JSON list of addresses, as a JSON object; those that have one."""
        data = await _body(request, LONGEST)
        try:
            iris = json.loads(data or b"")
        except ValueError:
            return _told(400, "the body is not JSON")
        if not _is_list_of_texts(iris):
            return _told(400, f"the body is a JSON list of at most {MOST_LABELS} addresses")
        try:
            found: dict[str, Named] = await self._knowledge.labels(iris)
        except ValueError as error:
            return _told(400, f"not an address: {error}")
        except NotAnswered as error:
            return _told(error.status, str(error))
        labels = {iri: thing.label for iri, thing in found.items() if thing.label}
        return Response(_json(labels), media_type="application/json", headers=_HEADERS)

    async def find(self, request: Request) -> Response:
        """Things in whose names `?words=` stand, as a JSON list of addresses and names."""
        words = request.query_params.get("words", "").strip()
        if not 1 <= len(words) <= _LONGEST_WORDS:
            return _told(400, f"words has 1 to {_LONGEST_WORDS} signs")
        try:
            found = await self._knowledge.find(words)
        except NotAnswered as error:
            return _told(error.status, str(error))
        return Response(_json(found), media_type="application/json", headers=_HEADERS)

    @cached_property
    def _template(self) -> Any:
        return templates(__package__).get_template("editor.html")

    def _html(self, sparql: str, *, answer: Shown | None = None, trouble: str = "", status: int = 200) -> Response:
        html = self._template.render(
            sparql=sparql,
            answer=answer,
            trouble=trouble,
            prefixes=list(self._pool.prefixes),
            questions=[(each.name, each.summary) for each in questions().values()],
        )
        return Response(html, status, media_type="text/html", headers=_HEADERS)

    def _file(self, request: Request, data: bytes, media: str) -> Response:
        """A file with a tag, so that it is sent once; packed for whoever takes it so."""
        tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
        headers = {**_HEADERS, "ETag": tag, "Vary": "Accept-Encoding"}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"] = "gzip"
            key = tag.encode()
            if key not in self._packed:
                self._packed[key] = gzip.compress(data, 6, mtime=0)
            data = self._packed[key]
        return Response(data, headers=headers, media_type=media)


async def _body(request: Request, most: int) -> bytes | None:
    """The body of a request; None if it is larger than that."""
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > most:
            return None
    return bytes(data)


def _is_list_of_texts(found: object) -> bool:
    return (
        isinstance(found, Sequence)
        and not isinstance(found, str)
        and len(found) <= MOST_LABELS
        and all(isinstance(each, str) for each in found)
    )


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _told(status: int, message: str) -> Response:
    return PlainTextResponse(message, status, headers=_HEADERS)
