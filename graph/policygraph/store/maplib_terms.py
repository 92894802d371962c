"""The terms of a frame that maplib hands out: its own types, turned into literals with theirs."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ..vocabulary import XSD
from .results import Row, Term

if TYPE_CHECKING:
    import maplib

_LANGUAGE = "l"  # the field beside the text, in a column with languages
_TYPE = re.compile(r'RDFType\.Literal\("(.*)"\)')
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_COUNTED = XSD + "unsignedInt"  # of COUNT, which SPARQL gives as an integer


def rows_of(found: "maplib.SolutionMappings", columns: tuple[str, ...]) -> list[Row]:
    """The rows of what maplib found, in the order of those columns; None where a variable is not bound."""
    frame, kinds = found.mappings, found.rdf_types
    reads = [_reader(str(kinds[column])) for column in columns]
    parts = [[read(value) for value in frame[column].to_list()] for column, read in zip(columns, reads, strict=True)]
    return list(zip(*parts, strict=True)) if parts else [()] * len(frame)


def _reader(kind: str) -> Callable[[Any], Term | None]:
    """What turns the values of a column of that kind into terms."""
    single = _TYPE.fullmatch(kind)
    if kind == "RDFType.IRI()":
        return lambda value: None if value is None else ox.NamedNode(value)
    if kind == "RDFType.BlankNode()":
        return lambda value: None if value is None else ox.BlankNode(value)
    if single and single[1] != _LANG_STRING:
        datatype = single[1]
        return lambda value: None if value is None else literal(value, datatype)
    return lambda value: None if value is None else _of_several(value)


def _of_several(fields: Mapping[str, Any]) -> Term | None:
    """The term of a column of several kinds: one of its fields is filled, and named for the kind."""
    for name, value in fields.items():
        if value is None or name == _LANGUAGE:
            continue
        if name == "I":
            return ox.NamedNode(value)
        if name == "B":
            return ox.BlankNode(value)
        if name == f"<{_LANG_STRING}>":
            return ox.Literal(value, language=fields[_LANGUAGE])
        return literal(value, name[1:-1])
    return None


def literal(value: Any, datatype: str) -> ox.Literal:
    """The literal of that type, written as Oxigraph writes it.

    >>> literal(Decimal("2.500000000000"), XSD + "decimal")
    <Literal value=2.5 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#decimal>>
    """
    if datatype == XSD + "string":
        return ox.Literal(value)
    kind = XSD + "integer" if datatype == _COUNTED else datatype
    if isinstance(value, float) and kind == XSD + "integer":
        kind = XSD + "decimal"  # an average of integers; SPARQL has it a decimal
    return ox.Literal(_written(value), datatype=ox.NamedNode(kind))


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else str(value)
