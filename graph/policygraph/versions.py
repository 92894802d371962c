"""A version of the vocabulary, and what two are compared by: terms, what is said of them, axioms in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox

from .axioms import Axiom, axioms_of
from .blocks import Block
from .expressions import owl
from .faults import Place, PolicygraphError
from .iris import compact, prefixes
from .ontology import OWL, Ontology
from .vocabulary import RDF, RDFS, ROOT
from .wording import in_words

KINDS = {OWL + n for n in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")}
TYPE = RDF + "type"
UP = (RDFS + "subClassOf", RDFS + "subPropertyOf")
# what OWL has for people and versions, and no reasoner reads
NO_LOGIC = frozenset(
    OWL + name
    for name in (
        "backwardCompatibleWith",
        "deprecated",
        "imports",
        "incompatibleWith",
        "priorVersion",
        "versionIRI",
        "versionInfo",
    )
)
_HOME = RDFS + "isDefinedBy"
_PREFIXES = {**prefixes("https://example.org/"), "role": f"{ROOT}role/"}


@dataclass(frozen=True)
class Version:
    """A version of the vocabulary: its triples, and what is read out of them."""

    triples: tuple[ox.Triple, ...]

    @cached_property
    def about(self) -> dict[str, dict[str, frozenset[ox.NamedNode | ox.Literal]]]:
        """What is said of each address, by property, expressions left out."""
        found: dict[str, dict[str, frozenset[ox.NamedNode | ox.Literal]]] = {}
        for t in self.triples:
            if isinstance(t.subject, ox.NamedNode) and isinstance(t.object, ox.NamedNode | ox.Literal):
                of = found.setdefault(t.subject.value, {})
                of[t.predicate.value] = of.get(t.predicate.value, frozenset()) | {t.object}
        return found

    def values(self, iri: str, predicate: str) -> frozenset[ox.NamedNode | ox.Literal]:
        """The values of a property."""
        return self.about.get(iri, {}).get(predicate, frozenset())

    def links(self, iri: str, predicate: str) -> set[str]:
        """The addresses that a property leads to."""
        return {value.value for value in self.values(iri, predicate) if isinstance(value, ox.NamedNode)}

    @cached_property
    def terms(self) -> set[str]:
        """The terms that the vocabulary defines itself."""
        return {iri for iri in self.about if self.links(iri, TYPE) & KINDS and self.links(iri, _HOME)}

    def above(self, iri: str) -> set[str]:
        """A class or property and all that it is a kind of."""
        found, open_ = {iri}, [iri]
        while open_:
            here = open_.pop()
            new = {up for predicate in UP for up in self.links(here, predicate)} - found
            found |= new
            open_ += sorted(new)
        return found

    @cached_property
    def axioms(self) -> dict[tuple[str, str], Axiom]:
        """The axioms that stand in no other table, by term (empty if there is none) and in words."""
        ontology = Ontology((Block(Place(""), self.triples),))
        found = {}
        for axiom in axioms_of(ontology)[1]:
            says = axiom.says
            subject = says.subject.value if isinstance(says.subject, ox.NamedNode) else ""
            named = isinstance(says.object, ox.NamedNode | ox.Literal)
            of_owl = _value(says.object if says.predicate.value == TYPE else says.predicate).startswith(OWL)
            logical = of_owl and says.predicate.value not in NO_LOGIC
            if logical or not named or (not subject and says.predicate.value == RDFS + "subClassOf"):
                found[subject, in_words(axiom, short)] = axiom
        return found

    @cached_property
    def apart(self) -> set[frozenset[str]]:
        """The pairs that are said to be disjoint or different in a list."""
        return {pair for axiom in self.axioms.values() for pair in pairs_of(axiom)}


def short(iri: str) -> str:
    """An address as it is written in a query.

    >>> short("https://w3id.org/policygraph/ontology#drives"), short("https://w3id.org/policygraph/role/drives")
    ('pg:drives', 'role:drives')
    """
    return compact(iri, _PREFIXES)


def pairs_of(axiom: Axiom) -> set[frozenset[str]]:
    """The pairs of a list of what is disjoint or different; none, if the axiom is of another kind."""
    if axiom.says.object not in (owl("AllDisjointClasses"), owl("AllDifferent")):
        return set()
    members = [_value(t.object) for t in axiom.triples if t.predicate.value == RDF + "first"]
    return {frozenset(pair) for pair in combinations(members, 2)}


def _value(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode) else ""


def release_text(triples: Iterable[ox.Triple]) -> str:
    """A version as sorted N-Triples, to be kept. Blank nodes are named by what they hold, so it is the same always."""
    data = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad.triple} .\n" for quad in data))


def read_release(path: Path) -> tuple[ox.Triple, ...]:
    """The triples of a version that was kept; raises PolicygraphError, with its line, if it is no N-Triples."""
    try:
        return tuple(quad.triple for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.N_TRIPLES))
    except SyntaxError as error:
        raise PolicygraphError(f"{path}:{error.lineno}:{error.offset}: not N-Triples: {error.msg}") from None
