"""A query that asks other services too: each is asked from here, and what it found is written into the query.

So each service is asked once for each block, within a time and a size, and whichever engine answers the rest need not
speak HTTP. A service is not sent what it does not need: only the block, and in the places that the query keeps for
them (`#+ values: ?concept`, a line of its own in the block) the values that the lines before the block have found.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from ..faults import PolicygraphError
from ..guard import calls, names_its_graphs
from ..masking import braces, masked
from .http import Http
from .results import Results, Row, Term
from .service import answer_of

BATCH = 200  # values in one request
MOST_REQUESTS = 50  # for one query
MOST_ROWS = 100_000  # of all services together: they are written into the query
_PLACE = re.compile(r"^[ \t]*#\+ values:((?:[ \t]*\?\w+)+)[ \t]*$", re.MULTILINE)
_PREFIX = re.compile(r"\bPREFIX\s*([^\s:<]*):\s*<[^>]*>", re.IGNORECASE)
_BASE = re.compile(r"\bBASE\s*<[^>]*>", re.IGNORECASE)
_FILTER = re.compile(r"\bFILTER\b[^({]*", re.IGNORECASE)
_OPTIONAL = re.compile(r"\bOPTIONAL\s*$", re.IGNORECASE)
_CUT = re.compile(r"\b(?:LIMIT|OFFSET)\b", re.IGNORECASE)
_VARIABLE = re.compile(r"[?$](\w+)")
Ask = Callable[[str], Results]
Fetch = Callable[[str, str], Results]


@dataclass(frozen=True)
class Place:
    """Where values enter a block: from where to where in it, and for which variables."""

    start: int
    end: int
    names: tuple[str, ...]


def federated(sparql: str, name: str, ask: Ask, known: dict[str, str], seconds: float = 60) -> str:
    """The query without its SERVICE blocks, each replaced by the rows that its service found.

    Which services may be asked has been checked (`guard.refuse`). `ask` answers queries over the graph itself, by
    which values are looked up; `known` are the prefixes that the query may use. Raises PolicygraphError if a service
    does not answer.
    """
    count = rows = 0

    def fetch(address: str, query: str) -> Results:
        nonlocal count, rows
        count += 1
        if count > MOST_REQUESTS:
            raise PolicygraphError(f"{name} would take more than {MOST_REQUESTS} requests: narrow what is asked about")
        found = answer_of(Http(address, seconds, ours=False), query, triples=False, more={})
        rows += len(found.rows)
        if rows > MOST_ROWS:
            raise PolicygraphError(f"{name}: the services gave more than {MOST_ROWS} rows: ask for less")
        return found

    number = 0
    while found := calls(sparql):
        call, number = found[0], number + 1
        address = sparql[call.start("where") + 1 : call.end("where") - 1]
        start, end = call.start("block") + 1, braces(masked(sparql), call.start("block"))
        block = sparql[start:end]
        if calls(block):
            raise PolicygraphError(f"{name}: {address} is not made to ask another service: take the inner SERVICE out")
        results = _answer(sparql, name, block, call.start(), ask, lambda query: fetch(address, query), known)  # noqa: B023
        sparql = f"{sparql[: call.start()]}{{ {_written(results, number)} }}{sparql[end + 1 :]}"
    return sparql


def _answer(
    sparql: str, name: str, block: str, start: int, ask: Ask, fetch: Callable[[str], Results], known: dict[str, str]
) -> Results:
    """What the service says to a block that stands at that place of the query."""
    places = [Place(*match.span(), tuple(_VARIABLE.findall(match[1]))) for match in _PLACE.finditer(block)]
    prologue = _prologue(sparql, block, known)
    if not places:
        return fetch(f"{prologue}SELECT * WHERE {{{block}}}")
    if len(places) > 1:
        raise PolicygraphError(f"{name}: a SERVICE block has one line `#+ values: …` at most, for all variables")
    place = places[0]
    values = _values(sparql, name, start, place.names, ask, known)
    if len(values) > BATCH and _CUT.search(masked(block)):
        raise PolicygraphError(f"{name}: {len(values)} values are asked in parts, which LIMIT in the block forbids")
    columns = tuple(dict.fromkeys(_VARIABLE.findall(masked(block)) + list(place.names)))
    rows: list[Row] = []
    for first in range(0, len(values), BATCH):
        table = _table(place.names, values[first : first + BATCH])
        found = fetch(f"{prologue}SELECT * WHERE {{{block[: place.start]}{table}{block[place.end :]}}}")
        columns = found.columns
        rows += found.rows
    return Results(columns, tuple(rows))


def _values(
    sparql: str, name: str, start: int, names: tuple[str, ...], ask: Ask, known: dict[str, str]
) -> tuple[Row, ...]:
    """What the lines before the block bind the variables to, each row once.

    Too many are sent rather than too few: a FILTER is left out if it speaks of what is bound later.
    """
    if names_its_graphs(sparql):
        raise PolicygraphError(f"{name}: values are looked up in all graphs: leave FROM out, or `#+ values: …`")
    before = _without_later_filters(sparql, *_before(masked(sparql), start))
    missing = set(names) - set(_VARIABLE.findall(masked(before)))
    if missing:
        raise PolicygraphError(f"{name}: no line before the SERVICE, in the same braces, binds ?{min(missing)}")
    shown = " ".join(f"?{each}" for each in names)
    found = ask(f"{_prologue(sparql, before, known)}SELECT DISTINCT {shown} WHERE {{{before}}}")
    if any(None in row for row in found.rows):
        raise PolicygraphError(f"{name}: {shown} may be unbound before the SERVICE: write the OPTIONAL after it")
    # blank nodes are known here only, and meet nothing there
    rows = [row for row in found.rows if not any(isinstance(term, ox.BlankNode) for term in row)]
    return tuple(sorted(rows, key=str))


def _before(text: str, place: int) -> tuple[int, int]:
    """From where to where a masked query reaches that is joined with what stands at a place: out of its OPTIONAL."""
    start = _opening(text, place)
    while not text[start + 1 : place].strip() and (word := _OPTIONAL.search(text, 0, max(start, 0))):
        place = word.start()
        start = _opening(text, place)
    return start + 1, place


def _opening(text: str, place: int) -> int:
    """Where the braces are opened in which a place of a masked query stands."""
    depth = 0
    for at in range(place - 1, -1, -1):
        depth += {"}": 1, "{": -1}.get(text[at], 0)
        if depth < 0:
            return at
    return -1


def _without_later_filters(sparql: str, start: int, end: int) -> str:
    """A part of a query, without the filters of its own braces that speak of what only the rest of the query binds."""
    text = masked(sparql)
    filters = list(_filters(text, start, end))
    kept = text[start:end]
    for first, last in filters:
        kept = kept[: first - start] + " " * (last - first) + kept[last - start :]
    bound = set(_VARIABLE.findall(kept))
    part = sparql[start:end]
    for first, last in filters:
        elsewhere = set(_VARIABLE.findall(text[:first] + text[last:])) - bound
        if elsewhere & set(_VARIABLE.findall(text[first:last])):
            part = part[: first - start] + " " * (last - first) + part[last - start :]
    return part


def _filters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """From where to where the filters reach that stand in a part of a masked query, and not deeper."""
    place = start
    while match := _FILTER.search(text, place, end):
        depth = text.count("{", start, match.start()) - text.count("}", start, match.start())
        close = match.end()
        level = 0
        while close < end:
            level += {"(": 1, "{": 1, ")": -1, "}": -1}.get(text[close], 0)
            close += 1
            if level == 0:
                break
        place = close if depth == 0 else match.end()
        if depth == 0:
            yield match.start(), close


def _prologue(sparql: str, part: str, known: dict[str, str]) -> str:
    """The declarations that a part of a query needs: those of the query, or else the project's own."""
    text = masked(sparql)
    own = {match[1]: sparql[slice(*match.span())] for match in _PREFIX.finditer(text)}
    lines = {**{name: f"PREFIX {name}: <{space}>" for name, space in known.items()}, **own}
    used = {name: line for name, line in lines.items() if re.search(rf"(?<![\w-]){re.escape(name)}:", masked(part))}
    base = [sparql[slice(*match.span())] for match in _BASE.finditer(text)]
    return "".join(f"{line}\n" for line in [*base, *(used[name] for name in sorted(used))])


def _written(results: Results, number: int) -> str:
    """Results as VALUES. The blank nodes of a service become addresses: they mean nothing to anybody else."""
    return _table(results.columns, tuple(tuple(_named(term, number) for term in row) for row in results.rows))


def _named(term: Term | None, number: int) -> Term | None:
    return ox.NamedNode(f"urn:policygraph:blank:{number}:{term.value}") if isinstance(term, ox.BlankNode) else term


def _table(names: Collection[str], rows: Collection[Row]) -> str:
    head = " ".join(f"?{name}" for name in names)
    lines = "\n".join(f"({' '.join('UNDEF' if term is None else str(term) for term in row)})" for row in rows)
    return f"VALUES ({head}) {{\n{lines}\n}}"
