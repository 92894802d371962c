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
    from .bearing import load_bearing
    from .citing import cite
    from .classes import as_classes
    from .comparing import compare
    from .corpus import Corpus, read_corpus
    from .dates import Period, is_later
    from .dossiers import Dossier, dossier
    from .explaining import Explanation, explain
    from .faults import CorpusError, Fault, PolicygraphError
    from .from_rows import content
    from .graph import Graph, open_graph
    from .history import timeline
    from .network import to_network
    from .opposing import contradictions, refinements
    from .page import Page, draw
    from .pipeline import build, check
    from .pyvis_view import to_pyvis
    from .question import questions
    from .reasoning import ContradictionError, Reasoned, members, reason
    from .report import Report
    from .showing import show
    from .site import write_site
    from .statements import Content
    from .store import open_store
    from .store.changing import load_corpus, load_file
    from .store.limits import Limits
    from .store.publishing import publish
    from .tracing import path
    from .tracking import asks
    from .tracking.lacking import absences

_HOMES = {
    "Answer": "answer",
    "Content": "statements",
    "ContradictionError": "reasoning",
    "Corpus": "corpus",
    "CorpusError": "faults",
    "Dossier": "dossiers",
    "Explanation": "explaining",
    "Fault": "faults",
    "Graph": "graph",
    "Limits": "store.limits",
    "Page": "page",
    "Period": "dates",
    "PolicygraphError": "faults",
    "Reasoned": "reasoning",
    "Report": "report",
    "absences": "tracking.lacking",
    "as_classes": "classes",
    "ask": "asking",
    "ask_file": "asking",
    "ask_sparql": "asking",
    "asks": "tracking",
    "build": "pipeline",
    "check": "pipeline",
    "cite": "citing",
    "compare": "comparing",
    "content": "from_rows",
    "contradictions": "opposing",
    "dossier": "dossiers",
    "draw": "page",
    "explain": "explaining",
    "is_later": "dates",
    "load_bearing": "bearing",
    "load_corpus": "store.changing",
    "load_file": "store.changing",
    "members": "reasoning",
    "open_graph": "graph",
    "open_store": "store",
    "path": "tracing",
    "publish": "store.publishing",
    "questions": "question",
    "read_corpus": "corpus",
    "reason": "reasoning",
    "refinements": "opposing",
    "show": "showing",
    "timeline": "history",
    "to_network": "network",
    "to_pyvis": "pyvis_view",
    "write_site": "site",
}

__all__ = [
    "Answer",
    "Content",
    "ContradictionError",
    "Corpus",
    "CorpusError",
    "Dossier",
    "Explanation",
    "Fault",
    "Graph",
    "Limits",
    "Page",
    "Period",
    "PolicygraphError",
    "Reasoned",
    "Report",
    "absences",
    "as_classes",
    "ask",
    "ask_file",
    "ask_sparql",
    "asks",
    "build",
    "check",
    "cite",
    "compare",
    "content",
    "contradictions",
    "dossier",
    "draw",
    "explain",
    "is_later",
    "load_bearing",
    "load_corpus",
    "load_file",
    "members",
    "open_graph",
    "open_store",
    "path",
    "publish",
    "questions",
    "read_corpus",
    "reason",
    "refinements",
    "show",
    "timeline",
    "to_network",
    "to_pyvis",
    "write_site",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
