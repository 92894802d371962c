"""The command `ask`: a packaged question, or a query of somebody's own, put to a graph."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .dates import Period
from .faults import PolicygraphError
from .parser import ANSWERS

if TYPE_CHECKING:
    from .graph import Graph
    from .store.asked import Asked
    from .store.limits import Limits


def run_ask(arguments: argparse.Namespace) -> int:
    """Answers the question that the arguments ask, or lists those that there are."""
    from .asking import ask, ask_file, silence

    if not arguments.question and not arguments.file:
        return _list_questions()
    if arguments.question and arguments.file:
        raise PolicygraphError("ask a packaged question or --file, not both")
    if arguments.file and arguments.param:
        raise PolicygraphError("--param goes with a packaged question; write the value into your own query")
    if arguments.question and (arguments.timeout or arguments.memory or arguments.service):
        raise PolicygraphError("--timeout, --memory and --service go with a query of your own (--file)")
    graph = _asked(arguments)
    if arguments.file:
        answer = ask_file(graph, arguments.file, limits=_limits(arguments), services=arguments.service)
    else:
        pairs = [_pair(text) for text in arguments.param]
        values = dict(pairs)
        if len(values) < len(pairs):
            raise PolicygraphError("a --param is given twice")
        answer = ask(graph, arguments.question, **values)
    print(getattr(answer, ANSWERS[arguments.format])())
    if not len(answer) and sys.stderr.isatty():
        print(f"({silence(graph)})", file=sys.stderr)
    return 0


def _limits(arguments: argparse.Namespace) -> "Limits":
    from .store.limits import Limits

    given = {"seconds": arguments.timeout, "megabytes": arguments.memory}
    return Limits(**{name: value for name, value in given.items() if value is not None})


def _asked(arguments: argparse.Namespace) -> "Asked":
    """What a question is put to: a service, or a graph, by the engine that was chosen."""
    from .store import is_address, open_store, with_engine

    if arguments.graph is not None and is_address(arguments.graph):
        if arguments.since or arguments.until:
            raise PolicygraphError("--from and --to go with a graph on this machine, not with a service")
        return open_store(arguments.graph, arguments.engine, seconds=_limits(arguments).seconds)
    return with_engine(graph_for(arguments), arguments.engine)


def graph_for(arguments: argparse.Namespace) -> "Graph":
    """The graph that a question is put to: a built folder, or a corpus built for the occasion; in a period, if any."""
    from .corpus import read_corpus
    from .graph import open_graph
    from .pipeline import build
    from .reading import is_corpus

    within = Period(getattr(arguments, "since", None) or "", getattr(arguments, "until", None) or "")
    place = arguments.graph
    if place is not None and not is_corpus(Path(place)):
        return open_graph(place).between(within)
    return build(read_corpus(place).between(within))


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise PolicygraphError(f"--param takes name=value, not {text!r}")
    return name, value


def _list_questions() -> int:
    from .question import questions

    for name, question in questions().items():
        print(f"{name}\n    {question.summary}")
        for parameter in question.parameters:
            print(f"    --param {parameter.name}=…   {parameter.meaning}")
    return 0
