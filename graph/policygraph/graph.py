"""The graph: a corpus as quads in a store, with the links by status derived from its statements."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .anchor import Anchors
from .corpus import Corpus
from .faults import PolicygraphError
from .iris import Iris, prefixes
from .rdf import quads_of, serialized
from .resources import resource
from .vocabulary import DCTERMS, ONTOLOGY, term

if TYPE_CHECKING:
    import rdflib

SMALL = 100_000  # quads: a store on disk up to this size is read into memory


@dataclass(frozen=True)
class Graph:
    """A store of quads, and what is needed to read it: the base of its addresses, and quotes where there are any.

    Quotes are kept beside the store and never in it: a graph can be passed on, a text that is not ours cannot.
    """

    store: ox.Store = field(repr=False)
    base: str
    quotes: Mapping[str, str] = field(default_factory=dict, repr=False)

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

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that may be used in questions."""
        return prefixes(self.base)

    @cached_property
    def _sorted(self) -> tuple[ox.Quad, ...]:
        return tuple(sorted(self.store, key=_key))

    def quads(self) -> tuple[ox.Quad, ...]:
        """All quads, sorted: the same corpus gives the same ones. A graph is a value: its store is not changed."""
        return self._sorted

    def documents_only(self) -> list[ox.Quad]:
        """The quads of elements and documents, sorted: neither the vocabulary nor what is derived."""
        left_out = self.base + "graph/status/"
        return [q for q in self.quads() if (name := _name(q)) != ONTOLOGY and not name.startswith(left_out)]

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


def derive(store: ox.Store) -> None:
    """Adds the links by status, one named graph a status, by the rule that stands in `ontology/rules/`."""
    store.update((resource("ontology") / "rules" / "status-links.ru").read_text("utf-8"))


def open_graph(folder: Path | str) -> Graph:
    """The graph in a folder that `policygraph build` wrote, opened for reading; without quotes."""
    path = Path(folder) / "store"
    if not path.is_dir():
        raise PolicygraphError(f"{folder} holds no graph: it has no store/ that `policygraph build` wrote")
    try:
        store = _in_memory_if_small(ox.Store.read_only(str(path)))
        corpora = [quad.subject for quad in store.quads_for_pattern(None, ox.NamedNode(DCTERMS + "hasPart"), None)]
    except (OSError, RuntimeError, ValueError) as error:
        raise PolicygraphError(f"the store in {path} cannot be opened ({error}): build it again") from None
    if not corpora or not isinstance(corpora[0], ox.NamedNode):
        raise PolicygraphError(f"the store in {path} holds no corpus: build it again")
    return Graph(store, corpora[0].value.removesuffix("corpus"))


def _in_memory_if_small(disk: ox.Store) -> ox.Store:
    """The store itself, or a copy of it in memory, where questions over paths are several times as fast."""
    quads = list(islice(disk, SMALL + 1))
    if len(quads) > SMALL:
        return disk
    store = ox.Store()
    store.bulk_extend(quads)
    return store


def _name(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""


def _key(quad: ox.Quad) -> tuple[str, str, str, str]:
    return _name(quad), str(quad.subject), str(quad.predicate), str(quad.object)
