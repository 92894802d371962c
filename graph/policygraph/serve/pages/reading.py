"""What the pages ask of the graph, and what is answered, by subject and property."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import as_file, files
from typing import TypeVar
from urllib.parse import quote

import pyoxigraph as ox

from ...question import Question, read_question
from ...store.results import Results, Term, results_of, str_of
from ..editor.naming import Named, named
from ..pool import Pool

MOST = 20_000  # triples of a description: as many as its query gives
Facts = Mapping[str, Mapping[str, Sequence[Term]]]  # by subject and property
_JSON = "application/sparql-results+json"
_ONE = ThreadPoolExecutor(1, "pages")  # one page at a time is drawn, and whoever asks in SPARQL waits for no more
_BATCH = 1_000  # addresses whose names are asked for at once
_Any = TypeVar("_Any")


async def aside(work: Callable[..., _Any], *arguments: object) -> _Any:
    """What work gives that takes some time, done beside the event loop."""
    return await asyncio.get_running_loop().run_in_executor(_ONE, work, *arguments)


@cache
def question(name: str) -> Question:
    """One of the questions beside this module."""
    with as_file(files(__package__).joinpath("queries", f"{name}.rq")) as path:
        return read_question(path)


def put(name: str, **values: Iterable[ox.NamedNode] | ox.NamedNode) -> str:
    """That question, put for one address or for several at once; the RDF library writes them."""
    text = question(name).sparql
    for parameter, given in values.items():
        nodes = [given] if isinstance(given, ox.NamedNode) else given
        text = text.replace(f"#+ values: ?{parameter}", f"VALUES ?{parameter} {{ {' '.join(map(str, nodes))} }}")
    return text


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
        stream = await self.pool.stream(sparql, _JSON)
        return await aside(_rows, await stream.read())

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


def _rows(data: bytes) -> Results:
    found = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    assert not isinstance(found, ox.QueryTriples)  # JSON holds none
    return results_of(found)
