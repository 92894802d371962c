"""A line to put in a footnote."""

from difflib import get_close_matches

from .faults import PolicygraphError
from .graph import Graph
from .statements import Statement, content_of


def cite(graph: Graph, name: str) -> str:
    """The citation of a statement, by its identifier (`be-2012-update.5-18`) or its address.

    Document, place and holder come first, then the statement's own address and the version of the coding, so that
    a reader gets to the words with the text in hand and to the graph without it.
    """
    statements = {statement.id: statement for statement in content_of(graph).statements}
    wanted = name.removeprefix(f"{graph.base}statement/")
    if wanted not in statements:
        near = get_close_matches(wanted, statements, n=3)
        mend = f"the nearest are {', '.join(near)}" if near else "identifiers look like be-2012-update.5-18"
        raise PolicygraphError(f"no statement is called {name!r}; {mend}")
    return _line(statements[wanted], graph)


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
