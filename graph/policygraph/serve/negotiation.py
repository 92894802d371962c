"""Which form an answer takes: what the client accepts, held against what there is."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import pyoxigraph as ox

Format = ox.QueryResultsFormat | ox.RdfFormat

# What there is, in our order of preference; several media types may mean one form.
RESULTS: Mapping[str, ox.QueryResultsFormat] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
}
TRIPLES: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "text/n3": ox.RdfFormat.N3,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/json": ox.RdfFormat.JSON_LD,
    "application/xml": ox.RdfFormat.RDF_XML,
    "text/plain": ox.RdfFormat.N_TRIPLES,
}
# Short names for `format=`, which links and spreadsheets can use where no header can be set.
SHORT: Mapping[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "turtle": ("text/turtle",),
    "ttl": ("text/turtle",),
    "nt": ("application/n-triples",),
    "nq": ("application/n-quads",),
    "trig": ("application/trig",),
    "rdf": ("application/rdf+xml",),
    "jsonld": ("application/ld+json",),
}


@lru_cache(256)
def ranges(accept: str) -> tuple[tuple[str, float], ...]:
    """The media ranges of an Accept header with their qualities; everything if there is none.

    >>> ranges("text/csv;q=0.5, */*;q=0.1")
    (('text/csv', 0.5), ('*/*', 0.1))
    """
    found = []
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            found.append((name, _quality(parameters)))
    return tuple(found) or (("*/*", 1.0),)


def best(accept: str, offered: Sequence[str]) -> str | None:
    """The offered media type that is accepted most gladly; the first of those that are so equally, None if none is.

    >>> best("text/html, */*;q=0.1", ["text/turtle", "text/html"])
    'text/html'
    >>> best("image/png", ["text/turtle"])
    """
    asked = ranges(accept)
    ranked = [(quality(name, asked), -place) for place, name in enumerate(offered)]
    value, place = max(ranked, default=(0.0, 0))
    return offered[-place] if value > 0 else None


def quality(name: str, asked: Sequence[tuple[str, float]]) -> float:
    """How gladly a media type is accepted: as the range says that fits it closest."""
    wide = name.partition("/")[0] + "/*"
    for fitting in (name, wide, "*/*"):
        found = [value for asked_for, value in asked if asked_for == fitting]
        if found:
            return max(found)
    return 0.0


def form_of(accept: str, *, triples: bool) -> Format | None:
    """The form in which results, or triples, are given to who accepts that; None if there is none."""
    table: Mapping[str, Format] = TRIPLES if triples else RESULTS
    chosen = best(accept, tuple(table))
    return None if chosen is None else table[chosen]


def media_of(form: Format) -> str:
    """The media type by which a form is sent.

    >>> media_of(ox.QueryResultsFormat.CSV)
    'text/csv; charset=utf-8'
    """
    name = form.media_type
    return f"{name}; charset=utf-8" if name.startswith("text/") and "charset" not in name else name


def accept_of(name: str) -> str:
    """The Accept header that a `format=` stands for: a short name, or a media type itself; empty if it is neither."""
    if name in SHORT:
        return ", ".join(SHORT[name])
    return name if name in RESULTS or name in TRIPLES else ""


def _quality(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return min(1.0, max(0.0, float(parameter[2:])))
            except ValueError:
                return 0.0
    return 1.0
