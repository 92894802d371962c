"""Writes what a corpus became into a folder: all of it, or nothing."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from .exchange import to_gexf, to_graphml, to_linkages_csv, to_trig, to_turtle
from .faults import PolicygraphError
from .graph import Graph
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
STORE = "store"


def write_output(graph: Graph, folder: Path | str, tell: Tell) -> Path:
    """The graph as files, a store and a page in `folder`, which is replaced as a whole.

    A folder that holds anything else is left alone: PolicygraphError says so.
    """
    target = Path(folder)
    with _aside(target) as made:
        content = content_of(graph)
        network = network_of(content)
        (made / "graph.trig").write_bytes(to_trig(graph))
        (made / "statements.ttl").write_bytes(to_turtle(graph))
        _write_store(graph, made / STORE)
        tell("store", f"{len(graph.store):,} quads")
        (made / "network.graphml").write_bytes(to_graphml(network))
        (made / "network.gexf").write_bytes(to_gexf(network))
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


@contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """A new folder beside `target` that takes its place when all has gone well, and vanishes otherwise."""
    old = target.with_name(f".{target.name}.old")
    if old.is_dir() and not target.exists():
        old.rename(target)  # a build was cut off between its two renames: the last good output comes back
    _refuse_strangers(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}.new-", dir=target.parent))
    except OSError as error:
        raise PolicygraphError(f"cannot write to {target.parent}: {error.strerror}") from None
    try:
        yield made
        mask = os.umask(0)
        os.umask(mask)
        made.chmod(0o777 & ~mask)  # mkdtemp makes a folder for one pair of eyes
        if target.exists():
            shutil.rmtree(old, ignore_errors=True)
            target.rename(old)
        made.rename(target)
    except OSError as error:
        raise PolicygraphError(f"cannot write {target}: {error.strerror or error}") from None
    finally:
        shutil.rmtree(made, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def _refuse_strangers(target: Path) -> None:
    """Keeps a slip of the hand (`--out ~`) from replacing somebody's folder."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise PolicygraphError(f"{target} is not a folder; choose another place with --out")
    if target.is_dir():
        strangers = sorted(path.name for path in target.iterdir() if path.name not in (*FILES, STORE))
        if strangers:
            raise PolicygraphError(
                f"{target} holds {strangers[0]!r}, which no build wrote; choose another folder with --out"
            )
