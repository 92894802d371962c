"""The editor without JavaScript: what the form sent, and the answer as a table of texts."""

import json
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from ...guard import names_its_graphs
from ...iris import compact
from ..reading import JSON, Asks

MOST_ROWS = 1_000
_LARGEST = 8_000_000  # bytes of an answer that are read for a page
_TRIPLES = "application/n-triples"


@dataclass(frozen=True)
class Cell:
    """A cell: its text, and where it leads; nowhere if `address` is empty."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class Shown:
    """The columns and the first rows of an answer; `more` if there are others."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: bool


async def shown(pool: Asks, sparql: str) -> Shown:
    """The answer to what was written into the form; raises NotAnswered if there is none.

    What is too large for a page is cut after the last whole row that was read.
    """
    union = not names_its_graphs(sparql)
    stream = await pool.stream(sparql, f"{JSON}, {_TRIPLES}", union=union)
    data = bytearray()
    async for part in stream:
        data += part
        if len(data) > _LARGEST:
            await stream.aclose()
            break
    whole = len(data) <= _LARGEST
    if stream.media.startswith(_TRIPLES):
        return _triples(pool, bytes(data), whole=whole)
    return _table(pool, bytes(data), whole=whole)


def _table(pool: Asks, data: bytes, *, whole: bool) -> Shown:
    told = json.loads(data if whole else _closed(data))
    if "boolean" in told:
        return Shown(("answer",), ((Cell("yes" if told["boolean"] else "no"),),), more=False)
    columns, bindings = tuple(told["head"]["vars"]), told["results"]["bindings"]
    rows = tuple(tuple(_bound(pool, row.get(name)) for name in columns) for row in bindings[:MOST_ROWS])
    return Shown(columns, rows, more=len(bindings) > MOST_ROWS or not whole)


def _closed(data: bytes) -> bytes:
    """JSON results that were cut off, closed after their last whole row."""
    return data[: data.rindex(b"}},") + 2] + b"]}}"


def _triples(pool: Asks, data: bytes, *, whole: bool) -> Shown:
    lines = data if whole else data[: data.rindex(b"\n") + 1]
    triples = sorted(
        ((quad.subject, quad.predicate, quad.object) for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)),
        key=str,
    )
    rows = tuple(tuple(_cell(pool, term) for term in row) for row in triples[:MOST_ROWS])
    return Shown(("subject", "predicate", "object"), rows, more=len(triples) > MOST_ROWS or not whole)


def _bound(pool: Asks, term: Any) -> Cell:
    if term is None:
        return Cell("")
    if term["type"] == "uri":
        return _address(pool, term["value"])
    return Cell(term["value"] if isinstance(term["value"], str) else json.dumps(term["value"]))


def _cell(pool: Asks, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Cell:
    if isinstance(term, ox.NamedNode):
        return _address(pool, term.value)
    return Cell(term.value if isinstance(term, ox.Literal) else str(term))


def _address(pool: Asks, iri: str) -> Cell:
    """An address, leading to its page in the service, or else to where it says, if that is on the web."""
    own = iri.startswith(pool.base)
    lead = "./" + iri.removeprefix(pool.base) if own else iri if iri.startswith(("http://", "https://")) else ""
    return Cell(compact(iri, pool.prefixes), lead)
