"""An answer as a frame of pandas or polars, an Arrow table, or SPARQL JSON: with types, where its cells have them.

A column of whole numbers is one of integers, of decimals or floats one of floats, and so for booleans and days
(xsd:date); years and months stay text, which no frame has a type for. A column of several kinds is text, as the
answer shows it. An empty cell is null. Nothing else needs these libraries: `pip install 'policygraph[frames]'`.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

import pyoxigraph as ox

from .faults import PolicygraphError
from .vocabulary import XSD

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from .store.results import Term


class Tabled(Protocol):
    """What a frame is made of: an answer."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The texts of the cells."""

    @property
    def terms(self) -> tuple[tuple["Term | None", ...], ...]:
        """The terms of the cells, if it has any."""


Value = int | float | bool | date | str
_WHOLE = ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt")
_KINDS: dict[str, str] = {
    **dict.fromkeys(_WHOLE, "whole"),
    **dict.fromkeys(("decimal", "double", "float"), "number"),
    "boolean": "boolean",
    "date": "day",
}
_READ: dict[str, Callable[[str], Value]] = {
    "whole": int,
    "number": float,
    "boolean": lambda text: text in ("true", "1"),
    "day": date.fromisoformat,
}
_GREATEST = 2**63  # of a whole number in a frame; bigger ones are text


def to_arrow(answer: Tabled) -> "pa.Table":
    """The answer as a table of Arrow."""
    pa = _library("pyarrow")
    types = {
        "whole": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "day": pa.date32(),
        "text": pa.string(),
    }
    columns = [_column(answer, place) for place in range(len(answer.columns))]
    arrays = [pa.array(values, types[kind]) for kind, values in columns]
    return pa.Table.from_arrays(arrays, names=list(answer.columns))


def to_polars(answer: Tabled) -> "pl.DataFrame":
    """The answer as a frame of polars."""
    pl = _library("polars")
    types = {"whole": pl.Int64, "number": pl.Float64, "boolean": pl.Boolean, "day": pl.Date, "text": pl.String}
    columns = [_column(answer, place) for place in range(len(answer.columns))]
    series = [
        pl.Series(name, values, types[kind]) for name, (kind, values) in zip(answer.columns, columns, strict=True)
    ]
    return pl.DataFrame(series)  # type: ignore[no-any-return]


def to_pandas(answer: Tabled) -> "pd.DataFrame":
    """The answer as a frame of pandas, with types that know of empty cells."""
    pd = _library("pandas")
    types = {"whole": "Int64", "number": "Float64", "boolean": "boolean", "day": "object", "text": "string"}
    columns = [_column(answer, place) for place in range(len(answer.columns))]
    series = {
        name: pd.Series(values, dtype=types[kind])
        for name, (kind, values) in zip(answer.columns, columns, strict=True)
    }
    return pd.DataFrame(series, columns=list(answer.columns))  # type: ignore[no-any-return]


def to_sparql_json(answer: Tabled) -> str:
    """The answer in the W3C's JSON for results; one that has no terms is handed on as texts."""
    if answer.columns == ("answer",) and answer.rows in ((("yes",),), (("no",),)) and answer.terms:
        return json.dumps({"head": {}, "boolean": answer.rows[0][0] == "yes"})
    rows: Sequence[Sequence[Term | None]] = answer.terms or [
        [ox.Literal(cell) if cell else None for cell in row] for row in answer.rows
    ]
    bindings = [
        {name: _json(term) for name, term in zip(answer.columns, row, strict=True) if term is not None} for row in rows
    ]
    return json.dumps(
        {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}, ensure_ascii=False, indent=1
    )


def _json(term: "Term") -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}
    found = {"type": "literal", "value": term.value}
    if term.language:
        return {**found, "xml:lang": term.language}
    return found if term.datatype.value == XSD + "string" else {**found, "datatype": term.datatype.value}


def _column(answer: Tabled, place: int) -> tuple[str, list[Value | None]]:
    """The kind of a column, and its values; text, as the answer shows it, unless all its cells are of one kind."""
    terms = [row[place] for row in answer.terms]
    kinds = {_kind(term) for term in terms if term is not None}
    if kinds == {"whole", "number"}:
        kinds = {"number"}
    if len(kinds) == 1 and (kind := kinds.pop()) != "text":
        read = _READ[kind]
        return kind, [None if term is None else read(_text(term)) for term in terms]
    return "text", [cell or None for cell in (row[place] for row in answer.rows)]


def _kind(term: "Term") -> str:
    """The kind of a cell; text if its value is not what its type says."""
    if not isinstance(term, ox.Literal) or not term.datatype.value.startswith(XSD):
        return "text"
    kind = _KINDS.get(term.datatype.value.removeprefix(XSD), "text")
    if kind == "text":
        return kind
    try:
        value = _READ[kind](term.value)
    except ValueError:
        return "text"
    return "text" if kind == "whole" and abs(int(value)) >= _GREATEST else kind  # type: ignore[arg-type]


def _text(term: "Term") -> str:
    assert isinstance(term, ox.Literal)
    return term.value


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise PolicygraphError(f"{name} is not installed: pip install 'policygraph[frames]'") from None
