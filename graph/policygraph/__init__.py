"""policygraph: who says, where and in which words, that policies, instruments and actors are linked.

>>> import policygraph
>>> graph = policygraph.build()                                      # the corpus that is shipped
>>> answer = policygraph.ask(graph, "how-many-statements-per-status")
>>> answer.columns
('status', 'statements', 'listed', 'passages', 'documents')

What is imported here is fetched when it is first used: importing the package is light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .answer import Answer
    from .asking import ask, ask_file, ask_sparql
    from .citing import cite
    from .classes import as_classes
    from .corpus import Corpus, read_corpus
    from .explaining import Explanation, explain
    from .faults import CorpusError, Fault, PolicygraphError
    from .graph import Graph, open_graph
    from .network import to_network
    from .page import Page, draw
    from .pipeline import build, check
    from .question import questions
    from .reasoning import ContradictionError, Reasoned, members, reason

_HOMES = {
    "Answer": "answer",
    "ContradictionError": "reasoning",
    "Corpus": "corpus",
    "CorpusError": "faults",
    "Explanation": "explaining",
    "Fault": "faults",
    "Graph": "graph",
    "Page": "page",
    "PolicygraphError": "faults",
    "Reasoned": "reasoning",
    "as_classes": "classes",
    "ask": "asking",
    "ask_file": "asking",
    "ask_sparql": "asking",
    "build": "pipeline",
    "check": "pipeline",
    "cite": "citing",
    "draw": "page",
    "explain": "explaining",
    "members": "reasoning",
    "open_graph": "graph",
    "questions": "question",
    "read_corpus": "corpus",
    "reason": "reasoning",
    "to_network": "network",
}

__all__ = [
    "Answer",
    "ContradictionError",
    "Corpus",
    "CorpusError",
    "Explanation",
    "Fault",
    "Graph",
    "Page",
    "PolicygraphError",
    "Reasoned",
    "as_classes",
    "ask",
    "ask_file",
    "ask_sparql",
    "build",
    "check",
    "cite",
    "draw",
    "explain",
    "members",
    "open_graph",
    "questions",
    "read_corpus",
    "reason",
    "to_network",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
