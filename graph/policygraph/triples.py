"""The small change of triples: literals for numbers and dates, and where a stretch of a text stands."""

from collections.abc import Iterator

import pyoxigraph as ox

from .gaps import Gaps
from .vocabulary import OA, RDF, XSD, term

A = ox.NamedNode(RDF + "type")
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}

Term = ox.NamedNode | ox.Literal
Triple = tuple[ox.NamedNode, ox.NamedNode, Term]  # plain: to make one of the library's takes as long as a quad
Triples = Iterator[Triple]


def triple(subject: ox.NamedNode, predicate: ox.NamedNode, value: Term) -> Triple:
    """A triple whose nodes all have addresses: none of ours is blank."""
    return subject, predicate, value


def whole(number: int) -> ox.Literal:
    """A whole number."""
    return ox.Literal(str(number), datatype=ox.NamedNode(XSD + "integer"))


def date(text: str) -> ox.Literal:
    """A day, a month or a year, as far as it is known: the value of an annotation, since reasoners stop at it."""
    return ox.Literal(text, datatype=ox.NamedNode(XSD + _DATE_TYPES[len(text)]))


def selector(node: ox.NamedNode, start: int, end: int, gaps: Gaps = ()) -> Triples:
    """Where a stretch stands in its text, and each gap in it as a stretch of its own."""
    place = ox.NamedNode(node.value + ".position")
    yield triple(node, ox.NamedNode(OA + "hasSelector"), place)
    yield from _position(place, start, end)
    for number, gap in enumerate(gaps, 1):
        inside = ox.NamedNode(f"{place.value}.gap-{number}")
        yield triple(place, term("gap"), inside)
        yield from _position(inside, *gap)


def _position(node: ox.NamedNode, start: int, end: int) -> Triples:
    yield triple(node, A, ox.NamedNode(OA + "TextPositionSelector"))
    yield triple(node, ox.NamedNode(OA + "start"), whole(start))
    yield triple(node, ox.NamedNode(OA + "end"), whole(end))
