"""The application: the service's own addresses, and those of its pages."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from .description import Description
from .doorway import Doorway, Log, to_stderr
from .guarding import Guarded
from .measuring import Measures
from .pool import Pool
from .protocol import GraphStore, Sparql, endpoint
from .refusals import NotAnswered
from .renewal import renew_when_replaced
from .settings import Settings


def app(
    pool: Pool, *, routes: Sequence[BaseRoute] = (), settings: Settings | None = None, log: Log = to_stderr
) -> Starlette:
    """The application that answers from a pool, with the routes of its pages.

    A route named `editor` is where a browser is sent that opens `/sparql`. The pool begins and ends with the
    application's lifespan.
    """
    chosen = settings or pool.settings
    measures = Measures()
    description = Description(pool)

    async def health(_request: Request) -> Response:
        stream = await pool.stream("ASK {}", "text/csv")
        return PlainTextResponse("ok\n" if await stream.read() else "", headers={"cache-control": "no-store"})

    async def metrics(_request: Request) -> Response:
        text = measures.text({**pool.gauges, "connections": Guarded.open})
        return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")

    async def void(request: Request) -> Response:
        body, media = await description.written(request.headers.get("accept", ""), endpoint(request.scope))
        return Response(body, media_type=media, headers={"vary": "Accept"})

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with pool:
            watch = asyncio.create_task(renew_when_replaced(pool, log))
            yield
            watch.cancel()

    sparql = Sparql(pool, description, chosen, _editor(routes))
    own = [
        Route("/sparql", sparql),
        Route("/graphs", GraphStore(pool, chosen)),
        Route("/health", health),
        Route("/metrics", metrics),
        Route("/.well-known/void", void),
    ]
    made = Starlette(
        routes=[*own, *routes],
        middleware=[Middleware(Doorway, settings=chosen, measures=measures, log=log)],
        exception_handlers={NotAnswered: _not_answered},
        lifespan=lifespan,
    )
    made.router.redirect_slashes = False  # it would send people to whatever name they called us by
    return made


async def _not_answered(_request: Request, error: Exception) -> Response:
    """What a page could not be made of, told as the protocol tells it."""
    assert isinstance(error, NotAnswered)
    later = {"retry-after": "10"} if error.status == 503 else {}
    return PlainTextResponse(f"{error}\n", error.status, headers={"cache-control": "no-store", **later})


def _editor(routes: Sequence[BaseRoute]) -> str:
    return next((route.path for route in routes if isinstance(route, Route) and route.name == "editor"), "")
