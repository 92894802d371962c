"""Reads one CSV file, or one with another separator, into cells that know where they stand.

The csv module of the standard library does not tell in which column of which line a cell begins, and a fault
that cannot be found in the file is of no use to its author: hence a scanner of our own (RFC 4180).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .faults import Fault, Place

_CELLS = {
    separator: re.compile(rf'(?:"((?:[^"]|"")*)"|([^"{separator}\n]*))({separator}|\n|\Z)')
    for separator in (",", "\t")
}
_NAMES = {",": "comma", "\t": "tab"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, stripped, and where it begins."""

    text: str
    place: Place


Record = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """The records of a file, and the faults that were met in reading it. Records at fault are left out."""

    columns: tuple[str, ...]
    records: tuple[Record, ...]
    faults: tuple[Fault, ...]


def decode(data: bytes, name: str) -> str | Fault:
    """UTF-8 bytes as text with `\\n` line ends, without a byte-order mark; a fault where they are not UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Fault(Place(name), "the file is UTF-16", "save it as CSV UTF-8 (comma delimited)")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        return Fault(
            Place(name, line, column),
            f"byte 0x{data[error.start]:02x} is not UTF-8",
            "save the file as CSV UTF-8 (it looks like Windows-1252 or Latin-1)",
        )
    return text.replace("\r\n", "\n")


def scan(text: str, name: str, separator: str = ",", start: int = 0) -> Iterator[list[Cell] | Fault]:
    """The records of a text from `start` on, which begins a line, cell by cell; a fault, and the end, where a quote
    is not closed. The separator is a comma or a tab."""
    position, line, line_start = start, text.count("\n", 0, start) + 1, start
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


def read_table(path: Path, name: str, required: frozenset[str], optional: frozenset[str]) -> Table:
    """The records of `path`, called `name` in faults, with its columns held against what is expected."""
    text = decode(path.read_bytes(), name)
    if isinstance(text, Fault):
        return Table((), (), (text,))
    first = text.partition("\n")[0]
    if not text.strip():
        found = Fault(Place(name), "the file is empty", f"begin with a header: {','.join(sorted(required))}")
        return Table((), (), (found,))
    if wrong := _wrong_form(text, first, name):
        return Table((), (), (wrong,))
    return table_of(text, name, required, optional)


def table_of(
    text: str, name: str, required: frozenset[str], optional: frozenset[str], separator: str = ",", start: int = 0
) -> Table:
    """The records of a text that begin at `start` with a header; faults call the file `name`."""
    rows = scan(text, name, separator, start)
    header = next(rows)
    if isinstance(header, Fault):
        return Table((), (), (header,))
    while len(header) > 1 and not header[-1].text:
        header.pop()  # a spreadsheet writes the empty columns beside a table too
    columns = tuple(cell.text for cell in header)
    faults = list(_header_faults(header, required, optional))
    if faults:
        return Table(columns, (), tuple(faults))
    records: list[Record] = []
    for row in rows:
        if isinstance(row, Fault):
            faults.append(row)
        elif any(cell.text for cell in row):
            while len(row) > len(columns) and not row[-1].text:
                row.pop()
            bad = list(_row_faults(row, len(columns), _NAMES[separator]))
            faults += bad
            if not bad:
                records.append(dict(zip(columns, row, strict=True)))
    return Table(columns, tuple(records), tuple(faults))


def _wrong_form(text: str, first: str, name: str) -> Fault | None:
    """What a spreadsheet wrote instead of commas and line feeds, if it did."""
    if first.count(";") > first.count(","):
        return Fault(
            Place(name, 1, first.index(";") + 1),
            "the cells are separated by semicolons",
            "save the file as CSV with commas (Excel writes semicolons under Belgian, Dutch, French and German "
            "regional settings; LibreOffice asks for the separator)",
        )
    if "\t" in first and "," not in first:
        place = Place(name, 1, first.index("\t") + 1)
        return Fault(place, "the cells are separated by tabs", "save the file as CSV with commas")
    if first.lower().startswith("sep="):
        return Fault(Place(name), f"the first line is {first!r}", "remove that line: the header comes first")
    if "\r" in first and "\n" not in text:
        return Fault(Place(name), "the lines end with bare carriage returns", "save the file with line feeds")
    return None


def _header_faults(header: list[Cell], required: frozenset[str], optional: frozenset[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for cell in header:
        if cell.text in seen:
            yield Fault(cell.place, f"the column {cell.text!r} stands twice", "remove or rename one of them")
        elif cell.text not in required | optional:
            unused = sorted((required | optional) - {other.text for other in header})
            alike = [name for name in unused if name.lower() == cell.text.lower()]
            mend = f"write {alike[0]}" if alike else f"rename it (not used yet: {', '.join(unused)}) or remove it"
            yield Fault(cell.place, f"no column is called {cell.text!r} here", mend)
        seen.add(cell.text)
    for column in sorted(required - seen):
        yield Fault(header[0].place, f"the column {column!r} is missing", "add it to the header")


def _row_faults(row: list[Cell], width: int, separator: str) -> Iterator[Fault]:
    if len(row) != width:
        yield Fault(
            row[0].place,
            f"{len(row)} cells where the header has {width}",
            f"a {separator} too many or too few: enclose a cell that holds a {separator} in quotation marks",
        )
    for cell in row:
        if match := _CONTROL.search(cell.text):
            yield Fault(cell.place, f"the cell holds the control character U+{ord(match[0]):04X}", "remove it")
