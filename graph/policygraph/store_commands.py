"""The commands that change a store, load and remove; and publish, which sends a graph to a service."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .faults import PolicygraphError
from .reading import is_corpus

if TYPE_CHECKING:
    from .graph import Graph

_GRAPH = "a folder that `build` or `load` wrote, or a corpus folder; the shipped corpus if left out"


def add_store_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds the commands to a parser."""
    added = command("load", "load a corpus, documents of it, or RDF files of your own into a store that can grow")
    added.add_argument("store", metavar="DIR", help="the folder of the store; a new one is made")
    added.add_argument(
        "what", nargs="*", metavar="WHAT", help="corpus folders and RDF files; the shipped corpus if left out"
    )
    added.add_argument(
        "--document", metavar="ID", action="append", default=[], help="only this document of the corpus (repeatable)"
    )
    added.add_argument("--name", metavar="IRI", help="the graph that a file goes into, if it names none itself")
    added.epilog = (
        "What is loaded again replaces what it was. All is done or nothing: until then readers see what there was."
    )

    added = command("remove", "take documents, or graphs of your own, out of a store")
    added.add_argument("store", metavar="DIR", help="a folder that `load` wrote")
    added.add_argument("names", nargs="+", metavar="NAME", help="the id of a document, or the address of a graph")

    added = command("publish", "send a graph to a SPARQL service, graph by graph, and hold against it what arrived")
    added.add_argument("url", metavar="URL", help="the service's address for the Graph Store Protocol")
    added.add_argument("--graph", metavar="DIR", help=_GRAPH)
    added.add_argument("--query", metavar="URL", help="its address for queries, if it is not found by itself")
    added.add_argument(
        "--prune", action="store_true", help="remove graphs of ours that are there and are published no more"
    )
    added.epilog = (
        "Name and password come from POLICYGRAPH_USER and POLICYGRAPH_PASSWORD, or from a netrc file. "
        "Broken off, it is run again and goes on where it stopped. Exit code 1 if something did not arrive whole."
    )


def run_load(arguments: argparse.Namespace, tell: Callable[[str, str], None]) -> int:
    """Loads each thing that the arguments name, in their order."""
    from .store import load_corpus, load_file

    corpora = [what for what in arguments.what if is_corpus(Path(what))]
    files = [what for what in arguments.what if what not in corpora]
    if arguments.name and not files:
        raise PolicygraphError("--name goes with a file of your own; the graphs of a corpus have names")
    if arguments.document and not corpora and files:
        raise PolicygraphError("--document goes with a corpus, and none is named")
    for corpus in corpora or ([None] if not files else []):
        done = load_corpus(arguments.store, corpus, arguments.document, tell)
        if done.strange:
            print(f"not of this corpus, and left as they were: {', '.join(done.strange)}", file=sys.stderr)
    for file in files:
        for graph in load_file(arguments.store, file, arguments.name):
            tell("load", f"{file} into {graph}")
    return 0


def run_remove(arguments: argparse.Namespace, tell: Callable[[str, str], None]) -> int:
    """Takes out each thing that the arguments name."""
    from .store import remove

    for name in arguments.names:
        left = remove(arguments.store, name)
        tell("remove", f"{name}; {len(left)} document{'' if len(left) == 1 else 's'} left")
    return 0


def run_publish(arguments: argparse.Namespace, graph: "Graph", tell: Callable[[str, str], None]) -> int:
    """Sends the graph, and prints what was done with each of its parts."""
    from .answer import Answer
    from .store import publish

    done = publish(graph, arguments.url, query_url=arguments.query, prune=arguments.prune, tell=tell)
    rows = tuple((each.done, f"{each.triples:,}", each.graph, each.fault) for each in done)
    columns = ("done", "triples", "graph", "fault")
    print(Answer("publish", columns, columns, rows).to_text())
    return 1 if any(each.fault for each in done) else 0
