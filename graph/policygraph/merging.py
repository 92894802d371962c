"""The ontology as one file, for Protégé and other tools: vocabulary, axioms and alignments as one wants them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from .alignments import alignment_file, alignment_turtle, alignments, read_alignment
from .aside import write_aside
from .blocks import ox_triples
from .expressions import A, owl
from .faults import PolicygraphError
from .iris import prefixes
from .ontology import read_ontology
from .rdf import serialized
from .vocabulary import ONTOLOGY, ROOT

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".owl": ox.RdfFormat.RDF_XML,
    ".rdf": ox.RdfFormat.RDF_XML,
}


def whole_ontology(*, axioms: bool = False, align: Sequence[str] = ()) -> tuple[ox.Triple, ...]:
    """The triples of the vocabulary and of what is asked for besides, under the one header of the vocabulary.

    `align` names vocabularies (`alignments()` lists them). Nothing is imported: the address of the ontology is not
    registered, and a tool that looks for an import would stop there. The same call gives the same triples, blank
    nodes by their order.
    """
    if strangers := sorted(set(align) - set(alignments())):
        raise PolicygraphError(f"there is no alignment {strangers[0]!r}; choose among {', '.join(alignments())}")
    triples = list(read_ontology(axioms=axioms).triples)
    for name in align:
        triples += ox_triples(alignment_turtle(read_alignment(alignment_file(name))))
    return tuple(_named_in_order(_one_header(triples)))


def _one_header(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    kept = list(triples)
    others = {t.subject for t in kept if t.predicate == A and t.object == owl("Ontology")} - {ox.NamedNode(ONTOLOGY)}
    return [triple for triple in dict.fromkeys(kept) if triple.subject not in others]


def _named_in_order(triples: Iterable[ox.Triple]) -> Iterable[ox.Triple]:
    """The triples with blank nodes that are called by the order in which they stand: a parser calls them anything."""
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def named(node: ox.BlankNode) -> ox.BlankNode:
        return names.setdefault(node, ox.BlankNode(f"b{len(names)}"))

    for triple in triples:
        subject, value = triple.subject, triple.object
        yield ox.Triple(
            named(subject) if isinstance(subject, ox.BlankNode) else subject,
            triple.predicate,
            named(value) if isinstance(value, ox.BlankNode) else value,
        )


def write_ontology(target: Path | str, *, axioms: bool = False, align: Sequence[str] = ()) -> Path:
    """Writes the ontology as a file, whose ending says the format: .ttl, .nt, .owl or .rdf (RDF/XML)."""
    path = Path(target)
    if path.suffix not in FORMATS:
        raise PolicygraphError(f"{path}: the ending says the format; choose among {', '.join(FORMATS)}")
    names = {**prefixes(ROOT), "role": f"{ROOT}role/"}
    write_aside(path, serialized(whole_ontology(axioms=axioms, align=align), FORMATS[path.suffix], names))
    return path
