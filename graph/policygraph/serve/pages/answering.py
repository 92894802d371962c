"""Gathers what stands on a page, and makes the answer of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyoxigraph as ox
from starlette.responses import Response

from ...iris import Iris
from ...site.names import file_name
from ...store.results import Term, str_of
from ...vocabulary import DCTERMS, ONTOLOGY
from ..refusals import Unknown
from .addresses import Places, is_address
from .drawing import MOST_LEADS, MOST_VALUES, Drawing
from .html import page
from .known import Hit, Knowing
from .made import Made
from .making import DOSSIERS
from .model import Value
from .planning import Described, Planned, described, planned
from .reading import MOST, Facts, Reader, aside, in_editor, put
from .terms import ontology
from .written import in_header, written

Filled = Mapping[str, Any]


class Pages:
    """The pages of things, of the ontology and of named graphs."""

    def __init__(self, reader: Reader, knowing: Knowing, made: Made) -> None:
        self._reader, self._pool, self._knowing, self._made = reader, reader.pool, knowing, made

    async def described(self, iri: str, places: Places, chosen: str, headers: Mapping[str, str]) -> Response | None:
        """The description of an address for programs; None if nothing is said of it and nothing leads to it."""
        quads = await self._reader.described(iri)
        if not quads:
            return None
        body, media = await aside(written, quads, chosen, self._pool.prefixes)
        given = dict(headers)
        if len(quads) >= MOST:
            query = in_editor(places.root, put("everything", address=ox.NamedNode(iri)))
            given["Link"] += f', <{in_header(query)}>; rel="related"; title="cut after {MOST} triples: ask for all"'
        return Response(body, headers=given, media_type=media)

    async def thing(self, iri: str, places: Places, frame: Filled, headers: Mapping[str, str]) -> Response | None:
        """The page of an address; None if nothing is said of it and nothing leads to it."""
        quads = await self._reader.described(iri)
        if not quads:
            return None
        found = await aside(described, iri, quads)
        parts = planned(found, self._pool.base)
        start = Iris(self._pool.base).cited("").value
        wanted = [one for part in parts if part.statements for one in part.first]
        if iri.startswith(start):
            wanted.append(iri)
        details = await self._reader.details(list(dict.fromkeys(wanted)))
        names = await self._reader.labels(_mentioned(found, parts, details))
        drawing = Drawing(places, names)
        dossier = self._dossier(found, parts)
        thing = await aside(drawing.thing, found, parts, details, dossier)
        return await aside(page, "thing.html", {**frame, "thing": thing}, 200, headers)

    def _dossier(self, found: Described, parts: Iterable[Planned]) -> str:
        """Where the dossier of an element or a document is; empty if there is none."""
        iris = Iris(self._pool.base)
        for folder, start in (("element", iris.element("").value), ("document", iris.document("").value)):
            if found.iri.startswith(start):
                name = DOSSIERS + file_name(folder, found.one(DCTERMS + "identifier"))
                coming = not (self._made.has_dossiers or self._made.why) and any(part.statements for part in parts)
                if coming or self._made.page(name):
                    return name
        return ""

    async def ontology(self, places: Places, frame: Filled, headers: Mapping[str, str]) -> Response | None:
        """The page of the ontology; None if the graph does not hold it."""
        try:
            stream = await self._pool.graph(ONTOLOGY, "application/n-triples")
        except Unknown:
            return None
        data = await stream.read()

        def drawn() -> Response:
            triples = [quad.triple for quad in ox.parse(data, format=ox.RdfFormat.N_TRIPLES)]
            title, means, parts = ontology(triples, places)
            filled = {"title": title, "means": means, "parts": parts, "iri": ONTOLOGY}
            return page("ontology.html", {**frame, **filled}, 200, headers)

        return await aside(drawn)

    async def graph(
        self, node: ox.NamedNode, places: Places, frame: Filled, headers: Mapping[str, str]
    ) -> Response | None:
        """The page of a named graph; None if there is none of that name."""
        counted = await self._reader.rows(put("graph", graph=node))
        triples = int(str_of(counted.rows[0][0])) if counted.rows else 0
        if not triples:
            return None
        classes = (await self._reader.rows(put("graph_classes", graph=node))).rows
        names = await self._reader.labels(str_of(kind) for kind, _ in classes)
        drawing = Drawing(places, names)
        rows = sorted(
            ((drawing.value(str_of(kind)), int(str_of(number))) for kind, number in classes), key=lambda row: -row[1]
        )
        filled = {
            "iri": node.value,
            "name": places.short(node.value),
            "triples": triples,
            "classes": rows,
            "query": in_editor(places.root, put("whole_graph", graph=node)),
        }
        return page("graph.html", {**frame, **filled}, 200, headers)

    async def hits(self, hits: Iterable[Hit], root: str) -> list[tuple[Value, str]]:
        """What was found, each with the name by which it was, if that is another than it is called by."""
        found = list(hits)
        drawing = Drawing(Places(self._pool.base, root), await self._reader.labels(hit.iri for hit in found))
        shown = [(drawing.value(hit.iri), hit.name) for hit in found]
        return [
            (value, "" if name == value.text or value.small.endswith(f":{name}") else name) for value, name in shown
        ]


def _mentioned(found: Described, parts: Iterable[Planned], details: Facts) -> Iterator[str]:
    """The addresses on a page, whose names are asked for."""
    yield found.iri
    for name, values in found.said.items():
        yield name
        yield from _iris(values[:MOST_VALUES])
    for name, iris in found.leads.items():
        yield name
        yield from filter(is_address, iris[:MOST_LEADS])
    for part in parts:
        if not part.statements:
            yield from part.first
    for of in details.values():
        for values in of.values():
            yield from _iris(values)


def _iris(values: Iterable[Term]) -> Iterator[str]:
    return (value.value for value in values if isinstance(value, ox.NamedNode))
