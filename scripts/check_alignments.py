"""Holds the terms of other vocabularies that our tables name against those vocabularies themselves.

`python scripts/check_alignments.py` looks for their files in ../shared/data/ontologies beside the project, or in
`--folder DIR`: <name>.ttl, .nq, .nt, .rdf or .trig for the table <name>.sssom.tsv. schema.org is held against the
list of terms that rdflib carries. It returns 1, with one line a fault, if a term does not exist there, is of another
kind or has another label, and lists what it could not check and which terms are deprecated.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from rdflib import SDO, URIRef

from policygraph.alignment_rows import AlignmentRow, our_terms
from policygraph.alignments import Alignment, alignment_file, alignments, read_alignment
from policygraph.faults import Fault
from policygraph.vocabulary import RDF, RDFS, SKOS

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "ontologies"
ENDINGS = (".ttl", ".nq", ".nt", ".rdf", ".trig")
OWL = "http://www.w3.org/2002/07/owl#"
CLASS, PROPERTY, INDIVIDUAL = "class", "property", "individual"
LISTED = {"schema": SDO}  # vocabularies whose terms rdflib lists: no file, no labels, no word on what is deprecated

_KINDS = {
    f"{OWL}Class": CLASS,
    f"{RDFS}Class": CLASS,
    f"{RDF}Property": PROPERTY,
    f"{OWL}ObjectProperty": PROPERTY,
    f"{OWL}DatatypeProperty": PROPERTY,
    f"{OWL}AnnotationProperty": PROPERTY,
    f"{OWL}NamedIndividual": INDIVIDUAL,
}
_DEPRECATED = frozenset({f"{OWL}DeprecatedClass", f"{OWL}DeprecatedProperty"})
_EXACT = {name: f"{OWL}{name}" for name in ("ObjectProperty", "DatatypeProperty")}  # what an axiom on properties needs


@dataclass(frozen=True)
class Term:
    """What a vocabulary says of one of its terms."""

    types: frozenset[str]
    labels: frozenset[str] = frozenset()
    deprecated: bool = False

    @property
    def kinds(self) -> set[str]:
        """Class, property or individual; empty if the vocabulary does not say."""
        return {_KINDS[name] for name in self.types if name in _KINDS}


@dataclass(frozen=True)
class Finding:
    """The faults of a table, and what is to be told besides."""

    faults: tuple[Fault, ...]
    told: tuple[str, ...]
    checked: int
    unchecked: int


def terms_of(path: Path, namespace: str) -> dict[str, Term]:
    """The terms of that namespace that a file is about, by address."""
    said: dict[str, set[tuple[str, str]]] = {}
    for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.from_extension(path.suffix[1:])):
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(namespace):
            value = quad.object.value if isinstance(quad.object, ox.NamedNode | ox.Literal) else ""
            said.setdefault(quad.subject.value, set()).add((quad.predicate.value, value))
    return {iri: _term(facts) for iri, facts in said.items()}


def _term(facts: set[tuple[str, str]]) -> Term:
    types = frozenset(value for predicate, value in facts if predicate == f"{RDF}type")
    labels = {value.strip() for predicate, value in facts if predicate in (f"{RDFS}label", f"{SKOS}prefLabel")}
    deprecated = bool(types & _DEPRECATED) or not facts.isdisjoint(
        {(f"{OWL}deprecated", word) for word in ("true", "1")}
    )
    return Term(types, frozenset(labels), deprecated)


def listed(name: str, rows: Sequence[AlignmentRow], namespace: str) -> dict[str, Term]:
    """Those of the terms in the rows that rdflib lists; in schema.org the names of classes begin with a capital."""
    found: dict[str, Term] = {}
    for row in rows:
        local = row.object_id.partition(":")[2]
        if URIRef(namespace + local) in LISTED[name]:
            kind = f"{OWL}Class" if local[0].isupper() else f"{RDF}Property"
            found[namespace + local] = Term(frozenset({kind}), frozenset({local}))
    return found


def vocabulary_of(alignment: Alignment, folder: Path) -> dict[str, Term] | str:
    """The terms that the table's vocabulary has, or why that cannot be said."""
    if alignment.name in LISTED:
        return listed(alignment.name, alignment.mapped, alignment.namespace)
    paths = [folder / f"{alignment.name}{ending}" for ending in ENDINGS]
    path = next((path for path in paths if path.is_file()), None)
    if path is None:
        return f"{folder} has no file {alignment.name}.* ({', '.join(ENDINGS)})"
    try:
        found = terms_of(path, alignment.namespace)
    except SyntaxError as error:
        return f"{path}:{error.lineno}:{error.offset}: not RDF: {error.msg}"
    return found or f"{path} says nothing of any term of {alignment.namespace}"


def row_faults(alignment: Alignment, row: AlignmentRow, terms: Mapping[str, Term]) -> Iterator[Fault]:
    """What is wrong with a row whose vocabulary is at hand."""
    term = terms.get(alignment.iri(row.object_id))
    if term is None:
        found = f"{row.object_id} does not exist in {alignment.name}"
        yield row.fault("object_id", found, "look the term up in the vocabulary, or write sssom:NoTermFound")
        return
    ours = our_terms()[alignment.iri(row.subject_id)]
    kind = {"Class": CLASS, "NamedIndividual": INDIVIDUAL}.get(ours, PROPERTY)
    if term.kinds and kind not in term.kinds and row.predicate_id != "skos:relatedMatch":
        found = f"{row.object_id} is a {' and '.join(sorted(term.kinds))}, and {row.subject_id} a {kind}"
        yield row.fault("predicate_id", found, "map it to a term of the same kind, or write skos:relatedMatch")
    elif ours in _EXACT and not row.predicate_id.startswith("skos:") and _EXACT[ours] not in term.types:
        found = f"{row.object_id} is not declared as an owl:{ours}, and {row.subject_id} is one"
        yield row.fault("predicate_id", found, "OWL DL keeps them apart: write a match of SKOS")
    if term.labels and row.object_label not in term.labels:
        labels = " or ".join(sorted(term.labels))
        yield row.fault("object_label", f"the label is {row.object_label!r}", f"write {labels}")


def check(alignment: Alignment, folder: Path) -> Finding:
    """One table: its own faults, those against the vocabulary, and what is to be told."""
    number = len(alignment.mapped)
    if alignment.faults:
        return Finding(alignment.faults, (f"{alignment.name}: not checked: the table has faults",), 0, number)
    terms = vocabulary_of(alignment, folder)
    if isinstance(terms, str):
        return Finding((), (f"{alignment.name}: not checked ({number} mappings): {terms}",), 0, number)
    faults = [fault for row in alignment.mapped for fault in row_faults(alignment, row, terms)]
    told = [
        f"{row.at('object_id')}: {row.object_id} is deprecated"
        for row in alignment.mapped
        if (term := terms.get(alignment.iri(row.object_id))) and term.deprecated
    ]
    if alignment.name in LISTED:
        told.append(
            f"{alignment.name}: names checked only: a list of terms has no labels and tells of none deprecated"
        )
    return Finding(tuple(faults), tuple(told), number, 0)


def main(words: Sequence[str] | None = None) -> int:
    """Prints faults to the error stream and all else to the output; returns 1 if there are faults."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the files of the other vocabularies are")
    parser.add_argument("--tables", type=Path, help="another folder of tables than ontology/alignments")
    arguments = parser.parse_args(words)
    names = alignments(arguments.tables)
    findings = [check(read_alignment(alignment_file(name, arguments.tables)), arguments.folder) for name in names]
    for finding in findings:
        for fault in finding.faults:
            print(fault, file=sys.stderr)
        for line in finding.told:
            print(line)
    checked, unchecked = sum(finding.checked for finding in findings), sum(finding.unchecked for finding in findings)
    print(f"{len(names)} tables: {checked} mappings checked, {unchecked} not checked")
    return 1 if any(finding.faults for finding in findings) else 0


if __name__ == "__main__":
    raise SystemExit(main())
