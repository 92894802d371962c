"""Holds a graph against its shapes, and says which row of the corpus a result is about.

The shapes stand in `ontology/`; the engine is the Rust one of the `shacl` package, with pyshacl in its place
where that has no wheel. The tests hold the two against each other.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .corpus import Corpus
from .faults import Fault, Place, PolicygraphError, Severity
from .graph import Graph, GraphName
from .iris import Iris
from .resources import resource
from .rows import DocumentRow, Row, StatementRow

if TYPE_CHECKING:
    import rdflib

_FILES = ("shapes.ttl", "typical-ends.ttl")
_SHAPES = "https://w3id.org/policygraph/shapes#"
_GAP = re.compile(r"\.gap-\d+(?=>$)")  # a gap in a stretch of text is made by the row of the stretch
_NO_ADDRESS = "[]"  # a blank node, as Turtle writes one: each engine has names of its own for them


@dataclass(frozen=True, order=True, slots=True)
class Result:
    """One result of validation: the node it is about, the shape, the message, and whether it only warns."""

    focus: str
    shape: str
    message: str
    warning: bool


@cache
def shapes_text() -> str:
    """The shapes as one Turtle text."""
    return "\n".join((resource("ontology") / name).read_text("utf-8") for name in _FILES)


@cache
def _said(name: str) -> dict[str, str]:
    """What the shapes say of themselves with a property of theirs: the value by the shape."""
    quads = ox.parse(shapes_text().encode(), format=ox.RdfFormat.TURTLE)
    named = ox.NamedNode(_SHAPES + name)
    return {str(q.subject): q.object.value for q in quads if q.predicate == named and isinstance(q.object, ox.Literal)}


def validate(graph: Graph) -> list[Result]:
    """The results of the shapes over all that a graph holds, sorted."""
    return sorted(set(results(triples_of(graph))))


def triples_of(graph: Graph) -> str:
    """All triples as Turtle, in no order: to sort them would take longer than to hold them against the shapes.

    With prefixes the text is a quarter as long as N-Triples, and what is grown has room in memory.
    """
    names: list[GraphName] = [*graph.store.named_graphs(), ox.DefaultGraph()]
    return b"".join(_dumped(graph, name) for name in names).decode()


def _dumped(graph: Graph, name: GraphName) -> bytes:
    data = graph.store.dump(format=ox.RdfFormat.TURTLE, from_graph=name, prefixes=graph.prefixes)
    assert data is not None  # it is only where an output was named
    return data


def results(data: str) -> Iterable[Result]:
    """The results of the shapes over Turtle, the vocabulary among them, from the engine that is here."""
    try:
        return with_shacl(data)
    except ImportError:
        return with_pyshacl(data)


def with_shacl(data: str) -> list[Result]:
    """The results from the fast engine; raises ImportError if it is not here."""
    import shacl

    report = shacl.Shapes.from_turtle(shapes_text()).validate_text(data, format="turtle")
    return [
        Result(
            _NO_ADDRESS if result.focus_node.startswith("_:") else result.focus_node,
            result.source_shape or "",
            result.message or "",
            result.severity == "Warning",
        )
        for result in report.results
    ]


@cache
def _parsed() -> "rdflib.Graph":
    import rdflib

    return rdflib.Graph().parse(data=shapes_text(), format="turtle")


def with_pyshacl(data: str) -> Iterator[Result]:
    """The same results from pyshacl: the referee of the tests, and the fallback.

    Raises PolicygraphError if it is not here, or gives up.
    """
    try:
        import pyshacl
    except ImportError:
        raise PolicygraphError("no SHACL engine is installed: pip install 'policygraph[pyshacl]'") from None
    import rdflib
    from rdflib import SH

    try:
        _, report, _ = pyshacl.validate(rdflib.Graph().parse(data=data, format="turtle"), shacl_graph=_parsed())
    except pyshacl.errors.ReportableRuntimeError as error:  # it compares no blank node, where the other engine does
        raise PolicygraphError(f"pyshacl cannot hold this graph against the shapes: {error}") from None
    assert isinstance(report, rdflib.Graph)
    for node in report.objects(None, SH.result):  # and not sh:detail, which other engines leave out
        focus, shape, message, severity = (
            report.value(node, name) for name in (SH.focusNode, SH.sourceShape, SH.resultMessage, SH.resultSeverity)
        )
        assert focus is not None  # every result has one
        address = _NO_ADDRESS if isinstance(focus, rdflib.BNode) else focus.n3()
        yield Result(address, f"<{shape}>", str(message), severity == SH.Warning)


def check_shapes(corpus: Corpus, graph: Graph) -> list[Fault]:
    """The results as faults at the rows that they come from, but for what the check of the rows has told already."""
    rows = dict(_rows(corpus))
    return [_fault(result, rows, corpus) for result in validate(graph) if result.shape not in _said("toldOfRows")]


@dataclass(frozen=True, slots=True)
class _Origin:
    """The row that makes a node, and whether it is the cells of its cue that do."""

    row: Row
    cue: bool = False

    def at(self, column: str) -> Place:
        if self.cue:
            return self.row.at(f"cue_{column}" if column in ("start", "end") else "cue")
        return self.row.at(column)


def _rows(corpus: Corpus) -> Iterator[tuple[str, _Origin]]:
    """Rows by the nodes they make; a linkage stands for the first row that states it."""
    iris = Iris(corpus.base)
    for element in corpus.elements:
        yield str(iris.element(element.id)), _Origin(element)
    linkages: dict[str, _Origin] = {}
    for document in corpus.documents:
        yield str(iris.document(document.id)), _Origin(document)
        for passage in corpus.passages.get(document.id, ()):
            yield from _nodes(iris.passage(document.id, passage.id), ("", ".position"), _Origin(passage))
        for row in corpus.statements.get(document.id, ()):
            yield from _statement_nodes(document, row, iris)
            if row.linkage_type:
                linkages.setdefault(str(iris.linkage_of(row)), _Origin(row))
    yield from linkages.items()
    yield from ((str(iris.verdict(verdict.ask)), _Origin(verdict)) for verdict in corpus.verdicts)


def _statement_nodes(document: DocumentRow, row: StatementRow, iris: Iris) -> Iterator[tuple[str, _Origin]]:
    node = iris.statement(document.id, row.id)
    yield from _nodes(node, ("", ".evidence", ".evidence.position"), _Origin(row))
    yield from _nodes(node, (".cue", ".cue.position"), _Origin(row, cue=True))


def _nodes(node: ox.NamedNode, endings: tuple[str, ...], origin: _Origin) -> Iterator[tuple[str, _Origin]]:
    for ending in endings:
        yield f"<{node.value}{ending}>", origin


def _fault(result: Result, rows: dict[str, _Origin], corpus: Corpus) -> Fault:
    severity: Severity = "warning" if result.warning else "fault"
    found, _, mend = result.message.partition("; ")
    mend = mend or "see docs/coding.md"
    stretch, gaps = _GAP.subn("", result.focus)
    origin = rows.get(stretch)
    if origin is None:
        where = Place(corpus.folder.as_posix())
        return Fault(where, f"no row makes {result.focus}, and of it is to be said: {found}", mend, severity)
    column = "gaps" if gaps else _said("column").get(result.shape, "id")
    return Fault(origin.at(column), found, mend, severity)
