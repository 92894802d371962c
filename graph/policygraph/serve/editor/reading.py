"""The editor's own questions: put to the pool, and read as rows."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Protocol

import pyoxigraph as ox

from ...question import Question, read_question
from ...store.results import Results, results_of

JSON = "application/sparql-results+json"


class Stream(Protocol):
    """An answer on its way."""

    media: str

    async def read(self) -> bytes: ...

    async def aclose(self) -> None: ...

    def __aiter__(self) -> AsyncIterator[bytes]: ...


class Asks(Protocol):
    """What the editor needs of a pool."""

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


@cache
def own_question(name: str) -> Question:
    """One of the questions beside this module."""
    with as_file(files(__package__).joinpath("queries", f"{name}.rq")) as path:
        return read_question(path)


def about(name: str, parameter: str, terms: Iterable[ox.NamedNode | ox.Literal]) -> str:
    """That question, put for several terms at once; the RDF library writes them."""
    row = f"VALUES ?{parameter} {{ {' '.join(map(str, terms))} }}"
    return own_question(name).sparql.replace(f"#+ values: ?{parameter}", row)


async def rows(pool: Asks, sparql: str) -> Results:
    """What the pool answers; raises NotAnswered if it does not."""
    stream = await pool.stream(sparql, JSON)
    return await asyncio.to_thread(_read, await stream.read())


def _read(data: bytes) -> Results:
    found = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    assert not isinstance(found, ox.QueryTriples)  # JSON holds none
    return results_of(found)
