"""What the start page says of the graph, and the names by which elements and documents are found."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from ...iris import Iris
from ...store.asked import lookup
from ...store.results import str_of
from ...vocabulary import DCTERMS, PG
from ..gathering import Gathered
from ..refusals import NotAnswered
from .reading import Reader, aside, put

LONGEST = 100  # signs of what is searched for
MOST_FOUND = 60
_NEAR = 5
_SHORT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")


@dataclass(frozen=True)
class Known:
    """What was gathered once; numbers that could not be counted in time are missing."""

    title: str = ""
    version: str = ""
    license: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    names: tuple[tuple[str, str], ...] = ()  # (name, address) of elements and documents, each name as it stands


@dataclass(frozen=True)
class Hit:
    """Something that was found: its address, and by which of its names."""

    iri: str
    name: str


class Knowing:
    """Gathers once for each store that is served."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._pool = reader, reader.pool
        self._known = Gathered(self._pool, self._gathered)

    async def known(self) -> Known:
        """What is known; one gathers, and the others wait for it."""
        return await self._known.get()

    async def _gathered(self) -> tuple[Known, bool]:
        base, whole = self._pool.base, True
        corpus = Iris(base).corpus().value
        about: dict[str, str] = {}
        numbers: dict[str, int] = {}
        names: list[tuple[str, str]] = []
        try:
            quads = await self._reader.described(corpus)
            about = {q.predicate.value: str_of(q.object) for q in quads if str_of(q.subject) == corpus}
            parts = [str_of(q.object) for q in quads if q.predicate.value == DCTERMS + "hasPart"]
            labels = await self._reader.labels(parts)
            names += [(label.label or iri, iri) for iri, label in labels.items()]
            names += [(iri.removeprefix(Iris(base).document("").value), iri) for iri in parts]
            found = await self._reader.rows(lookup("element-names").sparql)
            for element, identifier, label in found.rows:
                names += [(str_of(label), str_of(element)), (str_of(identifier), str_of(element))]
            numbers["elements"] = len({str_of(row[0]) for row in found.rows})
            counted = await self._reader.rows(put("numbers"))
            words = {"SourceDocument": "documents", "Statement": "statements", "Linkage": "linkages"}
            for kind, number in counted.rows:
                numbers[words[str_of(kind).removeprefix(PG)]] = int(str_of(number))
        except NotAnswered:
            whole = False
        known = Known(
            title=about.get(DCTERMS + "title", ""),
            version=about.get(PG + "version", ""),
            license=about.get(DCTERMS + "license", ""),
            numbers=numbers,
            names=tuple(sorted(set(names))),
        )
        return known, whole

    async def find(self, words: str) -> tuple[list[Hit], list[Hit]]:
        """Elements and documents in one of whose names all the words stand, the nearest first; else what sounds alike.

        What is an identifier of something, of a statement too, comes before all.
        """
        known = await self.known()
        exact: list[Hit] = []
        if _SHORT_ID.fullmatch(words):
            iris = Iris(self._pool.base)
            nodes = [iris.element(words), iris.document(words), iris.cited(words)]
            there = await self._reader.rows(put("there", address=nodes))
            exact = [Hit(str_of(row[0]), words) for row in sorted(there.rows, key=str)]
        hits = await aside(matching, known.names, words)
        first = {hit.iri for hit in exact}
        hits = [*exact, *(hit for hit in hits if hit.iri not in first)]
        return hits, [] if hits else await aside(near, known.names, words)


def matching(names: Iterable[tuple[str, str]], words: str) -> list[Hit]:
    """Those in one of whose names all the words stand, each by its best name: the whole, its beginning, a word in it.

    >>> [hit.name for hit in matching([("Ship clusters", "b"), ("Clusters", "a"), ("Mud", "c")], "cluster")]
    ['Clusters', 'Ship clusters']
    """
    wanted = words.casefold().split()
    whole = " ".join(wanted)
    found: dict[str, tuple[tuple[int, int, str], str]] = {}
    for name, iri in names:
        text = name.casefold()
        if not all(word in text for word in wanted):
            continue
        begins = text.startswith(whole)
        rank = 0 if text == whole else 1 if begins else 2 if f" {whole}" in text else 3
        key = (rank, len(text), text)
        if iri not in found or key < found[iri][0]:
            found[iri] = (key, name)
    ordered = sorted(found.items(), key=lambda pair: (pair[1][0], pair[0]))
    return [Hit(iri, name) for iri, (_, name) in ordered]


def near(names: Sequence[tuple[str, str]], words: str) -> list[Hit]:
    """Those that are called something like it."""
    by_name = {name.casefold(): Hit(iri, name) for name, iri in names}
    alike = get_close_matches(words.casefold(), by_name, n=_NEAR, cutoff=0.6)
    return list({by_name[name].iri: by_name[name] for name in alike}.values())
