"""Questions that the pages themselves put to a pool, read as rows."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Protocol

import pyoxigraph as ox

from ..store.results import Results, results_of

JSON = "application/sparql-results+json"


class Stream(Protocol):
    """An answer on its way."""

    media: str

    async def read(self) -> bytes: ...

    async def aclose(self) -> None: ...

    def __aiter__(self) -> AsyncIterator[bytes]: ...


class Asks(Protocol):
    """What pages need of a pool."""

    place: str
    generation: int

    @property
    def base(self) -> str: ...

    @property
    def prefixes(self) -> dict[str, str]: ...

    async def stream(
        self,
        sparql: str,
        media: str,
        *,
        union: bool = True,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> Stream: ...


async def rows(pool: Asks, sparql: str) -> Results:
    """What the pool answers; raises NotAnswered if it does not."""
    stream = await pool.stream(sparql, JSON)
    return await asyncio.to_thread(rows_in, await stream.read())


def rows_in(data: bytes) -> Results:
    """The rows that SPARQL JSON holds."""
    found = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    assert not isinstance(found, ox.QueryTriples)  # JSON holds none
    return results_of(found)
