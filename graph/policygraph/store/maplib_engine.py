"""The triples of a graph in maplib, which counts and joins whole graphs many times as fast as Oxigraph."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rdflib.plugins.sparql import prepareQuery

from ..faults import PolicygraphError
from ..graph import Graph
from ..masking import masked
from .algebra import WrongAnswerError
from .asked import Asked
from .maplib_limits import Shape, read
from .maplib_terms import rows_of
from .ordering import ordered
from .results import NO, YES, Results, Row

if TYPE_CHECKING:
    import maplib

ELSEWHERE = "ask pyoxigraph"
_XSD = rb"http://www\.w3\.org/2001/XMLSchema#"
_TYPED = re.compile(rb'^\S+ (<[^>]*>) "[^\n]*"\^\^<' + _XSD + rb"(?:decimal|double|float)> \.$", re.MULTILINE)
# What maplib drops, rounds or moves when it reads: long numbers, fractions of more than twelve places, times.
_LOST = re.compile(
    rb'"(?:(?![+-]?\d{1,18}")[^"\n]*"\^\^<' + _XSD + rb'integer|(?![+-]?\d{0,20}(?:\.\d{1,12})?")[^"\n]*"\^\^<' + _XSD
    + rb'decimal|(?!\d{4}-\d\d-\d\d")[^"\n]*"\^\^<' + _XSD + rb'date|(?!true"|false")[^"\n]*"\^\^<' + _XSD
    + rb'boolean|[^"\n]*"\^\^<' + _XSD + rb"(?:dateTime|time|dateTimeStamp|float))>"
)  # fmt: skip
_CONCAT = re.compile(r"(\bGROUP_CONCAT\s*\(\s*(?:DISTINCT\b\s*)?)([?$]\w+)", re.IGNORECASE)
_STAR = re.compile(r"^[^{]*\bSELECT\s+(?:DISTINCT\s*|REDUCED\s*)?\*", re.IGNORECASE)
_ASK = re.compile(r"\bASK\b", re.IGNORECASE)
_TAIL = re.compile(r"\bORDER\s+BY\b(?P<keys>.*?)(?P<cut>(?:\b(?:LIMIT|OFFSET)\s+\d+\s*)*)$", re.IGNORECASE | re.DOTALL)
_KEY = re.compile(r"\s*(?:(?P<way>ASC|DESC)\s*\(\s*)?[?$](?P<name>\w+)\s*(?(way)\))\s*", re.IGNORECASE)
_CUT = re.compile(r"(LIMIT|OFFSET)\s+(\d+)", re.IGNORECASE)


@dataclass
class MaplibEngine(Asked):
    """The triples of all graphs as one, in maplib.

    Where maplib is known to answer wrongly the query is refused, with the reason. `triples` gives the triples as
    N-Triples; it is called again when maplib has fallen over, as its model cannot be asked any more then.
    """

    base: str
    triples: Callable[[], Iterator[bytes]] = field(repr=False)
    _model: "maplib.Model | None" = field(default=None, init=False, repr=False)
    _inexact: frozenset[str] = field(default=frozenset(), init=False, repr=False)

    @property
    def name(self) -> str:
        """The engine that answers."""
        return "maplib"

    def query(self, sparql: str, *, union: bool = True) -> Results:
        """The results of a query over all triples; raises PolicygraphError where pyoxigraph has to be asked."""
        if not union:
            raise PolicygraphError(f"in maplib all triples are one graph; for what is in one of several, {ELSEWHERE}")
        ox.Store().query(sparql, prefixes=self.prefixes)  # is it SPARQL? and if not, where
        model = self._loaded()
        bare, order, first, last = _unsorted(_with_texts(sparql))
        try:
            parsed = prepareQuery(bare, initNs=self.prefixes)
        except Exception as error:  # noqa: BLE001 - its parser raises what it likes
            raise self._refusal(f"rdflib cannot read the query ({error})") from None
        try:
            shape = read(parsed.algebra, self._inexact)
        except WrongAnswerError as reason:
            raise self._refusal(str(reason)) from None
        wanted = tuple(map(str, parsed.algebra.get("PV") or ()))
        found = self._found(model, bare, str(parsed.algebra.name), shape, wanted)
        if order:
            missing = [name for name, _ in order if name not in found.columns]
            if missing:
                raise self._refusal(f"it is sorted here, and ?{missing[0]} is not in the answer")
            found = ordered(found, order)
        return Results(found.columns, found.rows[first:last])

    def _found(self, model: "maplib.Model", sparql: str, kind: str, shape: Shape, wanted: tuple[str, ...]) -> Results:
        if kind == "AskQuery":
            place = _ASK.search(masked(sparql))
            assert place is not None
            sparql = sparql[: place.start()] + "SELECT (1 AS ?answer)" + sparql[place.end() :] + "\nLIMIT 1"
        import maplib

        prologue = "".join(f"PREFIX {name}: <{space}>\n" for name, space in self.prefixes.items())
        try:
            found = model.query(prologue + sparql, solution_mappings=True)
        except BaseException as error:  # a panic of Rust is no Exception
            if type(error).__name__ == "PanicException":
                self._model = None  # its lock is poisoned
                raise self._refusal("it fell over, and is loaded anew when it is asked again") from None
            if not isinstance(error, Exception):
                raise
            told = str(error).splitlines()[0][:120]
            raise self._refusal(f"it says: {told}") from None
        if isinstance(found, list):  # of a CONSTRUCT: one for each triple of its template
            parts = [part for part in found if isinstance(part, maplib.SolutionMappings)]
            triples = {row for part in parts for row in rows_of(part, ("subject", "predicate", "object"))}
            return Results(("subject", "predicate", "object"), tuple(sorted(triples, key=str)))
        assert isinstance(found, maplib.SolutionMappings)
        columns = tuple(found.mappings.columns)
        if _STAR.search(masked(sparql)):
            columns = tuple(sorted(columns))  # as Oxigraph has them
        elif set(columns) == set(wanted):
            columns = wanted  # maplib hands them out in an order of its own
        rows = rows_of(found, columns)
        if kind == "AskQuery":
            return Results(("answer",), ((YES if rows else NO,),))
        return Results(columns, self._checked(rows, columns, shape))

    def _checked(self, rows: list[Row], columns: tuple[str, ...], shape: Shape) -> tuple[Row, ...]:
        """The rows as SPARQL has them: without the group of nothing; refused if a number was lost on the way."""
        if shape.one_row and not rows:
            raise self._refusal("it gives no row for a sum of nothing")
        keys, made, lists = (
            [columns.index(str(name)) for name in part] for part in (shape.keys, shape.made, shape.lists)
        )
        kept = [row for row in rows if all(row[place] is not None for place in keys)]
        if any(row[place] is None for row in kept for place in made):
            raise self._refusal("it cannot reckon with what it found, numbers of several kinds perhaps")
        empty = ox.Literal("")  # of a list without parts; Oxigraph leaves it unbound
        return tuple(
            tuple(None if place in lists and cell == empty else cell for place, cell in enumerate(row)) for row in kept
        )

    def _refusal(self, reason: str) -> PolicygraphError:
        return PolicygraphError(f"maplib could not answer this; {ELSEWHERE} ({reason})")

    def _loaded(self) -> "maplib.Model":
        """The model, read anew if there is none that can be asked; raises PolicygraphError if values would change."""
        if self._model is None:
            try:
                import maplib
            except ImportError:
                raise PolicygraphError("maplib is not installed: pip install 'policygraph[maplib]'") from None
            inexact: set[str] = set()
            with TemporaryDirectory(prefix="policygraph-") as folder:
                path = Path(folder) / "triples.nt"
                with path.open("wb") as file:
                    for triples in self.triples():
                        inexact |= {match.decode()[1:-1] for match in set(_TYPED.findall(triples))}
                        _refuse_lost(triples)
                        file.write(triples)
                self._model = maplib.Model()
                if path.stat().st_size:
                    self._model.read(str(path), format="ntriples")
            self._inexact = frozenset(inexact)
        return self._model


def from_graph(graph: Graph) -> MaplibEngine:
    """The engine over the triples of all graphs of a store; they are read when it is first asked."""

    def triples() -> Iterator[bytes]:
        for name in (ox.DefaultGraph(), *graph.store.named_graphs()):
            data = graph.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name)
            assert data is not None  # it is only where an output was named
            yield data

    return MaplibEngine(graph.base, triples)


def _refuse_lost(triples: bytes) -> None:
    lost = _LOST.search(triples)
    if lost:
        raise PolicygraphError(f"maplib would change the value {lost[0].decode()}; {ELSEWHERE}")


def _with_texts(sparql: str) -> str:
    """The query with the texts of what is listed: of a bare variable maplib lists its own numbers.

    >>> _with_texts("SELECT (GROUP_CONCAT(DISTINCT ?who) AS ?all) { ?x ?y ?who }")
    'SELECT (GROUP_CONCAT(DISTINCT STR(?who)) AS ?all) { ?x ?y ?who }'
    """
    for match in reversed(list(_CONCAT.finditer(masked(sparql)))):
        sparql = f"{sparql[: match.start(2)]}STR({match[2]}){sparql[match.end(2) :]}"
    return sparql


def _unsorted(sparql: str) -> tuple[str, tuple[tuple[str, bool], ...], int, int | None]:
    """The query without its last ORDER BY and what is cut off after it; by what to sort, and from where to where.

    A query that is not sorted is cut by maplib. One whose order is not of plain variables is left as it is.
    """
    text = masked(sparql)
    start = text.rfind("}") + 1
    tail = _TAIL.search(text, start)
    if tail is None:
        return sparql, (), 0, None
    order, place = [], 0
    while place < len(tail["keys"]):
        key = _KEY.match(tail["keys"], place)
        if key is None:
            return sparql, (), 0, None
        order.append((key["name"], (key["way"] or "").upper() == "DESC"))
        place = key.end()
    cut = {word.upper(): int(number) for word, number in _CUT.findall(tail["cut"])}
    first = cut.get("OFFSET", 0)
    last = first + cut["LIMIT"] if "LIMIT" in cut else None
    return sparql[: tail.start()] + "\n", tuple(order), first, last
