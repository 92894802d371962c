"""Writes what a corpus became into a folder: all of it, or nothing."""

from pathlib import Path

import pyoxigraph as ox

from .aside import folder_aside, refuse_strangers
from .corpus import Corpus
from .exchange import to_gexf, to_graphml, to_linkages_csv, to_trig, to_turtle
from .graph import Graph
from .mapping_table import sssom_table
from .network import network_of
from .page import draw_network
from .pipeline import Tell
from .statements import content_of

FILES = (
    "graph.trig",
    "statements.ttl",
    "network.graphml",
    "network.gexf",
    "linkages.csv",
    "index.html",
)
MAPPINGS = "mappings.sssom.tsv"
STORE = "store"


def write_output(graph: Graph, folder: Path | str, tell: Tell, corpus: Corpus | None = None) -> Path:
    """The graph as files, a store and a page in `folder`, which is replaced as a whole.

    With the corpus that the graph was built from, its mappings too: the graph does not know for what there is no term.
    A folder that holds anything else is left alone: PolicygraphError says so.
    """
    target = Path(folder)
    refuse_strangers(target, (*FILES, MAPPINGS, STORE))
    with folder_aside(target) as made:
        content = content_of(graph)
        network = network_of(content)
        (made / "graph.trig").write_bytes(to_trig(graph))
        (made / "statements.ttl").write_bytes(to_turtle(graph))
        _write_store(graph, made / STORE)
        tell("store", f"{len(graph.store):,} quads")
        (made / "network.graphml").write_bytes(to_graphml(network))
        (made / "network.gexf").write_bytes(to_gexf(network))
        if corpus is not None:
            (made / MAPPINGS).write_bytes(sssom_table(corpus).encode("utf-8"))
        table = to_linkages_csv(content, quotes=bool(graph.quotes))
        (made / "linkages.csv").write_bytes(table.encode("utf-8"))
        tell("network", f"{network.number_of_nodes()} elements, {network.number_of_edges()} edges")
        page = draw_network(network, content, graph.title).write(made / "index.html")
        tell("page", f"{page.stat().st_size / 1000:,.0f} kB")
    return target


def _write_store(graph: Graph, folder: Path) -> None:
    store = ox.Store(str(folder))
    store.bulk_extend(graph.quads())
    store.optimize()
    store.flush()
    for log in folder.glob("LOG*"):
        log.unlink()  # it names the machine and the hour, and a store may be passed on
