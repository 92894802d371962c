"""What a page carries that answers questions in SPARQL by itself: an engine, the graph, and the packaged questions.

The engine is Oxigraph as WebAssembly. It is no part of the repository, but of release wheels; in a clone
`scripts/fetch_engine.py` puts it into the folder `engine/` beside this module.
"""

import base64
import gzip
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

import pyoxigraph as ox

from ..faults import PolicygraphError
from ..graph import Graph
from ..question import Question, questions
from ..rdf import serialized
from .columns import packed


@dataclass(frozen=True)
class Engine:
    """A script of the page, and blocks as base64 of gzip: the engine, the graph as TriG, the questions as JSON."""

    script: str = field(repr=False)
    engine: str = field(repr=False)
    quads: str = field(repr=False)
    questions: str = field(repr=False)


def engine_for(graph: Graph) -> Engine:
    """What a page needs to answer questions of that graph; no quote is in it, for a graph holds none.

    Raises PolicygraphError where the engine was not installed.
    """
    data = serialized(graph.quads(), ox.RdfFormat.TRIG, graph.prefixes)
    return Engine(
        script=_asset("oxigraph.js").decode("utf-8"),
        engine=_text(_asset("oxigraph.wasm.gz")),
        quads=_text(gzip.compress(data, 9, mtime=0)),
        questions=packed(
            {
                "prefixes": graph.prefixes,
                "questions": [_question(each) for each in questions().values()],
                "starter": files(__package__).joinpath("starter.rq").read_text("utf-8"),
            }
        ),
    )


def engine_here() -> bool:
    """Whether the engine was installed."""
    return all(files(__package__).joinpath("engine", name).is_file() for name in ("oxigraph.js", "oxigraph.wasm.gz"))


def _asset(name: str) -> bytes:
    if not engine_here():
        raise PolicygraphError(
            "the engine that answers SPARQL in a page is not installed: install a released wheel of policygraph, "
            "or, in a clone, run `python scripts/fetch_engine.py`, which needs npm"
        )
    return files(__package__).joinpath("engine", name).read_bytes()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _question(asked: Question) -> dict[str, Any]:
    return {
        "name": asked.name,
        "summary": asked.summary,
        "note": asked.note,
        "headings": dict(asked.headings),
        "lists": list(asked.lists),
        "parameters": [[each.name, each.kind, each.meaning, each.required] for each in asked.parameters],
        "sparql": asked.sparql,
    }
