"""The pages: the list of questions, a question with its form and the first rows of its answer, and what is amiss."""

import csv
import io
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any
from urllib.parse import quote, urlencode

from ...forms import ID
from ...question import Question, questions
from ..frame import templates
from .choices import Field, Names, fields_of
from .requests import FORMAT, MEDIA

MOST_ROWS = 500
LARGEST = 4_000_000  # bytes of an answer that are read for a page
_STATEMENT = re.compile(rf"(?<![\w.-]){ID.pattern}\.{ID.pattern}(?![\w.-])")
# The columns in which statements are named as the world cites them, elements by their labels, documents by titles.
_STATEMENTS = frozenset(
    ("answers", "ask", "critical", "demand", "favourable", "nearest", "shortcoming", "statement", "statements")
)
_ELEMENTS = frozenset(
    (
        "actor",
        "addressee",
        "addressees",
        "elementLabel",
        "gapLabel",
        "holder",
        "host",
        "in",
        "instrument",
        "object",
        "other",
        "reached",
        "reporter",
        "subject",
        "topic",
        "via",
        "wanted",
        "what",
        "where",
    )
)
_DOCUMENTS = frozenset(("documentLabel",))
_LIST = re.compile(r"( \| )")
_DOWNLOADS = {"csv": "CSV", "json": "JSON", "markdown": "Markdown", "sparql-json": "SPARQL results in JSON"}
_ENDINGS = {"csv": "csv", "json": "json", "markdown": "md", "sparql-json": "srj"}

Part = tuple[str, str]  # a text, and where it leads; nowhere if that is empty


@dataclass(frozen=True)
class Cell:
    """A cell of the table."""

    parts: tuple[Part, ...]
    kind: str


@dataclass(frozen=True)
class Table:
    """The headings, each with the kind of its column, and the first rows; `total` is 0 if it is not known."""

    heads: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


@dataclass(frozen=True)
class Again:
    """How the same is asked again: addresses relative to the page, and what is typed."""

    downloads: tuple[tuple[str, str, str], ...]  # what it is, its address, the name of the file
    address: str
    curl: str
    command: str


def list_page() -> str:
    """The page with all packaged questions."""
    told = [(each, ", ".join(p.name for p in each.parameters)) for each in questions().values()]
    return str(_template("list.html").render(root="./", questions=told))


def question_page(
    asked: Question,
    values: Mapping[str, str],
    names: Names,
    *,
    root: str,
    table: Table | None = None,
    again: Again | None = None,
    trouble: str = "",
    hint: str = "",
) -> str:
    """The page of a question, with its answer, or with why there is none, or what to do first."""
    fields: Sequence[Field] = fields_of(asked, values, names)
    return str(
        _template("question.html").render(
            root=root, asked=asked, fields=fields, table=table, again=again, trouble=_sentence(trouble), hint=hint
        )
    )


def trouble_page(trouble: str, root: str) -> str:
    """The page that says why there is no question."""
    return str(_template("trouble.html").render(root=root, trouble=_sentence(trouble)))


def table_of(asked: Question, data: bytes, names: Names, root: str, *, whole: bool) -> Table:
    """The table of an answer in CSV, of which the rest may be missing."""
    csv.field_size_limit(2 * LARGEST)  # a list of statements may be long
    lines = csv.reader(io.StringIO(data.decode("utf-8", "ignore"), newline=""))
    columns = next(lines)
    first = list(islice(lines, MOST_ROWS))
    total = len(first) + sum(1 for _ in lines) if whole else 0
    if not whole and len(first) < MOST_ROWS:
        first = first[:-1]  # the last was cut
    kinds = [_kind(column, [row[place] for row in first]) for place, column in enumerate(columns)]
    rows = tuple(
        tuple(
            Cell(tuple(_parts(column, text, names, root)), kind)
            for column, text, kind in zip(columns, row, kinds, strict=True)
        )
        for row in first
    )
    return Table(tuple((asked.headings.get(c, c), kind) for c, kind in zip(columns, kinds, strict=True)), rows, total)


def again_of(asked: Question, values: Mapping[str, str], service: str) -> Again:
    """How the question is asked again with these values, of a service at that address."""
    given = urlencode(values, quote_via=quote)
    own = f"{quote(asked.name)}?{given}" if given else quote(asked.name)
    address = f"{service}questions/{own}"
    with_form = {form: urlencode({**values, FORMAT: form}, quote_via=quote) for form in _DOWNLOADS}
    parameters = [f"--param {shlex.quote(f'{name}={value}')}" for name, value in values.items()]
    return Again(
        tuple(
            (told, f"{asked.name}?{with_form[form]}", f"{asked.name}.{_ENDINGS[form]}")
            for form, told in _DOWNLOADS.items()
        ),
        address,
        f"curl --header {shlex.quote('Accept: ' + MEDIA['csv'])} {shlex.quote(address)}",
        " ".join(["policygraph ask", asked.name, *parameters]),
    )


def _parts(column: str, text: str, names: Names, root: str) -> Iterator[Part]:
    """The texts of a cell, which together are the cell; what has a page of its own leads there."""
    if column in _STATEMENTS:
        end = 0
        for match in _STATEMENT.finditer(text):
            yield text[end : match.start()], ""
            yield match[0], f"{root}statement/{match[0]}"
            end = match.end()
        yield text[end:], ""
        return
    things = names.elements if column in _ELEMENTS else names.documents if column in _DOCUMENTS else None
    if things is None:
        yield text, ""
        return
    folder = "element" if column in _ELEMENTS else "document"
    for part in [text] if text in things.ids else _LIST.split(text):
        owner = things.ids.get(part)
        yield part, f"{root}{folder}/{quote(owner, safe='')}" if owner else ""


def _kind(column: str, cells: list[str]) -> str:
    """How a column is set: numbers under each other, a long text with room."""
    if cells and all(cell.isdigit() for cell in cells):
        return "number"
    if column in _STATEMENTS:
        return "cited"
    most = sorted(map(len, cells))[len(cells) * 9 // 10 :]  # one long cell does not make a column that is wide
    return "long" if most and most[0] > 80 else "words" if most and most[0] > 14 else ""


def _sentence(told: str) -> str:
    return told[:1].upper() + told[1:]


@cache
def _template(name: str) -> Any:
    return templates(__package__).get_template(name)
