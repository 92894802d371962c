"""The links by status of some linkages, derived anew by the rule, without reading the statements of all others."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ..graph import derive
from ..iris import Iris
from ..vocabulary import ONTOLOGY, ROOT, term, vocabulary
from .settling import Difference, Quads, pattern

_SAID = (term("status"), term("mode"))  # what the rule reads of a statement besides its linkage


def links_of(store: ox.Store, iris: Iris, linkages: Iterable[ox.NamedNode]) -> Quads:
    """The links that stand in a store for those linkages, and what is said of the properties that they use."""
    return {quad for linkage in linkages for quad in _links(store, iris, linkage)}


def settle_links(store: ox.Store, iris: Iris, linkages: Iterable[ox.NamedNode], before: Quads) -> Difference:
    """What the rule derives from those linkages now, where `before` was derived from them (`links_of`)."""
    small = ox.Store()
    for linkage in linkages:
        small.extend(pattern(store, linkage, None, None, iris.graph("linkages")))
        for quad in pattern(store, None, term("linkage"), linkage):
            small.add(quad)
            for name in _SAID:
                small.extend(store.quads_for_pattern(quad.subject, name, None, quad.graph_name))
    small.extend(pattern(store, None, None, None, ox.NamedNode(ONTOLOGY)))
    read = set(small)
    derive(small)
    difference = Difference()
    difference.of(before, set(small) - read)
    gone = {quad for quad in difference.gone if _is_link(quad)}
    difference.gone = {quad for quad in difference.gone if quad in gone or not _in_use(store, quad, gone)}
    return difference


def derive_anew(store: ox.Store, iris: Iris) -> None:
    """All links by status, for when the vocabulary is another."""
    start = iris.graph("status", "").value
    for name in list(store.named_graphs()):
        if isinstance(name, ox.NamedNode) and name.value.startswith(start):
            store.remove_graph(name)
    derive(store)


def _links(store: ox.Store, iris: Iris, linkage: ox.NamedNode) -> Iterator[ox.Quad]:
    said = {q.predicate: q.object for q in pattern(store, linkage, None, None, iris.graph("linkages"))}
    subject, kind, target = (said.get(term(name)) for name in ("subject", "linkageType", "object"))
    exclusive = said.get(term("exclusive"))
    if not (isinstance(subject, ox.NamedNode) and isinstance(kind, ox.NamedNode) and isinstance(target, ox.NamedNode)):
        return
    if isinstance(exclusive, ox.Literal) and exclusive.value == "true":
        return  # nothing is derived from it, and the link between its ends is that of another linkage
    for status in vocabulary().names("status"):
        link = ox.NamedNode(f"{ROOT}link/{status}/{kind.value.rpartition('/')[2]}")
        quad = ox.Quad(subject, link, target, iris.graph("status", status))
        if quad in store:
            yield quad
            yield from pattern(store, link, None, None, iris.graph("status", status))


def _is_link(quad: ox.Quad) -> bool:
    """Whether it links two elements, and does not say what a property is."""
    return quad.predicate.value.startswith(ROOT + "link/")


def _in_use(store: ox.Store, quad: ox.Quad, gone: Quads) -> bool:
    """Whether the property that a quad tells of still links anything in its graph."""
    assert isinstance(quad.subject, ox.NamedNode)  # properties have addresses
    links = store.quads_for_pattern(None, quad.subject, None, quad.graph_name)
    return any(link not in gone for link in links)
