"""Reads one CSV file, or one with another separator, and holds its columns against what is expected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from .cells import Cell, Line, lines_of, scan
from .faults import Fault, Place

_NAMES = {",": "comma", "\t": "tab"}


@dataclass(frozen=True, slots=True)
class Record:
    """The texts of the cells of a record by column, stripped, and where each begins."""

    texts: Mapping[str, str]
    places: Mapping[str, Place]

    def at(self, column: str) -> Place:
        """Where the cell of that column stands; where the record begins, if the table has no such column."""
        return self.places.get(column) or min(self.places.values())


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
    """The records of a text that begin at `start`, which begins a line, with a header; faults call the file `name`."""
    body, line = text[start:], text.count("\n", 0, start) + 1
    header = next(scan(body, name, separator, line))
    if isinstance(header, Fault):
        return Table((), (), (header,))
    while len(header) > 1 and not header[-1].text:
        header.pop()  # a spreadsheet writes the empty columns beside a table too
    columns = tuple(cell.text for cell in header)
    faults = list(_header_faults(header, required, optional))
    if faults:
        return Table(columns, (), tuple(faults))
    records: list[Record] = []
    for row in islice(lines_of(body, name, separator, line, columns), 1, None):
        if isinstance(row, Fault):
            faults.append(row)
        elif any(row.texts):
            while len(row.texts) > len(columns) and not row.texts[-1]:
                row.texts.pop()
            bad = [*_width_faults(row, len(columns), _NAMES[separator]), *row.faults]
            faults += bad
            if not bad:
                records.append(Record(dict(zip(columns, row.texts, strict=True)), row.places))
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


def _width_faults(row: Line, width: int, separator: str) -> Iterator[Fault]:
    if len(row.texts) != width:
        yield Fault(
            next(iter(row.places.values())),
            f"{len(row.texts)} cells where the header has {width}",
            f"a {separator} too many or too few: enclose a cell that holds a {separator} in quotation marks",
        )
