"""Rows in order, and lists in cells: done here, and so the same whichever engine gave them."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from ..vocabulary import XSD
from .results import Results, Row, Term, str_of

BETWEEN = " | "  # parts the values of a list, in questions as in the corpus's tables: no label holds it
_NUMBERS = {XSD + kind for kind in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")}
_BEGIN = frozenset(" \t\r\n+-.0123456789INin")
_Key = tuple[int, Decimal | str, str]


def ordered(results: Results, order: Sequence[tuple[str, bool]], lists: Sequence[str] = ()) -> Results:
    """The rows sorted by those columns, each rising or falling, as SPARQL's ORDER BY has it; ties by the whole row.

    The values of the columns that are `lists` are sorted within their cells, and parted by commas. Columns that the
    results do not have are passed over: an engine leaves out none that was asked for.
    """
    places = [results.columns.index(name) for name in lists if name in results.columns]
    rows = [_listed(row, places) for row in results.rows] if places else list(results.rows)
    rows.sort(key=lambda row: tuple(map(str_of, row)))  # ties; of texts only, which the collector passes over
    for name, falling in reversed(order):
        if name in results.columns:
            place = results.columns.index(name)
            rows.sort(key=lambda row: _key(row[place]), reverse=falling)
    return Results(results.columns, tuple(rows))


def _listed(row: Row, places: list[int]) -> Row:
    cells = list(row)
    for place in places:
        cell = cells[place]
        if isinstance(cell, ox.Literal) and BETWEEN in cell.value:
            cells[place] = ox.Literal(", ".join(sorted(cell.value.split(BETWEEN))))
    return tuple(cells)


def _key(term: Term | None) -> _Key:
    """Nothing before blank nodes, addresses, numbers by their value, and texts by their code points."""
    if isinstance(term, ox.Literal):
        text = term.value
        # by its first sign most texts are seen to be no number, at a tenth of what it takes to look at the datatype
        number = _number(text) if text[:1] in _BEGIN and term.datatype.value in _NUMBERS else None
        return (4, text, term.language or "") if number is None else (3, number, "")
    kind = 0 if term is None else 2 if isinstance(term, ox.NamedNode) else 1
    return kind, str_of(term), ""


def _number(text: str) -> Decimal | None:
    """Its value; none for what is no number, which is sorted as the text that it is."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return None if number.is_nan() else number
