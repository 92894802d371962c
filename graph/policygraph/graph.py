"""The graph: a corpus as quads in a store, with the links by status derived from its statements."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .anchor import Anchors
from .corpus import Corpus
from .dates import Period, nothing_of
from .faults import PolicygraphError
from .iris import Iris
from .rdf import quads_of, serialized
from .resources import resource
from .store.asked import Asked
from .store.folder import FAILURES, STORE, damaged, is_of_disk, open_disk
from .store.results import Results, results_of
from .vocabulary import DCTERMS, ONTOLOGY, term

if TYPE_CHECKING:
    import rdflib

GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
SMALL = 100_000  # quads: a store on disk up to this size is read into memory


@dataclass(frozen=True)
class Graph(Asked):
    """A store of quads, and what is needed to read it: the base of its addresses, and quotes where there are any.

    Quotes are kept beside the store and never in it: a graph can be passed on, a text that is not ours cannot.
    `folder` is where the store lies on disk, if it does.
    """

    store: ox.Store = field(repr=False)
    base: str
    quotes: Mapping[str, str] = field(default_factory=dict, repr=False)
    folder: Path | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """The engine that answers."""
        return "pyoxigraph"

    def query(self, sparql: str, *, union: bool = True) -> Results:
        """The results of a query, over the union of all graphs, or else over what it names by FROM.

        Raises PolicygraphError where the store on disk cannot be read.
        """
        try:
            return results_of(self.store.query(sparql, prefixes=self.prefixes, use_default_graph_as_union=union))
        except FAILURES as error:
            if self.folder is None or not is_of_disk(error):
                raise
            raise damaged(self.folder / STORE, error) from None

    @cached_property
    def title(self) -> str:
        """The title of the corpus."""
        pattern = self.store.quads_for_pattern(Iris(self.base).corpus(), ox.NamedNode(DCTERMS + "title"), None)
        return next((quad.object.value for quad in pattern if isinstance(quad.object, ox.Literal)), "")

    @cached_property
    def version(self) -> str:
        """The version of the corpus; empty if it does not say."""
        pattern = self.store.quads_for_pattern(Iris(self.base).corpus(), term("version"), None)
        return next((quad.object.value for quad in pattern if isinstance(quad.object, ox.Literal)), "")

    @cached_property
    def _quads(self) -> tuple[ox.Quad, ...]:
        return tuple(self.in_order())

    def quads(self) -> tuple[ox.Quad, ...]:
        """All quads, sorted: the same corpus gives the same ones. A graph is a value: its store is not changed."""
        return self._quads

    def documents_only(self) -> list[ox.Quad]:
        """The quads of elements and documents, sorted: neither the vocabulary nor what is derived."""
        return list(self.in_order(documents=True))

    def in_order(self, *, documents: bool = False) -> Iterator[ox.Quad]:
        """All quads as `quads` has them, or those of `documents_only`; those of one graph at a time are in memory."""
        left_out = self.base + "graph/status/"
        for name in sorted((ox.DefaultGraph(), *self.store.named_graphs()), key=_address):
            if not (documents and (_address(name) == ONTOLOGY or _address(name).startswith(left_out))):
                yield from _sorted(self.store, name)

    def between(self, period: Period) -> "Graph":
        """The graph of the documents of a period only, its links derived anew, in memory; all if no period is given.

        The elements and linkages stay, which say nothing by themselves; a verdict stays if its ask and its answers do.
        Raises PolicygraphError if no document is of the period.
        """
        return self if not period else in_period(self, period)

    def to_rdflib(self) -> "rdflib.Dataset":
        """The same quads as a dataset of rdflib, its default graph the union of all graphs."""
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        for prefix, space in self.prefixes.items():
            dataset.bind(prefix, space)
        for name, quads in groupby(self.quads(), key=_name):
            triples = serialized([quad.triple for quad in quads], ox.RdfFormat.N_TRIPLES)
            dataset.graph(name).parse(data=triples, format="nt")
        return dataset


def make_graph(corpus: Corpus, anchors: Anchors) -> Graph:
    """The graph of a corpus that has been checked, with its derived links, in memory."""
    store = ox.Store()
    store.bulk_extend(quads_of(corpus, anchors))
    derive(store)
    iris = Iris(corpus.base)
    live = {(document.id, row.id) for document in corpus.documents for row in corpus.live(document.id)}
    quotes = {
        iris.statement(*key).value: evidence.span.text
        for key, evidence in anchors.evidence.items()
        if evidence.span.text is not None and key in live
    }
    return Graph(store, corpus.base, quotes)


def in_period(graph: Graph, period: Period) -> Graph:
    """As `Graph.between`."""
    iris = Iris(graph.base)
    corpus, part = iris.corpus(), ox.NamedNode(DCTERMS + "hasPart")
    documents = [quad.object for quad in graph.store.quads_for_pattern(corpus, part, None)]
    dates = {
        document.value: quad.object.value
        for document in documents
        if isinstance(document, ox.NamedNode)
        for quad in graph.store.quads_for_pattern(document, ox.NamedNode(DCTERMS + "date"), None)
        if isinstance(quad.object, ox.Literal)
    }
    left_out = {iri.removeprefix(iris.document("").value) for iri, date in dates.items() if not period.holds(date)}
    if len(left_out) == len(dates):
        raise PolicygraphError(nothing_of(period, dates.values()))
    graphs = {iris.graph("document", name).value for name in left_out}
    left = {q.subject for q in graph.store if _name(q) in graphs}
    graphs |= {_name(q) for q in graph.store if _name(q).startswith(iris.graph("status", "").value)}
    kept = [q for q in graph.store if _name(q) not in graphs]
    verdicts = iris.graph("verdicts").value
    fallen = {q.subject for q in kept if q.object in left and _name(q) == verdicts}
    store = ox.Store()
    store.bulk_extend(q for q in kept if q.object not in left and q.subject not in fallen)
    derive(store)
    return Graph(store, graph.base, graph.quotes)


def derive(store: ox.Store) -> None:
    """Adds the links by status, one named graph a status, by the rule that stands in `ontology/rules/`."""
    store.update((resource("ontology") / "rules" / "status-links.ru").read_text("utf-8"))


def open_graph(folder: Path | str, memory: bool | None = None) -> Graph:
    """The graph in a folder that `policygraph build` or `load` wrote, opened for reading; without quotes.

    `memory` says whether it is read into memory: if it is left out, small ones are.
    """
    disk, marker = open_disk(folder)
    try:
        store = disk if memory is False else _in_memory(disk, None if memory else SMALL)
    except (OSError, RuntimeError) as error:
        raise damaged(Path(folder) / STORE, error) from None
    return Graph(store, marker.base, folder=Path(folder) if store is disk else None)


def _in_memory(disk: ox.Store, up_to: int | None) -> ox.Store:
    """A copy of the store in memory, where questions over paths are several times as fast; itself if it is bigger."""
    quads: Iterable[ox.Quad] = disk
    if up_to is not None:
        quads = first = list(islice(disk, up_to + 1))
        if len(first) > up_to:
            return disk
    store = ox.Store()
    store.bulk_extend(quads)
    return store


def _sorted(store: ox.Store, name: GraphName) -> Iterator[ox.Quad]:
    """The quads of one graph, sorted by their terms as N-Quads writes them: lines sort faster than quads."""
    data = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name)
    assert data is not None  # it is only where an output was named
    end = b" .\n" if isinstance(name, ox.DefaultGraph) else f" {name} .\n".encode()
    lines = b"".join(sorted(data.splitlines(keepends=True))).replace(b" .\n", end)  # no term holds a line end
    yield from ox.parse(lines, format=ox.RdfFormat.N_QUADS, lenient=True)


def _name(quad: ox.Quad) -> str:
    return _address(quad.graph_name)


def _address(name: GraphName) -> str:
    return name.value if isinstance(name, ox.NamedNode) else ""
