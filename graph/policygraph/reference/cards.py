"""What the card of a term shows beside its words: its ties to other terms, and what reasoners are told of it.

A value is a line of pieces: a term to link to, a word of the interface to translate, or text to show as it stands.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from ..axioms import Axiom, axioms_of
from ..expressions import A, owl
from ..ontology import OWL
from ..vocabulary import ONTOLOGY, PG, RDF, RDFS, ontology_files
from ..wording import in_words
from .terms import Term, Terms

_FIRST, _REST = ox.NamedNode(RDF + "first"), ox.NamedNode(RDF + "rest")
# what a characteristic is called in interface.toml, and the row that it stands in
_CHARACTERISTICS = {
    "FunctionalProperty": ("values", "at_most_one"),
    "AsymmetricProperty": ("direction", "never_both"),
    "IrreflexiveProperty": ("direction", "never_self"),
    "SymmetricProperty": ("direction", "both_ways"),
    "TransitiveProperty": ("direction", "handed_on"),
}
_IN_FACTS = frozenset([RDFS + "subPropertyOf", RDFS + "domain", RDFS + "range", OWL + "inverseOf"])


@dataclass(frozen=True)
class Ref:
    """A term that is linked to."""

    iri: str


@dataclass(frozen=True)
class Word:
    """A word of the interface."""

    key: str


@dataclass(frozen=True)
class Said:
    """Text that is the same on every page; `language` is that of its words, empty where there is none."""

    text: str
    language: str = ""


Value = tuple[Ref | Word | Said, ...]


@dataclass(frozen=True)
class Row:
    """A row of a card: what it is about, as `interface.toml` calls it, and its values."""

    key: str
    values: tuple[Value, ...]

    @property
    def short(self) -> bool:
        """Whether the values fit on one line, with commas between."""
        return all(len(value) == 1 and not isinstance(value[0], Said) for value in self.values)


@dataclass(frozen=True)
class Cards:
    """The rows of every term of an ontology."""

    terms: Terms

    def rows(self, term: Term) -> tuple[Row, ...]:
        """The rows of a term, those that nothing is said in left out."""
        makers = {"Class": self._of_class, "NamedIndividual": self._of_value}
        found: dict[str, list[Value]] = defaultdict(list)
        told = [*makers.get(term.kind, self._of_property)(term), *self._logic.get(term.iri, [])]
        for key, value in told:
            if value not in found[key]:
                found[key].append(value)
        if "one_of" in found:  # says more than that there are some
            found.pop("instances", None)
        for text in term.texts(RDFS + "comment").values():
            found["remark"].append((Said(text, "en"),))
        return tuple(Row(key, tuple(values)) for key, values in found.items())

    def general(self, names: dict[str, str]) -> tuple[str, ...]:
        """The axioms that belong to no single term, in words; `names` gives what each address is called."""
        return tuple(_sentence(axiom, names) for axiom in self._split[1])

    def _of_class(self, term: Term) -> Iterator[tuple[str, Value]]:
        yield from _refs("kind_of", term.links(RDFS + "subClassOf"))
        yield from _refs("kinds", self.terms.narrower(term.iri))
        yield from _refs("has", self._pointing(RDFS + "domain", term.iri))
        yield from _refs("led_to", self._pointing(RDFS + "range", term.iri))
        yield from _refs("instances", (t.iri for t in self._individuals if term.iri in t.links(RDF + "type")))

    def _of_value(self, term: Term) -> Iterator[tuple[str, Value]]:
        yield from _refs("group", term.links(PG + "group"))
        for shortcut in term.links(PG + "shortcut"):
            yield "shortcut", (Ref(shortcut),)
            yield from _refs("shortcut_inverse", self.terms.inverses.get(shortcut, "").split())
        if term.texts(PG + "symmetric").get("") == "true":
            yield "direction", (Word("symmetric"),)
        if term.texts(PG + "asking").get("") == "true":
            yield "ask", (Word("asking"),)
        if term.texts(PG + "answered").get("") == "true":
            yield "answer", (Word("answered"),)

    def _of_property(self, term: Term) -> Iterator[tuple[str, Value]]:
        yield from _refs("shortcut_of", (kind for kind, to in self.terms.shortcuts.items() if to == term.iri))
        above, inverse = term.links(RDFS + "subPropertyOf"), self.terms.inverses.get(term.iri, "")
        in_graph = self.terms.home.get(term.iri) == ONTOLOGY and term.kind != "AnnotationProperty"
        said_elsewhere = above or inverse or not in_graph
        for key, predicate in (("domain", RDFS + "domain"), ("range", RDFS + "range")):
            told = [iri for iri in term.links(predicate) if (term.iri, predicate, iri) not in self._for_reasoners]
            yield from _refs(key, told)
            if not told and not said_elsewhere and not (term.kind == "DatatypeProperty" and key == "range"):
                yield key, (Word("nothing_said"),)
            yield from _refs("range_reasoning", (iri for iri in term.links(predicate) if iri not in told))
        yield from _refs("inverse", inverse.split())
        yield from _refs("sub_property", above)
        yield from _refs("super_property", self.terms.narrower(term.iri))
        for name, (key, word) in _CHARACTERISTICS.items():
            if OWL + name in term.links(RDF + "type"):
                yield key, (Word(word),)

    def _pointing(self, predicate: str, iri: str) -> Iterator[str]:
        """The properties that say something of that class, in the order of the files."""
        for other, term in self.terms.all.items():
            if iri in term.links(predicate):
                yield other

    @cached_property
    def _individuals(self) -> list[Term]:
        return [t for t in self.terms.all.values() if t.kind == "NamedIndividual"]

    @cached_property
    def _split(self) -> tuple[dict[str, list[Axiom]], list[Axiom]]:
        """The axioms of each term, and those of none; what makes a property for reasoners hold belongs to it."""
        roles = {t.iri for c in self.terms.chapters if c.key == "roles" for t in c.terms}
        own: dict[str, list[Axiom]] = defaultdict(list)
        general = []
        for axiom in axioms_of(self.terms.ontology)[1]:
            subject = axiom.says.subject
            role = next((t.object.value for t in axiom.triples if _value(t.object) in roles), "")  # type: ignore[union-attr]
            if isinstance(subject, ox.NamedNode):
                own[subject.value].append(axiom)
            elif role:
                own[role].append(axiom)
            else:
                general.append(axiom)
        return own, general

    @cached_property
    def _for_reasoners(self) -> set[tuple[str, str, str]]:
        """What is said in so many words in the axioms only."""
        light = {path.name for path in ontology_files()}
        apart = [b for b in self.terms.ontology.blocks if Path(b.place.file).name not in light]
        return {(_value(t.subject), t.predicate.value, _value(t.object)) for b in apart for t in b.triples}

    @cached_property
    def _logic(self) -> dict[str, list[tuple[str, Value]]]:
        """What the axioms say of each term, beyond what stands in so many words."""
        found: dict[str, list[tuple[str, Value]]] = defaultdict(list)
        names = {iri: term.label("en") for iri, term in self.terms.all.items()}
        own, general = self._split
        for axiom in general:
            if axiom.says.object == owl("AllDisjointClasses"):
                members = _members(axiom, next(t.object for t in axiom.triples if t.predicate == owl("members")))
                for one in members:
                    found[one] += [("disjoint", (Ref(other),)) for other in members if other != one]
        for iri, axioms in own.items():
            for axiom in axioms:
                found[iri] += _told(axiom, names)
                if axiom.says.predicate == owl("disjointWith"):
                    found[_value(axiom.says.object)].append(("disjoint", (Ref(iri),)))
        return found


def _told(axiom: Axiom, names: dict[str, str]) -> Iterator[tuple[str, Value]]:
    """The rows that an axiom on a term gives; a sentence, in English, where it fits in none."""
    says = axiom.says
    of = {triple.predicate: triple.object for triple in axiom.triples if triple.subject == says.object}
    named = isinstance(says.object, ox.NamedNode)
    if says.predicate == A or says.predicate.value in _IN_FACTS:
        return
    if says.predicate.value == RDFS + "subClassOf" and named:
        return
    if says.predicate == owl("disjointWith") and named:
        yield "disjoint", (Ref(_value(says.object)),)
    elif says.predicate == owl("propertyDisjointWith"):
        yield "never_same", (Ref(_value(says.object)),)
    elif says.predicate == owl("hasKey"):
        yield from _refs("key", _members(axiom, says.object))
    elif says.predicate == owl("equivalentClass") and owl("oneOf") in of:
        yield from _refs("one_of", _members(axiom, of[owl("oneOf")]))
    elif says.predicate.value == RDFS + "subClassOf" and owl("someValuesFrom") in of and _is_simple(of):
        yield "required", (Ref(_value(of[owl("onProperty")])), Said("→"), Ref(_value(of[owl("someValuesFrom")])))
    elif says.predicate == owl("propertyChainAxiom"):
        yield "chain", tuple(_chain(axiom))
    elif says.predicate.value.startswith((OWL, RDFS)):
        yield "in_words", (Said(_sentence(axiom, names), "en"),)


def _is_simple(of: Mapping[ox.NamedNode, object]) -> bool:
    return all(isinstance(of[owl(name)], ox.NamedNode) for name in ("onProperty", "someValuesFrom"))


def _chain(axiom: Axiom) -> Iterator[Ref | Word | Said]:
    for number, step in enumerate(_nodes(axiom, axiom.says.object)):
        if number:
            yield Said("→")
        inverse = [t.object for t in axiom.triples if t.subject == step and t.predicate == owl("inverseOf")]
        yield Ref(_value(inverse[0] if inverse else step))
        if inverse:
            yield Word("backwards")


def _refs(key: str, iris: Iterable[str]) -> Iterator[tuple[str, Value]]:
    for iri in iris:
        yield key, (Ref(iri),)


def _members(axiom: Axiom, head: object) -> list[str]:
    return [_value(node) for node in _nodes(axiom, head)]


def _nodes(axiom: Axiom, head: object) -> list[object]:
    """The members of a list, in its order."""
    first = {t.subject: t.object for t in axiom.triples if t.predicate == _FIRST}
    rest = {t.subject: t.object for t in axiom.triples if t.predicate == _REST}
    found: list[object] = []
    while head in first:
        found.append(first[head])  # type: ignore[index]
        head = rest[head]  # type: ignore[index]
    return found


def _value(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode) else ""


def _sentence(axiom: Axiom, names: dict[str, str]) -> str:
    words = in_words(axiom, lambda iri: names.get(iri) or iri.rpartition("/")[2].rpartition("#")[2])
    return f"{words[0].upper()}{words[1:]}."
