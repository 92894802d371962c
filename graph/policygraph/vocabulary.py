"""The words of the ontology as the rest of the package needs them: which types, stances and statuses there are.

The ontology's files are the only list of them (`ontology/*.ttl`); nothing here repeats a term.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pyoxigraph as ox

from .faults import PolicygraphError
from .resources import resource

ROOT = "https://w3id.org/policygraph/"
PG = ROOT + "ontology#"
ONTOLOGY = ROOT + "ontology"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
VOID = "http://rdfs.org/ns/void#"

_FILES = ("policygraph.ttl", "linkage-types.ttl", "stances.ttl", "statuses.ttl", "levels.ttl", "verdicts.ttl")

# namespaces of the individuals that a row names by their last part, and the class that they belong to
INDIVIDUALS = {
    "linkage_type": ("type", "LinkageType"),
    "stance": ("stance", "Stance"),
    "status": ("status", "Status"),
    "mode": ("mode", "Mode"),
    "level": ("level", "Level"),
    "kind": ("passage-kind", "PassageKind"),
    "verdict": ("verdict", "VerdictKind"),
}


@cache
def term(local: str) -> ox.NamedNode:
    """A term of the ontology by its local name."""
    return ox.NamedNode(PG + local)


@dataclass(frozen=True)
class Vocabulary:
    """The ontology's triples, in the order of its files, and the answers that are read out of them."""

    triples: tuple[ox.Triple, ...]

    @cached_property
    def _parents(self) -> dict[str, list[str]]:
        parents: dict[str, list[str]] = {}
        for triple in self.triples:
            if triple.predicate.value == RDFS + "subClassOf" and isinstance(triple.object, ox.NamedNode):
                parents.setdefault(_iri(triple.subject), []).append(triple.object.value)
        return parents

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        return {
            (_iri(t.subject), t.object.language or ""): t.object.value
            for t in self.triples
            if t.predicate.value == RDFS + "label" and isinstance(t.object, ox.Literal)
        }

    @cached_property
    def element_types(self) -> dict[str, str]:
        """The local names of the classes of elements, and the main class that each belongs to.

        >>> vocabulary().element_types["FundingProgramme"]
        'Instrument'
        """
        return {
            iri.removeprefix(PG): path[-2].removeprefix(PG)
            for iri in self._parents
            if iri.startswith(PG) and len(path := self._path(iri)) > 1
        }

    def _path(self, iri: str) -> list[str]:
        """The class and its ancestors up to Element; only the class itself if it is no element's class."""
        if iri == PG + "Element":
            return [iri]
        for parent in self._parents.get(iri, []):
            above = self._path(parent)
            if above[-1] == PG + "Element":
                return [iri, *above]
        return [iri]

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        names = {"type": tuple(name for name in self.element_types if name != "SourceDocument")}  # in documents.csv
        for column, (folder, kind) in INDIVIDUALS.items():
            start = f"{ROOT}{folder}/"
            names[column] = tuple(
                _iri(t.subject).removeprefix(start)
                for t in self.triples
                if t.predicate.value == RDF + "type" and t.object == term(kind)
            )
        return names

    def names(self, column: str) -> tuple[str, ...]:
        """What may stand in that column, in the order of the ontology's files.

        >>> vocabulary().names("mode")
        ('explicit', 'implicit', 'presupposed', 'listed')
        """
        return self._names[column]

    @cached_property
    def symmetric(self) -> frozenset[str]:
        """The linkage types whose two ends may change places."""
        return self._marked("type", "symmetric")

    @cached_property
    def asking(self) -> frozenset[str]:
        """The stances that make a statement an ask.

        >>> sorted(vocabulary().asking)
        ['callsFor', 'findsMissing', 'urges']
        """
        return self._marked("stance", "asking")

    @cached_property
    def answered(self) -> frozenset[str]:
        """The verdicts that rest on an answer.

        >>> sorted(vocabulary().answered)
        ['byOtherMeans', 'inPart', 'takenUp', 'weaker']
        """
        return self._marked("verdict", "answered")

    def _marked(self, folder: str, name: str) -> frozenset[str]:
        """The individuals of a folder of which an annotation of that name says true."""
        return frozenset(
            _iri(t.subject).removeprefix(f"{ROOT}{folder}/")
            for t in self.triples
            if t.predicate == term(name) and isinstance(t.object, ox.Literal) and t.object.value == "true"
        )

    @cached_property
    def groups(self) -> dict[str, str]:
        """The group of each linkage type by their names; `linkedTo`, which is above all others, has none.

        >>> vocabulary().groups["funds"], "linkedTo" in vocabulary().groups
        ('resource', False)
        """
        return {
            _iri(t.subject).removeprefix(f"{ROOT}type/"): _iri(t.object).removeprefix(f"{ROOT}group/")
            for t in self.triples
            if t.predicate == term("group")
        }

    def label(self, iri: str, language: str = "en") -> str:
        """The label of a term of ours; the last part of its address if it has none in that language."""
        return self._labels.get((iri, language)) or iri.rpartition("/")[2].rpartition("#")[2]

    def individual(self, column: str, name: str) -> ox.NamedNode:
        """The individual that a cell of that column names."""
        return ox.NamedNode(f"{ROOT}{INDIVIDUALS[column][0]}/{name}")


def _iri(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode) else ""


def read_vocabulary(files: Iterable[Path]) -> Vocabulary:
    """The triples of those Turtle files."""
    triples: list[ox.Triple] = []
    for path in files:
        try:
            triples += [quad.triple for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)]
        except SyntaxError as error:
            raise PolicygraphError(f"{path}:{error.lineno}:{error.offset}: not Turtle: {error.msg}") from None
    return Vocabulary(tuple(triples))


def ontology_files(folder: Path | None = None, *, axioms: bool = False) -> tuple[Path, ...]:
    """The files of the light vocabulary, in order; with `axioms`, what is said to reasoners only as well."""
    place = resource("ontology") if folder is None else folder
    return tuple(place / name for name in (*_FILES, *(("axioms.ttl",) if axioms else ())))


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that is shipped with the package."""
    return read_vocabulary(ontology_files())
