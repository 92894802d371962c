"""The mappings of a corpus's elements as an SSSOM table, the form in which mappings are passed on.

SSSOM writes short forms, prefix:name. A corpus writes whole addresses, of any vocabulary: the prefixes are made
from them, each for one beginning of addresses and no other.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping

from .corpus import Corpus
from .iris import Iris
from .naming import names_of
from .rows import NO_TERM, MappingRow
from .sssom import BUILT_IN

COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "object_source",
    "mapping_date",
    "comment",
)
# vocabularies whose addresses do not end in their name
_NAMED = {"http://data.europa.eu/nuts/code/": "nuts", "http://www.wikidata.org/entity/": "wikidata"}
_LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
_UNSPECIFIED = "https://w3id.org/sssom/license/unspecified"
_ADDRESS = re.compile(r"https?://\S+")
_BEGINNING = re.compile(r".*[/#:=](?=.)", re.DOTALL)
_PREFIX = re.compile(r"[a-z][a-z0-9_]*")  # no hyphens: sssom-py leaves such a prefix out when it writes a table anew


def sssom_table(corpus: Corpus) -> str:
    """The mappings of a corpus without faults, the rows that say that there is no term among them; sorted."""
    sources = {row.source for row in corpus.mappings if row.source}
    spaces = {row: _space(row, sources) for row in corpus.mappings}
    iris = Iris(corpus.base)
    ours = {"element": iris.element("").value, "graph": iris.graph("").value}
    names = _prefixes(set(spaces.values()), {**BUILT_IN, **ours})
    labels = names_of(corpus.labels)
    rows = [_cells(row, labels[row.element][0], spaces[row], names) for row in corpus.mappings]
    known = {**ours, **{name: space for space, name in names.items()}}
    buffer = io.StringIO()
    buffer.writelines(f"#{line}\n" for line in _header(corpus, known))
    writer = csv.writer(buffer, delimiter="\t", lineterminator="\n")
    writer.writerows([COLUMNS, *sorted(rows)])
    return buffer.getvalue()


def _space(row: MappingRow, sources: Iterable[str]) -> str:
    """What the addresses of the vocabulary begin with that a row maps into: what it says, or what a row about the
    same vocabulary says; else the target without its last part."""
    said = (source for source in sources if row.target.startswith(source))
    match = _BEGINNING.match(row.target.rstrip("/#"))
    return row.source or max(said, key=len, default=match[0] if match else row.target)


def _prefixes(spaces: Iterable[str], taken: Mapping[str, str]) -> dict[str, str]:
    """One prefix for each beginning of addresses; a number makes the difference where two would get the same."""
    used = set(taken)
    found: dict[str, str] = {}
    for space in sorted(spaces):
        name = _NAMED.get(space) or _name(space)
        number = 2
        while (tried := name if name not in used else f"{name}{number}") in used:
            number += 1
        used.add(tried)
        found[space] = tried
    return found


def _name(space: str) -> str:
    """The last part of an address, or of its host, that a vocabulary may be called by.

    >>> _name("http://eurovoc.europa.eu/"), _name("https://example.org/voc/2024/")
    ('eurovoc', 'voc')
    """
    scheme, _, rest = space.lower().replace("-", "_").partition(":")
    host, *path = re.split(r"[/#:=?&]+", rest.strip("/#:="))
    words = [*reversed(path), *(part for part in host.split(".") if part != "www"), scheme]
    return next((word for word in words if _PREFIX.fullmatch(word)), "vocabulary")


def _cells(row: MappingRow, label: str, space: str, names: Mapping[str, str]) -> tuple[str, ...]:
    target = f"{names[space]}:{row.target.removeprefix(space)}" if row.found else NO_TERM[0]
    cells = (
        f"element:{row.element}",
        label,
        row.predicate,
        target,
        row.justification,
        f"{names[space]}:",
        row.date,
        row.comment,
    )
    return tuple(" ".join(cell.split()) for cell in cells)


def _header(corpus: Corpus, known: Mapping[str, str]) -> Iterator[str]:
    yield "curie_map:"
    yield from (f"  {name}: {json.dumps(known[name], ensure_ascii=False)}" for name in sorted(known))
    said = {
        "mapping_set_id": corpus.base + "mappings",
        "mapping_set_version": corpus.version,
        "mapping_set_title": f"{corpus.title}: the elements in other vocabularies",
        "license": licence_address(corpus.licence),
        "subject_source": "graph:elements",
    }
    if said["license"] == _UNSPECIFIED and corpus.licence:
        said["comment"] = f"Licence: {corpus.licence}"
    yield from (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in said.items() if value)


def licence_address(licence: str) -> str:
    """The address of a licence that is called by its short name or its address; SSSOM's word for none otherwise.

    >>> licence_address("CC-BY-4.0"), licence_address("ask me")
    ('https://creativecommons.org/licenses/by/4.0/', 'https://w3id.org/sssom/license/unspecified')
    """
    address = licence if _ADDRESS.fullmatch(licence) else _UNSPECIFIED
    return _LICENCES.get(licence, address)
