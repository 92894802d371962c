"""Cuts a text of comma- or tab-separated values into records, whose cells know where they stand.

The csv module of the standard library does not tell in which column of which line a cell begins, and a fault
that cannot be found in the file is of no use to its author: hence a scanner of our own (RFC 4180). The csv module
reads several times as fast: it reads what is well formed, and a record is scanned when somebody asks for a place.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from .faults import Fault, Place

_CELLS = {
    separator: re.compile(rf'(?:"((?:[^"]|"")*)"|([^"{separator}\n]*))({separator}|\n|\Z)')
    for separator in (",", "\t")
}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, stripped, and where it begins."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Places(Mapping[str, Place]):
    """Where the cells of a record stand, by column: found in its lines when it is asked, and hardly ever is."""

    columns: tuple[str, ...]
    source: str
    file: str
    line: int
    separator: str

    def _found(self) -> dict[str, Place]:
        cells = next(scan(self.source, self.file, self.separator, self.line))
        assert not isinstance(cells, Fault)  # it was read before
        return dict(zip(self.columns, (cell.place for cell in cells), strict=False))

    def __getitem__(self, column: str) -> Place:
        return self._found()[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)


class Line(NamedTuple):
    """A record before it is held against a header: its texts, stripped, the places of its cells, what is amiss."""

    texts: list[str]
    places: Mapping[str, Place]
    faults: tuple[Fault, ...]


def scan(text: str, name: str, separator: str = ",", line: int = 1) -> Iterator[list[Cell] | Fault]:
    """The records of a text that begins with that line of its file, cell by cell; a fault, and the end, where a quote
    is not closed. The separator is a comma or a tab."""
    position, line_start = 0, 0
    record: list[Cell] = []
    while position < len(text) or record:
        match = _CELLS[separator].match(text, position)
        place = Place(name, line, position - line_start + 1)
        if match is None:
            yield Fault(
                place,
                "a quotation mark opens here and is not closed, or stands inside an unquoted cell",
                'enclose the whole cell in "…" and double the quotation marks within it',
            )
            return
        quoted, plain, end = match.groups()
        record.append(Cell((plain if quoted is None else quoted.replace('""', '"')).strip(), place))
        if newlines := text.count("\n", position, match.end()):
            line += newlines
            line_start = text.rfind("\n", position, match.end()) + 1
        position = match.end()
        if end != separator:
            yield record
            record = []


def lines_of(text: str, name: str, separator: str, line: int, columns: tuple[str, ...]) -> Iterator[Line | Fault]:
    """The records of a text, its header among them: read, if it is well formed and not too long for that; scanned."""
    if well_formed(text, separator):
        lines = list(io.StringIO(text, newline="\n"))  # a text's own splitlines() breaks lines at other signs too
        reader = csv.reader(lines, delimiter=separator, strict=True)
        try:
            read = [(cells, reader.line_num) for cells in reader]
        except csv.Error:  # a cell is longer than it takes
            read = []
        if read:
            before = 0
            for cells, after in read:
                source = lines[before] if after == before + 1 else "".join(lines[before:after])
                found = Places(columns, source, name, line + before, separator)
                yield Line([cell.strip() for cell in cells], found, ())
                before = after
            return
    for row in scan(text, name, separator, line):
        if isinstance(row, Fault):
            yield row
        else:
            places = dict(zip(columns, (cell.place for cell in row), strict=False))
            yield Line([cell.text for cell in row], places, tuple(_control_faults(row)))


def well_formed(text: str, separator: str) -> bool:
    """Whether no character is amiss, and each quotation mark encloses a whole cell or is doubled in one that is.

    >>> [well_formed(text, ",") for text in ('a,"b ""c"" d"', 'a, "b"', 'a,"b')]
    [True, False, False]
    """
    first, *parts = text.split('"')
    if _CONTROL.search(text) or len(parts) % 2:
        return False
    if not parts:
        return True
    edges = (separator, "\n")
    outside = parts[1::2]  # what stands outside the marks; nothing between two that stand for one
    between = (not part or (part.startswith(edges) and part.endswith(edges)) for part in outside[:-1])
    return (not first or first.endswith(edges)) and all(between) and (not outside[-1] or outside[-1].startswith(edges))


def _control_faults(row: list[Cell]) -> Iterator[Fault]:
    for cell in row:
        if match := _CONTROL.search(cell.text):
            yield Fault(cell.place, f"the cell holds the control character U+{ord(match[0]):04X}", "remove it")
