"""The addresses of what is made in a process of its own: the explorer, the dossiers, and the page that says wait."""

import asyncio
import gzip
from collections.abc import Callable, Coroutine
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ..refusals import Unknown
from .html import page
from .made import Kept, Made
from .making import DOSSIERS, EXPLORER

AGAIN = 3  # seconds after which a browser looks again
_HEADERS = {"Vary": "Accept-Encoding", "Cache-Control": "no-cache"}
Frame = Callable[[Request], Coroutine[Any, Any, dict[str, Any]]]


class Shelves:
    """Hands out what was made. Names are looked up among those that were made, and are the paths of no files."""

    def __init__(self, made: Made, frame: Frame) -> None:
        self._made, self._frame = made, frame

    async def explorer(self, request: Request) -> Response:
        """The explorer."""
        kept = self._made.page(EXPLORER)
        return await _sent(request, kept) if kept else await self._not_there(request, "The explorer")

    async def to_dossiers(self, _request: Request) -> Response:
        """The dossiers are a folder, whose pages lead to each other from there."""
        return RedirectResponse("dossiers/", 308)

    async def dossier(self, request: Request) -> Response:
        """A page of the dossiers."""
        name = request.path_params["path"] or "index.html"
        if not self._made.has_dossiers:
            return await self._not_there(request, "The dossiers")
        kept = self._made.page(DOSSIERS + name)
        if kept is None:
            raise Unknown(f"there is no dossier {name[:100]}: see dossiers/ for all")
        return await _sent(request, kept)

    async def _not_there(self, request: Request, what: str) -> Response:
        frame = await self._frame(request)
        if self._made.why:
            filled = {"heading": f"{what}: not here", "told": self._made.why, "refresh": 0}
            return page("told.html", {**frame, **filled}, 404, {"Cache-Control": "no-store"})
        told = "Being made of the graph that is served, which takes some seconds. This page looks again by itself."
        filled = {"heading": f"{what}: being made", "told": told, "refresh": AGAIN}
        headers = {"Cache-Control": "no-store", "Retry-After": str(AGAIN)}
        return page("told.html", {**frame, **filled}, 503, headers)


async def _sent(request: Request, kept: Kept) -> Response:
    headers = {**_HEADERS, "Content-Security-Policy": kept.policy}
    data = await kept.read()
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        data = await asyncio.to_thread(gzip.decompress, data)
    return Response(data, headers=headers, media_type="text/html")
