"""What the pages ask of the graph, and what is answered, by subject and property."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from urllib.parse import quote

import pyoxigraph as ox

from ...question import Value, question_beside
from ...store.results import Results, Term, str_of
from ..editor.naming import Named, named
from ..pool import Pool
from ..reading import JSON, rows_in

MOST = 20_000  # triples of a description: as many as its query gives
Facts = Mapping[str, Mapping[str, Sequence[Term]]]  # by subject and property
_ONE = ThreadPoolExecutor(1, "pages")  # one page at a time is drawn, and whoever asks in SPARQL waits for no more
_BATCH = 1_000  # addresses whose names are asked for at once
_Any = TypeVar("_Any")


async def aside(work: Callable[..., _Any], *arguments: object) -> _Any:
    """What work gives that takes some time, done beside the event loop."""
    return await asyncio.get_running_loop().run_in_executor(_ONE, work, *arguments)


def put(name: str, **values: Value | Iterable[Value]) -> str:
    """One of the questions beside this module, put for one address or for several at once."""
    return question_beside(__package__, name).with_values(values)


def in_editor(root: str, sparql: str) -> str:
    """Where the editor opens with that query."""
    lines = [line for line in sparql.splitlines() if not line.startswith("#+ ")]
    return f"{root}editor?query={quote(chr(10).join(lines).strip(), safe='')}"


def facts_of(triples: Iterable[tuple[Term | None, Term | None, Term | None]]) -> Facts:
    """The values of each property of each subject, sorted; each once."""
    found: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, value in triples:
        if value is not None:
            found[str_of(subject)][str_of(predicate)].add(value)
    return {
        subject: {name: sorted(values, key=str) for name, values in sorted(of.items())}
        for subject, of in found.items()
    }


class Reader:
    """Asks a pool. Raises NotAnswered where it does not answer."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool

    async def described(self, address: str) -> list[ox.Quad]:
        """What `Pool.describe` gives, read aside from the event loop."""
        stream = await self.pool.run({"do": "describe", "address": address})
        return await aside(_quads, await stream.read())

    async def rows(self, sparql: str) -> Results:
        """The rows that a query gives."""
        stream = await self.pool.stream(sparql, JSON)
        return await aside(rows_in, await stream.read())

    async def details(self, statements: Sequence[str]) -> Facts:
        """What those statements say."""
        if not statements:
            return {}
        found = await self.rows(put("details", statement=map(ox.NamedNode, statements)))
        return await aside(facts_of, found.rows)

    async def labels(self, iris: Iterable[str]) -> dict[str, Named]:
        """What those addresses are called."""
        every = sorted(set(iris))
        found: dict[str, Named] = {}
        for start in range(0, len(every), _BATCH):
            some = await self.rows(put("names", term=map(ox.NamedNode, every[start : start + _BATCH])))
            found |= await aside(named, some.rows)
        return found


def _quads(data: bytes) -> list[ox.Quad]:
    return list(ox.parse(data, format=ox.RdfFormat.N_QUADS, lenient=True))
