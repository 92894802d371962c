"""What is slow in a query, how to write it, and which engine takes it as it is: said when a limit was hit.

Each kind was measured at a million triples (`docs/scale.md`), and is told only where it can have been the cause: where
what it multiplies is big in the graph that was asked.
"""

import re
from collections.abc import Mapping
from functools import cache
from itertools import islice

import pyoxigraph as ox
from rdflib import Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Node

from ..graph import Graph
from ..masking import masked
from .advising import ALL, MANY, Advice, Advising, Size
from .asked import Asked
from .groups import read_group
from .limits import LimitReached
from .maplib_limits import read

_MOST = 3  # pieces of advice that are told at once
_MINUS_OR_OPTIONAL = (
    "MINUS { … } is fast, and means the same where what stands in it shares variables with what stands before and has "
    "no FILTER on others; else OPTIONAL { … } FILTER(!BOUND(?x)), with ?x a variable of the inside"
)


def _big(*_: Node | None) -> int:
    """Where nothing can be counted, there may be any number."""
    return ALL


def advice(sparql: str, prefixes: Mapping[str, str], size: Size = _big) -> list[Advice]:
    """What is slow in a query; nothing if nothing is known to be, or if rdflib cannot read it.

    `size` tells how many triples of the graph have that subject, predicate and object, where None is any; it may stop
    counting at `MANY`, or `ALL` where all three are any. Without it every pattern is taken for a big one.
    """
    try:
        group, cut, names = read_group(sparql, prefixes)
    except Exception:  # noqa: BLE001 - rdflib fails in many ways on what another engine takes
        return _by_words(sparql)
    return list(dict.fromkeys(Advising(size, names, cut).of(group, frozenset())))


def _by_words(sparql: str) -> list[Advice]:
    """What the words of a query that rdflib does not read tell: no more than that NOT EXISTS is among them."""
    if re.search(r"\bNOT\s+EXISTS\b", masked(sparql), re.IGNORECASE):
        return [Advice("exists", "NOT EXISTS may be what is slow", _MINUS_OR_OPTIONAL)]
    return []


def size_in(graph: Graph) -> Size:
    """Counts the triples of a graph, up to `MANY`, or `ALL` where every triple is meant."""

    @cache
    def size(subject: Node | None, predicate: Node | None, target: Node | None) -> int:
        first, second, third = map(_term, (subject, predicate, target))
        if isinstance(first, ox.Literal) or isinstance(second, ox.Literal):
            return 0
        most = ALL if first is second is third is None else MANY
        return sum(1 for _ in islice(graph.store.quads_for_pattern(first, second, third, None), most))

    return size


def _term(term: Node | None) -> ox.NamedNode | ox.Literal | None:
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if not isinstance(term, Literal):
        return None
    datatype = None if term.datatype is None else ox.NamedNode(str(term.datatype))
    return ox.Literal(str(term), language=term.language, datatype=datatype)


def explain_limit(reached: LimitReached, sparql: str, asked: Asked) -> str:
    """The message when a limit was hit: which, and what in the query may be the cause, with how to write it."""
    size: Size = size_in(asked) if isinstance(asked, Graph) else _big
    found = advice(sparql, asked.prefixes, size)
    lines = [str(reached)]
    elsewhere = asked.name != "maplib" and maplib_takes(sparql, asked.prefixes)
    for one in found[:_MOST]:
        other = f"; `--engine {one.engine}` takes it as it is" if one.engine and elsewhere else ""
        lines.append(f"- {one.found}: {one.mend}{other}")
    if not found and reached.which != "answer":
        lines.append("nothing that is known to be slow was found in it: ask for less, or raise the limit")
    return "\n".join(lines)


def maplib_takes(sparql: str, prefixes: Mapping[str, str]) -> bool:
    """Whether maplib would answer the query, as far as can be told without the data."""
    try:
        read(prepareQuery(sparql, initNs=dict(prefixes)).algebra, frozenset())
    except Exception:  # noqa: BLE001 - what it does not take, and what rdflib cannot read
        return False
    return True
