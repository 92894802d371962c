"""The vocabulary and a corpus as Python classes and objects, by owlready2."""

import io
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from .graph import Graph
from .iris import Iris
from .rdf import serialized
from .vocabulary import ONTOLOGY, PG, vocabulary

if TYPE_CHECKING:
    import owlready2


def as_classes(graph: Graph) -> "owlready2.World":
    """A graph as an owlready2 world of its own: classes of the vocabulary, elements and statements as objects.

    Names of the vocabulary are found as `world["…ontology#Statement"]` or, shorter, by `world.pg.Statement`. Objects
    have the properties of the ontology as attributes (`statement.holder`, `linkage.subject`), and in addition

    - a source document has `statements`,
    - an element has `linkages_out` and `linkages_in`,
    - a linkage has `statements`,

    lists all of them, in the order of their addresses. Nothing that is derived is in the world: what is only
    demanded is nowhere a relation between two elements.
    """
    import owlready2

    triples = [quad.triple for quad in graph.documents_only()]
    world, ontology = _world([*vocabulary().triples, *triples])
    pg = ontology.get_namespace(PG)
    with pg:

        class SourceDocument(owlready2.Thing):  # type: ignore[misc]  # owlready2 has no types
            @property
            def statements(self) -> list[Any]:
                return _sorted(world.search(type=pg.Statement, document=self))

        class Element(owlready2.Thing):  # type: ignore[misc]
            @property
            def linkages_out(self) -> list[Any]:
                return _sorted(world.search(type=pg.Linkage, subject=self))

            @property
            def linkages_in(self) -> list[Any]:
                return _sorted(world.search(type=pg.Linkage, object=self))

        class Linkage(owlready2.Thing):  # type: ignore[misc]
            @property
            def statements(self) -> list[Any]:
                return _sorted(world.search(type=pg.Statement, linkage=self))

    world.pg = pg
    world.data = ontology.get_namespace(Iris(graph.base).base)
    return world


def _sorted(found: Any) -> list[Any]:
    return sorted(found, key=lambda thing: str(thing.iri))


def _world(triples: list[ox.Triple]) -> tuple["owlready2.World", "owlready2.Ontology"]:
    """A new world, and the ontology in it that holds those triples."""
    import owlready2

    world = owlready2.World()
    data = serialized(triples, ox.RdfFormat.N_TRIPLES)  # owlready2 reads no Turtle
    return world, world.get_ontology(ONTOLOGY).load(fileobj=io.BytesIO(data))
