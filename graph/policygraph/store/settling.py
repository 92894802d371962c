"""What the graphs of a corpus say when documents have come or gone: the differences only, which are written.

Each function takes a store, whose documents are those that are to be in it, and returns the quads that are too many
and those that are lacking. What has to be read is as much as the corpus that was loaded has, and not as the store has;
of the elements alone all are looked at.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from ..iris import Iris
from ..triples import A
from ..vocabulary import DCTERMS, term

Quads = set[ox.Quad]
_BROADER = (term("broader"), ox.NamedNode(DCTERMS + "isReplacedBy"))
_PARTS = ox.NamedNode(DCTERMS + "hasPart")
_MANY = 20_000  # quads: more are written faster as files of their own, of which each index has one
_REFERENCES = (term("ask"), term("answer"), term("nearest"))


@dataclass
class Difference:
    """The quads that are to go and those that are to come."""

    gone: Quads = field(default_factory=set)
    come: Quads = field(default_factory=set)

    def of(self, old: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> None:
        """Notes what takes the new quads for the old ones."""
        old, new = set(old), set(new)
        self.gone |= old - new
        self.come |= new - old

    def into(self, store: ox.Store) -> None:
        """Makes it so."""
        for quad in self.gone:
            store.remove(quad)
        if len(self.come) > _MANY:
            store.bulk_extend(self.come)
        else:
            store.extend(self.come)


def pattern(
    store: ox.Store,
    subject: ox.NamedNode | None = None,
    predicate: ox.NamedNode | None = None,
    value: ox.NamedNode | None = None,
    graph: ox.NamedNode | None = None,
) -> Iterator[ox.Quad]:
    """The quads of that pattern; what is left out may be anything."""
    return store.quads_for_pattern(subject, predicate, value, graph)


def nodes(quads: Iterable[ox.Quad]) -> Iterator[ox.NamedNode]:
    """The objects of quads that have an address."""
    return (quad.object for quad in quads if isinstance(quad.object, ox.NamedNode))


def documents(store: ox.Store, iris: Iris) -> dict[str, ox.NamedNode]:
    """The documents of a store, by id."""
    parts = nodes(pattern(store, iris.corpus(), _PARTS, None, iris.graph("elements")))
    return {node.value.removeprefix(iris.document("").value): node for node in parts}


def linkages_of(store: ox.Store, iris: Iris, ids: Iterable[str]) -> set[ox.NamedNode]:
    """The linkages that those documents state."""
    graphs = [iris.graph("document", name) for name in ids]
    return {node for graph in graphs for node in nodes(pattern(store, None, term("linkage"), None, graph))}


def settle_linkages(store: ox.Store, iris: Iris, looked_at: Iterable[ox.NamedNode], made: ox.Store) -> Difference:
    """Linkages are there as long as somebody states them, as they are `made` of the rows; others stay as they were."""
    graph, difference = iris.graph("linkages"), Difference()
    for linkage in looked_at:
        old = list(pattern(store, linkage, None, None, graph))
        if next(pattern(store, None, term("linkage"), linkage), None) is None:
            difference.of(old, ())
        elif new := list(pattern(made, linkage, None, None, graph)):
            difference.of(old, new)
    return difference


def settle_verdicts(store: ox.Store, iris: Iris, made: ox.Store, ids: Iterable[str]) -> Difference:
    """Verdicts whose ask and answers are all there: as `made` for asks of those documents, others as they were."""
    graph, difference = iris.graph("verdicts"), Difference()
    ours = {iris.document(name) for name in ids}

    def verdicts(of: ox.Store, passed_over: set[ox.NamedNode]) -> Iterator[ox.Quad]:
        for verdict, ask in [(q.subject, q.object) for q in pattern(of, None, term("ask"), None, graph)]:
            assert isinstance(verdict, ox.NamedNode)  # ours all have addresses
            assert isinstance(ask, ox.NamedNode)
            if passed_over.isdisjoint(nodes(pattern(store, ask, term("document")))):
                said = list(pattern(of, verdict, None, None, graph))
                if all(_live(store, node) for node in nodes(q for q in said if q.predicate in _REFERENCES)):
                    yield from said

    new = [*verdicts(made, set()), *verdicts(store, ours)]
    difference.of(pattern(store, None, None, None, graph), new)
    return difference


def _live(store: ox.Store, statement: ox.NamedNode) -> bool:
    """Whether it is a statement that is there and was not withdrawn."""
    return next(pattern(store, statement, A, term("Statement")), None) is not None


def settle_elements(store: ox.Store, iris: Iris, made: ox.Store, present: Iterable[str]) -> Difference:
    """Elements as they are `made` of the rows, and those of other corpora that somebody speaks of; and the documents.

    Of what the corpus that was loaded does not have, that stays which a document, somebody's own data or another
    element that stays still names.
    """
    graph, corpus, difference = iris.graph("elements"), iris.corpus(), Difference()
    new = {quad for quad in pattern(made, None, None, None, graph) if quad.predicate != _PARTS}
    new |= {ox.Quad(corpus, _PARTS, iris.document(name), graph) for name in present}
    ours = {quad.subject for quad in new}
    known = {quad.subject for quad in pattern(store, None, A, None, graph)}
    others = {node for node in known - ours if isinstance(node, ox.NamedNode)}
    waiting = [node for node in others if _spoken_of(store, iris, node)]
    staying: set[ox.NamedNode] = set()
    while waiting:
        node = waiting.pop()
        if node in others and node not in staying:
            staying.add(node)
            waiting += nodes(q for name in _BROADER for q in pattern(store, node, name, None, graph))
    old = (quad for node in (*ours, *(others - staying)) for quad in store.quads_for_pattern(node, None, None, graph))
    difference.of(old, new)
    return difference


def settle_documents(store: ox.Store, iris: Iris, present: Iterable[str]) -> Difference:
    """The documents that the corpus says it has."""
    graph, corpus, difference = iris.graph("elements"), iris.corpus(), Difference()
    new = [ox.Quad(corpus, _PARTS, iris.document(name), graph) for name in present]
    difference.of(pattern(store, corpus, _PARTS, None, graph), new)
    return difference


def _spoken_of(store: ox.Store, iris: Iris, element: ox.NamedNode) -> bool:
    """Whether anything but its own description and what is derived names it."""
    own, derived = iris.graph("elements"), iris.graph("status", "").value
    return any(
        quad.graph_name != own
        and not (isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(derived))
        for quads in (pattern(store, None, None, element), pattern(store, element))
        for quad in quads
    )
