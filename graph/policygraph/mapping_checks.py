"""Everything that can be wrong with the mappings of the elements, but for what only the other vocabulary can tell."""

from collections import defaultdict
from collections.abc import Iterator

from .corpus import Corpus
from .faults import Fault
from .forms import ADVICE, fits
from .known import one_of
from .references import known_element
from .rows import NO_TERM, MappingRow

PREDICATES = tuple(f"skos:{name}Match" for name in ("exact", "close", "broad", "narrow", "related"))
_DAY = len("2026-11-24")


def mapping_faults(corpus: Corpus) -> Iterator[Fault]:
    """What is wrong with each row of mappings.csv, and between the rows of one element."""
    rows: dict[str, list[MappingRow]] = defaultdict(list)
    for row in corpus.mappings:
        yield from known_element(corpus, row, "element", row.element)
        yield from one_of(row, "predicate", row.predicate, PREDICATES, "mapping predicate")
        yield from _form(row)
        yield from _found(row) if row.found else _not_found(row)
        rows[row.element].append(row)
    for alike in rows.values():
        yield from _twice(alike)
        yield from _contradicted(alike)


def _form(row: MappingRow) -> Iterator[Fault]:
    if not row.justification.startswith("semapv:"):
        found = f"the justification {row.justification!r} is no term of SEMAPV"
        yield row.fault("justification", found, "write semapv:ManualMappingCuration if a person decided")
    if len(row.date) != _DAY:
        yield row.fault("date", f"{row.date!r} is no day", "write it as 2026-11-24")
    if row.source and row.source[-1].isalnum():
        mend = "write what the addresses of its terms begin with, such as http://eurovoc.europa.eu/"
        yield row.fault("source", f"{row.source!r} does not end where a name begins", mend)


def _found(row: MappingRow) -> Iterator[Fault]:
    if not fits("iri", row.target):
        mend = f"{ADVICE['iri']}, or {NO_TERM[0]}"
        yield row.fault("target", f"{row.target!r} is no iri for 'target'", mend)
    elif row.target.endswith("NoTermFound"):
        yield row.fault("target", f"{row.target} is another address", f"write {NO_TERM[0]}")
    elif row.source and not (row.target.startswith(row.source) and row.target != row.source):
        found = f"{row.target} does not begin with {row.source}"
        yield row.fault("source", found, "name the vocabulary of the target, or leave the cell empty")


def _not_found(row: MappingRow) -> Iterator[Fault]:
    if not row.source:
        mend = "name the vocabulary: what the addresses of its terms begin with, such as http://eurovoc.europa.eu/"
        yield row.fault("source", "no term is said to be found, and not where one looked", mend)
    if row.predicate in PREDICATES[1:]:
        yield row.fault("predicate", f"{row.predicate} to no term", f"write {PREDICATES[0]} beside it")


def _twice(rows: list[MappingRow]) -> Iterator[Fault]:
    """The same pair in two rows: SKOS forbids most pairs of matches, and the weaker says nothing beside the others."""
    first: dict[str, MappingRow] = {}
    for row in rows:
        before = first.setdefault(row.target if row.found else f"none {row.source}", row)
        if before is not row:
            pair = f"{row.element} and {row.target}" + ("" if row.found else f" in {row.source}")
            found = f"{pair} stand in {before.at('element').seen_from(row.at('element'))} already"
            yield row.fault("element", found, "keep one of the two rows: the one that says no more than is true")


def _contradicted(rows: list[MappingRow]) -> Iterator[Fault]:
    """The word that a vocabulary has no term, where another row names one of it."""
    for row in rows:
        there = next((r for r in rows if r.found and row.source and r.target.startswith(row.source)), None)
        if not row.found and there is not None:
            other = there.at("element").seen_from(row.at("target"))
            found = f"{row.source} is said to have no term for {row.element}, and {other}"
            yield row.fault("target", f"{found} names one", "take out one of the two rows")
