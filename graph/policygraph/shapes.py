"""Holds a graph against its shapes, and says which row of the corpus a result is about.

The shapes stand in `ontology/`; the engine is the Rust one of the `shacl` package, with pyshacl in its place
where that has no wheel. The tests hold the two against each other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from .corpus import Corpus
from .faults import Fault, PolicygraphError, Severity
from .graph import Graph
from .iris import Iris
from .rdf import serialized
from .resources import resource
from .rows import StatementRow

_FILES = ("shapes.ttl", "typical-ends.ttl")
_COLUMN = ox.NamedNode("https://w3id.org/policygraph/shapes#column")
_SH = "http://www.w3.org/ns/shacl#"


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
def _columns() -> dict[str, str]:
    """The column that each shape points at."""
    quads = ox.parse(shapes_text().encode(), format=ox.RdfFormat.TURTLE)
    return {
        str(q.subject): q.object.value for q in quads if q.predicate == _COLUMN and isinstance(q.object, ox.Literal)
    }


def validate(graph: Graph) -> list[Result]:
    """The results of the shapes over a graph's elements, documents and vocabulary, sorted."""
    derived = graph.base + "graph/status/"
    triples = [q.triple for q in graph.quads() if not str(q.graph_name).startswith(f"<{derived}")]
    data = serialized(triples, ox.RdfFormat.N_TRIPLES).decode()
    try:
        return sorted(set(_with_shacl(data)))
    except ImportError:
        return sorted(set(with_pyshacl(data)))


def _with_shacl(data: str) -> Iterator[Result]:
    import shacl

    report = shacl.Shapes.from_turtle(shapes_text()).validate_text(data, format="ntriples")
    for result in report.results:
        shape = result.root_shape if result.root_shape in _columns() else result.source_shape
        yield Result(result.focus_node, shape or "", result.message or "", result.severity == "Warning")


def with_pyshacl(data: str) -> Iterator[Result]:
    """The same results from pyshacl: the referee of the tests, and the fallback."""
    try:
        import pyshacl
    except ImportError:
        raise PolicygraphError("no SHACL engine is installed: pip install 'policygraph[pyshacl]'") from None
    import rdflib
    from rdflib import SH

    _, report, _ = pyshacl.validate(
        rdflib.Graph().parse(data=data, format="nt"),
        shacl_graph=rdflib.Graph().parse(data=shapes_text(), format="turtle"),
    )
    assert isinstance(report, rdflib.Graph)
    for node in report.objects(None, SH.result):  # and not sh:detail, which other engines leave out
        focus, shape, message, severity = (
            report.value(node, name) for name in (SH.focusNode, SH.sourceShape, SH.resultMessage, SH.resultSeverity)
        )
        yield Result(f"<{focus}>", f"<{shape}>", str(message), severity == SH.Warning)


def check_shapes(corpus: Corpus, graph: Graph) -> list[Fault]:
    """The results as faults at the rows that they come from."""
    rows = dict(_rows(corpus))
    return [_fault(result, rows, corpus) for result in validate(graph)]


def _rows(corpus: Corpus) -> Iterator[tuple[str, StatementRow]]:
    """Rows by the nodes they make; a linkage stands for the first row that states it."""
    iris = Iris(corpus.base)
    seen: set[str] = set()
    for document in corpus.documents:
        for row in corpus.statements.get(document.id, ()):
            yield str(iris.statement(document.id, row.id)), row
            if row.linkage_type:
                linkage = str(iris.linkage_of(row))
                if linkage not in seen:
                    seen.add(linkage)
                    yield linkage, row


def _fault(result: Result, rows: dict[str, StatementRow], corpus: Corpus) -> Fault:
    severity: Severity = "warning" if result.warning else "fault"
    found, _, mend = result.message.partition("; ")
    row = rows.get(result.focus)
    if row is None:
        raise AssertionError(f"{corpus.folder}: no row makes the node {result.focus}: {result.message}")
    return Fault(row.at(_columns().get(result.shape, "id")), found, mend or "see docs/coding.md", severity)
