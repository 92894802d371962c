"""A description for programs: in which form, and written in it."""

from collections.abc import Sequence
from urllib.parse import quote

import pyoxigraph as ox

from ...rdf import serialized
from ..negotiation import SHORT, TRIPLES, accept_of, best, media_of
from ..refusals import NotAcceptable

HTML = "text/html"
_WITH_GRAPHS = (ox.RdfFormat.N_QUADS, ox.RdfFormat.TRIG)


def media(accept: str, asked: Sequence[str]) -> str:
    """The media type to answer in, HTML among them: `asked` are the values of `format=`, and come before the header.

    Raises NotAcceptable.

    >>> media("text/html,application/xml;q=0.9", []), media("text/turtle", []), media("*/*", ["nt"])
    ('text/html', 'text/turtle', 'application/n-triples')
    """
    if asked and asked[-1] == "html":
        return HTML
    wanted = accept_of(asked[-1]) if asked else accept or "*/*"
    if not wanted:
        raise NotAcceptable(f"no format is called {asked[-1][:50]!r}; choose among html, {', '.join(SHORT)}")
    chosen = best(wanted, (HTML, *TRIPLES))
    if chosen is None:
        raise NotAcceptable(f"there is no form of this that is {wanted[:200]}; there is {HTML}, {', '.join(TRIPLES)}")
    return chosen


def written(quads: Sequence[ox.Quad], chosen: str, prefixes: dict[str, str]) -> tuple[bytes, str]:
    """A description in the form of that media type, and the media type that it is sent with.

    The graphs are told in the forms that have them; in the others each triple stands once.
    """
    form = TRIPLES[chosen]
    if form in _WITH_GRAPHS:
        return serialized(quads, form, prefixes), media_of(form)
    triples = dict.fromkeys(quad.triple for quad in quads)
    return serialized(list(triples), form, prefixes), media_of(form)


def in_header(iri: str) -> str:
    """An address as a header can hold it."""
    return quote(iri, safe="/:?#[]@!$&'()*+,;=~-._%")
