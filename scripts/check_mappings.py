"""Holds what our elements are mapped to against the vocabularies themselves.

`python scripts/check_mappings.py` reads their lists in ../shared/data beside the project, or in `--folder DIR`, and
the shipped corpus, or the one in `--corpus DIR`. It returns 1, with one line a fault, if a target does not exist, or
if no term is said to be found where one has the very name of the element and the comment does not say why it is
another thing. It lists what it could not check. Whether a target is the same thing only a person can tell:
`--table` prints each element beside what it is mapped to, for reading.
"""

import argparse
import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from policygraph.corpus import Corpus, read_corpus
from policygraph.faults import Fault, PolicygraphError
from policygraph.mapping_checks import mapping_faults
from policygraph.naming import names_of
from policygraph.rows import MappingRow

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
_AUTHORITY = "http://publications.europa.eu/resource/authority/"


@dataclass(frozen=True)
class Source:
    """A list of a vocabulary's terms: what their addresses begin with, its file, the columns of code and names."""

    space: str
    file: str
    code: str
    names: tuple[str, ...]
    rest: str = "\n"  # a code ends where this begins: some cells hold a second identifier behind it


@dataclass(frozen=True)
class Terms:
    """The names of each term by its address, and the terms by name; what could not be read besides."""

    names: Mapping[str, tuple[str, ...]]
    called: Mapping[str, frozenset[str]]
    spaces: frozenset[str]
    told: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """The faults of the mappings, what could not be checked, and how many rows were."""

    faults: tuple[Fault, ...]
    unchecked: tuple[str, ...] = field(default=())
    checked: int = 0


SOURCES = (
    Source("http://eurovoc.europa.eu/", "eurovoc/eurovoc_concepts.csv", "id", ("pref_en", "pref_fr", "alt_en")),
    *(
        Source(f"{_AUTHORITY}{name}/", f"eforms/{name}.csv", "code", ("Name", "fra_label"))
        for name in ("corporate-body", "country", "eu-programme")
    ),
    Source("http://data.europa.eu/nuts/code/", "nuts/nuts_2013.csv", "code", ("name",)),
    Source(
        "http://publications.europa.eu/resource/celex/",
        "documents/known_documents.csv",
        "celex_or_ref",
        ("title",),
        " / ",
    ),
)


def read_terms(folder: Path) -> Terms:
    """All lists that are in the folder; raises PolicygraphError for one that has not the columns it should have."""
    names: dict[str, tuple[str, ...]] = {}
    called: dict[str, set[str]] = {}
    spaces: set[str] = set()
    told: list[str] = []
    for source in SOURCES:
        path = folder / source.file
        if not path.is_file():
            told.append(f"{path}: no such file: nothing in {source.space} was checked")
            continue
        spaces.add(source.space)
        for row in _rows(path, {source.code, *source.names}):
            term = source.space + row[source.code].partition(source.rest)[0]
            names[term] = tuple(name for column in source.names for name in row[column].split("|") if name)
            for name in names[term]:
                called.setdefault(_plain(name), set()).add(term)
    return Terms(names, {name: frozenset(terms) for name, terms in called.items()}, frozenset(spaces), tuple(told))


def _rows(path: Path, columns: set[str]) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := columns - set(reader.fieldnames or ()):
            raise PolicygraphError(f"{path}:1:1: the column {min(missing)!r} is missing; is this another list?")
        yield from reader


def _plain(name: str) -> str:
    """A name without capitals and the s of a plural, to be compared; what is too short for a plural is left."""
    words = name.casefold().replace("-", " ").split()
    return " ".join(word.removesuffix("s") if len(word) > len("EDPS") else word for word in words)


def check(corpus: Corpus, terms: Terms) -> Finding:
    """The mappings of a corpus against the terms that are at hand."""
    here = corpus.file(MappingRow.table.removesuffix(".csv"))  # the table, and the folder beside it
    own = [fault for fault in corpus.faults if fault.place.file.startswith(here)]
    if faults := (*own, *mapping_faults(corpus)):
        return Finding(tuple(sorted(faults)))
    called: dict[str, set[str]] = {}
    for label in corpus.labels:
        called.setdefault(label.element, set()).add(_plain(label.label))
    found: list[Fault] = []
    unchecked: list[str] = []
    for row in corpus.mappings:
        where = row.target if row.found else row.source
        space = next((space for space in sorted(terms.spaces) if where.startswith(space)), None)
        if space is None:
            what = row.target if row.found else f"that {row.source} has no term"
            unchecked.append(f"{row.at('target')}: not checked: {what}: its vocabulary is not at hand")
        elif row.found:
            found += _missing(row, terms)
        else:
            found += _overlooked(row, called.get(row.element, set()), terms)
    return Finding(tuple(sorted(found)), tuple(unchecked), len(corpus.mappings) - len(unchecked))


def _missing(row: MappingRow, terms: Terms) -> Iterator[Fault]:
    if row.target not in terms.names:
        yield row.fault("target", f"{row.target} does not exist", "look the term up in the vocabulary")


def _overlooked(row: MappingRow, called: set[str], terms: Terms) -> Iterator[Fault]:
    alike = {term for name in called for term in terms.called.get(name, ()) if term.startswith(row.source)}
    if alike and not row.comment:
        found = f"{' and '.join(sorted(alike))} has the name of {row.element}"
        yield row.fault("target", found, "map the element to it, or say in the comment why it is another thing")


def table(corpus: Corpus, terms: Terms) -> Iterator[str]:
    """Each element beside what it is mapped to, in a line with tabs: label, predicate, names there, comment."""
    labels = names_of(corpus.labels)
    for row in corpus.mappings:
        names = " = ".join(terms.names.get(row.target, ("(not at hand)",)))
        there = names if row.found else f"no term in {row.source}"
        label = labels.get(row.element, (row.element, ""))[0]
        yield "\t".join((label, row.predicate, there, row.comment))


def main(words: Sequence[str] | None = None) -> int:
    """Prints faults to the error stream and all else to the output; returns 1 if there are faults."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the lists of the other vocabularies are")
    parser.add_argument("--corpus", type=Path, help="another corpus than the shipped one")
    parser.add_argument("--table", action="store_true", help="print the mappings for reading, and check nothing")
    arguments = parser.parse_args(words)
    try:
        corpus, terms = read_corpus(arguments.corpus), read_terms(arguments.folder)
    except PolicygraphError as error:
        print(error, file=sys.stderr)
        return 1
    if arguments.table:
        print("\n".join(table(corpus, terms)))
        return 0
    finding = check(corpus, terms)
    for fault in finding.faults:
        print(fault, file=sys.stderr)
    print("\n".join([*terms.told, *finding.unchecked, _sum(finding)]))
    return 1 if finding.faults else 0


def _sum(finding: Finding) -> str:
    return f"{finding.checked} rows checked, {len(finding.unchecked)} not checked, {len(finding.faults)} faults"


if __name__ == "__main__":
    raise SystemExit(main())
