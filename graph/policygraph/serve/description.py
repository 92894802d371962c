"""What the service says of itself: SPARQL Service Description, and VoID of what it holds."""

import asyncio
import time
from collections.abc import Iterator

import pyoxigraph as ox

from ..question import question_beside
from ..store import is_address
from ..store.results import Row
from ..vocabulary import DCTERMS, VOID, XSD
from .negotiation import RESULTS, TRIPLES, form_of, media_of
from .pool import Pool
from .refusals import NotAcceptable, NotAnswered

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_INTEGER = ox.NamedNode(XSD + "integer")
_AGAIN = 300.0  # seconds after which what may have changed unseen, or could not be counted, is counted again
_WAIT = 3.0  # seconds for which a client waits until a big store is counted; later it finds the counts there
_COUNTED = ("graphs", "classes", "properties")

Node = ox.NamedNode | ox.BlankNode
Counts = dict[str, tuple[Row, ...]]


class Description:
    """Describes a service. The store is counted once, as a question that may take long."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._task: asyncio.Task[Counts] | None = None
        self._began = 0.0
        self._generation = pool.generation

    async def written(self, accept: str, endpoint: str) -> tuple[bytes, str]:
        """The description of the service at an address, in the form that is accepted most gladly, and its media type.

        Raises NotAcceptable.
        """
        form = form_of(accept or "*/*", triples=True)
        if form is None:
            raise NotAcceptable(f"there is no form of the description that is {accept}")
        assert isinstance(form, ox.RdfFormat)
        triples = described(self._pool.base, endpoint, await self._counts())
        names = {**self._pool.prefixes, "sd": SD, "void": VOID}
        body = ox.serialize(triples, format=form, prefixes=names)
        assert body is not None
        return body, media_of(form)

    async def _counts(self) -> Counts:
        if self._task is None or self._generation != self._pool.generation or self._is_old(self._task):
            self._generation, self._began = self._pool.generation, time.monotonic()
            self._task = asyncio.get_running_loop().create_task(counts(self._pool))
        try:
            return await asyncio.wait_for(asyncio.shield(self._task), _WAIT)
        except TimeoutError:
            return {}

    def _is_old(self, task: asyncio.Task[Counts]) -> bool:
        if not task.done() or time.monotonic() - self._began < _AGAIN:
            return False
        return is_address(self._pool.place) or len(task.result()) < len(_COUNTED)


async def counts(pool: Pool) -> Counts:
    """The rows of each question that counts; without those that no time was enough for."""
    found: Counts = {}
    for name in _COUNTED:
        query = question_beside(__package__, name).sparql
        try:
            stream = await pool.stream(query, "application/sparql-results+json")
            results = ox.parse_query_results(await stream.read(), ox.QueryResultsFormat.JSON)
        except NotAnswered:
            continue
        assert isinstance(results, ox.QuerySolutions)
        found[name] = tuple(sorted((tuple(row) for row in results), key=str))
    return found


def described(base: str, endpoint: str, found: Counts) -> list[ox.Triple]:
    """The triples of the description, in order: of the service at that address, over a corpus with that base."""
    service, dataset = ox.NamedNode(endpoint), ox.NamedNode(base + "dataset")
    default = ox.BlankNode("default")
    triples = [
        _triple(service, _TYPE, SD + "Service"),
        _triple(service, SD + "endpoint", service.value),
        _triple(service, SD + "supportedLanguage", SD + "SPARQL11Query"),
        _triple(service, SD + "feature", SD + "UnionDefaultGraph"),
        _triple(service, SD + "defaultDataset", dataset.value),
        _triple(dataset, _TYPE, SD + "Dataset"),
        _triple(dataset, _TYPE, VOID + "Dataset"),
        _triple(dataset, VOID + "sparqlEndpoint", service.value),
        _triple(dataset, VOID + "uriSpace", ox.Literal(base)),
        _triple(dataset, DCTERMS + "subject", base + "corpus"),
        ox.Triple(dataset, ox.NamedNode(SD + "defaultGraph"), default),
        _triple(default, _TYPE, SD + "Graph"),
    ]
    forms = {form.iri for form in RESULTS.values()} | {form.iri for form in TRIPLES.values()}
    triples += [_triple(service, SD + "resultFormat", form) for form in sorted(forms)]
    return [*triples, *_graphs(dataset, found), *_partitions(dataset, found)]


def _graphs(dataset: Node, found: Counts) -> Iterator[ox.Triple]:
    total = 0
    for number, (name, size) in enumerate(found.get("graphs", ())):
        named, graph = ox.BlankNode(f"named{number}"), ox.BlankNode(f"graph{number}")
        assert isinstance(name, ox.NamedNode)
        assert isinstance(size, ox.Literal)
        total += int(size.value)
        yield ox.Triple(dataset, ox.NamedNode(SD + "namedGraph"), named)
        yield _triple(named, _TYPE, SD + "NamedGraph")
        yield _triple(named, SD + "name", name.value)
        yield ox.Triple(named, ox.NamedNode(SD + "graph"), graph)
        yield _triple(graph, _TYPE, SD + "Graph")
        yield _triple(graph, VOID + "triples", size)
    if total:
        yield _triple(dataset, VOID + "triples", ox.Literal(str(total), datatype=_INTEGER))


def _partitions(dataset: Node, found: Counts) -> Iterator[ox.Triple]:
    for kind, key, number_of in (("classes", "class", "entities"), ("properties", "property", "triples")):
        for number, (name, size) in enumerate(found.get(kind, ())):
            if isinstance(name, ox.NamedNode) and isinstance(size, ox.Literal):
                part = ox.BlankNode(f"{key}{number}")
                yield ox.Triple(dataset, ox.NamedNode(f"{VOID}{key}Partition"), part)
                yield _triple(part, VOID + key, name.value)
                yield _triple(part, VOID + number_of, size)
        if kind in found:
            yield _triple(dataset, f"{VOID}{kind}", ox.Literal(str(len(found[kind])), datatype=_INTEGER))


def _triple(subject: Node, predicate: str | ox.NamedNode, value: str | ox.Literal) -> ox.Triple:
    named = predicate if isinstance(predicate, ox.NamedNode) else ox.NamedNode(predicate)
    return ox.Triple(subject, named, value if isinstance(value, ox.Literal) else ox.NamedNode(value))
