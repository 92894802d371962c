"""The axioms of an ontology one by one, each with its place: what may be to blame, apart from mere names."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from .blocks import Block
from .expressions import A, owl
from .faults import Place
from .ontology import Ontology
from .vocabulary import RDFS

_DECLARED = frozenset(
    owl(name)
    for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual", "Ontology")
)
# what is said with these is an axiom about the expression that it begins with; all else is a part of the expression
_OF_EXPRESSIONS = frozenset(
    [ox.NamedNode(RDFS + "subClassOf"), owl("equivalentClass"), owl("disjointWith"), owl("hasKey")]
)
_NO_LOGIC = frozenset(ox.NamedNode(RDFS + name) for name in ("label", "comment", "isDefinedBy", "seeAlso"))
_About = dict[ox.NamedNode | ox.BlankNode, list[ox.Triple]]


@dataclass(frozen=True)
class Axiom:
    """One thing that an ontology says to a reasoner, and where."""

    place: Place
    triples: tuple[ox.Triple, ...]  # the triple that says it comes first, then the expressions in it

    @property
    def says(self) -> ox.Triple:
        """The triple that says it; the others are the expressions in it."""
        return self.triples[0]


def axioms_of(ontology: Ontology) -> tuple[tuple[ox.Triple, ...], tuple[Axiom, ...]]:
    """The declarations of an ontology, without which nothing can be read, and its axioms, in the order of its files.

    Labels, definitions and whatever else annotates are neither: a reasoner does not see them.
    """
    silent = _NO_LOGIC | {t.subject for t in ontology.triples if t.object == owl("AnnotationProperty")}
    declared = tuple(t for t in ontology.triples if t.predicate == A and t.object in _DECLARED)
    known = frozenset(declared)
    found = [axiom for block in ontology.blocks for axiom in _axioms(block) if axiom.says not in known]
    return declared, tuple(a for a in found if a.says.predicate not in silent and not _heads(a.says))


def _heads(triple: ox.Triple) -> bool:
    """Whether a triple belongs to the header of an ontology: imports and versions are nothing to reason with."""
    return triple.predicate in {owl("imports"), owl("versionIRI"), owl("versionInfo")}


def _axioms(block: Block) -> Iterator[Axiom]:
    about: _About = defaultdict(list)
    for triple in block.triples:
        if not isinstance(triple.subject, ox.Triple):
            about[triple.subject].append(triple)
    inner = {triple.object for triple in block.triples if isinstance(triple.object, ox.BlankNode)}
    for subject in [node for node in about if node not in inner]:
        if isinstance(subject, ox.NamedNode):
            for triple in about[subject]:
                yield Axiom(block.place, (triple, *_below(triple.object, about)))
            continue
        parts = [triple for triple in about[subject] if triple.predicate not in _OF_EXPRESSIONS]
        said = [triple for triple in about[subject] if triple.predicate in _OF_EXPRESSIONS]
        rest = tuple(part for triple in parts for part in (triple, *_below(triple.object, about)))
        if not said:  # a list of what is disjoint or different
            yield Axiom(block.place, rest)
        for triple in said:
            yield Axiom(block.place, (triple, *rest, *_below(triple.object, about)))


def _below(node: object, about: _About) -> Iterator[ox.Triple]:
    """All triples of the expression at a blank node."""
    if isinstance(node, ox.BlankNode):
        for triple in about[node]:
            yield triple
            yield from _below(triple.object, about)
