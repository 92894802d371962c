"""Sends a graph to a service by the Graph Store Protocol, and holds what arrived against what was sent.

Each named graph is sent by itself. What the service has of it already is read first: a graph that is there, triple for
triple, is not sent again. So what was broken off goes on where it stopped, whoever broke it off, and nothing needs to
be remembered in between. What was sent is read back: a graph counts as published when it is there, whole.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from ..faults import PolicygraphError
from ..graph import Graph
from ..pipeline import Tell
from ..rdf import serialized
from ..vocabulary import XSD
from .asked import lookup
from .http import Http
from .results import str_of
from .service import Service

_MEDIA = "application/n-triples"
_WHOLE = {XSD + kind for kind in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "unsignedByte")}


def _quiet(stage: str, outcome: str) -> None:
    """Says nothing."""


@dataclass(frozen=True)
class Sent:
    """A graph, its triples, and what was done: `kept`, `sent`, `removed`, or `not there whole` with what is wrong."""

    graph: str
    triples: int
    done: str
    fault: str = ""


def publish(
    graph: Graph, url: str, *, query_url: str | None = None, prune: bool = False, tell: Tell = _quiet
) -> tuple[Sent, ...]:
    """Sends each named graph to the service whose address for graphs is `url`; what was done with each.

    With `prune`, graphs under the corpus's own address that are no longer in it are removed; they are found by
    `query_url`. Raises PolicygraphError if the service cannot be reached or refuses.
    """
    if prune and query_url is None:
        raise PolicygraphError("to remove what is published no more, name the address for queries too (--query)")
    http, done = Http(url), []
    names = sorted(name.value for name in graph.store.named_graphs() if isinstance(name, ox.NamedNode))
    for name in names:
        triples = [quad.triple for quad in graph.store.quads_for_pattern(None, None, None, ox.NamedNode(name))]
        done.append(_sent(http, name, triples))
        tell(done[-1].done, f"{name}, {len(triples):,} triples" + (f": {done[-1].fault}" if done[-1].fault else ""))
    if prune and query_url is not None:
        for name in _strange(Service(query_url), graph.base, names):
            http.send("DELETE", headers={}, params={"graph": name}, missing=True)
            done.append(Sent(name, 0, "removed"))
            tell("removed", name)
    return tuple(done)


def _sent(http: Http, name: str, triples: list[ox.Triple]) -> Sent:
    wanted = digest(triples)
    if _there(http, name)[1] == wanted:
        return Sent(name, len(triples), "kept")
    data = serialized(triples, ox.RdfFormat.N_TRIPLES)
    http.send("PUT", headers={"Content-Type": _MEDIA}, params={"graph": name}, data=data)
    number, found = _there(http, name)
    if found == wanted:
        return Sent(name, len(triples), "sent")
    few = f"{number:,} of {len(triples):,} triples are there" if number != len(triples) else "some of it was changed"
    return Sent(name, len(triples), "not there whole", few)


def _there(http: Http, name: str) -> tuple[int, str]:
    """How many triples the service has in a graph, and their digest; none if there is no such graph."""
    response, body = http.send("GET", headers={"Accept": _MEDIA}, params={"graph": name}, missing=True)
    if response.status_code == 404:
        return 0, ""
    try:
        triples = [quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES, lenient=True)]
    except SyntaxError as error:
        raise PolicygraphError(f"{http.url}: what it holds as {name} cannot be read: {error}") from None
    return len(triples), digest(triples)


def _strange(service: Service, base: str, names: Iterable[str]) -> Iterator[str]:
    """The graphs of the corpus that the service has and that are not among the names."""
    known = set(names)
    rows = service.query(lookup("graphs").sparql, union=False).rows
    for name in sorted(str_of(row[0]) for row in rows):
        if name.startswith(f"{base}graph/") and name not in known:
            yield name


def digest(triples: Iterable[ox.Triple]) -> str:
    """The digest of triples in their normal form: services write numbers and booleans in ways of their own.

    Virtuoso and Oxigraph give `true` for `1`, `7` for `007`, `1.5` for `1.50`; all else comes back as it was sent.
    """
    lines = sorted({f"{t.subject} {t.predicate} {_normal(t.object)}" for t in triples})
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _normal(term: object) -> str:
    if not isinstance(term, ox.Literal):
        return str(term)
    kind, text = term.datatype.value, term.value
    if kind == XSD + "boolean":
        return f"{ {'1': 'true', '0': 'false'}.get(text, text) }^^boolean"
    if kind in _WHOLE or kind == XSD + "decimal":
        try:
            return f"{Decimal(text).normalize():f}^^number"
        except InvalidOperation:
            return str(term)
    return str(term)
