"""Writes what a corpus became into a folder: all of it, or nothing."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

from .anchor import Anchors
from .aside import folder_aside, refuse_strangers
from .corpus import Corpus
from .exchange import to_gexf, to_graphml, to_linkages_csv, to_trig, to_turtle
from .from_graph import content_of
from .from_rows import content_of_rows
from .graph import Graph
from .mapping_table import sssom_table
from .network import network_of
from .page import draw
from .pipeline import Tell
from .store.folder import LOCK, NEW, OLD, STORE, write_store
from .store.swapping import only_writer

FILES = (
    "graph.trig",
    "statements.ttl",
    "network.graphml",
    "network.gexf",
    "linkages.csv",
    "index.html",
)
MAPPINGS = "mappings.sssom.tsv"


def write_output(
    graph: Graph,
    folder: Path | str,
    tell: Tell,
    corpus: Corpus | None = None,
    anchors: Anchors | None = None,
) -> Path:
    """The graph as files, a store and a page in `folder`, which is replaced as a whole.

    With the corpus that the graph was built from, its mappings too: the graph does not know for what there is no term.
    With its anchors as well, what is drawn is made of the rows: the same, and several times as fast.
    A folder that holds anything else, or that somebody else is changing, is left alone: PolicygraphError says so.
    """
    target = Path(folder)
    refuse_strangers(target, (*FILES, MAPPINGS, STORE, LOCK, NEW, OLD))
    alone = only_writer(target) if target.exists() else nullcontext()
    with alone, folder_aside(target) as made, ThreadPoolExecutor(1) as aside:
        (made / "graph.trig").write_bytes(to_trig(graph))
        stored = aside.submit(write_store, made / "graph.trig", made, graph.base)  # needs no Python, and takes as long
        (made / "statements.ttl").write_bytes(to_turtle(graph))
        content = content_of(graph) if corpus is None or anchors is None else content_of_rows(corpus, anchors)
        network = network_of(content)
        (made / "network.graphml").write_bytes(to_graphml(network))
        (made / "network.gexf").write_bytes(to_gexf(network))
        if corpus is not None:
            (made / MAPPINGS).write_bytes(sssom_table(corpus).encode("utf-8"))
        table = to_linkages_csv(content, quotes=bool(graph.quotes))
        (made / "linkages.csv").write_bytes(table.encode("utf-8"))
        tell("network", f"{network.number_of_nodes()} elements, {network.number_of_edges()} edges")
        page = draw(content).write(made / "index.html")
        tell("page", f"{page.stat().st_size / 1000:,.0f} kB")
        stored.result()
        tell("store", f"{len(graph.store):,} quads")
    return target
