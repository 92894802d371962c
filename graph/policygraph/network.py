"""Statements become a network: elements are its nodes, and each linkage gives one edge a status."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .from_graph import content_of
from .graph import Graph
from .statements import Content, Element, Linkage, Statement
from .vocabulary import vocabulary

if TYPE_CHECKING:
    import networkx as nx


def to_network(graph: Graph) -> "nx.MultiDiGraph[str]":
    """The stated linkages of a graph as a networkx MultiDiGraph, nodes and edges in the order of their ids.

    A node is an element that is linked or that a position is about. Its attributes: label, type (its class),
    kind (its main class), iri, statements (how many touch it), positions (how many are about it as such).

    An edge is one linkage with one status; its key is "linkage id, status". Its attributes: id, linkage, type,
    label (the type in words), status, statements and documents (ids parted by `|`), statement_count,
    passage_count and document_count, exclusive ("not only": the plain link is not denied), listed (named in
    lists only: nobody took a stance on it in particular) and symmetric.
    """
    return network_of(content_of(graph))


def network_of(content: Content) -> "nx.MultiDiGraph[str]":
    """As `to_network`, from content that was read already."""
    import networkx as nx

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    touching = Counter(end for s in content.statements if s.linkage for end in {s.linkage.subject, s.linkage.object})
    positions = Counter(s.element for s in content.statements if s.element)
    for element in linked_elements(content):
        network.add_node(element.id, **_node(element, touching[element.id], positions[element.id]))
    for (linkage, status), statements in sorted(by_edge(content.statements).items(), key=lambda item: _order(item[0])):
        key = edge_id(linkage, status)
        network.add_edge(linkage.subject, linkage.object, key=key, **_edge(key, linkage, status, statements))
    return network


def by_edge(statements: Iterable[Statement]) -> dict[tuple[Linkage, str], list[Statement]]:
    """The statements that stand behind each edge: those with one linkage and one status."""
    edges: dict[tuple[Linkage, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.linkage:
            edges[statement.linkage, statement.status].append(statement)
    return edges


def edge_id(linkage: Linkage, status: str) -> str:
    """What an edge is called, in every file that is written."""
    return f"{linkage.id}, {status}"


def edge_label(linkage: Linkage, status: str) -> str:
    """The linkage type in words; a denial of "only" reads so that nobody takes it for one of the link."""
    return linkage.verb.replace("(only)", "(not only)") if status == "denied" else linkage.verb


def _order(edge: tuple[Linkage, str]) -> str:
    return edge_id(*edge)


def linked_elements(content: Content) -> list[Element]:
    """The elements that are linked or that a position is about, in the order of their ids."""
    ids = {s.element for s in content.statements if s.element}
    ids |= {end for s in content.statements if s.linkage for end in (s.linkage.subject, s.linkage.object)}
    return [content.elements[name] for name in sorted(ids)]


def _node(element: Element, statements: int, positions: int) -> dict[str, Any]:
    return {
        "label": element.label,
        "type": element.type,
        "kind": element.kind,
        "iri": element.iri,
        "statements": statements,
        "positions": positions,
    }


def _edge(key: str, linkage: Linkage, status: str, statements: list[Statement]) -> dict[str, Any]:
    documents = list(dict.fromkeys(s.document for s in statements))
    return {
        "id": key,
        "linkage": linkage.id,
        "type": linkage.type,
        "label": edge_label(linkage, status),
        "status": status,
        "statements": "|".join(s.id for s in statements),
        "statement_count": len(statements),
        "passage_count": len({(s.document, s.place) for s in statements}),
        "documents": "|".join(documents),
        "document_count": len(documents),
        "exclusive": linkage.exclusive,
        "listed": all(s.mode == "listed" for s in statements),
        "symmetric": linkage.type in vocabulary().symmetric,
    }
