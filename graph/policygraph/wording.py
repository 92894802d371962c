"""Axioms in plain words, for those who read no logic."""

from collections import defaultdict
from collections.abc import Callable, Iterable

import pyoxigraph as ox

from .axioms import Axiom
from .expressions import A, owl
from .vocabulary import RDF, RDFS

Name = Callable[[str], str]  # what an address is called
_About = dict[object, dict[ox.NamedNode, list[object]]]
_FIRST, _REST = ox.NamedNode(RDF + "first"), ox.NamedNode(RDF + "rest")


def in_words(axiom: Axiom, name: Name) -> str:
    """An axiom as a sentence without a full stop; `name` gives the label of an address."""
    about: _About = defaultdict(lambda: defaultdict(list))
    for triple in axiom.triples:
        about[triple.subject][triple.predicate].append(triple.object)
    says = axiom.says
    return _Words(about, name).sentence(says.subject, says.predicate, says.object)


class _Words:
    """The expressions of one axiom, and what things are called in it."""

    def __init__(self, about: _About, name: Name) -> None:
        self.about = about
        self.name = name

    def sentence(self, subject: object, predicate: ox.NamedNode, value: object) -> str:
        if predicate == A and isinstance(value, ox.NamedNode):
            return self.kind(subject, value)
        what, other = self.thing(subject), self.thing(value)
        sentences: dict[ox.NamedNode, Callable[[], str]] = {
            ox.NamedNode(RDFS + "subClassOf"): lambda: f"every {what} {self.does(value)}",
            owl("equivalentClass"): lambda: f"{_a(what)} is the same as {_a(other)}",
            owl("disjointWith"): lambda: f"no {what} {self.does(value)}",
            ox.NamedNode(RDFS + "subPropertyOf"): lambda: f"where {what} holds, {other} holds too",
            ox.NamedNode(RDFS + "domain"): lambda: f"what has {what} is {_a(other)}",
            ox.NamedNode(RDFS + "range"): lambda: f"what {what} leads to is {_a(other)}",
            owl("propertyDisjointWith"): lambda: f"nothing has the same thing as {what} and as {other}",
            owl("inverseOf"): lambda: f"{what} is {other} seen from the other end",
            owl("hasKey"): lambda: f"two of the kind “{what}” that agree in {self.all_of(value)} are one",
            owl("propertyChainAxiom"): lambda: f"following {', then '.join(self.names(value))} gives {what}",
        }
        return sentences[predicate]() if predicate in sentences else f"{what} – {self.name(predicate.value)} – {other}"

    def kind(self, subject: object, kind: ox.NamedNode) -> str:
        what = self.thing(subject)
        kinds: dict[ox.NamedNode, Callable[[], str]] = {
            owl("AllDisjointClasses"): lambda: f"nothing is two of these at once: {self.listed(subject, 'members')}",
            owl("AllDifferent"): lambda: f"these are all different: {self.listed(subject, 'distinctMembers')}",
            owl("FunctionalProperty"): lambda: f"nothing has more than one {what}",
            owl("AsymmetricProperty"): lambda: f"{what} never holds both ways",
            owl("IrreflexiveProperty"): lambda: f"nothing has itself as {what}",
            owl("SymmetricProperty"): lambda: f"{what} holds both ways",
            owl("TransitiveProperty"): lambda: f"{what} is handed on",
        }
        return kinds[kind]() if kind in kinds else f"{what} is {_a(self.thing(kind))}"

    def thing(self, node: object) -> str:
        """A class, a property or an individual by its label, an expression in words."""
        if isinstance(node, ox.NamedNode):
            label = self.name(node.value)
            return label if self._is_class(node) else f"“{label}”"
        if isinstance(node, ox.Literal):
            return f"“{node.value}”"
        of = self.about[node]
        if members := of.get(owl("intersectionOf")):
            first, *others = self.members(members[0])
            return f"{self.thing(first)} that {' and '.join(self.does(other) for other in others)}"
        if members := of.get(owl("oneOf")):
            return f"one of {', '.join(self.names(members[0]))}"
        if inverse := of.get(owl("inverseOf")):
            return f"{self.thing(inverse[0])} backwards"
        if other := of.get(owl("complementOf")):
            return f"thing that is not {_a(self.thing(other[0]))}"
        return f"thing that {self.does(node)}" if {owl("unionOf"), owl("onProperty")} & of.keys() else "thing"

    def does(self, node: object) -> str:
        """What is true of the members of a class, as the verb of a sentence."""
        of = self.about[node]
        if members := of.get(owl("unionOf")):
            return " or ".join(self.does(member) for member in self.members(members[0]))
        if owl("onProperty") not in of:
            return f"is {_a(self.thing(node))}"
        on = of[owl("onProperty")][0]
        name = self.thing(on)
        if value := of.get(owl("hasValue")):
            return f"has the {name} {self.thing(value[0])}"
        if some := of.get(owl("someValuesFrom")):
            if inverse := self.about[on].get(owl("inverseOf")):
                return f"is the {self.thing(inverse[0])} of {_a(self.thing(some[0]))}"
            return f"has some {name}{self.that_is(some[0])}"
        if only := of.get(owl("allValuesFrom")):
            return f"has no {name} but what is {_a(self.thing(only[0]))}"
        return f"has itself as {name}" if owl("hasSelf") in of else f"is limited in {name}"

    def that_is(self, node: object) -> str:
        return "" if node == owl("Thing") else f" that is {_a(self.thing(node))}"

    def listed(self, subject: object, predicate: str) -> str:
        return ", ".join(self.names(self.about[subject][owl(predicate)][0]))

    def all_of(self, head: object) -> str:
        *first, last = self.names(head)
        return f"{', '.join(first)} and {last}"

    def names(self, head: object) -> list[str]:
        """The members of a list, in words."""
        return [self.thing(member) for member in self.members(head)]

    def members(self, head: object) -> list[object]:
        found = []
        while head in self.about:
            found.append(self.about[head][_FIRST][0])
            head = self.about[head][_REST][0]
        return found

    def _is_class(self, node: ox.NamedNode) -> bool:
        local = node.value.rpartition("#")[2].rpartition("/")[2]
        return local[:1].isupper()


def _a(words: str) -> str:
    """With its article, where it is a kind of thing.

    >>> _a("element"), _a("“existing”"), _a("one of x, y")
    ('an element', '“existing”', 'one of x, y')
    """
    if words.startswith(("“", "one of ", "a ", "an ")):
        return words
    return f"{'an' if words[:1].lower() in 'aeiou' else 'a'} {words}"


def names_in(triples: Iterable[ox.Triple], language: str = "en") -> dict[str, str]:
    """What each address is called in a language, by the labels among those triples."""
    return {
        triple.subject.value: triple.object.value
        for triple in triples
        if triple.predicate.value == RDFS + "label"
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.Literal)
        and triple.object.language == language
    }
