"""Reads an SSSOM table: a header of YAML in lines that begin with `#`, and records parted by tabs.

Of YAML only what such a header needs is read, `key: value` and the indented list of prefixes, and whatever a YAML
reader would take for something else than a text is a fault: the same file must say the same to other tools.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .faults import Fault, Place
from .forms import is_iri
from .table import Record, decode, table_of

# the prefixes that SSSOM takes for known
BUILT_IN = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
}
_ADDRESSES = ("mapping_set_id", "license")
_CURIES = ("subject_source", "object_source")
REQUIRED = (*_ADDRESSES, *_CURIES, "mapping_set_version", "mapping_set_title", "object_source_version")
OPTIONAL = ("mapping_set_description", "comment")

_KEY = re.compile(r"#([a-z_]+):(?: +(.*?))? *")
_PREFIX = re.compile(r"#  ([A-Za-z][\w-]*): +(\S+) *")
_CURIE = re.compile(r"([A-Za-z][\w-]*):([A-Za-z_][\w-]*)")
_SOURCE = re.compile(r"([A-Za-z][\w-]*):(\S+)")
_QUOTED = re.compile(r'"([^"\\]*)"')
# what YAML does not read as the text that stands there: numbers, dates, words for true and nothing, marks of its own
_OTHER = re.compile(
    r"""[-+.\d][\d.:eE_+-]*(?:[tT\s].*)?|0[xo].*
       |(?i:true|false|yes|no|on|off|y|n|null|~)
       |[\[\]{}&*!|>%@`'"\#,?-].*
       |.*(?::\s|\s\#).*|.*:""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Header:
    """What the header says by key, its prefixes, and where each of both stands."""

    values: Mapping[str, str]
    prefixes: Mapping[str, str]
    places: Mapping[str, Place]
    file: str

    def at(self, key: str) -> Place:
        """Where that key or prefix stands; the beginning of the file if it does not."""
        return self.places.get(key, Place(self.file))


@dataclass(frozen=True)
class Sssom:
    """The header, the records and the faults of a file; records at fault are left out."""

    header: Header
    records: tuple[Record, ...]
    faults: tuple[Fault, ...]


def read_sssom(path: Path, required: frozenset[str], optional: frozenset[str]) -> Sssom:
    """The table in a file, with its columns held against what is expected."""
    name = called(path)
    text = decode(path.read_bytes(), name)
    if isinstance(text, Fault):
        return Sssom(Header({}, {}, {}, name), (), (text,))
    match = re.match(r"(?:#[^\n]*(?:\n|\Z))*", text)
    start = match.end() if match else 0
    header, faults = _read_header(text[:start].splitlines(), name)
    if not text[start:].strip():
        place = Place(name, text.count("\n", 0, start) + 1)
        faults.append(
            Fault(place, "there are no columns", f"write the header of the table: {', '.join(sorted(required))}")
        )
        return Sssom(header, (), tuple(faults))
    table = table_of(text, name, required, optional, "\t", start)
    return Sssom(header, table.records, (*faults, *table.faults))


def called(path: Path) -> str:
    """The path as a person who stands in this folder would type it."""
    whole = path.resolve()
    return (whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else path).as_posix()


def expand(curie: str, prefixes: Mapping[str, str]) -> str | None:
    """The address that prefix:name stands for; None if it has not that form or the prefix is not known.

    >>> expand("skos:broader", {})
    'http://www.w3.org/2004/02/skos/core#broader'
    """
    match = _CURIE.fullmatch(curie)
    space = {**BUILT_IN, **prefixes}.get(match[1]) if match else None
    return None if match is None or space is None else space + match[2]


def _read_header(lines: list[str], name: str) -> tuple[Header, list[Fault]]:
    """The header, and what is wrong in it."""
    values: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    places: dict[str, Place] = {}
    faults: list[Fault] = []
    inside = False
    for number, line in enumerate(lines, 1):
        prefix, key = _PREFIX.fullmatch(line), _KEY.fullmatch(line)
        match = prefix if inside and prefix else key
        if match is None:
            mend = "write “#key: value”, or “#  prefix: address” under “#curie_map:”"
            faults.append(Fault(Place(name, number), f"the line {line!r} is not understood", mend))
            continue
        place = Place(name, number, match.start(1) + 1)
        if match[1] in places:
            faults.append(Fault(place, f"{match[1]!r} stands in line {places[match[1]].line} already", "keep one"))
            continue
        places[match[1]] = place
        if match is prefix:
            prefixes[match[1]] = match[2]
            faults += _prefix_faults(match[1], match[2], Place(name, number, match.start(2) + 1))
            continue
        inside = match[1] == "curie_map"
        if not inside:
            values[match[1]] = _QUOTED.sub(r"\1", match[2] or "")
            faults += _value_faults(match[1], match[2] or "", place)
    header = Header(values, prefixes, places, name)
    return header, [*faults, *_missing(header), *_form_faults(header)]


def _prefix_faults(prefix: str, space: str, place: Place) -> Iterator[Fault]:
    if BUILT_IN.get(prefix, space) != space:
        yield Fault(place, f"{prefix} stands for {space} here", f"leave the line out: it is {BUILT_IN[prefix]}")
    elif not is_iri(space):
        yield Fault(place, f"{space!r} is no address", "write a whole address, such as http://www.w3.org/ns/prov#")


def _value_faults(key: str, value: str, place: Place) -> Iterator[Fault]:
    if key not in (*REQUIRED, *OPTIONAL):
        known = ", ".join(("curie_map", *REQUIRED, *OPTIONAL))
        yield Fault(place, f"the header has no key {key!r}", f"rename it (there are {known}) or remove it")
    elif not value or value == '""':
        yield Fault(place, f"{key} is empty", "write its value behind the colon")
    elif not _QUOTED.fullmatch(value) and _OTHER.fullmatch(value):
        yield Fault(place, f"YAML does not read {value!r} as a text", "enclose it in quotation marks")


def _missing(header: Header) -> Iterator[Fault]:
    for key in ("curie_map", *REQUIRED):
        if key not in header.places:
            yield Fault(Place(header.file), f"{key} is missing in the header", f"add a line “#{key}: …”")


def _form_faults(header: Header) -> Iterator[Fault]:
    known = {**BUILT_IN, **header.prefixes}
    for key in _ADDRESSES:
        if (value := header.values.get(key)) and not is_iri(value):
            yield Fault(header.at(key), f"{key} {value!r} is no address", "write a whole address")
    for key in _CURIES:
        match = _SOURCE.fullmatch(value) if (value := header.values.get(key)) else None
        if value and (match is None or match[1] not in known):
            yield Fault(
                header.at(key), f"{key} {value!r} has no known prefix", "write prefix:name, and its prefix above"
            )
