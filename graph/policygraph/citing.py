"""A line to put in a footnote."""

from difflib import get_close_matches

import pyoxigraph as ox

from .faults import PolicygraphError
from .from_graph import content_of
from .graph import Graph
from .statements import Statement
from .triples import A
from .vocabulary import DCTERMS, RDFS, term

_LABEL = ox.NamedNode(RDFS + "label")


def cite(graph: Graph, name: str) -> str:
    """The citation of a statement, by its identifier (`be-2012-update.5-18`) or its address.

    Document, place and holder come first, then the statement's own address and the version of the coding, so that
    a reader gets to the words with the text in hand and to the graph without it. Of a statement that was withdrawn the
    line tells when and why, and neither holder nor link: nobody is to be cited for them.
    """
    statements = {statement.id: statement for statement in content_of(graph).statements}
    wanted = name.removeprefix(f"{graph.base}statement/")
    if wanted in statements:
        return _line(statements[wanted], graph)
    if told := withdrawn(graph).get(wanted):
        return told
    near = get_close_matches(wanted, statements, n=3)
    mend = f"the nearest are {', '.join(near)}" if near else "identifiers look like be-2012-update.5-18"
    raise PolicygraphError(f"no statement is called {name!r}; {mend}")


def withdrawn(graph: Graph) -> dict[str, str]:
    """The citation of each statement that was withdrawn, by its identifier."""
    kind = graph.store.quads_for_pattern(None, A, term("WithdrawnStatement"), None)
    nodes = sorted(quad.subject.value for quad in kind if isinstance(quad.subject, ox.NamedNode))
    return {iri.removeprefix(f"{graph.base}statement/"): _taken_back(graph, ox.NamedNode(iri)) for iri in nodes}


def _taken_back(graph: Graph, node: ox.NamedNode) -> str:
    def of(subject: ox.NamedNode, predicate: ox.NamedNode) -> ox.NamedNode | ox.Literal:
        (value,) = (quad.object for quad in graph.store.quads_for_pattern(subject, predicate, None, None))
        assert isinstance(value, ox.NamedNode | ox.Literal)
        return value

    document, passage = of(node, term("document")), of(node, ox.NamedNode(DCTERMS + "isPartOf"))
    assert isinstance(document, ox.NamedNode)
    assert isinstance(passage, ox.NamedNode)
    title, date = of(document, _LABEL).value, of(document, ox.NamedNode(DCTERMS + "date")).value
    day, why = of(node, term("withdrawn")).value, of(node, term("withdrawnBecause")).value
    coded = f"coded {of(node, ox.NamedNode(DCTERMS + 'created')).value} by {of(node, term('coder')).value}"
    name = node.value.removeprefix(f"{graph.base}statement/")
    version = f", version {graph.version}" if graph.version else ""
    return (
        f"Withdrawn on {day} ({why}), not to be cited as what the document says: {title}, {date}, "
        f"{of(passage, _LABEL).value}. In: {graph.title}{version}, statement {name}, {coded}. {node.value}"
    )


def _line(statement: Statement, graph: Graph) -> str:
    holder = ", ".join(statement.holder)
    if statement.reported_by:
        holder += f" (as reported by {', '.join(statement.reported_by)})"
    place = f"{statement.document_title}, {statement.date}, {statement.place}"
    coded = f"coded {statement.coded} by {statement.coder}"
    version = f", version {graph.version}" if graph.version else ""
    edition = f" (version {statement.version})" if statement.version != "1" else ""
    return (
        f"{holder}: {place}{edition}. In: {graph.title}{version}, statement {statement.id}, {coded}. {statement.iri}"
    )
