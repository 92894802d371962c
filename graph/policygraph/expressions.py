"""Class expressions of OWL as triples: what a reasoner is asked, put together without pasting text.

Each is made of fresh blank nodes; https://www.w3.org/TR/owl2-mapping-to-rdf/ says how.
"""

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from .vocabulary import RDF

_OWL = "http://www.w3.org/2002/07/owl#"
A = ox.NamedNode(RDF + "type")
Node = ox.NamedNode | ox.BlankNode


def owl(local: str) -> ox.NamedNode:
    """A term of OWL by its local name."""
    return ox.NamedNode(_OWL + local)


class Expressions:
    """Collects the triples of the expressions that are made with it."""

    def __init__(self) -> None:
        self.triples: list[ox.Triple] = []

    def say(self, subject: Node, predicate: ox.NamedNode, value: Node | ox.Literal) -> None:
        """Adds a triple."""
        self.triples.append(ox.Triple(subject, predicate, value))

    def _list(self, members: Iterable[Node]) -> Node:
        head: Node = ox.NamedNode(RDF + "nil")
        for member in reversed(list(members)):
            cell = ox.BlankNode()
            self.say(cell, ox.NamedNode(RDF + "first"), member)
            self.say(cell, ox.NamedNode(RDF + "rest"), head)
            head = cell
        return head

    def _class(self, predicate: str, value: Node) -> ox.BlankNode:
        node = ox.BlankNode()
        self.say(node, A, owl("Class"))
        self.say(node, owl(predicate), value)
        return node

    def one_of(self, members: Sequence[Node]) -> Node:
        """Exactly these; nothing if there are none."""
        return self._class("oneOf", self._list(members)) if members else owl("Nothing")

    def both(self, *classes: Node) -> Node:
        """What belongs to all of these."""
        return self._class("intersectionOf", self._list(classes))

    def either(self, classes: Sequence[Node]) -> Node:
        """What belongs to one of these at least; nothing if there are none."""
        return self._class("unionOf", self._list(classes)) if classes else owl("Nothing")

    def without(self, other: Node) -> Node:
        """What does not belong to that class."""
        return self._class("complementOf", other)

    def restricted(self, on: ox.NamedNode, how: str, filler: Node) -> Node:
        """What has only (`allValuesFrom`) or some (`someValuesFrom`) things of that class by that property."""
        node = ox.BlankNode()
        self.say(node, A, owl("Restriction"))
        self.say(node, owl("onProperty"), on)
        self.say(node, owl(how), filler)
        return node

    def all_different(self, things: Iterable[Node]) -> None:
        """Says that no two of these are one."""
        node = ox.BlankNode()
        self.say(node, A, owl("AllDifferent"))
        self.say(node, owl("distinctMembers"), self._list(things))
