"""The rows of the tables in `ontology/alignments/`, and everything that can be wrong with them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import pyoxigraph as ox

from .faults import Fault
from .forms import fits
from .rows import Row, column, optional
from .sssom import BUILT_IN, Header, expand
from .vocabulary import PG, RDF, ROOT, vocabulary

OWL = BUILT_IN["owl"]
NO_TERM = "sssom:NoTermFound"
MATCHES = tuple(f"skos:{name}Match" for name in ("exact", "close", "broad", "narrow", "related"))
_CLASSES, _PROPERTIES = frozenset({"Class"}), frozenset({"ObjectProperty", "DatatypeProperty"})

# what reasoners act upon, and the kinds of term that it may stand between
LOGICAL = {
    "rdfs:subClassOf": _CLASSES,
    "owl:equivalentClass": _CLASSES,
    "rdfs:subPropertyOf": _PROPERTIES,
    "owl:equivalentProperty": _PROPERTIES,
}
_VERSION = re.compile(r"\d+(?:\.\d+)*")
_KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "NamedIndividual")


@dataclass(frozen=True, slots=True)
class AlignmentRow(Row):
    """One of our terms and one of theirs, as written; or that they have none (`object_id` is sssom:NoTermFound)."""

    table: ClassVar[str] = "alignments"
    subject_id: str = column(filled=False)  # what is empty is told below, with all else that is wrong in the row
    subject_label: str = column(filled=False)
    predicate_id: str = column(filled=False)
    object_id: str = column(filled=False)
    object_label: str = column(filled=False)
    mapping_justification: str = column(filled=False)
    mapping_date: str = column(filled=False)
    comment: str = column(filled=False)
    author_label: str = optional()

    @property
    def found(self) -> bool:
        """Whether they have a term."""
        return self.object_id != NO_TERM


@cache
def our_terms() -> Mapping[str, str]:
    """The terms of our vocabulary by address, each with its kind (`Class`, `ObjectProperty` …)."""
    kinds: dict[str, str] = {}
    for triple in vocabulary().triples:
        if triple.predicate.value == RDF + "type" and isinstance(triple.object, ox.NamedNode):
            iri = str(triple.subject)[1:-1]
            kind = triple.object.value.removeprefix(OWL)
            if iri.startswith(ROOT) and kind in _KINDS:
                kinds[iri] = kind
    return kinds


def header_faults(name: str, header: Header) -> Iterator[Fault]:
    """What is wrong in the header for a table of ours; the reader has told what is missing from any header."""
    known = {**BUILT_IN, **header.prefixes}
    for prefix in ("pg", name) if "curie_map" in header.places else ():
        if prefix not in known:
            yield Fault(header.at("curie_map"), f"the prefix {prefix!r} is not declared", "add it to the curie_map")
    identity = header.values.get("mapping_set_id")
    for key, found, wanted in (("pg", known.get("pg"), PG), ("mapping_set_id", identity, f"{ROOT}alignment/{name}")):
        if found not in (None, wanted):
            yield Fault(header.at(key), f"{key} is {found}", f"write {wanted}")
    if (version := header.values.get("mapping_set_version")) and not _VERSION.fullmatch(version):
        found = f"the version {version!r} cannot end an address"
        yield Fault(header.at("mapping_set_version"), found, "write digits and points, such as 0.2.0")


def row_faults(name: str, row: AlignmentRow, prefixes: Mapping[str, str]) -> Iterator[Fault]:
    """What is wrong with one row by itself."""
    for name_of_column in ("subject_id", "predicate_id", "object_id", "mapping_justification"):
        text = getattr(row, name_of_column)
        if not text:
            yield row.fault(name_of_column, f"the cell {name_of_column!r} is empty", "every row needs one")
        elif expand(text, prefixes) is None:
            known = ", ".join(sorted({*BUILT_IN, *prefixes}))
            yield row.fault(name_of_column, f"{text!r} has no known prefix", f"write prefix:name with one of {known}")
    yield from _subject_faults(row, prefixes)
    yield from _predicate_faults(row, prefixes)
    yield from _object_faults(name, row, prefixes)
    if row.mapping_justification and not row.mapping_justification.startswith("semapv:"):
        found = f"the justification {row.mapping_justification!r} is no term of SEMAPV"
        yield row.fault("mapping_justification", found, "write semapv:ManualMappingCuration")
    if not fits("date", row.mapping_date) or len(row.mapping_date) != len("2026-11-24"):
        yield row.fault("mapping_date", f"{row.mapping_date!r} is no day", "write it as 2026-11-24")
    if not row.comment and (not row.found or row.predicate_id in LOGICAL):
        mend = "say why: an axiom, or that there is no term, needs a reason"
        yield row.fault("comment", "the comment is empty", mend)


def _subject_faults(row: AlignmentRow, prefixes: Mapping[str, str]) -> Iterator[Fault]:
    subject = expand(row.subject_id, prefixes)
    if subject is not None and subject not in our_terms():
        yield row.fault("subject_id", f"{row.subject_id!r} is no term of ours", "see docs/terms.md for what there is")
    elif subject is not None and row.subject_label != (label := vocabulary().label(subject)):
        yield row.fault("subject_label", f"the label is {row.subject_label!r}", f"write {label}")


def _predicate_faults(row: AlignmentRow, prefixes: Mapping[str, str]) -> Iterator[Fault]:
    kind = our_terms().get(expand(row.subject_id, prefixes) or "")
    if row.predicate_id and row.predicate_id not in (*LOGICAL, *MATCHES):
        found = f"the predicate {row.predicate_id!r} is not allowed"
        yield row.fault("predicate_id", found, f"write one of {', '.join((*LOGICAL, *MATCHES))}")
    elif kind is not None and kind not in LOGICAL.get(row.predicate_id, (kind,)):
        found = f"{row.predicate_id} stands between terms of another kind, and {row.subject_id} is a {kind}"
        yield row.fault("predicate_id", found, f"write one of {', '.join(MATCHES)}")
    elif row.predicate_id and not row.found and row.predicate_id != "skos:exactMatch":
        yield row.fault("predicate_id", f"{row.predicate_id} to no term", "write skos:exactMatch beside it")


def _object_faults(name: str, row: AlignmentRow, prefixes: Mapping[str, str]) -> Iterator[Fault]:
    if not row.found:
        if row.object_label:
            yield row.fault("object_label", f"no term has the label {row.object_label!r}", "leave the cell empty")
        return
    if not row.object_label:
        yield row.fault("object_label", "the label is empty", "write the label that their vocabulary gives")
    target = expand(row.object_id, prefixes)
    space = {**BUILT_IN, **prefixes}.get(name, "")
    if target is not None and not target.startswith(space):
        yield row.fault("object_id", f"{row.object_id!r} is no term of {name}", f"write {name}:… or {NO_TERM}")


def table_faults(rows: Sequence[AlignmentRow]) -> Iterator[Fault]:
    """What is wrong between rows: the same pair twice, or a term beside the word that there is none."""
    first: dict[tuple[str, str], AlignmentRow] = {}
    for row in rows:
        pair = (row.subject_id, row.object_id)
        before = first.setdefault(pair, row)
        if before is not row:
            found = f"{row.subject_id} and {row.object_id} stand in line {before.at('subject_id').line} already"
            yield row.fault("subject_id", found, "keep one of the two rows: the one that says no more than is true")
    mapped = {row.subject_id: row for row in reversed(rows) if row.found}
    for row in rows:
        if not row.found and row.subject_id in mapped:
            line = mapped[row.subject_id].at("subject_id").line
            found = f"no term is said to be found for {row.subject_id}, and line {line} has one"
            yield row.fault("object_id", found, "take out one of the two rows")
