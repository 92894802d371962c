"""Where an address stands in the service, and which addresses a path of the service may mean.

What an address of ours has after the base of the corpus, or after that of the vocabulary, is its path.
"""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote

import pyoxigraph as ox

from ...iris import compact, prefixes
from ...vocabulary import ONTOLOGY, PG, ROOT

LONGEST = 2_000  # characters of a path
_KEPT = "/:@!$&'()*+,;=~-._%"  # what may stand in a path as it is; a query or a fragment may not begin there
_DOTS = (".", "..")


def candidates(base: str, raw_path: str) -> list[str]:
    """The addresses that a path may mean, as it was sent and with its percent signs undone; those of the corpus first.

    >>> candidates("https://example.org/", "/status/existing")
    ['https://example.org/status/existing', 'https://w3id.org/policygraph/status/existing']
    """
    rest = raw_path[1:]
    try:
        ways = dict.fromkeys((rest, unquote(rest, errors="strict")))
    except UnicodeDecodeError:
        ways = dict.fromkeys((rest,))
    made = [start + way for start in dict.fromkeys((base, ROOT)) for way in ways]
    return [iri for iri in made if is_address(iri)]


def is_address(iri: str) -> bool:
    """Whether the RDF library takes it for an address."""
    try:
        ox.NamedNode(iri)
    except ValueError:
        return False
    return True


def way_up(raw_path: str) -> str:
    """The way from a page to the start page: relative, since nobody knows under what name a proxy shows us.

    >>> way_up("/"), way_up("/element/clusters")
    ('./', '../')
    """
    return "../" * (raw_path.count("/") - 1) or "./"


@dataclass(frozen=True)
class Places:
    """Where addresses lead from one page: `root` is the way from it to the start page."""

    base: str
    root: str

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The prefixes by which addresses are shown."""
        return prefixes(self.base)

    def short(self, iri: str) -> str:
        """The address as people read it."""
        return compact(iri, self.prefixes)

    def href(self, iri: str) -> str:
        """The page of an address of ours, or the address itself if it is on the web; empty if it leads nowhere."""
        if iri.startswith(PG):
            return f"{self.root}ontology#{quote(iri.removeprefix(PG), safe=_KEPT)}"
        for start in (self.base, ROOT):
            if iri.startswith(start):
                return self.path(iri.removeprefix(start))
        return iri if iri.startswith(("http://", "https://")) else ""

    def path(self, rest: str) -> str:
        """The way to what follows the base; empty if browsers would walk elsewhere."""
        if any(part in _DOTS for part in unquote(rest).split("/")):
            return ""
        way = quote(rest, safe=_KEPT).replace("//", "/%2F")  # on their way, two strokes in a row may become one
        return self.root + ("%2F" + way[1:] if way.startswith("/") else way)

    def single(self, iri: str) -> str:
        """The page of one term of the ontology by itself."""
        return f"{self.root}ontology%23{quote(iri.removeprefix(PG), safe=_KEPT)}"

    def is_ours(self, iri: str) -> bool:
        """Whether the service has a page for it."""
        return iri.startswith((self.base, ROOT)) and iri != ONTOLOGY + "#"
