"""How our terms stand to those of other vocabularies: what a table of `ontology/alignments/` says, and its Turtle.

The tables are written in SSSOM, the Simple Standard for Sharing Ontological Mappings (see `sssom`). They are what
people edit; nothing in the package or in a graph depends on them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from .alignment_rows import LOGICAL, AlignmentRow, header_faults, our_terms, row_faults, table_faults
from .faults import Fault, PolicygraphError
from .resources import resource
from .rows import columns_of, parse
from .sssom import BUILT_IN, Header, expand, read_sssom
from .vocabulary import DCTERMS

ENDING = ".sssom.tsv"
_TEXTS = (("dcterms:title", "mapping_set_title"), ("dcterms:description", "mapping_set_description"))


@dataclass(frozen=True)
class Alignment:
    """One table: the short name of the other vocabulary, what its header says, its rows, and all its faults."""

    name: str
    header: Header
    rows: tuple[AlignmentRow, ...]
    faults: tuple[Fault, ...]

    @property
    def namespace(self) -> str:
        """What the addresses of the other vocabulary's terms begin with."""
        return {**BUILT_IN, **self.header.prefixes}.get(self.name, "")

    def iri(self, curie: str) -> str:
        """The address that a short form in a cell stands for."""
        address = expand(curie, self.header.prefixes)
        assert address is not None  # it is a fault of the table otherwise
        return address

    @property
    def mapped(self) -> tuple[AlignmentRow, ...]:
        """The rows for which there is a term."""
        return tuple(row for row in self.rows if row.found)


def alignments(folder: Path | None = None) -> tuple[str, ...]:
    """The short names of the vocabularies that there are tables for, sorted.

    >>> "prov" in alignments()
    True
    """
    place = resource("ontology") / "alignments" if folder is None else folder
    return tuple(sorted(path.name.removesuffix(ENDING) for path in place.glob(f"*{ENDING}")))


def alignment_file(name: str, folder: Path | None = None) -> Path:
    """Where the table of that name is; raises PolicygraphError if there is none."""
    place = resource("ontology") / "alignments" if folder is None else folder
    if name not in alignments(place):
        known = ", ".join(alignments(place)) or "none"
        raise PolicygraphError(f"there is no alignment with {name!r} in {place}: there are {known}")
    return place / f"{name}{ENDING}"


def read_alignment(path: Path) -> Alignment:
    """The table in a file called `<name>.sssom.tsv`, with everything that is wrong with it."""
    name = path.name.removesuffix(ENDING)
    table = read_sssom(path, *columns_of(AlignmentRow))
    faults = [*table.faults, *header_faults(name, table.header)]
    rows: list[AlignmentRow] = []
    for record in table.records:
        row = parse(AlignmentRow, record)
        assert isinstance(row, AlignmentRow)  # none of its cells has a form, and none has to be filled
        rows.append(row)
        faults += row_faults(name, row, table.header.prefixes)
    faults += table_faults(rows)
    return Alignment(name, table.header, tuple(rows), tuple(sorted(set(faults))))


def alignment_turtle(alignment: Alignment) -> str:
    """The mappings as an ontology of its own, in Turtle; raises PolicygraphError with all faults if it has any.

    Terms that stand in an axiom are declared, theirs as what ours is, so that the file is OWL 2 DL with our
    vocabulary and by itself. The matches of SKOS are annotations, as they are in our vocabulary.
    """
    if alignment.faults:
        raise PolicygraphError("\n".join(str(fault) for fault in alignment.faults))
    said = _said(alignment)
    blocks = (_block(subject, sorted(said[subject])) for subject in sorted(said))
    return "\n".join([*_beginning(alignment, said), _block(*_ontology(alignment.header.values)), *blocks])


def _ontology(values: Mapping[str, str]) -> tuple[str, list[str]]:
    """What the header says of the file as an ontology."""
    identity, version = values["mapping_set_id"], values["mapping_set_version"]
    return f"<{identity}>", [
        "a owl:Ontology",
        f"owl:versionIRI <{identity}/{version}>",
        f"owl:versionInfo {ox.Literal(version)}",
        f"dcterms:license <{values['license']}>",
        *(f"{predicate} {ox.Literal(values[key], language='en')}" for predicate, key in _TEXTS if key in values),
    ]


def _said(alignment: Alignment) -> dict[str, set[str]]:
    """The mappings and the declarations by subject, both in short form."""
    said: dict[str, set[str]] = {}
    for row in alignment.mapped:
        said.setdefault(row.subject_id, set()).add(f"{row.predicate_id} {row.object_id}")
        if row.predicate_id in LOGICAL:
            kind = our_terms()[alignment.iri(row.subject_id)]
            for term in (row.subject_id, row.object_id):
                said.setdefault(term, set()).add(f"a owl:{kind}")
        else:
            said.setdefault(row.predicate_id, set()).add("a owl:AnnotationProperty")
    for predicate in ("dcterms:license", *(predicate for predicate, _ in _TEXTS)):
        said.setdefault(predicate, set()).add("a owl:AnnotationProperty")
    return said


def _beginning(alignment: Alignment, said: Mapping[str, set[str]]) -> Iterator[str]:
    """The comment and the prefixes."""
    number, without = len(alignment.mapped), len(alignment.rows) - len(alignment.mapped)
    yield f"# Made from ontology/alignments/{alignment.name}{ENDING} by scripts/write_alignments.py: edit that table."
    yield f"# Mappings: {number}. Terms of ours for which nothing was found: {without}; the table says why."
    yield f"# Their version: {alignment.header.values['object_source_version']}.\n"
    known = {**BUILT_IN, **alignment.header.prefixes, "dcterms": DCTERMS}
    words = {word for subject, lines in said.items() for word in (subject, *" ".join(lines).split())}
    used = {word.partition(":")[0] for word in words if ":" in word}
    yield from (f"@prefix {prefix}: <{known[prefix]}> ." for prefix in sorted(used))
    yield ""


def _block(subject: str, said: list[str]) -> str:
    return f"{subject} " + " ;\n  ".join(said) + " .\n"
