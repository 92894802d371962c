"""An answer: a table, and the forms in which it is handed on."""

import csv
import html
import io
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from .store.results import Term


@dataclass(frozen=True)
class Answer:
    """Columns and rows of text, as a question gave them. Empty cells are empty texts.

    The answer to a question has the `terms` of its cells too, with their types; None where there is none.

    >>> answer = Answer("who", ("holder",), ("who holds it",), (("Belgium",),))
    >>> print(answer.to_markdown())
    | who holds it |
    | --- |
    | Belgium |
    """

    question: str
    columns: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    terms: tuple[tuple["Term | None", ...], ...] = field(default=(), repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.rows)

    def to_csv(self) -> str:
        """Comma-separated, with the columns' names as header and `\\n` line ends."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return buffer.getvalue().rstrip("\n")

    def to_dicts(self) -> list[dict[str, str]]:
        """One dictionary a row: `pandas.DataFrame(answer.to_dicts())` makes a frame of them."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_json(self) -> str:
        """A JSON array with an object a row."""
        return json.dumps(self.to_dicts(), ensure_ascii=False, indent=2)

    def to_sparql_json(self) -> str:
        """The W3C's JSON for the results of SPARQL, with types and languages."""
        from .frames import to_sparql_json

        return to_sparql_json(self)

    def to_pandas(self) -> "pd.DataFrame":
        """A frame of pandas, numbers as numbers; needs `pip install 'policygraph[frames]'`, as the next two do."""
        from .frames import to_pandas

        return to_pandas(self)

    def to_polars(self) -> "pl.DataFrame":
        """A frame of polars."""
        from .frames import to_polars

        return to_polars(self)

    def to_arrow(self) -> "pa.Table":
        """A table of Arrow."""
        from .frames import to_arrow

        return to_arrow(self)

    def to_markdown(self) -> str:
        """A Markdown table. What would be mark-up in it is escaped."""
        lines = [self.headings, *self.rows]
        head, *body = ("| " + " | ".join(escaped(cell) for cell in line) + " |" for line in lines)
        return "\n".join((head, "| " + " | ".join(["---"] * len(self.headings)) + " |", *body))

    def to_text(self, width: int | None = None) -> str:
        """A table for a terminal of that width: its own if none is given, 120 in a pipe."""
        from rich.box import SIMPLE_HEAD
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
        width = width or terminal_width()
        for heading, cells, least in self._widths(width):
            table.add_column(
                Text(heading),
                justify="right" if _is_number(cells) else "left",
                overflow="fold",
                no_wrap=_is_whole(cells),
                min_width=least,
            )
        for row in self.rows:
            table.add_row(*(Text(cell) for cell in row))
        console = Console(file=io.StringIO(), width=width, color_system=None)
        with console.capture() as capture:
            console.print(table)
        return "\n".join(line.rstrip() for line in capture.get().splitlines()).strip("\n")

    def _widths(self, width: int) -> Iterator[tuple[str, list[str], int]]:
        """Each column's heading and cells, and the least width it may be given in a table of `width`."""
        columns = [(heading, [row[i] for row in self.rows]) for i, heading in enumerate(self.headings)]
        fixed = {i: max(map(len, [heading, *cells])) for i, (heading, cells) in enumerate(columns) if _is_whole(cells)}
        room = width - sum(fixed.values()) - 2 * len(columns)
        share = max(4, room // max(1, len(columns) - len(fixed)))
        for index, (heading, cells) in enumerate(columns):
            longest = max((len(word) for cell in [heading, *cells] for word in cell.split()), default=1)
            yield heading, cells, fixed.get(index, min(longest, share))

    def to_html(self) -> str:
        """An HTML table, and nothing around it."""
        kinds = [_kind([row[i] for row in self.rows]) for i in range(len(self.columns))]
        heads = zip(self.headings, kinds, strict=True)
        head = "".join(f'<th scope="col"{kind}>{html.escape(heading)}</th>' for heading, kind in heads)
        body = "\n".join(
            f"<tr>{''.join(f'<td{kind}>{html.escape(cell)}</td>' for cell, kind in zip(row, kinds, strict=True))}</tr>"
            for row in self.rows
        )
        return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"

    def _repr_html_(self) -> str:
        return self.to_html()


def _kind(cells: list[str]) -> str:
    if _is_number(cells):
        return ' class="number"'
    return ' class="whole"' if _is_whole(cells) else ""


def _is_number(cells: list[str]) -> bool:
    return bool(cells) and all(cell.isdigit() for cell in cells)


def _is_whole(cells: list[str]) -> bool:
    """Whether the cells must not be broken over two lines: an identifier that is cannot be copied."""
    return all(" " not in cell and len(cell) <= 32 for cell in cells)


def terminal_width() -> int:
    """The columns of the terminal that is written to; 120 in a pipe."""
    return shutil.get_terminal_size((120, 25)).columns if sys.stdout.isatty() else 120


def escaped(cell: str) -> str:
    """The text for Markdown, on one line: nothing in it is mark-up, in HTML neither."""
    out = html.escape(" ".join(cell.split()), quote=False)
    for mark in "\\`*_[]|":
        out = out.replace(mark, "\\" + mark)
    return out
