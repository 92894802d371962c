"""Makes the pages that hold a graph whole, the explorer and the dossiers, in a process of its own.

It is started with a place as `serve` takes it, and the number of an open file. Into that file it writes page after
page, packed by gzip; on standard output it tells where each lies, in lines of JSON. A file that has no name leaves
nothing behind, however the processes end.
"""

import gzip
import html
import json
import os
import re
import sys
from collections.abc import Iterator

from ...faults import CorpusError, PolicygraphError
from ...from_graph import content_of
from ...graph import Graph, open_graph

MOST = 1_000_000  # triples: what holds more than that whole is no page to wait for
EXPLORER, DOSSIERS = "explorer", "dossiers/"
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def made(graph: Graph) -> Iterator[tuple[str, str]]:
    """Each page by its path in the service, and its HTML: the dossiers, then the explorer."""
    from ...page import draw
    from ...page.sparql import engine_for, engine_here
    from ...site.faces import pages

    content = content_of(graph)
    for name, text in pages(content):
        yield DOSSIERS + name, text
    yield DOSSIERS, ""  # that is all of them
    yield EXPLORER, draw(content, engine=engine_for(graph) if engine_here() else None).html


def policy_of(text: str) -> str:
    """What a page lets itself do: its own policy, as a header takes it; the service lets it do no more.

    >>> policy_of('<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;">')
    "default-src 'none'; frame-ancestors 'none'"
    """
    match = _POLICY.search(text)
    if match is None:
        raise PolicygraphError("the page says nothing of what it may do, and is not handed out")
    return f"{html.unescape(match[1])}; frame-ancestors 'none'"


def opened(place: str) -> Graph:
    """The graph of a folder, or of the shipped corpus; raises PolicygraphError if it is too large for pages."""
    if not place:
        from ...pipeline import build

        return build()
    graph = open_graph(place)
    if (size := len(graph.store)) > MOST:
        raise PolicygraphError(
            f"the graph holds {size:,} triples, too many for pages that hold it whole; "
            "`policygraph site --graph DIR` and `policygraph page --graph DIR` make them at leisure"
        )
    return graph


def main(place: str, number: int) -> None:
    """Makes all, and tells of it."""
    os.nice(19)  # questions come first
    try:
        at = 0
        with os.fdopen(number, "wb", closefd=False) as file:
            for name, text in made(opened(place)):
                if name == DOSSIERS:
                    _tell({"whole": name})
                    continue
                data = gzip.compress(text.encode("utf-8"), 6, mtime=0)
                file.write(data)
                file.flush()
                _tell({"name": name, "at": at, "size": len(data), "policy": policy_of(text)})
                at += len(data)
        _tell({"done": True})
    except CorpusError as error:
        _tell({"failed": f"the corpus has faults: {error}"})
    except PolicygraphError as error:
        _tell({"failed": str(error)})


def _tell(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
