"""Tables: what a spreadsheet writes is read, what it spoils is told."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygraph.cells import Cell, lines_of, scan, well_formed
from policygraph.faults import Fault
from policygraph.resources import resource
from policygraph.table import read_table

REQUIRED = frozenset({"id", "name"})


def read(tmp_path: Path, data: bytes) -> tuple[list[list[str]], list[str]]:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    table = read_table(path, "t.csv", REQUIRED, frozenset({"note"}))
    return [list(record.texts.values()) for record in table.records], [str(f) for f in table.faults]


@pytest.mark.parametrize(
    "data",
    [
        b"id,name\na,b\n",
        b"\xef\xbb\xbfid,name\r\na,b\r\n",  # Excel's CSV UTF-8
        b"id,name\na,b",  # no line end after the last row
        b"id,name\n a , b \n,\n",  # blanks around, and an empty row below
        b'"id","name"\n"a","b"\n',
        b"id,name,,\na,b,,\n,,,\n",  # empty columns and rows beside and below
    ],
)
def test_what_spreadsheets_write_is_read(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data) == ([["a", "b"]], [])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "t.csv:1:1: the file is empty"),
        (b"\n\n", "t.csv:1:1: the file is empty"),
        (
            b"id;name\na;b\n",
            "t.csv:1:3: the cells are separated by semicolons; save the file as CSV with commas",
        ),
        (b"\xff\xfei\x00d\x00", "t.csv:1:1: the file is UTF-16"),
        (b"id,name\na,caf\xe9\n", "t.csv:2:6: byte 0xe9 is not UTF-8"),
        (b"id,name,id\na,b,c\n", "t.csv:1:9: the column 'id' stands twice"),
        (
            b"id,nome\na,b\n",
            "t.csv:1:4: no column is called 'nome' here; rename it (not used yet: name, note)",
        ),
        (b"id,note\na,b\n", "t.csv:1:1: the column 'name' is missing; add it to the header"),
        (b"id,name\na,b,c\n", "t.csv:2:1: 3 cells where the header has 2"),
        (b'id,name\na,"b\n', "t.csv:2:3: a quotation mark opens here and is not closed"),
        (b'id,name\na,b"c"\n', "t.csv:2:3: a quotation mark opens here and is not closed"),
        (b"id,name\na,b\x07\n", "t.csv:2:3: the cell holds the control character U+0007"),
        (b"id,name\ra,b\r", "t.csv:1:1: the lines end with bare carriage returns"),
        (b"id\tname\na\tb\n", "t.csv:1:3: the cells are separated by tabs"),
        (b"sep=,\nid,name\na,b\n", "t.csv:1:1: the first line is 'sep=,'; remove that line"),
        (b"id;na,me\na;b\n".replace(b"na,me", b"name;no,te"), "t.csv:1:3: the cells are separated by semicolons"),
        (b"ID,name\na,b\n", "t.csv:1:1: no column is called 'ID' here; write id"),
    ],
)
def test_what_is_spoilt_is_told_with_its_place(tmp_path: Path, data: bytes, message: str) -> None:
    _, faults = read(tmp_path, data)
    assert any(fault.startswith(message) for fault in faults), faults


def test_a_cell_after_a_cell_of_three_lines_knows_its_real_line() -> None:
    rows = list(scan('a,"x\ny\nz",b\nc,d,e\n', "t.csv"))
    cells = [cell for row in rows if isinstance(row, list) for cell in row]
    assert [(cell.text, cell.place.line, cell.place.column) for cell in cells] == [
        ("a", 1, 1),
        ("x\ny\nz", 1, 3),
        ("b", 3, 4),
        ("c", 4, 1),
        ("d", 4, 3),
        ("e", 4, 5),
    ]


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\r", codec="utf-8"), max_size=8), min_size=2, max_size=4),
        min_size=1,
    )
)
def test_the_scanner_reads_what_the_csv_module_writes(rows: list[list[str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    scanned = list(scan(buffer.getvalue(), "t.csv"))
    assert [[cell.text for cell in row] for row in scanned if isinstance(row, list)] == [
        [text.strip() for text in row] for row in rows
    ]


@given(st.text(st.sampled_from('a,"\n \u2028é'), max_size=30))
def test_the_scanner_ends_on_any_text(text: str) -> None:
    for row in scan(text, "t.csv"):
        assert isinstance(row, Fault) or all(isinstance(cell, Cell) for cell in row)


@given(st.text(st.sampled_from('a,"\n \té\u2028\x07'), max_size=30), st.sampled_from(",\t"))
def test_records_are_read_as_they_are_scanned(text: str, separator: str) -> None:
    columns = tuple(map(str, range(40)))
    scanned = [
        row if isinstance(row, Fault) else ([cell.text for cell in row], [cell.place for cell in row])
        for row in scan(text, "t.csv", separator, 7)
    ]
    read = [
        row if isinstance(row, Fault) else (row.texts, [row.places[name] for name in columns[: len(row.texts)]])
        for row in lines_of(text, "t.csv", separator, 7, columns)
    ]

    def filled(rows: list[Any]) -> list[Any]:
        return [row for row in rows if isinstance(row, Fault) or any(row[0])]

    assert filled(read) == filled(scanned)


@pytest.mark.parametrize("path", sorted(resource("corpus").rglob("*.csv")), ids=lambda path: path.stem)
def test_the_shipped_tables_are_read_and_not_scanned(path: Path) -> None:
    assert well_formed(path.read_text("utf-8"), ",")


def test_a_cell_longer_than_the_csv_module_takes_is_read(tmp_path: Path) -> None:
    long = "x" * (csv.field_size_limit() + 1)
    assert read(tmp_path, f'id,name\na,"{long}"\n'.encode()) == ([["a", long]], [])
