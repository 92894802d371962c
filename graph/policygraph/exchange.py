"""The same network in the forms that other tools read: GraphML, GEXF, CSV, and the graph as TriG and Turtle.

Every form is the same to the byte for the same corpus: no date of writing, no version of a library.
"""

import csv
import io
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .graph import Graph
from .network import by_edge, edge_id
from .rdf import serialized
from .statements import Content

if TYPE_CHECKING:
    import networkx as nx

COLUMNS = [
    "edge",
    "subject",
    "subject_label",
    "linkage_type",
    "object",
    "object_label",
    "status",
    "exclusive",
    "listed",
    "statement_count",
    "statements",
    "passage_count",
    "document_count",
    "documents",
    "holders",
]


def to_graphml(network: "nx.MultiDiGraph[str]") -> bytes:
    """The network as GraphML."""
    from networkx.readwrite.graphml import GraphMLWriter

    # networkx would write with lxml where that is installed, and differently
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(network)
    buffer = io.BytesIO()
    writer.dump(buffer)
    return buffer.getvalue() + b"\n"


def to_gexf(network: "nx.MultiDiGraph[str]") -> bytes:
    """The network as GEXF 1.2, which Gephi opens with its labels, types and statuses."""
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(network)
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate")  # the day of writing
        for creator in meta.iter("creator"):
            creator.text = "policygraph"  # instead of networkx with its version
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue() + b"\n"


def to_linkages_csv(content: Content, *, quotes: bool) -> str:
    """One row an edge, with the ids of the statements behind it; with their quotes, if there are any."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*COLUMNS, "quotes"] if quotes else COLUMNS)
    for (linkage, status), statements in sorted(by_edge(content.statements).items(), key=lambda e: edge_id(*e[0])):
        documents = list(dict.fromkeys(s.document for s in statements))
        row = [
            edge_id(linkage, status),
            linkage.subject,
            content.elements[linkage.subject].label,
            linkage.type,
            linkage.object,
            content.elements[linkage.object].label,
            status,
            "true" if linkage.exclusive else "false",
            "true" if all(s.mode == "listed" for s in statements) else "false",
            len(statements),
            "|".join(s.id for s in statements),
            len({(s.document, s.place) for s in statements}),
            len(documents),
            "|".join(documents),
            "|".join(dict.fromkeys(holder for s in statements for holder in s.holder)),
        ]
        writer.writerow([*row, " | ".join(s.quote for s in statements)] if quotes else row)
    return buffer.getvalue()


def to_trig(graph: Graph) -> bytes:
    """All named graphs as TriG: elements, linkages, documents, the links by status, the vocabulary."""
    return serialized(graph.in_order(), ox.RdfFormat.TRIG, graph.prefixes)


def to_turtle(graph: Graph) -> bytes:
    """Elements, linkages and documents as one Turtle file, for tools that know no named graphs."""
    triples = (quad.triple for quad in graph.in_order(documents=True))  # in order, and each subject in one graph only
    return serialized(triples, ox.RdfFormat.TURTLE, graph.prefixes)
